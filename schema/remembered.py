"""Answers remembered, in a bounded number of bytes.

A functools cache is bounded in entries, and an entry may be a page of print: a process that reads a hundred thousand
documents grows with every odd text. What is remembered of documents is remembered by this, which keeps short texts
alone; the others are worked out each time, as they hardly come twice."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from inspect import signature
from typing import Any, Concatenate, NamedTuple, ParamSpec, TypeVar, cast

ENTRIES, LONGEST = 4096, 64
"""Texts, and characters of each, that are remembered: the labels and figures of some hundred layouts."""
BYTES_AN_ENTRY = 600
"""Of an entry besides its characters: key, node and answer."""

P = ParamSpec("P")
R = TypeVar("R")
Of = Callable[Concatenate[str, P], R]


class Kept(NamedTuple):
    """A memory: of which function, and the bytes that it never passes."""

    name: str
    most: int
    size: Callable[[], int]


KEPT: list[Kept] = []
"""All memories of functions; those of methods end with their object."""


class _Answers(dict[object, object]):
    """Answers by the text that was asked, or by all that was. What is not known is worked out as it is looked up: so a
    look-up, a thousand of them a document, calls no function of ours where the answer is there."""

    def __init__(self, afresh: Callable[..., object], entries: int, longest: int, *, alone: bool) -> None:
        super().__init__()
        self._afresh, self._entries, self._longest, self._alone = afresh, entries, longest, alone

    def __missing__(self, asked: object) -> object:
        given = (asked,) if self._alone else cast("tuple[object, ...]", asked)
        answer = self._afresh(*given)
        if len(str(given[0])) <= self._longest:
            if len(self) >= self._entries:
                self.clear()  # what comes often is soon there again, and nothing is noted of what was asked last
            self[asked] = answer
        return answer


def remembered(
    entries: int = ENTRIES, longest: int = LONGEST, each: int = BYTES_AN_ENTRY
) -> Callable[[Of[P, R]], Of[P, R]]:
    """Remember what a function of a text says of so many texts, those of at most so many characters. What it says must
    be no longer than two of these texts; `each`: bytes of an entry besides characters."""

    def kept(function: Of[P, R]) -> Of[P, R]:
        alone = len(signature(function).parameters) == 1
        known = _Answers(function, entries, longest, alone=alone)

        def of_more(*asked: object) -> object:
            return known[asked]

        name = f"{function.__module__}.{getattr(function, '__qualname__', '')}"
        KEPT.append(Kept(name, entries * (8 * longest + each), lambda: len(known)))
        answering: Any = known.__getitem__ if alone else update_wrapper(of_more, function)
        return cast("Of[P, R]", answering)

    return kept
