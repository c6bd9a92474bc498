"""What an adapter yields, and the few things that all of them do."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from xxgk.flows.crawl.pages.page import Link, WebPage, links_of, tree, usable
from xxgk.flows.crawl.request import Get, Request
from xxgk.flows.crawl.urls import LONE


class ListPage(NamedTuple):
    """One page of a list. `promised` says that the site itself tells of further pages: an empty one is then no end;
    `certain` that every link is a report, whatever its text; `problem` is told to the operator."""

    url: str
    links: tuple[Link, ...] = ()
    promised: bool = False
    certain: bool = False
    problem: str = ""


async def next_page(
    get: Get, url: str, page: WebPage, form: tuple[tuple[str, str], ...] | None = None
) -> WebPage | None:
    """A further page of the list on `page`; None where there is none to be had."""
    fetched = await get(Request(url, form, referer=page.fetched.final_url))
    return WebPage(fetched) if usable(fetched) else None


async def next_json(get: Get, url: str, page: WebPage) -> dict[str, Any]:
    """The JSON object at an address; an empty one where there is none to be had."""
    fetched = await get(Request(url, referer=page.fetched.final_url))
    try:
        answer = json.loads(fetched.text) if usable(fetched) else {}
        if "\\ud" in fetched.text.lower():  # half a character, which only JSON can spell
            answer = json.loads(LONE.sub("\ufffd", json.dumps(answer, ensure_ascii=False)))
    except (ValueError, RecursionError):
        answer = {}
    return answer if isinstance(answer, dict) else {}


def batch_of(page: WebPage, *, promised: bool = False) -> ListPage:
    """The links of a whole page."""
    return ListPage(page.fetched.final_url, page.links, promised)


def links_in(markup: str, page: WebPage) -> tuple[Link, ...]:
    """The links of a piece of markup that a page hides in a script or an answer in JSON."""
    return tuple(links_of(tree(markup), page.url, page.charset))
