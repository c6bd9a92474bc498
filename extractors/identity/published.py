"""When a report was published, and when it was signed: two facts, of which the second stands in where no page prints
the first.

What is late rests on this date, so one that cannot be true is told and not used: no report is out before its year ends.
Whether a date lies behind the day on which the bytes were had is asked where that day is known (`flows.reading.job`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from xxgk.extractors.labels.dates import iso_date, no_date
from xxgk.schema.findings import finding
from xxgk.schema.report import LOADED, LOADED_WITH_FINDINGS, Finding, Report

PAGE, OTHER, SIGNOFF = "page", "page-other", "sign-off"


class Published(NamedTuple):
    """ISO dates, None where none is told: of publication with who tells it (``page``, ``page-other``, ``sign-off``),
    of the sign-off, and the `others` that the page tells and that may be; and what is wrong with them."""

    on: str | None = None
    by: str | None = None
    signed_on: str | None = None
    findings: tuple[Finding, ...] = ()
    others: tuple[str, ...] = ()


def published(printed: Sequence[str], signoff: str, year: int | None, around: Sequence[str] = ()) -> Published:
    """The dates of a report of `year`: the page's own (ISO, best first) before that of the sign-off. `around` are the
    lines around the report: what they print for a date and is none is told."""
    dates = _published(printed, signoff, year)
    return dates._replace(findings=(*dates.findings, *_no_dates((*around, signoff))))


def _no_dates(lines: Sequence[str]) -> tuple[Finding, ...]:
    """A finding for each thing that is printed as a date and is none."""
    found = dict.fromkeys(filter(None, map(no_date, lines)))
    return tuple(finding("PUBLISHED_ON_UNREADABLE", "", f"there is no {printed}: it was left out") for printed in found)


def _published(printed: Sequence[str], signoff: str, year: int | None) -> Published:
    signed = iso_date(signoff)
    signed_on = None if not signed or is_before_the_end(signed, year) else signed
    possible = tuple(day for day in printed if not is_before_the_end(day, year))
    wrong = printed[: printed.index(possible[0])] if possible else printed
    used = f"{possible[0]}, which it prints too, is used" if possible else "no date is used"
    findings = [_impossible(PAGE, day, year, used) for day in wrong]
    if signed and not signed_on:
        findings.append(_impossible(SIGNOFF, signed, year, "no date is used"))
    if not printed:
        return Published(signed_on, SIGNOFF if signed_on else None, signed_on, tuple(findings))
    if not possible:
        return Published(None, None, signed_on, tuple(findings))
    by = PAGE if possible[0] == printed[0] else OTHER
    return Published(possible[0], by, signed_on, tuple(findings), possible[1:])


def _impossible(source: str, day: str, year: int | None, used: str) -> Finding:
    return finding("PUBLISHED_ON_IMPOSSIBLE", "", f"the {source} says {day}, before the end of {year}; {used}")


def dated_by(report: Report, today: date) -> Report:
    """The report without a date of publication or signature that lies after `today`, the day on which it was had; with
    another date of its page where that can be."""
    late = [day for day in (report.published_on, report.signed_on) if day and _lies_after(day, today)]
    if not late:
        return report
    is_late = report.published_on in late
    other = next((day for day in report.also_dated if not _lies_after(day, today)), None) if is_late else None
    told = ", ".join(sorted(set(late)))
    use = f"{other}, which the page prints too, is used" if other else "no date is used"
    message = f"a date of {told}, after {today.isoformat()}, when it was fetched; {use}"
    return replace(
        report,
        published_on=other if is_late else report.published_on,
        published_by=(OTHER if other else None) if is_late else report.published_by,
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
