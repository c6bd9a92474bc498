"""When a report was published, and when it was signed: two facts, of which the second stands in where no page prints
the first.

What is late rests on this date, so one that cannot be true is told and not used: no report is out before its year ends.
Whether a date lies behind the day on which the bytes were had is asked where that day is known (`flows.reading`).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import NamedTuple

from extractors.dates import iso_date
from schema.findings import finding
from schema.report import LOADED, LOADED_WITH_FINDINGS, Finding, Report

PAGE, SIGNOFF = "page", "sign-off"


class Published(NamedTuple):
    """ISO dates, None where none is told: of publication with who tells it (``page`` or ``sign-off``), and of the
    sign-off; and what is wrong with them."""

    on: str | None = None
    by: str | None = None
    signed_on: str | None = None
    findings: tuple[Finding, ...] = ()


def published(printed: str, signoff: str, year: int | None) -> Published:
    """The dates of a report of `year`: the page's own (ISO, empty where it prints none) before that of the sign-off."""
    signed = iso_date(signoff)
    wrong = [
        finding("PUBLISHED_ON_IMPOSSIBLE", "", f"the {source} says {day}, before the end of {year}; no date is used")
        for source, day in ((PAGE, printed), (SIGNOFF, signed))
        if is_before_the_end(day, year)
    ]
    signed_on = None if not signed or is_before_the_end(signed, year) else signed
    if not printed:
        return Published(signed_on, SIGNOFF if signed_on else None, signed_on, tuple(wrong))
    if is_before_the_end(printed, year):
        return Published(None, None, signed_on, tuple(wrong))
    return Published(printed, PAGE, signed_on, tuple(wrong))


def dated_by(report: Report, today: date) -> Report:
    """The report without a date of publication or signature that lies after `today`, the day on which it was had."""
    late = [day for day in (report.published_on, report.signed_on) if day and _lies_after(day, today)]
    if not late:
        return report
    told = ", ".join(sorted(set(late)))
    message = f"a date of {told}, after {today.isoformat()}, when it was fetched; no date is used"
    is_late = report.published_on in late
    return replace(
        report,
        published_on=None if is_late else report.published_on,
        published_by=None if is_late else report.published_by,
        signed_on=None if report.signed_on in late else report.signed_on,
        findings=(*report.findings, finding("PUBLISHED_ON_IMPOSSIBLE", "", message)),
        outcome=LOADED_WITH_FINDINGS if report.outcome == LOADED else report.outcome,
    )


def _lies_after(day: str, today: date) -> bool:
    try:
        return date.fromisoformat(day) > today
    except ValueError:
        return False


def is_before_the_end(day: str, year: int | None) -> bool:
    """Whether an ISO date lies before the last day of a year."""
    return bool(day) and year is not None and date.fromisoformat(day) < date(year, 12, 31)
