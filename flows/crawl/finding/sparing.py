"""How much of a list that is known is asked in a night: what may show something new, in its turn. The rest is read as
it was kept.

What may be new stands on the first page, in columns of the year that is awaited, on the next page where one shows
nothing that was known, and on the page that showed the newest year last time. These are asked every night while a night
has room for all of them, else by turns, each every other night. Pages behind those, columns of years that are over,
indexes that name the awaited year already, and the column of an organ that has published change seldom: they have their
turn from time to time (`settled_days`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from xxgk.flows.crawl.pages.link_text import Kind, kind_of, organ_of, year_of
from xxgk.flows.crawl.pages.page import WebPage
from xxgk.flows.crawl.request import PAGE, Fetched, Get, Request

MOST_ASKED, MOST_BEFORE = 2, 1
"""Requests of one look, robots.txt not counted, up to which kept pages are asked anew before it is their last turn; and
while the awaited year is not there, when its column may be named elsewhere, too, and one more is left for that."""

LONGEST_KEPT = timedelta(days=60)
"""How old a kept page may become where it never was its turn."""

AT_THE_LATEST = 1.5
"""Times between two looks, after which a page that may show something new is asked, whatever was asked already."""

EARLY = timedelta(hours=4)
"""A run may start so much earlier than the one before."""

LEAST_YEARS = 2
"""Years that the column of one organ shows at least: one of a year may be of others too, who have not published yet."""


class KnownList(NamedTuple):
    """What is known of a list before a night looks at it: `keys` of the reports that it showed, the `newest` year of
    these (0: none) and how the addresses of those of it end, the year of which reports are `awaited`, the time, the
    time `between` two looks at what may show something new, since when a page is `young` that changes seldom, and what
    the look before told of it."""

    keys: frozenset[str]
    newest: int
    newest_names: frozenset[str]
    awaited: int
    now: datetime
    between: timedelta
    young: datetime
    told: str = ""

    @property
    def is_there(self) -> bool:
        """Whether a report of the awaited year was shown."""
        return self.newest >= self.awaited


class _Read(NamedTuple):
    """A page that was read as it was kept: whether its time to be asked for has come, and how old it is, in times
    between two looks."""

    is_due: bool
    age: float
    request: Request
    kept: Fetched


class Sparing:
    """The `Get` of one look at a list. Without a `known` list everything is asked. `last` is when the page came that
    was read last, where it was a kept one; else None."""

    def __init__(self, get: Get, known: KnownList | None) -> None:
        self._get, self._known = get, known
        self._answers: dict[Request, Fetched] = {}  # what was asked in this look
        self.begin_anew()

    def begin_anew(self) -> None:
        """The list is read from its beginning: what this look asked for already is as it came."""
        self._read: list[_Read] = []
        self._lively = 0  # pages that were read as they were kept, though they may show something new
        self._is_settled = self._shows_known = self._shows_new = self._shows_newest = False
        self.last: datetime | None = None

    def begin(self, *, is_settled: bool) -> None:
        """A column begins; whether it is of a year that is over."""
        self._is_settled, self._shows_known, self._shows_new, self._shows_newest = is_settled, False, False, False

    def shown(self, reports: Iterable[tuple[str, int | None]]) -> None:
        """Reports, by key and year, that a page of the column shows."""
        known = self._known
        if known is None:
            return
        for key, year in reports:
            self._shows_known |= key in known.keys
            self._shows_new |= key not in known.keys
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
        if self._known is not None and self._shows_new and not self._shows_known:
            return await self._ask(request)
        return await self._either(request, self._is_behind)

    async def ask_more(self, *, every: bool = False) -> bool:
        """Ask for what waits longest, as far as a look has room for it, or for every page that was read as it was kept;
        whether anything of that is another now."""
        known = self._known
        most = 0 if known is None else MOST_ASKED if known.is_there else MOST_BEFORE
        by_turns = -(-(self._lively + len(self._answers)) // 2)  # else all of them might come in the same night
        room = max(most, by_turns) - sum(map(_cost, self._answers.values()))
        is_another = False
        for one in sorted(self._read, key=lambda one: -one.age):
            if every or (one.is_due and _cost(one.kept) <= room):
                room -= _cost(one.kept)
                fresh = await self._ask(one.request)
                is_another |= (fresh.kind, fresh.sha256) != (one.kept.kind, one.kept.sha256)
        return is_another

    @property
    def waits(self) -> int:
        """Pages whose time has come and that were not asked."""
        return sum(_key(one.request) not in self._answers for one in self._read if one.is_due)

    @property
    def confirmed(self) -> frozenset[datetime]:
        """When pages came that were read as they were kept, and then came again as they were. A moment at which several
        came is none of them."""
        times = Counter(one.kept.at for one in self._read)
        again = (one.kept.at for one in self._read if _key(one.request) in self._answers)
        return frozenset(at for at in again if times[at] == 1)

    @property
    def oldest(self) -> datetime | None:
        """When the oldest page came that was read as it was kept; None where all came just now."""
        return min((one.kept.at for one in self._read if one.kept.at not in self.confirmed), default=None)

    async def _either(self, request: Request, changes_seldom: Callable[[Fetched], bool]) -> Fetched:
        """The page as it was kept, where that will do; else as it is."""
        known, self.last = self._known, None
        if known is None:
            return await self._get(request)
        if _key(request) in self._answers:
            return await self._ask(request)
        kept = await self._get(request._replace(since=known.now - LONGEST_KEPT))
        if not kept.is_kept:
            self._answers[_key(request)] = kept
            return kept
        age, is_seldom = known.now - kept.at, changes_seldom(kept)
        if age < timedelta() or (not is_seldom and age > known.between * AT_THE_LATEST):  # a clock may have been wrong
            return await self._ask(request)
        is_due = kept.at < known.young if is_seldom else age >= known.between - EARLY
        between = known.now - known.young if is_seldom else known.between
        self._read.append(_Read(is_due, age / between, request, kept))
        self._lively += not is_seldom
        self.last = kept.at
        return kept

    async def _ask(self, request: Request) -> Fetched:
        self.last, key = None, _key(request)
        if key not in self._answers:
            self._answers[key] = await self._get(request)
        return self._answers[key]

    def _is_behind(self, kept: Fetched) -> bool:
        """Whether a further page stands behind one that was known, and shows only what is older."""
        return self._shows_known and (self._shows_newest or not self._has_newest(kept))

    def _has_newest(self, kept: Fetched) -> bool:
        """Whether a page names a report of the newest year, be it in a script."""
        return self._known is not None and any(name in kept.text for name in self._known.newest_names)

    def _needs_no_look(self, kept: Fetched) -> bool:
        """Whether the awaited year is there, and the page an index or the column of one organ."""
        known = self._known
        if known is None or not known.is_there or kept.kind != PAGE:
            return False
        texts = [link.text for link in WebPage(kept).links if kind_of(link.text) is Kind.REPORT]
        years = [year_of(text) for text in texts]
        is_alone = len(set(map(organ_of, texts))) == 1 and len(set(years)) == len(years) >= LEAST_YEARS
        return (is_alone and known.awaited in years) if texts else not self._has_newest(kept)


def _key(request: Request) -> Request:
    """What is asked, whoever named it."""
    return request._replace(referer="", since=None)


def _cost(fetched: Fetched) -> int:
    """Requests of one answer."""
    return 1 + len(fetched.hops)
