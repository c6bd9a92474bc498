"""A report as a structured document, before any container: headings, paragraphs and tables of cells with spans.

`compose` puts truth and noise together; renderers write what it returns, mutations change it in between.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random
from typing import NamedTuple

from tests.generate.form import NUMBERING, T3_WIDTH, T4_WIDTH, Slot, fourth_rows, second_rows, third_rows
from tests.generate.noise import HALF_WIDTH, HEAD_LOSS, INSTRUCTIONS, LOCAL_ROWS, Noise, misprint
from tests.generate.truth import Truth


class Cell(NamedTuple):
    """One cell that its row opens. `number` is the numbering of a label, apart so that Word may generate it;
    `code` is the figure code of a value."""

    text: str
    kind: str
    colspan: int = 1
    rowspan: int = 1
    code: str = ""
    number: str = ""

    @property
    def printed(self) -> str:
        """Number and text."""
        return self.number + self.text


class Row(NamedTuple):
    """A row: its code (``table.row``; empty for header and local rows), its cells, and how many it has lost."""

    code: str
    cells: tuple[Cell, ...]
    removed: int = 0


@dataclass(frozen=True)
class Grid:
    """A table of `width` grid columns."""

    width: int
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Heading:
    """A section title (level 1) or a topic (level 2)."""

    level: int
    number: str
    text: str


@dataclass(frozen=True)
class Para:
    """A paragraph."""

    text: str


@dataclass(frozen=True)
class Document:
    """A report in reading order. `furniture` tells whether the page around it is printed too."""

    title: tuple[str, ...]
    agency: str
    year: int
    published: str
    blocks: tuple[Heading | Para | Grid, ...]
    furniture: bool = False

    @property
    def grids(self) -> tuple[Grid, ...]:
        """The tables in order."""
        return tuple(block for block in self.blocks if isinstance(block, Grid))


def compose(truth: Truth, noise: Noise, rng: Random) -> Document:
    """The document that prints `truth` with the given noise."""
    form = truth.form
    tables = {
        "active_disclosure": _grid(truth, noise, rng, form.second_width, second_rows(form)),
        "requests": _grid(truth, noise, rng, T3_WIDTH, third_rows(form)),
        "review_litigation": _grid(truth, noise, rng, T4_WIDTH, fourth_rows(form)),
    }
    if rng.random() < noise.local_row:
        chosen = rng.choice(("active_disclosure", "requests"))
        tables[chosen] = _with_local_row(rng, tables[chosen])
    numbered = rng.random() >= noise.section_numbers_lost
    blocks: list[Heading | Para | Grid] = list(_preamble(truth, noise, rng))
    for code, label in form.sections:
        blocks.append(_heading(rng, noise, 1, label, numbered))
        if code in tables and rng.random() < noise.instructions:
            blocks.append(Para(rng.choice(INSTRUCTIONS)))
        blocks += [Para(text) for text in truth.sections.get(code, ())]
        if code == "overview":
            for topic, heading in form.topics:
                blocks.append(_heading(rng, noise, 2, heading, numbered))
                blocks += [Para(text) for text in truth.sections[topic]]
        if code in tables:
            blocks.append(tables[code])
    if rng.random() < noise.sign_off:
        year, month, day = truth.published.split("-")
        blocks += [Para(truth.agency), Para(f"{year}年{int(month)}月{int(day)}日")]
    title = (truth.title[:-4], truth.title[-4:]) if rng.random() < noise.broken_title else (truth.title,)
    furniture = rng.random() < noise.furniture
    return Document(title, truth.agency, truth.year, truth.published, tuple(blocks), furniture)


def _preamble(truth: Truth, noise: Noise, rng: Random) -> Iterator[Para]:
    yield from (Para(text) for text in truth.sections["preamble"])
    if rng.random() < noise.section_list:
        names = "、".join(NUMBERING.sub("", label) for _, label in truth.form.sections)
        yield Para(f"全文共分六个部分：{names}。")


def _heading(rng: Random, noise: Noise, level: int, label: str, numbered: bool) -> Heading:
    number, text = _split(label)
    return Heading(level, number if numbered else "", misprint(rng, noise, text))


def _split(label: str) -> tuple[str, str]:
    found = NUMBERING.match(label)
    return (found[0], label[found.end() :]) if found else ("", label)


def _grid(truth: Truth, noise: Noise, rng: Random, width: int, rows: list[tuple[str, list[Slot]]]) -> Grid:
    numbered = rng.random() >= noise.row_numbers_lost
    return Grid(
        width,
        tuple(Row(code, tuple(_cell(truth, noise, rng, slot, numbered) for slot in slots)) for code, slots in rows),
    )


def _cell(truth: Truth, noise: Noise, rng: Random, slot: Slot, numbered: bool) -> Cell:
    shape = (slot.kind, slot.colspan, slot.rowspan, slot.code)
    if slot.kind == "value":
        return Cell(_value_text(noise, rng, truth.cells[slot.code]), *shape)
    if slot.kind == "group" and rng.random() < noise.group_lost:
        return Cell("", *shape)
    if slot.kind == "head" and slot.text in HEAD_LOSS and rng.random() < noise.head_lost:
        return Cell(HEAD_LOSS[slot.text], *shape)
    number, text = _split(slot.text)
    text = misprint(rng, noise, text)
    if rng.random() < noise.half_width:
        number = number.translate(HALF_WIDTH)
    if len(text) > 3 and rng.random() < noise.wrap:
        at = rng.randint(2, len(text) - 1)
        text = f"{text[:at]}\n{text[at:]}"
    return Cell(text, *shape, number if numbered else "")


def _value_text(noise: Noise, rng: Random, printed: str) -> str:
    if rng.random() < noise.pad_space:
        return rng.choice((" ", "\u3000", "\u00a0")) + printed + rng.choice(("", " ", "\u3000\u3000"))
    return printed


def _with_local_row(rng: Random, grid: Grid) -> Grid:
    """A row of the agency's own, with numbers, after one of the form's rows."""
    at = rng.choice([index for index, row in enumerate(grid.rows) if row.code])
    model = grid.rows[at]
    cells = tuple(
        cell._replace(text=str(rng.choice((0, rng.randint(1, 99)))), code="")
        if cell.kind == "value"
        else cell._replace(text=rng.choice(LOCAL_ROWS), number="")
        for cell in model.cells
        if cell.kind != "group"
    )
    return insert_row(grid, at + 1, Row("", cells))


def insert_row(grid: Grid, at: int, row: Row) -> Grid:
    """The grid with `row` at index `at`; cells that hang over that place hang one row further.

    A row put behind the last one of a span joins the span only where it lacks the span's columns."""
    rows = list(grid.rows)
    over = [cell for i, r in enumerate(rows[:at]) for cell in r.cells if cell.rowspan > 1 and i + cell.rowspan > at]
    room = grid.width - row.removed - sum(cell.colspan for cell in (*row.cells, *over))
    for index in range(at):
        cells = list(rows[index].cells)
        for place, cell in enumerate(cells):
            end = index + cell.rowspan
            if cell.rowspan > 1 and (end > at or (end == at and room > 0)):
                cells[place] = cell._replace(rowspan=cell.rowspan + 1)
                room -= cell.colspan if end == at else 0
        rows[index] = rows[index]._replace(cells=tuple(cells))
    rows.insert(at, row)
    return replace(grid, rows=tuple(rows))


def laid_out(grid: Grid) -> list[list[tuple[Cell, bool]]]:
    """Every row as (cell, opened here) in grid order: cells that hang in from above appear again, not opened."""
    hanging: list[tuple[int, int, Cell]] = []  # rows left, first column, cell
    result = []
    for row in grid.rows:
        spans = sorted((column, cell) for _, column, cell in hanging)
        line: list[tuple[Cell, bool]] = []
        opened: list[tuple[int, int, Cell]] = []
        column = 0
        queue = list(row.cells)
        while spans or queue:
            if spans and (spans[0][0] <= column or not queue):
                column, cell = spans.pop(0)
                line.append((cell, False))
            else:
                cell = queue.pop(0)
                line.append((cell, True))
                opened.append((cell.rowspan, column, cell))
            column += cell.colspan
        result.append(line)
        hanging = [(left - 1, start, cell) for left, start, cell in hanging + opened if left > 1]
    return result
