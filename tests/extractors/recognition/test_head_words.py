"""A head with a word of its own is no misprint of the form's: what stands below it is something else."""

import pytest

from tests.extractors.tables_by_hand import REQUESTS, T2_HEADS, read, requests, table
from xxgk.extractors.recognition.head_words import foreign_in_label, foreign_word
from xxgk.schema.forms import forms

FORMS = {form.id: form for form in forms()}
DOCUMENTS = "t2_art20_1_documents.regulations"
LICENCES = "t2_art20_5_licensing.admin_license.decisions"
FEES = "t2_art20_8_fees.admin_fees.amount_wan_yuan"


@pytest.mark.parametrize(
    ("at", "head"),
    [
        (1, "本年新收件数"),
        (2, "本年修订件数"),
        (2, "本年清理件数"),
        (3, "累计公开件数"),
        (3, "现行失效件数"),
        (3, "失效件数"),
        (3, "现行有效总页数"),
        (3, "全市现行有效件数"),
    ],
)
@pytest.mark.parametrize("layout", ["html_table", "markdown_table"])
def test_a_figure_under_a_head_with_a_word_of_its_own_is_not_read(at, head, layout):
    heads = [*T2_HEADS[:at], head, *T2_HEADS[at + 1 :]]
    figures, told = read(table(heads, ["规章", 1, 2, 3], ["行政规范性文件", 4, 5, 6], layout=layout))
    code = f"{DOCUMENTS}.{('issued', 'repealed', 'in_force')[at - 1]}"
    assert (code in figures, ("CELL_UNREADABLE", code) in told) == (False, True)
    assert len(figures) == 4


@pytest.mark.parametrize("head", ["国有企业", "民营企业"])
def test_one_kind_of_businesses_is_not_all_of_them(head):
    heads, *rows = requests(new_received=[1, 2, 3, 4, 5, 6, 21], carried_over_in=[0] * 7)
    figures, told = read(table([*heads[:2], head, *heads[3:]], *rows))
    code = "t3_requests.new_received.commercial_enterprise"
    assert (code in figures, ("CELL_UNREADABLE", code) in told) == (False, True)
    assert figures["t3_requests.new_received.natural_person"] == "1"


@pytest.mark.parametrize(
    ("head", "label", "code"),
    [
        ("本年公示数量", "行政许可", LICENCES),
        ("本年受理数量", "行政许可", LICENCES),
        ("本年处理人数", "行政许可", LICENCES),
        ("申请数量", "行政许可", LICENCES),
        ("减免金额（万元）", "行政事业性收费", FEES),
        ("收费项目数", "行政事业性收费", FEES),
        ("收费笔数", "行政事业性收费", FEES),
    ],
)
def test_the_only_head_over_figures_is_asked_too(head, label, code):
    documents = T2_HEADS, ["规章", 1, 2, 3]
    figures, told = read(table(*documents, ["信息内容", head], [label, 7]))
    assert code not in figures
    assert {("CELL_UNREADABLE", code), ("ROW_REFUSED", code.rpartition(".")[0])} & set(told)  # no unit is a doubt, too
    assert f"{DOCUMENTS}.issued" in figures


@pytest.mark.parametrize(
    ("head", "form", "name", "column"),
    [
        ("本年度制定件数", "form_2021", "t2_art20_1_documents", "issued"),
        ("本年新制发文件数量", "form_2021", "t2_art20_1_documents", "issued"),
        ("制发件数（含修订）", "form_2021", "t2_art20_1_documents", "issued"),
        ("许可数量", "form_2021", "t2_art20_5_licensing", "decisions"),
        ("办件量", "form_2021", "t2_art20_5_licensing", "decisions"),
        ("本年收费总额（万元）", "form_2021", "t2_art20_8_fees", "amount_wan_yuan"),
        ("律师服务机构", "form_2021", "t3_requests", "legal_service_org"),
        ("公民个人", "form_2021", "t3_requests", "natural_person"),
        ("其他单位", "form_2021", "t3_requests", "other_org"),
        ("法人或其他组织商业企业", "form_2021", "t3_requests", "commercial_enterprise"),
        ("本年增减情况", "form_2019", "t2_art20_5_licensing", "items_change"),
    ],
)
def test_a_misprint_or_another_wording_has_no_word_of_its_own(head, form, name, column):
    form_table = FORMS[form].tables[name]
    own = next(one for one in form_table.columns if one.code == column)
    assert not foreign_word(head, own, form_table)


@pytest.mark.parametrize(
    ("head", "table", "code"),
    [
        ("非自然人", "t3_requests", "natural_person"),
        ("累计", "t3_requests", "total"),
        ("已审结", "t4_review_litigation", "review_pending"),
        ("上年未结", "t4_review_litigation", "review_pending"),
    ],
)
def test_what_says_the_opposite_or_is_of_another_year_is_a_word_of_its_own(head, table, code):
    form_table = FORMS["form_2021"].tables[table]
    assert foreign_word(head, next(one for one in form_table.columns if one.code == code), form_table)


def test_no_label_of_the_form_has_a_word_of_its_own():
    for form_table in (one for form in forms() for one in form.tables.values()):
        for column in form_table.columns:
            assert not any(foreign_word(label, column, form_table) for label in (column.label, *column.aliases))


def test_heads_that_have_grown_together_are_those_of_their_columns():
    told = [foreign_word("商业企业科研机构", column, REQUESTS) for column in REQUESTS.columns[1:3]]
    assert told == ["", ""]


@pytest.mark.parametrize(
    ("code", "label", "word"),
    [
        ("other_abandoned_fee_unpaid", "申请人逾期未按收费通知要求缴费，行政机关不再处理其政府信息公开申请", ""),
        ("other_abandoned_fee_unpaid", "逾期未缴罚款", "罚款"),
        ("denied_prohibited_by_law", "其他法律行政法法规禁公开", ""),
        ("new_received", "本年新收政府信息公开申请的数量", ""),
        ("new_received", "本年未收政府信息公开申请数量", "未"),
        ("not_processed_duplicate", "非重复申请", "非"),
        ("denied_admin_inquiry", "不属于行政查询事项", "不"),
    ],
)
def test_a_misprinted_label_has_no_word_of_its_own_if_it_is_short_and_none_that_turns_it(code, label, word):
    requests_table = FORMS["form_2021"].tables["t3_requests"]
    row = next(one for one in requests_table.rows if one.code == code)
    assert foreign_in_label(label, row, requests_table) == word
