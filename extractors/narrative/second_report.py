"""Where a second report begins in a document, last year's below this year's or another agency's: of its text nothing is
the first's.

It is known by its title, behind which sections open again or, behind all of the first, text stands; or since sections
open again under which text stands as it did before, as under a list of contents it does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from xxgk.extractors.identity.report_titles import ReportTitle, report_title_at
from xxgk.extractors.labels.headings import number_of
from xxgk.extractors.narrative.opening import Opening
from xxgk.schema.document import Block, Paragraph, Table

FEWEST_TOLD, FEWEST_FILLED = 2, 3
"""Sections with text by which a report is known, and with text or a table where no title stands before the next."""
SHORTEST_TOLD = 15
"""Characters of a sentence that is no remark of a page."""


def second_report(blocks: Sequence[Block], openings: Sequence[Opening], *, by_title: bool = False) -> int:
    """The number of the block at which a second report begins, that of all blocks where none does; `openings` are the
    titles of sections, without a list of contents; `by_title`: those of free text, which may open again in one."""
    runs = list(_runs(openings))
    for before, after in pairwise(runs):
        told, start = _told(blocks, before, after[0].block), after[0].block
        if told >= FEWEST_TOLD:
            if title := next((n for n in range(before[-1].block + 1, start) if report_title_at(blocks, n)), 0):
                return title
            if not by_title and _is_report(blocks, before, start) and _is_report(blocks, after, len(blocks)):
                return start
    return _behind_all(blocks, runs[-1]) if runs else len(blocks)


def _runs(openings: Sequence[Opening]) -> Iterator[list[Opening]]:
    """The openings in runs, of which each begins where a section opens again, and does not go on counting."""
    run: list[Opening] = []
    for opening in openings:
        value = number_of(opening.title).value
        is_again = any(opening.code == other.code for other in run)
        if is_again and not value > number_of(run[-1].title).value > 0:
            yield run
            run = []
        run.append(opening)
    if run:
        yield run


def _is_report(blocks: Sequence[Block], run: Sequence[Opening], end: int) -> bool:
    """Whether enough sections of a run have text, and enough have text or a table."""
    return _told(blocks, run, end) >= FEWEST_TOLD and _told(blocks, run, end, or_table=True) >= FEWEST_FILLED


def _told(blocks: Sequence[Block], run: Sequence[Opening], end: int, *, or_table: bool = False) -> int:
    """How many sections of a run have text."""
    edges = [*(opening.block for opening in run), end]
    bodies = (blocks[opening.block + opening.lines : stop] for opening, stop in zip(run, edges[1:], strict=True))
    return sum(
        bool(opening.rest) or any(map(_is_told, body)) or (or_table and any(isinstance(one, Table) for one in body))
        for opening, body in zip(run, bodies, strict=True)
    )


def _is_told(block: Block) -> bool:
    return isinstance(block, Paragraph) and len(block.text) >= SHORTEST_TOLD and "。" in block.text


def _behind_all(blocks: Sequence[Block], run: Sequence[Opening]) -> int:
    """Where behind all sections the title of another report stands, of other years or of another agency than that over
    them, and text behind it."""
    own = next(filter(None, (report_title_at(blocks, n) for n in range(run[0].block))), None)
    if own and _told(blocks, run, len(blocks)) >= FEWEST_TOLD:
        for number in range(run[-1].block + 1, len(blocks)):
            title = report_title_at(blocks, number)
            if title and _is_other(title, own) and any(map(_is_told, blocks[number + 1 :])):
                return number
    return len(blocks)


def _is_other(title: ReportTitle, own: ReportTitle) -> bool:
    if set(title.years).isdisjoint(own.years):
        return True
    return bool(title.name and own.name) and title.name not in own.name and own.name not in title.name
