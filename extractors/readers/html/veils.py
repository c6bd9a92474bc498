"""What is said of print around it: print within something that is transparent, out of sight or struck, and print whose
colour, size or font is that of what is around it.

Only what is told of elements around cells and paragraphs is looked for here, and only where it hides surely: most pages
have none of it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

from xxgk.extractors.readers.html.cascade import PageSheets, Sheets, has_ground, is_on_ground
from xxgk.extractors.readers.html.declared import (
    GROUND,
    LEAST_OPACITY,
    STRUCK,
    Style,
    effects_of,
    is_tiny,
    is_unseen,
    pixels,
)
from xxgk.extractors.readers.html.imports import family_of
from xxgk.extractors.readers.html.selectors import Known
from xxgk.extractors.readers.html.tree import Element

WHOLE, ROOM, LINE, COLOUR, SIZE, FONT = "whole", "room", "line", "colour", "size", "font"
"""Ways to veil print: out of sight, without room (but in tables, which take theirs) or struck out, whatever is said
within; by its colour, its size or its font, where nothing else is said within."""
FADED = "faded"
"""Seen through: together with others around it, it may be out of sight."""
_PROPERTIES: Mapping[str, tuple[str, ...]] = {
    COLOUR: ("color",), SIZE: ("font-size", "font"), FONT: ("font-family", "font"),
}  # fmt: skip
_ATTRIBUTES = {COLOUR: "color", SIZE: "size", FONT: "face"}
"""Of the element ``font``."""
_FAR, _LEAST_ROOM = -1300.0, 2.0  # pixels: beyond a common screen; in which nothing is seen
_TO_NOTHING = re.compile(
    r"scale\w*+\(\s*+0(?:\.0*+)?\s*+[,)]|inset\(\s*+(?:50|100)%|opacity\(\s*+0(?:\.0*+)?%?\s*+\)|rect\(\s*+(?:0|1px|0px)[\s,]"
)
_HEIGHTS = ("height", "max-height", "block-size", "max-block-size")
_PLACES = ("left", "top", "right", "inset")


def veils(style: Style, fonts: frozenset[str]) -> frozenset[str]:
    """How an element with these declarations veils what is within it; `fonts` are those of which nobody knows what they
    draw."""
    told = {name: one for name, one in style.items() if one.is_sure}
    found = set()
    values = {name: one.value for name, one in told.items()}
    kinds = {one.kind for one in told.values()}
    if not _MOVING & told.keys() and any(is_out(values) for is_out in _OUT_OF_SIGHT):
        found.add(WHOLE)
    if _has_no_room(values):
        found.add(ROOM)
    if STRUCK in kinds:
        found.add(LINE)
    if is_unseen(values.get("color", "")) and GROUND not in kinds:
        found.add(COLOUR)
    if is_tiny(values.get("font-size", "")):
        found.add(SIZE)
    if LEAST_OPACITY <= _opacity(values) < 1:
        found.add(FADED)
    if fonts and any(family_of(name, values.get(name, "")) in fonts for name in _PROPERTIES[FONT]):
        found.add(FONT)
    return frozenset(found)


def share_seen(style: Style) -> float:
    """How much is seen through an element with these declarations: 1 for all of it."""
    return _opacity({name: one.value for name, one in style.items() if one.is_sure})


def _opacity(told: Mapping[str, str]) -> float:
    value = told.get("opacity", "")
    number = pixels(value.removesuffix("%"))
    return 1.0 if number is None else number / 100 if value.endswith("%") else number


def _is_transparent(told: Mapping[str, str]) -> bool:
    return _opacity(told) < LEAST_OPACITY


def _is_nothing(told: Mapping[str, str]) -> bool:
    return any(_TO_NOTHING.search(told.get(name, "")) for name in ("transform", "clip", "clip-path", "filter"))


def _is_far(told: Mapping[str, str]) -> bool:
    is_placed = told.get("position") in ("absolute", "fixed", "relative")
    places = (*(_PLACES if is_placed else ()), "text-indent")
    return any((pixels(told.get(name, "")) or 0) <= _FAR for name in places)


def _has_no_room(told: Mapping[str, str]) -> bool:
    is_clipped = any(told.get(name) in ("hidden", "clip") for name in ("overflow", "overflow-x", "overflow-y"))
    rooms = [pixels(told.get(name, "")) for name in _HEIGHTS] if is_clipped else []
    return any(room is not None and room < _LEAST_ROOM for room in rooms)


_MOVING = frozenset(("animation", "animation-name"))
_OUT_OF_SIGHT = (_is_transparent, _is_nothing, _is_far)
"""Of what is said of an element, ways to take it out of sight; what moves may come into sight."""


class Around:
    """What elements of a page say of the colour, size and font of their own print."""

    def __init__(self, sheets: Sheets, page_sheets: PageSheets) -> None:
        self._sheets, self._page_sheets = sheets, page_sheets
        self._rules: dict[str, Mapping[str, list[Known]]] = {}

    def says(self, element: Element, way: str) -> bool:
        """Whether an element says of itself what else would be that of what is around it."""
        if element.tag == "font" and element.get(_ATTRIBUTES[way]):
            return True
        own = effects_of((element.get("style") or "").lower()).style
        if any(name in own or name in self._sheets.get(element, {}) for name in _PROPERTIES[way]):
            return True
        rules = self._of(way)
        return any(selector.fits(element) for key in _keys(element) for selector in rules.get(key, ()))

    def _of(self, way: str) -> Mapping[str, list[Known]]:
        """The selectors of rules that say so, by what the element must have."""
        if way not in self._rules:
            found: defaultdict[str, list[Known]] = defaultdict(list)
            for sheet in self._page_sheets.sheets:
                for rule in sheet.rules:
                    if rule.name in _PROPERTIES[way] and rule.is_sure:
                        found[_key(rule.selector)].append(rule.selector)
            self._rules[way] = found
        return self._rules[way]


def _key(selector: Known) -> str:
    subject = selector.subject
    if subject.classes:
        return f".{min(subject.classes)}"
    return f"#{subject.id}" if subject.id else subject.tag or "*"


def _keys(element: Element) -> Iterator[str]:
    yield str(element.tag)
    yield "*"
    yield from (f".{name}" for name in (element.get("class") or "").split())
    if element.get("id"):
        yield f"#{element.get('id')}"


def faint(faded: Mapping[Element, float]) -> Iterator[tuple[Element, frozenset[str]]]:
    """The elements, of some in their order of each of which so much is seen, that are out of sight by what is around
    them."""
    seen: dict[Element, float] = {}
    for element, share in faded.items():
        between: list[Element] = []
        above = element.getparent()
        while above is not None and above not in seen:
            between.append(above)
            above = above.getparent()
        around = 1.0 if above is None else seen[above]
        seen.update(dict.fromkeys(between, around))
        seen[element] = share * around
        if seen[element] < LEAST_OPACITY:
            yield element, frozenset((WHOLE,))


Veiled = Iterable[tuple[Element, frozenset[str]]]
"""Elements, and how they veil what is in them."""
Lose = Callable[[Element, str], None]
"""Takes an element whose own text (that before, between and behind what is in it) nobody sees, and the way."""


def veil(found: Veiled, sheets: Sheets, page_sheets: PageSheets, lose: Lose) -> None:
    """Give the elements to `lose` whose print is veiled by what is `found` around it."""
    around = Around(sheets, page_sheets)
    seen: defaultdict[str, set[Element]] = defaultdict(set)
    for outer, ways in found:
        for way in ways:
            waiting = [outer]
            while waiting:
                element = waiting.pop()
                if element in seen[way]:
                    continue
                if way in _PROPERTIES and element is not outer and around.says(element, way):
                    continue
                is_on = is_on_ground if element is outer else has_ground
                if way == COLOUR and is_on(element, sheets):
                    continue
                seen[way].add(element)
                lose(element, way)
                waiting += [child for child in element if isinstance(child.tag, str)]


def own_texts(element: Element) -> Iterator[str]:
    """The text of an element itself: before, between and behind what is in it."""
    yield element.text or ""
    for child in element:
        yield child.tail or ""
