"""The blocks of a prepared page in reading order."""

from __future__ import annotations

from typing import NamedTuple

from lxml import etree

from xxgk.extractors.readers.html.print import Marks
from xxgk.extractors.readers.html.table import read_table
from xxgk.extractors.readers.html.text import BLOCKS, HEADINGS, as_printed, text_of
from xxgk.extractors.readers.html.tree import Element
from xxgk.schema.document import Block, Paragraph


class Printed(NamedTuple):
    """A block, its text (of a table: that of its cells joined by spaces), the element that holds it, the text in links.

    `linked` counts the characters that are the text of links; tables are not examined for them.
    """

    block: Block
    text: str
    element: Element
    linked: int


def walk(root: Element, numbers: dict[Element, int], marks: Marks) -> list[Printed]:
    """All blocks below `root`. `numbers` holds the ordinal of each table on the page, `marks` what `prepare` noted.

    The walk is an iteration over start and end tags, not a recursion: depth costs nothing. Tables that only frame other
    blocks are walked through.
    """
    run = _Run(root)
    steps = etree.iterwalk(root, events=("start", "end"))
    for event, element in steps:
        tag = element.tag
        if event == "start":
            if tag == "table" and (table := read_table(element, numbers[element], marks)):
                run.flush()
                for caption in element.iterchildren("caption"):
                    run.add(text_of(caption))
                    run.flush()
                text = " ".join([cell.text for row in table.rows for cell in row])
                run.printed.append(Printed(table, text, element, 0))
                run.owners.append(element)
                steps.skip_subtree()
                continue
            if tag in BLOCKS:
                run.flush()
                run.owners.append(element)
            elif tag == "a" and element.get("href"):
                run.depth += 1
            run.add(element.text)
        else:
            if tag in BLOCKS:
                run.flush()
                run.owners.pop()
            elif tag == "a" and element.get("href"):
                run.depth -= 1
            run.add(element.tail)
    run.flush()
    return run.printed


class _Run:
    """Text gathered since the last boundary of a block, and the blocks finished so far."""

    __slots__ = ("count", "depth", "linked", "owners", "parts", "printed")

    def __init__(self, root: Element) -> None:
        self.printed: list[Printed] = []
        self.owners = [root]
        self.parts: list[str] = []
        self.depth = self.linked = self.count = 0

    def add(self, text: str | None) -> None:
        if text and (self.parts or not text.isspace()):  # a paragraph does not begin with white space
            self.parts.append(text)
            if self.depth:
                self.linked += len(text.strip())

    def flush(self) -> None:
        """End the paragraph: what was gathered becomes one paragraph a line."""
        if not self.parts:
            return
        text = as_printed("".join(self.parts))
        self.parts.clear()
        linked, self.linked = self.linked, 0
        if not text:
            return
        owner = self.owners[-1]
        share = linked / len(text)
        for line in text.split("\n"):
            self.count += 1
            block = Paragraph(line, f"html:p[{self.count}]", owner.tag in HEADINGS)
            self.printed.append(Printed(block, line, owner, round(share * len(line))))
