"""What a Word document's styles say that changes the reading: hidden, struck or raised text, headings, numbering."""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml import etree

from xxgk.extractors.readers.seen import BLACK as _AUTOMATIC
from xxgk.extractors.readers.seen import WHITE as PAPER
from xxgk.extractors.readers.seen import Colour, contrast, is_seen, of_hex
from xxgk.extractors.readers.word.numbering import Numbered, Numbering
from xxgk.extractors.readers.word.tree import PPR, RPR, W, is_on, number, value

_NAMES = ("vanish", "strike", "dstrike", "vertAlign", "position", "color", "sz", "highlight", "rStyle", "w", "shd")
LOOKS = (*(W + name for name in _NAMES), "{http://schemas.microsoft.com/office/word/2010/wordml}textFill")
"""The run properties that matter here."""
_NOTES = ("superscript", "subscript")
_HEADING_NAME = re.compile(r"(heading|标题) ?[1-9]?|title|subtitle|副标题", re.IGNORECASE)
BODY_TEXT_LEVEL = 9
MAX_ANCESTORS = 20
LEAST_RAISED, LEAST_SIZE = 3, 6
"""Half points by which a piece stands higher or lower than its line as a note does, and below which nobody reads it."""
LEAST_WIDTH, SMALL_SIZE = 20, 14
"""The share (of 100) to which print is squeezed below which nobody reads it; half points up to which print may be that
of a note beside other print."""
WHITE, TINY, ON_GROUND, SMALL = (
    "white print",
    "tiny print",
    "print like its ground",
    "print smaller than that beside it",
)
_WHITE_THEMES = ("background1", "light1", "bg1", "lt1")
_DARK = 3.0
"""The contrast of a dark ground to white."""
_MARKERS = {"black": "000000", "white": "FFFFFF", "darkBlue": "000080", "darkCyan": "008080", "darkGreen": "008000",
            "darkMagenta": "800080", "darkRed": "800000", "darkGray": "808080", "blue": "0000FF"}  # fmt: skip


class TextLook(NamedTuple):
    """How a run shows: `hidden` not at all, `struck` out, `raised` above or below its line; `unseen` says why nobody
    can see it (``""`` for what can be seen); `size` in half points, 0 where that is the paragraph's."""

    hidden: bool = False
    struck: bool = False
    raised: bool = False
    unseen: str = ""
    size: int = 0

    def over(self, other: TextLook) -> TextLook:
        """What this look or the other one says."""
        return TextLook(
            self.hidden or other.hidden,
            self.struck or other.struck,
            self.raised or other.raised,
            self.unseen or other.unseen,
            other.size or self.size,
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
        hidden, struck, raised, unseen, size = base
        vanish, strike, double, align, position, colour, given, marker, style, width, shade, fill = map(
            found.get, LOOKS
        )
        if style is not None and through_style:
            hidden, struck, raised, unseen, size = base.over(self.look(value(style)))
        if vanish is not None:
            hidden = is_on(vanish)
        if strike is not None or double is not None:
            struck = any(is_on(toggle) for toggle in (strike, double) if toggle is not None)
        if align is not None or position is not None:
            raised = value(align) in _NOTES or is_off_line(value(position))
        if given is not None:
            size = number(given)
        ink, ground = colour if fill is None else fill, shade if marker is None else marker
        if ink is not None or given is not None or width is not None:
            unseen = _unseen(ink, given, width)
        if ground is not None and unseen in ("", WHITE, ON_GROUND) and (own := _ground(ground)) is not None:
            unseen = "" if ink is None or is_seen(_ink(ink) or _AUTOMATIC, own) else ON_GROUND
        return TextLook(hidden, struck, raised, unseen, size)

    def changes_look(self, prop: etree._Element) -> bool:
        """Whether one of the run properties `LOOKS` makes a run look other than plain."""
        if prop.tag == W + "rStyle":
            return self.look(value(prop)) != PLAIN
        match prop.tag.removeprefix(W):
            case "vertAlign":
                return value(prop) in _NOTES
            case "position":
                return is_off_line(value(prop))
            case "sz":
                return 0 < number(prop) <= SMALL_SIZE
            case "w":
                return bool(_unseen(None, None, prop))
            case "highlight" | "shd":
                return (ground := _ground(prop)) is not None and contrast(ground, PAPER) > _DARK
            case "vanish" | "strike" | "dstrike":
                return is_on(prop)
            case _:
                return bool(_unseen(prop, None, None))

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


def _unseen(ink: etree._Element | None, size: etree._Element | None, width: etree._Element | None) -> str:
    if size is not None and 0 < number(size) < LEAST_SIZE:
        return TINY
    if width is not None and 0 < number(width) < LEAST_WIDTH:
        return TINY
    colour = None if ink is None else _ink(ink)
    return "" if colour is None or is_seen(colour) else WHITE


def _ink(prop: etree._Element) -> Colour | None:
    """The colour of a ``w:color`` or of the filling of letters; white where they have none; None for the automatic
    one."""
    for part in prop.iter():
        named = [text for name, text in part.attrib.items() if str(name).endswith(("}val", "}themeColor"))]
        if str(part.tag).endswith("}noFill") or any(text in _WHITE_THEMES for text in named):
            return PAPER
        if (found := next(filter(None, map(of_hex, map(str, named))), None)) is not None:
            return found
    return None


def _ground(prop: etree._Element) -> Colour | None:
    """The colour of a ``w:highlight`` or ``w:shd``; None where it has none."""
    return of_hex(_MARKERS.get(value(prop), "")) or of_hex(prop.get(W + "fill", ""))


def ground_of_cell(properties: etree._Element) -> Colour | None:
    """The ground of a cell with these ``w:tcPr``; None where it has none of its own."""
    shading = properties.find(W + "shd")
    return None if shading is None else _ground(shading)


def is_lost(run: etree._Element, ground: Colour) -> bool:
    """Whether a run has a colour of its own that is not seen on a ground."""
    prop = run.find(f"{RPR}/{W}color")
    return prop is not None and (ink := _ink(prop)) is not None and not is_seen(ink, ground)


def _num_and_level(num_properties: etree._Element | None) -> tuple[str | None, int | None]:
    if num_properties is None:
        return None, None
    num, level = num_properties.find(W + "numId"), num_properties.find(W + "ilvl")
    return None if num is None else value(num), None if level is None else number(level)
