"""Columns in another order than the form's, read by their heads.

Where every head over the values of a table is exactly that of one column of the form, and every column has one, the
print says itself which figure is whose, whatever the order. The sums of its rows must agree; else either the heads or
the figures stand wrong, and nothing tells which.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from xxgk.extractors.recognition.bands import Band, disorder_over
from xxgk.extractors.recognition.claims import Claim, Doubt, SheetClaims
from xxgk.extractors.recognition.columns import HeadsOver
from xxgk.extractors.recognition.fused import sums_hold
from xxgk.extractors.recognition.resolve import equations_of
from xxgk.schema.document import Table
from xxgk.schema.forms import FormTable

MIXED = "its column heads stand in another order than the form's over some of its rows only"


def by_their_heads(
    table: Table, bands: Sequence[Band], heads: HeadsOver, found: SheetClaims
) -> Mapping[int, Claim] | None:
    """The claims of a table whose heads stand in another order than the form's, those below such heads with the values
    under them; None where the heads do not tell, or the sums contradict them."""
    claims = dict(found.claims)
    for form_table in found.sheet.tables:
        own = {entry: claim for entry, claim in claims.items() if found.table_of(entry) is form_table}
        where = {claim.row.where for claim in own.values()}
        below = [band for band in bands if any(row.where in where for row in band.rows)]
        if not own or not disorder_over(table, below, heads.labels, where):
            continue
        moved = {entry: _moved(claim, heads, form_table) for entry, claim in own.items() if claim.stands}
        if not moved or not all(claim.by_heads for claim in moved.values()):
            return None
        sums = equations_of(found.form)[form_table.id].sums
        if not all(sums_hold(sums, claim.numbers) for claim in moved.values()):
            return None
        claims |= _told(moved)
    return claims if any(claim.by_heads for claim in claims.values()) else None


def is_mixed(found: SheetClaims) -> bool:
    """Whether a table of the form was read by heads in another order in some rows, and not so in others: what stands
    below no heads may go on in that order."""
    orders: dict[str, set[bool]] = {}
    for entry, claim in found.standing():
        orders.setdefault(found.table_of(entry).id, set()).add(claim.by_heads)
    return any(len(told) > 1 for told in orders.values())


def _moved(claim: Claim, heads: HeadsOver, form_table: FormTable) -> Claim:
    """The claim with its values in the order of the form, if the heads over them tell it."""
    if claim.fused or len(claim.values) != len(form_table.columns):
        return claim
    values = heads.in_columns(claim, form_table.id)
    return replace(claim, values=tuple(values), by_heads=True, by_most=False) if values else claim


def _told(moved: Mapping[int, Claim]) -> Iterator[tuple[int, Claim]]:
    """The claims, the first of them with a note that tells the order of all."""
    for number, (entry, claim) in enumerate(moved.items()):
        message = (
            f"its columns are read by their heads, which stand in another order than the form's: {claim.row.shown}"
        )
        yield entry, claim if number else claim.noted(Doubt("COLUMNS_MOVED", message))
