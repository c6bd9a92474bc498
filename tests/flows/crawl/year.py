"""A year of nights over twenty sources on which nothing happens but visitor counters: what each store is after each
month, and what a night takes. Run again over the same folder, it goes on where it was.

``python -m tests.flows.crawl.year --nights 365 --to FOLDER``; it ends with 1 where something grows."""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import cycle
from pathlib import Path
from statistics import median
from typing import NamedTuple

from tests.flows.crawl.nights import PortalClock, quick
from tests.portal import serve
from tests.portal.families.plain import framed
from tests.portal.families.static import shtml, trs, vsb
from tests.portal.reports import Report
from tests.portal.site import Site
from xxgk.flows.crawl.finding.sources import load
from xxgk.flows.crawl.kept.ledger import Ledger
from xxgk.flows.crawl.run.scope import Scope
from xxgk.flows.crawl.settings import load_policy
from xxgk.flows.jobs.ingest import Options
from xxgk.flows.jobs.nightly import Setup, run
from xxgk.flows.jobs.workplace import Workplace
from xxgk.flows.places import Places

START = date(2026, 5, 1)
MONTH = 30
EMPTY, A_REQUEST = 400_000, 1500
"""Bytes of the ledger without requests, and of each request with what its indexes take."""

TOLD = "nights.csv"
_FAMILIES = (
    (trs, "/zwgk/zfxxgknb/index.html", "trs"),
    (shtml, "/zlq/xxgknb/list.shtml", "shtml"),
    (vsb, "/xxgk/nb.htm", "vsb"),
    (framed, "/nb/index.htm", "links"),
)
_PRINTED = ("html", "html", "docx", "pdf", "html_flat")


class Night(NamedTuple):
    """What one night asked and took (processor seconds), and what there is after it: bytes of the archive and its
    files, of the ledger, of requests moved out of it, of the working file and of the releases; how many of those."""

    asked: int
    versions: int
    seconds: float
    archive: int
    files: int
    ledger: int
    moved: int
    work: int
    releases: int
    numbers: int


def sources(count: int) -> tuple[Site, ...]:
    """Sites of several families, each with the reports of two years of one office."""
    return tuple(
        Site(
            f"www.n{number}.test",
            family,
            entry,
            adapter,
            tuple(Report(f"示例市青禾区第{number}街道办事处", year, printed) for year in (2023, 2024)),
            level="township",
        )
        for number, (family, entry, adapter), printed in zip(range(count), cycle(_FAMILIES), cycle(_PRINTED))
    )


def nights(folder: Path, count: int, most: int) -> Iterator[Night]:
    """Nights day by day from the last that is told in the folder, until there are so many."""
    folder.mkdir(parents=True, exist_ok=True)
    told = folder / TOLD
    done = len(told.read_text().splitlines()) if told.exists() else 0
    where = Workplace(folder / "xxgk.duckdb", folder / "archive")
    with serve(START, sources(count), ()) as portal, told.open("a") as file:
        registry = load(*portal.write_registry(folder / "registry"))
        setup = Setup(where, registry, quick(), load_policy(), Options(workers=0), clock=PortalClock(portal))
        for number in range(done, most):
            portal.today = START + timedelta(days=number)
            began = time.process_time()
            morning = asyncio.run(run(Scope(), setup))
            night = _after(where, morning.asked, morning.versions, time.process_time() - began)
            file.write(f"{','.join(map(str, night))}\n")
            file.flush()
            yield night


def _after(where: Workplace, asked: int, versions: int, seconds: float) -> Night:
    with Ledger(where.ledger):  # brings what is written ahead into the file
        pass
    files = [path.stat().st_size for path in where.archive.rglob("*") if path.is_file()]
    moved = sum(path.stat().st_size for path in where.ledger.parent.rglob("*.parquet"))
    places = Places(where.warehouse)
    numbers = places.numbers()
    shown = sum(path.stat().st_size for path in places.releases.rglob("*") if path.is_file())
    ledger, work = where.ledger.stat().st_size, places.work.stat().st_size
    return Night(asked, versions, round(seconds, 2), sum(files), len(files), ledger, moved, work, shown, len(numbers))


def read(folder: Path) -> list[Night]:
    """The nights that are told in a folder."""
    lines = (folder / TOLD).read_text().splitlines()
    return [Night(*(float(one) if "." in one else int(one) for one in line.split(","))) for line in lines]


def growing(told: Sequence[Night]) -> list[str]:
    """What grew where nothing happened: the archive and the releases after the first night; the working file; the
    ledger beyond what the requests take that it keeps; and the time of a night beside others of its kind, since in the
    season every listing and young report is looked at, and outside of it few."""
    first, last, policy = told[0], told[-1], load_policy()
    found = [name for name in ("archive", "files", "numbers") if getattr(last, name) != getattr(first, name)]
    found += ["versions"] if any(night.versions for night in told[1:]) else []
    kept = sum(night.asked for night in told[-(policy.requests_days + 31) :])
    found += ["ledger"] if last.ledger > EMPTY + kept * A_REQUEST else []
    found += ["work"] if last.work > 1.2 * max(night.work for night in told[:MONTH]) else []
    dated = [((START + timedelta(days=number)).month in policy.season, night) for number, night in enumerate(told)]
    for season in (False, True):
        seconds = [night.seconds for is_in, night in dated if is_in == season]
        if len(seconds) > 2 * MONTH and median(seconds[-MONTH:]) > 1.5 * median(seconds[:MONTH]):
            found.append("seconds")
    return list(dict.fromkeys(found))


def table(told: Sequence[Night]) -> Iterator[str]:
    """The nights month by month, as lines of text."""
    yield "nights      requests  a night s  archive KB  files  ledger KB  moved KB  work KB  releases KB  releases"
    for first in range(0, len(told), MONTH):
        some, last = told[first : first + MONTH], told[min(first + MONTH, len(told)) - 1]
        seconds = median(night.seconds for night in some)
        sizes = [getattr(last, name) >> 10 for name in ("archive", "ledger", "moved", "work", "releases")]
        yield (
            f"{first + 1:>3}-{first + len(some):<6} {sum(night.asked for night in some):>8} {seconds:>10.2f} "
            f"{sizes[0]:>11} {last.files:>6} {sizes[1]:>10} {sizes[2]:>9} {sizes[3]:>8} {sizes[4]:>12} "
            f"{last.numbers:>9}"
        )


def main() -> int:
    """Does the nights and tells them; 1 where something grew."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--nights", type=int, default=365)
    parser.add_argument("--sources", type=int, default=20)
    parser.add_argument("--to", type=Path, required=True)
    given = parser.parse_args()
    for _ in nights(given.to, given.sources, given.nights):
        pass
    told = read(given.to)
    print("\n".join(table(told)))
    grew = growing(told)
    print(f"{len(told)} nights of {given.sources} sources: {'grew: ' + ', '.join(grew) if grew else 'nothing grew'}")
    return int(bool(grew))


if __name__ == "__main__":
    sys.exit(main())
