"""Digits on several lines, in a table whose columns only the heads tell: one figure where the form's sums prove it.

«79» above «9» may be 799, or figures of two rows. The row must add up with the whole figures, and must not with the
first lines alone; or, where both add up, every column of which it breaks a figure must be balanced by the rows of the
table. In a stream, whose figures stand in no columns, it must add up in no other way either in which the digits below
go, in their order, to figures of the line above; else they are one run, which other equations may part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, product
from math import comb, prod

from xxgk.extractors.labels.sheet_labels import EXACT
from xxgk.extractors.labels.values import counts_of
from xxgk.extractors.recognition.claims import Claim, Doubt, SheetClaims, refused
from xxgk.extractors.recognition.resolve import Equations, equations_of
from xxgk.schema.document import Cell, Table
from xxgk.schema.forms import FormTable
from xxgk.schema.text import narrow

MOST_WAYS = 5000
"""To share out the digits below a line of figures, that are tried."""
_DIGITS = re.compile(r"[\d,]*\d[\d,]*")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")
_NOTE = re.compile(r"\([^()]*\)")
UNPROVEN = "no sum proves that the digits on several lines are one figure"


def with_lines_joined(found: SheetClaims, printed: Table) -> SheetClaims:
    """The claims of a table without a grid, figures on several lines joined where they are proven; else in doubt, or
    one run in a stream."""
    is_stream = not printed.keeps.cells
    if printed.keeps.grid or not (printed.keeps.columns or is_stream):
        return found
    claims = dict(found.claims)
    for entry, claim in found.standing():
        if broken := [at for at, text in enumerate(claim.texts) if is_broken(text)]:
            table = found.table_of(entry)
            values = tuple(cell._replace(text=_joined(cell.text)) for cell in claim.values)
            if _is_proven(claim, broken, table, found) and not (is_stream and _may_go_elsewhere(claim, table, found)):
                claims[entry] = replace(claim, values=values)
            elif is_stream and all(map(counts_of, (cell.text for cell in values))):
                claims[entry] = replace(claim, values=(run_of(values),), fused=True)
            else:
                claims[entry] = claim.doubted(refused(f"{UNPROVEN}: {claim.row.shown}"))
    return replace(found, claims=claims)


def joined_or_run(values: Sequence[Cell]) -> tuple[Cell, ...]:
    """The figures of a row that lacks some, each with what stands below it, where it is told over which columns they
    stand; else all of them as one run."""
    in_columns = all(cell.column for cell in values)
    return tuple(cell._replace(text=_joined(cell.text)) for cell in values) if in_columns else (run_of(values),)


def run_of(values: Sequence[Cell]) -> Cell:
    """The figures of a row as one run of digits, which is read where one of them is."""
    why = next((cell.unreadable for cell in values if cell.unreadable), "")
    return values[0]._replace(text="".join(_joined(cell.text) for cell in values), unreadable=why)


def _may_go_elsewhere(claim: Claim, table: FormTable, found: SheetClaims) -> bool:
    """Whether a row adds up, too, when what stands below some of its figures goes to others of them, in the same
    order; also where that are too many ways to be tried."""
    lines = [_without_note(text).split("\n") for text in claim.texts]
    first = [line for line, *_ in lines]
    depths = [
        [(at, line[depth]) for at, line in enumerate(lines) if len(line) > depth]
        for depth in range(1, max(map(len, lines)))
    ]
    if prod(comb(len(lines), len(pieces)) for pieces in depths) > MOST_WAYS:
        return True
    own = tuple(map("".join, lines))
    places = product(*(combinations(range(len(lines)), len(pieces)) for pieces in depths))
    ways = (_put([[text for _, text in pieces] for pieces in depths], each, first) for each in places)
    equations = equations_of(found.form)[table.id]
    return any(way != own and all(map(_is_number, way)) and equations.row_holds(way) for way in ways)


def _put(depths: Sequence[Sequence[str]], places: Sequence[Sequence[int]], first: Sequence[str]) -> tuple[str, ...]:
    """The first line of figures, with the pieces of each line below put behind those at some places."""
    whole = list(first)
    for pieces, of_line in zip(depths, places, strict=True):
        for piece, at in zip(pieces, of_line, strict=True):
            whole[at] += piece
    return tuple(whole)


def may_be_two_rows(found: SheetClaims) -> Iterator[tuple[int, Doubt]]:
    """Rows whose label is but like the form's, with cells that show digits on several lines: those of a row that grew
    together with the next one, of which the other cells show one figure, of either."""
    for entry, claim in found.standing():
        if claim.score < EXACT and any(map(is_broken, claim.texts)):
            yield entry, refused(f"its label is not exactly the form's, and it may be two rows: {claim.row.shown}")


def is_broken(text: str) -> bool:
    """Whether digits stand on several lines, those of a note in brackets left out."""
    return "\n" in text and any(map(_DIGITS.fullmatch, _without_note(text).split("\n")[1:]))


def _without_note(text: str) -> str:
    return _NOTE.sub("", narrow(text)).strip()


def _is_proven(claim: Claim, broken: Sequence[int], table: FormTable, found: SheetClaims) -> bool:
    equations = equations_of(found.form)[table.id]
    texts = tuple(map(_without_note, claim.texts))
    whole = tuple(_plain(_joined(text)) for text in texts)
    above = tuple(text.partition("\n")[0] for text in texts)
    if not equations.sums or not all(map(_is_number, (*whole, *above))) or not equations.row_holds(whole):
        return False
    return not equations.row_holds(above) or all(_is_balanced(at, table, found, equations) for at in broken)


def _is_balanced(column: int, table: FormTable, found: SheetClaims, equations: Equations) -> bool:
    """Whether the rows of a table are all there and balance each other in a column."""
    texts = {
        found.sheet.entries[entry][1].code: _plain(_joined(_without_note(claim.texts[column])))
        for entry, claim in found.standing()
        if found.table_of(entry) is table and claim.values and not claim.fused
    }
    balances = [balance for balance in equations.balances if balance.keys() <= texts.keys()]
    return len(balances) == len(equations.balances) > 0 and all(
        all(texts[code].isdecimal() for code in balance)
        and sum(sign * int(texts[code]) for code, sign in balance.items()) == 0
        for balance in balances
    )


def _is_number(text: str) -> bool:
    return text.isdecimal() and (text == "0" or text[0] != "0")


def _plain(text: str) -> str:
    return text.replace(",", "") if _THOUSANDS.fullmatch(text) else text


def _joined(text: str) -> str:
    return text.replace("\n", "")
