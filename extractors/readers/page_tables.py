"""Ruled tables of pages: cells filled with the print that lies in them, and tables put together over page breaks.

Shared by all readers that see pages. A character belongs to the cell that holds its centre. A table that ends its
page goes on at the top of the next one where the column edges agree; a row that the break cuts in two is one row
again only where it cannot be two.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractors.layouts import OCR_TABLE, RULED_TABLE
from extractors.readers.print_lines import MOST_SURE, Glyph, lines_of
from extractors.readers.ruling_grid import Box, Grid
from extractors.values import is_valuelike
from schema.document import Cell, Row, Table
from schema.text import NUMBERING, clean, narrow

SAME_EDGE = 4.0  # column edges on two pages that differ by no more are one
FARTHEST = 60.0  # points that a table may be shifted sideways from page to page
UNKNOWN = "\ufffd"
OVERLAP = 0.25  # of a digit's width: how far it may reach over the edge of its cell
IMAGE, NO_CODE, OVER_EDGE = "image", "characters without a known code", "a figure that runs over the edge of the cell"
UNREAD = "unread print"


@dataclass(frozen=True, slots=True)
class Fragment:
    """The part of a table that one page holds. `xs` are its column edges, cells count them; `locator` is
    ``pdf:p3/t2``."""

    page: int
    box: Box
    xs: tuple[float, ...]
    rows: tuple[Row, ...]
    locator: str
    open_top: tuple[bool, ...] = ()
    open_bottom: tuple[bool, ...] = ()
    layout: str = RULED_TABLE

    @property
    def width(self) -> int:
        """The number of its columns."""
        return len(self.xs) - 1

    def table(self) -> Table:
        """The whole as a table; rows that open no cell are left out."""
        return Table(tuple(row for row in self.rows if row), self.locator, self.layout, self.width)


def sorted_into(grids: Sequence[Grid], glyphs: Iterable[Glyph]) -> tuple[list[list[list[Glyph]]], list[Glyph]]:
    """The print in each cell of each grid, and the rest. Of grids in one another the innermost takes it."""
    inside: list[list[list[Glyph]]] = [[[] for _ in grid.cells] for grid in grids]
    nested = sorted(range(len(grids)), key=lambda number: _area(grids[number].box))
    boxes = [(number, grids[number].box) for number in nested]
    outside = []
    for glyph in glyphs:
        x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
        for number, (x0, top, x1, bottom) in boxes:
            if x0 <= x <= x1 and top <= y <= bottom:
                inside[number][grids[number].cell_at(x, y)].append(glyph)
                break
        else:
            outside.append(glyph)
    return inside, outside


def _area(box: Box) -> float:
    return (box.x1 - box.x0) * (box.bottom - box.top)


def fragment(
    grid: Grid,
    cells: Sequence[Sequence[Glyph]],
    images: Sequence[Box],
    page: int,
    locator: str,
    *,
    layout: str = RULED_TABLE,
) -> Fragment:
    """The grid with its cells' text. A cell that shows a picture and no text, or print without a code, is
    unreadable."""
    rows: list[list[Cell]] = [[] for _ in grid.ys[1:]]
    for place, glyphs in zip(grid.cells, cells, strict=True):
        text = cell_text(glyphs)
        if layout == OCR_TABLE:
            text, unreadable = ("", UNREAD) if UNKNOWN in text else (text, "")
        else:
            unreadable = NO_CODE if UNKNOWN in text else OVER_EDGE if _runs_over(glyphs, place.box) else ""
        if not text and any(
            place.box.holds((image.x0 + image.x1) / 2, (image.top + image.bottom) / 2) for image in images
        ):
            unreadable = IMAGE
        if not (text or unreadable or place.is_closed):
            continue
        row = rows[place.row]
        x0, top, x1, bottom = place.box
        where = f"{locator}/r{place.row + 1}/c{len(row) + 1}[{x0:.0f},{top:.0f},{x1:.0f},{bottom:.0f}]"
        sure = min((glyph.confidence for glyph in glyphs), default=MOST_SURE) if layout == OCR_TABLE else 1.0
        row.append(Cell(text, where, place.column, place.colspan, place.rowspan, unreadable, sure))
    return Fragment(page, grid.box, grid.xs, tuple(map(tuple, rows)), locator, grid.open_top, grid.open_bottom, layout)


def _runs_over(glyphs: Iterable[Glyph], box: Box) -> bool:
    """Whether a digit reaches into the neighbour: then the rest of its number may stand there."""
    return any(
        max(box.x0 - glyph.x0, glyph.x1 - box.x1) > OVERLAP * (glyph.x1 - glyph.x0) and glyph.text.isdigit()
        for glyph in glyphs
    )


def cell_text(glyphs: Sequence[Glyph]) -> str:
    """The print of a cell, its lines joined by line feeds."""
    if len(glyphs) == 1:
        return clean(glyphs[0].text)
    return clean("\n".join(line.text for line in lines_of(glyphs))) if glyphs else ""


# --------------------------------------------------------------------------------------------------- over page breaks


def goes_on(above: Fragment, below: Fragment) -> bool:
    """Whether `below` may be the rest of `above`: the outer edges agree, and the columns of one are among the
    other's."""
    shift = above.xs[0] - below.xs[0]
    moved = [x + shift for x in below.xs]
    if abs(shift) > FARTHEST or abs(above.xs[-1] - moved[-1]) > SAME_EDGE:
        return False
    fewer, more = sorted((list(above.xs), moved), key=len)
    return all(_nearest(more, x) is not None for x in fewer)


def _nearest(edges: Sequence[float], x: float) -> int | None:
    place = bisect_left(edges, x)
    near = [number for number in (place - 1, place) if 0 <= number < len(edges) and abs(edges[number] - x) <= SAME_EDGE]
    return min(near, key=lambda number: abs(edges[number] - x)) if near else None


def joined(above: Fragment, below: Fragment) -> Fragment:
    """Both parts as one: repeated head rows left out, a cut row and a cut group cell made whole."""
    shift = above.xs[0] - below.xs[0]
    moved = tuple(x + shift for x in below.xs)
    xs = above.xs if len(above.xs) >= len(moved) else moved
    to_first, to_second = _places(above.xs, xs), _places(moved, xs)
    first, second = _onto(above.rows, to_first), _onto(below.rows, to_second)
    repeated = _repeated_head(first, second)
    second = second[repeated:]
    if first and second:
        hanging = _last_row(first)
        pairs = _paired(first, hanging, second[0])
        unruled = 0 if repeated else _mostly(above.open_bottom) + _mostly(below.open_top)
        if pairs and _is_cut(*pairs, unruled):
            _sew(first, hanging, second.pop(0))
        elif not repeated:
            ends = {place for place, is_open in zip(to_first, above.open_bottom, strict=False) if is_open}
            starts = {place for place, is_open in zip(to_second, below.open_top, strict=False) if is_open}
            _continue_groups(first, hanging, second, ends | starts)
    rows = tuple(map(tuple, (*first, *second)))
    layout = OCR_TABLE if OCR_TABLE in (above.layout, below.layout) else above.layout
    return Fragment(below.page, below.box, xs, rows, above.locator, above.open_top, below.open_bottom, layout)


def _places(xs: Sequence[float], edges: Sequence[float]) -> list[int]:
    """Where each of `xs` stands among `edges`."""
    return [number if (number := _nearest(edges, x)) is not None else 0 for x in xs]


def _onto(rows: Sequence[Row], places: Sequence[int]) -> list[list[Cell]]:
    """Rows with their columns counted by other edges."""
    return [
        [
            cell._replace(column=places[cell.column], colspan=places[cell.column + cell.colspan] - places[cell.column])
            for cell in row
        ]
        for row in rows
    ]


def _mostly(flags: Sequence[bool]) -> bool:
    return 2 * sum(flags) > len(flags)


def _repeated_head(first: Sequence[Sequence[Cell]], second: Sequence[Sequence[Cell]]) -> int:
    """How many rows at the top are the head of the table printed again: the same words and no figures."""
    count = 0
    for upper, lower in zip(first, second, strict=False):
        texts = ["".join(cell.text.split()) for cell in upper]
        if texts != ["".join(cell.text.split()) for cell in lower] or not any(texts) or any(map(is_valuelike, texts)):
            break
        count += 1
    return count


def _last_row(rows: Sequence[Sequence[Cell]]) -> dict[int, tuple[int, int]]:
    """By column, the (row, number) of every cell that the last row shows, those hanging in from above included."""
    last = len(rows) - 1
    return {
        cell.column: (number, place)
        for number, row in enumerate(rows)
        for place, cell in enumerate(row)
        if number + cell.rowspan > last
    }


def _paired(
    rows: Sequence[Sequence[Cell]], above: dict[int, tuple[int, int]], below: Sequence[Cell]
) -> tuple[list[Cell], list[Cell]] | None:
    """The cells of the last row beside those of the row below, where these have the same columns; else None."""
    upper = [
        rows[number][place] for number, place in (above.get(cell.column, (-1, -1)) for cell in below) if number >= 0
    ]
    same = len(upper) == len(below) and all(a.colspan == b.colspan for a, b in zip(upper, below, strict=True))
    return (upper, list(below)) if same and len(below) > 1 else None


def _is_figure(cell: Cell) -> bool:
    return bool(cell.unreadable) or is_valuelike(cell.text)


def _is_cut(upper: Sequence[Cell], lower: Sequence[Cell], unruled: int) -> bool:
    """Whether two rows, cells paired by column, are one row that the break cuts. `unruled` counts the sides of the
    break that no rule closes.

    Below another label, one with a number of its own begins a row. Otherwise it is one row where neither side is
    ruled off, where a bracket is left open, where figures stand below without a label of their own, and where only
    one of the two has figures and (unless it is the second) the break is not wholly ruled off."""
    labels = [b.text for a, b in zip(upper, lower, strict=True) if a.text and not narrow(a.text)[0].isdigit()]
    if any(map(is_numbered, labels)):
        return False
    if unruled == 2 or any(_is_left_open(a.text) and b.text for a, b in zip(upper, lower, strict=True)):
        return True
    above, below = any(map(_is_figure, upper)), any(map(_is_figure, lower))
    words = [cell for cell in lower if cell.text and not _is_figure(cell)]
    if any(a.text and b.text and (_is_figure(a) or _is_figure(b)) for a, b in zip(upper, lower, strict=True)):
        return above and not words
    return below if not above else bool(unruled and words and not below)


def _is_left_open(text: str) -> bool:
    plain = narrow(text)
    return plain.count("(") > plain.count(")")


def _sew(rows: list[list[Cell]], above: dict[int, tuple[int, int]], below: Sequence[Cell]) -> None:
    """Put the rest of a cut row to its beginning, cell by cell."""
    for cell in below:
        number, place = above[cell.column]
        before = rows[number][place]
        text = "\n".join(part for part in (before.text, cell.text) if part)
        locator = before.locator if before.text or not cell.text else cell.locator
        rows[number][place] = before._replace(
            text=text,
            locator=locator,
            rowspan=before.rowspan + cell.rowspan - 1,
            unreadable=before.unreadable or cell.unreadable,
            confidence=min(before.confidence, cell.confidence),
        )


def _continue_groups(
    rows: list[list[Cell]], above: dict[int, tuple[int, int]], below: list[list[Cell]], unruled: set[int]
) -> None:
    """A merged cell that goes on behind a break without a rule is one cell where its label stands on one side of
    it."""
    kept = []
    for cell in below[0]:
        number, place = above.get(cell.column, (-1, -1))
        upper = rows[number][place] if number >= 0 else None
        is_group = (
            upper is not None
            and cell.column in unruled
            and upper.colspan == cell.colspan
            and max(upper.rowspan, cell.rowspan) > 1
            and not (upper.text and cell.text)
            and not _is_figure(upper)
            and not _is_figure(cell)
        )
        if upper is not None and is_group:
            whole = cell if cell.text else upper
            rows[number][place] = whole._replace(column=upper.column, rowspan=upper.rowspan + cell.rowspan)
        else:
            kept.append(cell)
    below[0] = kept


def is_numbered(text: str) -> bool:
    """Whether a label begins with a number of its own, so that it continues no other."""
    return bool(NUMBERING.match("".join(narrow(text).split())))
