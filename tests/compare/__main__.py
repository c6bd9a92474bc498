"""``python -m tests.compare OTHER [FILE ...] [--documents N] [--seed N] [--cells]``: another checkout and this one read
the same documents, and every difference of their JSON is told; with ``--cells`` only what becomes of cells (lost, new,
changed) and which findings are told where, whatever their order and words.

The documents: files and folders that are named (the shipped samples where none is), and N of the generator in all
containers and layouts, in all forms, with all deviations. Exit code 1 where a byte differs.
"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

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
    parser.add_argument("--cells", action="store_true", help="compare cells, and what is told where")
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
            if old != new and (told := _of_cells(old, new) if given.cells else _difference(old, new)):
                differences.append(told)
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


def _of_cells(old: str, new: str) -> str:
    """What becomes of the cells of a document, and which findings came and went; empty where nothing did."""
    if not (old and new):
        return _difference(old, new)
    before, after = json.loads(old), json.loads(new)
    had, has = _cells(before), _cells(after)
    told: dict[str, list[str]] = {
        "lost": sorted(had.keys() - has.keys()),
        "new": sorted(has.keys() - had.keys()),
        "changed": [code for code in had if code in has and had[code] != has[code]],
        "told no more": list(map(" ".join, (_findings(before) - _findings(after)).elements())),
        "told now": list(map(" ".join, (_findings(after) - _findings(before)).elements())),
        "outcome": [] if before["outcome"] == after["outcome"] else [before["outcome"], after["outcome"]],
    }
    lines = (f"\n  {kind}: {len(some)}: {', '.join(some[:SHOWN])}" for kind, some in told.items() if some)
    shown = "".join(lines)
    return shown and f"{after['source']}:{shown}"


def _cells(report: dict[str, Any]) -> dict[str, tuple[Any, ...]]:
    """By code what a report says in its tables and lists."""
    return {
        f"{kind} {one['code']}": (one["value"], one["unit"], one["state"], one["raw"], one["locator"])
        for kind in ("figures", "indicators")
        for one in report.get(kind, ())
    }


def _findings(report: dict[str, Any]) -> Counter[tuple[str, str]]:
    """What is told where."""
    return Counter((one["rule"], one["where"]) for one in report["findings"])


if __name__ == "__main__":
    sys.exit(main())
