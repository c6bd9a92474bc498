"""When to look again: pure functions of what the ledger knows; the numbers are data (``[policy]`` in
``data/crawl.toml``)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from xxgk.flows.crawl.settings import Policy

NIGHT = timedelta(hours=20)
"""What is due every night is due again after this: less than a day, so that a run that starts early finds it due."""

CHINA = timedelta(hours=8)
"""Offset of Chinese time, in which the months of the season count."""


def in_season(now: datetime, policy: Policy) -> bool:
    """Whether it is the time of the year in which reports appear and are corrected."""
    return (now + CHINA).month in policy.season


def awaited(now: datetime) -> int:
    """The year of which reports appear now."""
    return (now + CHINA).year - 1


def settled_since(now: datetime, policy: Policy) -> datetime:
    """Since when a page of a list came that is not asked for anew, where nothing new is expected on it."""
    return now - timedelta(days=policy.settled_days) + (timedelta(days=1) - NIGHT)


def looks(now: datetime, policy: Policy) -> timedelta:
    """The time between two looks at what of a listing may show something new."""
    return timedelta(days=1 if in_season(now, policy) else policy.listing_days)


def next_listing(now: datetime, policy: Policy, *, is_done: bool = True) -> datetime:
    """When a listing that was read is due again; what is left of one that is not done comes the next night."""
    return now + (looks(now, policy) - (timedelta(days=1) - NIGHT) if is_done else NIGHT)


def next_page(now: datetime, born: datetime, policy: Policy) -> datetime:
    """When a report that was read is due again; `born` is when it was published or last changed."""
    age = now - born
    if age < timedelta(days=policy.season_days if in_season(now, policy) else policy.young_days):
        return now + NIGHT
    return now + min(age * policy.growth, timedelta(days=policy.longest_days))


def after_failure(now: datetime, tries: int, policy: Policy) -> datetime:
    """When to try again what failed `tries` times in a row."""
    doubled: int = 2 ** min(tries - 1, 20)
    return now + min(NIGHT * doubled, timedelta(days=policy.failed_days))


def next_unfilled(now: datetime, since: datetime, policy: Policy) -> datetime:
    """When to look again at a form that has stood there empty `since` then: after a night, else after as long again."""
    return now + min(max(now - since, NIGHT), timedelta(days=policy.failed_days))


def after_block(now: datetime, policy: Policy) -> datetime:
    """When to ask a host again that blocked us."""
    return now + timedelta(days=policy.blocked_days) - (timedelta(days=1) - NIGHT)


def born(first_seen: datetime, listed_on: date | None, year: int | None) -> datetime:
    """When a report that was never seen to change came about: the date beside its link, else the end of the season
    after its year, else when it was first seen; never later than that."""
    told = listed_on or (date(year + 1, 3, 31) if year else None)
    return min(first_seen, datetime.combine(told, time(), first_seen.tzinfo)) if told else first_seen
