"""Table 三 as run-on text leaves it: each row one run of digits, with errors of the agency's and blanks among them."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.generate.form import REQUESTS, Form
from tests.generate.truth import Options, random_truth

Table = dict[str, list[int | None]]


def troubled_table(rng: Random, form: Form, trouble: str) -> Table:
    """The cells of each row as they are printed (None: blank): of a valid report, then put in `trouble`."""
    truth = random_truth(rng, Options(scale=rng.choice(("mixed", "modest", "single"))), form=form)
    columns = [column.code for column in form.request_columns]
    table: Table = {
        row.code: [int(truth.expected(f"{REQUESTS}.{row.code}.{column}")[0] or 0) for column in columns]
        for row in form.request_rows
    }
    for happens in TROUBLES[trouble]:
        happens(table, rng)
    return table


def fused(table: Table) -> dict[str, list[str]]:
    """The digits of each row, run together."""
    digits = {row: "".join(str(cell) for cell in cells if cell is not None) for row, cells in table.items()}
    return {row: [run] for row, run in digits.items() if run}


def _busy(table: Table, rng: Random) -> list[int | None]:
    """A row with figures, if there is one."""
    return rng.choice([cells for cells in table.values() if any(cells)] or list(table.values()))


def _slip(table: Table, rng: Random) -> None:
    cells, column = rng.choice(list(table.values())), rng.randrange(7)
    cells[column] = max(0, (cells[column] or 0) + rng.choice((1, 1, 2, 5, 10, -1, -2)))


def _wrong_total(table: Table, rng: Random) -> None:
    cells = _busy(table, rng)
    cells[6] = rng.choice((0, (cells[6] or 0) + 1, (cells[6] or 0) * 10))


def _blank(table: Table, rng: Random) -> None:
    _busy(table, rng)[rng.randrange(7)] = None


def _blanks(table: Table, rng: Random) -> None:
    share = rng.choice((0.01, 0.05, 0.3))
    for row, cells in table.items():
        table[row] = [None if rng.random() < share else cell for cell in cells]


def _swap(table: Table, rng: Random) -> None:
    """Two neighbours change places."""
    cells, column = _busy(table, rng), rng.randrange(6)
    cells[column], cells[column + 1] = cells[column + 1], cells[column]


def _wrong_digits(table: Table, rng: Random) -> None:
    """A digit is lost, or stands twice."""
    cells, column = _busy(table, rng), rng.randrange(7)
    text = str(cells[column])
    at = rng.randrange(len(text))
    cells[column] = int(rng.choice((text[:at] + text[at + 1 :], text[:at] + text[at] + text[at:])) or 0)


def _lose_row(table: Table, rng: Random) -> None:
    del table[rng.choice(list(table))]


TROUBLES: dict[str, tuple[Callable[[Table, Random], None], ...]] = {
    "none": (),
    "slip": (_slip,),
    "wrong total": (_wrong_total,),
    "blank": (_blank,),
    "two slips": (_slip, _slip),
    "slip and blank": (_slip, _blank),
    "blanks": (_blanks,),
    "swapped": (_swap,),
    "wrong digits": (_wrong_digits,),
    "row missing": (_lose_row,),
    "row missing and slip": (_lose_row, _slip),
    "row missing and blank": (_lose_row, _blank),
}
