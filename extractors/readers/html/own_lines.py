"""Pieces of a figure that a style puts on lines of their own: 3 over 0 is not 30.

The text of such pieces stands side by side in the page, and below each other in a browser. Few pages have styles that
do so to anything that may stand in a cell, and few cells print a figure in pieces: the styles of these alone are asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import cast

from lxml import etree

from xxgk.extractors.readers.html.cascade import PageIndex, PageSheets, SheetRule
from xxgk.extractors.readers.html.declared import Declared, Style, effects_of
from xxgk.extractors.readers.html.drawn import INLINE, SHORT, beginning
from xxgk.extractors.readers.html.text import MOST_PIECES
from xxgk.extractors.readers.html.tree import Element

_IN_PIECES = etree.XPath("descendant::*[self::td or self::th][count(descendant::text()[normalize-space()]) > 1]")
_OWN_LINE = ("block", "list-item", "table", "flow-root", "block flow", "flow block", "block flow-root", "table-row")
"""Values of ``display`` under which an element begins a line, and the next one too."""


def on_own_lines(index: PageIndex, styles: Iterable[Style], sheets: PageSheets) -> Iterator[Element]:
    """The cells in which an element holds some of the digits of a figure, on a line of its own; `styles`: those of all
    elements."""
    rules = [rule for sheet in sheets.sheets for rule in sheet.displaying]
    breaks = any("display" in style and style["display"].value in _OWN_LINE for style in styles)
    if not breaks and not any(rule.declared.value in _OWN_LINE and _may_select(rule, index) for rule in rules):
        return
    for cell in cast(list[Element], _IN_PIECES(index.root)):
        digits = _digits(pieces := beginning(cell))
        if digits < 2 or len("".join(pieces)) > SHORT:
            continue
        inner = islice(cell.iterdescendants(*INLINE), MOST_PIECES)
        parts = (one for one in inner if 0 < _digits(beginning(one)) < digits)
        if any(_display(one, rules) in _OWN_LINE for one in parts):
            yield cell


def _may_select(rule: SheetRule, index: PageIndex) -> bool:
    """Whether a rule may select what stands in a line of text."""
    subject = rule.selector.subject
    return (subject.tag or "*") in ("*", *INLINE) and not rule.selector.generated and index.has(rule.selector)


def _digits(pieces: list[str]) -> int:
    return sum(map(str.isdigit, "".join(pieces)))


def _display(element: Element, rules: Sequence[SheetRule]) -> str:
    """How its own style, or the rule of a sheet that decides, displays an element."""
    said = [(rule.rank, rule.declared) for rule in islice(rules, MOST_PIECES) if rule.selector.fits(element)]
    by_sheet = max(said, key=lambda one: one[0], default=(None, _NOTHING))[1]
    own = effects_of((element.get("style") or "").lower()).style.get("display", _NOTHING)
    return by_sheet.value if by_sheet.important or not own.value else own.value


_NOTHING = Declared("", "")
