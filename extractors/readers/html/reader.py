"""HTML pages: bytes to blocks in reading order.

The way of a page: `tree.parse` (character set, tree) → `print.prepare` (only what is printed) →
`walk.walk` (paragraphs, and tables by `table`) → `main.main_content`
(without navigation) and `page` (metadata).
"""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType

from extractors.readers.cards import card_pairs, merged
from extractors.readers.html.main import main_content
from extractors.readers.html.page import body_metadata, head_metadata, headline
from extractors.readers.html.pictures import pictures_of
from extractors.readers.html.print import may_be_styled, prepare
from extractors.readers.html.tree import parse
from extractors.readers.html.walk import walk
from schema.document import Content, Table, Unreadable


def read(data: bytes, is_anchor: Callable[[str], bool]) -> Content:
    """The main content of a page, and what the page tells of itself.

    `is_anchor` tells of a paragraph's text, or of a table's cells joined by spaces, whether only the document itself
    would print it; the main content is found by it. A function that is always false keeps every block, under the same
    locators. Tables of metadata are read into `Content.metadata` and are never blocks. Raises `Unreadable` for a page
    without text.
    """
    root, cells, lower, remarks = parse(data)
    head = head_metadata(root, data)
    pictures = pictures_of(root)
    numbers = {table: number for number, table in enumerate(root.iter("table"), 1)}
    printed = walk(root, numbers, prepare(root, cells, may_be_styled(lower)))
    if not printed:
        raise Unreadable("the page prints no text")
    cards = []
    kept = []
    for item in printed:
        card = card_pairs(item.block) if isinstance(item.block, Table) else None
        if card is None or is_anchor(item.text):
            kept.append(item)
        else:
            cards.append(card)
    main = main_content(kept, is_anchor)
    outside = [item for index, item in enumerate(kept) if index not in main] if len(main) < len(kept) else kept
    title = head["title"]
    heading = {"heading": head["heading"] or headline(root, title, outside)}
    metadata = merged(head, heading, body_metadata(cards, outside))
    blocks = tuple(kept[index].block for index in main)
    return Content("html", "text/html", blocks, MappingProxyType(metadata), remarks, pictures)
