"""What a link is worth on the way to the column of annual reports, and by what a page is known to be it.

The words are data (``ways.toml``). A worth only orders what is looked at; whether a page is the column is for the
reports to say that it shows (`flows.crawl.finding.judging`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from xxgk.flows.crawl.pages.link_text import Kind, is_bare, is_of_a_year, kind_of, normal, organ_of, year_of
from xxgk.flows.crawl.pages.page import Link, WebPage
from xxgk.flows.crawl.urls import folder_of, host_of, is_folder, parse
from xxgk.schema.datafile import read_toml

_WORDS = read_toml(Path(__file__).with_name("ways.toml")).data
_WAYS = tuple((way["worth"], re.compile(way["pattern"])) for way in _WORDS["way"])
_TREE, _ORGAN = (re.compile(_WORDS["tree"][name]) for name in ("pattern", "organs"))
_NAMED = _WORDS["named"]
_TITLE, _PATH = re.compile(_NAMED["title"]), re.compile(_NAMED["path"], re.IGNORECASE)
_PASSED = re.compile(_WORDS["passed"]["folders"])
_HIGHEST = 3
"""Folders above a page that are looked at."""


class WayStep(Enum):
    """What a step on the way leads to: the column, that of a year, a page that names organs, an organ's own page, a
    page that is nearer, a folder above a report; those first that are gone on with first another night."""

    START, COLUMN, YEAR, TREE, ORGAN, WAY, ABOVE = "start", "column", "year", "tree", "organ", "way", "above"


class WayLink(NamedTuple):
    """A link worth looking at."""

    worth: int
    step: WayStep
    url: str
    text: str


def ways(page: WebPage, step: WayStep) -> Iterator[WayLink]:
    """The links of a page that lead on, from a page that is itself such a `step`. To another site leads only what is
    called the column, or an organ that an index of organs names."""
    organs = _organs(page)
    named = len(organs) >= _WORDS["tree"]["least"] or step is WayStep.TREE
    may_leave = frozenset(organs) if named and step in (WayStep.TREE, WayStep.COLUMN) else frozenset()
    for link in page.links:
        sister = _sister(host_of(page.url), host_of(link.url))
        if not sister and kind_of(link.text) is not Kind.COLUMN and link not in may_leave:
            continue
        worth, kind = _worth(link)
        if kind is None and named and link in organs:
            worth, kind = _WORDS["tree"]["organ"], WayStep.ORGAN
        if kind is not None:
            worth += _WORDS["path"] * bool(_PATH.search(link.url)) - _WORDS["elsewhere"] * (sister != 1)
            yield WayLink(worth, kind, link.url, link.text)


def names_organs(text: str) -> bool:
    """Whether a text names an organ, or a kind of organs: what lies below a column under it is a part of the column."""
    plain = normal(text)
    return bool(_TREE.fullmatch(plain) or _ORGAN.fullmatch(plain))


def above(url: str) -> Iterator[WayLink]:
    """The folders above the page of a report, the nearest first: its column may be one of them."""
    parts, folders = parse(url), folder_of(url).strip("/").split("/")
    steps = [depth for depth in range(len(folders), 0, -1) if not _PASSED.fullmatch(folders[depth - 1])]
    for rank, depth in enumerate(steps[:_HIGHEST]):
        yield WayLink(_WORDS["above"] - rank, WayStep.ABOVE, f"{parts.root}/{'/'.join(folders[:depth])}/", "")


def signs(page: WebPage, text: str) -> tuple[str, ...]:
    """By what a page is known to be the column: the text of the link to it, the meta tags of the page standard, its
    title, its address."""
    column_type, name = page.metas.get("columntype", ""), page.metas.get("columnname", "")
    title = normal(page.title)
    told = {
        f"ColumnType {column_type}": column_type == _NAMED["column_type"],
        f"ColumnName {name}": bool(_TITLE.search(name)),
        f"linked as {text}": (kind_of(text) is Kind.COLUMN and not is_of_a_year(text)) or is_bare(text),
        f"titled {page.title}": "公开" in title
        and bool(_TITLE.search(title, title.index("公开")))
        and not (organ_of(title) and year_of(title)),
        "its address": bool(_PATH.search(page.fetched.final_url)),
    }
    return tuple(sign for sign, holds in told.items() if holds)


def _worth(link: Link) -> tuple[int, WayStep | None]:
    kind, plain = kind_of(link.text), normal(link.text)
    if kind is Kind.COLUMN:
        of_a_year = is_of_a_year(link.text)
        return (_WORDS["column_of_a_year"], WayStep.YEAR) if of_a_year else (_WORDS["column"], WayStep.COLUMN)
    if kind is Kind.REPORT and is_bare(link.text) and is_folder(link.url):
        return _WORDS["column_of_a_year"], WayStep.COLUMN
    if kind is Kind.REPORT:
        return _WORDS["report"], WayStep.ABOVE
    if worth := next((worth for worth, pattern in _WAYS if pattern.fullmatch(plain)), 0):
        return worth, WayStep.WAY
    return (_WORDS["tree"]["worth"], WayStep.TREE) if _TREE.fullmatch(plain) else (0, None)


def _organs(page: WebPage) -> dict[Link, None]:
    return {link: None for link in page.links if _ORGAN.fullmatch(normal(link.text))}


def _sister(one: str, other: str) -> int:
    """How near two hosts are: 1 the same, 2 of one site (the last three names alike), 0 neither."""
    ends: Iterable[list[str]] = (host.removeprefix("www.").split(".")[-3:] for host in (one, other))
    if one.removeprefix("www.") == other.removeprefix("www."):
        return 1
    first, second = ends
    return 2 if first == second else 0
