"""Rows of an indicator list that stand in running text: a list that no table was made of, whatever its heads are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from xxgk.extractors.readers.text.list_heads import begins_a_list, is_known
from xxgk.extractors.recognition.indicators import LOCAL
from xxgk.schema.document import Block, Paragraph, Table
from xxgk.schema.findings import finding
from xxgk.schema.report import Finding
from xxgk.schema.text import narrow
from xxgk.schema.units import UNITS

FEWEST_ROWS = 4
LONGEST, MOST_LINES = 90, 4
"""Characters of a label, and the lines on which it stands with its unit."""
SHOWN = 3
_FIGURE = re.compile(r"\d[\d,.]*")
_BEGINS = re.compile("[。;:]")
_UNIT = re.compile(rf"(?:{'|'.join(UNITS)})$")


def lists_in_text(blocks: Sequence[Block]) -> Iterator[Finding]:
    """What tells that the paragraphs among some blocks print an indicator list: its heads, or rows of it."""
    heads = [block.text for block in blocks if isinstance(block, Paragraph) and begins_a_list(block.text)]
    message = "the heads of an indicator list stand here, and its rows are no table: "
    yield from (finding("LIST_NOT_READ", LOCAL, message + text) for text in heads)
    rows = [row for run in _runs(blocks) for row in _rows(run)]
    if not heads and len(rows) >= FEWEST_ROWS:
        shown = "; ".join(rows[:SHOWN])
        yield finding("LIST_NOT_READ", LOCAL, f"{len(rows)} rows of an indicator list stand in running text: {shown} …")


def _runs(blocks: Sequence[Block]) -> Iterator[str]:
    """The paragraphs that nothing parts, put together: a list may stand in them with a cell a line."""
    texts = ("" if isinstance(block, Table) else block.text for block in blocks)
    for is_text, run in groupby(texts, key=bool):
        if is_text:
            yield "\n".join(run)


def _rows(text: str) -> Iterator[str]:
    """The rows that a text prints word for word, however they are parted: a label that a list knows, its unit, and a
    figure."""
    *before, _ = _FIGURE.split(narrow(text))
    for piece in before:
        lines = _BEGINS.split(piece)[-1][-LONGEST:].strip().split("\n")
        labels = ("".join("".join(lines[-count:]).split()) for count in range(1, min(len(lines), MOST_LINES) + 1))
        if label := next(filter(_is_known, labels), ""):
            yield label


def _is_known(label: str) -> bool:
    """Whether a label, or what stands before a unit at its end, names a row of a list."""
    return is_known(label) or (label.endswith(UNITS) and is_known(_UNIT.sub("", label)))
