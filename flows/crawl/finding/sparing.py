"""How much of a list that is known is asked in a night: where something new may stand. The rest is read as it was kept,
and each page of it asked anew in its turn.

What may be new stands on the first page, in columns of the year that is awaited, on the next page where one shows
nothing that was known, and on the page that showed the newest year last time. Pages behind those, columns of years that
are over, indexes that name the awaited year already, and the column of an organ that has published change seldom."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from xxgk.flows.crawl.pages.link_text import Kind, kind_of, organ_of, year_of
from xxgk.flows.crawl.pages.page import WebPage
from xxgk.flows.crawl.request import PAGE, Fetched, Get, Request

MOST_ASKED = 2
"""Requests of one look at a list that is looked at every night, robots.txt not counted, up to which a kept page is
asked anew."""

EVERY_NIGHT = timedelta(days=3)
"""What was looked at within this time is looked at every night."""

EVERY_OTHER_NIGHT = timedelta(hours=36)
"""How old a page may be that names no report itself, while the awaited year is not there: on the nights between, one of
the others has its turn."""

LONGEST_KEPT = timedelta(days=60)
"""How old a kept page may become where none of these requests was left for it."""


LEAST_YEARS = 2
"""Years that the column of one organ shows at least: one of a year may be of others too, who have not published yet."""


class KnownList(NamedTuple):
    """What is known of a list before a night looks at it: `keys` of the reports that it showed, the `newest` year of
    these (0: none) and how the addresses of those of it end, the year of which reports are `awaited`, the time, since
    when a kept page is young, and whether it is looked at every night."""

    keys: frozenset[str]
    newest: int
    newest_names: frozenset[str]
    awaited: int
    now: datetime
    young: datetime
    is_nightly: bool


class Sparing:
    """The `Get` of one look at a list. Without a `known` list everything is asked. `oldest` is when the oldest kept
    page came that was read, `last` when the last page did, where it was a kept one; else None."""

    def __init__(self, get: Get, known: KnownList | None) -> None:
        self._get, self._known = get, known
        self._asked = 0
        self._is_settled = self._shows_known = self._shows_newest = False
        self.oldest: datetime | None = None
        self.last: datetime | None = None

    def begin(self, *, is_settled: bool) -> None:
        """A column begins; whether it is of a year that is over."""
        self._is_settled, self._shows_known, self._shows_newest = is_settled, False, False

    def shown(self, reports: Iterable[tuple[str, int | None]]) -> None:
        """Reports, by key and year, that a page of the column shows."""
        known = self._known
        if known is None:
            return
        for key, year in reports:
            self._shows_known |= key in known.keys
            self._shows_newest |= (year or 0) >= known.newest

    async def head(self, request: Request) -> Fetched:
        """The first page of the list, or of a column that may have something new."""
        return await self._either(request, self._needs_no_look)

    async def settled(self, request: Request) -> Fetched:
        """The first page of a column of a year that is over."""
        return await self._either(request, lambda _: True)

    async def __call__(self, request: Request) -> Fetched:
        """A further page of a column."""
        if self._is_settled:
            return await self.settled(request)
        return await self._either(request, self._is_behind)

    async def _either(self, request: Request, will_do: Callable[[Fetched], bool]) -> Fetched:
        """The page as it was kept, where that will do and it is not its turn; else as it is."""
        if self._known is None:
            return self._noted(await self._get(request))
        kept = await self._get(request._replace(since=self._known.now - LONGEST_KEPT))
        is_young = self._known.young <= kept.at <= self._known.now  # a clock may have been wrong
        if kept.is_kept and not (will_do(kept) and (is_young or self._is_enough)):
            return self._noted(await self._get(request))
        return self._noted(kept)

    @property
    def _is_enough(self) -> bool:
        return self._known is not None and self._known.is_nightly and self._asked >= MOST_ASKED

    def _is_behind(self, kept: Fetched) -> bool:
        """Whether a further page stands behind one that was known, and shows only what is older."""
        names = self._known.newest_names if self._known is not None else ()
        has_newest = any(name in kept.text for name in names)
        return self._shows_known and (self._shows_newest or not has_newest)

    def _needs_no_look(self, kept: Fetched) -> bool:
        """Whether the awaited year is there, and the page an index or the column of one organ; before that, whether an
        index was seen the night before."""
        if kept.kind != PAGE:
            return False
        known = self._known
        is_there = known is not None and known.newest >= known.awaited
        is_recent = known is not None and kept.at >= known.now - EVERY_OTHER_NIGHT
        if known is None or not (is_there or is_recent):
            return False
        texts = [link.text for link in WebPage(kept).links if kind_of(link.text) is Kind.REPORT]
        years = [year_of(text) for text in texts]
        is_alone = len(set(map(organ_of, texts))) == 1 and len(set(years)) == len(years) >= LEAST_YEARS
        return not texts or (is_alone and known.awaited in years)

    def _noted(self, fetched: Fetched) -> Fetched:
        self._asked += not fetched.is_kept
        self.last = fetched.at if fetched.is_kept else None
        self.oldest = min(filter(None, (self.oldest, self.last)), default=None)
        return fetched
