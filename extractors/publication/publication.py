"""Several documents read as what they are together: a main document and its parts as one report, or several reports.

Each document is read as if it were alone; then they are put together (`extractors.publication.parts`). Documents
that name different agencies or years are different reports: a page that lists the reports of sixteen offices is no
report, its sixteen attachments are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

from xxgk.extractors.containers import container
from xxgk.extractors.document import Understood, conclude, extract, read_whole
from xxgk.extractors.identity.organ_words import short_form
from xxgk.extractors.narrative.read import read_prose
from xxgk.extractors.outcome import NOTHING, SEVERAL, UNKNOWN_TYPE, beside_unread, quarantined, unreadable
from xxgk.extractors.publication.conversions import Convert, with_conversions
from xxgk.extractors.publication.parts import PICTURES, lacks_tables, name_of, together
from xxgk.extractors.publication.pictures import Shown, look_at
from xxgk.extractors.publication.style_sheets import SHEET_TYPE, StyleSheets
from xxgk.extractors.publication.transcribed import ClaimsOf, with_people
from xxgk.extractors.recognition.recognise import Recognition
from xxgk.schema.containers import IMAGE
from xxgk.schema.document import OCR_READER, Content, Unreadable
from xxgk.schema.findings import finding
from xxgk.schema.forms import Form, forms
from xxgk.schema.readings import PersonReading, Readings
from xxgk.schema.refusal import Refusal, Why
from xxgk.schema.report import LOADED, QUARANTINED, Agency, Finding, Part, Report

MOST_DOCUMENTS = 100
NOTHING_READ: Readings = MappingProxyType({})


class _Document(NamedTuple):
    """A document of a publication: what it says, or the `refusal`: why it cannot be read, or the bytes of a picture,
    to be looked at only where the others lack a table; and what people read in it."""

    source: str
    sha256: str
    said: Understood | None
    refusal: Refusal | None = None
    picture: bytes = b""
    readings: Sequence[PersonReading] = ()

    @property
    def is_sheet(self) -> bool:
        """Whether it is a style sheet."""
        return self.said is None and self.refusal is None and not self.picture


class ReportKey(NamedTuple):
    """Whose report a document says that it is, and of which year."""

    agency: Agency
    year: int

    def agrees(self, other: ReportKey) -> bool:
        """Whether both may be of one report: an agency that is not in the registry is known by its name alone, and one
        document may print it shorter than another."""
        ours, theirs = self.agency, other.agency
        if self.year != other.year:
            return False
        if ours.resolved and theirs.resolved:
            return ours.agency_id == theirs.agency_id
        return short_form(ours.printed or ours.name, theirs.printed or theirs.name)


def extract_publication(
    documents: Sequence[tuple[bytes, str]],
    of: Sequence[Form] | None = None,
    convert: Convert | None = None,
    readings: Readings = NOTHING_READ,
) -> tuple[Report, ...]:
    """The reports that the documents of a publication (bytes and source, the main one first) hold: one, mostly.

    The first report is that of the main document; where it is that of a page of several reports, those follow.
    `convert`, where it is given, is asked for what LibreOffice makes of documents. `readings` are what people read in
    the documents, by their hashes. Never raises for what a document holds, like `extractors.document.extract`."""
    sought = tuple(of or forms())

    def read(documents: Sequence[tuple[bytes, str]], known_as: Mapping[str, str]) -> tuple[Report, ...]:
        own = {made: readings[sha256] for made, sha256 in known_as.items() if sha256 in readings}
        return _reports(documents, sought, {**readings, **own})

    return read(documents, {}) if convert is None else with_conversions(documents, convert, read)


def _reports(documents: Sequence[tuple[bytes, str]], of: Sequence[Form], readings: Readings) -> tuple[Report, ...]:
    if len(documents) > MOST_DOCUMENTS:
        return (_too_many(documents),)
    sheets = StyleSheets(documents)
    read = [_read(data, source, of, sheets, readings) for data, source in documents]
    groups = _grouped(read)
    first, *others = (_report(group, of) for group in groups)
    if others and first.outcome == QUARANTINED:
        first = replace(quarantined(first, SEVERAL), parts=_parts(groups[0][1:], QUARANTINED, SEVERAL.words))
    return (first, *others)


def _read(data: bytes, source: str, of: Sequence[Form], sheets: StyleSheets, readings: Readings) -> _Document:
    sha256 = hashlib.sha256(data).hexdigest()
    told = readings.get(sha256, ())
    if source in sheets:
        return _Document(source, sha256, None)
    try:
        if container(data).reader == IMAGE:
            return _Document(source, sha256, None, picture=data, readings=told)
        said = read_whole(data, source, sha256, of, sheets.of(source), told)
        return _Document(source, sha256, said, readings=told)
    except Unreadable as reason:
        return _Document(source, sha256, None, reason.refusal, readings=told)


def _too_many(documents: Sequence[tuple[bytes, str]]) -> Report:
    refusal = Refusal(Why.UNREADABLE, f"a publication of {len(documents)} documents; the limit is {MOST_DOCUMENTS}")
    main, *others = (_Document(source, hashlib.sha256(data).hexdigest(), None, refusal) for data, source in documents)
    return replace(unreadable(main.source, main.sha256, refusal), parts=_parts(others, QUARANTINED, refusal.words))


def _grouped(documents: Sequence[_Document]) -> list[list[_Document]]:
    """The documents of each report, that of the main document first. Where there are several reports, a document that
    does not say to which it belongs stays alone."""
    claims = [_claim(document) for document in documents]
    if _all_agree([claim for claim in claims if claim]):
        return [list(documents)]
    groups: list[tuple[ReportKey | None, list[_Document]]] = []
    for document, claim in zip(documents, claims, strict=True):
        if document.is_sheet and groups:
            groups[0][1].append(document)
            continue
        group = next((members for other, members in groups if other and claim and other.agrees(claim)), None)
        if group is None:
            groups.append((claim, [document]))
        else:
            group.append(document)
    return [members for _, members in groups]


def _all_agree(claims: Sequence[ReportKey]) -> bool:
    return all(one.agrees(other) for number, one in enumerate(claims) for other in claims[:number])


def _claim(document: _Document) -> ReportKey | None:
    """The claim of a document that has something of a report in it, or whose title makes it one."""
    said = document.said
    if said is None:
        return None
    if not (said.recognition.figures or len(said.prose.titles) > 1 or said.names_its_agency):
        return None
    identity = said.identity
    return ReportKey(identity.agency, identity.year) if identity.agency and identity.year else None


def _report(group: Sequence[_Document], of: Sequence[Form]) -> Report:
    """The report of the documents of a group, the first its main one."""
    main, *others = group
    if not others and main.picture and not main.readings:
        return extract(main.picture, main.source, of)
    heard = [(number, document.said) for number, document in enumerate(group) if document.said]
    said = _as_one(heard, of)
    unseen = None
    pictures = _pictures(group)
    if pictures and (said is None or lacks_tables(said)):
        seen, unseen = look_at(pictures, of)
        said = _as_one([*heard, *([(PICTURES, seen)] if seen else [])], of)
    group = [document._replace(refusal=unseen) if document.picture else document for document in group]
    said = _with_people(said, group, of)
    if said is None:
        refusal = group[0].refusal or unseen or NOTHING
        report = unreadable(main.source, main.sha256, refusal)
        return replace(report, parts=_parts(group[1:], QUARANTINED, refusal.words))
    unread = [(name_of(number), one.refusal) for number, one in enumerate(group) if one.refusal]
    report = beside_unread(conclude(said, of), unseen, unread, shows_pictures=_shows_pictures(group))
    own = _described(group[0])
    return replace(
        report,
        source=main.source,
        sha256=main.sha256,
        media_type=own.media_type,
        reader=own.reader,
        layouts=own.layouts,
        findings=(*_unread(group), *report.findings),
        parts=_parts(group[1:], report.outcome, report.reason),
    )


def _with_people(said: Understood | None, group: Sequence[_Document], of: Sequence[Form]) -> Understood | None:
    """What the documents of a group say, with what people read in them, those included that nothing else can read."""
    readings: list[tuple[ClaimsOf, PersonReading]] = []
    for number, document in enumerate(group):
        sheets = document.said.recognition.sheets if document.said else {}
        tagged = ClaimsOf(document.sha256 if number else "", sheets)
        readings += [(tagged, one) for one in document.readings]
    if not readings:
        return said
    if said is None:
        main, told = group[0], [one for _, one in readings]
        said = Understood(main.source, main.sha256, Content("", "", ()), (), read_prose((), told), Recognition(), told)
    return with_people(said, readings, of)


def _as_one(heard: Sequence[tuple[int, Understood]], of: Sequence[Form]) -> Understood | None:
    """What the documents that could be read say together."""
    if [number for number, _ in heard] == [0]:
        return heard[0][1]
    return together(heard, of) if heard else None


def _pictures(group: Sequence[_Document]) -> list[Shown]:
    """All pictures of a group: those that its pages hold in themselves, and those that are documents."""
    shown = []
    for number, document in enumerate(group):
        tag = document.sha256 if number else ""
        if document.picture:
            shown.append(Shown(document.picture, tag))
        elif document.said:
            held = (picture for picture in document.said.content.pictures if picture.data)
            shown += [Shown(picture.data, tag, picture.locator) for picture in held]
    return shown


def _unread(group: Sequence[_Document]) -> tuple[Finding, ...]:
    """A finding for each document that could not be read."""
    return tuple(
        replace(
            finding("PART_NOT_READ", "", f"{name_of(number)} was not read: {document.refusal.words}"),
            document=document.sha256 if number else "",
        )
        for number, document in enumerate(group)
        if document.refusal
    )


def _shows_pictures(group: Sequence[_Document]) -> bool:
    """Whether a page of the group shows pictures, none of which was handed in."""
    shown = (picture for document in group if document.said for picture in document.said.content.pictures)
    return any(not picture.data for picture in shown) and not any(document.picture for document in group)


def _described(document: _Document) -> Part:
    """A document by itself; the fate that it has as part of a report is its own only where it cannot be read."""
    if document.picture:
        reader, outcome = ("", QUARANTINED) if document.refusal else (OCR_READER, LOADED)
        media_type = container(document.picture).media_type
        return _refused(Part(document.source, document.sha256, media_type, reader, (), outcome), document.refusal)
    if document.is_sheet:
        return Part(document.source, document.sha256, SHEET_TYPE, "", (), LOADED)
    if document.said is None:
        unread = Part(document.source, document.sha256, UNKNOWN_TYPE, "", (), QUARANTINED)
        return _refused(unread, document.refusal)
    content, layouts = document.said.content, tuple(document.said.recognition.layouts)
    return Part(document.source, document.sha256, content.media_type, content.reader, layouts, QUARANTINED)


def _refused(part: Part, refusal: Refusal | None) -> Part:
    return replace(part, reason=refusal.words, needs=refusal.needs) if refusal else part


def _parts(documents: Sequence[_Document], outcome: str, reason: str | None) -> tuple[Part, ...]:
    """The parts of a report, which share its fate where they could be read."""
    described = ((_described(document), bool(document.refusal)) for document in documents)
    return tuple(part if unread else replace(part, outcome=outcome, reason=reason) for part, unread in described)
