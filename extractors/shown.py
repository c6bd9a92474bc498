"""A document as a person may look at it beside its figures: the page made harmless, the sheet drawn, the lines, or its
blocks in reading order. Pure: bytes in, text and pictures out; nothing of it acts."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from html import escape
from typing import NamedTuple

from xxgk.extractors.containers import container
from xxgk.extractors.document import read
from xxgk.extractors.readers.html.sanitised import sanitised
from xxgk.extractors.readers.pdf.drawn import DrawnPage, drawn
from xxgk.extractors.readers.pdf.reader import pages_of
from xxgk.extractors.readers.text.charset import decode
from xxgk.extractors.readers.text.lines import printed
from xxgk.schema.document import Block, Cell, Paragraph, Table

PAGE, LINES, PAPER = "page", "lines", "paper"

MOST_SHOWN = 1_000_000
"""Characters of a document that are shown; of a longer one its tables alone, and these up to here."""

_WIDEST = 1000


class ShownDocument(NamedTuple):
    """What is shown, by `kind`: markup of our own making whose cells bear their locators (`PAGE`); the lines of a text,
    from 1 (`LINES`); or pages as pictures (`PAPER`)."""

    kind: str
    markup: str = ""
    lines: tuple[str, ...] = ()
    pages: tuple[DrawnPage, ...] = ()


def shown(data: bytes, locators: Collection[str]) -> ShownDocument:
    """A document, so that the places that `locators` name can be marked in it. Raises Unreadable."""
    kinds = {locator.partition(":")[0] for locator in locators}
    if kinds == {"pdf"}:
        return ShownDocument(PAPER, pages=tuple(drawn(data, pages_of(locators))))
    if kinds == {"text"}:
        return ShownDocument(LINES, lines=tuple(_lines(data)))
    if kinds == {"html"} and container(data).name == "html":
        markup = sanitised(data)
        if len(markup) <= MOST_SHOWN:
            return ShownDocument(PAGE, markup)
    return in_blocks(data)


def in_blocks(data: bytes) -> ShownDocument:
    """A document as its blocks in reading order, each paragraph and cell with its place. Raises Unreadable."""
    blocks = read(data).blocks
    whole = "".join(map(_block, blocks))
    if len(whole) > MOST_SHOWN:
        whole = "".join(_upto(_block(block) for block in blocks if isinstance(block, Table)))
    return ShownDocument(PAGE, whole)


def _lines(data: bytes) -> Iterator[str]:
    size = 0
    for line in decode(data)[0].splitlines():
        size += len(line) + 1
        if size > MOST_SHOWN:
            return
        yield printed(line)


def _upto(pieces: Iterator[str]) -> Iterator[str]:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > MOST_SHOWN:
            return
        yield piece


def _block(block: Block) -> str:
    if isinstance(block, Table):
        rows = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in block.rows)
        return f"<table>{rows}</table>"
    tag = "h3" if isinstance(block, Paragraph) and block.heading else "p"
    return f'<{tag} data-at="{escape(block.locator)}">{_text(block.text)}</{tag}>'


def _cell(cell: Cell) -> str:
    spans = "".join(
        f' {name}="{min(count, _WIDEST)}"'
        for name, count in (("colspan", cell.colspan), ("rowspan", cell.rowspan))
        if count > 1
    )
    return f'<td data-at="{escape(cell.locator)}"{spans}>{_text(cell.text)}</td>'


def _text(text: str) -> str:
    return escape(text).replace("\n", "<br>")
