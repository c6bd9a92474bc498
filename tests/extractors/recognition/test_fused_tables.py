"""Fused tables with errors and blanks among their figures: no row is read as something else.

240 tables by default; XXGK_TABLES sets another number (`make solver`: 10,000)."""

import os
from random import Random

import pytest

from tests.generate.form import FORM_2019, FORM_2021, REQUESTS
from tests.generate.fused import TROUBLES, fused, troubled_table
from xxgk.extractors.recognition.resolve import Equations, Refused, resolve
from xxgk.schema.forms import forms

TABLES = int(os.environ.get("XXGK_TABLES", "240"))
EQUATIONS = {form.id: Equations.of(form.tables[REQUESTS], form.rules) for form in forms() if REQUESTS in form.tables}
# The least share of rows that must be read, where it is more than rows of zeros.
SHARES = {"none": 0.97, "slip": 0.85, "wrong total": 0.85, "blank": 0.8, "wrong digits": 0.8}


@pytest.mark.parametrize("trouble", list(TROUBLES))
def test_no_row_of_a_troubled_table_is_read_as_something_else(trouble):
    rows = read = 0
    for number in range(TABLES // len(TROUBLES)):
        rng = Random(f"{trouble}:{number}")
        form = rng.choice((FORM_2021, FORM_2019))
        table = troubled_table(rng, form, trouble)
        for row, reading in resolve(fused(table), {}, EQUATIONS[form.id]).items():
            rows += 1
            if not isinstance(reading, Refused):
                read += 1
                assert reading == tuple("" if cell is None else str(cell) for cell in table[row]), (number, row)
    assert read >= SHARES.get(trouble, 0) * rows
