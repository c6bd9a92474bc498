"""Why the tables of a document were read as they were: in words, as JSON, and as a page that shows the printed tables
with what was understood laid over them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from html import escape
from pathlib import Path

from xxgk.flows.reading import extractor as door
from xxgk.flows.reading.apart import InWords, ask
from xxgk.flows.screen import visible
from xxgk.schema.explanation import CellTold, ClaimTold, Explanation, RowTold, TableTold
from xxgk.schema.inert import escaped, json_line

TEXT, JSON, HTML = "text", "json", "html"
LONGEST = 160
WIDEST = 1000
"""Columns that a cell of a page may span: browsers take no more."""


def explained(paths: list[str], way: str, figure: str = "") -> Iterator[InWords]:
    """The explanation of each file, in one of the ways; of one `figure` alone (its code, or ``table.row``) if it is
    given."""
    yield from ask(partial(_of_document, way=way, figure=figure), paths)


def _of_document(document: bytes, source: str, way: str, figure: str) -> str:
    told = _only(door.explain(document, source), figure)
    if way == JSON:
        return json_line(told.to_json())
    return _page(told) if way == HTML else "\n".join(_lines(told))


def _only(told: Explanation, figure: str) -> Explanation:
    """What concerns one figure: the rows that claim its row, and those that are like it."""
    if not figure:
        return told
    row = ".".join(figure.split(".")[:2])
    tables = []
    for table in told.tables:
        rows = tuple(one for one in table.rows if _concerns(one, row, figure))
        if rows:
            tables.append(TableTold(table.number, table.locator, table.layout, table.sheets, rows))
    places = {figure, row, row.split(".")[0]}
    findings = tuple(one for one in told.findings if one[1] in places or one[1].startswith(f"{row}."))
    return Explanation(told.source, told.outcome, told.reason, tuple(tables), findings)


def _concerns(row: RowTold, code: str, figure: str) -> bool:
    return (
        any(claim.code == code for claim in row.claims)
        or any(cell.code == figure for cell in row.cells)
        or (not row.claims and any(candidate == code for candidate, _ in row.candidates))
    )


# --------------------------------------------------------------------------------------------------------------- words


def _lines(told: Explanation) -> Iterator[str]:
    yield visible(f"{Path(told.source).name}: {told.outcome.replace('_', ' ')}{told.reason and ': ' + told.reason}")
    for table in told.tables:
        yield ""
        yield visible(f"table {table.number}, {table.locator}, {table.layout}: {_taken_for(table)}")
        for row in table.rows:
            yield from map(visible, _of_row(row))
    yield ""
    yield from (visible(f"{rule} {where}: {message}") for rule, where, message in told.findings)


def _taken_for(table: TableTold) -> str:
    sheets = [f"{sheet} of {form}" + (f", but {reason}" if reason else "") for sheet, form, reason in table.sheets]
    return "; or ".join(sheets) or "no table of a form, or a list"


def _of_row(row: RowTold) -> Iterator[str]:
    printed = " | ".join(" ".join(cell.text.split()) for cell in row.cells)
    yield f"  {row.row:>3}  {printed[:LONGEST]}{'…' if len(printed) > LONGEST else ''}"
    if not row.claims:
        codes = [cell.code for cell in row.cells if cell.code]
        yield from [f"         read: {', '.join(codes)}"] if codes else []
    for claim in row.claims:
        yield from (f"         {line}" for line in _of_claim(claim))
    if row.unknown:
        yield "         unknown: it has figures, and no row of the form has its label"
    if row.candidates:
        yield "         like: " + ", ".join(f"{code} ({likeness:.2f})" for code, likeness in row.candidates)


def _of_claim(claim: ClaimTold) -> Iterator[str]:
    taken = "" if claim.likeness == 1 else f" (its label is like {claim.label}: {claim.likeness:.2f})"
    yield f"{'read' if claim.read else 'REFUSED'} as {claim.code} of {claim.form}{taken}"
    yield from (f"  {why}" for why in claim.why)
    yield from (f"  {equation}" for equation in claim.equations)


# ---------------------------------------------------------------------------------------------------------------- page


STYLE = """
body{font:15px/1.5 "Noto Sans CJK SC","Microsoft YaHei",sans-serif;margin:1.5rem auto;max-width:80rem;padding:0 1rem;
color:#1b1b1b;background:#fff}
table{border-collapse:collapse;margin:.5rem 0 2rem;width:100%}td{border:1px solid #c9c9c9;padding:.2rem .45rem;
vertical-align:top}td.read{background:#dff3df;color:#0b5a1d}td.refused{background:#fbdcdc;color:#8f1313}
td.why{border:0;font-size:.82em;color:#444;width:22rem}td.why b{color:#8f1313}td.why i{color:#0b5a1d;font-style:
normal}h2{font-size:1.05rem;margin:1.5rem 0 0}code{font-size:.92em}ul{padding-left:1.2rem}
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def _page(told: Explanation) -> str:
    """One page, whole in itself: no script, nothing from elsewhere."""
    name = _safe(Path(told.source).name)
    body = "".join(map(_of_table, told.tables))
    findings = "".join(f"<li><code>{_safe(rule)} {_safe(at)}</code> {_safe(why)}" for rule, at, why in told.findings)
    return (
        f'<!doctype html><html lang="zh"><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" '
        f'content="{_POLICY}"><title>{name}</title><style>{STYLE}</style><h1>{name}</h1>'
        f"<p>{_safe(told.outcome.replace('_', ' '))} {_safe(told.reason)}</p>{body}<ul>{findings}</ul>"
    )


def _of_table(table: TableTold) -> str:
    rows = "".join(
        f"<tr><td class=why>{'<br>'.join(_why(row))}</td>{''.join(map(_of_cell, row.cells))}</tr>" for row in table.rows
    )
    title = f"{table.number}. {_safe(_taken_for(table))} <code>{_safe(table.locator)} {_safe(table.layout)}</code>"
    return f"<h2>{title}</h2><table>{rows}</table>"


def _of_cell(cell: CellTold) -> str:
    kind = "read" if cell.code else "refused" if cell.refused else ""
    spans = "".join(
        f' {name}="{min(count, WIDEST)}"'
        for name, count in (("colspan", cell.colspan), ("rowspan", cell.rowspan))
        if count > 1
    )
    title = f' title="{_safe(cell.code or cell.locator)}"'
    return f"<td{f' class={kind}' if kind else ''}{spans}{title}>{_safe(cell.text)}</td>"


def _why(row: RowTold) -> Iterator[str]:
    for claim in row.claims:
        failing = [one for one in claim.equations if " holds " not in one]
        if claim.read:
            holding = len(claim.equations) - len(failing)
            holds = f", {holding} equation{'s' * (holding > 1)} hold{'s' * (holding == 1)}" if holding else ""
            yield f"<i>{_safe(claim.code)}</i>{holds}"
            yield from (f"<b>{_safe(why)}</b>" for why in claim.why)
        else:
            yield f"<b>refused</b> as {_safe(claim.code)} of {_safe(claim.form)}: {_safe('; '.join(claim.why))}"
        yield from map(_safe, failing)
    if row.unknown:
        yield "<b>unknown</b>: it has figures, and no row of the form has its label"
    if row.candidates:
        yield "like " + _safe(", ".join(f"{code} ({likeness:.2f})" for code, likeness in row.candidates))


def _safe(text: str) -> str:
    return escape(escaped(text))
