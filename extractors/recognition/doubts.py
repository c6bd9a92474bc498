"""What speaks against the claims of one table, in the order in which it is asked.

Each function looks at a table and at what it claims, and yields the rows of the form that are not believed, with the
reason. None of them places a figure, or takes a doubt back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from xxgk.extractors.labels.sheet_labels import SheetLabels, labels_of
from xxgk.extractors.labels.values import digits_of, is_valuelike
from xxgk.extractors.labels.vocabulary import form_labels
from xxgk.extractors.readers.woven.rows import is_of_form
from xxgk.extractors.recognition.bare import bare_labels, blank_rows, doubts_around
from xxgk.extractors.recognition.claims import Claim, Doubt, SheetClaims, refused
from xxgk.extractors.recognition.fused import sums_hold
from xxgk.extractors.recognition.headings import is_over_table
from xxgk.extractors.recognition.levels import HeadLines
from xxgk.extractors.recognition.lone_heads import under_lone_heads
from xxgk.extractors.recognition.other_figures import says_other, under_other_heads, under_other_labels
from xxgk.extractors.recognition.over_lines import may_be_two_rows, with_lines_joined
from xxgk.extractors.recognition.resolve import equations_of
from xxgk.extractors.recognition.rows import InTable
from xxgk.extractors.recognition.sequence import is_part
from xxgk.extractors.recognition.tables import PrintedRow
from xxgk.schema.text import normalise

FEWEST_TORN = 2
"""Digits below a row that adds up without them: those of a figure, and of the total."""
Doubts = Iterator[tuple[int, Doubt]]


def doubted(inside: InTable, found: SheetClaims, lines: HeadLines, year: int | None = None) -> SheetClaims:
    """What a table claims of a sheet, with all doubts that the table itself raises, and the `lines` of heads of its
    block, since a table that goes on behind a page may print none of its own; `year` is that of the report."""
    for doubt in OF_A_TABLE:
        found = found.doubted((entry, why) for entry, why in doubt(inside, found) if found.stands(entry))
    found = with_lines_joined(found.doubted(_in_other_columns(inside, found, lines)), inside.table)
    found = found.doubted(may_be_two_rows(found))
    if says_other(inside.rows, found.sheet, year):
        found = found.doubted(under_other_labels(found, year))
        heads = under_other_heads(inside.rows, found, inside.labels, year)
        found = found.with_unreadable(
            (entry, column, f"a figure under the head {head}") for entry, column, head in heads
        )
    found = found.with_unreadable(_over_several_rows(found))
    found = found.with_unreadable(_under_lone_heads(inside, found))
    return found.with_unreadable(_under_strange_heads(inside, found, lines))


def _over_several_rows(found: SheetClaims) -> Iterator[tuple[int, int, str]]:
    """Cells (row of the form, column, reason) that span rows of the form: whose figure it is cannot be told."""
    for entry, claim in found.standing():
        spans = [cell.rowspan for cell in claim.values]
        if claim.fused or spans.count(1) == len(spans):
            continue
        where = claim.row.where
        for number, cell in enumerate(claim.values):
            below = (where._replace(row=where.row + more) for more in range(1, cell.rowspan))
            if any(found.entry_of.get(other, (entry, 0))[0] != entry for other in below):
                yield entry, number, "one figure for several rows"


def _under_lone_heads(inside: InTable, found: SheetClaims) -> Iterator[tuple[int, int, str]]:
    """Cells of tables with one column under a head that is none of the form's."""
    keeps_cells = inside.table.keeps.cells
    for entry, number, head in under_lone_heads(inside.rows, found, inside.labels, keeps_cells=keeps_cells):
        label = found.table_of(entry).columns[number].label
        yield entry, number, f"a figure under the head {head}, not {label}"


def _under_strange_heads(inside: InTable, found: SheetClaims, lines: HeadLines) -> Iterator[tuple[int, int, str]]:
    """Cells (row of the form, column, reason) under a head that is none of the form's."""
    for entry, claim in found.standing():
        if not claim.fused:
            table = found.table_of(entry)
            in_order, over = lines.strange.get(table.id), inside.heads.strange(claim, table.id)
            for number, head in {**(in_order or {}), **dict(over)}.items() if in_order or over else ():
                yield entry, number, f"a figure under the head {head}, not {table.columns[number].label}"


def _under_other_heads(inside: InTable, found: SheetClaims) -> Doubts:
    """Rows whose values stand under the heads of other columns."""
    heads = inside.heads
    for entry, claim in found.standing():
        if not (claim.fused or (claim.by_most and _adds_up(claim, found))):
            problem = heads.contradict(claim, found.table_of(entry).id)
            if problem:
                yield entry, refused(f"{problem}: {claim.row.shown}")


def _in_other_columns(inside: InTable, found: SheetClaims, lines: HeadLines) -> Doubts:
    """Rows of a table that has a column of its own, one that counts its rows, or one of the form's too few, where no
    head stands over their values: those that do not fill all of their cells may be one column off."""
    if not inside.table.keeps.cells:
        return
    for table in found.sheet.tables:
        claims = [claim for entry, claim in found.standing() if found.table_of(entry) is table]
        claims = [claim for claim in claims if not (claim.fused or inside.heads.has_place(claim, table.id))]
        more = {claim.entry for claim in claims if _behind_label(claim) > len(table.columns)}
        if not more:
            continue
        own, lost = lines.own[table.id], lines.lost[table.id]
        whole = any(all(claim.texts) for claim in claims)
        for claim in claims:
            if claim.entry not in more:
                continue
            if own:
                yield claim.entry, refused(f"the table has a column of its own, {own}: {claim.row.shown}")
            elif lines.counts_rows and claim.values[0] is claim.row.cells[-_behind_label(claim)]:
                yield claim.entry, refused(f"its first figure may be the number of its line: {claim.row.shown}")
            elif lost and not whole and any(claim.texts):
                yield (
                    claim.entry,
                    refused(f"the head {lost} is not there, and may lack its column: {claim.row.shown}"),
                )


def _a_field_short(inside: InTable, found: SheetClaims) -> Doubts:
    """Rows of lines of fields of which nothing but the last value is blank, and in which a sum does not hold, or whose
    last figure is the sum of those before it, where other rows have one further behind: fields may be lacking, which
    the padding behind them replaces."""
    claims = list(found.standing()) if inside.table.keeps.fields else []
    totalled = {found.table_of(entry).id for entry, claim in claims if claim.values[-1].text and not claim.fused}
    for entry, claim in claims:
        last = len(claim.values) - 1
        if found.table_of(entry).id in totalled and _ends_in_its_sum(claim):
            yield entry, refused(f"its last figure is the sum of those before it: it may lack some: {claim.row.shown}")
            continue
        if claim.fused or any(bool(text.strip()) is (at == last) for at, text in enumerate(claim.texts)):
            continue
        if not sums_hold(equations_of(found.form)[found.table_of(entry).id].sums, claim.numbers):
            yield (
                entry,
                refused(f"its last figure is blank, a sum in it does not hold: it may lack one: {claim.row.shown}"),
            )


def _with_blanks_elsewhere(inside: InTable, found: SheetClaims) -> Doubts:
    """Rows with a blank in which a sum does not hold, where nothing keeps the columns: an empty line may have come in,
    or gone, when the text was made, and the figures behind it be those of other columns."""
    for entry, claim in found.standing() if not inside.table.keeps.columns else ():
        texts = [text.strip() for text in claim.texts]
        if claim.fused or all(texts) or not any(texts):
            continue
        if not sums_hold(equations_of(found.form)[found.table_of(entry).id].sums, claim.numbers):
            yield (
                entry,
                refused(f"a sum in it does not hold, and its blanks may stand elsewhere: {claim.row.shown}"),
            )


def _ends_in_its_sum(claim: Claim) -> bool:
    """Whether the last figure of a row that ends in blanks is that of all before it."""
    *before, last = [number for number, text in zip(claim.numbers, claim.texts, strict=True) if text] or [None]
    is_sum = bool(last) and bool(before) and last == sum(filter(None, before))
    return is_sum and not claim.fused and not claim.texts[-1].strip()


def _behind_label(claim: Claim) -> int:
    """How many cells stand behind the label of a row."""
    row = claim.row
    return len(row.cells) - 1 - (row.run[-1][0] if row.run else -1)


def _adds_up(claim: Claim, found: SheetClaims) -> bool:
    """Whether a row prints the totals of all sums within it, and they hold: then its values stand in their columns."""
    sums = equations_of(found.form)[found.table_of(claim.entry).id].sums
    return bool(sums) and sums_hold(sums, claim.numbers, whole=True)


def _beside_bare_labels(inside: InTable, found: SheetClaims) -> Doubts:
    """Rows beside a label without figures, where nothing but labels parts the rows."""
    if inside.table.keeps.cells or not any(row.filled for row in inside.rows):
        return
    bare: set[int] = set()
    for entry, claim in found.claims.items():
        if not claim.astray and not (claim.row.filled and len(claim.row.run) == 1):
            bare.update(bare_labels(claim.row, entry, inside.labels))
    told = bare if not inside.table.keeps.gaps else bare - blank_rows(inside.rows, bare, inside.labels, found)
    in_order = {entry for entry, _ in found.entry_of.values()}
    yield from doubts_around(told, sorted({*bare, *in_order}))


def _before_other_figures(inside: InTable, found: SheetClaims) -> Doubts:
    """Rows that do not add up, where nothing but labels parts the rows, and directly below figures, fewer than theirs,
    that are of no row: the rest of their digits may stand there. And rows that do, where nothing but pieces of labels
    stands beside digits below them."""
    for row, below in pairwise(inside.rows if not inside.table.keeps.cells else ()):
        entry, _ = found.entry_of.get(row.where, (-1, 0.0))
        claim = found.claims.get(entry)
        if claim is None or not claim.stands or claim.fused or below.where in found.entry_of or not below.filled:
            continue
        figures = sum(is_valuelike(cell.text) for cell in below.cells)
        sums = equations_of(found.form)[found.table_of(entry).id].sums
        if figures >= FEWEST_TORN and any(claim.numbers) and _goes_on(below):
            yield entry, refused(f"the rest of its digits may stand below it: {claim.row.shown}")
        elif 0 < figures < len(claim.values) and not sums_hold(sums, claim.numbers):
            yield (
                entry,
                refused(f"it does not add up, and figures that are of no row stand below it: {claim.row.shown}"),
            )


def _goes_on(row: PrintedRow) -> bool:
    """Whether a row prints pieces of labels and digits alone."""
    behind = [cell.text for cell in row.cells[row.run[-1][0] + 1 if row.run else 0 :] if cell.text]
    pieces = all(is_of_form(text) and normalise(text) not in form_labels().rows for _, text in row.run)
    return pieces and all(map(digits_of, behind))


def _lone_digits(inside: InTable, found: SheetClaims) -> Doubts:
    """In run-on text nothing but the form's number of columns holds the digits of a lone cell together. Such rows where
    the table prints a head that is like nothing on the form: it may have a column of its own."""
    if inside.table.keeps.gaps or not any(row.filled for row in inside.rows):
        return
    strange = _strange_head(inside)
    if not strange:
        return
    for entry, claim in found.standing():
        if len(claim.values) == 1 and len(claim.values[0].text) > 1:
            yield entry, refused(f"its digits may be of two cells: the table has a head of its own, {strange}")


def _strange_head(inside: InTable) -> str:
    """The first head of a table that is like none of the form's; else empty."""
    sheets = [labels_of(sheet) for sheet in inside.form.sheets if not sheet.listed]
    first = {head for sheet in sheets for head in sheet.first}
    runs = ([text for _, text in row.run] for row in inside.rows)
    heads = (
        (before, text, behind)
        for run in runs
        for before, text, behind in zip(["", *run], run, run[1:], strict=False)
        if normalise(text) and not is_over_table(text, opens=not before and normalise(behind) in first)
    )
    return next((head[1] for head in heads if not _is_like(head, sheets)), "")


def _is_like(head: tuple[str, str, str], sheets: Sequence[SheetLabels]) -> bool:
    """Whether a head (what stands before it, it, what stands behind) is like one of the sheets, or a part of one."""
    return (
        any(labels.is_label(head[1]) for labels in sheets)
        or any(labels.is_like(head[1]) for labels in sheets)
        or any(is_part(*head, labels) for labels in sheets)
    )


OF_A_TABLE: tuple[Callable[[InTable, SheetClaims], Doubts], ...] = (
    _under_other_heads,
    _a_field_short,
    _with_blanks_elsewhere,
    _beside_bare_labels,
    _before_other_figures,
    _lone_digits,
)
"""All of them, in order: each sees the doubts of those before it."""
