import asyncio

import pytest

from tests.flows.crawl.sites import REASON, MovingClock, Sites, settings
from xxgk.flows.crawl.request import Request
from xxgk.flows.crawl.web.addresses import Target, is_public, system_resolve
from xxgk.flows.crawl.web.fetch import Fetcher
from xxgk.flows.crawl.web.hosts import Host, Hosts

PAGE = (200, {}, ("<html>" + "信息公开" * 200 + "</html>").encode())
ONLY_A = Hosts({"a.gov.cn": Host("a.gov.cn", 0, private=True, reason=REASON)}, 0)


def ask(pages, url="http://a.gov.cn/1", answers=None, times=1):
    """The last of some requests, by a fetcher that may connect to loopback for a.gov.cn alone. `answers`: what the
    resolver says for any other name, look-up by look-up."""

    async def run():
        async with Sites(pages) as sites:

            async def resolve(host, port):
                if host == "a.gov.cn":
                    return [Target("127.0.0.1", sites.port)]
                given = answers.pop(0) if answers else host
                return [Target(given, sites.port)]

            fetch = Fetcher(settings(attempts=2, connect_seconds=0.2), ONLY_A, resolve=resolve, clock=MovingClock())
            async with fetch:
                got = [await fetch.get(Request(url)) for _ in range(times)]
            return got[-1], sites

    return asyncio.run(run())


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://100.100.100.200/latest/",
        "http://[::1]/",
        "http://10.0.0.1.gov.cn/",
        "http://b.gov.cn:22/",
        "file:///etc/passwd",
        "ftp://a.gov.cn/x",
        "http://user:pass@a.gov.cn/",
        "http://2130706433/",
        "http://evil.example/",
        "http://gov.cn.evil.example/",
    ],
)
def test_redirects_out_of_the_allowed_web_are_refused(target):
    got, sites = ask({"/1": (302, {"Location": target}, b"")}, answers=["10.0.0.1"] * 3)
    assert (got.kind, bool(got.detail)) == ("refused", True)
    assert sites.paths() == ["/robots.txt", "/1"]


@pytest.mark.parametrize("address", ["127.0.0.1", "169.254.169.254", "100.100.100.200", "::1", "::ffff:10.0.0.1"])
def test_a_name_that_leads_to_a_private_address_is_refused(address):
    got, sites = ask({"/1": (302, {"Location": "http://b.gov.cn/1"}, b"")}, answers=[address] * 3)
    assert got.kind == "refused"
    assert address in got.detail
    assert "b.gov.cn" not in {seen.host for seen in sites.seen}


def test_the_checked_address_is_the_one_connected_to():
    """The first look-up answers with an address nobody listens at, the second with a private one: the connection goes
    to the first, and the second is checked again."""
    got, sites = ask({"/1": PAGE}, url="http://b.gov.cn/1", answers=["203.0.114.1", "127.0.0.1", "127.0.0.1"])
    assert (got.kind, got.status) == ("refused", 0)
    assert "127.0.0.1" in got.detail
    assert sites.seen == []


def test_a_name_is_looked_up_once_while_its_address_answers():
    looked = []

    async def run():
        async with Sites({"/1": (200, {"Connection": "close"}, PAGE[2])}) as sites:

            async def resolve(host, port):
                looked.append(host)
                return [Target("127.0.0.1", sites.port)]

            async with Fetcher(settings(), ONLY_A, resolve=resolve, clock=MovingClock()) as fetch:
                return [(await fetch.get(Request("http://a.gov.cn/1"))).kind for _ in range(3)]

    assert asyncio.run(run()) == ["page"] * 3
    assert looked == ["a.gov.cn"]


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("240e::1", True),
        ("10.1.2.3", False),
        ("100.100.100.200", False),
        ("224.0.0.1", False),
        ("0.0.0.0", False),  # noqa: S104
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
        ("fe80::1%eth0", False),
        ("no address", False),
        ("fec0::1", False),
        ("2001:db8::1", False),
        ("3fff::1", False),
        ("192.0.2.1", False),
        ("198.51.100.1", False),
        ("203.0.113.1", False),
        ("2002:0808:0808::1", False),
        ("2001:0:4136:e378:8000:63bf:3fff:fdd2", False),
        ("192.88.99.1", False),
        ("168.63.129.16", False),
        ("192.0.0.192", False),
        ("169.254.169.254", False),
        ("fd00:ec2::254", False),
        ("::ffff:168.63.129.16", False),
        ("64:ff9b::a83f:8110", False),
        ("64:ff9b::808:808", True),
        ("2001:4860:4860::8888", True),
    ],
)
def test_public_addresses(address, public):
    assert is_public(address) == public


@pytest.mark.parametrize("name", ["a\0.gov.cn", "a" * 300 + ".gov.cn", "a..gov.cn"])
def test_what_is_no_host_name_has_no_address(name):
    with pytest.raises(OSError, match=r"\w"):
        asyncio.run(system_resolve(name, 80))
