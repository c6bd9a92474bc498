"""What comes out of a document is shown as text, whatever it holds."""

import csv
import io
import json
from decimal import Decimal

import pytest

from xxgk.flows.screen import ScreenTable, show, visible, write_csv, write_json
from xxgk.schema.inert import UNSEEN, inert


def test_control_characters_become_signs():
    assert visible("\x1b[31mred\u202e") == "␛[31mred\ufffd"


def test_columns_of_wide_characters_stand_in_line(capsys):
    show([ScreenTable(("名", "n"), [("甲", 1), ("ab", 22), ("group",), ("乙丙", None)])])
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


HOSTILE = "\x1b]0;x\x07\x9b31m\u202e甲\r\x7f\u2067乙\ud800　丙\u200b\t丁\n戊"


def test_nothing_that_commands_a_terminal_is_printed_by_any_form(capsys):
    write_json([HOSTILE], [[HOSTILE]])
    told = capsys.readouterr().out
    assert not UNSEEN.search(told)
    assert json.loads(told) == {HOSTILE: HOSTILE}
    write_csv([HOSTILE], [[HOSTILE]])
    told = capsys.readouterr().out
    assert not UNSEEN.search(told)
    plain = r"\x1b]0;x\x07\x9b31m\u202e甲\r\x7f\u2067乙\ud800" + "　丙\u200b\t丁\n戊"
    assert list(csv.reader(io.StringIO(told))) == [[plain], [plain]]
    show([HOSTILE, ScreenTable((HOSTILE,), [(HOSTILE,)], HOSTILE)])
    assert not UNSEEN.search(capsys.readouterr().out)


def test_a_wide_blank_is_shown_as_it_is():
    assert visible("甲　乙", one_line=False) == "甲　乙"


@pytest.mark.parametrize("before", ["", " ", "\t", "\n", "\r\n", "  \t", "\u00a0", "\u3000", "\ufeff", "\x0b"])
@pytest.mark.parametrize("sign", ["=1", "+1", "-1+2", "@SUM(1)", "＝1"])
def test_a_cell_that_a_spreadsheet_would_run_is_inert_whatever_stands_before_it(before, sign, capsys):
    assert inert(before + sign) == "'" + before + sign
    write_csv(["a"], [[before + sign]])
    assert capsys.readouterr().out.partition("\n")[2].lstrip('"').startswith("'")


@pytest.mark.parametrize("text", ["-", "1+1", "甲=乙", "", " ", "（-1）"])
def test_other_text_is_left_as_it_is(text):
    assert inert(text) == text
