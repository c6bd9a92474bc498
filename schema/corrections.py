"""Known misprints as data: which printed figure is wrong, what it should say, why, and who says so."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from xxgk.schema.datafile import read_toml
from xxgk.schema.errors import DataError
from xxgk.schema.readings import codes

PATH = Path(__file__).resolve().parents[1] / "data" / "corrections.toml"


_HEAD = r"\[\[\s*correction\s*\]\]"


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
def corrections() -> tuple[Correction, ...]:
    """Those of the project."""
    return load_corrections(PATH)


def with_own(path: Path) -> tuple[Correction, ...]:
    """Those of the project and of a file of one's own, which need not be there. Raises CorrectionError."""
    ours = corrections()
    own = load_corrections(path) if path.exists() else ()
    known = {(one.agency_id, one.year, one.figure) for one in ours}
    for one in own:
        if (one.agency_id, one.year, one.figure) in known:
            raise CorrectionError(f"{path}: {one.agency_id} {one.year} {one.figure} is corrected in {PATH} already")
    return (*ours, *own)


def load_corrections(path: Path) -> tuple[Correction, ...]:
    """All entries in order. Raises CorrectionError where one is incomplete, names an unknown figure, stands twice."""
    file = read_toml(path, CorrectionError)
    if not isinstance(entries := file.data.get("correction", []), list) or file.data.keys() - {"correction"}:
        raise CorrectionError(f"{path}: wants entries [[correction]] and nothing else")
    found: dict[tuple[str, int, str], Correction] = {}
    for number, entry in enumerate(entries, 1):
        where = f"{file.at(_HEAD, number)}, correction {number}"
        one = _read(entry, where)
        if found.setdefault((one.agency_id, one.year, one.figure), one) is not one:
            raise CorrectionError(f"{where}: two corrections of one figure, {one.figure}")
    return tuple(found.values())


def _read(entry: object, where: str) -> Correction:
    names = {field.name for field in fields(Correction)}
    if not isinstance(entry, dict) or entry.keys() - names or not all(entry.get(name) for name in names - {"meant"}):
        raise CorrectionError(f"{where}: wants {', '.join(sorted(names - {'meant'}))}, may have meant")
    meant = entry.get("meant")
    if not isinstance(entry["year"], int) or not isinstance(meant, int | float | None):
        raise CorrectionError(f"{where}: year and meant are numbers")
    texts = {name: str(entry[name]) for name in ("agency_id", "figure", "expect", "reason", "source")}
    if texts["figure"] not in codes():
        raise CorrectionError(f"{where}: no form has a figure {texts['figure']}")
    return Correction(**texts, year=entry["year"], meant=None if meant is None else float(meant))
