"""``python -m tests.spread.load FOLDER [--archive-only] [--warehouse FILE] [--on ADDRESS --staging PLACE]``.

What is in ``FOLDER/in`` is loaded, its bytes in ``FOLDER/archive``, by one process here where no machines are named, or
by those that find the bytes there or at ``--mirror PLACE``; ``XXGK_PIECE``: pieces of so many publications."""

import argparse
import os
from pathlib import Path

from xxgk.flows.crawl.kept.archive import Archive
from xxgk.flows.jobs import ingest as pipeline
from xxgk.flows.reading.files import examine, find_files
from xxgk.flows.spread.spread import Spread


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.spread.load")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--archive-only", action="store_true")
    parser.add_argument("--warehouse", type=Path)
    parser.add_argument("--on", default="")
    parser.add_argument("--staging", default="")
    parser.add_argument("--mirror", default="")
    given = parser.parse_args()
    archive = Archive(given.folder / "archive")
    if given.archive_only:
        archive.open()
        archive.keep({examine(one).sha256: Path(one.path) for one in find_files([given.folder / "in"])})
        return
    pipeline.PUBLICATIONS = int(os.environ.get("XXGK_PIECE", pipeline.PUBLICATIONS))
    spread = Spread(given.on, given.staging, given.mirror or str(archive.folder)) if given.on else None
    told = pipeline.ingest(
        [given.folder / "in"], given.warehouse, pipeline.Options(1, archive=archive.folder, spread=spread)
    )
    print(told.counts, flush=True)


if __name__ == "__main__":
    main()
