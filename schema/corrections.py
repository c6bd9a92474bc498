"""Known misprints as data: which printed figure is wrong, what it should say, why, and who says so."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from schema.errors import DataError
from schema.forms import forms

PATH = Path(__file__).resolve().parents[1] / "data" / "corrections.toml"


class CorrectionError(DataError):
    """An annotation that is incomplete, names an unknown figure, or stands twice."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One misprint. `expect` is the text as printed, `meant` what it should say in the figure's unit, where known."""

    agency_id: str
    year: int
    figure: str
    expect: str
    reason: str
    source: str
    meant: float | None = None


@cache
def corrections(path: Path = PATH) -> tuple[Correction, ...]:
    """All entries in order. Raises CorrectionError where one is incomplete, names an unknown figure, stands twice."""
    entries = tomllib.loads(path.read_text("utf-8")).get("correction", [])
    found = tuple(_read(entry) for entry in entries)
    keys = [(one.agency_id, one.year, one.figure) for one in found]
    if len(set(keys)) != len(keys):
        raise CorrectionError(f"{path}: two corrections of one figure")
    return found


def _read(entry: dict[str, object]) -> Correction:
    names = {field.name for field in fields(Correction)}
    lacking = names - {"meant"} - entry.keys()
    if lacking or entry.keys() - names or not all(entry[name] for name in ("agency_id", "reason", "source")):
        raise CorrectionError(f"correction {entry}: wants {', '.join(sorted(names - {'meant'}))}, may have meant")
    meant = entry.get("meant")
    if not isinstance(entry["year"], int) or not isinstance(meant, int | float | None):
        raise CorrectionError(f"correction {entry}: year and meant are numbers")
    texts = {name: str(entry[name]) for name in ("agency_id", "figure", "expect", "reason", "source")}
    if texts["figure"] not in _codes():
        raise CorrectionError(f"correction {entry}: no form has a figure {texts['figure']}")
    return Correction(**texts, year=entry["year"], meant=None if meant is None else float(meant))


@cache
def _codes() -> frozenset[str]:
    return frozenset(
        code for form in forms() for table in form.tables.values() for row in table.rows for code in table.codes(row)
    )
