"""Shells whose list a service of the site gives, asked by POST for page after page.

Epoint (新点): ``getgovinfolist`` under the project that ``/js/webBuilderCommon.js`` names, asked in JSON with the
site's identifier and the category of the address. Seen in public crawlers of 徐州, 营口 and 长宁 (2021 to 2026), where
items have ``infourl`` and ``title`` or ``realtitle`` and the answer counts them in ``custom.total``.

JCMS (大汉), module of disclosure: ``/module/xxgk/search.jsp`` draws the list of a whole area; only what lies in the
column of the page (``art_<column>_``) is its. Seen in public crawlers of 杭州, 哈尔滨, 温州 and the tax bureau of 浙江
(2019 to 2025).

The tax administration's platform: ``/getFileListByCodeId`` for the ``channelId`` that a script of the page names. Seen
in public crawlers of chinatax.gov.cn (2024 to 2026): items under ``results.data.results``, counted in ``total``.

湖南's search service: ``/search/common/search/<channel>`` on api.hunan.gov.cn for the ``channelId`` that a script of
the page names. Seen in public crawlers of the departments of industry and of the environment (August 2026): items under
``data.results`` with ``publishedTimeStr``.

Districts of 上海 (普陀, 浦东, 长宁): ``/front/api/data/affair`` in JSON for a list of channels, on pages that hold a
template in place of links. Seen in public crawlers of 普陀 and 浦东 (2024 to 2026): items under ``data.list`` with
``display_date``, pages counted in ``totalPage``. A page that names no channel is told, never taken for an empty list.
"""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl

from xxgk.flows.crawl.finding.adapters.batch import ListPage, batch_of, next_page
from xxgk.flows.crawl.pages.page import Link, WebPage, usable
from xxgk.flows.crawl.request import Get, Request
from xxgk.flows.crawl.urls import parse

SIZE = 20
SETTINGS_KEPT = timedelta(days=30)
"""How old the script may be that tells how a site is built."""

_SITE = re.compile(r"siteInfo\s*=\s*(\{[^{}]{1,2000}\})")
_AREA = re.compile(r"""(?:tree\.jsp\?area=|["']?area["']?\s*[:=]\s*["'])([\w]{1,40})""")
_COLUMN = re.compile(r"/col(\d{1,12})/")
_FORM = re.compile(r"""["']?\b(infotypeId|jdid|divid|sortfield)["']?\s*[:=]\s*["']([^"'<>]{0,60})["']""")
_PAGES = re.compile(r"共\s*+(?:<[^<>]{0,40}>\s*+)?(\d{1,4})\s*+(?:</[^<>]{0,20}>\s*+)?页")
_CHANNEL = re.compile(r"""channelId\s*=\s*["']([0-9a-f]{8,64})["']""")
HUNAN = "api.hunan.gov.cn"
_HUNAN_CHANNEL = re.compile(r"""\bchannelId\s*=\s*["'](\d{1,12})["']""")
_HUNAN_SERVICE = re.compile(r"(?://([\w.-]{4,80}))?/search/common/search/")
_HUNAN_FORM = (
    *(
        ("datas[0][key]", "status"),
        ("datas[0][value]", "4"),
        ("datas[0][join]", "and"),
        ("datas[0][queryType]", "term"),
    ),
    *(("datas[1][key]", "publishedTime"), ("datas[1][sort]", "true"), ("datas[1][order]", "desc")),
    *(("datas[1][queryType]", "term"), ("_pageSize", str(SIZE)), ("_isAgg", "true")),
)
_AFFAIR = re.compile(r"/[\w-]{0,40}front/api/data/affair")
_AFFAIR_CHANNEL = re.compile(
    r"""channelList["']?\s*[:=]\s*\[\s*["']?(\w{1,40})|\bchannelId\s*[:=]\s*["'](\w{1,40})["']"""
)
_CODE = re.compile(r"""codeId\s*=\s*["'](\w{1,20})["']""")


async def epoint(page: WebPage, get: Get) -> AsyncIterator[ListPage]:
    """The articles of the category that the address names."""
    root = parse(page.fetched.final_url).root
    since = page.fetched.at - SETTINGS_KEPT
    told = await get(Request(f"{root}/js/webBuilderCommon.js", referer=page.fetched.final_url, since=since))
    found = _SITE.search(told.text) if usable(told) else None
    site = _json(found[1].replace("'", '"')) if found else {}
    asked = dict(parse_qsl(parse(page.fetched.url).query))
    if not site.get("siteGuid") or not asked.get("categorynum"):
        yield ListPage(page.fetched.final_url, problem="neither site nor category for the service of the list")
        return
    url = f"{root}{site.get('projectName', '')}/rest/lightfrontaction/getgovinfolist"
    seen, total, number = 0, 1, 1
    while seen < total:
        wanted = {"deptcode": asked.get("deptcode", ""), "categorynum": asked["categorynum"]}
        sent = {**wanted, "pageIndex": number, "pageSize": SIZE, "siteGuid": str(site["siteGuid"])}
        answer = _part(await _asked(get, url, page, sent), "custom")
        items = _records(answer.get("data"))
        if not items:
            yield ListPage(url, problem=f"{seen} of {total} articles: no page {number}" if seen else "no articles")
            return
        total, seen, number = _count(answer.get("total")), seen + len(items), number + 1
        yield ListPage(url, tuple(_link(page, item, ("realtitle", "title"), "infourl") for item in items), seen < total)


async def channel(page: WebPage, get: Get) -> AsyncIterator[ListPage]:
    """The files of the channel that a script of the page names."""
    named, code = _CHANNEL.search(page.text), _CODE.search(page.text)
    if not named:
        yield ListPage(page.fetched.final_url, problem="no channel for the service of the list")
        return
    url, seen, total, number = page.address("/getFileListByCodeId"), 0, 1, 1
    while seen < total:
        fields = {"codeId": code[1] if code else "", "channelId": named[1], "page": str(number), "size": str(SIZE)}
        further = await next_page(get, url, page, (*fields.items(), ("relateSubChannels", "false")))
        answer = _part(_part(_json(further.text) if further else {}, "results"), "data")
        items = _records(answer.get("results"))
        if not items:
            yield ListPage(url, problem=f"{seen} of {total} files: no page {number}" if seen else "no files")
            return
        total, seen, number = _count(answer.get("total")), seen + len(items), number + 1
        yield ListPage(url, tuple(_link(page, item, ("title",), "url") for item in items), seen < total)


async def hunan(page: WebPage, get: Get) -> AsyncIterator[ListPage]:
    """The articles of the channel that a script of the page names."""
    named, host = _HUNAN_CHANNEL.search(page.text), _HUNAN_SERVICE.search(page.text)
    if not named:
        yield ListPage(page.fetched.final_url, problem="no channel for the service of the list")
        return
    at = parse(page.fetched.final_url)
    root = f"{at.scheme}://{host[1] or at.host if host else HUNAN}"
    url, number, seen, total = f"{root}/search/common/search/{named[1]}", 1, 0, 1
    while seen < total:
        further = await next_page(get, url, page, (*_HUNAN_FORM, ("page", str(number))))
        data = _part(_json(further.text) if further else {}, "data")
        items = _records(data.get("results"))
        if not items:
            yield ListPage(url, problem=f"{seen} of {total} articles: no page {number}" if seen else "no articles")
            return
        seen, number = seen + len(items), number + 1
        total = _count(data.get("total")) or seen + (len(items) >= SIZE)
        links = (_link(page, item, ("title",), "url", "publishedTimeStr") for item in items)
        yield ListPage(url, tuple(links), promised=seen < total)


async def shanghai(page: WebPage, get: Get) -> AsyncIterator[ListPage]:
    """The articles of the channel that a script of the page names."""
    named, path = _AFFAIR_CHANNEL.search(page.text), _AFFAIR.search(page.text)
    if not named:
        yield ListPage(page.fetched.final_url, problem="a template, and no channel for the service of the list")
        return
    url, number, pages = page.address(path[0] if path else "/front/api/data/affair"), 1, 1
    while number <= pages:
        order = {"orderFields": ["display_date"], "orderTypes": ["desc"]}
        sent = {"channelList": [named[1] or named[2]], "pageSize": SIZE, "pageNum": number, **order}
        data = _part(await _asked(get, url, page, sent), "data")
        items = _records(data.get("list"))
        if not items:
            yield ListPage(url, problem=f"no page {number} of {pages}" if number > 1 else "no articles")
            return
        pages, number = _count(data.get("totalPage")), number + 1
        links = (_link(page, item, ("title", "name"), "url", "display_date") for item in items)
        yield ListPage(url, tuple(links), promised=number <= pages)


async def search(page: WebPage, get: Get) -> AsyncIterator[ListPage]:
    """The list of the area, page after page, as far as it lies in the column of the page."""
    area, column = _AREA.search(page.text), _COLUMN.search(page.fetched.final_url)
    if not area:
        yield ListPage(page.fetched.final_url, problem="no area for the service of the list")
        return
    own = f"art_{column[1]}_" if column else ""
    url, number, pages = page.address("/module/xxgk/search.jsp"), 1, 1
    met: set[str] = set()
    while number <= pages:
        fields = {"infotypeId": "", "area": area[1], **dict(_FORM.findall(page.text)), "currpage": str(number)}
        further = await next_page(get, url, page, tuple(fields.items()))
        fresh = [link for link in further.links if link.url not in met] if further else []
        if not further or not fresh:
            yield ListPage(url, problem=f"{number - 1} of {pages} pages: the search gives no more")
            return
        met |= {link.url for link in fresh}
        told = _PAGES.search(further.text)
        pages, number = int(told[1]) if told else number, number + 1
        whole = batch_of(further, promised=number <= pages)
        yield whole._replace(links=tuple(link for link in whole.links if own in link.url))


async def _asked(get: Get, url: str, page: WebPage, sent: dict[str, Any]) -> dict[str, Any]:
    content = json.dumps(sent, ensure_ascii=False, separators=(",", ":")).encode()
    request = Request(url, referer=page.fetched.final_url, content=content, content_type="application/json")
    fetched = await get(request)
    return _json(fetched.text) if usable(fetched) else {}


def _json(text: str) -> dict[str, Any]:
    try:
        answer = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return answer if isinstance(answer, dict) else {}


def _part(answer: dict[str, Any], name: str) -> dict[str, Any]:
    part = answer.get(name)
    return part if isinstance(part, dict) else {}


def _records(listed: object) -> list[dict[str, Any]]:
    return [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []


def _count(told: object) -> int:
    counted = str(told)
    return int(counted[:9]) if counted.isdecimal() else 0


def _link(
    page: WebPage, item: dict[str, Any], titles: tuple[str, ...], address: str, published: str = "infodate"
) -> Link:
    title = next((str(item[name]) for name in titles if item.get(name)), "")
    return Link(page.address(str(item.get(address) or "")), title, str(item.get(published) or "")[:10])
