"""Marks for none that run on with the figures of a row are cells of their own."""

from dataclasses import replace
from random import Random

import pytest

from tests.generate.form import FORM_2019, FORM_2021
from tests.generate.noise import QUIET
from tests.generate.renderers import RENDERERS
from tests.generate.truth import Options, random_truth
from xxgk.extractors.document import extract
from xxgk.extractors.readers.text.lines import Line
from xxgk.extractors.readers.text.stream import blocks_of
from xxgk.extractors.recognition.fused import marks_apart
from xxgk.schema.document import Cell
from xxgk.schema.text import narrow

ROW = "t3_requests.granted"
COLUMNS = tuple(code for code in FORM_2021.codes if code.startswith(f"{ROW}."))


def apart(text, **told):
    return [cell.text for cell in marks_apart([Cell(text, f"text:L1@0-{len(text)}")], **{"signed": False, **told})]


def test_each_mark_is_a_cell():
    assert apart("--1---1") == ["-", "-", "1", "-", "-", "-", "1"]
    assert apart("/00无0") == ["/", "00", "无", "0"]


def test_a_mark_that_may_be_a_sign_or_half_of_one_stays_where_it_is():
    assert apart("12-60", signed=True) == ["12-60"]
    assert apart("——0——") == ["——0——"]
    assert apart("12—60") == ["12", "—", "60"]
    assert apart("647658/5652", has_sums=False) == ["647658/5652"]


@pytest.mark.parametrize(
    "cells",
    [
        ["0", "0件", "0", "0", "0", "0", "0件"],
        ["1（其中线上办理1件）", "0", "0", "0", "0", "0", "1"],
        ["1件", "0件", "0件", "0件", "0", "0", "1件"],
    ],
)
def test_a_unit_or_a_note_behind_figures_that_run_on_is_that_of_the_last(cells):
    truth = random_truth(Random(5), Options(scale="single"))
    printed = {**truth.cells, **dict(zip(COLUMNS, cells, strict=True))}
    report = extract(RENDERERS["text_run_on"](replace(truth, cells=printed), QUIET, Random(5)), "report.txt")
    read = {figure.code: figure.raw for figure in report.figures}
    assert [read.get(code) for code in COLUMNS] == cells


@pytest.mark.parametrize("marks", ["-------", "--1---1", "//1///1", "无无1无无无1", "0-10--1"])
def test_a_row_with_marks_in_text_that_runs_on_is_read_as_printed(marks):
    truth = random_truth(Random(5), Options(scale="single"))
    cells = {**truth.cells, **dict(zip(COLUMNS, marks, strict=True))}
    report = extract(RENDERERS["text_run_on"](replace(truth, cells=cells), QUIET, Random(5)), "report.txt")
    read = {figure.code: figure.raw for figure in report.figures}
    assert [read.get(code) for code in COLUMNS] == list(marks)


def test_a_mark_before_a_figure_is_its_sign_where_changes_are_counted():
    truth = random_truth(Random(5), Options(scale="single"), form=FORM_2019)
    codes = [code for code in truth.cells if code.startswith("t2_art20_5_licensing.admin_license.")]
    cells = {**truth.cells, **dict(zip(codes, ("12", "-8", "300"), strict=True))}
    report = extract(RENDERERS["text_run_on"](replace(truth, cells=cells), QUIET, Random(5)), "report.txt")
    assert not {figure.code for figure in report.figures} & set(codes)


def test_a_mark_directly_behind_a_label_is_no_part_of_it():
    (table,) = blocks_of(
        [Line("1.属于国家秘密无2.其他法律行政法规禁止公开--6.属于四类过程性信息/7.属于行政执法案卷3", 1)]
    )
    rows = [[narrow(cell.text)[-4:] for cell in row] for row in table.rows]
    assert rows == [["国家秘密", "无"], ["禁止公开", "--"], ["程性信息", "/"], ["执法案卷", "3"]]
