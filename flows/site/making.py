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
from xxgk.flows.site.folder import SiteFolder, open_folder
from xxgk.flows.site.forms import forms_told
from xxgk.flows.site.shards import bits_for, by_shard, one_object, shard_of
from xxgk.flows.site.sources import write_sources
from xxgk.flows.version import code_version
from xxgk.flows.warehouse.warehouse import Warehouse, read_sql
from xxgk.schema.forms import forms

STATIC = Path(__file__).with_name("static")
WORDS = Path(__file__).with_name("words.toml")

REPORTS_TOGETHER, AGENCIES_TOGETHER = 2, 8
"""Reports and agencies in one shard, about: one is some 15 and 5 KB over the wire."""

REPORTS_AT_ONCE = 1000
"""Reports whose pages are put together in one query."""


@dataclass(frozen=True, slots=True)
class SiteMade:
    """What became of a site: files written, files in all, the release that it shows."""

    release: int
    written: tuple[str, ...]
    files: int

    def told(self, to: Path) -> str:
        """One line for a person."""
        return f"{to / 'index.html'}: release {self.release}, {self.files} files, {len(self.written)} of them written"


def make(warehouse: Warehouse, to: Path, archive: Archive | None = None) -> SiteMade:
    """Make the site of a release in a folder, or bring it up to the release; with the documents of an `archive` beside
    their figures. Raises SiteError where the folder is not a
    site's, and WarehouseError."""
    engine = warehouse.query("SELECT version()").rows[0][0]
    folder = open_folder(to, f"{code_version()} {engine}")
    release = _about(warehouse, folder)
    bits = {"reports": _reports(warehouse, folder), "agencies": _agencies(warehouse, folder)}
    _coverage(warehouse, folder)
    _values(warehouse, folder)
    _peers(warehouse, folder)
    if archive is not None:
        write_sources(warehouse, archive, folder)
    folder.script("quality", _one(warehouse, "site/080_quality.sql"))
    folder.data("words", words())
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
            folder.script(
                f"r/{shard}", one_object({key: bodies[key] for key in keys}, {k: json.dumps(k) for k in keys})
            )
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
    warehouse.query("SET VARIABLE forms = ?", [[form.id for form in forms()]])
    bodies = dict(warehouse.query(read_sql("site/030_agency.sql")).rows)
    bits = bits_for(len(bodies), AGENCIES_TOGETHER, folder.bits.get("agencies"))
    for shard, keys in by_shard(bodies, bits):
        folder.script(f"a/{shard}", one_object({key: bodies[key] for key in keys}, {k: json.dumps(k) for k in keys}))
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
    held: dict[str, list[str]] = defaultdict(list)
    for province, concept, told in warehouse.query(read_sql("site/050_value.sql")).rows:
        folder.script(f"v/{province}-{concept}", told)
        held[province].append(concept)
    folder.data("values", held)


PEER_BITS = 32


def _peers(warehouse: Warehouse, folder: SiteFolder) -> None:
    for peers, told in warehouse.query(read_sql("site/060_peers.sql")).rows:
        folder.script(f"p/{shard_of(peers, PEER_BITS)}", told)
