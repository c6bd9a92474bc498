"""A cheap look at a portal: where its column of annual reports may be, and a line for the registry.

A few requests: the page given, the pages on the way (政府信息公开), then the likeliest columns, each judged by the
meta tags of the national page standard, by words, and by the reports that it shows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from xxgk.flows.crawl.finding.adapters import family_of
from xxgk.flows.crawl.pages.link_text import Kind, kind_of, normal
from xxgk.flows.crawl.pages.page import Link, WebPage, usable
from xxgk.flows.crawl.pages.report_page import is_report
from xxgk.flows.crawl.request import Get, Request
from xxgk.flows.crawl.urls import url_key
from xxgk.schema.datafile import read_toml
from xxgk.schema.regions import Gazetteer

_WORDS = read_toml(Path(__file__).with_name("portal_words.toml")).data
_POINTS = _WORDS["points"]
_PATH = re.compile(_WORDS["path"], re.IGNORECASE)
_NAME = re.compile(_WORDS["column_name"])
MOST_WAYS, MOST_COLUMNS = 3, 4
"""Pages looked at on the way and as columns: at most eight requests with the first."""


@dataclass(frozen=True)
class Proposal:
    """A page that may be the column. `signs` tell what it was judged by; `site_id` is the site's identifier, whose
    first six digits are its region."""

    url: str
    adapter: str
    points: int
    signs: tuple[str, ...]
    site_name: str = ""
    site_id: str = ""


async def propose(url: str, get: Get, refusal: Callable[[str], str]) -> tuple[tuple[Proposal, ...], str]:
    """The likeliest columns of a portal, best first, and why there are none (empty where the portal answered)."""
    first = await get(Request(url))
    if not usable(first):
        return (), f"{url}: {first.kind}{f' ({first.detail})' if first.detail else ''}"
    pages = [WebPage(first)]
    for link in _ways(pages[0], refusal)[:MOST_WAYS]:
        fetched = await get(Request(link.url, referer=url))
        if usable(fetched):
            pages.append(WebPage(fetched))
    columns = [Proposal(url, *_judged(pages[0], ""), *_site(pages[0]))]
    for link in _columns(pages, refusal)[:MOST_COLUMNS]:
        fetched = await get(Request(link.url, referer=url))
        if usable(fetched):
            page = WebPage(fetched)
            columns.append(Proposal(link.url, *_judged(page, link.text), *_site(page)))
    offered = {url_key(one.url): one for one in reversed(columns) if one.points > 0}
    return tuple(sorted(offered.values(), key=lambda one: -one.points)), ""


def registry_line(proposal: Proposal, gazetteer: Gazetteer) -> tuple[str, ...]:
    """The proposal as a row of ``data/sources.csv``; agency and level are for a person to look over."""
    region = gazetteer.by_code.get(proposal.site_id[:6])
    province = list(gazetteer.lineage(region.code))[-1].short if region else ""
    level = region.level if region else ""
    return (proposal.url, "listing", proposal.site_name, level, province, proposal.adapter, "", "", "")


def _ways(page: WebPage, refusal: Callable[[str], str]) -> list[Link]:
    return _distinct(link for link in page.links if normal(link.text) in _WORDS["way"] and not refusal(link.url))


def _columns(pages: list[WebPage], refusal: Callable[[str], str]) -> list[Link]:
    """Links that name a column, those in whose address it is named too first."""
    links = (link for page in reversed(pages) for link in page.links)
    named = [link for link in links if kind_of(link.text) is Kind.COLUMN and not refusal(link.url)]
    return _distinct(sorted(named, key=lambda link: not _PATH.search(link.url)))


def _judged(page: WebPage, text: str) -> tuple[str, int, tuple[str, ...]]:
    """Adapter, points and signs of a page."""
    reports = sum(kind_of(link.text) is Kind.REPORT for link in page.links)
    signs = {
        f"ColumnType {_WORDS['column_type']}": _POINTS["column_type"]
        * (_meta(page, "columntype") == _WORDS["column_type"]),
        f"ColumnName {_meta(page, 'columnname')}": _POINTS["column_name"]
        * bool(_NAME.search(_meta(page, "columnname"))),
        "its address": _POINTS["path"] * bool(_PATH.search(page.fetched.url)),
        f"linked as {text}": _POINTS["text"] * bool(text),
        f"links to {reports} reports": _POINTS["report"] * min(reports, _POINTS["most_reports"]),
        "a report itself": _POINTS["report"] * (not reports and is_report(page)),
    }
    return family_of(page), sum(signs.values()), tuple(sign for sign, points in signs.items() if points)


def _site(page: WebPage) -> tuple[str, str]:
    return _meta(page, "sitename"), _meta(page, "siteidcode")


def _meta(page: WebPage, name: str) -> str:
    return page.metas.get(name, "")


def _distinct(links: Iterable[Link]) -> list[Link]:
    return list({url_key(link.url): link for link in reversed(list(links))}.values())[::-1]
