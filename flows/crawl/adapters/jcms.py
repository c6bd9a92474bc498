"""JCMS (大汉): records hidden in a script, further ones from ``dataproxy.jsp``.

The page holds a first group of records and, in ``nextgroup``, the address of the next one. The proxy may answer with an
empty set though records are left; that is told, never taken for the end of the list.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from urllib.parse import urljoin

from flows.crawl.adapters.batch import Batch, links_in, next_page
from flows.crawl.page import Page
from flows.crawl.web import Get

_NEXT = re.compile(r"""<nextgroup>[^<]{0,40}<(?:!\[CDATA\[\s*<)?a\s[^<>]{0,40}?href=["']?([^"'\s<>]{1,2000})""")
_TOTAL = re.compile(r"<totalrecord>\s*(\d+)|totalRecord[\"']?\s*[:=]\s*(\d+)", re.IGNORECASE)


async def read(page: Page, get: Get) -> AsyncIterator[Batch]:
    """The hidden records, group after group."""
    records = _records(page.text)
    yield Batch(page.fetched.final_url, links_in("".join(records), page))
    total = max((int(one or other) for one, other in _TOTAL.findall(page.text)), default=len(records))
    seen, group = len(records), _NEXT.search(page.text)
    while group and seen < total:
        url = urljoin(page.url, group[1].replace("&amp;", "&"))
        further = await next_page(get, url, page)
        records = _records(further.text) if further else []
        if not records:
            yield Batch(url, problem=f"{seen} of {total} records: the proxy's answer is empty")
            return
        seen += len(records)
        yield Batch(url, links_in("".join(records), page), promised=True)
        group = _NEXT.search(further.text) if further else None


def _records(text: str) -> list[str]:
    """The markup of the records; split, not searched for: a hostile page has many beginnings and no end."""
    pieces = (piece.partition("</record>") for piece in text.split("<record>")[1:])
    return [inner.replace("<![CDATA[", "").replace("]]>", "") for inner, end, _ in pieces if end]
