"""Texts that make a pattern take long, made from the pattern itself.

What is slow is slow because something may be repeated in more than one way, or is looked for again from each place:
so each text repeats something that the pattern may begin with, or repeat, and ends where nothing fits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

Text = str | bytes
SAMPLES = " 0a中-(《.,、\n\t_<>=\"'/:;|第年）A%\x00"
"""Characters that documents repeat, each of another kind."""
TAILS = ("", "\x00", "x", "\n")
_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
_MOST_BRANCHES, _LONGEST_UNIT, _PAIRED, _MOST_LEADS = 6, 400, 6, 20
UNBOUNDED = 200
"""From this number on a repeat counts as one without a bound."""


def attacks(pattern: Text, flags: int) -> list[Callable[[int], Text]]:
    """Texts of some `n` characters, as functions of `n`."""
    tree = parser.parse(pattern, flags)
    units = dict.fromkeys((lead, unit) for lead, unit in _units(tree) if unit)
    made: dict[tuple[str, str, str], None] = {}
    for lead, unit in units:
        for tail in TAILS if len(units) < 40 else TAILS[:2]:
            made[lead, unit, tail] = None
    encode = (lambda text: text.encode("utf-8", "replace")) if isinstance(pattern, bytes) else (lambda text: text)
    return [_repeated(*parts, encode) for parts in made]


def _repeated(lead: str, unit: str, tail: str, encode: Callable[[str], Text]) -> Callable[[int], Text]:
    def make(n: int) -> Text:
        return encode(lead + unit * max(1, n // len(unit)) + tail)

    make.__name__ = f"{lead!r} + {unit!r} * n + {tail!r}"
    return make


def _units(tree: Any) -> Iterator[tuple[str, str]]:
    """What is repeated, each with what stands before it."""
    sets = list({str(one): one for one in _sets(tree)}.values())
    kinds = {tuple(_is_in(*one, char) for one in sets): char for char in reversed([*SAMPLES, *_named(sets)])}
    for char in kinds.values():
        yield "", char
    yield from (("", one + other) for one in [*kinds.values()][:_PAIRED] for other in [*kinds.values()][:_PAIRED])
    repeats = dict.fromkeys(_walk(tree, ""))
    for before, item in repeats:
        yield from (("", before), ("", item), ("", before + item), (before, item))
    leads = dict.fromkeys(before for before, _ in repeats)
    yield from ((before, char) for before in [*leads][:_MOST_LEADS] for char in kinds.values())


def _walk(tree: Any, before: str) -> Iterator[tuple[str, str]]:
    """Each repeat of a pattern: an example of what leads to it, and one of what it repeats."""
    for code, value in tree:
        if code in _REPEATS:
            _, most, body = value
            if most >= UNBOUNDED or most is op.MAXREPEAT:
                yield from ((before, item) for item in examples(body))
            yield from _walk(body, before)
        else:
            for part in _parts(code, value):
                yield from _walk(part, before)
        before = (before + next(iter(examples([(code, value)])), ""))[-_LONGEST_UNIT:]
    if before:
        yield "", before


def _parts(code: Any, value: Any) -> Iterable[Any]:
    if code is op.SUBPATTERN:
        return [value[-1]]
    if code is op.BRANCH:
        return value[1]
    if code in (op.ASSERT, op.ASSERT_NOT):
        return [value[1]]
    if code is op.ATOMIC_GROUP:
        return [value]
    if code is op.GROUPREF_EXISTS:
        return [part for part in value[1:] if part is not None]
    return []


def examples(tree: Any) -> list[str]:
    """Some texts that fit: one of each branch."""
    found = [""]
    for code, value in tree:
        found = [(text + more) for text in found for more in _examples_of(code, value)][:_MOST_BRANCHES]
    return found


def _examples_of(code: Any, value: Any) -> list[str]:
    if code is op.LITERAL:
        return [chr(value)]
    if code is op.NOT_LITERAL:
        return [next(char for char in SAMPLES if ord(char) != value)]
    if code is op.ANY:
        return ["x"]
    if code is op.IN:
        return [_one_of(tuple(value))]
    if code in _REPEATS:
        least, _, body = value
        return [text * max(1, min(least, 50)) for text in examples(body)] + ([""] if least == 0 else [])
    if code in (op.ASSERT, op.ASSERT_NOT, op.AT, op.GROUPREF):
        return [""]
    return [text for part in _parts(code, value) for text in examples(part)][:_MOST_BRANCHES] or [""]


@cache
def _one_of(value: tuple[Any, ...]) -> str:
    """A character of a set; remembered, as each repeat around it asks again."""
    return next((char for char in (*SAMPLES, *_named([(op.IN, value)])) if _is_in(op.IN, value, char)), "")


def _sets(tree: Any, *, repeated: bool = False) -> Iterator[tuple[Any, Any]]:
    """The sets of characters of a pattern; a single one only where it may be repeated."""
    for code, value in tree:
        if code in (op.NOT_LITERAL, op.ANY, op.IN) or (code is op.LITERAL and repeated):
            yield code, value
        elif code in _REPEATS:
            yield from _sets(value[2], repeated=repeated or value[1] >= UNBOUNDED)
        else:
            for part in _parts(code, value):
                yield from _sets(part, repeated=repeated)


def _named(sets: Iterable[tuple[Any, Any]]) -> Iterator[str]:
    """The characters that sets name, the first of each range."""
    for code, value in sets:
        if code in (op.LITERAL, op.NOT_LITERAL):
            yield chr(value)
        elif code is op.IN:
            for inner, what in value:
                if inner in (op.LITERAL, op.RANGE):
                    yield chr(what if inner is op.LITERAL else what[0])


def _is_in(code: Any, value: Any, char: str) -> bool:
    if code is op.LITERAL:
        return ord(char) == value
    if code is op.NOT_LITERAL:
        return ord(char) != value
    if code is op.ANY:
        return char != "\n"
    negated = any(inner is op.NEGATE for inner, _ in value)
    return negated != any(_holds(inner, what, char) for inner, what in value)


def _holds(code: Any, value: Any, char: str) -> bool:
    if code is op.LITERAL:
        return ord(char) == value
    if code is op.RANGE:
        return value[0] <= ord(char) <= value[1]
    if code is op.CATEGORY:
        name = value.name.rpartition("_")[2]
        tests = {"DIGIT": char.isdecimal(), "SPACE": char.isspace(), "WORD": char.isalnum() or char == "_"}
        return tests[name] != ("NOT" in value.name)
    return False
