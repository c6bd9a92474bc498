"""Tables of the form written by hand, cell by cell, for tests of what a single odd row or head does."""

from xxgk.extractors.recognition.recognise import recognise
from xxgk.schema.document import Cell, Table
from xxgk.schema.forms import forms

FORM = next(form for form in forms() if form.id == "form_2021")
REQUESTS = FORM.tables["t3_requests"]
NAMES = [column.label for column in REQUESTS.columns]
T2_HEADS = ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"]
T3_HEADS = ["申请人情况", *NAMES]
T4_HEADS = [
    ["行政复议"] * 5 + ["行政诉讼"] * 10,
    ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"] + ["未经复议直接起诉"] * 5 + ["复议后起诉"] * 5,
    [""] * 5 + ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"] * 2,
]
FEE = "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"


def table(*rows, layout="html_table", number=1):
    """A table of plain rows of texts, one grid column a cell."""
    cells = [
        tuple(Cell(str(text), f"html:table[{number}]/tr[{r}]/td[{c}]", c - 1) for c, text in enumerate(row, 1))
        for r, row in enumerate(rows, 1)
    ]
    return Table(tuple(cells), f"html:table[{number}]", layout, max(map(len, rows)))


def requests(**rows):
    """Table 三 with the given rows (code to values, in the order given) and heads in the form's order."""
    labels = {row.code: row.label for row in REQUESTS.rows}
    return [T3_HEADS, *([labels[code], *values] for code, values in rows.items()), [FEE, *range(51, 58)]]


def read(*tables, year=None):
    """Figure code to raw text, and the findings as (rule, where); `year` is that of the report."""
    result = recognise(tables, forms(), year)
    return {figure.code: figure.raw for figure in result.figures}, [(f.rule, f.where) for f in result.findings]


def row_of(figures, code):
    """The seven texts of a row of table 三 that were read, or an empty list."""
    return [figures[f] for f in (f"t3_requests.{code}.{column.code}" for column in REQUESTS.columns) if f in figures]
