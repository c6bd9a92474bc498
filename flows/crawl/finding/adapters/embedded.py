"""TRS with its first page in the document, the older ones by a service (``trsapi``) that nobody has described.

What the page counts (``recordCount``) tells what is missing. Seen on hosts of 福建 (平潭, the offices of human
resources and of forestry) in public crawlers, 2026."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

from xxgk.flows.crawl.finding.adapters.batch import ListPage
from xxgk.flows.crawl.pages.link_text import Kind, kind_of
from xxgk.flows.crawl.pages.page import WebPage
from xxgk.flows.crawl.request import Get

_COUNT = re.compile(r"""\brecordCount\s*:\s*["']?(\d{1,6})""")


async def read(page: WebPage, get: Get) -> AsyncIterator[ListPage]:  # noqa: ARG001
    """Nothing but the page itself, and what it counts beyond that."""
    told = _COUNT.search(page.text)
    shown = sum(kind_of(link.text) is Kind.REPORT for link in page.links)
    if told and int(told[1]) > shown:
        yield ListPage(page.fetched.final_url, problem=f"{shown} of {told[1]} records: older ones come by a service")
