"""A document within another: its blocks, each locator led by the name of what holds it (``zip:a.doc!doc:t1``)."""

from __future__ import annotations

from dataclasses import replace

from xxgk.schema.document import Block, Cell, Content, Paragraph


def named(content: Content, prefix: str) -> Content:
    """The content of a document within another, `prefix` before all its locators."""
    return replace(content, blocks=tuple(_led(block, prefix) for block in content.blocks))


def _led(block: Block, prefix: str) -> Block:
    if isinstance(block, Paragraph):
        return Paragraph(block.text, prefix + block.locator, block.heading)

    def inside(cell: Cell) -> Cell:
        return cell._replace(locator=prefix + cell.locator)

    rows = tuple(tuple(map(inside, row)) for row in block.rows)
    cut = frozenset((prefix + above, prefix + below) for above, below in block.cut)
    return replace(block, rows=rows, locator=prefix + block.locator, cut=cut)
