"""The commands `xxgk sources`: look over the registry, look at a portal."""

from __future__ import annotations

import asyncio
import csv
import sys
from collections import defaultdict
from typing import TYPE_CHECKING, Annotated

import typer

from xxgk.flows.commands.options import HostsFile, PortalsFile, SourcesFile

if TYPE_CHECKING:
    from xxgk.flows.crawl.finding.look import Proposal
    from xxgk.flows.crawl.finding.portals import Portal
    from xxgk.flows.crawl.finding.sources import Source, SourceRegistry
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
    """Look at a portal with a few requests, and print a line for the registry for each column that may hold reports.

    Exit code 1 where none was found."""
    from xxgk.flows.crawl.finding.look import propose
    from xxgk.flows.crawl.settings import load_settings
    from xxgk.flows.crawl.web.fetch import Fetcher
    from xxgk.flows.crawl.web.hosts import HOSTS, load_hosts
    from xxgk.flows.screen import visible

    hosts = load_hosts(hosts_file or HOSTS)

    async def look() -> tuple[tuple[Proposal, ...], str]:
        async with Fetcher(load_settings(), hosts) as fetcher:
            return await propose(url, fetcher.get, hosts.refusal)

    refusal = hosts.refusal(url)
    proposals, problem = ((), refusal) if refusal else asyncio.run(look())
    if not proposals:
        typer.echo(visible(f"xxgk: {problem or 'no column of annual reports was found'}"), err=True)
        raise typer.Exit(1)
    tell(proposals)


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
    unverified = len(registry.sources) - len(registry.crawled)
    return [
        Headline(
            f"{len(registry.crawled)} sources on {total[0]} hosts: {total[1]} listings, {total[2]} single reports; "
            f"about {total[3]} requests and {total[4]} minutes for all of them once"
        ),
        ScreenTable(columns, rows),
        f"{unverified} further columns are unverified: no night looks at them",
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


def tell(proposals: tuple[Proposal, ...]) -> None:
    """The proposals with their signs, each as a line that fits the registry."""
    from xxgk.flows.crawl.finding.look import registry_line
    from xxgk.flows.screen import visible
    from xxgk.schema.inert import inert
    from xxgk.schema.regions import gazetteer

    for proposal in proposals:
        typer.echo(visible(f"# {proposal.points} points: {', '.join(proposal.signs)}"))
        csv.writer(sys.stdout, lineterminator="\n").writerow(
            inert(visible(value)) for value in registry_line(proposal, gazetteer())
        )


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
