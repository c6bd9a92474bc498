"""One sheet of a form in one block of tables: which printed row is which row of the form, and where its values are.

In each table the printed rows are aligned in order with the rows of the sheet (`extractors.align`), and the values of a
row are placed by order (`extractors.place`). What cannot be placed is refused by row; a sheet whose shape contradicts
the form is quarantined whole. Both leave a finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from extractors.align import align
from extractors.labels import SheetLabels, labels_of
from extractors.layouts import RUN_ON, STREAMS
from extractors.place import Shape, ShapeMismatch, Values, shape_of, values_of
from extractors.tables import PrintedRow, TableBlock
from schema.document import Cell, Row, Table
from schema.findings import finding
from schema.forms import Form, Sheet
from schema.report import Finding
from schema.text import normalise

COUNTED = "件"


@dataclass(frozen=True, slots=True)
class Placed:
    """The values of one form row. `fused`: fewer cells than values, digits to be parted."""

    values: Values
    table: Table
    fused: bool


@dataclass(slots=True)
class SheetReading:
    """What one table block says of one sheet."""

    sheet: Sheet
    form: Form
    placed: dict[int, Placed] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    refused: set[int] = field(default_factory=set)
    quarantined: str = ""
    claimed: set[int] = field(default_factory=set)


def read_sheet(block: TableBlock, sheet: Sheet, form: Form) -> SheetReading | None:
    """The sheet as this block prints it, or None where the block does not show the sheet."""
    if not _is_shown(block, sheet):
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
    _refuse_other_units(block.words, reading)
    return reading


def _is_shown(block: TableBlock, sheet: Sheet) -> bool:
    if any(label in block.words for label in sheet.unless):
        return False
    return any(label in block.words for label in sheet.detect) or (
        bool(sheet.detect_rows) and any(_heads_values(row, sheet) for row in block.printed())
    )


def _heads_values(row: PrintedRow, sheet: Sheet) -> bool:
    """Whether a label of `detect_rows` stands directly before values, or before as many blank cells."""
    if not row.run or normalise(row.run[-1][1]) not in sheet.detect_rows:
        return False
    return row.filled or len(row.cells) - row.run[-1][0] > min(len(table.columns) for table in sheet.tables)


def _read_table(table: Table, rows: Sequence[PrintedRow], labels: SheetLabels, reading: SheetReading) -> None:
    candidates: list[tuple[tuple[int, float], ...]] = []
    places: list[int] = []
    printed: list[PrintedRow] = []
    for row in rows:
        if table.layout not in STREAMS and _is_head(row, labels):
            reading.quarantined = reading.quarantined or _disorder(row, labels)
            continue
        place, found = _label_of(row, labels, table)
        if found:
            reading.claimed.add(id(row))
            candidates.append(found)
            places.append(place)
            printed.append(row)
    chain = align(candidates)
    shape = shape_of(table, _in_chain(chain, printed, places, reading.sheet))
    bare: set[int] = set()
    for number, row in enumerate(printed):
        entry = chain.get(number)
        if entry is None:
            _outside_chain(row, candidates[number], places[number], shape, reading)
        elif entry in reading.placed or entry in reading.refused:
            _repeated(row, entry, places[number], shape, reading)
        elif len(row.cells) == places[number] + 1 and (
            table.layout not in STREAMS or row.cells[places[number]].unreadable
        ):
            continue
        else:
            _place(row, entry, places[number], shape, reading)
            if table.layout in STREAMS:
                bare.update(_bare_labels(row, entry, labels))
    if any(row.filled for row in rows):
        _refuse_around_bare(bare, sorted({*bare, *chain.values()}), reading)


def _in_chain(
    chain: Mapping[int, int], printed: Sequence[PrintedRow], places: Sequence[int], sheet: Sheet
) -> Iterator[tuple[str, Row, int, int]]:
    for number, entry in chain.items():
        form_table = sheet.entries[entry][0]
        yield form_table.id, printed[number].cells, places[number], len(form_table.columns)


def _label_of(row: PrintedRow, labels: SheetLabels, table: Table) -> tuple[int, tuple[tuple[int, float], ...]]:
    """The cell that carries the row's label and the form rows it may name: the rightmost label cell if it names one
    exactly, else the best of `_other_labels`."""
    if not row.run:
        return -1, _unlabelled(row, labels, table)
    last, text = row.run[-1]
    found = labels.match(text)
    if found and found[0][1] == 1.0:
        return last, found
    if labels.unlabelled is not None and table.layout in STREAMS and labels.is_head(text):
        return last, _unlabelled(row, labels, table)
    options = (
        [(last, found), *_other_labels(row, labels, table)] if len(row.run) > 1 and row.filled else [(last, found)]
    )
    return max(options, key=lambda option: option[1][0][1] if option[1] else 0.0)


def _other_labels(
    row: PrintedRow, labels: SheetLabels, table: Table
) -> Iterator[tuple[int, tuple[tuple[int, float], ...]]]:
    """What else the label cells may say: the last ones joined (a label cut over cells), or an earlier one by itself
    (the cells behind it are values in words; not in a stream, where they are labels)."""
    last = row.run[-1][0]
    for start in range(len(row.run) - 2, -1, -1):
        yield last, labels.match("".join(text for _, text in row.run[start:]))
    for number, text in reversed(row.run[:-1] if table.layout not in STREAMS else ()):
        yield number, labels.match(text)


def _unlabelled(row: PrintedRow, labels: SheetLabels, table: Table) -> tuple[tuple[int, float], ...]:
    """The form row that has no label, if the printed row may be it: it has at least as many cells, or fused digits."""
    if labels.unlabelled is None:
        return ()
    expected = len(labels.sheet.entries[labels.unlabelled][0].columns)
    filled = sum(1 for cell in row.cells if cell.text)
    if table.layout in STREAMS:
        fits = row.filled and sum(len(cell.text) for cell in row.cells[len(row.run) :]) >= expected
    else:
        fits = len(row.cells) >= expected and (filled > 0 or len(row.cells) == expected)
    return ((labels.unlabelled, 1.0),) if fits else ()


def _is_head(row: PrintedRow, labels: SheetLabels) -> bool:
    """Whether a row prints column heads, and no heads but this sheet's."""
    return not row.filled and len(row.run) >= 2 and all(labels.is_head(text) for _, text in row.run)


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


def _place(row: PrintedRow, entry: int, label: int, shape: Shape, reading: SheetReading) -> None:
    form_table, form_row = reading.sheet.entries[entry]
    expected = len(form_table.columns)
    where = f"{form_table.id}.{form_row.code}"
    try:
        values = values_of(row.cells, label, expected, form_table.id, shape)
    except ShapeMismatch as problem:
        refuse(entry, where, f"{problem}: {shown(row.cells)}", reading)
        return
    if len(values) == expected:
        reading.placed[entry] = Placed(values, shape.table, fused=False)
    elif not values:
        blank = Cell("", row.cells[label].locator)
        reading.placed[entry] = Placed((blank,) * expected, shape.table, fused=False)
    elif all(cell.text.isascii() and cell.text.isdigit() for cell in values) and (
        len(values) == 1 or shape.table.layout == RUN_ON
    ):
        reading.placed[entry] = Placed(values, shape.table, fused=True)
    else:
        refuse(entry, where, f"{len(values)} values where the form has {expected}: {shown(row.cells)}", reading)


def refuse(entry: int, where: str, message: str, reading: SheetReading, rule: str = "ROW_REFUSED") -> None:
    """Take a row out of the reading, with a finding; no later print of it is believed either."""
    reading.placed.pop(entry, None)
    reading.refused.add(entry)
    reading.findings.append(finding(rule, where, message))


def _repeated(row: PrintedRow, entry: int, label: int, shape: Shape, reading: SheetReading) -> None:
    """A row that was placed before: kept where both print the same, refused where they differ."""
    form_table, form_row = reading.sheet.entries[entry]
    where = f"{form_table.id}.{form_row.code}"
    before = reading.placed.get(entry)
    try:
        values = values_of(row.cells, label, len(form_table.columns), form_table.id, shape)
    except ShapeMismatch:
        values = ()
    if before and [cell.text for cell in before.values] == [cell.text for cell in values]:
        reading.findings.append(finding("ROW_REPEATED", where, f"the row is printed twice alike: {shown(row.cells)}"))
    else:
        message = f"the row is printed more than once, with different values: {shown(row.cells)}"
        refuse(entry, where, message, reading, "ROW_REPEATED")


def _outside_chain(
    row: PrintedRow,
    candidates: Sequence[tuple[int, float]],
    label: int,
    shape: Shape,
    reading: SheetReading,
) -> None:
    """A row with numbers that the alignment left out: repeated, or out of the form's order."""
    if not row.filled:
        return
    entries = [entry for entry, score in candidates if score == 1.0]
    for entry in entries:
        if entry in reading.placed or entry in reading.refused:
            _repeated(row, entry, label, shape, reading)
            return
    if not entries:
        reading.claimed.discard(id(row))
        return
    form_table, form_row = reading.sheet.entries[entries[0]]
    message = f"the row stands outside the form's order: {shown(row.cells)}"
    refuse(entries[0], f"{form_table.id}.{form_row.code}", message, reading, "ROW_OUT_OF_ORDER")


def _bare_labels(row: PrintedRow, entry: int, labels: SheetLabels) -> Iterator[int]:
    """The rows of the form whose labels a row of a stream prints without values: its own, or another one before it."""
    if not row.filled:
        yield entry
    for _, text in row.run[:-1]:
        yield from (other for other, _ in labels.match(text) if other != entry)


def _refuse_around_bare(bare: set[int], order: Sequence[int], reading: SheetReading) -> None:
    """In a stream only labels part the rows: values next to a label without values may belong to it. Refuse all
    three."""
    if not bare:
        return
    for position, entry in enumerate(order):
        if bare.isdisjoint(order[max(position - 1, 0) : position + 2]) or entry not in reading.placed:
            continue
        form_table, form_row = reading.sheet.entries[entry]
        message = "a label without values stands here, so it is uncertain which row the values belong to"
        refuse(entry, f"{form_table.id}.{form_row.code}", message, reading)


def shown(cells: Iterable[Cell]) -> str:
    """The cells of a row as a message tells them."""
    text = " | ".join(" ".join(cell.text.split()) for cell in cells)
    return text if len(text) <= 160 else text[:157] + "…"


def _refuse_other_units(words: str, reading: SheetReading) -> None:
    """Refuse the rows of a table whose column head prints another unit than the form's (元 for 万元): whether the head
    or its print is wrong cannot be known."""
    for number, (table, row) in enumerate(reading.sheet.entries):
        for column in table.columns:
            if column.unit != COUNTED and number in reading.placed:
                known = {normalise(label) for label in (column.label, *column.aliases)}
                stem = min(known, key=len)
                other = next((word for word in words.split("\n") if word.startswith(stem) and word not in known), None)
                if other and "元" in other[len(stem) :]:
                    refuse(number, f"{table.id}.{row.code}", f"its head prints another unit: {other}", reading)
