"""Tables without rules: read where columns, heads and labels are the form's; otherwise not read."""

from tests.generate.pdf_file import Page, write
from xxgk.extractors.document import extract
from xxgk.extractors.readers.pdf import reader as pdf
from xxgk.schema.document import Table
from xxgk.schema.forms import forms

HEADS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
FIRST, SECOND = "一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量"
SEVEN, MORE = ("1", "2", "3", "4", "5", "6", "21"), ("0", "7", "0", "0", "0", "0", "7")
LONG = ("2.其他法律行政", "法规禁止公开")


def printed(*lines, heads=HEADS, shift=None):
    """A page with the heads of table 三 and lines of (label, values by column), 7 points high, columns 50 points wide;
    `shift` tells by (line, column) how far a figure is moved."""
    page = Page()
    for number, (label, values) in enumerate((("申请人情况", heads), *lines)):
        y = 100 + 14 * number
        page.text(40, y, 7, label)
        for column, text in enumerate(values):
            half = 3.5 * sum(0.5 if char.isascii() else 1 for char in text)
            x = 225 + 50 * column - half + (shift or {}).get((number, column), 0)
            if text:
                page.text(x, y, 7, text)
    return write([page])


def rows(data):
    """The rows of aligned tables that have a label: label, then texts, None for what is not to be read."""
    tables = [block for block in pdf.read(data).blocks if isinstance(block, Table) and block.layout == "aligned_table"]
    found = [row for table in tables for row in table.rows if len(row) == 8 and row[0].text]
    return {
        row[0].text.replace("\n", ""): [None if cell.unreadable else cell.text for cell in row[1:]] for row in found
    }


def test_figures_stand_under_their_heads_beside_their_label():
    assert rows(printed((FIRST, SEVEN), (SECOND, MORE))) == {FIRST: list(SEVEN), SECOND: list(MORE)}


def test_a_blank_is_known_by_its_column():
    blank = (*SEVEN[:2], "", *SEVEN[3:])
    assert rows(printed((FIRST, blank), (SECOND, MORE)))[FIRST] == list(blank)


def test_a_label_over_two_lines_has_its_figures_between_or_beside_its_first():
    assert rows(printed((LONG[0], ()), ("", SEVEN), (LONG[1], ())))["".join(LONG)] == list(SEVEN)
    assert rows(printed((LONG[0], SEVEN), (LONG[1], ()), (SECOND, MORE)))["".join(LONG)] == list(SEVEN)


def test_a_line_that_belongs_to_nobody_makes_its_neighbours_doubtful():
    told = rows(printed((FIRST, SEVEN), ("某事项", ()), (SECOND, MORE)))
    assert told == {FIRST: [None] * 7, SECOND: list(MORE)}, "it may end the label above it, and a number begins one"


def test_figures_do_not_take_the_label_of_a_blank_row_above():
    told = rows(printed((FIRST, MORE), (SECOND, ()), ("", SEVEN)))
    assert told.get(SECOND) in (None, [None] * 7)


def test_a_figure_between_two_columns_is_not_read():
    told = rows(printed((FIRST, SEVEN), (SECOND, MORE), ("（一）予以公开", SEVEN), shift={(3, 2): 24}))
    assert told == {FIRST: list(SEVEN), SECOND: list(MORE), "（一）予以公开": [None] * 7}
    blank = (*SEVEN[:3], "", *SEVEN[4:])
    told = rows(printed((FIRST, SEVEN), (SECOND, MORE), ("（一）予以公开", blank), shift={(3, 2): 24}))
    assert told["（一）予以公开"] == [None] * 7


def test_other_heads_or_another_order_are_left_alone():
    other = ("商业企业", "自然人", *HEADS[2:])
    assert rows(printed((FIRST, SEVEN), (SECOND, MORE), heads=other)) == {}
    report = extract(printed((FIRST, SEVEN), (SECOND, MORE), heads=other), "x.pdf")
    assert report.figures == ()


def test_columns_that_overlap_are_none():
    """A figure of the fifth column stands where others have the fourth; beside a blank it would be taken for that."""
    blank = (*SEVEN[:3], "", *SEVEN[4:])
    shift = {(1, 3): 26, (2, 4): -26, (3, 4): -30}
    assert rows(printed((FIRST, SEVEN), (SECOND, MORE), ("（一）予以公开", blank), shift=shift)) == {}


NOTE = ("注：以下各行为所属单位的数字，仅供参考，不计入上列各行的数字之内", ())


def test_print_that_runs_into_the_figures_ends_the_table_and_makes_its_last_row_doubtful():
    told = rows(printed((FIRST, SEVEN), (SECOND, MORE), NOTE, ("（一）予以公开", SEVEN), ("（七）总计", SEVEN)))
    assert told == {FIRST: list(SEVEN), SECOND: [None] * 7}


def test_lines_that_make_two_labels_make_none():
    told = rows(printed((FIRST, SEVEN), ("重复", ()), ("申请", MORE), ("人逾期未按收费通知要求缴纳费用", ())))
    assert set(map(tuple, told.values())) == {(None,) * 7}


def test_a_label_by_itself_above_the_figures_is_no_part_of_theirs():
    told = rows(printed((FIRST, SEVEN), ("其他", ()), ("", MORE), ("法律行政法规禁止公开", ())))
    assert "其他法律行政法规禁止公开" not in told


GROUP = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")


def test_the_row_of_table_four_stands_alone_under_its_heads():
    cases = tuple("12039") * 3

    def figures(*lines):
        page = Page()
        for number, line in enumerate((GROUP * 3, *lines)):
            for column, text in enumerate(line):
                width = 6 * sum(0.5 if char.isascii() else 1 for char in text)
                page.text(70 + 34 * column - width / 2, 100 + 14 * number, 6, text)
        blocks = pdf.read(write([page])).blocks
        return [[cell.text for cell in row] for block in blocks if isinstance(block, Table) for row in block.rows][1:]

    assert figures(cases) == [list(cases)]
    assert figures(cases, cases) == []


def test_figures_in_no_row_make_those_beside_them_doubtful():
    told = rows(printed((FIRST, SEVEN), ("某事项", ("", "", "9")), (SECOND, MORE), ("（一）予以公开", SEVEN)))
    assert told[FIRST] == told[SECOND] == [None] * 7
    assert told["（一）予以公开"] == list(SEVEN)


def test_print_beside_the_line_of_figures_is_a_piece_of_one():
    blank = (*SEVEN[:2], "", *SEVEN[3:])
    told = rows(printed((LONG[0], blank), (LONG[1], ("", "", "3")), (SECOND, MORE), (FIRST, SEVEN)))
    assert told["".join(LONG)] == [None] * 7


def test_digits_on_several_lines_are_one_figure_where_the_form_proves_it():
    def values(first, second):
        others = [(row.label, ["0"] * 7) for row in forms()[-1].tables["t3_requests"].rows[2:]]
        found = extract(printed((FIRST, first), ("", second), *others), "x.pdf")
        told = [figure.value for figure in found.figures if ".new_received." in figure.code]
        return told or [one.message for one in found.findings if one.where == "t3_requests.new_received"]

    assert values(("12", "4", "0", "0", "0", "0", "12"), ("3", "", "", "", "", "", "7")) == [123, 4, 0, 0, 0, 0, 127]
    told = values(("79", "0", "0", "0", "0", "0", "79"), ("9", "", "", "", "", "", "9"))
    assert "no sum proves" in str(told)


def test_a_row_of_its_own_goes_on_no_other_though_its_label_heads_a_group_elsewhere():
    blank = ("0", "", *["0"] * 5)
    label = ("5.要求行政机关确认或重新出", "具已获取信息")
    told = rows(
        printed((FIRST, SEVEN), (label[0], ()), ("", blank), (label[1], ()), ("（六）其他处理", blank), (SECOND, MORE))
    )
    assert told["".join(label)] == told["（六）其他处理"] == list(blank)


def test_rows_of_noughts_at_the_edge_of_several_pages_are_no_furniture():
    """Between the two lines of their label they stand alone."""
    labels = [row.label for row in forms()[-1].tables["t3_requests"].rows if 7 < len(row.label) < 25]
    pages = []
    for start in range(0, len(labels), 8):
        lines = [(label, ["0"] * 7) for label in labels[start : start + 8]]
        page = Page()
        for number, (label, values) in enumerate(lines if start else [("申请人情况", HEADS), *lines]):
            y = 40 + 21 * number
            for piece, at in ((label[:5], y), (label[5:], y + 14)) if start else ((label, y + 7),):
                page.text(40, at, 7, piece)
            for column, text in enumerate(values):
                page.text(225 + 50 * column - 3.5 * len(text), y + 7, 7, text)
        pages.append(page)
    assert rows(write(pages)) == dict.fromkeys(labels, ["0"] * 7)


NO_TOTALS, FEW = (*SEVEN[:6], ""), ("3", "", "", "", "", "", "")


def test_heads_tell_the_columns_where_no_row_fills_them():
    told = rows(printed((FIRST, NO_TOTALS), (SECOND, FEW), ("（一）予以公开", ("", "", "", "", "5", "", ""))))
    assert told == {
        FIRST: list(NO_TOTALS),
        SECOND: list(FEW),
        "（一）予以公开": ["", "", "", "", "5", "", ""],
    }


def test_where_no_row_fills_the_columns_a_figure_beside_its_head_is_not_read():
    told = rows(printed((FIRST, NO_TOTALS), (SECOND, FEW), shift={(2, 0): 26}))
    assert told == {FIRST: list(NO_TOTALS), SECOND: [None] * 7}


def test_figures_of_a_column_stand_in_line_or_no_head_tells_it():
    told = rows(printed((FIRST, NO_TOTALS), (SECOND, FEW), ("（一）予以公开", FEW), shift={(2, 0): 12}))
    assert told == {}


def test_behind_a_page_the_figures_above_tell_their_column_and_heads_do_not():
    first, second = Page(), Page()
    for page, y, values in (
        (first, 114, NO_TOTALS),
        (second, 100, ("", "", "8", "", "", "", "")),
        (second, 114, (*FEW[:6], "21")),
    ):
        page.text(40, y, 7, FIRST if page is first else SECOND if y == 100 else "（一）予以公开")
        for column, text in enumerate(values):
            page.text(223 + 50 * column, y, 7, text)
    for column, text in enumerate(HEADS):
        first.text(225 + 50 * column - 3.5 * len(text), 100, 7, text)
    told = rows(write([first, second]))
    assert told[FIRST] == list(NO_TOTALS)
    assert told[SECOND] == ["", "", "8", "", "", "", ""]
    assert told["（一）予以公开"] == [None] * 7, "no total stood above"


def test_a_table_ends_where_the_heads_of_another_begin():
    page = Page()
    for column, text in enumerate(HEADS):
        page.text(225 + 50 * column - 3.5 * len(text), 100, 7, text)
    page.text(40, 114, 7, FIRST)
    for column, text in enumerate(SEVEN):
        page.text(223 + 50 * column, 114, 7, text)
    for column, text in enumerate(GROUP * 3):
        page.text(60 + 34 * column, 142, 6, text)
        page.text(66 + 34 * column, 156, 6, str(column))
    tables = [block for block in pdf.read(write([page])).blocks if isinstance(block, Table)]
    assert [[cell.text for cell in table.rows[-1]] for table in tables] == [[FIRST, *SEVEN], list(map(str, range(15)))]


def test_a_figure_that_lies_over_the_next_row_makes_that_doubtful():
    """Raised by a third of its height it reaches into both rows, and the words say that it belongs to the one above."""
    page = Page()
    for column, text in enumerate(HEADS):
        page.text(225 + 50 * column - 3.5 * len(text), 100, 7, text)
    for y, label, values in ((114, FIRST, MORE), (128, SECOND, ("0",) * 7)):
        page.text(40, y, 7, label)
        for column, text in enumerate(values):
            page.text(223 + 50 * column, y, 7, text)
    page.text(225 + 50 * 3, 125, 7, "7")
    assert rows(write([page]))[SECOND] == [None] * 7
