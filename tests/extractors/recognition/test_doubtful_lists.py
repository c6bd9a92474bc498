"""Indicator lists of a doubtful shape: a row is read where it stands under the heads of its list, or refused."""

from dataclasses import replace

import pytest

from tests.extractors.tables_by_hand import requests, row_of
from tests.extractors.tables_by_hand import table as statutory
from xxgk.extractors.recognition.recognise import recognise
from xxgk.schema.document import Cell, Paragraph, Table
from xxgk.schema.forms import forms

HEADS = ["指标名称", "单位", "2012年度", "历年累计"]
ROWS = [["受理申请总数", "件", "8", "20"], ["其中：1.当面申请数", "件", "5", "11"], ["2.网上申请数", "件", "3", "9"]]
NATIONAL = [
    ["统计指标", "单位", "统计数"],
    ["四、行政复议数量", "件", "3"],
    ["（一）维持具体行政行为数", "件", "1"],
    ["（三）其他情形数", "件", "0"],
    ["五、行政诉讼数量", "件", "7"],
    ["七、依申请公开信息收取的费用", "元", "250"],
]
TITLE = Paragraph("政府信息公开情况统计表", "x")


def table(*rows, layout="html_table"):
    cells = tuple(
        tuple(Cell(text, f"x:L{r}/c{c}@0-{len(text)}", c) for c, text in enumerate(row)) for r, row in enumerate(rows)
    )
    return Table(cells, "x", layout, max(map(len, rows)))


def read(*blocks, year=2012):
    """Values by code, and the findings that refuse a row."""
    result = recognise(blocks, forms(), year)
    told = [(one.code, one.value) for one in (*result.figures, *result.indicators)]
    assert len(told) == len(dict(told)), "a code stands twice"
    return dict(told), [found.message for found in result.findings if found.rule == "ROW_REFUSED"]


FAX = "传真申请数"
SHAPES = {
    "a word in the column of units": ("html_table", [FAX, "区直部门合计", "1", "2"]),
    "a figure behind the columns": ("html_table", [FAX, "件", "1", "2", "3"]),
    "a figure more in a stream": ("row_per_line", [FAX, "件", "1", "2", "3"]),
    "fused digits": ("row_per_line", [FAX, "件", "37"]),
    "words among the figures": ("row_per_line", [FAX, "件", "1", "约2"]),
}


@pytest.mark.parametrize(("layout", "row"), SHAPES.values(), ids=SHAPES)
def test_a_row_of_another_shape_than_its_list_is_refused_by_name(layout, row):
    told, refused = read(table(HEADS, *ROWS, row, layout=layout))
    assert (told["stat_local.requests_received.year"], told["stat_local.requests_received.cumulative"]) == (8, 20)
    assert "stat_local.requests_fax.year" not in told
    assert len(refused) == 1


def test_cells_that_do_not_stand_under_the_heads_of_their_list_are_refused():
    whole = table(HEADS, *ROWS, [FAX, "件", "1", "2"])
    *rows, last = whole.rows
    shifted = tuple(cell._replace(column=cell.column + (cell.column > 1)) for cell in last)
    told, refused = read(replace(whole, rows=(*rows, shifted), width=5))
    assert "stat_local.requests_fax.year" not in told
    assert [FAX in message for message in refused] == [True]


def test_halves_with_figures_of_two_kinds_are_no_list():
    rows = [[*row[:3], *row[:2], row[3]] for row in (HEADS, *ROWS)]
    assert read(table(*rows))[0] == {}


def test_two_columns_of_labels_in_a_stream_are_no_list():
    assert read(table([*HEADS[:3], *HEADS[:3]], *(row[:3] for row in ROWS), layout="row_per_line"))[0] == {}


def test_a_statutory_table_directly_behind_a_list_is_no_part_of_it():
    seven = [str(number) for number in range(11, 18)]
    result = recognise([table(HEADS, *ROWS), statutory(*requests(new_received=seven), number=2)], forms(), 2012)
    assert row_of({figure.code: figure.raw for figure in result.figures}, "new_received") == seven


def test_a_row_that_a_page_may_have_cut_is_refused_where_no_form_knows_its_label():
    whole = replace(table(HEADS, *ROWS, ["河道清淤公示数", "处", "4", "6"]), breaks=(4,), on_page=True)
    told, refused = read(whole)
    assert sorted(told.values()) == [3, 5, 8, 9, 11, 20]
    assert ["河道" in message for message in refused] == [True]


# ------------------------------------------------------------------------------------------------- whose rows they are


def national(*rows, year=2015):
    return read(TITLE, table(*rows), year=year)[0]


def test_two_rows_of_one_label_are_neither_of_them_the_forms():
    told = national(*NATIONAL, ["依申请公开信息收取的费用", "元", "90"])
    assert "stat_2014.request_fees_wan_yuan.value" not in told
    assert told["stat_2014.litigation_total.value"] == 7
    assert {250, 90} <= set(told.values())


def test_a_heading_of_their_own_ends_what_stood_above_it():
    told = national(*NATIONAL[:3], ["行政裁决情况"], ["（二）被依法纠错数", "件", "6"], *NATIONAL[4:])
    assert "stat_2014.review_corrected.value" not in told
    assert 6 in told.values()


def test_a_short_label_under_another_heading_is_another_row():
    told = national(*NATIONAL[:5], ["当面申请", "件", "6"], NATIONAL[5])
    assert "stat_2014.requests_in_person.value" not in told
    assert 6 in told.values()


def test_of_two_columns_for_one_of_the_form_none_is_believed():
    told = national(*([*row, "数量" if row is NATIONAL[0] else "9"] for row in NATIONAL))
    assert not any(code.startswith("stat_2014") for code in told)


def test_the_column_of_the_reports_year_is_the_forms():
    told = national(["统计指标", "单位", "2014年", "2015年"], *([*row[:2], "9", row[2]] for row in NATIONAL[1:]))
    assert told.get("stat_2014.litigation_total.value") == 7


def test_a_title_alone_does_not_make_a_list_the_forms():
    others = [[f"{name}公示数", "处", "4"] for name in ("河道", "水库", "泵站", "堤防", "闸门", "渠道")]
    assert not any(code.startswith("stat_2014") for code in national(*NATIONAL[:3], NATIONAL[-2], *others))


def test_a_copy_of_a_list_is_read_once():
    told, _ = read(TITLE, table(*NATIONAL), TITLE, table(*NATIONAL), year=2015)
    assert told == national(*NATIONAL)


def test_a_row_that_the_form_does_not_have_is_told():
    result = recognise([TITLE, table(*NATIONAL, ["河道清淤公示数", "处", "4"])], forms(), 2015)
    assert [found.where for found in result.findings if found.rule == "INDICATOR_UNKNOWN"] == ["stat_2014"]


def test_who_filled_a_list_in_is_no_indicator():
    assert 12345678 not in read(table(HEADS, *ROWS, ["联系电话：", "", "12345678", ""]))[0].values()


def test_a_local_list_in_a_picture_is_not_read():
    assert read(table(HEADS, *ROWS, layout="ocr_table"))[0] == {}


def test_a_cell_that_cannot_be_read_is_no_figure_of_a_list():
    whole = table(HEADS, *ROWS)
    *rows, last = whole.rows
    told, _ = read(replace(whole, rows=(*rows, (*last[:3], last[3]._replace(unreadable="image")))))
    assert sorted(told.values()) == [3, 5, 8, 11, 20]
