"""Looking at a listing: what it names now, what is new, what it names no more, and whether it went silent."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from xxgk.flows.crawl.finding.discovery import Found, Listing
from xxgk.flows.crawl.finding.sources import REPORT, Source
from xxgk.flows.crawl.finding.sparing import KnownList
from xxgk.flows.crawl.kept.ledger import Ledger, when
from xxgk.flows.crawl.kept.rows import ListingRow, LookRow, PageRow
from xxgk.flows.crawl.pages.classes import listing_class, response_classes
from xxgk.flows.crawl.policy import CHINA, NIGHT, after_failure, awaited, in_season, looks, next_listing, settled_since
from xxgk.flows.crawl.request import PAGE, ROBOTS, SET_ASIDE
from xxgk.flows.crawl.run.night import Night
from xxgk.flows.crawl.urls import url_key
from xxgk.flows.logs import event


class ShownReport(NamedTuple):
    """A report that a listing showed, by its key; the year 0 where the listing tells none."""

    key: str
    year: int


def due(night: Night, sources: Iterable[Source], *, everything: bool) -> list[Source]:
    """The sources that are to be looked at in this run (`everything`: also those that are to wait), in their order:
    what has waited for a week beyond its time, in the first months of the year what showed reports of the year before
    the awaited one, then what was never looked at, then what waits longest."""
    rows = {row.url: row for row in night.ledger.read(ListingRow)}
    first = _publishers(night)
    late = when(night.now - timedelta(days=night.policy.listing_days))

    def order(source: Source) -> tuple[bool, bool, str, str]:
        waits = rows[source.url].next_at if source.url in rows else ""
        return not "" < waits <= late, source.url not in first, waits, source.url

    found = (source for source in sources if _is_due(rows.get(source.url), night, everything=everything))
    return sorted(found, key=order)


def _is_due(row: ListingRow | None, night: Night, *, everything: bool) -> bool:
    """Whether a listing is to be looked at: when its time has come, and when the season has begun since it was read,
    that would else wait for the end of its week."""
    if row is None or row.run == night.run:
        return row is None
    is_early = row.class_ == PAGE and in_season(night.now, night.policy) and row.checked_at <= when(night.now - NIGHT)
    return everything or is_early or row.next_at <= night.at


def _publishers(night: Night) -> frozenset[str]:
    """The listings that showed reports of the year before the awaited one, in the months in which they come first."""
    if (night.now + CHINA).month not in night.policy.publishers_first:
        return frozenset()
    of_year = "SELECT DISTINCT listing FROM page WHERE year = ?"
    return frozenset(night.ledger.ask(str, of_year, awaited(night.now) - 1))


def state(ledger: Ledger, url: str) -> ListingRow | None:
    """What the ledger knows of a listing."""
    return ledger.first(ListingRow, "WHERE url = ?", url)


def known(night: Night, url: str) -> KnownList:
    """What is known of a listing before it is looked at."""
    shown = night.ledger.ask(ShownReport, "SELECT key, coalesce(year, 0) FROM page WHERE listing = ?", url)
    newest = max((report.year for report in shown), default=0)
    keys, between, young = (
        frozenset(report.key for report in shown),
        looks(night.now, night.policy),
        settled_since(night.now, night.policy),
    )
    names = frozenset(report.key.rpartition("/")[2] for report in shown if report.year == newest)
    before = state(night.ledger, url)
    told = before.detail if before else ""
    return KnownList(keys, newest, names, awaited(night.now), night.now, between, young, told)


def direct(source: Source) -> Listing:
    """A report that the registry names by its own address: a listing of one, for which nothing is asked."""
    first = source.years[0] if source.years and source.years[0] == source.years[1] else None
    return Listing(source, PAGE, REPORT, (Found(source.url, url_key(source.url), source.title, first, "", source.url),))


def alarm(kind: str, links: int, before: int, shrunken: float, *, whole: bool = True) -> str:
    """What an operator must look at; empty where all is well. A source that says nothing is an error, not an absence of
    reports, and one of which only a part was read (not `whole`) may hide as many."""
    if kind == PAGE and not whole:
        return "partial"
    if kind == PAGE:
        return "shrunken" if links < shrunken * before else ("" if links else "silent")
    if response_classes()[kind].fault:
        return "error"
    if response_classes()[kind].stops_host or kind == ROBOTS:
        return "blocked"
    return "unreachable" if response_classes()[kind].retry or kind == SET_ASIDE else "silent"


def note(night: Night, listing: Listing, kind: str, detail: str) -> None:
    """Write down what a look at a listing gave, in one transaction. `kind`: its class, `detail`: what shows it. What
    a listing names no more is known only where it was read to its end."""
    ledger, source, at = night.ledger, listing.source, night.at
    before = state(ledger, source.url)
    links_before = (before.links if before.class_ == PAGE else before.before) if before else 0
    if kind == PAGE and source.kind != REPORT:
        kind = listing_class(len(listing.found), links_before)
        detail = detail if kind == PAGE else f"none of {links_before} reports is listed any more"
    new = 0
    with ledger.transaction():
        if kind == PAGE:
            new = sum([_seen(ledger, found, source, at) for found in listing.found])
            if listing.whole:
                _missing(ledger, listing, at)
        was_read = kind == PAGE and not listing.left_over
        due = next_listing(night.now, night.policy, is_done=not listing.waits)
        next_at = due if was_read else after_failure(night.now, 1, night.policy)
        row = ListingRow(
            url=source.url,
            agency=source.agency,
            region=source.region,
            level=source.level,
            run=night.run,
            checked_at=at,
            ok_at=at if kind == PAGE else before and before.ok_at,
            class_=kind,
            detail=detail,
            links=len(listing.found) if kind == PAGE else 0,
            before=links_before,
            new_links=new,
            alarm=alarm(kind, len(listing.found), links_before, night.policy.shrunken, whole=listing.whole),
            next_at=when(next_at),
        )
        ledger.put(row)
        remember(ledger, row, night)
    told = {"class": kind, "reports": row.links, "before": row.before, "new": new, "alarm": row.alarm}
    event("listing", run=night.run, address=source.url, **told, detail=detail)


def remember(ledger: Ledger, row: ListingRow, night: Night) -> None:
    """Note how a listing stands now, unless it stood so before."""
    last = ledger.first(LookRow, "WHERE url = ? ORDER BY run DESC LIMIT 1", row.url)
    now = LookRow(row.url, night.run, night.at, row.class_, row.alarm, row.links)
    if last is None or last[3:] != now[3:]:
        ledger.put(now)


def _seen(ledger: Ledger, found: Found, source: Source, at: str) -> bool:
    """A report that is listed; whether the ledger did not know it."""
    listed_on, files = _date(found.published), json.dumps(found.files, ensure_ascii=False)
    seen_at = when(found.at) if found.at else at
    known = ledger.first(PageRow, "WHERE key = ?", found.key)
    if known is None:
        told = (found.key, found.url, source.url, found.title, found.year, listed_on, files)
        ledger.put(PageRow(*told, first_seen_at=at, last_seen_at=seen_at, next_at=at))
    elif source.url <= known.listing:
        row = known._replace(url=found.url, title=found.title, year=found.year, listed_on=listed_on, files=files)
        ledger.change(known, row._replace(listing=source.url, missing_since=None, last_seen_at=seen_at))
    return known is None


def _date(printed: str) -> str | None:
    """A date as the ledger writes it; None for what a list calls one and is none."""
    try:
        return date.fromisoformat(printed).isoformat()
    except ValueError:
        return None


def _missing(ledger: Ledger, listing: Listing, at: str) -> None:
    """Note what a listing names no more: all its pages came since it was last seen there. What was fetched of it
    stays."""
    found = {report.key for report in listing.found}
    whole_at = when(listing.whole_at) if listing.whole_at else "9999"
    for page in ledger.read(PageRow, "WHERE listing = ? AND missing_since IS NULL", listing.source.url):
        if page.key not in found and page.last_seen_at < whole_at:
            ledger.execute("UPDATE page SET missing_since = ? WHERE key = ?", at, page.key)
