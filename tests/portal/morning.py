"""What an operator should be told after each night of the season: worked out from the script alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tests.portal.reports import CHANGED, Report
from tests.portal.season import NIGHTS, SITES, TROUBLES, Trouble
from tests.portal.site import Site

SEASON_YEAR = 2025
"""The year whose reports are due in the season."""

GOVERNMENT_DUE, OTHERS_DUE = date(2026, 3, 31), date(2026, 1, 31)
NO_LIST = frozenset({"empty", "garbage"})
NO_ANSWER = frozenset({"blocked", "down"})

Key = tuple[str, int]
"""Agency and year."""


@dataclass(frozen=True)
class Morning:
    """What one night brings. `new` came for the first time, `changed` with the figure codes that did; `vanished` are
    listed no more; `late` and `missing` of the reports due, `unknown` those whose list shows nothing any more; `silent`
    are such listings, `blocked` and `unreachable` are hosts."""

    new: frozenset[Key]
    changed: dict[Key, frozenset[str]]
    vanished: frozenset[Key]
    late: frozenset[Key]
    missing: frozenset[Key]
    unknown: frozenset[Key]
    silent: frozenset[str]
    blocked: frozenset[str]
    unreachable: frozenset[str]


def morning(
    index: int,
    nights: Sequence[date] = NIGHTS,
    sites: Sequence[Site] = SITES,
    troubles: Sequence[Trouble] = TROUBLES,
) -> Morning:
    """The truth after the night with this index, the earlier ones having been crawled too."""
    tonight, before = nights[index], nights[index - 1] if index else date.min
    kinds = {trouble.host: trouble.kind for trouble in troubles if trouble.since <= tonight}
    listed = [site for site in sites if kinds.get(site.host) not in NO_LIST | NO_ANSWER]
    met = {
        key(r) for site in sites for r in site.reports if any(_met(site, r, day, troubles) for day in nights[:index])
    }
    open_now = [(site, report) for site in listed for report in site.reports]
    pages = [(site, r) for site in sites if kinds.get(site.host) not in {"garbage", *NO_ANSWER} for r in site.reports]
    due, seen = _due(sites, tonight), met | {key(report) for _, report in open_now if report.shown(tonight)}
    return Morning(
        new=frozenset(key(report) for _, report in open_now if report.shown(tonight)) - met,
        changed={key(r): frozenset({CHANGED}) for _, r in pages if before < r.corrected <= tonight and key(r) in met},
        vanished=frozenset(key(r) for _, r in open_now if r.vanishes <= tonight and key(r) in met),
        late=frozenset(k for k in seen & due if _published(sites, k) > _deadline(k[0])),
        missing=due - seen - _elsewhere(sites, kinds, NO_ANSWER | NO_LIST),
        unknown=(due - seen) & _elsewhere(sites, kinds, NO_LIST),
        silent=frozenset(site.url for site in sites if kinds.get(site.host) in NO_LIST),
        blocked=frozenset(host for host, kind in kinds.items() if kind == "blocked"),
        unreachable=frozenset(host for host, kind in kinds.items() if kind == "down"),
    )


def key(report: Report) -> Key:
    """Agency and year that the document itself prints."""
    truth = report.truth(date.min)
    return truth.agency, truth.year


def _met(site: Site, report: Report, day: date, troubles: Sequence[Trouble]) -> bool:
    kinds = {trouble.kind for trouble in troubles if trouble.host == site.host and trouble.since <= day}
    return report.shown(day) and not kinds & (NO_LIST | NO_ANSWER)


def _due(sites: Sequence[Site], today: date) -> frozenset[Key]:
    """The reports on the season's year that agencies with earlier reports owe by now."""
    agencies = {key(report)[0] for site in sites for report in site.reports}
    return frozenset((agency, SEASON_YEAR) for agency in agencies if _deadline(agency) < today)


def _elsewhere(sites: Sequence[Site], kinds: dict[str, str], among: frozenset[str]) -> frozenset[Key]:
    """The reports of which nothing can be known, for their host has one of these troubles."""
    silent = [site for site in sites if kinds.get(site.host) in among]
    return frozenset((key(report)[0], SEASON_YEAR) for site in silent for report in site.reports)


def _published(sites: Sequence[Site], wanted: Key) -> date:
    return next(r.published for site in sites for r in site.reports if key(r) == wanted)


def _deadline(agency: str) -> date:
    """Governments of counties and above have two months more; townships have no day, and are missed after the same."""
    return GOVERNMENT_DUE if agency.endswith("人民政府") else OTHERS_DUE
