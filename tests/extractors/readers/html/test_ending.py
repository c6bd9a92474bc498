"""Pages that came cut off: what is whole is read, the figure in which they end is not, and they say so."""

from pathlib import Path

import pytest

from xxgk.extractors.document import extract
from xxgk.extractors.readers.html.ending import WHOLE, ending_of
from xxgk.extractors.readers.html.reader import read

PAGE = Path(__file__).parents[4] / "data" / "samples" / "qinghe-justice-2021.html"
ROW = b"<html><body><table><tr><td>5</td><td>190</td></tr></table></body></html>"


def content(markup):
    return read(markup, lambda _: False)


def remarks(markup):
    return [rule for rule, _ in content(markup).remarks]


@pytest.mark.parametrize(
    ("source", "inside"),
    [
        (b"<html><table><tr><td>5</td><td>19", "inside a cell"),
        (b"<html><table><tr><td>5</td></tr>", "inside a table"),
        (b"<html><p>x</p><p class='a", "inside a tag"),
        (b"<html><p>x&nbs", "inside a character reference"),
        (b"<html><p>x</p><!-- note", "inside a comment"),
        (b"<html><p>19", "inside its text"),
        (b"<html><table><tr><td><table><tr><td>1</td></tr></table>", "inside a table"),
        ("<html><p>共5件镕".encode()[:-1], "inside its text"),
    ],
)
def test_a_page_that_ends_inside_something_is_cut_off(source, inside):
    assert ending_of(source).cut == inside


@pytest.mark.parametrize(
    "source",
    [
        ROW,
        b"<table><tr><td>1<td>2</table>",
        b"<p>one<br>two",
        b"<html><body><p>1</p></body><!-- by a script -->",
        b"<html><table><tr><td>1</td></tr></table></html><script>var a = 1 < 2",
    ],
)
def test_a_page_whose_author_was_careless_is_not(source):
    assert not ending_of(source).cut


def test_a_page_that_only_lacks_its_last_tags_is_doubtful_not_cut_off():
    assert remarks(ROW[: ROW.index(b"</body>")]) == ["END_MISSING"]
    assert remarks(ROW) == []


def test_the_cell_in_which_a_page_ends_is_never_a_number():
    for end in range(ROW.index(b"90"), ROW.index(b"d></tr>")):
        (table,) = content(ROW[:end]).blocks
        assert [cell.unreadable for row in table.rows for cell in row] == ["", "cut off"], ROW[:end]


def test_the_figure_in_which_a_line_ends_is_left_out():
    (line,) = content("<html><body><p>新收申请19".encode()).blocks
    assert line.text == "新收申请"


def test_wherever_a_page_is_cut_no_figure_is_another_than_on_the_whole_page():
    page = PAGE.read_bytes()
    whole = {figure.code: figure.raw for figure in extract(page, "whole").figures}
    last = page.rindex(b"</table>")
    for end in range(page.index(b"<table"), last, last // 60):
        report = extract(page[:end], "cut")
        assert {figure.code: figure.raw for figure in report.figures}.items() <= whole.items(), end
        assert {"CUT_OFF", "END_MISSING"} & {found.rule for found in report.findings}, end


def test_the_end_of_a_whole_page_is_looked_for_near_its_end():
    assert ending_of(b"<p>x</p>" * 9000 + b"</body></html>") is WHOLE
