"""Digits on several lines, in a table whose columns only the heads tell: one figure where the form's sums prove it.

«79» above «9» may be 799, or figures of two rows. The row must add up with the whole figures, and must not with the
first lines alone; or, where both add up, every column of which it breaks a figure must be balanced by the rows of the
table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from xxgk.extractors.labels.sheet_labels import EXACT
from xxgk.extractors.recognition.claims import Claim, Doubt, SheetClaims, refused
from xxgk.extractors.recognition.resolve import Equations, equations_of
from xxgk.schema.document import Table
from xxgk.schema.forms import FormTable
from xxgk.schema.text import narrow

_NOTE = re.compile(r"\([^()]*\)")
UNPROVEN = "no sum proves that the digits on several lines are one figure"


def with_lines_joined(found: SheetClaims, printed: Table) -> SheetClaims:
    """The claims of a table without a grid, figures on several lines joined where they are proven, else in doubt."""
    if printed.keeps.grid or not printed.keeps.columns:
        return found
    claims = dict(found.claims)
    for entry, claim in found.standing():
        if broken := [at for at, text in enumerate(claim.texts) if _is_broken(text)]:
            if _is_proven(claim, broken, found.sheet.entries[entry][0], found):
                values = (cell._replace(text=_joined(cell.text)) for cell in claim.values)
                claims[entry] = replace(claim, values=tuple(values))
            else:
                claims[entry] = claim.doubted(refused(f"{UNPROVEN}: {claim.row.shown}"))
    return replace(found, claims=claims)


def may_be_two_rows(found: SheetClaims) -> Iterator[tuple[int, Doubt]]:
    """Rows whose label is but like the form's, with cells that show digits on several lines: those of a row that grew
    together with the next one, of which the other cells show one figure, of either."""
    for entry, claim in found.standing():
        if claim.score < EXACT and any(map(_is_broken, claim.texts)):
            yield entry, refused(f"its label is not exactly the form's, and it may be two rows: {claim.row.shown}")


def _is_broken(text: str) -> bool:
    """Whether digits stand on several lines, those of a note in brackets left out."""
    return "\n" in text and any(map(str.isdecimal, _NOTE.sub("", narrow(text)).split("\n")[1:]))


def _is_proven(claim: Claim, broken: Sequence[int], table: FormTable, found: SheetClaims) -> bool:
    equations = equations_of(found.form)[table.id]
    whole = tuple(map(_joined, claim.texts))
    above = tuple(text.partition("\n")[0] for text in claim.texts)
    if not equations.sums or not all(map(_is_number, (*whole, *above))) or not equations.row_holds(whole):
        return False
    return not equations.row_holds(above) or all(_is_balanced(at, table, found, equations) for at in broken)


def _is_balanced(column: int, table: FormTable, found: SheetClaims, equations: Equations) -> bool:
    """Whether the rows of a table are all there and balance each other in a column."""
    texts = {
        found.sheet.entries[entry][1].code: _joined(claim.texts[column])
        for entry, claim in found.standing()
        if found.sheet.entries[entry][0] is table and claim.values and not claim.fused
    }
    balances = [balance for balance in equations.balances if balance.keys() <= texts.keys()]
    return len(balances) == len(equations.balances) > 0 and all(
        all(texts[code].isdecimal() for code in balance)
        and sum(sign * int(texts[code]) for code, sign in balance.items()) == 0
        for balance in balances
    )


def _is_number(text: str) -> bool:
    return text.isdecimal() and (text == "0" or text[0] != "0")


def _joined(text: str) -> str:
    return text.replace("\n", "")
