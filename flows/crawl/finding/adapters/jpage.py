"""The paging script of JCMS (大汉): records by number, asked for with a form whose fields the script names.

TrueCMS has the same script with a service of its own (``messageController/getMessage.do``); seen in templates of its
columns and in public crawlers of nantong.gov.cn (2019, 2020)."""

from __future__ import annotations

import re
from typing import NamedTuple

from xxgk.flows.crawl.finding.adapters.batch import next_page
from xxgk.flows.crawl.pages.page import WebPage
from xxgk.flows.crawl.request import Get

_NAMES = (
    "col",
    "appid",
    "webid",
    "path",
    "columnid",
    "columnId",
    "sourceContentType",
    "unitid",
    "webname",
    "permissiontype",
)
_FIELD = re.compile(
    rf"""["']?\b({"|".join(_NAMES)})["']?\s*:\s*(?:"([^"<>]{{0,99}})"|'([^'<>]{{0,99}})'|([\w/.-]{{1,99}}))"""
)
_SCRIPT = re.compile(r"dataproxy\.jsp")
_TRUECMS = re.compile(r"""proxyUrl["']?\s*:\s*["']([^"'<>\s]{1,200}/messageController/getMessage\.do)["']""")


class RecordService(NamedTuple):
    """The service that gives further records: its address, and the fields that the script sends along."""

    path: str
    fields: tuple[tuple[str, str], ...]


def service_of(page: WebPage) -> RecordService | None:
    """The service that the script of a page asks; None where it has no such script."""
    found = {name: one or other or bare for name, one, other, bare in _FIELD.findall(page.text)}
    if _SCRIPT.search(page.text) and {"columnid", "unitid"} <= found.keys():
        return RecordService("/module/web/jpage/dataproxy.jsp", tuple(found.items()))
    if (told := _TRUECMS.search(page.text)) and "columnId" in found:
        return RecordService(told[1], (("columnId", found["columnId"]),))
    return None


async def records_from(page: WebPage, get: Get, service: RecordService, start: int, size: int) -> WebPage | None:
    """The answer with the records from number `start` on (from 1)."""
    url = page.address(f"{service.path}?startrecord={start}&endrecord={start + size - 1}&perpage={size}")
    return await next_page(get, url, page, service.fields)
