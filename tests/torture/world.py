"""A small world with a past: a portal on this machine, three days of commands, and what stands in its files then."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pyarrow import parquet

from tests.portal.families.static import trs
from tests.portal.places import write_places
from tests.portal.reports import Report
from tests.portal.season import Portal
from tests.portal.site import Site
from xxgk.flows.crawl.kept.archive import Archive
from xxgk.flows.places import Places
from xxgk.flows.warehouse.warehouse import Result, Warehouse

DAYS = (date(2026, 1, 12), date(2026, 1, 20), date(2026, 1, 28))
NIGHT, FILE = KINDS = ("night", "file")
"""Days of two kinds: the night comes, a file is handed in."""

JUSTICE, POLICE = "示例市青禾区司法局", "示例市青禾区公安局"
SITES = (
    Site(
        "www.qinghe.test",
        trs,
        "/zwgk/zfxxgknb/index.html",
        "trs",
        (
            Report(JUSTICE, 2023),
            Report(JUSTICE, 2024, corrected=DAYS[2]),
            Report(JUSTICE, 2025, appears=DAYS[2]),
            Report(POLICE, 2023, "docx", appears=DAYS[0]),
            Report(POLICE, 2024, corrected=DAYS[1]),
        ),
    ),
)
"""On each day something comes or changes."""

HANDED_IN = ("qinghe-justice-2019.html", "qinghe-justice-2021.html", "qinghe-justice-2022.html")
"""A sample that is handed in on each day."""

SAMPLES = Path(__file__).parents[2] / "data" / "samples"
RUN = ("run", "first_run", "before", "new_links", "offset")
"""Columns that tell of runs."""

OWN = ("fetch", "crawl_run", "ingest_run", "ingest_outcome", "schema_version", "unread")
"""Tables that tell of runs, requests and times, which a fault may add to."""

HISTORY = ("release", "release_audit", "release_count", "release_change", "release_figure_change", "release_pending")
"""Tables that tell what each release changed: a release more or fewer is none of the reports."""

FIGURES = "SELECT agency_id, year, code, value, raw FROM figure"
State = Mapping[str, object]


@dataclass(frozen=True)
class World:
    """A folder with all stores."""

    folder: Path

    @property
    def warehouse(self) -> Path:
        return self.folder / "xxgk.duckdb"

    @property
    def archive(self) -> Path:
        return self.folder / "archive"

    @property
    def ledger(self) -> Path:
        return self.folder / "xxgk.ledger.sqlite"

    @property
    def export(self) -> Path:
        return self.folder / "out"

    @property
    def places(self) -> Places:
        return Places(self.warehouse)

    def commands(self, kind: str, day: int) -> Iterator[list[str]]:
        """What is done on a day: the night comes or a file is handed in, then tables are exported."""
        if kind == NIGHT:
            registry = [f"--sources={self.folder.parent}/sources.csv", f"--hosts={self.folder.parent}/hosts.toml"]
            yield [*self.command("nightly", "--all", "--brief", "-n1"), *registry]
        else:
            yield self.command("ingest", str(self.handed_in(day)), "-n1")
        yield ["export", f"--to={self.export}", "--tables=report,figure,document", f"--warehouse={self.warehouse}"]

    def command(self, *named: str) -> list[str]:
        """Another command on these stores."""
        return [*named, f"--warehouse={self.warehouse}", f"--archive={self.archive}"]

    def handed_in(self, day: int) -> Path:
        """Where the file of a day lies; made where it is not."""
        path = self.folder.parent / "in" / HANDED_IN[day]
        path.parent.mkdir(exist_ok=True)
        if not path.exists():
            shutil.copy(SAMPLES / HANDED_IN[day], path)
        return path

    def copied(self, to: Path) -> World:
        """All of it once more, in place of what is there."""
        shutil.rmtree(to, ignore_errors=True)
        shutil.copytree(self.folder, to, symlinks=True)
        return World(to)

    def state(self) -> State:
        """What stands in the published release and in the newest export, without runs and times, and what the archive
        holds. Raises WarehouseError where the release cannot be read."""
        latest = sorted((self.export / "parquet/latest").iterdir())
        exported = {f"export of {path.name}": _rows(path) for path in latest}
        archive = Archive(self.archive)
        kept = {sha256: archive.is_whole(sha256) for sha256, _ in archive.hashes()}
        return {**self.tables(), **exported, "archive": kept}

    def tables(self, path: Path | None = None) -> dict[str, list[str]]:
        """What stands in the published release, or in another warehouse, without runs and times. Raises WarehouseError
        where it cannot be read."""
        with Warehouse(path or self.warehouse, read_only=True) as opened:
            names = [name for name in opened.tables() if name not in {*OWN, *HISTORY}]
            tables = {name: _lasting(opened.query(f'FROM "{name}"')) for name in names}
            return {**tables, "sighting": sorted(set(tables["sighting"]))}  # one seen twice has two times

    def figures(self) -> set[tuple]:
        """All figures of the published release."""
        return set(self.rows(FIGURES))

    def rows(self, sql: str) -> list[tuple]:
        """The answer to a query of the published release. Raises WarehouseError where that cannot be read."""
        with Warehouse(self.warehouse, read_only=True) as opened:
            return [tuple(row) for row in opened.query(sql).rows]


def _lasting(result: Result) -> list[str]:
    """The rows without the columns that tell of runs and times, in some order that is always the same."""
    wanted = [at for at, name in enumerate(result.columns) if not name.endswith("_at") and name not in RUN]
    return sorted(repr([row[at] for at in wanted]) for row in result.rows)


def _rows(path: Path) -> object:
    """The rows of an exported table; of another file only that it is there."""
    if path.suffix != ".parquet" and not path.is_dir():
        return None
    rows: list[str] = []
    for file in sorted(path.rglob("*.parquet")) if path.is_dir() else (path,):
        table = parquet.ParquetFile(file).read()
        values = zip(*(column.to_pylist() for column in table.columns), strict=True)
        rows += _lasting(Result(tuple(table.column_names), tuple(values)))
    return sorted(rows)


@contextmanager
def portal(folder: Path) -> Iterator[Portal]:
    """The portal at work, with its registry of sources and of agencies in a folder."""
    with Portal(SITES, DAYS[0], ()) as running:
        running.counts = False
        running.write_registry(folder)
        write_places(folder / "registry", (report.agency for site in SITES for report in site.reports))
        yield running
