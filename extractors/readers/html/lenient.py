"""The lenient parser: nests broken markup as browsers do, within a budget.

What it takes is told by the elements that it makes and by how deep they stand, not by the bytes of the page: for each
tag it looks through the elements that are open, and fonts that a page never closes are made anew in each paragraph.
"""

from __future__ import annotations

import re
import warnings

from bs4 import BeautifulSoup, Tag
from bs4.builder._html5lib import Element, HTML5TreeBuilder, TreeBuilderForHtml5lib
from bs4.element import PageElement
from html5lib.treebuilders.base import ActiveFormattingElements

from xxgk.schema.document import Unreadable

MOST_TAGS = 100_000
"""Elements that may be made, each some 20 µs, and tags of the page, of which every second one opens an element."""
DEEPEST, MOST_FONTS = 512, 128
"""Elements that may be open at once (browsers nest no deeper), and fonts among them."""
_BUGS = (AssertionError, LookupError, AttributeError, TypeError, ValueError, RecursionError)  # of html5lib, on chaos


def nested(source: str) -> bytes:
    """The page with its elements nested as browsers nest them. Raises Unreadable where that takes too much."""
    if source.count("<") > 2 * MOST_TAGS:
        raise _refused(f"has more than {2 * MOST_TAGS:,} tags")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # BeautifulSoup warns of pages that look like XML or like a file name
        try:
            soup = BeautifulSoup(source, builder=_Builder(store_line_numbers=False), element_classes={Tag: _Tag})
        except _BUGS as error:
            raise Unreadable("tables are nested wrongly, and the lenient parser fails on the page") from error
    kept = _ENDED_EARLY.sub(lambda tag: f"</span>{tag[0]}" if tag[1] else f"{tag[0]}<span>", str(soup))
    return kept.encode("utf-8", "replace")


_ENDED_EARLY = re.compile(r"<(/?)(?:b|big|i|s|small|strike|tt|u)(?: [^<>]*)?>")
"""Elements that the fast parser ends where a paragraph begins within them, but for one that stands between."""


class _Tag(Tag):
    def index(self, element: PageElement) -> int:
        """The place of a child; looked for from the end, where what stands before a table is put."""
        for place in range(len(self.contents) - 1, -1, -1):
            if self.contents[place] is element:
                return place
        raise ValueError("no child of this element")


class _Fonts(ActiveFormattingElements):
    """The fonts that are open; of those that are alike three at most, as browsers have it."""

    def nodesEqual(self, node1: Element, node2: Element) -> bool:  # noqa: N802
        return node1.nameTuple == node2.nameTuple and dict(node1.attributes) == dict(node2.attributes)


class _Tree(TreeBuilderForHtml5lib):
    """A tree that refuses to become larger or deeper than its budget."""

    made = 0

    def reset(self) -> None:
        super().reset()
        self.activeFormattingElements = _Fonts()

    def elementClass(self, name: str, namespace: str) -> Element:  # noqa: N802
        self.made += 1
        if self.made > MOST_TAGS:
            raise _refused(f"makes more than {MOST_TAGS:,} elements")
        if len(self.openElements) > DEEPEST:
            raise _refused(f"nests them more than {DEEPEST} deep")
        if len(self.activeFormattingElements) > MOST_FONTS:
            raise _refused(f"leaves more than {MOST_FONTS} fonts open")
        return super().elementClass(name, namespace)


class _Builder(HTML5TreeBuilder):
    def create_treebuilder(self, namespaceHTMLElements: bool) -> TreeBuilderForHtml5lib:  # noqa: N803
        self.underlying_builder = _Tree(namespaceHTMLElements, self.soup, store_line_numbers=False)
        return self.underlying_builder


def _refused(how: str) -> Unreadable:
    return Unreadable(f"tables are nested wrongly, and the page {how}")
