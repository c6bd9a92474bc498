"""What the style of a table says of its cells: their ground and how print shows in them, for all of them, for bands of
rows and columns, and for the first and last ones. Most documents have no such style."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lxml import etree

from xxgk.extractors.readers.seen import WHITE as PAPER
from xxgk.extractors.readers.seen import Colour
from xxgk.extractors.readers.word.look import FAR, PLAIN, TextLook
from xxgk.extractors.readers.word.moves import STAYS, Moves, moves_of
from xxgk.extractors.readers.word.styles import Styles, ground_of, unusual
from xxgk.extractors.readers.word.tree import PPR, RPR, TBL, TC, TCPR, TR, W, number, value

_TABLE_PROPERTIES, _STYLE, _LOOK = W + "tblPr", W + "tblStyle", W + "tblLook"
_FLAGS = {
    "firstRow": 0x20, "lastRow": 0x40, "firstColumn": 0x80, "lastColumn": 0x100, "noHBand": 0x200, "noVBand": 0x400,
}  # fmt: skip
_WHOLE = "wholeTable"


class CellStyle(NamedTuple):
    """What a table's style says of a cell; `ground` is None where it has none; `moves` is how its print is moved."""

    look: TextLook = PLAIN
    ground: Colour | None = None
    moves: Moves = STAYS

    def over(self, other: CellStyle) -> CellStyle:
        """What this one or the other says; the other one's word counts."""
        ground = self.ground if other.ground is None else other.ground
        return CellStyle(self.look.over(other.look), ground, self.moves.over(other.moves))


class _TableStyle(NamedTuple):
    """What a style says by the part of the table that it is said of, and how many rows and columns make a band."""

    parts: Mapping[str, CellStyle]
    rows: int
    columns: int


def cell_styles(root: etree._Element, styles: Styles) -> dict[etree._Element, CellStyle]:
    """What the styles of tables say of their cells, where that changes what is seen."""
    known: dict[str, _TableStyle | None] = {}
    found: dict[etree._Element, CellStyle] = {}
    for named in root.iter(_STYLE):
        properties = named.getparent()
        table = None if properties is None else properties.getparent()
        if table is None or table.tag != TBL or properties is None:
            continue
        name = value(named)
        if name not in known:
            known[name] = _table_style(name, styles)
        if (style := known[name]) is not None:
            found |= dict(_of_table(table, style, _chosen(properties.find(_LOOK))))
    return found


def _table_style(name: str, styles: Styles) -> _TableStyle | None:
    """The style of that name; None where it changes nothing of what is seen."""
    parts: dict[str, CellStyle] = {}
    sizes = {"Row": 1, "Col": 1}
    for style in reversed(styles.ancestry(name)):
        for which, told in ((_WHOLE, style), *((one.get(W + "type", ""), one) for one in style.iter(W + "tblStylePr"))):
            parts[which] = parts.get(which, CellStyle()).over(_told(told, styles))
        for side in sizes:
            if (size := style.find(f"{_TABLE_PROPERTIES}/{W}tblStyle{side}BandSize")) is not None:
                sizes[side] = number(size) or 1
    if all(map(_is_plain, parts.values())):
        return None
    return _TableStyle(parts, sizes["Row"], sizes["Col"])


def _is_plain(part: CellStyle) -> bool:
    return unusual(part.look) == PLAIN and part.ground in (None, PAPER) and not part.moves.why(FAR)


def _told(style: etree._Element, styles: Styles) -> CellStyle:
    properties = style.find(RPR)
    look = PLAIN if properties is None else styles.run_look(properties, PLAIN, through_style=False)
    shades = (style.find(f"{place}/{W}shd") for place in (TCPR, _TABLE_PROPERTIES))
    grounds = (ground_of(shade) for shade in shades if shade is not None)
    return CellStyle(look, next((ground for ground in grounds if ground is not None), None), moves_of(style.find(PPR)))


def _chosen(look: etree._Element | None) -> frozenset[str]:
    """The parts of a style that a table says to heed, in the words of `_FLAGS`."""
    if look is None:
        return frozenset(("firstRow", "firstColumn"))
    try:
        bits = int(value(look) or "0", 16)
    except ValueError:
        bits = 0
    told = {name: look.get(W + name) for name in _FLAGS}
    return frozenset(
        name
        for name, bit in _FLAGS.items()
        if (bits & bit if (own := told[name]) is None else own in ("1", "true", "on"))
    )


def _of_table(
    table: etree._Element, style: _TableStyle, chosen: frozenset[str]
) -> Iterator[tuple[etree._Element, CellStyle]]:
    rows = [row for row in table.iterchildren(TR) if row.find(TC) is not None]
    for at, row in enumerate(rows):
        of_row = [*_bands("Horz", at, "firstRow", style.rows, chosen)]
        ends = _ends(at, len(rows), ("firstRow", "lastRow"), chosen)
        cells = list(row.iterchildren(TC))
        for place, cell in enumerate(cells):
            sides = _ends(place, len(cells), ("firstColumn", "lastColumn"), chosen)
            names = [*_bands("Vert", place, "firstColumn", style.columns, chosen), *of_row, *ends, *sides]
            names += [corner for end in ends for side in sides if (corner := _CORNERS.get((end, side)))]
            looks = [style.parts[name] for name in (_WHOLE, *map(_part, names)) if name in style.parts]
            whole = CellStyle()
            for look in looks:
                whole = whole.over(look)
            yield cell, whole


_CORNERS = {
    ("firstRow", "firstColumn"): "nwCell", ("firstRow", "lastColumn"): "neCell",
    ("lastRow", "firstColumn"): "swCell", ("lastRow", "lastColumn"): "seCell",
}  # fmt: skip


def _part(name: str) -> str:
    return name.replace("Column", "Col")


def _ends(at: int, count: int, names: tuple[str, str], chosen: frozenset[str]) -> list[str]:
    """Of the names of the first and the last of so many rows or cells those that one of them has."""
    return [name for name, is_end in zip(names, (at == 0, at == count - 1), strict=True) if is_end and name in chosen]


def _bands(way: str, at: int, first: str, size: int, chosen: frozenset[str]) -> Iterator[str]:
    """The band in which a row or a cell stands, where bands are heeded; the first one may stand in none."""
    at -= first in chosen
    if f"no{way[0]}Band" not in chosen and at >= 0:
        yield f"band{1 + at // size % 2}{way}"
