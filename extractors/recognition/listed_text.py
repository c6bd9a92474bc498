"""Rows of an indicator list that stand in running text: a list that no table was made of, whatever its heads are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xxgk.extractors.labels.values import is_valuelike
from xxgk.extractors.readers.text.list_heads import MOST_COLUMNS, begins_a_list, is_known
from xxgk.extractors.recognition.indicators import LOCAL
from xxgk.schema.document import Block, Paragraph
from xxgk.schema.findings import finding
from xxgk.schema.indicators import unit_of
from xxgk.schema.report import Finding
from xxgk.schema.text import narrow

FEWEST_ROWS = 4
SHOWN = 3


def lists_in_text(blocks: Sequence[Block]) -> Iterator[Finding]:
    """What tells that the paragraphs among some blocks print an indicator list: its heads, or rows of it."""
    heads = [block.text for block in blocks if isinstance(block, Paragraph) and begins_a_list(block.text)]
    message = "the heads of an indicator list stand here, and its rows are no table: "
    yield from (finding("LIST_NOT_READ", LOCAL, message + text) for text in heads)
    rows = [row for block in blocks if isinstance(block, Paragraph) for row in _rows(block.text)]
    if not heads and len(rows) >= FEWEST_ROWS:
        shown = "; ".join(rows[:SHOWN])
        yield finding("LIST_NOT_READ", LOCAL, f"{len(rows)} rows of an indicator list stand in running text: {shown} …")


def _rows(text: str) -> Iterator[str]:
    """The rows that a text prints word for word: a label that a list knows, its unit, and as many figures as lists
    have."""
    if "。" in text:
        return
    label, figures = "", 0
    for word in (*narrow(text).split(), ""):
        if is_valuelike(word):
            figures += 1
        elif not unit_of(word):
            if 0 < figures <= MOST_COLUMNS and is_known(label):
                yield label
            label = word if figures else label + word
            figures = 0
