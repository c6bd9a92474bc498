"""Lists whose pages link to the next one.

Where the link is a script's and the page tells of more pages than were reached, that is a problem to be told:
there is an adapter to be written, or a family that was not recognised. Seen without any other way on:
anlu.gov.cn (July 2026), 天水 and 曲靖 (2026)."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

from xxgk.flows.crawl.finding.adapters.batch import ListPage, batch_of, next_page
from xxgk.flows.crawl.pages.page import WebPage
from xxgk.flows.crawl.request import Get
from xxgk.flows.crawl.urls import host_of, url_key

_NEXT = re.compile(r"^[\s\[<(（【]*(?:下一?页|下页|后一页|next)[\s\]>)）】»›]*$", re.IGNORECASE)


_PAGES = re.compile(r"共\s*+(?:<[^<>]{0,40}>\s*+)?(\d{1,4})\s*+(?:</[^<>]{0,20}>\s*+)?页")


def next_link(page: WebPage) -> str:
    """The address of the next page on the same host, by the text of its link; empty at the end."""
    here = url_key(page.fetched.final_url)
    links = (link for link in page.links if _NEXT.match(link.text) and host_of(link.url) == host_of(page.url))
    return next((link.url for link in links if url_key(link.url) != here), "")


async def read(page: WebPage, get: Get) -> AsyncIterator[ListPage]:
    """Follows the links to the next page."""
    following: WebPage | None = page
    reached = 1
    while following and (url := next_link(following)):
        following = await next_page(get, url, page)
        if following:
            reached += 1
            yield batch_of(following)
        else:
            yield ListPage(url, problem=f"no page {url}, which the one before names as the next")
    told = _PAGES.search(page.text)
    if told and int(told[1]) > reached:
        yield ListPage(page.fetched.final_url, problem=f"{reached} of {told[1]} pages: no link leads to the next one")
