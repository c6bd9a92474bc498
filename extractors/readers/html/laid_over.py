"""What stands outside of tables and is placed by itself: a box without print may lie over figures, and a number of its
own in a blank cell. Where it comes to lie only a browser knows; the figures around it are not read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import cast

from lxml import etree

from xxgk.extractors.labels.values import is_valuelike
from xxgk.extractors.readers.html.cascade import Sheets
from xxgk.extractors.readers.html.declared import GONE, UNSEEN, Style, effects_of, is_drawn, pixels
from xxgk.extractors.readers.html.drawn import SHORT, beginning, cell_of, may_be_figure
from xxgk.extractors.readers.html.text import prints
from xxgk.extractors.readers.html.tree import CELLS, Element

_MOST_HOLDERS = 4
"""Elements around what is placed, whose cells are asked one by one."""
_STYLED = etree.XPath(
    "descendant::*[contains(translate(@style, 'POSITNRAFM', 'positnrafm'), 'position')"
    " or contains(translate(@style, 'POSITNRAFM', 'positnrafm'), 'transform') or contains(@style, '-')]"
)
_DRAWN = "drawn "
_SIDES, _MARGINS = ("top", "bottom", "left", "right", "inset"), ("margin-top", "margin-bottom")
_AT_EDGES, _FROM = frozenset(("right", "bottom")), frozenset(("top", "left", "inset"))
"""Of what stands still while a page is moved, the sides of the window at which it is beside the text, and others."""
_LEAST_MOVED = 8.0  # pixels: print is that high, or nearly so


def laid_over(root: Element, styles: Iterable[Style], said: Sheets) -> Iterator[Element]:
    """The cells that may be figures near which something is placed that is drawn, or prints a number; `styles`: those
    of all elements, `said` what the sheets say."""
    placed = {element: style for element, style in said.items() if _is_placed(style)}
    if any(map(_is_placed, styles)):
        for element in cast(list[Element], _STYLED(root)):
            own = effects_of((element.get("style") or "").lower()).style
            if _is_placed(own):
                placed[element] = {**placed.get(element, {}), **own}
    holders = {_holder(element, style, root) for element, style in placed.items() if _may_lie_over(element, style)}
    for holder in holders if len(holders) <= _MOST_HOLDERS else (root,):
        yield from (cell for cell in holder.iter(*CELLS) if may_be_figure(cell))


def _is_placed(style: Style) -> bool:
    """Whether something stands elsewhere than where it would in the course of the text."""
    position = style["position"].value if "position" in style else ""
    if position == "fixed":
        return _AT_EDGES.isdisjoint(style) and not _FROM.isdisjoint(style)
    if position in ("absolute", "sticky"):
        return True
    if position == "relative" and any(side in style and _is_far(style[side].value) for side in _SIDES):
        return True
    if "transform" in style and "translate" in style["transform"].value:
        return True
    return any(name in style and style[name].value.startswith("-") and _is_far(style[name].value) for name in _MARGINS)


def _is_far(value: str) -> bool:
    """Whether a length moves something so far that it may lie over what is beside it."""
    moved = pixels(value)
    return moved is None or abs(moved) >= _LEAST_MOVED


def _holder(element: Element, style: Style, root: Element) -> Element:
    """What holds the cells over which something may lie: what stands still while a page is moved, over any."""
    is_still = "position" in style and style["position"].value == "fixed"
    return root if is_still else element.getparent()


def _may_lie_over(element: Element, style: Style) -> bool:
    """Whether what is placed is a box without print, or a number, and stands in no cell."""
    if cell_of(element) is not element or element.tag in CELLS or element.getparent() is None:
        return False
    if any(one.kind in (GONE, UNSEEN) for one in style.values()):
        return False
    if prints(element):
        text = "".join(beginning(element))
        return len(text) <= SHORT and is_valuelike(text)
    is_ground = any(name.startswith(_DRAWN) or is_drawn(name, one) for name, one in style.items())
    return is_ground and not len(element) and not any("url(" in one.value for one in style.values())
