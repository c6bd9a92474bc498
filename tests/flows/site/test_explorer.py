"""The explorer as a person meets it: in a browser, opened as a file."""

import json
from urllib.parse import quote

from tests.flows.site.conftest import EVIL, EVIL_ID, GIVEN

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


def test_on_a_phone_nothing_is_wider_than_the_screen(explored, page):
    agency_id, year = police(explored)
    page.resize(375, 700, mobile=True)
    for view in ("#/", "#/region/zz", f"#/agency/{agency_id}", f"#/report/{agency_id}/{year}/{GIVEN}", "#/quality"):
        page.go(view)
        assert page.run("document.documentElement.scrollWidth") <= 375, view


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
