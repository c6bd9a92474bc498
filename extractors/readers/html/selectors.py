"""Selectors of style sheets held against the elements of a page: types, classes, ids and attributes, within and below
each other. What depends on where the mouse is never matches; what counts siblings is not known."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cssselect import SelectorError, parse
from cssselect.parser import Attrib, Class, CombinedSelector, Hash, Pseudo, Selector, Tree
from cssselect.parser import Element as Type

from xxgk.extractors.readers.html.tree import Element

MOST_PARTS = 8
GENERATED = ("before", "after")
_STATES = frozenset(("link", "root", "enabled"))


class Compound(NamedTuple):
    """What one element must be: a tag (``""`` for any), classes, an id, attributes (name, operator, value)."""

    tag: str = ""
    classes: frozenset[str] = frozenset()
    id: str = ""
    attributes: tuple[tuple[str, str, str], ...] = ()

    def fits(self, element: Element) -> bool:
        """Whether an element is this."""
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

    compounds: tuple[Compound, ...]
    below: tuple[bool, ...]
    weight: tuple[int, int, int]
    generated: str

    @property
    def subject(self) -> Compound:
        """What the selected element itself must be."""
        return self.compounds[0]

    def fits(self, element: Element) -> bool:
        """Whether an element is selected."""
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
    """The known ones of a list of selectors; none for a list that is broken."""
    try:
        parsed: list[Selector] = parse(text)
    except SelectorError:
        return
    for one in parsed:
        pseudo = one.pseudo_element
        if pseudo is not None and pseudo not in GENERATED:
            continue
        known = _known(one.parsed_tree)
        if known is not None:
            a, b, c = one.specificity()
            yield Known(*known, (a, b, c), str(pseudo or ""))


def _known(tree: Tree) -> tuple[tuple[Compound, ...], tuple[bool, ...]] | None:
    compounds: list[Compound] = []
    below: list[bool] = []
    child = False
    while len(compounds) < MOST_PARTS:
        rest, following, own = None, False, tree
        if isinstance(tree, CombinedSelector):
            if tree.combinator not in (" ", ">"):
                return None
            own, rest, following = tree.subselector, tree.selector, tree.combinator == ">"
        compound = _compound(own)
        if compound is None:
            return None
        compounds.append(compound)
        below.append(child)
        if rest is None:
            return tuple(compounds), tuple(below)
        tree, child = rest, following
    return None


def _compound(tree: Tree) -> Compound | None:
    found = Compound()
    while not isinstance(tree, Type):
        if isinstance(tree, Class):
            found = found._replace(classes=found.classes | {tree.class_name})
        elif isinstance(tree, Hash) and not found.id:
            found = found._replace(id=tree.id)
        elif isinstance(tree, Attrib) and tree.operator in ("exists", "=", "~="):
            value = "" if tree.value is None else str(tree.value.value)
            found = found._replace(attributes=(*found.attributes, (tree.attrib, tree.operator, value)))
        elif not (isinstance(tree, Pseudo) and tree.ident in _STATES):
            return None
        tree = tree.selector
    return found._replace(tag=(tree.element or "").lower())


def _holds(own: str | None, operator: str, value: str) -> bool:
    if own is None:
        return False
    return operator == "exists" or own == value or (operator == "~=" and value in own.split())
