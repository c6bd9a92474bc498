"""Why a document is refused: a kind that programs ask for, words for a person, and what would be needed to read it.

Nothing decides by reading the words."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

LIBREOFFICE, OCR = "libreoffice", "ocr"
"""What may be needed: the program, in whatever version; the extra of this package."""


class Why(StrEnum):
    """The kinds of refusals. Those of a document's own are settled: another look at the same bytes says the same."""

    UNREADABLE = "unreadable"
    """Its bytes are damaged, beyond a limit, of no container that is read, or without print."""
    NO_REPORT = "no_report"
    NO_TABLES = "no_tables"
    """A report by its sections, without a statutory table of a known form."""
    TABLES_REFUSED = "tables_refused"
    NO_YEAR = "no_year"
    NO_AGENCY = "no_agency"
    AGENCY_IN_DOUBT = "agency_in_doubt"
    SEVERAL_REPORTS = "several_reports"
    """The page of several reports, each of which is read by itself."""
    READINGS_DIFFER = "readings_differ"
    READ_TWICE = "read_twice"
    """Two figures of one code: a fault of the extractor."""
    NOT_STORABLE = "not_storable"
    """Text that is no text, numbers beyond bounds: a fault of the extractor."""
    NOT_READ = "not_read"
    """Not its own: gone, changed meanwhile, beyond the time or memory of this machine, or the extractor failed."""


class Refusal(NamedTuple):
    """Why something was not read. `needs`: any of LIBREOFFICE and OCR, with which it may be."""

    why: Why
    words: str
    needs: tuple[str, ...] = ()
