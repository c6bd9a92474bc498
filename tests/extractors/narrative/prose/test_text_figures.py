"""Figures told in prose: the evidence, what the rules of the forms are told, contradictions, and odd prints."""

import pytest

from xxgk.extractors.narrative.prose.text_figures import quantities_told, read_statements, text_figures
from xxgk.schema.report import STATED_NONE, Section


def read(text, year=2023, agency="", section="overview"):
    return text_figures(read_statements([Section(section, "", text)], year, agency))


def values(text, **about):
    return {figure.code.removeprefix("text."): figure.value for figure in read(text, **about)[0]}


def told(text, code, year=2023):
    return quantities_told(read_statements([Section("overview", "", text)], year, ""), "overview").get(code)


def test_a_figure_names_its_sentence_and_leads_back_to_its_print():
    text = "（一）概况\n全年平稳。本局公开栏目如常。\n年内　收到政府信息公开申请 一百零五 件，均按《条例》办理。"
    (figure,), _ = read(text)
    assert (figure.code, figure.value, figure.unit, figure.raw) == ("text.requests_received", 105, "件", "一百零五")
    assert text[figure.offset :].startswith("一百零五 件")
    assert figure.sentence == "年内　收到政府信息公开申请 一百零五 件，均按《条例》办理。"


def test_a_line_broken_within_a_sentence_is_read_on():
    text = "2023年，本局严格按照各项规定开展工作，全年共收到政府\n信息公开申请 34\n件，均按《条例》办理。"
    (figure,), _ = read(text)
    assert (figure.value, text[figure.offset : figure.offset + 2]) == (34, "34")


def test_words_that_deny_are_a_zero_of_their_own_kind():
    (figure,), _ = read("本年度未收到政府信息公开申请。")
    assert (figure.value, figure.state, figure.raw) == (0, STATED_NONE, "未收到政府信息公开申请")


def test_a_quantity_told_differently_is_a_finding_and_no_figure():
    figures, (found,) = read("收到公开申请3件。经统计，收到公开申请4件。")
    assert figures == []
    assert (found.rule, found.where) == ("PROSE_DIFFERS", "text.requests_received")


def test_an_exact_number_speaks_before_an_approximate_one_of_the_same_value():
    (figure,), _ = read("发布政策解读20余篇。全年发布政策解读20篇。")
    assert not figure.approximate


def test_topics_repeat_their_section_and_problems_are_no_results():
    assert read("收到公开申请3件。", section="problems") == ([], [])
    assert read("收到公开申请3件。", section="overview_requests") == ([], [])


PERIOD = "本报告所列数据的统计期限自2023年1月1日起至2023年12月31日止。"
UNTIL = "截至2023年12月31日，共收到政府信息公开申请12件。"


def in_report(*texts, year=2023):
    sections = [Section(code, "", text) for code, text in zip(("preamble", "overview"), texts, strict=True)]
    return [figure.value for figure in text_figures(read_statements(sections, year, ""))[0]]


@pytest.mark.parametrize(
    ("preamble", "text", "values"),
    [
        (PERIOD, UNTIL, [12]),
        ("", UNTIL, []),
        (PERIOD.replace("2023", "2022"), UNTIL, []),
        (PERIOD, UNTIL.replace("共收到", "累计收到"), []),
        (PERIOD, "截至2023年6月30日，共收到政府信息公开申请12件。", []),
        (PERIOD, "截至2022年12月31日，共收到政府信息公开申请12件。", []),
        (PERIOD, "截至2023年12月31日，共主动公开政府信息1200条。", []),
        ("", UNTIL.replace("。", "，同比增长20%。"), [12]),
        ("", UNTIL.replace("。", "，结转下年度2件。"), [12, 2]),
        ("", "截至2023年12月31日，未收到政府信息公开申请。", [0]),
    ],
)
def test_a_total_up_to_the_end_of_the_year_is_the_years_where_the_report_says_so(preamble, text, values):
    assert in_report(preamble, text) == values


ODD = [
    "收到公开申请2 3件。",
    "收到公开申请1,23件。",
    "收到公开申请一百五件。",
    "收到公开申请2.5件。",
    "收到公开申请" + "9" * 40 + "件。",
    "收到公开申请99999万亿件。",
    "收到公开申请件。",
    "",
]


@pytest.mark.parametrize("text", ODD)
def test_what_is_no_plain_number_is_not_taken(text):
    assert values(text) == {}


@pytest.mark.parametrize(
    ("year", "expected"), [(2022, {"requests_received": 23}), (2023, {}), (None, {"requests_received": 23})]
)
def test_the_year_of_the_report_decides(year, expected):
    assert values("2022年收到政府信息公开申请23件。", year=year) == expected


def test_a_government_reports_for_its_whole_division_and_an_office_does_not():
    text = "全县共收到政府信息公开申请23件。"
    assert values(text, agency="竹溪县人民政府") == {"requests_received": 23}
    assert values(text, agency="竹溪县水利局") == {}


@pytest.mark.parametrize(
    "piece", ["主动公开信息1条", "未收到", "无公民", "（", "2023年", "一百", "1,", "收到公开申请3件、", "\n "]
)
def test_endless_text_is_read_in_time_and_tells_nothing(piece):
    assert values(piece * 30_000) == {}


TOLD = {
    "2023年受理依申请公开　２３　件，均已答复。": ("requests_received", (23,)),
    "本年度未收到政府信息公开申请。": ("requests_none", (0,)),
    "收到公开申请3件；经统计，收到公开申请4件。": ("requests_received", (3, 4)),
    "收到公开申请5件，其中网上申请2件，信函申请3件。": ("requests_by_channel", (5,)),
    "全年因政府信息公开行政复议和行政诉讼共3件。": ("review_and_litigation_cases", (3,)),
    "收到公开申请20余件。": ("requests_received", None),
}


@pytest.mark.parametrize(("text", "expected"), TOLD.items())
def test_the_rules_of_the_forms_are_told_every_exact_value(text, expected):
    assert told(text, expected[0]) == expected[1]


def test_silence_is_left_out():
    assert quantities_told(read_statements([Section("overview", "", "工作平稳。")], 2023, ""), "overview") == {}


def test_a_section_of_no_known_kind_tells_figures_and_one_of_plans_none():
    def told(title):
        figures, _ = text_figures(read_statements([Section("", title, "全年收到政府信息公开申请3件。")], 2023, ""))
        return [(figure.value, figure.section) for figure in figures]

    assert told("三、公开情况") == [(3, "三、公开情况")]
    assert told("七、2024年工作打算") == []
