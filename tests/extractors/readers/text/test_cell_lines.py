"""Cells of figures that a narrow column breaks: digits and notes that go on below, and what does not."""

from tests.extractors.readers.text.test_places import spans
from tests.extractors.readers.text.test_woven import FIRST, GROUPS, read
from xxgk.extractors.document import extract
from xxgk.extractors.readers.text.cell_lines import is_figure, with_cell_lines
from xxgk.extractors.readers.text.lines import Line
from xxgk.extractors.readers.text.woven import unwoven

MAIN = "4.保   0   0   10（其   88   19"


def parts(*lines):
    """The words and figures of lines below one with figures."""
    given = []
    for line in (MAIN, *lines):
        words = spans(line)
        first = next((at for at, span in enumerate(words) if is_figure(line[slice(*span)])), len(words))
        given.append((line, words[:first], words[first:]))
    told = with_cell_lines(given)[1:]
    return [
        ([line[slice(*span)] for span in words], [line[slice(*span)] for span in figures])
        for line, (words, figures, _) in zip(lines, told, strict=True)
    ]


def test_digits_and_notes_go_on_below_their_figure():
    first, second = f"{'护第':14}中 新    4", f"{'三方':14}增8件）"
    assert parts(first, second) == [(["护第"], ["中 新", "4"]), (["三方"], ["增8件）"])]


def test_words_below_a_figure_without_an_open_note_are_none_of_it():
    for below in (f"{'护第':14}中新  合计", f"{'护第':14}中新   4   增", f"{'护第':6}件", f"{'护第':14}（中"):
        words, figures = parts(below)[0]
        assert [*words, *figures] == below.split()
        assert "护第" in words


def test_a_note_over_several_lines_belongs_to_its_figure():
    """Of other tables than those of many columns, no line tells where figures stand: its note is not cut."""
    text = "示例市财政局2023年政府信息公开工作年度报告\n\n二、主动公开政府信息情况\n第二十条第（八）项\n"
    text += "信息内容       上一年项目数量       本年增/减\n"
    text += "行政事业性收费   36        +8（其中修订\n                      4件）\n"
    found = extract(text.encode(), "report.txt")
    change = [one for one in found.figures if one.code.endswith("items_change")]
    assert [one.value for one in change] in ([], [8])


def test_a_note_whose_end_is_not_found_is_not_cut():
    for below in ("    予公开\n", "    予公开                              另有  件）\n"):
        note = ("    （三）不 1.属于国家秘密            0  0  0  0  0  0（其中  0\n", below)
        figures, told = read(*GROUPS[:3], *note, *GROUPS[4:])
        assert None not in figures.get("denied_state_secret", [])
        assert any(one.startswith("t3_requests.denied_state_secret") for one in told)
    text = "".join(
        (FIRST, *GROUPS[:3], "    （三）不 1.属于国家秘密            0  0  0  0  0  0（其中  0\n    予公开\n")
    )
    lines = [line for line in unwoven([Line(one, at) for at, one in enumerate(text.splitlines())]) if line.cells]
    assert [bool(line.unsure) for line in lines if "（其中" in line.text] == [True]
    assert not lines[0].unsure


def test_no_digit_goes_on_behind_a_nought():
    assert parts(f"{'护第':6}5")[0] == (["护第"], ["5"])
    words, figures = parts(f"{'护第':6}5   中")[0]
    assert [*words, *figures] == ["护第", "5", "中"]


def test_a_note_that_begins_below_figures_side_by_side_may_be_of_any_of_them():
    for row, told in (("4.保   0   0   10   88   19", True), ("4.保   0 0 10 88 19", False)):
        below = f"{'护第':{row.index('10')}}（1）"
        words = spans(row)
        own = [(row, words[:1], words[1:]), (below, spans(below), [])]
        assert bool(with_cell_lines(own)[1][1]) is told
