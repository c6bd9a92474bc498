"""Files of what people decided: rows of CSV that are only ever added to, each on the disk before anybody goes on."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Sequence
from pathlib import Path


def append(file: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Add lines to a file, which is made with its head where there is none, and see that they are on the disk."""
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    if not file.exists():
        writer.writerow(columns)
    elif not file.read_bytes().endswith(b"\n"):  # somebody wrote in it
        lines.write("\n")
    writer.writerows(rows)
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a", encoding="utf-8", newline="") as written:
        written.write(lines.getvalue())
        written.flush()
        os.fsync(written.fileno())
