"""One sheet of a form in one block of tables: which printed row is which row of the form, and where its values are.

In each table the printed rows are aligned in order with the rows of the sheet (`extractors.recognition.align`), and the
values of a row are placed by order (`extractors.recognition.place`). What cannot be placed is refused by row; a sheet
whose shape contradicts the form is quarantined whole. Both leave a finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from xxgk.extractors.labels.sheet_labels import SheetLabels, labels_of
from xxgk.extractors.labels.values import counts_of, is_mark
from xxgk.extractors.readers.text.cut_out import ON_TABLE
from xxgk.extractors.recognition.align import align, moved
from xxgk.extractors.recognition.bands import Band, Banded, disorder_over, edge_of
from xxgk.extractors.recognition.bare import bare_labels, blank_rows, refuse_around
from xxgk.extractors.recognition.fused import marks_apart
from xxgk.extractors.recognition.join import TWICE, joined
from xxgk.extractors.recognition.odd_lines import heed_lines
from xxgk.extractors.recognition.place import Shape, ShapeMismatch, Values, shape_of, values_of
from xxgk.extractors.recognition.reading import Placed, SheetReading, refuse
from xxgk.extractors.recognition.resolve import equations_of
from xxgk.extractors.recognition.sequence import is_part
from xxgk.extractors.recognition.tables import PrintedRow, TableBlock
from xxgk.extractors.recognition.totals import misplaced_total
from xxgk.extractors.recognition.under_heads import HeadsOver, starts_under_heads
from xxgk.schema.document import Cell, Table
from xxgk.schema.findings import finding
from xxgk.schema.forms import Column, Form, Sheet
from xxgk.schema.money import YUAN, units_in
from xxgk.schema.text import NUMBERING, NUMERAL, narrow, normalise

COUNTED = "件"
# Where more rows than these are printed again in one table, with other figures, two tables were run together.
MOST_CONTESTED = 2
_SECTION = re.compile(rf"[{NUMERAL}]{{1,3}}、")
_TITLE = re.compile(r"(?:情况|数据|统计)\(?$")
_ON_TABLE = re.compile(rf"{ON_TABLE}|续[^()]{{0,3}}表")
MOST_PARTS = 16  # cells over which a label may be cut


def read_sheet(block: TableBlock, banded: Banded, sheet: Sheet, form: Form) -> SheetReading | None:
    """The sheet as this block prints it, or None where the block does not show the sheet; `banded` are its tables."""
    if not _is_shown(block, sheet):
        return None
    labels = labels_of(sheet)
    parts = []
    heads: set[str] = set()
    for table, bands in banded.tables(sheet, form):
        part = SheetReading(sheet, form)
        _read_table(table, bands, labels, part)
        if part.placed or part.refused or part.quarantined:
            parts.append(part)
        runs = (run for band in bands for run in band.runs)
        heads.update(normalise(text) for run in runs for _, text in run if not NUMBERING.match(narrow(text)))
    if not parts:
        return None
    reading = joined(parts)
    foreign = next((label for label in sheet.foreign if label in block.words), None)
    if foreign:
        reading.quarantined = f"it mixes labels of {form.id} with {foreign!r} of another form"
    reading.quarantined = reading.quarantined or misplaced_total(reading, heads)
    _heed_units(block.words, reading)
    return reading


def _is_shown(block: TableBlock, sheet: Sheet) -> bool:
    if any(label in block.words for label in sheet.unless):
        return False
    return any(label in block.words for label in sheet.detect) or (
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


def _read_table(table: Table, bands: Sequence[Band], labels: SheetLabels, reading: SheetReading) -> None:
    candidates: list[tuple[tuple[int, float], ...]] = []
    places: list[int] = []
    printed: list[PrintedRow] = []
    rows = [row for band in bands for row in band.rows]
    for row in rows:
        if not reading.headed:
            reading.headed = any(labels.is_head(text) for _, text in (row.run[:-1] if row.filled else row.run))
        if table.keeps.cells and _is_head(row, labels):
            continue
        place, found = _label_of(row, labels, table)
        if found:
            reading.claimed.add(row.where)
            candidates.append(found)
            places.append(place)
            printed.append(row)
    chain = align(candidates)
    away = _moved(candidates, chain, printed, labels, table)
    chain |= away
    own = [row.where for row in printed]
    reading.entry_of = {own[row]: (entry, dict(candidates[row])[entry]) for row, entry in chain.items()}
    reading.quarantined = disorder_over(table, bands, labels, reading.claimed)
    reading.claimed.difference_update(
        own[number]
        for number, row in enumerate(printed)
        if number not in chain and row.filled and all(score < 1.0 for _, score in candidates[number])
    )
    as_printed = list(printed)
    heads = HeadsOver(table, rows, labels)
    table, printed = _without_padding(table, rows, printed, edge_of(table, bands, reading.claimed))
    shape = shape_of(table, _in_chain(chain, printed, places, reading.sheet))
    bare: set[int] = set()
    for number, row in enumerate(printed):
        entry = chain.get(number)
        if entry is None:
            _outside_chain(row, candidates[number], places[number], shape, reading)
        elif entry in reading.placed or entry in reading.refused:
            _repeated(row, entry, places[number], shape, reading)
        elif len(row.cells) == places[number] + 1 and (table.keeps.cells or row.cells[places[number]].unreadable):
            continue
        else:
            _place(row, entry, places[number], shape, reading)
            _heed_heads(heads, as_printed[number], entry, reading)
            _tell_misprint(row, entry, dict(candidates[number])[entry], reading)
            if not table.keeps.cells and not (row.filled and len(row.run) == 1):
                bare.update(bare_labels(row, entry, labels))
    _tell_moved([(entry, printed[number]) for number, entry in away.items()], reading)
    if len(reading.contested) > MOST_CONTESTED:
        reading.quarantined = reading.quarantined or TWICE
    if any(row.filled for row in rows):
        told = bare if not table.keeps.gaps else bare - blank_rows(rows, bare, labels, reading)
        refuse_around(told, sorted({*bare, *chain.values()}), reading)
        _refuse_lone_digits(table, rows, reading)


def _without_padding(
    table: Table, rows: Sequence[PrintedRow], printed: list[PrintedRow], edge: int
) -> tuple[Table, list[PrintedRow]]:
    """The rows of a sheet as a table of their own that ends at a grid column, and those `printed` among them. Other
    rows are empty in it, so that each row keeps its place."""
    if edge >= table.width:
        return table, printed
    cut = {row.where.row: tuple([cell for cell in row.cells if cell.column < edge]) for row in rows}
    own = replace(table, rows=tuple([cut.get(at, ()) for at in range(len(table.rows))]))
    return own, [replace(row, cells=cut[row.where.row]) for row in printed]


def _moved(
    candidates: Sequence[Sequence[tuple[int, float]]],
    chain: Mapping[int, int],
    printed: Sequence[PrintedRow],
    labels: SheetLabels,
    table: Table,
) -> dict[int, int]:
    """Rows with figures that changed their places (see `moved`). None in a stream that prints labels without figures:
    there the order alone tells whose the figures beside them are."""
    away = {number: entry for number, entry in moved(candidates, chain).items() if printed[number].filled}
    if away and not table.keeps.cells:
        rows = ((printed[number], entry) for number, entry in {**chain, **away}.items())
        return {} if any(True for row, entry in rows for _ in bare_labels(row, entry, labels)) else away
    return away


def _in_chain(
    chain: Mapping[int, int], printed: Sequence[PrintedRow], places: Sequence[int], sheet: Sheet
) -> Iterator[tuple[str, int, int, int]]:
    for number, entry in chain.items():
        form_table = sheet.entries[entry][0]
        yield form_table.id, printed[number].where.row, places[number], len(form_table.columns)


def _label_of(row: PrintedRow, labels: SheetLabels, table: Table) -> tuple[int, tuple[tuple[int, float], ...]]:
    """The cell that carries the row's label and the form rows it may name: the rightmost label cell if it names one
    exactly, else the best of `_other_labels`."""
    if not row.run:
        return -1, _unlabelled(row, labels, table)
    last, text = row.run[-1]
    if not row.filled and labels.is_head(text) and not table.keeps.cells and not NUMBERING.match(narrow(text)):
        return last, ()  # 总计 without its number and without figures is a head, here or of another sheet
    found = labels.match(text)
    if found and found[0][1] == 1.0:
        return last, found
    if labels.unlabelled is not None and not table.keeps.cells and labels.is_head(text):
        return last, _unlabelled(row, labels, table)
    options = (
        [(last, found), *_other_labels(row, labels, table)] if len(row.run) > 1 and row.filled else [(last, found)]
    )
    place, found = max(options, key=lambda option: option[1][0][1] if option[1] else 0.0)
    if not found and len(row.run) == 1 and table.keeps.cells:
        return last, _unlabelled(row, labels, table)
    return place, found


def _other_labels(
    row: PrintedRow, labels: SheetLabels, table: Table
) -> Iterator[tuple[int, tuple[tuple[int, float], ...]]]:
    """What else the label cells may say: the last ones joined (a label cut over cells, none of them a mere sign), or an
    earlier one by itself (the cells behind it are values in words; not in a stream, where they are labels)."""
    last = row.run[-1][0]
    for start in range(len(row.run) - 2, max(len(row.run) - 2 - MOST_PARTS, -1), -1):
        if not normalise(row.run[start + 1][1]):
            break  # a sign (○, √) is what the first cell holds, and no part of a label
        if NUMBERING.match(narrow(row.run[start + 1][1])):
            break  # it begins a label of its own
        yield last, labels.match("".join(text for _, text in row.run[start:]))
    for number, text in reversed(row.run[:-1] if table.keeps.cells else ()):
        yield number, labels.match(text)


def _unlabelled(row: PrintedRow, labels: SheetLabels, table: Table) -> tuple[tuple[int, float], ...]:
    """The form row that has no label, if the printed row may be it: most of its cells are there (if not all, it will be
    refused by name), all of them behind a label of the agency's own, or as many fused digits."""
    if labels.unlabelled is None:
        return ()
    expected = len(labels.sheet.entries[labels.unlabelled][0].columns)
    after = row.cells[row.run[-1][0] + 1 :] if row.run else row.cells
    filled = sum(1 for cell in after if cell.text)
    if not table.keeps.cells:
        fits = row.filled and sum(len(cell.text) for cell in after) >= expected
    else:
        fits = filled == expected if row.run else 2 * filled > expected or len(after) == expected
        if not row.run and filled and not fits:
            fits = starts_under_heads(row.where.row, expected, table, labels)
    return ((labels.unlabelled, 1.0),) if fits else ()


def _is_head(row: PrintedRow, labels: SheetLabels) -> bool:
    """Whether a row prints column heads, and no heads but this sheet's."""
    return not row.filled and len(row.run) >= 2 and all(labels.is_head(text) for _, text in row.run)


# -------------------------------------------------------------------------------------------------------------- rows


def _place(row: PrintedRow, entry: int, label: int, shape: Shape, reading: SheetReading) -> None:
    form_table, form_row = reading.sheet.entries[entry]
    expected = len(form_table.columns)
    try:
        if label < 0 and starts_under_heads(row.where.row, expected, shape.table, labels_of(reading.sheet)):
            values = row.cells[:expected]
        else:
            values = values_of(row.where.row, label, expected, form_table.id, shape)
        if not shape.table.keeps.cells:
            sums = equations_of(reading.form)[form_table.id].sums
            heed_lines(row, values, shape.table, sums, has_label=bool(form_row.label))
    except ShapeMismatch as problem:
        refuse(entry, f"{problem}: {shown(row.cells)}", reading)
        return
    if len(values) < expected and not shape.table.keeps.gaps:
        signed = any(column.kind == "signed" for column in form_table.columns)
        has_sums = bool(equations_of(reading.form)[form_table.id].sums)
        values = tuple(marks_apart(values, signed=signed, has_sums=has_sums))
        if len(values) == expected and any(
            counts_of(cell.text).startswith("0") and cell.text[1:2].isdigit() for cell in values
        ):
            refuse(entry, f"figures run together in its cells: {shown(row.cells)}", reading)
            return
    if len(values) == expected:
        reading.placed[entry] = Placed(values, shape.table, fused=False)
    elif not values:
        blank = Cell("", row.cells[label].locator)
        reading.placed[entry] = Placed((blank,) * expected, shape.table, fused=False)
    elif (len(values) == 1 or not shape.table.keeps.gaps) and all(
        counts_of(cell.text) or is_mark(cell.text) for cell in values
    ):
        reading.placed[entry] = Placed(values, shape.table, fused=True)
    else:
        refuse(entry, f"{len(values)} values where the form has {expected}: {shown(row.cells)}", reading)


def _heed_heads(heads: HeadsOver, row: PrintedRow, entry: int, reading: SheetReading) -> None:
    """Refuse a row whose values stand under the heads of other columns."""
    placed = reading.placed.get(entry)
    if placed and not placed.fused:
        problem = heads.contradict(row, placed.values, reading.sheet.entries[entry][0].id)
        if problem:
            refuse(entry, f"{problem}: {shown(row.cells)}", reading)


def _tell_misprint(row: PrintedRow, entry: int, score: float, reading: SheetReading) -> None:
    """A finding where a row was known by a label that is only like the form's."""
    if score < 1.0 and entry in reading.placed:
        form_table, form_row = reading.sheet.entries[entry]
        printed = " ".join("".join(text for _, text in row.run).split())
        message = f"taken for {form_row.label}: {printed}"
        reading.findings.append(finding("LABEL_MISPRINTED", f"{form_table.id}.{form_row.code}", message))


def _tell_moved(rows: Iterable[tuple[int, PrintedRow]], reading: SheetReading) -> None:
    """A finding for each row (its form row, its cells) that was read outside the form's order."""
    for entry, row in rows:
        if entry in reading.placed:
            form_table, form_row = reading.sheet.entries[entry]
            message = f"read by its label, outside the form's order: {shown(row.cells)}"
            reading.findings.append(finding("ROW_MOVED", f"{form_table.id}.{form_row.code}", message))


def _repeated(row: PrintedRow, entry: int, label: int, shape: Shape, reading: SheetReading) -> None:
    """A row that was placed before: kept where both print the same, refused where they differ."""
    form_table, form_row = reading.sheet.entries[entry]
    where = f"{form_table.id}.{form_row.code}"
    before = reading.placed.get(entry)
    values: Values = ()
    try:
        values = values_of(row.where.row, label, len(form_table.columns), form_table.id, shape)
    except ShapeMismatch:
        before = None
    if before and before.texts == tuple(cell.text for cell in values):
        reading.findings.append(finding("ROW_REPEATED", where, f"the row is printed twice alike: {shown(row.cells)}"))
    else:
        message = f"the row is printed more than once, with different values: {shown(row.cells)}"
        refuse(entry, message, reading, "ROW_REPEATED")
        reading.contested.add(entry)


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
        return
    refuse(entries[0], f"the row stands outside the form's order: {shown(row.cells)}", reading, "ROW_OUT_OF_ORDER")


def _refuse_lone_digits(table: Table, rows: Sequence[PrintedRow], reading: SheetReading) -> None:
    """In run-on text nothing but the form's number of columns holds the digits of a lone cell together. Refuse such
    rows where the table prints a head that is like nothing on the form: it may have a column of its own."""
    if table.keeps.gaps:
        return
    sheets = [labels_of(sheet) for sheet in reading.form.sheets if not sheet.listed]
    first = {head for sheet in sheets for head in sheet.first}
    runs = ([text for _, text in row.run] for row in rows)
    heads = (
        (before, text, behind)
        for run in runs
        for before, text, behind in zip(["", *run], run, run[1:], strict=False)
        if normalise(text) and not _is_over_table(text, opens=not before and normalise(behind) in first)
    )
    strange = next((head for head in heads if not _is_like(head, sheets)), None)
    if strange is None:
        return
    for entry, placed in list(reading.placed.items()):
        if len(placed.values) == 1 and len(placed.values[0].text) > 1:
            refuse(entry, f"its digits may be of two cells: the table has a head of its own, {strange[1]}", reading)


def _is_like(head: tuple[str, str, str], sheets: Sequence[SheetLabels]) -> bool:
    """Whether a head (what stands before it, it, what stands behind) is like one of the sheets, or a part of one."""
    return (
        any(labels.is_label(head[1]) for labels in sheets)
        or any(labels.is_like(head[1]) for labels in sheets)
        or any(is_part(*head, labels) for labels in sheets)
    )


def _is_over_table(text: str, *, opens: bool) -> bool:
    """Whether a text stands over a whole table, and heads no column of it: a heading of a section, whatever its words,
    or what parts two halves of a table; where it `opens` the table, also one without a number."""
    plain = narrow(text).strip()
    if opens and _TITLE.search(plain):
        return True
    return bool(_SECTION.match(plain) or _ON_TABLE.fullmatch(plain))


def shown(cells: Iterable[Cell]) -> str:
    """The cells of a row as a message tells them."""
    text = " | ".join(" ".join(cell.text.split()) for cell in cells)
    return text if len(text) <= 160 else text[:157] + "…"


def _heed_units(words: str, reading: SheetReading) -> None:
    """Heed the units that column heads print. Over a column of money it is the unit of its figures; over another one a
    unit of money that is not the form's (元 for 万元) refuses its rows: whether the head or its print is wrong cannot
    be known."""
    for number, column, code, labels in _amounts(reading.sheet):
        if number not in reading.placed:
            continue
        heads = {unit: head for head in _other_heads(words, labels) for unit in units_in(head)}
        if column.kind != "money" and heads:
            refuse(number, f"its head prints another unit: {next(iter(heads.values()))}", reading)
        elif len(heads) > 1:
            refuse(number, f"its heads print different units: {', '.join(heads.values())}", reading)
        elif not heads.keys() <= YUAN.keys():
            refuse(number, f"its head prints a unit that is not known: {next(iter(heads.values()))}", reading)
        elif heads:
            reading.units[code] = next(iter(heads))


@lru_cache(maxsize=256)
def _amounts(sheet: Sheet) -> Sequence[tuple[int, Column, str, Sequence[str]]]:
    """The cells of a sheet that are no counts: row, column, code, and the heads of the column, normalised, longest
    first."""
    return [
        (number, column, code, sorted({*map(normalise, (column.label, *column.aliases))}, key=len, reverse=True))
        for number, (table, _) in enumerate(sheet.entries)
        for column, code in zip(table.columns, sheet.codes[number], strict=True)
        if column.unit != COUNTED
    ]


def _other_heads(words: str, labels: Sequence[str]) -> Iterator[str]:
    """What heads that begin like one of the `labels` of a column print behind that, normalised."""
    for word in words.split("\n"):
        stem = next((label for label in labels if word.startswith(label)), word)
        if word != stem:
            yield word[len(stem) :]
