"""The statutory forms as data: loaded from ``schema/forms/*.toml``, validated, and made ready for look-ups.

A `Form` (form_2021 …) has sheets, one for each statutory table on the page (t2, t3, t4). A `Sheet` has tables, the
blocks whose ids begin a figure code, and a `FormTable` has rows and columns in the form's own order. A new era or a
local annex is a new file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from xxgk.schema import equations
from xxgk.schema.datafile import read_toml, understood
from xxgk.schema.errors import DataError
from xxgk.schema.money import YUAN
from xxgk.schema.text import normalise

FORMS_DIRECTORY = Path(__file__).with_name("forms")
KINDS = ("count", "signed", "decimal", "money")
UNIT_UNKNOWN = "unknown"
SCOPES = ("cell", "row", "column", "text")
SEVERITIES = ("error", "warning", "info")


class SchemaError(DataError):
    """A data file that cannot be used; the message names the file and the entry."""


class KnownByLabel:
    """What the form prints a label for."""

    label: str
    aliases: tuple[str, ...]

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Its label and aliases, normalised."""
        return tuple(map(normalise, (self.label, *self.aliases)))


@dataclass(frozen=True)
class Column(KnownByLabel):
    """A value column. `head` is the heading that stands over it, where the same label occurs under several.

    `kind`: a ``count``; a ``signed`` count; a ``decimal`` in the column's unit; or ``money``, an amount whose unit the
    form leaves open, so that every figure has its own (UNIT_UNKNOWN where nothing tells it)."""

    code: str
    label: str
    aliases: tuple[str, ...] = ()
    head: str = ""
    kind: str = "count"
    unit: str = "件"
    takes: tuple[str, ...] = ()

    @property
    def is_money(self) -> bool:
        """Whether its figures are amounts of money."""
        return self.kind == "money" or self.unit in YUAN


@dataclass(frozen=True)
class FormRow(KnownByLabel):
    """A data row; `group` is the code of the heading it stands under. An empty label: the row is known by its heads
    alone.

    In an indicator list `under` is the code of the row or heading below which it stands, and `unit` that of its
    figures; amounts of money are decimals, all else are counts."""

    code: str
    label: str
    aliases: tuple[str, ...] = ()
    group: str = ""
    under: str = ""
    unit: str = ""


@dataclass(frozen=True)
class Group(KnownByLabel):
    """A heading over rows, inside the table; carries no figures."""

    code: str
    label: str
    aliases: tuple[str, ...] = ()
    group: str = ""


@dataclass(frozen=True, eq=False)  # compared and looked up as itself: its contents are many
class FormTable:
    """A block of a sheet: figure codes are ``id.row.column``."""

    id: str
    label: str
    columns: tuple[Column, ...]
    rows: tuple[FormRow, ...]
    groups: tuple[Group, ...] = ()

    @cached_property
    def members(self) -> Mapping[str, tuple[str, ...]]:
        """The rows of each group, those of its sub-groups included."""
        parent = {group.code: group.group for group in self.groups}

        def inside(code: str, group: str) -> bool:
            while code:
                if code == group:
                    return True
                code = parent.get(code, "")
            return False

        return {
            group.code: tuple(row.code for row in self.rows if inside(row.group, group.code)) for group in self.groups
        }

    def above(self, row: FormRow) -> tuple[str, ...]:
        """The labels of the headings and rows below which a row stands, outermost first."""
        every: tuple[FormRow | Group, ...] = (*self.groups, *self.rows)
        known = {one.code: one for one in every}
        labels: list[str] = []
        code = row.group or row.under
        while code and len(labels) < len(known):
            labels.append(known[code].label)
            code = known[code].group or getattr(known[code], "under", "")
        return tuple(reversed(labels))

    def codes(self, row: FormRow) -> tuple[str, ...]:
        """The figure codes of one row, in column order."""
        return tuple(f"{self.id}.{row.code}.{column.code}" for column in self.columns)


@dataclass(frozen=True, eq=False)  # compared and looked up as itself: its contents are many
class Sheet:
    """One statutory table as it stands on the page. `detect`, `foreign`, `heads`, `detect_rows`, `unless` are
    normalised labels.

    A `listed` sheet is an indicator list: one table whose rows are matched by label wherever they stand, and whose
    columns are known by their heads; a column `takes` the kinds of heads that schema/indicators.toml names.

    Another sheet shows where a label of `detect` stands, or where one of `detect_rows` heads a row of values, and none
    of `unless` does: labels by which another form is known that otherwise prints the same."""

    id: str
    form: str
    section: str
    detect: tuple[str, ...]
    foreign: tuple[str, ...]
    heads: tuple[str, ...]
    tables: tuple[FormTable, ...]
    detect_rows: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    listed: bool = False

    @cached_property
    def entries(self) -> tuple[tuple[FormTable, FormRow], ...]:
        """All data rows of the sheet in the form's order."""
        return tuple((table, row) for table in self.tables for row in table.rows)

    @cached_property
    def codes(self) -> tuple[tuple[str, ...], ...]:
        """The figure codes of each entry, in column order."""
        return tuple(table.codes(row) for table, row in self.entries)


@dataclass(frozen=True)
class Rule:
    """An equation of the form: which tables, for each of what, how grave a failure is. `quantity`: see
    `schema.quantities`."""

    id: str
    tables: tuple[str, ...]
    for_each: str
    severity: str
    equation: equations.Equation
    about: str
    quantity: str = ""


@dataclass(frozen=True, eq=False)  # compared and looked up as itself: its contents are many
class Form:
    """A statutory form of one era. `valid_from` is a report year, told for people: no code chooses a form by year."""

    id: str
    valid_from: int
    basis: str
    sheets: tuple[Sheet, ...]
    rules: tuple[Rule, ...]

    @cached_property
    def tables(self) -> Mapping[str, FormTable]:
        """All tables by id."""
        return {table.id: table for sheet in self.sheets for table in sheet.tables}

    @cached_property
    def sheet_of(self) -> Mapping[str, str]:
        """The sheet on which each table stands, both by id."""
        return {table.id: sheet.id for sheet in self.sheets for table in sheet.tables}


@lru_cache
def forms(directory: Path = FORMS_DIRECTORY) -> tuple[Form, ...]:
    """All forms of a directory, by file name. Raises SchemaError, also where two put a table on different sheets: the
    sheets of a report tell the form of its figures."""
    loaded = tuple(load_form(path) for path in sorted(directory.glob("*.toml")))
    if not loaded:
        raise SchemaError(f"{directory}: no form")
    sheet_of: dict[str, str] = {}
    for form in loaded:
        for table, sheet in form.sheet_of.items():
            if sheet_of.setdefault(table, sheet) != sheet:
                raise SchemaError(f"{form.id}: {table}: stands on {sheet}, in another form on {sheet_of[table]}")
    return loaded


def forms_of_tables(shown: Mapping[str, str]) -> dict[str, str]:
    """The form of each table, by id, where `shown` tells the form of each sheet of a report."""
    return {table: form.id for form in forms() for table, sheet in form.sheet_of.items() if shown.get(sheet) == form.id}


def load_form(path: Path) -> Form:
    """Read and validate one form. Raises SchemaError naming file and entry."""
    with understood(path, SchemaError):
        data = read_toml(path, SchemaError).data
        reader = _Reader(str(path))
        form_id = reader.text(data, "id", "form")
        sheets = tuple(_sheet(entry, form_id, reader) for entry in data.get("sheet", []))
        reader.unique((table.id for sheet in sheets for table in sheet.tables), "table")
        tables = {table.id: table for sheet in sheets for table in sheet.tables}
        rules = tuple(_rule(entry, tables, reader) for entry in data.get("rule", []))
        reader.unique((rule.id for rule in rules), "rule")
        return Form(form_id, int(data.get("valid_from", 0)), reader.text(data, "basis", form_id), sheets, rules)


class _Reader:
    """Takes values out of parsed TOML and says where it stands when one is wrong."""

    def __init__(self, name: str) -> None:
        self.name = name

    def fail(self, entry: str, problem: str) -> SchemaError:
        return SchemaError(f"{self.name}: {entry}: {problem}")

    def text(self, data: Mapping[str, Any], key: str, entry: str, default: str | None = None) -> str:
        value = data.get(key, default)
        if not isinstance(value, str):
            raise self.fail(entry, f"{key!r} is missing or no text")
        return value

    def texts(self, data: Mapping[str, Any], key: str, entry: str) -> tuple[str, ...]:
        value = data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.fail(entry, f"{key!r} is no list of texts")
        return tuple(value)

    def one_of(self, value: str, allowed: tuple[str, ...], entry: str, key: str) -> str:
        if value not in allowed:
            raise self.fail(entry, f"{key} {value!r} is none of {', '.join(allowed)}")
        return value

    def known(self, data: Mapping[str, Any], keys: Iterable[str], entry: str) -> None:
        if unknown := set(data) - set(keys):
            raise self.fail(entry, f"unknown key {sorted(unknown)[0]!r}")

    def unique(self, codes: Iterable[str], entry: str) -> None:
        seen: set[str] = set()
        for code in codes:
            if code in seen:
                raise self.fail(entry, f"{code!r} occurs twice")
            seen.add(code)


def _sheet(data: Mapping[str, Any], form: str, reader: _Reader) -> Sheet:
    sheet_id = reader.text(data, "id", "sheet")
    reader.known(
        data, ("id", "section", "detect", "detect_rows", "unless", "foreign", "heads", "list", "table"), sheet_id
    )
    tables = tuple(_table(entry, reader) for entry in data.get("table", []))
    if not tables:
        raise reader.fail(sheet_id, "has no table")
    detect, foreign, heads, detect_rows, unless = (
        tuple(normalise(label) for label in reader.texts(data, key, sheet_id))
        for key in ("detect", "foreign", "heads", "detect_rows", "unless")
    )
    listed = bool(data.get("list", False))
    if not detect and not detect_rows and not listed:
        raise reader.fail(sheet_id, "has nothing to be detected by")
    if listed and (len(tables) != 1 or tables[0].id != sheet_id):
        raise reader.fail(sheet_id, "a list has one table, of the same id")
    section = reader.text(data, "section", sheet_id)
    return Sheet(sheet_id, form, section, detect, foreign, heads, tables, detect_rows, unless, listed)


def _table(data: Mapping[str, Any], reader: _Reader) -> FormTable:
    table_id = reader.text(data, "id", "table")
    reader.known(data, ("id", "label", "columns", "rows", "groups"), table_id)
    columns = tuple(
        Column(
            head=reader.text(entry, "head", f"{table_id}.{entry.get('code')}", ""),
            kind=reader.one_of(entry.get("kind", "count"), KINDS, f"{table_id}.{entry.get('code')}", "kind"),
            unit=reader.text(entry, "unit", f"{table_id}.{entry.get('code')}", "件"),
            takes=reader.texts(entry, "takes", f"{table_id}.{entry.get('code')}"),
            **_labelled(entry, table_id, ("head", "kind", "unit", "takes"), reader),
        )
        for entry in data.get("columns", [])
    )
    groups = tuple(
        Group(group=entry.get("group", ""), **_labelled(entry, table_id, ("group",), reader))
        for entry in data.get("groups", [])
    )
    rows = tuple(
        FormRow(
            **{key: entry.get(key, "") for key in ("group", "under", "unit")},
            **_labelled(entry, table_id, ("group", "under", "unit"), reader),
        )
        for entry in data.get("rows", [])
    )
    table = FormTable(
        table_id,
        reader.text(data, "label", table_id),
        columns,
        rows,
        groups,
    )
    if not columns or not rows:
        raise reader.fail(table_id, "wants rows and columns")
    for codes, what in (
        ((column.code for column in table.columns), "column"),
        ((row.code for row in table.rows), "row"),
        ((group.code for group in table.groups), "group"),
    ):
        reader.unique(codes, f"{table_id} {what}")
    known = {group.code for group in table.groups} | {""}
    for code, group in ((thing.code, thing.group) for things in (table.rows, table.groups) for thing in things):
        if group not in known:
            raise reader.fail(f"{table_id}.{code}", f"group {group!r} is not defined")
    for number, row in enumerate(table.rows):
        if row.under not in known | {above.code for above in table.rows[:number]}:
            raise reader.fail(f"{table_id}.{row.code}", f"{row.under!r} stands nowhere above it")
    return table


def _labelled(data: Mapping[str, Any], table_id: str, more: tuple[str, ...], reader: _Reader) -> dict[str, Any]:
    code = reader.text(data, "code", table_id)
    entry = f"{table_id}.{code}"
    reader.known(data, ("code", "label", "aliases", *more), entry)
    return {
        "code": code,
        "label": reader.text(data, "label", entry),
        "aliases": reader.texts(data, "aliases", entry),
    }


def _rule(data: Mapping[str, Any], tables: Mapping[str, FormTable], reader: _Reader) -> Rule:
    rule_id = reader.text(data, "id", "rule")
    reader.known(data, ("id", "table", "for_each", "severity", "check", "about", "quantity"), rule_id)
    for_each = reader.one_of(reader.text(data, "for_each", rule_id), SCOPES, rule_id, "for_each")
    table_ids = reader.texts(data, "table", rule_id)
    groups: dict[str, tuple[str, ...]] = {}
    allowed: set[str] = {"n", "p"} if for_each == "text" else set()
    for table_id in table_ids:
        if table_id not in tables:
            raise reader.fail(rule_id, f"table {table_id!r} is not defined")
        table = tables[table_id]
        groups.update(table.members)
        rows, columns = [row.code for row in table.rows], [column.code for column in table.columns]
        names = {
            "cell": ["value"],
            "row": columns,
            "column": rows,
            "text": [f"{row}.{column}" for row in rows for column in columns],
        }
        allowed.update(names[for_each])
    try:
        equation = equations.parse(reader.text(data, "check", rule_id), groups)
    except equations.EquationError as error:
        raise reader.fail(rule_id, str(error)) from error
    if table_ids and (unknown := [name for name in equation.names if name not in allowed]):
        raise reader.fail(rule_id, f"unknown code {unknown[0]!r}")
    severity = reader.one_of(reader.text(data, "severity", rule_id), SEVERITIES, rule_id, "severity")
    return Rule(
        rule_id, table_ids, for_each, severity, equation, reader.text(data, "about", rule_id), data.get("quantity", "")
    )
