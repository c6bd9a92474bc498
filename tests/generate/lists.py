"""Reports of the years before the fixed tables: free text under numbered titles, and an indicator list annexed to it.

The lists are those of `tests.generate.list_forms`; what is drawn is which rows a place prints, what it adds of its own,
how the columns are headed, and the figures.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from tests.generate.document import Cell, Document, Grid, Heading, Para, Row
from tests.generate.form import NUMBERING
from tests.generate.list_forms import LISTS, ListForm, ListRow
from tests.generate.truth import AGENCIES, CITY, Value

LOCAL_ROWS = ("机构领导信息公开数", "财政预决算信息公开数", "镇村便民点办理数", "招标采购信息公开数")
TITLES = (
    ("overview", ("概述", "年度政府信息公开工作概述", "基本情况")),
    ("active_disclosure", ("主动公开政府信息情况", "政府信息主动公开情况")),
    ("requests", ("依申请公开政府信息情况", "政府信息依申请公开办理情况")),
    ("fees", ("政府信息公开的收费及减免情况", "收费和减免情况")),
    ("review_litigation", ("因政府信息公开申请行政复议、提起行政诉讼的情况",)),
    ("problems", ("存在的主要问题和改进措施", "存在的主要问题及改进措施")),
    ("other_matters", ("其他需要报告的事项",)),
)
TEXTS = (
    "这一年里，各股室按月把新产生的材料交给办公室，由专人整理上网。",
    "服务大厅的查阅架换了位置，来办事的人一进门就能看到。",
    "年内没有出现逾期的情形，群众打来的电话都有记录。",
    "办公室同乡镇一道清理了旧栏目，删去重复的内容。",
)


_ASIDE = re.compile(
    r"[（(](?:\d+|[一二三四五六七八九十]+|条|件|次|篇|个|人|人次|元|万元)[）)]|[一二三四五六七八九十]+、|\d+[.、．]|其中|[^\w]"
)


@dataclass(frozen=True)
class ListOptions:
    """How a list is printed: probabilities between 0 and 1, all 0 by default.

    Per row: `left_out`, `own` (a row of the place's own behind it), `blank`, `na`. Per list: `no_numbers`,
    `unit_in_label` (and no column of units), `remarks` (an empty column behind), `ordinals` (a column of numbers
    before)."""

    left_out: float = 0
    own: float = 0
    blank: float = 0
    na: float = 0
    no_numbers: float = 0
    unit_in_label: float = 0
    remarks: float = 0
    ordinals: float = 0


@dataclass(frozen=True)
class ListTruth:
    """What a report says: figures by code, rows of its own by (label, head), all figures of a `wording`, sections by
    code, and how it is printed."""

    agency: str
    year: int
    list_id: str
    expectations: Mapping[str, tuple[Value, str]]
    own: Mapping[tuple[str, str], int]
    printed: Mapping[str, tuple[Value, ...]]
    sections: Mapping[str, tuple[str, str]]
    document: Document


def random_list(
    rng: Random,
    list_id: str,
    options: ListOptions = ListOptions(),
    *,
    agency: str = "",
    year: int = 0,
    figures: Mapping[str, int] | None = None,
) -> ListTruth:
    """A report with the list of that id; `agency` and `year` are drawn where not given. `figures` are those of this
    year by row, none elsewhere; a cumulative count is three times as much, so that sums hold there, too."""
    form = LISTS[list_id]
    year = year or rng.randint(*form.years)
    agency = agency or CITY + rng.choice(AGENCIES)
    heads = {code: rng.choice(printed).format(year=year) for code, printed in form.heads.items()}
    grid, expectations, own = _grid(rng, form, heads, options, figures)
    printed: dict[str, tuple[Value, ...]] = {}
    for row in form.rows:
        told = tuple(expectations[code][0] for code in _codes(form, row) if code in expectations)
        printed[wording(row.label)] = (*printed.get(wording(row.label), ()), *told)
    sections = {code: (rng.choice(titles), rng.choice(TEXTS)) for code, titles in TITLES}
    blocks: list[Heading | Para | Grid] = [
        Para(f"本报告由{agency}编写，所列数据的统计期限为{year}年1月1日至12月31日。")
    ]
    for number, (title, text) in zip("一二三四五六七", sections.values(), strict=True):
        blocks += [Heading(1, f"{number}、", title), Para(text)]
    blocks += [Para(agency), Para(f"{year + 1}年3月2日"), Para(f"附件：{year}年{form.title}"), grid]
    title = f"{agency}{year}年政府信息公开工作年度报告"
    document = Document((title,), agency, year, f"{year + 1}-03-02", tuple(blocks))
    return ListTruth(agency, year, list_id, expectations, own, printed, sections, document)


def _grid(
    rng: Random, form: ListForm, heads: Mapping[str, str], options: ListOptions, figures: Mapping[str, int] | None
) -> tuple[Grid, dict[str, tuple[Value, str]], dict[tuple[str, str], int]]:
    def drawn(name: str) -> bool:
        return rng.random() < getattr(options, name)

    unit_in_label, numbered, remarks, ordinals = (
        drawn(name) for name in ("unit_in_label", "no_numbers", "remarks", "ordinals")
    )
    expectations: dict[str, tuple[Value, str]] = {}
    own: dict[tuple[str, str], int] = {}
    first = [Cell("序号", "head")] if ordinals else []
    last = [Cell("备注", "head")] if remarks else []
    unit_head = [] if unit_in_label else [Cell("单位", "head")]
    rows = [Row("", (*first, Cell("统计指标", "head"), *unit_head, *(Cell(h, "head") for h in heads.values()), *last))]

    def add(label: str, unit: str, values: list[Cell], code: str = "") -> None:
        printed = f"{label}（{unit}）" if unit_in_label and unit != "——" else label
        cells = [Cell(str(len(rows)), "label")] if ordinals else []
        cells.append(_label(printed, numbered=not numbered))
        cells += [] if unit_in_label else [Cell(unit, "label")]
        rows.append(Row(code, (*cells, *values, *([Cell("", "label")] if remarks else []))))

    for row in form.rows:
        if not row.code:
            add(row.label, row.unit, [Cell("——", "label") for _ in heads])
            continue
        if drawn("left_out") and not row.has_parts:
            continue
        values = []
        for column, code in zip(heads, _codes(form, row), strict=True):
            text, told = _value(rng, row.unit, blank=drawn("blank"), na=drawn("na"))
            if figures is not None:
                told = (figures.get(row.code, 0) * (3 if column == "cumulative" else 1), "number")
                text = str(told[0])
            expectations[code] = told
            values.append(Cell(text, "value", code=code))
        add(row.label, row.unit, values, f"{form.id}.{row.code}")
        if drawn("own") and len(own) < len(LOCAL_ROWS) * len(heads):
            label = LOCAL_ROWS[len(own) // len(heads)]
            figures = {head: rng.randrange(500) for head in heads.values()}
            own |= {(label, head): figure for head, figure in figures.items()}
            add(label, "条", [Cell(str(figure), "value") for figure in figures.values()])
    width = len(rows[0].cells)
    return Grid(width, tuple(rows)), expectations, own


def _codes(form: ListForm, row: ListRow) -> tuple[str, ...]:
    """The figure codes of a row; none of a heading."""
    return tuple(f"{form.id}.{row.code}.{column}" for column in form.heads) if row.code else ()


def wording(printed: str) -> str:
    """A label without its number, 其中, unit and signs: what is left when a place prints it in its own way.

    >>> wording("其中：1. 政府网站（条）") == wording("（一）政府网站")
    True
    """
    return _ASIDE.sub("", printed)


def _label(text: str, *, numbered: bool) -> Cell:
    found = NUMBERING.match(text)
    if not found:
        return Cell(text, "label")
    return Cell(text[found.end() :], "label", number=found[0] if numbered else "")


def _value(rng: Random, unit: str, *, blank: bool, na: bool) -> tuple[str, tuple[Value, str]]:
    """The print of a figure, and what must be read."""
    if blank:
        return "", (None, "blank")
    if na:
        return "—", (None, "na")
    if unit in ("元", "万元") and rng.random() < 0.5:
        value: Value = round(rng.random() * 100, 2)
        return f"{value}", (value, "number")
    value = rng.choice((0, 0, rng.randrange(10), rng.randrange(2000)))
    return str(value), (value, "number")
