"""What stands before the first section: the lines of the title, the furniture around it, the preamble."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from xxgk.extractors.identity.self_names import is_sentence
from xxgk.extractors.labels.dates import is_date, iso_date
from xxgk.extractors.labels.headings import LONGEST_TITLE
from xxgk.extractors.narrative.pieces import (
    CONTENTS,
    FURNITURE,
    INSTRUCTION,
    TEXT,
    TITLE,
    Piece,
    is_dated_furniture,
    kind_of,
)
from xxgk.extractors.narrative.signoff import SIGNED_LINE
from xxgk.extractors.readers.cards import without_other_dates
from xxgk.schema.document import Paragraph
from xxgk.schema.sections import Narrative
from xxgk.schema.text import NUMERAL, ZERO, narrow, normalise

FRONT_LINES = 12
TITLE_LINES = 4

_HEADLINE = re.compile(r"信息公开|政务公开")
_TITLE_END = re.compile(r"(?:报告|年报|工作情况)\W*+(?:\d{4}\s*+年?度?)?\W*+$")
_YEAR_LINE = re.compile(r"^\W*20\d\d\s*年?度?\W*$")
_MONTH_LINE = re.compile(rf"^\W*(?:20\d\d|二[{ZERO}][{NUMERAL[:9]}{ZERO}]{{2}})\s*年\s*[\d{NUMERAL}]{{1,2}}\s*月\W*$")
_OF_A_PREAMBLE = re.compile("条例》|编制本|的要求|如下")


class Front(NamedTuple):
    """The pieces before the first section, the title's lines joined (the title, then with one line more above it), and
    the dates in lines of furniture (ISO, best first)."""

    pieces: list[Piece]
    headlines: tuple[str, ...]
    dated: tuple[str, ...]


def read_front(paragraphs: Sequence[Paragraph], terms: Narrative) -> Front:
    """Parts the lines before the first section."""
    lines = [paragraph.text for paragraph in paragraphs]
    around = [is_dated_furniture(line, terms) or _is_signed(line) for line in lines]
    start = _title_end(lines, around)
    above = [number for number in range(start) if not around[number]]
    headlines, first = _headlines([lines[number] for number in above])
    titled = set(above[first:]) if start else set()
    pieces = [Piece(_kind(n, lines[n], start, titled, around, terms), lines[n]) for n in range(len(lines))]
    below, above_it = range(start, min(len(lines), start + TITLE_LINES)), range(max(start - TITLE_LINES, 0), start)
    near = [lines[number] for number in (*below, *reversed(above_it)) if start and around[number]]
    told = sorted(map(without_other_dates, near), key=is_date)  # what says that it is the date, first
    days = map(iso_date, told)
    return Front(pieces, headlines, tuple(dict.fromkeys(filter(None, days))))


def _kind(number: int, line: str, start: int, titled: set[int], around: Sequence[bool], terms: Narrative) -> str:
    if number < start:
        return TITLE if number in titled else FURNITURE
    if normalise(line[:LONGEST_TITLE]) in terms.section_of:
        return CONTENTS
    if around[number] and number < start + TITLE_LINES:
        return FURNITURE
    kind = kind_of(line, terms)
    return kind if kind in (TEXT, INSTRUCTION, FURNITURE, TITLE) else TEXT


def _is_signed(line: str) -> bool:
    """Whether a line is the name of an agency and a date, or a month alone, which under a title is no preamble."""
    plain = narrow(line) if len(line) <= LONGEST_TITLE else ""
    return bool(_MONTH_LINE.match(plain)) or (bool(iso_date(plain)) and bool(SIGNED_LINE.match(plain)))


def _title_end(lines: Sequence[str], around: Sequence[bool]) -> int:
    """The number of lines up to the end of the title: the last line before the preamble that ends like one, by itself
    or with the lines above it that a narrow page parted; 0 where there is no title."""
    end = 0
    run = ""
    for number, line in enumerate(lines[:FRONT_LINES]):
        if around[number]:
            continue
        if not _is_short(line) or _OF_A_PREAMBLE.search(line):
            break
        plain = "".join(narrow(line).split())
        run = run + plain if end == 0 or not _TITLE_END.search(run) else plain
        is_year = end == number > 0 and _YEAR_LINE.match(plain)
        if is_year or _TITLE_END.search(plain) or (_TITLE_END.search(run) and _HEADLINE.search(run)):
            end = number + 1
    return end


def _is_short(line: str) -> bool:
    return len(line) <= LONGEST_TITLE and "。" not in line and not is_sentence(line)


def _is_whole(line: str) -> bool:
    """Whether a line is the title of a report in itself."""
    plain = "".join(narrow(line).split())
    return bool(_HEADLINE.search(plain) and _TITLE_END.search(plain))


def _headlines(lines: Sequence[str]) -> tuple[tuple[str, ...], int]:
    """Title lines joined: from the last back until the title is whole, then with one line more that is not
    the year alone (the agency's own line); and the number of the line at which the title begins."""
    joined: list[str] = []
    text, first, is_year = "", len(lines), False
    for number in range(len(lines) - 1, max(len(lines) - TITLE_LINES, 0) - 1, -1):
        if not _is_short(lines[number]) or (len(joined) > 1 and not is_year) or (joined and _is_whole(lines[number])):
            break
        text, first = "".join(lines[number].split()) + text, number
        if _HEADLINE.search(text):
            joined = [*joined[:1], text]
        is_year = bool(_YEAR_LINE.match(narrow(lines[number])))
    return tuple(joined), first
