"""The main content of a page among its furniture (navigation, sidebars, footers)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from xxgk.extractors.readers.html.tree import Element
from xxgk.extractors.readers.html.walk import Printed
from xxgk.schema.document import Table

_PROSE = re.compile(r"。|[^，]{4}，[^，]{4,}，")
_DATE = re.compile(r"\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日")


def main_content(printed: Sequence[Printed], is_anchor: Callable[[str], bool]) -> range:
    """The blocks, as a range of indexes, that are the document itself.

    That is the smallest element that holds all anchors (texts that only the document has, by the judgement of the
    caller), widened over running text beside it that is free of links: the preamble or the signature may stand in a box
    of its own. Anchors within links and repetitions (a table of contents, a sidebar) do not widen it. With fewer than
    two different anchors there is no telling, and all blocks are kept: furniture does less harm than a lost section.
    """
    everything = range(len(printed))
    anchors = [index for index, item in enumerate(printed) if is_anchor(item.text)]
    anchors = [index for index in anchors if not _is_link(printed[index])] or anchors
    if len({printed[index].text for index in anchors}) < 2:
        return everything
    core = _core(printed, anchors)
    holder = _common(printed[index].element for index in core)
    return _widened(printed, holder, _extent(printed, holder, core))


def _core(printed: Sequence[Printed], anchors: list[int]) -> list[int]:
    """The anchors that the main content must hold: all tables, and one copy of each other text."""
    tables = [index for index in anchors if isinstance(printed[index].block, Table)]
    if len(tables) > 1:
        near = _extent(printed, _common(printed[index].element for index in tables), tables)
        held = {printed[index].text for index in anchors if index in near}
        return sorted(tables + [index for index in anchors if index not in near and printed[index].text not in held])
    choose = min if tables else max
    first = {printed[index].text: index for index in reversed(anchors)}
    last = {printed[index].text: index for index in anchors}
    return choose(
        (sorted({*copies.values(), *tables}) for copies in (first, last)), key=lambda core: _size(printed, core)
    )


def _size(printed: Sequence[Printed], core: list[int]) -> int:
    """Characters between the first and the last of these blocks.

    There are more between the titles in the document than in its table of contents, and more yet between a table of the
    document and the titles in a sidebar.
    """
    return sum(len(printed[index].text) for index in range(core[0], core[-1] + 1))


def _common(elements: Iterable[Element]) -> Element:
    """The smallest element that holds all of these."""
    first, *others = elements
    path = [first, *first.iterancestors()]
    depth = {element: place for place, element in enumerate(path)}
    lowest = 0
    for element in others:
        place = depth.get(element)
        above = element.iterancestors()
        while place is None:
            place = depth.get(next(above))
        lowest = max(lowest, place)
    return path[lowest]


def _extent(printed: Sequence[Printed], holder: Element, core: Sequence[int]) -> range:
    """The blocks within `holder`, which holds those of `core`: an element is one stretch of the reading order."""
    start, end = core[0], core[-1] + 1
    while start and _within(printed[start - 1].element, holder):
        start -= 1
    while end < len(printed) and _within(printed[end].element, holder):
        end += 1
    return range(start, end)


def _within(element: Element, holder: Element) -> bool:
    while element is not None and element is not holder:
        element = element.getparent()
    return element is not None


def _widened(printed: Sequence[Printed], holder: Element, extent: range) -> range:
    """`extent`, or that of the highest element above whose further blocks hold running text and no links."""
    best = seen = extent
    for above in holder.iterancestors():
        wider = _extent(printed, above, seen)
        added = [printed[index] for index in (*range(wider.start, seen.start), *range(seen.stop, wider.stop))]
        if any(_is_link(item) or isinstance(item.block, Table) for item in added):
            break
        seen = wider
        if any(_PROSE.search(item.text) or _DATE.fullmatch(item.text) for item in added):
            best = wider
    return best


def _is_link(item: Printed) -> bool:
    return 2 * item.linked > len(item.text)
