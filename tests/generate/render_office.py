"""Word packages as office programs write them, to be converted: tables with fixed widths and rows that repeat.

The plain renderers leave all widths to the program; real files state them, and a converter then keeps one grid.
"""

from __future__ import annotations

import io
import zipfile
from random import Random

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree

from tests.generate.document import Document
from tests.generate.noise import Noise
from tests.generate.render_docx import _dated, docx_numbered

PAGE_WIDTH = 9000  # twips
LABEL = 3  # a label column is so many times as wide as one of figures


def docx_fixed(document: Document, noise: Noise, rng: Random) -> bytes:
    """A Word file with generated numbers whose tables have fixed widths, thick borders, and repeat their first row."""
    package = docx_numbered(document, noise, rng)
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, _fixed(content) if name == "word/document.xml" else content)
    return _dated(buffer.getvalue())


def without_rules(package: bytes) -> bytes:
    """The same file, its tables without any border."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(
                name, content.replace(b'w:val="single"', b'w:val="nil"') if name == "word/document.xml" else content
            )
    return buffer.getvalue()


def _fixed(xml: bytes) -> bytes:
    root = parse_xml(xml)
    for table in root.iter(qn("w:tbl")):
        columns = list(table.find(qn("w:tblGrid")))
        shares = [LABEL if place < (len(columns) == 10) * 3 else 1 for place in range(len(columns))]
        widths = [PAGE_WIDTH * share // sum(shares) for share in shares]
        for column, width in zip(columns, widths, strict=True):
            column.set(qn("w:w"), str(width))
        properties = table.find(qn("w:tblPr"))
        properties.append(parse_xml(f"<w:tblBorders {nsdecls('w')}>{_borders()}</w:tblBorders>"))
        properties.append(parse_xml(f'<w:tblLayout {nsdecls("w")} w:type="fixed"/>'))
        for number, row in enumerate(table.iter(qn("w:tr"))):
            if not number:
                row.insert(0, parse_xml(f"<w:trPr {nsdecls('w')}><w:tblHeader/></w:trPr>"))
            _state_widths(row, widths)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _state_widths(row, widths: list[int]) -> None:
    at = 0
    for cell in row.iter(qn("w:tc")):
        properties = cell.find(qn("w:tcPr"))
        span = properties.find(qn("w:gridSpan"))
        columns = 1 if span is None else int(span.get(qn("w:val")))
        width = sum(widths[at : at + columns])
        properties.insert(0, parse_xml(f'<w:tcW {nsdecls("w")} w:w="{width}" w:type="dxa"/>'))
        at += columns


def _borders() -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    return "".join(f'<w:{side} w:val="single" w:sz="8" w:space="0" w:color="000000"/>' for side in sides)
