"""Documents that a Word file holds as they are (``w:altChunk``) and that Word takes in on opening: what converters
leave that wrap a web page, a saved page or another Word file in a package. They are read by their own readers, in their
place.

Locators are led by the number of the chunk: ``docx:a1!html:table[2]/tr[3]/td[1]``."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree

from xxgk.extractors.readers.package import Package
from xxgk.extractors.readers.within import named
from xxgk.schema.document import Block, Content, Unreadable

RULE = "DOCX_EMBEDDED_DOCUMENT"
MOST = 50
_ID = ("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
       "{http://purl.oclc.org/ooxml/officeDocument/relationships}id")  # fmt: skip
_OF_PAGES = "END_MISSING"  # a piece of a page need not have its end

ReadChunk = Callable[[bytes], Content]
"""Reads an embedded document; raises Unreadable."""


class Chunks:
    """The embedded documents of the part `main`; `met` counts those that stand in the running text,
    and `remarks` tells of what is to be told of them."""

    def __init__(self, package: Package, main: str, read_chunk: ReadChunk | None) -> None:
        self._package, self._read = package, read_chunk
        self._targets = package.targets(main)
        self.met = 0
        self.remarks: list[tuple[str, str]] = []
        self.refused: list[Unreadable] = []

    def blocks(self, chunk: etree._Element) -> Iterator[Block]:
        """What the document at this place says; nothing where it cannot be read, which is told."""
        self.met += 1
        try:
            content = self._content(next((chunk.get(name) or "" for name in _ID if chunk.get(name)), ""))
        except Unreadable as reason:
            self.refused.append(reason)
            self.remarks.append((RULE, f"a part of the text is an embedded document, which is not read: {reason}"))
            return
        self.remarks += [remark for remark in content.remarks if remark[0] != _OF_PAGES]
        yield from named(content, f"docx:a{self.met}!").blocks

    def _content(self, relation: str) -> Content:
        data = self._package.part(self._targets.get(relation, "")) if relation in self._targets else None
        if data is None:
            raise Unreadable("it is not in the file")
        if self._read is None:
            raise Unreadable("it is embedded in an embedded one")
        if self.met > MOST:
            raise Unreadable(f"there are more than {MOST}")
        return self._read(data)
