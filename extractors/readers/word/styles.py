"""What a Word document's styles say that changes the reading: hidden, struck or raised text, headings, numbering."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import cast

from lxml import etree

from xxgk.extractors.readers.seen import BLACK, Colour, contrast, of_hex
from xxgk.extractors.readers.seen import WHITE as PAPER
from xxgk.extractors.readers.word.look import (
    LEAST_WIDTH,
    PLAIN,
    SMALL_SIZE,
    USUAL_SIZE,
    TextLook,
    draws_pictures,
    is_close,
    is_low,
    is_off_line,
)
from xxgk.extractors.readers.word.moves import Moves, moves_of
from xxgk.extractors.readers.word.numbering import Numbered, Numbering
from xxgk.extractors.readers.word.tree import PPR, RPR, VAL, W, is_on, number, value

_NAMES = (
    *("vanish", "strike", "dstrike", "vertAlign", "position", "color", "sz", "highlight", "rStyle", "w", "shd"),
    *("rtl", "webHidden", "spacing", "rFonts", "eastAsianLayout"),
)
LOOKS = (*(W + name for name in _NAMES), "{http://schemas.microsoft.com/office/word/2010/wordml}textFill")
"""The run properties that matter here."""
_COMMON, _MOSTLY_PLAIN = (
    (*LOOKS[:13], *LOOKS[-2:]),
    etree.XPath(
        ".//w:rPr/w:spacing[starts-with(@w:val, '-')]"
        " | .//w:rFonts[contains('WwMmBbZz', substring(@w:ascii, 1, 1)) and @w:ascii != '']",
        namespaces={"w": W[1:-1]},
    ),
)
_EXACT_LINES = etree.XPath(".//w:pPr/w:spacing[@w:lineRule = 'exact']", namespaces={"w": W[1:-1]})
_NOTES, BASELINE = ("superscript", "subscript"), "baseline"  # the last is what many files say of every run
_HEADING_NAME = re.compile(r"(heading|标题) ?[1-9]?|title|subtitle|副标题", re.IGNORECASE)
BODY_TEXT_LEVEL = 9
MAX_ANCESTORS = 20
_WHITE_THEMES = ("background1", "light1", "bg1", "lt1")
_INK_THEMES, _TWO_DIGITS = ("text1", "dark1", "tx1", "dk1"), re.compile(r"[0-9A-Fa-f]{2}")
_NO_FILL, _ALPHA = "}noFill", "}alpha"
_CLEAR = 70_000
"""Parts (of 100,000) of letters that are let through, from which nobody sees them."""
_DARK = 3.0
"""The contrast of a dark ground to white."""
_MARKERS = {
    "black": "000000", "white": "FFFFFF", "darkBlue": "000080", "darkCyan": "008080", "darkGreen": "008000",
    "darkMagenta": "800080", "darkRed": "800000", "darkGray": "808080", "darkYellow": "808000", "blue": "0000FF",
    "cyan": "00FFFF", "green": "00FF00", "magenta": "FF00FF", "red": "FF0000", "yellow": "FFFF00",
    "lightGray": "C0C0C0",
}  # fmt: skip


class Styles:
    """The styles of one styles.xml (`root` None: a document without), resolved through ``basedOn`` when first used.
    `default` is how print shows whose paragraph names no style."""

    def __init__(self, root: etree._Element | None, numbering: Numbering) -> None:
        self._numbering = numbering
        styles = () if root is None else root.iterchildren(W + "style")
        self._styles = {style.get(W + "styleId", ""): style for style in styles}
        self._looks: dict[str, TextLook] = {}
        self._grounds: dict[str, Colour | None] = {}
        self._moves: dict[str, Moves] = {}
        told = None if root is None else root.find(f"{W}docDefaults/{W}rPrDefault/{RPR}")
        self._of_all = PLAIN if told is None else unusual(self.run_look(told, PLAIN, through_style=False))
        self._own = next((name for name, style in self._styles.items() if _is_default(style)), "")
        self._defaults = None if root is None else root.find(W + "docDefaults")
        self.default = unusual(self.look(self._own))
        self.usual_size = self._usual_size()
        self.has_low_lines = root is not None and any(is_low(line_of(one)) for one in exact_lines(root))

    def ancestry(self, style_id: str) -> list[etree._Element]:
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
            ancestry = self.ancestry(style_id)
            look = PLAIN if ancestry and ancestry[0].get(W + "type") == "character" else self._of_all
            for style in reversed(ancestry):
                properties = style.find(RPR)
                look = look if properties is None else self.run_look(properties, look, through_style=False)
            self._looks[style_id] = look
        return self._looks[style_id]

    def run_look(self, properties: etree._Element, base: TextLook, *, through_style: bool = True) -> TextLook:
        """How a run with these ``w:rPr`` shows: its own properties over its style's over the paragraph's (`base`)."""
        found = {prop.tag: prop for prop in properties.iterchildren(*LOOKS)}
        if not found:
            return base
        (
            vanish,
            strike,
            double,
            align,
            position,
            colour,
            given,
            marker,
            style,
            width,
            shade,
            turning,
            web_hidden,
            spacing,
            fonts,
            asian,
            fill,
        ) = (found.get(name) for name in LOOKS)
        if style is not None and through_style:
            base = base.over(self.look(value(style)))
        hidden, struck, raised, squeezed, size, ink, ground, pictures, line, turned, off_web = base
        if vanish is not None:
            hidden = is_on(vanish)
        if strike is not None or double is not None:
            struck = any(is_on(toggle) for toggle in (strike, double) if toggle is not None)
        if align is not None or position is not None:
            raised = value(align) in _NOTES or is_off_line(value(position))
        turned = turned if turning is None else is_on(turning)
        off_web = off_web if web_hidden is None else is_on(web_hidden)
        if width is not None:
            squeezed = 0 < number(width) < LEAST_WIDTH
        squeezed = squeezed or is_close(value(spacing)) or _is_combined(asian)
        if fonts is not None:
            pictures = _draws_pictures(fonts)
        if given is not None:
            size = number(given)
        if (told := colour if fill is None else fill) is not None:
            ink = _ink(told)
        if marker is not None or shade is not None:
            grounds = (None if prop is None else ground_of(prop) for prop in (marker, shade))
            ground = next((one for one in grounds if one is not None), None)
        if fill is not None and any(str(part.tag).endswith(_NO_FILL) for part in fill.iter()):
            ink = ground = PAPER  # as it is seen on no ground
        return TextLook(hidden, struck, raised, squeezed, size, ink, ground, pictures, line, turned, off_web)

    def _usual_size(self) -> int:
        """The half points of print of which nothing else is told."""
        told = [style.find(f"{RPR}/{W}sz") for style in self.ancestry(self._own)]
        told += [] if self._defaults is None else [self._defaults.find(f"{W}rPrDefault/{RPR}/{W}sz")]
        return next((number(one) for one in told if one is not None), 0) or USUAL_SIZE

    def line(self, style_id: str, own: etree._Element | None) -> int:
        """The twips of the lines of a paragraph with this style and this ``w:spacing`` of its own; 0 where they grow
        with what stands in them."""
        told = [own, *(style.find(f"{PPR}/{W}spacing") for style in self.ancestry(style_id or self._own))]
        told += [] if self._defaults is None else [self._defaults.find(f"{W}pPrDefault/{PPR}/{W}spacing")]
        return next((line_of(one) for one in told if one is not None and one.get(W + "line")), 0)

    def moves(self, style_id: str) -> Moves:
        """How paragraphs of a style are moved from their place."""
        if style_id not in self._moves:
            told = None if self._defaults is None else self._defaults.find(f"{W}pPrDefault/{PPR}")
            moves = moves_of(told)
            for style in reversed(self.ancestry(style_id or self._own)):
                moves = moves.over(moves_of(style.find(PPR)))
            self._moves[style_id] = moves
        return self._moves[style_id]

    def space(self, paragraph: etree._Element) -> int:
        """The twips of space before a paragraph."""
        style, own = (paragraph.find(f"{PPR}/{W}{name}") for name in ("pStyle", "spacing"))
        told = [own, *(one.find(f"{PPR}/{W}spacing") for one in self.ancestry(value(style) or self._own))]
        return next((number(one, "before") for one in told if one is not None and one.get(W + "before")), 0)

    def lined(self, style_id: str, line: int) -> TextLook:
        """How runs of a paragraph of that style show in lines of exactly that height."""
        look = self.look(style_id or self._own)
        return look._replace(size=look.size or self.usual_size, line=line)

    def ground(self, style_id: str) -> Colour | None:
        """The ground of a paragraph of this style."""
        if style_id not in self._grounds:
            shades = (style.find(f"{PPR}/{W}shd") for style in self.ancestry(style_id))
            self._grounds[style_id] = next((ground_of(shade) for shade in shades if shade is not None), None)
        return self._grounds[style_id]

    def looks(self, root: etree._Element) -> Iterator[etree._Element]:
        """The run properties of a document that make a run look other than plain."""
        rare = cast(list[etree._Element], _MOSTLY_PLAIN(root))
        return (prop for prop in chain(root.iter(*_COMMON), rare) if prop.get(VAL) != BASELINE and self._changes(prop))

    def _changes(self, prop: etree._Element) -> bool:
        """Whether a run property makes a run look other than plain."""
        if prop.tag == W + "rStyle":
            return self.look(value(prop)) != PLAIN
        match prop.tag.removeprefix(W):
            case "vertAlign":
                return value(prop) in _NOTES
            case "position":
                return is_off_line(value(prop))
            case "sz":
                return 0 < number(prop) <= SMALL_SIZE
            case "spacing":
                return is_close(value(prop))
            case "rFonts":
                return _draws_pictures(prop)
            case "eastAsianLayout":
                return _is_combined(prop)
            case "w":
                return 0 < number(prop) < LEAST_WIDTH
            case "highlight" | "shd":
                return (ground := ground_of(prop)) is not None and contrast(ground, PAPER) > _DARK
            case "vanish" | "strike" | "dstrike" | "rtl" | "webHidden":
                return is_on(prop)
            case _:
                return bool(PLAIN._replace(ink=_ink(prop)).unseen())

    def is_heading(self, style_id: str) -> bool:
        """Whether a paragraph style is one of headings, by its outline level or its name."""
        for style in self.ancestry(style_id):
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
            for style in self.ancestry(style_id):
                num, inherited = _num_and_level(style.find(f"{PPR}/{W}numPr"))
                if num is not None:
                    tied = self._numbering.level_of_style(num, style.get(W + "styleId", ""))
                    level = next((found for found in (level, tied, inherited) if found is not None), None)
                    break
        return None if num in (None, "", "0") else Numbered(str(num), level or 0)


def exact_lines(root: etree._Element) -> list[etree._Element]:
    """What says that the lines of a paragraph have exactly some height."""
    return cast(list[etree._Element], _EXACT_LINES(root))


def line_of(spacing: etree._Element) -> int:
    """The twips of lines of exact height; 0 for others."""
    return number(spacing, "line") if spacing.get(W + "lineRule") == "exact" else 0


def _is_combined(layout: etree._Element | None) -> bool:
    """Whether print stands in two lines of half the height, or turned, in a line."""
    return layout is not None and any(layout.get(W + name) in ("1", "true", "on") for name in ("combine", "vert"))


def _draws_pictures(fonts: etree._Element) -> bool:
    """Whether digits are drawn by a font of pictures."""
    return draws_pictures(fonts.get(W + "ascii", ""))


def _is_default(style: etree._Element) -> bool:
    return style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true", "on")


def unusual(look: TextLook) -> TextLook:
    """A look without a size and a colour that any print has."""
    size = look.size if look.size <= SMALL_SIZE else 0
    is_usual = look._replace(size=0, squeezed=False).unseen() == ""
    return look._replace(size=size, ink=None) if is_usual and look.ground is None else look._replace(size=size)


def _ink(prop: etree._Element) -> Colour | None:
    """The colour of a ``w:color`` or of the filling of letters; white where they have none; None for the automatic
    one."""
    for part in prop.iter():
        named = [text for name, text in part.attrib.items() if str(name).endswith(("}val", "}themeColor"))]
        if str(part.tag).endswith(_NO_FILL):
            return PAPER
        if (grey := _grey_of_theme(part)) is not None:
            return grey
        if any(text in _WHITE_THEMES for text in named):
            return PAPER
        if any(str(inner.tag).endswith(_ALPHA) and _is_clear(inner) for inner in part):
            return PAPER
        if (found := next(filter(None, map(of_hex, map(str, named))), None)) is not None:
            return found
    return None


def _grey_of_theme(prop: etree._Element) -> Colour | None:
    """The colour of a ``w:color`` that is the ink or the paper of a theme, made lighter or darker; None for another."""
    theme = prop.get(W + "themeColor", "")
    told = prop.get(W + ("themeTint" if theme in _INK_THEMES else "themeShade"), "")
    if theme not in (*_INK_THEMES, *_WHITE_THEMES) or _TWO_DIGITS.fullmatch(told) is None:
        return None
    share = int(told, 16) / 255
    grey = 1 - share if theme in _INK_THEMES else share
    return grey, grey, grey


def _is_clear(alpha: etree._Element) -> bool:
    told = next((text for name, text in alpha.attrib.items() if str(name).endswith("}val")), "")
    return told.isascii() and told.isdigit() and int(told[:9]) >= _CLEAR


def ground_of(prop: etree._Element) -> Colour | None:
    """The colour of a ``w:highlight`` or ``w:shd``; None where it has none."""
    if value(prop) == "solid":
        return of_hex(prop.get(W + "color", "")) or BLACK
    return of_hex(_MARKERS.get(value(prop), "")) or of_hex(prop.get(W + "fill", ""))


def _num_and_level(num_properties: etree._Element | None) -> tuple[str | None, int | None]:
    if num_properties is None:
        return None, None
    num, level = num_properties.find(W + "numId"), num_properties.find(W + "ilvl")
    return None if num is None else value(num), None if level is None else number(level)
