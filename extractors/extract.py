"""One document from bytes to report: read, recognise, check. Pure, and never raising for what a document holds.

bytes --sniff--> reader --blocks--> prose, figures --identity--> agency, year --equations--> findings --> outcome
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from itertools import chain

from extractors import check as checks
from extractors import sniff
from extractors.confirm import confirm
from extractors.identity import Evidence, Identity, identify
from extractors.prose_figures import prose_figures
from extractors.readers import docx, html, ocr_extra, pdf, text
from extractors.recognise import Recognition, recognise
from extractors.sections import Prose, read_prose
from schema.agencies import registry
from schema.document import Content, Unreadable
from schema.findings import finding
from schema.forms import Form, forms
from schema.report import ERROR, LOADED, LOADED_WITH_FINDINGS, QUARANTINED, WARNING, Finding, Report
from schema.sections import narrative
from schema.text import normalise

LARGEST = 64 * 1024 * 1024
LONGEST_TITLE = 60


def extract(data: bytes, source: str, of: Sequence[Form] | None = None) -> Report:
    """The report that `data` holds; `source` is the path or address to be told, `of` the forms to look for (all by
    default).

    A document that cannot be read, or that is no report of a known form, comes back with outcome ``quarantined`` and a
    one-line reason."""
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        content = read(data)
    except Unreadable as reason:
        return Report(source, sha256, "application/octet-stream", "", (), QUARANTINED, str(reason))
    return interpret(content, source, sha256, tuple(of or forms()))


def read(data: bytes) -> Content:
    """The blocks of a document, by the reader that its bytes ask for. Raises Unreadable."""
    if len(data) > LARGEST:
        raise Unreadable(f"the file has {len(data):,} bytes; the limit is {LARGEST:,}")
    match sniff.container(data):
        case sniff.DOCX:
            return docx.read(data)
        case sniff.HTML:
            return html.read(data, is_anchor)
        case sniff.PDF:
            return pdf.read(data)
        case sniff.IMAGE:
            return ocr_extra.scan().read(data)
        case _:
            return text.read(data)


def is_anchor(printed: str) -> bool:
    """Whether a text belongs to the report itself, wherever it stands on a page: a section title, or a statutory
    table."""
    if len(printed) <= LONGEST_TITLE:
        return normalise(printed) in narrative().section_of
    squeezed = "".join(printed.split())
    return any(label in squeezed for form in forms() for sheet in form.sheets for label in sheet.detect)


def interpret(content: Content, source: str, sha256: str, of: Sequence[Form]) -> Report:
    """What the blocks of a document say, as a report."""
    prose = read_prose(content.blocks)
    recognition = recognise(content.blocks, of)
    identity = _identity(content, prose)
    told = prose_figures(_overview(prose), identity.year)
    used = {sheet: form for sheet, name in recognition.forms.items() for form in of if form.id == name}
    results = checks.check(recognition.figures, used, told)
    if confirm(content.blocks, recognition, used, results):
        used = {sheet: form for sheet, form in used.items() if sheet in recognition.forms}
        results = checks.check(recognition.figures, used, told)
    findings = (
        *(finding(rule, "", message) for rule, message in content.remarks),
        *identity.findings,
        *recognition.findings,
        *_missing_sections(prose),
        *checks.findings(results),
    )
    outcome, reason = _outcome(recognition, identity, prose, findings)
    return Report(
        source,
        sha256,
        content.media_type,
        content.reader,
        tuple(recognition.layouts),
        outcome,
        reason,
        identity.agency,
        identity.year,
        identity.title,
        content.metadata.get("published_on"),
        recognition.forms,
        tuple(recognition.figures),
        tuple(prose.sections),
        findings,
        checks.counts(results),
    )


def _identity(content: Content, prose: Prose) -> Identity:
    pages = (content.metadata.get(key, "") for key in ("heading", "title"))
    titles = tuple(title for title in chain(prose.headlines, pages) if title)
    return identify(Evidence(titles, prose.preamble, prose.signoff, content.metadata, prose.text), registry())


def _overview(prose: Prose) -> str:
    code = narrative().sections[0].code
    return next((section.text for section in prose.sections if section.code == code), "")


def _missing_sections(prose: Prose) -> list[Finding]:
    return [
        finding("SECTION_MISSING", title.code, f"no title like {title.title} was found")
        for title in narrative().sections
        if title.code not in prose.titles or not prose.titles[title.code]
    ]


def _outcome(
    recognition: Recognition, identity: Identity, prose: Prose, findings: Sequence[Finding]
) -> tuple[str, str | None]:
    if not recognition.figures:
        quarantined = [found.message for found in recognition.findings if found.rule == "TABLE_QUARANTINED"]
        if quarantined:
            return QUARANTINED, f"no table could be read: {quarantined[0]}"
        if len(prose.titles) > 1:
            return QUARANTINED, "a report without a statutory table of a known form"
        return QUARANTINED, "no annual report: neither its tables nor its sections were found"
    if identity.year is None:
        return QUARANTINED, "the report year is nowhere stated"
    if identity.agency is None:
        return QUARANTINED, "the reporting agency is nowhere named"
    doubtful = any(found.severity in (ERROR, WARNING) for found in findings)
    return (LOADED_WITH_FINDINGS if doubtful else LOADED), None
