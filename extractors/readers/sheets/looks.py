"""How a workbook shows its cells: the number format, and whether the print can be seen at all; and notes and struck
pieces within a text.

A cell names its looks by a number, an index into a list that the whole workbook shares."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeVar

from lxml import etree

from xxgk.extractors.readers.package import Package
from xxgk.extractors.readers.seen import WHITE as PAPER
from xxgk.extractors.readers.seen import Colour, of_hex
from xxgk.extractors.readers.sheets.formats import BUILT_IN, number_of
from xxgk.extractors.readers.word.look import PICTURES, TextLook, draws_pictures
from xxgk.extractors.readers.word.look import PLAIN as PLAIN_TEXT

STRUCK, REPEATED = "struck out", "print that is repeated"
CONDITIONAL = "print that a condition changes"
BACKWARDS = "print that runs backwards"
ZERO, CROSSED = "a zero that its sheet does not show", "a line from corner to corner of its cell"
DATES = "yyyy-mm-dd"
"""What stands for the formats of dates that have a number alone."""
_FIRST_OWN = 164
_WHITE_INDEXES = (1, 9)
_STYLES = "xl/styles.xml"
_ON = (None, "1", "true", "on")

T = TypeVar("T")


class Look(NamedTuple):
    """The number format of a cell, why its print cannot be read (``""`` if it can), and why `figures` in it cannot: a
    line from corner to corner strikes out a figure and parts a head, a font of pictures draws none for a word."""

    number_format: str = ""
    unseen: str = ""
    figures: str = ""


def is_zero(text: str) -> bool:
    """Whether a sheet that shows no zeros leaves a number out, by its text."""
    number = number_of(text)
    return number is not None and not number


def of_package(package: Package) -> list[Look]:
    """The looks of an .xlsx by their index."""
    root = package.xml(_STYLES)
    if root is None:
        return []
    own = {part.get("numFmtId", ""): part.get("formatCode", "") for part in root.iterfind("{*}numFmts/{*}numFmt")}
    fonts = [_font(font) for font in root.iterfind("{*}fonts/{*}font")]
    grounds = [_ground(fill) for fill in root.iterfind("{*}fills/{*}fill")]
    borders = [_crosses(border) for border in root.iterfind("{*}borders/{*}border")]
    looks = []
    for part in root.iterfind("{*}cellXfs/{*}xf"):
        number = part.get("numFmtId", "0")
        font = _at(fonts, part.get("fontId"), PLAIN_TEXT)
        unseen = why_unseen(font, _at(grounds, part.get("fillId"), PAPER))
        if any(one.get("horizontal") == "fill" for one in part.iterfind("{*}alignment")):
            unseen = unseen or REPEATED
        figures = why_no_figure(font, crossed=_at(borders, part.get("borderId"), False))
        looks.append(Look(own.get(number, built_in(number)), unseen, figures))
    return looks


def _crosses(border: etree._Element) -> bool:
    """Whether lines at the edges of a cell have one from corner to corner among them."""
    is_told = any(border.get(way) in _ON[1:] for way in ("diagonalUp", "diagonalDown"))
    return is_told and any(line.get("style", "none") != "none" for line in border.iterfind("{*}diagonal"))


def hiding_conditions(package: Package) -> set[int]:
    """The looks that conditions of an .xlsx may give, by their index, under which print may be another or none."""
    root = package.xml(_STYLES)
    if root is None:
        return set()
    return {index for index, part in enumerate(root.iterfind("{*}dxfs/{*}dxf")) if changes_print(part)}


def changes_print(look: etree._Element) -> bool:
    """Whether under a look that a condition gives print may be another or none."""
    return look.find("{*}numFmt") is not None or any(
        why_unseen(_font(font), PAPER) or _font(font).pictures for font in look.iterfind("{*}font")
    )


def built_in(number: str) -> str:
    """The code of a format that has a number alone."""
    index = int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 0
    if index in BUILT_IN or index == 0 or index >= _FIRST_OWN:
        return BUILT_IN.get(index, "")
    return DATES


def _at(found: Sequence[T], index: str | None, otherwise: T) -> T:
    number = int(index) if index and index.isascii() and index.isdigit() and len(index) < 6 else 0
    return found[number] if number < len(found) else otherwise


def why_unseen(look: TextLook, ground: Colour | None) -> str:
    """Why print cannot be read on a ground (None: one whose colour is not known)."""
    if look.struck:
        return STRUCK
    known = look if ground is not None else look._replace(ink=None)
    return known._replace(pictures=False).unseen(ground)


def why_no_figure(look: TextLook, *, crossed: bool) -> str:
    """Why figures of a look, in cells that a line may cross, cannot be read."""
    return CROSSED if crossed else PICTURES if look.pictures else ""


def of_piece(look: TextLook, text: str) -> str:
    """Why a piece of a text cannot be read."""
    return why_unseen(look, PAPER) or (PICTURES if look.pictures and any(map(str.isdigit, text)) else "")


def half_points(size: str) -> int:
    """A size that is told in points; 0 for none."""
    return int(2 * float(size)) if size.replace(".", "", 1).isdigit() and len(size) < 9 else 0


def _font(font: etree._Element) -> TextLook:
    """That of a cell, or of a piece of text."""
    struck = any(part.get("val") in _ON for part in font.iterfind("{*}strike"))
    sizes = [part.get("val", "") for part in font.iterfind("{*}sz")]
    size = next(filter(None, map(half_points, sizes)), 0)
    names = [part.get("val", "") for part in font.iterfind("{*}name")]
    names += [part.get("val", "") for part in font.iterfind("{*}rFont")]
    inks = [_colour(part) for part in font.iterfind("{*}color")]
    ink = next((ink for ink in inks if ink is not None), None)
    return TextLook(struck=struck, size=size, ink=ink, pictures=any(map(draws_pictures, names)))


def _colour(colour: etree._Element) -> Colour | None:
    if colour.get("rgb"):
        return of_hex(colour.get("rgb", ""))
    if colour.get("theme"):
        tint = colour.get("tint") or "0"
        return PAPER if colour.get("theme") == "0" and (not tint.startswith("-") or tint.startswith("-0.0")) else None
    index = colour.get("indexed", "")
    return PAPER if index.isdigit() and len(index) < 4 and int(index) in _WHITE_INDEXES else None


def _ground(fill: etree._Element) -> Colour | None:
    """The colour behind a cell, white where it has none; None for one that is not known."""
    pattern = fill.find("{*}patternFill")
    if fill.find("{*}gradientFill") is not None:
        return None
    if pattern is None or pattern.get("patternType", "none") == "none":
        return PAPER
    colour = pattern.find("{*}fgColor")
    if pattern.get("patternType") != "solid":
        return None
    return PAPER if colour is None else _colour(colour)


def mark_pieces(text: etree._Element) -> tuple[bool, str]:
    """Put ``〔…〕`` around the raised and lowered pieces of a text (of a cell, or shared); whether there were any, and
    why the text cannot be read."""
    changed, unseen = False, ""
    for run in text.iterfind("{*}r"):
        looks, piece = run.find("{*}rPr"), run.find("{*}t")
        if looks is None or piece is None or not (piece.text or "").strip():
            continue
        unseen = unseen or of_piece(_font(looks), piece.text or "")
        raised = looks.find("{*}vertAlign")
        if raised is not None and raised.get("val") in ("superscript", "subscript"):
            piece.text = f"〔{piece.text}〕"
            changed = True
    return changed, unseen
