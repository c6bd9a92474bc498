"""What a file is, by its first bytes and never by its name."""

from __future__ import annotations

import re

from schema.document import Unreadable

HTML, DOCX, PDF, IMAGE, TEXT = "html", "docx", "pdf", "image", "text"
HEAD = 4096
PDF_HEAD = 1024  # bytes within which a PDF may begin

# Containers that are known and not read, with what to tell a person.
_NOT_READ = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a legacy Office file (or an encrypted one): this version does not read it"),
    (b"{\\rtf", "an RTF file: this version does not read it"),
    (b"GIF8", "a GIF picture"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x1f\x8b", "a gzip file"),
)
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")  # PNG, JPEG, TIFF
_MARKUP = re.compile(
    rb"<(?:!doctype|html|head|body|meta|table|div|p|h[1-6]|span|title|article|section|ucapcontent)[\s/>]", re.IGNORECASE
)


def container(data: bytes) -> str:
    """The reader that a file wants: ``html``, ``docx``, ``pdf``, ``image`` or ``text``. Raises Unreadable for
    what none of them reads."""
    if not data.strip():
        raise Unreadable("the file is empty")
    if data.startswith(b"PK"):
        return DOCX
    for magic, name in _NOT_READ:
        if data.startswith(magic):
            raise Unreadable(f"the file is {name}")
    if data.startswith(_PICTURES):
        return IMAGE
    if b"%PDF-" in data[:PDF_HEAD]:
        return PDF
    head = data[:HEAD]
    if b"\x00" in head and (_MARKUP.search(head.replace(b"\x00", b""))):
        return HTML
    return HTML if _MARKUP.search(head) or _MARKUP.search(data[HEAD : 16 * HEAD]) else TEXT
