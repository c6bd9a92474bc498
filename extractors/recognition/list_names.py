"""Whose rows and columns those of an indicator list are.

Each list of a form (``list = true``) tries to name the printed rows; the one that fits the rows and the columns best is
taken. A row is named by its label alone where that is long enough to stand for itself; a short label, or one that
several rows share (其他情形数), needs the row or heading above it that the form has above it, too. Where no form fits,
rows are named after the shared vocabulary, for what that is worth: the list is a local one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from xxgk.extractors.recognition.list_table import ListColumn, ListRow, ListTable
from xxgk.schema.forms import Form, FormRow, Group, Sheet
from xxgk.schema.forms import forms as known_forms
from xxgk.schema.indicators import OTHER, UNIT, keys, vocabulary
from xxgk.schema.text import NUMERAL, narrow

LONGEST_SHORT = 4  # a label of so few characters needs its context
FEWEST_NAMED = 3
NAMED_SHARE = 0.3  # of the rows of a list: fewer, and it is about something else
PRINTED_SHARE, FORM_SHARE = 0.6, 0.5  # of the printed rows, and of the form's, that a form must name to be taken
TITLED_SHARE = 0.4  # the same where the title of the form stands over the list


@dataclass(frozen=True, slots=True)
class Named:
    """How one form names a list: the code of each named row by its number, and the column for each column code."""

    sheet: Sheet | None
    form: str
    rows: Mapping[int, str]
    columns: Mapping[str, int]

    def row(self, code: str) -> FormRow | None:
        """The row of the form with that code."""
        return next((row for _, row in self.sheet.entries if row.code == code), None) if self.sheet else None


def is_about_disclosure(found: ListTable, of: Sequence[Form]) -> bool:
    """Whether enough of the rows are about the disclosure of information."""
    rows = [row for row in found.rows if row.values or row.problem]
    known_keys = (_concepts().keys(), _concepts(_listed(of)).keys())
    known = sum(any(not some.isdisjoint(keys(row.label)) for some in known_keys) for row in rows)
    return known >= FEWEST_NAMED and known >= NAMED_SHARE * len(rows)


@dataclass(frozen=True)
class Labels:
    """The codes that a key may stand for, and what stands above each code, headings by their own codes."""

    codes: Mapping[str, tuple[str, ...]]
    under: Mapping[str, str]
    headings: frozenset[str]


@lru_cache(maxsize=64)
def _labels(sheet: Sheet) -> Labels:
    """The labels of one list."""
    (table,) = sheet.tables
    aliases = vocabulary().aliases
    codes: dict[str, dict[str, None]] = {}
    labelled: tuple[FormRow | Group, ...] = (*table.groups, *table.rows)
    for one in labelled:
        for label in (one.label, *one.aliases, *aliases.get(one.code, ())):
            for key in keys(label):
                codes.setdefault(key, {})[one.code] = None
    under = {row.code: row.under or row.group for row in table.rows} | {
        group.code: group.group for group in table.groups
    }
    return Labels(
        {key: tuple(several) for key, several in codes.items()}, under, frozenset(group.code for group in table.groups)
    )


@lru_cache
def _concepts(sheets: tuple[Sheet, ...] | None = None) -> Mapping[str, tuple[str, ...]]:
    """The codes that a key may stand for in any of the lists (by default all), or in the vocabulary."""
    codes: dict[str, dict[str, None]] = {}
    for code, labels in vocabulary().aliases.items():
        for key in chain.from_iterable(map(keys, labels)):
            codes.setdefault(key, {})[code] = None
    for sheet in sheets if sheets is not None else (s for form in known_forms() for s in form.sheets if s.listed):
        for key, several in _labels(sheet).codes.items():
            for code in several:
                if code not in _labels(sheet).headings:
                    codes.setdefault(key, {})[code] = None
    return {key: tuple(several) for key, several in codes.items()}


def _listed(of: Sequence[Form]) -> tuple[Sheet, ...]:
    return tuple(sheet for form in of for sheet in form.sheets if sheet.listed)


def _name_rows(rows: Sequence[ListRow], labels: Labels) -> dict[int, str]:
    """The code of each row that the list names; a code that two rows claim is taken by neither."""
    named: dict[int, str] = {}
    last = ""
    for number, row in enumerate(rows):
        candidates = next((labels.codes[key] for key in keys(row.label) if key in labels.codes), ())
        near = [code for code in candidates if _stands_under(labels.under.get(code, ""), last, labels)]
        alone = [code for code in candidates if _speaks_for_itself(row.label, code, labels)]
        code = near[0] if len(near) == 1 else alone[0] if len(candidates) == 1 and alone else ""
        if code:
            last = code
            if code not in labels.headings and (row.values or row.problem):
                named[number] = code
        elif not (row.values or row.problem) or _is_top(row.label):
            last = ""
    counted = Counter(named.values())
    return {number: code for number, code in named.items() if counted[code] == 1}


def _stands_under(above: str, last: str, labels: Labels) -> bool:
    """Whether what stands above a row was the last row named, or is above that one as well."""
    while last:
        if last == above:
            return True
        last = labels.under.get(last, "")
    return not above


def _speaks_for_itself(label: str, code: str, labels: Labels) -> bool:
    return not labels.under.get(code) or code in labels.headings or any(len(key) > LONGEST_SHORT for key in keys(label))


def _is_top(label: str) -> bool:
    """Whether a label has a number of the first order (四、)."""
    return narrow(label)[:1] in NUMERAL and "、" in label[:4]


def best(found: ListTable, captions: str, of: Sequence[Form], year: int | None) -> Named:
    """The form that names most of a list, or none of them: the list is a local one."""
    data = [number for number, row in enumerate(found.rows) if row.values or row.problem]
    options: list[tuple[float, Named]] = []
    for form in of:
        for sheet in form.sheets:
            if not sheet.listed:
                continue
            columns = _columns(found.columns, sheet, year)
            rows = _name_rows(found.rows, _labels(sheet))
            titled = any(title in captions for title in sheet.detect)
            printed, whole = len(rows) / len(data), len(rows) / len(sheet.entries)
            fits = printed >= PRINTED_SHARE and whole >= FORM_SHARE
            if columns and (fits or (titled and printed >= TITLED_SHARE)):
                options.append((printed + whole, Named(sheet, form.id, rows, columns)))
    return max(options, key=lambda option: option[0])[1] if options else _local(found, of)


def _columns(printed: Sequence[ListColumn], sheet: Sheet, year: int | None) -> dict[str, int]:
    """The printed column for each column of the form; empty where one that is told belongs to none, or to two."""
    result: dict[str, int] = {}
    for number, column in enumerate(column for column in printed if column.role not in (UNIT, OTHER)):
        if not column.role or of_other_year(column, printed, year):
            continue
        takers = [c.code for c in sheet.tables[0].columns if column.role in (c.takes or (c.code,))]
        if len(takers) != 1 or takers[0] in result:
            return {}
        result[takers[0]] = number
    return result


def years(columns: Iterable[ListColumn]) -> set[int]:
    """The years that column heads print."""
    return {column.head.year for column in columns if column.head and column.head.year}


def of_other_year(column: ListColumn, columns: Sequence[ListColumn], year: int | None) -> bool:
    """Whether a column counts another year than the report's; where that is not known, one of several years."""
    if column.head is None or not column.head.year:
        return False
    return column.head.year != year if year else len(years(columns)) > 1


def _local(found: ListTable, of: Sequence[Form]) -> Named:
    sheets = _listed(of)
    under: dict[str, str] = {}
    for sheet in sheets:
        under |= {code: above for code, above in _labels(sheet).under.items() if above not in _labels(sheet).headings}
    return Named(None, "", _name_rows(found.rows, Labels(_concepts(sheets), under, frozenset())), {})
