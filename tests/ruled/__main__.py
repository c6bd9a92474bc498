"""``python -m tests.ruled [--documents N] [--seed N]``: generated PDFs whose tables are ruled in unusual ways.

Prints the shares of cells that are exact, refused and wrong by kind; ends with 1 where one is wrong."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from random import Random

from tests.accuracy.counted import EXACT, REFUSED, WRONG, Count, count
from tests.accuracy.drawn import FORMS
from tests.generate.document import compose
from tests.generate.noise import QUIET
from tests.generate.odd_rules import KINDS
from tests.generate.truth import Options, random_truth
from xxgk.extractors.document import extract

OPTIONS = Options(scale="mixed", blank=0.02, note=0.01, thousands=0.02)
SHOWN = 20


def counted(told: str, kind: str) -> Count:
    """What became of the cells of the document of a seed, printed in one kind: every second one without a deviation."""
    rng = Random(told)
    options = Options(scale=rng.choice(("mixed", "modest"))) if rng.random() < 0.5 else OPTIONS
    truth = random_truth(rng, options, form=FORMS[rng.choice(list(FORMS))])
    report = extract(KINDS[kind](compose(truth, QUIET, rng)), f"{kind}.pdf")
    return count(report, truth.expectations, truth.cells.keys(), f"{kind} {told}")


def main() -> int:
    """Exit code."""
    parser = ArgumentParser(prog="python -m tests.ruled", description=__doc__)
    parser.add_argument("--documents", type=int, default=1000, help="documents, shared among the kinds")
    parser.add_argument("--seed", type=int, default=1, help="the same seed, the same documents")
    given = parser.parse_args()
    kinds = list(KINDS)
    counts = {kind: Count() for kind in kinds}
    for number in range(given.documents):
        kind = kinds[number % len(kinds)]
        counts[kind].add(counted(f"{given.seed}/{number}", kind))
    for kind, one in counts.items():
        print(
            f"{kind:42} {one.documents:5} documents {one.cells.total():8,} cells  exact {one.share(EXACT):7.2%}"
            f"  refused {one.share(REFUSED):7.2%}  wrong {one.cells[WRONG]}"
        )
    wrong = [told for one in counts.values() for told in one.wrong]
    print(*(f"wrong: {told}" for told in wrong[:SHOWN]), sep="\n", file=sys.stderr)
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
