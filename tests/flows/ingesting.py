"""``python -m tests.flows.ingesting FOLDER``: a folder of files into a warehouse beside it; to be killed.

Each document that is read is told by a line on standard error: a reading process may write in no file of ours."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.flows import fakes
from xxgk.flows.jobs.ingest import Options, ingest
from xxgk.schema.report import Report


def extract(documents: Sequence[tuple[bytes, str]], _convert: object, _readings: object) -> Sequence[Report]:
    """The fake extractor, which adds a line for each document that it reads to the file ``XXGK_READ``."""
    with Path(os.environ["XXGK_READ"]).open("a") as log:
        log.write(_told(documents))
    return fakes.extract_publication(documents)


def extract_aloud(documents: Sequence[tuple[bytes, str]], _convert: object, _readings: object) -> Sequence[Report]:
    """The same, which tells on standard error."""
    sys.stderr.write(_told(documents))
    sys.stderr.flush()
    return fakes.extract_publication(documents)


def _told(documents: Sequence[tuple[bytes, str]]) -> str:
    return "".join(f"{source}\n" for _, source in documents)


def main(folder: Path) -> None:
    """Read what is in the folder ``in``."""
    ingest([folder / "in"], folder / "w.duckdb", Options(2, extractor=extract_aloud, archive=folder / "archive"))
    print("done", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
