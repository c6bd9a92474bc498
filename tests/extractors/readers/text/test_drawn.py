"""Tables drawn with characters: the spans that the lines draw, and nothing where the lines do not fit."""

import re
import shutil
import subprocess
from random import Random

import pytest

from tests.extractors.readers.text.test_tables_in_text import blocks, only_table, rows
from tests.generate.document import compose
from tests.generate.noise import QUIET
from tests.generate.renderers import RENDERERS
from tests.generate.truth import Options, random_truth
from tests.test_property import violations
from xxgk.extractors.document import extract
from xxgk.extractors.locate import locate
from xxgk.schema.document import Table

SPANS = """
   ┌──────────┬─────────┐
   │          │申请人   │
   │三、本年度├────┬────┤
   │办理结果  │自然│总计│
   │          │人  │    │
   ├────┬─────┼────┼────┤
   │一、│公开 │7   │    │
   └────┴─────┴────┴────┘
"""


def grid(text):
    return [[(cell.text, cell.column, cell.colspan, cell.rowspan) for cell in row] for row in only_table(text).rows]


def test_spans_are_those_of_the_lines():
    assert only_table(SPANS).layout == "drawn_table"
    assert grid(SPANS) == [
        [("三、本年度\n办理结果", 0, 2, 2), ("申请人", 2, 2, 1)],
        [("自然\n人", 2, 1, 1), ("总计", 3, 1, 1)],
        [("一、", 0, 1, 1), ("公开", 1, 1, 1), ("7", 2, 1, 1), ("", 3, 1, 1)],
    ]


def test_a_drawing_directly_below_another_is_one_of_its_own():
    wider = SPANS.replace("─┐", "───┐").replace("─┤", "───┤").replace("─┘", "───┘")
    wider = re.sub(r"│$", "  │", wider, flags=re.MULTILINE)
    first, second = (block for block in blocks(f"{SPANS.rstrip()}{wider}") if isinstance(block, Table))
    assert [len(first.rows), first.width, len(second.rows), second.width] == [3, 4, 3, 4]
    assert [cell.text for cell in second.rows[-1]] == ["一、", "公开", "7", ""]


def test_plain_signs_draw_as_well():
    plain = SPANS.translate(str.maketrans("│─┌┐└┘├┤┬┴┼", "|-+++++++++"))
    assert grid(plain) == grid(SPANS)


def test_a_drawn_cell_is_found_again():
    told = {cell.locator: cell.text for row in only_table(SPANS).rows for cell in row}
    assert {locator: locate(SPANS.encode(), locator) for locator in told} == told
    assert len(told) == 8


def test_a_character_that_is_wide_or_not_has_the_width_with_which_the_lines_fit():
    assert rows("┌────────┬──┐\n│“甲”    │1 │\n└────────┴──┘") == [["“甲”", "1"]]
    assert rows("┌────────┬──┐\n│“甲”  │1 │\n└────────┴──┘") == [["“甲”", "1"]]


@pytest.mark.parametrize(
    "drawing",
    [
        "┌────┬──┐\n│甲  │1  │\n└────┴──┘",  # a line that ends elsewhere
        "┌────┬──┐\n│甲    1 │\n├────┼──┤\n│乙  │2 │\n└────┴──┘".replace("├────┼──┤", "├────┤  │"),  # half a rule
    ],
)
def test_no_figure_is_read_of_lines_that_enclose_no_cells(drawing):
    cells = [cell for row in only_table(drawing).rows for cell in row]
    assert all(cell.unreadable for cell in cells if not cell.text or cell.text.isdigit())


def test_bars_without_rules_part_the_fields_of_a_line():
    assert rows("规章 │ 1 │  │ 3 │\n行政许可 │ 5 │ 6 │ 7 │") == [
        ["规章", "1", "", "3", ""],
        ["行政许可", "5", "6", "7", ""],
    ]


@pytest.mark.skipif(not shutil.which("w3m"), reason="needs w3m")
@pytest.mark.parametrize("columns", [80, 160])
def test_a_page_that_w3m_has_drawn_is_read_like_the_page(columns, tmp_path):
    truth = random_truth(Random(columns), Options(scale="mixed", blank=0.1))
    page = tmp_path / "page.html"
    page.write_bytes(RENDERERS["html"].write(compose(truth, QUIET, Random(1)), QUIET, Random(1)))
    drawn = subprocess.run(
        ["w3m", "-dump", "-cols", str(columns), "-O", "UTF-8", "-T", "text/html", str(page)],
        capture_output=True,
        check=True,
        timeout=60,
    ).stdout
    assert re.search("[┌├]─", drawn.decode())
    report = extract(drawn, "page.txt")
    assert violations(report, truth.expectations) == []
    assert {figure.code for figure in report.figures} == set(truth.expectations)
