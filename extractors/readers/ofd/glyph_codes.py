"""Which characters the glyphs of an OFD document print: a text object may name the glyph of its font that is drawn in
place of each character (``CGTransform``), and the document may bring along that font.

A font draws one glyph for one digit. Where the same glyph stands for two characters, or a digit is drawn by two glyphs,
or by one that its font has for another digit, nobody knows which digit is seen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from lxml import etree

from xxgk.extractors.readers.ofd.font_files import FontFile

_TRANSFORM = "CGTransform"
MOST_CODES = 5000
"""Characters of a text object of which the glyphs are told."""


class GlyphCodes:
    """What the text objects of a document say of their glyphs, and the fonts that it brings along."""

    def __init__(self) -> None:
        self._fonts: dict[str, FontFile] = {}
        self._by_glyph: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        self._by_digit: defaultdict[tuple[str, str], set[str]] = defaultdict(set)

    def add(self, content: etree._Element) -> None:
        """Take up what a page, or another part, says."""
        for item in _transformed(content):
            font = item.get("Font", "")
            for _, char, glyph in _drawn(item):
                if glyph is not None:
                    self._by_glyph[font, glyph].add(char)
                    if char.isdigit():
                        self._by_digit[font, char].add(glyph)

    def add_font(self, number: str, data: bytes) -> None:
        """Take up a font that the document brings along, by its number."""
        self._fonts[number] = FontFile(data)

    def doubtful(self, item: etree._Element) -> set[int]:
        """The places of the digits of a text object of which nobody knows whether they are the ones that are seen."""
        font = item.get("Font", "")
        others = set(self._other_digits(item, self._fonts[font])) if font in self._fonts else set()
        if item.find(f"{{*}}{_TRANSFORM}") is None:
            return others
        return others | {
            place
            for place, char, glyph in _drawn(item)
            if glyph is None
            or len(self._by_glyph[font, glyph]) > 1
            or (char.isdigit() and len(self._by_digit[font, char]) > 1)
        }

    def _other_digits(self, item: etree._Element, font: FontFile) -> Iterator[int]:
        """The places of the digits of a text object that its font may draw as other ones."""
        named = {place: glyph for place, _, glyph in _drawn(item) if glyph is not None}
        text = "".join(code.text or "" for code in item.iterfind("{*}TextCode"))
        for place, char in enumerate(text[:MOST_CODES]):
            told = named.get(place, "")
            glyph = int(told[:6]) if told.isdecimal() else None
            if char.isascii() and char.isdigit() and font.is_doubtful(char, glyph):
                yield place


def names_glyphs(part: bytes | None) -> bool:
    """Whether a part may say something of glyphs."""
    return part is not None and _TRANSFORM.encode() in part


def _transformed(content: etree._Element) -> Iterator[etree._Element]:
    for item in content.iter("{*}TextObject"):
        if item.find(f"{{*}}{_TRANSFORM}") is not None:
            yield item


def _drawn(item: etree._Element) -> Iterator[tuple[int, str, str | None]]:
    """The characters of a text object whose glyphs are named, with their places and glyphs: None for those that are
    drawn by more or fewer glyphs than they are."""
    text = "".join(code.text or "" for code in item.iterfind("{*}TextCode"))[:MOST_CODES]
    for told in item.iterfind(f"{{*}}{_TRANSFORM}"):
        begin, count, drawn = (_number(told, name) for name in ("CodePosition", "CodeCount", "GlyphCount"))
        glyphs = (told.findtext("{*}Glyphs") or "").split()
        places = range(begin, min(begin + max(count, 1), len(text)))
        is_one_each = max(count, 1) == max(drawn, 1) == len(glyphs)
        each: list[str | None] = [*glyphs] if is_one_each else [None] * len(places)
        yield from zip(places, text[begin : places.stop], each, strict=False)


def _number(told: etree._Element, name: str) -> int:
    text = told.get(name, "0" if name == "CodePosition" else "1")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
