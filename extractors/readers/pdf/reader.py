"""The reader of PDF files: pages with a text layer by pdfium, pages that are pictures by the OCR extra; what they say
is told by `pages.blocks`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as pdf

from xxgk.extractors.readers.paper import scans as ocr_extra
from xxgk.extractors.readers.paper.blocks import content_of, is_picture, remarks_on
from xxgk.extractors.readers.paper.page import MOST_GLYPHS, MOST_PAGES, Page
from xxgk.extractors.readers.pdf import bombs
from xxgk.extractors.readers.pdf.extent import extent
from xxgk.extractors.readers.pdf.fonts import use_box_font
from xxgk.extractors.readers.pdf.page import read_page
from xxgk.schema.containers import media_type
from xxgk.schema.document import OCR_READER, Content, Unreadable

READER, MEDIA_TYPE = "pdf", media_type("pdf")
_PAGE = re.compile(r"pdf:p(\d+)")


def read(data: bytes) -> Content:
    """The blocks of a PDF; pages that are pictures are read by the OCR extra, where installed. Raises Unreadable:
    encrypted, damaged, a scan without that extra, or beyond the limits."""
    pages = list(_pages(data))
    shown = sum(page.shown for page in pages)
    if not shown:
        read_pages = ocr_extra.scan().pages_of_pdf(data, [page.number for page in pages])
        return content_of(list(read_pages.values()), OCR_READER, MEDIA_TYPE)
    if 2 * sum(page.unknown for page in pages) > shown:
        raise Unreadable("the fonts of the PDF do not tell which characters they print")
    pages, remarks = _with_pictures(data, pages)
    return content_of(pages, READER, MEDIA_TYPE, remarks)


def _with_pictures(data: bytes, pages: list[Page]) -> tuple[list[Page], tuple[tuple[str, str], ...]]:
    """The pages, those that are pictures read as scans; or a remark on each that was not."""
    pictures = [page.number for page in pages if is_picture(page)]
    if not pictures:
        return pages, ()
    try:
        scanned = ocr_extra.scan().pages_of_pdf(data, pictures)
    except Unreadable as reason:
        return pages, remarks_on(pages, f": {reason}")
    return [scanned.get(page.number, page) for page in pages], ()


def pages_of(locators: Iterable[str]) -> set[int]:
    """The pages (from 1) on which some locators of this reader lie."""
    return {int(found[1]) for locator in locators if (found := _PAGE.match(locator))}


def open_document(data: bytes) -> pdfium.PdfDocument:
    """The document, opened. Raises Unreadable."""
    whole = extent(data)
    bombs.refuse_bombs(whole)
    use_box_font()
    try:
        document = pdfium.PdfDocument(whole)
    except pdfium.PdfiumError as error:
        encrypted = error.err_code in (pdf.FPDF_ERR_PASSWORD, pdf.FPDF_ERR_SECURITY)
        raise Unreadable("the PDF is encrypted" if encrypted else "the PDF is damaged") from error
    if document.get_formtype() != pdf.FORMTYPE_NONE:
        document.init_forms()
    count = len(document)
    if not 0 < count <= MOST_PAGES:
        document.close()
        raise Unreadable(f"the PDF has {count:,} pages; the limit is {MOST_PAGES}" if count else "the PDF has no pages")
    return document


def _pages(data: bytes) -> Iterator[Page]:
    document = open_document(data)
    try:
        total = 0
        for index in range(len(document)):
            try:
                page = read_page(document, index)
            except pdfium.PdfiumError as error:
                raise Unreadable(f"page {index + 1} of the PDF is damaged") from error
            total += page.shown
            if total > MOST_GLYPHS:
                raise Unreadable(f"the PDF has more than {MOST_GLYPHS:,} characters")
            yield page
    finally:
        document.close()
