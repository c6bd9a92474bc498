"""The audits of a warehouse: queries that select failing rows, each with its severity and, where the truth is known to
be messy, a baseline.

All stands in the head of the file in ``sql/audit``:

    -- Purpose: what a failing row is
    -- Severity: block | warn | info
    -- Baseline: 0.05          the share of rows that may fail
    -- Of: SELECT count(*) FROM report   the rows of which it is a share
    -- From: 200               below so many rows a share says nothing, and the audit passes
    -- Because: why the baseline is what it is
    -- Scope: whole            (where given) never looks at changed reports alone
    -- Holds: publication      (of a block) the columns that name the document of a failing row, see HOLDS

A failing block sets the documents that its rows name aside, and the release goes on without them
(`flows.release.setting_aside`). Without `Holds`, and with a Baseline, it is a matter of the whole and keeps the release
back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xxgk.flows.screen import Headline, ScreenBlock, ScreenTable
from xxgk.flows.warehouse.warehouse import Warehouse, read_sql, sql_files

BLOCK, WARN, INFO = "block", "warn", "info"
SHOWN = 20
"""Failing rows that a verdict keeps."""

HOLDS = {
    "publication": "(SELECT DISTINCT publication, publication AS owner FROM publication_part)",
    "sha256": "(SELECT sha256, publication AS owner FROM publication_part)",
    "agency_id, year": "(SELECT agency_id, year, publication AS owner FROM report)",
    "agency_id, year, revision": "(SELECT agency_id, year, revision, publication AS owner FROM report)",
}
"""By which columns failing rows may name their document, and where its publication (`owner`) is looked up: of an agency
and year all its revisions."""

_HEAD = re.compile(r"^-- ([A-Z][a-z]+): (.*)$", re.M)
_KNOWN = {"Purpose", "Severity", "Baseline", "Of", "From", "Because", "Scope", "Holds"}


@dataclass(frozen=True, slots=True)
class Audit:
    """One audit as its file states it. `baseline` is the share of `population` (a query) that may fail; `holds` one of
    HOLDS, or empty."""

    name: str
    purpose: str
    severity: str
    query: str
    baseline: float = 0.0
    population: str = ""
    smallest: int = 0
    reason: str = ""
    whole: bool = False
    holds: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an audit found: a number of failing rows, how many were allowed, and the first few of them.

    `owners` are the publications to which the failing rows belong; `unowned` tells that some belong to none."""

    audit: Audit
    failing: int
    allowed: int
    population: int | None
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    owners: tuple[str, ...] = ()
    unowned: bool = True

    @property
    def passed(self) -> bool:
        """Whether there are no more failing rows than the baseline allows."""
        return self.failing <= self.allowed

    @property
    def blocks(self) -> bool:
        """Whether it fails for good: a release is kept back for it, unless all `owners` can be set aside."""
        return not self.passed and self.audit.severity == BLOCK

    def row(self, held: int) -> tuple[object, ...]:
        """What ``release_audit`` keeps of it, after the number of the release; `held` publications are set aside."""
        audit = self.audit
        counts = (self.failing, self.allowed, self.population)
        return (audit.name, audit.severity, *counts, self.passed, audit.reason or None, held)

    def told(self) -> str:
        """One line for a person."""
        share = f" of {self.population}, {self.allowed} allowed" if self.population is not None else ""
        rows = f"{self.failing} row{'' if self.failing == 1 else 's'}{share}"
        return f"{self.audit.name} ({self.audit.severity}): {rows}: {self.audit.purpose}"


def audits() -> list[Audit]:
    """All audits in the order of their names. Raises ValueError where a head is not understood."""
    return [parse(Path(name).stem, read_sql(name)) for name in sql_files("audit")]


def parse(name: str, text: str) -> Audit:
    """An audit from its file. Raises ValueError where the head is not understood."""
    head = dict(_HEAD.findall(text))
    unknown = head.keys() - _KNOWN
    if unknown or head.get("Severity") not in (BLOCK, WARN, INFO):
        raise ValueError(
            f"sql/audit/{name}.sql: its head wants a Severity of block, warn or info, and knows no {unknown}"
        )
    if ("Baseline" in head) != ("Of" in head) or ("Baseline" in head) != ("Because" in head):
        raise ValueError(f"sql/audit/{name}.sql: a Baseline, what it is a share Of and Because go together")
    holds = head.get("Holds", "")
    if holds and (holds not in HOLDS or head["Severity"] != BLOCK or "Baseline" in head):
        raise ValueError(
            f"sql/audit/{name}.sql: Holds is one of {'; '.join(HOLDS)}, of a block without a Baseline, not {holds}"
        )
    return Audit(
        name,
        head["Purpose"].rstrip("."),
        head["Severity"],
        text.strip().rstrip(";"),
        float(head.get("Baseline", 0)),
        head.get("Of", ""),
        int(head.get("From", 0)),
        head.get("Because", ""),
        head.get("Scope") == "whole",
        holds,
    )


def run_audits(warehouse: Warehouse, changed: str = "", chosen: Iterable[Audit] | None = None) -> Iterator[Verdict]:
    """The verdict of each audit.

    `changed` names a table of (agency_id, year): figures and sections of other reports are then left out, except for
    audits of the whole. For a warehouse whose other reports passed the same audits this decides the same, in the time
    of the change."""
    every = list(audits() if chosen is None else chosen)
    for audit in (audit for audit in every if audit.whole or not changed):
        yield _verdict(warehouse, audit)
    if changed:
        with warehouse.narrowed(("figure", "indicator", "text_figure", "section"), changed):
            for audit in (audit for audit in every if not audit.whole):
                yield _verdict(warehouse, audit)


def verdict_blocks(verdicts: Iterable[Verdict], rows: int) -> Iterator[ScreenBlock]:
    """The verdicts as a table, and below it the first failing rows of those that failed."""
    verdicts = list(verdicts)
    yield ScreenTable(
        ("audit", "severity", "", "failing", "allowed", "of"),
        [
            (v.audit.name, v.audit.severity, "passed" if v.passed else "FAILED", v.failing, v.allowed, v.population)
            for v in verdicts
        ],
    )
    for verdict in verdicts:
        if not verdict.passed:
            yield Headline(verdict.told())
            if rows:
                yield ScreenTable(verdict.columns, verdict.rows[:rows])


def _verdict(warehouse: Warehouse, audit: Audit) -> Verdict:
    warehouse.query(f"CREATE OR REPLACE TEMP TABLE failing AS {audit.query}")
    failing = int(warehouse.query("SELECT count(*) FROM failing").rows[0][0])
    first = warehouse.query(f"FROM failing LIMIT {SHOWN}")
    population = int(warehouse.query(audit.population).rows[0][0]) if audit.population else None
    allowed = 0
    if population is not None:
        allowed = int(population * audit.baseline) if population >= audit.smallest else failing
    owners = _owners(warehouse, audit) if audit.holds and failing > allowed else [None]
    known = tuple(owner for owner in owners if owner is not None)
    return Verdict(audit, failing, allowed, population, first.columns, first.rows, known, len(known) < len(owners))


def _owners(warehouse: Warehouse, audit: Audit) -> list[str | None]:
    """The publications of the failing rows; None among them where rows belong to none."""
    lookup = f"SELECT DISTINCT owner FROM failing LEFT JOIN {HOLDS[audit.holds]} USING ({audit.holds}) ORDER BY ALL"  # noqa: S608
    return [owner for (owner,) in warehouse.query(lookup).rows]
