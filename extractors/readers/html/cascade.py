"""What the style sheets of a page, in it and beside it, do to its print: which elements they hide, strike, raise, paint
white or print into.

Only declarations that decide what is seen are looked at, and only where a sheet says something of them that hides: most
pages have no such rule, which a search for its declarations finds out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, cast
from urllib.parse import urljoin

import tinycss2
from lxml import etree

import xxgk.schema
from xxgk.extractors.readers.html.attributes import Tags, tags_at
from xxgk.extractors.readers.html.declared import (
    BESIDE,
    BOXED,
    BROUGHT,
    DOUBTFUL,
    DRAWN,
    GROUND,
    GROUNDS,
    OFFSET,
    PICTURED,
    PULLED,
    SHUFFLED,
    SMALL,
    STRANGE,
    Declared,
    draws_ground,
    effect,
    effects_of,
    generated,
    ground_of,
    is_drawn,
    may_hide,
    of_nodes,
    pairs,
    pixels,
    plain_name,
)
from xxgk.extractors.readers.html.imports import Import, family_of, fonts_of, imports_of
from xxgk.extractors.readers.html.selectors import Known, selectors
from xxgk.extractors.readers.html.text import prints
from xxgk.extractors.readers.html.tree import CELLS, SECTIONS, Element
from xxgk.schema.datafile import read_toml
from xxgk.schema.remembered import remembered

MOST_TEXT, MOST_SHARED = 200_000, 120_000
"""Characters of the style sheets in a page, and of each one beside it, that are read; what follows is not."""
MOST_LINKED = 12
"""Style sheets beside a page that are read."""
MOST_RULES = 400
"""Rules that hide something of a page, of one property."""
SHEETS = 3
"""That are remembered: of the site of the page before."""
DEEPEST = 8
"""Rules within rules."""
KNOWN_FONTS = tuple(read_toml(Path(xxgk.schema.__file__).with_name("fonts.toml")).data["families"])
_BREAKS = re.compile(r"display[\s:]*+(?:block|list|table|flow)|/\*|\\")
_ESCAPED = re.compile(r"\\([0-9a-fA-F]{1,6})\s?")
_IN_CELLS = frozenset((STRANGE, SMALL, SHUFFLED, PULLED))
_WIDE, _HIGH = 1280.0, 800.0  # pixels of a common screen
_QUERY = re.compile(r"(min|max)-(?:device-)?(width|height)\s*:\s*([\d.]{1,9}[a-z]{1,4})")
_NAMED = {
    name: (re.compile(rb"%b\s*+=" % name.encode()), etree.XPath(f"descendant-or-self::*/@{name}/.."))
    for name in ("class", "id")
}
"""By attribute, how a source in lower case shows it, and the elements that have it."""
_LEFT_OF_QUERY = frozenset(("", "all", "screen", "only", "and", "only screen"))

Nodes = Sequence[tinycss2.ast.Node]
Sheets = dict[Element, dict[str, Declared]]
"""By element the declarations of sheets that decide, of those properties of which some rule hides."""


class SheetRule(NamedTuple):
    """One property that a selector gives to elements; `is_sure` whether it does so on every screen."""

    name: str
    declared: Declared
    selector: Known
    is_sure: bool
    rank: tuple[bool, tuple[int, int, int], int]


SheetOf = Callable[[str], str | None]
"""Gives the style sheet that a page names by an address; None where it was not had."""


class StyleSheet:
    """A style sheet by its text; looked into as far as is asked."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def kinds(self) -> frozenset[str]:
        """What any of its declarations do to print."""
        first, *others = self._text.split("/*")
        plain = first + "".join(one.partition("*/")[2] for one in others)
        if "\\" in plain:
            plain = _ESCAPED.sub(lambda found: chr(min(int(found[1], 16), 0xFFFF)), plain)
        return frozenset(_kind(plain_name(name), value) for name, value in pairs(plain.lower()))

    @cached_property
    def fonts(self) -> frozenset[str]:
        """The fonts that it brings along and of which nobody knows what digits they draw."""
        told = fonts_of(self._text) if "@font-face" in self._text.lower() else ()
        return frozenset(name for name in told if not name.startswith(KNOWN_FONTS))

    @cached_property
    def displaying(self) -> tuple[SheetRule, ...]:
        """Its rules that say how elements are displayed, where any may let one begin a line."""
        may_break = _BREAKS.search(self._text.lower()) is not None
        return tuple(rule for rule in self.rules if rule.name == "display") if may_break else ()

    @cached_property
    def rules(self) -> tuple[SheetRule, ...]:
        """Its rules that say what matters."""
        return tuple(_rules(tinycss2.parse_stylesheet(self._text, skip_comments=True, skip_whitespace=True)))


@remembered(entries=SHEETS, longest=MOST_SHARED)
def _shared(text: str) -> StyleSheet:
    """A sheet in or beside pages: those of a site have theirs in common."""
    return StyleSheet(text)


class PageSheets(NamedTuple):
    """The style sheets of a page in their order, and how many that it names were not had, or not to their ends."""

    sheets: tuple[StyleSheet, ...]
    missing: int = 0

    @property
    def fonts(self) -> frozenset[str]:
        """The fonts that they bring along, by their names, of which nobody knows what digits they draw."""
        return frozenset[str]().union(*(one.fonts for one in self.sheets))


def sheets_of(root: Element, sheet_of: SheetOf | None) -> PageSheets:
    """The style sheets of a page for screens: those in it, and those that it names, where they were had; and those that
    these name in turn."""
    told = [*root.iter("base", "style", "link")]
    base = next((one.get("href") or "" for one in told if one.tag == "base"), "")
    found = _Collected(sheet_of)
    for element in told:
        media = (element.get("media") or "").strip()
        if element.tag == "style":
            found.within(_for_media("".join(element.itertext()), media), base)
        elif _is_sheet(element):
            found.beside(Import(_joined(base, (element.get("href") or "").strip()), media))
    return found.sheets


class _Collected:
    """The style sheets of a page while they are found."""

    def __init__(self, sheet_of: SheetOf | None) -> None:
        self._sheet_of = sheet_of
        self._sheets: list[StyleSheet] = []
        self._own: list[str] = []
        self._missing = self._asked = 0

    @property
    def sheets(self) -> PageSheets:
        """What was found."""
        self._close()
        return PageSheets(tuple(self._sheets), self._missing)

    def within(self, text: str, base: str) -> None:
        """A sheet that stands in the page, whose addresses begin at `base`."""
        for named in imports_of(text):
            self.beside(named._replace(address=_joined(base, named.address)))
        self._own.append(text)

    def beside(self, named: Import, *, is_last: bool = False) -> None:
        """A sheet that the page names or, where it `is_last`, one of these."""
        if _media(named.media.lower()) is None:
            return
        is_asked = self._asked < MOST_LINKED and self._sheet_of is not None
        text = self._sheet_of(named.address) if is_asked and self._sheet_of is not None else None
        self._asked += 1
        if text is None:
            self._missing += 1
            return
        for inner in imports_of(text):
            if is_last:
                self._missing += 1
            else:
                self.beside(inner._replace(address=_joined(named.address, inner.address)), is_last=True)
        self._close()
        self._missing += len(text) > MOST_SHARED
        text = text if named.is_sure else f"@supports (layered){{{text}}}"
        self._sheets.append(_shared(_for_media(text, named.media)[:MOST_SHARED]))

    def _close(self) -> None:
        """Take up what stands in the page so far as one sheet."""
        text = "\n".join(self._own)
        self._own = []
        if text:
            self._missing += len(text) > MOST_TEXT
            self._sheets.append(_shared(text[:MOST_TEXT]))


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address) if base else address
    except ValueError:
        return address


def _is_sheet(link: Element) -> bool:
    rel = (link.get("rel") or "").lower().split()
    return "stylesheet" in rel and "alternate" not in rel and link.get("disabled") is None


def _for_media(text: str, media: str) -> str:
    return f"@media {media}{{{text}}}" if media and text else text


def by_sheets(index: PageIndex, beside: Set[str], sheets: PageSheets) -> Sheets:
    """What the sheets of a page do to the print of its elements; `beside`: the kinds of what the elements' own styles
    do."""
    kinds = frozenset[str]().union(*(one.kinds for one in sheets.sheets))
    fonts = sheets.fonts
    if not fonts and not may_hide(kinds, beside) and not (DRAWN in kinds and _has_bare(index)):
        return {}
    by_property: defaultdict[str, list[SheetRule]] = defaultdict(list)
    for number, sheet in enumerate(sheets.sheets):
        for rule in sheet.rules:
            important, weight, order = rule.rank
            ranked = rule._replace(rank=(important, weight, order + number * MOST_TEXT)) if number else rule
            by_property[rule.name].append(_with_font(ranked, fonts) if fonts else ranked)
    found: defaultdict[Element, dict[str, Declared]] = defaultdict(dict)
    for name, rules in by_property.items():
        for element, rule in _winners(rules, index).items():
            if rule.declared.kind not in _SHOWN:
                found[element][name] = rule.declared
    for name, rules in by_property.items():
        for element in _bare(rules, index):
            found[element][f"drawn {name}"] = _DRAWN_BESIDE
    return {element: style for element, style in found.items() if _may_hide_in(element, style)}


_DRAWN_BESIDE = Declared(BESIDE, "")


def _bare(rules: Sequence[SheetRule], index: PageIndex) -> Iterator[Element]:
    """The elements without print which rules of one property let draw a line or a ground."""
    for rule in rules:
        subject = rule.selector.subject
        is_small = subject.classes or subject.id or subject.tag in _SMALL_TAGS
        if is_small and not rule.selector.generated and is_drawn(rule.name, rule.declared):
            yield from (one for one in index.of(rule.selector) if one.tag not in _TABLE and not prints(one))


_SMALL_TAGS = ("a", "b", "em", "font", "i", "s", "span", "strong", "u")
_TABLE = frozenset((*CELLS, *SECTIONS, "tr", "table"))


def _has_bare(index: PageIndex) -> bool:
    """Whether there are elements in a page that have a name and no print, as icons are, or digits that are drawn."""
    if index.tags_named.isdisjoint((*_SMALL_TAGS, "*")):
        return False
    return any(
        one.tag in _SMALL_TAGS and bool(one.get("class") or one.get("id")) and not prints(one) for one in index.named
    )


def _with_font(rule: SheetRule, fonts: Set[str]) -> SheetRule:
    """A rule that tells whether it gives print one of some fonts."""
    is_one = not rule.declared.kind and family_of(rule.name, rule.declared.value) in fonts
    return rule._replace(declared=rule.declared._replace(kind=BROUGHT)) if is_one else rule


_SHOWN = ("", DRAWN)


def _may_hide_in(element: Element, style: Mapping[str, Declared]) -> bool:
    return may_hide({one.kind for one in style.values()}, effects_of((element.get("style") or "").lower()).kinds)


def _kind(name: str, value: str) -> str:
    if name == "content":
        return generated(value)
    return effect(f"{name}:{value}") or ""


def is_on_ground(element: Element, sheets: Sheets) -> bool:
    """Whether a sheet, a style or an attribute gives an element, or one around it, a ground that is not white."""
    return any(has_ground(around, sheets) for around in (element, *element.iterancestors()))


def has_ground(element: Element, sheets: Sheets) -> bool:
    """Whether a sheet, a style or an attribute gives an element itself a ground that is not white."""
    given = element.get("bgcolor")
    if (given and ground_of(given.lower())) or element.get("background"):
        return True
    own = effects_of((element.get("style") or "").lower()).style
    return any(
        (one := own.get(name) or sheets.get(element, {}).get(name)) is not None and one.kind == GROUND
        for name in GROUNDS
    )


def _winners(rules: Sequence[SheetRule], index: PageIndex) -> dict[Element, SheetRule]:
    """By element the rule of one property that decides, of those on which one that hides is tried."""
    best: dict[Element, SheetRule] = {}
    hiding = [rule for rule in rules if rule.declared.kind not in _SHOWN and index.has(rule.selector)][:MOST_RULES]
    for rule in hiding:
        for element in index.of(rule.selector):
            if element not in best or best[element].rank < rule.rank:
                best[element] = rule
    if best:
        for rule in rules:
            if rule.declared.kind in _SHOWN and rule.is_sure:
                for element, other in best.items():
                    is_over = other.rank < rule.rank and (other.is_sure or not other.declared.important)
                    if is_over and rule.selector.fits(element):
                        best[element] = rule
    return best


class PageIndex:
    """The elements of a page by tag, class and id, each looked for when it is first asked for; `tags` are those of its
    source in lower case."""

    def __init__(self, root: Element, tags: Tags) -> None:
        self.root = root
        self._tags = tags
        self._by_tag: dict[str, Sequence[Element]] = {}

    @property
    def source(self) -> bytes:
        """Its tags, in lower case, each once."""
        return self._tags.source

    def has(self, selector: Known) -> bool:
        """Whether there are elements that a selector may select."""
        return bool(self._candidates(selector))

    def of(self, selector: Known) -> Iterator[Element]:
        """The elements that a selector selects."""
        for element in self._candidates(selector):
            if selector.fits(element):
                yield element

    def _candidates(self, selector: Known) -> Sequence[Element]:
        subject = selector.subject
        if subject.classes:
            return self._by_class.get(min(subject.classes), [])
        if subject.id:
            return self._by_id.get(subject.id, [])
        tag = subject.tag or "*"
        if tag not in self._by_tag:
            self._by_tag[tag] = [*self.root.iter(tag)]
        return self._by_tag[tag]

    @property
    def named(self) -> Iterator[Element]:
        """Those that have a class or an id."""
        yield from self.with_class
        yield from self.with_id

    @property
    def tags_named(self) -> frozenset[str]:
        """The tags of these; ``*`` where the source does not show them."""
        return self._tags_with("class") | self._tags_with("id")

    @cached_property
    def with_class(self) -> list[Element]:
        """Those that have a class, in their order."""
        return self._with("class")

    @cached_property
    def with_id(self) -> list[Element]:
        """Those that have an id, in their order."""
        return self._with("id")

    def _with(self, name: str) -> list[Element]:
        return cast(list[Element], _NAMED[name][1](self.root)) if self._tags_with(name) else []

    def _tags_with(self, name: str) -> frozenset[str]:
        return tags_at(self._tags, [found.start() for found in _NAMED[name][0].finditer(self._tags.source)])

    @cached_property
    def _by_class(self) -> Mapping[str, Sequence[Element]]:
        found: defaultdict[str, list[Element]] = defaultdict(list)
        for element in self.with_class:
            for name in element.get("class", "").split():
                found[name].append(element)
        return found

    @cached_property
    def _by_id(self) -> Mapping[str, Sequence[Element]]:
        found: defaultdict[str, list[Element]] = defaultdict(list)
        for element in self.with_id:
            found[element.get("id", "")].append(element)
        return found


def _rules(parsed: Nodes) -> Iterator[SheetRule]:
    for order, (prelude, style, is_sure) in enumerate(_qualified(parsed, "", True, 0)):
        for selector in selectors(prelude):
            for name, one in style.items():
                if (found := _for(selector, name, one)) is not None:
                    sure = is_sure and selector.is_sure
                    kind = found if sure or not found else _unsure(found)
                    told = one._replace(kind=kind, is_sure=sure)
                    own = f"::{selector.generated} {name}" if selector.generated else name
                    yield SheetRule(own, told, selector, sure, (one.important, selector.weight, order))


def _for(selector: Known, name: str, one: Declared) -> str | None:
    """What a declaration does to the element that a selector selects, or to a part of it."""
    match selector.generated:
        case "":
            return one.kind
        case "before" | "after" | "marker":
            return _added(name, one)
        case _:
            return DOUBTFUL if one.kind and name != "content" and one.kind not in _HARMLESS_AT_FIRST else None


def _added(name: str, one: Declared) -> str | None:
    """What a declaration does to what a sheet adds before or behind an element: prints there, or draws."""
    if name == "content":
        kind = generated(one.value)
        return "" if kind == BOXED else kind
    if name in GROUNDS or name in PICTURED:
        return BESIDE if draws_ground(one.value) else ""
    return {DRAWN: BESIDE, BESIDE: BESIDE, "": ""}.get(one.kind)


_HARMLESS_AT_FIRST = frozenset((SMALL, SHUFFLED, PULLED, GROUND, OFFSET, BESIDE, DRAWN))


def _unsure(kind: str) -> str:
    return kind if kind in (GROUND, OFFSET, BESIDE, DRAWN) else STRANGE if kind in _IN_CELLS else DOUBTFUL


def _qualified(
    parsed: Nodes, within: str, is_sure: bool, depth: int
) -> Iterator[tuple[str, dict[str, Declared], bool]]:
    """The rules of a sheet that say what matters, each with its selector; those within others, too."""
    for rule in parsed if depth < DEEPEST else ():
        if rule.type == "qualified-rule":
            prelude = _nested(tinycss2.serialize(rule.prelude).strip(), within)
            content = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
            if prelude and (style := of_nodes(content)):
                yield prelude, style, is_sure
            if prelude:
                yield from _qualified(content, prelude, is_sure, depth + 1)
        elif rule.type == "at-rule" and rule.content is not None and (applies := _applies(rule)) is not None:
            parse = tinycss2.parse_blocks_contents if within else tinycss2.parse_rule_list
            content = parse(rule.content, skip_comments=True, skip_whitespace=True)
            if within and (style := of_nodes(content)):
                yield within, style, is_sure and applies
            yield from _qualified(content, within, is_sure and applies, depth + 1)


def _nested(prelude: str, within: str) -> str:
    if not within or not prelude:
        return prelude
    around = f":is({within})" if "," in within else within
    parts = [part.strip() for part in prelude.split(",")]
    return ", ".join(part.replace("&", around) if "&" in part else f"{around} {part}" for part in parts)


def _applies(rule: tinycss2.ast.Node) -> bool | None:
    """Whether what stands in such a rule is for a common screen: None if not, False if that is not known."""
    condition = tinycss2.serialize(rule.prelude).strip().lower()
    match rule.lower_at_keyword:
        case "media":
            return _media(condition)
        case "supports" | "layer" | "container" | "scope":
            return False
        case _:
            return None


def _media(condition: str) -> bool | None:
    """Whether a common screen is among some media: None if not, False if that is not known."""
    found = [_query(one.strip()) for one in condition.split(",")]
    return True if True in found else False if False in found else None


def _query(query: str) -> bool | None:
    for least_or_most, side, length in _QUERY.findall(query):
        own, asked = _WIDE if side == "width" else _HIGH, pixels(length)
        if asked is None:
            return False
        if (least_or_most == "min") != (own >= asked) and own != asked:
            return None
    rest = _QUERY.sub("", query).replace("(", "").replace(")", "").split()
    if "print" in rest and "not" not in rest:
        return None
    return not rest or all(word in _LEFT_OF_QUERY for word in rest)
