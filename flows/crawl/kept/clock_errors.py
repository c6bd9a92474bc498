"""What a machine left behind whose clock was wrong for a night: times in the future, and dates to look again that no
rule gives.

Whatever hangs on such a time is due now: asked once too often is better than not for a year. The times themselves stay
as they were written, as evidence; which of two clocks was wrong, the earlier one or that of now, nobody can tell."""

from __future__ import annotations

from datetime import datetime, timedelta

from xxgk.flows.crawl.kept.ledger import Ledger, when
from xxgk.flows.crawl.settings import Policy

SLACK = timedelta(days=1)
"""Time in the future that is nobody's fault: a clock that was put right between two runs moves what is due by less."""

_HELD = {
    "page": ("reports", "next_at", "coalesce(checked_at, first_seen_at)"),
    "listing": ("listings", "next_at", "checked_at"),
    "crawl_host": ("hosts", "retry_at", "checked_at"),
    "growth_seed": ("searches", "next_at", "checked_at"),
}
"""By table: what it holds, the time before which that is not asked, and when that was decided."""

_ONE = {"searches": "search"}

_TIMES = {"fetch": "fetched_at", "crawl_run": "started_at", "page_version": "first_seen_at"}


def longest(policy: Policy) -> timedelta:
    """The longest pause that any rule gives."""
    days = (policy.longest_days, policy.failed_days, policy.blocked_days, policy.listing_days)
    return timedelta(days=max(days)) + SLACK


def make_due(ledger: Ledger, now: datetime, policy: Policy) -> str:
    """Let be due now whatever is held back by a time that cannot be; what is told of that, empty where nothing is.

    It is told as long as something was held back: what was asked in the future stays in the ledger as it is."""
    at, ahead, latest = when(now), when(now + SLACK), when(now + longest(policy))
    due = []
    with ledger.transaction():
        for table, (things, until, since) in _HELD.items():
            held = f"{until} > ? AND ({since} > ? OR {until} > ?)"
            count = ledger.one(int, f'SELECT count(*) FROM "{table}" WHERE {held}', at, ahead, latest)  # noqa: S608
            if count:
                ledger.execute(f'UPDATE "{table}" SET {until} = ? WHERE {held}', at, at, ahead, latest)  # noqa: S608
                due.append(f"{count} {things if count > 1 else _ONE.get(things, things[:-1])}")
    if not due:
        return ""
    future = max(
        ledger.one(str, f"SELECT coalesce(max({time}), '') FROM \"{table}\"")  # noqa: S608
        for table, time in _TIMES.items()
    )
    told = (
        f"the ledger has times in the future, up to {future} UTC" if future > ahead else "the ledger puts off too far"
    )
    return f"{told}: a clock was wrong, then or now ({at} UTC); {', '.join(due)} that waited for that are due now"
