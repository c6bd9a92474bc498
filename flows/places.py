"""Where the files of a warehouse stand, all beside the one that analysts open.

xxgk.duckdb                  the published release: what readers open, replaced by one rename
xxgk.ledger.sqlite           the crawl's memory
xxgk.ledger.requests/        requests of the crawl that are older than the ledger keeps them, a Parquet file a month
xxgk.work.duckdb             the working warehouse, into which documents are loaded; nobody else opens it
xxgk.work.duckdb.lock        locked while the working warehouse is opened or replaced
xxgk.work.remade             there until a working warehouse that was made anew has caught up with the archive
xxgk.work.spool/             what was read and is not loaded yet: there while files are read, or after a killed run
xxgk.work.staging/           pieces that other machines read and that are not loaded yet, where nothing else is named
xxgk.releases/7.duckdb       the last releases; the newest is the published file under a second name (a hard link)
xxgk.releases/7.json         the manifest of each
xxgk.releases/failed/        the last build that its audits kept back, with the reasons
xxgk.withdrawn.csv           documents that a person took out; kept for ever: nothing makes it anew, nor the next two
xxgk.readings.csv            what people read where the program refused
xxgk.corrections.toml        known misprints, in the shape of data/corrections.toml
xxgk.morning.html, .json     the last morning; beside a release (7.morning.html) that of the night that made it
xxgk.pages/3f…9a/1.png       the pages of a scan that was refused, for a person to look at
xxgk.releases/kept_back.json since when the next release is kept back, and why; gone when it comes
xxgk.releases/building/      a build under way; what a killed one left is thrown away by the next
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Places:
    """The files around a published warehouse. What people read and which misprints are known may stand elsewhere."""

    published: Path
    own_readings: Path | None = None
    own_corrections: Path | None = None

    @property
    def work(self) -> Path:
        """The working warehouse."""
        return self.published.with_suffix(f".work{self.published.suffix}")

    @property
    def remade(self) -> Path:
        """The mark of a working warehouse that was made anew and has not caught up with the archive."""
        return self.work.with_suffix(".remade")

    @property
    def releases(self) -> Path:
        """The folder of kept releases."""
        return self.published.with_suffix(".releases")

    @property
    def pages(self) -> Path:
        """The folder of pages of refused scans."""
        return self.published.with_suffix(".pages")

    @property
    def withdrawn(self) -> Path:
        """The file of withdrawn documents; there is none until the first one."""
        return self.published.with_suffix(".withdrawn.csv")

    @property
    def readings(self) -> Path:
        """The file of what people read; there is none until somebody does."""
        return self.own_readings or self.published.with_suffix(".readings.csv")

    @property
    def corrections(self) -> Path:
        """The file of known misprints, besides those of the project; there need be none."""
        return self.own_corrections or self.published.with_suffix(".corrections.toml")

    @property
    def morning(self) -> Path:
        """The page of the last morning; beside it the same as JSON."""
        return self.published.with_suffix(".morning.html")

    def morning_of(self, number: int) -> Path:
        """The page of the night that made a release."""
        return self.releases / f"{number}.morning.html"

    @property
    def building(self) -> Path:
        """The folder of the build under way."""
        return self.releases / "building"

    @property
    def failed(self) -> Path:
        """The folder of the last build that was kept back."""
        return self.releases / "failed"

    @property
    def kept_back(self) -> Path:
        """The note of a release that is kept back; there is none while releases come."""
        return self.releases / "kept_back.json"

    def kept(self, number: int) -> Path:
        """The file of one release."""
        return self.releases / f"{number}.duckdb"

    def exported(self, number: int) -> Path:
        """The folder of the exports of one release, one folder a format."""
        return self.kept(number).with_suffix(".export")

    def numbers(self) -> list[int]:
        """The kept releases, oldest first."""
        return sorted(int(path.stem) for path in self.releases.glob("*.duckdb") if path.stem.isdecimal())


def own(warehouse: Path) -> list[Path]:
    """All that stands around a warehouse, the published or the working one: nothing to be ingested."""
    if not warehouse.name:  # a folder like "."; that it is no warehouse is told by whoever opens it
        return []
    places = around(warehouse)
    files = (places.published, places.work)
    ledger = places.published.with_suffix(".ledger.sqlite")
    moved = ledger.with_suffix(".requests")
    by_people = (places.withdrawn, places.readings, places.corrections)
    beside = (
        *by_people,
        ledger,
        moved,
        places.releases,
        places.pages,
        spool(places.work),
        staging(places.work),
        lock(places.work),
        places.remade,
        places.morning,
        places.morning.with_suffix(".json"),
    )
    return [*files, *map(wal, files), *beside]


def around(warehouse: Path) -> Places:
    """The files around a warehouse, the published or the working one."""
    return Places(warehouse.with_stem(warehouse.stem.removesuffix(".work")))


def spool(path: Path) -> Path:
    """The folder of what was read for a warehouse and is not loaded yet."""
    return path.with_suffix(".spool")


def staging(path: Path) -> Path:
    """The folder of what other machines read for a working warehouse, where no other place is named."""
    return path.with_suffix(".staging")


def wal(path: Path) -> Path:
    """Where DuckDB writes what has not reached the file yet."""
    return path.with_name(path.name + ".wal")


def lock(path: Path) -> Path:
    """The file that is locked while a working warehouse is opened or replaced."""
    return path.with_name(path.name + ".lock")


def sync(folder: Path) -> None:
    """See that what was renamed in a folder is on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
