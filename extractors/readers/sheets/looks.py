"""How a workbook shows its cells: the number format, and whether the print can be seen at all; and notes and struck
pieces within a text.

A cell names its looks by a number, an index into a list that the whole workbook shares."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeVar

from lxml import etree

from xxgk.extractors.readers.package import Package
from xxgk.extractors.readers.seen import BLACK, Colour, is_seen, of_hex
from xxgk.extractors.readers.seen import WHITE as PAPER
from xxgk.extractors.readers.sheets.formats import BUILT_IN, number_of
from xxgk.extractors.readers.word.look import CLIPPED, ON_GROUND, PICTURES, SMALL, SMALL_SIZE, TextLook, draws_pictures
from xxgk.extractors.readers.word.look import PLAIN as PLAIN_TEXT

STRUCK, REPEATED = "struck out", "print that is repeated"
CONDITIONAL = "print that a condition changes"
BACKWARDS = "print that runs backwards"
ZERO, CROSSED = "a zero that its sheet does not show", "a line from corner to corner of its cell"
DATES = "yyyy-mm-dd"
"""What stands for the formats of dates that have a number alone."""
_FIRST_OWN = 164
_PALETTE = (
    "000000FFFFFFFF000000FF000000FFFFFF00FF00FF00FFFF000000FFFFFFFF000000FF000000FFFFFF00FF00FF00FFFF800000008000"
    "000080808000800080008080C0C0C08080809999FF993366FFFFCCCCFFFF660066FF80800066CCCCCCFF000080FF00FFFFFF0000FFFF"
    "8000808000000080800000FF00CCFFCCFFFFCCFFCCFFFF9999CCFFFF99CCCC99FFFFCC993366FF33CCCC99CC00FFCC00FF9900FF6600"
    "666699969696003366339966003300333300993300993366333399333333000000FFFFFF"
)
"""The colours that a workbook names by number, six digits each, and behind them those of print and paper."""
_THEME = {"0": "FFFFFF", "1": "000000", "2": "E7E6E6", "3": "44546A"}
"""Those that it names as its theme's."""
_LIGHT = 0.9
"""The tint with which any colour is next to white."""
_MOST_INDENT = 15
"""Characters by which print may be moved in: from there it leaves its cell."""
_STYLES = "xl/styles.xml"
_ON = (None, "1", "true", "on")

T = TypeVar("T")


class Look(NamedTuple):
    """The number format of a cell, why its print cannot be read (``""`` if it can), and why `figures` in it cannot: a
    line from corner to corner strikes out a figure and parts a head, a font of pictures draws none for a word. Print
    that `shrinks` has room in any cell."""

    number_format: str = ""
    unseen: str = ""
    figures: str = ""
    shrinks: bool = False


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
        if any(_is_moved_out(one) for one in part.iterfind("{*}alignment")):
            unseen = unseen or CLIPPED
        figures = why_no_figure(font, crossed=_at(borders, part.get("borderId"), False))
        shrinks = any(one.get("shrinkToFit") in _ON[1:] for one in part.iterfind("{*}alignment"))
        looks.append(Look(own.get(number, built_in(number)), unseen, figures, shrinks))
    return looks


def _is_moved_out(alignment: etree._Element) -> bool:
    indent = alignment.get("indent", "")
    return indent.isascii() and indent.isdigit() and int(indent[:9]) > _MOST_INDENT


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
    fonts = [_font(font) for font in look.iterfind("{*}font")]
    if look.find("{*}numFmt") is not None or any(why_unseen(font, PAPER) or font.pictures for font in fonts):
        return True
    ink = next((font.ink for font in fonts if font.ink is not None), BLACK)
    return any(hides_print(colour, ink) for colour in look.iterfind("{*}fill/{*}patternFill/{*}bgColor"))


def hides_print(colour: etree._Element, ink: Colour = BLACK) -> bool:
    """Whether print is not seen on a ground that a condition gives."""
    ground = _colour(colour)
    return ground is not None and not is_seen(ink, ground)


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
    if look.ink is None and ground is not None and not is_seen(BLACK, ground):
        return ON_GROUND
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
    if theme := colour.get("theme"):
        return _tinted(of_hex(_THEME.get(theme, "")), colour.get("tint", "0"))
    index = colour.get("indexed", "")
    at = 6 * int(index) if index.isascii() and index.isdigit() and len(index) < 4 else len(_PALETTE)
    return of_hex(_PALETTE[at : at + 6])


def _tinted(colour: Colour | None, told: str) -> Colour | None:
    """A colour made lighter (to 1) or darker (to -1); one that is not known is known when it is next to white."""
    number = number_of(told)
    tint = 0.0 if number is None else max(-1.0, min(1.0, float(number)))
    if tint >= _LIGHT:
        return PAPER
    if colour is None:
        return None
    red, green, blue = (part * (1 - tint) + tint if tint > 0 else part * (1 + tint) for part in colour)
    return red, green, blue


def _ground(fill: etree._Element) -> Colour | None:
    """The colour behind a cell, white where it has none; None for one that is not known."""
    stops = [_colour(colour) for colour in fill.iterfind("{*}gradientFill/{*}stop/{*}color")]
    if fill.find("{*}gradientFill") is not None:
        return next((stop for stop in stops if stop is not None and not is_seen(BLACK, stop)), None)
    pattern = fill.find("{*}patternFill")
    kind = "none" if pattern is None else pattern.get("patternType", "none")
    if pattern is None or kind == "none":
        return PAPER
    colour = pattern.find("{*}fgColor")
    if kind == "solid" or kind.startswith(_MOSTLY_INK):
        ground = BLACK if colour is None else _colour(colour)
        return ground if kind == "solid" or (ground is not None and not is_seen(BLACK, ground)) else None
    return None


_MOSTLY_INK = ("dark", "mediumGray")
"""How the names of patterns begin most of which is their colour."""


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
        if raised is None and _is_small(_font(looks).size, piece.text or "", text):
            unseen = unseen or SMALL
        if raised is not None and raised.get("val") in ("superscript", "subscript"):
            piece.text = f"〔{piece.text}〕"
            changed = True
    return changed, unseen


def _is_small(size: int, piece: str, text: etree._Element) -> bool:
    """Whether a piece is digits so small beside others that they may be the mark of a note."""
    if not 0 < size <= SMALL_SIZE or not any(map(str.isdigit, piece)):
        return False
    others = (run.find("{*}rPr") for run in text.iterfind("{*}r"))
    return any(looks is None or not 0 < _font(looks).size <= SMALL_SIZE for looks in others)
