"""Static lists with numbered pages: ``index_1.html`` after ``index.html`` (TRS), ``list_2.shtml`` after ``list.shtml``,
``index_2.html`` after ``index.html`` (UCAP).

TRS declares the number of pages in a script; where a deep page is a stub, the ones after it may still be whole.
Where nothing is declared the next number is tried. Seen in public crawlers of 2026: TRS at mohrss.gov.cn and
mva.gov.cn, ``list.shtml`` at hainan.gov.cn and 沭阳, UCAP at gd.gov.cn.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

from xxgk.flows.crawl.finding.adapters import following
from xxgk.flows.crawl.finding.adapters.batch import ListPage, batch_of, next_page
from xxgk.flows.crawl.pages.page import WebPage
from xxgk.flows.crawl.pages.scripts import PAGES
from xxgk.flows.crawl.request import Get
from xxgk.flows.crawl.urls import parse

_COUNT = re.compile(r"\bcountPage\s*=\s*(\d{1,6})")
_NAME = re.compile(r"/([\w-]+?)\.(s?html?)$")


async def declared(page: WebPage, get: Get) -> AsyncIterator[ListPage]:
    """The pages that the script of a TRS list declares; the next links where it declares none."""
    call, count = PAGES.search(page.text), _COUNT.search(page.text)
    total = int((call or count or ["", "0"])[1])
    stem, ending = (call[2], call[3]) if call else _name(page) or ("index", "html")
    for number in range(1, total):
        url = page.address(f"{stem}_{number}.{ending}")
        further = await next_page(get, url, page)
        yield batch_of(further, promised=True) if further else ListPage(url, promised=True, problem=f"no page {url}")
    if not total:
        async for batch in following.read(page, get):
            yield batch


async def probed(page: WebPage, get: Get) -> AsyncIterator[ListPage]:
    """Page after page by its number, as long as there is one."""
    stem, ending = _name(page) or ("index", "html")
    number = 2
    while further := await next_page(get, page.address(f"{stem}_{number}.{ending}"), page):
        yield batch_of(further)
        number += 1


def _name(page: WebPage) -> tuple[str, str] | None:
    found = _NAME.search(parse(page.url).path)
    return (found[1], found[2]) if found else None
