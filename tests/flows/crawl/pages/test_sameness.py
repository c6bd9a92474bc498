"""A page that came again and says the same is noted, not kept again; a change in anything that it says is kept."""

import hashlib

import pytest

from tests.flows.crawl.nights import Nights
from tests.portal import serve
from tests.portal.season import NIGHTS, SITES
from xxgk.flows.crawl.pages.sameness import essence
from xxgk.flows.crawl.request import PAGE, Fetched
from xxgk.flows.crawl.run.scope import Scope

PAGES = """<html><head><title>2024年报告</title><meta name="PubDate" content="2025-01-10">
<script>var token = "8f3a";</script></head><body><div class="nav"><a href="/a.html">首页</a>
今天是2026年1月20日 星期二</div>
<form><input type="hidden" name="csrf" value="x1"></form><h1>报告</h1><p>浏览次数：<em>12</em> 次</p>
<div id="zoom"><p>网站访问量12345次，比上年增加；共收到申请5件。</p>
<table><tr><td>予以公开</td><td>5</td></tr></table></div>
<script>PDFObject.embed("/files/2024.pdf");</script></body></html>"""


def answer(text):
    body = text.encode()
    return Fetched("http://x/", "http://x/", 200, PAGE, {}, body, sha256=hashlib.sha256(body).hexdigest())


@pytest.mark.parametrize(
    ("was", "now"),
    [("<em>12</em>", "<em>13</em>"), ("1月20日 星期二", "1月21日 星期三"), ('"8f3a"', '"77b0"'), ('"x1"', '"y2"')],
)
def test_what_passes_makes_no_other_page(was, now):
    assert essence(answer(PAGES)) == essence(answer(PAGES.replace(was, now)))


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("<td>5</td>", "<td>6</td>"),
        ("<td>5</td>", "<td></td><td>5</td>"),
        ("申请5件", "申请6件"),
        ("访问量12345", "访问量12346"),
        ("<title>2024", "<title>2023"),
        ("<h1>报告", "<h1>年报"),
        ("2025-01-10", "2025-01-11"),
        ("/files/2024.pdf", "/files/2024-1.pdf"),
        ("/a.html", "/b.html"),
        ("<td>予以公开</td>", '<td colspan="2">予以公开</td>'),
    ],
)
def test_a_change_of_what_a_page_says_is_another_page(was, now):
    assert was in PAGES
    assert essence(answer(PAGES)) != essence(answer(PAGES.replace(was, now)))


def test_a_counter_in_the_character_set_of_another_system_passes_too():
    one, other = (
        PAGES.encode("gb18030").replace(b"<form>", b"<p>" + f"浏览次数：{n}".encode() + b"</p>") for n in (7, 8)
    )
    told = Fetched("http://x/", "http://x/", 200, PAGE, {}, one)
    assert essence(told) == essence(Fetched("http://x/", "http://x/", 200, PAGE, {}, other)) != essence(answer(PAGES))


def test_a_quiet_night_with_visitor_counters_keeps_nothing_and_notes_all(tmp_path):
    with serve(NIGHTS[0], SITES[:3], ()) as portal:
        nights = Nights(portal, tmp_path)
        nights.run()
        kept, asked = nights.kept(), nights.rows("SELECT count(*) FROM fetch")
        again = nights.run(Scope(all=True))
    assert again.asked > 10
    assert nights.kept() == kept
    assert nights.rows("SELECT count(*) FROM fetch") == [(asked[0][0] + again.asked,)]
    hashes = nights.rows("SELECT sha256 FROM fetch WHERE sha256 IS NOT NULL")
    assert all(nights.archive.is_there(sha256) for (sha256,) in hashes)
