from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import pytest

from tests.portal.http import Answer
from tests.portal.reports import CHANGED
from tests.portal.season import FIRST, SECOND, SITES, THIRD, serve
from xxgk.extractors.document import extract


def ask(portal, url, **headers):
    parts = urlsplit(url)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    request = Request(f"http://{portal.address[0]}:{portal.port}{path}", headers={"Host": parts.hostname, **headers})
    with urlopen(request, timeout=10) as answer:  # noqa: S310
        return answer.status, answer.headers, answer.read()


def test_it_is_large_enough_for_the_demo():
    reports = [report for site in SITES for report in site.reports]
    assert len({site.adapter for site in SITES}) >= 6
    assert len({report.agency for report in reports}) >= 12
    assert {2023, 2024, 2025} <= {report.year for report in reports}
    assert {".html", ".docx", ".pdf", ".doc"} <= {report.suffix for report in reports}


def test_every_site_answers_and_is_counted():
    with serve(FIRST) as portal:
        for site in SITES:
            assert ask(portal, site.url)[0] == 200
        assert len(portal.log.requests) == len(SITES)
        assert set(portal.log.most) == set(portal.hosts)
        assert set(portal.log.most.values()) == {1}


def test_a_page_is_its_report_and_a_silent_correction_changes_one_figure():
    site = SITES[0]
    report = next(report for report in site.reports if report.corrected.year == 2026)
    read = {}
    for day in (FIRST, SECOND):
        truth, figures = report.truth(day), extract(report.content(day), "a.html").figures
        read[day] = {figure.code: figure.value for figure in figures}
        assert all(read[day][code] == truth.expected(code)[0] for code in truth.form.codes)
    assert {code for code in read[FIRST] if read[FIRST][code] != read[SECOND][code]} == {CHANGED}


def test_the_counter_counts_and_validators_validate():
    with serve(FIRST) as portal:
        url = next(
            f"http://www.bailu.test{path}" for path in portal.sites["www.bailu.test"].pages(FIRST) if "/art/" in path
        )
        assert ask(portal, url)[2] != b""
        listing = SITES[0].url
        tag = ask(portal, listing)[1]["ETag"]
        with pytest.raises(OSError, match="304"):
            ask(portal, listing, **{"If-None-Match": tag})


def test_troubles_come_in_their_time():
    with serve(FIRST) as portal:
        assert ask(portal, "http://www.wutong.test/wtwq/gkmlpt/annualreport")[0] == 200
        portal.today = SECOND
        with pytest.raises(OSError, match="412"):
            ask(portal, "http://www.wutong.test/wtwq/gkmlpt/annualreport")
        portal.today = THIRD
        assert b"<html" not in ask(portal, "http://www.xinghuawu.test/public/column/7101?type=3&action=detail")[2]


def test_answers_are_plain_values():
    assert Answer(b"x").status == 200
