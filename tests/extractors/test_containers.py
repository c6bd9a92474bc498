import pytest

from tests.generate.render_sheet import workbook, zipped
from xxgk.extractors.containers import container
from xxgk.extractors.readers.dispatch import READERS
from xxgk.schema.containers import containers
from xxgk.schema.document import Unreadable


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (zipped({"[Content_Types].xml": "", "_rels/.rels": "", "word/document.xml": ""}), "docx"),
        (zipped({"_rels\\.rels": "", "x/y.xml": ""}), "docx"),
        (workbook({"a": ""}), "xlsx"),
        (zipped({"OFD.xml": ""}), "ofd"),
        (zipped({"word/a.doc": "", "xl/b.xls": ""}), "zip"),
        (b"MIME-Version: 1.0\nContent-Type: x\n", "mhtml"),
        (b"From: x\r\nSubject: a\r\n b\r\nmime-version: 1.0\r\n", "mhtml"),
        ("一、总体情况：MIME-Version: 1.0".encode(), "text"),
        (b"\xef\xbb\xbf\r\n<html xmlns:w='x'><body>", "html"),
        ("<p>宽</p>".encode("utf-16"), "html"),
        (b"%P", "text"),
    ],
)
def test_what_a_file_is(data, kind):
    assert container(data).name == kind


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


def test_every_reader_of_the_table_is_there_and_every_reader_stands_in_it():
    assert {kind.reader for kind in containers().values() if kind.reader} == set(READERS)
