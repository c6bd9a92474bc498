import asyncio
import gzip
import ssl
from itertools import pairwise

import pytest

from tests.flows.crawl.sites import MovingClock, Sites, fetcher, registry, settings
from xxgk.flows.crawl.pages.page import WebPage
from xxgk.flows.crawl.request import Request
from xxgk.flows.crawl.web import fetch as fetch_module
from xxgk.flows.crawl.web.fetch import Fetcher
from xxgk.flows.crawl.web.hosts import Host
from xxgk.flows.crawl.web.wire import context
from xxgk.flows.version import number

REPORT = "<html><body>" + "申请公开信息处理决定" * 60 + "</body></html>"
PAGE = (200, {"Content-Type": "text/html"}, REPORT.encode())
A = "http://a.gov.cn"
LEGACY = 0x4  # ssl.OP_LEGACY_SERVER_CONNECT, which Python names from 3.12 on


def crawl(pages, *requests, delay=1.0, **changes):
    """The answers to some requests, one after the other, and the sites and clock afterwards."""

    async def run():
        clock = MovingClock()
        async with Sites(pages) as sites, fetcher(sites, clock, delay, **changes) as fetch:
            asked = [Request(r) if isinstance(r, str) else r for r in requests]
            return [await fetch.get(r) for r in asked], sites, clock

    return asyncio.run(run())


def test_a_page_comes_with_hash_name_and_time():
    (got,), sites, _ = crawl({"/t20240118_1.html": PAGE}, f"{A}/t20240118_1.html")
    assert (got.kind, got.status, got.body) == ("page", 200, REPORT.encode())
    assert len(got.sha256) == 64
    assert got.name == "t20240118_1.html"
    assert got.at.year == 2026
    assert sites.seen[-1].headers["user-agent"] == f"xxgk/{number()} (+https://example.org/crawl)"


def test_an_answer_is_taken_apart_once(monkeypatch):
    asked = []
    monkeypatch.setattr(fetch_module, "classify", lambda *_, **how: (asked.append(how["final"]), ("page", ""))[1])
    crawl({"/1": PAGE}, f"{A}/1")
    assert asked == [f"{A}/1"]


def test_one_connection_and_a_pause_after_each_request():
    _, sites, clock = crawl({"/1": PAGE, "/2": PAGE}, f"{A}/1", f"{A}/2", delay=3)
    assert sites.paths() == ["/robots.txt", "/1", "/2"]
    assert sites.most_open == 1
    assert clock.slept == [3, 3]


def test_hosts_at_one_address_wait_for_each_other():
    _, sites, _ = crawl({"/1": PAGE}, f"{A}/1", "http://b.gov.cn/1", delay=2)
    assert [seen.at for seen in sites.seen] == [0, 2, 4, 6]


def test_many_requests_at_once_never_open_two_connections():
    async def run():
        clock = MovingClock()
        async with Sites({f"/{n}": PAGE for n in range(8)}) as sites, fetcher(sites, clock) as fetch:
            await asyncio.gather(*(fetch.get(Request(f"http://{h}.gov.cn/{n}")) for n in range(8) for h in "ab"))
            return sites

    sites = asyncio.run(run())
    assert len(sites.seen) == 2 * 9
    assert sites.most_open == 1
    times = [seen.at for seen in sites.seen]
    assert all(later - earlier >= 1 for earlier, later in pairwise(times))


def test_robots_are_obeyed_and_their_delay_kept():
    robots = (200, {}, b"User-agent: *\nDisallow: /secret\nCrawl-delay: 20\n")
    got, sites, clock = crawl({"/robots.txt": robots, "/1": PAGE}, f"{A}/secret/1", f"{A}/1", f"{A}/1")
    assert [g.kind for g in got] == ["robots", "page", "page"]
    assert "/secret/1" not in sites.paths()
    assert clock.slept == [1, 20]


@pytest.mark.parametrize(
    ("robots", "kind", "state"),
    [
        ((200, {}, b"User-agent: *\nDisallow: /\n"), "robots", "closed"),
        ((200, {}, b"<!DOCTYPE html><html>Disallow: /</html>"), "page", "html"),
        ((404, {}, b""), "page", "none"),
        ((503, {}, b""), "robots-unavailable", ""),
        ((429, {}, b""), "robots-unavailable", ""),
        ([(503, {}, b""), (404, {}, b"")], "page", "none"),
        ([(302, {"Location": "http://www.a.gov.cn/robots.txt"}, b""), (404, {}, b"")], "page", "none"),
    ],
)
def test_states_of_robots(robots, kind, state):
    async def run():
        clock = MovingClock()
        async with Sites({"/robots.txt": robots, "/1": PAGE}) as sites, fetcher(sites, clock) as fetch:
            return (await fetch.get(Request(f"{A}/1"))).kind, fetch.hosts["a.gov.cn"].robots

    assert asyncio.run(run()) == (kind, state)


@pytest.mark.parametrize("status", [403, 412, 429, 521])
def test_a_block_is_recorded_and_the_host_left_alone(status):
    got, sites, _ = crawl({"/1": (status, {}, b"<script>1</script>"), "/2": PAGE}, f"{A}/1", f"{A}/2")
    assert [g.kind for g in got] == ["blocked", "set-aside"]
    assert got[1].detail == f"blocked: status {status}"
    assert sites.paths() == ["/robots.txt", "/1"]


def test_server_errors_are_retried_after_a_growing_pause():
    got, _, clock = crawl({"/1": [(503, {}, b""), (502, {}, b""), PAGE]}, f"{A}/1", delay=0)
    assert got[0].kind == "page"
    assert clock.slept == [4, 8]


def test_retry_after_is_honoured_and_too_long_a_wait_ends_the_host():
    got, _, clock = crawl({"/1": [(503, {"Retry-After": "60"}, b""), PAGE]}, f"{A}/1", delay=0)
    assert (got[0].kind, clock.slept) == ("page", [60])
    got, sites, _ = crawl({"/1": (503, {"Retry-After": "9000"}, b"")}, f"{A}/1", f"{A}/2")
    assert [g.kind for g in got] == ["server-error", "set-aside"]
    assert len(sites.seen) == 2


def test_what_is_known_is_asked_for_with_its_validators():
    def page(seen):
        return (304, {}, b"") if seen.headers.get("if-none-match") == '"x"' else PAGE

    got, _, _ = crawl({"/1": page}, Request(f"{A}/1", etag='"x"', last_modified="Thu, 01 Jan 2026 00:00:00 GMT"))
    assert (got[0].kind, got[0].body) == ("not-modified", b"")


def test_gzip_sent_unasked_or_falsely_announced():
    packed = gzip.compress(REPORT.encode())
    pages = {"/1": (200, {}, packed), "/2": (200, {"Content-Encoding": "gzip"}, REPORT.encode())}
    got, _, _ = crawl(pages, f"{A}/1", f"{A}/2")
    assert [g.body for g in got] == [REPORT.encode()] * 2


def test_a_bomb_and_a_long_answer_are_too_large():
    bomb = gzip.compress(b"0" * 5000)
    pages = {"/1": (200, {}, bomb), "/2": PAGE, "/3": (200, {"Transfer-Encoding": "chunked"}, b"")}
    got, _, _ = crawl(pages, f"{A}/1", f"{A}/2", largest=1000)
    assert [g.kind for g in got] == ["too-large", "too-large"]
    assert not got[0].body


def test_a_server_that_says_nothing_is_a_timeout_and_one_that_hangs_up_is_unreachable():
    (slow,), _, _ = crawl({"/1": (200, {"Content-Length": "9"}, b"")}, f"{A}/1", attempts=1, read_seconds=0.05)
    assert slow.kind == "timeout"
    (gone,), _, _ = crawl({"/1": None}, f"{A}/1", attempts=1, connect_seconds=0.1)
    assert (gone.kind, gone.status) == ("unreachable", 0)


def test_the_other_scheme_is_tried_once():
    async def run():
        clock = MovingClock()
        async with Sites({"/1": PAGE, "/2": PAGE}) as sites:

            async def resolve(host, port):
                found = await sites.resolve(host, port)
                return found if port == 80 else [found[0]._replace(port=1)]

            async with Fetcher(settings(), registry(), resolve=resolve, clock=clock) as fetch:
                return [await fetch.get(Request(f"https://a.gov.cn/{n}")) for n in (1, 2)]

    got = asyncio.run(run())
    assert [(g.kind, g.url, g.final_url) for g in got] == [
        ("page", f"https://a.gov.cn/{n}", f"http://a.gov.cn/{n}") for n in (1, 2)
    ]


def test_a_dead_host_is_asked_no_more():
    async def nowhere(host, port):
        raise OSError("Name or service not known")

    async def run():
        async with Fetcher(settings(), registry(), resolve=nowhere, clock=MovingClock()) as fetch:
            return [await fetch.get(Request(f"{A}/{n}")) for n in (1, 2)]

    assert [g.kind for g in asyncio.run(run())] == ["unreachable", "set-aside"]


def test_forms_are_posted():
    _, sites, _ = crawl({"/s": PAGE}, Request(f"{A}/s", form=(("page", "2"),), referer=f"{A}/l"))
    assert (sites.seen[-1].method, sites.seen[-1].body) == ("POST", b"page=2")
    assert sites.seen[-1].headers["referer"] == f"{A}/l"


def test_a_redirect_with_backslashes_and_in_gbk_is_followed_as_browsers_do():
    place = b"\\" + "年报\\1.html?q=年".encode("gbk")
    pages = {"/1": (302, {"Location": place}, b""), "/%C4%EA%B1%A8/1.html?q=%C4%EA": PAGE}
    got, _, _ = crawl(pages, f"{A}/1")
    assert got[0].kind == "page"


def test_a_link_of_a_gbk_page_is_asked_as_a_browser_asks_it():
    markup = "<meta charset=gb2312><body><a href='\\s\\年报.jsp?q=年报'>年报</a></body>".encode("gbk")
    (first,), _, _ = crawl({"/1": (200, {}, markup)}, f"{A}/1")
    _, sites, _ = crawl({}, WebPage(first).links[0].url)
    assert sites.paths()[-1] == "/s/%E5%B9%B4%E6%8A%A5.jsp?q=%C4%EA%B1%A8"


def test_what_a_page_at_a_chinese_address_names_is_asked_with_that_page_as_its_referer():
    (got,), sites, _ = crawl({"/1": PAGE}, Request(f"{A}/1", referer=f"{A}/年报/2023.html?q=年"))
    assert got.kind == "page"
    assert sites.seen[-1].headers["referer"] == f"{A}/%E5%B9%B4%E6%8A%A5/2023.html?q=%E5%B9%B4"


def test_redirects_are_followed_but_not_for_ever():
    pages = {"/1": (302, {"Location": "/2"}, b""), "/2": PAGE, "/0": (302, {"Location": "/0"}, b"")}
    got, _, _ = crawl(pages, f"{A}/1", f"{A}/0")
    assert (got[0].kind, got[0].final_url, got[0].hops) == ("page", f"{A}/2", (f"{A}/2",))
    assert got[1].kind == "too-many-redirects"


def test_a_host_of_plain_http_is_not_asked_under_https():
    async def run():
        asked = []
        async with Sites({"/1": PAGE}) as sites:

            async def resolve(host, port):
                asked.append(port)
                return await sites.resolve(host, port)

            plain = Host("a.gov.cn", 0, scheme="http", private=True, reason="a test")
            async with Fetcher(settings(), registry(a=plain), resolve=resolve, clock=MovingClock()) as fetch:
                got = await fetch.get(Request("https://a.gov.cn/1"))
        return got.kind, got.final_url, asked

    assert asyncio.run(run()) == ("page", "http://a.gov.cn/1", [80])


def test_old_tls_only_where_a_source_says_so_and_always_with_certificates_checked():
    usual, legacy = context(""), context("legacy")
    assert legacy.options & LEGACY
    assert not usual.options & LEGACY
    assert usual.verify_mode == legacy.verify_mode == ssl.CERT_REQUIRED
    assert usual.check_hostname
    assert legacy.check_hostname
