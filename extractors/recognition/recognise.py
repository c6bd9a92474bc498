"""From tables of cells to the figures of the form: one way for every reader and layout.

The form is chosen for each block of tables by its labels (`extractors.recognition.sheet`); the parts and copies of a
sheet are joined, fused rows are parted (`extractors.recognition.part_fused`), and every cell of a
placed row becomes a figure. A finding tells whatever of the form was not read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import astuple, dataclass, field
from functools import lru_cache
from itertools import chain

from xxgk.extractors.recognition.bands import Banded
from xxgk.extractors.recognition.by_heads import MIXED, is_mixed
from xxgk.extractors.recognition.claims import SheetClaims
from xxgk.extractors.recognition.cut_rows import without_cut_rows
from xxgk.extractors.recognition.emit import figures_of
from xxgk.extractors.recognition.indicators import read_lists
from xxgk.extractors.recognition.listed_text import lists_in_text
from xxgk.extractors.recognition.notices import Notice
from xxgk.extractors.recognition.part_fused import with_fused_parted
from xxgk.extractors.recognition.parted_cells import without_parted_cells
from xxgk.extractors.recognition.seams import sewn
from xxgk.extractors.recognition.second_print import (
    UNREAD,
    Again,
    printed_again,
    prints_again,
    unread_again,
    without_second_report,
)
from xxgk.extractors.recognition.settle import BLOCKS, blocks_settled
from xxgk.extractors.recognition.sheet import sheet_in
from xxgk.extractors.recognition.tables import TableBlock, captioned, table_blocks
from xxgk.extractors.recognition.units import heed_units
from xxgk.extractors.recognition.unread import (
    absent,
    unclaimed_rows,
    unknown_row,
    unlisted_rows,
    unread_tables,
    without_blanks_beside,
)
from xxgk.schema.document import Block, Table, Where
from xxgk.schema.findings import finding
from xxgk.schema.forms import Form, Sheet
from xxgk.schema.report import Figure, Finding, Indicator


@dataclass(frozen=True, slots=True)
class Seen:
    """A block of tables, and what it claims of each sheet that it shows."""

    block: TableBlock
    banded: Banded
    shown: Sequence[SheetClaims]

    @property
    def named(self) -> Collection[Where]:
        """Where the printed rows stand that name a row of a sheet."""
        return set[Where]().union(*(found.named for found in self.shown))


@dataclass(slots=True)
class Recognition:
    """What was recognised. `forms` tells the form of each sheet (t2, t3, t4, stat_2014 …); `added_to`: rows of a
    list that may have one more summand than the form knows; `seen` is what each block of tables claims,
    `sheets` what the document does: nothing else of the program asks for them but whoever wants to know why. `notices`
    are what is said beside the tables, to be heeded when it is known whose report of which year they are in."""

    forms: dict[str, str] = field(default_factory=dict)
    figures: list[Figure] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    layouts: dict[str, None] = field(default_factory=dict)
    indicators: list[Indicator] = field(default_factory=list)
    added_to: Collection[str] = ()
    seen: Sequence[Seen] = ()
    sheets: Mapping[str, SheetClaims] = field(default_factory=dict)
    notices: Sequence[Notice] = ()


def recognise(blocks: Sequence[Block], forms: Sequence[Form], year: int | None = None) -> Recognition:
    """The figures of all statutory tables among `blocks`, and a finding for everything of the form that was not read.

    `year` is that of the report, where it is known: it tells which of the columns of an indicator list are this
    year's."""
    lists = read_lists(captioned(blocks), forms, year)
    result = Recognition(lists.forms, lists.figures, lists.findings, lists.layouts, lists.indicators, lists.added_to)
    result.findings += lists_in_text(blocks)
    listed = (block for at, block in enumerate(blocks) if at in lists.tables and isinstance(block, Table))
    result.findings += unlisted_rows(listed, lists.told)
    seen = [_seen(block, forms, year) for block in table_blocks(sewn(blocks, forms), besides=lists.tables)]
    for one in seen:
        if one.shown:
            rows = unclaimed_rows(one.block, one.named, forms)
            result.findings += (unknown_row(row, one.shown[0].sheet.tables[0].id) for row in rows)
    result.seen = seen
    votes = Counter(form for form, _ in {(found.form.id, found.sheet.id) for one in seen for found in one.shown})
    result.sheets = wholes = _of_document(seen, votes, result)
    sheets = dict.fromkeys(sheet.id for form in forms for sheet in form.sheets if not sheet.listed)
    missed = (_expected(sheet_id, forms, votes) for sheet_id in sheets if sheet_id not in wholes)
    unread_here = list(unread_tables(((one.block, one.named) for one in seen), forms))
    told = absent([sheet for sheet in missed if sheet], unread_here)
    for sheet_id in sheets:
        if sheet_id in wholes:
            _conclude(wholes[sheet_id], result)
        result.findings += told.get(sheet_id, ())
    result.findings += told[""]
    return result


def _seen(block: TableBlock, forms: Sequence[Form], year: int | None) -> Seen:
    """A block read as every sheet of every form that it shows."""
    banded = Banded(block)
    sheets = [(sheet, form) for form in forms for sheet in form.sheets if not sheet.listed]
    claimed = [found for sheet, form in sheets if (found := sheet_in(block, banded, sheet, form, year)) is not None]
    shown = heed_units(block, claimed)
    whole = without_parted_cells(without_cut_rows(block, shown))
    return Seen(block, banded, without_blanks_beside(block, whole))


def _of_document(seen: Sequence[Seen], votes: Mapping[str, int], result: Recognition) -> dict[str, SheetClaims]:
    """What the document claims of each sheet: that of all blocks together, its fused rows parted."""
    readings: dict[str, list[SheetClaims]] = {}
    for one in seen:
        for found in one.shown:
            readings.setdefault(found.sheet.id, []).append(found)
    wholes: dict[str, SheetClaims] = {}
    again: list[Again] = []
    for sheet_id, several in readings.items():
        whole, copies = blocks_settled(_of_one_form(several, votes))
        message = f"{sheet_id} stands in the document more than once"
        result.findings += [finding(BLOCKS.same, sheet_id, message)] * copies
        elsewhere = [one for one in seen if sheet_id not in {found.sheet.id for found in one.shown}]
        if not whole.contradiction:
            unread = [one.block for one in elsewhere if prints_again(one.block, one.banded, whole, one.named)]
            again += (unread_again(block, whole) for block in unread)
            whole = whole.contradicted(UNREAD if unread else "")
        again += printed_again(several, whole)
        wholes[sheet_id] = whole.contradicted(MIXED if is_mixed(whole) else "")
    wholes = without_second_report(wholes, chain.from_iterable(readings.values()), again)
    parted = with_fused_parted([whole for whole in wholes.values() if not whole.contradiction])
    return {**wholes, **{whole.sheet.id: whole for whole in parted}}


def _expected(sheet_id: str, forms: Sequence[Form], votes: Mapping[str, int]) -> Sheet | None:
    """A sheet that no table shows, of the form that most sheets show, else of the newest; None where it is missed
    nowhere: one form alone has it, and the document shows another one or none."""
    having = [(form, sheet) for form in forms for sheet in form.sheets if sheet.id == sheet_id]
    form, sheet = max(having, key=lambda pair: (votes[pair[0].id], pair[0].valid_from))
    others = any(not sheet.listed for other in forms if other is not form for sheet in other.sheets)
    return sheet if votes[form.id] or len(having) > 1 or not others else None


def _of_one_form(found: Sequence[SheetClaims], votes: Mapping[str, int]) -> Sequence[SheetClaims]:
    """Where two forms print a sheet alike, its reading by the form that most sheets of the document show; else the
    newest."""
    if not all(_print_alike(reading.sheet, found[0].sheet) for reading in found):
        return found
    chosen = max((reading.form for reading in found), key=lambda form: (votes[form.id], form.valid_from))
    return [reading for reading in found if reading.form is chosen]


@lru_cache(maxsize=256)
def _print_alike(one: Sheet, other: Sheet) -> bool:
    """Whether the tables of two sheets are the same, label for label."""
    return list(map(astuple, one.tables)) == list(map(astuple, other.tables))


def _conclude(whole: SheetClaims, result: Recognition) -> None:
    """The figures of a sheet and its findings, or that it is quarantined."""
    if whole.contradiction:
        result.findings += [
            finding("TABLE_QUARANTINED", table.id, f"{whole.sheet.id}: {whole.contradiction}")
            for table in whole.sheet.tables
        ]
        return
    result.findings += whole.findings()
    for _, claim in whole.standing():
        result.forms[whole.sheet.id] = whole.form.id
        result.layouts.setdefault(claim.table.layout)
    figures, told = figures_of(whole)
    result.figures += figures
    result.findings += told
