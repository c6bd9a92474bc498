"""Reports as Arrow record batches, one per staged table: made in the reading processes, loaded as they are.

Conversion costs about 0.3 µs a cell because columns are built whole. Codes, units and states repeat from report to
report (they belong to the form and the layout), so a column of them is built once per distinct tuple and then copied.
`doc` numbers the documents within a batch; the load joins agency, year and revision to it, so that nothing of that kind
is repeated in Python.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import pyarrow as pa

from xxgk.extractors.outcome import refused, storable
from xxgk.flows.reading.job import JobResult
from xxgk.flows.warehouse.staging import INT, REAL, SCHEMAS, SURE, TEXT, Staged, empty, join
from xxgk.flows.warehouse.summary import UNREACHABLE
from xxgk.schema.forms import forms_of_tables
from xxgk.schema.refusal import Refusal, Why
from xxgk.schema.report import QUARANTINED, TRANSCRIBED, Part, Report, publication_hash


def pack(readings: Iterable[JobResult]) -> Staged:
    """The staged tables of some readings. A report that cannot be stored becomes a quarantined one with the reason.

    That is a bug of an extractor or text that is no text (half a surrogate pair); it must not cost the rest of the
    batch.
    """
    settled = [replace(reading, report=storable(reading.report)) for reading in readings]
    try:
        return _pack(settled)
    except (UnicodeError, pa.ArrowException, TypeError, OverflowError) as error:
        if len(settled) == 1:
            refusal = Refusal(Why.NOT_STORABLE, f"cannot be stored: {error}")
            return _pack([replace(settled[0], report=refused(settled[0].report, refusal))])
        return join([pack([reading]) for reading in settled])


def _date(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _pack(readings: Sequence[JobResult]) -> Staged:
    numbered = list(_numbered(readings))
    loaded = [(docs, reading.report) for docs, reading in numbered if reading.report.outcome != QUARANTINED]
    return {
        "staged_document": _table(
            "staged_document", [row for docs, reading in numbered for row in _rows(docs, reading)]
        ),
        "staged_unread": _table(
            "staged_unread",
            [
                (publication_hash(told.sha256, [part.sha256 for part in told.parts]), reading.seconds)
                for reading in readings
                for told in (reading.report,)
                if reading.seconds is not None and not reading.gone
            ],
        ),
        "staged_heeded": _table(
            "staged_heeded",
            [
                (reading.publication or reading.report.publication, reading.heeded)
                for reading in readings
                if reading.heeded and not reading.gone
            ],
        ),
        "staged_bundle": _table(
            "staged_bundle",
            [
                (publication_hash(main, parts), position, sha256)
                for main, *parts in (reading.bundle for reading in readings if reading.bundle and not reading.gone)
                for position, sha256 in enumerate((main, *parts))
            ],
        ),
        "staged_report": _table(
            "staged_report",
            [_report(docs[""], reading) for docs, reading in numbered if reading.report.outcome != QUARANTINED],
        ),
        "staged_report_form": _table(
            "staged_report_form", [(docs[""], *shown) for docs, report in loaded for shown in report.forms.items()]
        ),
        "staged_report_agency": _table(
            "staged_report_agency",
            [
                (docs[""], position, other.role, other.name, other.agency_id or None)
                for docs, report in loaded
                for position, other in enumerate(report.agency.beside if report.agency else (), 1)
            ],
        ),
        **_figures(loaded),
        "staged_indicator": _table(
            "staged_indicator",
            [
                (docs[document], position, *told)
                for docs, report in loaded
                for position, (*told, document) in enumerate(report.indicators, 1)
            ],
        ),
        "staged_section": _table(
            "staged_section",
            [
                (docs[section.document], position, section.code or None, section.title, section.text)
                for docs, report in loaded
                for position, section in enumerate(report.sections, 1)
            ],
        ),
        "staged_text_figure": _table(
            "staged_text_figure",
            [(docs[told.document], *told[:-1]) for docs, report in loaded for told in report.text_figures],
        ),
        "staged_finding": _table(
            "staged_finding",
            [
                (docs[f.document], position, f.rule, f.severity, f.where, f.message, f.left, f.right)
                for docs, reading in numbered
                for position, f in enumerate(reading.report.findings, 1)
            ],
        ),
    }


Docs = Mapping[str, int]
"""Number within the batch of each document of a publication, by its hash; the main one is ``""``."""


def _numbered(readings: Iterable[JobResult]) -> Iterator[tuple[Docs, JobResult]]:
    first = 0
    for reading in readings:
        hashes = ("", *(part.sha256 for part in reading.report.parts))
        yield {sha256: first + position for position, sha256 in enumerate(hashes)}, reading
        first += len(hashes)


def _table(name: str, rows: Iterable[tuple[Any, ...]]) -> pa.Table:
    schema = SCHEMAS[name]
    columns: Sequence[Sequence[Any]] = list(zip(*rows, strict=True))
    if not columns:
        return empty(name)
    return pa.table([pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)], schema)


def _rows(docs: Docs, reading: JobResult) -> Iterator[tuple[Any, ...]]:
    """A row for each document of a publication, the main one first."""
    report = reading.report
    publication = reading.publication or report.publication
    agency_id = report.agency.agency_id if report.agency else None
    documents: Iterable[Report | Part] = (report, *report.parts)
    for position, (doc, document, size) in enumerate(zip(docs.values(), documents, reading.sizes, strict=True)):
        yield (
            doc,
            publication,
            position,
            agency_id,
            report.year,
            document.sha256,
            document.media_type,
            size,
            document.source,
            document.reader,
            document.layouts,
            UNREACHABLE if reading.gone else document.outcome,
            document.reason,
            reading.settled,
        )


def _report(doc: int, reading: JobResult) -> tuple[Any, ...]:
    report = reading.report
    agency = report.agency
    assert agency is not None  # noqa: S101  `storable` saw to it
    return (
        doc,
        agency.agency_id,
        agency.name,
        agency.printed or agency.name,
        agency.resolved,
        report.year,
        report.title,
        _date(report.published_on),
        reading.first_seen_at,
        report.outcome,
        report.published_by,
        _date(report.signed_on),
    )


def _figures(loaded: Sequence[tuple[Docs, Report]]) -> Staged:
    """All cells of a batch, column by column, and of how many tables those of each report are."""
    tables: dict[tuple[str, ...], int] = {}
    content: list[tuple[int, int]] = []
    numbers = array("i")
    values: list[float | None] = []
    raws: list[str] = []
    locators: list[str] = []
    confidences = array("f")
    codes, forms, units, states = _Repeating(), _Repeating(), _Repeating(), _Repeating()
    for docs, report in loaded:
        if not report.figures:
            continue
        code, value, unit, state, raw, locator, confidence, document = zip(*report.figures, strict=True)
        of_reader = code if TRANSCRIBED not in state else _read_by_program(code, state)
        if of_reader not in tables:
            tables[of_reader] = len({one.partition(".")[0] for one in of_reader})
        content.append((docs[""], tables[of_reader]))
        numbers += array("i", map(docs.__getitem__, document)) if report.parts else array("i", (docs[""],)) * len(code)
        values += value
        raws += raw
        locators += locator
        confidences.extend(confidence)
        codes.add(code, partial(tuple, code))
        forms.add((code, *report.forms.items()), partial(_forms, code, report.forms))
        units.add(unit, partial(tuple, unit))
        states.add(state, partial(tuple, state))
    docs_column = pa.Array.from_buffers(INT, len(numbers), [None, pa.py_buffer(numbers)])
    columns = [docs_column, codes.column(), forms.column(), pa.array(values, REAL), units.column(), states.column()]
    sure = pa.Array.from_buffers(SURE, len(numbers), [None, pa.py_buffer(confidences)])
    columns += [pa.array(raws, TEXT), pa.array(locators, TEXT), sure]
    return {
        "staged_figure": pa.table(columns, SCHEMAS["staged_figure"]),
        "staged_content": _table("staged_content", content),
    }


def _read_by_program(codes: Sequence[str], states: Sequence[str]) -> tuple[str, ...]:
    """The codes without those that people read: they make no print fuller than another one."""
    return tuple(code for code, state in zip(codes, states, strict=True) if state != TRANSCRIBED)


def _forms(codes: Sequence[str], shown: Mapping[str, str]) -> list[str | None]:
    """The form of each code: the one in which its sheet was recognised."""
    form_of = forms_of_tables(shown)
    return [form_of.get(code.partition(".")[0]) for code in codes]


class _Repeating:
    """A column of words of which the same stretches come again and again: each distinct stretch is made once."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._known: dict[Hashable, pa.Array] = {}
        self._parts: list[pa.Array] = []

    def add(self, key: Hashable, texts: Callable[[], Sequence[str | None]]) -> None:
        """Append the stretch that `key` stands for, made by `texts` when it is met for the first time."""
        part = self._known.get(key)
        if part is None:
            part = self._known[key] = pa.array(map(self._number, texts()), INT)
        self._parts.append(part)

    def _number(self, word: str | None) -> int | None:
        return None if word is None else self._numbers.setdefault(word, len(self._numbers))

    def column(self) -> pa.DictionaryArray:
        numbers = pa.concat_arrays(self._parts) if self._parts else pa.array([], INT)
        return pa.DictionaryArray.from_arrays(numbers, pa.array(list(self._numbers), TEXT))
