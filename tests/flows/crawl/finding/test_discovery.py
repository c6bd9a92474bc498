import pytest

from tests.portal.season import FIRST, SITES, THIRD

BY_HOST = {site.host: site for site in SITES}


def titles(listing):
    return sorted(found.title for found in listing.found)


def wanted(site, today):
    return sorted(report.title for report in site.shown(today))


@pytest.mark.parametrize("host", BY_HOST)
@pytest.mark.parametrize("today", [FIRST, THIRD])
@pytest.mark.parametrize("adapter", ["", "auto"])
def test_every_family_shows_its_reports_and_nothing_else(listing_of, host, today, adapter):
    site = BY_HOST[host]
    listing = listing_of(site, today, adapter=adapter)
    assert listing.read
    assert listing.adapter == site.adapter
    if site.adapter in ("lonsun", "jcms_annual"):
        assert sorted(found.year for found in listing.found) == sorted(report.year for report in site.shown(today))
    else:
        assert titles(listing) == wanted(site, today)
