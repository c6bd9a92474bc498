"""The scripted season: three nights of one spring, compared with what the script says should be told each morning."""

import pytest

from tests.flows.crawl.nights import Nights
from tests.portal import serve
from tests.portal.morning import morning
from tests.portal.season import NIGHTS


@pytest.fixture(scope="module")
def mornings(tmp_path_factory):
    """What the ledger says after each night."""
    with serve(NIGHTS[0]) as portal:
        nights = Nights(portal, tmp_path_factory.mktemp("season"))
        told = []
        for night in NIGHTS:
            portal.today = night
            nights.run()
            told.append(_told(nights))
        yield told


def _told(nights):
    run = nights.rows("SELECT max(run) FROM crawl_run")[0][0]
    return {
        "silent": {row[0] for row in nights.rows("SELECT url FROM listing WHERE alarm = 'silent'")},
        "blocked": {row[0] for row in nights.rows("SELECT host FROM crawl_host WHERE class = 'blocked'")},
        "unreachable": {row[0] for row in nights.rows("SELECT host FROM crawl_host WHERE class = 'unreachable'")},
        "new": nights.rows("SELECT count(*) FROM page_version WHERE run = ? AND version = 1", run)[0][0],
        "vanished": nights.rows("SELECT count(*) FROM page WHERE missing_since IS NOT NULL")[0][0],
    }


@pytest.mark.parametrize("index", range(3))
def test_the_ledger_after_each_night(mornings, index):
    truth, told = morning(index), mornings[index]
    for name in ("silent", "blocked", "unreachable"):
        assert told[name] == set(getattr(truth, name)), name
    assert told["new"] == len(truth.new)
    assert told["vanished"] == len(truth.vanished)
