"""Tricks of workbooks: cells in place of the one that prints a figure, number formats, fonts, grounds, and what a sheet
says beside its cells.

In the templates ``{r}`` is the address of the cell and ``{s}`` the number of its looks: a line of `sheet` is
``format|…``, ``font|…``, ``fill|…``, ``border|…`` or ``align|…`` of these, ``after|…`` what follows the cells of the
sheet, ``differing|…`` a look that a condition gives, ``before|…`` what stands before them, and ``vml|…`` a shape of the
older kind over the sheet, of which ``{anchor}`` puts one over the cell.
"""

from __future__ import annotations

import io
import zipfile
from collections import defaultdict
from random import Random
from xml.sax.saxutils import quoteattr

from tests.generate.noise import QUIET
from tests.generate.render_sheet import OFFICE, PACKAGE, zipped
from tests.generate.renderers import RENDERERS
from tests.generate.tricks.trick import Planted, Planting, of_file

_FILE = of_file("in_sheets")
TRICKS, DECORATION = _FILE.tricks, _FILE.decoration
_SHEET, _RELATED, _STYLES = "xl/worksheets/sheet1.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"
_FONT, _FILL = '<sz val="11"/>', '<patternFill patternType="none"/>'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def printed(planting: Planting, seed: int) -> tuple[bytes, str]:
    """The workbook with its tricks, and its name."""
    return tricked(RENDERERS["xlsx"].write(planting.document, QUIET, Random(seed)), planting.cells), "report.xlsx"


def tricked(data: bytes, cells: tuple[Planted, ...]) -> bytes:
    """A workbook with the tricks of planted cells."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name).decode() for name in package.namelist()}
    sheet, said = parts[_SHEET], defaultdict(list)
    for index, cell in enumerate(cells, 1):
        end = sheet.index("</c>", sheet.index(cell.token)) + 4
        start = sheet.rindex("<c ", 0, end)
        address = sheet[start:end].partition('r="')[2].partition('"')[0]
        words = {"r": address, "s": str(index), "anchor": _anchor(address)}
        sheet = sheet[:start] + _filled(cell.print, words) + sheet[end:]
        own = dict.fromkeys(("format", "font", "fill", "border", "align"), "")
        for line in filter(None, _filled(cell.sheet, words).split("\n")):
            kind, _, text = line.partition("|")
            if kind in own:
                own[kind] = text
            else:
                said[kind].append(text.replace("{dxf}", str(len(said["differing"]) - 1)))
        for kind, text in own.items():
            said[kind].append(text)
    sheet = sheet.replace("<sheetData>", "".join(said["before"]) + "<sheetData>", 1)
    vml = f'<legacyDrawing r:id="v" xmlns:r="{OFFICE}"/>' if said["vml"] else ""
    sheet = sheet.replace("</worksheet>", "".join(said["after"]) + f"{vml}</worksheet>")
    related = f'<Relationship Id="s" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>'
    parts |= {_SHEET: sheet, _STYLES: _styles(said)}
    parts[_RELATED] = parts[_RELATED].replace("</Relationships>", related)
    if vml:
        parts |= _drawn(said["vml"])
    return zipped(dict(parts))


def _anchor(address: str) -> str:
    """Where a shape of the older kind stands that lies over a cell."""
    column, row = ord(address[0]) - ord("A"), int(address[1:]) - 1
    return f"{column}, 2, {row}, 2, {column + 1}, 0, {row + 1}, 0"


def _drawn(shapes: list[str]) -> dict[str, str]:
    """The parts with shapes of the older kind."""
    names = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel"'
    target = f'<Relationship Id="v" Type="{OFFICE}/vmlDrawing" Target="../drawings/v.vml"/>'
    related = f'<Relationships xmlns="{PACKAGE}/relationships">{target}</Relationships>'
    return {
        "xl/worksheets/_rels/sheet1.xml.rels": related,
        "xl/drawings/v.vml": f"<xml {names}>{''.join(shapes)}</xml>",
    }


def _styles(said: defaultdict[str, list[str]]) -> str:
    """The style sheet: looks 1, 2, … are those of the planted cells."""
    numbers = range(1, len(said["format"]) + 1)
    formats = "".join(
        f'<numFmt numFmtId="{163 + n}" formatCode={quoteattr(code)}/>'
        for n, code in zip(numbers, said["format"], strict=True)
        if code
    )
    fonts = "".join(f"<font>{font or _FONT}</font>" for font in ("", *said["font"]))
    fills = "".join(f"<fill>{fill or _FILL}</fill>" for fill in ("", "", *said["fill"]))
    borders = "".join(border or "<border/>" for border in ("", *said["border"]))
    looks = "".join(
        f'<xf numFmtId="{163 + n if said["format"][n - 1] else 0}" fontId="{n}" fillId="{n + 1}" borderId="{n}">'
        f"{said['align'][n - 1]}</xf>"
        for n in numbers
    )
    return (
        f'<styleSheet xmlns="{_MAIN}"><numFmts>{formats}</numFmts><fonts>{fonts}</fonts><fills>{fills}</fills>'
        f"<borders>{borders}</borders><cellStyleXfs><xf/></cellStyleXfs>"
        f'<cellXfs><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>{looks}</cellXfs>'
        f"<dxfs>{''.join(said['differing'])}</dxfs></styleSheet>"
    )


def _filled(template: str, words: dict[str, str]) -> str:
    for name, word in words.items():
        template = template.replace("{" + name + "}", word)
    return template
