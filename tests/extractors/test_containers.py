import pytest

from tests.generate.render_sheet import workbook, zipped
from xxgk.extractors.containers import DOCX, HTML, MHTML, OFD, TEXT, XLSX, ZIP, container
from xxgk.schema.document import Unreadable


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (zipped({"[Content_Types].xml": "", "_rels/.rels": "", "word/document.xml": ""}), DOCX),
        (zipped({"_rels\\.rels": "", "x/y.xml": ""}), DOCX),
        (workbook({"a": ""}), XLSX),
        (zipped({"OFD.xml": ""}), OFD),
        (zipped({"word/a.doc": "", "xl/b.xls": ""}), ZIP),
        (b"MIME-Version: 1.0\nContent-Type: x\n", MHTML),
        (b"From: x\r\nSubject: a\r\n b\r\nmime-version: 1.0\r\n", MHTML),
        ("一、总体情况：MIME-Version: 1.0".encode(), TEXT),
        (b"\xef\xbb\xbf\r\n<html xmlns:w='x'><body>", HTML),
        ("<p>宽</p>".encode("utf-16"), HTML),
        (b"%P", TEXT),
    ],
)
def test_what_a_file_is(data, kind):
    assert container(data) == kind


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b" \r\n", "empty"),
        (rb"  {\rtf1}", "needs LibreOffice"),
        (b"<?xml version='1.0'?><pkg:package xmlns:pkg='x'>", "needs LibreOffice"),
        (b"Rar!\x1a", "RAR archive"),
        (b"GIF89a", "GIF"),
        (b"PK\x03\x04", "zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "compound"),
    ],
)
def test_what_no_reader_reads(data, reason):
    with pytest.raises(Unreadable, match=reason):
        container(data)
