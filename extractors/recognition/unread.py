"""Nothing printed is lost in silence: what prints figures and was not read is told.

Recognition claims rows. Of a table in which it claimed some, a row of figures that it did not claim is told by itself.
Of a table in which it claimed none, the table is told, and as which sheet, where its labels are those of one: a sheet
is missing only where nothing stands that may be it. Pages hold small tables that no report is made of, a calendar, a
pager, a telephone number: what merely counts on, and a few figures under no label of a form, are no figures of a
report.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

from xxgk.extractors.labels.sheet_labels import EXACT, labels_of
from xxgk.extractors.labels.values import digits_of, is_valuelike, read_value
from xxgk.extractors.readers.cards import LABELS as CARD_LABELS
from xxgk.extractors.readers.text.tokens import begins_a_figure
from xxgk.extractors.recognition.claims import Claim, Doubt, SheetClaims, refused
from xxgk.extractors.recognition.heads import Run
from xxgk.extractors.recognition.indicators import LOCAL
from xxgk.extractors.recognition.rows import counts_columns
from xxgk.extractors.recognition.tables import PrintedRow, TableBlock
from xxgk.schema.document import Cell, Table, Where
from xxgk.schema.findings import finding
from xxgk.schema.forms import Form, Sheet
from xxgk.schema.report import Finding
from xxgk.schema.text import narrow, normalise
from xxgk.schema.units import COUNTED, UNITS

FEWEST_FIGURES, LEAST_SHARE = 2, 0.25
"""Figures of a table that prints no label of a form, and their share of all that it prints: fewer may be a page's
own."""
FEWEST_LABELS, SHORTEST_LABEL = 2, 3
"""Labels by which a table may be a sheet, and their characters: shorter ones (其他, 总计) stand in many tables."""
SHORTEST_OWN = 2
"""Characters of a label of a table's own."""
OF_A_PAGE = re.compile(r"(?:浏览|点击|阅读|访问)|.*页")
YEARS = range(1990, 2031)
LONG = 10_000
LONGEST_CHANCE = 2
"""Figures that count on by chance."""
NO_COUNT = -2
DATED = frozenset("年月日")
LONGEST_SHOWN, MOST_SHOWN = 160, 12


_COUNTED = re.compile(rf"\d *(?:{'|'.join(COUNTED)}|万?元|%)|^[约近逾共超]\d|^\d[\d.,]*(?:\s|$)")


class Unread(NamedTuple):
    """A table that prints figures of which none was read, with the sheets that it may be, likeliest first."""

    table: Table
    shown: str
    sheets: Sequence[str]

    @property
    def message(self) -> str:
        """What is told of it."""
        return f"a table with figures of which none was read stands at {self.table.locator}: {self.shown}"


def unread_tables(blocks: Iterable[tuple[TableBlock, Collection[Where]]], forms: Sequence[Form]) -> Iterator[Unread]:
    """The tables of some blocks, each block with the rows of it that were claimed, of which nothing was claimed and
    that print figures."""
    for block, claimed in blocks:
        for table, rows in zip(block.tables, block.rows, strict=True):
            if _is_unread(table, rows, claimed, forms):
                yield Unread(table, _first_cells(rows), _sheets(rows, forms))


def unclaimed_rows(block: TableBlock, claimed: Collection[Where], forms: Sequence[Form]) -> Iterator[PrintedRow]:
    """The rows of figures of a block that was read which no sheet claims; those of its unread tables are told with
    them."""
    for table, rows in zip(block.tables, block.rows, strict=True):
        if not _is_unread(table, rows, claimed, forms):
            for row in rows:
                if row.where not in claimed and _prints_figures(row, table):
                    yield row


def unknown_row(row: PrintedRow, table: str) -> Finding:
    """What is told of a row that no sheet claims; `table` is one of the form that stands there."""
    told = "no row of the form has this label" if row.run else "a row of figures stands under no label"
    return finding("ROW_UNKNOWN", table, f"{told}: {row.shown}")


def without_blanks_beside(block: TableBlock, shown: Sequence[SheetClaims]) -> Sequence[SheetClaims]:
    """What a block shows, with a doubt on each row with blanks beside figures that may be its own."""
    printed = [cell.text.strip() for found in shown for _, claim in found.standing() for cell in claim.values]
    if all(printed):
        return shown
    named = set[Where]().union(*(found.named for found in shown))
    beside: dict[Where, list[PrintedRow]] = {}
    for rows in block.rows:
        for row, other in (*pairwise(rows), *((below, above) for above, below in pairwise(rows))):
            if other.filled and other.where not in named:
                beside.setdefault(row.where, []).append(other)
    lines = _lone_lines(block)
    if not beside and not lines:
        return shown
    return [found.doubted((*_blanks_beside(found, beside), *_beside_lines(found, lines))) for found in shown]


def _lone_lines(block: TableBlock) -> Mapping[Where, Sequence[str]]:
    """The lines behind a table that print nothing but figures, by where the rows before and behind them stand."""
    lines: dict[Where, list[str]] = {}
    for place, text in block.captions:
        if place and all(map(is_valuelike, text.split())):
            behind = block.rows[place][:1] if place < len(block.rows) else []
            for row in (*block.rows[place - 1][-1:], *behind):
                lines.setdefault(row.where, []).append(text)
    return lines


def _beside_lines(found: SheetClaims, lines: Mapping[Where, Sequence[str]]) -> Iterator[tuple[int, Doubt]]:
    """Rows of the form with blanks, beside a line of as few figures, or fewer, which may be those of the blanks."""
    for entry, claim in found.standing():
        blanks = sum(map(_is_blank, claim.texts))
        for line in lines.get(claim.row.where, ()):
            if len(line.split()) <= blanks:
                yield entry, refused(f"it has blanks, and the line beside it may be its own: {line}")
                break


def _blanks_beside(found: SheetClaims, beside: Mapping[Where, Sequence[PrintedRow]]) -> Iterator[tuple[int, Doubt]]:
    """Rows of the form that lack figures, beside a row that no sheet claims and that may print these: one without a
    label of its own, whose figures stand where the row is blank; or any, where the row is blank throughout and its
    label is not exactly the form's, and may be but half of it."""
    labels = labels_of(found.sheet)
    for entry, claim in found.standing():
        for row in beside.get(claim.row.where, ()):
            has_label = any(normalise(text) not in labels.groups for _, text in row.run)
            is_half = claim.score < EXACT and all(map(_is_blank, claim.texts))
            if is_half if has_label else _fills(row, claim):
                yield entry, refused(f"it has blanks, and the figures beside it may be its own: {row.shown}")
                break


def _fills(row: PrintedRow, claim: Claim) -> bool:
    """Whether the figures of a row stand where another one has blanks; where a table keeps no columns, whether they are
    not more than these."""
    blanks = {cell.column for cell in claim.values if _is_blank(cell.text) and not cell.unreadable}
    behind = row.cells[row.run[-1][0] + 1 if row.run else 0 :]
    filled = [cell.column for cell in behind if cell.text]
    if counts_columns(behind, len(claim.values)):
        return False
    if not claim.table.keeps.columns:
        return 0 < len(filled) <= sum(map(_is_blank, claim.texts))
    return bool(filled) and blanks.issuperset(filled)


def _is_blank(text: str) -> bool:
    return not text.strip()


def unlisted_rows(tables: Iterable[Table], told: Collection[str]) -> Iterator[Finding]:
    """A finding for each row of some lists that prints figures and of which nothing was told: `told` are the locators
    of the labels of all others."""
    for table in tables:
        for cells in table.rows:
            if any(cell.locator in told for cell in cells):
                continue
            label = next((at for at, cell in enumerate(cells) if cell.text and not is_valuelike(cell.text)), -1)
            figures = [value for value in _told(cells[label + 1 :], table) if value < LONG and value not in YEARS]
            if figures and not _counts_on(figures):
                yield finding("ROW_UNKNOWN", LOCAL, f"a row of figures of a list is no indicator: {_shown(cells)}")


def _is_unread(table: Table, rows: Sequence[PrintedRow], claimed: Collection[Where], forms: Sequence[Form]) -> bool:
    """Whether nothing of a table was claimed, and it prints figures that are none of a page's own."""
    if any(row.where in claimed for row in rows):
        return False
    told = list(_told(_cells(rows), table))
    of_labels = not table.keeps.cells  # by nothing but labels of a form it was known to be a table
    if not told:
        return False
    above = [(), *((() if row.filled else row.run) for row in rows)]
    labelled = any(_labels_a_count(row, heads, table) for heads, row in zip(above, rows, strict=False))
    return of_labels or labelled or _are_of_a_report(told) or bool(_sheets(rows, forms))


def _labels_a_count(row: PrintedRow, heads: Run, table: Table) -> bool:
    """Whether a row prints a count beside a label, or else under the `heads` over it, that is none of a page's own
    (浏览次数, 上一页), and nothing else; a year alone is no count, nor is what is as long as the number of a telephone,
    nor, under mere heads, what counts on."""
    run = row.run if row.filled else row.run[:1]
    label = normalise("".join(text for _, text in run or heads))
    if len(label) < SHORTEST_OWN or label in CARD_LABELS or OF_A_PAGE.match(label):
        return False
    behind = [cell for cell in row.cells[run[-1][0] + 1 if run else 0 :] if cell.text]
    if row.filled and not all(is_valuelike(cell.text) or normalise(cell.text) in UNITS for cell in behind):
        return False
    figures = list(_told(behind, table))
    told = figures if row.run else [value for run in _runs(figures) if not _counts_on(run) for value in run]
    return any(value < LONG and value not in YEARS for value in told)


def _prints_figures(row: PrintedRow, table: Table) -> bool:
    """Whether a row prints figures, without a label more than merely the numbers of its columns."""
    if row.filled and row.run:
        return True
    told = list(_told(row.cells[row.run[0][0] + 1 if row.run else 0 :], table))
    return bool(told) and not (len(told) > 1 and _counts_on(told))


def _cells(rows: Iterable[PrintedRow]) -> Iterator[Cell]:
    return chain.from_iterable(row.cells for row in rows)


def _told(cells: Iterable[Cell], table: Table) -> Iterator[int]:
    """The figures of some cells; NO_COUNT for one that is no count, or that stands with another in one cell."""
    for cell in cells:
        fused = len(digits_of(cell.text)) if not table.keeps.gaps else 1
        value = read_value(cell.text)[0] if fused == 1 else None
        if isinstance(value, int):
            yield value
        elif fused > 1 or _has_figure(cell, table):
            yield from [NO_COUNT] * max(fused, 1)


def _are_of_a_report(told: Sequence[int]) -> bool:
    """Whether figures are more than a page's own: years, what counts on (the days of a calendar, the numbers of pages,
    rows or columns), and numbers as long as that of a telephone, of which one alone may be a count."""
    counting = sum(len(run) for run in _runs(told) if _counts_on(run))
    own = sum(value in YEARS for value in told) + max(sum(value >= LONG for value in told) - 1, 0)
    left = len(told) - counting - own
    return left >= FEWEST_FIGURES and left > len(told) * LEAST_SHARE


def _counts_on(run: Sequence[int]) -> bool:
    """Whether figures merely count on, from one or for longer than by chance."""
    is_run = all(value == run[0] + number for number, value in enumerate(run))
    return is_run and (len(run) > LONGEST_CHANCE or (len(run) > 1 and run[0] == 1))


def _runs(told: Iterable[int]) -> Iterator[Sequence[int]]:
    """The figures in runs, in each of which every figure is one more than that before it."""
    run: list[int] = []
    for value in told:
        if run and value != run[-1] + 1:
            yield run
            run = []
        run.append(value)
    yield run


def _has_figure(cell: Cell, table: Table) -> bool:
    """Whether a cell prints a figure that is no plain count: an amount, one among words (约12条, 6 and more on a line
    below), or in a stream one with whatever stands behind it."""
    if not any(map(str.isdigit, cell.text)) or not DATED.isdisjoint(cell.text):
        return False
    if not table.keeps.cells:
        return is_valuelike(cell.text) or begins_a_figure(cell.text)
    return is_valuelike(cell.text) or bool(_COUNTED.search(narrow(cell.text)))


def _sheets(rows: Sequence[PrintedRow], forms: Sequence[Form]) -> Sequence[str]:
    """The sheets of which some rows print several labels, the one with most of them first."""
    printed = {text for row in rows for _, text in row.run if len(normalise(text)) >= SHORTEST_LABEL}
    counted: dict[str, int] = {}
    for sheet in (sheet for form in forms for sheet in form.sheets if not sheet.listed):
        labels = labels_of(sheet)
        counted[sheet.id] = max(counted.get(sheet.id, 0), sum(labels.is_label(text) for text in printed))
    named = [sheet for sheet, count in counted.items() if count >= FEWEST_LABELS]
    return sorted(named, key=lambda sheet: -counted[sheet])


def absent(sheets: Iterable[Sheet], unread: Sequence[Unread]) -> dict[str, list[Finding]]:
    """By sheet, of those that were read nowhere, a finding for each of its tables: that it is missing, or which table
    may be it. Under the empty name those on all other tables that were not read."""
    told: dict[str, list[Finding]] = {}
    taken: set[int] = set()
    for sheet in sheets:
        ranks = {at: one.sheets.index(sheet.id) for at, one in enumerate(unread) if sheet.id in one.sheets}
        at = min(ranks.keys() - taken, key=lambda number: (ranks[number], number), default=None)
        if at is None:
            rule, message = "TABLE_MISSING", f"no table of the document was recognised as {sheet.id}"
        else:
            taken.add(at)
            rule, message = "TABLE_UNREAD", f"it may be {sheet.id}: {unread[at].message}"
        told[sheet.id] = [finding(rule, table.id, message) for table in sheet.tables]
    told[""] = [finding("TABLE_UNREAD", "", one.message) for at, one in enumerate(unread) if at not in taken]
    return told


def _first_cells(rows: Sequence[PrintedRow]) -> str:
    cells = (cell for cell in _cells(rows) if cell.text)
    return _shown([cell for _, cell in zip(range(MOST_SHOWN), cells, strict=False)])


def _shown(cells: Iterable[Cell]) -> str:
    text = " | ".join(" ".join(cell.text.split()) for cell in cells)
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"
