"""robots.txt of hostile hosts: read in bounded time and space, or not at all."""

import pytest

from xxgk.flows.crawl.web.robots import LARGEST, RULES, read_robots

ROOT = "http://a.gov.cn/"


def read(text):
    return read_robots(200, text.encode(), ROOT)


def test_rules_for_very_many_programs_are_kept_once():
    """Each of them would have a copy of every rule."""
    agents = "".join(f"User-agent: a{n}\n" for n in range(3000))
    rules = "".join(f"Disallow: /{n}\n" for n in range(3000))
    robots = read(f"{agents}User-Agent: * # all\n{rules}User agent xxgk*\nDisallow: /0\n")
    assert sum(len(one._rules) for one in robots.rules._user_agents.values()) <= 3 * 3001
    assert [robots.allows(f"{ROOT}{n}") for n in (0, 1)] == [False, True]


@pytest.mark.parametrize("rate", ["1/" + "9" * 4000 + "d", "9" * 4000 + "/1", "1/0", "0/1", "1/1e9", "x"])
def test_odd_rates_are_no_error(rate):
    assert 0 <= read(f"User-agent: *\nRequest-rate: {rate}\nCrawl-delay: 1e400\n").delay < 1e9


def test_a_rule_that_the_cap_cuts_is_none():
    line = b"Disallow: /private/\n"
    many = b"User-agent: *\n" + line * (LARGEST // len(line) + 2)
    robots = read_robots(200, many, ROOT)
    assert (robots.state, robots.allows(f"{ROOT}pri")) == (RULES, True)
