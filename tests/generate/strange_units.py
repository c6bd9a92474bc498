"""Units of money printed around an amount: in its head, in a caption, in the label of its row, in a cell beside or over
it; and units over counts that are none of theirs. Where they agree the amount is in that unit; where they do not,
nothing may be read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import NamedTuple

from tests.generate.document import Cell, Document, Grid, Para, Row, insert_row
from tests.generate.form import Form

YUAN = {"元": 1, "百元": 100, "千元": 1000, "万元": 10_000, "百万元": 1_000_000, "亿元": 100_000_000}
BRACKETS = ("（{}）", "(单位：{})", "（单位：{}）", "({})")
OF_NO_COUNTS = (*YUAN, "万件", "千件", "百人次", "万", "%")
CAPTIONS = ("（单位：件、{}）", "单位：{}", "金额单位：{}", "（单位：{}）")


class Unit(NamedTuple):
    """A document with an amount in another unit: its code, the unit (empty: none may be read), and the codes of which
    nothing may be read."""

    document: Document
    amount: str
    unit: str
    lost: frozenset[str] = frozenset()


Kind = Callable[[Document, Form, Random], Unit]


def in_head(document: Document, form: Form, rng: Random) -> Unit:
    """The head of the amount prints a unit."""
    amount, unit, head = _drawn(form, rng)
    wording = head.replace("本年收费", rng.choice(("本年收费", "本年度收费", "收费")))
    return Unit(_texts(document, head, wording + rng.choice(BRACKETS).format(unit)), amount, unit)


def in_label(document: Document, form: Form, rng: Random) -> Unit:
    """The label of its row does, and its head none."""
    amount, unit, head = _drawn(form, rng)
    label = "行政事业性收费" if "fees" in amount else "政府集中采购"
    changed = _texts(_texts(document, head, head), label, label + rng.choice(BRACKETS).format(unit))
    return Unit(changed, amount, unit)


def in_caption(document: Document, form: Form, rng: Random) -> Unit:
    """A caption over the table does, and its head none."""
    amount, unit, head = _drawn(form, rng)
    return Unit(_captioned(_texts(document, head, head), amount, rng.choice(CAPTIONS).format(unit)), amount, unit)


def in_caption_and_head(document: Document, form: Form, rng: Random) -> Unit:
    """A caption and the head print different units."""
    amount, unit, head = _drawn(form, rng)
    other = rng.choice([one for one in YUAN if one != unit])
    changed = _texts(document, head, head + rng.choice(BRACKETS).format(unit))
    return Unit(_captioned(changed, amount, rng.choice(CAPTIONS).format(other)), amount, "")


def in_cell(document: Document, form: Form, rng: Random) -> Unit:
    """The cell itself does."""
    amount, unit, _ = _drawn(form, rng)
    cells = {cell.text for grid in document.grids for row in grid.rows for cell in row.cells if cell.code == amount}
    number = next(iter(cells))
    return Unit(_mapped(document, lambda cell: _with(cell, amount, number + unit)), amount, unit)


def in_cell_over(document: Document, form: Form, rng: Random) -> Unit:
    """A row of its own over the amount does."""
    amount, unit, head = _drawn(form, rng)
    grid, at = _place(document, amount)
    row = Row("", (Cell(rng.choice(("单位：{}", "（单位：{}）", "{}")).format(unit), "head", grid.width),))
    bare = _texts(document, head, head)
    grid, at = _place(bare, amount)
    return Unit(_exchanged(bare, grid, insert_row(grid, at, row)), amount, unit)


def over_counts(document: Document, form: Form, rng: Random) -> Unit:
    """The head of a column of counts prints a unit of money, of many counts, or of shares."""
    amount, _, _ = _drawn(form, rng)
    block = rng.choice([one for one in form.blocks if not one.money[0]])
    column = rng.choice(block.columns)
    if "（" in column.label or "/" in column.label:
        column = block.columns[0]
    unit = rng.choice(OF_NO_COUNTS)
    changed = _texts(document, column.label, column.label + rng.choice(BRACKETS).format(unit))
    of = [one for one in form.blocks for other in one.columns if other.label == column.label]
    lost = {f"{one.code}.{row.code}.{column.code}" for one in of for row in one.rows}
    return Unit(changed, amount, "万元" if "fees" in amount else "unknown", frozenset(lost))


def in_caption_over_counts(document: Document, form: Form, rng: Random) -> Unit:
    """A caption over a table that holds nothing but counts does."""
    amount, _, _ = _drawn(form, rng)
    wording = rng.choice(("（单位：{}）", "单位：{}", "计量单位：{}", "（{}）")).format(rng.choice(OF_NO_COUNTS))
    grid = rng.choice([one for one in document.grids if not any(row.code[:2] == "t2" for row in one.rows)])
    codes = (cell.code for row in grid.rows for cell in row.cells if cell.code)
    at = document.blocks.index(grid)
    changed = replace(document, blocks=(*document.blocks[:at], Para(wording), *document.blocks[at:]))
    return Unit(changed, amount, "万元" if "fees" in amount else "unknown", frozenset(codes))


def in_note_over_counts(document: Document, form: Form, rng: Random) -> Unit:
    """A note beside a table that holds nothing but counts does."""
    amount, _, _ = _drawn(form, rng)
    unit, grid = rng.choice(("百件", "千件", "万件", "百")), document.grids[rng.choice((1, 2))]
    over, under = (
        f"注：下表数据以{unit}为单位。",
        rng.choice((f"注：以上数据单位均为{unit}。", f"以上数据以{unit}计。")),
    )
    at = document.blocks.index(grid)
    noted = (Para(over), grid) if rng.random() < 0.5 else (grid, Para(under))
    changed = replace(document, blocks=(*document.blocks[:at], *noted, *document.blocks[at + 1 :]))
    codes = (cell.code for row in grid.rows for cell in row.cells if cell.code)
    return Unit(changed, amount, "万元" if "fees" in amount else "unknown", frozenset(codes))


def nowhere(document: Document, form: Form, rng: Random) -> Unit:
    """Nothing prints the unit of the amount; nothing is nothing in any, and one form prints none."""
    amount, _, head = _drawn(form, rng)
    (printed,) = (
        cell.text for grid in document.grids for row in grid.rows for cell in row.cells if cell.code == amount
    )
    of_fee = "" if Decimal(printed) else "万元"
    return Unit(_texts(document, head, head), amount, of_fee if "fees" in amount else "unknown")


KINDS: Mapping[str, Kind] = {
    kind.__name__: kind
    for kind in (
        in_head,
        in_label,
        in_caption,
        in_caption_and_head,
        in_cell,
        in_cell_over,
        over_counts,
        in_caption_over_counts,
        in_note_over_counts,
        nowhere,
    )
}


def in_wan(printed: str, unit: str) -> float:
    """What an amount printed in a unit is in 万元."""
    return float(Decimal(printed) * YUAN[unit] / YUAN["万元"])


def _drawn(form: Form, rng: Random) -> tuple[str, str, str]:
    """The code of the amount of a form, a unit, and the head of its column without one."""
    block = next(one for one in form.blocks if one.money[0])
    code = f"{block.code}.{block.rows[0].code}.{block.money[0]}"
    head = next(column.label for column in block.columns if column.code == block.money[0])
    return code, rng.choice(tuple(YUAN)), head.partition("（")[0]


def _texts(document: Document, begin: str, text: str) -> Document:
    """The labels and heads that begin so print `text`."""
    return _mapped(
        document, lambda cell: cell._replace(text=text) if not cell.code and cell.text.startswith(begin) else cell
    )


def _with(cell: Cell, code: str, text: str) -> Cell:
    return cell._replace(text=text) if cell.code == code else cell


def _mapped(document: Document, change: Callable[[Cell], Cell]) -> Document:
    def of_rows(rows: Iterable[Row]) -> tuple[Row, ...]:
        return tuple(row._replace(cells=tuple(map(change, row.cells))) for row in rows)

    blocks = (replace(one, rows=of_rows(one.rows)) if isinstance(one, Grid) else one for one in document.blocks)
    return replace(document, blocks=tuple(blocks))


def _place(document: Document, code: str) -> tuple[Grid, int]:
    return next(
        (grid, at)
        for grid in document.grids
        for at, row in enumerate(grid.rows)
        if any(cell.code == code for cell in row.cells)
    )


def _exchanged(document: Document, old: Grid, new: Grid) -> Document:
    return replace(document, blocks=tuple(new if block is old else block for block in document.blocks))


def _captioned(document: Document, code: str, caption: str) -> Document:
    """A paragraph before the table in which a figure stands."""
    grid, _ = _place(document, code)
    blocks = [part for block in document.blocks for part in ((Para(caption), block) if block is grid else (block,))]
    return replace(document, blocks=tuple(blocks))
