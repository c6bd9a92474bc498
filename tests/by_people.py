"""A sample with a row that is refused, and what a person reads in it."""

from __future__ import annotations

import csv
import hashlib
import re
from datetime import datetime
from functools import cache
from pathlib import Path

from xxgk.extractors.publication.publication import extract_publication
from xxgk.schema.readings import COLUMNS, PRINTED, PersonReading

SAMPLE = Path(__file__).resolve().parents[1] / "data" / "samples" / "shiliu-town-2024.html"
ROW = "t3_requests.granted"
"""The row on which every rate of requests hangs."""
AT = datetime(2026, 1, 2, 3, 4, 5)


@cache
def refused(label: str = ">予以公开<") -> bytes:
    """The sample without the last cell of a row, whose other figures can then stand under no head."""
    whole = SAMPLE.read_text("utf-8")
    row = next(row for row in re.findall("<tr.*?</tr>", whole, re.DOTALL) if label in row)
    return whole.replace(row, f"{row[: row.rindex('<td')]}</tr>").encode()


@cache
def printed() -> dict[str, str]:
    """What the whole sample prints, by figure code."""
    (report,) = extract_publication([(SAMPLE.read_bytes(), SAMPLE.name)])
    return {figure.code: figure.raw for figure in report.figures}


def reading(code: str, text: str, who: str = "甲", data: bytes | None = None, answer: str = PRINTED) -> PersonReading:
    """What a person says of a cell."""
    return PersonReading(hashlib.sha256(data or refused()).hexdigest(), code, answer, text, who, AT)


def of_row(row: str = ROW, who: str = "甲") -> list[PersonReading]:
    """What a person reads in the refused row."""
    return [reading(code, text, who) for code, text in printed().items() if code.startswith(f"{row}.")]


def write(file: Path, readings: list[PersonReading]) -> None:
    """The file of readings, as somebody would write it by hand."""
    with file.open("w", encoding="utf-8", newline="") as written:
        rows = csv.writer(written)
        rows.writerow(COLUMNS)
        rows.writerows(one.row() for one in readings)
