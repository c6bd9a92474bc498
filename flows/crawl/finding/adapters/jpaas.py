"""JPAAS (大汉): an empty box whose list is markup inside JSON, asked for with the parameters that the box carries.

Seen in public crawlers of miit.gov.cn (2026), and in addresses of 商务部, 临夏 and 淮安."""

from __future__ import annotations

import ast
import html
import json
import re
from collections.abc import AsyncIterator
from urllib.parse import urlencode

from xxgk.flows.crawl.finding.adapters.batch import ListPage, links_in, next_json
from xxgk.flows.crawl.pages.page import Link, WebPage
from xxgk.flows.crawl.request import Get

UNIT = "/api-gateway/jpaas-publish-server/front/page/build/unit"
SIZE = 15
_QUERY = re.compile(r"""queryData\s*=\s*(?:"(\{[^"]*\})"|'(\{[^']*\})')""")
_COUNT = re.compile(r"""\bcount\s*=\s*\\?["']?(\d{1,6})""")
_BOXES = 4


async def read(page: WebPage, get: Get) -> AsyncIterator[ListPage]:
    """Every box of the page, page after page until one is empty or all that it counts were there."""
    shown = 0
    for one, other in _QUERY.findall(page.text)[:_BOXES]:
        box, number, total = _parameters(html.unescape(one or other)), 1, 1
        met: dict[str, Link] = {}
        while box and len(met) < total:
            asked = {**box, "paramJson": json.dumps({"pageNo": number, "pageSize": SIZE}, separators=(",", ":"))}
            url = page.address(f"{UNIT}?{urlencode(asked)}")
            data = (await next_json(get, url, page)).get("data")
            markup = str(data.get("html") or "") if isinstance(data, dict) else ""
            fresh = {link.url: link for link in links_in(markup, page) if link.url not in met}
            if not fresh:
                break
            met |= fresh
            counted = max(map(int, _COUNT.findall(markup)), default=0)
            total, number = counted or len(met) + 1, number + 1
            yield ListPage(url, tuple(fresh.values()), promised=len(met) < counted)
        shown += len(met)
        if met and len(met) < counted:
            yield ListPage(page.fetched.final_url, problem=f"{len(met)} of {counted} items: no page {number}")
    if not shown:
        yield ListPage(page.fetched.final_url, problem="no box of the page gave a list")


def _parameters(text: str) -> dict[str, str]:
    try:
        given = ast.literal_eval(text)
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return {}
    return {str(name): str(value) for name, value in given.items()} if isinstance(given, dict) else {}
