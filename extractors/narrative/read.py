"""The narrative of a report: headline, preamble, sections, topics of 总体情况, sign-off.

Every character of every paragraph goes to exactly one `Piece`, and every piece of text to one section: what is no
narrative is named (`extractors.narrative.pieces`), nothing is dropped.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from xxgk.extractors.labels.headings import LONGEST_HEADING
from xxgk.extractors.narrative.front import read_front
from xxgk.extractors.narrative.opening import Opening
from xxgk.extractors.narrative.openings import openings_of
from xxgk.extractors.narrative.pieces import ANNEX, FURNITURE, HEADING, Piece, body_pieces, texts
from xxgk.extractors.narrative.signoff import part_signoff
from xxgk.extractors.narrative.told import told_titles
from xxgk.extractors.narrative.topics import topics_of
from xxgk.extractors.readers.cards import facts, line_pairs
from xxgk.schema.document import Block, Paragraph
from xxgk.schema.findings import finding
from xxgk.schema.readings import PersonReading
from xxgk.schema.report import Finding, Section
from xxgk.schema.sections import Narrative, narrative

PREAMBLE = "preamble"


@dataclass(slots=True)
class Prose:
    """The narrative of one document. `headlines` are the title lines before the preamble, joined where a title is
    broken; `dated` are dates beside them (ISO, best first); `titles` are those of the sections with a code, as printed;
    `is_free`: the sections are those of the years before the fixed ones; `pieces` are all its text in printed order;
    `findings` tell what became of titles that people told, and of a second report."""

    headlines: tuple[str, ...] = ()
    preamble: str = ""
    sections: list[Section] = field(default_factory=list)
    signoff: str = ""
    dated: tuple[str, ...] = ()
    titles: dict[str, str] = field(default_factory=dict)
    is_free: bool = False
    pieces: list[Piece] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All narrative in one text."""
        return "\n".join((self.preamble, *(section.text for section in self.sections if section.code in self.titles)))


def read_prose(blocks: Sequence[Block], readings: Sequence[PersonReading] = ()) -> Prose:
    """The narrative of a document's blocks; `readings` are what people say of titles that the form does not know."""
    prose = _read(blocks, narrative())
    told, findings = told_titles(readings, prose.titles, lambda told: _read_told(blocks, told).titles)
    whole = _read_told(blocks, told) if told else prose
    return replace(whole, findings=[*whole.findings, *findings])


def titles_in_doubt(blocks: Sequence[Block]) -> Iterator[str]:
    """Where the titles stand that the form does not know, and headings that opened a section without its title."""
    for opening in openings_of(blocks, narrative()).openings:
        if not opening.code or not opening.title:
            yield from (block.locator for block in blocks[opening.block : opening.block + opening.lines])


def _read_told(blocks: Sequence[Block], told: Mapping[str, str]) -> Prose:
    return _read(blocks, replace(narrative(), told=told))


def _read(blocks: Sequence[Block], terms: Narrative) -> Prose:
    openings, is_free, end_of_report = openings_of(blocks, terms)
    prose = Prose(titles={opening.code: opening.title for opening in openings if opening.code}, is_free=is_free)
    first = openings[0].block if openings else end_of_report
    _add_front([block for block in blocks[:first] if isinstance(block, Paragraph)], prose)
    edges = [*(opening.block for opening in openings), end_of_report]
    for opening, end in zip(openings, edges[1:], strict=True):
        is_last = opening is openings[-1]
        pieces = body_pieces(blocks[opening.block + opening.lines : end], opening.rest, terms, is_last=is_last)
        if is_last:
            pieces, prose.signoff = part_signoff(pieces)
        prose.pieces += [*_title_pieces(blocks, opening), *pieces]
        body = list(texts(pieces))
        if body:
            prose.sections.append(Section(opening.code, opening.title, "\n".join(body)))
        if opening.code == terms.sections[0].code:
            prose.sections += topics_of(body, terms)
    _add_second_report(blocks, end_of_report, prose)
    prose.dated = prose.dated or _date_of_page(prose.pieces)
    return prose


def _date_of_page(pieces: Sequence[Piece]) -> tuple[str, ...]:
    """The date of publication in a line of furniture that says what it is (发布日期：…), ISO; none where none does."""
    pairs = (dict(line_pairs(text)) for text in texts(pieces, FURNITURE))
    return tuple(filter(None, (facts(found)["published_on"] for found in pairs if found)))[:1]


def _add_front(paragraphs: Sequence[Paragraph], prose: Prose) -> None:
    """Headlines and preamble: what stands before the first section."""
    front = read_front(paragraphs, narrative())
    prose.headlines, prose.dated, prose.pieces = front.headlines, front.dated, list(front.pieces)
    prose.preamble = "\n".join(texts(front.pieces))
    if prose.preamble:
        prose.sections.append(Section(PREAMBLE, "", prose.preamble))
        prose.titles[PREAMBLE] = ""


def _add_second_report(blocks: Sequence[Block], begins: int, prose: Prose) -> None:
    """The text of a second report, which is no narrative of the first, and that it is there, unless it is a copy."""
    behind = [block for block in blocks[begins:] if isinstance(block, Paragraph)]
    prose.pieces += [Piece(ANNEX, block.text) for block in behind]
    printed = {block.text for block in blocks[:begins] if isinstance(block, Paragraph)}
    if not printed.issuperset(block.text for block in behind):
        shown = " ".join(behind[0].text.split())[:LONGEST_HEADING]
        message = f"a second report begins at {behind[0].locator}, of which no text is read: {shown}"
        prose.findings.append(finding("SECOND_REPORT", "", message))


def _title_pieces(blocks: Sequence[Block], opening: Opening) -> Iterator[Piece]:
    """What the paragraphs of a title print of it, up to the text behind it."""
    for block in blocks[opening.block : opening.block + opening.lines]:
        printed = block.text.rstrip() if isinstance(block, Paragraph) else ""
        printed = printed.removesuffix(opening.rest) if opening.rest else printed
        if printed.strip():
            yield Piece(HEADING, printed)
