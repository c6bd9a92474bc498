"""The limits of OFD."""

from __future__ import annotations

from xxgk.extractors.readers.ofd import page as ofd
from xxgk.extractors.readers.paper import page as paper
from xxgk.schema.limits import Limit, LimitTable

LIMITS: LimitTable = {
    "OFD": (
        Limit(paper.MOST_PAGES, "pages"),
        Limit(paper.MOST_GLYPHS, "characters"),
        Limit(ofd.MAX_RULES, "rules"),
    ),
}
