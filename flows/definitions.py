"""The dictionary of the warehouse, as Arrow tables made from the form files: what each figure code and each rule
means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import pyarrow as pa

from schema.agencies import Entry
from schema.crosswalk import crosswalk
from schema.findings import catalogue
from schema.forms import Form, Row, Table, forms


def definitions() -> dict[str, pa.Table]:
    """Rows of ``figure_definition`` and ``rule_definition``, by the names under which they are staged."""
    rules = [
        {
            "form": form.id,
            "rule": rule.id,
            "tables": list(rule.tables),
            "for_each": rule.for_each,
            "severity": rule.severity,
            "equation": rule.equation.source,
            "about": rule.about,
        }
        for form in forms()
        for rule in form.rules
    ]
    rules += [
        {"form": "", "rule": rule, "tables": [], "for_each": "", "equation": "", **told}
        for rule, told in catalogue().items()
    ]
    return {
        "staged_figure_definition": pa.Table.from_pylist([row for form in forms() for row in _figures(form)]),
        "staged_rule_definition": pa.Table.from_pylist(rules, _RULE),
        **_crosswalk(),
    }


def _crosswalk() -> dict[str, pa.Table]:
    """Rows of the tables ``crosswalk_…``."""
    concepts, sources = [], []
    for position, concept in enumerate(crosswalk().concepts, 1):
        concepts.append((concept.code, position, concept.label, concept.about, concept.unit, concept.by_applicant))
        sources += [
            (concept.code, number, source.form, source.figures, source.comparability, source.note)
            for number, source in enumerate(concept.sources, 1)
        ]
    seams = [(seam.concept, seam.before, seam.after, seam.comparability, seam.why) for seam in crosswalk().seams()]
    joins = [(join.earlier, join.later, join.comparability, join.why) for join in crosswalk().joins]
    rates = [(rate.code, rate.about, rate.of, rate.per, rate.smallest) for rate in crosswalk().rates]
    tables: Mapping[str, Sequence[tuple[object, ...]]] = {
        "concept": concepts,
        "source": sources,
        "seam": seams,
        "join": joins,
        "rate": rates,
    }
    return {
        f"staged_crosswalk_{name}": pa.Table.from_pylist(
            [dict(zip(_CROSSWALK[name].names, row, strict=True)) for row in rows], _CROSSWALK[name]
        )
        for name, rows in tables.items()
    }


_CROSSWALK: Mapping[str, pa.Schema] = {
    "concept": pa.schema(
        {
            "concept": pa.string(),
            "position": pa.int32(),
            "label": pa.string(),
            "about": pa.string(),
            "unit": pa.string(),
            "by_applicant": pa.bool_(),
        }
    ),
    "source": pa.schema(
        {
            "concept": pa.string(),
            "source": pa.int16(),
            "form": pa.string(),
            "figures": pa.list_(pa.string()),
            "comparability": pa.string(),
            "note": pa.string(),
        }
    ),
    "seam": pa.schema(dict.fromkeys(("concept", "form_before", "form_after", "comparability", "why"), pa.string())),
    "rate": pa.schema(
        {
            "rate": pa.string(),
            "about": pa.string(),
            "numerator": pa.list_(pa.string()),
            "denominator": pa.list_(pa.string()),
            "smallest": pa.int32(),
        }
    ),
    "join": pa.schema(dict.fromkeys(("earlier", "later", "comparability", "why"), pa.string())),
}


_RULE = pa.schema(
    {
        "form": pa.string(),
        "rule": pa.string(),
        "tables": pa.list_(pa.string()),
        "for_each": pa.string(),
        "severity": pa.string(),
        "equation": pa.string(),
        "about": pa.string(),
    }
)


_AGENCY = pa.schema(
    {
        "agency_id": pa.string(),
        "name": pa.string(),
        "aliases": pa.list_(pa.string()),
        "region_code": pa.string(),
        "level": pa.string(),
        "kind": pa.string(),
        "parent_id": pa.string(),
    }
)


def agencies(entries: Iterable[Entry]) -> pa.Table:
    """The registry as the load reads it."""
    return pa.Table.from_pylist(
        [
            {
                "agency_id": entry.agency_id,
                "name": entry.name,
                "aliases": entry.aliases,
                "region_code": entry.region_code,
                "level": entry.level,
                "kind": entry.kind,
                "parent_id": entry.parent or None,
            }
            for entry in entries
        ],
        _AGENCY,
    )


def group_label(table: Table, row: Row) -> str:
    """The headings above a row, outermost first, joined by `` > ``."""
    groups = {group.code: group for group in table.groups}
    labels = []
    code = row.group
    while code:
        labels.append(groups[code].label)
        code = groups[code].group
    return " > ".join(reversed(labels))


def _figures(form: Form) -> Iterator[dict[str, object]]:
    cells = (
        (sheet, table, row, column) for sheet in form.sheets for table, row in sheet.entries for column in table.columns
    )
    for position, (sheet, table, row, column) in enumerate(cells, 1):
        yield {
            "form": form.id,
            "code": f"{table.id}.{row.code}.{column.code}",
            "position": position,
            "sheet": sheet.id,
            "table_code": table.id,
            "row_code": row.code,
            "column_code": column.code,
            "table_label": table.label,
            "group_label": group_label(table, row),
            "row_label": row.label,
            "column_head": column.head,
            "column_label": column.label,
            "unit": column.unit,
            "kind": column.kind,
        }
