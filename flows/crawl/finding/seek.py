"""The search for columns of annual reports: from a portal, an address inside its pages of disclosure, or the page of a
report, along the links that lead nearer, the likeliest first.

Each page on the way that may be a column is read as every listing is (`flows.crawl.finding.discovery`) and judged by
the reports that it shows. The walk ends when nothing is left to look at, or when whoever asks for it gives no more:
what is left then is handed back, to be gone on with another night.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count
from types import MappingProxyType
from typing import NamedTuple

from xxgk.flows.crawl.finding.adapters import family_of
from xxgk.flows.crawl.finding.discovery import Listing, discover
from xxgk.flows.crawl.finding.judging import ADOPTED, DOUBTFUL, ColumnVerdict, judge
from xxgk.flows.crawl.finding.sources import LISTING, Source
from xxgk.flows.crawl.finding.ways import WayLink, WayStep, above, signs, ways
from xxgk.flows.crawl.pages.link_text import Kind, kind_of
from xxgk.flows.crawl.pages.page import WebPage, usable
from xxgk.flows.crawl.pages.report_page import is_report
from xxgk.flows.crawl.request import LEFT_OVER, PAGE, Get, Request
from xxgk.flows.crawl.urls import parse, url_key
from xxgk.schema.regions import Gazetteer

DEEPEST = 5
"""Steps from where a search begins to a column."""

MOST_STEPS = 60
"""Pages of one search; the columns among them may have further pages of their own."""

MOST_REPORTS = 2
"""Reports that lie by the way whose columns are looked for."""

_YEARS = re.compile(r"(?<!\d)20\d\d(?!\d)")
_ONWARD = frozenset({WayStep.COLUMN, WayStep.TREE, WayStep.ORGAN})
"""What is still looked at when a column was found."""


class Taken(NamedTuple):
    """A step that was taken: where it leads, by which text, from which page (empty at the beginning), and how deep."""

    way: WayLink
    depth: int = 0
    named_at: str = ""
    before: Taken | None = None

    @property
    def path(self) -> tuple[tuple[str, str], ...]:
        """The addresses from the beginning to here, each with the text that led to it."""
        return (*(self.before.path if self.before else ()), (self.way.url, self.way.text))

    @property
    def organ(self) -> str:
        """The organ under whose name the way leads here; empty where it is the whole site's."""
        if self.way.step is WayStep.ORGAN:
            return self.way.text
        return self.before.organ if self.before else ""


@dataclass(frozen=True)
class SoughtColumn:
    """A page that is a column, or may be one: as it was read, what was decided, and the way to it. `site_name` and
    `site_id` are what the page tells of its site; the first six digits of the latter are its region; `organ` as of
    `Taken`."""

    url: str
    listing: Listing
    verdict: ColumnVerdict
    path: tuple[tuple[str, str], ...]
    site_name: str = ""
    site_id: str = ""
    organ: str = ""


@dataclass(frozen=True)
class Sought:
    """What a search gave. `status` is the class of the first answer (`PAGE` where any page could be read), `detail`
    what shows it; `left` are the steps that nobody took; `read` pages could be read, and a search that is `left_over`
    ended at a cap of the night."""

    columns: tuple[SoughtColumn, ...] = ()
    left: tuple[Taken, ...] = ()
    status: str = PAGE
    detail: str = ""
    read: int = 0
    left_over: bool = False

    @property
    def adopted(self) -> tuple[SoughtColumn, ...]:
        """The columns that are sure."""
        return tuple(column for column in self.columns if column.verdict.state == ADOPTED)


class PassedColumns(NamedTuple):
    """Known columns, at which no search looks: their keys, and their addresses by those without their years. Made once
    for all searches of a run."""

    keys: frozenset[str] = frozenset()
    alike: Mapping[str, str] = MappingProxyType({})


def passed_columns(urls: Iterable[str]) -> PassedColumns:
    """The known columns of these addresses."""
    given = tuple(urls)
    return PassedColumns(frozenset(map(url_key, given)), {masked: url for url in given if (masked := _masked(url))})


@dataclass
class _Walk:
    get: Get
    refusal: Callable[[str], str]
    covered: set[str]
    passed: PassedColumns
    waiting: list[tuple[int, int, Taken]] = field(default_factory=list)
    met: set[str] = field(default_factory=set)
    columns: list[SoughtColumn] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)
    order: count[int] = field(default_factory=count)
    glance: bool = False
    reports: int = 0
    read: int = 0
    left_over: str = ""

    def put_back(self, taken: Taken, cap: str) -> None:
        """Leave a step for another night, because a cap was reached."""
        self.left_over = cap
        heappush(self.waiting, (-taken.way.worth, next(self.order), taken))

    def push(self, given: Iterable[WayLink], before: Taken | None, page: str = "") -> None:
        """Put steps in line, each address once."""
        depth = before.depth + 1 if before else 0
        for way in given:
            key = url_key(way.url)
            if depth > DEEPEST or key in self.met or key in self.passed.keys or self.refusal(way.url):
                continue
            if way.step is WayStep.ABOVE and way.text:
                self.reports += 1
                if self.reports > MOST_REPORTS:
                    continue
            self.met.add(key)
            heappush(self.waiting, (-way.worth, next(self.order), Taken(way, depth, page, before)))

    @property
    def found(self) -> bool:
        return any(column.verdict.state == ADOPTED for column in self.columns)


async def seek(
    starts: Sequence[str],
    get: Get,
    refusal: Callable[[str], str],
    known: Iterable[str] = (),
    passed: PassedColumns | None = None,
    text: str = "",
    step: WayStep = WayStep.START,
    *,
    glance: bool = False,
) -> Sought:
    """The columns that can be reached from some addresses. `known`: keys of reports that some listing shows already, of
    which no further column is wanted; `passed`: known columns, which are not looked at; `text`: that of the link that
    led to the first address, and `step` what it led to; a `glance` looks for columns that the first pages name, and no
    further.

    Raises nothing for what a site does."""
    walk = _Walk(get, refusal, set(known), passed or PassedColumns(), glance=glance)
    walk.push((WayLink(1000 - rank, step, url, text) for rank, url in enumerate(starts)), None)
    for _ in range(MOST_STEPS):
        taken = _next(walk)
        if taken is None:
            break
        fetched = await get(Request(taken.way.url, referer=taken.named_at))
        if fetched.kind == LEFT_OVER:
            walk.put_back(taken, fetched.detail)
            break
        if not usable(fetched):
            walk.failed.append((fetched.kind, f"{taken.way.url}: {fetched.detail or fetched.kind}"))
            if taken.way.step is WayStep.START:
                walk.push(above(taken.way.url), taken)
            continue
        await _look(walk, taken, WebPage(fetched))
        if walk.left_over:
            break
    left = tuple(one for _, _, one in sorted(walk.waiting) if _is_wanted(walk, one))
    columns = tuple(_worth_telling(walk.columns))
    if walk.failed and not walk.read and not walk.left_over:
        return Sought(columns, left, *walk.failed[0])
    return Sought(columns, left, detail=walk.left_over, read=walk.read, left_over=bool(walk.left_over))


def _masked(url: str) -> str:
    """An address without its years; empty where it has none."""
    key, years = _YEARS.subn("#", url_key(url))
    return key if years else ""


def _next(walk: _Walk) -> Taken | None:
    while walk.waiting:
        *_, taken = heappop(walk.waiting)
        if _is_wanted(walk, taken):
            return taken
    return None


def _is_wanted(walk: _Walk, taken: Taken) -> bool:
    if walk.glance:
        return taken.way.step in (WayStep.COLUMN, WayStep.START)
    return not walk.found or taken.way.step in _ONWARD


async def _look(walk: _Walk, taken: Taken, page: WebPage) -> None:
    """Read a page as a column where it may be one; go on from it where it is none."""
    way = taken.way
    walk.read += 1
    if _may_be(page, way):
        source = Source(way.url, LISTING, "", "", "", family_of(page), None, "", "")
        listing = await discover(source, walk.get, walk.refusal, page.fetched)
        told = signs(page, way.text)
        verdict = judge(listing, told, walk.passed.alike.get(_masked(way.url), ""))
        if listing.left_over and verdict.state != ADOPTED:
            walk.put_back(taken, listing.problems[0])
            return
        if _take(walk, taken, page, listing, verdict):
            return
    if way.step in (WayStep.ABOVE, WayStep.START) and not parse(page.fetched.final_url).path.endswith("/"):
        walk.push(above(page.fetched.final_url), taken)
    walk.push(ways(page, way.step), taken, page.fetched.final_url)


def _may_be(page: WebPage, way: WayLink) -> bool:
    """Whether a page is worth reading as a list: it is called the column, or names reports and is none itself."""
    if way.step in (WayStep.COLUMN, WayStep.YEAR):
        return True
    names_reports = any(kind_of(link.text) is Kind.REPORT for link in page.links)
    is_detail = bool(page.metas.get("articletitle")) or is_report(page)
    is_named = page.metas.get("columntype", "") != "" and bool(signs(page, ""))
    return (names_reports and not is_detail) or is_named


def _take(walk: _Walk, taken: Taken, page: WebPage, listing: Listing, verdict: ColumnVerdict) -> bool:
    """Keep what was decided of a page; whether it is a column, from which nothing leads further."""
    keys = {found.key for found in listing.found}
    if verdict.state == ADOPTED and keys <= walk.covered:
        return True
    column = SoughtColumn(
        taken.way.url,
        listing,
        verdict,
        taken.path,
        page.metas.get("sitename", ""),
        page.metas.get("siteidcode", ""),
        taken.organ,
    )
    if verdict.state == ADOPTED:
        walk.columns = [one for one in walk.columns if not {found.key for found in one.listing.found} < keys]
        walk.covered |= keys
    if verdict.state:
        walk.columns.append(column)
    return verdict.state == ADOPTED


def _worth_telling(columns: list[SoughtColumn]) -> Iterable[SoughtColumn]:
    """Without what is in doubt of which a column that is sure shows all reports."""
    sure = {found.key for one in columns if one.verdict.state == ADOPTED for found in one.listing.found}
    for column in columns:
        keys = {found.key for found in column.listing.found}
        if column.verdict.state != DOUBTFUL or not keys or not keys <= sure:
            yield column


def registry_line(column: SoughtColumn, gazetteer: Gazetteer) -> tuple[str, ...]:
    """A column as a row of ``data/sources.csv``; agency and level are for a person to look over."""
    region = gazetteer.by_code.get(column.site_id[:6])
    province = list(gazetteer.lineage(region.code))[-1].short if region else ""
    level, adapter = region.level if region else "", column.listing.adapter or "auto"
    years = column.verdict.years
    span = f"{years[0]}-{years[-1]}" if years else ""
    return (column.url, LISTING, column.site_name, level, province, adapter, span, "", "")
