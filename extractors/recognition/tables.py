"""Tables that follow each other, seen as one block of printed rows.

One statutory table may be cut into several by its container (page breaks, a converter), and several may stand in one.
So tables that no narrative and no section title parts are taken together, and recognition looks for each sheet among
all their rows.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from xxgk.extractors.labels.captions import LONGEST_CAPTION, is_narrative
from xxgk.extractors.labels.values import is_valuelike
from xxgk.extractors.readers.text.tokens import begins_a_figure
from xxgk.schema.document import Block, Row, Table, Where
from xxgk.schema.records import record
from xxgk.schema.text import normalise

LONGEST_SHOWN = 160


@record(frozen=True, slots=True)
class PrintedRow:
    """A row that has something after its label: `run` are its leading label cells (number, text), rightmost last;
    `where` it stands tells it from all others."""

    where: Where
    cells: Row
    run: tuple[tuple[int, str], ...]
    filled: bool

    @property
    def shown(self) -> str:
        """Its cells as a message tells them."""
        text = " | ".join(" ".join(cell.text.split()) for cell in self.cells)
        return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 3] + "…"


@dataclass(slots=True)
class TableBlock:
    """Tables that follow each other, with the captions and fragments of labels that stand between them, each with how
    many of the tables stand before it; `numbers` are those of the tables among all blocks."""

    tables: list[Table] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    captions: list[tuple[int, str]] = field(default_factory=list)
    rows: list[list[PrintedRow]] = field(default_factory=list)
    words: str = ""

    def printed(self) -> Iterator[PrintedRow]:
        """All rows of the block."""
        for rows in self.rows:
            yield from rows


def table_blocks(blocks: Sequence[Block], besides: Container[int] = ()) -> Iterator[TableBlock]:
    """Group the tables of a document, those with a number of `besides` left out; narrative (a long paragraph or a
    sentence) and headings part two groups."""
    current = TableBlock()
    for number, block in enumerate(blocks):
        if number in besides:
            continue
        if isinstance(block, Table):
            current.tables.append(block)
            current.numbers.append(number)
        elif is_narrative(block.text, heading=block.heading):
            if current.tables:
                yield _prepared(current)
            current = TableBlock()
        else:
            current.captions.append((len(current.tables), block.text))
    if current.tables:
        yield _prepared(current)


class Captioned(NamedTuple):
    """A table, its number among all blocks, whether narrative parts it from the table before, and the captions before
    it as they are printed."""

    number: int
    table: Table
    parted: bool
    captions: tuple[str, ...] = ()


def captioned(blocks: Sequence[Block]) -> Iterator[Captioned]:
    """The tables of a document, each with what stands before it."""
    captions: list[str] = []
    parted = True
    for number, block in enumerate(blocks):
        if isinstance(block, Table):
            yield Captioned(number, block, parted, tuple(captions))
            captions, parted = [], False
        else:
            captions.append(block.text[-LONGEST_CAPTION:])
            parted = parted or is_narrative(block.text, heading=block.heading)


def _prepared(block: TableBlock) -> TableBlock:
    words: dict[str, None] = {}
    for number, table in zip(block.numbers, block.tables, strict=True):
        rows = []
        for at, cells in enumerate(table.rows):
            run, filled = _label_run(cells, is_loose=table.keeps.is_loose)
            for _, text in run:
                words[normalise(text)] = None
            rows.append(PrintedRow(Where(number, at), cells, run, filled))
        block.rows.append(rows)
    block.words = "\n".join((*words, "".join([normalise(text) for _, text in block.captions])))
    return block


def _label_run(cells: Row, *, is_loose: bool) -> tuple[tuple[tuple[int, str], ...], bool]:
    """The label cells before the first value of a row, and whether the row has a value at all. Where nothing that
    is printed parts cells, what begins with a figure is one, whatever else stands in it."""
    run: list[tuple[int, str]] = []
    for number, cell in enumerate(cells):
        if not cell.text:
            if cell.unreadable and run:
                return tuple(run), True
            continue
        if is_valuelike(cell.text) or (is_loose and begins_a_figure(cell.text)):
            return tuple(run), True
        run.append((number, cell.text))
    return tuple(run), False
