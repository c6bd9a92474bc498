"""Whether the heads over the columns stand in the form's order.

Values are placed by order, so a header that prints another order contradicts every row below it. Heads may be
misprinted or lost: only those that the form knows are compared, row by row. Where two of them stand side by side no
column may lie between, and where some are not known, those that are may not stand in the place of another. What stands
over several columns, or over none, is told by a misprint of it, too: that takes no column away.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from xxgk.extractors.labels.sheet_labels import HeadOrder, SheetLabels
from xxgk.schema.remembered import remembered
from xxgk.schema.text import normalise

Run = Sequence[tuple[int, str]]
LONGEST_RUN = 40


def disorder(run: Run, labels: SheetLabels) -> str:
    """Why the label cells of a printed row (cell number, text) contradict the form's order of heads; else empty."""
    printed = "".join(text for _, text in run)
    return _disorder(printed, tuple(run), labels) if len(run) <= LONGEST_RUN else _of_run(run, labels)


@remembered(entries=1024, longest=400, each=8 << 10)
def _disorder(_printed: str, run: Run, labels: SheetLabels) -> str:
    """`disorder`, remembered: most reports print the same heads. `_printed`: all their texts."""
    return _of_run(run, labels)


def _of_run(run: Run, labels: SheetLabels) -> str:
    keys = [(number, normalise(text)) for number, text in run]
    for order in labels.orders.values():
        known = [(number, order.places[key]) for number, key in keys if key in order.places]
        tops = [order.tops[key] for _, key in keys if key in order.tops]
        if tops != sorted(tops):
            return _message(text for _, text in run if normalise(text) in order.tops)
        if len(known) < 2:
            continue
        if not _in_groups([key for _, key in keys], order):
            return _message(text for number, text in run if normalise(text) in order.places)
        by_levels = any(labels.meant(key) in order.parents for _, key in keys) and _follows(known, order.levels)
        if not by_levels and not (_follows(known, order.columns) and _leaves_room(known, keys, order, labels)):
            return _message(text for number, text in run if normalise(text) in order.places)
    over = [labels.over.index(key) for _, key in keys if key in labels.over]
    if over != sorted(over):
        return _message(text for _, text in run if normalise(text) in labels.over)
    return ""


def _in_groups(keys: Sequence[str], order: HeadOrder) -> bool:
    """Whether the heads that each group of columns has (结果维持 … 总计) stand in its order, if all of them are there
    for every group that is printed."""
    repeated = [key for key in keys if len(order.places.get(key, ())) > 1]
    groups = order.groups
    if not groups or len(repeated) % len(groups):
        return True
    return all(order.places[key] == groups[at % len(groups)] for at, key in enumerate(repeated))


def _follows(known: Sequence[tuple[int, tuple[int, ...]]], order: Sequence[int]) -> bool:
    """Whether the heads stand in `order` (column numbers as they are printed), neighbours without a gap."""
    last, before = -1, -2
    for cell, columns in known:
        later = [place for place in map(order.index, columns) if place > last]
        if not later or (cell == before + 1 and last >= 0 and min(later) != last + 1):
            return False
        last, before = min(later), cell
    return True


def _leaves_room(
    known: Sequence[tuple[int, tuple[int, ...]]],
    keys: Sequence[tuple[int, str]],
    order: HeadOrder,
    labels: SheetLabels,
) -> bool:
    """Whether heads that are not known may be those of the columns that are left. Where a row has as many heads as the
    table has columns each stands in its own place, and between two that are known stand no more cells than columns, if
    it prints the heads of two levels in one (the cells of other tables may be filled up where they were spanned)."""
    if len(known) >= len(order.columns) or any(labels.meant(key) in order.parents for _, key in keys):
        return True
    gaps = ((right - left, max(after) - min(before)) for (left, before), (right, after) in pairwise(known))
    if order.parents and any(cells > columns > 0 for cells, columns in gaps):
        return False
    heads = [key for _, key in keys if key in order.places or labels.meant(key) in ("", *order.places)]
    return len(heads) != len(order.columns) or all(
        number in order.places.get(key, (number,)) for number, key in enumerate(heads)
    )


def _message(heads: Iterator[str]) -> str:
    return f"its column heads stand in another order than the form's: {' | '.join(heads)}"
