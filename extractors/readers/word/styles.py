"""What a Word document's styles say that changes the reading: hidden, struck or raised text, headings, numbering."""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml import etree

from xxgk.extractors.readers.word.numbering import Numbered, Numbering
from xxgk.extractors.readers.word.tree import PPR, RPR, W, is_on, number, value

LOOKS = tuple(
    W + name for name in ("vanish", "strike", "dstrike", "vertAlign", "position", "color", "sz", "highlight", "rStyle")
)
"""The run properties that matter here."""
_NOTES = ("superscript", "subscript")
_HEADING_NAME = re.compile(r"(heading|标题) ?[1-9]?|title|subtitle|副标题", re.IGNORECASE)
BODY_TEXT_LEVEL = 9
MAX_ANCESTORS = 20
LEAST_RAISED, LEAST_SIZE = 3, 6
"""Half points by which a piece stands higher or lower than its line as a note does, and below which nobody reads it."""
WHITE, TINY = "white print", "tiny print"
_WHITE, _WHITE_THEMES = "FFFFFF", ("background1", "light1")


class TextLook(NamedTuple):
    """How a run shows: `hidden` not at all, `struck` out, `raised` above or below its line; `unseen` says why nobody
    can see it (``""`` for what can be seen)."""

    hidden: bool = False
    struck: bool = False
    raised: bool = False
    unseen: str = ""

    def over(self, other: TextLook) -> TextLook:
        """What this look or the other one says."""
        return TextLook(
            self.hidden or other.hidden,
            self.struck or other.struck,
            self.raised or other.raised,
            self.unseen or other.unseen,
        )


PLAIN = TextLook()


class Styles:
    """The styles of one styles.xml (`root` None: a document without), resolved through ``basedOn`` when first used."""

    def __init__(self, root: etree._Element | None, numbering: Numbering) -> None:
        self._numbering = numbering
        styles = () if root is None else root.iterchildren(W + "style")
        self._styles = {style.get(W + "styleId", ""): style for style in styles}
        self._looks: dict[str, TextLook] = {}

    def _ancestry(self, style_id: str) -> list[etree._Element]:
        """The style and those that it is based on, nearest first; loops are cut."""
        found: list[etree._Element] = []
        style = self._styles.get(style_id)
        while style is not None and style not in found and len(found) < MAX_ANCESTORS:
            found.append(style)
            style = self._styles.get(value(style.find(W + "basedOn")))
        return found

    def look(self, style_id: str) -> TextLook:
        """How runs of a paragraph or character style show."""
        if style_id not in self._looks:
            look = PLAIN
            for style in reversed(self._ancestry(style_id)):
                properties = style.find(RPR)
                look = look if properties is None else self.run_look(properties, look, through_style=False)
            self._looks[style_id] = look
        return self._looks[style_id]

    def run_look(self, properties: etree._Element, base: TextLook, *, through_style: bool = True) -> TextLook:
        """How a run with these ``w:rPr`` shows: its own properties over its style's over the paragraph's (`base`)."""
        found = {prop.tag: prop for prop in properties.iterchildren(*LOOKS)}
        if not found:
            return base
        hidden, struck, raised, unseen = base
        vanish, strike, double, align, position, colour, size, highlight, style = (found.get(tag) for tag in LOOKS)
        if style is not None and through_style:
            by_style = self.look(value(style))
            hidden, struck, raised, unseen = base.over(by_style)
        if vanish is not None:
            hidden = is_on(vanish)
        if strike is not None or double is not None:
            struck = any(is_on(toggle) for toggle in (strike, double) if toggle is not None)
        if align is not None or position is not None:
            raised = value(align) in _NOTES or is_off_line(value(position))
        if colour is not None or size is not None:
            unseen = _unseen(colour, size)
        return TextLook(hidden, struck, raised, "" if unseen == WHITE and highlight is not None else unseen)

    def changes_look(self, prop: etree._Element) -> bool:
        """Whether one of the run properties `LOOKS` makes a run look other than plain."""
        if prop.tag == W + "rStyle":
            return self.look(value(prop)) != PLAIN
        match prop.tag.removeprefix(W):
            case "vertAlign":
                return value(prop) in _NOTES
            case "position":
                return is_off_line(value(prop))
            case "color":
                return bool(_unseen(prop, None))
            case "sz":
                return bool(_unseen(None, prop))
            case "highlight":
                return False
            case _:
                return is_on(prop)

    def is_heading(self, style_id: str) -> bool:
        """Whether a paragraph style is one of headings, by its outline level or its name."""
        for style in self._ancestry(style_id):
            outline = style.find(f"{PPR}/{W}outlineLvl")
            if outline is not None:
                return number(outline) < BODY_TEXT_LEVEL
            if _HEADING_NAME.fullmatch(value(style.find(W + "name"))):
                return True
        return False

    def numbered(self, style_id: str, direct: etree._Element | None) -> Numbered | None:
        """The list and level of a paragraph with this style and this ``w:numPr`` of its own; None where it has none."""
        num, level = _num_and_level(direct)
        if num is None:
            for style in self._ancestry(style_id):
                num, inherited = _num_and_level(style.find(f"{PPR}/{W}numPr"))
                if num is not None:
                    tied = self._numbering.level_of_style(num, style.get(W + "styleId", ""))
                    level = next((found for found in (level, tied, inherited) if found is not None), None)
                    break
        return None if num in (None, "", "0") else Numbered(str(num), level or 0)


def is_off_line(half_points: str) -> bool:
    """Whether a piece is raised or lowered as far as a note is."""
    plain = half_points.removeprefix("-")
    return plain.isascii() and plain.isdigit() and int(plain[:9]) >= LEAST_RAISED


def _unseen(colour: etree._Element | None, size: etree._Element | None) -> str:
    if size is not None and 0 < number(size) < LEAST_SIZE:
        return TINY
    if colour is None:
        return ""
    is_white = value(colour).upper() == _WHITE or colour.get(W + "themeColor", "") in _WHITE_THEMES
    return WHITE if is_white else ""


def _num_and_level(num_properties: etree._Element | None) -> tuple[str | None, int | None]:
    if num_properties is None:
        return None, None
    num, level = num_properties.find(W + "numId"), num_properties.find(W + "ilvl")
    return None if num is None else value(num), None if level is None else number(level)
