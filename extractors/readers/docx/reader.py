"""Word files (.docx, .docm, .dotx): the printed text as paragraphs and tables, read from the XML in one pass.

Of python-docx only the package level is used (see `package`): its document classes cost ten to three hundred times what
the XML does. `tree.reduce_to_print` first brings the tree to what is printed; here it is walked.

Locators count what stands in the settled tree: ``docx:t2/r14/c5`` is the fifth ``w:tc`` of the 14th ``w:tr`` of the
second ``w:tbl`` in document order (nested and layout tables are counted), ``docx:p12`` the 12th paragraph outside of
data tables, empty ones counted.
"""

from __future__ import annotations

from lxml import etree

from xxgk.extractors.readers.docx.chunks import RULE, Chunks, ReadChunk
from xxgk.extractors.readers.package import Package, parse_xml
from xxgk.extractors.readers.word.grid import lay_out
from xxgk.extractors.readers.word.inline import trimmed
from xxgk.extractors.readers.word.laid_over import heed_floats
from xxgk.extractors.readers.word.numbering import Numbering
from xxgk.extractors.readers.word.styles import Styles
from xxgk.extractors.readers.word.text import Texts
from xxgk.extractors.readers.word.tree import (
    ALT_CHUNK,
    TBL,
    TEXT_BOX,
    P,
    W,
    choose_alternatives,
    reduce_to_print,
    transitional,
)
from xxgk.schema.containers import containers, media_type
from xxgk.schema.document import Block, Content, Paragraph, Table, Unreadable

READER = "docx"
MEDIA_TYPE, LAYOUT = media_type("docx"), containers()["docx"].layout

_OLE_OBJECT = "{urn:schemas-microsoft-com:office:office}OLEObject"
_DOCUMENTS = ("Excel.", "Word.", "ET.", "WPS.")
_TITLE = "{http://purl.org/dc/elements/1.1/}title"


def read(data: bytes, read_chunk: ReadChunk | None = None) -> Content:
    """A Word file as blocks in reading order, documents embedded in its text read by `read_chunk`. `Unreadable` for
    anything that is not one, or not safe to open."""
    package = Package(data)
    parts = package.related("/")
    main = parts.get("officeDocument")
    blob = None if main is None else package.part(main)
    if main is None or blob is None:
        raise Unreadable("not a Word package: it names no main document")
    root = parse_xml(transitional(blob), main)
    body = root.find(W + "body")
    if root.tag != W + "document" or body is None:
        raise Unreadable("not a Word package: its main part is no Word document")
    choose_alternatives(root)
    heed_floats(root)
    reduce_to_print(root)
    related = package.related(main)
    numbering = Numbering(_part(package, related.get("numbering")))
    styles = Styles(_part(package, related.get("styles")), numbering)
    texts = Texts(root, styles, numbering)
    chunks = Chunks(package, main, read_chunk)
    blocks = tuple(_Walk(body, texts, chunks).blocks)
    if chunks.refused and not blocks:
        first = chunks.refused[0]
        raise Unreadable(f"the file only wraps another document, which is not read: {first}", first.needs_inside)
    metadata = _metadata(package, parts.get("core-properties"))
    return Content(READER, MEDIA_TYPE, blocks, metadata, (*_remarks(root, texts, chunks), *chunks.remarks))


def _part(package: Package, name: str | None) -> etree._Element | None:
    data = None if name is None else package.part(name)
    return None if name is None or data is None else parse_xml(transitional(data), name)


def _metadata(package: Package, core: str | None) -> dict[str, str]:
    root = None if core is None else package.xml(core)
    title = "" if root is None else trimmed(root.findtext(_TITLE) or "")
    return {"title": title} if title else {}


def _remarks(root: etree._Element, texts: Texts, chunks: Chunks) -> tuple[tuple[str, str], ...]:
    remarks = [
        ("DOCX_NUMBER_FORMAT", f"generated numbers of the unknown format {form} are left out")
        for form in sorted(texts.unknown_formats)
    ]
    if next(root.iter(W + "subDoc"), None) is not None or sum(1 for _ in root.iter(ALT_CHUNK)) > chunks.met:
        remarks.append((RULE, "a part of the text is an embedded document, which is not read"))
    if any(ole.get("ProgID", "").startswith(_DOCUMENTS) for ole in root.iter(_OLE_OBJECT)):
        remarks.append((RULE, "a worksheet or document is embedded as an object, which is not read"))
    return tuple(remarks)


class _Walk:
    """Walks a settled body once; `blocks` is the result."""

    def __init__(self, body: etree._Element, texts: Texts, chunks: Chunks) -> None:
        self.blocks: list[Block] = []
        self._texts, self._chunks = texts, chunks
        self._tables = {table: ordinal for ordinal, table in enumerate(body.iter(TBL), 1)}
        self._paragraphs = 0
        self._walk(body)

    def _walk(self, container: etree._Element) -> None:
        for child in container:
            tag = child.tag
            if tag == P:
                self._paragraphs += 1
                if text := self._texts.paragraph(child):
                    heading = self._texts.is_heading(child)
                    self.blocks.append(Paragraph(text, f"docx:p{self._paragraphs}", heading))
            elif tag == TBL:
                self._table(child)
            elif tag == TEXT_BOX:
                self._walk(child)
            elif tag == ALT_CHUNK:
                self.blocks += self._chunks.blocks(child)

    def _table(self, table: etree._Element) -> None:
        locator = f"docx:t{self._tables[table]}"
        grid = lay_out(table, locator, self._texts.cell)
        if grid.is_layout:
            for cell in grid.shown:
                self._walk(cell)
            return
        if any(grid.rows):
            self.blocks.append(Table(tuple(map(tuple, grid.rows)), locator, LAYOUT, grid.width))
        for nested in grid.nested:
            if nested.tag == TBL:
                self._table(nested)
            else:
                self._walk(nested)
