"""A paragraph as a heading: its number, its words, and the text that stands behind it in the same paragraph."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from xxgk.extractors.labels.dates import small_number
from xxgk.schema.forms import forms
from xxgk.schema.remembered import remembered
from xxgk.schema.text import NUMERAL, ORDINAL, narrow, normalise

LONGEST_TITLE = 60
LONGEST_HEADING = 40
LONGEST_INLINE = 30
"""Characters of a title with its text behind it that only its number makes a title."""

ENDS_SENTENCE = re.compile(r"[。;!?]")
_STYLES = {
    "(": rf"\(\s*({ORDINAL})\s*\)",
    "第": rf"第\s*({ORDINAL})\s*(?:部分|章|节)\s*[、:.]?",
    "、": rf"({ORDINAL})\s*(?:[、.,:．﹑､]|\s+(?=\S))",
    "1": r"(\d{1,2})\s*(?:[、．﹑､]|[.](?!\d))",
    "(1": r"\(\s*(\d{1,2})\s*\)",
}
_STYLE_OF = ("", *_STYLES)
"""Style by the number of the group of `_NUMBER` that holds the value."""
_NUMBER = re.compile(rf"^\s*(?:{'|'.join(_STYLES.values())})")
_MAY_HAVE_NUMBER = re.compile(rf"\s*[（(〔【第{NUMERAL}\d]")
_LONGEST_NUMBER = 30
"""Characters that the number of a heading and the blanks around it take at most."""
STOP, BLANK = re.compile(r"[。:]\s*"), re.compile(r"\s(?<=\S\s)\s*")
"""Where the title of a heading ends that has its text behind it."""
_TITLE_ENDS = re.compile(f"{STOP.pattern}|{BLANK.pattern}")
SENTENCE_BEGINS = re.compile(
    r"20\d\d年|[我本](?:局|委|办|厅|院|处|署|镇|乡|县|市|区|省|机关|单位|街道|部门|中心|年)|(?:今|全)年|截[至止]"
)
"""Words with which the text begins that stands behind its title without a stop."""
_ENDS_TITLE = re.compile("(?:情况|方面|事项|措施|举措|打算|思路|做法|安排|概述|概况)$")
_COUNTS = re.compile(r"\d\s*(?:余|多|万)?(?:件|条|次|个|篇|人|份|项|元)|^\W*(?:是|为)")


class HeadingNumber(NamedTuple):
    """The number of a heading: its style (`(` for （一）, ``、`` for 一、, ``第`` for 第一部分, ``1`` for digits, empty
    for none), its value, and the characters that it takes."""

    style: str = ""
    value: int = 0
    end: int = 0


_NONE = HeadingNumber()


class Heading(NamedTuple):
    """A heading: the number of its block, its title as printed with its number, and the rest of its paragraph."""

    block: int
    title: str
    rest: str
    number: HeadingNumber

    @property
    def key(self) -> str:
        """The words of the title in normal form, those of the answer where that stands in its place."""
        return normalise(self.title[self.number.end :] or self.rest)


def number_of(text: str) -> HeadingNumber:
    """The number with which a text begins."""
    return _number(text[:_LONGEST_NUMBER]) if _MAY_HAVE_NUMBER.match(text) else _NONE


@remembered()
def _number(beginning: str) -> HeadingNumber:
    """The number with which the beginning of a text begins. A heading is looked at by several steps."""
    match = _NUMBER.match(narrow(beginning))
    if match is None or match.lastindex is None:
        return _NONE
    return HeadingNumber(_STYLE_OF[match.lastindex], small_number(match[match.lastindex]), match.end())


def numbered(block: int, text: str) -> Heading | None:
    """The numbered heading that a paragraph is or begins with, None where it is text.

    A heading without a sentence in it is whole; of one with its text behind it the title ends at the first stop or
    blank. An answer in place of a title (六、无其他需要报告的事项。) is the text of a section whose title is its
    number."""
    number = number_of(text)
    plain = narrow(text)
    if not number.style or _COUNTS.search(plain[number.end : LONGEST_TITLE]) or is_label(text):
        return None
    words = plain[number.end :].strip()
    if words.startswith(("无", "没有", "未")) and words.endswith("。") and len(words) <= LONGEST_HEADING:
        return Heading(block, text[: number.end].strip(), text[number.end :].strip(), number)
    if len(plain.strip()) <= LONGEST_HEADING and not ENDS_SENTENCE.search(plain):
        return Heading(block, text, "", number) if len(words) > 1 else None
    if end := title_before_a_sentence(plain, number.end):
        return Heading(block, text[:end].strip(), text[end:].strip(), number)
    stop = _TITLE_ENDS.search(plain, number.end + 1)
    if stop and 2 <= stop.start() - number.end <= LONGEST_INLINE and "," not in plain[: stop.start()]:
        return Heading(block, text[: stop.start()].strip(), text[stop.end() :].strip(), number)
    return None


def title_before_a_sentence(plain: str, begin: int) -> int:
    """Where the title ends that a narrow text has from `begin` on, and its text directly behind it
    (六、建议提案办理情况2023年，我局…); 0 where none does."""
    start = SENTENCE_BEGINS.search(plain, begin + 2, begin + LONGEST_INLINE)
    words = plain[begin : start.start()] if start else ""
    return start.start() if start and _ENDS_TITLE.search(words) and words.isalpha() else 0


def is_label(text: str) -> bool:
    """Whether a text is the label of a row of a statutory table, whose numbers look like those of sections: one with a
    number of the first order only where the row has one, too (3.其他 is a row, 六、其他 none)."""
    found = _labels().get(normalise(text)) if len(text) <= LONGEST_TITLE else None
    return found is not None and (number_of(text).style != "、" or bool(found & {"、", ""}))


@cache
def _labels() -> Mapping[str, frozenset[str]]:
    """The styles of the numbers of the rows of statutory tables, by their labels in normal form."""
    tables = [table for form in forms() for sheet in form.sheets if not sheet.listed for table in sheet.tables]
    styles: dict[str, frozenset[str]] = {}
    for one in (one for table in tables for one in (*table.rows, *table.groups)):
        for key in one.keys:
            styles[key] = styles.get(key, frozenset()) | {number_of(one.label).style}
    return styles
