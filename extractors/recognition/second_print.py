"""Whether a block of tables prints a sheet again that could be read only elsewhere, and what stands behind that.

Two agencies, or two years, may stand in one document. Where both prints of a sheet are read they are compared
(`extractors.recognition.settle`). Where one cannot be read (marks that nobody knows stand in its cells) nothing tells
that the other is the report's own. Nor is a sheet that stands only where the second report has begun.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from xxgk.extractors.labels.sheet_labels import EXACT, labels_of
from xxgk.extractors.labels.values import is_valuelike
from xxgk.extractors.recognition.bands import Banded
from xxgk.extractors.recognition.claims import SheetClaims
from xxgk.extractors.recognition.settle import ROWS_OF_A_TABLE
from xxgk.extractors.recognition.tables import PrintedRow, TableBlock
from xxgk.schema.document import Table, Where
from xxgk.schema.text import normalise

UNREAD = "it stands in the document more than once, and not every print of it could be read"
BEHIND = "it stands only behind the second print of another sheet, and may be of a second report"


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


class Again(NamedTuple):
    """Where a sheet is printed first, and where again so that it may be that of a second report."""

    first: Where
    second: Where


def unread_again(block: TableBlock, whole: SheetClaims) -> Again:
    """The same of a sheet that a block prints, too, in which it could not be read."""
    return Again(*sorted((Where(block.numbers[0], 0), min(claim.row.where for claim in whole.claims.values()))))


def printed_again(readings: Sequence[SheetClaims], whole: SheetClaims) -> Iterator[Again]:
    """Where tables print a sheet again, more rows of it than a page break repeats, with other figures or with nothing
    but zeros, which any report may have. `readings` are those of all blocks, `whole` what they come to."""
    first: dict[int, Where] = {}
    again: dict[int, Where] = {}
    for reading in readings:
        for where, (entry, _) in sorted(reading.entry_of.items()):
            if where.table != first.setdefault(entry, where).table:
                again.setdefault(entry, where)
    if len(again) <= min(ROWS_OF_A_TABLE.tolerated, len(whole.sheet.entries) - 1):
        return
    if whole.contradiction or not any(any(whole.claims[entry].numbers) for entry in again if entry in whole.claims):
        entry = min(again, key=again.__getitem__)
        yield Again(first[entry], again[entry])


def without_second_report(
    wholes: Mapping[str, SheetClaims], readings: Iterable[SheetClaims], again: Iterable[Again]
) -> dict[str, SheetClaims]:
    """The sheets of a document, those refused that stand only where a second report has begun: with the sheet that is
    printed `again`, or with those right before it that precede it in the form. `readings` are those of all blocks."""
    found = min(again, key=lambda one: one.second, default=None)
    if found is None:
        return dict(wholes)
    begins, before = found.second, None
    for where, place in sorted({*_starts(readings)}, reverse=True):
        if found.first.table < where.table <= found.second.table and (before is None or place < before):
            begins, before = min(begins, where), place
        elif before:
            break
    return {
        sheet: whole.contradicted(BEHIND if all(begins <= claim.row.where for claim in whole.claims.values()) else "")
        for sheet, whole in wholes.items()
    }


def _starts(readings: Iterable[SheetClaims]) -> Iterator[tuple[Where, tuple[int, int]]]:
    """Where the rows of each sheet begin in each table, and with which: the number of the sheet in its form, and that
    of the row."""
    for one in readings:
        tables: dict[int, tuple[Where, tuple[int, int]]] = {}
        for where, (entry, _) in sorted(one.entry_of.items()):
            tables.setdefault(where.table, (where, (one.form.sheets.index(one.sheet), entry)))
        yield from tables.values()


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
