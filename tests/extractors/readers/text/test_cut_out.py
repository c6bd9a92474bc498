"""In text that runs on, what stands beside a table never takes it away."""

from dataclasses import replace
from random import Random

import pytest

from tests.generate.document import Grid, Para, compose
from tests.generate.noise import QUIET
from tests.generate.renderers import RENDERERS
from tests.generate.truth import Options, random_truth
from xxgk.extractors.document import extract
from xxgk.extractors.labels.vocabulary import form_labels
from xxgk.extractors.readers.text.cut_out import cut_out
from xxgk.extractors.readers.text.lines import Line

LICENSING = "第二十条第（五）项信息内容本年处理决定数量行政许可12"
TABLE = f"{LICENSING}第二十条第（六）项信息内容本年处理决定数量行政处罚37行政强制6"
BEHIND = (
    "上表由办公室于1月填写，各科室核对无误。",
    "（以上数据截至12月31日。）",
    "注：行政处罚按决定书的日期；行政强制同此。",
)


def pieces(text):
    return [piece.text for piece in cut_out(Line(text, 1), form_labels())]


@pytest.mark.parametrize("before", ["", "本年主动公开信息41条，其中航道类30条。", "具体数据见下表：（单位：件）"])
@pytest.mark.parametrize("behind", BEHIND)
def test_a_table_is_cut_out_of_the_prose_around_it(before, behind):
    assert pieces(before + TABLE + behind) == [text for text in (before, TABLE, behind) if text]


def test_a_year_behind_a_figure_is_no_part_of_it_and_before_a_month_the_figure_is_left_out():
    assert pieces(f"{TABLE}2023年全年没有其他需要说明的事项。")[0] == TABLE
    assert pieces(f"{TABLE}1月初汇总，没有其他需要说明的事项。")[0] == TABLE.removesuffix("行政强制6")


def test_a_sentence_in_brackets_between_two_rows_may_be_said_of_a_cell_so_it_is_not_cut_off():
    assert pieces(TABLE.replace("37", "37（含上年2件。）")) == [TABLE.replace("37", "37（含上年2件。）")]


def test_prose_that_names_labels_and_figures_is_no_table():
    prose = "本年作出行政许可12件、行政处罚37件、行政强制6件，制发行政规范性文件3件，废止规章0件，收费0万元，均已公开。"
    assert pieces(prose) == [prose]


def test_captions_and_sentences_around_the_tables_of_a_report_cost_no_figure():
    whole = compose(random_truth(Random(4), Options(scale="single")), QUIET, Random(4))
    before, behind = Para("下表各数由办公室汇总。"), Para("注：以上为全年数。")
    around = [more for one in whole.blocks for more in ([before, one, behind] if isinstance(one, Grid) else [one])]

    def figures(document):
        report = extract(RENDERERS["text_run_on"].write(document, QUIET, Random(4)), "report.txt")
        return {figure.code: figure.value for figure in report.figures}

    assert figures(replace(whole, blocks=tuple(around))) == figures(whole)
    assert len(figures(whole)) == 200


def test_blanks_inside_heads_that_run_on_part_no_label():
    whole = compose(random_truth(Random(4), Options(scale="single")), QUIET, Random(4))
    text = RENDERERS["text_run_on"].write(whole, QUIET, Random(4)).decode()
    broken = text.replace("结果纠正其他结果尚未审结总计", "结果 纠正其他 结果尚未 审结总计").replace(
        "行政处罚", "行政 处罚"
    )
    assert broken != text
    plain, other = ({f.code: f.value for f in extract(t.encode(), "x").figures} for t in (text, broken))
    assert plain == other
