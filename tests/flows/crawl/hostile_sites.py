"""Web sites that mean harm: each is what one host answers by path, and what may become of it.

Most have a list of reports at ``/list.html`` and one report, ``/r.html``; what is odd is said by the name."""

from __future__ import annotations

import asyncio
import gzip
import io
import json
import warnings
import zipfile
import zlib
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass

LIST = "<html><body><a href='{}'>示例市青禾区司法局2024年政府信息公开工作年度报告</a></body></html>"
HTML = {"Content-Type": "text/html"}
REPORT = (200, HTML, "示例市青禾区司法局|2024|2025-01-18|7".encode())
GZIP = {**HTML, "Content-Encoding": "gzip"}
SHELL = "<script>window._CONFIG={SID:'1'}; x={id:'5','name':'政府信息公开年报'}</script>"
"""The shell of a site of gkmlpt, whose list is JSON."""


@dataclass(frozen=True)
class Hostile:
    """The answers of a host by path; its adapter; the classes that its listing, and its report, may end in."""

    pages: Mapping[str, object]
    listing: str = "page"
    report: str = ""
    adapter: str = "links"
    path: str = "/list.html"


def page(text: str | bytes, **headers: str | bytes) -> tuple[int, dict[str, str | bytes], bytes]:
    body = text if isinstance(text, bytes) else text.encode()
    return 200, {**HTML, **{name.replace("_", "-"): value for name, value in headers.items()}}, body


def listed(reply: object, link: str = "/r.html", report: str = "", robots: object = None) -> Hostile:
    """A host with a plain list, and an odd report; or odd rules."""
    pages = {"/list.html": page(LIST.format(link)), link: reply}
    return Hostile({**pages, **({} if robots is None else {"/robots.txt": robots})}, "page", report)


def listing(reply: object, kind: str, adapter: str = "links") -> Hostile:
    return Hostile({"/list.html": reply}, kind, adapter=adapter)


def articles(answer: object, report: str = "page") -> Hostile:
    """A list in JSON."""
    text = (
        answer if isinstance(answer, str) else json.dumps({"articles": answer, "classify": {"post_count": "9" * 5000}})
    )
    return Hostile(
        {"/gkmlpt/annualreport": page(SHELL), "/gkmlpt/api/all/5?page=1&sid=1": page(text), "/r.html": REPORT},
        "page layout-changed",
        report,
        "gkmlpt",
        "/gkmlpt/annualreport",
    )


def article(**changes: object) -> dict[str, object]:
    return {
        "title": "青禾区司法局2024年政府信息公开工作年度报告",
        "url": "/r.html",
        "created_at": "2025-01-18",
        **changes,
    }


def head(*lines: bytes, status: bytes = b"200 OK", body: bytes = b"x") -> bytes:
    return b"\r\n".join([b"HTTP/1.1 " + status, b"Content-Type: text/html", *lines, b"", body])


async def dripping() -> AsyncIterator[bytes]:
    yield head(b"Content-Length: 100000", body=b"")
    while True:
        await asyncio.sleep(0.1)
        yield b"x"


async def endless() -> AsyncIterator[bytes]:
    yield head(b"Transfer-Encoding: chunked", body=b"")
    for _ in range(4000):
        yield b"10000\r\n" + b"x" * 65536 + b"\r\n"


async def interim() -> AsyncIterator[bytes]:
    for _ in range(200):
        yield b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"
    yield head(body=b"<html>late</html>")


async def heads_without_end() -> AsyncIterator[bytes]:
    yield b"HTTP/1.1 200 OK\r\n"
    for number in range(3000):
        yield b"X-%d: %s\r\n" % (number, b"a" * 1000)


async def trailers_without_end() -> AsyncIterator[bytes]:
    yield head(b"Transfer-Encoding: chunked", body=b"1\r\nx\r\n0\r\n")
    for number in range(4000):
        yield b"X-%d: %s\r\n" % (number, b"a" * 4000)


async def line_without_end() -> AsyncIterator[bytes]:
    yield b"HTTP/1.1 200 OK\r\nX: "
    for _ in range(400):
        yield b"a" * 65536


async def chunks_of_words() -> AsyncIterator[bytes]:
    yield head(b"Transfer-Encoding: chunked", body=b"1;")
    for _ in range(400):
        yield b"a" * 65536


async def pushed() -> AsyncIterator[bytes]:
    yield b"HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=a\r\n\r\n"
    for _ in range(400):
        yield b"--a\r\nContent-Type: text/html\r\n\r\n" + b"x" * 65536 + b"\r\n"


def packed(*members: tuple[str, bytes]) -> bytes:
    file = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        warnings.simplefilter("ignore")  # a name twice
        for name, body in members:
            package.writestr(name, body)
    return file.getvalue()


NESTED = "[" * 100_000
ZIPPED = packed(
    ("a/../../../etc/passwd.doc", b"1"), ("x" * 300 + ".doc", b"2"), ("\u202ecod.exe.doc", b"3"), ("a.doc", b"")
)
TWICE = packed(("a.doc", b"1"), ("a.doc", b"2"), ("b.doc", b"3"))
NUL_NAME = ZIPPED.replace(b"a/../../../etc/passwd.doc", b"a\0../../../etc/passwd.doc").replace(b"a.doc", b"\xff\xfe.oc")
DEVICES = packed(("CON.doc", b"1"), ("nul", b"2"), ("a.doc.", b"3"), ("a" * 250 + "/" + "b" * 250 + ".doc", b"4"))
SECRET = bytearray(packed(("a.doc", b"1")))
SECRET[6] |= 1
SECRET[SECRET.index(b"PK\1\2") + 8] |= 1
MANY = packed(*((f"{number}.doc", b"") for number in range(3000)))
BOMB = gzip.compress(bytes(80 << 20))
AGENTS = "".join(f"User-agent: a{n}\n" for n in range(12_000)) + "".join(f"Disallow: /{n}\n" for n in range(12_000))
ATTACHED = "<html><body><div class='TRS_Editor'>{}</div><a href='/a.doc'>年度报告附件</a></body></html>"

HOSTILE: dict[str, Hostile] = {
    # the four that were seen to end a night
    "redirect to a port that is none": listing((302, {"Location": "http://port.gov.cn:99999/"}, b""), "refused"),
    "script that jumps to half an address": listing(
        page("<html><script>location.href='http://[::1/'</script></html>"), "page js-stub silent"
    ),
    "group behind half an address": listing(
        page(
            "<datastore><totalrecord>99</totalrecord><nextgroup><![CDATA[<a href='http://[::1/x'></a>]]></nextgroup></datastore><html>"
        ),
        "page",
        "jcms",
    ),
    "name in no set of characters": listed(
        page("<html><body>x</body></html>", Content_Disposition="attachment; filename*=idna''xn--"),
        report="not-a-report",
    ),
    # headers
    "header of 64 KB": listed(page(REPORT[2], X_Long="a" * 65536), report="page"),
    "head without end": listed(lambda _: heads_without_end(), report="unreachable"),
    "NUL and a folded line": listed(head(b"X: a\0b", b" folded\0", b'ETag: "a\rb"', body=REPORT[2]), report="page"),
    "status 999": listed((999, HTML, b"<html>x</html>"), report="http-error"),
    "status 000": listed(head(status=b"000 none"), report="http-error unreachable"),
    "dates out of range": listed(
        (
            503,
            {"Retry-After": "Mon, 01 Jan 99999999999999999999 00:00:00 GMT", "Last-Modified": "0", "Date": "-1"},
            b"",
        ),
        report="server-error",
    ),
    "wait for ever": listed((503, {"Retry-After": "1e400"}, b""), report="server-error"),
    "wait of many digits": listed((503, {"Retry-After": "9" * 5000}, b""), report="server-error"),
    "cookie bomb": listed(
        page(REPORT[2], Set_Cookie="a=" + "b" * 4000 + "; Expires=Thu, 99 Foo 99999; Max-Age=" + "9" * 400),
        report="page",
    ),
    "interim answers without end": listed(lambda _: interim(), report="unreachable"),
    "HTTP/0.9": listed(b"<html>x</html>", report="unreachable"),
    "nothing but noise": listed(b"\x16\x03\x01\x02\x00\x01\x00" * 20, report="unreachable"),
    # bodies
    "gzip that is none": listed(page(REPORT[2], Content_Encoding="gzip"), report="page"),
    "gzip that ends early": listed((200, GZIP, gzip.compress(REPORT[2])[:-9]), report="unreachable"),
    "gzip bomb": listed((200, GZIP, BOMB), report="too-large"),
    "brotli unasked": listed(page(b"\x8b\x02\x80abc\x03", Content_Encoding="br"), report="garbage"),
    "deflate that is none": listed(page(zlib.compress(REPORT[2])[5:], Content_Encoding="deflate"), report="garbage"),
    "chunks that lie": listed(
        head(b"Transfer-Encoding: chunked", body=b"ffffffffffffffff\r\nabc"), report="unreachable"
    ),
    "length that lies": listed(
        head(b"Content-Length: 99999999999999999999", body=b"abc"), report="too-large unreachable"
    ),
    "two lengths": listed(head(b"Content-Length: 3", b"Content-Length: 5", body=b"abcde"), report="unreachable"),
    "slow drip": listed(lambda _: dripping(), report="timeout"),
    "body without end": listed(lambda _: endless(), report="too-large timeout"),
    # redirects
    "redirect to half an address": listing((302, {"Location": "http://["}, b""), "refused"),
    "redirect to two slashes": listing((302, {"Location": "//"}, b""), "refused"),
    "redirect to a script": listing((301, {"Location": "javascript:alert(1)"}, b""), "refused"),
    "redirect of 60 KB": listing((301, {"Location": "/" + "a" * 60_000}, b""), "refused"),
    "redirect to broken UTF-8": listing((302, {"Location": b"/%ff%\xff\xfe%zz\x01"}, b""), "not-found"),
    "redirect to a name with a NUL": listing((302, {"Location": b"http://a\0b.gov.cn/x"}, b""), "refused unreachable"),
    "redirect to a name of 300 letters": listing(
        (302, {"Location": "http://" + "a" * 300 + ".gov.cn/x"}, b""), "not-found"
    ),
    "redirect to ever new addresses": Hostile(
        {
            "/list.html": (302, {"Location": "/0"}, b""),
            **{f"/{n}": (302, {"Location": f"/{n + 1}"}, b"") for n in range(9)},
        },
        "too-many-redirects",
    ),
    "refresh to itself": listing(
        page("<html><meta http-equiv=refresh content='0;url=list.html'>", Refresh="0; url=http://[::1"), "page js-stub"
    ),
    # robots.txt
    "rules of 10 MB": listed(REPORT, report="page", robots=page(b"User-agent: *\nDisallow: /x\n" * 400_000)),
    "rules in a bomb": Hostile({"/list.html": page(LIST), "/robots.txt": (200, GZIP, BOMB)}, "refused"),
    "rules that look like patterns": listed(
        REPORT,
        report="page",
        robots=page(
            "User-agent: *\nDisallow: /(a+)+$[\nDisallow: /"
            + "*a" * 900
            + "b$\nCrawl-delay: nan\nRequest-rate: "
            + "9" * 4000
            + "/1d\nRequest-rate: 1/0\n"
        ),
    ),
    "rules for very many": listed(REPORT, report="page", robots=page(AGENTS)),
    "rules somewhere else": listed(REPORT, report="page", robots=(302, {"Location": "http://[::1/robots.txt"}, b"")),
    "rules at a rate without measure": listed(
        REPORT, report="page", robots=page("User-agent: *\nRequest-rate: 1/" + "9" * 4000 + "\n")
    ),
    # listings
    "list of nested JSON": articles(NESTED, ""),
    "list of numbers that are none": articles('{"articles": [NaN, Infinity], "classify": {"post_count": 1e999}}', ""),
    "list of half characters": articles(
        [article(title="\ud800" + article()["title"], attachment=[{"url": "/\udfff.doc"}])]
    ),
    "list of dates that are none": articles([article(created_at="昨天 00:00")]),
    "list of another shape": articles(
        [article(title={}, url=[], attachment={"a": 1}), 7, None, article(attachment=[1, {"url": 3}])]
    ),
    "list of too many digits": listing(
        page("<script>createPageHTML(" + "9" * 5000 + ", 0, 'list', 'html')</script>" + LIST.format("/r.html")),
        "page",
        "trs",
    ),
    "list of odd links": listing(
        page(
            "".join(
                LIST.format(to)
                for to in (
                    "http://[",
                    "//",
                    "http://a:99999/",
                    "javascript:x",
                    "http://％.gov.cn/",
                    "http://" + "b." * 900 + "gov.cn",
                    "/r.html",
                )
            )
        ),
        "page",
    ),
    "list with a base that is none": listing(page("<base href='http://[::1'>" + LIST.format("r.html")), "page"),
    "list of entities": listing(
        page(
            "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'cc'>"
            + "".join(f"<!ENTITY b{n} '&b{n - 1};&b{n - 1};'>" for n in range(1, 40))
            + "]><a>&b39;</a>"
        ),
        "layout-changed page",
    ),
    # pages
    "page in utf-7": listed(
        page("<html>+/v8-<a href='/x?中'>x</a>" + "x" * 99 + "</html>", Content_Type="text/html; charset=utf-7"),
        report="not-a-report",
    ),
    "page in hex": listed(
        page("<html><meta charset=hex><a href='/x?中'>x</a>", Content_Type="text/html; charset=idna"),
        report="not-a-report",
    ),
    "page of odd controls": listed(
        page("<html><table><td>1</td>\x0b&#1;&#xd800;<td>2</td></table>" + "统计期限" * 50 + "</html>"),
        report="not-a-report page",
    ),
    "page with pictures of any width": listed(
        page("<html><div class=TRS_Editor><img src=/a.png width=" + "9" * 5000 + "></div></html>"),
        report="not-a-report",
    ),
    "page of very many parts": listed(
        page("<script>createPageHTML(" + "9" * 5000 + ", 0, 'r', 'html')</script><html>x</html>"), report="not-a-report"
    ),
    "page dated never": listed(page("<meta name=PubDate content='2025-99-99'><html>x</html>"), report="not-a-report"),
    # names and archives
    "name of 300 letters, a path, a NUL": Hostile(
        {
            "/list.html": page(LIST.format("/r.html")),
            "/r.html": page(ATTACHED.format("报告")),
            "/a.doc": page(
                REPORT[2], Content_Disposition=b'attachment; filename="../../' + b"x" * 300 + b'\0\xe2\x80\xae.doc"'
            ),
        },
        "page",
        "page attachment-is-html not-a-report",
    ),
    "archive of odd names": listed((200, {}, ZIPPED), "/r.zip", "document"),
    "archive with a name twice": listed((200, {}, TWICE), "/r.zip", "document"),
    "archive with names of no set": listed((200, {}, NUL_NAME), "/r.zip", "document cut-off"),
    # what nobody had thought of
    "trailers without end": listed(lambda _: trailers_without_end(), report="unreachable too-large timeout page"),
    "header line without end": listed(lambda _: line_without_end(), report="unreachable too-large"),
    "chunk that talks without end": listed(lambda _: chunks_of_words(), report="unreachable too-large timeout"),
    "page pushed again and again": listed(lambda _: pushed(), report="too-large timeout"),
    "packed a hundred times": listed(
        (200, {**HTML, "Content-Encoding": ", ".join(["gzip"] * 100)}, gzip.compress(REPORT[2])), report="garbage page"
    ),
    "status of words": listed(head(status=b"200 " + b"a" * 60_000, body=REPORT[2]), report="page unreachable"),
    "nothing changed, unasked": listed((304, {}, b""), report="http-error unchanged not-modified"),
    "a part, unasked": listed((206, {**HTML, "Content-Range": "bytes 5-4/" + "9" * 5000}, b"x"), report="cut-off"),
    "another protocol": listed(head(b"Upgrade: websocket", status=b"101 Switching", body=b""), report="unreachable"),
    "two places to go": listing(
        head(b"Location: http://[::1/", b"Location: /r.html", status=b"302 Found", body=b""), "refused page not-found"
    ),
    "redirect to this machine in one number": listing((302, {"Location": "http://2130706433/x"}, b""), "refused"),
    "redirect to a zone of the network": listing((302, {"Location": "http://[fe80::1%25eth0]/x"}, b""), "refused"),
    "redirect with a password": listing((302, {"Location": "http://a:b@[::ffff:127.0.0.1]:1/x"}, b""), "refused"),
    "tag of a page in no set": listed(
        page(REPORT[2], ETag=b'"\xe4\xb8\xad\x7f"', Last_Modified=b"\xe4\xb8\xad\t"), report="page"
    ),
    "five thousand cookies": listed(
        head(*(b"Set-Cookie: c%d=%s; Path=/" % (n, b"v" * 20) for n in range(1500)), body=REPORT[2]),
        report="page unreachable",
    ),
    "rules that ask for a year between two requests": listed(
        REPORT, report="page", robots=page("User-agent: *\nCrawl-delay: 31536000\n")
    ),
    "rules in two bytes a letter": listed(REPORT, report="page", robots=page("User-agent: *".encode("utf-16") + b"\0")),
    "list whose numbers have no end": articles(
        '{"articles": [{"id": ' + "9" * 5000 + '}], "classify": {"post_count": -1' + "0" * 4400 + "}}", ""
    ),
    "list of entities of many digits": articles([article(title="&#" + "9" * 5000 + ";" + article()["title"])], ""),
    "page of entities of many digits": listed(
        page("<html><title>&#" + "9" * 5000 + ";</title><table><td>&#x" + "f" * 5000 + ";</table></html>"),
        report="not-a-report",
    ),
    "page in punycode": listed(
        page(b"<html>" + b"a-" * 100_000 + b"</html>", Content_Type="text/html; charset=punycode"),
        report="not-a-report garbage",
    ),
    "page in a set that is a program's": listed(
        page(zlib.compress(bytes(20 << 20)), Content_Type="text/html; charset=zlib_codec"),
        report="not-a-report garbage",
    ),
    "name in words of a letter": listed(
        page("<html><body>x</body></html>", Content_Disposition="attachment; filename==?utf-8?B?" + "=?" * 9000),
        report="not-a-report",
    ),
    "name of devices": listed((200, {}, DEVICES), "/r.zip", "document"),
    "archive with a password": listed((200, {}, bytes(SECRET)), "/r.zip", "document"),
    "archive of very many": listed((200, {}, MANY), "/r.zip", "document"),
}
