"""From tables of cells to the figures of the form: one way for every reader and layout.

Tables that follow each other without narrative in between are one block; the form is chosen for each block by its labels.
In each table the printed rows are aligned in order with the rows of the sheet (`extractors.align`), the values of a row are
placed by order (`extractors.place`), fused rows are resolved by the equations (`extractors.resolve`). What cannot be placed is
refused by row, and a sheet whose shape contradicts the form is quarantined whole; both leave a finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from extractors.align import align
from extractors.labels import SheetLabels, labels_of
from extractors.layouts import RUN_ON, STREAMS
from extractors.place import ShapeMismatch, Values, usual_edge, values_of
from extractors.resolve import Equations, Refused, resolve
from extractors.values import is_valuelike, read_value
from schema.document import Block, Cell, Row, Table
from schema.findings import finding
from schema.forms import Form, Sheet
from schema.report import ANNOTATED, BLANK, NUMBER, TEXT, Figure, Finding
from schema.text import normalise

# A paragraph longer than this, or one that is a sentence, parts two blocks of tables.
LONGEST_CAPTION = 80


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A row that has something after its label: `run` are its leading label cells (number, text), rightmost last."""

    cells: Row
    run: tuple[tuple[int, str], ...]
    filled: bool


@dataclass(slots=True)
class TableBlock:
    """Tables that follow each other, with the captions and fragments of labels that stand between them."""

    tables: list[Table] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    rows: list[list[PrintedRow]] = field(default_factory=list)
    words: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """The values of one form row. `fused`: fewer cells than values, digits to be parted."""

    values: Values
    table: Table
    fused: bool


@dataclass(slots=True)
class Recognition:
    """What was recognised. `forms` tells the form of each sheet (t2, t3, t4)."""

    forms: dict[str, str] = field(default_factory=dict)
    figures: list[Figure] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    layouts: dict[str, None] = field(default_factory=dict)


def recognise(blocks: Sequence[Block], forms: Sequence[Form]) -> Recognition:
    """The figures of all statutory tables among `blocks`, and a finding for everything of the form that was not read."""
    result = Recognition()
    found = list(table_blocks(blocks))
    sheet_ids = dict.fromkeys(sheet.id for form in forms for sheet in form.sheets)
    for sheet_id in sheet_ids:
        readings = [
            reading
            for form in forms
            for sheet in form.sheets
            if sheet.id == sheet_id
            for block in found
            if (reading := _read_sheet(block, sheet, form))
        ]
        if readings:
            _merge(readings, result)
        else:
            result.findings.append(finding("TABLE_MISSING", sheet_id, f"no table was recognised as {sheet_id}"))
    return result


# -------------------------------------------------------------------------------------------------------------- table blocks


def table_blocks(blocks: Sequence[Block]) -> Iterator[TableBlock]:
    """Group the tables of a document; narrative (a long paragraph or a sentence) and headings part two groups."""
    current = TableBlock()
    for block in blocks:
        if isinstance(block, Table):
            current.tables.append(block)
        elif _is_narrative(block.text, block.heading):
            if current.tables:
                yield _prepared(current)
            current = TableBlock()
        else:
            current.captions.append(block.text)
    if current.tables:
        yield _prepared(current)


def _is_narrative(text: str, heading: bool) -> bool:
    return heading or len(text) > LONGEST_CAPTION or "。" in text


def _prepared(block: TableBlock) -> TableBlock:
    words: dict[str, None] = {}
    for table in block.tables:
        rows = []
        for cells in table.rows:
            run, filled = _label_run(cells)
            words.update((normalise(text), None) for _, text in run)
            rows.append(PrintedRow(cells, run, filled))
        block.rows.append(rows)
    block.words = "\n".join((*words, "".join(map(normalise, block.captions))))
    return block


def _label_run(cells: Row) -> tuple[tuple[tuple[int, str], ...], bool]:
    """The label cells before the first value of a row, and whether the row has a value at all."""
    run = []
    for number, cell in enumerate(cells):
        if not cell.text:
            if cell.unreadable and run:
                return tuple(run), True
            continue
        if is_valuelike(cell.text):
            return tuple(run), True
        run.append((number, cell.text))
    return tuple(run), False


# -------------------------------------------------------------------------------------------------------------- one sheet


@dataclass(slots=True)
class SheetReading:
    """What one table block says of one sheet."""

    sheet: Sheet
    form: Form
    placed: dict[int, Placed] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    refused: set[int] = field(default_factory=set)
    quarantined: str = ""
    head_units: dict[str, str] = field(default_factory=dict)


def _read_sheet(block: TableBlock, sheet: Sheet, form: Form) -> SheetReading | None:
    """The sheet as this block prints it, or None where the block does not show the sheet."""
    if not any(label in block.words for label in sheet.detect):
        return None
    labels = labels_of(sheet)
    reading = SheetReading(sheet, form)
    for table, rows in zip(block.tables, block.rows, strict=True):
        _read_table(table, rows, labels, reading)
    if not reading.placed and not reading.refused and not reading.quarantined:
        return None
    foreign = next((label for label in sheet.foreign if label in block.words), None)
    if foreign:
        reading.quarantined = f"it mixes labels of {form.id} with {foreign!r} of another form"
    reading.head_units = _head_units(block.words, sheet)
    return reading


def _read_table(table: Table, rows: Sequence[PrintedRow], labels: SheetLabels, reading: SheetReading) -> None:
    candidates: list[tuple[tuple[int, float], ...]] = []
    places: list[int] = []
    printed: list[PrintedRow] = []
    for row in rows:
        if table.layout not in STREAMS and _is_head(row, labels):
            if not reading.quarantined and (problem := _disorder(row, labels)):
                reading.quarantined = problem
            continue
        place, found = _label_of(row, labels, table)
        if found or (row.filled and row.run):
            candidates.append(found)
            places.append(place)
            printed.append(row)
    chain = align(candidates)
    edge = usual_edge(printed[number].cells for number in chain)
    bare = set()
    for number, row in enumerate(printed):
        entry = chain.get(number)
        if entry is None:
            _outside_chain(row, candidates[number], places[number], table, edge, labels, reading)
        elif entry in reading.placed or entry in reading.refused:
            _repeated(row, entry, places[number], table, edge, reading)
        elif len(row.cells) == places[number] + 1 and (table.layout not in STREAMS or row.cells[places[number]].unreadable):
            continue
        else:
            _place(row, entry, places[number], table, edge, reading)
            if table.layout in STREAMS and not row.filled:
                bare.add(entry)
    _refuse_around_bare(bare, list(chain.values()), reading)


def _label_of(row: PrintedRow, labels: SheetLabels, table: Table) -> tuple[int, tuple[tuple[int, float], ...]]:
    """The cell that carries the row's label and the form rows it may name: the rightmost label cell that names one,
    else the label cells taken together (a label cut over cells)."""
    for number, text in reversed(row.run):
        if found := labels.match(text):
            return number, found
    if not row.run:
        if labels.unlabelled is not None and _could_be_unlabelled(row, labels, table):
            return -1, ((labels.unlabelled, 1.0),)
        return -1, ()
    if labels.unlabelled is not None and table.layout in STREAMS and labels.is_head(row.run[-1][1]):
        return row.run[-1][0], ((labels.unlabelled, 1.0),) if _could_be_unlabelled(row, labels, table) else ()
    if len(row.run) > 1 and row.filled:
        for start in range(len(row.run) - 2, -1, -1):
            joined = "".join(text for _, text in row.run[start:])
            if found := labels.match(joined):
                return row.run[-1][0], found
    return row.run[-1][0], ()


def _could_be_unlabelled(row: PrintedRow, labels: SheetLabels, table: Table) -> bool:
    assert labels.unlabelled is not None
    expected = len(labels.sheet.entries[labels.unlabelled][0].columns)
    if table.layout in STREAMS:
        return row.filled and sum(len(cell.text) for cell in row.cells[len(row.run) :]) >= expected
    filled = sum(1 for cell in row.cells if cell.text)
    return len(row.cells) >= expected and (filled > 0 or len(row.cells) == expected)


def _is_head(row: PrintedRow, labels: SheetLabels) -> bool:
    return not row.filled and sum(1 for _, text in row.run if labels.is_head(text)) >= 2


def _disorder(row: PrintedRow, labels: SheetLabels) -> str:
    """Why the column heads of a header row contradict the form's order; empty where they do not."""
    for places in labels.columns.values():
        known = [places[key] for _, text in row.run if (key := normalise(text)) in places]
        last = -1
        for numbers in known:
            later = [number for number in numbers if number > last]
            if not later:
                heads = " | ".join(text for _, text in row.run)
                return f"its column heads stand in another order than the form's: {heads}"
            last = later[0]
    return ""


# -------------------------------------------------------------------------------------------------------------- rows


def _place(row: PrintedRow, entry: int, label: int, table: Table, edge: int, reading: SheetReading) -> None:
    form_table, form_row = reading.sheet.entries[entry]
    expected = len(form_table.columns)
    where = f"{form_table.id}.{form_row.code}"
    try:
        values = values_of(row.cells, label, expected, table, edge)
    except ShapeMismatch as problem:
        _refuse(entry, where, f"{problem}: {_shown(row.cells)}", reading)
        return
    if len(values) == expected:
        reading.placed[entry] = Placed(values, table, fused=False)
    elif not values:
        blank = Cell("", row.cells[label].locator)
        reading.placed[entry] = Placed((blank,) * expected, table, fused=False)
    elif all(cell.text.isascii() and cell.text.isdigit() for cell in values) and (
        len(values) == 1 or table.layout == RUN_ON
    ):
        reading.placed[entry] = Placed(values, table, fused=True)
    else:
        _refuse(entry, where, f"{len(values)} values where the form has {expected}: {_shown(row.cells)}", reading)


def _refuse(entry: int, where: str, message: str, reading: SheetReading, rule: str = "ROW_REFUSED") -> None:
    reading.placed.pop(entry, None)
    reading.refused.add(entry)
    reading.findings.append(finding(rule, where, message))


def _repeated(row: PrintedRow, entry: int, label: int, table: Table, edge: int, reading: SheetReading) -> None:
    """A row that was placed before: kept where both print the same, refused where they differ."""
    form_table, form_row = reading.sheet.entries[entry]
    where = f"{form_table.id}.{form_row.code}"
    before = reading.placed.get(entry)
    try:
        values = values_of(row.cells, label, len(form_table.columns), table, edge)
    except ShapeMismatch:
        values = ()
    if before and [cell.text for cell in before.values] == [cell.text for cell in values]:
        reading.findings.append(finding("ROW_REPEATED", where, f"the row is printed twice alike: {_shown(row.cells)}"))
    else:
        message = f"the row is printed more than once, with different values: {_shown(row.cells)}"
        _refuse(entry, where, message, reading, "ROW_REPEATED")


def _outside_chain(
    row: PrintedRow,
    candidates: Sequence[tuple[int, float]],
    label: int,
    table: Table,
    edge: int,
    labels: SheetLabels,
    reading: SheetReading,
) -> None:
    """A row with numbers that the alignment left out: unknown, repeated, or out of the form's order."""
    if not row.filled:
        return
    entries = [entry for entry, score in candidates if score == 1.0]
    table_id = reading.sheet.tables[0].id
    if not entries:
        if not any(labels.is_head(text) for _, text in row.run):
            message = f"no row of the form has this label: {_shown(row.cells)}"
            reading.findings.append(finding("ROW_UNKNOWN", table_id, message))
        return
    for entry in entries:
        if entry in reading.placed or entry in reading.refused:
            _repeated(row, entry, label, table, edge, reading)
            return
    form_table, form_row = reading.sheet.entries[entries[0]]
    message = f"the row stands outside the form's order: {_shown(row.cells)}"
    _refuse(entries[0], f"{form_table.id}.{form_row.code}", message, reading, "ROW_OUT_OF_ORDER")


def _refuse_around_bare(bare: set[int], order: Sequence[int], reading: SheetReading) -> None:
    """In a stream only labels part the rows: values next to a label without values may belong to it. Refuse all three."""
    if not bare or bare.issuperset(order):
        return
    for position, entry in enumerate(order):
        if bare.isdisjoint(order[max(position - 1, 0) : position + 2]) or entry not in reading.placed:
            continue
        form_table, form_row = reading.sheet.entries[entry]
        message = "a label without values stands here, so it is uncertain which row the values belong to"
        _refuse(entry, f"{form_table.id}.{form_row.code}", message, reading)


def _shown(cells: Iterable[Cell]) -> str:
    text = " | ".join(" ".join(cell.text.split()) for cell in cells)
    return text if len(text) <= 160 else text[:157] + "…"


def _head_units(words: str, sheet: Sheet) -> dict[str, str]:
    """Units that a column head prints in place of the form's own (元 for 万元), by table id."""
    units: dict[str, str] = {}
    for table in sheet.tables:
        for column in table.columns:
            if column.unit != "件":
                known = {normalise(label) for label in (column.label, *column.aliases)}
                stem = min(known, key=len)
                for word in words.split("\n"):
                    if word.startswith(stem) and word not in known:
                        unit = next((unit for unit in ("亿元", "万元", "元") if word.endswith(unit)), "")
                        if unit and unit != column.unit:
                            units[table.id] = unit
    return units


# -------------------------------------------------------------------------------------------------------------- merging


def _merge(readings: Sequence[SheetReading], result: Recognition) -> None:
    """One reading of a sheet from all blocks that show it: parts are joined, copies must agree."""
    whole = readings[0]
    for more in readings[1:]:
        if more.form is not whole.form:
            whole.quarantined = f"it shows labels of {whole.form.id} and of {more.form.id}"
            continue
        shared = whole.placed.keys() & more.placed.keys()
        texts = [[[cell.text for cell in side.placed[entry].values] for entry in sorted(shared)] for side in (whole, more)]
        if shared and texts[0] != texts[1]:
            whole.quarantined = "it stands in the document more than once, with different figures"
        elif shared:
            result.findings.append(
                finding("TABLE_REPEATED", whole.sheet.id, f"{whole.sheet.id} stands in the document more than once")
            )
        whole.placed = {**more.placed, **whole.placed}
        whole.findings += more.findings
        whole.quarantined = whole.quarantined or more.quarantined
        whole.head_units |= more.head_units
    if whole.quarantined:
        result.findings += [
            finding("TABLE_QUARANTINED", table.id, f"{whole.sheet.id}: {whole.quarantined}") for table in whole.sheet.tables
        ]
        return
    _resolve_fused(whole)
    result.findings += whole.findings
    if whole.placed:
        result.forms[whole.sheet.id] = whole.form.id
    _emit(whole, result)


def _resolve_fused(reading: SheetReading) -> None:
    for table in reading.sheet.tables:
        entries = {
            row.code: number for number, (owner, row) in enumerate(reading.sheet.entries) if owner.id == table.id
        }
        placed = {code: reading.placed[number] for code, number in entries.items() if number in reading.placed}
        fused = {code: row for code, row in placed.items() if row.fused}
        if not fused:
            continue
        known = {code: tuple(_digits(cell) for cell in row.values) for code, row in placed.items() if not row.fused}
        runs = {code: [cell.text for cell in row.values] for code, row in fused.items()}
        for code, outcome in resolve(runs, known, Equations.of(table, reading.form.rules)).items():
            if isinstance(outcome, Refused):
                left = "; ".join(" ".join(cells) for cells in outcome.remaining)
                message = f"fused digits {' '.join(runs[code])}: {outcome.reason}" + (f"; readings: {left}" if left else "")
                _refuse(entries[code], f"{table.id}.{code}", message, reading)
            else:
                values = tuple(_parted(fused[code].values, outcome))
                reading.placed[entries[code]] = Placed(values, fused[code].table, fused=False)


def _digits(cell: Cell) -> str:
    value, state = read_value(cell.text)
    return str(value) if state in (NUMBER, ANNOTATED) and isinstance(value, int) else ""


def _parted(runs: Sequence[Cell], reading: Sequence[str]) -> Iterator[Cell]:
    """One cell for each number of a reading, its locator narrowed to the characters it stands on."""
    numbers = iter(reading)
    for run in runs:
        base, _, span = run.locator.rpartition("@")
        start = int(span.split("-")[0])
        taken = 0
        while taken < len(run.text):
            number = next(numbers)
            yield Cell(number, f"{base}@{start + taken}-{start + taken + len(number)}")
            taken += len(number)


def _emit(reading: SheetReading, result: Recognition) -> None:
    figures, findings = result.figures, result.findings
    for number, (table, row) in enumerate(reading.sheet.entries):
        placed = reading.placed.get(number)
        if placed is None:
            if number not in reading.refused:
                findings.append(finding("ROW_MISSING", f"{table.id}.{row.code}", f"row {row.label or row.code} was not found"))
            continue
        result.layouts.setdefault(placed.table.layout)
        head_unit = reading.head_units.get(table.id, "")
        for code, column, cell in zip(table.codes(row), table.columns, placed.values, strict=True):
            if cell.unreadable:
                findings.append(finding("CELL_UNREADABLE", code, f"the cell shows {cell.unreadable}: {cell.text!r}"))
                continue
            value, state = read_value(cell.text, column.unit, head_unit)
            if state == TEXT:
                findings.append(finding("CELL_TEXT", code, f"the cell holds {cell.text!r}"))
            elif state != BLANK and column.kind == "count" and value is not None and (value < 0 or isinstance(value, float)):
                findings.append(finding("CELL_NOT_A_COUNT", code, f"the cell holds {cell.text!r}"))
            figures.append(Figure(code, value, column.unit, state, cell.text, cell.locator))
