"""One report as a person would want to read it, and one figure with its whole provenance; both from the warehouse
alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import partial
from typing import Any

from xxgk.flows.crawl.kept.archive import Archive
from xxgk.flows.reading.apart import ask
from xxgk.flows.reading.extractor import located
from xxgk.flows.reading.files import File, examine
from xxgk.flows.screen import NOT_READ, Headline, ScreenBlock, ScreenTable
from xxgk.flows.warehouse.warehouse import Warehouse, WarehouseError
from xxgk.schema.agencies import name_key
from xxgk.schema.forms import Form, FormTable, Sheet, forms
from xxgk.schema.report import TRANSCRIBED
from xxgk.schema.sections import narrative

WIDE = 8
"""A table of one row and more columns than this is shown upright."""

CANDIDATES = 12
NOWHERE = "neither in the archive nor where it was found"


@dataclass(frozen=True, slots=True)
class Key:
    """Which report: the current revision of an agency and year."""

    agency_id: str
    year: int
    revision: int
    publication: str

    @property
    def report(self) -> tuple[str, int, int]:
        """The key of its figures and sections."""
        return self.agency_id, self.year, self.revision


def find_report(warehouse: Warehouse, agency: str, year: int) -> Key:
    """The report that a person means by an id, a name, another name, or a part of a name that only one agency has.

    Raises WarehouseError with the candidates, or with the years that there are."""
    found = _agencies(warehouse, agency)
    if not any(year in row["years"] for row in found):
        _tell_aside(warehouse, agency, year)
    if not found:
        raise WarehouseError(f"no agency with a report is called {agency!r}; `xxgk status` tells what was loaded")
    of_year = [row for row in found if year in row["years"]]
    if len(of_year) > 1:
        listed = "\n".join(f"  {row['agency_id']}  {row['name']}" for row in of_year[:CANDIDATES])
        more = f"\n  ... and {len(of_year) - CANDIDATES} more" if len(of_year) > CANDIDATES else ""
        raise WarehouseError(f"{agency!r} may be any of these, give the id:\n{listed}{more}")
    if not of_year:
        years = "\n".join(
            f"  {row['name']}: {', '.join(map(str, row['years']))}" for row in _in_order(found)[:CANDIDATES]
        )
        raise WarehouseError(f"no report of {year}; there are\n{years}")
    agency_id = of_year[0]["agency_id"]
    revision, publication = warehouse.query(
        "SELECT revision, publication FROM report WHERE agency_id = ? AND year = ? AND is_current", [agency_id, year]
    ).rows[0]
    return Key(agency_id, year, revision, publication)


def report_blocks(warehouse: Warehouse, key: Key) -> Iterator[ScreenBlock]:
    """The report: what it is, its sections and tables in the order of the form, what is doubtful about it."""
    head = warehouse.query(_HEAD, [key.publication]).dicts()[0]
    yield Headline(head.pop("title") or f"{head['agency']} {key.year}")
    yield ScreenTable(
        ("", ""), [(name.replace("_", " "), value) for name, value in head.items() if value not in (None, "")]
    )
    cells = _cells(warehouse, key)
    sheets = [sheet for form in forms() for sheet in form.sheets if _is_read(form, sheet, cells)]
    order, topics = narrative().order, set(narrative().topic_of.values())
    place = 0
    whole = ""
    for code, title, text in warehouse.query(_SECTIONS, key.report).rows:
        if code in topics and text in whole:
            continue  # a topic of the section above, which has been shown with it
        whole = text
        place = order.get(code, place)
        while sheets and order.get(sheets[0].section, len(order)) < place:
            yield from _sheet(sheets.pop(0), cells)
        yield Headline(title or code or "")
        yield text
    for sheet in sheets:
        yield from _sheet(sheet, cells)
    indicators = warehouse.query(_INDICATORS, key.report)
    if indicators.rows:
        yield Headline("Indicators of no form")
        yield ScreenTable(indicators.columns, indicators.rows)
    findings = warehouse.query(_FINDINGS, [key.publication, key.agency_id, key.year])
    yield Headline(f"{len(findings.rows) or 'No'} finding{'' if len(findings.rows) == 1 else 's'}")
    if findings.rows:
        yield ScreenTable(findings.columns, findings.rows)


def figure_blocks(warehouse: Warehouse, key: Key, code: str, archive: Archive | None) -> Iterator[ScreenBlock]:
    """One figure: labels, value, state, raw text, place, document and the findings that concern it; with an archive
    also where the bytes of the document are, and what is printed there, opened again.

    Raises WarehouseError where the report has no such figure, saying whether it is unknown or was not read."""
    found = warehouse.query(_FIGURE, [*key.report, code]).dicts()
    findings = warehouse.query(_CONCERNING, [key.publication, key.agency_id, key.year, code])
    if not found:
        raise WarehouseError(_missing(code, findings.rows))
    told = found[0]
    if archive:
        where = _bytes(archive, told["sha256"], told["document"])
        told["bytes"] = where or NOWHERE
        if told["state"] != TRANSCRIBED:
            told["printed there"] = _printed(where, told["locator"])
    yield ScreenTable(("", ""), [(name, "none" if value is None else value) for name, value in told.items()])
    if findings.rows:
        yield ScreenTable(findings.columns, findings.rows)
    if found[0]["state"] == TRANSCRIBED:
        people = warehouse.query(_BY_PEOPLE, [found[0]["sha256"], code])
        yield ScreenTable(people.columns, people.rows, "read by people")
    known = warehouse.query(_CORRECTION, [key.agency_id, key.year, code])
    if known.rows:
        yield ScreenTable(known.columns, known.rows, "known to be misprinted")


def _bytes(archive: Archive, sha256: str, source: str | None) -> str:
    """Where the document can be opened: in the archive, or else where it was found, if it still is there; else
    empty."""
    if (kept := archive.file(sha256)) is not None:
        return str(kept)
    if source and examine(File(source, source)).sha256 == sha256:
        return source
    return ""


def _printed(path: str, locator: str) -> str:
    """What the document prints at the place of a figure, opened again."""
    return next(ask(partial(_at, locator=locator), [path])).text if path else ""


def _at(document: bytes, _: str, locator: str) -> str:
    return located(document, locator)


def _agencies(warehouse: Warehouse, asked: str) -> list[dict[str, Any]]:
    """Agencies that have reports and are meant by a text: by id or name or else alias or else a part of the name."""
    key = name_key(asked)
    for condition in _WAYS:
        rows = warehouse.query(_AGENCY.format(condition=condition), {"asked": asked, "key": key}).dicts()
        if rows:
            return rows
    return []


def _tell_aside(warehouse: Warehouse, asked: str, year: int) -> None:
    """Raises WarehouseError where the report was set aside, with the reason."""
    for outcome, agency, reason in warehouse.query(_ASIDE, [asked, name_key(asked), year]).rows:
        raise WarehouseError(f"the report of {agency} for {year} is {outcome}: {reason}")


def _in_order(agencies: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(agencies, key=lambda row: (row["name"], row["years"]))


def _cells(warehouse: Warehouse, key: Key) -> dict[tuple[str, str], str]:
    rows = warehouse.query(_CELLS, key.report).rows
    return {(form, code): "" if state == "blank" else raw for form, code, state, raw in rows}


def _is_read(form: Form, sheet: Sheet, cells: Mapping[tuple[str, str], str]) -> bool:
    return any((form.id, code) in cells for table, row in sheet.entries for code in table.codes(row))


def _sheet(sheet: Sheet, cells: Mapping[tuple[str, str], str]) -> Iterator[ScreenBlock]:
    for table in sheet.tables:
        yield Headline(table.label)
        upright = len(table.rows) == 1 and len(table.columns) > WIDE
        yield (_upright if upright else _grid)(sheet.form, table, cells)


def _grid(form: str, table: FormTable, cells: Mapping[tuple[str, str], str]) -> ScreenTable:
    groups = {group.code: group for group in table.groups}
    under = {row.code: row.under for row in table.rows}
    rows: list[Sequence[str]] = []
    path: list[str] = []
    for row in table.rows:
        above: list[str] = []
        code = row.group or row.under
        while code:
            above.insert(0, code)
            code = groups[code].group if code in groups else under[code]
        headings = ((depth, groups[code]) for depth, code in enumerate(above) if code in groups and code not in path)
        rows += [("  " * depth + heading.label,) for depth, heading in headings]
        path = above
        label = "  " * len(above) + row.label
        rows.append((label, *(cells.get((form, code), NOT_READ) for code in table.codes(row))))
    return ScreenTable(("", *(column.label for column in table.columns)), rows)


def _upright(form: str, table: FormTable, cells: Mapping[tuple[str, str], str]) -> ScreenTable:
    codes = table.codes(table.rows[0])
    rows = [
        (column.head, column.label, cells.get((form, code), NOT_READ))
        for column, code in zip(table.columns, codes, strict=True)
    ]
    return ScreenTable(("", "", ""), rows)


def _missing(code: str, findings: Sequence[Sequence[Any]]) -> str:
    codes = {c for form in forms() for table in form.tables.values() for row in table.rows for c in table.codes(row)}
    if code not in codes:
        close = get_close_matches(code, codes, 3, 0.4)
        return f"no form has a figure {code!r}" + (f"; perhaps {' or '.join(close)}" if close else "")
    return "\n".join([f"{code} was not read in this report", *(f"  {row[1]}: {row[3]}" for row in findings)])


_HEAD = """
SELECT o.title, o.agency, o.agency_id, o.year, o.published_on,
    o.revision || ' of ' || (SELECT count(*) FROM report r WHERE r.agency_id = o.agency_id AND r.year = o.year)
        AS revision,
    o.outcome, (SELECT string_agg(sheet || ' ' || form, ', ' ORDER BY sheet) FROM report_form f
        WHERE f.agency_id = o.agency_id AND f.year = o.year AND f.revision = o.revision) AS forms,
    o.figures, o.source AS document, o.sha256
FROM report_overview o WHERE o.publication = ?
"""
_CELLS = """
SELECT form, code, state, CASE WHEN d.kind = 'money' AND f.unit <> d.unit AND NOT contains(raw, f.unit)
    THEN concat(raw, ' ', f.unit) ELSE raw END
FROM figure f LEFT JOIN figure_definition d USING (form, code) WHERE agency_id = ? AND year = ? AND revision = ?
"""
_INDICATORS = """
SELECT label, column_label, raw, unit FROM indicator WHERE agency_id = ? AND year = ? AND revision = ? ORDER BY position
"""
_SECTIONS = """
SELECT code, title, text FROM section WHERE agency_id = ? AND year = ? AND revision = ? ORDER BY position
"""
_TOLD = """
WITH told AS (
    SELECT position, severity, rule, place, message, left_side AS "left", right_side AS "right"
    FROM finding WHERE publication = $1
    UNION ALL
    SELECT NULL, severity, rule, place, message, left_side, right_side
    FROM report_finding WHERE agency_id = $2 AND year = $3 AND other_sha256 IS NOT NULL
)
SELECT * EXCLUDE position FROM told
"""
"""What is told of the current print, and of the other prints beside it."""

_FINDINGS = f"{_TOLD} ORDER BY position NULLS LAST, rule, place, message"
_CONCERNING = f"""{_TOLD} WHERE place <> '' AND (place = $4 OR starts_with($4, place || '.'))
ORDER BY position NULLS LAST, rule, place, message
"""
_CORRECTION = "SELECT expect, meant, reason, source FROM correction WHERE agency_id = ? AND year = ? AND code = ?"
_BY_PEOPLE = "SELECT who, read_at, answer, print, note FROM person_reading WHERE sha256 = ? AND code = ? ORDER BY who"
_FIGURE = """
SELECT f.code,
    concat_ws(' / ', d.table_label, nullif(d.group_label, ''), nullif(d.row_label, ''),
        nullif(d.column_head, ''), d.column_label) AS label,
    f.value, f.unit, f.state, f.raw, f.locator, f.form, f.revision, f.sha256, o.source AS document
FROM figure f
LEFT JOIN figure_definition d USING (form, code)
LEFT JOIN document o USING (sha256)
WHERE f.agency_id = ? AND f.year = ? AND f.revision = ? AND f.code = ?
"""
_AGENCY = """
SELECT agency_id, any_value(a.name) AS name, list(DISTINCT r.year ORDER BY r.year) AS years
FROM agency a JOIN report r USING (agency_id)
WHERE {condition} AND $asked <> '' AND $key <> '' GROUP BY agency_id ORDER BY name, agency_id
"""
_ASIDE = """
SELECT outcome, agency, concat_ws(': ', audit, reason) FROM set_aside
WHERE $3 = year AND (agency_id = $1 OR agency = $2 OR ($2 <> '' AND contains(agency, $2))) ORDER BY agency LIMIT 1
"""
_WAYS = (
    "(agency_id = $asked OR a.name = $key)",
    "(list_contains(a.aliases, $key) OR list_contains(a.aliases, $asked))",
    "contains(a.name, $key)",
)
