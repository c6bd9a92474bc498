"""What a run is asked for: everything that is due, or some years, agencies, regions from the beginning."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from xxgk.flows.crawl.finding.sources import Source

NIGHTLY, BACKFILL, GROW = "nightly", "backfill", "grow"


@dataclass(frozen=True, slots=True)
class Scope:
    """The scope of a run. `years`, `agency` (a part of its name) and `region` narrow a backfill; empty is no limit.
    `all` makes a nightly run look at everything, due or not, and a search for columns (grow) begin anew everywhere;
    `limit_hosts` is how many hosts such a search begins at, 0 for all."""

    kind: str = NIGHTLY
    years: tuple[int, int] | None = None
    agency: str = ""
    region: str = ""
    all: bool = False
    limit_hosts: int = 0

    @property
    def told(self) -> str:
        """As the ledger writes it."""
        narrow = {name: value for name, value in asdict(self).items() if value and name != "kind"}
        return json.dumps(narrow, ensure_ascii=False, sort_keys=True)

    def has_source(self, source: Source) -> bool:
        """Whether a source is to be looked at; one that lists many agencies may hold any of them."""
        if self.region and self.region != source.region:
            return False
        return not (self.agency and source.agency) or self.agency in source.agency

    def has_page(self, title: str, agency: str, year: int | None) -> bool:
        """Whether a report is to be fetched, by its link and the agency of its listing. One that does not name its year
        may be of any."""
        if self.years and year and not self.years[0] <= year <= self.years[1]:
            return False
        return not self.agency or self.agency in title or self.agency in agency


def parse_years(text: str) -> tuple[int, int]:
    """``2008-2024`` or ``2023``. Raises ValueError."""
    first, dash, last = text.partition("-")
    try:
        years = int(first), int(last if dash else first)
    except ValueError:
        raise ValueError(f"{text}: give two years, 2008-2024, or one, 2023") from None
    if not 2008 <= years[0] <= years[1] <= 2100:
        raise ValueError(f"{text}: years are from 2008 on, the first before the last")
    return years
