"""Fields of a Word binary file: their instructions are left out, their results stay.

Marks U+0013 … U+0014 … U+0015 begin a field, part instruction and result, and end it. What does not show is overwritten
by `GONE`, so that no character moves.
"""

from __future__ import annotations

import re

from xxgk.extractors.readers.word.tree import DRAWN_FIELDS, MAX_OPEN_FIELDS

GONE, UNREAD = "\0", "\x12"
"""Stand in the text for a character that does not show, and for a field that is drawn from its instruction alone."""
CELL_MARK = "\x07"
_MARKS = re.compile("[\x07\x13\x14\x15]")
_NO_MARK = re.compile("[^\r\x07\x0c]")
_BEGIN, _SEPARATE, _END = "\x13\x14\x15"


def without_instructions(text: str) -> str:
    """The text with the same length. As in Word no field reaches from one cell into another, and one that is never
    finished hides nothing."""
    if _BEGIN not in text:
        return text
    stretches: list[tuple[int, int, str]] = []
    fields: list[list[int]] = []  # of the open ones: where each begins, and its result (0 before there is one)
    for match in _MARKS.finditer(text):
        at, mark = match.start(), match[0]
        if mark == CELL_MARK or len(fields) == MAX_OPEN_FIELDS:
            fields.clear()
        elif mark == _BEGIN:
            fields.append([at, 0])
        elif fields and mark == _SEPARATE and not fields[-1][1]:
            fields[-1][1] = at
        elif fields and mark == _END:
            begin, result = fields.pop()
            stretches.append((begin, (result or at) + 1, GONE))
            if not result and text[begin + 1 : at].strip().upper().startswith(DRAWN_FIELDS):
                stretches[-1] = (begin, at, GONE)
                stretches.append((at, at + 1, UNREAD))
    return overwritten(text, stretches)


def overwritten(text: str, stretches: list[tuple[int, int, str]]) -> str:
    """The text with its stretches (first, past the last, character) overwritten; of two that overlap the one
    counts that begins first. Marks of paragraphs and cells stay."""
    parts: list[str] = []
    done = 0
    for first, end, char in sorted(stretches):
        start = max(first, done)
        if end > start:
            parts += (text[done:start], _NO_MARK.sub(char, text[start:end]))
            done = end
    return "".join((*parts, text[done:]))
