"""From tables of cells to the figures of the form: one way for every reader and layout.

The form is chosen for each block of tables by its labels (`extractors.recognition.sheet`); the parts and copies of a
sheet are joined, fused rows are parted (`extractors.recognition.part_fused`), and every cell of a
placed row becomes a figure. A finding tells whatever of the form was not read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from xxgk.extractors.labels.values import lacks_end, read_amount, read_change, read_value
from xxgk.extractors.readers.text.list_heads import begins_a_list
from xxgk.extractors.recognition.bands import Banded
from xxgk.extractors.recognition.cut_rows import refuse_cut_rows
from xxgk.extractors.recognition.indicators import LOCAL, read_lists
from xxgk.extractors.recognition.join import TWICE
from xxgk.extractors.recognition.part_fused import part_fused
from xxgk.extractors.recognition.reading import SheetReading
from xxgk.extractors.recognition.second_print import UNREAD, prints_again
from xxgk.extractors.recognition.sewn import sewn
from xxgk.extractors.recognition.sheet import read_sheet, shown
from xxgk.extractors.recognition.tables import TableBlock, captioned, table_blocks
from xxgk.schema.document import Block, Paragraph, Where
from xxgk.schema.findings import finding
from xxgk.schema.forms import Form, Sheet
from xxgk.schema.report import TEXT, Figure, Finding, Indicator

COUNTS = ("count", "signed")
_figure = tuple.__new__  # of all fields in order: half the time of the class itself, which would look for defaults


@dataclass(slots=True)
class Recognition:
    """What was recognised. `forms` tells the form of each sheet (t2, t3, t4, stat_2014 …); `added_to`: rows of a
    list that may have one more summand than the form knows."""

    forms: dict[str, str] = field(default_factory=dict)
    figures: list[Figure] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    layouts: dict[str, None] = field(default_factory=dict)
    indicators: list[Indicator] = field(default_factory=list)
    added_to: Collection[str] = ()


def recognise(blocks: Sequence[Block], forms: Sequence[Form], year: int | None = None) -> Recognition:
    """The figures of all statutory tables among `blocks`, and a finding for everything of the form that was not read.

    `year` is that of the report, where it is known: it tells which of the columns of an indicator list are this
    year's."""
    lists = read_lists(captioned(blocks), forms, year)
    result = Recognition(lists.forms, lists.figures, lists.findings, lists.layouts, lists.indicators, lists.added_to)
    unread = (block for block in blocks if isinstance(block, Paragraph) and begins_a_list(block.text))
    message = "the heads of an indicator list stand here, and its rows are no table: "
    result.findings += [finding("LIST_NOT_READ", LOCAL, message + block.text) for block in unread]
    readings: dict[str, list[SheetReading]] = {
        sheet.id: [] for form in forms for sheet in form.sheets if not sheet.listed
    }
    seen: list[tuple[TableBlock, Banded, set[str], set[Where]]] = []
    for block in table_blocks(sewn(blocks, forms), besides=lists.tables):
        banded = Banded(block)
        shown_here = [
            reading
            for form in forms
            for sheet in form.sheets
            if not sheet.listed and (reading := read_sheet(block, banded, sheet, form)) is not None
        ]
        refuse_cut_rows(block, shown_here)
        for reading in shown_here:
            readings[reading.sheet.id].append(reading)
        claimed = set[Where]().union(*(reading.claimed for reading in shown_here))
        seen.append((block, banded, {reading.sheet.id for reading in shown_here}, claimed))
        if shown_here:
            result.findings += _unknown_rows(block, claimed, shown_here[0])
    votes = Counter(form for found in readings.values() for form in {reading.form.id for reading in found})
    wholes = {sheet_id: _merged(_of_one_form(found, votes), result) for sheet_id, found in readings.items() if found}
    for block, banded, read_here, claimed in seen:
        for sheet_id, whole in wholes.items():
            if sheet_id not in read_here and not whole.quarantined and prints_again(block, banded, whole, claimed):
                whole.quarantined = UNREAD
    part_fused([whole for whole in wholes.values() if not whole.quarantined])
    for sheet_id in readings:
        if sheet_id in wholes:
            _conclude(wholes[sheet_id], result)
        elif (expected := _expected(sheet_id, forms, votes)) is not None:
            result.findings += [
                finding("TABLE_MISSING", table.id, f"no table of the document was recognised as {sheet_id}")
                for table in expected.tables
            ]
    return result


def _expected(sheet_id: str, forms: Sequence[Form], votes: Mapping[str, int]) -> Sheet | None:
    """A sheet that no table shows, of the form that most sheets show, else of the newest; None where it is missed
    nowhere: one form alone has it, and the document shows another one or none."""
    having = [(form, sheet) for form in forms for sheet in form.sheets if sheet.id == sheet_id]
    form, sheet = max(having, key=lambda pair: (votes[pair[0].id], pair[0].valid_from))
    others = any(not sheet.listed for other in forms if other is not form for sheet in other.sheets)
    return sheet if votes[form.id] or len(having) > 1 or not others else None


def _unknown_rows(block: TableBlock, claimed: set[Where], reading: SheetReading) -> Iterator[Finding]:
    """A finding for each row with a label and figures that no sheet knows."""
    for row in block.printed():
        if row.filled and row.run and row.where not in claimed:
            message = f"no row of the form has this label: {shown(row.cells)}"
            yield finding("ROW_UNKNOWN", reading.sheet.tables[0].id, message)


def _of_one_form(found: Sequence[SheetReading], votes: Mapping[str, int]) -> Sequence[SheetReading]:
    """Where two forms print a sheet alike, its reading by the form that most sheets of the document show; else the
    newest."""
    if not all(_print_alike(reading.sheet, found[0].sheet) for reading in found):
        return found
    chosen = max((reading.form for reading in found), key=lambda form: (votes[form.id], form.valid_from))
    return [reading for reading in found if reading.form is chosen]


@lru_cache(maxsize=256)
def _print_alike(one: Sheet, other: Sheet) -> bool:
    """Whether the tables of two sheets are the same, label for label."""
    return one.tables == other.tables


def _merged(readings: Sequence[SheetReading], result: Recognition) -> SheetReading:
    """One reading of a sheet from all blocks that show it: parts are joined, copies must agree. A row that one of them
    refused is not believed in another."""
    whole = readings[0]
    for more in readings[1:]:
        if more.form is not whole.form:
            whole.quarantined = f"it shows labels of {whole.form.id} and of {more.form.id}"
            continue
        shared = whole.placed.keys() & more.placed.keys()
        if any(whole.placed[entry].texts != more.placed[entry].texts for entry in shared):
            whole.quarantined = TWICE
        elif shared:
            result.findings.append(
                finding("TABLE_REPEATED", whole.sheet.id, f"{whole.sheet.id} stands in the document more than once")
            )
        whole.refused |= more.refused
        together = {**more.placed, **whole.placed}
        whole.placed = {entry: placed for entry, placed in together.items() if entry not in whole.refused}
        whole.units = {**more.units, **whole.units}
        whole.findings += more.findings
        whole.quarantined = whole.quarantined or more.quarantined
    return whole


def _conclude(whole: SheetReading, result: Recognition) -> None:
    """The figures of a sheet and its findings, or that it is quarantined."""
    if whole.quarantined:
        result.findings += [
            finding("TABLE_QUARANTINED", table.id, f"{whole.sheet.id}: {whole.quarantined}")
            for table in whole.sheet.tables
        ]
        return
    result.findings += whole.findings
    if whole.placed:
        result.forms[whole.sheet.id] = whole.form.id
    _emit(whole, result)


def _emit(reading: SheetReading, result: Recognition) -> None:
    figures, findings = result.figures, result.findings
    for number, (table, row) in enumerate(reading.sheet.entries):
        placed = reading.placed.get(number)
        if placed is None:
            if number not in reading.refused:
                findings.append(
                    finding("ROW_MISSING", f"{table.id}.{row.code}", f"row {row.label or row.code} was not found")
                )
            continue
        result.layouts.setdefault(placed.table.layout)
        for code, column, cell in zip(reading.sheet.codes[number], table.columns, placed.values, strict=True):
            text, locator, _, _, _, unreadable, confidence = cell
            if unreadable:
                findings.append(finding("CELL_UNREADABLE", code, f"the cell shows {unreadable}: {text!r}"))
                continue
            unit = column.unit
            if column.kind == "money":
                value, state, unit = read_amount(text, reading.units.get(code, unit))
            elif column.kind == "signed":
                value, state = read_change(text, unit)
            else:
                value, state = read_value(text, unit)
            if state == TEXT and lacks_end(text):
                findings.append(finding("CELL_UNREADABLE", code, f"the cell shows no end of its note: {text!r}"))
                continue
            if state == TEXT:
                findings.append(finding("CELL_TEXT", code, f"the cell holds {text!r}"))
            elif value is not None and (
                (isinstance(value, float) and column.kind in COUNTS) or (value < 0 and column.kind == "count")
            ):
                findings.append(finding("CELL_NOT_A_COUNT", code, f"the cell holds {text!r}"))
            figures.append(_figure(Figure, (code, value, unit, state, text, locator, confidence, "")))
