"""What a person types into the cells of a form, read and held against its equations as it is typed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from xxgk.extractors.recognition.check import FAIL, PASS, check
from xxgk.extractors.recognition.emit import value_of
from xxgk.schema.equations import Number
from xxgk.schema.forms import Form
from xxgk.schema.report import TRANSCRIBED, Figure


class TypedCell(NamedTuple):
    """What was typed into a cell: its value, and its state as of a `Figure`, had it been read."""

    value: Number | None
    state: str


class TypedCheck(NamedTuple):
    """An equation that bears on what was typed: whether it `holds`, at which row or cell, in words, and its sides."""

    holds: bool
    where: str
    equation: str
    about: str
    left: Number
    right: Number


class Typed(NamedTuple):
    """What was typed, by figure code, and the equations that bear on it and can be asked."""

    cells: Mapping[str, TypedCell]
    checks: tuple[TypedCheck, ...]


def typed(form: Form, known: Mapping[str, Number | None], texts: Mapping[str, str]) -> Typed:
    """What the `texts` that were typed, by figure code, say beside the figures of the form that are `known`. Codes that
    the form does not have are left out."""
    columns = {
        code: column
        for table in form.tables.values()
        for row in table.rows
        for code, column in zip(table.codes(row), table.columns, strict=True)
    }
    cells: dict[str, TypedCell] = {}
    for code, text in texts.items():
        if column := columns.get(code):
            value, state, _ = value_of(column, text, column.unit)
            cells[code] = TypedCell(value, state)
    values = {**known, **{code: cell.value for code, cell in cells.items()}}
    order = [code for code in columns if code in values]
    figures = [Figure(code, values[code], "", TRANSCRIBED, "", "") for code in order]
    shown = {
        sheet.id: form for sheet in form.sheets if any(form.sheet_of[code.split(".")[0]] == sheet.id for code in order)
    }
    found = []
    for one in check(figures, shown, {}):
        if one.outcome not in (PASS, FAIL) or one.left is None or one.right is None:
            continue
        if _bears(one.where, one.rule.for_each, one.rule.equation.names, cells):
            rule = one.rule
            found.append(
                TypedCheck(one.outcome == PASS, one.where, rule.equation.source, rule.about, one.left, one.right)
            )
    return Typed(cells, tuple(found))


def _bears(where: str, for_each: str, names: tuple[str, ...], cells: Mapping[str, TypedCell]) -> bool:
    """Whether an equation at a row, column or cell has one of the cells in it."""
    if for_each == "column":
        table, _, column = where.split(".")
        return any(f"{table}.{name}.{column}" in cells for name in names)
    return any(code == where or code.startswith(f"{where}.") for code in cells)
