"""Tables put together over page breaks.

A table that ends its page goes on at the top of the next one where the column edges agree; a row that the break cuts
in two is one row again here only where it cannot be two. Where only the words could tell, the break is noted.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import takewhile

from xxgk.extractors.labels.values import is_valuelike
from xxgk.extractors.readers.paper.tables import OVER_LINES, Fragment, SetFigure, is_torn
from xxgk.schema.document import Cell, CellRows, Row, Unreadable, shown_in
from xxgk.schema.layouts import OCR_TABLE
from xxgk.schema.text import NUMBERING, clean, narrow

SAME_EDGE = 4.0  # column edges on two pages that differ by no more are one
MOST_ROWS = 2000
"""Of a table that goes on from page to page: each page is compared with all before it."""
FARTHEST = 60.0  # points that a table may be shifted sideways from page to page


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
    """Both parts as one: repeated head rows left out, a cut row and a cut group cell made whole. Raises Unreadable
    where the whole has too many rows."""
    if len(above.rows) > MOST_ROWS:
        raise Unreadable(f"a table of more than {MOST_ROWS:,} rows goes on from page to page")
    shift = above.xs[0] - below.xs[0]
    moved = tuple(x + shift for x in below.xs)
    xs = above.xs if len(above.xs) >= len(moved) else moved
    to_first, to_second = _places(above.xs, xs), _places(moved, xs)
    first, second = _printed(_onto(above.rows, to_first)), _onto(below.rows, to_second)
    sewn = 0
    paired = _repeated_head(first, second)
    second = _without_spill(first, second, paired)
    repeated = paired + (_more_heads(first, second) if paired else 0)
    second = second[repeated - paired :]
    figures = {**above.figures, **below.figures}
    torn = above.cut | below.cut
    if first and second:
        hanging = shown_in(first, len(first) - 1, len(xs) - 1)
        pairs = _paired(first, hanging, second[0])
        unruled = 0 if repeated else _mostly(above.open_bottom) + _mostly(below.open_top)
        cut = pairs is not None and (_is_cut(*pairs, unruled) or _is_wrapped(*pairs, figures))
        if cut:
            _sew(first, hanging, second.pop(0), figures)
            sewn = 1
        torn |= frozenset(_torn(first, hanging, second[:1], figures))
        if not cut and not repeated:
            ends = {place for place, is_open in zip(to_first, above.open_bottom, strict=False) if is_open}
            starts = {place for place, is_open in zip(to_second, below.open_top, strict=False) if is_open}
            _continue_groups(first, hanging, second, ends | starts)
    rows = tuple(map(tuple, (*first, *second)))
    layout = OCR_TABLE if OCR_TABLE in (above.layout, below.layout) else above.layout
    here = () if sewn else (len(first),)
    shift_rows = len(first) - repeated - sewn
    breaks = (*above.breaks, *here, *(number + shift_rows for number in below.breaks))
    return Fragment(
        below.page, below.box, xs, rows, above.locator, above.open_top, below.open_bottom, layout, breaks, figures, torn
    )


def _places(xs: Sequence[float], edges: Sequence[float]) -> list[int]:
    """Where each of `xs` stands among `edges`."""
    return [number if (number := _nearest(edges, x)) is not None else 0 for x in xs]


def _onto(rows: Sequence[Row], places: Sequence[int]) -> CellRows:
    """Rows with their columns counted by other edges; as they are where these are the same."""
    if places == list(range(len(places))):
        return [list(row) for row in rows]
    return [
        [
            cell._replace(column=places[cell.column], colspan=places[cell.column + cell.colspan] - places[cell.column])
            for cell in row
        ]
        for row in rows
    ]


def _printed(rows: CellRows) -> CellRows:
    """Rows without those at the end that print nothing, as where a page rules off what it cuts a little too low."""
    count = len(rows)
    while count and not any(cell.text or cell.unreadable for cell in rows[count - 1]):
        count -= 1
    for number, row in enumerate(rows[:count]):
        for place, cell in enumerate(row):
            if cell.rowspan > count - number:
                row[place] = cell._replace(rowspan=count - number)
    return rows[:count]


def _mostly(flags: Sequence[bool]) -> bool:
    return 2 * sum(flags) > len(flags)


def _repeated_head(first: Sequence[Sequence[Cell]], second: Sequence[Sequence[Cell]]) -> int:
    """How many rows at the top are the head of the table printed again: the same words and no figures. A cell that
    reaches below the rows that are repeated may show the beginning of its words only."""
    count = 0
    for upper, lower in zip(first, second, strict=False):
        texts = [_squeezed(cell.text) for cell in lower]
        same = len(upper) == len(lower) and all(
            _squeezed(cell.text) == text or (cell.rowspan > 1 and text and _squeezed(cell.text).startswith(text))
            for cell, text in zip(upper, texts, strict=True)
        )
        if not same or not any(texts) or any(map(is_valuelike, texts)):
            break
        count += 1
    return count


def _more_heads(first: Sequence[Sequence[Cell]], rest: Sequence[Sequence[Cell]]) -> int:
    """How many rows behind a repeated head are of it, too: the head itself was cut by a page, so that its rows are
    others."""
    heads = {(cell.column, cell.colspan, _squeezed(cell.text)) for row in _head(first) for cell in row if cell.text}
    return sum(1 for _ in takewhile(lambda row: _is_of(row, heads), rest))


def _is_of(row: Sequence[Cell], heads: Collection[tuple[int, int, str]]) -> bool:
    """Whether a row prints heads of a table and nothing else, two at least, each as it is or with more words."""
    told = [(cell.column, cell.colspan, _squeezed(cell.text)) for cell in row if cell.text]
    return len(told) > 1 and all(
        any(one[:2] == head[:2] and one[2].startswith(head[2]) and len(head[2]) > 1 for head in heads) for one in told
    )


def _head(rows: Sequence[Sequence[Cell]]) -> Iterator[Sequence[Cell]]:
    """The rows at the top of a table, up to the first that has a figure."""
    return takewhile(lambda row: not any(map(_is_figure, row)), rows)


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _without_spill(first: Sequence[Row | list[Cell]], second: list[list[Cell]], repeated: int) -> list[list[Cell]]:
    """The rows below a repeated head, less the rest of a head cell that runs on over them."""
    rows = second[repeated:]
    if rows and repeated:
        for upper, lower in zip(first[repeated - 1], second[repeated - 1], strict=True):
            rest = _squeezed(upper.text)[len(_squeezed(lower.text)) :]
            if rest:
                rows[0] = _less(rows[0], rest, lower)
    return rows


def _less(row: list[Cell], rest: str, head: Cell) -> list[Cell]:
    """A row without a text that its cells under a head print in between; as it is where they do not."""
    less = list(row)
    for place, cell in enumerate(row):
        if rest and head.column <= cell.column < head.column + head.colspan:
            kept = ""
            for character in cell.text:
                if rest and character == rest[0]:
                    rest = rest[1:]
                else:
                    kept += character
            less[place] = cell._replace(text=clean(kept))
    return row if rest else less


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
    """Whether two rows, cells paired by column, are certainly one row that the break cuts. `unruled` counts the sides
    of the break that no rule closes.

    Below another label, one with a number of its own begins a row. Otherwise it is one row where neither side is
    ruled off, where a bracket is left open, where figures stand below without a label of their own, and where the
    break is not wholly ruled off and words follow without figures."""
    pairs = list(zip(upper, lower, strict=True))
    if any(
        is_numbered(b.text) for a, b in pairs if is_numbered(a.text) or (a.text and not narrow(a.text)[0].isdigit())
    ):
        return False
    if unruled == 2 or any(_is_left_open(a.text) and b.text for a, b in pairs):
        return True
    if any(a.text and b.text and (_is_figure(a) or _is_figure(b)) for a, b in pairs):
        return False
    above, below = any(map(_is_figure, upper)), any(map(_is_figure, lower))
    words = any(b.text and not _is_figure(b) for b in lower)
    if above or not below:
        return bool(unruled and words and not below)
    return not words


def _is_wrapped(upper: Sequence[Cell], lower: Sequence[Cell], figures: Mapping[str, SetFigure]) -> bool:
    """Whether the break cuts figures that narrow cells had to wrap over lines: below each figure that fills its line,
    and below no other, stands its rest; and there is a figure that does not fill its line."""
    short = False
    for a, b in zip(upper, lower, strict=True):
        if b.text and not _are_one(a, b, figures):
            return False
        if not b.text and a.locator in figures:
            short = short or not figures[a.locator].ends_full
    return short and any(b.text for b in lower)


def _torn(
    rows: CellRows, above: dict[int, tuple[int, int]], below: CellRows, figures: Mapping[str, SetFigure]
) -> Iterator[tuple[str, str]]:
    """The locators of figures above and below a break that would be one, if their rows are."""
    for cell in below[0] if below else ():
        number, place = above.get(cell.column, (-1, -1))
        upper = rows[number][place] if number >= 0 else None
        if upper is not None and upper.colspan == cell.colspan and _are_one(upper, cell, figures):
            yield upper.locator, cell.locator


def _are_one(upper: Cell, lower: Cell, figures: Mapping[str, SetFigure]) -> bool:
    """Whether two figures are set as the lines of one."""
    start, rest = figures.get(upper.locator), figures.get(lower.locator)
    return start is not None and rest is not None and start.ends_full and start.followed_by(rest).is_wrapped


def _is_left_open(text: str) -> bool:
    plain = narrow(text)
    return plain.count("(") > plain.count(")")


def _sew(
    rows: list[list[Cell]],
    above: dict[int, tuple[int, int]],
    below: Sequence[Cell],
    figures: Mapping[str, SetFigure],
) -> None:
    """Put the rest of a cut row to its beginning, cell by cell."""
    for cell in below:
        number, place = above[cell.column]
        before = rows[number][place]
        between = "" if _are_one(before, cell, figures) else "\n"
        text = between.join(part for part in (before.text, cell.text) if part)
        locator = before.locator if before.text or not cell.text else cell.locator
        rows[number][place] = before._replace(
            text=text,
            locator=locator,
            rowspan=before.rowspan + cell.rowspan - 1,
            unreadable=before.unreadable or cell.unreadable or (OVER_LINES if is_torn(text) else ""),
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
