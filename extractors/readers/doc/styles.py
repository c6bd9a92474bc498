"""The style sheet of a Word binary file (STSH, [MS-DOC] 2.9.271): headings, lists and looks that styles bring along."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from xxgk.extractors.readers.doc.properties import (
    BODY_TEXT_LEVEL,
    PLAIN_RUN,
    ParagraphRule,
    RunRule,
    paragraph_rule,
    run_rule,
)
from xxgk.extractors.readers.seen import Colour
from xxgk.extractors.readers.word.look import PLAIN, TextLook
from xxgk.extractors.readers.word.numbering import Numbered

PARAGRAPH, CHARACTER = 1, 2
MAX_STYLES, MAX_ANCESTORS = 4096, 20
_HEADINGS = range(1, 10)  # the identifiers of Word's own heading styles
_HEADING_NAME = re.compile(r"(heading|标题) ?[1-9]?|title|subtitle|副标题", re.IGNORECASE)
_NONE = 0xFFF


class NamedStyle(NamedTuple):
    """One style: what it says itself, and the number of the one that it is based on."""

    base: int
    heading: bool
    paragraph: ParagraphRule
    run: RunRule


class DocStyles:
    """The styles of a document by their numbers; `pictures` are the numbers of fonts that draw pictures."""

    def __init__(self, stsh: bytes, pictures: frozenset[int] = frozenset()) -> None:
        self._styles = _read(stsh)
        self._pictures = pictures
        self._looks: dict[int, TextLook] = {}
        self._varied = {number for number in self._styles if self.look(number) != PLAIN}
        self._draw = any(self._looks[number].pictures for number in self._varied)

    def _ancestry(self, number: int) -> list[NamedStyle]:
        found: list[NamedStyle] = []
        style = self._styles.get(number)
        while style is not None and len(found) < MAX_ANCESTORS:
            found.append(style)
            style = self._styles.get(style.base)
        return found

    def look(self, number: int) -> TextLook:
        """How the text of a paragraph or character style shows."""
        if number not in self._looks:
            look = PLAIN
            for style in reversed(self._ancestry(number)):
                look = self._with(look, style.run)
            self._looks[number] = look
        return self._looks[number]

    def run_look(self, run: RunRule, base: TextLook) -> TextLook:
        """How a run shows in a paragraph whose style looks like `base`."""
        if run.style in self._varied:
            base = base.over(self.look(run.style))
        return self._with(base, run)

    def _with(self, base: TextLook, run: RunRule) -> TextLook:
        return TextLook(
            base.hidden if run.hidden is None else run.hidden,
            base.struck if run.struck is None else run.struck,
            base.raised if run.raised is None else run.raised,
            run.print.is_squeezed or base.squeezed,
            run.size or base.size,
            base.ink if run.print.ink is None else run.print.ink,
            base.ground if run.print.ground is None else run.print.ground,
            base.pictures if run.font is None else run.font in self._pictures,
            base.line,
        )

    def is_plain(self, run: RunRule) -> bool:
        """Whether a run looks as its paragraph's style says."""
        if run.font is not None and (self._draw or run.font in self._pictures):
            return False
        return run.is_plain and run.style not in self._varied

    def line(self, rule: ParagraphRule) -> int:
        """The twips of the lines of a paragraph, where these are of exact height (else 0)."""
        told = (rule.line, *(style.paragraph.line for style in self._ancestry(rule.style)))
        return next((line for line in told if line is not None), 0)

    def placed(self, rule: ParagraphRule) -> ParagraphRule:
        """The rule with what its style says of the place of print."""
        told = [rule, *(style.paragraph for style in self._ancestry(rule.style))]
        left, right, first = (next((one for one in sides if one is not None), None) for sides in _sides(told))
        turned = next((one.turned for one in told if one.turned is not None), None)
        return rule._replace(indents=(left, right, first), turned=turned)

    def ground(self, rule: ParagraphRule) -> Colour | None:
        """The ground of a paragraph, its own or its style's."""
        if rule.ground is not None:
            return rule.ground
        grounds = (style.paragraph.ground for style in self._ancestry(rule.style))
        return next((ground for ground in grounds if ground is not None), None)

    def is_heading(self, rule: ParagraphRule) -> bool:
        """Whether a paragraph is a heading, by its own outline level or by its style."""
        if rule.outline is not None:
            return rule.outline < BODY_TEXT_LEVEL
        for style in self._ancestry(rule.style):
            if style.paragraph.outline is not None:
                return style.paragraph.outline < BODY_TEXT_LEVEL
            if style.heading:
                return True
        return False

    def numbered(self, rule: ParagraphRule) -> Numbered | None:
        """The list and level of a paragraph, its own or its style's; None where it has none."""
        number, level = rule.list, rule.level
        for style in self._ancestry(rule.style) if number is None else ():
            level = style.paragraph.level if level is None else level
            if (number := style.paragraph.list) is not None:
                break
        return Numbered(str(number), level or 0) if number and number < 0x7FF0 else None


def _sides(told: Sequence[ParagraphRule]) -> Iterable[Iterable[int | None]]:
    return zip(*(one.indents for one in told), strict=True)


def _read(stsh: bytes) -> dict[int, NamedStyle]:
    """All styles; those after a broken one are left out."""
    styles: dict[int, NamedStyle] = {}
    try:
        head, count, base_length = struct.unpack_from("<3H", stsh)
        at = 2 + head
        for number in range(min(count, MAX_STYLES)):
            (length,) = struct.unpack_from("<H", stsh, at)
            if length:
                styles[number] = _style(stsh[at + 2 : at + 2 + length], base_length)
            at += 2 + length
    except (struct.error, IndexError):
        return styles
    return styles


def _style(std: bytes, base_length: int) -> NamedStyle:
    identifier, kind_and_base, lists_and_next = struct.unpack_from("<3H", std)
    kind, base, count = kind_and_base & 0xF, kind_and_base >> 4, lists_and_next & 0xF
    (length,) = struct.unpack_from("<H", std, base_length)
    at = base_length + 2 + 2 * length
    name = std[base_length + 2 : at].decode("utf-16-le", "replace")
    at += 2
    lists = []
    for _ in range(count):
        at += at % 2
        (size,) = struct.unpack_from("<H", std, at)
        lists.append(std[at + 2 : at + 2 + size])
        at += 2 + size
    paragraph, run = ParagraphRule(), PLAIN_RUN
    if kind == PARAGRAPH and lists:
        paragraph = paragraph_rule(0, lists[0][2:], lambda _: b"")
        run = run_rule(lists[1]) if len(lists) > 1 else PLAIN_RUN
    elif kind == CHARACTER and lists:
        run = run_rule(lists[0])
    heading = identifier & _NONE in _HEADINGS or _HEADING_NAME.fullmatch(name.split(",")[0]) is not None
    return NamedStyle(base, heading, paragraph, run)
