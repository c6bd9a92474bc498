"""Publishing: what was loaded becomes what analysts open, in one rename.

build aside → leave out what is withdrawn → compare with the release before → audit → leave out what that holds
→ export, where asked for → manifest → rename

The working warehouse is copied as a file, not row by row; what is computed after that looks at the reports that
changed. So a release costs one copy of the file and a time that grows with the change. Readers open the published file
at any moment and have one whole release, which they keep until they open it anew.

Killed at any step, the old release or the new one stands, and the next run goes on from there. A build that its audits
keep back is put away with the reasons, and the old release stays.
"""

from __future__ import annotations

import shutil
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from xxgk.flows.logs import event
from xxgk.flows.places import Places
from xxgk.flows.release import kept_back, shelf, working
from xxgk.flows.release.audits import Verdict
from xxgk.flows.release.building import HISTORY, Release, enter
from xxgk.flows.release.export import Export, write
from xxgk.flows.release.manifest import manifest, write_manifest
from xxgk.flows.release.withdrawn import Withdrawal, withdrawals
from xxgk.flows.telling import noted
from xxgk.flows.warehouse.blocks import look_through
from xxgk.flows.warehouse.by_people import told_by_people
from xxgk.flows.warehouse.migrations import newest
from xxgk.flows.warehouse.warehouse import BusyError, DamagedError, Warehouse, WarehouseError, now, opening
from xxgk.schema.agencies import registry

KEEP = 3
"""Releases that are kept, the published one included; two at least, for readers who are just opening the one before."""

ASIDE = "aside.duckdb"
"""The build under way."""

COPIED, COMPARED, AUDITED, KEPT, PUBLISHED, NOTED = "copied", "compared", "audited", "kept", "published", "noted"
STEPS = (COPIED, COMPARED, AUDITED, KEPT, PUBLISHED, NOTED)
"""The steps of a release in their order; `publish` names each when it is done."""


class AuditFailed(WarehouseError):
    """Audits kept a build back; the message says which, and where the build is."""

    def __init__(self, message: str, verdicts: list[Verdict]) -> None:
        super().__init__(message)
        self.verdicts = verdicts


def prepare(places: Places, tell: Callable[[str], object] = noted) -> Path:
    """The working warehouse, into which to load. Where it is missing, damaged, or lacks what was published, it is made
    from the published one; `tell` is told of that in a line, and so it is of a published one that had to be replaced.

    Raises WarehouseError where a folder stands in its place, or a file that is no warehouse."""
    if places.published.is_dir():
        raise WarehouseError(f"{places.published} is a folder; name the file of the warehouse")
    _put_right(places, tell)
    with opening(places.work):
        problem = working.problem(places)
        if problem:
            problem = f"{problem} and lies now in {shelf.set_aside(places.work).name}"
    if not places.work.exists():
        _put_right(places, tell, to_the_last_byte=True)
    with opening(places.work):
        if not places.work.exists() and places.published.is_file():
            _ours(places.published)
            working.make(places)
            tell(f"{places.work} {problem or 'was not there'}: it was made anew from {places.published.resolve()}")
    return places.work


def _put_right(places: Places, tell: Callable[[str], object], *, to_the_last_byte: bool = False) -> None:
    """See that what is published is whole, unless another process is publishing."""
    with suppress(BusyError), shelf.only_one(places.releases):
        if told := shelf.put_right(places, to_the_last_byte=to_the_last_byte):
            tell(told)


def publish(
    places: Places,
    *,
    keep: int = KEEP,
    whole: bool = False,
    exports: Sequence[str] = (),
    step: Callable[[str], object] = lambda _: None,
) -> Release:
    """Publish what the working warehouse holds, the last `keep` releases kept; nothing where the release before says
    the same. `exports`: formats in which all tables are written into `Places.exported`.

    `step` is told of each of STEPS. Raises AuditFailed where an audit of severity block fails, and WarehouseError where
    there is nothing to publish, the files cannot be used, or another process loads or publishes."""
    try:
        return _publish(places, keep, exports, step, whole=whole)
    except DamagedError as error:
        if error.path not in (places.work, places.building / ASIDE):
            raise
        aside = shelf.set_aside(places.work)
        raise WarehouseError(
            f"{places.work} was damaged ({error.problem}) and lies now in {aside.name}; run it again: the next run "
            "begins from the last release and reads what is missing there"
        ) from error


def _publish(
    places: Places, keep: int, exports: Sequence[str], step: Callable[[str], object], *, whole: bool
) -> Release:
    withdrawn = withdrawals(places.withdrawn).values()
    of_people: list[str] = []
    people = told_by_people(places.readings, places.corrections, of_people.append)
    if not prepare(places).is_file():
        raise WarehouseError(f"nothing to publish: {places.work} is not there; `xxgk ingest` makes it")
    if places.published.exists():
        _ours(places.published)
    with shelf.only_one(places.releases), shelf.held(places.work) as (work, source):
        if not work.query("SELECT count(*) FROM document").rows[0][0]:
            raise WarehouseError(f"nothing to publish: {places.work} has no document")
        _pass_over(places)
        shutil.rmtree(places.building, ignore_errors=True)
        places.building.mkdir()
        aside = places.building / ASIDE
        work.refresh(registry().by_name.values())
        work.take(people)
        work.derive()
        work.checkpoint()
        shelf.copy(source, aside)
        step(COPIED)
        release = replace(_build(places, aside, whole, exports, step, withdrawn), of_people=tuple(of_people))
        if release.blocking:
            raise _failed(places, release, shelf.put_away(places, aside, release.number))
        if release.says_nothing_new and not exports:
            kept_back.forget(places)
            shutil.rmtree(places.building)
            event("release_stays", release=release.before)
            return replace(release, number=release.before)
        shelf.keep(places, aside, release.number)
        step(KEPT)
        shelf.rename(places, release.number)
        kept_back.forget(places)
        step(PUBLISHED)
        work.attach(places.kept(release.number), "old")
        work.run([HISTORY, "release/050_noted.sql"])
        shelf.forget(places, keep)
        shutil.rmtree(places.building)
        step(NOTED)
    event(
        "released", release=release.number, changes=release.changes, figures=release.figures, aside=len(release.aside)
    )
    return release


def _pass_over(places: Places) -> None:
    """See that the release before, with which the next is compared, is whole to the last byte; where none is, the next
    is compared with none: the working warehouse has all that they had."""
    try:
        if told := shelf.put_right(places, to_the_last_byte=True):
            noted(told)
    except DamagedError as error:
        noted(f"{error.path} was damaged: {error.problem}")


def _build(
    places: Places,
    aside: Path,
    whole: bool,
    exports: Sequence[str],
    step: Callable[[str], object],
    withdrawn: Iterable[Withdrawal],
) -> Release:
    before = _of_this_version(places) if places.published.exists() else None
    number = shelf.next_number(places)
    with Warehouse(aside) as build:
        release = enter(build, before, number=number, whole=whole, compared=lambda: step(COMPARED), withdrawn=withdrawn)
        for format_ in () if release.blocking else exports:
            deque(write(build, Export(format_, aside.with_suffix(".export") / format_)), 0)
        told = manifest(build, release)
        build.checkpoint()
    looked = look_through(aside)
    if not looked.is_whole:
        with Warehouse(aside, read_only=True) as build:
            build.read_all()
    write_manifest(told, looked.sha256, aside.with_suffix(".json"))
    step(AUDITED)
    return release


def _of_this_version(places: Places) -> Path:
    """The release before; where an older program made it, a copy that is brought up to this one, to compare with."""
    before = places.published.resolve()
    with Warehouse(before, read_only=True) as opened:
        if opened.version == newest():
            return before
    copied = places.building / "before.duckdb"
    with before.open("rb") as source:
        shelf.copy(source, copied)
    with Warehouse(copied) as opened:
        opened.refresh(registry().by_name.values())
        opened.derive()
        opened.checkpoint()
    return copied


def _failed(places: Places, release: Release, kept: Path) -> AuditFailed:
    reasons = [f"{verdict.told()} ({_why(verdict)})" for verdict in release.blocking]
    kept_back.note(places, release.number, reasons, now())
    event("kept_back", release=release.number, reasons=reasons)
    before = "there is none before it" if release.first else "the one before stays"
    return AuditFailed(
        f"release {release.number} was kept back, {before}; the build and its reasons are {kept} and "
        + "\n  ".join((kept.with_suffix(".json").name, *reasons)),
        release.blocking,
    )


def _why(verdict: Verdict) -> str:
    """Why what an audit found is not set aside."""
    if verdict.unowned:
        return "it is a matter of the whole" if not verdict.audit.holds else "not all of it belongs to a document"
    return f"{len(verdict.owners)} documents, too many to go on without them"


def _ours(path: Path) -> None:
    """Raises WarehouseError where a file is no warehouse of this program, which must not be replaced."""
    with Warehouse(path, read_only=True) as opened:
        if not {"document", "report", "figure"} <= set(opened.tables()):
            raise WarehouseError(f"{path} is not a warehouse of xxgk; choose another name")
