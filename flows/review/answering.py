"""One question at a time: what is known beside it, the document it stands in, and the lines that an answer becomes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, NamedTuple

from xxgk.flows.appending import append
from xxgk.flows.crawl.kept.archive import Archive
from xxgk.flows.places import Places
from xxgk.flows.reading import extractor as door
from xxgk.flows.reading.apart import Asking, ask
from xxgk.flows.release.withdrawn import WITHDRAW, decided, withdrawals
from xxgk.flows.review.worklist import (
    DOCUMENT,
    PLACES,
    TITLED,
    OpenQuestion,
    answered_once,
    form_of,
    questions,
    unanswered,
)
from xxgk.flows.warehouse.warehouse import Warehouse, now
from xxgk.schema.equations import Number
from xxgk.schema.errors import XxgkError
from xxgk.schema.forms import FormTable
from xxgk.schema.readings import (
    ABSENT,
    AGENCY,
    COLUMNS,
    ILLEGIBLE,
    PRINTED,
    SECTION,
    YEAR,
    PersonReading,
    load_readings,
    problem,
)
from xxgk.schema.report import TRANSCRIBED

_FIGURES = """
SELECT code, value, raw, state FROM report r JOIN figure f USING (agency_id, year, revision) WHERE r.publication = ?
"""
_BEFORE = """
SELECT code, print, who FROM person_reading_status
WHERE status = 'superseded' AND answer = 'printed' AND agency_id = ? AND year = ?
"""
_TITLES = """
SELECT coalesce(nullif(s.title, ''), split_part(s.text, chr(10), 1))
FROM report r JOIN section s USING (agency_id, year, revision)
WHERE r.publication = $publication AND (s.code IS NULL OR ('section.' || s.code = $place AND s.title = ''))
ORDER BY s.position
"""
_SOURCE = "SELECT source FROM document WHERE sha256 = ?"


class ReviewError(XxgkError):
    """An answer that cannot be taken, or a question that is not asked any more."""


@dataclass(frozen=True, slots=True)
class AskedCell:
    """A cell of the form beside a question: what stands in it by now (`raw`, None where nothing was read), whether it
    is `asked` for, and what is offered as its answer: what the same person said before, or (`hint`) what somebody read
    in a print that is no more."""

    code: str
    raw: str | None
    asked: bool
    typed: str = ""
    hint: str = ""


class AskedTable(NamedTuple):
    """A table of the form, its cells row by row."""

    table: FormTable
    rows: Sequence[Sequence[AskedCell]]


@dataclass
class Review:
    """Who answers, and where the files are. `second`: as a second person to what others have answered."""

    places: Places
    archive: Archive
    who: str
    second: bool = False
    _all: tuple[tuple[int, int], list[OpenQuestion]] | None = field(default=None, init=False)

    def questions(self) -> list[OpenQuestion]:
        """What is asked now, but of what was said to be no report."""
        readings, out = load_readings(self.places.readings), withdrawals(self.places.withdrawn)
        if self.second:
            return [one for one in answered_once(self.places.published, readings, self.who) if one.main not in out]
        return unanswered(self._of_release(), readings, out)

    def _of_release(self) -> list[OpenQuestion]:
        """What the release asks, looked up anew where it is another one."""
        if not self.places.published.is_file():
            return questions(self.places.published)
        seen = self.places.published.stat()
        key = (seen.st_ino, seen.st_mtime_ns)
        if self._all is None or self._all[0] != key:
            self._all = (key, questions(self.places.published))
        return self._all[1]

    def question(self, key: str) -> OpenQuestion:
        """One of them. Raises ReviewError where it is asked no more."""
        found = next((one for one in self.questions() if one.key == key), None)
        if found is None:
            raise ReviewError("this is asked no more; go back to the list")
        return found

    def tables(self, question: OpenQuestion) -> list[AskedTable]:
        """The tables of the form beside a question: that of the place, or all of a document's."""
        form, known = form_of(question), self._known(question)
        told = load_readings(self.places.readings).get(question.sha256, ())
        mine = {one.code: one.text for one in told if one.who == self.who and one.answer == PRINTED}
        others = {one.code for one in told if one.who != self.who}
        hints = self._hints(question)

        def cell(code: str) -> AskedCell:
            raw, is_new = known.get(code, (None, None))[1], code not in known
            asked = is_in(code, question.place) and (code in others if self.second else is_new)
            return AskedCell(code, None if asked else raw, asked, mine.get(code, ""), hints.get(code, ""))

        whole = question.asks == DOCUMENT
        wanted = [table for table in form.tables.values() if whole or is_in(question.place, table.id)]
        return [AskedTable(one, [[cell(code) for code in one.codes(row)] for row in one.rows]) for one in wanted]

    def titles(self, question: OpenQuestion) -> list[str]:
        """The titles in the document that the form does not know, one of which may be that of the section asked for,
        and the heading that opened it where nothing else did."""
        if question.asks != TITLED:
            return []
        with Warehouse(self.places.published, read_only=True) as opened:
            rows = opened.query(_TITLES, {"publication": question.publication, "place": question.place}).rows
        return [title for (title,) in rows if title]

    def source(self, question: OpenQuestion, asking: Asking | None = None) -> str:
        """The document as a harmless page, the place marked; read by the process of `asking`, or one of its own. Raises
        ReviewError."""
        path = self.archive.file(question.sha256)
        if path is None:
            raise ReviewError("its bytes are not in the archive; hand it in again with `xxgk ingest`")
        shown = partial(door.marked, place=question.place)
        told = asking.ask(shown, str(path)) if asking else next(ask(shown, [str(path)]))
        if not told.is_read:
            raise ReviewError(told.text)
        return told.text

    def check(self, question: OpenQuestion, texts: Mapping[str, str]) -> dict[str, Any]:
        """What was typed so far, as plain data: each cell's value and state, and the equations that bear on it."""
        known: dict[str, Number | None] = {code: value for code, (value, _) in self._known(question).items()}
        told = door.typed(form_of(question), known, texts)
        return {
            "cells": {code: cell._asdict() for code, cell in told.cells.items()},
            "checks": [one._asdict() for one in told.checks],
        }

    def answer(self, question: OpenQuestion, texts: Mapping[str, str], note: str = "") -> int:
        """Write down what is printed in some cells, or whose report it is; how many lines. Raises ReviewError."""
        return self._write(
            PersonReading(question.sha256, code, PRINTED, text.strip(), self.who, now(), note.strip())
            for code, text in self._asked_for(question, texts)
        )

    def cannot(self, question: OpenQuestion, answer: str, note: str = "") -> int:
        """Write down that a place is not in the document, or illegible. Raises ReviewError."""
        if answer not in (ABSENT, ILLEGIBLE) or question.asks not in PLACES:
            raise ReviewError(f"{answer!r} is no answer to this")
        return self._write([PersonReading(question.sha256, question.place, answer, "", self.who, now(), note.strip())])

    def no_report(self, question: OpenQuestion, note: str) -> None:
        """Take the publication out, as `xxgk withdraw` does: it is no report. Raises ReviewError where the `note` does
        not say what it is, and WarehouseError."""
        if not note.strip():
            raise ReviewError("say in the note (备注) what it is, if it is no report")
        with Warehouse(self.places.published, read_only=True) as opened:
            ((source,),) = opened.query(_SOURCE, [question.main]).rows
        decided(self.places, WITHDRAW, question.main, source, f"{self.who}: no report, {note.strip()}")

    def _asked_for(self, question: OpenQuestion, texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        for code, text in texts.items():
            if code in (AGENCY, YEAR):
                if text.strip():
                    yield code, text
            elif code.startswith(SECTION) and not text.strip():
                continue
            elif is_in(code, question.place) and question.asks not in ("agency", "year"):
                yield code, text
            else:
                raise ReviewError(f"{code} is not asked for here")

    def _write(self, told: Iterator[PersonReading] | Sequence[PersonReading]) -> int:
        lines = list(told)
        for one in lines:
            if wrong := problem(one):
                raise ReviewError(f"{one.code}: {wrong}")
        if not lines:
            raise ReviewError("nothing was filled in")
        append(self.places.readings, COLUMNS, [one.row() for one in lines])
        return len(lines)

    def _known(self, question: OpenQuestion) -> dict[str, tuple[Number | None, str]]:
        """The figures of the report, value and print; as a second person without those that people read."""
        with Warehouse(self.places.published, read_only=True) as opened:
            rows = opened.query(_FIGURES, [question.publication]).rows
        return {code: (value, raw) for code, value, raw, state in rows if not (self.second and state == TRANSCRIBED)}

    def _hints(self, question: OpenQuestion) -> dict[str, str]:
        if self.second or not question.agency_id:
            return {}
        with Warehouse(self.places.published, read_only=True) as opened:
            rows = opened.query(_BEFORE, [question.agency_id, question.year]).rows
        return {code: f"{text} ({who})" for code, text, who in rows}


def is_in(code: str, place: str) -> bool:
    """Whether a figure code, row or table is a place, or in it; all are in that without a name."""
    return not place or code == place or code.startswith(f"{place}.")
