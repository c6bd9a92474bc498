"""A virtual host: which reports it shows on a day, on the pages of which system."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from html import escape

from tests.portal.http import Answer
from tests.portal.reports import Report

Pages = Mapping[str, Answer]
BINARY = "application/octet-stream"
VISITS = b"{{visits}}"
"""Replaced by the number of requests so far: a counter that changes a page and says nothing."""


_NAV = (("/", "首页"), ("/xxgk/", "政府信息公开"), ("/xxgk/zn/", "政府信息公开指南"))
_TOP = "<div class='nav'>" + " ".join(f"<a href='{url}'>{text}</a>" for url, text in _NAV) + "</div>"
_BOTTOM = "<div class='footer'><p>主办单位：示例市信息中心</p></div>"


@dataclass(frozen=True)
class Site:
    """One host. `entry` is the listing that the registry names; `adapter` how it should be read; `options` what its
    family does wrong; `validators` whether it sends ETag and Last-Modified."""

    host: str
    family: Callable[[Site, date], Pages]
    entry: str
    adapter: str
    reports: tuple[Report, ...]
    region: str = "示例市"
    level: str = "county"
    options: Mapping[str, object] = field(default_factory=dict, hash=False)
    validators: bool = False
    robots: Answer | None = None

    @property
    def url(self) -> str:
        """The address of the listing."""
        return f"http://{self.host}{self.entry}"

    def shown(self, today: date) -> list[Report]:
        """The reports of a day, newest first."""
        return sorted(
            (report for report in self.reports if report.shown(today)), key=lambda r: (-r.year, r.published, r.agency)
        )

    def pages(self, today: date) -> Pages:
        """All pages of a day."""
        return _pages(self, today)


@lru_cache(maxsize=512)
def _pages(site: Site, today: date) -> Pages:
    pages = _way_in(site) | dict(site.family(site, today))
    if site.robots is not None:
        pages["/robots.txt"] = site.robots
    return pages


def _way_in(site: Site) -> dict[str, Answer]:
    """The home page, and the one of disclosure that leads to the listing."""
    home = page("示例市", items([("/xxgk/", "政府信息公开", ""), ("/xw/", "新闻", ""), ("/fw/", "办事服务", "")]))
    way = items(
        [("/xxgk/zn/", "政府信息公开指南", ""), ("/ysqgk/", "依申请公开", ""), (site.entry, "政府信息公开年报", "")]
    )
    return {"/": home, "/xxgk/": page("政府信息公开", way)}


def page(title: str, body: str, metas: Mapping[str, str] | None = None, *, charset: str = "utf-8") -> Answer:
    """A page of a site, with the meta tags of the national standard where given."""
    tags = "".join(f'<meta name="{name}" content="{escape(value)}">\n' for name, value in (metas or {}).items())
    head = f'<head>\n<meta charset="{charset}">\n<title>{escape(title)}</title>\n{tags}</head>'
    markup = f"<!DOCTYPE html>\n<html>\n{head}\n<body>\n{_TOP}\n{body}\n{_BOTTOM}\n</body>\n</html>\n"
    return Answer(markup.encode(charset, "xmlcharrefreplace"), f"text/html; charset={charset}")


def column_metas(name: str = "政府信息公开年报") -> dict[str, str]:
    """The meta tags of a column page of annual reports."""
    return {"SiteName": "示例市", "SiteIDCode": "9999990001", "ColumnName": name, "ColumnType": "信息公开年报"}


def items(entries: list[tuple[str, str, str]]) -> str:
    """A list of (address, title, date)."""
    lines = (f"<li><a href='{escape(url)}'>{escape(title)}</a><span>{day}</span></li>" for url, title, day in entries)
    return "<ul class='list'>\n" + "\n".join(lines) + "\n</ul>"


def detail(report: Report, today: date, files: Mapping[str, str], counter: bool = True) -> Answer:
    """The page of a report: the report itself, or a line that points to its files (address and name)."""
    if report.is_page:
        body = report.content(today)
        if counter:
            body = body.replace(b"</body>", b"<p>" + "浏览次数：".encode() + VISITS + b"</p>\n</body>")
        return Answer(body, "text/html; charset=utf-8")
    links = "".join(f"<p><a href='{escape(url)}'>{escape(name)}</a></p>" for url, name in files.items())
    metas = {
        "ArticleTitle": report.title,
        "PubDate": f"{report.published} 09:30",
        "ContentSource": report.agency,
        "SiteIDCode": "9999990001",
    }
    body = f"<div class='article'><h1>{escape(report.title)}</h1><div id='zoom'><p>附件：</p>{links}</div></div>"
    return page(report.title, body, metas)


def file(report: Report, today: date, headers: tuple[tuple[str, bytes], ...] = ()) -> Answer:
    """The file of a report, with the vague type that many servers send."""
    return Answer(report.content(today), BINARY, headers=headers)


def etag(body: bytes) -> str:
    """A validator of these bytes."""
    return f'"{hashlib.sha256(body).hexdigest()[:16]}"'


def chunks(reports: list[Report], size: int) -> list[list[Report]]:
    """The reports in pages of a list; one empty page where there are none."""
    return [reports[start : start + size] for start in range(0, len(reports), size)] or [[]]
