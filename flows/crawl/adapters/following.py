"""Lists whose pages link to the next one."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

from flows.crawl.adapters.batch import Batch, batch_of, next_page
from flows.crawl.page import Page
from flows.crawl.urls import host_of, url_key
from flows.crawl.web import Get

_NEXT = re.compile(r"^[\s\[<(（【]*(?:下一?页|下页|后一页|next)[\s\]>)）】»›]*$", re.IGNORECASE)


def next_link(page: Page) -> str:
    """The address of the next page on the same host, by the text of its link; empty at the end."""
    here = url_key(page.fetched.final_url)
    links = (link for link in page.links if _NEXT.match(link.text) and host_of(link.url) == host_of(page.url))
    return next((link.url for link in links if url_key(link.url) != here), "")


async def read(page: Page, get: Get) -> AsyncIterator[Batch]:
    """Follows the links to the next page."""
    following: Page | None = page
    while following and (url := next_link(following)):
        following = await next_page(get, url, page)
        if following:
            yield batch_of(following)
