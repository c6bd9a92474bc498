"""What the property modifiers of a Word binary file say that changes the reading, of a paragraph, a row, a run."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from xxgk.extractors.readers.doc import sprm
from xxgk.extractors.readers.doc.ink import Print, ground_by_index, ground_of
from xxgk.extractors.readers.doc.sprm import modifiers, signed
from xxgk.extractors.readers.seen import WHITE as PAPER
from xxgk.extractors.readers.seen import Colour
from xxgk.extractors.readers.word.look import LEAST_HEIGHT, SMALL_SIZE, is_off_line

BODY_TEXT_LEVEL = 9
MAX_DEPTH = 16
_TC80 = 20
_SHADE, _SHADE_OLD = 10, 2
_BORDERS, _FROM_CORNER, _NO_LINE = {11: 8, 7: 4}, 0x30, (0, 0xFF)
"""Where a modifier of lines tells their kind, by its length; those from corner to corner; kinds of no line."""
_HORIZONTAL, _VERTICAL, _RESTART = 0x03, 0x20, 0x40


class CellRule(NamedTuple):
    """How a cell is merged: `joined` is a code that is 0 or tells of a horizontal merge; `below` that it continues the
    cell above, `restart` that it begins such a merge; its ground, None where it has none of its own; and whether a
    line `crosses` it from corner to corner."""

    joined: int = 0
    below: bool = False
    restart: bool = False
    ground: Colour | None = None
    crosses: bool = False


class RowRule(NamedTuple):
    """The definition of a row: `edges` of its cells in twips, one more than there are cells; `room` is its height in
    twips where that is exact (else 0)."""

    edges: tuple[int, ...]
    cells: tuple[CellRule, ...]
    room: int = 0

    @property
    def is_flat(self) -> bool:
        """Whether nobody sees anything in it."""
        return 0 < self.room < LEAST_HEIGHT


Indents = tuple[int | None, int | None, int | None]


class ParagraphRule(NamedTuple):
    """The properties of a paragraph. `depth` is the number of tables it stands in; `cell_end` and `row_end` are said of
    nested cells and rows, and `row_end` of outer rows. None where only the style tells: `outline`, `list`, `level`;
    `line`, the twips of lines of exact height (0 for others); `indents`, those from the left, the right, and of the
    first line; and whether print is `turned`, to run from right to left."""

    style: int = 0
    depth: int = 0
    cell_end: bool = False
    row_end: bool = False
    outline: int | None = None
    list: int | None = None
    level: int | None = None
    row: RowRule | None = None
    ground: Colour | None = None
    line: int | None = None
    indents: Indents = (None, None, None)
    turned: bool | None = None


class RunRule(NamedTuple):
    """The properties of a run; None where the paragraph's style tells. `symbol` is (font, character), `size` in half
    points, where it is so small that it may be that of a note; `font` is the number of that of its digits."""

    deleted: bool | None = None
    hidden: bool | None = None
    struck: bool | None = None
    raised: bool | None = None
    symbol: int | None = None
    size: int | None = None
    style: int | None = None
    print: Print = Print()
    font: int | None = None

    @property
    def is_plain(self) -> bool:
        """Whether nothing but its style and font makes it look other than its paragraph."""
        return self._replace(style=None, font=None) == PLAIN_RUN


PLAIN_RUN = RunRule()


def paragraph_rule(style: int, grpprl: bytes, huge: Callable[[int], bytes]) -> ParagraphRule:
    """The rule that a list of modifiers makes; `huge` gives the list at an offset of the stream ``Data``."""
    found: dict[int, bytes] = {}
    rows: list[tuple[int, bytes]] = []
    for code, operand in _unfolded(grpprl, huge):
        if code >> 10 & 7 == 5:  # a property of tables
            rows.append((code, operand))
        else:
            found[code] = operand
    depth = 1 if found.get(sprm.P_IN_TABLE, b"\0")[0] else 0
    if (given := found.get(sprm.P_DEPTH)) is not None:
        depth = min(max(signed(given), 0), MAX_DEPTH)
    return ParagraphRule(
        style if (own := found.get(sprm.P_STYLE)) is None else int.from_bytes(own, "little"),
        depth,
        found.get(sprm.P_INNER_CELL, b"\0")[0] != 0,
        found.get(sprm.P_ROW_END, b"\0")[0] != 0 or found.get(sprm.P_INNER_ROW_END, b"\0")[0] != 0,
        _number(found.get(sprm.P_OUTLINE)),
        _number(found.get(sprm.P_LIST)),
        _number(found.get(sprm.P_LIST_LEVEL)),
        _row(rows) if rows else None,
        _paragraph_ground(found),
        None if (line := found.get(sprm.P_LINE)) is None else max(0, -signed(line[:2])),
        _indents(found),
        None if (turned := found.get(sprm.P_TURNED)) is None else turned[0] != 0,
    )


def _indents(found: Mapping[int, bytes]) -> Indents:
    left, right, first = (
        next((signed(found[code]) for code in reversed(codes) if code in found), None)
        for codes in (sprm.P_LEFT, sprm.P_RIGHT, sprm.P_FIRST)
    )
    return left, right, first


def _paragraph_ground(found: Mapping[int, bytes]) -> Colour | None:
    shade = found.get(sprm.P_SHADE, b"")
    return ground_of(shade) if len(shade) == _SHADE else ground_by_index(found.get(sprm.P_SHADE_OLD, b""))


def _unfolded(grpprl: bytes, huge: Callable[[int], bytes]) -> list[tuple[int, bytes]]:
    """The modifiers, those that stand in the stream ``Data`` in place of the one that points there."""
    found: list[tuple[int, bytes]] = []
    for code, operand in modifiers(grpprl):
        if code in (sprm.P_HUGE, sprm.P_HUGE_OLD, sprm.P_TABLE):
            found += modifiers(huge(int.from_bytes(operand, "little")))
        else:
            found.append((code, operand))
    return found


def _number(operand: bytes | None) -> int | None:
    return None if operand is None else int.from_bytes(operand, "little")


def _row(found: list[tuple[int, bytes]]) -> RowRule | None:
    """The row as its definition and what comes after it make it; None where nothing defines it or it is taken apart in
    a way that is not read."""
    edges: list[int] = []
    cells: list[CellRule] = []
    room = 0
    for code, operand in found:
        if code == sprm.T_DEFINE:
            edges, cells = _definition(operand)
        elif code in (sprm.T_INSERT, sprm.T_DELETE):
            return None
        elif code == sprm.T_MERGE and len(operand) == 2:
            first, end = operand
            if first < end <= len(cells):
                cells[first:end] = [cell._replace(joined=2 if n == 0 else 1) for n, cell in enumerate(cells[first:end])]
        elif code == sprm.T_SPLIT and len(operand) == 2:
            cells[slice(*operand)] = [cell._replace(joined=0) for cell in cells[slice(*operand)]]
        elif code == sprm.T_VERTICAL and len(operand) == 2 and operand[0] < len(cells):
            cells[operand[0]] = cells[operand[0]]._replace(below=operand[1] == 1, restart=operand[1] == 3)
        elif code == sprm.T_WIDTHS and len(operand) == 4:
            edges = _with_widths(edges, *struct.unpack("<BBH", operand))
        elif code == sprm.T_HEIGHT:
            room = max(0, -signed(operand))
        elif code in (sprm.T_BORDER, sprm.T_BORDER_OLD):
            cells = _crossed(cells, operand)
        else:
            for place, ground in _grounds(code, operand, len(cells)):
                cells[place] = cells[place]._replace(ground=ground)
    return RowRule(tuple(edges), tuple(cells), room) if cells else None


def _crossed(cells: list[CellRule], operand: bytes) -> list[CellRule]:
    """Some cells with the lines that a modifier gives them: from which to which, which lines, their kind at its end."""
    if len(operand) not in _BORDERS or not operand[2] & _FROM_CORNER:
        return cells
    is_drawn = operand[_BORDERS[len(operand)]] not in _NO_LINE
    within = range(operand[0], operand[1])
    return [cell._replace(crosses=is_drawn) if place in within else cell for place, cell in enumerate(cells)]


def _grounds(code: int, operand: bytes, count: int) -> Iterator[tuple[int, Colour | None]]:
    """The grounds that a modifier gives some of so many cells, by their places."""
    first, end, step, shades = 0, count, 1, b""
    if code in sprm.T_SHADES:
        first, shades = sprm.T_SHADES[code], operand
        end = min(count, first + len(shades) // _SHADE)
    elif code == sprm.T_SHADES_OLD:
        end, shades = min(count, len(operand) // _SHADE_OLD), operand
    elif code in sprm.T_SHADE and len(operand) == 2 + _SHADE:
        first, end, step = operand[0], min(count, operand[1]), 1 + sprm.T_SHADE.index(code)
        shades = operand[2:] * max(0, end - first)
    elif code in sprm.T_SHADE_OLD:
        first, end, step = operand[0], min(count, operand[1]), 1 + sprm.T_SHADE_OLD.index(code)
        shades = operand[2:] * max(0, end - first)
    elif code == sprm.T_SHADE_ALL and len(operand) == _SHADE:
        shades = operand * count
    else:
        return
    is_old = code == sprm.T_SHADES_OLD or code in sprm.T_SHADE_OLD
    size, read = (_SHADE_OLD, ground_by_index) if is_old else (_SHADE, ground_of)
    for place in range(first, end, step):
        yield place, read(shades[size * (place - first) : size * (place - first + 1)])


def _definition(operand: bytes) -> tuple[list[int], list[CellRule]]:
    count = operand[0] if operand else 0
    end = 1 + 2 * (count + 1)
    if not count or len(operand) < end:
        return [], []
    cells = []
    for at in range(end, end + _TC80 * count, _TC80):
        flags = operand[at] if at < len(operand) else 0
        below = flags & (_VERTICAL | _RESTART)
        cells.append(CellRule(flags & _HORIZONTAL, below == _VERTICAL, bool(below & _RESTART)))
    return list(struct.unpack_from(f"<{count + 1}h", operand, 1)), cells


def _with_widths(edges: list[int], first: int, end: int, width: int) -> list[int]:
    """The edges after cells `first` up to `end` were made `width` wide; those behind move along."""
    if not first < end < len(edges):
        return edges
    moved = [edges[first] + width * n for n in range(1, end - first + 1)]
    shift = moved[-1] - edges[end]
    return edges[: first + 1] + moved + [edge + shift for edge in edges[end + 1 :]]


def run_rule(grpprl: bytes) -> RunRule:
    """The rule of a run; of the toggles those that follow their style's value count as not said."""
    deleted = hidden = struck = raised = symbol = size = style = font = None
    print_ = Print()
    for code, operand in modifiers(grpprl):
        match code:
            case sprm.C_DELETED:
                deleted = operand[0] == 1
            case sprm.C_HIDDEN:
                hidden = _toggled(operand[0])
            case sprm.C_STRUCK | sprm.C_STRUCK_TWICE:
                toggled = _toggled(operand[0])
                struck = toggled if not struck or toggled else struck
            case sprm.C_RAISED:
                raised = operand[0] in (1, 2)
            case sprm.C_POSITION:
                raised = raised or is_off_line(str(signed(operand)))
            case sprm.C_SIZE:
                size = int.from_bytes(operand, "little")
            case sprm.C_SYMBOL:
                symbol = int.from_bytes(operand, "little")
            case sprm.C_FONT:
                font = int.from_bytes(operand, "little")
            case sprm.C_STYLE:
                style = int.from_bytes(operand, "little")
            case _:
                print_ = print_.told(code, operand)
    if print_.ground == PAPER and print_.ink is None:
        print_ = print_._replace(ground=None)  # as all print is
    small = size if size is not None and 0 < size <= SMALL_SIZE else None
    return RunRule(deleted or None, hidden, struck, raised, symbol, small, style, print_, font)


def _toggled(operand: int) -> bool | None:
    return {0: False, 1: True, 0x81: True}.get(operand)
