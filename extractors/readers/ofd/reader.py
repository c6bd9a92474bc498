"""OFD documents (GB/T 33190): their pages are laid into the same grids and paragraphs as those of a PDF.

Locators are those of a PDF with another name: ``ofd:p3/t1/r5/c2`` and ``ofd:p1[x0,top,x1,bottom]``.
"""

from __future__ import annotations

from xxgk.extractors.readers.ofd.held import hold
from xxgk.extractors.readers.ofd.page import read_pages
from xxgk.extractors.readers.ofd.painter import OfdPage, OfdRule
from xxgk.extractors.readers.package import Package
from xxgk.extractors.readers.paper.blocks import blocks_of, remarks_on
from xxgk.extractors.readers.paper.page import Page
from xxgk.extractors.readers.paper.ruling_grid import Ruling
from xxgk.schema.containers import media_type
from xxgk.schema.document import Content, Unreadable

READER, MEDIA_TYPE = "ofd", media_type("ofd")


def read(data: bytes) -> Content:
    """The blocks of an OFD document. Raises Unreadable where it is broken, too large or only pictures."""
    found, title = read_pages(Package(data))
    pages = [_page(page) for page in found]
    if not any(page.glyphs for page in pages):
        raise Unreadable("a scan: no text in the OFD document")
    return Content(READER, MEDIA_TYPE, blocks_of(pages, READER), {"title": title} if title else {}, remarks_on(pages))


def _page(page: OfdPage) -> Page:
    """The page in the terms of the grid."""
    flat = [rule for rule in page.rules if _is_flat(rule)]
    upright = [rule for rule in page.rules if not _is_flat(rule)]
    result = Page(
        page.number,
        page.width,
        page.height,
        page.glyphs,
        [Ruling((rule.y0 + rule.y1) / 2, rule.x0, rule.x1) for rule in flat],
        [Ruling((rule.x0 + rule.x1) / 2, rule.y0, rule.y1) for rule in upright],
        page.images,
        shown=len(page.glyphs),
    )
    hold(result, page.marks, page.slants)
    return result


def _is_flat(rule: OfdRule) -> bool:
    return rule.x1 - rule.x0 >= rule.y1 - rule.y0
