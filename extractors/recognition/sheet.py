"""One sheet of a form in one block of tables: whether the block shows it, and what it claims of it."""

from __future__ import annotations

from xxgk.extractors.labels.sheet_labels import labels_of
from xxgk.extractors.recognition.bands import Banded
from xxgk.extractors.recognition.claims import SheetClaims
from xxgk.extractors.recognition.doubts import doubted
from xxgk.extractors.recognition.levels import HeadLines
from xxgk.extractors.recognition.rows import claims_of
from xxgk.extractors.recognition.settle import tables_settled
from xxgk.extractors.recognition.tables import PrintedRow, TableBlock
from xxgk.extractors.recognition.totals import misplaced_total
from xxgk.schema.forms import Form, Sheet
from xxgk.schema.text import NUMBERING, narrow, normalise


def sheet_in(
    block: TableBlock, banded: Banded, sheet: Sheet, form: Form, year: int | None = None
) -> SheetClaims | None:
    """The sheet as this block prints it, or None where the block does not show the sheet; `banded` are its tables,
    `year` is that of the report."""
    if not _is_shown(block, sheet):
        return None
    labels = labels_of(sheet)
    parts = []
    tables = list(banded.tables(sheet, form))
    runs = [run for _, bands in tables for band in bands for run in band.runs]
    texts = {text for run in runs for _, text in run}
    heads = {normalise(text) for text in texts if not NUMBERING.match(narrow(text))}
    lines = HeadLines(runs, labels)
    for table, bands in tables:
        inside, found = claims_of(table, bands, labels, form)
        if found.claims or found.contradiction:
            parts.append(doubted(inside, found, lines, year))
    if not parts:
        return None
    whole = tables_settled(parts)
    foreign = next((label for label in sheet.foreign if label in block.words), None)
    if foreign:
        whole = whole.contradicted(f"it mixes labels of {form.id} with {foreign!r} of another form")
    return whole.contradicted(misplaced_total(whole, heads))


def _is_shown(block: TableBlock, sheet: Sheet) -> bool:
    if any(map(block.words.__contains__, sheet.unless)):
        return False
    return any(map(block.words.__contains__, sheet.detect)) or (
        bool(sheet.detect_rows)
        and any(
            _heads_values(row, sheet, is_parted=not table.keeps.cells and row is not rows[-1])
            for table, rows in zip(block.tables, block.rows, strict=True)
            for row in rows
        )
    )


def _heads_values(row: PrintedRow, sheet: Sheet, *, is_parted: bool) -> bool:
    """Whether a label of `detect_rows` stands directly before values, or before as many blank cells. `is_parted`: in a
    stream, where these leave nothing, it is a row of its own before a label that is none of those it heads."""
    if not row.run or normalise(row.run[-1][1]) not in sheet.detect_rows:
        return False
    blanks = len(row.cells) - row.run[-1][0] > min(len(table.columns) for table in sheet.tables)
    return row.filled or blanks or is_parted
