"""The facts of a morning, out of ledger, release, and what the run says that has just ended."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import chain
from typing import Any

from xxgk.flows.crawl.kept.ledger import Ledger, LedgerError
from xxgk.flows.jobs.ledger_copy import as_the_ledger_tells
from xxgk.flows.jobs.nightly import Morning
from xxgk.flows.jobs.workplace import Workplace
from xxgk.flows.morning.facts import (
    ArchiveGrowth,
    KeptBackTold,
    LightReason,
    MorningFacts,
    MorningTable,
    ReleaseTold,
    RunTold,
    made_table,
)
from xxgk.flows.morning.light import reasons_of
from xxgk.flows.morning.sections import ORDER, RELEASE, tables
from xxgk.flows.morning.told import told
from xxgk.flows.places import Places
from xxgk.flows.release.kept_back import kept_back
from xxgk.flows.release.withdrawn import WithdrawalError, withdrawals
from xxgk.flows.review.worklist import questions, unanswered
from xxgk.flows.warehouse.by_people import known_readings
from xxgk.flows.warehouse.warehouse import Warehouse

OF_THE_NIGHT = frozenset({"failed", "aside"})
"""Reasons that only the run itself can give: they stand until the next one."""

_RUN = """
SELECT run, kind, started_at, finished_at,
    (SELECT count(*) FROM "fetch" f WHERE f.run = c.run),
    (SELECT count(*) FROM page_version v WHERE v.run = c.run AND version = 1),
    (SELECT count(*) FROM page_version v WHERE v.run = c.run AND version > 1)
FROM crawl_run c ORDER BY run DESC LIMIT 1
"""
_RELEASE = "SELECT release, built_at FROM release ORDER BY release DESC LIMIT 1"
_ALL = """
SELECT count(*), coalesce(sum(size), 0)
FROM (SELECT max(size_bytes) AS size FROM fetch WHERE sha256 IS NOT NULL {} GROUP BY sha256)
"""
_NEW = "AND run = ? AND NOT EXISTS (SELECT 1 FROM fetch e WHERE e.sha256 = fetch.sha256 AND e.run < fetch.run)"


def gather(
    where: Workplace,
    at: datetime,
    night: Morning | None = None,
    aside: tuple[str, ...] = (),
    within: timedelta | None = None,
) -> MorningFacts:
    """All there is to tell at a moment (UTC). `night`: the run that has just ended, and `aside` what went wrong beside
    it, in lines; without it, what it told itself is taken from the page of the morning, where that is of the last run.
    `within`: how long ago that may have ended. Raises WarehouseError."""
    places = where.places
    facts = _of_the_ledger(where, MorningFacts(at))
    facts = _of_the_release(places, facts)
    if (kept := kept_back(places)) is not None:
        facts = replace(facts, kept_back=KeptBackTold(kept.release, kept.since, kept.last, kept.reasons))
    if night is not None:
        facts = replace(facts, night=tuple(chain.from_iterable(line.splitlines() for line in told(night))))
        of_people = night.release.of_people if night.release is not None else ()
        trouble = night.reach.trouble or "\n".join(night.lost[:1])
        return replace(facts, reasons=tuple(reasons_of(facts, trouble, (*aside, *of_people), within)))
    before = _told_before(places, facts)
    facts = replace(facts, night=tuple(before.get("night", ())), untold=tuple(before.get("untold", ())))
    own = [LightReason(**one) for one in before.get("reasons", ()) if one["key"] in OF_THE_NIGHT]
    own = [replace(one, things=tuple(one.things)) for one in own]
    return replace(facts, reasons=tuple(sorted([*own, *reasons_of(facts, "", (), within)], key=_worst_first)))


def _worst_first(reason: LightReason) -> bool:
    return reason.light != "red"


def _of_the_ledger(where: Workplace, facts: MorningFacts) -> MorningFacts:
    with as_the_ledger_tells(where) as ledger:
        if ledger is None:
            return facts
        run = next((RunTold(*row) for row in ledger.query(_RUN).rows), None)
        found = tuple(tables(ledger))
    return replace(facts, run=run, tables=found, archive=_growth(where, run))


def _growth(where: Workplace, run: RunTold | None) -> ArchiveGrowth | None:
    """What the archive has of the crawl, as far as the ledger itself remembers; None where there is no ledger."""
    if run is None or not where.ledger.is_file():
        return None
    try:
        with Ledger(where.ledger, read_only=True) as ledger:
            files, size = ledger.ask(_pair, _ALL.format(""))[0]
            new_files, new_size = ledger.ask(_pair, _ALL.format(_NEW), run.run)[0]
    except LedgerError:  # the next night tells that
        return None
    return ArchiveGrowth(files, size, new_files, new_size)


def _pair(files: int, size: int) -> tuple[int, int]:
    return files, size


def _of_the_release(places: Places, facts: MorningFacts) -> MorningFacts:
    if not places.published.is_file():
        return facts
    with Warehouse(places.published, read_only=True) as opened:
        release = next((ReleaseTold(*row) for row in opened.query(_RELEASE).rows), None)
        opened.query("SET VARIABLE run = ?", [facts.run.run if facts.run else 0])
        found = (*facts.tables, *tables(opened, RELEASE))
        readings = known_readings(places.readings, opened, lambda _: None)
    try:
        out = withdrawals(places.withdrawn)
    except WithdrawalError:  # the release, which it stops, tells that
        out = {}
    asked = unanswered(questions(places.published), readings, out)
    counted = dict(Counter(one.asks for one in asked).most_common())
    if counted:
        found = (*found, made_table("questions", ("asks", "questions"), list(counted.items())))
    return replace(facts, release=release, questions=counted, tables=tuple(sorted(found, key=_place)))


def _place(table: MorningTable) -> int:
    return ORDER.index(table.key) if table.key in ORDER else len(ORDER)


def _told_before(places: Places, facts: MorningFacts) -> Mapping[str, Any]:
    """What the page of the morning says, where it is of the last run."""
    try:
        said = json.loads(places.morning.with_suffix(".json").read_text("utf-8"))
        run = facts.plain()["run"]
        same = run is not None and (said["run"]["run"], said["run"]["started"]) == (run["run"], run["started"])
        return said if same and isinstance(said, dict) else {}
    except (OSError, ValueError, KeyError, TypeError):  # none was written, or by another program
        return {}
