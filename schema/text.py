"""Printed text made comparable: one normal form for labels and titles, one width for characters.

Labels are printed with full-width or ASCII punctuation, with or without their numbering, quotes and spaces, cut by line
breaks. `normalise` removes all that, once, so that every comparison after it is equality or a similarity of two plain
strings. Figures are never normalised by it: NFKC would turn a footnote mark (``²``) into a digit.
"""

from __future__ import annotations

import re
import unicodedata

from xxgk.schema.remembered import remembered

# Full-width ASCII to ASCII and every Unicode space to a plain one: one character for one, so that positions survive.
WIDTH = {
    **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
    **{chr(code): " " for code in range(0x21, 0x3001) if chr(code).isspace()},
    **dict.fromkeys("\t\r\v\f", " "),
    **dict(zip("〔〕【】", "()[]", strict=True)),
}
_WIDE = re.compile(f"[{''.join(map(re.escape, WIDTH))}]")

# Characters without a shape: zero-width, direction marks, byte order mark, soft hyphen.
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
# What a Word-to-text converter leaves of a bookmark.
BOOKMARK = re.compile(r"\[bookmark: [^\[\]\n]*\]")

NUMERAL = "一二三四五六七八九十"
ZERO = "〇零○ΟOО"
"""Signs for a zero in a year in words: Greek, Latin and Cyrillic letters are typed for the circle."""
ORDINAL = f"[{NUMERAL}]{{1,3}}"
"""The pattern of a number in words, as titles, divisions and months are numbered: 一 to 九十九."""
# The numbering of a title or label: 一、 （一） (1) 1. 1、 at its beginning.
NUMBERING = re.compile(
    rf"^(?:\(?{ORDINAL}\)|{ORDINAL}[、,..:：]|\(?\d{{1,2}}\)|\d{{1,2}}[、,.](?!\d)|第{ORDINAL}(?:部分|章|节))"
)
_NUMBER = re.compile(NUMBERING.pattern.removeprefix("^"))
_YEAR_NOTE = re.compile(r"\((?:19|20)\d\d年?度?\)")
_NOT_WORD = re.compile(r"[\W_]+")


def run_at_end(characters: str) -> str:
    """The pattern of a run of some characters (as a set writes them) at the end of a text. A plain ``[…]+$`` is tried
    from each character of every run, to the end of that run."""
    return rf"(?<![{characters}])[{characters}]++$"


@remembered(entries=1024, longest=400)
def narrow(text: str) -> str:
    """`text` with full-width ASCII and all kinds of spaces made plain, character for character (same length).

    A paragraph is narrowed by each step that looks at it, so that the last ones are remembered."""
    for wide in set(_WIDE.findall(text)):  # the few that occur: several times faster than translating all
        text = text.replace(wide, WIDTH[wide])
    return text


def visible(text: str) -> str:
    """`text` without characters that have no shape. Most texts are printable throughout, which is soon told."""
    return text if text.isascii() or text.isprintable() else INVISIBLE.sub("", text)


def clean(text: str) -> str:
    """`text` without invisible characters and converter artefacts, and without outer white space."""
    if "[bookmark" in text:
        text = BOOKMARK.sub("", text)
    return visible(text).strip()


@remembered()
def normalise(label: str) -> str:
    """The normal form of a label or title: no spaces, punctuation, quotes, numbering or bracketed year.

    >>> normalise("（二） 其他法律、行政法规禁止公开")
    '其他法律行政法规禁止公开'
    """
    text = narrow(unicodedata.normalize("NFKC", clean(label)))
    text = "".join(text.split())
    text = _YEAR_NOTE.sub("", text)
    begin = 0
    while (number := _NUMBER.match(text, begin)) and number.end() < len(text):
        begin = number.end()
    return _NOT_WORD.sub("", text[begin:])
