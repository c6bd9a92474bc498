"""``python -m tests.flows.ingesting FOLDER``: a folder of files into a warehouse beside it; to be killed.

Each document that is read is told by a line on standard error: a reading process may write in no file."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from tests.flows import fakes
from xxgk.flows.jobs.ingest import Options, ingest
from xxgk.schema.report import Report


def extract(documents: Sequence[tuple[bytes, str]], _convert: object, _readings: object) -> Sequence[Report]:
    """The fake extractor, which tells what it reads."""
    sys.stderr.write("".join(f"{source}\n" for _, source in documents))
    sys.stderr.flush()
    return fakes.extract_publication(documents)


def main(folder: Path) -> None:
    """Read what is in the folder ``in``."""
    ingest([folder / "in"], folder / "w.duckdb", Options(2, extractor=extract, archive=folder / "archive"))
    print("done", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
