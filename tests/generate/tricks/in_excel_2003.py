"""Tricks of workbooks in the XML of Excel 2003: what stands in the cell of a figure, its style, and what is said of its
sheet.

A line of `sheet` is ``style|…`` for what the style of the cell says, ``child|…`` for that of a style that builds on it
and is named in its place, ``formula|…`` for a formula, or ``after|…`` for what follows the rows of the sheet.
"""

from __future__ import annotations

from collections import defaultdict
from random import Random
from xml.sax.saxutils import quoteattr

from tests.generate.noise import QUIET
from tests.generate.renderers import RENDERERS
from tests.generate.tricks.trick import Planted, Planting, of_file

_FILE = of_file("in_excel_2003")
TRICKS, DECORATION = _FILE.tricks, _FILE.decoration


def printed(planting: Planting, seed: int) -> tuple[bytes, str]:
    """The workbook with its tricks, and its name."""
    return tricked(RENDERERS["excel_2003"].write(planting.document, QUIET, Random(seed)), planting.cells), "report.xls"


def tricked(data: bytes, cells: tuple[Planted, ...]) -> bytes:
    """A workbook with the tricks of planted cells."""
    text = data.decode()
    for cell in cells:
        said: defaultdict[str, str] = defaultdict(str)
        for line in filter(None, cell.sheet.split("\n")):
            kind, _, what = line.partition("|")
            said[kind] += what
        name = cell.words["mark"]
        styles = f'<Style ss:ID="{name}">{said["style"]}</Style>'
        if said["child"]:
            styles += f'<Style ss:ID="{name}c" ss:Parent="{name}">{said["child"]}</Style>'
            name += "c"
        formula = f" ss:Formula={quoteattr(said['formula'])}" if said["formula"] else ""
        text = text.replace("</Styles>", f"{styles}</Styles>").replace("</Table>", f"</Table>{said['after']}")
        start = text.rindex("<Cell ", 0, text.index(cell.token))
        end = text.index("</Cell>", start)
        opened = text[start : text.index(">", start)]
        text = f'{text[:start]}{opened} ss:StyleID="{name}"{formula}>{cell.print}{text[end:]}'
    return text.encode()
