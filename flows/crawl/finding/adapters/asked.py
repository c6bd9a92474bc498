"""Lists whose pages are asked for by number in the address.

WAS (拓尔思's search server): ``/was5/web/search?channelid=N&page=2``, a page of links; seen in public crawlers of
caac.gov.cn, the finance bureau of 上海 and the portal of 吉林 (2018 to 2026). Columns whose page is only a frame around
it are read through the frame.

``column.jsp?id=N&current=2``, of departments of 河北: seen in public crawlers of jyt.hebei.gov.cn (2024, 2025).
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

from xxgk.flows.crawl.finding.adapters.batch import ListPage, batch_of, next_page
from xxgk.flows.crawl.pages.page import WebPage
from xxgk.flows.crawl.request import Get
from xxgk.flows.crawl.urls import with_query

_PAGES = re.compile(r"共\s*+(?:<[^<>]{0,40}>\s*+)?(\d{1,4})\s*+(?:</[^<>]{0,20}>\s*+)?页|\bcountPage\s*=\s*(\d{1,4})")


async def was(page: WebPage, get: Get) -> AsyncIterator[ListPage]:
    """The pages of a search."""
    async for batch in _by_number(page, get, "page"):
        yield batch


async def column(page: WebPage, get: Get) -> AsyncIterator[ListPage]:
    """The pages of a column."""
    async for batch in _by_number(page, get, "current"):
        yield batch


async def _by_number(page: WebPage, get: Get, name: str) -> AsyncIterator[ListPage]:
    """Page after page, as many as the list tells; where it tells none, as long as there is one."""
    told = _PAGES.search(page.text)
    total = int(told[1] or told[2]) if told else 0
    number = 2
    while number <= total or not total:
        url = with_query(page.fetched.url, **{name: str(number)})
        further = await next_page(get, url, page)
        if further is None:
            if total:
                yield ListPage(url, problem=f"no page {number} of {total}")
            return
        yield batch_of(further, promised=number <= total)
        number += 1
