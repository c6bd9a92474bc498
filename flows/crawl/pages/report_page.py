"""Whether a page is a report itself, and of what year: cheap signs, for columns whose page is their report."""

from __future__ import annotations

import re
from collections import Counter

from xxgk.flows.crawl.pages.link_text import year_of
from xxgk.flows.crawl.pages.page import WebPage

_SIGNS = ("统计期限", "第二十条", "行政复议", "依申请公开", "主动公开", "本年新收", "总体情况", "主要问题")
_ENOUGH = 3
_PERIOD = re.compile(r"统计期限[^\d]{0,12}(20\d\d)年")
_YEAR = re.compile(r"(20\d\d)年度?(?:政府|政务)?信息公开")
_PROSE = 300


def plain_text(page: WebPage) -> str:
    """The text of the page without white space, navigation and all."""
    return "".join(page.root.text_content().split())


def is_report(page: WebPage) -> bool:
    """Whether the page has the words of a report, and more text than a list of links would have between them."""
    text = plain_text(page)
    linked = sum(len("".join(link.text.split())) for link in page.links)
    return sum(sign in text for sign in _SIGNS) >= _ENOUGH and len(text) - linked >= _PROSE


def year_shown(page: WebPage) -> int | None:
    """The year that a report page speaks of: its statistical period, its title, or the year that it names most."""
    text = plain_text(page)
    period = _PERIOD.search(text)
    if period:
        return int(period[1])
    spoken = Counter(_YEAR.findall(text))
    return year_of(page.title) or (int(spoken.most_common(1)[0][0]) if spoken else None)
