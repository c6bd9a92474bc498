"""The crosswalk: concepts that outlive the forms, from ``schema/crosswalk.toml``.

A `Concept` (requests_received …) names, for each form, the figures whose sum it is, and how far that may be compared
with the other forms. A `Seam` says of a concept what happens between two forms that follow each other, a `Join` of two
concepts that look alike whether they may be drawn as one line. What the file does not declare may not be joined.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NoReturn

from xxgk.schema.datafile import read_toml, understood
from xxgk.schema.forms import Form, SchemaError, forms
from xxgk.schema.quantities import quantities

CROSSWALK_FILE = Path(__file__).with_name("crosswalk.toml")
EXACT, APPROXIMATE, NONE = "exact", "approximate", "none"
LOCAL, PROSE = "stat_local", "text"
"""Sources that are no form: lists that no form describes, and figures told in prose."""


@dataclass(frozen=True, slots=True)
class ConceptSource:
    """Where a concept is found: the `figures` of a form, all of which are needed, added up. `note` is empty where the
    source is exact."""

    form: str
    figures: tuple[str, ...]
    note: str = ""

    @property
    def comparability(self) -> str:
        """``exact`` or ``approximate``."""
        return APPROXIMATE if self.note else EXACT


@dataclass(frozen=True, slots=True)
class Concept:
    """A quantity that may be followed over the years. `sources` stand best first; `stops` tells why a form has none."""

    code: str
    label: str
    about: str
    unit: str
    by_applicant: bool
    sources: tuple[ConceptSource, ...]
    stops: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Seam:
    """Whether the line of a concept goes on from the form `before` to the form `after`, and why not, or how far."""

    concept: str
    before: str
    after: str
    comparability: str
    why: str


@dataclass(frozen=True, slots=True)
class Join:
    """Two concepts that look alike: `none` forbids to draw them as one line."""

    earlier: str
    later: str
    comparability: str
    why: str


@dataclass(frozen=True, slots=True)
class Rate:
    """A quotient of sums of concepts, with its declared denominator: below `smallest` there it says nothing."""

    code: str
    about: str
    of: tuple[str, ...]
    per: tuple[str, ...]
    smallest: int


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """All concepts, in the order of the file, the pairs of them of which something is declared, and rates over them.
    `eras` are the forms in the order in which they followed each other."""

    eras: tuple[str, ...]
    concepts: tuple[Concept, ...]
    joins: tuple[Join, ...]
    rates: tuple[Rate, ...]

    def seams(self) -> Iterator[Seam]:
        """Every concept at every change of form that it touches on at least one side."""
        for concept in self.concepts:
            for before, after in pairwise(self.eras):
                sides = [_best(concept.sources, form) for form in (before, after)]
                if any(sides):
                    yield Seam(concept.code, before, after, *_seam(concept, (before, after), sides))


def _best(sources: Iterable[ConceptSource], form: str) -> ConceptSource | None:
    return next((source for source in sources if source.form == form), None)


def _seam(concept: Concept, forms_: tuple[str, str], sides: Sequence[ConceptSource | None]) -> tuple[str, str]:
    absent = [form for form, side in zip(forms_, sides, strict=True) if side is None]
    if absent:
        return NONE, concept.stops.get(absent[0], "Only local tables, which differ from place to place.")
    notes = list(dict.fromkeys(side.note for side in sides if side and side.note))
    return (APPROXIMATE, " ".join(notes)) if notes else (EXACT, "")


@lru_cache
def crosswalk(path: Path = CROSSWALK_FILE) -> Crosswalk:
    """The crosswalk, checked against the forms. Raises SchemaError naming file and entry."""
    with understood(path, SchemaError):
        data = read_toml(path, SchemaError).data
        eras = tuple(data["eras"])
        read = Crosswalk(
            eras,
            tuple(_concept(entry) for entry in data["concept"]),
            tuple(Join(**entry) for entry in data.get("join", [])),
            tuple(
                Rate(entry["code"], entry["about"], tuple(entry["of"]), tuple(entry["per"]), entry["smallest"])
                for entry in data.get("rate", [])
            ),
        )
    _validate(read, data.get("local", ""), forms(), str(path))
    return read


def _concept(data: Mapping[str, Any]) -> Concept:
    sources = tuple(
        ConceptSource(entry["form"], tuple(entry["figures"].split(" + ")), entry.get("approximate", ""))
        for entry in data["sources"]
    )
    known = {"code", "label", "about", "unit", "by_applicant", "sources", "stops"}
    if unknown := set(data) - known:
        raise TypeError(f"{data['code']}: unknown key {sorted(unknown)[0]!r}")
    return Concept(
        data["code"],
        data["label"],
        data["about"],
        data.get("unit", "件"),
        data.get("by_applicant", False),
        sources,
        data.get("stops", {}),
    )


def _validate(read: Crosswalk, local: str, defined: Iterable[Form], name: str) -> None:
    def fail(entry: str, problem: str) -> NoReturn:
        raise SchemaError(f"{name}: {entry}: {problem}")

    codes = {
        form.id: {code for table in form.tables.values() for row in table.rows for code in table.codes(row)}
        for form in defined
    }
    codes[PROSE] = {f"{PROSE}.{quantity.code}" for quantity in quantities().told}
    seen: set[str] = set()
    for concept in read.concepts:
        if concept.code in seen:
            fail(concept.code, "occurs twice")
        seen.add(concept.code)
        for source in concept.sources:
            if source.form not in (*read.eras, LOCAL, PROSE):
                fail(concept.code, f"form {source.form!r} is no era")
            for code in source.figures:
                if code not in codes.get(source.form, {code}):
                    fail(concept.code, f"{source.form} has no figure {code!r}")
        given = {source.form for source in concept.sources}
        if unexplained := [era for era in read.eras if era != local and era not in given and era not in concept.stops]:
            fail(concept.code, f"stops at {unexplained[0]} without a reason")
    for join in read.joins:
        if unknown := {join.earlier, join.later} - seen:
            fail(f"join {join.earlier}, {join.later}", f"no concept {sorted(unknown)[0]!r}")
        if join.comparability not in (EXACT, APPROXIMATE, NONE):
            fail(f"join {join.earlier}, {join.later}", f"comparability {join.comparability!r} is none of the three")
    for rate in read.rates:
        if unknown := {*rate.of, *rate.per} - seen:
            fail(f"rate {rate.code}", f"no concept {sorted(unknown)[0]!r}")
