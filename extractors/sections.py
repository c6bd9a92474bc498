"""The narrative of a report: headline, preamble, sections, topics of 总体情况, sign-off.

A section begins at a paragraph that is its title and nothing else (or its number, title and a stop, then text). Titles
are matched by their words, with or without numbers; where the same titles stand twice, as in a preamble's list of
contents, the last chain in the form's order is taken. Instructions of the template, page furniture, and the captions
and label fragments around tables are not narrative.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extractors.identity.self_names import is_sentence
from schema.document import Block, Paragraph, Table
from schema.report import Section
from schema.sections import Narrative, narrative
from schema.text import NUMERAL, narrow, normalise

LONGEST_TITLE = 60
LONGEST_HEADING = 40
LONGEST_NAME = 40
PREAMBLE = "preamble"

_BRACKETED = re.compile(rf"^\s*\(\s*[{NUMERAL}\d]+\s*\)")
_NUMBERED = re.compile(rf"^\s*(?:[{NUMERAL}]{{1,3}}\s*[、.,:]|\(\s*[{NUMERAL}]{{1,3}}\s*\)|\d{{1,2}}\s*[、.])")
_INLINE = re.compile(
    rf"^(\s*(?:[{NUMERAL}]{{1,3}}\s*[、.]|\(\s*[{NUMERAL}]{{1,3}}\s*\)|\d\s*[、.])?"
    rf"[^。:,;、]{{2,{LONGEST_HEADING}}})[。:\s]\s*"
)
_FIRST_ORDER = re.compile(rf"^\s*(?:[{NUMERAL}]{{1,3}}\s*[、.,:]|第[{NUMERAL}]{{1,3}}(?:部分|章|节))")
_ENDS_SENTENCE = re.compile(r"[。;!?]")
_ANNEX = re.compile(r"^\W*附\s*[件表]")
_CHINESE = "一二三四五六七八九"
_DAY = rf"\s*[\d{_CHINESE}十]{{1,3}}\s*"
_DATE = rf"(?:20\d\d|[二○〇零OＯ][{_CHINESE}〇○零0OＯ]{{3}})\s*年{_DAY}月{_DAY}日"
_DATE_LINE = re.compile(rf"^\W*{_DATE}\W*$")
_ORGAN_ENDS = "局|委|府|办|会|院|处|所|厅|队|司|室|部|镇|乡|街道|中心|公室|公司|集团|管委会|学校|大学|银行|站|社"
_ORGAN = rf"[^\s。,;:!?()]{{1,30}}(?:{_ORGAN_ENDS})"
_SIGNED_LINE = re.compile(rf"^\W*({_ORGAN})\s*({_DATE})?\W*$")
_SIGNED_TAIL = re.compile(rf"(?:(?<=[。!;\s])|^)({_ORGAN}\s*+{_DATE}|{_DATE})\W*+$")
_SIGNER = re.compile(_ORGAN)
_HEADLINE = re.compile(r"信息公开|政务公开")
_TITLE_END = re.compile(r"(?:报告|年报|工作情况)\W*+(?:\d{4}\s*+年?度?)?\W*+$")
FRONT_LINES = 12
TITLE_LINES = 4
SIGNOFF_LINES = 8


@dataclass(slots=True)
class Prose:
    """The narrative of one document. `headlines` are the title lines before the preamble, joined where a title is
    broken; `is_free`: the sections are those of the years before the fixed ones."""

    headlines: tuple[str, ...] = ()
    preamble: str = ""
    sections: list[Section] = field(default_factory=list)
    signoff: str = ""
    dated: str = ""
    titles: dict[str, str] = field(default_factory=dict)
    is_free: bool = False

    @property
    def text(self) -> str:
        """All narrative in one text."""
        return "\n".join((self.preamble, *(section.text for section in self.sections if section.code in self.titles)))


@dataclass(frozen=True, slots=True)
class _Opening:
    """Where a section opens: block number, code, title as printed, and what the same paragraph holds after the
    title."""

    block: int
    code: str
    title: str
    rest: str


def read_prose(blocks: Sequence[Block]) -> Prose:
    """The narrative of a document's blocks."""
    terms = narrative()
    openings = _chain(list(_openings(blocks, terms)), terms)
    free = _last_run(list(_free_openings(blocks, terms))) if len(openings) < len(terms.sections) else []
    is_free = len(free) > len(openings)
    openings = free if is_free else _with_implied(openings, blocks, terms)
    prose = Prose(titles={opening.code: opening.title for opening in openings}, is_free=is_free)
    first = openings[0].block if openings else len(blocks)
    _read_front([block for block in blocks[:first] if isinstance(block, Paragraph)], prose, terms)
    for position, opening in enumerate(openings):
        last = position + 1 == len(openings)
        end = len(blocks) if last else openings[position + 1].block
        inside = _before_annex(blocks[opening.block + 1 : end]) if is_free else blocks[opening.block + 1 : end]
        body = _body(inside, opening.rest, terms)
        if last:
            body, prose.signoff = _without_signoff(body)
        if body:
            prose.sections.append(Section(opening.code, opening.title, "\n".join(body)))
        if opening.code == terms.sections[0].code:
            prose.sections += _topics(body, terms)
    return prose


# -------------------------------------------------------------------------------------------------------------- titles


def _openings(blocks: Sequence[Block], terms: Narrative) -> Iterator[_Opening]:
    for number, block in enumerate(blocks):
        if not isinstance(block, Paragraph):
            continue
        text = narrow(block.text)
        if len(text) <= LONGEST_TITLE:
            key = normalise(text)
            if code := terms.section_of.get(key):
                if not (_BRACKETED.match(text) and key in terms.topic_of):
                    yield _Opening(number, code, block.text, "")
                continue
        match = _INLINE.match(text) if _NUMBERED.match(text) and not _BRACKETED.match(text) else None
        if match:
            code = terms.section_of.get(normalise(match[1]))
            if code:
                yield _Opening(number, code, block.text[: match.end(1)].strip(), block.text[match.end() :].strip())


def _chain(openings: Sequence[_Opening], terms: Narrative) -> list[_Opening]:
    """The openings in the form's order, each the last one before the next."""
    chain: list[_Opening] = []
    limit = None
    for title in reversed(terms.sections):
        fitting = [o for o in openings if o.code == title.code and (limit is None or o.block < limit)]
        if fitting:
            chain.append(fitting[-1])
            limit = fitting[-1].block
    return chain[::-1]


def _free_openings(blocks: Sequence[Block], terms: Narrative) -> Iterator[_Opening]:
    """Titles of the free text: alone in their paragraph, or numbered and with the text behind a stop or a space."""
    for number, block in enumerate(blocks):
        if not isinstance(block, Paragraph):
            continue
        text = narrow(block.text).strip()
        numbered = bool(_FIRST_ORDER.match(text))
        if len(text) <= LONGEST_HEADING and not _ENDS_SENTENCE.search(text):
            bracketed = bool(_BRACKETED.match(text)) or (bool(_NUMBERED.match(text)) and not numbered)
            if not bracketed and (code := terms.free_section(text, numbered=numbered)):
                yield _Opening(number, code, block.text, "")
        elif numbered and (match := _INLINE.match(text)) and (code := terms.free_section(match[1], numbered=True)):
            at = len(block.text) - len(narrow(block.text).lstrip())
            yield _Opening(
                number, code, block.text[: at + match.end(1)].strip(), block.text[at + match.end() :].strip()
            )


def _last_run(openings: Sequence[_Opening]) -> list[_Opening]:
    """The openings after which no section opens a second time: a list of contents comes before the text. Where the
    last run is shorter than one before it, that one."""
    runs: list[list[_Opening]] = [[]]
    for opening in openings:
        if any(opening.code == other.code for other in runs[-1]):
            runs.append([])
        runs[-1].append(opening)
    return max(reversed(runs), key=len)


def _before_annex(blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks of a section of free text up to the annexes behind it."""
    for number, block in enumerate(blocks):
        if isinstance(block, Paragraph) and _ANNEX.match(narrow(block.text)) and "。" not in block.text:
            return blocks[:number]
    return blocks


def _with_implied(openings: list[_Opening], blocks: Sequence[Block], terms: Narrative) -> list[_Opening]:
    """The openings, and those of sections whose own title was lost but that a heading behind the tables implies."""
    present = {opening.code for opening in openings}
    tables = [number for number, block in enumerate(blocks) if isinstance(block, Table)]
    if not tables or not openings:
        return openings
    order = terms.order
    for number in range(tables[-1] + 1, len(blocks)):
        block = blocks[number]
        if not isinstance(block, Paragraph) or len(block.text) > LONGEST_HEADING:
            continue
        code = terms.implied.get(normalise(block.text))
        if code and code not in present:
            before = [o for o in openings if o.block < number]
            if all(order[o.code] < order[code] for o in before) and all(
                order[o.code] > order[code] for o in openings[len(before) :]
            ):
                return [*before, _Opening(number, code, "", block.text), *openings[len(before) :]]
    return openings


# -------------------------------------------------------------------------------------------------------------- bodies


def _body(blocks: Sequence[Block], rest: str, terms: Narrative) -> list[str]:
    """The paragraphs of a section that are narrative."""
    last_table = max((number for number, block in enumerate(blocks) if isinstance(block, Table)), default=-1)
    body = [rest] if rest else []
    for number, block in enumerate(blocks):
        if isinstance(block, Paragraph) and _is_prose(block.text, terms):
            if number < last_table and not _is_sentence(block.text):
                continue
            body.append(block.text)
    return body


def _is_prose(text: str, terms: Narrative) -> bool:
    if len(text) > 200:
        return True
    plain = "".join(narrow(text).split())
    return not (terms.instructions.match(plain) or ("。" not in plain and terms.furniture.match(plain)))


def _is_sentence(text: str) -> bool:
    return "。" in text or len(text) > LONGEST_TITLE


def _read_front(paragraphs: Sequence[Paragraph], prose: Prose, terms: Narrative) -> None:
    """Headlines and preamble: what stands before the first section. The list of contents is not narrative."""
    lines = [paragraph.text for paragraph in paragraphs]
    ends = [
        number for number, line in enumerate(lines[:FRONT_LINES]) if _TITLE_END.search(narrow(line)) and _is_short(line)
    ]
    start = ends[-1] + 1 if ends else 0
    prose.headlines = _headlines(lines[:start])
    body = [
        line
        for line in lines[start:]
        if _is_prose(line, terms) and normalise(line[:LONGEST_TITLE]) not in terms.section_of
    ]
    prose.preamble = "\n".join(body)
    if body:
        prose.sections.append(Section(PREAMBLE, "", prose.preamble))
        prose.titles[PREAMBLE] = ""


def _is_short(line: str) -> bool:
    return len(line) <= LONGEST_TITLE and "。" not in line and not is_sentence(line)


def _headlines(lines: Sequence[str]) -> tuple[str, ...]:
    """Title lines joined: from the last back until the title is whole, then with one line more (the agency's own
    line)."""
    joined: list[str] = []
    text = ""
    for line in reversed(lines[-TITLE_LINES:]):
        if not _is_short(line):
            break
        text = "".join(line.split()) + text
        if _HEADLINE.search(text):
            joined.append(text)
    return tuple(joined[:2])


def _without_signoff(body: list[str]) -> tuple[list[str], str]:
    """The body without the signature and date at its end, and these. What stands behind a date line is no narrative."""
    for number in range(len(body) - 1, max(len(body) - SIGNOFF_LINES, -1), -1):
        text = narrow(body[number])
        if _DATE_LINE.match(text):
            start = number
            while start > 0 and len(body[start - 1]) <= LONGEST_NAME and _SIGNED_LINE.match(narrow(body[start - 1])):
                start -= 1
            return body[:start], " ".join(body[start : number + 1])
        signed = _SIGNED_LINE.match(text)
        if signed and (signed[2] or number == len(body) - 1) and len(text) <= LONGEST_NAME + 12:
            return body[:number], body[number]
        tail = _SIGNED_TAIL.search(text)
        if tail and text[: tail.start()].strip() and _SIGNER.search(tail[1]):
            return [*body[:number], body[number][: tail.start()].rstrip()], body[number][tail.start() :].strip()
    return body, ""


# -------------------------------------------------------------------------------------------------------------- topics


def _topics(body: Sequence[str], terms: Narrative) -> list[Section]:
    """The topics of 总体情况: each from its heading up to the next heading of the same style."""
    found: list[tuple[str, str, list[str]]] = []
    seen: set[str] = set()
    open_topic = False
    for text in body:
        heading, rest = _heading(text, terms)
        code = terms.topic_of.get(normalise(heading)) if heading else None
        if code and code not in seen:
            seen.add(code)
            found.append((code, heading, [rest] if rest else []))
            open_topic = True
        elif open_topic and heading and not rest and _style(heading) == _style(found[-1][1]) != "":
            open_topic = False
        elif open_topic:
            found[-1][2].append(text)
    return [Section(code, heading, "\n".join(texts)) for code, heading, texts in found if texts]


def _heading(text: str, terms: Narrative) -> tuple[str, str]:
    """A paragraph parted into its heading and the rest; no heading where it is plain text."""
    plain = narrow(text)
    if len(plain) <= LONGEST_HEADING and "。" not in plain[:-1]:
        return text, ""
    match = _INLINE.match(plain)
    if match and normalise(match[1]) in terms.topic_of and (_NUMBERED.match(plain) or plain[match.end(1)] in "。:"):
        return text[: match.end(1)].strip(), text[match.end() :].strip()
    return "", text


def _style(heading: str) -> str:
    """The style of a heading's number: ``(`` for （一）, ``、`` for 一、, ``1`` for digits, empty for none."""
    plain = narrow(heading)
    if _BRACKETED.match(plain):
        return "("
    if re.match(rf"^\s*[{NUMERAL}]", plain) and _NUMBERED.match(plain):
        return "、"
    return "1" if _NUMBERED.match(plain) else ""
