"""JPAAS (大汉): an empty box whose list is markup inside JSON, asked for with the parameters that the box carries."""

from __future__ import annotations

import ast
import html
import json
import re
from collections.abc import AsyncIterator
from urllib.parse import urlencode, urljoin

from flows.crawl.adapters.batch import Batch, links_in, next_json
from flows.crawl.page import Page
from flows.crawl.web import Get

UNIT = "/api-gateway/jpaas-publish-server/front/page/build/unit"
SIZE = 15
_QUERY = re.compile(r"""queryData\s*=\s*(?:"(\{[^"]*\})"|'(\{[^']*\})')""")
_COUNT = re.compile(r"""\bcount\s*=\s*\\?["']?(\d+)""")
_BOXES = 4


async def read(page: Page, get: Get) -> AsyncIterator[Batch]:
    """Every box of the page, page after page until one is empty or all that it counts were there."""
    for one, other in _QUERY.findall(page.text)[:_BOXES]:
        box, number, seen, total = _parameters(html.unescape(one or other)), 1, 0, 1
        while box and seen < total:
            asked = {**box, "paramJson": json.dumps({"pageNo": number, "pageSize": SIZE}, separators=(",", ":"))}
            url = urljoin(page.url, f"{UNIT}?{urlencode(asked)}")
            answer = await next_json(get, url, page)
            data = answer.get("data")
            markup = str(data.get("html") or "") if isinstance(data, dict) else ""
            links = links_in(markup, page)
            if not links:
                break
            total = max(map(int, _COUNT.findall(markup)), default=0)
            seen, number = seen + len(links), number + 1
            yield Batch(url, links, promised=seen < total)


def _parameters(text: str) -> dict[str, str]:
    try:
        given = ast.literal_eval(text)
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return {}
    return {str(name): str(value) for name, value in given.items()} if isinstance(given, dict) else {}
