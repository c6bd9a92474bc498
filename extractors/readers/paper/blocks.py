"""Pages to blocks, whatever file they are of: ruled tables by their rulings, running text by its lines.

Tables are put together over page breaks (`tables`, `breaks`), running heads and page numbers are left out and lines
joined to paragraphs (`paragraphs`). Rows of figures without any rules are read by their columns (`aligned`), or left to
the layout of plain lines, which knows rows by the form's labels alone.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from xxgk.extractors.labels.values import is_valuelike
from xxgk.extractors.readers.paper.aligned import parts_of
from xxgk.extractors.readers.paper.breaks import goes_on, joined
from xxgk.extractors.readers.paper.lines import Glyph, TextLine, lines_of
from xxgk.extractors.readers.paper.notes import with_notes
from xxgk.extractors.readers.paper.page import Page, Ruled, ruled
from xxgk.extractors.readers.paper.paragraphs import (
    Frame,
    Measures,
    frame_of,
    is_tabular,
    paragraphs_of,
    text_of,
    without_furniture,
)
from xxgk.extractors.readers.paper.tables import NO_CODE, Fragment, fragment
from xxgk.extractors.readers.seen import UNKNOWN
from xxgk.extractors.readers.text import stream
from xxgk.extractors.readers.text.lines import Line
from xxgk.schema.document import Block, Cell, Content, Paragraph, Row, Table, Unreadable
from xxgk.schema.layouts import OCR_TABLE, RULED_TABLE
from xxgk.schema.locators import line_of
from xxgk.schema.text import NUMBERING, narrow

WHOLE_PAGE = 0.5  # of the page, that a picture must cover to be a scan of it
FEWEST_GLYPHS = 20  # fewer on a page that is a picture are a stamp or a page number
NEAR = 3  # lines
_FIGURE = re.compile(r"[\W_]*\d")
Item = TextLine | Fragment


def content_of(
    pages: Sequence[Page], reader: str, media_type: str, remarks: tuple[tuple[str, str], ...] = ()
) -> Content:
    """The blocks of pages in order, their locators as in a PDF. Raises Unreadable where they print nothing."""
    if not any(page.glyphs or page.lines for page in pages):
        raise Unreadable("nothing is printed in it that can be read")
    return Content(reader, media_type, blocks_of(pages, "pdf"), remarks=remarks)


def blocks_of(pages: Sequence[Page], scheme: str) -> tuple[Block, ...]:
    """What pages of print and rules say, whatever file they are of; `scheme` begins the locators (``pdf:p3/t1``)."""
    items = list(_items(pages, scheme))
    scanned = frozenset(page.number for page in pages if page.scanned)
    widths = {page.number: round(page.width) for page in pages}
    return tuple(_blocks(items, widths, scheme, scanned))


def remarks_on(pages: Sequence[Page], reason: str = "") -> tuple[tuple[str, str], ...]:
    """The pages that could not be read, as findings."""
    return tuple(
        ("PAGE_NOT_READ", f"page {page.number} is a picture without text{reason}") for page in pages if is_picture(page)
    )


def is_picture(page: Page) -> bool:
    """Whether a page is a picture of a page: one that covers it, and hardly a character."""
    covered = max(((box.x1 - box.x0) * (box.bottom - box.top) for box in page.images), default=0.0)
    return covered > WHOLE_PAGE * page.width * page.height and page.shown < FEWEST_GLYPHS


# -------------------------------------------------------------------------------------------------------------- items


def _items(pages: Sequence[Page], scheme: str) -> Iterator[Item]:
    """Lines and tables in reading order, page furniture left out, tables joined over page breaks."""
    tables, lines = [], []
    for page in pages:
        found, outside = _tables(page, scheme)
        tables.append(found)
        lines.append((Measures(page.width, page.height), list(_lines(page, outside))))
    last: Fragment | None = None
    for found, kept in zip(tables, without_furniture(lines), strict=True):
        items: list[Item] = [*found, *kept]
        for item in sorted(items, key=lambda item: item.box.top):
            if isinstance(item, Fragment) and last is not None and item.page > last.page and goes_on(last, item):
                last = joined(last, item)
                continue
            if last is not None:
                yield last
            last = None
            if isinstance(item, Fragment):
                last = item
            else:
                yield item
    if last is not None:
        yield last


def _lines(page: Page, outside: Sequence[Glyph]) -> Iterable[TextLine]:
    """The lines of a page beside its tables, marks of notes told from figures where every character is known."""
    if page.lines is not None and page.tables is None:
        return page.lines
    lines = page.lines if page.lines is not None else lines_of(outside, page.number)
    return lines if page.scanned else map(with_notes, lines)


def _tables(page: Page, scheme: str) -> tuple[list[Fragment], list[Glyph]]:
    """The ruled tables of a page, and the print outside of them."""
    tables: Sequence[Ruled] | None = page.tables
    outside: list[Glyph] = []
    if tables is None:
        tables, outside = ruled(page.horizontals, page.verticals, page.glyphs)
    found: list[Fragment] = []
    for grid, cells, unread in tables:
        if any(cells) or unread:
            layout = OCR_TABLE if page.scanned else RULED_TABLE
            locator = f"{scheme}:p{page.number}/t{len(found) + 1}"
            found.append(fragment(grid, cells, page.images, page.number, locator, layout=layout, unread=unread))
    return found, outside


# ------------------------------------------------------------------------------------------------------------- blocks


def _blocks(items: Sequence[Item], widths: Mapping[int, int], scheme: str, scanned: Container[int]) -> Iterator[Block]:
    by_width: dict[int, list[TextLine]] = {}
    for item in items:
        if isinstance(item, TextLine):
            by_width.setdefault(widths[item.page], []).append(item)
    frames = {width: frame_of(lines, width) for width, lines in by_width.items()}
    for width, run in groupby(items, lambda item: widths[item.page] if isinstance(item, TextLine) else 0):
        together = list(run)
        yield from (item.table() for item in together if isinstance(item, Fragment))
        if width:
            lines = [item for item in together if isinstance(item, TextLine)]
            for part in parts_of(lines, scheme) if not any(line.page in scanned for line in lines) else [lines]:
                if isinstance(part, list):
                    yield from _text_blocks(part, frames[width], scheme, scanned)
                else:
                    yield part


def _text_blocks(lines: Sequence[TextLine], frame: Frame, scheme: str, scanned: Container[int]) -> Iterator[Block]:
    """Paragraphs; and where lines print rows of figures, what the layout of plain lines makes of both. Not so on pages
    that were `scanned`: figures that no rules part are not to be believed there. Nor where a figure without a label
    stands near: it may belong to any line around it."""
    printed: list[Line] = []
    tabular = False
    for is_row, run in groupby(lines, lambda line: line.page not in scanned and is_tabular(line)):
        tabular = tabular or is_row
        for paragraph in [[line] for line in run] if is_row else paragraphs_of(list(run), frame):
            printed.append(Line(text_of(paragraph), len(printed) + 1, -1, _locator(paragraph, scheme)))
    if tabular and not any(_is_stray(number, lines) for number in range(len(lines))):
        unknown = {line.place for line in printed if UNKNOWN in line.text}
        for block in stream.blocks_of(printed):
            yield _without_unknown(block, unknown) if unknown and isinstance(block, Table) else block
    else:
        yield from (Paragraph(line.text, line.place) for line in printed)


def _without_unknown(table: Table, unknown: Container[str]) -> Table:
    """A table in which no figure is read of lines that print a character without a known code, and this is in a cell of
    its own."""
    return replace(table, rows=tuple(tuple(_cells_of_unknown(row, unknown)) for row in table.rows))


def _cells_of_unknown(row: Row, unknown: Container[str]) -> Iterator[Cell]:
    for cell in row:
        text, mark, _ = cell.text.partition(UNKNOWN)
        if mark:
            if text.strip() and not is_valuelike(text):
                yield cell._replace(text=text.strip())
            yield cell._replace(text="", unreadable=NO_CODE)
        elif line_of(cell.locator) in unknown and is_valuelike(cell.text):
            yield cell._replace(unreadable=NO_CODE)
        else:
            yield cell


def _is_stray(number: int, lines: Sequence[TextLine]) -> bool:
    """Whether a line prints figures alone, or begins with one near a row of figures."""
    line = lines[number]
    if all(map(is_valuelike, line.text.split())):
        return True
    if is_tabular(line) or not _FIGURE.match(line.text) or NUMBERING.match(narrow(line.text)):
        return False
    return any(is_tabular(other) for other in lines[max(number - NEAR, 0) : number + NEAR + 1])


def _locator(paragraph: Sequence[TextLine], scheme: str) -> str:
    """``pdf:p1[x0,top,x1,bottom]``: the page on which the paragraph begins, and its box there."""
    here = [line.box for line in paragraph if line.page == paragraph[0].page]
    x0, top = min(box.x0 for box in here), min(box.top for box in here)
    x1, bottom = max(box.x1 for box in here), max(box.bottom for box in here)
    return f"{scheme}:p{paragraph[0].page}[{x0:.0f},{top:.0f},{x1:.0f},{bottom:.0f}]"
