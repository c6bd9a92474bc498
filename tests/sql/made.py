"""Warehouses made of reports by hand: figures by form and code, without documents."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from xxgk.flows.reading.job import JobResult
from xxgk.flows.reading.rows import pack
from xxgk.flows.warehouse.warehouse import Warehouse
from xxgk.schema.agencies import Entry
from xxgk.schema.report import BLANK, LOADED, NUMBER, Agency, Figure, Report, Section, TextFigure

UNITS = {"amount_wan_yuan": "万元"}


def report(
    agency: str,
    year: int,
    figures: Mapping[str, float | None],
    text: str = "",
    published_on: str | None = None,
    name: str = "",
) -> Report:
    """A loaded report of the agency `agency` (its id, and its name where none is given); a figure None is a blank
    cell."""
    sha256 = hashlib.sha256(repr((agency, year, sorted(figures.items()), text, published_on)).encode()).hexdigest()
    form = "form_2021" if year >= 2021 else "form_2019"
    tables = dict.fromkeys(("t2", "t3", "t4"), form) | {"stat_2014": "form_2014", "stat_2009_fujian": "form_2008"}
    return Report(
        f"{agency}-{year}.html",
        sha256,
        "text/html",
        "html",
        ("html_table",),
        LOADED,
        agency=Agency(name or agency, agency, True),
        year=year,
        published_on=published_on,
        forms=tables,
        figures=tuple(_figure(place, code, value) for place, (code, value) in enumerate(figures.items(), 1)),
        sections=(Section("overview", "一、总体情况", text),) if text else (),
    )


def told(made: Report, code: str, value: float) -> Report:
    """The report with one more figure told in prose."""
    figure = TextFigure(code, value, "件", False, NUMBER, str(value), f"共{value}件。", "overview", 1)
    return replace(made, text_figures=(*made.text_figures, figure))


def _figure(place: int, code: str, value: float | None) -> Figure:
    unit = UNITS.get(code.rpartition(".")[2], "件")
    if value is None:
        return Figure(code, None, unit, BLANK, "", f"html:td[{place}]")
    return Figure(code, value, unit, NUMBER, str(value), f"html:td[{place}]")


def load(path: Path, *batches: Iterable[Report], registry: Iterable[Entry] = ()) -> Path:
    """Load the reports, one batch after the other in runs of their own."""
    for batch in batches:
        with Warehouse(path) as warehouse:
            warehouse.refresh(registry)
            run = warehouse.begin_run(0, 0)
            warehouse.load(pack([JobResult(made) for made in batch]), run, [])
            warehouse.end_run(run)
    return path


def ask(path: Path, sql: str) -> list[tuple]:
    with Warehouse(path, read_only=True) as warehouse:
        return list(warehouse.query(sql).rows)


def entry(name: str, region: str, level: str, kind: str) -> Entry:
    """An agency of the registry, its name for its id."""
    return Entry(name, name, (), region, level, kind, "", "")
