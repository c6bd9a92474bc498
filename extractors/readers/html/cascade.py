"""What the style sheets of a page itself do to its print: which elements they hide, strike, raise, paint white or print
into.

Only properties that decide what is seen are looked at, and only where a sheet says something of them that hides: most
pages have no such rule, which a search for some words finds out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import tinycss2

from xxgk.extractors.readers.html.selectors import Known, selectors
from xxgk.extractors.readers.html.tree import Element

MOST_TEXT = 200_000
"""Characters of style sheets that are read; what follows is not."""
MOST_RULES = 400
"""Rules that hide, of one page."""
GROUNDS = ("background", "background-color")
GONE, UNSEEN, STRUCK, RAISED, DOUBTFUL, GENERATED = "gone", "unseen", "struck", "raised", "doubtful", "generated"
SIGNS = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|line-through|vertical-align\s*:\s*(?:super|sub|-?\d*[1-9])"
    r"|opacity\s*:\s*0?(?:\.[01]\d*)?\s*[;}!]|font-size\s*:\s*0|font-size\s*:\s*[1-3](?:px|pt)|text-indent\s*:\s*-\d{2}"
    r"|(?<!-)color\s*:\s*(?:#fff(?:fff)?\b|white\b|transparent)|content\s*:\s*[^;}]*[\d(]",
    re.IGNORECASE,
)
_MEDIA = frozenset(("", "all", "screen", "only screen", "all,screen", "screen,all"))
_WHITE = re.compile(r"#fff(?:fff)?|white|transparent|rgba?\(255,255,255(?:,[\d.]+)?\)")
_SMALL = re.compile(r"(?P<number>\d{1,6}(?:\.\d{0,6})?|\.\d{1,6})(?P<unit>px|pt|em|rem|%)?")
_LEAST = {"px": 4.0, "pt": 3.0, "em": 0.25, "rem": 0.25, "%": 25.0, None: 1.0}
_AWAY = re.compile(r"-\d{2,9}(?:\.\d{1,6})?(?:px|em|pt|%|rem)?")
Nodes = Sequence[tinycss2.ast.Node]
_LENGTH = re.compile(r"(?P<length>-?(?:\d{1,6}(?:\.\d{0,6})?|\.\d{1,6}))(?:px|pt|em|rem|%)?")
_DIGIT = re.compile(r"\d|counter|attr")


class _Rule(NamedTuple):
    """One property that a selector gives to elements, and what that does to their print (``""``: shows it)."""

    name: str
    kind: str
    selector: Known
    rank: tuple[bool, tuple[int, int, int], int]


def by_sheets(root: Element) -> dict[Element, tuple[str, str]]:
    """The elements whose print the sheets of a page change: the property that does, and how."""
    text = "\n".join("".join(style.itertext()) for style in root.iter("style"))[:MOST_TEXT]
    if not SIGNS.search(text):
        return {}
    by_property: defaultdict[str, list[_Rule]] = defaultdict(list)
    for rule in _rules(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)):
        by_property[rule.name].append(rule)
    index = _Index(root)
    grounds = [rule.selector for name in GROUNDS for rule in by_property.pop(name, ())]
    found: dict[Element, tuple[str, str]] = {}
    for name, rules in by_property.items():
        for element, kind in _winners(rules, index).items():
            if kind and not (name == "color" and _has_ground(element, grounds)):
                found[element] = (name, kind)
    return found


def _has_ground(element: Element, grounds: Sequence[Known]) -> bool:
    """Whether a sheet, a style or an attribute gives an element, or one around it, a ground that is not white."""
    return any(
        is_on_ground(around) or any(selector.fits(around) for selector in grounds)
        for around in (element, *element.iterancestors())
    )


def is_on_ground(element: Element) -> bool:
    """Whether an element has a ground of its own that is not white."""
    given = element.get("bgcolor") or next(
        (value for name, value in _declared(element.get("style") or "") if name in GROUNDS), ""
    )
    return bool(given) and not _is_no_ground(given)


def _is_no_ground(value: str) -> bool:
    plain = value.replace(" ", "").lower()
    return plain in ("none", "inherit", "initial", "unset", "0", "0none") or _WHITE.fullmatch(plain) is not None


def _winners(rules: Sequence[_Rule], index: _Index) -> dict[Element, str]:
    """By element what the rules of one property do to it, of those on which one that hides is tried."""
    best: dict[Element, _Rule] = {}
    hiding = [rule for rule in rules if rule.kind][:MOST_RULES]
    for rule in hiding:
        for element in index.of(rule.selector):
            if element not in best or best[element].rank < rule.rank:
                best[element] = rule
    if best:
        for rule in rules:
            if not rule.kind:
                for element, other in best.items():
                    if other.rank < rule.rank and rule.selector.fits(element):
                        best[element] = rule
    return {element: rule.kind for element, rule in best.items()}


class _Index:
    """The elements of a page by tag, class and id, made when first asked for."""

    def __init__(self, root: Element) -> None:
        self._root = root
        self._by_class: dict[str, list[Element]] | None = None

    def of(self, selector: Known) -> Iterator[Element]:
        """The elements that a selector selects."""
        for element in self._candidates(selector):
            if selector.fits(element):
                yield element

    def _candidates(self, selector: Known) -> Sequence[Element]:
        subject = selector.subject
        if subject.classes:
            if self._by_class is None:
                self._by_class = self._classes()
            return self._by_class.get(min(subject.classes), [])
        if subject.id:
            return [element for element in self._root.iter("*") if element.get("id") == subject.id]
        return list(self._root.iter(subject.tag or "*"))

    def _classes(self) -> dict[str, list[Element]]:
        by_class: defaultdict[str, list[Element]] = defaultdict(list)
        for element in self._root.iter("*"):
            for name in (element.get("class") or "").split():
                by_class[name].append(element)
        return by_class


def _rules(parsed: Nodes) -> Iterator[_Rule]:
    for order, (prelude, content) in enumerate(_qualified(parsed)):
        declarations = [
            (one.name, kind, one.important)
            for one in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
            if one.type == "declaration"
            and (kind := _kind(one.name, tinycss2.serialize(one.value).strip().lower())) is not None
        ]
        if not declarations:
            continue
        for selector in selectors(tinycss2.serialize(prelude)):
            for name, kind, important in declarations:
                if (name == "content") == bool(selector.generated):
                    yield _Rule(name, kind, selector, (important, selector.weight, order))


def _qualified(parsed: Nodes) -> Iterator[tuple[Nodes, Nodes]]:
    """The rules of a sheet, each with what it says; those for screens within it, too."""
    for rule in parsed:
        if rule.type == "qualified-rule":
            yield rule.prelude, rule.content
        elif rule.type == "at-rule" and rule.content is not None and _is_for_screens(rule):
            yield from _qualified(tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True))


def _is_for_screens(rule: tinycss2.ast.Node) -> bool:
    media = tinycss2.serialize(rule.prelude).strip().lower()
    return rule.lower_at_keyword == "media" and ",".join(one.strip() for one in media.split(",")) in _MEDIA


def _kind(name: str, value: str) -> str | None:
    """What a property with a value does to print: ``""`` where it shows it, None where it does not matter."""
    match name:
        case "display":
            return GONE if value == "none" else ""
        case "visibility":
            return GONE if value == "collapse" else UNSEEN if value == "hidden" else ""
        case "text-decoration" | "text-decoration-line":
            return STRUCK if "line-through" in value else ""
        case "vertical-align":
            return RAISED if value in ("super", "sub") or _is_off_line(value) else ""
        case "opacity":
            return DOUBTFUL if _number(value) < 0.2 else ""
        case "font-size":
            return DOUBTFUL if _is_tiny(value) else ""
        case "color":
            return DOUBTFUL if _WHITE.fullmatch(value.replace(" ", "")) else ""
        case "text-indent":
            return DOUBTFUL if _AWAY.fullmatch(value) else ""
        case "content":
            return GENERATED if _DIGIT.search(value) else ""
        case "background" | "background-color":
            return None if _is_no_ground(value) else ""
    return None


def is_doubtful(style: str) -> bool:
    """Whether a style that an element has of its own may hide its print: white, tiny, faint or moved away."""
    return any(_kind(name, value) == DOUBTFUL for name, value in _declared(style))


def _declared(style: str) -> Iterator[tuple[str, str]]:
    for one in style.split(";"):
        name, colon, value = one.partition(":")
        if colon:
            yield name.strip().lower(), value.replace("!important", "").strip().lower()


def _number(value: str) -> float:
    try:
        return float(value.removesuffix("%")) / (100 if value.endswith("%") else 1)
    except ValueError:
        return 1.0


def _is_tiny(value: str) -> bool:
    match = _SMALL.fullmatch(value)
    return match is not None and float(match["number"]) < _LEAST[match["unit"]]


def _is_off_line(value: str) -> bool:
    match = _LENGTH.fullmatch(value)
    return match is not None and float(match["length"]) != 0
