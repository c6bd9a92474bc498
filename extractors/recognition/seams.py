"""Rows that a page break cut in two, one row again where the words prove it.

Two grid rows are one where, column by column, one of them is blank, or both together print a label of the form that
neither prints alone: «…行政查» above the break, «询事项» below it. Figures are put together only where the reader saw
that their cell had to wrap them, and where words or sums prove the rows to be one: nothing but a sum tells whether
«7719» above the break and «48» below are 771948 or figures of two rows. Within a page the same happens where
a stray rule crosses the label of a row whose values span it. Whatever nothing proves is left as it is;
`extractors.recognition.cut_rows` refuses what the break may have cut.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from xxgk.extractors.labels.sheet_labels import EXACT, labels_of
from xxgk.extractors.labels.values import is_valuelike
from xxgk.extractors.recognition.resolve import Equations, equations_of
from xxgk.schema.document import Block, Cell, CellRows, Table, shown_in
from xxgk.schema.forms import Form, Sheet
from xxgk.schema.text import NUMBERING, narrow, normalise

Torn = frozenset[tuple[str, str]]
CellAt = tuple[int, int]  # row, number of the cell in it


def sewn(blocks: Iterable[Block], forms: Sequence[Form]) -> list[Block]:
    """The blocks of a document, the tables that stand on pages sewn by the labels of `forms`."""
    return [_table(block, forms) if isinstance(block, Table) and block.on_page else block for block in blocks]


def _table(table: Table, forms: Sequence[Form]) -> Table:
    sheets = tuple(sheet for form in forms for sheet in form.sheets)
    rows: CellRows = [list(row) for row in table.rows]
    breaks = list(table.breaks)
    for seam in sorted({*breaks, *_stubs(table)}, reverse=True):
        if not 0 < seam < len(rows):
            continue
        if _sew(rows, seam, table, forms, sheets):
            breaks = [place - (place > seam) for place in breaks if place != seam]
        else:
            _sew_groups(rows, seam, table.width, sheets)
    return replace(table, rows=tuple(map(tuple, rows)), breaks=tuple(breaks))


def _stubs(table: Table) -> Iterator[int]:
    """Rows that open cells, but none in the last column: their values hang in from above."""
    covered = 0
    for number, row in enumerate(table.rows):
        if row and number < covered and all(cell.column + cell.colspan < table.width for cell in row):
            yield number
        covered = max((number + c.rowspan for c in row if c.column + c.colspan >= table.width), default=covered)


def _sew(rows: CellRows, seam: int, table: Table, forms: Sequence[Form], sheets: Sequence[Sheet]) -> bool:
    """Put the row below the seam to the one above, if they are one; tells whether they are."""
    torn, shown = table.cut, shown_in(rows, seam - 1, table.width)
    pairs = [(cell, _above(rows, shown, cell)) for cell in rows[seam]]
    if any(place is None or cell.unreadable for cell, place in pairs if cell.text or cell.unreadable):
        return False
    both = [(rows[place[0]][place[1]], cell) for cell, place in pairs if place and cell.text]
    words = [(a.text, b.text) for a, b in both if a.text and (a.locator, b.locator) not in torn]
    has_figures = any(is_valuelike(cell.text) for cell in rows[seam])
    if words and not _are_cut(words, sheets, has_figures=has_figures):
        return False
    if not words and not _are_summed(rows, seam, both, torn, forms):
        return False
    rest = {place: cell for cell, place in pairs if place}
    for place in shown.values():
        row, number = place
        cell, end = rows[row][number], rest.get(place)
        if end is None:
            rows[row][number] = cell._replace(rowspan=max(cell.rowspan - 1, seam - row))
        else:
            rows[row][number] = _whole(cell, end, torn)._replace(rowspan=seam - row - 1 + end.rowspan)
    del rows[seam]
    return True


def _are_summed(
    rows: CellRows, seam: int, both: Sequence[tuple[Cell, Cell]], torn: Torn, forms: Sequence[Form]
) -> bool:
    """Whether everything below the seam is figures, and the form's sums prove them to be the rest of those above."""
    if not both or any((upper.locator, lower.locator) not in torn for upper, lower in both):
        return False
    run = [cell.text for cell in rows[seam - 1] if cell.text and not is_valuelike(cell.text)]
    values = [cell for cell in rows[seam - 1] if is_valuelike(cell.text)]
    rest = {upper.locator: lower.text for upper, lower in both}
    above, whole = [cell.text for cell in values], [cell.text + rest.get(cell.locator, "") for cell in values]
    return bool(run) and prove(run[-1], above, whole, forms)


def prove(label: str, above: Sequence[str], whole: Sequence[str], forms: Sequence[Form]) -> bool:
    """Whether the sums of the row named `label` hold for the `whole` figures (digits, one for each column of the form)
    and fail for those `above` the break; in every form that knows the label."""
    found = list(_equations(label, len(whole), forms))
    if not all(text.isdecimal() for text in (*above, *whole)):
        return False
    return bool(found) and all(
        bool(sums.sums) and sums.row_holds(tuple(whole)) and not sums.row_holds(tuple(above)) for sums in found
    )


def _equations(label: str, columns: int, forms: Sequence[Form]) -> Iterator[Equations]:
    for form in forms:
        for sheet in form.sheets:
            for entry, score in labels_of(sheet).match(label):
                table, _ = sheet.entries[entry]
                if score == EXACT and len(table.columns) == columns:
                    yield equations_of(form)[table.id]


def _sew_groups(rows: CellRows, seam: int, width: int, sheets: Sequence[Sheet]) -> None:
    """Put together the cells of two rows that are one over a seam: labels of groups, or heads over several rows."""
    shown = shown_in(rows, seam - 1, width)
    places = [(cell, _above(rows, shown, cell)) for cell in rows[seam]]
    pairs = [(cell, place) for cell, place in places if place and cell.text and rows[place[0]][place[1]].text]
    cut = [
        (cell, (row, number))
        for cell, (row, number) in pairs
        if _are_cut([(rows[row][number].text, cell.text)], sheets, has_figures=True)
    ]
    for cell, (row, number) in cut:
        whole = _whole(rows[row][number], cell, frozenset())
        rows[row][number] = whole._replace(rowspan=seam - row + cell.rowspan)
        rows[seam].remove(cell)


def _above(rows: CellRows, shown: Mapping[int, CellAt], cell: Cell) -> CellAt | None:
    """The cell above the seam with the columns of one below."""
    place = shown.get(cell.column)
    return place if place is not None and rows[place[0]][place[1]].colspan == cell.colspan else None


def _whole(cell: Cell, rest: Cell, torn: Torn) -> Cell:
    """A cell above the seam with its rest."""
    between = "" if (cell.locator, rest.locator) in torn else "\n"
    return cell._replace(
        text=between.join(part for part in (cell.text, rest.text) if part),
        locator=cell.locator if cell.text or not rest.text else rest.locator,
        confidence=min(cell.confidence, rest.confidence),
    )


def _are_cut(parts: Sequence[tuple[str, str]], sheets: Sequence[Sheet], *, has_figures: bool) -> bool:
    """Whether all texts above and below a seam are parts of labels of one sheet."""
    return any(
        all(_is_cut(upper, lower, sheet, sheets, has_figures=has_figures) for upper, lower in parts) for sheet in sheets
    )


def _is_cut(upper: str, lower: str, sheet: Sheet, sheets: Sequence[Sheet], *, has_figures: bool) -> bool:
    """Whether two texts are parts of a label of the sheet. Where the upper one alone is another label of the same row,
    nothing may depend on which of them is printed: no figures stand below."""
    labels = labels_of(sheet)
    whole = upper + lower
    if is_valuelike(upper) or is_valuelike(lower) or not labels.is_label(whole):
        return False
    row = labels.rows.get(normalise(whole))
    same_row = row is not None and row == labels.rows.get(normalise(upper))
    if _is_whole(upper, sheet, sheets) and (has_figures or not same_row):
        return False
    in_number = _number(whole).startswith("".join(narrow(upper).split()))
    return in_number or not _is_whole(lower, sheet, sheets)


def _is_whole(text: str, sheet: Sheet, sheets: Sequence[Sheet]) -> bool:
    """Whether a text alone is a label: one of the sheet, or a row of the same sheet in another form. With another
    number than the form prints before that label it is none («2.其他» is not «3.其他»)."""
    key = normalise(text)
    if not labels_of(sheet).is_label(text) and not any(
        key in labels_of(other).rows for other in sheets if other.id == sheet.id
    ):
        return False
    numbers = _numbers(tuple(sheets)).get(key, frozenset())
    return not _number(text) or not any(numbers) or _number(text) in numbers


@lru_cache(maxsize=16)
def _numbers(sheets: tuple[Sheet, ...]) -> dict[str, frozenset[str]]:
    """By the normal form of a label, the numbers that the forms print before it."""
    found: dict[str, set[str]] = {}
    for sheet in sheets:
        for table in sheet.tables:
            named = [(row.label, *row.aliases) for row in table.rows]
            named += [(group.label, *group.aliases) for group in table.groups]
            for label in (label for labels in named for label in labels):
                found.setdefault(normalise(label), set()).add(_number(label))
    return {key: frozenset(numbers) for key, numbers in found.items()}


def _number(text: str) -> str:
    match = NUMBERING.match("".join(narrow(text).split()))
    return match[0] if match else ""
