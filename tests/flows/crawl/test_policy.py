from datetime import UTC, date, datetime, timedelta

import pytest

from xxgk.flows.crawl.policy import after_failure, born, next_listing, next_page
from xxgk.flows.crawl.settings import SettingsError, load_policy, load_settings
from xxgk.flows.version import number

POLICY = load_policy()
MARCH, JULY = datetime(2026, 3, 5, 18, tzinfo=UTC), datetime(2026, 7, 5, 18, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("now", "age", "days"),
    [(MARCH, 400, 0), (MARCH, 4000, 180), (MARCH, 1200, 180), (JULY, 80, 0), (JULY, 120, 30), (JULY, 400, 100)],
)
def test_reports_are_looked_at_again_the_later_the_older_they_are(now, age, days):
    assert round((next_page(now, now - age * DAY, POLICY) - now) / DAY - 0.4) == days


def test_listings_every_night_in_season_and_every_week_else():
    assert next_listing(MARCH, POLICY) - MARCH < DAY
    assert 6 * DAY < next_listing(JULY, POLICY) - JULY < 7 * DAY


def test_the_season_begins_by_chinese_time():
    eve = datetime(2026, 12, 31, 18, tzinfo=UTC)
    assert next_listing(eve, POLICY) - eve < DAY


def test_failures_are_tried_again_later_each_time():
    waits = [after_failure(JULY, tries, POLICY) - JULY for tries in (1, 2, 3, 40)]
    assert waits == sorted(waits)
    assert (waits[0] < DAY, waits[-1]) == (True, 30 * DAY)


def test_the_age_of_a_report_is_that_of_its_publication():
    assert born(MARCH, date(2015, 1, 9), 2014).year == 2015
    assert born(MARCH, None, 2014).year == 2015
    assert born(MARCH, None, None) == MARCH
    assert born(MARCH, date(2027, 1, 1), None) == MARCH


def test_who_crawls_must_say_who_they_are(monkeypatch, tmp_path):
    monkeypatch.delenv("XXGK_CONTACT", raising=False)
    with pytest.raises(SettingsError, match="XXGK_CONTACT"):
        load_settings()
    for nobody in ("", " ", "you", "a demo", "a@b\nc", "mailto:", "@"):
        with pytest.raises(SettingsError, match="XXGK_CONTACT"):
            load_settings(contact=nobody)
    own = tmp_path / "own.toml"
    own.write_text('[fetch]\ncontact = "mailto:a@example.org"\nattempts = 1\n')
    assert load_settings(own).user_agent == f"xxgk/{number()} (+mailto:a@example.org)"
    own.write_text('[fetch]\ncontact = "a@example.org"\nattempts = "one"\nspeed = 9\n')
    with pytest.raises(SettingsError, match="speed"):
        load_settings(own)
