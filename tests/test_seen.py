"""What a person sees of each trick is not our own opinion: another program draws it, and the picture of the cell is
held against that of the plain figure. `make seen`; skipped where these programs are not installed."""

import io
import os
from html import escape
from itertools import chain
from random import Random

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.generate.doc_file import FIRST_STYLE, DocCell, DocFile, DocRun
from tests.generate.document import Cell, Document, Grid, Row
from tests.generate.pdf_file import Page, write
from tests.generate.render_sheet import workbook, workbook_2003
from tests.generate.tricks import in_doc, in_excel_2003, in_pdf, in_sheets, in_word, in_xls, on_pages, pictures
from tests.generate.tricks.trick import NOTE, SEEN, Planted

ASKED = bool(os.environ.get("XXGK_SEEN"))
pytestmark = pytest.mark.skipif(not ASKED, reason="asks other programs: make seen")
_RESET = (
    "body{font:20px/1 sans-serif;margin:0} td{padding:12px 2px 0} p,ol,ul,h1,div{margin:0} a{color:#000} "
    "i,em,b,u,a{font-style:normal;font-weight:400;text-decoration:none}"
)
HIGH, WIDE = 50, 300


def cells(tricks):
    """Each trick with a figure and a decoy, those of which the program has no say left out."""
    rng = Random(0)
    return [
        Planted("", chr(0xE800 + number), trick, str(rng.randint(12, 98)), str(rng.randint(23, 87)))
        for number, trick in enumerate(tricks)
        if trick.shows in (SEEN, NOTE)
    ]


def page(planted):
    """A page with the trick at the left of each line and the plain figure at its right, each in a page of its own."""
    return "<!DOCTYPE html><body style='margin:0'>" + "".join(
        f"<iframe style='position:absolute;border:0;top:{HIGH * n}px;left:{left}px;width:{WIDE}px;height:{HIGH}px' "
        f'srcdoc="{escape(_alone(cell.sheet if not left else "", around, text))}"></iframe>'
        for n, cell in enumerate(planted)
        for left, around, text in ((0, cell.around, cell.print), (WIDE, "", cell.seen))
    )


def _alone(sheet, around, text):
    table = f"<table><tr>{around}<td>{text}</td></tr></table>"
    return f"<!DOCTYPE html><html><head><style>{_RESET}{sheet}</style></head><body>{table}</body></html>"


A_PICTURE = 100
"""Tricks in one picture of Chromium's."""


def drawn(planted):
    """What Chromium shows of each trick, and of the plain figure."""
    for start in range(0, len(planted), A_PICTURE):
        yield from _drawn(planted[start : start + A_PICTURE])


def _drawn(planted):
    picture = pictures.of_page(page(planted), 2 * WIDE, HIGH * len(planted))
    wide, high = pictures.SCALE * WIDE, pictures.SCALE * HIGH
    for number, cell in enumerate(planted):
        yield (
            cell,
            *(
                pictures.signs(picture.crop((left, high * number, left + wide, high * (number + 1))))
                for left in (0, wide)
            ),
        )


@pytest.mark.skipif(not pictures.CHROMIUM, reason="Chromium is not installed")
def test_chromium_shows_of_each_trick_what_it_says():
    wrong = []
    for cell, tricked, plain in drawn(cells(on_pages.TRICKS)):
        same = pictures.have_note if cell.trick.shows == NOTE else pictures.are_alike
        if cell.trick.in_line and not same(tricked, plain):
            wrong.append((cell.trick.name, cell.print, len(tricked), len(plain)))
    assert not wrong, "\n".join(map(str, wrong))


@pytest.mark.skipif(not pictures.CHROMIUM, reason="Chromium is not installed")
def test_chromium_shows_print_that_is_decorated():
    planted = cells(on_pages.DECORATION)
    together = [cell for cell in planted if not cell.trick.alone]
    for cell, decorated, plain in chain(
        *(drawn(some) for some in (together, *([cell] for cell in planted if cell.trick.alone)))
    ):
        assert 3 * pictures.ink_of(decorated) > pictures.ink_of(plain), cell.trick.name


A_PAGE = 14
"""Tricks on a page of a PDF, one below the other."""


def drawn_by_poppler(planted):
    """What poppler shows of each trick, and of the plain figure."""
    pages = []
    for number, cell in enumerate(planted):
        if number % A_PAGE == 0:
            pages.append(Page())
        pages[-1].text(100, 40 + HIGH * (number % A_PAGE) + 30, 20, cell.token)
        pages[-1].text(390, 40 + HIGH * (number % A_PAGE) + 30, 20, cell.seen)
    file = in_pdf.in_times(in_pdf.tricked(write(pages), tuple(planted)))
    shown = pictures.of_pdf(file)
    for number, cell in enumerate(planted):
        top = 40 + HIGH * (number % A_PAGE)
        boxes = ((left, top, left + 280, top + HIGH) for left in (10, 300))
        yield (
            cell,
            *(pictures.signs(shown[number // A_PAGE].crop([pictures.SCALE * side for side in box])) for box in boxes),
        )


@pytest.mark.skipif(not pictures.POPPLER, reason="poppler is not installed")
def test_poppler_shows_of_each_trick_what_it_says():
    wrong = []
    for cell, tricked, plain in drawn_by_poppler(cells(in_pdf.TRICKS)):
        same = pictures.have_note if cell.trick.shows == NOTE else pictures.are_alike
        if cell.trick.in_line and not same(tricked, plain):
            wrong.append((cell.trick.name, cell.trick.print, len(tricked), len(plain)))
    assert not wrong, "\n".join(map(str, wrong))


@pytest.mark.skipif(not pictures.POPPLER, reason="poppler is not installed")
def test_poppler_shows_print_that_is_decorated():
    for cell, decorated, plain in drawn_by_poppler(cells(in_pdf.DECORATION)):
        assert 3 * pictures.ink_of(decorated) > pictures.ink_of(plain), cell.trick.name


ROWS, ROW, MARGIN, COLUMN = 23, 30, 72, 200
ROWS_97, FIRST_LINE = 22, 12
"""The same of a Word binary file: rows of its first page, and points of the paragraph before them."""
"""Of a page of Word: tricks on it, and points of a row, at the sides, and of a column."""


def package(planted):
    """A Word file with a row for each trick: the trick, and the plain figure."""
    rows = "".join(
        f'<w:tr><w:trPr><w:trHeight w:val="{20 * ROW}" w:hRule="exact"/></w:trPr>'
        + "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{20 * COLUMN}" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:spacing w:before="80" '
            f'w:after="0"/></w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p></w:tc>'
            for text in (cell.token, cell.seen)
        )
        + "</w:tr>"
        for cell in planted
    )
    grid = f"<w:tblGrid>{2 * f'<w:gridCol w:w={chr(34)}{20 * COLUMN}{chr(34)}/>'}</w:tblGrid>"
    table = f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblLayout w:type="fixed"/></w:tblPr>{grid}{rows}</w:tbl>'
    side = 20 * MARGIN
    page = (
        f'<w:sectPr {nsdecls("w")}><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="{side}" w:right="{side}" '
        f'w:bottom="{side}" w:left="{side}" w:header="0" w:footer="0" w:gutter="0"/></w:sectPr>'
    )
    file = docx.Document()
    end = file.element.body.sectPr
    end.addprevious(parse_xml(table))
    end.addprevious(parse_xml(f"<w:p {nsdecls('w')}/>"))
    file.element.body.replace(end, parse_xml(page))
    buffer = io.BytesIO()
    file.save(buffer)
    return in_word.tricked(buffer.getvalue(), tuple(planted))


def drawn_by_office(planted):
    """What LibreOffice shows of each trick, and of the plain figure."""
    shown = pictures.of_word(package(planted))
    for number, cell in enumerate(planted):
        top = MARGIN + ROW * (number % ROWS)
        boxes = ((left, top, left + COLUMN - 10, top + ROW) for left in (MARGIN, MARGIN + COLUMN))
        yield (
            cell,
            *(pictures.signs(shown[number // ROWS].crop([pictures.SCALE * side for side in box])) for box in boxes),
        )


@pytest.mark.skipif(not (pictures.OFFICE and pictures.POPPLER), reason="LibreOffice is not installed")
def test_libreoffice_shows_of_each_trick_what_it_says():
    wrong = []
    for cell, tricked, plain in drawn_by_office([cell for cell in cells(in_word.TRICKS) if not cell.trick.of_word]):
        same = pictures.have_note if cell.trick.shows == NOTE else pictures.are_alike
        if cell.trick.in_line and not same(tricked, plain):
            wrong.append((cell.trick.name, len(tricked), len(plain)))
    assert not wrong, "\n".join(map(str, wrong))


def binary(planted):
    """A Word binary file with a row for each trick: the trick, and the plain figure."""
    file = DocFile(
        section=" ".join(f"{code}:{(20 * size).to_bytes(2, 'little').hex()}" for code, size in SIDES.items())
    )
    file.styles += [cell.sheet for cell in planted]
    height = f"9407:{(-20 * ROW).to_bytes(2, 'little', signed=True).hex()}"
    file.paragraph([])
    for number, cell in enumerate(planted):
        around = cell.around.replace("{at}", "00").replace("{next}", "01")
        runs = in_doc.runs_of(cell, FIRST_STYLE + number)
        texts = (runs, (DocRun(cell.seen),))
        file.row([DocCell(text, 20 * COLUMN) for text in texts], f"{height} {around}")
    file.paragraph([])
    return file.written()


SIDES = {"B01F": 595, "B020": 842, "B021": MARGIN, "B022": MARGIN, "9023": MARGIN, "9024": MARGIN}
"""Of a page of a Word binary file, by their modifiers: points."""


@pytest.mark.skipif(not (pictures.OFFICE and pictures.POPPLER), reason="LibreOffice is not installed")
def test_libreoffice_shows_of_each_trick_of_a_word_binary_file_what_it_says():
    planted = [cell for cell in cells(in_doc.TRICKS) if not cell.trick.of_word and cell.trick.in_line]
    shown = pictures.of_pdf(pictures.printed_by_office(binary(planted), "file.doc"))
    wrong = []
    for number, cell in enumerate(planted):
        top = MARGIN + ROW * (number % ROWS_97) + FIRST_LINE * (number < ROWS_97)
        boxes = ((left, top, left + COLUMN - 10, top + ROW) for left in (MARGIN, MARGIN + COLUMN))
        tricked, plain = (
            pictures.signs(shown[number // ROWS_97].crop([pictures.SCALE * side for side in box])) for box in boxes
        )
        same = pictures.have_note if cell.trick.shows == NOTE else pictures.are_alike
        if not same(tricked, plain):
            wrong.append((cell.trick.name, len(tricked), len(plain)))
    assert not wrong, "\n".join(map(str, wrong))


def book(planted):
    """A workbook with a row for each trick: the trick, and the plain figure."""
    rows = ""
    for n, cell in enumerate(planted, 1):
        token = f'<c r="A{n}" t="inlineStr"><is><t>{cell.token}</t></is></c>'
        rows += f'<row r="{n}">{token}<c r="B{n}"><v>{cell.seen}</v></c></row>'
    return in_sheets.tricked(workbook({"a": f"<sheetData>{rows}</sheetData>"}), tuple(planted))


def book_97(planted):
    """The same in the format of Excel 97."""
    rows = [Row("", (Cell(cell.token, "value"), Cell(cell.seen, "value"))) for cell in planted]
    return in_xls.tricked(Document((), "", 2024, "", (Grid(2, tuple(rows)),)), planted).written()


def book_2003(planted):
    """The same in the XML of Excel 2003."""
    rows = ""
    for cell in planted:
        texts = f'<Cell ss:Index="1"><Data ss:Type="String">{cell.token}</Data></Cell>'
        rows += f'<Row>{texts}<Cell><Data ss:Type="Number">{cell.seen}</Data></Cell></Row>'
    return in_excel_2003.tricked(workbook_2003(rows), tuple(planted))


BOOKS = {"file.xlsx": (in_sheets, book), "file.xls": (in_xls, book_97), "file.xml": (in_excel_2003, book_2003)}


@pytest.mark.skipif(not (pictures.OFFICE and pictures.POPPLER_TEXT), reason="LibreOffice is not installed")
@pytest.mark.parametrize("name", BOOKS)
def test_libreoffice_prints_of_each_number_format_what_it_says(name):
    module, made = BOOKS[name]
    tricks = [one for one in module.TRICKS if "format|" in one.sheet or "NumberFormat" in one.sheet]
    planted = [cell for cell in cells(tricks) if cell.trick.shows == SEEN]
    printed = pictures.words_of_pdf(pictures.printed_by_office(made(planted), name))
    lines = [line for line in printed if line[0] not in ("Sheet1", "Page")]  # head and foot of a page
    shown = {cell.trick.name: line for cell, line in zip(planted, lines, strict=True)}
    assert len(shown) > 2
    assert {
        name: line for name, line in shown.items() if [word.replace(",", "") for word in line] != 2 * line[1:]
    } == {}
