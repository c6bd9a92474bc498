"""``python -m tests.compare OTHER [FILE ...] [--documents N] [--seed N]``: another checkout and this one read the same
documents, and every difference of their JSON is told.

The documents: files and folders that are named (the shipped samples where none is), and N of the generator in all
containers and layouts, in all forms, with all deviations. Exit code 1 where a byte differs.
"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from tests.accuracy.drawn import draw
from tests.compare.checkout import checkout
from tests.generate.renderers import RENDERERS

ROOT = Path(__file__).parents[2]
SHOWN = 20


def main() -> int:
    """Exit code."""
    parser = ArgumentParser(prog="python -m tests.compare", description=__doc__)
    parser.add_argument("other", type=Path, help="the other checkout")
    parser.add_argument("files", type=Path, nargs="*", default=[ROOT / "data" / "samples"])
    parser.add_argument("--documents", type=int, default=2000, help="documents of the generator")
    parser.add_argument("--seed", type=int, default=1, help="the same seed, the same documents")
    given = parser.parse_args()
    with TemporaryDirectory() as folder:
        scratch = Path(folder)
        files = [*_named(given.files), *_generated(given.documents, given.seed, scratch / "documents")]
        before = checkout(given.other, scratch / "before").extract(files)
        after = checkout(ROOT, scratch / "after").extract(files)
        read = 0
        differences = []
        for old, new in zip_longest(before, after, fillvalue=""):
            read += 1
            if old != new:
                differences.append(_difference(old, new))
    for told in differences[:SHOWN]:
        print(told)
    print(f"{len(files):,} files, {read:,} documents: {len(differences):,} differ")
    return 1 if differences or not read else 0


def _named(given: list[Path]) -> Iterator[Path]:
    for path in given:
        yield from sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]


def _generated(documents: int, seed: int, folder: Path) -> Iterator[Path]:
    """Documents with deviations, each in the next of all containers and layouts."""
    folder.mkdir(parents=True)
    kinds = list(RENDERERS.items())
    for number in range(documents):
        rng = Random(f"{seed}:{number}")
        drawn, (name, renderer) = draw(rng), kinds[number % len(kinds)]
        path = folder / f"{number:06}-{name}{renderer.suffix}"
        path.write_bytes(renderer.write(drawn.document, drawn.noise, rng))
        yield path


def _difference(old: str, new: str) -> str:
    """Which keys of a document differ, and how: as much as a person needs to look there."""
    if not (old and new):
        return f"{json.loads(old or new)['source']}: told by one of them alone"
    before, after = json.loads(old), json.loads(new)
    keys = [key for key in {**before, **after} if before.get(key) != after.get(key)]
    shown = "".join(
        f"\n  {json.dumps(one.get(key), ensure_ascii=False)[:300]}" for key in keys[:1] for one in (before, after)
    )
    return f"{after['source']}: {', '.join(keys) or 'order or spelling'}{shown}"


if __name__ == "__main__":
    sys.exit(main())
