"""The rows of the ledger's tables, a record each, with its columns under their names (``class_`` is ``class``).

What a column means is told where the tables are made: ``sql/tables/200_crawl.sql``. Times are text, in UTC, as
`flows.crawl.kept.ledger.when` writes them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple, TypeVar


class RunRow(NamedTuple):
    """A run of the crawl."""

    run: int
    kind: str
    scope: str
    started_at: str
    finished_at: str | None
    starts: int


class FetchRow(NamedTuple):
    """A request, and what came."""

    run: int
    position: int
    request: str
    fetched_at: str
    status: int
    class_: str
    detail: str
    final_url: str
    hops: str
    sha256: str | None
    size_bytes: int
    name: str
    etag: str
    last_modified: str
    headers: str


class HostRow(NamedTuple):
    """A host: how it stood at the last run that met it."""

    host: str
    run: int
    checked_at: str
    robots: str
    class_: str
    detail: str
    since: str | None
    retry_at: str | None


class ListingRow(NamedTuple):
    """A listing: what the last look at it gave."""

    url: str
    agency: str
    region: str
    level: str
    run: int
    checked_at: str
    ok_at: str | None
    class_: str
    detail: str
    links: int
    before: int
    new_links: int
    alarm: str
    next_at: str


class LookRow(NamedTuple):
    """How a listing stood from one run on, until the next row of it."""

    url: str
    run: int
    looked_at: str
    class_: str
    alarm: str
    links: int


class PageRow(NamedTuple):
    """An address of a report; without more, one for which nobody has asked yet."""

    key: str
    url: str
    listing: str
    title: str
    year: int | None
    listed_on: str | None
    files: str
    first_seen_at: str
    last_seen_at: str
    next_at: str
    missing_since: str | None = None
    run: int | None = None
    checked_at: str | None = None
    class_: str = ""
    detail: str = ""
    tries: int = 0
    gone_since: str | None = None
    changed_at: str | None = None
    cut_sha256: str | None = None


class VersionRow(NamedTuple):
    """A version of a report: what its page printed from one time to another."""

    key: str
    version: int
    run: int
    first_seen_at: str
    last_seen_at: str
    sha256: str
    content_sha256: str
    url: str
    is_loaded: bool
    lost_at: str | None


class PartRow(NamedTuple):
    """A part of a version: an attachment, a picture, a further page."""

    key: str
    version: int
    position: int
    url: str
    sha256: str | None
    class_: str
    name: str


class SeedRow(NamedTuple):
    """Where a search for columns began, or is to begin; without more, one where nobody has looked yet."""

    url: str
    origin: str
    region_code: str
    region: str
    agency: str
    named_at: str
    named_as: str
    next_at: str
    run: int | None = None
    checked_at: str | None = None
    class_: str = ""
    detail: str = ""
    tries: int = 0
    requests: int = 0


class FoundRow(NamedTuple):
    """A column that the search found: adopted, in doubt, or decided by a person."""

    url: str
    state: str
    reason: str
    adapter: str
    agency: str
    region_code: str
    region: str
    level: str
    reports: int
    years: str
    organs: int
    evidence: str
    seed: str
    replaces: str
    run: int
    found_at: str
    decided_at: str | None = None
    decided_why: str = ""


LedgerRow = RunRow | FetchRow | HostRow | ListingRow | LookRow | PageRow | VersionRow | PartRow | SeedRow | FoundRow
R = TypeVar("R", RunRow, FetchRow, HostRow, ListingRow, LookRow, PageRow, VersionRow, PartRow, SeedRow, FoundRow)

TABLE_OF: Mapping[type[LedgerRow], str] = MappingProxyType(
    {
        RunRow: "crawl_run",
        FetchRow: "fetch",
        HostRow: "crawl_host",
        ListingRow: "listing",
        LookRow: "listing_look",
        PageRow: "page",
        VersionRow: "page_version",
        PartRow: "page_part",
        SeedRow: "growth_seed",
        FoundRow: "found_listing",
    }
)
"""The table whose rows a record stands for."""


COLUMNS: Mapping[type[LedgerRow], tuple[str, ...]] = MappingProxyType(
    {kind: tuple(name.removesuffix("_") for name in kind._fields) for kind in TABLE_OF}
)
"""The columns of a table as SQL names them, in the order of its record."""

KEYS: Mapping[type[LedgerRow], tuple[str, ...]] = MappingProxyType(
    {
        RunRow: ("run",),
        FetchRow: ("position",),
        HostRow: ("host",),
        ListingRow: ("url",),
        LookRow: ("url", "run"),
        PageRow: ("key",),
        VersionRow: ("key", "version"),
        PartRow: ("key", "version", "position"),
        SeedRow: ("url",),
        FoundRow: ("url",),
    }
)
"""The columns that tell the rows of a table apart: ``sql/ledger/010_keys.sql``."""


def _statements(form: str) -> Mapping[type[LedgerRow], str]:
    """A statement for each table, of its name, its columns and a mark for each."""
    return {
        kind: form.format(f'"{table}"', ", ".join(COLUMNS[kind]), ", ".join("?" * len(kind._fields)))
        for kind, table in TABLE_OF.items()
    }


SELECT = _statements("SELECT {1} FROM {0}")
"""The beginning of a query for rows."""

INSERT = _statements("INSERT OR REPLACE INTO {0} ({1}) VALUES ({2})")
"""What writes a row in place of the one with its key."""
