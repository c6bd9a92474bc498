"""XML as a tree: it stays well-formed, so that what reads it gets to see the edits."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from lxml import etree

from tests.fuzz.edits import CHARACTERS, NUMBERS, Edit, slip, times

Element = etree._Element
_ILLEGAL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MANY = 20_000
"""Elements beyond which none are added."""


@dataclass(frozen=True)
class Dialect:
    """What is known of a kind of XML: the names of its elements and attributes (with prefixes of `spaces`), and values
    that they have."""

    spaces: Mapping[str, str]
    tags: Sequence[str]
    attributes: Sequence[str]
    values: Sequence[str]


def tree_edits(dialect: Dialect) -> tuple[Edit[Element], ...]:
    """The edits of a tree in a dialect."""

    def named(name: str) -> str:
        prefix, colon, local = name.rpartition(":")
        return f"{{{dialect.spaces[prefix]}}}{local}" if colon and prefix in dialect.spaces else local

    def attribute(root: Element, rng: Random) -> None:
        element = some(root, rng)
        names = list(element.keys())
        value = legal(rng.choice((rng.choice(NUMBERS), rng.choice(NUMBERS), rng.choice(dialect.values or ("x",)))))
        if names and rng.random() < 0.5:
            name = rng.choice(names)
            if rng.random() < 0.2:
                del element.attrib[name]
            else:
                element.set(name, value)
        elif dialect.attributes:
            element.set(named(rng.choice(dialect.attributes)), value)

    def insert(root: Element, rng: Random) -> None:
        place = some(root, rng)
        new = etree.Element(named(rng.choice(dialect.tags)))
        if dialect.attributes and rng.random() < 0.7:
            new.set(named(rng.choice(dialect.attributes)), legal(rng.choice((*dialect.values, *NUMBERS))))
        if rng.random() < 0.4:
            new.text = legal(rng.choice((*NUMBERS, *CHARACTERS)))
        place.insert(rng.randrange(len(place) + 1), new)

    def nest(root: Element, rng: Random) -> None:
        inner = some(root, rng)
        parent = inner.getparent()
        if parent is None:
            return
        at = parent.index(inner)
        for _ in range(min(times(rng), 300)):
            outer = etree.Element(named(rng.choice(dialect.tags)) if rng.random() < 0.5 else parent.tag)
            outer.append(inner)
            inner = outer
        parent.insert(at, inner)

    def rename(root: Element, rng: Random) -> None:
        some(root, rng).tag = named(rng.choice(dialect.tags))

    return (
        drop,
        move,
        double,
        nest,
        unwrap,
        rename,
        insert,
        insert,
        attribute,
        attribute,
        attribute,
        text,
        text,
        exchange,
    )


def some(root: Element, rng: Random) -> Element:
    """An element, the root itself among them."""
    return rng.choice(list(root.iter("*")))


def legal(value: str) -> str:
    """A text without what XML cannot hold."""
    return _ILLEGAL.sub("", value)


def size(root: Element) -> int:
    return sum(1 for _ in root.iter())


def drop(root: Element, rng: Random) -> None:
    element = some(root, rng)
    if (parent := element.getparent()) is not None:
        parent.remove(element)


def move(root: Element, rng: Random) -> None:
    element, place = some(root, rng), some(root, rng)
    if element is not root and element not in (place, *place.iterancestors()):
        place.insert(rng.randrange(len(place) + 1), element)


def double(root: Element, rng: Random) -> None:
    element = some(root, rng)
    parent = element.getparent()
    if parent is None:
        return
    inner = size(element)
    for _ in range(max(1, min(times(rng), _MANY // inner))):
        copy = etree.fromstring(etree.tostring(element, with_tail=False))
        copy.tail = element.tail
        parent.insert(parent.index(element), copy)
        if size(parent) > _MANY:
            return


def unwrap(root: Element, rng: Random) -> None:
    element = some(root, rng)
    parent = element.getparent()
    if parent is None:
        return
    at = parent.index(element)
    children = list(element)
    parent.remove(element)
    for number, child in enumerate(children):
        parent.insert(at + number, child)


def text(root: Element, rng: Random) -> None:
    held = [element for element in root.iter("*") if (element.text or "").strip()]
    if held:
        element = rng.choice(held)
        element.text = legal(slip(element.text or "", rng))


def exchange(root: Element, rng: Random) -> None:
    one, other = some(root, rng), some(root, rng)
    one.text, other.text = other.text, one.text
    if rng.random() < 0.5:
        held, given = dict(one.attrib), dict(other.attrib)
        one.attrib.clear()
        other.attrib.clear()
        one.attrib.update(given)
        other.attrib.update(held)
