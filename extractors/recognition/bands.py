"""The heads of a table and the rows below them: which rows are of which sheet.

Several sheets may stand in one table, or in tables that no heading parts. Their heads part them: rows below heads that
are rather those of another sheet of the form are that sheet's, whatever their labels.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from xxgk.extractors.labels.sheet_labels import SheetLabels, labels_of
from xxgk.extractors.recognition.heads import disorder
from xxgk.extractors.recognition.sequence import out_of_sequence
from xxgk.extractors.recognition.tables import PrintedRow, TableBlock
from xxgk.schema.document import Table, Where
from xxgk.schema.forms import Form, Sheet
from xxgk.schema.text import normalise

SHARED = 1
"""Heads that two sheets of a form may have in common by chance, or by a misprint."""


@dataclass(slots=True)
class Band:
    """Label cells that may be heads of the same columns (those of one row; in a stream, all between two figures), all
    rows down to the next heads, and those of them that stand `below`. `known` counts the heads of each sheet."""

    runs: list[Sequence[tuple[int, str]]] = field(default_factory=list)
    rows: list[PrintedRow] = field(default_factory=list)
    below: list[PrintedRow] = field(default_factory=list)
    known: Mapping[str, int] = field(default_factory=dict)

    def is_of_another(self, sheet: Sheet) -> bool:
        """Whether its heads are rather those of another sheet of the form."""
        own = self.known.get(sheet.id, 0)
        return any(count > own + SHARED for count in self.known.values())


class Banded:
    """The bands of the tables of a block, by form; made when they are first asked for."""

    def __init__(self, block: TableBlock) -> None:
        self._block = block
        self._of: dict[str, list[Sequence[Band]]] = {}

    def tables(self, sheet: Sheet, form: Form) -> Iterator[tuple[Table, Sequence[Band]]]:
        """Each table with the bands of it that may be of a sheet: all but those of the form's other sheets."""
        if form.id not in self._of:
            sheets = [labels_of(one) for one in form.sheets if not one.listed]
            pairs = zip(self._block.tables, self._block.rows, strict=True)
            self._of[form.id] = [_bands(table, rows, sheets) for table, rows in pairs]
        for table, bands in zip(self._block.tables, self._of[form.id], strict=True):
            yield table, [band for band in bands if not band.is_of_another(sheet)]


def _bands(table: Table, rows: Sequence[PrintedRow], sheets: Sequence[SheetLabels]) -> Sequence[Band]:
    known = set[str]().union(*(labels.heads for labels in sheets))
    bands = [Band()]
    waiting: list[tuple[int, str]] = []
    for row in rows:
        if not table.keeps.cells:
            waiting += [(len(waiting) + number, text) for number, text in row.run]
            ends = row.filled or _is_bare(row, sheets)
            run, waiting = (waiting, []) if ends else ([], waiting)
        else:
            run = [] if row.filled else list(row.run)
        if len(run) > 1:
            keys = [normalise(text) for _, text in run] if bands[-1].below else []
            if sum(map(known.__contains__, keys)) > 1:
                bands.append(Band())
            bands[-1].runs.append(run)
        bands[-1].rows.append(row)
        if row.filled or len(run) <= 1:
            bands[-1].below.append(row)
    for band in bands:
        keys = [normalise(text) for text in {text for run in band.runs for _, text in run}]
        band.known = {labels.sheet.id: sum(map(labels.heads.__contains__, keys)) for labels in sheets}
    return bands


def _is_bare(row: PrintedRow, sheets: Sequence[SheetLabels]) -> bool:
    """Whether the labels of a stream end in that of a row which has no figures."""
    label = row.run[-1][1] if row.run else ""
    return any(sheet.is_row(label) for sheet in sheets) and not any(sheet.is_head(label) for sheet in sheets)


def disorder_over(table: Table, bands: Sequence[Band], labels: SheetLabels, claimed: Collection[Where]) -> str:
    """Why heads of a table contradict the order of the sheet, or empty. Heads below which no row is `claimed` for
    the sheet are not asked."""
    own = [band for band in bands if not band.below or any(row.where in claimed for row in band.below)]
    runs = [run for band in own for run in band.runs]
    found = next(filter(None, (disorder(run, labels) for run in runs)), "")
    if not found and not table.keeps.gaps:
        found = next(filter(None, (out_of_sequence(run, labels) for run in runs)), "")
    return found


def edge_of(table: Table, bands: Sequence[Band], claimed: Collection[Where]) -> int:
    """The grid column at which the rows of a sheet end. In a workbook that is where the print of its own bands ends,
    texts apart that stand alone in their row: what is empty behind it fills the rows up to the width of other tables.
    `claimed`: see `disorder_over`."""
    if table.keeps.ends:
        return table.width
    own = (band for band in bands if any(row.where in claimed for row in band.rows))
    shown = ([cell for cell in row.cells if cell.text or cell.unreadable] for band in own for row in band.rows)
    return max((cell.column + cell.colspan for cells in shown if len(cells) > 1 for cell in cells), default=table.width)
