"""The explorer as a person meets it: in a browser, opened as a file."""

import base64
import csv
import io
import json
import os
import re
from pathlib import Path
from urllib.parse import quote

import pytest
from python_calamine import CalamineWorkbook
from typer.testing import CliRunner

from tests.benchmarks.bench_site import served
from tests.flows.site.conftest import EVIL, EVIL_ID, GIVEN
from tests.harmful import VICTIM
from xxgk.flows.commands import main as cli
from xxgk.flows.site.making import SiteAsked, make
from xxgk.flows.warehouse.warehouse import Warehouse

POLICE = "示例市公安局"
PRINTED = "SELECT code, raw FROM current_figure WHERE agency_id = ? AND year = ? AND form IS NOT NULL"


def police(explored):
    """Id of an agency that has reports of several years, and one of these."""
    ((agency_id,),) = explored.ask("SELECT DISTINCT agency_id FROM report_overview WHERE agency = ?", POLICE)
    return agency_id, 2024


def test_from_coverage_to_the_place_of_a_figure(explored, page):
    agency_id, year = police(explored)
    assert "各地年报收录情况" in page.text("h1")
    page.click("a[href='#/region/zz']")
    page.settle()
    page.click(f"a[href='#/agency/{agency_id}']")
    page.settle()
    assert page.text("h1") == POLICE
    assert page.run("document.querySelectorAll('.chart svg').length") > 3
    page.click(f"a[href='#/report/{agency_id}/{year}']")
    page.settle()
    page.click(f"td.figure[data-code='{GIVEN}']")
    told = page.text("#beside")
    where = "FROM current_figure WHERE agency_id = ? AND year = ? AND code = ?"
    ((raw, locator, sha256),) = explored.ask(f"SELECT raw, locator, sha256 {where}", agency_id, year, GIVEN)
    assert {raw, locator, sha256} <= set(told.split()), told
    assert page.run("location.hash") == f"#/report/{agency_id}/{year}/{GIVEN}"


def test_every_figure_of_every_report_is_shown_as_printed(explored, page):
    shown = explored.ask("SELECT DISTINCT agency_id, year FROM current_figure WHERE form IS NOT NULL ORDER BY ALL")
    for agency_id, year in shown:
        page.go(f"#/report/{quote(agency_id, safe='')}/{year}")
        cells = page.run(
            "JSON.stringify([...document.querySelectorAll('td.figure:not(.absent)')]"
            ".map(cell => [cell.dataset.code, cell.textContent]))"
        )
        printed = explored.ask(PRINTED, agency_id, year)
        assert sorted(map(tuple, json.loads(cells))) == sorted(printed), (agency_id, year)


def test_a_permalink_opens_the_figure(explored, page):
    agency_id, year = police(explored)
    page.open((explored.to / "index.html").as_uri() + f"#/report/{agency_id}/{year}/{GIVEN}")
    assert GIVEN in page.text("#beside")


def test_the_keyboard_alone_goes_from_coverage_to_a_figure(explored, page):
    agency_id, year = police(explored)

    def tab_to(condition):
        for _ in range(120):
            page.press("Tab")
            if page.run(f"(() => {{ const here = document.activeElement; return {condition}; }})()"):
                return
        raise AssertionError(f"no way to {condition}")

    tab_to("here.getAttribute('href') === '#/region/zz'")
    page.press("Enter")
    page.settle()
    page.go(f"#/agency/{agency_id}")
    tab_to(f"here.getAttribute('href') === '#/report/{agency_id}/{year}'")
    page.press("Enter")
    page.settle()
    tab_to("here.dataset.code?.startsWith('t3_requests')")
    first = page.run("document.activeElement.dataset.code")
    page.press("ArrowDown", "ArrowRight")
    chosen = page.run("document.activeElement.dataset.code")
    assert chosen != first
    page.press("Enter")
    assert page.run("location.hash").endswith(chosen)
    page.press("Escape")
    assert page.run("document.getElementById('beside').hidden")
    assert page.run("document.activeElement.dataset.code") == chosen


@pytest.mark.parametrize("language", ["en", "zh"])
def test_on_a_phone_nothing_is_wider_than_the_screen(explored, page, language):
    agency_id, year = police(explored)
    of_agency = (f"#/agency/{agency_id}", f"#/report/{agency_id}/{year}/{GIVEN}", f"#/report/{agency_id}/{year}")
    others = ("#/", "#/region/zz", "#/quality", "#/build?name=示例&as=lines", "#/build?name=示例&as=table")
    page.resize(375, 700, mobile=True)
    for view in (*of_agency, *others, f"#/compare/{agency_id}/{year - 1}/{agency_id}/{year}"):
        page.go(f"{view}{'&' if '?' in view else '?'}lang={language}")
        assert page.run("document.documentElement.lang").startswith(language)
        assert page.run("document.documentElement.scrollWidth") <= 375, view


def test_all_of_the_narrative_is_printed(explored, page):
    agency_id, year = police(explored)
    page.go(f"#/report/{agency_id}/{year}")
    closed = "[...document.querySelectorAll('.narrative details')].filter(one => !one.open).length"
    before = page.run(closed)
    assert before > 0
    page.run("dispatchEvent(new Event('beforeprint')), 1")
    assert page.run(closed) == 0
    page.run("dispatchEvent(new Event('afterprint')), 1")
    assert page.run(closed) == before


def test_no_request_leaves_the_page_and_no_script_complains(explored, page):
    agency_id, year = police(explored)
    for view in ("#/", f"#/agency/{agency_id}", f"#/report/{agency_id}/{year}/{GIVEN}", "#/quality", "#/search?q=公安"):
        page.go(view)
    inside = (explored.to.as_uri(), "about:", "data:")
    assert [address for address in page.asked if not address.startswith(inside)] == []
    assert len(page.asked) > 15
    assert page.said == []


def test_markup_in_names_and_texts_stays_text(explored, page):
    name = quote(EVIL_ID, safe="")
    for view in (f"#/agency/{name}", f"#/report/{name}/2023/{GIVEN}"):
        page.go(view)
        assert EVIL in page.text("main")
    page.go("#/search?q=onerror")
    assert EVIL in page.text("main")
    assert page.run("window.lives ?? null") is None
    assert page.run("document.querySelectorAll('main script, main img').length") == 0


def test_the_pages_speak_english_too_and_remember_it(page):
    page.click("#language")
    page.wait("document.documentElement.lang === 'en'")
    assert "Which reports are there" in page.text("h1")
    page.click("#language")
    page.wait("document.documentElement.lang === 'zh-CN'")


def test_what_is_not_there_is_said(explored, page):
    agency_id, _ = police(explored)
    page.go(f"#/report/{agency_id}/2020")
    assert any(word in page.text("main") for word in ("未曾查找", "未见公布"))
    page.go("#/agency/nobody")
    assert "没有" in page.text("main")
    page.go("#/%E0%A4%A/x")
    assert page.text("h1")


def source_of(explored, page, agency, year):
    """The source beside the total of what was granted, as it is shown, and that figure's place."""
    row = "SELECT agency_id, raw, locator FROM current_figure WHERE agency = ? AND year = ? AND code = ?"
    ((agency_id, raw, locator),) = explored.ask(row, agency, year, GIVEN)
    page.go(f"#/report/{agency_id}/{year}/{GIVEN}")
    page.wait("document.querySelector('.source')?.dataset.kind")
    return raw, locator


FRAME = "document.querySelector('.source iframe')"


def test_the_page_beside_a_figure_has_its_place_marked_and_in_sight(explored, page):
    for agency, year in ((POLICE, 2024), (POLICE, 2022), ("示例市松果区交通运输局", 2025)):  # page, Word, workbook
        raw, locator = source_of(explored, page, agency, year)
        page.wait(f"{FRAME}?.dataset.shown")
        place = page.run(f"{FRAME}.contentDocument.getElementById('here')?.textContent.trim()")
        assert place == raw, locator
        top = page.run(f"{FRAME}.contentDocument.getElementById('here').getBoundingClientRect().top")
        assert 0 <= top < 900


def test_the_sheet_of_a_pdf_is_drawn_and_the_figure_framed(explored, page):
    agency = explored.ask("SELECT agency FROM report_overview WHERE source LIKE '%bailu-resources-2024.pdf'")[0][0]
    _, locator = source_of(explored, page, agency, 2024)
    box = [int(edge) for edge in locator.partition("[")[2].rstrip("]").split(",")]
    page.wait("document.querySelector('.paper img').complete && document.querySelector('.paper img').naturalWidth")
    shown = json.loads(
        page.run(
            "JSON.stringify((() => { const sheet = document.querySelector('.paper').getBoundingClientRect(),"
            " here = document.querySelector('.paper .here').getBoundingClientRect();"
            " return [(here.left - sheet.left) / sheet.width, here.width / sheet.width]; })())"
        )
    )
    width = 595
    assert abs(shown[0] - box[0] / width) < 0.01, (shown, box)
    assert abs(shown[1] - (box[2] - box[0]) / width) < 0.01, (shown, box)


def test_the_line_of_a_text_is_marked(explored, page):
    raw, locator = source_of(explored, page, POLICE, 2023)
    assert locator.startswith("text:")
    assert page.text("#here-line").strip() == raw


def test_a_hostile_page_beside_its_figures_stays_dead(explored, page):
    raw, _ = source_of(explored, page, VICTIM, 2024)
    page.wait(f"{FRAME}?.dataset.shown")
    assert page.run(f"{FRAME}.contentDocument.getElementById('here').textContent.trim()") == raw
    assert "parent.lives='text'" in page.run(f"{FRAME}.contentDocument.body.textContent")
    every = f"[...{FRAME}.contentDocument.body.querySelectorAll('*')]"
    found = page.run(f"{every}.flatMap(one => [one.tagName, ...one.getAttributeNames()])")
    assert {"SCRIPT", "IMG", "IFRAME", "A", "FORM", "SVG", "BUTTON", "META", "BASE"}.isdisjoint(found)
    assert set(found) - {name for name in found if name.isupper()} <= {"data-at", "id", "colspan", "rowspan"}
    page.run(
        f"{FRAME}.contentDocument.querySelector('table').dispatchEvent(new MouseEvent('mouseover', {{bubbles: true}}))"
    )
    assert page.run("window.lives ?? null") is None
    assert [address for address in page.asked if "evil" in address] == []


def test_the_csv_of_the_builder_is_the_answer_of_its_query(explored, page):
    page.go("#/build?name=示例&concepts=requests_received,granted,fees,reviews&from=2019&to=2025")
    page.click("#csv")
    rows = list(csv.reader(io.StringIO(page.run("new TextDecoder().decode(xxgk.files.last.body)").lstrip("\ufeff"))))
    answer = explored.ask(page.run("document.getElementById('query').textContent"))
    assert len(answer) > 10
    heads, width = rows[0], len(answer[0])
    assert [_number(row[:width]) for row in rows[1:]] == [_number(row) for row in answer]
    assert heads[width:] == ["approximate", "contradictory", "release", "released_on", "address"]
    assert {row[heads.index("release")] for row in rows[1:]} == {"1"}
    assert all(f"#/report/{row[0]}/{row[5]}" in row[-1] for row in rows[1:])


def _number(row):
    """A row with numbers as such, blanks as empty text, whoever wrote it."""
    return [float(cell) if re.fullmatch(r"-?\d+(\.\d+)?", str(cell)) else str(cell or "") for cell in row]


def test_the_workbook_of_the_builder_opens_elsewhere_and_cites(explored, page, tmp_path):
    page.go("#/build?name=示例&concepts=requests_received,granted")
    page.click("#xlsx")
    body = page.run("btoa(String.fromCharCode(...xxgk.files.last.body))")
    (tmp_path / "a.xlsx").write_bytes(base64.b64decode(body))
    book = CalamineWorkbook.from_path(str(tmp_path / "a.xlsx"))
    table, citation = (book.get_sheet_by_name(name).to_python() for name in book.sheet_names)
    page.click("#csv")
    rows = list(csv.reader(io.StringIO(page.run("new TextDecoder().decode(xxgk.files.last.body)").lstrip("\ufeff"))))
    assert [_number(row) for row in table] == [_number(row) for row in rows]
    assert "第 1 次发布" in citation[0][0]


def test_what_a_spreadsheet_would_run_is_made_inert(page):
    rows = json.dumps([["=1+1"], ["-"], [-5], ["　＝cmd"], ['a,"b']])
    told = page.run(f"new TextDecoder('utf-8', {{ignoreBOM: true}}).decode(xxgk.files.csv(['a'], {rows}))")
    assert told.splitlines() == ["\ufeffa", "'=1+1", "-", "-5", "'　＝cmd", '"a,""b"']


def test_two_years_side_by_side_agree_with_the_command(explored, page):
    row = "SELECT agency_id FROM report_overview WHERE agency = ? AND year = ?"
    ((agency_id,),) = explored.ask(row, "示例市青禾区司法局", 2022)
    page.go(f"#/compare/{agency_id}/2021/{agency_id}/2022")
    given = ["compare", agency_id, "2021", "2022", "-w", str(explored.warehouse)]
    told = CliRunner().invoke(cli.app, given)
    assert told.exit_code == 0, told.output
    differing = int(re.search(r"(\d+) figures differ", told.output)[1])
    assert page.text("#differing").startswith(f"{differing} ")
    assert page.run("document.querySelectorAll('td.pair.differs').length") == differing
    share = re.search(r"([\d.]+) % of the text", told.output)[1]
    assert float(re.search(r"[\d.]+", page.text("#taken-over"))[0]) == float(share)
    new = json.loads(
        page.run(
            "JSON.stringify([...document.querySelectorAll('.pairing mark.new')].map(one => one.textContent.trim()))"
        )
    )
    assert new
    assert [clause for clause in new if f"+ {clause}" not in told.output] == []


def test_two_agencies_of_one_year_side_by_side(explored, page):
    row = "SELECT agency_id FROM report_overview WHERE agency = ? AND year = 2024"
    one, other = (explored.ask(row, name)[0][0] for name in (POLICE, VICTIM))
    page.go(f"#/compare/{one}/2024/{other}/2024")
    assert page.text("#differing").startswith("0 ")
    assert "100%" in page.text("#taken-over") or float(re.search(r"[\d.]+", page.text("#taken-over"))[0]) > 80
    told = CliRunner().invoke(cli.app, ["compare", one, "2024", "--with", other, "-w", str(explored.warehouse)])
    assert "0 figures differ" in told.output


@pytest.mark.skipif("XXGK_ENGINE" not in os.environ, reason="XXGK_ENGINE names no folder with @duckdb/duckdb-wasm")
def test_sql_in_the_browser_answers_as_the_warehouse_does(explored, seen, tmp_path):
    with Warehouse(explored.warehouse, read_only=True) as opened:
        make(opened, tmp_path / "site", SiteAsked(engine=Path(os.environ["XXGK_ENGINE"])))
    with served(tmp_path / "site") as address:
        seen.asked.clear()
        seen.open(f"{address}sql.html")
        question = "SELECT agency, year, new_received FROM requests_total ORDER BY ALL"
        seen.run(
            f"document.getElementById('query').value = {json.dumps(question)}, document.getElementById('ask').click()"
        )
        seen.wait("document.body.dataset.asked === '2'")
        rows = json.loads(
            seen.run(
                "JSON.stringify([...document.querySelectorAll('#answer tbody tr')]"
                ".map(row => [...row.children].map(cell => cell.textContent)))"
            )
        )
        assert [_number(row) for row in rows] == [_number(row) for row in explored.ask(question)]
        assert [one for one in seen.asked if not one.startswith((address, "blob:", "about:"))] == []
