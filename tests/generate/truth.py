"""What a random report says: valid figures, the strings that print them, and the narrative.

The equations of the form hold among the values. A cell that prints no number (blank, or a mark such as ``/``) counts as
nothing in them, so every total stays what its printed addends give.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

from tests.generate.form import CASES, FORM_2021, REQUESTS, Form
from tests.generate.prose import narrative

Value = int | float | None
FULL_WIDTH = str.maketrans("0123456789.", "０１２３４５６７８９．")
BLANKS = ("", "", "", "\u3000", "\u00a0")
NA_MARKS = ("/", "-", "—", "无")
AGENCIES = (
    "青禾区司法局", "青禾区公安局", "白鹭县自然资源局", "白鹭县人力资源和社会保障局", "松果市交通运输局",
    "松果市市场监督管理局", "梧桐湾区教育局", "梧桐湾区卫生健康局", "石榴镇人民政府", "杏花坞街道办事处",
)  # fmt: skip
CITY = "示例市"


@dataclass(frozen=True)
class Options:
    """How figures are drawn and printed: probabilities between 0 and 1, all 0 by default.

    `blank` and `na` are per cell, `blank_row` per row; `blank_organisations`, `blank_totals` are per report (all five
    organisation columns, the whole 总计 column). `unit`, `note`, `full_width`, `thousands` are per printed number.
    `scale` is ``mixed`` (0 to seven digits), ``modest`` (a busy county office, up to three digits), ``single`` (every
    figure and every total has one digit) or ``none`` (every figure is zero).
    """

    blank: float = 0
    blank_row: float = 0
    blank_organisations: float = 0
    blank_totals: float = 0
    na: float = 0
    unit: float = 0
    note: float = 0
    full_width: float = 0
    thousands: float = 0
    scale: str = "mixed"


PLAIN, NOTHING = Options(), "none"


@dataclass(frozen=True)
class Truth:
    """One report. `cells` maps figure code to printed string, `expectations` to (value, state); `sections` maps section
    code to its paragraphs."""

    agency: str
    year: int
    published: str
    cells: Mapping[str, str]
    expectations: Mapping[str, tuple[Value, str]]
    sections: Mapping[str, tuple[str, ...]]
    form: Form = field(default=FORM_2021, repr=False)

    @property
    def title(self) -> str:
        """The title on one line."""
        return f"{self.agency}{self.year}年政府信息公开工作年度报告"

    def expected(self, code: str) -> tuple[Value, str]:
        """The value (None where none is printed) and the state of one figure."""
        return self.expectations[code]


def random_truth(
    rng: Random,
    options: Options = PLAIN,
    *,
    form: Form = FORM_2021,
    agency: str = "",
    year: int = 0,
    opening: Mapping[str, int] | None = None,
) -> Truth:
    """A valid report; `agency` and `year` are drawn where not given; `opening` is the 上年结转 of each
    applicant column."""
    agency = agency or CITY + rng.choice(AGENCIES)
    year = year or rng.randint(*form.years)
    voids = _voids(rng, options, form)
    values = _figures(rng, options, form, set(voids), opening or {})
    cells, expectations = {}, {}
    for code in form.codes:
        if code in voids:
            cells[code] = voids[code]
            expectations[code] = (None, "na" if voids[code].strip() else "blank")
        else:
            cells[code], state = _printed(rng, options, values[code], form.money.get(code, "件"))
            if code in form.signed and values[code] > 0 and rng.random() < 0.5:
                cells[code] = "+" + cells[code]
            expectations[code] = (values[code], state)
    sections = narrative(rng, agency, year, {code: value for code, (value, _) in expectations.items()})
    published = f"{year + 1}-{rng.randint(1, 3):02d}-{rng.randint(1, 28):02d}"
    return Truth(agency, year, published, cells, expectations, sections, form)


def _voids(rng: Random, options: Options, form: Form) -> dict[str, str]:
    """The cells that print no number, with what they print instead."""
    organisations = form.applicants[1:] if rng.random() < options.blank_organisations else ()
    columns = {*organisations, *(("total",) if rng.random() < options.blank_totals else ())}
    rows = sorted({code.rpartition(".")[0] for code in form.codes})
    empty = {row for row in rows if rng.random() < options.blank_row}
    voids = {}
    for code in form.codes:
        row, _, column = code.rpartition(".")
        in_column = row.startswith(REQUESTS) and column in columns
        if row in empty or in_column or rng.random() < options.blank:
            voids[code] = rng.choice(BLANKS)
        elif rng.random() < options.na:
            voids[code] = rng.choice(NA_MARKS)
    return voids


def _magnitude(rng: Random, busy: float) -> int:
    """Mostly nothing, now and then up to seven digits."""
    if rng.random() > busy:
        return 0
    digits = rng.choices((1, 2, 3, 4, 5, 6, 7), (60, 20, 8, 4, 3, 3, 2))[0]
    return rng.randrange(10 ** (digits - 1), 10**digits)


def _figures(
    rng: Random, options: Options, form: Form, void: set[str], opening: Mapping[str, int]
) -> dict[str, int | float]:
    """A value for every code, the equations holding; the cells of `void` are 0 in every sum."""
    single, modest = options.scale == "single", options.scale == "modest"
    busy = rng.choice((0.0, 0.1, 0.4, 0.8))

    def draw(code: str) -> int:
        if code in void or options.scale == NOTHING:
            return 0
        if single or modest:
            busier = modest and ("natural" in code or "review" in code)
            return int(rng.random() < (0.4 if busier else 0.02)) * (rng.randint(1, 12) if modest else 1)
        return _magnitude(rng, busy)

    values: dict[str, int | float] = {}
    for block in form.blocks:
        for code in form.codes:
            if code.startswith(block.code + "."):
                values[code] = _published(rng, code, options.scale)
                if code in form.money and not single and options.scale != NOTHING:
                    values[code] = _fee(rng)
                if code in form.signed and not single and rng.random() < 0.3:
                    values[code] = -min(values[code], values[code.replace("items_change", "items_prev_year")])
    for column in form.applicants:
        values |= _request_column(rng, form, column, void, draw, opening=opening.get(column))
    for row in form.request_rows:
        row_code = f"{REQUESTS}.{row.code}"
        values[f"{row_code}.total"] = sum(_seen(values, f"{row_code}.{column}", void) for column in form.applicants)
    for prefix, _ in form.case_groups:
        *parts, total = [f"{CASES}.cases.{prefix}_{column.code}" for column in form.case_columns]
        values |= {part: draw(part) for part in parts}
        values[total] = sum(values[part] for part in parts)
    return values


def _published(rng: Random, code: str, scale: str) -> int:
    """A count of table 二."""
    if scale == NOTHING:
        return 0
    if scale == "modest":
        return 0 if "regulations" in code else rng.randint(0, 12 if "documents" in code else 700)
    return rng.randint(0, 9) if scale == "single" else _magnitude(rng, 0.6)


def _request_column(
    rng: Random, form: Form, column: str, void: set[str], draw: Callable[[str], int], *, opening: int | None
) -> dict[str, int]:
    """One applicant column of table 三 in which 一 + 二 = （七） + 四 and （七） is the sum of its leaves."""

    def code(row: str) -> str:
        return f"{REQUESTS}.{row}.{column}"

    received, carried, closed, left = (
        code(row) for row in ("new_received", "carried_over_in", "closed_total", "carried_over_out")
    )
    silent = received in void and carried in void
    values = {code(row): 0 if silent else draw(code(row)) for row in form.leaf_rows}
    values[closed] = sum(values.values())
    values[left] = 0 if silent else draw(left)
    if opening is not None:
        values[left] = max(values[left], opening - values[closed])
    due = values[closed] + values[left]
    values[carried] = 0 if carried in void else due if received in void else rng.choice((0, 0, rng.randint(0, due)))
    if opening is not None:
        values[carried] = opening
    values[received] = due - values[carried]
    return values


def _seen(values: Mapping[str, int | float], code: str, void: set[str]) -> int | float:
    return 0 if code in void else values[code]


def _fee(rng: Random) -> int | float:
    """An amount in 万元, with up to four decimals; in eleven characters, as a sheet shows no more of a number without a
    format."""
    whole = _magnitude(rng, 0.6)
    if rng.random() >= 0.6:
        return whole
    places = min(4, 10 - len(str(whole)))
    return round(float(Decimal(whole) + Decimal(rng.randrange(10_000)) / 10_000), places)


def _printed(rng: Random, options: Options, value: int | float, unit: str) -> tuple[str, str]:
    """How a value is printed, and the state in which it must be read."""
    amount = Decimal(repr(value))
    plain = rng.random() >= options.thousands
    text = format(amount, "f") if plain else format(amount, ",f")
    if rng.random() < options.full_width:
        text = text.translate(FULL_WIDTH)
    if rng.random() < options.unit:
        if not unit:
            return text + rng.choice(("元", "万元")), "annotated"
        if unit == "万元" and rng.random() < 0.3 and amount * 10_000 == int(amount * 10_000):
            return f"{int(amount * 10_000)}元", "annotated"
        return text + unit, "annotated"
    if rng.random() < options.note:
        return f"{text}（其中{rng.choice(('修订', '新增', '线上办理'))}{rng.randint(0, 30)}件）", "annotated"
    return text, "number"
