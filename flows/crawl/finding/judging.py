"""Whether a page that was read as a list is a column of annual reports: by the reports that it shows, and by its name.

A column shows reports of at least two years, or of at least three organs, and something names it as what it is. What
shows as much and is named by nothing, or is named and shows less, is in doubt: a person decides. Where the address is
that of a column that is known, but for its year, one report is enough: it is that column of another year."""

from __future__ import annotations

from typing import NamedTuple

from xxgk.flows.crawl.finding.discovery import Found, Listing
from xxgk.flows.crawl.pages.link_text import organ_of

ADOPTED, DOUBTFUL = "adopted", "doubtful"
YEARS, ORGANS = 2, 3
"""Years, or organs, from which on a list of reports is a column."""


class ColumnVerdict(NamedTuple):
    """`state` is adopted, doubtful, or empty where there is nothing to decide; `reason` says why, for a person;
    `years` are those that the list names, ascending, and `organs` the agencies by their names in it."""

    state: str
    reason: str
    years: tuple[int, ...] = ()
    organs: tuple[str, ...] = ()


def judge(listing: Listing, signs: tuple[str, ...], like: str = "") -> ColumnVerdict:
    """What a list is, that was read from a page with these `signs` of a column; `like` is a known column whose address
    differs in nothing but a year."""
    if not listing.read:
        return ColumnVerdict("", f"{listing.status} {listing.detail}".strip())
    years = tuple(sorted({found.year for found in listing.found if found.year}))
    organs = tuple(sorted({organ for found in listing.found if (organ := organ_of(found.title))}))
    told = _told(listing.found, years, organs)
    if not listing.found:
        why = "no report is shown" if listing.whole else f"no report is shown ({listing.detail})"
        return ColumnVerdict(DOUBTFUL if signs else "", f"{', '.join(signs)}, and {why}" if signs else why)
    if like and signs:
        return ColumnVerdict(ADOPTED, f"{told}; {', '.join(signs)}; like {like} but for its year", years, organs)
    if len(years) < YEARS and len(organs) < ORGANS:
        state = DOUBTFUL if signs else ""
        return ColumnVerdict(state, f"{told}: too few to be sure that it is a column", years, organs)
    if not signs:
        return ColumnVerdict(DOUBTFUL, f"{told}, on a page that nothing names as their column", years, organs)
    return ColumnVerdict(ADOPTED, f"{told}; {', '.join(signs)}", years, organs)


def _told(found: tuple[Found, ...], years: tuple[int, ...], organs: tuple[str, ...]) -> str:
    span = f" of {years[0]}" + (f"-{years[-1]}" if len(years) > 1 else "") if years else ""
    whose = f", {len(organs)} organ{'s' * (len(organs) != 1)}" if organs else ""
    return f"{len(found)} report{'s' * (len(found) != 1)}{span}{whose}"
