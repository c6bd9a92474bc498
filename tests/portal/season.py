"""The season: what the portal publishes, and what happens to it in three nights.

Dates are those of one spring: departments publish by 31 January, governments by 31 March. `Portal.today` is the clock;
whoever holds the portal moves it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

from tests.generate.doc_fixtures import report_truth
from tests.generate.truth import Truth
from tests.portal.families.dynamic import gkmlpt, jcms, jcms_annual, jpaas, lonsun
from tests.portal.families.plain import crowd, framed
from tests.portal.families.static import shtml, trs, vsb
from tests.portal.http import LOOPBACK, Answer, Ask, Log, Server
from tests.portal.reports import Report
from tests.portal.site import BINARY, VISITS, Site, etag

NIGHTS = (date(2026, 1, 20), date(2026, 2, 1), date(2026, 4, 1))
FIRST, SECOND, THIRD = NIGHTS
MODIFIED = b"Tue, 06 Jan 2026 01:00:00 GMT"
NOT_FOUND = Answer(b"<html><body><h1>404</h1></body></html>", status=404)
CHALLENGE = Answer(b"<html><script>var jsl='x';setTimeout(function(){},1500)</script></html>", status=412)


@dataclass(frozen=True)
class Trouble:
    """What goes wrong with a host from a day on. `kind` is blocked, slow, garbage, empty (no list any more), down (the
    connection breaks), home (every page leads to the home page), cut (files, and pages with tables, end in the
    middle; no length is given) or torn (the same, each day elsewhere)."""

    host: str
    kind: str
    since: date
    seconds: float = 0.3


def _years(agency: str, printed: str = "html", this_year: date | None = None, **changes: object) -> tuple[Report, ...]:
    """An agency's reports on 2023 and 2024, and that on 2025 where it appears; `changes` are of the one on 2024."""
    reports = [Report(agency, 2023, printed), Report(agency, 2024, printed, **changes)]  # type: ignore[arg-type]
    if this_year:
        reports.append(Report(agency, 2025, printed, appears=this_year))
    return tuple(reports)


EARLY, IN_TIME, LATE, MARCH = date(2026, 1, 12), date(2026, 1, 25), date(2026, 2, 20), date(2026, 3, 20)
_DOC = report_truth()

SITES = (
    Site(
        "www.qinghe.test",
        trs,
        "/zwgk/zfxxgknb/index.html",
        "trs",
        (
            *_years("示例市青禾区司法局", "html", EARLY),
            *_years("示例市青禾区公安局", "html", IN_TIME, corrected=date(2026, 1, 30)),
            *_years("示例市青禾区教育局", "html_gb18030", LATE),
            *_years("示例市青禾区人民政府", "docx", MARCH),
        ),
        validators=True,
    ),
    Site(
        "www.bailu.test",
        jcms,
        "/col/col1229/index.html",
        "jcms",
        (*_years("示例市白鹭县自然资源局", "docx"), *_years("示例市白鹭县人力资源和社会保障局", "html", IN_TIME)),
    ),
    Site(
        "ybj.shili.test",
        jcms_annual,
        "/module/xxgk/xxgkAnnualReport.jsp?area=11999900MB1000001X",
        "jcms_annual",
        _years("示例市医疗保障局", "html", IN_TIME),
        level="department",
    ),
    Site(
        "www.songguo.test",
        jpaas,
        "/zwgk/zfxxgknb/index.html",
        "jpaas",
        (
            Report("示例市松果区交通运输局", 2023, "pdf", vanishes=date(2026, 1, 30)),
            Report("示例市松果区交通运输局", 2024, "pdf"),
            Report("示例市松果区交通运输局", 2025, "pdf", appears=IN_TIME),
            *_years("示例市松果区市场监督管理局", "html_flat", IN_TIME),
        ),
    ),
    Site(
        "www.wutong.test",
        gkmlpt,
        "/wtwq/gkmlpt/annualreport#2629",
        "gkmlpt",
        (
            *_years("示例市梧桐湾区城市更新局", "html", IN_TIME),
            *_years("示例市梧桐湾区卫生健康局", "docx_numbered", EARLY),
        ),
    ),
    Site(
        "www.xinghuawu.test",
        lonsun,
        "/public/column/7101?type=3&action=detail",
        "lonsun",
        _years("示例市青禾区杏花坞街道办事处", "html", IN_TIME),
        level="township",
    ),
    Site(
        "www.shiliu.test",
        vsb,
        "/xxgk/nb.htm",
        "vsb",
        _years("示例市白鹭县石榴镇人民政府", "docx", IN_TIME),
        level="township",
    ),
    Site(
        "www.zhulin.test",
        shtml,
        "/zlq/xxgknb/list.shtml",
        "shtml",
        (*_years("示例市竹林区财政局", "html", IN_TIME), Report(_DOC.agency, _DOC.year, "doc")),
    ),
    Site(
        "www.lanxi.test",
        framed,
        "/nb/index.htm",
        "links",
        (*_years("示例市兰草县民政局", "pdf", IN_TIME), Report("示例市兰草县水利局", 2024, "html")),
        options={"split": True},
    ),
)

TROUBLES = (
    Trouble("www.wutong.test", "blocked", SECOND),
    Trouble("www.zhulin.test", "empty", SECOND),
    Trouble("www.xinghuawu.test", "garbage", THIRD),
    Trouble("www.lanxi.test", "slow", THIRD),
    Trouble("ybj.shili.test", "down", THIRD),
)
SETTLED = date(2025, 12, 1)
"""A day before the season: nothing of 2025 has appeared."""


class Portal:
    """The running portal. Set `today` to move its clock; `log` tells what was asked of it; without
    `counts` the visitor counters stand still."""

    def __init__(
        self, sites: Sequence[Site], today: date, troubles: Sequence[Trouble], others: Sequence[str] = ()
    ) -> None:
        self.sites = {site.host: site for site in sites}
        self.today = today
        self.counts = True
        self.troubles = tuple(troubles)
        self._server = Server(self._answer, others)
        self._visits = 0

    @property
    def port(self) -> int:
        """The port on the loopback address."""
        return self._server.port

    @property
    def address(self) -> tuple[str, int]:
        """Where every host name of the portal leads."""
        return LOOPBACK, self.port

    @property
    def hosts(self) -> tuple[str, ...]:
        """The virtual hosts."""
        return tuple(self.sites)

    @property
    def log(self) -> Log:
        """The requests so far."""
        return self._server.log

    def truths(self) -> Mapping[tuple[str, int], Truth]:
        """What every report says that is shown today, by agency and year, as a reader in peace would find it."""
        return {
            (truth.agency, truth.year): truth
            for site in self.sites.values()
            for report in site.shown(self.today)
            for truth in (report.truth(self.today),)
        }

    def write_registry(self, folder: Path, delay: float = 0.0) -> tuple[Path, Path]:
        """Writes ``sources.csv`` and ``hosts.toml`` of the portal into a folder; returns their paths."""
        folder.mkdir(parents=True, exist_ok=True)
        sources, hosts = folder / "sources.csv", folder / "hosts.toml"
        with sources.open("w", encoding="utf-8", newline="") as opened:
            rows = csv.writer(opened, lineterminator="\n")
            rows.writerow(("url", "kind", "agency", "level", "region", "adapter", "years", "family", "title"))
            for site in self.sites.values():
                agencies = {report.agency for report in site.reports}
                agency = agencies.pop() if len(agencies) == 1 else ""
                rows.writerow((site.url, "listing", agency, site.level, site.region, site.adapter, "", "", ""))
        entries = (
            f'[host."{name}"]\noutside = true\nprivate = true\naddress = "{LOOPBACK}:{self.port}"\n'
            'reason = "a portal on this machine"\n'
            for name in self.hosts
        )
        hosts.write_text(f"delay = {delay}\n\n" + "\n".join(entries), "utf-8")
        return sources, hosts

    def __enter__(self) -> Portal:
        self._server.__enter__()
        return self

    def __exit__(self, *problem: object) -> None:
        self._server.__exit__(*problem)

    def _answer(self, ask: Ask) -> Answer:
        self._visits += self.counts
        site = self.sites.get(ask.host)
        if site is None:
            return NOT_FOUND
        trouble = next((t for t in self.troubles if t.host == ask.host and self.today >= t.since), None)
        if trouble and (ask.page != "/robots.txt" or trouble.kind == "down"):
            answer = _troubled(trouble, site, ask, self._page(site, ask), self.today)
        else:
            answer = self._page(site, ask)
        return _conditional(site, ask, answer) if answer.status == 200 else answer

    def _page(self, site: Site, ask: Ask) -> Answer:
        answer = site.pages(self.today).get(ask.page, NOT_FOUND)
        if VISITS in answer.body:
            answer = answer._replace(body=answer.body.replace(VISITS, b"%d" % self._visits))
        return answer


@contextmanager
def serve(
    today: date = FIRST,
    sites: Sequence[Site] = SITES,
    troubles: Sequence[Trouble] = TROUBLES,
    others: Sequence[str] = (),
) -> Iterator[Portal]:
    """A portal that answers until the end of the block; on `others` as well, further loopback addresses."""
    with Portal(sites, today, troubles, others) as portal:
        yield portal


def many(hosts: int = 200, reports: int = 30) -> tuple[Site, ...]:
    """A crowd of hosts with small pages, to measure speed."""
    return tuple(
        Site(f"h{number}.crowd.test", crowd, "/nb/index.html", "links", (), options={"count": reports})
        for number in range(hosts)
    )


def _troubled(trouble: Trouble, site: Site, ask: Ask, usual: Answer, today: date) -> Answer:
    if trouble.kind == "slow":
        return usual._replace(wait=trouble.seconds)
    if trouble.kind in ("cut", "torn"):
        lost = today.toordinal() % 7 * 500 if trouble.kind == "torn" else 0
        return _cut(usual, lost) if b"<table" in usual.body or usual.type == BINARY else usual
    if trouble.kind == "empty":
        stem = site.entry.rpartition(".")[0]
        return Answer("<html><body><p>栏目建设中</p></body></html>".encode()) if ask.page.startswith(stem) else usual
    return {
        "blocked": CHALLENGE,
        "garbage": Answer(Random(ask.page).randbytes(3000)),
        "down": Answer(raw=b"\x00"),
        "home": Answer(status=302, headers=(("Location", b"/"),)) if ask.page != "/" else Answer(b"<html>home</html>"),
    }[trouble.kind]


def _cut(whole: Answer, lost: int) -> Answer:
    """An answer of which the connection brought two thirds, less some bytes."""
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {whole.type}\r\nConnection: close\r\n\r\n".encode()
    return Answer(raw=head + whole.body[: len(whole.body) * 2 // 3 - lost])


def _conditional(site: Site, ask: Ask, answer: Answer) -> Answer:
    if not site.validators or not answer.body:
        return answer
    tag = etag(answer.body)
    headers = (*answer.headers, ("ETag", tag.encode()), ("Last-Modified", MODIFIED))
    if ask.headers.get("if-none-match") == tag:
        return Answer(status=304, headers=headers, wait=answer.wait)
    return answer._replace(headers=headers)
