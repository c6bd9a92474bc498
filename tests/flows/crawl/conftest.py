import asyncio
from urllib.parse import urlsplit

import pytest

from tests.portal.demo import demo_sites
from tests.portal.http import page_of
from tests.portal.places import write_places
from tests.portal.season import FIRST
from xxgk.flows.crawl.finding.discovery import discover
from xxgk.flows.crawl.finding.sources import Source
from xxgk.flows.crawl.request import BLOCKED, DOCUMENT, NOT_FOUND, PAGE, Fetched
from xxgk.schema.agencies import registry
from xxgk.schema.regions import gazetteer


def reader(sites, today=FIRST, asked=None):
    """A `Get` that answers from the pages of portal sites without a network; `asked` takes what was asked."""
    by_host = {site.host: site for site in sites}

    async def get(request):
        if asked is not None:
            asked.append(request.url)
        parts = urlsplit(request.url)
        site = by_host.get(parts.hostname)
        name = page_of(f"{parts.path}?{parts.query}", "&".join(f"{k}={v}" for k, v in request.form or ()))
        answer = site.pages(today).get(name) if site else None
        if answer is None:
            return Fetched(request.url, request.url, 404, NOT_FOUND)
        kind = {412: BLOCKED}.get(answer.status, DOCUMENT if "octet" in answer.type else PAGE)
        return Fetched(request.url, request.url, answer.status, kind, {"content-type": answer.type}, answer.body)

    return get


def listing_of(site, today=FIRST, *, url="", adapter="", refusal=lambda _: "", asked=None, others=()):
    """What discovery finds on one site."""
    source = Source(url or site.url, "listing", "", "", "示例市", adapter or site.adapter, None, "", "")
    return asyncio.run(discover(source, reader((site, *others), today, asked), refusal))


@pytest.fixture(name="listing_of")
def _listing_of():
    return listing_of


@pytest.fixture(scope="module")
def known_agencies(tmp_path_factory):
    """The agencies of the demo's portal are in the registry."""
    names = (report.agency for site in demo_sites() for report in site.reports)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XXGK_REGISTRY", str(write_places(tmp_path_factory.mktemp("places"), names)))
        _forget_places()
        yield
    _forget_places()


def _forget_places():
    registry.cache_clear()
    gazetteer.cache_clear()
