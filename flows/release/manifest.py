"""The manifest of a release: a JSON file beside it that says what it is without opening it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from xxgk.flows.mishaps import naming
from xxgk.flows.release.building import Release
from xxgk.flows.warehouse.warehouse import Warehouse

FIGURES, REPORTS = "release_figure_change", "release_change"
FILE = "file"
_ENCODER = json.JSONEncoder(ensure_ascii=False, default=str)


def manifest(build: Warehouse, release: Release) -> dict[str, Any]:
    """Inputs, program, row counts, verdicts and changes.

    `inputs.new` and `inputs.gone` are the document hashes that the release before had not or had: with the manifests
    before it every input is named, and `inputs.sha256` is a digest of them all."""
    number = release.number
    entry = build.query("FROM release WHERE release = ?", [number]).dicts()[0]
    return {
        "release": number,
        "built_at": entry["built_at"].isoformat(timespec="seconds") + "Z",
        "code_version": entry["code_version"],
        "inputs": {"documents": entry["documents"], "sha256": entry["inputs_sha256"], **_inputs(build, release)},
        "rows": dict(
            build.query("SELECT table_name, row_count FROM release_count WHERE release = ? ORDER BY ALL", [number]).rows
        ),
        "audited": entry["audited"],
        "audits": [
            {
                "audit": verdict.audit.name,
                "severity": verdict.audit.severity,
                "passed": verdict.passed,
                "failing": verdict.failing,
                "allowed": verdict.allowed,
                "population": verdict.population,
                "purpose": verdict.audit.purpose,
                "first_rows": []
                if verdict.passed
                else [dict(zip(verdict.columns, row, strict=True)) for row in verdict.rows],
            }
            for verdict in release.verdicts
        ],
        "set_aside": build.query("SELECT * EXCLUDE (title) FROM set_aside ORDER BY ALL").dicts(),
        "changes": None
        if release.first
        else {"reports": _rows(build, REPORTS, number), "figures": _rows(build, FIGURES, number)},
    }


def write_manifest(told: Mapping[str, Any], file_sha256: str, path: Path) -> None:
    """The manifest as a file, with the hash of the finished release, by which is known later whether its bytes are the
    same; dates as text, rows one a line. Raises OSError where the disk is full."""
    with naming(path):
        path.write_text(_laid_out({**told, FILE: {"sha256": file_sha256}}) + "\n", "utf-8")


def _laid_out(value: object, depth: int = 1) -> str:
    """JSON of which each key and each row of a list is a line. (The encoder of the standard library that breaks lines
    itself is ten times slower: a release may change half a million figures.)"""
    lines: Iterable[str]
    if isinstance(value, dict) and depth <= 2:
        lines = (f"{_plain(key)}: {_laid_out(one, depth + 1)}" for key, one in value.items())
        opening, closing = "{}"
    elif isinstance(value, list):
        lines = map(_plain, value)
        opening, closing = "[]"
    else:
        return _plain(value)
    indent = "\n" + " " * depth
    inner = f",{indent}".join(lines)
    return f"{opening}{indent}{inner}{indent[:-1]}{closing}" if inner else opening + closing


def _plain(value: object) -> str:
    return _ENCODER.encode(value)


def noted_hash(release: Path) -> str | None:
    """The hash of a release as its manifest notes it; None where it does not tell, or is not there."""
    try:
        return str(json.loads(release.with_suffix(".json").read_text("utf-8"))[FILE]["sha256"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _inputs(build: Warehouse, release: Release) -> dict[str, list[str]]:
    new, gone = "FROM document", "FROM document WHERE false"
    if not release.first:
        new, gone = (
            "FROM document ANTI JOIN old.document USING (sha256)",
            "FROM old.document ANTI JOIN document USING (sha256)",
        )
    return {
        name: [sha256 for (sha256,) in build.query(f"SELECT sha256 {source} ORDER BY sha256").rows]
        for name, source in (("new", new), ("gone", gone))
    }


def _rows(build: Warehouse, table: str, number: int) -> list[dict[str, Any]]:
    rows = build.query(f"SELECT * EXCLUDE (release) FROM {table} WHERE release = ? ORDER BY ALL", [number])  # noqa: S608
    return rows.dicts()
