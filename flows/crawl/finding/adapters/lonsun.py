"""LonSun (龙讯): the column page is the newest report itself; a parameter chooses the year.

Seen at 平昌 (scpc.gov.cn, 62 organs, 2022), and in addresses of 绵阳, 平武 and of counties of 安徽, on 2015 to 2023."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

from xxgk.flows.crawl.finding.adapters import following
from xxgk.flows.crawl.finding.adapters.batch import ListPage
from xxgk.flows.crawl.pages.page import Link, WebPage
from xxgk.flows.crawl.pages.report_page import is_report, year_shown
from xxgk.flows.crawl.request import Get
from xxgk.flows.crawl.urls import with_query

_YEARS = re.compile(r"""(?:reportYear|timeFrame)=(20\d\d)|<option[^<>]*\bvalue=["']?(20\d\d)\b""")


async def read(page: WebPage, get: Get) -> AsyncIterator[ListPage]:
    """The years that the page offers, and its own; the pages of a list (``action=list``) by their next links."""
    own = year_shown(page) if is_report(page) else None
    years = {int(one or other) for one, other in _YEARS.findall(page.text)} | ({own} if own else set())
    name = "timeFrame" if "timeFrame=" in page.text else "reportYear"
    addresses = {year: with_query(page.fetched.url, **{name: str(year)}) for year in sorted(years, reverse=True)}
    links = tuple(Link(url, f"{year}年") for year, url in addresses.items())
    yield ListPage(page.fetched.final_url, links, certain=True)
    if not years:
        async for batch in following.read(page, get):
            yield batch
