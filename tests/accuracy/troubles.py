"""``python -m tests.accuracy.troubles [--documents N] [--seed N] [--to FILE]``: the troubles of crawled texts, one at a
time and several at once, in documents of every text layout and on pages with real tables. Of the cells that the print
alone determines it tells how many are exact, refused and wrong; it ends with 1 where one is wrong, or more are refused
than the bar allows.
"""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from collections import defaultdict
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import NamedTuple

from tests.accuracy.counted import EXACT, REFUSED, WRONG, Count, count
from tests.accuracy.determined import determined
from tests.accuracy.drawn import FORMS
from tests.accuracy.troubles_page import put_into, table
from tests.generate.copied import COPIED, TEARING, figures_run_together
from tests.generate.crawled import TROUBLES as CRAWLED
from tests.generate.document import Cell, Document, Grid, compose
from tests.generate.lists import ListTruth, random_list
from tests.generate.noise import QUIET
from tests.generate.render_text import text_spaced
from tests.generate.renderer import Renderer
from tests.generate.renderers import RENDERERS
from tests.generate.truth import Options, Truth, Value, random_truth
from xxgk.extractors.document import extract
from xxgk.schema.report import QUARANTINED, Report

LAYOUTS: Mapping[str, Renderer] = {
    **{name: one for name, one in RENDERERS.items() if one.reader == "text"},
    "text_spaced": Renderer(text_spaced, "text", "run_on", ".txt", lossy_blanks=True),
    "html": RENDERERS["html"],
}
IN_A_LINE = ("text_rows_spaces", "text_spaced", "text_run_on")
"""Layouts in which the figures of a row stand in a line."""
MOST_REFUSED = 0.01
"""The share of the cells that a print determines of which no reading is offered."""

SHARE_ONE, MOST_AT_ONCE = 0.6, 4
SEVERAL = "several at once"
CASES = "t4_review_litigation"
ANNEX = {
    "主动公开信息数": "主动公开文件数",
    "政府网站": "网站公开",
    "政府公报": "政府公报公开",
    "本年度对申请的答复总数": "对申请的答复总数",
}
"""How real annexes print rows of the list of 2009."""


class Made(NamedTuple):
    """A document, what must be read of it, and which of that its print determines."""

    document: Document
    expected: Mapping[str, tuple[Value, str]]
    known: frozenset[str]


Key = tuple[str, str]
Counts = Mapping[Key, Count]


# ------------------------------------------------------------------------------------------------ troubles of tables


def blanks_in_table_four(truth: Truth, rng: Random) -> Truth:
    """Zeros of table 四 are left blank, any number of them."""
    share = rng.choice((0.2, 0.5, 0.8, 1.0))
    zeros = [c for c, text in truth.cells.items() if c.startswith(CASES) and text == "0" and rng.random() < share]
    return replace(
        truth,
        cells={**truth.cells, **dict.fromkeys(zeros, "")},
        expectations={**truth.expectations, **dict.fromkeys(zeros, (None, "blank"))},
    )


def of_tables(chosen: list[str], renderer: Renderer, rng: Random) -> Made:
    """A report of 2019 or later with troubles."""
    single = figures_run_together.__name__ in chosen
    truth = random_truth(
        rng,
        Options(scale="single" if single else rng.choice(("mixed", "modest"))),
        form=FORMS[rng.choice(list(FORMS))],
    )
    if blanks_in_table_four.__name__ in chosen:
        truth = blanks_in_table_four(truth, rng)
    document = compose(truth, QUIET, rng)
    for trouble in (*CRAWLED, *COPIED, *TEARING):
        if trouble in chosen:
            document = {**CRAWLED, **COPIED, **TEARING}[trouble](document, rng)
    return Made(document, truth.expectations, determined(truth, renderer))


# --------------------------------------------------------------------------------------------------- troubles of lists


def list_heads_broken(rng: Random, renderer: Renderer) -> Made:
    """Blanks within the heads of a list (``指 标 名 称``, ``2018 年度``)."""
    listed = random_list(rng, "stat_2009_fujian")

    def broken(cell: Cell) -> Cell:
        if cell.kind != "head":
            return cell
        whole = rng.random() < 0.5
        middle = 4 if cell.text[:4].isdigit() else len(cell.text) // 2
        text = (
            " ".join(cell.text)
            if whole and not cell.text[:4].isdigit()
            else f"{cell.text[:middle]} {cell.text[middle:]}"
        )
        return cell._replace(text=text)

    return _of_list(listed, _mapped(listed.document, broken), renderer)


def rows_of_real_annexes(rng: Random, renderer: Renderer) -> Made:
    """Rows of the list in the words of real annexes, in one column."""
    listed = random_list(rng, "stat_2009_fujian")

    def near(cell: Cell) -> Cell:
        return cell._replace(text=ANNEX.get(cell.text, cell.text)) if cell.kind == "label" else cell

    document = _mapped(listed.document, near)
    if rng.random() < 0.5:
        return _of_list(listed, document, renderer)
    blocks = tuple(_one_column(block) if isinstance(block, Grid) else block for block in document.blocks)
    kept = {code: one for code, one in listed.expectations.items() if code.endswith(".year")}
    return _of_list(replace(listed, expectations=kept), replace(document, blocks=blocks), renderer)


def _one_column(grid: Grid) -> Grid:
    heads, *rows = (row._replace(cells=row.cells[:-1]) for row in grid.rows)
    heads = heads._replace(cells=(*heads.cells[:-1], heads.cells[-1]._replace(text="年末统计")))
    return Grid(grid.width - 1, (heads, *rows))


def free_report(rng: Random, renderer: Renderer) -> Made:
    """A report of the years before the lists: words under headings, and no table."""
    listed = random_list(rng, "stat_2008_shanghai")
    return Made(replace(listed.document, blocks=listed.document.blocks[:-2]), {}, frozenset())


def _mapped(document: Document, change: Callable[[Cell], Cell]) -> Document:
    def changed(grid: Grid) -> Grid:
        return replace(grid, rows=tuple(row._replace(cells=tuple(map(change, row.cells))) for row in grid.rows))

    return replace(document, blocks=tuple(changed(b) if isinstance(b, Grid) else b for b in document.blocks))


def _of_list(listed: ListTruth, document: Document, renderer: Renderer) -> Made:
    known = frozenset(() if renderer.fused else listed.expectations)
    return Made(document, listed.expectations, known)


LISTS: Mapping[str, Callable[[Random, Renderer], Made]] = {
    one.__name__: one for one in (list_heads_broken, rows_of_real_annexes, free_report)
}
TABLES = (*CRAWLED, *COPIED, *TEARING, blanks_in_table_four.__name__)
NAMES = (*TABLES, *LISTS)


# --------------------------------------------------------------------------------------------------------- measurement


def told(given: str) -> tuple[Key, Count]:
    """The count of one document, by trouble and layout; `given` is its seed."""
    name, layout, made, data = printed(given)
    report = extract(data, f"report{LAYOUTS[layout].suffix}")
    if name == free_report.__name__:
        return (name, layout), _of_free(report, given)
    return (name, layout), count(report, made.expected, made.known, given)


def printed(given: str) -> tuple[str, str, Made, bytes]:
    """Trouble, layout, truth and bytes of one document."""
    rng, number = Random(given), int(given.rpartition("/")[2])
    layout = list(LAYOUTS)[number % len(LAYOUTS)]
    renderer = LAYOUTS[layout]
    name = NAMES[number // len(LAYOUTS) % len(NAMES)] if rng.random() < SHARE_ONE else SEVERAL
    if name == figures_run_together.__name__ and layout not in IN_A_LINE:
        name = SEVERAL
    if name in LISTS:
        made = LISTS[name](rng, renderer)
    else:
        chosen = _several(rng) if name == SEVERAL else [name]
        if layout not in IN_A_LINE:  # where a cell has a place of its own, three digits in one are one figure
            chosen = [one for one in chosen if one != figures_run_together.__name__]
        made = of_tables(chosen, renderer, rng)
    return name, layout, made, renderer.write(made.document, QUIET, rng)


def _several(rng: Random) -> list[str]:
    """Some of the troubles of tables; of those that tear one, one at most."""
    chosen = rng.sample([name for name in TABLES if name not in TEARING], rng.randint(2, MOST_AT_ONCE))
    return [*chosen, rng.choice(list(TEARING))] if rng.random() < 0.5 else chosen


def _of_free(report: Report, given: str) -> Count:
    """A report without tables is one cell: that it is loaded, and gives no figure of a table."""
    fate = WRONG if report.figures else REFUSED if report.outcome == QUARANTINED else EXACT
    one = Count(1, wrong=[given] if fate == WRONG else [])
    one.cells[fate] = one.determined[fate] = 1
    return one


def measure(documents: int, seed: int) -> Counts:
    """Counts over so many documents; the same seed, the same documents."""
    counts: defaultdict[Key, Count] = defaultdict(Count)
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for key, one in pool.map(told, (f"{seed}/{number}" for number in range(documents)), chunksize=20):
            counts[key].add(one)
    return counts


def main() -> int:
    """Exit code."""
    parser = ArgumentParser(prog="python -m tests.accuracy.troubles", description=__doc__)
    parser.add_argument("--documents", type=int, default=1000, help="how many documents")
    parser.add_argument("--seed", type=int, default=1, help="the same seed, the same documents")
    parser.add_argument("--to", type=Path, help="the page whose section is written anew; printed where none is named")
    given = parser.parse_args()
    counts = measure(given.documents, given.seed)
    if given.to:
        put_into(given.to, counts, given.documents, given.seed)
    else:
        print("\n".join(table(counts, given.documents, given.seed)))
    every = Count()
    for one in counts.values():
        every.add(one)
    print(*(f"wrong: {one}" for one in every.wrong[:20]), sep="\n", file=sys.stderr)
    return int(bool(every.wrong) or every.share(REFUSED, determined=True) > MOST_REFUSED)


if __name__ == "__main__":
    sys.exit(main())
