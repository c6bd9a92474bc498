"""Text in which tables are drawn with rules and bars of characters, as programs print pages on a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from random import Random
from typing import NamedTuple
from unicodedata import east_asian_width

from tests.generate.document import Cell, Document, Grid, laid_out
from tests.generate.noise import Noise
from tests.generate.render_text import encoded, lines_of
from tests.generate.renderer import Renderer

LONGEST = 26
"""Columns of a terminal that a cell takes before it is wrapped."""
UP, DOWN, LEFT, RIGHT = 1, 2, 4, 8
_ORDER = (UP | DOWN, LEFT | RIGHT, DOWN | RIGHT, DOWN | LEFT, UP | RIGHT, UP | LEFT, UP | DOWN | RIGHT,
          UP | DOWN | LEFT, DOWN | LEFT | RIGHT, UP | LEFT | RIGHT, UP | DOWN | LEFT | RIGHT)  # fmt: skip
STYLES = ("│─┌┐└┘├┤┬┴┼", "┃━┏┓┗┛┣┫┳┻╋", "║═╔╗╚╝╠╣╦╩╬", "|-+++++++++")


class _Box(NamedTuple):
    """A cell with the grid rows and columns that it takes."""

    cell: Cell
    rows: range
    columns: range


def text_drawn(document: Document, noise: Noise, rng: Random) -> bytes:
    """Tables drawn in one of several styles, somewhere on the line; quotation marks may be wide."""
    style, doubtful, indent = rng.choice(STYLES), rng.choice((1, 2)), " " * rng.choice((0, 0, 3, 11))
    return encoded(
        lines_of(document, rng, lambda grid, _: (indent + line for line in _drawn(grid, style, doubtful))), noise
    )


def _drawn(grid: Grid, style: str, doubtful: int) -> Iterator[str]:
    boxes = list(_boxes(grid))
    wrapped = {id(box): _wrapped(box.cell.printed, doubtful) for box in boxes}
    widths, heights = [1] * grid.width, [1] * len(grid.rows)
    for box in sorted(boxes, key=lambda box: len(box.columns)):
        needed = max(_width(line, doubtful) for line in wrapped[id(box)]) - (len(box.columns) - 1)
        widths[box.columns[-1]] += max(0, needed - sum(widths[at] for at in box.columns))
    for box in sorted(boxes, key=lambda box: len(box.rows)):
        needed = len(wrapped[id(box)]) - (len(box.rows) - 1)
        heights[box.rows[-1]] += max(0, needed - sum(heights[at] for at in box.rows))
    across, down = _edges(widths), _edges(heights)
    signs: dict[tuple[int, int], int | str] = {}
    for box in boxes:
        left, right = across[box.columns[0]], across[box.columns[-1] + 1]
        top, bottom = down[box.rows[0]], down[box.rows[-1] + 1]
        _rule(signs, left, right, top, bottom)
        for number, line in enumerate(wrapped[id(box)], top + 1):
            at = left + 1
            for sign in line:
                signs[number, at] = sign
                at += _width(sign, doubtful)
    for number in range(down[-1] + 1):
        yield _line(signs, number, across[-1], dict(zip(_ORDER, style, strict=True)), doubtful)


def _boxes(grid: Grid) -> Iterator[_Box]:
    ends: dict[tuple[int, int], _Box] = {}
    for number, line in enumerate(laid_out(grid)):
        column = 0
        for cell, opened in line:
            columns = range(column, column + cell.colspan)
            if opened:
                ends[number, column] = _Box(cell, range(number, number + cell.rowspan), columns)
            column += cell.colspan
    return iter(ends.values())


def _edges(sizes: Sequence[int]) -> Sequence[int]:
    return list(accumulate((size + 1 for size in sizes), initial=0))


def _rule(signs: dict[tuple[int, int], int | str], left: int, right: int, top: int, bottom: int) -> None:
    """Draw the frame of a cell: what runs from each point to the next."""
    for x in range(left, right):
        for y in (top, bottom):
            _join(signs, (y, x), RIGHT)
            _join(signs, (y, x + 1), LEFT)
    for y in range(top, bottom):
        for x in (left, right):
            _join(signs, (y, x), DOWN)
            _join(signs, (y + 1, x), UP)


def _join(signs: dict[tuple[int, int], int | str], point: tuple[int, int], to: int) -> None:
    before = signs.get(point, 0)
    signs[point] = (before if isinstance(before, int) else 0) | to


def _line(
    signs: Mapping[tuple[int, int], int | str], number: int, width: int, style: Mapping[int, str], doubtful: int
) -> str:
    printed = []
    at = 0
    while at <= width:
        sign = signs.get((number, at), " ")
        printed.append(style[sign] if isinstance(sign, int) else sign)
        at += 1 if isinstance(sign, int) else _width(sign, doubtful)
    return "".join(printed)


def _wrapped(text: str, doubtful: int) -> list[str]:
    lines = []
    for part in text.split("\n"):
        line = ""
        for sign in part:
            if _width(line + sign, doubtful) > LONGEST and not (sign.isascii() and line[-1:].isascii()):
                lines.append(line)
                line = ""
            line += sign
        lines.append(line)
    return lines


def _width(text: str, doubtful: int) -> int:
    return sum({"W": 2, "F": 2, "A": doubtful}.get(east_asian_width(sign), 1) for sign in text)


RENDERERS = {"text_drawn": Renderer(text_drawn, "text", "drawn_table", ".txt", shipped=False)}
