"""One small module for each family of content management systems: how its lists are read on after their first page.

An adapter is given the first page and yields batches of links; the walk over them, its rules and its end are not its
business (`flows.crawl.finding.discovery`). `auto` asks each family for its sign on the page. A package of one's own
brings further families by entry points of the group ``xxgk.adapters``, each a `Family` under its name; their signs are
asked first.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from importlib.metadata import EntryPoint, entry_points
from typing import NamedTuple

from xxgk.flows.crawl.finding.adapters import (
    annual,
    asked,
    embedded,
    following,
    gkmlpt,
    jcms,
    jpaas,
    lonsun,
    numbered,
    services,
    vsb,
)
from xxgk.flows.crawl.finding.adapters.batch import ListPage
from xxgk.flows.crawl.pages.page import WebPage
from xxgk.flows.crawl.request import Get
from xxgk.schema.errors import XxgkError

Adapter = Callable[[WebPage, Get], AsyncIterator[ListPage]]


class Family(NamedTuple):
    """How a family's lists are read, and the sign by which its pages are known: searched in the address and, on the
    lines after it, in the markup. Where links to such pages are common on others, only the address counts."""

    read: Adapter
    sign: re.Pattern[str] | None = None


OURS: Mapping[str, Family] = {
    "gkmlpt": Family(gkmlpt.read, re.compile(r"\A\S*/gkmlpt/annualreport")),
    "jpaas": Family(jpaas.read, re.compile(r"jpaas-publish-server|unitbuild\.js")),
    "jcms_annual": Family(annual.read, re.compile(r"\A\S*xxgkAnnualReport\.jsp\?", re.IGNORECASE)),
    "jcms": Family(jcms.read, re.compile(r"<datastore>|jpage/dataproxy\.jsp")),
    "lonsun": Family(lonsun.read, re.compile(r"\A\S*/public/column/\d+\?|name=[\"']reportYear")),
    "jcms_search": Family(services.search, re.compile(r"module/xxgk/(?:search|tree)\.jsp")),
    "epoint": Family(services.epoint, re.compile(r"\A\S*/govInfoPub|EWB-FRONT|lightfrontaction/getgovinfolist")),
    "channel": Family(services.channel, re.compile(r"getFileListByCodeId")),
    "hunan": Family(
        services.hunan,
        re.compile(r"/search/common/search/|\A[^\s/]*+//[^\s/]*\.hunan\.gov\.cn/[^\0]*\bchannelId\s*=\s*'\d+'"),
    ),
    "shanghai": Family(services.shanghai, re.compile(r"front/api/data/affair|\{\{\s*item\.(?:url|title)")),
    "was": Family(asked.was, re.compile(r"\A\S*/was5/web/search\?")),
    "column": Family(asked.column, re.compile(r"\A\S*/column\.jsp\?")),
    "trsapi": Family(embedded.read, re.compile(r"list2?\.trsapi")),
    "trs": Family(numbered.declared, re.compile(r"createPageHTML\s*\(|\bcountPage\s*=")),
    "vsb": Family(vsb.read, re.compile(r"pb_sys_common|vsb_content|_vsl/")),
    "shtml": Family(numbered.probed, re.compile(r"list\.shtml|NFCMS|UCAP(?:CONTENT|-CONTENT|TITLE)|ucapcontent")),
    "links": Family(following.read),
}
"""The families that come with the project."""


class AdapterError(XxgkError):
    """A family that another package brings cannot be used; the message names both and is fit to be shown."""


def families(entries: Iterable[EntryPoint]) -> dict[str, Family]:
    """The families of other packages, then ours. Raises AdapterError at one that cannot be loaded, is no `Family`, or
    has the name of one of ours."""
    found: dict[str, Family] = {}
    for entry in entries:
        who = f"adapter {entry.name} ({entry.value})"
        try:
            family = entry.load()
        except Exception as error:  # whatever another package raises
            raise AdapterError(f"{who} cannot be loaded: {error}") from error
        if not isinstance(family, Family):
            raise AdapterError(f"{who} is no Family of xxgk.flows.crawl.finding.adapters")
        if entry.name in OURS:
            raise AdapterError(f"{who} has the name of one that comes with xxgk")
        found[entry.name] = family
    return {**found, **OURS}


FAMILIES: Mapping[str, Family] = families(entry_points(group="xxgk.adapters"))
ADAPTERS = tuple(FAMILIES)


def family_of(page: WebPage) -> str:
    """The name of the family whose sign the page bears; ``links`` where it bears none."""
    shown = f"{page.fetched.url}\n{page.text}"
    return next((name for name, family in FAMILIES.items() if family.sign and family.sign.search(shown)), "links")
