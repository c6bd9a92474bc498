"""The data dictionary for people, from what the warehouse says of itself:
``python -m xxgk.flows.answers.dictionary FILE [FILE.zh]``.

Comments of tables, views, columns and macros stand in ``sql/``, labels and rules in ``schema/``; this page adds nothing
to them, so that it cannot say anything else. The Chinese page has of them what is told in Chinese."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from xxgk.flows.release.labels import ZH, label
from xxgk.flows.warehouse.warehouse import Warehouse

HEAD = """# Data dictionary

Written by `make generated` from the warehouse itself; a test fails where it is stale. Everything here can be asked for
in SQL: `duckdb_tables()`, `duckdb_views()`, `duckdb_columns()`, `duckdb_functions()`, and the tables
`figure_definition`, `text_figure_definition`, `rule_definition`, `crosswalk_concept`, `crosswalk_source`,
`crosswalk_seam`, `rate_definition`.
"""

_RELATIONS = """
SELECT name, about, list((column_name, data_type, comment) ORDER BY column_index) AS columns
FROM ({relations}) JOIN (SELECT table_name AS name, * FROM duckdb_columns() WHERE NOT internal) USING (name)
GROUP BY name, about ORDER BY name
"""
_TABLES = "SELECT table_name AS name, comment AS about FROM duckdb_tables() WHERE NOT temporary"
_VIEWS = "SELECT view_name AS name, comment AS about FROM duckdb_views() WHERE NOT internal AND NOT temporary"
_MACROS = "SELECT DISTINCT function_name, comment FROM duckdb_functions() WHERE NOT internal ORDER BY ALL"
_CAUTIONS = """
SELECT caution, list(DISTINCT code ORDER BY code) FROM figure_definition
WHERE caution <> '' GROUP BY caution ORDER BY min(form), min(position), caution
"""

_LISTS: Sequence[tuple[str, Sequence[str], str]] = (
    (
        "Figures told in prose",
        ("code", "label", "unit"),
        "SELECT code, label, unit FROM text_figure_definition ORDER BY position",
    ),
    (
        "Rules",
        ("form", "rule", "severity", "equation", "about"),
        "SELECT form, rule, severity, equation, about FROM rule_definition ORDER BY form DESC, rule",
    ),
    (
        "Concepts over the forms",
        ("concept", "label", "about", "form", "figures", "comparability", "note"),
        """SELECT c.concept, c.label, c.about, s.form, s.figures, s.comparability, s.note
        FROM crosswalk_concept c JOIN crosswalk_source s USING (concept) ORDER BY c.position, s.source""",
    ),
    (
        "Where lines stop",
        ("label", "concept", "before", "after", "why"),
        """SELECT label, concept, form_before, form_after, why
        FROM crosswalk_seam JOIN crosswalk_concept USING (concept)
        WHERE comparability = 'none' ORDER BY position, form_before""",
    ),
    (
        "Concepts that look alike",
        ("earlier", "later", "comparability", "why"),
        "SELECT earlier, later, comparability, why FROM crosswalk_join ORDER BY ALL",
    ),
    (
        "Rates",
        ("rate", "about", "numerator", "denominator", "smallest denominator"),
        "SELECT rate, about, numerator, denominator, smallest FROM rate_definition ORDER BY rate",
    ),
)


HEAD_ZH = """# 数据字典

本页由 `make generated` 从数据仓库自动生成，列出各视图、数据表、列和指标的中文名称；
完整说明见英文版 [data-dictionary.md](data-dictionary.md)。查询从 `FROM start_here` 开始。
数值均为机关公布的原数，空白不等于零；
`is_consistent` 为假表示该表的勾稽关系不成立。
"""

_LISTS_ZH: Sequence[tuple[str, Sequence[str], str]] = (
    (
        "文字中的数据",
        ("代码", "名称", "单位"),
        "SELECT code, label, unit FROM text_figure_definition ORDER BY position",
    ),
    (
        "跨格式可比指标",
        ("指标", "名称", "报告格式", "数据"),
        """SELECT c.concept, c.label, s.form, s.figures
        FROM crosswalk_concept c JOIN crosswalk_source s USING (concept) ORDER BY c.position, s.source""",
    ),
    (
        "比率",
        ("比率", "分子", "分母", "最小分母"),
        "SELECT rate, numerator, denominator, smallest FROM rate_definition ORDER BY rate",
    ),
)


def dictionary(warehouse: Warehouse) -> str:
    """The page, in Markdown."""
    parts = [HEAD]
    for title, relations in (("Views for people", _VIEWS), ("Tables", _TABLES)):
        parts += [f"## {title}\n", *_relations(warehouse.query(_RELATIONS.format(relations=relations)).rows)]
    parts += ["## Macros\n", *(f"- `{name}`: {about}" for name, about in warehouse.query(_MACROS).rows), ""]
    parts += ["## Figures by form\n", *_figures(warehouse)]
    parts += ["## Cautions\n", *_grid(("caution", "figures"), _cautions(warehouse.query(_CAUTIONS).rows))]
    for title, heads, query in _LISTS:
        parts += [f"## {title}\n", *_grid(heads, warehouse.query(query).rows)]
    return "\n".join(parts).rstrip() + "\n"


def _relations(rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    for name, about, columns in rows:
        yield f"### `{name}`\n\n{about}\n"
        yield from _grid(
            ("column", "type", "meaning"), ((column, kind.lower(), said) for column, kind, said in columns)
        )


def chinese_dictionary(warehouse: Warehouse) -> str:
    """The page of Chinese names, in Markdown."""
    parts = [HEAD_ZH]
    for title, relations in (("常用视图", _VIEWS), ("数据表", _TABLES)):
        parts.append(f"## {title}\n")
        for name, about, columns in warehouse.query(_RELATIONS.format(relations=relations)).rows:
            parts.append(f"### `{name}` {label(name, about, ZH)}\n")
            rows = ((column, label(column, said, ZH), kind.lower()) for column, kind, said in columns)
            parts += _grid(("列名", "含义", "类型"), rows)
    parts += ["## 各报告格式的数据\n", *_figures(warehouse, ("栏目代码", "栏目", "单位"), ("行代码", "行标题"))]
    for title, heads, query in _LISTS_ZH:
        parts += [f"## {title}\n", *_grid(heads, warehouse.query(query).rows)]
    return "\n".join(parts).rstrip() + "\n"


def _figures(
    warehouse: Warehouse,
    of_columns: Sequence[str] = ("column", "label", "unit"),
    of_rows: Sequence[str] = ("row", "label"),
) -> Iterator[str]:
    """The rows and columns of each table; a code is table, row and column, with points between."""
    order = "SELECT form, table_code, {} FROM figure_definition GROUP BY ALL ORDER BY form DESC, min(position)"
    columns = "table_label, column_code, column_head, column_label, unit"
    heads = warehouse.query(order.format(columns)).rows
    lines = warehouse.query(order.format("row_code, group_label, row_label")).rows
    for (form, table), group in groupby(heads, lambda row: row[:2]):
        found = list(group)
        yield f"### `{form}` `{table}` {found[0][2]}\n"
        yield from _grid(of_columns, ((c, f"{head} {label}".strip(), unit) for *_, c, head, label, unit in found))
        yield from _grid(
            of_rows,
            (
                (code, f"{above} > {label}" if above else label)
                for f, t, code, above, label in lines
                if (f, t) == (form, table)
            ),
        )


def _cautions(rows: Iterable[Sequence[Any]]) -> Iterator[tuple[str, str]]:
    for caution, codes in rows:
        yield (
            caution,
            ", ".join(f"`{code}`" for code in codes[:3]) + (f" and {len(codes) - 3} more" if codes[3:] else ""),
        )


def _grid(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    yield from (f"| {' | '.join(map(_cell, row))} |" for row in rows)
    yield ""


def _cell(value: object) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
    return text.replace("|", "\\|").replace("\n", " ")


def main(path: Path, chinese: Path | None = None) -> None:
    """Write the page, and that of Chinese names where one is named, from a warehouse without reports."""
    with tempfile.TemporaryDirectory() as folder, Warehouse(Path(folder) / "empty.duckdb") as warehouse:
        warehouse.refresh(())
        path.write_text(dictionary(warehouse), "utf-8")
        if chinese:
            chinese.write_text(chinese_dictionary(warehouse), "utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
