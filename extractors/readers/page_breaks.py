"""Tables put together over page breaks.

A table that ends its page goes on at the top of the next one where the column edges agree; a row that the break cuts
in two is one row again only where it cannot be two, and where nothing tells its blank cells are not taken for blank.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from extractors.layouts import OCR_TABLE
from extractors.readers.page_tables import Fragment
from extractors.values import is_valuelike
from schema.document import Cell, Row
from schema.text import NUMBERING, narrow

SAME_EDGE = 4.0  # column edges on two pages that differ by no more are one
FARTHEST = 60.0  # points that a table may be shifted sideways from page to page
CUT = "nothing, but the page may have cut its row"


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
    sewn = 0
    repeated = _repeated_head(first, second)
    second = second[repeated:]
    if first and second:
        hanging = _last_row(first)
        pairs = _paired(first, hanging, second[0])
        unruled = 0 if repeated else _mostly(above.open_bottom) + _mostly(below.open_top)
        cut = _is_cut(*pairs, unruled) if pairs else False
        if cut:
            _sew(first, hanging, second.pop(0))
            sewn = 1
        if cut is None:
            _doubt(first, hanging, second[0])
        if not cut and not repeated:
            ends = {place for place, is_open in zip(to_first, above.open_bottom, strict=False) if is_open}
            starts = {place for place, is_open in zip(to_second, below.open_top, strict=False) if is_open}
            _continue_groups(first, hanging, second, ends | starts)
    rows = tuple(map(tuple, (*first, *second)))
    layout = OCR_TABLE if OCR_TABLE in (above.layout, below.layout) else above.layout
    here = () if sewn else (len(first),)
    shift_rows = len(first) - repeated - sewn
    breaks = (*above.breaks, *here, *(number + shift_rows for number in below.breaks))
    return Fragment(below.page, below.box, xs, rows, above.locator, above.open_top, below.open_bottom, layout, breaks)


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


def _is_cut(upper: Sequence[Cell], lower: Sequence[Cell], unruled: int) -> bool | None:
    """Whether two rows, cells paired by column, are one row that the break cuts; None where nothing tells. `unruled`
    counts the sides of the break that no rule closes.

    Below another label, one with a number of its own begins a row. Otherwise it is one row where neither side is
    ruled off, where a bracket is left open, where figures stand below without a label of their own, and where the
    break is not wholly ruled off and words follow without figures. A label without figures above one with figures may
    be both."""
    pairs = list(zip(upper, lower, strict=True))
    if any(
        is_numbered(b.text) for a, b in pairs if is_numbered(a.text) or (a.text and not narrow(a.text)[0].isdigit())
    ):
        return False
    if unruled == 2 or any(_is_left_open(a.text) and b.text for a, b in pairs):
        return True
    above, below = any(map(_is_figure, upper)), any(map(_is_figure, lower))
    words = any(b.text and not _is_figure(b) for b in lower)
    if any(a.text and b.text and (_is_figure(a) or _is_figure(b)) for a, b in pairs):
        return above and not words
    if above:
        return bool(unruled and words and not below)
    return (None if words else True) if below else bool(unruled and words)


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


def _doubt(rows: list[list[Cell]], above: dict[int, tuple[int, int]], below: Sequence[Cell]) -> None:
    """The blank cells of a row whose figures may stand behind the break are not known to be blank."""
    for cell in below:
        number, place = above[cell.column]
        if _is_figure(cell):
            rows[number][place] = rows[number][place]._replace(unreadable=CUT)


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
