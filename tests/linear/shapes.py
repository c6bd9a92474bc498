"""Documents that have much of one thing: a report of the generator, and `n` of that in it.

A shape of `SHAPES` changes the report before it is printed, so that each is tried in every container and layout; those
of `PAGES` are of markup only, and stand in the text of a web page, in a cell of its table, or around both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from random import Random

from tests.generate.document import Cell, Document, Grid, Heading, Para, Row, compose
from tests.generate.noise import QUIET
from tests.generate.renderers import RENDERERS
from tests.generate.truth import Options, random_truth

Shape = Callable[[Document, int], Document]
SENTENCE = "全年共收到政府信息公开申请12件，答复11件，结转1件。"
LABEL = "1.属于国家秘密"
MARKS = {
    **{"blanks": " ", "wide blanks": "\u3000", "dashes": "-", "lines": "—", "slashes": "/", "bars": "|", "tabs": "\t"},
    **{"brackets": "(", "wide brackets": "（", "closing brackets": "）", "quotes": "《", "stops": "。", "commas": "，"},
    **{"digits": "1", "groups of digits": "1,", "dots": ".", "years": "2023年", "numerals": "一", "numbers": "（一）"},
    **{"counts": "收到12件", "sums": "共计", "labels": "规章", "words": "信息", "letters": "a ", "none": "无"},
}
"""What is repeated in a text."""


@cache
def report() -> Document:
    """A report like others."""
    return compose(random_truth(Random(7), Options(scale="modest")), QUIET, Random(7))


def rendered(container: str, document: Document) -> bytes:
    """The document in a container."""
    return RENDERERS[container].write(document, QUIET, Random(1))


# ------------------------------------------------------------------------------------------------- in every container


def _with(document: Document, *blocks: Heading | Para | Grid) -> Document:
    """More blocks behind the first title."""
    at = next(index for index, block in enumerate(document.blocks) if isinstance(block, Heading)) + 1
    return replace(document, blocks=(*document.blocks[:at], *blocks, *document.blocks[at:]))


def _paragraphs(text: Callable[[int], str]) -> Shape:
    return lambda document, n: _with(document, *(Para(text(i)) for i in range(n)))


def _headings(level: int, number: str, text: str) -> Shape:
    return lambda document, n: _with(document, *(Heading(level, number, text.format(i)) for i in range(n)))


def _tables(number: int) -> Shape:
    return lambda document, n: _with(document, *[document.grids[number]] * n)


def _tables_of(*rows: tuple[str, ...]) -> Shape:
    return lambda document, n: _with(document, *[Grid(len(rows[0]), tuple(_row(*row) for row in rows))] * n)


def _row(*texts: str) -> Row:
    return Row("", tuple(Cell(text, "value" if index else "label") for index, text in enumerate(texts)))


def _in_requests(change: Callable[[Grid, int], Grid]) -> Shape:
    """The table of requests, changed."""

    def shape(document: Document, n: int) -> Document:
        requests = document.grids[1]
        changed = (change(block, n) if block is requests else block for block in document.blocks)
        return replace(document, blocks=tuple(changed))

    return shape


def _rows(text: str) -> Shape:
    """More rows of a table, each a label and seven figures."""
    rows = lambda n: (_row(text.format(i), *"1234567") for i in range(n))  # noqa: E731
    return _in_requests(lambda grid, n: replace(grid, rows=(*grid.rows, *rows(n))))


def _rows_of_a_list(document: Document, n: int) -> Document:
    head, rows = _row("指标名称", "单位", "2023年"), (_row(f"公开数{i}", "条", "3") for i in range(n))
    return _with(document, Grid(3, (head, *rows)))


def _columns(grid: Grid, n: int) -> Grid:
    more = tuple(Cell(str(i % 10), "value") for i in range(n))
    return Grid(grid.width + n, tuple(row._replace(cells=(*row.cells, *more)) for row in grid.rows))


def _in_cell(kind: str, text: str) -> Shape:
    """`n` of a text behind a label of the form, or behind a figure."""

    def change(grid: Grid, n: int) -> Grid:
        at = next(i for i, row in enumerate(grid.rows) if row.code)
        row = grid.rows[at]
        place = next(i for i, cell in enumerate(row.cells) if cell.kind == kind)
        cell = row.cells[place]._replace(text=f"{row.cells[place].text}{text * n}x")
        cells = (*row.cells[:place], cell, *row.cells[place + 1 :])
        return replace(grid, rows=(*grid.rows[:at], row._replace(cells=cells), *grid.rows[at + 1 :]))

    return _in_requests(change)


def _texts() -> Iterator[tuple[str, Shape]]:
    for name, text in MARKS.items():
        yield f"{name} in a paragraph", lambda document, n, text=text: _with(document, Para(f"正文{text * n}x"))
        yield f"{name} in a line", lambda document, n, text=text: _with(document, Para(f"{text * n}x"))
        yield (
            f"{name} in a heading",
            lambda document, n, text=text: _with(document, Heading(1, "二、", f"主动{text * n}x")),
        )
        yield (
            f"{name} in a title",
            lambda document, n, text=text: replace(document, title=(f"{document.title[0]}{text * n}x",)),
        )
        yield f"{name} in a label", _in_cell("label", text)
        yield f"{name} in a figure", _in_cell("value", text)


SHAPES: dict[str, Shape] = {
    "paragraphs": _paragraphs(lambda _: SENTENCE),
    "other paragraphs": _paragraphs(lambda i: f"{i}日，本机关{SENTENCE}"),
    "short lines": _paragraphs(lambda _: "正文"),
    "empty lines": _paragraphs(lambda _: ""),
    "items of a list": _paragraphs(lambda i: f"{i}.公开{i}件"),
    "items with one number": _paragraphs(lambda _: f"（一）{SENTENCE}"),
    "labels on lines": _paragraphs(lambda _: LABEL),
    "figures on lines": _paragraphs(str),
    "labels and figures on lines": _paragraphs(lambda i: f"{LABEL} {i}"),
    "heads of lists on lines": _paragraphs(lambda _: "指标名称 单位 数量"),
    "headings": _headings(2, "（一）", "做法{}"),
    "headings that are one": _headings(1, "二、", "主动公开政府信息情况"),
    "tables": _tables(0),
    "large tables": _tables(1),
    "small tables": _tables_of(("甲", "1")),
    "lists": _tables_of(("指标名称", "单位", "2023年"), ("公开数", "条", "3")),
    "rows": _rows("其他"),
    "other rows": _rows("其他事项{}"),
    "misprinted rows": _rows("属于国家密秘{}"),
    "rows of a list": _rows_of_a_list,
    "columns": _in_requests(_columns),
    **dict(_texts()),
}

# -------------------------------------------------------------------------------------------------------- in web pages

_PIECES = {
    **{
        f"{tag} in {tag}": lambda n, tag=tag: f"<{tag}>" * n + "x" + f"</{tag}>" * n
        for tag in ("div", "span", "b", "ul")
    },
    **{f"open {tag}": lambda n, tag=tag: f"<{tag}>" * n for tag in ("div", "font", "p", "table", "li", "a", "script")},
    **{
        f"elements {tag}": lambda n, tag=tag: f"<{tag}>x</{tag}>" * n
        for tag in ("div", "span", "sup", "a", "table", "li")
    },
    "tables in tables": lambda n: "<table><tr><td>" * n + "</td></tr></table>" * n,
    "fonts": lambda n: "".join(f"<p><font size={i}>x</p>" for i in range(n)),
    "fonts beside a broken table": lambda n: "<table><tr><td>x<td>1</tr><div>x</div></table>" + _PIECES["fonts"](n),
    "rows in divisions": lambda n: "<table>" + "<tr><td>x<div><tr><td>1</tr></div>" * n + "</table>",
    "bold before a table": lambda n: "<table>" + "<b>x</b>" * n + "</table>",
    "line breaks": lambda n: "x<br>" * n,
    "scripts": lambda n: "x<script></script>" * n,
    "styles": lambda n: "<span style='color:red;display:inline'>x</span>" * n,
    "hidden": lambda n: "<div style='display:none'>x</div>" * n,
    "closing tags": lambda n: "</b>" * n,
    "notes": lambda n: "<!-- x -->" * n,
    "open notes": lambda n: "<!-- x " * n,
    "entities": lambda n: "&nbsp;" * n,
    "less": lambda n: "<" * n,
    "links": lambda n: "<a href='x.doc'>附件</a>" * n,
    "pictures": lambda n: "<img src='a.png' width=500 height=500>" * n,
    "attributes": lambda n: "<p " + "".join(f"a{i}=1 " for i in range(n)) + ">",
    "a style": lambda n: f"<p style='{'text-decoration:' * n}'>",
    "spans of rows": lambda n: "<table>" + "<tr><td rowspan=1000>x<td>1</tr>" * n + "</table>",
    "cells of a row": lambda n: f"<table><tr>{'<td>x</td>' * n}</tr></table>",
}


@cache
def _page() -> str:
    return rendered("html", report()).decode()


def _in_text(piece: str) -> str:
    head, mark, rest = _page().partition("id='zoom'>")
    return head + mark + piece + rest


def _in_table(piece: str) -> str:
    page = _page()
    at = page.index('<p style="margin: 0pt">', page.index("属于国家秘密"))
    return page[:at] + piece + page[at:]


def _cut_before(piece: str) -> str:
    return _page().partition("</body>")[0] + piece


PAGES: dict[str, Callable[[int], str]] = {
    f"{name} {where}": lambda n, make=make, put=put: put(make(n))
    for name, make in _PIECES.items()
    for where, put in {"in the text": _in_text, "in a cell": _in_table, "where the page ends": _cut_before}.items()
}
