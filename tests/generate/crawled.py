"""What crawling, copying and converting do to a report beyond misprints: each trouble changes a composed document, and
nothing of what its cells say.

They are the troubles that real texts were seen to have. A document may have several; see `troubled`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from random import Random

from tests.generate.document import Cell, Document, Grid, Heading, Para

Trouble = Callable[[Document, Random], Document]

BARS = ("推送《潮汐播报|每日水情》共52期。", "热线（12345|市民服务）一号受理。", "专栏“公示|公告”更新及时。")
AHEAD = (
    "本年主动公开政府信息41条，其中航道类30条、其他11条。",
    "有关数据统计如下。",
    "全年未发生因公开不当引起的投诉。",
)
BEHIND = ("注：上述数据由办公室汇总。", "说明：统计口径与上年一致。", "（以上数据截至12月31日。）")
CAPTIONS = ("附表：", "表格如下：", "（单位：件）", "填报单位（盖章）：")
HEADING_FOUR = (
    "政府信息公开行政复议与行政诉讼情况",
    "政府信息公开行政复仪、行政诉讼情况",
    "政府信息公开行政复议、行政诉颂情况",
    "因政府信息公开被申请行政复议、提起行政诉讼情况",
    "行政复议、行政诉讼情况",
)
HEADING_THREE = ("收到及处理政府信息公开申请情况", "收到和办理政府信息公开申请情况", "政府信息公开申请收到和处理情况")
HEADING_TWO = ("主动公开的政府信息情况", "政府信息主动公开情况", "主动公开政府信息的情况")
OWN_HEADINGS = ("工作开展情况", "公开数据", "申请办理数据", "复议诉讼数据", "问题和打算", "补充说明")
CASES = "行政复议"
REQUESTS = "申请人情况"


def bar_in_prose(document: Document, rng: Random) -> Document:
    """A vertical bar in a sentence of the narrative."""
    return _after(document, _first_heading(document), Para(rng.choice(BARS)))


def prose_before_a_table(document: Document, rng: Random) -> Document:
    """A sentence between the heading of a table and the table."""
    return _before_tables(document, {rng.randrange(3)}, rng, AHEAD)


def prose_before_all_tables(document: Document, rng: Random) -> Document:
    """The same before each of them."""
    return _before_tables(document, {0, 1, 2}, rng, AHEAD)


def prose_behind_tables(document: Document, rng: Random) -> Document:
    """A note behind each table."""

    def followed(block: Heading | Para | Grid, _: int) -> tuple[Heading | Para | Grid, ...]:
        return (block, Para(rng.choice(BEHIND))) if isinstance(block, Grid) else (block,)

    return _blocks(document, followed)


def captions(document: Document, rng: Random) -> Document:
    """A caption over each table."""
    return _before_tables(document, {0, 1, 2}, rng, CAPTIONS)


def heading_four_misprinted(document: Document, rng: Random) -> Document:
    """The heading of table 四 with 与, or a wrong character."""
    return _reworded(document, 2, rng, HEADING_FOUR)


def headings_reworded(document: Document, rng: Random) -> Document:
    """The headings of the three tables in words of the agency's own."""
    worded = _reworded(_reworded(document, 0, rng, HEADING_TWO), 1, rng, HEADING_THREE)
    return _reworded(worded, 2, rng, HEADING_FOUR)


def heading_of_a_table_missing(document: Document, rng: Random) -> Document:
    """One table stands without its heading."""
    at = _heading_of(document, rng.randrange(3))
    return replace(document, blocks=(*document.blocks[:at], *document.blocks[at + 1 :]))


def headings_of_its_own(document: Document, rng: Random) -> Document:
    """Other titles throughout: the tables alone tell what they are."""
    titles = iter(OWN_HEADINGS)

    def named(block: Heading | Para | Grid, _: int) -> tuple[Heading | Para | Grid, ...]:
        if isinstance(block, Heading) and block.level == 1:
            return (replace(block, text=next(titles)),)
        return (block,)

    return _blocks(document, named)


def other_balance_note(document: Document, rng: Random) -> Document:
    """钩稽 for 勾稽 in the corner of table 三."""
    return _cells(document, lambda cell: cell._replace(text=cell.text.replace("勾稽", "钩稽")))


def blanks_in_heads(document: Document, rng: Random) -> Document:
    """Blanks inside the heads of table 四."""

    def spread(grid: Grid) -> Grid:
        if not any(CASES in cell.text for cell in grid.rows[0].cells):
            return grid
        return _map(grid, lambda cell: cell._replace(text=" ".join(cell.text)) if cell.kind == "head" else cell)

    return _grids(document, spread)


def rows_changed_places(document: Document, rng: Random) -> Document:
    """Two neighbouring rows of table 三 that open no group, exchanged."""

    def swapped(grid: Grid) -> Grid:
        plain = [
            at
            for at, (row, following) in enumerate(zip(grid.rows, grid.rows[1:], strict=False))
            if row.code and following.code and _are_alike(row.cells, following.cells)
        ]
        if not plain or REQUESTS not in "".join(cell.text for cell in grid.rows[0].cells):
            return grid
        at = rng.choice(plain)
        rows = list(grid.rows)
        rows[at : at + 2] = rows[at + 1], rows[at]
        return replace(grid, rows=tuple(rows))

    return _grids(document, swapped)


TROUBLES: Mapping[str, Trouble] = {
    trouble.__name__: trouble
    for trouble in (
        bar_in_prose,
        prose_before_a_table,
        prose_before_all_tables,
        prose_behind_tables,
        captions,
        heading_four_misprinted,
        headings_reworded,
        heading_of_a_table_missing,
        headings_of_its_own,
        other_balance_note,
        blanks_in_heads,
        rows_changed_places,
    )
}
"""By name."""


def troubled(document: Document, names: Sequence[str], rng: Random) -> Document:
    """The document with all these troubles."""
    for name in names:
        document = TROUBLES[name](document, rng)
    return document


def _are_alike(cells: Sequence[Cell], others: Sequence[Cell]) -> bool:
    """Whether two rows open no group and have cells of the same widths, so that they belong to one group."""
    plain = all(cell.rowspan == 1 and cell.kind != "group" for cell in (*cells, *others))
    return plain and [cell.colspan for cell in cells] == [cell.colspan for cell in others]


def _blocks(
    document: Document, change: Callable[[Heading | Para | Grid, int], tuple[Heading | Para | Grid, ...]]
) -> Document:
    changed = (new for at, block in enumerate(document.blocks) for new in change(block, at))
    return replace(document, blocks=tuple(changed))


def _grids(document: Document, change: Callable[[Grid], Grid]) -> Document:
    return _blocks(document, lambda block, _: (change(block) if isinstance(block, Grid) else block,))


def _map(grid: Grid, change: Callable[[Cell], Cell]) -> Grid:
    return replace(grid, rows=tuple(row._replace(cells=tuple(map(change, row.cells))) for row in grid.rows))


def _cells(document: Document, change: Callable[[Cell], Cell]) -> Document:
    return _grids(document, lambda grid: _map(grid, change))


def _before_tables(document: Document, which: set[int], rng: Random, texts: Sequence[str]) -> Document:
    chosen = [grid for number, grid in enumerate(document.grids) if number in which]

    def preceded(block: Heading | Para | Grid, _: int) -> tuple[Heading | Para | Grid, ...]:
        return (Para(rng.choice(texts)), block) if any(block is grid for grid in chosen) else (block,)

    return _blocks(document, preceded)


def _reworded(document: Document, number: int, rng: Random, texts: Sequence[str]) -> Document:
    at = _heading_of(document, number)
    heading = document.blocks[at]
    assert isinstance(heading, Heading)
    return _at(document, at, replace(heading, text=rng.choice(texts)))


def _heading_of(document: Document, number: int) -> int:
    """The place of the heading above a table."""
    table = next(at for at, block in enumerate(document.blocks) if block is document.grids[number])
    return max(at for at, block in enumerate(document.blocks[:table]) if isinstance(block, Heading))


def _first_heading(document: Document) -> int:
    return next(at for at, block in enumerate(document.blocks) if isinstance(block, Heading))


def _after(document: Document, at: int, block: Para) -> Document:
    return replace(document, blocks=(*document.blocks[: at + 1], block, *document.blocks[at + 1 :]))


def _at(document: Document, at: int, block: Heading) -> Document:
    return replace(document, blocks=(*document.blocks[:at], block, *document.blocks[at + 1 :]))
