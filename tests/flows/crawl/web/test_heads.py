"""Heads of answers that curl and browsers take, and what a strict parser makes of them after they are mended."""

import h11
import pytest

from tests.flows.crawl.web.test_fetch import crawl
from xxgk.flows.crawl.web.heads import mended

A = "http://a.gov.cn"
BODY = "<html><body>政府信息公开工作年度报告</body></html>".encode()
USUAL = b"Content-Length: %d" % len(BODY)
CHUNKED = b"%x\r\n%s\r\n0\r\n\r\n" % (len(BODY), BODY)

ODD = {
    "a line without a colon": [b"Warning mysql_connect() failed in /www/x.php", USUAL],
    "a blank before a colon": [b"Server : x", b"Content-Length : %d" % len(BODY)],
    "a name that is none": [b"\xd0\xc2\xce\xc5: 1", b"X (y): 2", b": 3", USUAL],
    "a NUL in a value": [b"Set-Cookie: a=b\0c\x0b", USUAL],
    "a folded line, and one that folds nothing": [b" X-First: 1", b"X-Two: a", b"\t b", USUAL],
    "the same length twice": [USUAL, USUAL, b"Content-Length: %d, %d" % (len(BODY), len(BODY))],
    "a length that is no number": [b"Content-Length: -1", b"Content-Length: "],
    "a carriage return too many": [USUAL + b"\r", b"X: y\r\r"],
    "no headers": [],
}
STATUS = [b"HTTP/1.1 200", b"HTTP/1.1  200 OK", b"http/1.1 200 ok", b"HTTP/1.1 200 \xc3\xfc\0", b"\r\nHTTP/1.1 200 OK"]


def got(answer):
    """What comes of an answer in these bytes. Where it is refused, HTTPS is tried, for which nobody waits here."""
    (fetched,), _, _ = crawl({"/1": answer}, f"{A}/1", attempts=1, connect_seconds=0.5)
    return fetched


@pytest.mark.parametrize("lines", ODD.values(), ids=ODD)
@pytest.mark.parametrize("end", [b"\r\n", b"\n"])
def test_an_odd_header_does_not_make_an_address_unreachable(lines, end):
    fetched = got(end.join([b"HTTP/1.1 200 OK", *lines, b"", BODY]))
    assert (fetched.kind, fetched.body) == ("page", BODY)


@pytest.mark.parametrize("status", STATUS)
def test_an_odd_status_line_does_not_either(status):
    fetched = got(status + b"\r\n" + USUAL + b"\r\n\r\n" + BODY)
    assert (fetched.kind, fetched.body) == ("page", BODY)


@pytest.mark.parametrize(
    "lines",
    [
        [b"Transfer-Encoding: chunked", b"Content-Length: 5"],
        [b"Transfer-Encoding: chunked", b"Transfer-Encoding: chunked"],
        [b"Transfer-Encoding: identity, Chunked"],
    ],
)
def test_chunks_go_before_a_length_and_may_be_told_twice(lines):
    assert got(b"\r\n".join([b"HTTP/1.1 200 OK", *lines, b"", CHUNKED])).body == BODY


@pytest.mark.parametrize(
    "head",
    [b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6", b"Content-Length: 5", b"HTTP/1.1 20 OK", b"SSH-2.0"],
)
def test_what_browsers_refuse_is_refused(head):
    assert got(head + b"\r\n\r\n" + BODY).kind == "unreachable"


def test_the_headers_that_can_be_read_are_kept():
    fetched = got(b'HTTP/1.1 200 OK\r\nbad\r\nETag : "x"\r\nX: a\r\n b\r\n\r\n' + BODY)
    assert (fetched.headers["etag"], fetched.headers["x"]) == ('"x"', "a b")


def test_answers_of_the_kind_1xx_are_passed_over_but_not_for_ever():
    early = b"HTTP/1.1 103 Early Hints\r\nbad\r\n\r\n"
    whole = b"HTTP/1.1 200 OK\r\n" + USUAL + b"\r\nbad\r\n\r\n" + BODY
    assert got(early * 3 + whole).body == BODY
    assert got(early * 17 + whole).kind == "unreachable"


def test_a_plain_head_is_left_as_it_is():
    head = b"HTTP/1.1 200 OK\r\nServer: x\r\ncontent-length:5\r\nSet-Cookie: \xc4\xe3\r\n\r\n"
    assert mended(head) == head


def test_a_connection_with_a_mended_head_is_not_used_again():
    reply = (200, {"Bad name": "1"}, BODY)
    _, sites, _ = crawl({"/1": reply, "/2": reply}, f"{A}/1", f"{A}/2")
    assert sites.paths() == ["/robots.txt", "/1", "/2"]
    closing = h11.Connection(h11.CLIENT)
    closing.send(h11.Request(method="GET", target="/", headers=[("Host", "a")]))
    closing.send(h11.EndOfMessage())
    closing.receive_data(mended(b"HTTP/1.1 200 OK\r\nBad name: 1\r\nContent-Length: 0\r\n\r\n"))
    events = [closing.next_event(), closing.next_event()]
    assert [type(event) for event in events] == [h11.Response, h11.EndOfMessage]
    assert closing.our_state is h11.MUST_CLOSE


@pytest.mark.parametrize("value", ["a=中文; path=/".encode("gbk"), "名=值".encode(), b"a=\x01b", b"a=" + b"b" * 5000])
def test_a_cookie_that_cannot_be_sent_back_does_no_harm(value):
    page = (200, {"Set-Cookie": value}, BODY)
    got, sites, _ = crawl({"/1": page, "/2": page}, f"{A}/1", f"{A}/2")
    assert [one.kind for one in got] == ["page", "page"]
    assert "cookie" not in sites.seen[-1].headers


def test_cookies_are_sent_back_within_8_kb():
    pages = {f"/{n}": (200, {"Set-Cookie": f"c{n}={'x' * 3000}"}, BODY) for n in range(4)}
    _, sites, _ = crawl(pages, *(f"{A}/{n}" for n in range(4)), f"{A}/0")
    assert [len(seen.headers.get("cookie", "")) // 3000 for seen in sites.seen] == [0, 0, 1, 2, 0, 1]


def test_a_head_without_end_is_refused():
    assert got(b"HTTP/1.1 200 OK\r\n" + b"x\r\n" * 60_000).kind == "unreachable"


def test_an_odd_address_to_be_sent_on_to_is_told_and_breaks_nothing():
    (fetched,), _, _ = crawl({"/1": (302, {"Location": "http://a.gov.cn:x/"}, b"")}, f"{A}/1", attempts=1)
    assert fetched.kind == "refused"
