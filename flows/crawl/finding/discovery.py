"""From a listing to the reports that it shows.

The first page's links are read as they are, then the adapter of the site's family turns the pages. What counts as a
report is decided here by the link-text rule, once for all families. The walk ends with the list: when a page brings
nothing new, when several in a row bring no report (a list that shows another column past its end), or at a cap.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import AsyncGenerator, Callable, Iterable
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple

from xxgk.flows.crawl.finding.adapters import FAMILIES, family_of
from xxgk.flows.crawl.finding.adapters.batch import ListPage, batch_of
from xxgk.flows.crawl.finding.sources import Source
from xxgk.flows.crawl.finding.sparing import KnownList, Sparing
from xxgk.flows.crawl.finding.ways import names_organs
from xxgk.flows.crawl.pages.link_text import Kind, is_bare, is_of_a_year, kind_of, normal, year_of
from xxgk.flows.crawl.pages.page import Link, WebPage, cut_off, usable
from xxgk.flows.crawl.pages.report_page import is_report, year_shown
from xxgk.flows.crawl.request import LEFT_OVER, NOT_FOUND, PAGE, SOFT404_HOME, Fetched, Get, Request
from xxgk.flows.crawl.urls import folder_of, host_of, is_folder, url_key

MOST_PAGES = 80
"""Pages of one listing, its columns and frames counted in."""

MOST_BARREN = 3
"""Pages in a row without a report, after which a list is another column's."""

MOST_PROBLEMS = 5

DEPTH = 2
"""Columns within columns: years, then kinds of agency."""

ANY_FAMILY = "links"
"""The family of pages that bear no sign: columns below them may bear one."""

LEAST_YEARS = 2
"""Years that a page must name for their columns to be read that lie elsewhere on the site."""

ENDS = frozenset({NOT_FOUND, SOFT404_HOME})
"""Answers to a number or a year that was only tried: the list is over. Any other failure cuts it short."""

ANOTHER_COLUMN = "of another column, which the list shows past its end"

_FRAMES = 3
_YEAR = re.compile(r"20\d\d")


class Found(NamedTuple):
    """A report that a listing shows. `url` as linked and `key` for all its spellings; `title` is the link text; `year`
    and `published` (ISO) are what the listing says, None and empty where it does not; `seen_at` is the page of the
    list, `at` when that came, None where it was asked for just now; `files` are addresses that belong to the report and
    that the list names."""

    url: str
    key: str
    title: str
    year: int | None
    published: str
    seen_at: str
    files: tuple[str, ...] = ()
    at: datetime | None = None


@dataclass(frozen=True)
class Listing:
    """What one listing showed. `status` is the class of the answer of its first page; `pages` were fetched; `refused`
    are links that passed the rule and lead where no one may go, with the reason; `problems` tell why the list was not
    read to its end, empty where it was; `whole_at` is when the oldest page came, None where all came just now; `waits`
    are pages of it that are to be asked anew and were not, since a night asks for few."""

    source: Source
    status: str
    adapter: str = ""
    found: tuple[Found, ...] = ()
    pages: int = 0
    refused: tuple[tuple[str, str], ...] = ()
    problems: tuple[str, ...] = ()
    whole_at: datetime | None = None
    waits: int = 0

    @property
    def read(self) -> bool:
        """Whether the first page could be read: otherwise nothing is known of the reports."""
        return self.status == PAGE

    @property
    def whole(self) -> bool:
        """Whether it was read to its end, as far as can be told."""
        return not self.problems

    @property
    def detail(self) -> str:
        """The problems in a line, as it is kept of a look (`KnownList.told`)."""
        return "; ".join(self.problems)

    @property
    def left_over(self) -> bool:
        """Whether a cap of the night cut it short: the next night goes on."""
        return any(problem.endswith(f": {LEFT_OVER}") for problem in self.problems)


class _Column(NamedTuple):
    """A page that is to be read as a list; `report` where it may be a report instead: the page itself will tell.
    `is_settled`: it is of a year that is over."""

    url: str
    depth: int
    report: Found | None = None
    is_settled: bool = False


@dataclass
class _Walk:
    """What a walk has met so far."""

    refusal: Callable[[str], str]
    sparing: Sparing
    awaited: int
    folder: str
    host: str
    found: dict[str, Found] = field(default_factory=dict)
    met: set[str] = field(default_factory=set)
    columns: deque[_Column] = field(default_factory=deque)
    refused: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    pages: int = 0
    is_settled: bool = False

    def noting(self, get: Get) -> Get:
        """`get`, with each page of the list that could not be had written down, whoever asked for it."""

        async def noted(request: Request) -> Fetched:
            fetched = await get(request)
            if usable(fetched):
                self.look_over(fetched)
            elif fetched.kind not in ENDS:
                self.problems.append(f"{request.url}: {fetched.kind}")
            return fetched

        return noted

    def look_over(self, fetched: Fetched) -> None:
        """Write down where a page shows only a part of its links."""
        if reason := cut_off(fetched):
            self.problems.append(f"{fetched.url}: {reason}")

    def take(self, batch: ListPage, depth: int) -> tuple[int, int]:
        """Sorts the links of a batch; returns how many are new and how many of these are reports."""
        if batch.problem:
            self.problems.append(batch.problem)
        reports = 0
        columns: list[_Column] = []
        fresh = {key: link for link in batch.links if (key := url_key(link.url)) not in self.met}
        self.met.update(fresh)
        foreign = not batch.promised and self._foreign(fresh.values())
        of_years = self._of_years(fresh.values()) if not depth else frozenset()
        for key, link in fresh.items():
            kind = Kind.REPORT if batch.certain else kind_of(link.text)
            below = depth < DEPTH and (self._within(link.url) or link in of_years)
            if kind is Kind.REPORT and below and not batch.certain and is_bare(link.text) and is_folder(link.url):
                columns.append(_Column(link.url, depth + 1, self.as_found(link, key, batch.url), self._is_over(link)))
                reports += 1
            elif kind is Kind.REPORT:
                reports += self._report(self.as_found(link, key, batch.url), ANOTHER_COLUMN if foreign else "")
            elif below and (kind is Kind.COLUMN or names_organs(link.text)):
                columns.append(_Column(link.url, depth + 1, is_settled=self._is_over(link)))
        self.columns.extend(sorted(columns, key=lambda column: column.is_settled))
        self.sparing.shown((key, year_of(link.text)) for key, link in fresh.items() if key in self.found)
        return len(fresh), reports

    def as_found(self, link: Link, key: str, seen_at: str) -> Found:
        """A link as a report."""
        year = year_of(link.text)
        return Found(link.url, key, link.text, year, link.published, seen_at, link.files, self.sparing.last)

    def _is_over(self, link: Link) -> bool:
        """Whether a column is of a year that is over, or lies in one of such a year."""
        named = _YEAR.search(normal(link.text)) if is_of_a_year(link.text) or is_bare(link.text) else None
        return self.is_settled or (named is not None and int(named[0]) < self.awaited)

    def _of_years(self, links: Iterable[Link]) -> frozenset[Link]:
        """The columns of single years that a page names on its own host, wherever they lie: their numbers and folders
        are new each year, one for each text. One alone may be anything."""
        named = {link.text: link for link in links if is_of_a_year(link.text) and host_of(link.url) == self.host}
        return frozenset(named.values()) if len(named) >= LEAST_YEARS else frozenset()

    def _foreign(self, links: Iterable[Link]) -> bool:
        """Whether the reports of a page that nobody promised all lie elsewhere on the site than those before."""
        sections = {_section(found.url) for found in self.found.values()} | {"/" + self.folder.split("/")[1]}
        shown = {_section(link.url) for link in links if kind_of(link.text) is Kind.REPORT}
        return bool(shown) and bool(self.found) and not shown & sections

    def _report(self, found: Found, reason: str) -> int:
        reason = reason or self.refusal(found.url)
        if reason:
            self.refused[found.url] = reason
            return 0
        self.found.setdefault(found.key, found)
        return 1

    def _within(self, url: str) -> bool:
        """Whether an address lies below the listing: its columns do, the rest of the site does not."""
        return host_of(url) == self.host and folder_of(url) != self.folder and folder_of(url).startswith(self.folder)


async def discover(
    source: Source,
    get: Get,
    refusal: Callable[[str], str],
    first: Fetched | None = None,
    known: KnownList | None = None,
) -> Listing:
    """The reports that a listing shows. `refusal` tells why an address may not be asked for, empty where it may;
    `first` is the answer of its first page, where that was asked for already; of a `known` list only that is asked
    which may have changed.

    Raises nothing for what a site does: a listing that cannot be read has the class of its answer as `status`."""
    sparing = Sparing(get, known)
    listing = await _walked(source, sparing, refusal, first, known)
    is_torn = not listing.whole and (known is None or known.told != listing.detail)
    if await sparing.ask_more(every=is_torn):  # pages that were kept may not fit one that is as it is now
        sparing.begin_anew()
        listing = await _walked(source, sparing, refusal, first, known)
    seen_now = sparing.confirmed
    found = tuple(one._replace(at=None) if one.at in seen_now else one for one in listing.found)
    return replace(listing, found=found, whole_at=sparing.oldest, waits=sparing.waits)


async def _walked(
    source: Source, sparing: Sparing, refusal: Callable[[str], str], first: Fetched | None, known: KnownList | None
) -> Listing:
    """One reading of a list."""
    first = first or await sparing.head(Request(source.url))
    if not usable(first):
        return Listing(source, first.kind, problems=(first.detail,) if first.detail else ())
    page = WebPage(first)
    name = family_of(page) if source.adapter == "auto" else source.adapter
    walk = _Walk(refusal, sparing, known.awaited if known else 0, folder_of(page.url), host_of(page.url))
    walk.met.add(url_key(source.url))
    walk.look_over(first)
    further = walk.noting(sparing)
    await _read(walk, page, further, name, 0)
    while walk.columns and walk.pages < MOST_PAGES:
        column = walk.columns.popleft()
        walk.is_settled = column.is_settled
        sparing.begin(is_settled=column.is_settled)
        begin = walk.noting(sparing.settled if column.is_settled else sparing.head)
        fetched = await begin(Request(column.url, referer=page.url))
        before = len(walk.found), len(walk.columns)
        if usable(fetched):
            below = WebPage(fetched)
            await _read(walk, below, further, family_of(below) if name == ANY_FAMILY else name, column.depth)
        else:
            walk.pages += 1
            walk.problems += [f"{column.url}: {fetched.kind}"] if fetched.kind in ENDS else []
        if column.report and before == (len(walk.found), len(walk.columns)):
            walk.found.setdefault(column.report.key, column.report)
    if walk.pages >= MOST_PAGES:
        walk.problems.append(f"only the first {MOST_PAGES} pages were read")
    refused = tuple(walk.refused.items())
    found, problems = tuple(walk.found.values()), _told(walk.problems)
    return Listing(source, PAGE, name, found, walk.pages, refused, problems)


async def _read(walk: _Walk, page: WebPage, get: Get, name: str, depth: int) -> None:
    """One column: its first page, its frames where that shows nothing, then page after page."""
    before, columns, barren, turned = len(walk.found), len(walk.columns), 0, False
    async with aclosing(_batches(walk, page, get, name)) as batches:
        async for batch in batches:
            walk.pages += 1
            if turned and batch.promised and not batch.links and not batch.problem:
                walk.problems.append(f"{batch.url}: nothing on a page that the list promises")
            new, reports = walk.take(batch, depth)
            turned = True
            barren = 0 if reports else barren + 1
            if walk.pages >= MOST_PAGES or barren >= MOST_BARREN or not (new or batch.promised):
                break
    if len(walk.found) == before and len(walk.columns) == columns and is_report(page):
        url = page.fetched.url
        shown = Link(url, page.title or url, page.metas.get("pubdate", "")[:10])
        year = year_shown(page)
        found = walk.as_found(shown, url_key(url), url)._replace(year=year)
        walk.found.setdefault(found.key, found)


async def _batches(walk: _Walk, page: WebPage, get: Get, name: str) -> AsyncGenerator[ListPage, None]:
    yield batch_of(page, promised=True)
    if not any(kind_of(link.text) is Kind.REPORT for link in page.links):
        for url in _same_host(page.frames(), walk.host):
            fetched = await get(Request(url, referer=page.url))
            if usable(fetched):
                yield batch_of(WebPage(fetched), promised=True)
    async for batch in FAMILIES[name].read(page, get):
        yield batch


def _told(problems: list[str]) -> tuple[str, ...]:
    """The first problems, and how many more there are."""
    problems = list(dict.fromkeys(problems))
    more = [f"and {len(problems) - MOST_PROBLEMS} more"] if len(problems) > MOST_PROBLEMS else []
    return (*problems[:MOST_PROBLEMS], *more)


def _section(url: str) -> str:
    """The first folder of an address."""
    return "/" + folder_of(url).split("/")[1]


def _same_host(urls: Iterable[str], host: str) -> list[str]:
    return list(dict.fromkeys(url for url in urls if host_of(url) == host))[:_FRAMES]
