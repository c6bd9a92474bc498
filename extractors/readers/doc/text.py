"""The text of a paragraph or cell of a Word binary file as it shows."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from xxgk.extractors.readers.doc.fields import GONE, UNREAD
from xxgk.extractors.readers.doc.pieces import whole
from xxgk.extractors.readers.doc.properties import RunRule
from xxgk.extractors.readers.doc.story import Node, Para, TableNode, TextBox
from xxgk.extractors.readers.doc.styles import DocStyles
from xxgk.extractors.readers.seen import BLACK, TURNING, Colour, is_seen
from xxgk.extractors.readers.word.inline import FIELD, IMAGE, NOTE_MARK, SYMBOL, symbol_text, trimmed
from xxgk.extractors.readers.word.look import CLIPPED, PLAIN, USUAL_SIZE, TextLook, is_low
from xxgk.extractors.readers.word.text import (
    BOX,
    NESTED,
    is_cut,
    joined,
    numbered_in_cell,
    numbered_paragraph,
    unreadable,
)
from xxgk.extractors.readers.word.tree import BACKWARDS

_SPECIAL = re.compile("[\0-\x08\x0b\r\x0e-\x1f\t\uf000-\uf0ff]")
_PICTURES, _LAST_CONTROL = "\x01\x08", "\x1f"
_NOTE, _LINE_BREAK, _COLUMN_BREAK, _TAB, _HYPHEN = "\x02\x0b\x0e\t\x1e"


class Varied(NamedTuple):
    """Stretches of text that look other than their paragraph's style, in order and apart from each other."""

    starts: Sequence[int]
    ends: Sequence[int]
    rules: Sequence[RunRule]


class DocTexts:
    """Reads the paragraphs of one document. `labels` are the generated numbers, by the first CP of their paragraph;
    `symbol_font` is the number of the font called Symbol, None where there is none; `is_drawn` tells whether something
    is drawn that may stand behind print."""

    def __init__(
        self,
        text: str,
        varied: Varied,
        styles: DocStyles,
        labels: Mapping[int, str],
        symbol_font: int | None,
        *,
        is_drawn: bool = False,
    ) -> None:
        self._text, self._varied, self._styles, self._labels = text, varied, styles, labels
        self._symbol_font = symbol_font
        self._is_plain_page = not is_drawn and not any(picture in text for picture in _PICTURES)
        self._looks: dict[tuple[int, int | None], TextLook] = {}

    def paragraph(self, paragraph: Para) -> str:
        """The text of a paragraph outside of data tables, with its generated number; inner line breaks kept."""
        return numbered_paragraph(self._labels.get(paragraph.start), trimmed(self._own_text(paragraph, None)))

    def cell(self, content: Sequence[Node], ground: Colour | None = None, room: int = 0) -> tuple[str, str]:
        """The text of a cell with a ground, its paragraphs joined by ``\\n``, and why it is not read (``""`` if it
        is). `room` is its height in twips, where that is exact."""
        marks: set[str] = set()
        lines: list[str] = []
        for node in content:
            if isinstance(node, Para):
                text = self._own_text(node, marks, ground)
                label = self._labels.get(node.start)
                lines.append(numbered_in_cell(label, text, marks) if label else text)
            elif isinstance(node, TableNode):
                marks.add(NESTED)
            elif isinstance(node, TextBox):
                marks.add(BOX)
        if any(TURNING in line for line in lines):
            marks.add(BACKWARDS)
        text = trimmed(lines[0] if len(lines) == 1 else "\n".join(lines))
        if room and any(map(str.isdigit, text)):
            shown = (self._shown(*node[:2], self._base(node), None) for node in content if isinstance(node, Para))
            if is_cut(shown, room, USUAL_SIZE):
                marks.add(CLIPPED)
        return (text, unreadable(marks, text)) if marks else (text, "")

    def _own_text(self, paragraph: Para, marks: set[str] | None, ground: Colour | None = None) -> str:
        """`marks` is None outside of cells."""
        start, end, rule = paragraph
        around = self._styles.ground(rule) or ground
        base = self._base(paragraph)
        starts = self._varied.starts
        if around is not None and not is_seen(BLACK, around):
            base = base._replace(ink=base.ink or BLACK)
        if base == PLAIN and around is None:
            index = bisect_left(starts, end)  # of the first stretch behind the paragraph
            if not index or self._varied.ends[index - 1] <= start:
                return whole(self._printed(self._text[start:end], marks))
        is_bare = marks is None and self._is_plain_page and not rule.depth
        return whole(joined(self._shown(start, end, base, marks), marks, around, is_bare=is_bare))

    def _base(self, paragraph: Para) -> TextLook:
        """How the text of a paragraph shows where nothing else is said of it."""
        rule = paragraph.rule
        base = self._looks.get((rule.style, rule.line))
        if base is None:
            line = self._styles.line(rule)
            base = self._styles.look(rule.style)._replace(line=line if is_low(line) else 0)
            self._looks[rule.style, rule.line] = base
        return base

    def _shown(self, start: int, end: int, base: TextLook, marks: set[str] | None) -> Iterator[tuple[str, TextLook]]:
        """The pieces of a paragraph that are not hidden, with their look."""
        starts, ends, rules = self._varied
        index = max(bisect_right(starts, start) - 1, 0)
        at = start
        while at < end:
            while index < len(starts) and ends[index] <= at:
                index += 1
            rule = rules[index] if index < len(starts) and starts[index] <= at else None
            bound = end if index >= len(starts) else min(end, ends[index] if rule else starts[index])
            look = base if rule is None else self._styles.run_look(rule, base)
            if not look.hidden:
                text = self._text[at:bound]
                if rule is not None and rule.symbol is not None:
                    text = self._symbols(text, rule.symbol, marks)
                if text := self._printed(text, marks):
                    yield text, look
            at = bound

    def _symbols(self, text: str, symbol: int, marks: set[str] | None) -> str:
        """Characters that a font of pictures may draw: one each."""
        shown = symbol_text(symbol >> 16, is_symbol_font=symbol & 0xFFFF == self._symbol_font)
        if not shown and marks is not None:
            marks.add(SYMBOL)
        return shown * len(text.replace(GONE, ""))

    def _printed(self, text: str, marks: set[str] | None) -> str:
        """The text with what its control characters print."""
        if _SPECIAL.search(text) is None:
            return text

        def shown(match: re.Match[str]) -> str:
            char = match[0]
            mark = IMAGE if char in _PICTURES else FIELD if char == UNREAD else SYMBOL if char > _LAST_CONTROL else ""
            if mark and marks is not None:
                marks.add(mark)
            if char == _TAB:
                return "\t" if marks is None else " "
            if char == _NOTE:
                return "" if marks is None else NOTE_MARK
            return "\n" if char in (_LINE_BREAK, _COLUMN_BREAK) else "-" if char == _HYPHEN else ""

        return _SPECIAL.sub(shown, text)
