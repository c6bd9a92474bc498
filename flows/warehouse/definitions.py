"""The dictionary of the warehouse, as Arrow tables made from the form files: what each figure code and each rule
means."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from functools import cache

import pyarrow as pa

from xxgk.extractors.identity.described import described
from xxgk.flows.version import code_version
from xxgk.flows.warehouse.comparisons import comparisons
from xxgk.flows.warehouse.geography import geography
from xxgk.flows.warehouse.membership import concepts_of, rules_of
from xxgk.flows.warehouse.own_facts import own_facts
from xxgk.schema.agencies import Entry, registry
from xxgk.schema.cautions import caution
from xxgk.schema.cross_rules import cross_rules
from xxgk.schema.due import due_rules
from xxgk.schema.findings import catalogue
from xxgk.schema.forms import Form, forms
from xxgk.schema.money import YUAN
from xxgk.schema.quantities import quantities


def definitions() -> dict[str, pa.Table]:
    """Rows of ``figure_definition``, ``text_figure_definition``, ``rule_definition`` and of the crosswalk, by the names
    under which they are staged."""
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
    rules += [asdict(rule) | {"rule": rule.id} for rule in cross_rules().rules]
    return {
        **geography(),
        **own_facts(),
        "staged_figure_definition": _figure_definitions(),
        "staged_rule_definition": pa.Table.from_pylist(rules, _RULE),
        **comparisons(),
        "staged_money_unit": pa.Table.from_pylist([{"unit": unit, "yuan": float(yuan)} for unit, yuan in YUAN.items()]),
        "staged_due_rule": pa.Table.from_pylist(
            [asdict(rule) | {"position": position} for position, rule in enumerate(due_rules(), 1)], _DUE
        ),
        "staged_text_figure_definition": pa.Table.from_pylist(
            [
                {"code": f"text.{told.code}", "position": position, "label": told.label, "unit": told.unit}
                for position, told in enumerate(quantities().told, 1)
            ]
        ),
    }


def digest_of(tables: Mapping[str, pa.Table]) -> str:
    """The same string, the same tables taken over by the same program."""
    digest = hashlib.blake2b(code_version().encode(), digest_size=16)
    for name, table in sorted(tables.items()):
        told = pa.BufferOutputStream()
        with pa.ipc.new_stream(told, table.schema) as stream:
            stream.write_table(table)
        digest.update(name.encode())
        digest.update(told.getvalue())
    return digest.hexdigest()


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


_DUE = pa.schema(
    {
        "position": pa.int16(),
        "since": pa.int16(),
        "until": pa.int16(),
        "levels": pa.list_(pa.string()),
        "kinds": pa.list_(pa.string()),
        "due": pa.string(),
        "awaited": pa.string(),
        "basis": pa.string(),
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


def descriptions(named: Iterable[tuple[str, str]]) -> pa.Table:
    """What agencies are by identifier and full name, as the load reads it; provisional ones are left out."""
    known = registry()
    rows = ((identifier, described(name, identifier, known)) for identifier, name in named)
    told = [
        {"agency_id": identifier, "level": what.level, "kind": what.kind, "parent_id": what.parent or None}
        for identifier, what in rows
        if what.level
    ]
    return pa.Table.from_pylist(told, _DESCRIBED)


_DESCRIBED = pa.schema([(name, pa.string()) for name in ("agency_id", "level", "kind", "parent_id")])


@cache
def _figure_definitions() -> pa.Table:
    """What each code means; made once in a process, since it takes longer than to load a document."""
    return pa.Table.from_pylist([row for form in forms() for row in _figures(form)])


def _figures(form: Form) -> Iterator[dict[str, object]]:
    cells = (
        (sheet, table, row, column) for sheet in form.sheets for table, row in sheet.entries for column in table.columns
    )
    for position, (sheet, table, row, column) in enumerate(cells, 1):
        code = f"{table.id}.{row.code}.{column.code}"
        yield {
            "form": form.id,
            "code": code,
            "position": position,
            "sheet": sheet.id,
            "table_code": table.id,
            "row_code": row.code,
            "column_code": column.code,
            "table_label": table.label,
            "group_label": " > ".join(table.above(row)),
            "row_label": row.label,
            "column_head": column.head,
            "column_label": column.label,
            "unit": row.unit or column.unit,
            "kind": column.kind,
            "rules": rules_of().get((form.id, code), ()),
            "concepts": concepts_of().get((form.id, code), ()),
            "caution": caution(code),
        }
