"""Labels and heads that say themselves that their figures are not the form's: of another year, of all years, a share or
a change. 上年处理决定数量 is a character from 本年处理决定数量, and no misprint of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from rapidfuzz import fuzz

from xxgk.extractors.labels.sheet_labels import SheetLabels
from xxgk.extractors.recognition.claims import Claim, Doubt, SheetClaims, refused
from xxgk.extractors.recognition.tables import PrintedRow
from xxgk.schema.document import Where
from xxgk.schema.forms import Column, FormRow
from xxgk.schema.text import normalise

ALIKE = 75
"""Likeness (0 to 100) of a head, without what it says of its figures, to that of a column."""
LONGEST = 40
_OTHER = re.compile(
    r"(?:上一?年|去年|前年)度?(?!结转)|历年|历史|累计|同期|同比|环比|增长率?|增幅|占比|比重|比例|百分比|平均"
)
_OWN = re.compile(r"本年度?")


def says_other(rows: Sequence[PrintedRow]) -> bool:
    """Whether any label or head of some rows may be such a one; few are."""
    return bool(_OTHER.search("\n".join([text for row in rows for _, text in row.run])))


def under_other_labels(found: SheetClaims) -> Iterator[tuple[int, Doubt]]:
    """Rows of the form that are known by a label, be it by a note of it, which says what theirs does not. In a stream
    the heads above stand before it."""
    for entry, claim in found.standing():
        run = claim.row.run if claim.table.keeps.cells else claim.row.run[-1:]
        told = _OTHER.search(normalise("".join([text for _, text in run])))
        if told and not any(told[0] in label for label in _labels(found.sheet.entries[entry][1])):
            yield entry, refused(f"its label says {told[0]}: {claim.row.shown}")


def under_other_heads(
    rows: Sequence[PrintedRow], found: SheetClaims, labels: SheetLabels
) -> Iterator[tuple[int, int, str]]:
    """Cells (row of the form, column, the head) below a head that is like that of their column, and says what that does
    not; of several above each other the last one counts."""
    claims: Mapping[Where, Claim] = {claim.row.where: claim for _, claim in found.standing()}
    heads: dict[str, str] = {}
    for row in rows:
        for _, text in row.run[:-1] if row.filled else row.run:
            if (key := normalise(text)) and len(text) <= LONGEST and (labels.is_head(text) or _OTHER.search(key)):
                heads.pop(key, None)
                heads[key] = text
        claim = claims.get(row.where)
        for number, column in enumerate(found.sheet.entries[claim.entry][0].columns if claim else ()):
            of_column = _labels(column)
            last = next((key for key in reversed(heads) if key in of_column or _is_of(key, of_column, labels)), "")
            if claim and last and last not in of_column and _OTHER.search(last):
                yield claim.entry, number, heads[last]


def _is_of(key: str, of_column: Sequence[str], labels: SheetLabels) -> bool:
    """Whether a head is that of a column but for what it says of its figures, and none that the form itself prints."""
    bare = _OWN.sub("", _OTHER.sub("", key))
    if bare in ("", key) or labels.is_label(key):
        return False
    return any(fuzz.ratio(bare, _OWN.sub("", label)) >= ALIKE for label in of_column)


def _labels(one: Column | FormRow) -> Sequence[str]:
    return [normalise(label) for label in (one.label, *one.aliases)]
