"""The questions to people, those left out that somebody has answered already; what most hangs on comes first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from xxgk.flows.screen import Headline, ScreenBlock, ScreenTable
from xxgk.flows.warehouse.warehouse import Warehouse
from xxgk.schema.forms import Form, forms
from xxgk.schema.readings import AGENCY, PRINTED, SECTION, YEAR, PersonReading, Readings

CELLS, TITLED, IDENTITIES, DOCUMENT = ("cell", "row", "table"), "section", ("agency", "year"), "document"
PLACES = (*CELLS, TITLED)
"""What is asked of a place in a document, which may lack it, or be illegible there."""
SHOWN = 60
"""Characters of a reason in the list."""

_QUESTIONS = """
SELECT rates, asks, place, cells, rule, coalesce(message, ''), coalesce(form, ''), coalesce(q.agency_id, ''),
    coalesce(agency, ''), q.year, source, q.sha256, q.publication, m.sha256
FROM question q JOIN publication_part m ON m.publication = q.publication AND m.position = 0
ORDER BY number
"""
_OF_DOCUMENT = """
SELECT p.publication, coalesce(p.agency_id, ''), coalesce(a.agency, ''), p.year, d.source, coalesce((
    SELECT any_value(f.form) FROM report r JOIN figure f USING (agency_id, year, revision)
    WHERE r.publication = p.publication AND f.code = $code
), ''), m.sha256
FROM publication_part p JOIN document d USING (sha256)
JOIN publication_part m ON m.publication = p.publication AND m.position = 0
LEFT JOIN agency_place a ON a.agency_id = p.agency_id
WHERE p.sha256 = $sha256 ORDER BY p.publication LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """What is asked of one place of a document: the columns of the view ``question``, and the hash of the main document
    of its publication."""

    rates: int
    asks: str
    place: str
    cells: int
    rule: str
    message: str
    form: str
    agency_id: str
    agency: str
    year: int | None
    source: str
    sha256: str
    publication: str
    main: str

    @property
    def key(self) -> str:
        """By which it is known as long as it is asked."""
        return f"{self.sha256[:16]}-{self.asks}-{self.place}"

    @property
    def report(self) -> str:
        """Whose report it is of, or its source."""
        return f"{self.agency} {self.year or ''}".strip() or self.source


def questions(warehouse: Path) -> list[OpenQuestion]:
    """All that a release asks, what most hangs on first. Raises WarehouseError."""
    with Warehouse(warehouse, read_only=True) as opened:
        return [OpenQuestion(*row) for row in opened.query(_QUESTIONS).rows]


def unanswered(asked: Sequence[OpenQuestion], readings: Readings, out: Container[str]) -> list[OpenQuestion]:
    """Those that nobody has answered, but of publications that people took out: `out` has the hashes of the main
    documents of these."""
    return [one for one in asked if one.main not in out and not _is_answered(one, readings.get(one.sha256, ()))]


def _is_answered(question: OpenQuestion, told: Sequence[PersonReading]) -> bool:
    """Whether all that is asked has an answer, of whomever."""
    codes = {one.code for one in told}
    if question.asks in IDENTITIES:
        return f"identity.{question.asks}" in codes
    if question.asks == DOCUMENT:
        return bool(codes)
    inside = f"{question.place}."
    for one in told:
        if one.answer != PRINTED and (question.place == one.code or question.place.startswith(f"{one.code}.")):
            return True
    return sum(code == question.place or code.startswith(inside) for code in codes) >= question.cells


def answered_once(warehouse: Path, readings: Readings, who: str) -> list[OpenQuestion]:
    """What one person alone has answered, who is not `who`, as questions to another. Raises WarehouseError."""
    with Warehouse(warehouse, read_only=True) as opened:
        return _answered_once(opened, readings, who)


def _answered_once(opened: Warehouse, readings: Readings, who: str) -> list[OpenQuestion]:
    found: list[OpenQuestion] = []
    for sha256, told in readings.items():
        people = Counter(one.code for one in told)
        once = [one for one in told if people[one.code] == 1 and one.who != who]
        rows: dict[tuple[str, str], list[str]] = {}
        for one in once:
            asks, place = _place(one)
            rows.setdefault((asks, place), []).append(one.code)
        for (asks, place), codes in rows.items():
            known = opened.query(_OF_DOCUMENT, {"sha256": sha256, "code": codes[0]}).rows
            for publication, agency_id, agency, year, source, form, main in known:
                what = OpenQuestion(
                    0,
                    asks,
                    place,
                    len(codes),
                    "SECOND",
                    "",
                    form or "",
                    agency_id,
                    agency,
                    year,
                    source,
                    sha256,
                    publication,
                    main,
                )
                found.append(what)
    return sorted(found, key=lambda one: (one.source, one.place))


def _place(one: PersonReading) -> tuple[str, str]:
    """What was asked, and of which place."""
    if one.code in (AGENCY, YEAR):
        return one.code.removeprefix("identity."), ""
    if one.code.startswith(SECTION):
        return TITLED, one.code
    parts = one.code.split(".")
    return ("row", ".".join(parts[:2])) if len(parts) > 1 else ("table", one.code)


def listed(asked: Sequence[OpenQuestion], most: int) -> Iterator[ScreenBlock]:
    """The questions for a screen, with counts by source and reason."""
    yield Headline(f"{len(asked)} question{'' if len(asked) == 1 else 's'} to people")
    rows = [
        (number, one.rates, one.asks, one.place, one.cells or "", one.report, one.rule, _short(one.message))
        for number, one in enumerate(asked[:most], 1)
    ]
    if rows:
        yield ScreenTable(("", "rates", "asks", "place", "cells", "report", "rule", "why"), rows)
    if len(asked) > most:
        yield f"... and {len(asked) - most} more"
    for head, counted in (
        ("by reason", Counter(one.rule for one in asked)),
        ("by source", Counter(_host(one) for one in asked)),
    ):
        if len(asked) > 1:
            yield ScreenTable((head, "questions"), counted.most_common(10))


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"


def _host(one: OpenQuestion) -> str:
    """The site or folder of a source."""
    address = one.source.split("/")
    return address[2] if "://" in one.source and len(address) > 2 else "/".join(address[:-1]) or "."


def form_of(question: OpenQuestion) -> Form:
    """The form whose cells are asked for; the newest of those with requests where none is told."""
    known = {form.id: form for form in forms()}
    return known.get(question.form) or max(
        (form for form in known.values() if "t3_requests" in form.tables), key=lambda form: form.valid_from
    )
