"""Text with one cell a line, an empty one for each blank cell: blanks at the ends of rows are told by their number."""

from xxgk.extractors.document import extract
from xxgk.extractors.readers.text.lines import Line
from xxgk.extractors.readers.text.stream import blocks_of
from xxgk.schema.forms import forms

TABLE = forms()[-1].tables["t3_requests"]
HEADS = "申请人情况\n自然人\n法人或其他组织\n总计\n商业企业\n科研机构\n社会公益组织\n法律服务机构\n其他\n"
NOUGHTS = ["0"] * 7
ROW = "denied_internal_affairs"
LIKE_IT = "denied_state_secret", "denied_prohibited_by_law", "denied_security_stability", "denied_third_party_rights"


def read(cells, *, code=ROW, others=(), rest=NOUGHTS):
    """What is read of a row that has these lines behind its label, in a table whose rows of two groups have two cells
    before them, and 总计 one; `others` have the lines of `rest`."""
    printed: set[str] = set()
    lines = []
    for row in TABLE.rows:
        above = [] if not row.group else TABLE.above(row)
        lines += ["" if label in printed else label for label in above] + [""] * (row.code == "closed_total")
        printed |= set(above)
        lines += [row.label, *(cells if row.code == code else rest if row.code in others else NOUGHTS)]
    body = "\n".join(lines)
    text = f"示例市财政局2023年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n{HEADS}{body}\n"
    found = extract(text.encode(), "report.txt")
    return [figure.value for figure in found.figures if figure.code.startswith(f"t3_requests.{code}.")]


def test_a_blank_at_an_end_of_a_row_is_told_by_the_lines_behind_it():
    assert read(["0"] * 6 + [""]) == [0] * 6 + [None]
    assert read(["", *["0"] * 6]) == [None] + [0] * 6
    assert read(["", "5", "0", "0", "0", "", "5"]) == [None, 5, 0, 0, 0, None, 5]


def test_a_row_that_lacks_a_line_is_not_read():
    assert read(["0"] * 6) == []
    assert read(["0"] * 7) == [0] * 7


def test_rows_of_another_depth_are_not_like_it():
    """Behind 本年新收 and 总计 stands nothing, behind the row before 总计 the rest of a group."""
    assert read(NOUGHTS, code="other_other") == [0] * 7
    assert read(["0"] * 6, code="other_other") == []


def test_where_rows_like_it_have_other_lines_behind_them_nothing_is_told():
    assert read(["0"] * 6 + [""], others=LIKE_IT[:1], rest=[*NOUGHTS, ""]) == []
    assert read(["0"] * 6 + [""], others=LIKE_IT[:1], rest=["", *NOUGHTS]) == []


def test_one_line_too_few_or_many_is_seen_where_rows_are_parted_by_empty_lines():
    assert read(["0"] * 6 + [""], others=LIKE_IT, rest=[*NOUGHTS, ""]) == []


def test_figures_before_the_first_label_are_of_no_row():
    (table,) = blocks_of([Line("5 行政许可 1 2 3", 1), Line("行政处罚 4 5 6", 2)])
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["行政许可", "1", "2", "3"],
        ["行政处罚", "4", "5", "6"],
    ]
