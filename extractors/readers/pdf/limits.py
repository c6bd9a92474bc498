"""The limits of PDF."""

from __future__ import annotations

from xxgk.extractors.readers.paper import breaks, scans
from xxgk.extractors.readers.paper import page as paper
from xxgk.extractors.readers.pdf import bombs, filters, inventory, plumber
from xxgk.extractors.readers.pdf import page as pdf_page
from xxgk.schema.limits import BYTES, Limit, LimitTable

LIMITS: LimitTable = {
    "PDF": (
        Limit(paper.MOST_PAGES, "pages"),
        Limit(paper.MOST_GLYPHS, "characters"),
        Limit(pdf_page.MOST_GLYPHS, "characters of a page"),
        Limit(breaks.MOST_ROWS, "rows of a table that goes on from page to page"),
        Limit(plumber.MOST_PAGES, "pages that the second reader looks at"),
        Limit(plumber.MOST_DRAWN, "operators of these pages", BYTES),
    ),
    "PDF, before it is opened": (
        Limit(filters.MOST_PER_STREAM, "a stream, inflated, after each of its filters", BYTES),
        Limit(filters.MOST_RATIO, "times that a stream of more than 1 MB may inflate"),
        Limit(filters.MOST_FILTERS, "filters of a stream"),
        Limit(filters.MOST_SLOW, "a stream in LZW, run lengths or ASCII85", BYTES),
        Limit(inventory.MOST_INFLATED, "all streams, inflated, pictures apart", BYTES),
        Limit(inventory.MOST_PACKED, "streams of objects, inflated", BYTES),
        Limit(inventory.MOST_OBJECTS, "objects"),
        Limit(inventory.MOST_STREAMS, "streams"),
        Limit(scans.MOST_PIXELS, "pixels of a picture"),
        Limit(bombs.MOST_DRAWN, "operators of a page, a form counted as often as it is drawn", BYTES),
        Limit(bombs.MOST_DRAWN_OF_ALL, "operators of all pages, counted so", BYTES),
        Limit(bombs.MOST_OBJECTS, "things that a page draws, counted so"),
        Limit(bombs.MOST_OBJECTS_OF_ALL, "things that all pages draw"),
        Limit(bombs.MOST_CHARACTERS, "bytes of text that a page shows"),
        Limit(bombs.MOST_VISITS, "ways that lead from pages to forms"),
    ),
}
