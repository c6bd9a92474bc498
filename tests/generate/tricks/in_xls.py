"""Tricks of workbooks of Excel 97: what stands in the cell of a figure, how it looks, and records beside it.

`print` is ``number|…`` or ``text|…``; in a text, what stands in ``<…>`` is the font of what follows, up to another one.
A line of `sheet` is ``font|…`` (``colour=9 height=20 struck=1 raised=1 name=Arial``), ``format|…``, ``ground|…`` (its
pattern and colour), ``across|…``, ``crossed|…``, ``flags|…`` of the window, or ``record|CODE …`` in hexadecimal digits,
in which ``{row}``, ``{column}`` and those behind them, ``{below}`` and ``{beside}``, are numbers of two bytes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tests.generate.document import Document
from tests.generate.render_xls import Shown, _plainly, xls_file
from tests.generate.tricks.trick import Planted, Planting, of_file
from tests.generate.xls_file import XlsFile, XlsFont, XlsLook, XlsPiece, record

_FILE = of_file("in_xls")
TRICKS, DECORATION = _FILE.tricks, _FILE.decoration
_FONT = re.compile(r"<([^<>]*)>")


def printed(planting: Planting, seed: int) -> tuple[bytes, str]:
    """The workbook with its tricks, and its name."""
    return tricked(planting.document, planting.cells).written(), "report.xls"


def tricked(document: Document, cells: Sequence[Planted]) -> XlsFile:
    """A workbook with the tricks of planted cells."""
    planted = {cell.token: cell for cell in cells}
    records, flags = [], []

    def shown(text: str, row: int, column: int) -> Shown:
        if text not in planted:
            return _plainly(text, row, column)
        what, look, more = _cell(planted[text], row, column)
        records.extend(bytes.fromhex(one) for one in more.get("record", ()))
        flags.extend(int(one, 16) for one in more.get("flags", ()))
        return what, look

    file = xls_file(document, shown)
    file.records += [record(int.from_bytes(one[:2], "big"), one[2:]) for one in records]
    file.flags = min([file.flags, *flags])
    return file


def _cell(cell: Planted, row: int, column: int) -> tuple[*Shown, dict[str, list[str]]]:
    places = {"row": row, "below": row + 1, "column": column, "beside": column + 1}
    said: dict[str, list[str]] = {}
    for line in filter(None, cell.sheet.split("\n")):
        kind, _, text = line.partition("|")
        for name, number in places.items():
            text = text.replace("{" + name + "}", number.to_bytes(2, "little").hex())
        said.setdefault(kind, []).append(text)
    pattern, fore = map(int, said.get("ground", ["0 64"])[0].split())
    look = XlsLook(
        _font(said.get("font", [""])[0]),
        said.get("format", [""])[0],
        pattern,
        fore,
        *(int(said.get(name, ["0"])[0]) for name in ("across", "crossed")),
    )
    kind, _, text = cell.print.partition("|")
    if kind == "number":
        return (int(text) if text else ()), look, said
    first, *others = _FONT.split(text)
    pieces = [
        XlsPiece(first),
        *(XlsPiece(one, _font(told)) for told, one in zip(others[::2], others[1::2], strict=True)),
    ]
    return tuple(piece for piece in pieces if piece.text), look, said


def _font(told: str) -> XlsFont:
    said = dict(one.split("=") for one in told.split())
    name = said.pop("name", "Arial")
    numbers = {key: int(number) for key, number in said.items()}
    return XlsFont(
        numbers.get("colour", 0x7FFF),
        numbers.get("height", 220),
        bool(numbers.get("struck")),
        numbers.get("raised", 0),
        name,
    )
