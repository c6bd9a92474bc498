"""One document from bytes to report: read, recognise, check. Pure, and never raising for what a document holds.

bytes --sniff--> reader --blocks--> prose, figures --identity--> agency, year --equations--> findings --> outcome
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain
from types import MappingProxyType

from xxgk.extractors.containers import container
from xxgk.extractors.identity.identify import Evidence, Identity, identify
from xxgk.extractors.identity.published import published
from xxgk.extractors.identity.self_names import compact, name_in_title
from xxgk.extractors.identity.told import with_told
from xxgk.extractors.labels.headings import LONGEST_TITLE
from xxgk.extractors.narrative.pieces import FURNITURE, TEXT, texts
from xxgk.extractors.narrative.prose.text_figures import quantities_told, read_statements, text_figures
from xxgk.extractors.narrative.read import PREAMBLE, Prose, read_prose
from xxgk.extractors.outcome import concluded, unreadable
from xxgk.extractors.readers import archives, dispatch
from xxgk.extractors.readers.html.cascade import SheetOf
from xxgk.extractors.readers.pdf import plumber as pdf_plumber
from xxgk.extractors.readers.pdf import reader as pdf
from xxgk.extractors.recognition import check as checks
from xxgk.extractors.recognition.confirm import confirm, from_pictures
from xxgk.extractors.recognition.heeded import heeded, notices_of
from xxgk.extractors.recognition.recognise import Recognition, recognise
from xxgk.extractors.recognition.second_opinion import doubtful_tables, settle
from xxgk.schema import containers
from xxgk.schema.agencies import registry
from xxgk.schema.document import LARGEST, Content, Unreadable
from xxgk.schema.findings import finding
from xxgk.schema.forms import Form, forms
from xxgk.schema.readings import PersonReading
from xxgk.schema.report import LOADED, Aside, Finding, Report
from xxgk.schema.sections import narrative
from xxgk.schema.text import normalise

FEWEST_SECTIONS, MOST_SECTIONS = 2, 5
"""Sections by which free text is known as a report: with a title that says so, and without one."""
_REPORT = re.compile("报告|年报|情况|总结")
NOTHING_TOLD: Mapping[str, tuple[int, ...]] = MappingProxyType({})
SecondReader = Callable[[Sequence[str]], Content]


def extract(data: bytes, source: str, of: Sequence[Form] | None = None) -> Report:
    """The report that `data` holds; `source` is the path or address to be told, `of` the forms to look for (all by
    default).

    A document that cannot be read, or that is no report of a known form, comes back with outcome ``quarantined`` and a
    one-line reason."""
    sha256, forms_sought = hashlib.sha256(data).hexdigest(), tuple(of or forms())
    try:
        return conclude(read_whole(data, source, sha256, forms_sought), forms_sought)
    except Unreadable as reason:
        return unreadable(source, sha256, reason.refusal)


def read_whole(
    data: bytes,
    source: str,
    sha256: str,
    of: Sequence[Form],
    sheet_of: SheetOf | None = None,
    readings: Sequence[PersonReading] = (),
) -> Understood:
    """What a document says, by itself; `sheet_of` gives the style sheets that a page names, `readings` are what people
    say of it. Raises Unreadable."""
    content = read(data, sheet_of)
    return understand(content, source, sha256, of, _second_reader(content, data), readings)


def read(data: bytes, sheet_of: SheetOf | None = None) -> Content:
    """The blocks of a document, by the reader that its bytes ask for. Raises Unreadable."""
    if len(data) > LARGEST:
        raise Unreadable(f"the file has {len(data):,} bytes; the limit is {LARGEST:,}")
    return dispatch.read(data, dispatch.Way(is_anchor, sheet_of=sheet_of))


def _second_reader(content: Content, data: bytes) -> SecondReader | None:
    """The second, independent reader of a container that has one; it is asked for the places of some locators, or
    all."""
    if content.reader != pdf.READER:
        return None
    match container(data).name:
        case containers.PDF:
            return lambda locators: _read_again(data, locators)
        case containers.ZIP:
            return lambda locators: archives.read_again(data, content, locators, _read_again)
        case _:
            return None


def _read_again(data: bytes, locators: Sequence[str]) -> Content:
    return pdf_plumber.read_with_pdfplumber(data, pdf.pages_of(locators))


def is_anchor(printed: str) -> bool:
    """Whether a text belongs to the report itself, wherever it stands on a page: a section title, or a statutory
    table."""
    if len(printed) <= LONGEST_TITLE:
        return normalise(printed) in narrative().section_of
    squeezed = "".join(printed.split())
    return any(map(squeezed.__contains__, _labels_of_sheets()))


@cache
def _labels_of_sheets() -> tuple[str, ...]:
    """The labels by which the sheets of all forms are known."""
    return tuple(dict.fromkeys(label for form in forms() for sheet in form.sheets for label in sheet.detect))


@dataclass(eq=False)
class Understood:
    """What a document is understood to say, before it is asked who reports, for which year, and whether it adds up.

    `titles` are the candidates for the title of the report, in the order of trust; `readings` tell what people say of
    its agency and year."""

    source: str
    sha256: str
    content: Content
    titles: tuple[str, ...]
    prose: Prose
    recognition: Recognition
    readings: Sequence[PersonReading] = ()

    @property
    def names_its_agency(self) -> bool:
        """Whether a title names the agency that reports."""
        return any(name_in_title(compact(title)) for title in self.titles)

    @cached_property
    def identity(self) -> Identity:
        """Who reports, and for which year: told by people, or by titles and narrative, whatever the tables say."""
        prose, metadata = self.prose, self.content.metadata
        evidence = Evidence(self.titles, prose.preamble, prose.signoff, metadata, prose.text)
        return with_told(identify(evidence, registry()), self.readings, registry())

    def checked(self, of: Sequence[Form], told: Mapping[str, tuple[int, ...]] = NOTHING_TOLD) -> list[checks.Check]:
        """The equations of the forms on its figures, and on the quantities that its prose has `told`."""
        return _checked(self.recognition, of, told)


def interpret(
    content: Content, source: str, sha256: str, of: Sequence[Form], second: SecondReader | None = None
) -> Report:
    """What the blocks of a document say, as a report."""
    return conclude(understand(content, source, sha256, of, second), of)


def understand(
    content: Content,
    source: str,
    sha256: str,
    of: Sequence[Form],
    second: SecondReader | None = None,
    readings: Sequence[PersonReading] = (),
) -> Understood:
    """What the blocks of a document say; `readings` are what people say of whose report it is. Where its tables are
    doubtful, the `second` reader is asked as well; tables read from pictures stay only where the form confirms
    them."""
    prose = read_prose(content.blocks, readings)
    pages = (content.metadata.get(key, "") for key in ("heading", "title"))
    titles = tuple(title for title in chain(prose.headlines, pages) if title)
    understood = Understood(source, sha256, content, titles, prose, Recognition(), readings)
    year = understood.identity.year
    understood.recognition = recognition = said = recognise(content.blocks, of, year)
    if second is not None and (len(prose.titles) > 1 or recognition.figures):
        checked = _checked(recognition, of)
        understood.recognition = recognition = _with_second_opinion(recognition, checked, of, second, year)
    recognition.notices = notices_of(content.blocks, said)
    if from_pictures(content.blocks):
        confirm(content.blocks, recognition, _used(recognition, of), _checked(recognition, of))
    return understood


def conclude(understood: Understood, of: Sequence[Form]) -> Report:
    """The report that a document, or several taken together, were understood to be."""
    content, prose, identity = understood.content, understood.prose, understood.identity
    recognition = heeded(understood.recognition, identity.year, identity.agency, of)
    statements = read_statements(prose.sections, identity.year, identity.agency.name if identity.agency else "")
    in_prose, differing = text_figures(statements)
    told_in = None if prose.is_free else narrative().sections[0].code
    results = _checked(recognition, of, quantities_told(statements, told_in))
    before_tables = _is_before_tables(identity.year, recognition, of)
    of_page = (content.metadata.get("dates") or content.metadata.get("published_on", "")).split()
    around = (content.metadata.get("no_date", ""), *texts(prose.pieces, FURNITURE))
    dates = published(tuple(dict.fromkeys((*of_page, *prose.dated))), prose.signoff, identity.year, around)
    findings = (
        *(finding(rule, "", message) for rule, message in content.remarks),
        *identity.findings,
        *dates.findings,
        *(found for found in recognition.findings if not (before_tables and found.rule == "TABLE_MISSING")),
        *_nothing_filled_in(recognition),
        *_missing_sections(prose),
        *prose.findings,
        *differing,
        *checks.findings(results),
    )
    report = Report(
        understood.source,
        understood.sha256,
        content.media_type,
        content.reader,
        tuple(recognition.layouts),
        LOADED,
        None,
        identity.agency,
        identity.year,
        identity.title,
        dates.on,
        dates.by,
        dates.signed_on,
        recognition.forms,
        tuple(recognition.figures),
        tuple(prose.sections),
        findings,
        checks.counts(results),
        text_figures=tuple(in_prose),
        indicators=tuple(recognition.indicators),
        also_dated=dates.others,
        aside=tuple(Aside(*piece) for piece in prose.pieces if piece.kind != TEXT),
    )
    is_free = before_tables and (bool(recognition.indicators) or _is_free_report(identity, prose))
    return concluded(report, has_titles=len(prose.titles) > 1, is_free=is_free)


def _checked(
    recognition: Recognition, of: Sequence[Form], told: Mapping[str, tuple[int, ...]] = NOTHING_TOLD
) -> list[checks.Check]:
    return checks.check(recognition.figures, _used(recognition, of), told, recognition.added_to)


def _used(recognition: Recognition, of: Sequence[Form]) -> dict[str, Form]:
    """The form of each recognised sheet."""
    return {sheet: form for sheet, name in recognition.forms.items() for form in of if form.id == name}


def _with_second_opinion(
    recognition: Recognition,
    results: Sequence[checks.Check],
    of: Sequence[Form],
    second: SecondReader,
    year: int | None,
) -> Recognition:
    doubtful = doubtful_tables(results)
    if recognition.figures and not doubtful:
        return recognition
    places = [figure.locator for figure in recognition.figures if figure.code.split(".")[0] in doubtful]
    try:
        other = recognise(second(places).blocks, of, year)
    except Unreadable:
        return recognition
    return settle(recognition, other, of, doubtful)


def _nothing_filled_in(recognition: Recognition) -> list[Finding]:
    """Whether the tables are there and nobody filled them: an empty template, or a page that only a script would
    fill."""
    if not recognition.figures or any(figure.value is not None for figure in recognition.figures):
        return []
    return [finding("FORM_EMPTY", "", f"none of {len(recognition.figures)} cells holds a figure")]


def _missing_sections(prose: Prose) -> list[Finding]:
    statutory = [title for title in narrative().free if title.statutory]
    return [
        finding("SECTION_MISSING", title.code, f"no title like {title.title} was found")
        for title in (statutory if prose.is_free else narrative().sections)
        if not prose.titles.get(title.code)
    ]


def _is_before_tables(year: int | None, recognition: Recognition, of: Sequence[Form]) -> bool:
    """Whether a report is of a year before all forms with fixed tables, and shows none of them."""
    fixed = [(sheet.id, form.valid_from) for form in of for sheet in form.sheets if not sheet.listed]
    shown = any(sheet in recognition.forms for sheet, _ in fixed)
    return year is not None and not shown and all(year < first for _, first in fixed)


def _is_free_report(identity: Identity, prose: Prose) -> bool:
    """Whether a document without figures is an annual report all the same: by its title and by its sections."""
    statutory = {title.code for title in narrative().free if title.statutory}
    sections = prose.titles.keys() - {PREAMBLE}
    is_titled = any(_REPORT.search(title) for title in (identity.title or "", *prose.headlines))
    found = len(sections & statutory)
    return found >= MOST_SECTIONS or (is_titled and len(sections) >= FEWEST_SECTIONS and found > 0)
