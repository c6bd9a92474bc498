"""HTML pages: bytes to blocks in reading order.

The way of a page: `tree.parse` (character set, tree) → `print.prepare` (only what is printed) →
`walk.walk` (paragraphs, and tables by `table`) → `main.main_content`
(without navigation) and `page` (metadata).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType

from xxgk.extractors.readers.cards import card_pairs, merged
from xxgk.extractors.readers.html.cascade import PageIndex, SheetOf, sheets_of
from xxgk.extractors.readers.html.drawn import may_be_figure
from xxgk.extractors.readers.html.ending import Ending
from xxgk.extractors.readers.html.main import main_content
from xxgk.extractors.readers.html.page import body_metadata, date_under, head_metadata, headline
from xxgk.extractors.readers.html.pictures import pictures_of
from xxgk.extractors.readers.html.print import CUT, GONE, MANY_TAGS, SHORTEST_TAG, Marks, prepare, signs_of, undecided
from xxgk.extractors.readers.html.scripts import of_files
from xxgk.extractors.readers.html.size import refuse_large
from xxgk.extractors.readers.html.tree import CELLS, parse
from xxgk.extractors.readers.html.walk import Printed, walk
from xxgk.extractors.readers.text import run_on
from xxgk.schema.containers import media_type
from xxgk.schema.document import Content, Paragraph, Table, Unreadable
from xxgk.schema.text import run_at_end

READER, MEDIA_TYPE = "html", media_type("html")
_GOES_ON = re.compile(run_at_end(r"\d０-９.．,，\-－%％"))


def read(
    data: bytes, is_anchor: Callable[[str], bool], *, whole: bool = False, sheet_of: SheetOf | None = None
) -> Content:
    """The main content of a page, and what the page tells of itself.

    `is_anchor` tells of a paragraph's text, or of a table's cells joined by spaces, whether only the document itself
    would print it; the main content is found by it. Of a page that is nothing but the document the `whole` is kept, as
    it is with a function that is always false, under the same locators. `sheet_of` gives the style sheets beside it.
    Tables of metadata are read into `Content.metadata` and are never blocks. Raises `Unreadable` for a page without
    text.
    """
    refuse_large(data)
    root, cells, by_tag, lower, once, remarks, ending = parse(data)
    head = head_metadata(by_tag, data)
    pictures = pictures_of(by_tag["img"])
    numbers = {table: number for number, table in enumerate(by_tag["table"], 1)}
    many = len(lower) > SHORTEST_TAG * MANY_TAGS and lower.count(b"<") > MANY_TAGS
    index, sheets = PageIndex(root, once), sheets_of(root, sheet_of)
    unknown = undecided(index) if sheets.missing else 0
    scripted = sum(map(may_be_figure, of_files(index, root.iter("script"))))
    marks = prepare(index, cells, signs_of(lower, once), sheets, many=many)
    if ending.in_cell:
        _break_off(marks)
    printed = walk(root, numbers, marks)
    if not printed:
        raise Unreadable("the page prints no text")
    if ending.in_text:
        printed[-1] = _broken_off(printed[-1])
    cards = []
    kept = []
    for item in printed:
        card = card_pairs(item.block) if isinstance(item.block, Table) else None
        if card is None or is_anchor(item.text):
            kept.append(item)
        else:
            cards.append(card)
    main = range(len(kept)) if whole else main_content(kept, is_anchor)
    outside = [item for index, item in enumerate(kept) if index not in main] if len(main) < len(kept) else kept
    title = head["title"]
    heading = {"heading": head["heading"] or headline(root, title, outside)}
    dated = date_under(heading["heading"], kept[: main.start])
    metadata = merged(head, heading, body_metadata(cards, outside), dated)
    blocks = tuple(run_on.parted([kept[index].block for index in main]))
    told = (*remarks, *_told(ending), *_unknown(unknown, sheets.missing), *_scripted(scripted))
    return Content(READER, MEDIA_TYPE, blocks, MappingProxyType(metadata), told, pictures)


def _break_off(marks: Marks) -> None:
    """Mark the last cell of a page that breaks off within it: what it prints may have gone on."""
    cell = next((cell for cell in reversed(marks) if cell.tag in CELLS), None)
    if cell is not None and marks[cell] != GONE:
        marks[cell] = CUT


def _broken_off(last: Printed) -> Printed:
    """The last line of a page that breaks off within it, without the figure that may have gone on."""
    if not isinstance(last.block, Paragraph):
        return last
    text = _GOES_ON.sub("", last.text)
    return last._replace(text=text, block=replace(last.block, text=text))


def _unknown(cells: int, sheets: int) -> tuple[tuple[str, str], ...]:
    """What a reader must know of style sheets that were not had."""
    if not cells:
        return ()
    several = f"{cells} cells print" if cells > 1 else "one cell prints"
    beside = f"{sheets} style sheets that were" if sheets > 1 else "a style sheet that was"
    return (("STYLE_UNKNOWN", f"{several} a figure in pieces of which {beside} not had whole may hide some"),)


def _scripted(cells: int) -> tuple[tuple[str, str], ...]:
    """What a reader must know of scripts that are files of their own."""
    several = f"{cells} cells have names" if cells > 1 else "one cell has a name"
    return (("SCRIPT_UNKNOWN", f"{several} by which a script that was not had may write them"),) if cells else ()


def _told(ending: Ending) -> tuple[tuple[str, str], ...]:
    """What a reader must know of how a page ends."""
    if ending.cut:
        what = "; the figure in which it ends was not read" if ending.in_cell or ending.in_text else ""
        return (("CUT_OFF", f"the page is cut off {ending.cut}{what}"),)
    return (("END_MISSING", "the page has no </html>"),) if ending.lacks_end else ()
