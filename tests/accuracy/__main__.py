"""``python -m tests.accuracy [--documents N] [--seed N] [--only NAME ...] [--to FILE]``: counts, writes the page, and
ends with 1 where a cell is wrong, naming some."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path

from tests.accuracy.measured import KINDS, measure, names
from tests.accuracy.page import page
from tests.accuracy.samples import samples
from tests.accuracy.troubles_page import section_of, with_section

SHOWN = 20


def main() -> int:
    """Exit code."""
    parser = ArgumentParser(prog="python -m tests.accuracy", description=__doc__)
    parser.add_argument("--documents", type=int, default=2000, help="documents of each container and layout")
    parser.add_argument("--seed", type=int, default=1, help="the same seed, the same documents")
    parser.add_argument("--only", nargs="*", default=names(), choices=tuple(KINDS), metavar="NAME")
    parser.add_argument("--to", type=Path, help="the page to write; it is printed where none is named")
    given = parser.parse_args()
    counts = measure(given.documents, given.seed, tuple(given.only))
    text = page(counts, list(samples()), given.documents, given.seed)
    if given.to:
        given.to.write_text(with_section(text, section_of(given.to)), "utf-8")
    else:
        print(text)
    wrong = [told for count in counts.values() for told in count.wrong]
    for told in wrong[:SHOWN]:
        print(f"wrong: {told}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
