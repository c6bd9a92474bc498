"""The other programs: files in, files out, a batch at a time."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

SECONDS = 600
OFFICE_BATCH = 100
"""Of some 200 files at a time LibreOffice leaves out some without a word."""
WIDTHS = (80, 100, 132, 200)
"""Columns of the terminals that w3m is told to print for, in turns."""

Step = Callable[[Sequence[Path]], list[Path]]
"""Converts files; each result stands beside its source, in their order. Raises where one fails."""


def chromium(files: Sequence[Path]) -> list[Path]:
    """Pages printed to PDF by a browser."""
    return [_made(file.with_suffix(".pdf"), *_browser(file)) for file in files]


def _browser(file: Path) -> list[str]:
    options = ("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer")
    profile = f"--user-data-dir={file.parent / 'browser'}"
    return ["chromium", *options, profile, f"--print-to-pdf={file.with_suffix('.pdf')}", file.as_uri()]


def office(kind: str, suffix: str) -> Step:
    """Converted by LibreOffice to a `kind` that it knows by name."""

    def convert(files: Sequence[Path]) -> list[Path]:
        for start in range(0, len(files), OFFICE_BATCH):
            batch = files[start : start + OFFICE_BATCH]
            profile = f"-env:UserInstallation={(batch[0].parent / 'office').as_uri()}"
            command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(batch[0].parent)]
            _run(*command, *map(str, batch))
        return [_there(file.with_suffix(suffix)) for file in files]

    return convert


def poppler(*options: str) -> Step:
    """The text of PDF files."""
    return lambda files: [
        _made(file.with_suffix(".txt"), "pdftotext", *options, str(file), str(file.with_suffix(".txt")))
        for file in files
    ]


def w3m(files: Sequence[Path]) -> list[Path]:
    """Pages printed for a terminal."""
    found = []
    for number, file in enumerate(files):
        columns = str(WIDTHS[number % len(WIDTHS)])
        command = ("w3m", "-dump", "-T", "text/html", "-I", "UTF-8", "-O", "UTF-8", "-cols", columns, str(file))
        target = file.with_suffix(".txt")
        target.write_bytes(_run(*command))
        found.append(target)
    return found


def _made(target: Path, *command: str) -> Path:
    _run(*command)
    return _there(target)


def _there(target: Path) -> Path:
    if not target.exists():
        raise FileNotFoundError(target)
    return target


def _run(*command: str) -> bytes:
    environment = {**os.environ, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
    return subprocess.run(command, check=True, capture_output=True, timeout=SECONDS, env=environment).stdout
