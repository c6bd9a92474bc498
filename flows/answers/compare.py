"""Two reports side by side: figures that differ, what the form carries over, texts aligned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from xxgk.flows.answers.alike import CHANGED, FIGURES, NEW, ClauseTold, compared, share_taken_over
from xxgk.flows.answers.show import Key
from xxgk.flows.screen import NOT_READ, Headline, ScreenBlock, ScreenTable
from xxgk.flows.warehouse.warehouse import Warehouse

MARKS = {FIGURES: "#", CHANGED: "~", NEW: "+"}
"""Before a clause: other numbers, changed, new. What is the same is not printed again."""


def comparison_blocks(warehouse: Warehouse, one: Key, other: Key) -> Iterator[ScreenBlock]:
    """What differs between two reports, the earlier first."""
    heads = [warehouse.query(_HEAD, [key.publication]).rows[0] for key in (one, other)]
    years = one.agency_id == other.agency_id
    names = [str(head[1]) if years else f"{head[0]} {head[1]}" for head in heads]
    yield Headline(f"{heads[0][0]} {one.year} and {'' if years else f'{heads[1][0]} '}{other.year}")
    yield ScreenTable(
        ("", *names), list(zip(("title", "published on", "document"), *(h[2:] for h in heads), strict=True))
    )
    rows = warehouse.query(_FIGURES, [*one.report, *other.report]).rows
    differing = [_figure(*row) for *row, is_same in rows if not is_same]
    yield Headline(f"{len(differing)} figures differ, {len(rows) - len(differing)} are the same")
    if differing:
        yield ScreenTable(("figure", "", *names, "difference"), differing)
    if years and other.year == one.year + 1:
        yield from _carried(warehouse, other)
    yield from _texts(warehouse, one, other)


def _figure(code: str, label: str | None, was: str | None, now: str | None, step: float | None) -> Sequence[Any]:
    shown = [NOT_READ if raw is None else raw for raw in (was, now)]
    return (code, label or "", *shown, "" if step is None else f"{step:+.10g}")


def _carried(warehouse: Warehouse, later: Key) -> Iterator[ScreenBlock]:
    """The equations of the form over both years that do not hold."""
    failing = warehouse.query(_CARRIED, [later.agency_id, later.year]).rows
    yield Headline(f"{len(failing) or 'No'} figure{'' if len(failing) == 1 else 's'} carried over otherwise")
    if failing:
        yield ScreenTable(("rule", "figure", "this year", "last year"), failing)


def _texts(warehouse: Warehouse, one: Key, other: Key) -> Iterator[ScreenBlock]:
    """The sections of the later report beside those of the earlier: what is not word by word the same."""
    before, now = (_sections(warehouse, key) for key in (one, other))
    whole = "\n".join(text for _, _, text in before)
    told = [(title or code or "", compared(text, whole, _beside(code, title, before))) for code, title, text in now]
    share = share_taken_over(clause for _, clauses in told for clause in clauses)
    yield Headline(
        "no text to compare" if share is None else f"{100 * share:.1f} % of the text is taken over word by word"
    )
    for title, clauses in told:
        yield Headline(title)
        yield from _marked(clauses)


def _sections(warehouse: Warehouse, key: Key) -> list[tuple[str | None, str, str]]:
    """The sections of a report (code, title, text), without those that the one before them holds."""
    kept: list[tuple[str | None, str, str]] = []
    for code, title, text in warehouse.query(_SECTIONS, key.report).rows:
        if not (text and kept and text in kept[-1][2]):
            kept.append((code, title, text))
    return kept


def _beside(code: str | None, title: str, sections: Sequence[Sequence[Any]]) -> str:
    """The text of the section that stands in the same place: of the same kind and title, or else of the same kind."""
    same = [text for other, called, text in sections if (other, called) == (code, title)]
    alike = [text for other, _, text in sections if code and other == code]
    return str((same or alike or [""])[0])


def _marked(clauses: Sequence[ClauseTold]) -> Iterator[str]:
    lines = [f"{MARKS[one.how]} {one.clause.strip()}" for one in clauses if one.how in MARKS]
    yield "\n".join(lines) if lines else "the same"


_HEAD = """
SELECT agency, year, coalesce(title, ''), coalesce(published_on::VARCHAR, ''), source
FROM report_overview WHERE publication = ?
"""
_FIGURES = """
WITH one AS (FROM figure WHERE agency_id = $1 AND year = $2 AND revision = $3),
    other AS (FROM figure WHERE agency_id = $4 AND year = $5 AND revision = $6)
SELECT coalesce(other.code, one.code),
    concat_ws(' ', nullif(d.row_label, ''), nullif(d.column_head, ''), d.column_label), one.raw, other.raw,
    CASE WHEN one.unit = other.unit THEN other.value - one.value END,
    one.raw IS NOT DISTINCT FROM other.raw AND one.unit IS NOT DISTINCT FROM other.unit
FROM one FULL JOIN other USING (code)
LEFT JOIN figure_definition d ON d.form = coalesce(other.form, one.form) AND d.code = coalesce(other.code, one.code)
ORDER BY d.form, d.position, 1
"""
_CARRIED = """
SELECT rule, place, left_side, right_side FROM cross_finding
WHERE agency_id = ? AND year = ? AND other_agency_id = agency_id AND other_year = year - 1
    AND rule IN (SELECT rule FROM cross_check WHERE compare IN ('==', '<='))
ORDER BY rule, place
"""
_SECTIONS = "SELECT code, title, text FROM section WHERE agency_id = ? AND year = ? AND revision = ? ORDER BY position"
