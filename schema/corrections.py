"""Known misprints as data: which printed figure is wrong, what it should say, why, and who says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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


def with_own(path: Path, tell: Callable[[str], object] = lambda _: None) -> tuple[Correction, ...]:
    """Those of the project and of a file of one's own, which need not be there. An entry of it that is incomplete,
    names an unknown figure, or one that is corrected already is set aside, and `tell` is told of it. Raises
    CorrectionError where the whole file cannot be understood."""
    found = {_figure(one): one for one in corrections()}
    for where, entry in _entries(path) if path.exists() else ():
        try:
            one = _read(entry, where)
        except CorrectionError as error:
            tell(f"{error}; the correction is set aside")
            continue
        if found.setdefault(_figure(one), one) is not one:
            tell(f"{where}: two corrections of one figure, {one.figure}; the correction is set aside")
    return tuple(found.values())


def load_corrections(path: Path) -> tuple[Correction, ...]:
    """All entries in order. Raises CorrectionError where one is incomplete, names an unknown figure, stands twice."""
    found: dict[tuple[str, int, str], Correction] = {}
    for where, entry in _entries(path):
        one = _read(entry, where)
        if found.setdefault(_figure(one), one) is not one:
            raise CorrectionError(f"{where}: two corrections of one figure, {one.figure}")
    return tuple(found.values())


def _entries(path: Path) -> Iterator[tuple[str, object]]:
    """Where each entry stands, and what it says."""
    file = read_toml(path, CorrectionError)
    if not isinstance(entries := file.data.get("correction", []), list) or file.data.keys() - {"correction"}:
        raise CorrectionError(f"{path}: wants entries [[correction]] and nothing else")
    for number, entry in enumerate(entries, 1):
        yield f"{file.at(_HEAD, number)}, correction {number}", entry


def _figure(one: Correction) -> tuple[str, int, str]:
    return one.agency_id, one.year, one.figure


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
