"""Answers remembered, in a bounded number of bytes.

A functools cache is bounded in entries, and an entry may be a page of print: a process that reads a hundred thousand
documents grows with every odd text. What is remembered of documents is remembered by this, which keeps short texts
alone; the others are worked out each time, as they hardly come twice."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from inspect import signature
from typing import Any, Concatenate, NamedTuple, ParamSpec, TypeVar

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


def remembered(
    entries: int = ENTRIES, longest: int = LONGEST, each: int = BYTES_AN_ENTRY
) -> Callable[[Of[P, R]], Of[P, R]]:
    """Remember what a function of a text says of so many texts, those of at most so many characters. What it says must
    be no longer than two of these texts; `each`: bytes of an entry besides characters."""

    def kept(function: Of[P, R]) -> Of[P, R]:
        known: dict[Any, Any] = {}
        afresh: Any = function

        def of_text(text: str) -> R:
            try:
                answer: R = known[text]
            except KeyError:
                answer = keep(text, afresh(text), len(text))
            return answer

        def of_more(*asked: object) -> R:
            try:
                answer: R = known[asked]
            except KeyError:
                answer = keep(asked, afresh(*asked), len(str(asked[0])))
            return answer

        def keep(asked: object, answer: R, length: int) -> R:
            if length <= longest:
                if len(known) >= entries:
                    known.clear()  # what comes often is soon there again, and nothing is noted of what was asked last
                known[asked] = answer
            return answer

        alone = len(signature(function).parameters) == 1
        ask: Any = of_text if alone else of_more  # a thousand calls a document: what is not needed is not handed on
        name = f"{function.__module__}.{getattr(function, '__qualname__', '')}"
        KEPT.append(Kept(name, entries * (8 * longest + each), lambda: len(known)))
        answering: Of[P, R] = update_wrapper(ask, function)
        return answering

    return kept
