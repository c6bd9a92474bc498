"""Several documents read as what they are together: one report, or several."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.extract import extract
from schema.forms import Form
from schema.report import Report


def extract_publication(documents: Sequence[tuple[bytes, str]], of: Sequence[Form] | None = None) -> tuple[Report, ...]:
    """The reports that the documents of a publication (bytes and source, the main one first) hold."""
    return tuple(extract(data, source, of) for data, source in documents)
