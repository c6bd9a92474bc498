"""Whose report a document is, and of which year, where people have said so: nothing is deduced against them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from xxgk.extractors.identity.identify import Evidence, Identity, identify
from xxgk.schema.agencies import AGENCY_ID, Registry
from xxgk.schema.findings import finding
from xxgk.schema.readings import AGENCY, PRINTED, YEAR, PersonReading
from xxgk.schema.report import Agency, Finding

_TITLE = "政府信息公开工作年度报告"
_OF = {AGENCY: ("AGENCY_",), YEAR: ("YEAR_",)}
"""The findings that an answer settles, by how their rules begin."""


def with_told(identity: Identity, readings: Iterable[PersonReading], registry: Registry) -> Identity:
    """The identity with what people say of it; where they contradict each other it stays as it was, with a finding."""
    answers = [one for one in readings if one.code in _OF and one.answer == PRINTED]
    for code in _OF:
        if said := [one for one in answers if one.code == code]:
            identity = _with(identity, said, registry)
    return identity


def _with(identity: Identity, said: Sequence[PersonReading], registry: Registry) -> Identity:
    code, names = said[0].code, " and ".join(f"{one.who}: {one.text}" for one in said)
    meant = {_meaning(one, registry) for one in said}
    if len(meant) > 1:
        return replace(identity, findings=(*identity.findings, finding("PEOPLE_DIFFER", "", f"{code}: {names}")))
    kept = [found for found in identity.findings if not found.rule.startswith(_OF[code])]
    if code == YEAR:
        year = int(said[0].text)
        told = _told(names, "" if identity.year in (None, year) else str(identity.year))
        return replace(identity, year=year, findings=(*kept, told))
    agency, doubts = _agency(said[0].text, registry)
    if agency is None:
        return replace(identity, findings=(*identity.findings, *doubts))
    before = identity.agency if identity.agency and identity.agency.resolved else None
    told = _told(names, before.name if before and before.agency_id != agency.agency_id else "")
    if identity.agency:
        agency = replace(agency, printed=identity.agency.printed or agency.printed, beside=identity.agency.beside)
    return replace(identity, agency=agency, findings=(*kept, *doubts, told))


def _told(names: str, against: str) -> Finding:
    """What is told of an answer, and of what the document was understood to say `against` it."""
    if against:
        return finding("IDENTITY_OVERRULED", "", f"{names}; the document was understood to say {against}")
    return finding("IDENTITY_TOLD", "", names)


def _meaning(one: PersonReading, registry: Registry) -> str:
    if one.code == YEAR:
        return one.text
    agency, _ = _agency(one.text, registry)
    return agency.agency_id if agency else one.text


def _agency(text: str, registry: Registry) -> tuple[Agency | None, tuple[Finding, ...]]:
    """The agency of an identifier of the register, or of a name as a title has it, and what is doubtful about it."""
    entry = next((one for one in registry.by_name.values() if one.agency_id == text.strip()), None)
    if entry is None and AGENCY_ID.fullmatch(text.strip()):
        return None, (finding("PERSON_READING_UNFIT", "", f"{text}: no agency of the register; give its name"),)
    found = identify(Evidence((f"{entry.name if entry else text.strip()}{_TITLE}",)), registry)
    return found.agency, tuple(one for one in found.findings if one.rule.startswith("AGENCY_"))
