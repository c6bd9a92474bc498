"""Whose reports are expected before they came: what the crawl's own file tells of agencies, made into rows of
``listed_agency``.

A listing names organs by the texts of its links, is the column of one agency, or of the government of its region; the
government of each portal that was searched is expected whether a column was found or not, and so is each organ that an
index of organs names. A name counts where it means one agency, and one that lies in the region of the listing: what a
site shows of others is theirs to publish."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import pyarrow as pa

from xxgk.extractors.identity.candidate import Candidate
from xxgk.extractors.identity.described import described
from xxgk.extractors.identity.organ_names import candidates
from xxgk.extractors.identity.organ_words import LEVEL_WORD, ORGAN_END, without_level
from xxgk.flows.crawl.kept.ledger import Ledger
from xxgk.flows.crawl.pages.link_text import organ_of
from xxgk.schema.agencies import Registry, host_of, registry
from xxgk.schema.townships import lies_in

LISTED, OWN, REGION, INDEX = "listed", "own", "region", "index"
"""Why an agency is expected: links name it, the listing is its own, it governs the region, an index names it."""

_LISTINGS = """
SELECT l.url, coalesce(nullif(l.agency, ''), f.agency, ''), coalesce(f.region_code, '')
FROM listing l LEFT JOIN found_listing f ON f.url = l.url AND f.state IN ('adopted', 'accepted')
WHERE l.alarm <> 'moved' ORDER BY l.url
"""
_TITLES = (
    "SELECT listing, title, max(year) FROM page WHERE year IS NOT NULL GROUP BY listing, title ORDER BY listing, title"
)
_SEARCHED = """
SELECT agency, region_code FROM growth_seed WHERE origin = ? AND agency <> '' ORDER BY url
"""
_EVERYBODY = re.compile("各|全|本|所有|其他|有关")
_GOVERNMENT = "人民政府"


class SearchedAgency(NamedTuple):
    """An agency that a search met, and the code of the region in which it searched."""

    agency: str
    region_code: str


class NamedColumn(NamedTuple):
    """A listing, the agency whose it is said to be (empty: of several, or unknown), and the code of its region."""

    url: str | None
    agency: str
    region_code: str


class ListedAgency(NamedTuple):
    """An agency and where its reports are looked for: `url` None where no listing is known. `last_year` is the latest
    year on which a link there names a report of it."""

    url: str | None
    agency_id: str
    name: str
    region_code: str
    level: str
    kind: str
    parent_id: str | None
    basis: str
    last_year: int | None


SCHEMA = pa.schema({name: pa.int16() if name == "last_year" else pa.string() for name in ListedAgency._fields})


def listed_agencies(ledger: Ledger) -> pa.Table:
    """Rows of ``listed_agency``, each agency once for each listing, and without one where no listing is known."""
    names = _Names(registry())
    rows = {(row.url, row.agency_id): row for row in (*_of_regions(ledger, names), *_of_listings(ledger, names))}
    placed = {agency for url, agency in rows if url}
    kept = [row for (url, agency), row in sorted(rows.items(), key=_order) if url or agency not in placed]
    return pa.Table.from_pylist([row._asdict() for row in kept], SCHEMA)


def _order(item: tuple[tuple[str | None, str], ListedAgency]) -> tuple[str, str]:
    (url, agency), _ = item
    return url or "", agency


def _of_listings(ledger: Ledger, names: _Names) -> Iterator[ListedAgency]:
    """The agencies of each listing: its own one, and those that its links name."""
    columns = {one.url: one for one in ledger.ask(NamedColumn, _LISTINGS)}
    years: dict[tuple[str, str], int] = {}
    for piece in ledger.pieces(_TITLES):
        for url, title, year in piece:
            if column := columns.get(url):
                key = url, organ_of(title) or column.agency
                years[key] = max(year, years.get(key, 0))
    for (url, name), year in years.items():
        yield from names.rows(columns[url], name, LISTED, year)
    for column in columns.values():
        if (column.url, column.agency) not in years:
            yield from names.rows(column, column.agency, OWN, None)


def _of_regions(ledger: Ledger, names: _Names) -> Iterator[ListedAgency]:
    """The governments of the portals that were searched, each in the columns of its region that are of several
    agencies; and the organs that indexes name."""
    shared: dict[str, list[str | None]] = {}
    for column in ledger.ask(NamedColumn, _LISTINGS):
        if not column.agency and column.region_code:
            shared.setdefault(column.region_code, []).append(column.url)
    for origin, basis in (("portal", REGION), ("organ", INDEX), ("hub", INDEX)):
        for agency, code in ledger.ask(SearchedAgency, _SEARCHED, origin):
            for url in (shared.get(code, ()) if basis == REGION else ()) or (None,):
                yield from names.rows(NamedColumn(url, agency, code), agency, basis, None)


class _Names:
    """What names of agencies mean, each asked once."""

    def __init__(self, known: Registry) -> None:
        self._known = known
        self._meant: dict[tuple[str, str], tuple[str, str] | None] = {}

    def rows(self, column: NamedColumn, name: str, basis: str, year: int | None) -> Iterator[ListedAgency]:
        """The agency that a listing names so, as a row; none where it is not sure which."""
        known = self._known
        key = name, column.region_code or known.hosts.get(host_of(column.url or ""), "")
        if key not in self._meant:
            self._meant[key] = self._of(*key)
        if found := self._meant[key]:
            full, identifier = found
            what = described(full, identifier, known)
            about = (full, what.region_code, what.level, what.kind, what.parent or None)
            yield ListedAgency(column.url, identifier, *about, basis, year)

    def _of(self, name: str, code: str) -> tuple[str, str] | None:
        """Name and identifier of the one agency that a name means on a site of the region; None where that is not
        sure."""
        known = self._known
        if not name or _EVERYBODY.match(name):
            return None
        for choices in (candidates(name, known), candidates(self._placed(name, code), known)):
            inside = [one for one in choices if self._lies_in(one, code)]
            if len(inside) == 1 and (ORGAN_END.search(name) or inside[0].name.endswith(_GOVERNMENT)):
                return inside[0].name, inside[0].agency_id
        return None

    def _lies_in(self, one: Candidate, code: str) -> bool:
        places = self._known.gazetteer
        if not code:
            return one.certain
        return one.region_code in places.by_code and lies_in(one.region_code, code, places)

    def _placed(self, name: str, code: str) -> str:
        """A name with the region of its site before it, where that is what it lacks: 市财政局 on the site of a city."""
        places = self._known.gazetteer
        region = places.by_code.get(code)
        if region is None:
            return ""
        word = LEVEL_WORD.match(name)
        organ = without_level(name) if word and region.name.endswith(word[0]) else name
        return f"{places.full_name(region)}{organ}"
