"""``python -m tests.accuracy.told docs/accuracy.md flows/site/accuracy.toml``: the counts by container and layout, out
of the page, as the data that the explorer shows."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

HEAD = """\
# How exact reading is by container and layout: documents, cells, exact and refused in percent of the cells, wrong ones.
# Written by `make accuracy` from docs/accuracy.md.

"""
PARTS = {"tables": "## By container and layout: the tables", "lists": "## By container and layout: the list"}


def told(page: str) -> str:
    """The TOML of a page."""
    return HEAD + "\n".join(f"{name} = [\n{''.join(_rows(page, title))}]" for name, title in PARTS.items()) + "\n"


def _rows(page: str, title: str) -> Iterator[str]:
    part = page.partition(title)[2].partition("\n## ")[0]
    for name, *cells in re.findall(r"^\| (.+?) " + r"\| ([\d,.]+) " * 5 + r"\|", part, re.MULTILINE):
        documents, cells_, exact, refused, wrong = (cell.replace(",", "") for cell in cells)
        yield f'  ["{name}", {documents}, {cells_}, {exact}, {refused}, {wrong}],\n'


if __name__ == "__main__":
    Path(sys.argv[2]).write_text(told(Path(sys.argv[1]).read_text("utf-8")), "utf-8")
