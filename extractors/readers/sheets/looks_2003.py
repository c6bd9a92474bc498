"""How a workbook in the XML of Excel 2003 shows its cells: by styles, and by conditions that change them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from lxml import etree

from xxgk.extractors.readers.seen import WHITE as PAPER
from xxgk.extractors.readers.seen import Colour, is_seen, of_hex
from xxgk.extractors.readers.sheets.conditions import Comparison, comparison
from xxgk.extractors.readers.sheets.looks import REPEATED, Look, half_points, why_no_figure, why_unseen
from xxgk.extractors.readers.word.look import PLAIN, TextLook, draws_pictures

_FORMAT_ONLY, _STRIKES = "mso-number-format", "text-line-through"
_AREA = re.compile(r"R([0-9]{1,7})C([0-9]{1,5})(?::R([0-9]{1,7})C([0-9]{1,5}))?")


class _Style(NamedTuple):
    """What a style says, itself or by the one that it builds on."""

    font: TextLook = PLAIN
    ground: Colour | None = PAPER
    number_format: str = ""
    repeats: bool = False
    crosses: bool = False
    shrinks: bool = False

    @property
    def look(self) -> Look:
        unseen = why_unseen(self.font, self.ground) or (REPEATED if self.repeats else "")
        return Look(self.number_format, unseen, why_no_figure(self.font, crossed=self.crosses), self.shrinks)


class CellArea(NamedTuple):
    """Cells from a first row and column to a last one, 0-based, and for which of them a condition holds."""

    top: int
    left: int
    bottom: int
    right: int
    when: Comparison = Comparison()

    def may_hide(self, row: int, column: int, number: Decimal | None) -> bool:
        """Whether the condition may hide a cell that holds a number, or none."""
        is_within = self.top <= row <= self.bottom and self.left <= column <= self.right
        return is_within and self.when.may_hold(number)


def looks_of(root: etree._Element) -> dict[str, Look]:
    """The looks of a workbook by the names of its styles."""
    styles: dict[str, _Style] = {}
    for style in root.iter("{*}Style"):
        name = attribute(style, "ID")
        base = styles.get(attribute(style, "Parent") or "Default", _Style())
        styles[name] = _style(style, base)
    return {name: style.look for name, style in styles.items()}


def _style(style: etree._Element, base: _Style) -> _Style:
    for part in style:
        match str(part.tag).rpartition("}")[2]:
            case "Font":
                base = base._replace(font=font_of(part, base.font))
            case "Interior":
                base = base._replace(ground=_ground(part))
            case "NumberFormat":
                base = base._replace(number_format=attribute(part, "Format"))
            case "Alignment":
                shrinks = attribute(part, "ShrinkToFit") == "1"
                base = base._replace(repeats=attribute(part, "Horizontal") == "Fill", shrinks=shrinks)
            case "Borders":
                base = base._replace(crosses=any(map(_crosses, part)))
    return base


def _crosses(border: etree._Element) -> bool:
    """Whether a line goes through a cell from corner to corner."""
    is_drawn = attribute(border, "LineStyle") not in ("", "None")
    return is_drawn and attribute(border, "Position").startswith("Diagonal")


def font_of(part: etree._Element, base: TextLook) -> TextLook:
    """The font that an element tells; what it does not tell is that of another one."""
    size, ink = half_points(attribute(part, "Size")), of_hex(attribute(part, "Color").removeprefix("#"))
    struck, name = attribute(part, "StrikeThrough"), attribute(part, "FontName") or attribute(part, "Face")
    return TextLook(
        struck=struck == "1" if struck else base.struck,
        size=size or base.size,
        ink=base.ink if ink is None else ink,
        pictures=draws_pictures(name) if name else base.pictures,
    )


def _ground(interior: etree._Element) -> Colour | None:
    """The colour behind a cell; None for one that is not known."""
    pattern = attribute(interior, "Pattern") or "None"
    if pattern == "None":
        return PAPER
    return of_hex(attribute(interior, "Color").removeprefix("#")) if pattern == "Solid" else None


def hiding_areas(sheet: etree._Element) -> Iterator[CellArea]:
    """The areas of a sheet in which a condition may hide the print, or change it."""
    for formatting in sheet.iter("{*}ConditionalFormatting"):
        ranges = [*_AREA.finditer(formatting.findtext("{*}Range") or "")]
        for condition in formatting.iterchildren("{*}Condition"):
            if any(_hides(attribute(one, "Style")) for one in condition.iter("{*}Format")):
                operands = [condition.findtext(f"{{*}}Value{number}") or "" for number in (1, 2)]
                when = comparison((condition.findtext("{*}Qualifier") or "").strip(), operands)
                for found in ranges:
                    top, left = int(found[1]) - 1, int(found[2]) - 1
                    yield CellArea(top, left, int(found[3] or found[1]) - 1, int(found[4] or found[2]) - 1, when)


def _hides(style: str) -> bool:
    """Whether declarations as those of a page make print unseen, or another one."""
    told = {name.strip().lower(): value.strip() for name, _, value in (one.partition(":") for one in style.split(";"))}
    colour = told.get("color", "")
    ink = PAPER if colour == "white" else of_hex(colour.removeprefix("#"))
    return _FORMAT_ONLY in told or _STRIKES in told or (ink is not None and not is_seen(ink))


def attribute(element: etree._Element, name: str) -> str:
    """An attribute whatever its namespace; empty where there is none."""
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), "")
