"""Pages of an OFD document (GB/T 33190: a zip of XML): print and rules in points from the top left of the page.

What matters here of the format: ``TextObject`` (characters with their advances), ``PathObject`` (lines and thin filled
boxes are rules), ``ImageObject``, ``PageBlock`` around them, ``CompositeObject`` for a unit of them, templates that
stand behind a page, and the notes on it.
"""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice

from lxml import etree

from xxgk.extractors.readers.ofd.geometry import POINT, Corner, Matrix, numbers_of
from xxgk.extractors.readers.ofd.painter import OfdPage, Painter
from xxgk.extractors.readers.ofd.resources import Resources, joined
from xxgk.extractors.readers.package import Package
from xxgk.extractors.readers.paper.page import MOST_GLYPHS, MOST_PAGES
from xxgk.schema.document import Unreadable

MAX_RULES = 200_000
MOST_SEALS = 200


def read_pages(package: Package) -> tuple[list[OfdPage], str]:
    """The pages of the first document in the package, and its title. Raises Unreadable."""
    head = package.xml("/OFD.xml")
    root = "" if head is None else (head.findtext("{*}DocBody/{*}DocRoot") or "").strip()
    main = package.xml(joined("/", root)) if root else None
    if head is None or main is None:
        raise Unreadable("not an OFD document: it names no pages")
    folder = posixpath.dirname(joined("/", root))
    listed = [(page.get("ID", ""), page.get("BaseLoc", "")) for page in main.iterfind("{*}Pages/{*}Page")]
    if not 0 < len(listed) <= MOST_PAGES:
        raise Unreadable(f"the OFD document has {len(listed):,} pages; the limit is {MOST_PAGES}")
    usual = main.find("{*}CommonData/{*}PageArea")
    resources = Resources(package, main, folder)
    for _, place in listed:
        resources.heed_glyphs(joined(folder, place))
    seals = dict(_seals(package, head))
    painter = Painter(resources)
    pages = []
    glyphs = rules = 0
    for number, (name, place) in enumerate(listed, 1):
        content = package.xml(joined(folder, place))
        if content is None:
            raise Unreadable(f"page {number} of the OFD document is missing")
        page = _page(number, content, usual)
        resources.add(content, folder)
        painter.paint(list(_layers(content, name, resources)), page, seals.get(name, ()))
        pages.append(page)
        glyphs, rules = glyphs + len(page.glyphs), rules + len(page.rules)
        if glyphs > MOST_GLYPHS or rules > MAX_RULES:
            raise Unreadable("the OFD document has more print than a report can have")
    return pages, (head.findtext("{*}DocBody/{*}DocInfo/{*}Title") or "").strip()


def _layers(content: etree._Element, name: str, resources: Resources) -> Iterator[tuple[etree._Element, Matrix]]:
    """What is painted of a page, from the ground up: templates behind it, itself, templates before it, its notes."""
    before = []
    for layer in content.iterfind("{*}Template"):
        template = resources.template(layer.get("TemplateID", ""))
        if template is not None and layer.get("ZOrder") == "Foreground":
            before.append(template)
        elif template is not None:
            yield template, Matrix()
    yield content, Matrix()
    yield from ((template, Matrix()) for template in before)
    for note in resources.notes(name):
        corner = numbers_of(note.get("Boundary", ""))
        if len(corner) == 4:
            yield note, Matrix(e=corner[0], f=corner[1])


def _seals(package: Package, head: etree._Element) -> Iterator[tuple[str, list[list[Corner]]]]:
    """By the number of a page the corners of the seals that its signatures show on it."""
    part = joined("/", head.findtext("{*}DocBody/{*}Signatures") or "")
    found: defaultdict[str, list[list[Corner]]] = defaultdict(list)
    listed = package.xml(part) if part != "/" else None
    for named in () if listed is None else islice(listed.iterfind("{*}Signature"), MOST_SEALS):
        signature = package.xml(joined(posixpath.dirname(part), named.get("BaseLoc", "")))
        for stamp in () if signature is None else islice(signature.iter("{*}StampAnnot"), MOST_SEALS):
            room = numbers_of(stamp.get("Boundary", ""))
            if len(room) == 4:
                x, y, width, height = room
                found[stamp.get("PageRef", "")].append([(x, y), (x + width, y + height)])
    yield from found.items()


def _page(number: int, content: etree._Element, usual: etree._Element | None) -> OfdPage:
    for area in (content.find("{*}Area"), usual):
        box = None if area is None else numbers_of(area.findtext("{*}PhysicalBox") or "")
        if box and len(box) == 4 and box[2] > 0 < box[3]:
            return OfdPage(number, box[2] * POINT, box[3] * POINT)
    raise Unreadable(f"page {number} of the OFD document has no size")
