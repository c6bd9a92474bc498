"""Several documents read as what they are together: a main document and its parts as one report, or several reports.

Each document is read as if it were alone; then they are put together (`extractors.together`). Documents that name
different agencies or years are different reports: a page that lists the reports of sixteen offices is no report, its
sixteen attachments are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from extractors.extract import Understood, conclude, extract, read_whole, unreadable
from extractors.identity.organ_words import short_form
from extractors.together import name_of, together
from schema.document import Unreadable
from schema.findings import finding
from schema.forms import Form, forms
from schema.report import QUARANTINED, Agency, Part, Report

MOST_DOCUMENTS = 100
SEVERAL = "a page of several reports; each of its parts is read as a report of its own"


class _Document(NamedTuple):
    """A document of a publication: what it says, or the `reason` why it cannot be read."""

    source: str
    sha256: str
    said: Understood | None
    reason: str


class Claim(NamedTuple):
    """Whose report a document says that it is, and of which year."""

    agency: Agency
    year: int

    def agrees(self, other: Claim) -> bool:
        """Whether both may be of one report: an agency that is not in the registry is known by its name alone, and one
        document may print it shorter than another."""
        ours, theirs = self.agency, other.agency
        if self.year != other.year:
            return False
        if ours.resolved and theirs.resolved:
            return ours.agency_id == theirs.agency_id
        return short_form(ours.printed or ours.name, theirs.printed or theirs.name)


def extract_publication(documents: Sequence[tuple[bytes, str]], of: Sequence[Form] | None = None) -> tuple[Report, ...]:
    """The reports that the documents of a publication (bytes and source, the main one first) hold: one, mostly.

    The first report is that of the main document; where it is that of a page of several reports, those follow. Never
    raises for what a document holds, like `extractors.extract.extract`."""
    if len(documents) == 1:
        return (extract(*documents[0], of),)
    if len(documents) > MOST_DOCUMENTS:
        return (_too_many(documents),)
    sought = tuple(of or forms())
    read = [_read(data, source, sought) for data, source in documents]
    groups = _grouped(read)
    first, *others = (_report(group, sought) for group in groups)
    if others and first.outcome == QUARANTINED:
        first = replace(first, reason=SEVERAL, parts=_parts(groups[0][1:], QUARANTINED, SEVERAL))
    return (first, *others)


def _read(data: bytes, source: str, of: Sequence[Form]) -> _Document:
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        return _Document(source, sha256, read_whole(data, source, sha256, of), "")
    except Unreadable as reason:
        return _Document(source, sha256, None, str(reason))


def _too_many(documents: Sequence[tuple[bytes, str]]) -> Report:
    reason = f"a publication of {len(documents)} documents; the limit is {MOST_DOCUMENTS}"
    main, *others = (_Document(source, hashlib.sha256(data).hexdigest(), None, reason) for data, source in documents)
    return replace(unreadable(main.source, main.sha256, reason), parts=_parts(others, QUARANTINED, reason))


def _grouped(documents: Sequence[_Document]) -> list[list[_Document]]:
    """The documents of each report, that of the main document first. Where there are several reports, a document that
    does not say to which it belongs stays alone."""
    claims = [_claim(document) for document in documents]
    if _all_agree([claim for claim in claims if claim]):
        return [list(documents)]
    groups: list[tuple[Claim | None, list[_Document]]] = []
    for document, claim in zip(documents, claims, strict=True):
        group = next((members for other, members in groups if other and claim and other.agrees(claim)), None)
        if group is None:
            groups.append((claim, [document]))
        else:
            group.append(document)
    return [members for _, members in groups]


def _all_agree(claims: Sequence[Claim]) -> bool:
    return all(one.agrees(other) for number, one in enumerate(claims) for other in claims[:number])


def _claim(document: _Document) -> Claim | None:
    """The claim of a document that has something of a report in it, or whose title makes it one."""
    said = document.said
    if said is None:
        return None
    if not (said.recognition.figures or len(said.prose.titles) > 1 or said.names_its_agency):
        return None
    identity = said.identity()
    return Claim(identity.agency, identity.year) if identity.agency and identity.year else None


def _report(group: Sequence[_Document], of: Sequence[Form]) -> Report:
    """The report of the documents of a group, the first its main one."""
    main, *others = group
    said = [(number, document.said) for number, document in enumerate(group) if document.said]
    if not said:
        report = unreadable(main.source, main.sha256, main.reason)
        return replace(report, parts=_parts(others, QUARANTINED, main.reason))
    if len(group) == 1:
        return conclude(said[0][1], of)
    report = conclude(together(said, of), of)
    unread = [(number, document) for number, document in enumerate(group) if document.said is None]
    told = tuple(
        replace(
            finding("PART_NOT_READ", "", f"{name_of(number)} was not read: {document.reason}"),
            document=document.sha256 if number else "",
        )
        for number, document in unread
    )
    reason = report.reason
    if reason and unread:
        number, document = unread[0]
        reason = f"{reason}; not read: {name_of(number)} ({document.reason})"
    own = _described(main)
    return replace(
        report,
        source=main.source,
        sha256=main.sha256,
        media_type=own.media_type,
        reader=own.reader,
        layouts=own.layouts,
        reason=reason,
        findings=(*told, *report.findings),
        parts=_parts(others, report.outcome, reason),
    )


def _described(document: _Document) -> Part:
    """A document by itself; the fate that it has as part of a report is its own only where it cannot be read."""
    if document.said is None:
        unread = unreadable(document.source, document.sha256, document.reason)
        return Part(unread.source, unread.sha256, unread.media_type, "", (), QUARANTINED, document.reason)
    content, layouts = document.said.content, tuple(document.said.recognition.layouts)
    return Part(document.source, document.sha256, content.media_type, content.reader, layouts, QUARANTINED)


def _parts(documents: Sequence[_Document], outcome: str, reason: str | None) -> tuple[Part, ...]:
    """The parts of a report, which share its fate where they could be read."""
    described = ((_described(document), document.said is None) for document in documents)
    return tuple(part if unread else replace(part, outcome=outcome, reason=reason) for part, unread in described)
