"""What follows a night, the same for the command line and for Prefect: the explorer, the facts, those who are told, the
heartbeat, the page. Nothing of it ends the night; what goes wrong is told with the rest."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path

from xxgk.flows.crawl.kept.bucket_archive import archive_at
from xxgk.flows.jobs.nightly import Morning
from xxgk.flows.jobs.workplace import Workplace
from xxgk.flows.logs import event
from xxgk.flows.mishaps import naming
from xxgk.flows.morning.facts import RED, MorningFacts, reason
from xxgk.flows.morning.gathering import gather
from xxgk.flows.morning.page import page
from xxgk.flows.morning.telling import Telling, beat, tell
from xxgk.flows.places import Places
from xxgk.flows.site.making import SiteAsked, make
from xxgk.flows.telling import line_of, noted
from xxgk.flows.warehouse.warehouse import Warehouse, now
from xxgk.schema.errors import XxgkError
from xxgk.schema.inert import json_line


class NightError(XxgkError):
    """A run that did not end well; `morning` and `facts` tell all that it did nevertheless."""

    def __init__(self, morning: Morning, facts: MorningFacts) -> None:
        super().__init__(morning.trouble)
        self.morning, self.facts = morning, facts


def after_the_night(where: Workplace, night: Morning, telling: Telling, at: datetime | None = None) -> MorningFacts:
    """Bring the explorer up to the release, tell the morning to those who are to know, and keep it beside the
    warehouse and, where one was made, beside its release."""
    at = at or now()
    aside = tuple(_explorer(where))
    try:
        facts = gather(where, at, night, aside)
    except (XxgkError, OSError) as error:
        facts = MorningFacts(at, reasons=(reason(RED, "failed", [night.trouble or line_of(error)]),))
    facts = _told(facts, telling)
    if not night.trouble:
        facts = facts.not_told(_beaten(telling))
    event("morning", light=facts.light, run=night.run, reasons=[asdict(one) for one in facts.reasons])
    for line in (*aside, *facts.untold):
        noted(line)
    release = night.release.number if night.release is not None and not night.release.says_nothing_new else None
    keep(where.places, facts, release)
    return facts


@contextmanager
def told_where_it_fails(where: Workplace, telling: Telling) -> Iterator[None]:
    """Tell of a night that could not run, which then fails as it would have."""
    try:
        yield
    except Exception as error:
        facts = _told(_failed(where, error), telling)
        for line in facts.untold:
            noted(line)
        keep(where.places, facts)
        raise


def _failed(where: Workplace, error: Exception) -> MorningFacts:
    """How things stand where a night could not run."""
    at, why = now(), reason(RED, "failed", [line_of(error) or type(error).__name__])
    try:
        facts = gather(where, at)
    except (XxgkError, OSError):
        return MorningFacts(at, reasons=(why,))
    return replace(facts, reasons=(why, *facts.reasons), night=(), untold=())


def keep(places: Places, facts: MorningFacts, release: int | None = None) -> None:
    """Write the page and the JSON of a morning, beside the warehouse and beside the release that it made. A disk that
    is full is told."""
    pages = [places.morning, *([places.morning_of(release)] if release is not None else [])]
    texts = {".html": page(facts), ".json": f"{json_line(facts.plain(), str)}\n"}
    try:
        for one in pages:
            one.parent.mkdir(parents=True, exist_ok=True)
            for suffix, text in texts.items():
                _write(one.with_suffix(suffix), text)
    except OSError as error:
        noted(f"the page of the morning was not written: {line_of(error)}")


def _write(path: Path, text: str) -> None:
    part = path.with_name(f"{path.name}.part")
    with naming(path):
        part.write_text(text, "utf-8")
        os.replace(part, path)


def _explorer(where: Workplace) -> Iterator[str]:
    """Bring the explorer up to what is published; what went wrong."""
    if where.site is None or not where.places.published.is_file():
        return
    try:
        with Warehouse(where.places.published, read_only=True) as opened:
            make(opened, where.site, SiteAsked(archive_at(where.archive)))
    except (XxgkError, OSError) as error:
        yield f"the explorer is not brought up to the release: {line_of(error)}"


def _told(facts: MorningFacts, telling: Telling) -> MorningFacts:
    return facts.not_told(tell(facts, telling.to)) if telling.is_due(facts.light) else facts


def _beaten(telling: Telling) -> tuple[str, ...]:
    failed = beat(telling.heartbeat) if telling.heartbeat else ""
    return (failed,) if failed else ()
