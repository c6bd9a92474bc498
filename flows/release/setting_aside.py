"""What a release goes on without: publications that an audit holds, and those that a person took out.

They leave the build, not the working warehouse: every release decides anew, so that a held one comes back by itself
once its audit passes, and a withdrawn one once that is undone. Of the reports that remain, the last is current again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import pyarrow as pa

from xxgk.flows.release.audits import Verdict
from xxgk.flows.release.withdrawn import Withdrawal
from xxgk.flows.warehouse.warehouse import Warehouse

HELD, WITHDRAWN = "held", "withdrawn"

SHARE = 0.1
"""Of all publications with a report, the share that audits may hold; where it is more, something is wrong with the
whole, and the release is kept back."""

FEW = 5
"""As many may be held of however few there are, up to half of them."""

_LEAVE = ("release/025_set_aside.sql", "load/012_ranking.sql", "load/022_remove.sql", "load/025_renumber.sql")
_BEFORE = "CREATE OR REPLACE TEMP TABLE set_aside_before AS FROM {}"
_LEAVING = pa.schema(
    {
        "publication": pa.string(),
        "outcome": pa.string(),
        "audit": pa.string(),
        "reason": pa.string(),
        "since": pa.timestamp("us"),
    }
)
_REPORTS = "SELECT count(*) FROM publication_part WHERE position = 0 AND outcome <> 'quarantined'"
_WITHDRAWN = """
SELECT p.publication, w.reason, w.since FROM withdrawal w JOIN publication_part p USING (sha256)
WHERE p.position = 0
"""
_TOLD = """
SELECT outcome, coalesce(agency || ' ' || year, source), source, concat_ws(': ', audit, reason)
FROM set_aside ORDER BY outcome, 2, publication
"""


@dataclass(frozen=True, slots=True)
class SetAside:
    """One publication set aside: `outcome` held or withdrawn, which report it would be, its source, and why."""

    outcome: str
    report: str
    source: str
    reason: str

    def told(self) -> str:
        """One line for a person."""
        return f"{self.outcome}: {self.report} ({self.source}): {self.reason}"


def most(reports: int) -> int:
    """How many of so many publications with a report may be held."""
    return max(int(reports * SHARE), min(reports // 2, FEW))


def begin(build: Warehouse, has_before: bool) -> None:
    """Remember what the release before (`old`) went on without, and let everything come back."""
    known = has_before and "set_aside" in build.tables("old")
    build.query(_BEFORE.format("old.set_aside" if known else "set_aside LIMIT 0"))
    build.run(["release/015_again.sql"])


def withdraw(build: Warehouse, withdrawals: Iterable[Withdrawal]) -> None:
    """Take out the publications whose main document a person withdrew, those that could not be read among them."""
    rows = [{"sha256": w.sha256, "reason": w.why, "since": w.at} for w in withdrawals]
    schema = pa.schema({"sha256": pa.string(), "reason": pa.string(), "since": pa.timestamp("us")})
    with build.staged({"withdrawal": pa.Table.from_pylist(rows, schema)}):
        found = build.query(_WITHDRAWN).rows
    _leave(build, [(publication, WITHDRAWN, None, reason, since) for publication, reason, since in found])


def hold(build: Warehouse, verdicts: Sequence[Verdict], at: datetime) -> bool:
    """Take out the publications for which audits fail; whether there were any. Nothing is taken out where a failure
    belongs to no publication, or where they would be too many: the release is then kept back."""
    blocking = [verdict for verdict in verdicts if verdict.blocks]
    if not blocking or any(verdict.unowned for verdict in blocking):
        return False
    reasons = {owner: (v.audit.name, v.audit.purpose) for v in reversed(blocking) for owner in v.owners}
    aside = {publication for (publication,) in build.query("SELECT publication FROM set_aside").rows}
    held = build.query("SELECT count(*) FROM set_aside WHERE outcome = 'held'").rows[0][0]
    reports = build.query(_REPORTS).rows[0][0]
    if reasons.keys() & aside or held + len(reasons) > most(reports):
        return False
    _leave(build, [(publication, HELD, *why, at) for publication, why in sorted(reasons.items())])
    return True


def told(build: Warehouse) -> tuple[SetAside, ...]:
    """What was set aside."""
    return tuple(SetAside(*row) for row in build.query(_TOLD).rows)


def _leave(build: Warehouse, rows: Sequence[tuple[object, ...]]) -> None:
    if not rows:
        return
    leaving = pa.Table.from_pylist([dict(zip(_LEAVING.names, row, strict=True)) for row in rows], _LEAVING)
    with build.staged({"leaving": leaving}):
        build.run(_LEAVE)
    build.derive()
