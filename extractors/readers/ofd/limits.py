"""The limits of OFD."""

from __future__ import annotations

from xxgk.extractors.readers.ofd import page, painted, painter
from xxgk.extractors.readers.paper import page as paper
from xxgk.schema.limits import Limit, LimitTable

LIMITS: LimitTable = {
    "OFD": (
        Limit(paper.MOST_PAGES, "pages"),
        Limit(paper.MOST_GLYPHS, "characters"),
        Limit(page.MAX_RULES, "rules"),
        Limit(painter.MOST_OBJECTS, "objects"),
        Limit(painted.MOST_AREAS, "painted areas of a page"),
    ),
}
