"""What is read of a document, in a shape that a person can hold against its print: one line for each printed row."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from xxgk.schema.report import NUMBER, Figure, Indicator, Report


def told(report: Report) -> dict[str, Any]:
    """The JSON of a case. Of a cell that holds a plain number the number; of any other its value, state and print."""
    rows: dict[str, dict[str, Any]] = {}
    for figure in report.figures:
        row, _, column = figure.code.rpartition(".")
        rows.setdefault(row, {})[column] = _cell(figure)
    lines: dict[str, dict[str, Any]] = {}
    for one in report.indicators:
        lines.setdefault(one.label, {})[one.column] = _cell(one)
    return {
        "outcome": report.outcome,
        "reason": report.reason,
        "agency": report.agency.printed or report.agency.name,
        "year": report.year,
        "published_on": report.published_on,
        "reader": report.reader,
        "layouts": list(report.layouts),
        "forms": dict(report.forms),
        "figures": rows,
        "indicators": lines,
        "sections": {f"{section.code} {section.title}".strip(): section.text for section in report.sections},
        "findings": sorted(f"{one.severity} {one.rule} {one.where}".strip() for one in report.findings),
    }


def _cell(figure: Figure | Indicator) -> Any:
    if figure.state == NUMBER and figure.value is not None and figure.raw.strip() == f"{figure.value:g}":
        return figure.value
    return [figure.value, figure.state, figure.raw]


def written(case: Mapping[str, Any]) -> str:
    """The text of the JSON: an entry of a mapping or list stands on a line of its own, and nothing below is broken."""
    parts = []
    for key, value in case.items():
        if isinstance(value, dict) and value:
            inner = ",\n".join(f"    {_line(name)}: {_line(one)}" for name, one in value.items())
            parts.append(f"  {_line(key)}: {{\n{inner}\n  }}")
        elif isinstance(value, list) and value:
            inner = ",\n".join(f"    {_line(one)}" for one in value)
            parts.append(f"  {_line(key)}: [\n{inner}\n  ]")
        else:
            parts.append(f"  {_line(key)}: {_line(value)}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
