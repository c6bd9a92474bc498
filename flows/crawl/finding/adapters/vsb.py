"""VSB WebPlus (博达): ``nb.htm`` is the newest page of a list, ``nb/7.htm`` the next, ``nb/1.htm`` the oldest.

Seen in columns of 甘南 and 楚雄 that public crawlers had in 2026."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

from xxgk.flows.crawl.finding.adapters.batch import ListPage, batch_of, next_page
from xxgk.flows.crawl.pages.page import WebPage
from xxgk.flows.crawl.request import Get
from xxgk.flows.crawl.urls import parse


async def read(page: WebPage, get: Get) -> AsyncIterator[ListPage]:
    """Counts down from the highest number that the first page links to."""
    stem = page.fetched.final_url.partition("?")[0].removesuffix(".htm")
    pattern = re.compile(rf"{re.escape(parse(stem).path)}/(\d{{1,4}})\.htm$")
    numbers = [int(found[1]) for link in page.links if (found := pattern.search(parse(link.url).path))]
    for number in range(max(numbers, default=0), 0, -1):
        url = f"{stem}/{number}.htm"
        further = await next_page(get, url, page)
        yield batch_of(further, promised=True) if further else ListPage(url, promised=True, problem=f"no page {url}")
