"""The statutory forms as the pages lay them out: tables of rows and columns, each cell by its place in the form."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from xxgk.schema.forms import Form, FormTable, forms


def forms_told(defined: Iterable[tuple[Any, ...]]) -> dict[str, Any]:
    """All forms. `defined`: form, code and position of each figure as the warehouse knows them; a figure that it does
    not know has no place."""
    places = {(form, code): position for form, code, position in defined}
    return {form.id: _form(form, places) for form in forms()}


def _form(form: Form, places: dict[tuple[str, str], int]) -> dict[str, Any]:
    return {
        "from": form.valid_from,
        "basis": form.basis,
        "sheets": [
            {
                "id": sheet.id,
                "section": sheet.section,
                "tables": [_table(form, table, places) for table in sheet.tables],
            }
            for sheet in form.sheets
        ],
    }


def _table(form: Form, table: FormTable, places: dict[tuple[str, str], int]) -> dict[str, Any]:
    return {
        "id": table.id,
        "label": table.label,
        "columns": [
            {"code": column.code, "label": column.label, "head": column.head, "unit": column.unit}
            for column in table.columns
        ],
        "rows": [
            {
                "code": row.code,
                "label": row.label,
                "above": table.above(row),
                "places": [places.get((form.id, code)) for code in table.codes(row)],
            }
            for row in table.rows
        ],
    }
