"""The head over a table with one column, which nothing beside it proves: 本年受理数量 does not head decisions.

Where a table has several columns, the heads beside a strange one tell whose place it has
(`extractors.recognition.columns`, `extractors.recognition.levels`). Here it is the last label before the first row of
the table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from xxgk.extractors.labels.sheet_labels import SheetLabels
from xxgk.extractors.recognition.claims import Claim, SheetClaims
from xxgk.extractors.recognition.head_words import foreign_word
from xxgk.extractors.recognition.tables import PrintedRow
from xxgk.schema.document import Where
from xxgk.schema.text import normalise

FEWEST = 2
"""Labels in a line of heads: that over the rows, and that over the figures."""
LONGEST = 30
"""Characters of a head."""


def under_lone_heads(
    rows: Sequence[PrintedRow], found: SheetClaims, labels: SheetLabels, *, keeps_cells: bool
) -> Iterator[tuple[int, int, str]]:
    """Cells (row of the form, column, the head) of tables with one column below a head with a word that the form's head
    does not know. Where no cells are kept, heads and the label behind them stand in one run."""
    if all(len(table.columns) > 1 for table in found.sheet.tables):
        return
    claims: Mapping[Where, Claim] = {claim.row.where: claim for _, claim in found.standing()}
    head, of = "", ""
    for row in rows:
        over = row.run if not row.filled else () if keeps_cells else row.run[:-1]
        texts = [text for _, text in over if normalise(text)]
        if len(texts) >= FEWEST:
            head, of = texts[-1], ""
        claim = claims.get(row.where)
        if claim is None:
            continue
        table = found.table_of(claim.entry)
        if of not in ("", table.id):
            head = ""
        of = table.id
        is_lone = len(table.columns) == 1 and bool(head) and len(head) <= LONGEST and not labels.is_label(head)
        if is_lone and foreign_word(head, table.columns[0], table):
            yield claim.entry, 0, head
