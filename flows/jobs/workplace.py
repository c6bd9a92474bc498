"""Where a crawl works: the files that the command line or a Prefect deployment names."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path

from xxgk.flows.places import Places
from xxgk.flows.spread.spread import Spread, spread_of
from xxgk.flows.storage import StorePlace

WAREHOUSE, ARCHIVE = Path("data/warehouse/xxgk.duckdb"), "data/archive"


@dataclass(frozen=True, slots=True)
class Workplace:
    """Warehouse, archive (a folder or a bucket), registry and portals (the project's own where None), and how many
    processes read.
    `fetch_only` leaves the reading to another start. `readings` and `corrections` are the files of people, beside the
    warehouse where None. `site` is the folder of the explorer that a night brings up to its release. `on`: the address
    of a scheduler whose workers read, with the place where they stage that, the bucket in which they find the bytes
    (`mirror`; empty where they mount the archive), and the folder of certificates. `to`: where a release is brought,
    too."""

    warehouse: Path = WAREHOUSE
    archive: StorePlace = ARCHIVE
    sources: Path | None = None
    hosts: Path | None = None
    workers: int = 1
    fetch_only: bool = False
    portals: Path | None = None
    readings: Path | None = None
    corrections: Path | None = None
    site: Path | None = None
    on: str = ""
    staging: str = ""
    mirror: str = ""
    certificates: Path | None = None
    to: str = ""

    def plain(self) -> dict[str, object]:
        """As parameters of a flow: plain data."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: str(value) if isinstance(value, Path) else value for name, value in values.items()}

    @property
    def places(self) -> Places:
        """The files around the warehouse."""
        return Places(self.warehouse, self.readings, self.corrections)

    @property
    def spread(self) -> Spread | None:
        """The machines that read, None where this one does."""
        return spread_of(self.on, self.staging, self.places, self.mirror or self.archive, self.certificates)

    @property
    def ledger(self) -> Path:
        """The crawl's own file, beside the warehouse."""
        return self.warehouse.with_suffix(".ledger.sqlite")


def workplace_of(plain: dict[str, object]) -> Workplace:
    """What `Workplace.plain` was made of."""
    paths = {name: Path(str(value)) if value else None for name, value in plain.items() if name in _PATHS}
    return Workplace(**{**plain, **paths})  # type: ignore[arg-type]


_PATHS = ("warehouse", "sources", "hosts", "portals", "readings", "corrections", "site", "certificates")
