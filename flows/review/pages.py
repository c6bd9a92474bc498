"""The pages of a review, as HTML: the list, and a question with its source on the left and the form on the right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import groupby
from pathlib import Path

from xxgk.flows.review.answering import AskedCell, AskedTable
from xxgk.flows.review.worklist import CELLS, DOCUMENT, PLACES, TITLED, OpenQuestion
from xxgk.flows.site.making import meanings
from xxgk.schema.datafile import read_toml
from xxgk.schema.inert import escaped
from xxgk.schema.readings import ABSENT, AGENCY, ILLEGIBLE, YEAR

STATIC = Path(__file__).with_name("static")
LANGUAGES = ("zh", "en")
MOST_LISTED = 500
NO_REPORT = "no report"
"""The answer by which a document is taken out."""

Words = Mapping[str, str]


def words(language: str) -> Words:
    """The words of a language, in Chinese what the rules of findings mean among them: these speak English."""
    found: Words = read_toml(Path(__file__).with_name("words.toml")).data[language]
    return {**meanings(), **found} if language == LANGUAGES[0] else found


def list_page(asked: Sequence[OpenQuestion], who: str, told: Words, *, second: bool) -> str:
    """All questions, what most hangs on first."""
    rows = "".join(_listed(one, told) for one in asked[:MOST_LISTED])
    heads = "".join(f"<th>{told[name]}" for name in ("rates", "asks", "place", "report", "why"))
    body = f"<table><tr>{heads}</tr>{rows}</table>" if asked else f"<p>{told['none']}"
    title = f"{told['questions']}: {len(asked)}" + (f" · {told['second']}" if second else "")
    return _whole(title, who, f'<main class="list"><p>{told["release"]}</p>{body}</main>', told)


def question_page(
    question: OpenQuestion, tables: Sequence[AskedTable], titles: Sequence[str], who: str, told: Words
) -> str:
    """One question; `titles` are those that may be that of a section."""
    asked = "".join((*_identity(question, told), *_titled(question, titles, told)))
    shown = "".join(_table(one, told) for one in tables) if question.asks in (*CELLS, DOCUMENT) else ""
    buttons = f'<button type="submit">{told["save"]}</button>'
    if question.asks in PLACES:
        buttons += _button(ABSENT, told["absent"]) + _button(ILLEGIBLE, told["illegible"])
    buttons += _button(NO_REPORT, told["no_report"])
    checks = f"<h2>{told['checks']}</h2>" if shown else ""
    blanks = f'<p><label><input type="checkbox" name="blanks"> {told["blanks"]}</label>' if shown else ""
    body = (
        f'<main class="ask"><section class="source"><iframe sandbox="" title="{told["source"]}" '
        f'data-src="/source/{_safe(question.key)}#xxgk-marked"></iframe></section><section>'
        f'<p class="why">{_why(question, told)}</p>'
        f'<form data-key="{_safe(question.key)}" autocomplete="off">{asked}{shown}{blanks}'
        f'<div class="bar">{checks}<ul class="checks" id="checks" aria-live="polite"></ul>'
        f'<p id="told" role="alert"></p><p>{buttons}'
        f'<label>{told["note"]} <input name="note" maxlength="200"></label></p></div></form></section></main>'
    )
    return _whole(f"{told[question.asks]} · {question.report}", who, body, told, script=True)


def _why(question: OpenQuestion, told: Words) -> str:
    """The rule that refused it, in words of the language where there are, and what it says."""
    meaning = told.get(question.rule, "")
    said = f"{_safe(question.rule)}: {_safe(question.message)}"
    return f"<b>{_safe(meaning)}</b><br>{said}" if meaning else said


def _listed(one: OpenQuestion, told: Words) -> str:
    place = f"<code>{_safe(one.place)}</code>" if one.place else ""
    return (
        f"<tr><td>{one.rates or ''}<td>{told[one.asks]}<td>{place}"
        f'<td><a href="/q/{_safe(one.key)}">{_safe(one.report)}</a>'
        f"<td>{_safe(one.rule)}: {_safe(one.message)}</tr>"
    )


def _identity(question: OpenQuestion, told: Words) -> Iterator[str]:
    whole = question.asks == DOCUMENT
    for code, asks in ((AGENCY, "agency"), (YEAR, "year")):
        if whole or question.asks == asks:
            field = f'<input data-code="{code}" maxlength="200">'
            yield f'<p class="identity"><label>{told[f"{asks}_field"]}<br>{field}</label>'


def _titled(question: OpenQuestion, titles: Sequence[str], told: Words) -> Iterator[str]:
    if question.asks == TITLED:
        field = f'<input data-code="{_safe(question.place)}" maxlength="200">'
        yield f'<p class="identity"><label>{told["title_field"]}<br>{field}</label><p>'
        yield "".join(f'<button type="button" data-title="{_safe(one)}">{_safe(one)}</button>' for one in titles)


def _button(answer: str, words: str) -> str:
    return f'<button type="button" data-answer="{answer}">{words}</button>'


def _table(one: AskedTable, told: Words) -> str:
    table = one.table
    heads = [(head, len(list(under))) for head, under in groupby(table.columns, key=lambda column: column.head)]
    upper = (
        "".join(f'<th colspan="{count}">{_safe(head)}' for head, count in heads)
        if any(head for head, _ in heads)
        else ""
    )
    lower = "".join(f"<th>{_safe(column.label)}" for column in table.columns)
    labels = (" / ".join((*table.above(row), row.label)) or table.label for row in table.rows)
    rows = "".join(
        f"<tr><th>{_safe(label)}{''.join(_cell(cell, told) for cell in cells)}</tr>"
        for label, cells in zip(labels, one.rows, strict=True)
    )
    above = f"<tr><th>{upper}</tr>" if upper else ""
    return f'<h2>{_safe(table.label)}</h2><table class="form">{above}<tr><th>{lower}</tr>{rows}</table>'


def _cell(cell: AskedCell, told: Words) -> str:
    if not cell.asked:
        return (
            f'<td class="known" title="{_safe(cell.code)}">{_safe(cell.raw or "")}' if cell.raw is not None else "<td>?"
        )
    hint = f'<span class="hint">{told["before"]} {_safe(cell.hint)}</span>' if cell.hint else ""
    code, typed = _safe(cell.code), _safe(cell.typed)
    field = f'<input data-code="{code}" aria-label="{code}" value="{typed}" maxlength="200">'
    return f'<td class="asked">{field}{hint}'


def _whole(title: str, who: str, body: str, told: Words, *, script: bool = False) -> str:
    run = '<script src="/static/review.js" defer></script>' if script else ""
    head = (
        f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{_safe(title)}</title>'
        f'<link rel="stylesheet" href="/static/review.css">{run}'
    )
    bar = f'<h1>{_safe(title)}</h1><a href="/">{told["back"]}</a><span>{told["who"]}: {_safe(who)}</span>'
    shown = f'<body data-ready="yes"><header>{bar}</header>{body}</body>'
    return f'<!doctype html><html lang="zh"><head>{head}</head>{shown}</html>'


def _safe(text: str) -> str:
    return escape(escaped(text))
