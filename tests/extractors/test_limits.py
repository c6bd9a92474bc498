"""Each limit of docs/limits.md holds: a document beyond it is refused, with a reason that tells it."""

import io
import random
import struct
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from tests.extractors.readers.pdf.test_pdf_bombs import file, page, stream
from tests.extractors.readers.test_package import ZEROS, lying, told
from tests.fuzz.page import put_into
from tests.fuzz.running import Tally
from tests.generate import pdf_file
from xxgk.extractors import readers
from xxgk.extractors.document import extract, read
from xxgk.extractors.publication import publication
from xxgk.extractors.readers.ofd import page as ofd_page
from xxgk.extractors.readers.paper.breaks import joined
from xxgk.extractors.readers.paper.ruling_grid import Box
from xxgk.extractors.readers.paper.tables import Fragment
from xxgk.extractors.readers.pdf import page as pdf_page
from xxgk.extractors.readers.pdf import plumber, reader
from xxgk.extractors.readers.pdf.bombs import refuse_bombs
from xxgk.flows.answers import limits
from xxgk.schema.document import Cell, Unreadable


def package(count=1, content=b"a"):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for number in range(count):
            archive.writestr(f"{number}.txt", content)
    return buffer.getvalue()


def large(data, at, _):
    """An entry of a directory that tells 60 MB, inflated and deflated."""
    data[at + 20 : at + 28] = struct.pack("<II", 60 << 20, 60 << 20)


def workbook(sheets, row, column):
    """Sheets that reach from A1 to a last cell."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        for _ in range(sheets):
            sheet = book.add_worksheet()
            sheet.write(0, 0, 1)
            sheet.write(row, column, 1)
    return buffer.getvalue()


def ofd(pages, text=""):
    """A document of pages that all print the same."""
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    listed = "".join('<ofd:Page BaseLoc="p.xml"/>' for _ in range(pages))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "OFD.xml", f"<ofd:OFD {space}><ofd:DocBody><ofd:DocRoot>d.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
        )
        archive.writestr("d.xml", f"<ofd:Document {space}>{AREA}<ofd:Pages>{listed}</ofd:Pages></ofd:Document>")
        archive.writestr(
            "p.xml", f"<ofd:Page {space}><ofd:Content><ofd:Layer>{text}</ofd:Layer></ofd:Content></ofd:Page>"
        )
    return buffer.getvalue()


NOTE = f"<!-- {random.Random(1).randbytes(4 << 20).hex()} -->"
AREA = "<ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData>"
LINE = '<ofd:PathObject Boundary="0 0 9 0.1"><ofd:AbbreviatedData>M 0 0 L 9 0</ofd:AbbreviatedData></ofd:PathObject>'
SHOWN = '<ofd:TextObject Boundary="0 0 9 9" Size="4"><ofd:TextCode X="0" Y="4">{}</ofd:TextCode></ofd:TextObject>'
BEYOND = {
    "a file": (lambda: bytes(1 + (64 << 20)), "the limit is 67,108,864"),
    "a text": (lambda: b"a\n" * (2 << 20) + b"a", "the text has 4,194,305 bytes; the limit is 4,194,304"),
    "markup": (lambda: b"<html><p>" + b"a" * (8 << 20), "bytes of markup; the limit is 8,388,608"),
    "tags": (lambda: b"<html>" + b"<p>" * 500_000, "the page has 500,001 tags; the limit is 500,000"),
    "parts of a saved page": (
        lambda: b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=a\n" + b"\n--a" * 20_001,
        "more than 20,000 parts",
    ),
    "members": (lambda: package(2001), "more than 2000 entries"),
    "a member": (lambda: lying(told(65 << 20), ZEROS), "inflates to more than 64 MB"),
    "all members": (lambda: lying(large, *[b"a"] * 3), "inflates to more than 128 MB"),
    "documents of an archive": (lambda: package(51), "an archive of more than 50 documents"),
    "print of an archive": (
        lambda: package(2, ("字" * 1000 + "\n").encode() * 1001),
        "print more than 2,000,000 characters",
    ),
    "cells of a sheet": (lambda: workbook(1, 12500, 7), "a sheet of 100,008 cells; the limit is 100,000"),
    "cells of a workbook": (lambda: workbook(11, 12499, 7), "a workbook of more than 1,000,000 cells"),
    "sheets": (lambda: workbook(101, 1, 1), "a workbook with more than 100 sheets"),
    "pages of an OFD": (lambda: ofd(301), "the OFD document has 301 pages; the limit is 300"),
    "what is parsed of a package": (lambda: ofd(20, NOTE), "more than 128 MB are parsed"),
}


@pytest.mark.parametrize("what", BEYOND)
def test_beyond_a_limit_a_document_is_refused_and_the_limit_told(what):
    make, reason = BEYOND[what]
    report = extract(make(), what)
    assert (report.outcome, reason in report.reason) == ("quarantined", True), report.reason


@pytest.mark.parametrize(
    ("module", "most", "reason"),
    [
        (reader, 100, "the PDF has more than 100 characters"),
        (pdf_page, 50, "a page has 60 characters; the limit is 50"),
    ],
)
def test_characters_of_a_pdf_and_of_a_page_are_bounded(monkeypatch, module, most, reason):
    sheet = pdf_file.Page()
    sheet.text(10, 10, 5, "字" * 60)
    monkeypatch.setattr(module, "MOST_GLYPHS", most)
    with pytest.raises(Unreadable, match=reason):
        read(pdf_file.write([sheet] * 2))


@pytest.mark.parametrize(("name", "print_"), [("MOST_GLYPHS", SHOWN.format("1" * 60)), ("MAX_RULES", LINE * 60)])
def test_characters_and_rules_of_an_ofd_are_bounded(monkeypatch, name, print_):
    monkeypatch.setattr(ofd_page, name, 100)
    with pytest.raises(Unreadable, match="more print than a report can have"):
        read(ofd(2, print_))


def test_pictures_within_a_page_are_no_markup():
    content = read(b'<html><p>one</p><img src="data:image/png;base64,' + b"A" * (9 << 20) + b'"></html>')
    assert [block.text for block in content.blocks] == ["one"]


def test_a_table_over_many_pages_ends_at_its_limit():
    row = (Cell("a", "x"),)
    long = Fragment(1, Box(0, 0, 9, 9), (0.0, 9.0), (row,) * 2001, "pdf:p1/t1")
    with pytest.raises(Unreadable, match="more than 2,000 rows"):
        joined(long, Fragment(2, Box(0, 0, 9, 9), (0.0, 9.0), (row,), "pdf:p2/t1"))


def test_filters_and_old_codings_of_a_stream_are_bounded():
    with pytest.raises(Unreadable, match="a stream of 9 filters"):
        refuse_bombs(file(*page("", "a", "[" + "/Fl" * 9 + "]")))
    for name, told_as in (("LZW", "LZW"), ("RL", "run lengths"), ("A85", "ASCII85")):
        with pytest.raises(Unreadable, match=f"bytes of {told_as}"):
            refuse_bombs(file(*page("", b"\0" * (5 << 20), f"/{name}")))


@pytest.mark.parametrize(
    ("body", "told_as"),
    [
        (b"1 0 obj\nnull\nendobj\n" * 300_001, "more than 300,000 objects"),
        (b"1 0 obj\n<<>>stream\n\nendstream\nendobj\n" * 50_001, "more than 50,000 streams"),
        (b"1 0 obj\n[" + b" 1" * 2_000_001 + b"]\nendobj\n" + stream("", "a"), "objects of more parts"),
    ],
)
def test_objects_and_streams_of_a_pdf_are_bounded(body, told_as):
    with pytest.raises(Unreadable, match=told_as):
        refuse_bombs(b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R>>\n%%EOF")


def test_a_second_reading_is_bounded(monkeypatch):
    monkeypatch.setattr(plumber, "MOST_DRAWN", 1000)
    sheet = pdf_file.Page(["0 0 m 9 9 l S"] * 40)
    assert plumber.read_with_pdfplumber(pdf_file.write([sheet])).blocks == ()
    with pytest.raises(Unreadable, match="a second reading of 1,118 bytes"):
        plumber.read_with_pdfplumber(pdf_file.write([sheet] * 2))


def test_documents_of_a_publication_are_bounded():
    parts = [(f"{number}".encode(), str(number)) for number in range(publication.MOST_DOCUMENTS + 1)]
    (report, *_) = publication.extract_publication(parts)
    assert "100" in " ".join([report.reason or "", *(finding.message for finding in report.findings)])


def test_the_page_of_limits_tells_the_figures_of_the_program():
    page_of = Path(limits.__file__).parents[2] / "docs" / "limits.md"
    text = page_of.read_text(encoding="utf-8")
    assert text == limits.rewritten(text), "run make generated"


def test_a_new_reader_with_limits_is_told_by_the_page(tmp_path, monkeypatch):
    room = tmp_path / "scrolls"
    room.mkdir()
    room.joinpath("__init__.py").touch()
    limit = 'LimitTable = {"Scrolls": (Limit(7 << 20, "a scroll", BYTES),)}'
    room.joinpath("limits.py").write_text(f"from xxgk.schema.limits import BYTES, Limit, LimitTable\nLIMITS: {limit}\n")
    monkeypatch.setattr(readers, "__path__", [*readers.__path__, str(tmp_path)])
    assert "## Scrolls\n\n| what | at most |\n|---|---|\n| a scroll | 7 MB |" in limits.rewritten("")


def test_what_the_fuzzer_counted_stays_when_the_page_is_written_anew(tmp_path):
    page_of = tmp_path / "limits.md"
    page_of.write_text("# Limits\nanother figure\n", encoding="utf-8")
    put_into(page_of, Tally(), 7, 1)
    text = limits.rewritten(page_of.read_text(encoding="utf-8"))
    assert "make fuzz INPUTS=7 SEED=1" in text
    assert ("another figure" in text, limits.rewritten(text)) == (False, text)
