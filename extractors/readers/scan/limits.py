"""The limits of scans and pictures."""

from __future__ import annotations

from xxgk.extractors.readers.paper import scans
from xxgk.schema.limits import Limit, LimitTable

LIMITS: LimitTable = {
    "Scans and pictures": (
        Limit(scans.MOST_PAGES, "pages or frames"),
        Limit(scans.MOST_PIXELS, "pixels of a picture"),
    ),
}
