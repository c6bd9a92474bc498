"""The morning as a page of Markdown, for Prefect."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from xxgk.flows.morning.facts import MorningFacts, MorningTable
from xxgk.flows.morning.sections import MOST, shown
from xxgk.flows.morning.standing import headline, more_of, standing, why
from xxgk.flows.morning.words import word
from xxgk.flows.screen import visible

SIGNS = r"\`*_{}[]<>()#+-.!|~"
"""What Markdown takes for more than text."""

_ADDRESS = re.compile(r"https?://[^\s;]+")
_UNSAFE = re.compile(r"[^\w%:/?#@!$&',;=~.+-]")
"""What in the target of a link is written as its bytes: signs that end it, or a table's cell."""


def markdown(facts: MorningFacts) -> str:
    """The page. What comes from documents and sites stays text; an address is a link to itself."""
    return "\n".join(_lines(facts))


def _lines(facts: MorningFacts) -> Iterator[str]:
    says = headline(facts)
    yield from (f"# {_escaped(says.zh)} · {_escaped(says.en)}", "")
    yield from (f"- **{reason.light}** {_linked(why(reason))}" for reason in facts.reasons)
    yield from (
        "",
        *(f"- {word('label', key).zh} {word('label', key).en}: {_linked(text)}" for key, text in standing(facts)),
    )
    yield from ("", *(_linked(line) + "  " for line in facts.night))
    for table in facts.tables:
        yield from _table(table)


def _table(table: MorningTable) -> Iterator[str]:
    says = word("section", table.key)
    yield from ("", f"## {_escaped(says.zh)} · {_escaped(says.en)}", "")
    yield _row(table.columns)
    yield "|" + "---|" * len(table.columns)
    yield from map(_row, table.rows[:MOST])
    if table.count > MOST:
        yield from ("", _escaped(more_of(table.count - MOST)))


def _row(cells: Iterable[object]) -> str:
    return "| " + " | ".join(_linked(shown(cell)) for cell in cells) + " |"


def _linked(value: object) -> str:
    """Text in which addresses are links."""
    text, written, done = " ".join(visible(value).split()), "", 0
    for found in _ADDRESS.finditer(text):
        target = _UNSAFE.sub(lambda sign: "".join(f"%{byte:02X}" for byte in sign[0].encode()), found[0])
        written += f"{_escaped(text[done : found.start()])}[{_escaped(found[0])}](<{target}>)"
        done = found.end()
    return written + _escaped(text[done:])


def _escaped(text: str) -> str:
    """Text that stays text within Markdown."""
    return "".join(f"\\{sign}" if sign in SIGNS else sign for sign in text)
