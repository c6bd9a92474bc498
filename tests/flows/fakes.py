"""Extractors that read a tiny text format, for tests of everything that comes after extraction.

A document is ``agency|year|published_on|number``, a part of a publication ``granted|number``; the words ``hang``,
``die``, ``raise`` and ``hog`` do what they say.
"""

import hashlib
import os
import signal
import time
from collections.abc import Sequence
from dataclasses import replace

from xxgk.schema.report import (
    INFO,
    LOADED,
    LOADED_WITH_FINDINGS,
    NUMBER,
    QUARANTINED,
    Agency,
    Figure,
    Finding,
    Part,
    Report,
    Section,
    TextFigure,
)

APPLICANTS = ("natural_person", "total")


def extract(data: bytes, source: str) -> Report:
    text = data.decode().strip()
    sha256 = hashlib.sha256(data).hexdigest()
    if text == "hang":
        time.sleep(600)
    if text == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if text == "hog":
        bytearray(3 << 30)
    if text == "raise":
        raise RuntimeError("boom")
    if text.count("|") != 3:
        return Report(source, sha256, "text/plain", "text", (), QUARANTINED, "no report")
    agency, year, published_on, number = text.split("|")
    value = int(number)
    figures = [
        Figure(f"t3_requests.new_received.{column}", value, "件", NUMBER, number, f"text:L{line}")
        for line, column in enumerate(APPLICANTS, 1)
    ]
    told = f"本年收到{number}件"
    odd = (Finding("ODD", INFO, "t3_requests.new_received", "an odd number", value, 2),) if value % 2 else ()
    return Report(
        source,
        sha256,
        "text/plain",
        "text",
        ("pipe_rows",),
        LOADED_WITH_FINDINGS if odd else LOADED,
        agency=Agency(agency, f"110000-{agency}", False),
        year=int(year),
        title=f"{agency}{year}",
        published_on=published_on or None,
        forms={"t3": "form_2021"},
        figures=tuple(figures),
        sections=(Section("overview", "一、总体情况", told),),
        findings=odd,
        text_figures=(TextFigure("text.requests_received", value, "件", False, NUMBER, number, told, "overview", 4),),
    )


def extract_publication(
    documents: Sequence[tuple[bytes, str]], _convert: object = None, _readings: object = ()
) -> tuple[Report, ...]:
    """One report where all parts hold ``granted``, else each document is a report of its own."""
    (main, source), *parts = documents
    if not all(data.startswith(b"granted|") for data, _ in parts):
        return tuple(extract(data, source) for data, source in documents)
    return (_with_parts(extract(main, source), parts),)


def _with_parts(report: Report, parts: Sequence[tuple[bytes, str]]) -> Report:
    figures, told = [], []
    for number, (data, source) in enumerate(parts):
        sha256 = hashlib.sha256(data).hexdigest()
        raw = data.decode().strip().partition("|")[2]
        code = f"t3_requests.{('granted', 'partially_granted')[number]}.total"
        figures.append(Figure(code, int(raw), "件", NUMBER, raw, "text:L1", document=sha256))
        told.append(Part(source, sha256, "text/plain", "text", (), report.outcome, report.reason))
    return replace(report, figures=(*report.figures, *figures), parts=tuple(told))


def torn_off(*_: object) -> None:
    """In the place of a load that breaks off."""
    raise RuntimeError("torn off")
