"""The fused rows of a table as one problem: the same as trying every print of it.

200 small tables by default; XXGK_TABLES sets another number (`make solver`: 10,000)."""

import os
from itertools import product
from random import Random

import pytest

from xxgk.extractors.recognition.fused import Effort, readings
from xxgk.extractors.recognition.joint import FusedTable, agreed

TABLES = int(os.environ.get("XXGK_TABLES", "200"))
SUM = (2, (0, 1))
CLOSED = {"closed": 1, "granted": -1, "denied": -1}
FRAME = {"new": 1, "in": 1, "closed": -1, "out": -1}
PLENTY = 10**7


def random_table(rng):
    """Numbers of which all equations hold, then up to two blanks or errors."""
    most = rng.choice((3, 12, 120))
    table = {row: [rng.choice((0, rng.randint(0, most))) for _ in range(2)] for row in ("granted", "denied", "out")}
    table["closed"] = [sum(both) for both in zip(table["granted"], table["denied"], strict=True)]
    due = [sum(both) for both in zip(table["closed"], table["out"], strict=True)]
    table["in"] = [rng.choice((0, rng.randint(0, all_))) for all_ in due]
    table["new"] = [all_ - before for all_, before in zip(due, table["in"], strict=True)]
    table = {row: [*cells, sum(cells)] for row, cells in table.items()}
    for _ in range(rng.choice((0, 0, 1, 1, 2))):
        table[rng.choice(sorted(table))][rng.randrange(3)] = rng.choice((None, 0, rng.randint(0, most)))
    return table


def printed(table, rng):
    """Some rows as runs of digits, the others as known cells; now and then a row is missing."""
    fused, known = {}, {}
    for row, cells in table.items():
        texts = [str(cell) for cell in cells if cell is not None]
        cut = rng.choice((0, 0, rng.randint(0, len(texts))))
        runs = [run for run in ("".join(texts[:cut]), "".join(texts[cut:])) if run]
        if rng.random() < 0.75 and runs:
            fused[row] = runs
        elif rng.random() < 0.9:
            known[row] = tuple(cells)
    return fused, known


def every_cut(runs):
    """All ways to cut the runs into three cells, any of them blank."""

    def cut(digits, cells):
        if not cells:
            return [] if digits else [()]
        found = [(None, *rest) for rest in cut(digits, cells - 1)]
        for end in range(1, (1 if digits[:1] == "0" else len(digits)) + 1):
            found += [(int(digits[:end]), *rest) for rest in cut(digits[end:], cells - 1)] if digits else []
        return found

    def ends(cells):
        texts = ["" if cell is None else str(cell) for cell in cells]
        return {len("".join(texts[: count + 1])) for count in range(3)}

    borders = {len("".join(runs[: count + 1])) for count in range(len(runs))}
    return [cells for cells in cut("".join(runs), 3) if borders <= ends(cells)]


def adds_up(cells):
    return cells[2] is None or cells[2] == (cells[0] or 0) + (cells[1] or 0)


def by_trying(fused, known, balances, odd, must_be_flawless=False):
    """What all prints with so much odd say alike, each of them tried; None if there is none."""
    rows = list(dict.fromkeys(row for balance in balances for row in balance if row in fused or row in known))
    every = {row: every_cut(fused[row]) if row in fused else [known[row]] for row in rows}
    plain = {row: [c for c in every[row] if adds_up(c) and (row in known or None not in c)] for row in rows}
    failing = [row for row in rows if not plain[row]]
    if len(failing) > (odd == "cell"):
        return None
    said, flawless = {row: set() for row in rows}, False
    for star in failing or rows:
        stars = plain[star] if odd == "carried" else [cells for cells in every[star] if fits(cells, star in known)]
        for cells in product(*(stars if row == star else plain[row] for row in rows)):
            table = dict(zip(rows, cells, strict=True))
            if any(holds(table, balances, star, excused) for excused in excuses(table[star], star in known, odd)):
                for row in rows:
                    said[row].add(table[row])
                flawless |= odd == "cell" and table[star] in plain[star] and holds(table, balances, star, ())
    if not any(said.values()) or (must_be_flawless and not flawless):
        return None
    alike = {row: cells.pop() for row, cells in said.items() if row in fused and len(cells) == 1}
    return {row: cells for row, cells in alike.items() if cells in plain[row] and (flawless or len(plain[row]) == 1)}


def fits(cells, is_known):
    """Whether a row may print these: at most one blank, and something not negative in its place adds up."""
    if is_known or None not in cells:
        return True
    return cells.count(None) == 1 and (cells[2] is None or cells[2] >= sum(cell or 0 for cell in cells[:2]))


def excuses(cells, is_known, odd):
    """The columns in which the balances of the odd row need not hold, in each of the ways in which it may be odd."""
    if odd == "carried":
        return [(0, 2), (1, 2)]
    if None in cells and not is_known:
        return [(cells.index(None),)]
    return [(0,), (1,), (2,)] if odd == "cell" else [()]


def holds(table, balances, star, excused):
    for balance in balances:
        signs = {sign for row, sign in balance.items() if row not in table}
        for number in range(3):
            if star in balance and number in excused:
                continue
            left = sum(sign * (table[row][number] or 0) for row, sign in balance.items() if row in table)
            if left and not any(left * sign < 0 for sign in signs):
                return False
    return True


def expected(fused, known):
    """By all balances that lack no row, else by each of them that holds; other rows by all balances, as bounds."""

    def lacking(balance):
        return {sign for row, sign in balance.items() if row not in fused and row not in known}

    def whole():
        for odd in ("cell", "carried"):
            if (found := by_trying(fused, known, complete, odd)) is not None:
                return found
        parts = [by_trying(fused, known, [balance], "cell", True) or {} for balance in complete]
        said = {row: {part[row] for part in parts if row in part} for row in fused}
        return {row: cells.pop() for row, cells in said.items() if len(cells) == 1}

    usable = [balance for balance in (CLOSED, FRAME) if len(lacking(balance)) < 2]
    complete = [balance for balance in usable if not lacking(balance)]
    rest = by_trying(fused, known, usable, "blank") if len(complete) < len(usable) else {}
    return {**(rest or {}), **whole()}


@pytest.mark.parametrize("seed", range(10))
def test_the_same_as_trying_every_print(seed):
    for number in range(TABLES // 10):
        rng = Random(f"{seed}:{number}")
        fused, known = printed(random_table(rng), rng)
        options = {row: list(readings(runs, 3, [SUM], Effort(PLENTY))) for row, runs in fused.items()}
        found = agreed(FusedTable(fused, known, 3, [SUM], [CLOSED, FRAME], options), Effort(PLENTY))
        assert found == expected(fused, known), (fused, known)
