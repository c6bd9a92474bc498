"""What a search for columns gave, written down: adopted listings, which are crawled from then on, questions to a
person, and where to go on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta

from xxgk.flows.crawl.finding.discovery import Listing
from xxgk.flows.crawl.finding.judging import ADOPTED, DOUBTFUL
from xxgk.flows.crawl.finding.seek import Sought, SoughtColumn, Taken
from xxgk.flows.crawl.finding.sources import LISTING, Source
from xxgk.flows.crawl.finding.ways import WayStep
from xxgk.flows.crawl.kept.ledger import Ledger, when
from xxgk.flows.crawl.kept.rows import FoundRow, ListingRow, SeedRow
from xxgk.flows.crawl.pages.classes import response_classes
from xxgk.flows.crawl.policy import NIGHT, after_block, after_failure
from xxgk.flows.crawl.request import LEFT_OVER, PAGE
from xxgk.flows.crawl.run import listings
from xxgk.flows.crawl.run.night import Night
from xxgk.flows.crawl.run.seeds import LOST, Seed, evidence_of
from xxgk.flows.crawl.settings import Growth
from xxgk.flows.crawl.urls import parse
from xxgk.schema.errors import XxgkError
from xxgk.schema.regions import Gazetteer

ACCEPTED, REJECTED, REPLACED = "accepted", "rejected", "replaced"
CRAWLED = (ADOPTED, ACCEPTED)
"""States of a column that is crawled."""

MOVED = "moved"
"""The alarm of a listing that was found elsewhere."""

MOST_TITLES, MOST_LEFT, MOST_SEEDS = 12, 300, 600
"""Reports that are kept as evidence of a column; steps of one search that wait for another night; steps of all searches
that are kept of one host: a site may write another address into its links at every visit."""

_FOUND = "SELECT count(*) FROM found_listing WHERE seed = ? AND state <> 'doubtful'"
_MANY = "{} further steps are not looked at: there are too many on this host"
_OF_HOST = "SELECT count(*) FROM growth_seed WHERE url >= ? AND url < ?"
_ONWARD = frozenset({WayStep.COLUMN, WayStep.TREE, WayStep.ORGAN})


class ColumnError(XxgkError):
    """A person decides about a column that the search did not find; the message is fit to be shown."""


def found_sources(ledger: Ledger) -> tuple[Source, ...]:
    """The columns that are crawled because the search found them."""
    return tuple(map(_source, ledger.read(FoundRow, "WHERE state IN (?, ?) ORDER BY url", *CRAWLED)))


def replaced(ledger: Ledger) -> list[str]:
    """Listings in whose place another one stands."""
    return ledger.ask(str, "SELECT replaces FROM found_listing WHERE replaces <> '' AND state IN (?, ?)", *CRAWLED)


def note(night: Night, seed: Seed, sought: Sought, requests: int, growth: Growth, known: Gazetteer) -> None:
    """Write down what a search gave, in one transaction, and look at the new columns as every night does."""
    ledger, left_over = night.ledger, sought.left_over
    seen = seed.row._replace(run=night.run, checked_at=night.at)
    with ledger.transaction():
        for column in sought.columns:
            _note_column(night, seed, column, known)
        waiting = [taken for taken in sought.left if not seed.glance and (left_over or taken.way.step in _ONWARD)]
        dropped = len(waiting[MOST_LEFT:]) + sum(not _wait(night, seed, one, growth) for one in waiting[:MOST_LEFT])
        failed = sought.status != PAGE and not sought.columns
        tries = seed.row.tries + 1 if failed else 0
        kind = LEFT_OVER if left_over else sought.status
        ledger.put(
            seen
            if seed.glance
            else seen._replace(
                class_=kind,
                detail="; ".join(filter(None, (sought.detail, _MANY.format(dropped) if dropped else ""))),
                tries=tries,
                requests=requests,
                next_at=when(_next(night, seed, kind, tries, growth)),
            )
        )
    for column in sought.adopted:
        if row := ledger.first(FoundRow, "WHERE url = ? AND state IN (?, ?)", column.url, *CRAWLED):
            listing = Listing(
                _source(row),
                column.listing.status,
                column.listing.adapter,
                column.listing.found,
                column.listing.pages,
                column.listing.refused,
                column.listing.problems,
            )
            listings.note(night, listing, listing.status, listing.detail)


def _note_column(night: Night, seed: Seed, column: SoughtColumn, known: Gazetteer) -> None:
    """Keep a column with its evidence. What a person decided stays, and so does what was adopted."""
    ledger = night.ledger
    before = ledger.first(FoundRow, "WHERE url = ?", column.url)
    if before is not None and before.state not in (DOUBTFUL, REPLACED):
        return
    is_sure = column.verdict.state == ADOPTED
    moved_from = seed.row.url if is_sure and seed.row.origin == LOST else ""
    ledger.put(_row(night, seed, column, moved_from, known))
    if moved_from:
        _move(night, moved_from, column)


def _move(night: Night, old: str, column: SoughtColumn) -> None:
    """What an old listing showed belongs to the one in its place."""
    ledger = night.ledger
    for found in column.listing.found:
        ledger.execute("UPDATE page SET listing = ? WHERE key = ? AND listing = ?", column.url, found.key, old)
    if row := ledger.first(ListingRow, "WHERE url = ?", old):
        moved = row._replace(alarm=MOVED, detail=f"found at {column.url}")
        ledger.change(row, moved)
        listings.remember(ledger, moved, night)
    if found_before := ledger.first(FoundRow, "WHERE url = ?", old):
        ledger.change(found_before, found_before._replace(state=REPLACED))


def _row(night: Night, seed: Seed, column: SoughtColumn, moved_from: str, known: Gazetteer) -> FoundRow:
    verdict, given = column.verdict, seed.row
    code = given.region_code or (column.site_id[:6] if column.site_id[:6] in known.by_code else "")
    place = known.by_code.get(code)
    alone = verdict.organs[0] if len(verdict.organs) == 1 else column.organ or given.agency
    agency = "" if len(verdict.organs) > 1 else alone
    is_governments = bool(place) and agency == given.agency and agency.endswith("人民政府")
    titles = ((found.title, found.url) for found in column.listing.found[:MOST_TITLES])
    return FoundRow(
        url=column.url,
        state=verdict.state,
        reason=verdict.reason,
        adapter=column.listing.adapter or "auto",
        agency=agency,
        region_code=code,
        region=given.region or (list(known.lineage(code))[-1].short if place else ""),
        level=place.level if place and is_governments else "",
        reports=len(column.listing.found),
        years=json.dumps(verdict.years),
        organs=len(verdict.organs),
        evidence=evidence_of(column.path, titles),
        seed=given.url,
        replaces=moved_from,
        run=night.run,
        found_at=night.at,
    )


def _wait(night: Night, seed: Seed, taken: Taken, growth: Growth) -> bool:
    """A step that nobody took, as a seed of its own; whether its host has room for it. Of a search made before, one
    that it took not long ago is done, and others are for the night after next: between them lies one that looks where
    new columns are named."""
    way, row, ledger = taken.way, seed.row, night.ledger
    agency = way.text if way.step is WayStep.ORGAN else row.agency
    waiting = SeedRow(
        way.url, way.step.value, row.region_code, row.region, agency, taken.named_at, way.text, next_at=night.at
    )
    before = ledger.first(SeedRow, "WHERE url = ?", way.url)
    root = parse(way.url).root
    if before is None and ledger.one(int, _OF_HOST, f"{root}/", f"{root}0") >= MOST_SEEDS:
        return False
    if row.run is None:
        if before is None:
            ledger.put(waiting)
        return True
    long_ago = when(night.now - timedelta(days=growth.stale_days))
    if before is None or (before.checked_at or "") < long_ago < before.next_at:
        known = before or waiting
        ledger.put(known._replace(run=night.run, class_=LEFT_OVER, next_at=when(night.now + 2 * NIGHT)))
    return True


def _next(night: Night, seed: Seed, kind: str, tries: int, growth: Growth) -> datetime:
    """When to search from there again."""
    now, policy = night.now, night.policy
    if response_classes()[kind].stops_host:
        return after_block(now, policy)
    if tries:
        return after_failure(now, tries, policy)
    pause = growth.again_days
    if seed.row.origin == LOST or night.ledger.one(int, _FOUND, seed.row.url):
        pause = growth.stale_days
    elif seed.step is not WayStep.START:
        pause = policy.longest_days
    return now + timedelta(days=min(pause, policy.longest_days))


def decide(ledger: Ledger, url: str, state: str, why: str, now: datetime) -> FoundRow:
    """What a person says of a column that was found. Raises ColumnError."""
    row = ledger.first(FoundRow, "WHERE url = ?", url)
    if row is None:
        raise ColumnError(f"{url} is no column that the search found: `xxgk sources review` lists them")
    decided = row._replace(state=state, decided_at=when(now), decided_why=why)
    ledger.put(decided)
    return decided


def _source(row: FoundRow) -> Source:
    years = [*map(int, json.loads(row.years))]
    span = (years[0], years[-1]) if years else None
    return Source(row.url, LISTING, row.agency, row.level, row.region, row.adapter, span, "", "")


def lines(ledger: Ledger) -> Iterator[tuple[str, ...]]:
    """The columns that are crawled, as rows of ``data/sources.csv``."""
    for one in found_sources(ledger):
        years = f"{one.years[0]}-{one.years[1]}" if one.years else ""
        yield one.url, one.kind, one.agency, one.level, one.region, one.adapter, years, one.family, one.title
