"""The run under way, at a moment: what every note in the ledger needs to know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from xxgk.flows.crawl.kept.ledger import Ledger, when
from xxgk.flows.crawl.settings import Policy


@dataclass(frozen=True, slots=True)
class Night:
    """Where to write, for which run, when, and by which policy it is decided what comes next."""

    ledger: Ledger
    run: int
    now: datetime
    policy: Policy

    @property
    def at(self) -> str:
        """The moment as the ledger writes it."""
        return when(self.now)
