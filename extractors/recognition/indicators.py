"""Indicator lists: whose rows and columns they are.

A list that a form names (`extractors.recognition.list_names`) gives figures under the codes of that form. What the form
does not name, and all rows of a list that is none of the forms', is kept as an indicator with its label and the head of
its column, under `stat_local`: never dropped, and never forced onto a code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import NamedTuple

from xxgk.extractors.labels.qualifiers import qualifier
from xxgk.extractors.labels.values import read_amount, read_value
from xxgk.extractors.recognition.emit import odd, unreadable
from xxgk.extractors.recognition.list_names import Named, best, is_about_disclosure, of_other_year
from xxgk.extractors.recognition.list_table import ListRow, ListTable, is_mark, list_table
from xxgk.extractors.recognition.list_units import MULTIPLE, other_counts, unit_of_amount, units_over
from xxgk.extractors.recognition.part_list import part_list
from xxgk.extractors.recognition.settle import LISTS_OF_A_FORM
from xxgk.extractors.recognition.tables import Captioned
from xxgk.schema.document import Cell
from xxgk.schema.findings import finding
from xxgk.schema.forms import Form, Sheet
from xxgk.schema.indicators import vocabulary
from xxgk.schema.money import MONEY
from xxgk.schema.report import NUMBER, TEXT, Figure, Finding, Indicator
from xxgk.schema.text import narrow, normalise

LOCAL = "stat_local"
_TITLE_YEAR = re.compile(r"((?:19|20)\d\d)年度?[^。]{0,14}(?:统计|情况|汇总|报)表")
CUT = "a page ends here, and it may have cut the row"


@dataclass(slots=True)
class Lists:
    """The lists of a document: figures under the codes of forms, all else as indicators; the numbers of the tables they
    stand in, and the locators of the labels of all rows that were read or refused.

    `added_to` are the rows (``table.row``) behind which a row that the form does not have prints more than zero: it may
    be one more summand."""

    forms: dict[str, str] = field(default_factory=dict)
    figures: list[Figure] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    layouts: dict[str, None] = field(default_factory=dict)
    tables: set[int] = field(default_factory=set)
    told: set[str] = field(default_factory=set)
    added_to: set[str] = field(default_factory=set)
    unmapped: int = 0


def read_lists(tables: Iterable[Captioned], of: Sequence[Form], year: int | None = None) -> Lists:
    """The indicator lists among some tables; `year` is that of the report."""
    result = Lists()
    words = vocabulary()
    read: list[_Printed] = []
    open_list: ListTable | None = None
    for at, table, parted, captions in tables:
        found = list_table(table, words, None if parted else open_list)
        if found is not None and open_list is not None and found.columns is open_list.columns:
            last = read[-1]
            read[-1] = last._replace(found=_joined(last.found, found), tables=(*last.tables, at))
        elif found is not None:
            over = "".join(map(normalise, captions))
            read.append(_Printed(found, over, (at,), units_over((*captions, *found.over))))
        open_list = found
    about = [one for one in read if is_about_disclosure(one.found, of)]
    named = [best(one.found, one.captions, of, year) for one in about]
    rules = {form.id: form.rules for form in of}
    about = [
        one._replace(found=part_list(one.found, names, rules.get(names.form, ())))
        for one, names in zip(about, named, strict=True)
    ]
    refused = _refused(about, named, year)
    for number, one in enumerate(about):
        result.tables.update(one.tables)
        if number in refused:
            sheet = named[number].sheet
            result.findings.append(finding(LISTS_OF_A_FORM.differ, sheet.id if sheet else LOCAL, refused[number]))
            result.told.update(row.locator for row in one.found.rows)
        else:
            _emit(one, named[number], year, result)
    return result


class _Columns(NamedTuple):
    """What the heads over the figures of a list print, and the code of each column of a local list."""

    labels: tuple[str, ...]
    codes: tuple[str, ...]

    @classmethod
    def of(cls, found: ListTable, year: int | None) -> _Columns:
        """A column has the code of its kind, the year that it prints where that is another one, else its number."""
        codes: list[str] = []
        for place, column in enumerate(found.figures, 1):
            other = of_other_year(column, found.figures, year) and column.head
            code = f"{column.role}_{other.year}" if other else column.role
            codes.append(f"column_{place}" if not code or code in codes else code)
        return cls(tuple(column.label for column in found.figures), tuple(codes))


class _Printed(NamedTuple):
    """A list with the captions before it, normalised, the numbers of the tables that print it, and the units that stand
    over it."""

    found: ListTable
    captions: str
    tables: tuple[int, ...]
    units: Sequence[str] = ()


def _joined(first: ListTable, second: ListTable) -> ListTable:
    return replace(first, rows=(*first.rows, *second.rows))


# ---------------------------------------------------------------------------------------------------- several of a form


def _refused(lists: Sequence[_Printed], named: Sequence[Named], year: int | None) -> dict[int, str]:
    """Of lists of one form, by number, why they are not the report's: the title of one names another year and that of
    another does not, or they differ and nothing tells which is meant."""
    refused: dict[int, str] = {}
    by_sheet: dict[str, list[int]] = {}
    for number, one in enumerate(named):
        if one.sheet:
            by_sheet.setdefault(one.sheet.id, []).append(number)
    for several in by_sheet.values():
        past = [number for number in several if _is_of_other_year(lists[number].captions, year)]
        rest = [number for number in several if number not in past] or several
        if len(rest) < len(several):
            refused |= dict.fromkeys(past, "a list of another year stands in the document; it was not loaded")
        printed = [_by_code(lists[number].found, named[number]) for number in rest]
        if any(one[code] != other[code] for one, other in combinations(printed, 2) for code in one.keys() & other):
            message = "the list stands in the document more than once, with different figures; none was loaded"
            refused |= dict.fromkeys(rest, message)
    return refused


def _is_of_other_year(captions: str, year: int | None) -> bool:
    """Whether the title above a list names a year, and not the report's."""
    told = {int(found[1]) for found in _TITLE_YEAR.finditer(captions)}
    return bool(year and told) and year not in told


def _by_code(found: ListTable, named: Named) -> dict[str, tuple[str, ...]]:
    return {code: tuple(cell.text.strip() for cell in found.rows[number].values) for number, code in named.rows.items()}


# ----------------------------------------------------------------------------------------------------------- figures


def _emit(one: _Printed, named: Named, year: int | None, result: Lists) -> None:
    """Figures, indicators and findings of one list."""
    found = one.found
    where = named.sheet.id if named.sheet else LOCAL
    codes = named.rows
    result.told.update(
        row.locator for at, row in enumerate(found.rows) if row.problem or _is_indicator(row, codes.get(at, ""))
    )
    if where in result.forms:
        message = "a second list of the same kind stands in the document; it was not loaded"
        result.findings.append(finding(LISTS_OF_A_FORM.differ, where, message))
        return
    if not found.table.keeps.print and named.sheet is None:
        result.findings.append(finding("TABLE_QUARANTINED", LOCAL, "a local list in a picture: nothing confirms it"))
        return
    if named.sheet is None:
        result.findings.append(finding("LIST_LOCAL", LOCAL, f"a list of {len(found.rows)} rows is none of the forms'"))
    columns = _Columns.of(found, year)
    if other := _of_other_columns(columns.labels, named, year):
        message = f"the head over the figures of the list says {other}"
        result.findings.append(finding("TABLE_QUARANTINED", where, message))
        result.told.update(row.locator for row in found.rows)
        return
    result.forms[where] = named.form
    result.layouts.setdefault(found.table.layout)
    heads = [columns.labels[place] for place in named.columns.values()] or columns.labels
    over = (*one.units, *units_over(heads))
    before = ""
    for number, printed in enumerate(found.rows):
        code = codes.get(number, "")
        row, doubt = _with_unit(printed, code, named, over)
        before = code or before
        if named.sheet and not code and any(_told(cell, row.unit)[0] for cell in row.values):
            result.added_to.add(f"{where}.{before}")
        problem = row.problem or (CUT if row.at_break and not code else "") or _qualified(row, code, named, year)
        problem = problem or (doubt if _is_indicator(row, code) else "")
        place = f"{where}.{code}" if code and named.sheet else LOCAL
        if problem:
            result.findings.append(finding("ROW_REFUSED", place, f"{row.label}: {problem}"))
            continue
        if _is_indicator(row, code):
            _emit_row(row, code, columns, named, result)
        if row.remark:
            message = f"{row.label}: a remark beside it prints figures that were not read: {row.remark}"
            result.findings.append(finding("ROW_REMARKED", place, message))
    if named.sheet:
        result.findings += _missing(named.sheet, named)
    else:
        del result.forms[where]


def _of_other_columns(labels: Sequence[str], named: Named, year: int | None) -> str:
    """What a head over the figures of the form says that the form's does not: that they are of a part of the year."""
    columns = named.sheet.tables[0].columns if named.sheet else ()
    said = ((qualifier(labels[named.columns[one.code]], year), one) for one in columns if one.code in named.columns)
    return next((words for words, one in said if words and words not in (one.label, *one.aliases)), "")


def _qualified(row: ListRow, code: str, named: Named, year: int | None) -> str:
    """What the label of a row of the form says that the form's does not: then it is another row."""
    form_row = named.row(code)
    said = qualifier(row.label, year) if form_row else ""
    return f"its label says {said}" if form_row and said and said not in narrow(form_row.label) else ""


def _is_indicator(row: ListRow, code: str) -> bool:
    """Whether a row has figures of its own: not a heading, and not a line about who filled the list in."""
    told = any(cell.text and not is_mark(cell.text) for cell in row.values)
    return bool(row.values) and not row.label.endswith((":", "：")) and (told or bool(code or row.unit))


def _with_unit(row: ListRow, code: str, named: Named, over: Sequence[str]) -> tuple[ListRow, str]:
    """A row with the unit that it has, given those that stand `over` the list, and why they refuse it."""
    form_row = named.row(code)
    if form_row and form_row.unit in MONEY:
        own = [cell for place, cell in enumerate(row.values) if place in named.columns.values()]
        unit, problem = unit_of_amount(row.label, row.unit, over, own)
        return replace(row, unit=unit), problem
    return row, "" if row.unit in MONEY else other_counts(row.unit, over)


def _emit_row(row: ListRow, code: str, printed: _Columns, named: Named, result: Lists) -> None:
    form_row = named.row(code)
    where = f"{named.sheet.id}.{code}" if named.sheet else LOCAL
    is_money = row.unit in MONEY
    if form_row and row.unit and ((form_row.unit in MONEY) != is_money or (not is_money and MULTIPLE.match(row.unit))):
        message = f"{row.label}: its unit is {row.unit}, and the form's is {form_row.unit}"
        result.findings.append(finding("ROW_REFUSED", where, message))
        return
    if named.sheet and not code:
        message = f"no row of the form has this label; it is kept as an indicator: {row.label}"
        result.findings.append(finding("INDICATOR_UNKNOWN", named.sheet.id, message))
    if not code:
        result.unmapped += 1
    local = f"{LOCAL}.{code or f'unmapped_{result.unmapped:02d}'}"
    of_column = {number: column for column, number in named.columns.items()}
    for place, (column, cell) in enumerate(zip(printed.labels, row.values, strict=True)):
        if cell.unreadable:
            result.findings.append(unreadable(where, cell))
        elif form_row and place in of_column:
            _emit_figure(f"{where}.{of_column[place]}", cell, form_row.unit, row.unit, result)
        else:
            value, state, unit = _told(cell, row.unit)
            place_code = f"{local}.{printed.codes[place]}"
            result.indicators.append(
                Indicator(place_code, row.label, column, value, unit, state, cell.text, cell.locator)
            )


def _emit_figure(code: str, cell: Cell, unit: str, printed_unit: str, result: Lists) -> None:
    """A figure in the unit of the form; an amount whose row prints another unit of money is converted."""
    value, state = read_value(cell.text, unit)
    if unit in MONEY and printed_unit in MONEY and printed_unit != unit and state == NUMBER:
        value, state = read_value(f"{cell.text.strip()}{printed_unit}", unit)
    told = odd(code, cell, value, state, fraction=unit in MONEY, negative=False)
    result.findings += () if told is None else (told,)
    result.figures.append(Figure(code, value, unit, state, cell.text, cell.locator, cell.confidence))


def _told(cell: Cell, unit: str) -> tuple[int | float | None, str, str]:
    """Value, state and unit of a cell of which no form tells the unit: that of its row, else the one it prints."""
    if unit:
        return *read_value(cell.text, unit), unit
    value, state, printed = read_amount(cell.text, unit)
    return (*read_value(cell.text), unit) if state == TEXT else (value, state, printed)


def _missing(sheet: Sheet, named: Named) -> Iterator[Finding]:
    """A finding for each row of the form that the list does not print."""
    present = set(named.rows.values())
    for row in sheet.tables[0].rows:
        if row.code not in present:
            yield finding("INDICATOR_MISSING", f"{sheet.id}.{row.code}", f"the list does not print {row.label}")
