"""What a layout keeps stands in one table, and nobody else knows the layouts apart."""

import ast
from pathlib import Path

import pytest

from xxgk.schema.document import Table
from xxgk.schema.layouts import LAYOUTS

RECOGNITION = Path(__file__).parents[2] / "extractors" / "recognition"


def test_a_layout_of_which_nothing_is_known_makes_no_table():
    with pytest.raises(KeyError, match="woven_table"):
        Table((), "x", "woven_table")


def test_a_layout_that_keeps_less_promises_no_more():
    for name, keeps in LAYOUTS.items():
        assert keeps.cells or not keeps.columns, name
        assert keeps.columns or not (keeps.grid or keeps.fields), name
        assert keeps.gaps or not (keeps.row_lines or keeps.cell_lines), name


@pytest.mark.parametrize("module", sorted(RECOGNITION.glob("*.py")), ids=lambda module: module.name)
def test_recognition_names_no_layout(module):
    nodes = list(ast.walk(ast.parse(module.read_text("utf-8"))))
    texts = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    assert texts.isdisjoint(LAYOUTS)
    assert "xxgk.schema.layouts" not in {node.module for node in nodes if isinstance(node, ast.ImportFrom)}
