"""The wave of a year's reports over a few portals; at length: `make wave`."""

from datetime import date

from tests.flows.crawl.wave import wave


def test_what_is_published_is_found_within_two_nights_and_nothing_else_is_adopted(tmp_path):
    came = wave(tmp_path, 26, every=5, last=date(2026, 2, 25))
    print(came.told())
    assert came.published > 80
    assert came.within >= 0.98 * came.published
    assert came.false == []
    assert came.at_once == 1
