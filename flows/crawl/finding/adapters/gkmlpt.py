"""The Guangdong platform (gkmlpt): a shell with its configuration in a script, its articles in JSON, 100 a page.

Some sites do not find the second page though they count more articles; that is told, never taken for the end.
Seen in a public survey of the sites of 广东 (2026), which found it in no other province; 肇庆 is one without a
second page.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from typing import Any

from xxgk.flows.crawl.finding.adapters.batch import ListPage, next_json
from xxgk.flows.crawl.pages.page import Link, WebPage
from xxgk.flows.crawl.request import Get
from xxgk.flows.crawl.urls import parse

_SITE = re.compile(r"""["']?SID["']?\s*:\s*["']?(\d+)""")
_COLUMN = re.compile(r"""["']?id["']?\s*:\s*["']?(\d+)["']?\s*,\s*["']name["']\s*:\s*["'][^"']*年报""")


async def read(page: WebPage, get: Get) -> AsyncIterator[ListPage]:
    """The articles of the column that the fragment names, else of the first one called an annual report."""
    base = page.fetched.url.partition("/gkmlpt/")[0]
    site, named = _SITE.search(page.text), _COLUMN.search(page.text)
    column = parse(page.fetched.url).fragment or (named[1] if named else "")
    if not site or not column.isdecimal():
        yield ListPage(page.fetched.url, problem="neither site nor column number on the page")
        return
    seen, total, number = 0, 1, 1
    while seen < total:
        url = f"{base}/gkmlpt/api/all/{column}?page={number}&sid={site[1]}"
        answer = await next_json(get, url, page)
        listed = answer.get("articles")
        articles = [given for given in (listed if isinstance(listed, list) else ()) if isinstance(given, dict)]
        if not articles:
            yield ListPage(
                url, problem=f"{seen} of {total} articles: no page {number}" if seen else f"no articles at {url}"
            )
            return
        total = _count(answer.get("classify"))
        seen, number = seen + len(articles), number + 1
        yield ListPage(url, tuple(_link(page, article) for article in articles), promised=seen < total)


def _count(classify: object) -> int:
    counted = str(classify.get("post_count")) if isinstance(classify, dict) else ""
    return int(counted[:9]) if counted.isdecimal() else 0


def _link(page: WebPage, article: dict[str, Any]) -> Link:
    attached = article.get("attachment")
    named = [given for given in (attached if isinstance(attached, list) else ()) if isinstance(given, dict)]
    files = (page.address(str(given.get("url") or "")) for given in named)
    url = page.address(str(article.get("url") or article.get("post_url") or ""))
    return Link(
        url, str(article.get("title") or ""), str(article.get("created_at") or "")[:10], tuple(filter(None, files))
    )
