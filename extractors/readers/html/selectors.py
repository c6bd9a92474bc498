"""Selectors of style sheets held against the elements of a page: types, classes, ids and attributes, within and below
each other. What depends on where the mouse is never matches; where a selector asks for more than is known here
(siblings, places among children, other selectors), it says so of the elements that it may select."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from cssselect import SelectorError, parse
from cssselect.parser import (
    Attrib,
    Class,
    CombinedSelector,
    Function,
    Hash,
    Matching,
    Negation,
    Pseudo,
    Relation,
    Selector,
    SpecificityAdjustment,
    Tree,
)
from cssselect.parser import Element as Type

from xxgk.extractors.readers.html.tree import Element

MOST_PARTS = 8
GENERATED = ("before", "after", "marker")
FIRST = ("first-letter", "first-line")
_STATES = frozenset(("link", "enabled", "any-link", "defined"))
_ROOT = "html"
_NEVER = frozenset((
    "hover", "active", "focus", "focus-within", "focus-visible", "visited", "target", "checked", "disabled", "invalid",
    "fullscreen", "placeholder-shown", "autofill", "indeterminate", "user-invalid", "host", "popover-open", "modal",
    "-moz-focusring", "-webkit-any-link", "playing", "paused", "current", "past", "future",
))  # fmt: skip
_WORD = re.compile(r"[.#]?[\w-]+")
_BETWEEN = re.compile(r"[\s>+~]")
_ONLY_HERE = (Function, Matching, Negation, Relation, SpecificityAdjustment, Pseudo)


class CompoundSelector(NamedTuple):
    """What one element must be: a tag (``""`` for any), classes, an id, attributes (name, operator, value); with
    `maybe` it must be more than that."""

    tag: str = ""
    classes: frozenset[str] = frozenset()
    id: str = ""
    attributes: tuple[tuple[str, str, str], ...] = ()
    maybe: bool = False

    def fits(self, element: Element) -> bool:
        """Whether an element is this, as far as is known."""
        if self.tag and element.tag != self.tag:
            return False
        if self.id and element.get("id") != self.id:
            return False
        if self.classes and not self.classes.issubset((element.get("class") or "").split()):
            return False
        return all(_holds(element.get(name), operator, value) for name, operator, value in self.attributes)


class Known(NamedTuple):
    """A selector: its compounds from the right, `below[n]` telling that the n-th is the parent of the one before it and
    not only an ancestor; `generated` names the pseudo-element that it selects (``""`` for the element itself)."""

    compounds: tuple[CompoundSelector, ...]
    below: tuple[bool, ...]
    weight: tuple[int, int, int]
    generated: str

    @property
    def subject(self) -> CompoundSelector:
        """What the selected element itself must be."""
        return self.compounds[0]

    @property
    def is_sure(self) -> bool:
        """Whether nothing else is asked of an element that fits."""
        return not any(compound.maybe for compound in self.compounds)

    def fits(self, element: Element) -> bool:
        """Whether an element is selected, as far as is known."""
        if not self.subject.fits(element):
            return False
        at: Element | None = element
        number = 1
        while number < len(self.compounds):
            end = number
            while end + 1 < len(self.compounds) and self.below[end + 1]:
                end += 1
            at = self._chain(at, number, end)
            if at is None:
                return False
            number = end + 1
        return True

    def _chain(self, element: Element | None, first: int, last: int) -> Element | None:
        """The nearest ancestor at which the compounds `first` to `last`, each the parent of the one before, begin."""
        start = None if element is None else element.getparent()
        while start is not None:
            at: Element | None = start
            for number in range(first, last + 1):
                if at is None or not self.compounds[number].fits(at):
                    break
                top, at = at, at.getparent()
            else:
                return top
            if self.below[first]:
                return None
            start = start.getparent()
        return None


def selectors(text: str) -> Iterator[Known]:
    """The selectors of a list that may select what is on a screen."""
    try:
        parsed: list[Selector] = parse(text)
    except SelectorError:
        yield from _by_their_last_words(text)
        return
    for one in parsed:
        pseudo = str(one.pseudo_element or "")
        if pseudo in ("", *GENERATED, *FIRST) and (known := _known(one.parsed_tree)) is not None:
            a, b, c = one.specificity()
            yield Known(*known, (a, b, c), pseudo)


def _by_their_last_words(text: str) -> Iterator[Known]:
    """What a list that cannot be parsed may select: it may be broken, or newer than what is known here."""
    for one in text.split(","):
        words = _WORD.findall(_BETWEEN.split(one.strip())[-1])
        if words and ":" not in one:
            word = words[-1]
            subject = CompoundSelector(
                tag="" if word[0] in ".#" else word.lower(),
                classes=frozenset((word[1:],)) if word[0] == "." else frozenset(),
                id=word[1:] if word[0] == "#" else "",
                maybe=True,
            )
            yield Known((subject,), (False,), (0, 0, 0), "")


def _known(tree: Tree) -> tuple[tuple[CompoundSelector, ...], tuple[bool, ...]] | None:
    """The compounds of a selector; None for one that selects nothing on a screen that nobody touches."""
    compounds: list[CompoundSelector] = []
    below: list[bool] = []
    child = False
    while True:
        rest, following, own = None, False, tree
        is_beside = isinstance(tree, CombinedSelector) and tree.combinator not in (" ", ">")
        if isinstance(tree, CombinedSelector):
            own, rest, following = tree.subselector, tree.selector, tree.combinator == ">"
        compound = _compound(own)
        if compound is None:
            return None
        is_more = is_beside or (rest is not None and len(compounds) + 1 == MOST_PARTS)
        compounds.append(compound._replace(maybe=compound.maybe or is_more))
        below.append(child)
        if is_beside and not _may_be(rest):
            return None
        if rest is None or is_more:
            return tuple(compounds), tuple(below)
        tree, child = rest, following


def _may_be(tree: Tree | None) -> bool:
    """Whether what stands beside an element may be there at all."""
    while isinstance(tree, CombinedSelector):
        if _compound(tree.subselector) is None:
            return False
        tree = tree.selector
    return tree is None or _compound(tree) is not None


def _compound(tree: Tree) -> CompoundSelector | None:
    found = CompoundSelector()
    while not isinstance(tree, Type):
        if isinstance(tree, Class):
            found = found._replace(classes=found.classes | {tree.class_name})
        elif isinstance(tree, Hash) and not found.id:
            found = found._replace(id=tree.id)
        elif isinstance(tree, Attrib) and tree.operator in _OPERATORS:
            value = "" if tree.value is None else str(tree.value.value)
            found = found._replace(attributes=(*found.attributes, (tree.attrib, tree.operator, value)))
        elif isinstance(tree, Pseudo) and tree.ident in _NEVER:
            return None
        elif isinstance(tree, Pseudo) and tree.ident == "root":
            found = found._replace(tag=_ROOT)
        elif isinstance(tree, (Matching, SpecificityAdjustment)) and len(others := [*tree.selector_list]) == 1:
            inner = _compound(others[0])
            if inner is None:
                return None
            found = _both(found, inner)
        elif isinstance(tree, _ONLY_HERE):
            found = found._replace(maybe=found.maybe or not (isinstance(tree, Pseudo) and tree.ident in _STATES))
        else:
            found = found._replace(maybe=True)
        if not hasattr(tree, "selector"):
            return found._replace(maybe=True)
        tree = tree.selector
    return _both(found, CompoundSelector(tag=(tree.element or "").lower()))


def _both(one: CompoundSelector, other: CompoundSelector) -> CompoundSelector:
    return CompoundSelector(
        other.tag or one.tag,
        one.classes | other.classes,
        one.id or other.id,
        one.attributes + other.attributes,
        one.maybe or other.maybe,
    )


_OPERATORS = ("exists", "=", "~=", "^=", "$=", "*=", "|=")


def _holds(own: str | None, operator: str, value: str) -> bool:
    if own is None:
        return False
    match operator:
        case "exists":
            return True
        case "=":
            return own == value
        case "~=":
            return value in own.split()
        case "^=":
            return bool(value) and own.startswith(value)
        case "$=":
            return bool(value) and own.endswith(value)
        case "*=":
            return bool(value) and value in own
        case _:
            return own == value or own.startswith(value + "-")
