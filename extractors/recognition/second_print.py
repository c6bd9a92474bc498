"""Whether a block of tables prints a sheet again that could be read only elsewhere.

Two agencies, or two years, may stand in one document. Where both prints of a sheet are read they are compared
(`extractors.recognition.settle`). Where one cannot be read (marks that nobody knows stand in its cells) nothing tells
that the other is the report's own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from xxgk.extractors.labels.sheet_labels import EXACT, labels_of
from xxgk.extractors.labels.values import is_valuelike
from xxgk.extractors.recognition.bands import Banded
from xxgk.extractors.recognition.claims import SheetClaims
from xxgk.extractors.recognition.tables import PrintedRow, TableBlock
from xxgk.schema.document import Table, Where
from xxgk.schema.text import normalise

UNREAD = "it stands in the document more than once, and not every print of it could be read"


def prints_again(block: TableBlock, banded: Banded, whole: SheetClaims, claimed: Collection[Where]) -> bool:
    """Whether a block in which nothing of the sheet was read prints it: most of its rows with figures, or as many
    figures below its heads, where its row has no label. `claimed` is where the rows stand that other sheets read."""
    labels = labels_of(whole.sheet)
    if labels.unlabelled is not None:
        columns = len(whole.sheet.entries[labels.unlabelled][0].columns)
        return any(label in block.words for label in whole.sheet.detect) and any(
            2 * figures > columns
            for table, bands in banded.tables(whole.sheet, whole.form)
            for band in bands
            for figures in _figures([row for row in band.rows if row.where not in claimed], table)
        )
    free = [row for row in block.printed() if (row.filled or _has_signs(row)) and row.where not in claimed]
    named = {entry for row in free for _, text in row.run for entry, score in labels.match(text) if score == EXACT}
    return 2 * len(named) > len(whole.sheet.entries)


def _has_signs(row: PrintedRow) -> bool:
    """Whether a row prints a mere sign (○) where a figure could stand."""
    return any(cell.text and not normalise(cell.text) for cell in row.cells)


def _figures(rows: Sequence[PrintedRow], table: Table) -> Iterator[int]:
    """How many cells of each row hold a figure or a mere sign; in a stream, where what is no figure ends a row, how
    many characters of all of them together."""
    cells = [
        [len(cell.text) for cell in row.cells if cell.text and (is_valuelike(cell.text) or not normalise(cell.text))]
        for row in rows
    ]
    yield from map(len, cells) if table.keeps.cells else [sum(map(sum, cells))]
