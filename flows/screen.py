"""Text and tables for a person: coloured and fitted on a terminal, plain, whole and aligned where the output is piped.

Whatever comes out of a document is shown as text only: control characters, which could command a terminal, become
visible signs.
"""

from __future__ import annotations

import csv
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any

from xxgk.schema.inert import escaped, inert, json_line

if TYPE_CHECKING:
    from rich.console import Console

NUMERIC = (int, float, Decimal)
MANY, NARROW = 6, 4
"""With more columns than MANY, a heading is folded to the width of its values, or to NARROW, so that the table fits."""

NOT_READ = "?"
GAPS = (None, "", NOT_READ)
"""Cells that do not say whether their column is one of numbers."""


@dataclass(frozen=True, slots=True)
class ScreenTable:
    """A table to be shown; a row shorter than the columns is a heading over the rows that follow."""

    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Headline:
    """A line that stands out."""

    text: str


ScreenBlock = str | Headline | ScreenTable


@cache
def console(*, stderr: bool = False) -> Console:
    """Where things are shown; knows whether it is a terminal."""
    from rich.console import Console  # noqa: PLC0415  costs a tenth of a second, not needed for --json

    return Console(stderr=stderr, highlight=False, markup=False, emoji=False)


def show(blocks: Iterable[ScreenBlock]) -> None:
    """Print blocks to standard output."""
    for block in blocks:
        if not sys.stdout.isatty():
            print(_plain(block))
        elif isinstance(block, ScreenTable):
            _show_grid(block)
        else:
            heading = isinstance(block, Headline)
            console().print(_plain(block), style="bold" if heading else None, soft_wrap=not heading)


def visible(value: object, *, one_line: bool = True) -> str:
    """A value as printable text; None is nothing, whole numbers have no decimals."""
    if value is None:
        return ""
    if isinstance(value, NUMERIC) and not isinstance(value, bool):
        return str(int(value)) if value == value // 1 else str(value)
    text = value.isoformat(" ", "seconds") if isinstance(value, datetime) else str(value)
    if one_line:
        text = text[: len(text) - len(text.lstrip(" "))] + " ".join(text.split())
    return text if text.isprintable() else "".join(map(_sign, text))


def write_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Comma-separated values to standard output; text that a spreadsheet would run gets an apostrophe before it, and
    characters that would command a terminal are escaped."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    for row in chain([columns], rows):
        writer.writerow(escaped(inert(value)) if isinstance(value, str) else value for value in row)


def write_json(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """One JSON object per row and line to standard output; dates as text."""
    for line in json_lines(columns, rows):
        print(line)


def json_lines(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """One JSON object per row; dates as text."""
    return (json_line(dict(zip(columns, row, strict=True)), _plain_data) for row in rows)


def in_lines(blocks: Iterable[ScreenBlock]) -> str:
    """Blocks as they are shown where the output is no terminal."""
    return "\n".join(map(_plain, blocks))


def _plain_data(value: object) -> object:
    """What JSON has no type for: decimals are numbers, everything else (dates) is text."""
    return float(value) if isinstance(value, Decimal) else str(value)


def _sign(character: str) -> str:
    if character.isprintable() or character == "\n" or unicodedata.category(character) == "Zs":
        return character
    return chr(0x2400 + ord(character)) if ord(character) < 0x20 else "\ufffd"


def _plain(block: ScreenBlock) -> str:
    if isinstance(block, Headline):
        return visible(block.text)
    if isinstance(block, str):
        return visible(block, one_line=False)
    from rich.cells import cell_len  # noqa: PLC0415

    lines = [
        [visible(value) for value in row] for row in ([block.columns] if any(block.columns) else []) + [*block.rows]
    ]
    whole = [line for line in lines if len(line) == len(block.columns)]
    widths = [max(map(cell_len, column), default=0) for column in zip(*whole, strict=True)]
    right = [_is_numeric(block, index) for index in range(len(widths))]

    def fit(line: list[str]) -> str:
        if len(line) < len(widths):
            return line[0]
        cells = []
        for text, width, to_right in zip(line, widths, right, strict=True):
            space = " " * (width - cell_len(text))
            cells.append(space + text if to_right else text + space)
        return "  ".join(cells).rstrip()

    return "\n".join([*([visible(block.title)] if block.title else []), *map(fit, lines)])


def _is_numeric(grid: ScreenTable, index: int) -> bool:
    values = [row[index] for row in grid.rows if len(row) == len(grid.columns) and row[index] not in GAPS]
    return bool(values) and all(map(_is_number, values))


def _is_number(value: object) -> bool:
    if isinstance(value, str):
        return value.replace(".", "", 1).isdecimal()
    return isinstance(value, NUMERIC) and not isinstance(value, bool)


def _show_grid(grid: ScreenTable) -> None:
    from rich import box  # noqa: PLC0415
    from rich.cells import cell_len  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table(
        box=box.SIMPLE_HEAD, title=visible(grid.title) or None, title_justify="left", show_header=any(grid.columns)
    )
    whole = [row for row in grid.rows if len(row) == len(grid.columns)]
    for index, column in enumerate(grid.columns):
        widest = max((cell_len(visible(row[index])) for row in whole), default=0)
        table.add_column(
            Text(visible(column)),
            justify="right" if _is_numeric(grid, index) else "left",
            overflow="fold",
            max_width=max(widest, NARROW) if len(grid.columns) > MANY else None,
        )
    for row in grid.rows:
        table.add_row(*(Text(visible(value)) for value in row), style="bold" if len(row) < len(grid.columns) else None)
    console().print(table)
