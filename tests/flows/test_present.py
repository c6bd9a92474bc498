"""What comes out of a document is shown as text, whatever it holds."""

from decimal import Decimal

from flows.present import Grid, show, visible


def test_control_characters_become_signs():
    assert visible("\x1b[31mred\u202e") == "␛[31mred\ufffd"


def test_columns_of_wide_characters_stand_in_line(capsys):
    show([Grid(("名", "n"), [("甲", 1), ("ab", 22), ("group",), ("乙丙", None)])])
    assert capsys.readouterr().out.splitlines() == ["名     n", "甲     1", "ab    22", "group", "乙丙"]


def test_a_cell_keeps_to_its_line():
    assert visible("  a\n b\tc") == "  a b c"


def test_numbers_are_shown_short():
    assert [visible(value) for value in (3.0, 1.5, float("inf"), Decimal("2.0"), True, None)] == [
        "3",
        "1.5",
        "inf",
        "2",
        "True",
        "",
    ]
