"""Why a table was read or refused, told in words, as data and as a page."""

import json
import shutil
import subprocess

import pytest
from typer.testing import CliRunner

from xxgk.extractors.explanation import explain
from xxgk.flows.answers.explain import HTML, JSON, TEXT, explained
from xxgk.flows.commands import main as cli

HEADS = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
NEW, OLD, GIVEN = "一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量", "（一）予以公开"
FEE = "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def page(*rows, heads=HEADS):
    """A page with a table of applicants."""
    lines = [["申请人情况", *heads], *rows, [FEE, *"0000000"]]
    table = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in line)}</tr>" for line in lines)
    return f"<p>示例市水利局2023年政府信息公开工作年度报告</p><table>{table}</table>".encode()


READ = [NEW, *"5100006"]
TORN = [GIVEN, *"51006"]
ODD = ["本局自设的一行", *"1234567"]


def rows_of(document):
    """By the first cell of a row what is told of it."""
    told = explain(document, "a.html")
    return {row.cells[0].text: row for table in told.tables for row in table.rows}


def test_a_row_that_is_read_tells_its_code_and_the_equations_that_bear_on_it():
    row = rows_of(page(READ))[NEW]
    (claim,) = [one for one in row.claims if one.read]
    assert (claim.code, claim.likeness, claim.why) == ("t3_requests.new_received", 1.0, ())
    assert any("ROW_SUM holds" in one for one in claim.equations)
    assert [cell.code.rpartition(".")[2] for cell in row.cells][-1] == "total"


def test_a_row_that_is_refused_tells_why():
    row = rows_of(page(READ, TORN))[GIVEN]
    assert not any(claim.read for claim in row.claims)
    assert any("ROW_REFUSED" in why for claim in row.claims for why in claim.why)
    assert any(cell.refused for cell in row.cells)


def test_a_sheet_that_is_refused_tells_why_in_each_row():
    told = explain(page(READ, heads=[HEADS[6], *HEADS[:6]]), "a.html")
    assert {reason for table in told.tables for *_, reason in table.sheets if "another order" in reason}
    assert not any(claim.read for table in told.tables for row in table.rows for claim in row.claims)


def test_a_row_of_nobody_and_a_misprinted_one_are_told():
    rows = rows_of(page(READ, ODD, ["二、上年结转政府信息公开申请数置", *"0000000"]))
    assert rows[ODD[0]].unknown
    misprinted = rows["二、上年结转政府信息公开申请数置"]
    assert misprinted.claims[0].likeness < 1
    assert misprinted.candidates[0][0] == "t3_requests.carried_over_in"


@pytest.fixture
def document(tmp_path):
    path = tmp_path / "a.html"
    path.write_bytes(page(READ, TORN, ["<b>x</b>&lt;script&gt;alert(1)&lt;/script&gt;", *"1234567"]))
    return path


def test_words_of_one_figure_are_those_of_its_row(document):
    (told,) = explained([str(document)], TEXT, "t3_requests.granted.total")
    assert "REFUSED as t3_requests.granted" in told.text
    assert "new_received" not in told.text


def test_json_is_one_line_with_all_of_it(document):
    (told,) = explained([str(document)], JSON)
    tables = json.loads(told.text)["tables"]
    assert tables[0]["rows"][1]["claims"][0]["code"] == "t3_requests.new_received"


def test_the_page_runs_nothing_that_a_document_says(document):
    (told,) = explained([str(document)], HTML)
    assert "<script" not in told.text
    assert "&lt;script&gt;alert(1)" in told.text
    assert "default-src 'none'" in told.text


def test_what_cannot_be_read_is_told_and_ends_with_one(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4 nothing")
    done = CliRunner().invoke(cli.app, ["explain", str(tmp_path / "a.pdf")])
    assert (done.exit_code, "a.pdf" in done.output) == (1, True)


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")
def test_a_browser_shows_what_was_read_and_what_was_refused(document, tmp_path):
    (told,) = explained([str(document)], HTML)
    shown = tmp_path / "shown.html"
    shown.write_text(told.text, "utf-8")
    options = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom"]
    done = subprocess.run([CHROMIUM, *options, shown.as_uri()], capture_output=True, timeout=60, check=True)
    dom = done.stdout.decode()
    assert dom.count('class="read"') == 14
    assert 'class="refused"' in dom
    assert "ROW_REFUSED" in dom
