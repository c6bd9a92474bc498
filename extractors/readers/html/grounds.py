"""Pictures that a style or an attribute lays under print, where no print is: a digit may be drawn by one.

A picture under print is decoration, and so is the same one elsewhere. One in a cell that prints nothing, or in an empty
element beside a figure, is what a person sees there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from lxml import etree

from xxgk.extractors.readers.html.cascade import Sheets
from xxgk.extractors.readers.html.declared import PICTURED
from xxgk.extractors.readers.html.tree import CELLS, Element

SHORT = 12
"""Characters of a cell that may be a figure."""
_BY_STYLE = etree.XPath("descendant::*[contains(@style, 'url(') or contains(@style, 'URL(') or @background]")


def drawn_cells(root: Element, sheets: Sheets) -> Iterator[Element]:
    """The cells that show such a picture in place of print, or beside a figure."""
    grounds = [(element, ground) for element in _elements(root, sheets) if (ground := _picture(element, sheets))]
    shown = {ground for element, ground in grounds if _prints(element)}
    for element, ground in grounds:
        cell = element if element.tag in CELLS else next(element.iterancestors(*CELLS), None)
        if cell is None or ground in shown:
            continue
        text = "".join(cell.itertext()).strip()
        if not text or (element is not cell and len(text) <= SHORT and any(map(str.isdigit, text))):
            yield cell


def _elements(root: Element, sheets: Sheets) -> Iterator[Element]:
    yield from cast(list[Element], _BY_STYLE(root))
    yield from (element for element, style in sheets.items() if any(name in style for name in PICTURED))


def _picture(element: Element, sheets: Sheets) -> str:
    """The picture under an element, as its style names it; empty where there is none."""
    if given := element.get("background"):
        return str(given)
    own = str(element.get("style") or "").lower()
    told = [one.value for name, one in sheets.get(element, {}).items() if name in PICTURED]
    value = next((one for one in (*told, own) if "url(" in one), "")
    return value.partition("url(")[2].partition(")")[0]


def _prints(element: Element) -> bool:
    return any(not text.isspace() for text in element.itertext())
