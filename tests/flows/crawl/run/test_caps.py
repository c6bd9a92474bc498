"""A night ends at its caps; what is left over is told and comes the next night."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.flows.crawl.hostile_sites import LIST, REPORT, Hostile, page
from tests.flows.crawl.run.test_one_answer import night
from tests.flows.crawl.sites import MovingClock
from xxgk.flows.crawl.settings import SettingsError, load_caps
from xxgk.flows.crawl.web.budget import Budget
from xxgk.flows.jobs.ledger_copy import as_the_ledger_tells
from xxgk.flows.morning.told import told

MANY = 6
LONG = Hostile(
    {
        "/list.html": page(
            "<html><body>" + "".join(LIST[12:-14].format(f"/{n}.html") for n in range(MANY)) + "</body></html>"
        ),
        **{f"/{n}.html": REPORT for n in range(MANY)},
    }
)


def nights(folder, count, **caps):
    """Some nights over two honest hosts and one with many reports: mornings, and how many of these were had by then."""
    mornings, had = [], []
    for number in range(count):
        clock = MovingClock(start=datetime(2026, 1, 20 + number, 18, tzinfo=UTC))
        morning, where = night(folder, {"long": LONG}, clock, fetch_only=True, **caps)
        with as_the_ledger_tells(where) as ledger:
            sql = "SELECT count(*) FROM page WHERE changed_at IS NOT NULL AND url LIKE '%//long.%'"
            had.append(ledger.query(sql).rows[0][0])
        mornings.append(morning)
    return mornings, had


@pytest.mark.parametrize(
    ("caps", "cap", "had"),
    [
        ({"listing_reports": 4}, "4 reports of a listing", [4, 6]),
        ({"host_reports": 4}, "4 reports of a host", [4, 6]),
        ({"host_requests": 6}, "6 requests to a host", [4, 6]),
        ({"host_bytes": 700}, "700 bytes of a host", [3, 6]),
        ({"requests": 12}, "12 requests in a night", None),
        ({"bytes": 900}, "900 bytes in a night", None),
    ],
)
def test_what_is_beyond_a_cap_is_told_and_comes_the_next_night(tmp_path, caps, cap, had):
    mornings, reached = nights(tmp_path, 2, **caps)
    assert any(line.endswith(f"({cap})") and "left for the next night" in line for line in told(mornings[0]))
    assert 0 < mornings[0].asked < 9 + MANY
    assert mornings[0].trouble == ""
    assert reached[0] < reached[1] if had is None else reached == had


def test_a_night_in_which_listings_take_long_has_time_for_reports(tmp_path):
    (morning,), (had,) = nights(tmp_path, 1, host_requests=4)
    assert had == 2
    assert morning.left == (f"left for the next night: {MANY - had} reports (4 requests to a host)",)


@pytest.mark.parametrize(
    ("utc", "hours", "seconds"),
    [(18, 10, 6 * 3600), (13, 10, 10 * 3600), (23, 10, 3600), (4, 10, 10 * 3600), (18, 2, 2 * 3600)],
)
def test_a_run_ends_with_the_chinese_night_or_its_hours(utc, hours, seconds):
    clock = MovingClock(start=datetime(2026, 1, 20, utc, tzinfo=UTC))
    budget = Budget(load_caps(hours=hours), clock)
    clock.at += timedelta(seconds=seconds - 1).total_seconds()
    assert budget.used_up("a.gov.cn") == ""
    clock.at += 1
    assert budget.used_up("a.gov.cn").startswith(("the night until 8:00 in China", f"{hours} hours"))


def test_a_window_that_is_none_is_told(tmp_path):
    own = tmp_path / "own.toml"
    own.write_text("[night]\nwindow = [25]\n")
    with pytest.raises(SettingsError, match=r"\[20, 8\]"):
        load_caps(own)


def test_a_listing_that_a_cap_cut_short_is_looked_at_the_next_night(tmp_path):
    onward = Hostile(
        {"/list.html": page(LIST[:-14].format("/0.html") + "<a href='/list2.html'>下一页</a></body></html>")}
    )
    clock = MovingClock(start=datetime(2026, 7, 1, 18, tzinfo=UTC))  # when listings are looked at weekly
    _, where = night(tmp_path, {"onward": onward}, clock, fetch_only=True, host_requests=4)
    with as_the_ledger_tells(where) as ledger:
        sql = "SELECT alarm, next_at < TIMESTAMP '2026-07-02 18:00:00' FROM listing ORDER BY url"
        assert ledger.query(sql).rows == (("", False), ("partial", True), ("", False))
