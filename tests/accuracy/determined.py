"""Which cells the print alone determines: what a careful person could read with nothing but the document.

Where every cell has a place of its own, that is all of them. Where a blank leaves no trace, the rows without one. Where
the figures of a row run together, the rows that the equations of the table part in one way only: asked of the very
solver that recognition uses, on the digits alone, so that what is lost on the way to it shows (the solver itself is
held against brute force by its tests).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from tests.generate.renderer import Renderer
from tests.generate.truth import Truth
from xxgk.extractors.recognition.resolve import Equations, Refused, resolve
from xxgk.schema.forms import Form, FormTable, forms


def determined(truth: Truth, renderer: Renderer) -> frozenset[str]:
    """The codes of the cells that are determined in this container and layout."""
    rows = _rows(truth)
    if renderer.layout == "sheet_table":  # a workbook keeps no cell of a row in which nothing is printed
        return frozenset(
            code for codes in rows.values() if any(truth.cells[one].strip() for one in codes) for code in codes
        )
    if not renderer.lossy_blanks or renderer.layout == "aligned_table":
        return frozenset(truth.cells)
    full = {row: codes for row, codes in rows.items() if all(truth.cells[code].strip() for code in codes)}
    if not renderer.fused:
        return frozenset(code for codes in full.values() for code in codes)
    plain = {row: codes for row, codes in full.items() if all(truth.cells[code].isdigit() for code in codes)}
    parted = {row for table in _tables(plain) for row in _parted(truth, table, plain)}
    single = {row for row, codes in full.items() if len(codes) == 1}
    return frozenset(code for row in parted | single for code in rows[row])


def _rows(truth: Truth) -> Mapping[str, Sequence[str]]:
    rows: defaultdict[str, list[str]] = defaultdict(list)
    for code in truth.cells:
        rows[code.rpartition(".")[0]].append(code)
    return rows


def _tables(rows: Mapping[str, Sequence[str]]) -> list[tuple[Form, FormTable]]:
    """The tables of the forms to which rows belong, each in the form that has all its rows, or the most of them."""
    named = {row.partition(".")[0] for row in rows}
    found = []
    for name in sorted(named):
        own = {row.partition(".")[2] for row in rows if row.startswith(f"{name}.")}
        of = max(
            (form for form in forms() if name in form.tables),
            key=lambda form: len(own & {row.code for row in form.tables[name].rows}),
        )
        found.append((of, of.tables[name]))
    return found


def _parted(truth: Truth, of: tuple[Form, FormTable], rows: Mapping[str, Sequence[str]]) -> list[str]:
    form, table = of
    fused, meant = {}, {}
    for row, codes in rows.items():
        if row.startswith(f"{table.id}.") and len(codes) > 1:
            code = row.partition(".")[2]
            meant[code] = tuple(truth.cells[one] for one in codes)
            fused[code] = ["".join(meant[code])]
    told = resolve(fused, {}, Equations.of(table, form.rules))
    return [f"{table.id}.{row}" for row, one in told.items() if not isinstance(one, Refused) and one == meant[row]]
