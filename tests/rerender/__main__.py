"""``python -m tests.rerender [--documents N] [--seed N] [--only WAY ...] [--keep DIR]``: generated pages and Word files
turned by Chromium, LibreOffice, pdftotext and w3m and read again. Prints the shares of cells that are exact, refused
and wrong on each way; ends with 1 where one is wrong or a bar is missed."""

from __future__ import annotations

import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from random import Random

from rich.progress import track

from tests.accuracy.counted import EXACT, REFUSED, WRONG, Count, count
from tests.accuracy.drawn import FORMS
from tests.generate.document import compose
from tests.generate.noise import QUIET
from tests.generate.truth import Options, Truth, random_truth
from tests.rerender.ways import WAYS, Way
from xxgk.extractors.document import extract

OPTIONS = Options(scale="mixed", blank=0.02, note=0.01, thousands=0.02)
SHOWN = 20


def truth_of(told: str) -> Truth:
    """The report of a seed: every second one without a deviation."""
    rng = Random(told)
    options = Options(scale=rng.choice(("mixed", "modest"))) if rng.random() < 0.5 else OPTIONS
    return random_truth(rng, options, form=FORMS[rng.choice(list(FORMS))])


def rerendered(name: str, way: Way, seeds: Sequence[str], folder: Path) -> Count:
    """What became of the cells of the documents of these seeds on one way; their files are left in the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    truths = [truth_of(told) for told in seeds]
    files = [folder / f"{number:04}{way.suffix}" for number in range(len(seeds))]
    for told, truth, file in zip(seeds, truths, files, strict=True):
        file.write_bytes(way.write(compose(truth, QUIET, Random(told)), QUIET, Random(told)))
    for step in way.steps:
        files = step(files)
    counts = Count()
    for told, truth, file in zip(seeds, truths, files, strict=True):
        report = extract(file.read_bytes(), file.name)
        counts.add(count(report, truth.expectations, truth.cells.keys(), f"{name} {told}"))
    return counts


def main() -> int:
    """Exit code."""
    parser = ArgumentParser(prog="python -m tests.rerender", description=__doc__)
    parser.add_argument("--documents", type=int, default=50, help="documents on each way")
    parser.add_argument("--seed", type=int, default=1, help="the same seed, the same documents")
    parser.add_argument("--only", nargs="*", default=list(WAYS), choices=tuple(WAYS), metavar="WAY")
    parser.add_argument("--keep", type=Path, help="a folder in which the files stay")
    given = parser.parse_args()
    seeds = [f"{given.seed}/{number}" for number in range(given.documents)]
    missed, wrong = False, []
    with tempfile.TemporaryDirectory() as scratch:
        for name in track(given.only, "turning and reading", disable=None):
            way = WAYS[name]
            one = rerendered(name, way, seeds, (given.keep or Path(scratch)) / name.replace(", ", "_"))
            short = one.share(EXACT) < way.bar
            missed, wrong = missed or short, [*wrong, *one.wrong]
            print(
                f"{name:28} {one.cells.total():8,} cells  exact {one.share(EXACT):7.2%}"
                f"  refused {one.share(REFUSED):7.2%}  wrong {one.cells[WRONG]}  bar {way.bar:.1%}",
                "  MISSED" if short else "",
                flush=True,
            )
    print(*(f"wrong: {told}" for told in wrong[:SHOWN]), sep="\n", file=sys.stderr)
    return int(bool(wrong) or missed)


if __name__ == "__main__":
    sys.exit(main())
