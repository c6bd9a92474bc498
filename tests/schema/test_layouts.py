"""What a layout keeps stands in one table."""

import pytest

from xxgk.schema.document import Table
from xxgk.schema.layouts import LAYOUTS


def test_a_layout_of_which_nothing_is_known_makes_no_table():
    with pytest.raises(KeyError, match="woven_table"):
        Table((), "x", "woven_table")


def test_a_layout_that_keeps_less_promises_no_more():
    for name, keeps in LAYOUTS.items():
        assert keeps.cells or not keeps.columns, name
        assert keeps.columns or not (keeps.grid or keeps.fields), name
        assert keeps.gaps or not (keeps.row_lines or keeps.cell_lines), name
