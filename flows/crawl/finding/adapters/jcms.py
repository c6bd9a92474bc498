"""JCMS (大汉), and TrueCMS: records hidden in a script, further ones from ``dataproxy.jsp``, or a service of their own.

The page holds a first group of records; the next ones are behind the address in ``nextgroup``, else behind the
paging script. The proxy may answer with an empty set, or with the same records again, though there are more:
that is told, never taken for the end of the list. Seen in public crawlers of hosts of 江苏, 浙江 and 山东 (2019 to
2026), and in the columns of jiangsu.gov.cn (July 2026).
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

from xxgk.flows.crawl.finding.adapters.batch import ListPage, links_in, next_page
from xxgk.flows.crawl.finding.adapters.jpage import records_from, service_of
from xxgk.flows.crawl.pages.page import WebPage
from xxgk.flows.crawl.request import Get

USUAL = 15
"""Records asked for at a time where the page shows none."""

_NEXT = re.compile(r"""<nextgroup>[^<]{0,40}<(?:!\[CDATA\[\s*<)?a\s[^<>]{0,40}?href=["']?([^"'\s<>]{1,2000})""")
_TOTAL = re.compile(r"<totalrecord>\s*(\d{1,6})|totalRecord[\"']?\s*[:=]\s*(\d{1,6})", re.IGNORECASE)


async def read(page: WebPage, get: Get) -> AsyncIterator[ListPage]:
    """The hidden records, group after group."""
    records = _records(page.text)
    total = max((int(one or other) for one, other in _TOTAL.findall(page.text)), default=len(records))
    met, size, service, answer = set(records), len(records) or USUAL, service_of(page), page
    yield ListPage(page.fetched.final_url, links_in("".join(records), page), promised=len(records) < total)
    while len(met) < total:
        group = _NEXT.search(answer.text)
        further: WebPage | None = None
        if group:
            further = await next_page(get, page.address(group[1].replace("&amp;", "&")), page)
        elif service:
            further = await records_from(page, get, service, len(met) + 1, size)
        records = [record for record in _records(further.text) if record not in met] if further else []
        if not records or not further:
            yield ListPage(page.fetched.final_url, problem=f"{len(met)} of {total} records: the proxy gives no more")
            return
        met.update(records)
        yield ListPage(further.fetched.final_url, links_in("".join(records), page), promised=True)
        answer = further


def _records(text: str) -> list[str]:
    """The markup of the records; split, not searched for: a hostile page has many beginnings and no end."""
    pieces = (piece.partition("</record>") for piece in text.split("<record>")[1:])
    return [inner.replace("<![CDATA[", "").replace("]]>", "") for inner, end, _ in pieces if end]
