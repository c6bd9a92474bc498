"""What a file is, by its first bytes and what is inside, never by its name."""

from __future__ import annotations

import re

from xxgk.extractors.readers.ole import MAGIC as OLE_MAGIC
from xxgk.extractors.readers.ole import Compound
from xxgk.extractors.readers.package import Package
from xxgk.extractors.readers.pdf.extent import HEAD as PDF_HEAD
from xxgk.extractors.readers.pdf.extent import MARK
from xxgk.schema.document import NEEDS_LIBREOFFICE, Unreadable

HTML, TEXT, MHTML, PDF, OFD, IMAGE = "html", "text", "mhtml", "pdf", "ofd", "image"
DOCX, DOC, XLSX, XLS, ZIP = "docx", "doc", "xlsx", "xls", "zip"
SPREADSHEETML = "spreadsheetml"
HEAD = 4096

# Containers that are known and not read, with what to tell a person.
_NOT_READ = (
    (b"{\\rtf", f"{NEEDS_LIBREOFFICE}: the file is an RTF file"),
    (b"GIF8", "the file is a GIF picture"),
    (b"Rar!", "the file is a RAR archive, which only programs outside of Python can open: unpack it first"),
    (b"7z\xbc\xaf", "the file is a 7z archive: unpack it first"),
    (b"\x1f\x8b", "the file is a gzip file: unpack it first"),
)
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")  # PNG, JPEG, TIFF
_MARKUP = re.compile(
    rb"<(?:!doctype|html|head|body|meta|table|div|p|h[1-6]|span|title|article|section|ucapcontent)[\s/>]", re.IGNORECASE
)
_EXCEL_2003 = re.compile(rb"<(?:\w{1,20}:)?Workbook\s[^<>]{0,2000}urn:schemas-microsoft-com:office:spreadsheet")
_WORD_2003 = re.compile(rb"<(?:w:wordDocument|w:document|pkg:package|office:document)[\s>]")
_MIME = re.compile(rb"\s*(?:[A-Za-z-]+:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n){0,20}?MIME-Version:", re.IGNORECASE)

_STREAMS = (("WordDocument", DOC), ("Workbook", XLS), ("Book", XLS))  # of compound files


def container(data: bytes) -> str:
    """The reader that a file wants, as one of the constants above. Raises Unreadable for what none of them reads."""
    if not data.strip():
        raise Unreadable("the file is empty")
    if data.startswith(b"PK"):
        return _package(data)
    if data.startswith(OLE_MAGIC):
        return _compound(data)
    head = data[:HEAD]
    begin = head.lstrip()
    for magic, told in _NOT_READ:
        if begin.startswith(magic):
            raise Unreadable(told)
    if begin.startswith(_PICTURES):
        return IMAGE
    if MARK in data[:PDF_HEAD]:
        return PDF
    if _MIME.match(head):
        return MHTML
    plain = head.replace(b"\x00", b"")
    if b"urn:schemas-microsoft-com:office:spreadsheet" in plain and _EXCEL_2003.search(plain):
        return SPREADSHEETML
    if _WORD_2003.search(plain):
        raise Unreadable(f"{NEEDS_LIBREOFFICE}: the file is the XML of Word 2003 or of another office program")
    if b"\x00" in head and _MARKUP.search(plain):
        return HTML
    return HTML if _MARKUP.search(head) or _MARKUP.search(data[HEAD : 16 * HEAD]) else TEXT


def _compound(data: bytes) -> str:
    compound = Compound(data)
    if "EncryptedPackage" in compound:
        raise Unreadable("encrypted Office document: a password is needed")
    for name, reader in _STREAMS:
        if name in compound:
            return reader
    if "Contents" in compound or "MatOST" in compound:
        raise Unreadable(f"{NEEDS_LIBREOFFICE}: the file is of Microsoft Works or an old word processor")
    raise Unreadable("a compound file without a Word document or a workbook")


def _package(data: bytes) -> str:
    names = [name.replace("\\", "/").lstrip("/").lower() for name in Package(data).names()]
    if "ofd.xml" in names:
        return OFD
    if "[content_types].xml" not in names and "_rels/.rels" not in names:
        return ZIP
    return XLSX if any(name.startswith("xl/") for name in names) else DOCX
