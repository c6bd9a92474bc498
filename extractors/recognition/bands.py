"""The heads of a table and the rows below them: which rows are of which sheet.

Several sheets may stand in one table, or in tables that no heading parts. Their heads part them: rows below heads that
are rather those of another sheet of the form are that sheet's, whatever their labels.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from extractors.layouts import STREAMS
from extractors.recognition.heads import disorder
from extractors.recognition.labels import SheetLabels, labels_of
from extractors.recognition.tables import PrintedRow
from schema.document import Table
from schema.forms import Form, Sheet

SHARED = 1
"""Heads that two sheets of a form may have in common by chance, or by a misprint."""


@dataclass(slots=True)
class Band:
    """Label cells that may be heads of the same columns (those of one row; in a stream, all between two figures), all
    rows down to the next heads, and those of them that stand `below`."""

    runs: list[Sequence[tuple[int, str]]] = field(default_factory=list)
    rows: list[PrintedRow] = field(default_factory=list)
    below: list[PrintedRow] = field(default_factory=list)

    def is_of_another(self, labels: SheetLabels, others: Sequence[SheetLabels]) -> bool:
        """Whether its heads are rather those of another sheet."""
        texts = {text for run in self.runs for _, text in run}

        def known(sheet: SheetLabels) -> int:
            return sum(map(sheet.is_head, texts))

        return any(known(other) > known(labels) + SHARED for other in others)


def bands_of(table: Table, rows: Sequence[PrintedRow], sheet: Sheet, form: Form) -> Sequence[Band]:
    """The bands of a table that may be of a sheet: all but those of the form's other sheets."""
    labels = labels_of(sheet)
    others = [labels_of(other) for other in form.sheets if not other.listed and other is not sheet]
    return [band for band in _bands(table, rows, [labels, *others]) if not band.is_of_another(labels, others)]


def _bands(table: Table, rows: Sequence[PrintedRow], sheets: Sequence[SheetLabels]) -> Sequence[Band]:
    bands = [Band()]
    waiting: list[tuple[int, str]] = []
    for row in rows:
        if table.layout in STREAMS:
            waiting += [(len(waiting) + number, text) for number, text in row.run]
            ends = row.filled or _is_bare(row, sheets)
            run, waiting = (waiting, []) if ends else ([], waiting)
        else:
            run = [] if row.filled else list(row.run)
        if len(run) > 1:
            heads = sum(any(sheet.is_head(text) for sheet in sheets) for _, text in run)
            if bands[-1].below and heads > 1:
                bands.append(Band())
            bands[-1].runs.append(run)
        bands[-1].rows.append(row)
        if row.filled or len(run) <= 1:
            bands[-1].below.append(row)
    return bands


def _is_bare(row: PrintedRow, sheets: Sequence[SheetLabels]) -> bool:
    """Whether the labels of a stream end in that of a row which has no figures."""
    label = row.run[-1][1] if row.run else ""
    return any(sheet.is_row(label) for sheet in sheets) and not any(sheet.is_head(label) for sheet in sheets)


def disorder_over(bands: Sequence[Band], labels: SheetLabels, claimed: Collection[int]) -> str:
    """Why heads contradict the order of the sheet, or empty. Heads below which no row is claimed for the sheet (by the
    identity of its `PrintedRow`) are not asked."""
    own = [band for band in bands if not band.below or any(id(row) in claimed for row in band.below)]
    return next(filter(None, (disorder(run, labels) for band in own for run in band.runs)), "")
