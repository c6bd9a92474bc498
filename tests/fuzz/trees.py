"""Documents that are one tree of XML: the workbooks of Excel 2003."""

from __future__ import annotations

from random import Random

from lxml import etree

from tests.fuzz.dialects import SHEET_2003
from tests.fuzz.edits import Structure
from tests.fuzz.tree import Element, legal, tree_edits

SS = f"{{{SHEET_2003.spaces['ss']}}}"


def closed(root: Element) -> bytes:
    written: bytes = etree.tostring(root.getroottree(), encoding="utf-8", xml_declaration=True)
    return written


def dress_styles(root: Element, rng: Random) -> None:
    """Names of styles that say nothing, and attributes of other programs."""
    for cell in root.iter(f"{SS}Cell"):
        if rng.random() < 0.3:
            cell.set("{urn:x}n", str(rng.randrange(99)))


def dress_columns(root: Element, rng: Random) -> None:
    """Widths of columns, a print area, empty rows behind the last one."""
    for table in root.iter(f"{SS}Table"):
        table.insert(0, etree.Element(f"{SS}Column", {f"{SS}Width": "50"}))
        for _ in range(rng.randrange(4)):
            etree.SubElement(table, f"{SS}Row")


def dress_indexes(root: Element, rng: Random) -> None:
    """Rows that say where they stand, which is where they are."""
    for table in root.iter(f"{SS}Table"):
        for number, row in enumerate(table.iterchildren(f"{SS}Row"), 1):
            if row.get(f"{SS}Index") is None and rng.random() < 0.5:
                row.set(f"{SS}Index", legal(str(number)))


EXCEL_2003 = Structure(etree.fromstring, closed, tree_edits(SHEET_2003), (dress_styles, dress_columns, dress_indexes))
