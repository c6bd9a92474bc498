"""The morning as a page: for a telephone, a screen and paper. It asks for nothing and runs nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path

from xxgk.flows.morning.facts import MorningFacts, MorningTable, NightCounts
from xxgk.flows.morning.sections import MOST, shown
from xxgk.flows.morning.standing import headline, more_of, standing, why
from xxgk.flows.morning.words import BothWords, word
from xxgk.flows.screen import visible

STYLE = Path(__file__).with_name("page.css")
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""What a browser lets the page ask for and run: nothing, whatever a document brought into it."""

_ADDRESS = re.compile(r"https?://[^\s;]+")
_VALUED = frozenset({"alarm", "state", "news", "asks", "change"})
"""Columns whose values are words of this program, told in Chinese too."""


def page(facts: MorningFacts) -> str:
    """The page, whole. All that comes from documents and sites is escaped."""
    return "".join(_pieces(facts))


def _pieces(facts: MorningFacts) -> Iterator[str]:
    says = headline(facts)
    yield '<!doctype html>\n<html lang="zh"><head><meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="referrer" content="no-referrer">'
    yield f"<title>{escape(says.zh)} · {escape(says.en)}</title><style>{STYLE.read_text('utf-8')}</style></head>\n"
    yield f'<body class="{facts.light}"><header><h1><span class="light" aria-hidden="true"></span>{_both(says)}</h1>'
    yield f"<p>{facts.at:%Y-%m-%d %H:%M} UTC</p></header>\n<main>"
    if facts.reasons:
        yield '<ul class="reasons">'
        yield from (f'<li class="{reason.light}">{_linked(why(reason))}</li>' for reason in facts.reasons)
        yield "</ul>\n"
    yield "<dl>"
    yield from (f"<dt>{_both(word('label', key))}</dt><dd>{_linked(text)}</dd>" for key, text in standing(facts))
    yield "</dl>\n"
    yield from _lines("night", facts.night)
    yield from _lines("untold", facts.untold)
    for table in facts.tables:
        yield from _table(table)
    yield "</main></body></html>\n"


def _lines(key: str, lines: tuple[str, ...]) -> Iterator[str]:
    if lines:
        yield f"<section><h2>{_both(word('label', key))}</h2>"
        yield from (f"<p>{_linked(line)}</p>" for line in lines)
        yield "</section>\n"


def _table(table: MorningTable) -> Iterator[str]:
    yield f'<section id="{escape(table.key)}"><h2>{_both(word("section", table.key))} <small>{table.count}</small></h2>'
    yield '<div class="wide" tabindex="0"><table><thead><tr>'
    yield from (f'<th scope="col">{_both(word("column", column))}</th>' for column in table.columns)
    yield "</tr></thead><tbody>"
    for row in table.rows[:MOST]:
        yield "<tr>" + "".join(_cell(*one) for one in zip(table.columns, row, strict=True)) + "</tr>"
    yield "</tbody></table></div>"
    if table.count > MOST:
        yield f"<p>{escape(more_of(table.count - MOST))}</p>"
    yield "</section>\n"


def _cell(column: str, cell: object) -> str:
    if column in _VALUED and isinstance(cell, str) and cell:
        return f'<td class="value-{escape(cell)}">{_both(word("value", cell))}</td>'
    kind = "counts" if isinstance(cell, NightCounts) else "number" if isinstance(cell, int) else ""
    return f"<td{f' class={kind}' if kind else ''}>{_linked(shown(cell))}</td>"


def _linked(value: object) -> str:
    """Escaped text in which addresses are links."""
    text, written, done = visible(value), "", 0
    for found in _ADDRESS.finditer(text):
        address = escape(found[0])
        written += f'{escape(text[done : found.start()])}<a href="{address}" rel="noreferrer">{address}</a>'
        done = found.end()
    return written + escape(text[done:])


def _both(says: BothWords) -> str:
    """Chinese first, English beside it."""
    same = says.zh == says.en
    return escape(says.zh) if same else f'{escape(says.zh)} <span lang="en">{escape(says.en)}</span>'
