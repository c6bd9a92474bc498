"""The style sheets of a page that are files of their own: asked for politely, kept, read again without a network."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.flows.crawl.sites import MovingClock, Sites, fetcher
from xxgk.extractors.publication.publication import extract_publication
from xxgk.flows.crawl.kept import packed
from xxgk.flows.crawl.kept.archive import Archive
from xxgk.flows.crawl.kept.ledger import Ledger
from xxgk.flows.crawl.kept.rows import PageRow, PartRow, VersionRow
from xxgk.flows.crawl.pages.children import LARGEST_SHEET
from xxgk.flows.crawl.request import HTTP_ERROR, PAGE, Fetched
from xxgk.flows.crawl.run import reports
from xxgk.flows.crawl.run.asking import Asker
from xxgk.flows.crawl.run.night import Night
from xxgk.flows.crawl.settings import load_policy
from xxgk.flows.reading.crawled import file_of

HOST = "www.qinghe.gov.cn"
ROW = "<tr><td>规章</td><td><b class='old'>9</b>3</td><td>0</td><td>12</td></tr>"
PAGE_OF = (
    "<html><head><title>青禾区教育局2024年政府信息公开工作年度报告</title>{links}</head><body><div id='zoom'>"
    "<p>本报告统计期限为2024年1月1日到2024年12月31日，依申请公开、主动公开、行政复议等情况如下。{prose}</p>"
    "<p>二、主动公开政府信息情况</p><table><tr><td colspan='4'>第二十条第（一）项</td></tr>"
    "<tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>"
    + ROW
    + "</table></div></body></html>"
)
LINKS = "<link rel='stylesheet' href='css/a.css?v=2'><link rel='stylesheet' href='http://cdn.example/b.css'>"
HIDING = b".old{display:none}"
AT = "2026-01-20 00:00:00"
CODE = "t2_art20_1_documents.regulations.issued"


def page(links=LINKS):
    return PAGE_OF.format(links=links, prose="一年来本单位认真做好公开工作。" * 30).encode()


def answer(body, kind="text/html; charset=utf-8", status=200):
    return status, {"Content-Type": kind}, body


class Kept:
    """A run that fetches one page of a site, and what it keeps."""

    def __init__(self, ledger: Ledger, archive: Archive, pages: dict) -> None:
        self.ledger, self.archive, self.pages = ledger, archive, pages
        self.sites = Sites()

    def fetched(self):
        now = datetime(2026, 1, 20, tzinfo=UTC)

        async def run():
            pages = {f"{HOST}{path}": reply for path, reply in self.pages.items()}
            async with Sites(pages) as self.sites, fetcher(self.sites, MovingClock()) as web:
                number = self.ledger.begin("nightly", "", now)
                asker = Asker(number or 1, self.ledger, self.archive, web)
                row = PageRow(f"{HOST}/nb/1.html", f"http://{HOST}/nb/1.html", "", "", 2024, None, "[]", AT, AT, AT)
                got = await reports.fetch(row, asker, self.archive.put)
                again = await reports.fetch(row._replace(url=f"http://{HOST}/nb/2.html"), asker, self.archive.put)
                self.ledger.put(row)
                reports.note(Night(self.ledger, number or 1, now, load_policy()), row, got, self.archive.has)
                return got, again

        return asyncio.run(run())

    def read(self):
        """The figure, and what is told of style sheets, from the archive alone."""
        version = self.ledger.first(VersionRow, "ORDER BY version DESC LIMIT 1")
        file = file_of(self.ledger, self.archive, version)
        documents = [(packed.read(Path(one.path)), one.source) for one in file.documents]
        report = extract_publication(documents)[0]
        value = next((figure.value for figure in report.figures if figure.code == CODE), None)
        return value, [found.rule for found in report.findings if found.rule == "STYLE_UNKNOWN"], report


@pytest.fixture
def kept(tmp_path):
    archive = Archive(tmp_path / "archive")
    archive.open()
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        yield lambda pages: Kept(ledger, archive, pages)


def test_the_sheets_of_a_page_on_its_own_site_are_parts_of_it(kept):
    site = kept(
        {"/nb/1.html": answer(page()), "/nb/2.html": answer(page()), "/nb/css/a.css?v=2": answer(HIDING, "text/css")}
    )
    got, again = site.fetched()
    assert [url for url, _ in got.sheets] == [f"http://{HOST}/nb/css/a.css?v=2"]
    assert got.sheets[0][1].body == again.sheets[0][1].body == HIDING
    assert site.sites.paths().count("/nb/css/a.css?v=2") == 1
    assert {seen.host for seen in site.sites.seen} == {HOST}
    assert [row.class_ for row in site.ledger.read(PartRow, "ORDER BY position")] == [PAGE]
    value, unknown, report = site.read()
    assert (value, [part.media_type for part in report.parts]) == (3, ["text/css"])
    assert unknown == ["STYLE_UNKNOWN"]  # the sheet of another host was not had


def test_a_sheet_that_changes_makes_no_new_version():
    main = Fetched("u", "u", 200, PAGE, body=page())
    sheets = [(("s.css", Fetched("s.css", "s.css", 200, PAGE, body=body)),) for body in (HIDING, b"")]
    one, other = (reports.Got(main, (), PAGE, "", sheet) for sheet in sheets)
    assert one.hashes == other.hashes


@pytest.mark.parametrize("status", [404, 403, 500])
def test_a_sheet_that_is_not_had_is_told_once_and_stops_nothing(kept, status):
    site = kept(
        {"/nb/1.html": answer(page()), "/nb/2.html": answer(page()), "/nb/css/a.css?v=2": answer(b"no", status=status)}
    )
    got, again = site.fetched()
    assert (got.kind, again.kind, got.sheets, again.sheets) == (PAGE, PAGE, (), ())
    assert site.sites.paths().count("/nb/css/a.css?v=2") == 1
    value, unknown, _ = site.read()
    assert (value, unknown) == (93, ["STYLE_UNKNOWN"])


def test_robots_keep_a_sheet_away(kept):
    site = kept(
        {
            "/robots.txt": answer(b"User-agent: *\nDisallow: /nb/css/", "text/plain"),
            "/nb/1.html": answer(page()),
            "/nb/css/a.css?v=2": answer(HIDING, "text/css"),
        }
    )
    got, _ = site.fetched()
    assert (got.kind, got.sheets) == (PAGE, ())
    assert "/nb/css/a.css?v=2" not in site.sites.paths()


def test_sheets_are_bounded_in_number_and_bytes(kept):
    links = "".join(f"<link rel='stylesheet' href='{number}.css'>" for number in range(20))
    sheets = {
        f"/nb/{number}.css": answer(b"/*" + b"x" * LARGEST_SHEET * (number == 1), "text/css") for number in range(20)
    }
    site = kept({"/nb/1.html": answer(page(links)), **sheets})
    got, _ = site.fetched()
    assert [url.rpartition("/")[2] for url, _ in got.sheets] == ["0.css", *(f"{number}.css" for number in range(2, 8))]


def test_sheets_that_sheets_name_are_asked_for_once_and_no_deeper(kept):
    links = "<style>@import 'css/a.css'; @import 'http://cdn.example/b.css';</style>"
    sheets = {
        "/nb/css/a.css": b"@import 'c.css'; @import url(c.css); @import '../p.css' print;",
        "/nb/css/c.css": b"@import 'd.css';" + HIDING,
    }
    site = kept(
        {"/nb/1.html": answer(page(links)), **{path: answer(text, "text/css") for path, text in sheets.items()}}
    )
    got, _ = site.fetched()
    assert [url for url, _ in got.sheets] == [f"http://{HOST}{path}" for path in sheets]
    assert not [path for path in site.sites.paths() if path.endswith(("d.css", "p.css"))]
    assert site.read()[0] == 3


def test_only_sheets_for_screens_are_asked_for(kept):
    links = "<link rel='stylesheet' media='print' href='a.css'><link rel='icon' href='b.css'>"
    links += "<link rel='stylesheet' href='c'>"
    site = kept({"/nb/1.html": answer(page(links))})
    assert site.fetched()[0].sheets == ()
    assert not [path for path in site.sites.paths() if path.endswith(("a.css", "b.css", "/c"))]


def test_a_refusal_of_what_is_optional_is_the_servers_alone(kept):
    site = kept({"/nb/1.html": answer(page()), "/nb/css/a.css?v=2": answer(b"no", status=403)})
    site.fetched()
    assert site.ledger.ask(str, "SELECT class FROM fetch WHERE request LIKE '%a.css%'") == [HTTP_ERROR]
