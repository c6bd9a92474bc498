"""``python -m tests.flows.ingesting FOLDER``: a folder of files into a warehouse beside it; to be killed.

``XXGK_READ`` names the file to which the extractor adds a line for each document that it reads."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.flows import fakes
from xxgk.flows.jobs.ingest import Options, ingest
from xxgk.schema.report import Report


def extract(documents: Sequence[tuple[bytes, str]], _convert: object, _readings: object) -> Sequence[Report]:
    """The fake extractor, which tells what it reads."""
    with Path(os.environ["XXGK_READ"]).open("a") as log:
        log.write("".join(f"{source}\n" for _, source in documents))
    return fakes.extract_publication(documents)


def main(folder: Path) -> None:
    """Read what is in the folder ``in``."""
    ingest([folder / "in"], folder / "w.duckdb", Options(2, extractor=extract, archive=folder / "archive"))
    print("done", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
