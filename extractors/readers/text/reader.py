"""Plain text and Markdown: bytes to lines, and lines to blocks by the layouts.

The text of a report often begins with what a crawler or converter noted about the page (``标题: …``), or with the card
of metadata that stood on the page: both become metadata. Everything else is handed to the layouts in turn, each of
which takes the lines whose table it understands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from xxgk.extractors.labels.dates import iso_date
from xxgk.extractors.readers.cards import card_pairs, facts, is_card_line, joined_pairs, lines_pairs, merged
from xxgk.extractors.readers.text.charset import decode
from xxgk.extractors.readers.text.layouts import blocks_of
from xxgk.extractors.readers.text.lines import Line, printed
from xxgk.extractors.readers.text.wrapped import join_wrapped
from xxgk.schema.containers import media_type
from xxgk.schema.document import Content, Table, Unreadable
from xxgk.schema.text import clean, narrow

MEDIA_TYPE = media_type("text")
MOST_BYTES = 4 << 20  # a report has some 20 thousand

# What a crawler's head lines are called, by metadata key.
HEAD_KEYS = {
    "标题": "title",
    "名称": "title",
    "发布时间": "published_on",
    "发布日期": "published_on",
    "公开日期": "published_on",
    "发布机构": "publisher",
    "单位": "publisher",
    "原文链接": "url",
    "链接": "url",
    "url": "url",
}
_HEAD_LINE = re.compile(r"^\s*([一-鿿A-Za-z]{2,6})\s*[:：]\s*(.*)$")
_RULE = re.compile(r"^\W*[=\-*_#]{4,}.*$")
HEAD_LINES = 15


def read(data: bytes) -> Content:
    """The blocks of a text. Raises Unreadable where it holds no text, is binary or too long."""
    if len(data) > MOST_BYTES:
        raise Unreadable(f"the text has {len(data):,} bytes; the limit is {MOST_BYTES:,}")
    text, remarks = decode(data)
    if text.count("\x00") > len(text) // 100 or not text.strip():
        raise Unreadable("the file holds no text" if not text.strip() else "the file is binary, not text")
    lines = list(_lines(text))
    metadata, start = _head(lines)
    blocks = []
    cards = [dict(lines_pairs(line.text for line in lines[:HEAD_LINES]))]
    for block in join_wrapped(blocks_of(lines[start:])):
        card = card_pairs(block) if isinstance(block, Table) else None
        if card is None:
            blocks.append(block)
        else:
            cards.append(card)
    return Content("text", MEDIA_TYPE, tuple(blocks), merged(metadata, facts(joined_pairs(cards))), remarks)


def _lines(text: str) -> Iterator[Line]:
    page = 1
    for number, (own, with_end) in enumerate(zip(text.splitlines(), text.splitlines(keepends=True), strict=True), 1):
        yield Line(printed(own), number, page=page)
        page += with_end[-1] == "\f"


def _head(lines: list[Line]) -> tuple[dict[str, str], int]:
    """Metadata of the first lines, and the number of lines they take: up to a rule line, if key lines stand before
    it."""
    metadata: dict[str, str] = {}
    for position, line in enumerate(lines[:HEAD_LINES]):
        if metadata and _RULE.match(line.text):
            return metadata, position + 1
        match = _HEAD_LINE.match(line.text)
        key = HEAD_KEYS.get(match[1].lower()) if match else None
        if match and key and (value := clean(match[2])) and not is_card_line(value):
            if key == "published_on":
                value = iso_date(narrow(value))
            if value:
                metadata.setdefault(key, value)
    return metadata, 0
