"""One small module for each family of content management systems: how its lists are read on after their first page.

An adapter is given the first page and yields batches of links; the walk over them, its rules and its end are not its
business (`flows.crawl.finding.discovery`). `auto` asks each family for its sign on the page.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable, Mapping
from typing import NamedTuple

from xxgk.flows.crawl.finding.adapters import annual, following, gkmlpt, jcms, jpaas, lonsun, numbered, vsb
from xxgk.flows.crawl.finding.adapters.batch import ListPage
from xxgk.flows.crawl.pages.page import WebPage
from xxgk.flows.crawl.request import Get

Adapter = Callable[[WebPage, Get], AsyncIterator[ListPage]]


class Family(NamedTuple):
    """How a family's lists are read, and the sign by which its pages are known: searched in the address and, on the
    lines after it, in the markup. Where links to such pages are common on others, only the address counts."""

    read: Adapter
    sign: re.Pattern[str] | None = None


FAMILIES: Mapping[str, Family] = {
    "gkmlpt": Family(gkmlpt.read, re.compile(r"\A\S*/gkmlpt/annualreport")),
    "jpaas": Family(jpaas.read, re.compile(r"jpaas-publish-server|unitbuild\.js")),
    "jcms_annual": Family(annual.read, re.compile(r"\A\S*xxgkAnnualReport\.jsp\?", re.IGNORECASE)),
    "jcms": Family(jcms.read, re.compile(r"<datastore>|jpage/dataproxy\.jsp")),
    "lonsun": Family(lonsun.read, re.compile(r"\A\S*/public/column/\d+\?|name=[\"']reportYear")),
    "trs": Family(numbered.declared, re.compile(r"createPageHTML\s*\(|\bcountPage\s*=")),
    "vsb": Family(vsb.read, re.compile(r"pb_sys_common|vsb_content|_vsl/")),
    "shtml": Family(numbered.probed, re.compile(r"list\.shtml|NFCMS|UCAP(?:CONTENT|-CONTENT|TITLE)|ucapcontent")),
    "links": Family(following.read),
}
ADAPTERS = tuple(FAMILIES)


def family_of(page: WebPage) -> str:
    """The name of the family whose sign the page bears; ``links`` where it bears none."""
    shown = f"{page.fetched.url}\n{page.text}"
    return next((name for name, family in FAMILIES.items() if family.sign and family.sign.search(shown)), "links")
