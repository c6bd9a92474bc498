"""Every shape of column: found by a search in December, and by the night when its next year appears in January."""

from datetime import timedelta

import pytest

from tests.flows.crawl.growing import EVERYWHERE, Growing, entry
from tests.portal import serve
from tests.portal.shapes import DECEMBER, HOST, JANUARY, NEW, OLD, shapes


def test_there_are_at_least_twenty():
    assert len(shapes()) >= 20


@pytest.mark.parametrize("shape", shapes(), ids=lambda shape: shape.name)
def test_a_shape_is_found_and_its_next_year_too(shape, tmp_path):
    with serve(DECEMBER, shape.sites(), ()) as portal:
        disclosure = shape.told.get("disclosure", "")
        at = entry(HOST, disclosure_url=f"http://{HOST}{disclosure}" if disclosure else "")
        growing = Growing(portal, tmp_path, [at])
        for days in range(3):  # the rest of what a host may be asked comes the next night
            portal.today = DECEMBER + timedelta(days=days)
            growing.night(EVERYWHERE)
        finds = shape.wanted("finds", OLD[-1])
        assert set(growing.found()) == finds
        doubts = growing.found("doubtful")
        assert {url: reason for url, reason in shape.doubts().items() if reason in doubts[url].reason} == shape.doubts()
        assert not (doubts.keys() - shape.doubts().keys())
        if not finds:
            return
        shown = growing.ask("SELECT year, count(*) FROM page WHERE year >= ? GROUP BY year ORDER BY year", OLD[0])
        years = OLD[-1:] if shape.told.get("newest_only") else OLD
        assert shown == [(year, len(shape.organs)) for year in years]
        for days in (0, 1):
            portal.today = JANUARY + timedelta(days=days)
            growing.night(EVERYWHERE)
            if growing.ask("SELECT count(*) FROM page WHERE year = ?", NEW) == [(len(shape.organs),)]:
                break
        else:
            raise AssertionError(growing.ask("SELECT url, year FROM page ORDER BY year DESC LIMIT 5"))
        assert set(growing.found()) == finds | shape.wanted("later", NEW)
        assert portal.log.most[HOST] == 1
