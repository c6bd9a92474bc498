"""Pages that are pictures, without recognising any: what the PDF reader makes of them, and what is told without the
extra."""

from dataclasses import replace

import pytest

from tests.generate.pdf_file import Page as PrintedPage
from tests.generate.pdf_file import write
from xxgk.extractors.document import extract
from xxgk.extractors.readers.paper import scans as ocr_extra
from xxgk.extractors.readers.paper.lines import Glyph
from xxgk.extractors.readers.paper.page import Page
from xxgk.extractors.readers.paper.ruling_grid import Box, Ruling
from xxgk.extractors.readers.pdf import reader as pdf
from xxgk.extractors.readers.seen import UNKNOWN

PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


def scanned(*glyphs, number=1):
    """A page with a table of two cells."""
    page = Page(number, 595, 842, list(glyphs), scanned=True)
    page.horizontals = [Ruling(y, 100, 300) for y in (100, 120)]
    page.verticals = [Ruling(x, 100, 120) for x in (100, 200, 300)]
    return page


def cells(*glyphs):
    (table,) = pdf.content_of([scanned(*glyphs)], "ocr", "image/png").blocks
    assert table.layout == "ocr_table"
    return table.rows[0]


def test_cells_carry_the_least_confidence_of_their_print():
    first, second = cells(Glyph("1", 110, 102, 116, 118, 0.9), Glyph("2", 116, 102, 122, 118, 0.7))
    assert (first.text, first.confidence) == ("12", 0.7)
    assert (second.text, second.unreadable, second.confidence < 1) == ("", "", True)


def test_ink_that_was_not_read_is_no_blank():
    _, second = cells(Glyph("1", 110, 102, 116, 118, 0.9), Glyph(UNKNOWN, 210, 102, 216, 118, 0.0))
    assert (second.text, second.unreadable) == ("", "unread print")


def test_a_cell_that_shows_a_picture_or_print_without_a_code_is_no_blank():
    page = replace(scanned(Glyph(UNKNOWN, 110, 102, 116, 118)), scanned=False, images=[Box(210, 102, 220, 118)])
    (table,) = pdf.content_of([page], "pdf", "application/pdf").blocks
    assert [cell.unreadable for cell in table.rows[0]] == ["characters without a known code", "image"]


def test_rows_of_figures_without_rules_are_no_table_in_a_picture():
    words = ("行政许可", 60, 140), ("12", 260, 280), ("3", 380, 390)
    lines = [Glyph(text, x0, y, x1, y + 16, 0.9) for y in (100, 130, 160) for text, x0, x1 in words]
    page = Page(1, 595, 842, lines, scanned=True)
    assert all(not hasattr(block, "rows") for block in pdf.content_of([page], "ocr", "image/png").blocks)


@pytest.fixture
def no_extra(monkeypatch):
    def lost(name):
        raise ModuleNotFoundError(f"No module named {name}", name="cv2")

    monkeypatch.setattr(ocr_extra, "import_module", lost)


@pytest.mark.usefixtures("no_extra")
@pytest.mark.parametrize("data", [PNG, write([PrintedPage()])], ids=["png", "pdf"])
def test_without_the_extra_a_scan_is_quarantined_and_says_what_it_needs(data):
    report = extract(data, "scan")
    assert report.outcome == "quarantined"
    assert report.reason == "a scan: needs the ocr extra (pip install 'xxgk[ocr]')"


PICTURE = Page(2, 595, 842, images=[Box(0, 0, 595, 842)])


@pytest.mark.usefixtures("no_extra")
def test_without_the_extra_a_picture_among_pages_of_text_is_told():
    page = Page(1, 595, 842, [Glyph("文", 60, 100, 76, 116)])
    pages, remarks = pdf._with_pictures(b"", [page, PICTURE])
    assert [page.number for page in pages] == [1, 2]
    ((rule, message),) = remarks
    assert rule == "PAGE_NOT_READ"
    assert "page 2" in message
    assert "xxgk[ocr]" in message


def test_pages_that_are_pictures_take_their_place_among_the_others(monkeypatch):
    class Fake:
        @staticmethod
        def pages_of_pdf(_, numbers):
            return {number: scanned(Glyph("5", 110, 102, 116, 118, 0.9), number=number) for number in numbers}

    monkeypatch.setattr(ocr_extra, "scan", Fake)
    pages, remarks = pdf._with_pictures(b"", [Page(1, 595, 842, [Glyph("文", 60, 100, 76, 116)]), PICTURE])
    content = pdf.content_of(pages, "pdf", "application/pdf", remarks)
    assert [block.locator[:6] for block in content.blocks] == ["pdf:p1", "pdf:p2"]
    assert content.blocks[1].layout == "ocr_table"
