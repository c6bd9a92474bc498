"""What becomes of a document: the one room in which that is decided, by kinds of refusals and of findings, never by the
words of a message.

A report is loaded, loaded with findings that a reader must know, or quarantined with one reason; what is quarantined is
not loaded half-right, so not at all. Light to import: processes that read nothing use it too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from xxgk.schema.findings import catalogue, finding
from xxgk.schema.inert import printable
from xxgk.schema.refusal import LIBREOFFICE, Refusal, Why
from xxgk.schema.report import ERROR, LOADED, LOADED_WITH_FINDINGS, QUARANTINED, WARNING, Finding, Part, Report

SEVERAL = Refusal(Why.SEVERAL_REPORTS, "a page of several reports; each of its parts is read as a report of its own")
NOTHING = Refusal(Why.UNREADABLE, "nothing is printed in it that can be read")
UNKNOWN_TYPE = "application/octet-stream"
"""The media type of what cannot be read."""
_BY_LIBREOFFICE_TOO = "doc"
"""The reader whose doubtful readings are compared with those of what LibreOffice makes of the same file."""


# ---------------------------------------------------------------------------------------------------------- a document


def concluded(report: Report, *, has_titles: bool, is_free: bool) -> Report:
    """A report with its fate. `has_titles`: sections of a report were found; `is_free`: it is one without figures too,
    of a year before there were tables."""
    refusal = _of_content(report, has_titles=has_titles, is_free=is_free) or _of_identity(report)
    if refusal:
        return quarantined(report, refusal)
    doubtful = any(found.severity in (ERROR, WARNING) for found in report.findings)
    return replace(report, outcome=LOADED_WITH_FINDINGS if doubtful else LOADED)


def _of_content(report: Report, *, has_titles: bool, is_free: bool) -> Refusal | None:
    if part := _told(report, "TITLE_PARTIAL"):
        return Refusal(Why.NO_REPORT, f"no annual report: {part.message}")
    if report.figures or is_free:
        return None
    if refused := _told(report, "TABLE_QUARANTINED"):
        return Refusal(Why.TABLES_REFUSED, f"no table could be read: {refused.message}")
    if has_titles:
        return Refusal(Why.NO_TABLES, "a report without a statutory table of a known form")
    return Refusal(Why.NO_REPORT, "no annual report: neither its tables nor its sections were found")


def _of_identity(report: Report) -> Refusal | None:
    if report.year is None:
        return Refusal(Why.NO_YEAR, "the report year is nowhere stated")
    if report.agency is None:
        return Refusal(Why.NO_AGENCY, "the reporting agency is nowhere named")
    if doubt := _told(report, "AGENCY_AMBIGUOUS"):
        return Refusal(Why.AGENCY_IN_DOUBT, f"the reporting agency is in doubt: {doubt.message}")
    return None


def _told(report: Report, rule: str) -> Finding | None:
    return next((found for found in report.findings if found.rule == rule), None)


def quarantined(report: Report, refusal: Refusal) -> Report:
    """The report with this refusal as its fate; what was read of it stays to be looked at."""
    return replace(report, outcome=QUARANTINED, reason=refusal.words, why=refusal.why, needs=refusal.needs)


def unreadable(source: str, sha256: str, refusal: Refusal) -> Report:
    """The report of a document that cannot be read."""
    return quarantined(Report(source, sha256, UNKNOWN_TYPE, "", (), QUARANTINED), refusal)


def refused(report: Report, refusal: Refusal, findings: tuple[Finding, ...] = ()) -> Report:
    """The report without what was read of it. Whose report of which year it is stays known: that one is there, and not
    missing."""
    told = printable(" ".join(refusal.words.split()))
    emptied = Report(
        printable(report.source),
        report.sha256,
        report.media_type,
        report.reader,
        report.layouts,
        QUARANTINED,
        agency=report.agency,
        year=report.year,
        findings=findings,
        parts=tuple(replace(part, outcome=QUARANTINED, reason=part.reason or told) for part in report.parts),
    )
    return quarantined(emptied, refusal._replace(words=told))


# -------------------------------------------------------------------------------------------------- several documents


def beside_unread(
    report: Report, unseen: Refusal | None, unread: Iterable[tuple[str, Refusal]], *, shows_pictures: bool
) -> Report:
    """A report without figures, whose tables may stand in what was not read: in pictures that could not be looked at
    (`unseen`), in a document, with its name, in pictures of its page that were not handed in."""
    if report.why is None or report.figures:
        return report
    own = Refusal(report.why, report.reason or "", report.needs)
    if unseen:
        return quarantined(report, _with(own, f"its tables may be pictures: {unseen.words}", unseen.needs))
    for name, refusal in unread:
        return quarantined(report, _with(own, f"not read: {name} ({refusal.words})", refusal.needs))
    if shows_pictures and report.sections:
        return quarantined(report, _with(own, "its page shows pictures, which were not handed in"))
    return report


def _with(own: Refusal, words: str, needs: Sequence[str] = ()) -> Refusal:
    return own._replace(words=f"{own.words}; {words}", needs=(*own.needs, *needs))


# -------------------------------------------------------------------------------------------------- a second reading


def is_doubtful(report: Report) -> bool:
    """Whether a .doc was read whose figures break an equation of the form: a second, independent reading tells a
    contradiction that was printed from one that we made."""
    rules = catalogue()
    return report.reader == _BY_LIBREOFFICE_TOO and any(
        found.severity == ERROR and found.rule not in rules for found in report.findings
    )


def settled_by(first: Report, second: Report) -> Report:
    """The first reading where the second gives the same figures; else neither can be trusted, and both are refused."""
    if _figures(first) == _figures(second):
        told = finding("READINGS_AGREE", "", "a second reading by LibreOffice gives the same figures")
        return replace(first, findings=(*first.findings, told))
    differing = len(_figures(first).items() ^ _figures(second).items())
    words = f"two readers of the file disagree in {differing} readings of figures"
    return refused(first, Refusal(Why.READINGS_DIFFER, words))


def _figures(report: Report) -> dict[str, tuple[object, str]]:
    return {figure.code: (figure.value, figure.state) for figure in report.figures}


def needs_conversion(document: Report | Part) -> bool:
    """Whether no reader of ours knows the file, and LibreOffice may."""
    return LIBREOFFICE in document.needs


def not_converted(report: Report) -> Report:
    """The report of a file that LibreOffice cannot convert either."""
    return refused(report, Refusal(Why.UNREADABLE, f"LibreOffice cannot convert it ({report.reason})"))


# -------------------------------------------------------------------------------------------------------- to be stored


def storable(report: Report) -> Report:
    """The report, refused where a loaded one lacks its key, with a finding where its date is none: faults of an
    extractor."""
    if report.outcome == QUARANTINED:
        return report
    if fault := _fault(report):
        return refused(report, fault, report.findings)
    if report.published_on is not None and not _is_date(report.published_on):
        told = finding("PUBLISHED_ON_UNREADABLE", "", f"no date: {report.published_on!r}")
        return replace(report, published_on=None, published_by=None, findings=(*report.findings, told))
    return report


def _fault(report: Report) -> Refusal | None:
    if report.agency is None:
        return Refusal(Why.NO_AGENCY, "no agency found")
    if report.year is None:
        return Refusal(Why.NO_YEAR, "no report year found")
    if len({figure.code for figure in report.figures}) != len(report.figures):
        return Refusal(Why.READ_TWICE, "a figure was read twice")
    return None


def _is_date(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False
