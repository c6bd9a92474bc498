"""The second reader of PDF tables: pdfplumber's own table finder, which shares neither code nor parser with the first.

Slow (some 80 ms a page), so it is asked only for the pages of tables that are doubtful: see
`extractors.recognition.second_opinion`.
"""

from __future__ import annotations

import io
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence

import pdfplumber
from pdfminer.pdftypes import stream_value
from pdfplumber.page import Page as PlumberPage

from xxgk.extractors.readers.paper.breaks import goes_on, joined
from xxgk.extractors.readers.paper.ruling_grid import SLIVER, Box
from xxgk.extractors.readers.paper.tables import Fragment
from xxgk.extractors.readers.pdf.extent import extent
from xxgk.schema.containers import media_type
from xxgk.schema.document import Cell, Content, Row, Unreadable
from xxgk.schema.text import clean

READER, MEDIA_TYPE = "pdf", media_type("pdf")
MOST_PAGES = 40
MOST_DRAWN = 4 << 20
"""Bytes of operators of all pages that are looked at: this reader takes some 2 s for each million."""


def read_with_pdfplumber(data: bytes, pages: Collection[int] = ()) -> Content:
    """The tables on the given pages (from 1), on all pages by default, and nothing else. Raises Unreadable."""
    try:
        fragments = list(_read(data, pages))
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable(f"the second reader failed: {type(error).__name__}") from error
    return Content(READER, MEDIA_TYPE, tuple(part.table() for part in _whole(fragments)))


def _read(data: bytes, pages: Collection[int]) -> Iterator[Fragment]:
    with pdfplumber.open(io.BytesIO(extent(data))) as document:
        numbers = sorted(pages) or range(1, len(document.pages) + 1)
        if len(numbers) > MOST_PAGES:
            raise Unreadable(f"a second reading of {len(numbers)} pages; the limit is {MOST_PAGES}")
        drawn = sum(map(_drawn, (document.pages[number - 1] for number in numbers)))
        if drawn > MOST_DRAWN:
            raise Unreadable(f"a second reading of {drawn:,} bytes of operators; the limit is {MOST_DRAWN:,}")
        for number in numbers:
            yield from _fragments(document.pages[number - 1], number)


def _drawn(page: PlumberPage) -> int:
    """Bytes of operators of a page, without those of its forms."""
    return sum(len(stream_value(content).get_data()) for content in page.page_obj.contents)


def _whole(fragments: Sequence[Fragment]) -> Iterator[Fragment]:
    """Fragments joined over page breaks."""
    last: Fragment | None = None
    for part in fragments:
        if last is not None and part.page == last.page + 1 and goes_on(last, part):
            last = joined(last, part)
            continue
        if last is not None:
            yield last
        last = part
    if last is not None:
        yield last


def _fragments(page: PlumberPage, number: int) -> Iterator[Fragment]:
    for ordinal, table in enumerate(page.find_tables(), 1):
        boxes = [Box(*cell) for row in table.rows for cell in row.cells if cell]
        xs = _edges(x for box in boxes for x in (box.x0, box.x1))
        ys = _edges(y for box in boxes for y in (box.top, box.bottom))
        if len(xs) < 3:
            continue
        rows = []
        locator = f"pdf:p{number}/t{ordinal}"
        for place, (row, texts) in enumerate(zip(table.rows, table.extract(), strict=True), 1):
            found = [(Box(*cell), text or "") for cell, text in zip(row.cells, texts, strict=True) if cell]
            rows.append(_row(found, xs, ys, f"{locator}/r{place}"))
        yield Fragment(number, Box(*table.bbox), xs, tuple(rows), locator)


def _edges(places: Iterator[float]) -> tuple[float, ...]:
    edges: list[float] = []
    for place in sorted(places):
        if not edges or place - edges[-1] > SLIVER:
            edges.append(place)
    return tuple(edges)


def _row(found: Sequence[tuple[Box, str]], xs: Sequence[float], ys: Sequence[float], locator: str) -> Row:
    cells = []
    for number, (box, text) in enumerate(found, 1):
        left, right = _place(xs, box.x0), _place(xs, box.x1)
        top, bottom = _place(ys, box.top), _place(ys, box.bottom)
        where = f"{locator}/c{number}[{box.x0:.0f},{box.top:.0f},{box.x1:.0f},{box.bottom:.0f}]"
        cells.append(Cell(clean(text), where, left, max(right - left, 1), max(bottom - top, 1)))
    return tuple(cells)


def _place(edges: Sequence[float], place: float) -> int:
    return max(bisect_right(edges, place + 0.01) - 1, 0)
