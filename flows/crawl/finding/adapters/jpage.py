"""The paging script of JCMS (大汉): records by number, asked for with a form whose fields the script names."""

from __future__ import annotations

import re

from xxgk.flows.crawl.finding.adapters.batch import next_page
from xxgk.flows.crawl.pages.page import WebPage
from xxgk.flows.crawl.request import Get

_NAMES = ("col", "appid", "webid", "path", "columnid", "sourceContentType", "unitid", "webname", "permissiontype")
_FIELD = re.compile(
    rf"""["']?\b({"|".join(_NAMES)})["']?\s*:\s*(?:"([^"<>]{{0,99}})"|'([^'<>]{{0,99}})'|([\w/.-]{{1,99}}))"""
)
_SCRIPT = re.compile(r"dataproxy\.jsp")


def form_of(page: WebPage) -> tuple[tuple[str, str], ...]:
    """The fields that the script sends along; empty where the page has no such script."""
    if not _SCRIPT.search(page.text):
        return ()
    found = {name: one or other or bare for name, one, other, bare in _FIELD.findall(page.text)}
    return tuple(found.items()) if {"columnid", "unitid"} <= found.keys() else ()


async def records_from(
    page: WebPage, get: Get, form: tuple[tuple[str, str], ...], start: int, size: int
) -> WebPage | None:
    """The answer with the records from number `start` on (from 1)."""
    path = f"/module/web/jpage/dataproxy.jsp?startrecord={start}&endrecord={start + size - 1}&perpage={size}"
    return await next_page(get, page.address(path), page, form)
