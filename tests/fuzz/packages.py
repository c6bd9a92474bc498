"""Zip packages: their parts as trees of XML, and the archive around them."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from contextlib import suppress
from dataclasses import dataclass
from random import Random

from lxml import etree

from tests.fuzz.dialects import OFD, OTHER, RELATIONS, SHEET, WORD
from tests.fuzz.edits import LARGEST, Structure
from tests.fuzz.raw import RAW
from tests.fuzz.tree import Dialect, tree_edits

_EDITS = {id(dialect): tree_edits(dialect) for dialect in (WORD, SHEET, OFD, RELATIONS, OTHER)}
_OF = ((".rels", RELATIONS), ("word/", WORD), ("xl/", SHEET), ("doc_0/", OFD), ("ofd.xml", OFD))
_MAIN = ("word/document.xml", "xl/worksheets/sheet1.xml", "Doc_0/Pages/Page_0/Content.xml")
_NAMES = ("word/NULL", "xl/sharedStrings.xml", "../x", "/etc/passwd", "a" * 300, "年报.docx", "x/", "", "word\\document.xml", "\x00",
          "[Content_Types].xml", "_rels/.rels", "OFD.xml", "report.html", "a.zip")  # fmt: skip


@dataclass
class Parts:
    """The parts of a package in its order; one name may come twice. `stored` keeps them from being deflated."""

    parts: list[tuple[str, bytes]]
    stored: bool = False

    def written(self) -> bytes:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED if self.stored else zipfile.ZIP_DEFLATED) as archive:
            for name, content in self.parts:
                entry = zipfile.ZipInfo(name or "_", (2024, 1, 1, 0, 0, 0))
                entry.compress_type = zipfile.ZIP_STORED if self.stored else zipfile.ZIP_DEFLATED
                archive._didModify = True
                archive.NameToInfo.pop(entry.filename, None)  # two of one name, without a warning
                archive.writestr(entry, content)
        return buffer.getvalue()


_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
    struct.error,
)
"""What `opened` raises for a package that an edit has broken."""


def opened(data: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return Parts([(info.filename, archive.read(info)) for info in archive.infolist()])


def _at(package: Parts, rng: Random) -> int:
    """The number of a part, mostly of a main one."""
    main = [number for number, (name, _) in enumerate(package.parts) if name in _MAIN]
    return rng.choice(main) if main and rng.random() < 0.7 else rng.randrange(len(package.parts))


def _dialect(name: str) -> Dialect:
    return next((dialect for mark, dialect in _OF if mark in name.lower()), OTHER)


def xml(package: Parts, rng: Random) -> None:
    """One edit of the tree of a part."""
    at = _at(package, rng)
    name, content = package.parts[at]
    if content.startswith(b"PK") and rng.random() < 0.9:
        with suppress(*_BROKEN):  # an edit before this one has broken it
            inner = opened(content)
            xml(inner, rng)
            package.parts[at] = (name, inner.written())
        return
    if not name.lower().endswith((".xml", ".rels")):
        package.parts[at] = (name, _raw(content, rng))
        return
    try:
        root = etree.fromstring(content)
    except (etree.XMLSyntaxError, ValueError):
        return
    rng.choice(_EDITS[id(_dialect(name))])(root, rng)
    written = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    if len(written) < 8 * LARGEST:
        package.parts[at] = (name, written)


def _raw(content: bytes, rng: Random) -> bytes:
    changed = bytearray(content)
    rng.choice(RAW.broken)(changed, rng)
    return bytes(changed)


def raw(package: Parts, rng: Random) -> None:
    at = _at(package, rng)
    package.parts[at] = (package.parts[at][0], _raw(package.parts[at][1], rng))


def lose(package: Parts, rng: Random) -> None:
    if len(package.parts) > 1:
        del package.parts[rng.randrange(len(package.parts))]


def empty(package: Parts, rng: Random) -> None:
    at = rng.randrange(len(package.parts))
    package.parts[at] = (package.parts[at][0], b"")


def rename(package: Parts, rng: Random) -> None:
    at = rng.randrange(len(package.parts))
    package.parts[at] = (rng.choice((*_NAMES, package.parts[at][0].upper())), package.parts[at][1])


def double(package: Parts, rng: Random) -> None:
    name, content = rng.choice(package.parts)
    package.parts.append((rng.choice((name, f"{name}2", rng.choice(_NAMES))), content))


def exchange(package: Parts, rng: Random) -> None:
    one, other = rng.randrange(len(package.parts)), rng.randrange(len(package.parts))
    (name, content), (second, held) = package.parts[one], package.parts[other]
    package.parts[one], package.parts[other] = (name, held), (second, content)


def declared(package: Parts, rng: Random) -> None:
    """A document type, entities, or another encoding, in front of a part."""
    at = _at(package, rng)
    name, content = package.parts[at]
    front = (
        b'<!DOCTYPE x [<!ENTITY a "1">]>',
        b'<?xml version="1.0" encoding="utf-16"?>',
        b"\xef\xbb\xbf",
        b"<?x y?>",
        b"<!-- -->",
        b"\n",
    )
    package.parts[at] = (name, rng.choice(front) + content)


def dress_order(package: Parts, rng: Random) -> None:
    """The parts in another order, stored as they are."""
    rng.shuffle(package.parts)
    package.stored = rng.random() < 0.5


def dress_more(package: Parts, rng: Random) -> None:
    """A part that nothing points to."""
    package.parts.append((f"x/n{rng.randrange(99)}.xml", b"<x><y>7</y></x>"))


def dress_comments(package: Parts, rng: Random) -> None:
    """Comments and processing instructions between the elements of a main part."""
    for at, (name, content) in enumerate(package.parts):
        if name in _MAIN:
            root = etree.fromstring(content)
            for element in rng.sample(found := list(root.iter("*")), min(8, len(found))):
                if len(element):
                    element.insert(
                        rng.randrange(len(element) + 1), rng.choice((etree.Comment(" 7 "), etree.PI("x", "7")))
                    )
            package.parts[at] = (name, etree.tostring(root, encoding=rng.choice(("utf-8", "utf-16"))))


PACKAGE = Structure(
    opened,
    Parts.written,
    (xml, xml, xml, xml, xml, xml, xml, xml, raw, lose, empty, rename, double, exchange, declared),
    (dress_order, dress_more, dress_comments),
)


def zipped(data: bytes, rng: Random) -> bytes:
    """Any document in an archive, beside another."""
    inner = [("说明.txt", "见附件\n".encode()), ("附件：年度报告.dat", data)]
    rng.shuffle(inner)
    return Parts(inner, stored=bool(zlib.crc32(data) & 1)).written()
