"""What the crawl saw where, as it goes into the warehouse; apart from the staged tables, so that reading a document
needs no Arrow."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple


class Sighting(NamedTuple):
    """A row of ``staged_sighting``: where and when the crawl found a document of a publication that is handed in, also
    where it need not be read again. `site_of` as of `flows.reading.files.File`."""

    publication: str
    sha256: str
    position: int
    source: str
    seen_at: datetime
    site_of: str | None
