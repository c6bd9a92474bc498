"""A site made from a release: the pages, and the scripts that hold their data."""

from __future__ import annotations

import json
import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import pyarrow as pa

from xxgk.flows.crawl.kept.archive import Archive
from xxgk.flows.site.asking import write_engine
from xxgk.flows.site.folder import SiteFolder, only_one, open_folder
from xxgk.flows.site.forms import forms_told
from xxgk.flows.site.maps import outlines
from xxgk.flows.site.shards import bits_for, by_shard, one_object, shard_of
from xxgk.flows.site.sources import write_sources
from xxgk.flows.version import code_version
from xxgk.flows.warehouse.warehouse import Warehouse, read_sql
from xxgk.schema.forms import forms

STATIC = Path(__file__).with_name("static")
WORDS = Path(__file__).with_name("words.toml")
RULES = Path(__file__).with_name("rules.toml")
ACCURACY = Path(__file__).with_name("accuracy.toml")

REPORTS_TOGETHER, AGENCIES_TOGETHER = 2, 8
"""Reports and agencies in one shard, about: one is some 15 and 5 KB over the wire."""

REPORTS_AT_ONCE, AGENCIES_AT_ONCE = 1000, 1000
"""Reports and agencies whose pages are put together in one query: what the memory of the warehouse holds."""
CONCEPTS_AT_ONCE = 16
"""Series that are put together in one query."""

KNOWN = "SELECT DISTINCT agency_id FROM site_coverage WHERE state <> 'never_looked_at' ORDER BY agency_id"


@dataclass(frozen=True, slots=True)
class SiteMade:
    """What became of a site: files written, files in all, the release that it shows."""

    release: int
    written: tuple[str, ...]
    files: int

    def told(self, to: Path) -> str:
        """One line for a person."""
        return f"{to / 'index.html'}: release {self.release}, {self.files} files, {len(self.written)} of them written"


@dataclass(frozen=True, slots=True)
class SiteAsked:
    """What a site is to have beyond the release: the documents of an `archive` beside their figures; a `map`, a GeoJSON
    file of provinces; SQL in the browser, by the `engine` in a folder ``node_modules``."""

    archive: Archive | None = None
    map: Path | None = None
    engine: Path | None = None


def make(warehouse: Warehouse, to: Path, asked: SiteAsked | None = None) -> SiteMade:
    """Make the site of a release in a folder, or bring it up to the release. Raises SiteError where the folder is not a
    site's or another process makes it, and WarehouseError."""
    with only_one(to):
        return _make(warehouse, to, asked or SiteAsked())


def _make(warehouse: Warehouse, to: Path, asked: SiteAsked) -> SiteMade:
    program = warehouse.query("SELECT version()").rows[0][0]
    folder = open_folder(to, f"{code_version()} {program}")
    release = _about(warehouse, folder)
    bits = {"reports": _reports(warehouse, folder), "agencies": _agencies(warehouse, folder)}
    bits |= {"map": int(asked.map is not None), "sql": release if asked.engine else 0}
    _coverage(warehouse, folder)
    _values(warehouse, folder)
    _peers(warehouse, folder)
    if asked.archive is not None:
        write_sources(warehouse, asked.archive, folder)
    if asked.map is not None:
        folder.data("map", outlines(asked.map, {code: told[0] for code, told in words()["province"].items()}))
    if asked.engine is not None:
        write_engine(warehouse, folder, asked.engine, release, folder.bits.get("sql", 0))
    has_persons = "person_reading" in warehouse.tables()
    folder.data("persons", warehouse.query(read_sql("site/110_person.sql")).rows if has_persons else [])
    folder.script("quality", _one(warehouse, "site/080_quality.sql"))
    folder.data("accuracy", tomllib.loads(ACCURACY.read_text("utf-8")))
    folder.data("words", {**words(), "meaning": meanings()})
    folder.data("forms", forms_told(warehouse.query("SELECT form, code, position FROM figure_definition").rows))
    for path in sorted(STATIC.iterdir()):
        folder.file(path.name, path.read_bytes())
    folder.data("bits", bits)
    folder.close(bits)
    return SiteMade(release, tuple(folder.written), len(folder.named))


@cache
def words() -> Mapping[str, Any]:
    """What the pages say, in Chinese and in English, by group and key."""
    return tomllib.loads(WORDS.read_text("utf-8"))


@cache
def meanings() -> Mapping[str, str]:
    """What the rules of findings mean, in Chinese; see the file for how the equations of forms are named."""
    return tomllib.loads(RULES.read_text("utf-8"))


def _one(warehouse: Warehouse, name: str) -> str:
    return str(warehouse.query(read_sql(name)).rows[0][0])


def _about(warehouse: Warehouse, folder: SiteFolder) -> int:
    told = _one(warehouse, "site/070_about.sql")
    folder.script("about", told)
    return int(json.loads(told)["release"] or 0)


def _reports(warehouse: Warehouse, folder: SiteFolder) -> int:
    """The shards of reports, those anew whose reports changed; the bits of the hash that tell them."""
    warehouse.run(["site/010_reports.sql"])
    prints = {
        f"{agency}/{year}": (agency, year, print_)
        for agency, year, print_ in warehouse.query("SELECT agency_id, year, print FROM site_report").rows
    }
    bits = bits_for(len(prints), REPORTS_TOGETHER, folder.bits.get("reports"))
    touched: list[tuple[str, list[str]]] = []
    for shard, keys in by_shard(prints, bits):
        if not folder.stands(f"r/{shard}", ";".join(f"{key} {prints[key][2]}" for key in keys)):
            touched.append((shard, keys))
    step = max(1, REPORTS_AT_ONCE // REPORTS_TOGETHER)
    for first in range(0, len(touched), step):
        some = touched[first : first + step]
        wanted = [prints[key][:2] for _, keys in some for key in keys]
        bodies = _bodies(warehouse, wanted)
        for shard, keys in some:
            folder.script(f"r/{shard}", one_object({key: bodies[key] for key in keys}))
    return bits


def _bodies(warehouse: Warehouse, wanted: list[tuple[str, int]]) -> dict[str, str]:
    """What is told of some reports, each as JSON."""
    table = pa.table(
        {"agency_id": [key[0] for key in wanted], "year": pa.array([key[1] for key in wanted], pa.int16())}
    )
    with warehouse.staged({"wanted": table}):
        rows = warehouse.query(read_sql("site/020_report.sql")).rows
    return {f"{agency}/{year}": told for agency, year, told in rows}


def _agencies(warehouse: Warehouse, folder: SiteFolder) -> int:
    """The shards of the agencies of which anything is known; the bits of the hash that tell them."""
    warehouse.run(["site/025_coverage.sql"])
    warehouse.query("SET VARIABLE forms = ?", [[form.id for form in forms()]])
    ids = [agency for (agency,) in warehouse.query(KNOWN).rows]
    bits = bits_for(len(ids), AGENCIES_TOGETHER, folder.bits.get("agencies"))
    shards = list(by_shard(ids, bits))
    step = max(1, AGENCIES_AT_ONCE // AGENCIES_TOGETHER)
    for first in range(0, len(shards), step):
        some = shards[first : first + step]
        with warehouse.staged({"wanted": pa.table({"agency_id": [key for _, keys in some for key in keys]})}):
            bodies = dict(warehouse.query(read_sql("site/030_agency.sql")).rows)
        for shard, keys in some:
            folder.script(f"a/{shard}", one_object({key: bodies[key] for key in keys}))
    return bits


def _coverage(warehouse: Warehouse, folder: SiteFolder) -> None:
    """What is known of every agency and year by province, and the counts of it in all of them."""
    counts: dict[str, list[dict[str, int]]] = {}
    places = _grouped(warehouse, "site/041_place.sql")
    titles = _grouped(warehouse, "site/090_title.sql")
    for province, rows in _grouped(warehouse, "site/040_coverage.sql").items():
        tallies: list[dict[str, int]] = [defaultdict(int) for _ in rows[0][-1]]
        for row in rows:
            for tally, state in zip(tallies, row[-1], strict=True):
                tally[state] += 1
        counts[province] = [dict(tally) for tally in tallies]
        folder.data(f"c/{province}", {"places": places.get(province, []), "agencies": rows})
        folder.data(f"t/{province}", titles.get(province, []))
    folder.data("coverage", counts)


def _grouped(warehouse: Warehouse, name: str) -> dict[str, list[list[Any]]]:
    """The rows of a query by their first column, without it."""
    rows = warehouse.query(read_sql(name)).rows
    return {key: [list(row[1:]) for row in group] for key, group in groupby(rows, key=lambda row: row[0])}


def _values(warehouse: Warehouse, folder: SiteFolder) -> None:
    """The series of each concept by province: several concepts a query, since each looks through all figures."""
    held: dict[str, list[str]] = defaultdict(list)
    concepts = warehouse.query("SELECT concept FROM crosswalk_concept ORDER BY position").rows
    for first in range(0, len(concepts), CONCEPTS_AT_ONCE):
        some = [concept for (concept,) in concepts[first : first + CONCEPTS_AT_ONCE]]
        for concept, province, told in warehouse.query(read_sql("site/050_value.sql"), [some]).rows:
            folder.script(f"v/{province}-{concept}", told)
            held[province].append(concept)
    folder.data("values", held)


PEER_BITS = 32


def _peers(warehouse: Warehouse, folder: SiteFolder) -> None:
    for peers, told in warehouse.query(read_sql("site/060_peers.sql")).rows:
        folder.script(f"p/{shard_of(peers, PEER_BITS)}", told)
