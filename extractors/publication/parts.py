"""What several documents say, put together as what one report says: nothing is chosen where they contradict each other.

- A figure is taken from the first document that has it. Where two documents print it differently, neither is believed:
  it is refused, with a finding that tells both prints. A table that they print by different forms is refused whole.
- The narrative is that of the document that has most of it; sections which only another one has are added. A section
  that another document words otherwise stays as the first has it, with a finding.
- What one document lacks and another has is not missing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from xxgk.extractors.document import Understood
from xxgk.extractors.narrative.read import PREAMBLE, Prose
from xxgk.extractors.recognition.indicators import LOCAL
from xxgk.extractors.recognition.recognise import Recognition
from xxgk.extractors.recognition.settle import DOCUMENTS, disputing
from xxgk.schema.findings import finding
from xxgk.schema.forms import Form
from xxgk.schema.report import Figure, Finding, Indicator, Section
from xxgk.schema.sections import narrative
from xxgk.schema.text import narrow

MISSING, UNREAD = "TABLE_MISSING", "TABLE_UNREAD"
PICTURES = -1


class _Voice(NamedTuple):
    """One of the documents; `number` counts the parts of the publication, 0 is the main document, PICTURES are all its
    pictures, whose figures know their documents."""

    number: int
    said: Understood

    @property
    def tag(self) -> str:
        """The hash of a part, empty for the main document."""
        return self.said.sha256 if self.number > 0 else ""

    @property
    def tags(self) -> set[str]:
        """The documents that it is."""
        return {figure.document for figure in self.said.recognition.figures} if self.number < 0 else {self.tag}

    @property
    def name(self) -> str:
        """As messages call it: they must not depend on where the bytes came from."""
        return name_of(self.number)

    def tagged(self, told: Finding) -> Finding:
        return replace(told, document=self.tag) if self.tag else told


def lacks_tables(said: Understood) -> bool:
    """Whether a statutory table is missing in what was understood, or may be one that was not read."""
    return any(found.rule == MISSING or (found.rule == UNREAD and found.where) for found in said.recognition.findings)


def name_of(number: int) -> str:
    """What messages call a document of a publication."""
    return f"part {number}" if number > 0 else "a picture" if number < 0 else "the main document"


def together(heard: Sequence[tuple[int, Understood]], of: Sequence[Form]) -> Understood:
    """What the documents of one publication say, each with its number: 0 for the main one, then the parts."""
    voices = [_Voice(*each) for each in heard]
    documents = [voice.said for voice in voices]
    first = documents[0]
    recognition = _tables(voices, of)
    prose, disagreements = _narrative(voices)
    recognition.findings += disagreements
    for voice in voices:
        if voice.tag:
            remarks = (finding(rule, "", message) for rule, message in voice.said.content.remarks)
            recognition.findings += map(voice.tagged, remarks)
    metadata: dict[str, str] = {}
    for said in documents:
        metadata = {**said.content.metadata, **metadata}
    named = next((said.titles for said in documents if said.names_its_agency), ())
    titles = named or tuple(title for said in documents for title in said.titles)
    remarks_of_main = () if voices[0].number else first.content.remarks
    content = replace(first.content, blocks=(), metadata=metadata, remarks=remarks_of_main)
    readings = tuple(one for said in documents for one in said.readings)
    return Understood(first.source, first.sha256, content, titles, prose, recognition, readings)


# ------------------------------------------------------------------------------------------------------------- figures


def _tables(voices: Sequence[_Voice], of: Sequence[Form]) -> Recognition:
    whole = Recognition(added_to={row for voice in voices for row in voice.said.recognition.added_to})
    sheet_of = {table: sheet for form in of for table, sheet in form.sheet_of.items()}
    for sheet in dict.fromkeys(sheet_of.values()):
        having = [voice for voice in voices if sheet in voice.said.recognition.forms]
        forms = dict.fromkeys(voice.said.recognition.forms[sheet] for voice in having)
        if not _print_alike(sheet, forms, of):
            message = f"{sheet} is printed by {' and by '.join(forms)}"
            whole.findings += [
                finding(DOCUMENTS.differ, table, message) for table in _tables_of(sheet, next(iter(forms)), of)
            ]
            continue
        taken = list(_agreed(sheet, having, sheet_of, whole.findings))
        whole.figures += taken
        if taken:
            whole.forms[sheet] = next(iter(forms))
        whole.findings += _findings(sheet, voices, taken, sheet_of)
    whole.indicators = _indicators(voices, whole.findings)
    whole.notices = [notice for voice in voices for notice in voice.said.recognition.notices]
    for voice in voices:
        for told in voice.said.recognition.findings:
            if _sheet(told.where, sheet_of) is None:
                whole.findings.append(voice.tagged(told))
    _by_one_form(whole, of)
    return whole


def _agreed(
    sheet: str, having: Sequence[_Voice], sheet_of: Mapping[str, str], findings: list[Finding]
) -> Iterator[Figure]:
    """The figures of a sheet on which all documents that have them agree; `findings` is told of the others."""
    printed: dict[str, list[tuple[_Voice, Figure]]] = {}
    for voice in having:
        for figure in voice.said.recognition.figures:
            if sheet_of.get(figure.code.partition(".")[0]) == sheet:
                printed.setdefault(figure.code, []).append((voice, figure))
    differing = False
    for code, prints in printed.items():
        voice, figure = prints[0]
        other = disputing(prints, _are_alike)
        if other is None:
            yield figure._replace(document=voice.tag) if voice.tag else figure
            continue
        differing = True
        message = f"{voice.name} prints {figure.raw!r}, {other[0].name} prints {other[1].raw!r}"
        told = replace(finding(DOCUMENTS.differ, code, message), left=figure.value, right=other[1].value)
        findings.append(other[0].tagged(told))
    if not differing and any(len(prints) > 1 for prints in printed.values()):
        names = " and ".join(voice.name for voice in having)
        findings.append(finding(DOCUMENTS.same, sheet, f"{sheet} stands with the same figures in {names}"))


def _indicators(voices: Sequence[_Voice], findings: list[Finding]) -> list[Indicator]:
    """The indicators of the only document that has any, or of the first of those that print the same ones."""
    having = [voice for voice in voices if voice.said.recognition.indicators]
    for voice in having[1:]:
        if _prints(voice) != _prints(having[0]):
            message = f"{having[0].name} and {voice.name} print local lists that differ"
            findings.append(voice.tagged(finding(DOCUMENTS.differ, LOCAL, message)))
            return []
    return [
        one._replace(document=voice.tag) if voice.tag else one
        for voice in having[:1]
        for one in voice.said.recognition.indicators
    ]


def _prints(voice: _Voice) -> list[tuple[str, str, str]]:
    return [(one.label, one.column, one.raw) for one in voice.said.recognition.indicators]


def _are_alike(one: tuple[_Voice, Figure], other: tuple[_Voice, Figure]) -> bool:
    """Whether two documents say the same in a cell."""
    return _says(one[1]) == _says(other[1])


def _says(figure: Figure) -> tuple[object, str, str]:
    return figure.value, figure.unit, figure.state


def _findings(
    sheet: str, voices: Sequence[_Voice], taken: Sequence[Figure], sheet_of: Mapping[str, str]
) -> Iterator[Finding]:
    """What the documents' own findings on a sheet still mean: those on figures that were taken from the same document,
    and on what no document has."""
    told = [
        (voice, found)
        for voice in voices
        for found in voice.said.recognition.findings
        if _sheet(found.where, sheet_of) == sheet
    ]
    if any(found.rule != MISSING for _, found in told) or taken:
        told = [(voice, found) for voice, found in told if found.rule != MISSING]
    else:
        told = [(voice, found) for voice, found in told if voice is told[0][0]]
    for voice, found in told:
        sources = {figure.document for figure in taken if _concerns(found.where, figure.code, sheet)}
        if voice.tags & sources or not sources:
            yield voice.tagged(found)


def _concerns(where: str, code: str, sheet: str) -> bool:
    return where in (code, sheet) or code.startswith(f"{where}.")


def _sheet(where: str, sheet_of: Mapping[str, str]) -> str | None:
    """The sheet that a finding concerns, by figure code, row, table or sheet."""
    return where if where in sheet_of.values() else sheet_of.get(where.partition(".")[0])


def _tables_of(sheet: str, form: str, of: Sequence[Form]) -> list[str]:
    return [
        table.id for one in of if one.id == form for found in one.sheets if found.id == sheet for table in found.tables
    ]


def _print_alike(sheet: str, forms: Iterable[str], of: Sequence[Form]) -> bool:
    """Whether a sheet is the same in all these forms."""
    named = set(forms)
    printed = [found.tables for form in of if form.id in named for found in form.sheets if found.id == sheet]
    return all(tables == printed[0] for tables in printed)


def _by_one_form(whole: Recognition, of: Sequence[Form]) -> None:
    """Where forms print a sheet alike, it counts as that of the form which most sheets show; else of the newest."""
    votes = Counter(whole.forms.values())
    for sheet, shown in whole.forms.items():
        alike = [
            form
            for form in of
            if any(found.id == sheet for found in form.sheets) and _print_alike(sheet, (shown, form.id), of)
        ]
        whole.forms[sheet] = max(alike, key=lambda form: (votes[form.id], form.valid_from)).id


# ----------------------------------------------------------------------------------------------------------- narrative


def _narrative(voices: Sequence[_Voice]) -> tuple[Prose, list[Finding]]:
    """The narrative of the document that has most of it, with the sections that only others have."""
    ordered = sorted(voices, key=_weight, reverse=True)
    fullest = ordered[0].said.prose
    whole = replace(fullest, sections=list(_sections(ordered[0])), titles=dict(fullest.titles), findings=[])
    findings = [voice.tagged(told) for voice in ordered for told in voice.said.prose.findings]
    for voice in ordered[1:]:
        whole.signoff = whole.signoff or voice.said.prose.signoff
        whole.dated = whole.dated or voice.said.prose.dated
        texts = {_name(section): section for section in whole.sections}
        topical = narrative().sections[0].code not in texts
        for section in _sections(voice):
            same, titled = texts.get(_name(section)), section.code in narrative().codes or not section.code
            if same is None and section.code != PREAMBLE and (titled or topical):
                whole.sections.append(section)
            elif same and titled and _plain(same) != _plain(section):
                message = f"{voice.name} words {section.title or section.code} otherwise"
                findings.append(voice.tagged(finding("SECTION_DISAGREES", section.code, message)))
        whole.pieces = [*whole.pieces, *voice.said.prose.pieces]
        whole.titles = {**voice.said.prose.titles, **whole.titles}
    whole.sections = _in_place(whole.sections, is_free=whole.is_free)
    return whole, findings


def _weight(voice: _Voice) -> tuple[int, bool]:
    """How much of a report's narrative a document has."""
    told = sum(section.code in narrative().codes for section in voice.said.prose.sections)
    return told, bool(voice.said.recognition.figures)


def _sections(voice: _Voice) -> Iterator[Section]:
    for section in voice.said.prose.sections:
        yield replace(section, document=voice.tag) if voice.tag else section


def _name(section: Section) -> str:
    """What a section is the same by in several documents: its code, or where it has none its title."""
    return section.code or section.title


def _in_place(sections: Sequence[Section], *, is_free: bool) -> list[Section]:
    """The sections in the form's order, the preamble before all and topics behind 总体情况, of which they are parts;
    what the form does not have stays behind what it was printed behind. Free text has no order but the printed one."""
    order, last = narrative().order, -1.0
    placed: list[tuple[float, Section]] = []
    for section in sections:
        if section.code == PREAMBLE:
            last = -1.0
        elif is_free or section.code in order:
            last = 0.0 if is_free else float(order[section.code])
        elif section.code.startswith(f"{narrative().sections[0].code}_"):
            last = 0.5
        placed.append((last, section))
    return [section for _, section in sorted(placed, key=lambda one: one[0])]


def _plain(section: Section) -> str:
    return "".join(narrow(section.text).split())
