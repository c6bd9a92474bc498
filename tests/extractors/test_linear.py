"""What is made to take long takes as long as it is. The work is done in single calls of `re`, which show no steps."""

import pytest

from tests.work import is_linear
from xxgk.extractors.document import extract
from xxgk.extractors.labels.values import is_valuelike
from xxgk.extractors.readers.html.main import _PROSE as PROSE
from xxgk.extractors.readers.html.print import signs_of
from xxgk.extractors.readers.text.lines import Line
from xxgk.extractors.readers.text.pipes import table

DOCUMENTS = {
    "a line of blanks before bars": lambda n: " " * n + "x | y | z\n规章 | 1 | 2 | 3",
    "a last line of blanks": lambda n: f"一、总体情况\n正文。{' ' * n}x",
    "a title with a tail of marks": lambda n: f"某局年度报告{'-' * n}x\n一、总体情况\n正文。",
}


@pytest.mark.parametrize("make", DOCUMENTS.values(), ids=DOCUMENTS)
def test_a_document_that_is_made_to_take_long_takes_as_long_as_it_is(make):
    assert is_linear(lambda size: extract(make(size).encode(), "x"), 8_000)


CALLS = {
    "a cell of blanks": lambda n: is_valuelike(f"1{' ' * n}x"),
    "a style that repeats itself": lambda n: signs_of(b"text-decoration:" * (n // 8)),
    "styles in the quotes of styles": lambda n: signs_of(b"style='style=\"style=x" * (n // 20)),
    "words without a comma": lambda n: PROSE.search("正文" * n),
}


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_a_text_that_is_made_to_take_long_takes_as_long_as_it_is(call):
    assert is_linear(call, 8_000)


@pytest.mark.parametrize(("text", "told"), [("1 件 (a) (b) ", True), ("1  ", True), ("1 x", False), ("1(a)x", False)])
def test_notes_and_blanks_behind_a_figure(text, told):
    assert is_valuelike(text) is told


@pytest.mark.parametrize("rule", ["|---|:--:|", "---|---", " | -- | :-- | ", "|----|"])
def test_rules_of_a_table_are_no_rows(rule):
    assert [row[0].text for row in table([Line("甲|乙|1", 1), Line(rule, 2), Line("丙|丁|2", 3)]).rows] == ["甲", "丙"]
