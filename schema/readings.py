"""What people read where the program refused: answers as data, each bound to the bytes of one document.

A file of them stands beside the warehouse and is only ever added to, by ``xxgk review`` or by hand. Of what one person
said of one cell the last line counts; where two persons differ, neither is believed.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple

from xxgk.schema.datafile import read_rows
from xxgk.schema.errors import DataError
from xxgk.schema.forms import forms
from xxgk.schema.sections import narrative

COLUMNS = ("sha256", "code", "answer", "print", "who", "at", "note")
PRINTED, ABSENT, ILLEGIBLE, UNDONE = "printed", "not in the document", "illegible", "undone"
ANSWERS = (PRINTED, ABSENT, ILLEGIBLE, UNDONE)
AGENCY, YEAR = "identity.agency", "identity.year"
"""Codes under which a person says whose report a document is (an identifier, or a name), and of which year."""
IDENTITY = (AGENCY, YEAR)
SECTION = "section."
"""Before the code of a section: under which title, as printed, it stands."""
LONGEST = 200
"""Characters of a print, a name and a note, at most."""
FIRST_YEAR, LAST_YEAR = 2008, 2100
_SHA256 = re.compile(r"[0-9a-f]{64}")


class ReadingError(DataError):
    """A line of the file of readings that cannot be understood."""


class PersonReading(NamedTuple):
    """What a person says of one cell of the document with the hash `sha256`: the `text` that is printed there, blank
    where the cell is, or one of the other ANSWERS, which have none. `code` is a figure code, with another answer than
    PRINTED a row (``table.row``) or a table too, or one of IDENTITY, or SECTION with the code of a section, whose title
    is the `text`. `at` is UTC."""

    sha256: str
    code: str
    answer: str
    text: str
    who: str
    at: datetime
    note: str = ""

    def row(self) -> tuple[str, ...]:
        """The line of the file, in the order of COLUMNS."""
        moment = f"{self.at.isoformat(timespec='seconds')}Z"
        return (self.sha256, self.code, self.answer, self.text, self.who, moment, self.note)


Readings = Mapping[str, tuple[PersonReading, ...]]
"""The readings that stand, by the hash of their document, in the order of their codes and persons."""


def load_readings(path: Path, tell: Callable[[str], object] = lambda _: None) -> Readings:
    """The readings that stand; none where there is no file. A line that cannot be understood is set aside, and `tell`
    is told of it. Raises ReadingError where that is so of the whole file."""
    return standing(lines(path, tell))


def lines(path: Path, tell: Callable[[str], object]) -> list[PersonReading]:
    """All lines in order, those that were taken back or given anew included; otherwise as `load_readings`."""
    found: list[PersonReading] = []
    for where, values in read_rows(path, COLUMNS, ReadingError) if path.exists() else ():
        try:
            found.append(_read(values, where))
        except ReadingError as error:
            tell(f"{error}; the line is set aside")
    return found


def standing(told: Iterable[PersonReading]) -> Readings:
    """Of each person's lines on a cell the last, unless that takes it back."""
    last = {(one.sha256, one.code, one.who): one for one in told}
    found: dict[str, list[PersonReading]] = {}
    for _, one in sorted(last.items()):
        if one.answer != UNDONE:
            found.setdefault(one.sha256, []).append(one)
    return {sha256: tuple(ones) for sha256, ones in found.items()}


def digest(told: Iterable[PersonReading]) -> str:
    """The same string, the same answers; empty where there are none. When they were given does not count."""
    given = sorted((one.sha256, one.code, one.who, one.answer, one.text) for one in told)
    return hashlib.blake2b(repr(given).encode(), digest_size=16).hexdigest() if given else ""


def problem(one: PersonReading) -> str:
    """What is wrong with a reading, whatever document it is of; empty where nothing is."""
    if not _SHA256.fullmatch(one.sha256):
        return "sha256 is the hash of a document, 64 hexadecimal digits"
    if one.answer not in ANSWERS:
        return f"the answer is one of: {', '.join(ANSWERS)}"
    if not one.who.strip():
        return "nobody is named who read it"
    if max(map(len, (one.text, one.who, one.note))) > LONGEST:
        return f"print, name and note have {LONGEST} characters at most"
    if one.text and one.answer != PRINTED:
        return f"{one.answer!r} goes without a print"
    if one.code == YEAR and one.answer == PRINTED:
        return "" if is_year(one.text) else f"the year is one from {FIRST_YEAR} on"
    if one.code == AGENCY and one.answer == PRINTED:
        return "" if one.text.strip() else "no agency is named"
    if one.code in sections():
        return "" if one.text.strip() or one.answer != PRINTED else "no title is named"
    if one.code in IDENTITY or one.code in codes() or (one.answer != PRINTED and one.code in places()):
        return ""
    return f"no form has a figure {one.code!r}"


def is_year(text: str) -> bool:
    """Whether a text is a year of which there can be a report."""
    return text.isascii() and text.isdigit() and len(text) == 4 and FIRST_YEAR <= int(text) <= LAST_YEAR


@cache
def codes() -> frozenset[str]:
    """The figure codes of all forms."""
    tables = (table for form in forms() for table in form.tables.values())
    return frozenset(code for table in tables for row in table.rows for code in table.codes(row))


@cache
def sections() -> frozenset[str]:
    """The sections of all forms, as readings name them."""
    return frozenset(f"{SECTION}{code}" for code in narrative().codes)


@cache
def places() -> frozenset[str]:
    """The rows (``table.row``) and tables of all forms."""
    rows = (code.rpartition(".")[0] for code in codes())
    return frozenset(place for row in rows for place in (row, row.partition(".")[0]))


def _read(values: tuple[str, ...], where: str) -> PersonReading:
    sha256, code, answer, text, who, at, note = values
    try:
        moment = datetime.fromisoformat(at).replace(tzinfo=None)
    except ValueError as error:
        raise ReadingError(f"{where}: {at!r} is no time") from error
    one = PersonReading(sha256, code, answer, text, who, moment, note)
    if told := problem(one):
        raise ReadingError(f"{where}: {told}")
    return one
