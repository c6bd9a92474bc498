"""The limits of OFD."""

from __future__ import annotations

from xxgk.extractors.readers.ofd import font_files, page, painted, painter, resources
from xxgk.extractors.readers.paper import page as paper
from xxgk.schema.limits import BYTES, Limit, LimitTable

LIMITS: LimitTable = {
    "OFD": (
        Limit(paper.MOST_PAGES, "pages"),
        Limit(paper.MOST_GLYPHS, "characters"),
        Limit(page.MAX_RULES, "rules"),
        Limit(painter.MOST_OBJECTS, "objects"),
        Limit(painted.MOST_AREAS, "painted areas of a page"),
        Limit(resources.MOST_FONTS, "fonts of a document that are looked into"),
        Limit(font_files.LARGEST, "a font that is looked into", BYTES),
    ),
}
