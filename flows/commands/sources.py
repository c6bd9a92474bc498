"""The commands `xxgk sources`: look over the registry, look at a portal, search for columns, decide about them."""

from __future__ import annotations

import asyncio
import csv
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from xxgk.flows.commands.crawl import ArchivePlace
from xxgk.flows.commands.options import HostsFile, PortalsFile, SourcesFile, WarehouseFile
from xxgk.flows.jobs.workplace import ARCHIVE, WAREHOUSE, Workplace

if TYPE_CHECKING:
    from xxgk.flows.crawl.finding.portals import Portal
    from xxgk.flows.crawl.finding.seek import Sought
    from xxgk.flows.crawl.finding.sources import Source, SourceRegistry
    from xxgk.flows.crawl.kept.rows import FoundRow
    from xxgk.flows.screen import ScreenBlock

LISTING_REQUESTS = 3
"""Requests for one listing in a night, about: its pages and what is new on them."""

sources = typer.Typer(
    no_args_is_help=True,
    help="The registry of sources (data/sources.csv, data/hosts.toml): look it over, find more.",
)


@sources.command()
def check(sources_file: SourcesFile = None, hosts_file: HostsFile = None, portals_file: PortalsFile = None) -> None:
    """Check the registry, and tell what a crawl would touch: hosts, listings, about how many requests and how long.

    Exit code 1 where the registry contradicts itself or its rules; the first such line is named."""
    from xxgk.flows.crawl.finding.portals import PORTALS, load_portals
    from xxgk.flows.crawl.finding.sources import SOURCES, load
    from xxgk.flows.crawl.web.hosts import HOSTS
    from xxgk.flows.screen import show

    registry = load(sources_file or SOURCES, hosts_file or HOSTS)
    show([*overview(registry), *portals_told(load_portals(registry.hosts, portals_file or PORTALS))])


@sources.command()
def discover(
    url: Annotated[str, typer.Argument(help="A portal's home page, or any page near its annual reports.")],
    hosts_file: HostsFile = None,
) -> None:
    """Search a portal for columns of annual reports, and print a line for the registry for each; keep nothing.

    `grow` does the same for whole regions and keeps what it finds. Exit code 1 where none was found."""
    from xxgk.flows.crawl.finding.seek import Sought, seek
    from xxgk.flows.crawl.settings import load_settings
    from xxgk.flows.crawl.web.fetch import Fetcher
    from xxgk.flows.crawl.web.hosts import HOSTS, load_hosts
    from xxgk.flows.screen import visible

    hosts = load_hosts(hosts_file or HOSTS)

    async def look() -> Sought:
        async with Fetcher(load_settings(), hosts) as fetcher:
            return await seek([url], fetcher.get, hosts.refusal)

    refusal = hosts.refusal(url)
    sought = Sought(detail=refusal) if refusal else asyncio.run(look())
    if not sought.columns:
        typer.echo(visible(f"xxgk: {sought.detail or 'no column of annual reports was found'}"), err=True)
        raise typer.Exit(1)
    tell(sought)


@sources.command()
def grow(
    *,
    region: Annotated[
        str,
        typer.Option("--region", help="Only what lies in this region: 江苏省, 南京市, or a code: 32, 3201."),
    ] = "",
    limit_hosts: Annotated[
        int, typer.Option("--limit-hosts", min=0, metavar="N", help="Begin at so many hosts at most; 0: at all.")
    ] = 0,
    again: Annotated[bool, typer.Option("--again", help="Also where it is not time yet to search again.")] = False,
    warehouse: WarehouseFile = WAREHOUSE,
    archive: ArchivePlace = ARCHIVE,
    sources_file: SourcesFile = None,
    hosts_file: HostsFile = None,
    portals_file: PortalsFile = None,
) -> None:
    """Search the portals of a region for columns of annual reports, adopt what is sure, and tell what is in doubt.

    A column is adopted that shows reports of at least two years or three organs and is named as their column: the next
    night crawls it. Within what a night gives to it ([growth] in data/crawl.toml); what is left over comes with the
    next start or night. Killed anywhere, it goes on from there when it is started again with the same options."""
    from xxgk.flows.crawl.run.scope import GROW, Scope
    from xxgk.flows.jobs.growing import grow as search
    from xxgk.flows.screen import show

    where = Workplace(warehouse, archive, sources_file, hosts_file, portals=portals_file)
    done = asyncio.run(search(Scope(GROW, region=region, all=again, limit_hosts=limit_hosts), where))
    show([*done.told(), *_table(done.found)])


@sources.command()
def review(
    *,
    everything: Annotated[bool, typer.Option("--all", help="Also those that are adopted or decided.")] = False,
    warehouse: WarehouseFile = WAREHOUSE,
) -> None:
    """List the columns that the search found and is not sure of, with what it saw: `accept` or `reject` each."""
    from xxgk.flows.crawl.finding.judging import DOUBTFUL
    from xxgk.flows.crawl.kept.ledger import Ledger
    from xxgk.flows.crawl.kept.rows import FoundRow
    from xxgk.flows.screen import show

    which = "" if everything else f"WHERE state = '{DOUBTFUL}'"
    place = Workplace(warehouse).ledger
    rows: list[FoundRow] = []
    if place.exists():
        with Ledger(place, read_only=True) as ledger:
            rows = ledger.read(FoundRow, f"{which} ORDER BY state, region_code, url")
    show([line for row in rows for line in _evidence(row)] or ["no column waits for a decision"])


ColumnAddress = Annotated[str, typer.Argument(help="The column, by its address as `review` shows it.")]
WhyOption = Annotated[str, typer.Option("--why", help="The reason, kept with the decision.")]


@sources.command()
def accept(url: ColumnAddress, *, why: WhyOption, warehouse: WarehouseFile = WAREHOUSE) -> None:
    """Have a column that the search found crawled; the decision and its reason stay in the ledger.

    Exit code 1 where the search found no such column, or a crawl is at work."""
    from xxgk.flows.crawl.run.growth import ACCEPTED

    _decided(url, ACCEPTED, why, warehouse)


@sources.command()
def reject(url: ColumnAddress, *, why: WhyOption, warehouse: WarehouseFile = WAREHOUSE) -> None:
    """Have a column that the search found never crawled, or no longer; the decision and its reason stay in the ledger.

    Exit code 1 where the search found no such column, or a crawl is at work."""
    from xxgk.flows.crawl.run.growth import REJECTED

    _decided(url, REJECTED, why, warehouse)


@sources.command()
def export(*, warehouse: WarehouseFile = WAREHOUSE) -> None:
    """Print the columns that are crawled because the search found them, as lines for data/sources.csv."""
    from xxgk.flows.crawl.kept.ledger import Ledger
    from xxgk.flows.crawl.run.growth import lines

    place = Workplace(warehouse).ledger
    if place.exists():
        with Ledger(place, read_only=True) as ledger:
            _write(lines(ledger))


def overview(registry: SourceRegistry) -> list[ScreenBlock]:
    """What a crawl of the registry would touch, region by region, and the hosts that need something special."""
    from xxgk.flows.screen import Headline, ScreenTable

    regions: dict[str, list[Source]] = defaultdict(list)
    for source in registry.crawled:
        regions[source.region or "-"].append(source)
    rows = [(region, *_counts(registry, found)) for region, found in sorted(regions.items())]
    columns = ("region", "hosts", "listings", "reports", "requests", "longest host, minutes")
    exceptions = [
        (host.name, _exception(registry, name), host.reason) for name, host in sorted(registry.hosts.entries.items())
    ]
    total = _counts(registry, list(registry.crawled))
    kinds = Counter(source.kind for source in registry.sources)
    return [
        Headline(
            f"{len(registry.crawled)} sources on {total[0]} hosts: {total[1]} listings, {total[2]} single reports; "
            f"about {total[3]} requests and {total[4]} minutes for all of them once"
        ),
        ScreenTable(columns, rows),
        f"{kinds['unverified']} further columns are unverified, {kinds['hub']} addresses are hubs: only the search "
        "looks at them",
        Headline("Hosts with exceptions"),
        ScreenTable(("host", "exception", "reason"), exceptions),
    ]


def portals_told(portals: tuple[Portal, ...]) -> list[ScreenBlock]:
    """How many portals there are, how they answered, and which lie in no region that is listed."""
    from xxgk.flows.screen import Headline, ScreenTable

    answered = sum(portal.access != "none" for portal in portals)
    disclosing = sum(bool(portal.disclosure_url) for portal in portals)
    nowhere = [(portal.region, portal.url) for portal in portals if not portal.region_code]
    return [
        Headline(
            f"{len(portals)} portals: {answered} answered when last looked at, {disclosing} with an address inside "
            f"their pages of disclosure; {len(nowhere)} in no region of the gazetteer"
        ),
        ScreenTable(("region", "portal"), nowhere),
    ]


def tell(sought: Sought) -> None:
    """What a search found with its reasons, each as a line that fits the registry."""
    from xxgk.flows.crawl.finding.seek import registry_line
    from xxgk.flows.screen import visible
    from xxgk.schema.regions import gazetteer

    for column in sought.columns:
        typer.echo(visible(f"# {column.verdict.state}: {column.verdict.reason}"))
        _write([registry_line(column, gazetteer())])


def _write(rows: Iterable[tuple[str, ...]]) -> None:
    from xxgk.flows.screen import visible
    from xxgk.schema.inert import inert

    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerows([inert(visible(value)) for value in row] for row in rows)


def _table(found: Iterable[FoundRow]) -> list[ScreenBlock]:
    """Columns that were found, a row each."""
    from xxgk.flows.screen import ScreenTable

    columns = ("state", "column", "for", "reports", "reason", "in place of")
    rows = [(row.state, row.url, row.agency or row.region, row.reports, row.reason, row.replaces) for row in found]
    return [ScreenTable(columns, rows)] if rows else []


def _evidence(row: FoundRow) -> Iterator[str]:
    """A column with all that was seen of it."""
    seen = json.loads(row.evidence)
    decided = f" ({row.decided_why})" if row.decided_why else ""
    yield f"{row.state}{decided}: {row.url}"
    yield f"  why: {row.reason}"
    for url, text in seen["path"]:
        yield f"  {f'by {text}' if text else 'from'}: {url}"
    for title, url in seen["titles"]:
        yield f"  shows {title or '-'}: {url}"


def _decided(url: str, state: str, why: str, warehouse: Path) -> None:
    from xxgk.flows.crawl.clock import SystemClock
    from xxgk.flows.crawl.kept.ledger import Ledger
    from xxgk.flows.crawl.run.growth import ColumnError, decide
    from xxgk.flows.screen import show

    if not why.strip():
        raise typer.BadParameter("--why: give a reason")
    place = Workplace(warehouse).ledger
    if not place.exists():
        raise ColumnError(f"there is no {place}: nothing was searched for beside this warehouse")
    with Ledger(place) as ledger:
        row = decide(ledger, url, state, why.strip(), SystemClock().now())
    show([f"{row.state}: {row.url}"])


def _counts(registry: SourceRegistry, found: list[Source]) -> tuple[int, int, int, int, float]:
    """Hosts, listings, reports, requests (robots.txt counted in), and minutes at the host that takes longest."""
    requests: dict[str, int] = defaultdict(lambda: 1)
    for source in found:
        requests[source.host] += LISTING_REQUESTS if source.kind == "listing" else 1
    listings = sum(source.kind == "listing" for source in found)
    longest = max((count * registry.hosts.of(host).delay for host, count in requests.items()), default=0.0)
    return len(requests), listings, len(found) - listings, sum(requests.values()), round(longest / 60, 1)


def _exception(registry: SourceRegistry, name: str) -> str:
    host = registry.hosts.entries[name]
    told = {
        "plain HTTP": host.scheme == "http",
        "legacy TLS": host.tls == "legacy",
        host.family: bool(host.family),
        f"port {', '.join(map(str, host.ports))}": bool(host.ports),
        "outside .gov.cn": host.outside,
        "private address": host.private,
        f"connects to {host.address}": bool(host.address),
        f"delay {host.delay:g} s": host.delay != registry.hosts.delay,
    }
    return ", ".join(words for words, holds in told.items() if holds)
