"""What LibreOffice makes of documents, asked for where our own readers are not enough; how it is had, the caller knows.

Two cases: a file that no reader of ours knows (.rtf, Word 95 …) is read from its conversion, with a finding that says
so; and a .doc whose figures contradict the form's equations is compared with a reading of its conversion, which tells a
contradiction that was printed from one that we made.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from enum import Enum

from xxgk.extractors.outcome import is_doubtful, needs_conversion, not_converted, settled_by
from xxgk.schema.containers import DOC, begun, media_type
from xxgk.schema.findings import finding
from xxgk.schema.refusal import LIBREOFFICE
from xxgk.schema.report import QUARANTINED, Finding, Part, Report

READER = "libreoffice"
MOST_PARTS = 16
"""Parts of a publication that are converted."""


class NotConverted(Enum):
    """Why there is no conversion: LibreOffice is not there (or was not asked yet), or could not make one."""

    ABSENT = "absent"
    FAILED = "failed"


Convert = Callable[[bytes], bytes | NotConverted]
"""Gives the .docx that LibreOffice makes of a document."""
Documents = Sequence[tuple[bytes, str]]
ReadDocuments = Callable[[Documents, Mapping[str, str]], Sequence[Report]]
"""Reads the documents of a publication (bytes and source) by our own readers; told of which document, by its hash,
those with these hashes were made."""


def with_conversions(documents: Documents, convert: Convert, read: ReadDocuments) -> tuple[Report, ...]:
    """The reports of a publication, read with conversions as well. Reports `need` LibreOffice only where it was asked
    for in vain because it is absent."""
    reports = read(documents, {})
    if len(documents) == 1:
        return (_alone(documents[0], reports[0], convert, read), *reports[1:])
    return _with_parts(documents, reports, convert, read)


def _alone(document: tuple[bytes, str], first: Report, convert: Convert, read: ReadDocuments) -> Report:
    data, source = document
    is_unknown = needs_conversion(first)
    if not (is_unknown or is_doubtful(first)):
        return first
    made = convert(data)
    if isinstance(made, bytes):
        known_as = {hashlib.sha256(made).hexdigest(): first.sha256}
        second = _of_original(read([(made, source)], known_as)[0], first.sha256, data)
        return second if is_unknown else settled_by(first, second)
    if made is NotConverted.ABSENT:
        return first
    return not_converted(first) if is_unknown else _unconfirmed(first)


def _unconfirmed(report: Report) -> Report:
    """The report of a file that contradicts its form, with the finding that nobody else has read it."""
    told = finding(
        "READING_ALONE", "", "LibreOffice could not read it within its bounds, to confirm what contradicts the form"
    )
    return replace(report, findings=(*report.findings, told))


def _of_original(report: Report, sha256: str, data: bytes) -> Report:
    """What was read of a conversion, as a reading of the original."""
    kind = begun(data)
    return replace(
        report,
        sha256=sha256,
        media_type=(kind.media_type if kind else "") or media_type(DOC),
        reader=READER,
        findings=(_told(), *report.findings) if report.outcome != QUARANTINED else report.findings,
    )


def _told(document: str = "") -> Finding:
    words = "read from what LibreOffice made of the file; locators count in that"
    return replace(finding("CONVERTED", "", words), document=document)


def _with_parts(
    documents: Documents, reports: Sequence[Report], convert: Convert, read: ReadDocuments
) -> tuple[Report, ...]:
    """The publication, read again with conversions of those parts of its first report that no reader of ours knows."""
    unknown = {part.sha256 for part in reports[0].parts if needs_conversion(part)}
    hashes = [hashlib.sha256(data).hexdigest() for data, _ in documents]
    asked = [(sha256, data) for sha256, (data, _) in zip(hashes[1:], documents[1:], strict=True) if sha256 in unknown][
        :MOST_PARTS
    ]
    answers = {sha256: convert(data) for sha256, data in asked}
    made = {sha256: answer for sha256, answer in answers.items() if isinstance(answer, bytes)}
    if made:
        known_as = {hashlib.sha256(data).hexdigest(): sha256 for sha256, data in made.items()}
        again = [(made.get(sha256, data), source) for sha256, (data, source) in zip(hashes, documents, strict=True)]
        reports = [_known_as(report, known_as) for report in read(again, known_as)]
    first, *others = map(_without_libreoffice, reports)
    if NotConverted.ABSENT in answers.values():
        first = replace(first, needs=(*first.needs, LIBREOFFICE))
    return (first, *others)


def _without_libreoffice(report: Report) -> Report:
    needs = tuple(need for need in report.needs if need != LIBREOFFICE)
    return report if needs == report.needs else replace(report, needs=needs)


def _known_as(report: Report, names: Mapping[str, str]) -> Report:
    """A report of converted documents as one of the documents themselves; `names` are the hashes of these."""

    def own(sha256: str) -> str:
        return names.get(sha256, sha256)

    def part(one: Part) -> Part:
        return replace(one, sha256=own(one.sha256), reader=READER) if one.sha256 in names else one

    return replace(
        report,
        sha256=own(report.sha256),
        figures=tuple(one._replace(document=own(one.document)) for one in report.figures),
        sections=tuple(replace(one, document=own(one.document)) for one in report.sections),
        findings=(
            *(_told(own(one.sha256)) for one in report.parts if one.sha256 in names),
            *(replace(one, document=own(one.document)) for one in report.findings),
        ),
        text_figures=tuple(one._replace(document=own(one.document)) for one in report.text_figures),
        indicators=tuple(one._replace(document=own(one.document)) for one in report.indicators),
        parts=tuple(map(part, report.parts)),
    )
