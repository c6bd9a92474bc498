"""What may be compared with what, as Arrow tables: the crosswalk over the forms, the rates over it, and the checks
between reports. ``sql/tables/090_crosswalk.sql`` and ``095_cross_rule.sql`` tell what the columns mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pyarrow as pa

from xxgk.schema.cross_rules import cross_rules
from xxgk.schema.crosswalk import ConceptSource, crosswalk
from xxgk.schema.forms import forms

_TEXT, _TEXTS, _SMALL, _INT, _REAL = pa.string(), pa.list_(pa.string()), pa.int16(), pa.int32(), pa.float64()

_SCHEMAS: Mapping[str, pa.Schema] = {
    "crosswalk_concept": pa.schema(
        {
            "concept": _TEXT,
            "position": _INT,
            "label": _TEXT,
            "about": _TEXT,
            "unit": _TEXT,
            "by_applicant": pa.bool_(),
        }
    ),
    "crosswalk_source": pa.schema(
        {
            "concept": _TEXT,
            "source": _SMALL,
            "form": _TEXT,
            "figures": _TEXTS,
            "comparability": _TEXT,
            "note": _TEXT,
            "sheets": _TEXTS,
        }
    ),
    "crosswalk_seam": pa.schema(dict.fromkeys(("concept", "form_before", "form_after", "comparability", "why"), _TEXT)),
    "crosswalk_join": pa.schema(dict.fromkeys(("earlier", "later", "comparability", "why"), _TEXT)),
    "rate_definition": pa.schema(
        {"rate": _TEXT, "about": _TEXT, "numerator": _TEXTS, "denominator": _TEXTS, "smallest": _INT}
    ),
    "cross_check": pa.schema(
        {
            "check_no": _INT,
            "rule": _TEXT,
            "form": _TEXT,
            "place": _TEXT,
            "severity": _TEXT,
            "compare": _TEXT,
            "low": _REAL,
            "high": _REAL,
            "terms": _INT,
        }
    ),
    "cross_term": pa.schema(
        {"check_no": _INT, "form": _TEXT, "side": _TEXT, "sign": _SMALL, "lag": _SMALL, "code": _TEXT}
    ),
}


def comparisons() -> dict[str, pa.Table]:
    """Rows of the tables, by the names under which they are staged: ``staged_`` and the table's name."""
    read, checks = crosswalk(), list(enumerate(cross_rules().checks, 1))
    rows: Mapping[str, Iterable[tuple[object, ...]]] = {
        "crosswalk_concept": (
            (concept.code, position, concept.label, concept.about, concept.unit, concept.by_applicant)
            for position, concept in enumerate(read.concepts, 1)
        ),
        "crosswalk_source": (
            (concept.code, number, source.form, source.figures, source.comparability, source.note, _sheets(source))
            for concept in read.concepts
            for number, source in enumerate(concept.sources, 1)
        ),
        "crosswalk_seam": (
            (seam.concept, seam.before, seam.after, seam.comparability, seam.why) for seam in read.seams()
        ),
        "crosswalk_join": ((join.earlier, join.later, join.comparability, join.why) for join in read.joins),
        "rate_definition": ((rate.code, rate.about, rate.of, rate.per, rate.smallest) for rate in read.rates),
        "cross_check": (
            (number, c.rule, c.form, c.place, c.severity, c.compare, c.low, c.high, len(c.terms))
            for number, c in checks
        ),
        "cross_term": (
            (number, check.form, term.side, term.sign, term.lag, term.code)
            for number, check in checks
            for term in check.terms
        ),
    }
    return {f"staged_{name}": _table(_SCHEMAS[name], table) for name, table in rows.items()}


def _sheets(source: ConceptSource) -> list[str]:
    """The statutory tables in which the figures of a source stand; none for prose and local lists."""
    of = {table: sheet for form in forms() if form.id == source.form for table, sheet in form.sheet_of.items()}
    return sorted({of[table] for figure in source.figures if (table := figure.partition(".")[0]) in of})


def _table(schema: pa.Schema, rows: Iterable[tuple[object, ...]]) -> pa.Table:
    return pa.Table.from_pylist([dict(zip(schema.names, row, strict=True)) for row in rows], schema)
