"""JCMS annual reports: ``xxgkAnnualReport.jsp?area=&fbtime=``, a page for an agency and a year, without one the newest.

The years are those that the page offers; where it offers none, they are tried downwards from the newest. Seen
in addresses of reports of 温州, 桐乡 and other hosts of 浙江, 山东 and 辽宁, on 2008 to 2025, as public collections had
them in 2026.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

from xxgk.flows.crawl.finding.adapters.batch import ListPage, next_page
from xxgk.flows.crawl.pages.page import Link, WebPage
from xxgk.flows.crawl.pages.report_page import is_report, year_shown
from xxgk.flows.crawl.request import Get
from xxgk.flows.crawl.urls import with_query

FIRST_YEAR = 2008
_OFFERED = re.compile(r"""fbtime=(20\d\d)|<option[^<>]*\bvalue=["']?(20\d\d)\b""")
_MISSES = 2


async def read(page: WebPage, get: Get) -> AsyncIterator[ListPage]:
    """One report a year."""
    offered = {int(one or other) for one, other in _OFFERED.findall(page.text)}
    newest = year_shown(page)
    if newest and is_report(page):
        yield _batch(page, newest)
    misses = 0
    for year in sorted(offered, reverse=True) or range((newest or FIRST_YEAR) - 1, FIRST_YEAR - 1, -1):
        further = page if offered else await next_page(get, with_query(page.fetched.url, fbtime=str(year)), page)
        misses = 0 if offered or (further and is_report(further)) else misses + 1
        if misses >= _MISSES:
            return
        if not misses:
            yield _batch(page, year)


def _batch(page: WebPage, year: int) -> ListPage:
    url = with_query(page.fetched.url, fbtime=str(year))
    return ListPage(url, (Link(url, f"{year}年"),), promised=True, certain=True)
