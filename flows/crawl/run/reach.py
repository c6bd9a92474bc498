"""How much of what a run asked could be had: a night without network is no night on which nothing was new."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from xxgk.flows.crawl.kept.ledger import Ledger, when
from xxgk.flows.crawl.kept.rows import HostRow, ListingRow
from xxgk.flows.crawl.pages.classes import response_classes
from xxgk.flows.crawl.request import PAGE
from xxgk.flows.crawl.run.night import Night
from xxgk.flows.crawl.urls import host_of


@dataclass(frozen=True, slots=True)
class Reach:
    """Sources that a run asked, how many of them could not be read, and the greatest part of them for which a night is
    one all the same."""

    asked: int
    failed: int
    share: float

    @property
    def trouble(self) -> str:
        """Why the run failed, one line; empty where it did not."""
        if not self.failed or (self.failed < self.asked and self.failed <= self.share * self.asked):
            return ""
        if self.failed == self.asked:
            return f"FAILED: none of {self.asked} source{'' if self.asked == 1 else 's'} could be reached"
        limit = f"{self.share:.0%}".replace("%", " %")
        return f"FAILED: {self.failed} of {self.asked} sources could not be read, more than {limit} (failed_share)"


NOTHING_ASKED = Reach(0, 0, 1)


class AskedPage(NamedTuple):
    """A page that a run asked for, of its row what tells whether its source could be read."""

    url: str
    listing: str
    class_: str


def reach(night: Night) -> Reach:
    """What a run reached. A source is a listing that it looked at; where it looked at none, the pages that it names. A
    host that was left alone because it blocked us before was not asked."""
    resting = night.ledger.read(HostRow, "WHERE retry_at > ? AND run <> ?", when(night.now), night.run)
    hosts = {one.host for one in resting}
    had = {url: ok for url, ok in _had(night.ledger, night.run).items() if host_of(url) not in hosts}
    return Reach(len(had), sum(not ok for ok in had.values()), night.policy.failed_share)


def _had(ledger: Ledger, run: int) -> dict[str, bool]:
    """Whether each source could be read."""
    pages: dict[str, bool] = {}
    named = set()
    for page in ledger.ask(AskedPage, "SELECT url, listing, class FROM page WHERE run = ?", run):
        failed = response_classes()[page.class_].failed
        pages[page.listing] = pages.get(page.listing, False) or not failed
        named |= {page.url} if page.url == page.listing else set()
    looked = {one.url: one.class_ == PAGE for one in ledger.read(ListingRow, "WHERE run = ?", run)}
    return pages | {url: ok for url, ok in looked.items() if url not in named}
