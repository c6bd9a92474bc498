"""Which reader reads which container. One is added by a line here and an entry of ``schema/containers.toml``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from xxgk.extractors.containers import container
from xxgk.extractors.readers import archives, mhtml
from xxgk.extractors.readers.doc import reader as doc
from xxgk.extractors.readers.docx import reader as docx
from xxgk.extractors.readers.html import reader as html
from xxgk.extractors.readers.html.cascade import SheetOf
from xxgk.extractors.readers.ofd import reader as ofd
from xxgk.extractors.readers.ole import Compound
from xxgk.extractors.readers.paper import scans as ocr_extra
from xxgk.extractors.readers.pdf import reader as pdf
from xxgk.extractors.readers.sheets import reader as sheets
from xxgk.extractors.readers.sheets import spreadsheetml
from xxgk.extractors.readers.text import reader as text
from xxgk.schema.document import Content, Unreadable

ARCHIVE, DOCUMENT = "archive", "document"


@dataclass(frozen=True, slots=True)
class Way:
    """How a document is read: `is_anchor` tells of a text whether only a report would print it; `within` is what holds
    the document (ARCHIVE, DOCUMENT), empty where nothing does. All that stands within a document is print. `sheet_of`
    gives the style sheets that a page names, where there are any beside it."""

    is_anchor: Callable[[str], bool]
    within: str = ""
    sheet_of: SheetOf | None = None

    def inside(self, holder: str) -> Callable[[bytes], Content]:
        """The reading of what stands in this document."""
        return lambda data: read(data, Way(self.is_anchor, holder))

    @property
    def is_whole(self) -> bool:
        """Whether all of it is the document, without navigation."""
        return self.within == DOCUMENT


Reader = Callable[[bytes, Way], Content]


def read(data: bytes, way: Way) -> Content:
    """The blocks of a document, by the reader that its bytes ask for. Raises Unreadable."""
    return READERS[container(data).reader](data, way)


def _archive(data: bytes, way: Way) -> Content:
    if way.within:
        raise Unreadable(f"an archive within the {way.within}")
    return archives.read(data, way.inside(ARCHIVE), way.is_anchor)


READERS: Mapping[str, Reader] = {
    "docx": lambda data, way: docx.read(data, None if way.is_whole else way.inside(DOCUMENT)),
    "doc": lambda data, _: doc.read(Compound(data)),
    "xlsx": lambda data, _: sheets.read(data, sheets.XLSX),
    "xls": lambda data, _: sheets.read(data, sheets.XLS),
    "spreadsheetml": lambda data, _: spreadsheetml.read(data),
    "mhtml": lambda data, way: mhtml.read(data, way.is_anchor, whole=way.is_whole),
    "html": lambda data, way: html.read(data, way.is_anchor, whole=way.is_whole, sheet_of=way.sheet_of),
    "pdf": lambda data, _: pdf.read(data),
    "ofd": lambda data, _: ofd.read(data),
    "image": lambda data, _: ocr_extra.scan().read(data),
    "text": lambda data, _: text.read(data),
    "zip": _archive,
}
