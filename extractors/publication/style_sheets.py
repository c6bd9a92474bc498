"""The style sheets among the documents of a publication, as its pages name them.

A document is one by its address: nothing in its bytes says so. Pages name it by an address that begins at their own."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from urllib.parse import unquote, urljoin, urlsplit

from xxgk.extractors.readers.html.cascade import SheetOf
from xxgk.extractors.readers.text.charset import reading
from xxgk.schema.containers import is_style_sheet

SHEET_TYPE = "text/css"


class StyleSheets:
    """The style sheets among some documents (bytes and source); the first document is none."""

    def __init__(self, documents: Sequence[tuple[bytes, str]]) -> None:
        self._sources = {source for _, source in documents[1:] if is_style_sheet(source)}
        self._sheets = {_place(source): data for data, source in documents[1:] if source in self._sources}

    def __contains__(self, source: str) -> bool:
        return source in self._sources

    def of(self, source: str) -> SheetOf | None:
        """What gives the style sheets that the page of a source names; None where there are none."""
        return partial(self._named, source) if self._sheets else None

    def _named(self, source: str, address: str) -> str | None:
        try:
            data = self._sheets.get(_place(urljoin(source, address)))
        except ValueError:
            return None
        return None if data is None else reading(data, None).text


def _place(address: str) -> tuple[str, str]:
    """Path and query of an address: what one site calls by them is one sheet, by whatever scheme it is asked for."""
    parts = urlsplit(address)
    return unquote(parts.path), parts.query
