"""What a Word document's styles say that changes the reading: hidden, struck or raised text, headings, numbering."""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml import etree

from extractors.readers.docx.numbering import Numbered, Numbering
from extractors.readers.docx.tree import PPR, RPR, W, is_on, number, value

LOOKS = tuple(W + name for name in ("vanish", "strike", "dstrike", "vertAlign", "rStyle"))
"""The run properties that matter here."""
_HEADING_NAME = re.compile(r"(heading|标题) ?[1-9]?|title|subtitle|副标题", re.IGNORECASE)
BODY_TEXT_LEVEL = 9
MAX_ANCESTORS = 20


class Look(NamedTuple):
    """How a run shows: `hidden` not at all, `struck` out, `raised` as a superscript."""

    hidden: bool = False
    struck: bool = False
    raised: bool = False


PLAIN = Look()


class Styles:
    """The styles of one styles.xml (`root` None: a document without), resolved through ``basedOn`` when first used."""

    def __init__(self, root: etree._Element | None, numbering: Numbering) -> None:
        self._numbering = numbering
        styles = () if root is None else root.iterchildren(W + "style")
        self._styles = {style.get(W + "styleId", ""): style for style in styles}
        self._looks: dict[str, Look] = {}

    def _ancestry(self, style_id: str) -> list[etree._Element]:
        """The style and those that it is based on, nearest first; loops are cut."""
        found: list[etree._Element] = []
        style = self._styles.get(style_id)
        while style is not None and style not in found and len(found) < MAX_ANCESTORS:
            found.append(style)
            style = self._styles.get(value(style.find(W + "basedOn")))
        return found

    def look(self, style_id: str) -> Look:
        """How runs of a paragraph or character style show."""
        if style_id not in self._looks:
            look = PLAIN
            for style in reversed(self._ancestry(style_id)):
                properties = style.find(RPR)
                look = look if properties is None else self.run_look(properties, look, through_style=False)
            self._looks[style_id] = look
        return self._looks[style_id]

    def run_look(self, properties: etree._Element, base: Look, *, through_style: bool = True) -> Look:
        """How a run with these ``w:rPr`` shows: its own properties over its style's over the paragraph's (`base`)."""
        found = {prop.tag: prop for prop in properties.iterchildren(*LOOKS)}
        if not found:
            return base
        hidden, struck, raised = base
        vanish, strike, double, align, style = (found.get(tag) for tag in LOOKS)
        if style is not None and through_style:
            by_style = self.look(value(style))
            hidden, struck, raised = hidden or by_style.hidden, struck or by_style.struck, raised or by_style.raised
        if vanish is not None:
            hidden = is_on(vanish)
        if strike is not None or double is not None:
            struck = any(is_on(toggle) for toggle in (strike, double) if toggle is not None)
        if align is not None:
            raised = value(align) == "superscript"
        return Look(hidden, struck, raised)

    def changes_look(self, prop: etree._Element) -> bool:
        """Whether one of the run properties `LOOKS` makes a run look other than plain."""
        if prop.tag == W + "rStyle":
            return self.look(value(prop)) != PLAIN
        return value(prop) == "superscript" if prop.tag == W + "vertAlign" else is_on(prop)

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


def _num_and_level(num_properties: etree._Element | None) -> tuple[str | None, int | None]:
    if num_properties is None:
        return None, None
    num, level = num_properties.find(W + "numId"), num_properties.find(W + "ilvl")
    return None if num is None else value(num), None if level is None else number(level)
