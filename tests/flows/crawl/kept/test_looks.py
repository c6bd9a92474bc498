"""How a listing stood over the nights: a row for each change, none for a night that was as the one before."""

from datetime import UTC, datetime

from xxgk.flows.crawl.finding.discovery import Found, Listing
from xxgk.flows.crawl.finding.sources import LISTING, Source
from xxgk.flows.crawl.kept.ledger import Ledger
from xxgk.flows.crawl.kept.rows import ListingRow, LookRow
from xxgk.flows.crawl.request import BLOCKED, PAGE
from xxgk.flows.crawl.run import listings
from xxgk.flows.crawl.run.night import Night
from xxgk.flows.crawl.settings import load_policy

URL = "http://a.gov.cn/nb/"
SOURCE = Source(URL, LISTING, "", "", "", "links", None, "", "")


def look(ledger, run, links, kind=PAGE):
    night = Night(ledger, run, datetime(2026, 1, run, tzinfo=UTC), load_policy())
    found = tuple(Found(f"{URL}{n}.html", f"a.gov.cn/nb/{n}.html", "年报", None, "", URL) for n in range(links))
    listings.note(night, Listing(SOURCE, kind, "links", found), kind, "")


def looks(ledger):
    return [(row.run, row.class_, row.alarm, row.links) for row in ledger.read(LookRow, "ORDER BY run")]


def test_a_row_is_written_where_a_look_gave_something_else(tmp_path):
    with Ledger(tmp_path / "l.sqlite") as ledger:
        for run, links, kind in ((1, 5, PAGE), (2, 5, PAGE), (3, 6, PAGE), (4, 0, BLOCKED), (5, 0, BLOCKED)):
            look(ledger, run, links, kind)
        assert looks(ledger) == [(1, "page", "", 5), (3, "page", "", 6), (4, "blocked", "blocked", 0)]


def test_a_ledger_of_an_older_program_begins_with_the_next_look(tmp_path):
    with Ledger(tmp_path / "l.sqlite") as ledger:
        look(ledger, 1, 5)
        ledger.execute("DROP TABLE listing_look")
    with Ledger(tmp_path / "l.sqlite", read_only=True) as ledger:
        columns, pieces = ledger.table("listing_look")
        assert (tuple(columns), list(pieces)) == (("url", "run", "looked_at", "class", "alarm", "links"), [])
    with Ledger(tmp_path / "l.sqlite") as ledger:
        look(ledger, 2, 5)
        assert looks(ledger) == [(2, "page", "", 5)]
        assert ledger.first(ListingRow, "").before == 5
