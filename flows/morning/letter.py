"""The morning as a message: plain text, short enough for a telephone."""

from __future__ import annotations

from collections.abc import Iterator

from xxgk.flows.morning.facts import MorningFacts
from xxgk.flows.morning.sections import blocks
from xxgk.flows.morning.standing import headline, standing, why
from xxgk.flows.morning.words import word
from xxgk.flows.screen import Headline, in_lines, visible

MOST = 10
"""Rows of a table that are told; the page has more."""

TOLD = frozenset({"sources", "errors", "held", "new", "changed", "figures"})
"""Tables that are told; the page has all."""


def subject(facts: MorningFacts) -> str:
    """The subject of the message."""
    says = headline(facts)
    return f"xxgk {says.zh} · {says.en}"


def letter(facts: MorningFacts) -> str:
    """Its text. What comes from documents and sites is shown as text only."""
    return "\n".join(_lines(facts))


def _lines(facts: MorningFacts) -> Iterator[str]:
    yield from (f"[{reason.light}] {visible(why(reason))}" for reason in facts.reasons)
    yield from ("", *(f"{word('label', key).zh} {word('label', key).en}: {text}" for key, text in standing(facts)))
    if facts.night:
        yield from ("", *map(visible, facts.night))
    told = (table for table in facts.tables if table.key in TOLD)
    for block in blocks(told, MOST):
        if isinstance(block, Headline):
            yield ""
        yield in_lines([block])
