"""What the pages of an OFD document name: templates, drawings, units of objects, and the notes on them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from itertools import islice

from lxml import etree

from xxgk.extractors.readers.ofd.font_files import LARGEST
from xxgk.extractors.readers.ofd.glyph_codes import GlyphCodes, names_glyphs
from xxgk.extractors.readers.ofd.looks import Drawings
from xxgk.extractors.readers.package import Package

MOST_FONTS = 40
"""Fonts of a part that are looked into."""
_OF_DOCUMENT = ("{*}CommonData/{*}PublicRes", "{*}CommonData/{*}DocumentRes")


def joined(folder: str, place: str) -> str:
    """The name of a part that another part of a folder names."""
    return posixpath.normpath(posixpath.join(folder, place.strip().replace("\\", "/")))


class Resources:
    """The resources of a document whose main part is `main`; `units` are groups of objects by their number,
    `codes` what its pages say of their glyphs."""

    def __init__(self, package: Package, main: etree._Element, folder: str) -> None:
        self._package, self._folder = package, folder
        self._templates = {one.get("ID", ""): one.get("BaseLoc", "") for one in main.iter("{*}TemplatePage")}
        self._named: dict[str, etree._Element] = {}
        self._read: set[str] = set()
        self.units: dict[str, etree._Element] = {}
        self.drawings = Drawings(self._named)
        self.codes = GlyphCodes()
        for kind in _OF_DOCUMENT:
            for named in main.iterfind(kind):
                self._add(named.text or "", folder)
        self._notes = dict(self._notes_of(main))
        for template in self._templates.values():
            self.heed_glyphs(joined(folder, template))

    def add(self, content: etree._Element, folder: str) -> None:
        """Take up the resources of a page."""
        for named in content.iterfind("{*}PageRes"):
            self._add(named.text or "", folder)

    def heed_glyphs(self, part: str) -> None:
        """Take up what a part says of its glyphs."""
        if names_glyphs(self._package.part(part)) and (content := self._package.xml(part)) is not None:
            self.codes.add(content)

    def template(self, number: str) -> etree._Element | None:
        """A page that stands behind or before others."""
        return self._package.xml(joined(self._folder, self._templates.get(number, "")))

    def notes(self, page: str) -> Iterator[etree._Element]:
        """What the visible notes on a page show."""
        found = self._package.xml(self._notes[page]) if page in self._notes else None
        for note in () if found is None else found.iterfind("{*}Annot"):
            if note.get("Visible") != "false":
                yield from note.iterfind("{*}Appearance")

    def _add(self, place: str, folder: str) -> None:
        part = joined(folder, place)
        if not place.strip() or part in self._read:
            return
        self._read.add(part)
        found = self._package.xml(part)
        if found is not None:
            self.codes.add(found)
            self._add_fonts(found, joined(posixpath.dirname(part), found.get("BaseLoc", "")))
            self._named |= {one.get("ID", ""): one for one in found.iter("{*}DrawParam")}
            self.units |= {one.get("ID", ""): one for one in found.iter("{*}CompositeGraphicUnit")}

    def _add_fonts(self, found: etree._Element, folder: str) -> None:
        for font in islice(found.iter("{*}Font"), MOST_FONTS):
            place = (font.findtext("{*}FontFile") or "").strip()
            data = self._package.part(joined(folder, place)) if place else None
            if data is not None and len(data) <= LARGEST:
                self.codes.add_font(font.get("ID", ""), data)

    def _notes_of(self, main: etree._Element) -> Iterator[tuple[str, str]]:
        """By the number of a page the part that holds its notes."""
        place = main.findtext("{*}Annotations") or ""
        part = joined(self._folder, place)
        found = self._package.xml(part) if place.strip() else None
        for page in () if found is None else found.iterfind("{*}Page"):
            yield page.get("PageID", ""), joined(posixpath.dirname(part), page.findtext("{*}FileLoc") or "")
