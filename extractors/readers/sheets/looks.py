"""How a workbook shows its cells: the number format, and whether the print can be seen at all; and notes and struck
pieces within a text.

A cell names its looks by a number, an index into a list that the whole workbook shares."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeVar

from lxml import etree

from xxgk.extractors.readers.package import Package
from xxgk.extractors.readers.sheets.formats import BUILT_IN

STRUCK, WHITE = "struck out", "white print"
DATES = "yyyy-mm-dd"
"""What stands for the formats of dates that have a number alone."""
_FIRST_OWN = 164
_WHITE_INDEXES = (1, 9)
_TINY = 0.1
_STYLES = "xl/styles.xml"
_ON = (None, "1", "true", "on")

_FONT, _FORMAT, _EXTENDED = 0x0031, 0x041E, 0x00E0
_STRIKE_BIT = 0x08
_SKIPPED_FONT = 4
"""No font has this number; those behind it count from one more."""


T = TypeVar("T")


class Look(NamedTuple):
    """The number format of a cell, and why its print cannot be read (``""`` if it can)."""

    number_format: str = ""
    unseen: str = ""


def of_package(package: Package) -> list[Look]:
    """The looks of an .xlsx by their index."""
    root = package.xml(_STYLES)
    if root is None:
        return []
    own = {part.get("numFmtId", ""): part.get("formatCode", "") for part in root.iterfind("{*}numFmts/{*}numFmt")}
    fonts = [_font(font) for font in root.iterfind("{*}fonts/{*}font")]
    grounds = [_is_white_ground(fill) for fill in root.iterfind("{*}fills/{*}fill")]
    looks = []
    for part in root.iterfind("{*}cellXfs/{*}xf"):
        number = part.get("numFmtId", "0")
        struck, white = _at(fonts, part.get("fontId"), (False, False))
        unseen = STRUCK if struck else WHITE if white and _at(grounds, part.get("fillId"), True) else ""
        looks.append(Look(own.get(number, _built_in(number)), unseen))
    return looks


def _built_in(number: str) -> str:
    index = int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 0
    if index in BUILT_IN or index == 0 or index >= _FIRST_OWN:
        return BUILT_IN.get(index, "")
    return DATES


def _at(found: Sequence[T], index: str | None, otherwise: T) -> T:
    number = int(index) if index and index.isascii() and index.isdigit() and len(index) < 6 else 0
    return found[number] if number < len(found) else otherwise


def _font(font: etree._Element) -> tuple[bool, bool]:
    """Whether a font, or the properties of a piece of text, is struck out, and whether it is white."""
    struck = any(part.get("val") in _ON for part in font.iterfind("{*}strike"))
    return struck, any(_is_white(colour) for colour in font.iterfind("{*}color"))


def _is_white(colour: etree._Element) -> bool:
    if colour.get("rgb"):
        return colour.get("rgb", "")[-6:].upper() == "FFFFFF"
    if colour.get("theme"):
        return colour.get("theme") == "0" and float(colour.get("tint") or 0) > -_TINY
    index = colour.get("indexed", "")
    return index.isdigit() and int(index) in _WHITE_INDEXES


def _is_white_ground(fill: etree._Element) -> bool:
    pattern = fill.find("{*}patternFill")
    if fill.find("{*}gradientFill") is not None:
        return False
    if pattern is None or pattern.get("patternType", "none") == "none":
        return True
    colour = pattern.find("{*}fgColor")
    return pattern.get("patternType") == "solid" and (colour is None or _is_white(colour))


def mark_pieces(text: etree._Element) -> tuple[bool, str]:
    """Put ``〔…〕`` around the raised and lowered pieces of a text (of a cell, or shared); whether there were any, and
    why the text cannot be read."""
    changed, unseen = False, ""
    for run in text.iterfind("{*}r"):
        looks, piece = run.find("{*}rPr"), run.find("{*}t")
        if looks is None or piece is None or not (piece.text or "").strip():
            continue
        struck, white = _font(looks)
        unseen = unseen or (STRUCK if struck else WHITE if white else "")
        raised = looks.find("{*}vertAlign")
        if raised is not None and raised.get("val") in ("superscript", "subscript"):
            piece.text = f"〔{piece.text}〕"
            changed = True
    return changed, unseen


def of_records(records: Iterable[tuple[int, bytes]]) -> list[Look]:
    """The looks of an .xls by their index, from the records of the workbook."""
    fonts: list[tuple[bool, bool]] = []
    own: dict[int, str] = {}
    looks: list[Look] = []
    for code, body in records:
        if code == _FONT and len(body) >= 6:
            flags, colour = struct.unpack_from("<HH", body, 2)
            fonts.append((bool(flags & _STRIKE_BIT), colour in _WHITE_INDEXES))
        elif code == _FORMAT and len(body) >= 4:
            own[struct.unpack_from("<H", body)[0]] = _format_text(body)
        elif code == _EXTENDED and len(body) >= 16:
            font, number = struct.unpack_from("<HH", body)
            font -= font > _SKIPPED_FONT
            struck, white = fonts[font] if font < len(fonts) else (False, False)
            unseen = STRUCK if struck else WHITE if white and _is_white_behind(body) else ""
            looks.append(Look(own.get(number, _built_in(str(number))), unseen))
    return looks


def _format_text(body: bytes) -> str:
    """The code of a format: its length, a byte that tells whether two bytes make a character, and these."""
    length = struct.unpack_from("<H", body, 2)[0]
    if len(body) > 5 and body[4] & 1:
        return body[5 : 5 + 2 * length].decode("utf-16-le", "replace")
    return body[5 : 5 + length].decode("latin-1")


def _is_white_behind(body: bytes) -> bool:
    """Whether a cell of these looks has no ground of its own, or a white one."""
    if len(body) < 20:
        return True
    pattern = body[17] >> 2
    fore = struct.unpack_from("<H", body, 18)[0] & 0x7F
    return pattern == 0 or (pattern == 1 and fore in _WHITE_INDEXES)
