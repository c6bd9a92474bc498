"""What of a list that is known a night asks for, and what it reads as it was kept."""

import asyncio
from datetime import UTC, datetime, timedelta

from xxgk.flows.crawl.finding.discovery import discover
from xxgk.flows.crawl.finding.sources import Source
from xxgk.flows.crawl.finding.sparing import KnownList
from xxgk.flows.crawl.request import NOT_FOUND, PAGE, Fetched
from xxgk.flows.crawl.urls import url_key

HOST = "http://www.qinghe.gov.cn"
NOW = datetime(2026, 1, 20, tzinfo=UTC)
YESTERDAY, EARLIER, LONG_AGO = (NOW - timedelta(days=days) for days in (1, 2, 20))


def reports(*names, organ="青禾区司法局"):
    """Links to reports, by the year that each name ends with."""
    links = (f"<li><a href='/bg/{name}.html'>{organ}{name[-4:]}年政府信息公开工作年度报告</a></li>" for name in names)
    return "".join(links)


def following(path):
    return f"<a href='{path}'>下一页</a>"


FLAT = {
    "/nb/": reports("a2024", "b2024") + following("/nb/2.html"),
    "/nb/2.html": reports("a2023", "b2023") + following("/nb/3.html"),
    "/nb/3.html": reports("a2022", "b2022"),
}
YEARS = {
    "/nb/": "".join(f"<a href='./{year}/'>{year}年</a>" for year in (2025, 2024, 2023)),
    **{f"/nb/{year}/": reports(f"a{year}", f"b{year}") for year in (2025, 2024, 2023)},
}
ALL = [f"{organ}{year}" for year in (2022, 2023, 2024, 2025) for organ in "ab"]


def asked(pages, kept, known_names, *, between=1, known=True, adapter="links", before=""):
    """The paths that one look asks for. `kept`: when each page came that is kept; `known_names`: reports known;
    `before`: what the look before told."""
    paths = []

    async def get(request):
        path = request.url.removeprefix(HOST)
        at = kept.get(path)
        if request.since and at and at >= request.since:
            return Fetched(
                request.url, request.url, 200, PAGE, {}, pages[path].encode(), at=at, sha256=pages[path], is_kept=True
            )
        paths.append(path)
        kind = PAGE if path in pages else NOT_FOUND
        return Fetched(
            request.url, request.url, 200, kind, {}, pages.get(path, "").encode(), at=NOW, sha256=pages.get(path, "")
        )

    keys = frozenset(url_key(f"{HOST}/bg/{name}.html") for name in known_names)
    newest = max((int(name[-4:]) for name in known_names), default=0)
    names = frozenset(f"{name}.html" for name in known_names if name.endswith(str(newest)))
    told = KnownList(keys, newest, names, 2025, NOW, timedelta(days=between), NOW - timedelta(days=7), before)
    source = Source(f"{HOST}/nb/", "listing", "", "", "示例市", adapter, None, "", "")
    listing = asyncio.run(discover(source, get, lambda _: "", known=told if known else None))
    return paths, listing


def test_of_a_list_of_which_nothing_is_known_all_is_asked():
    paths, listing = asked(FLAT, dict.fromkeys(FLAT, YESTERDAY), ALL[:6], known=False)
    assert paths == list(FLAT)
    assert listing.whole_at is None


def test_back_pages_are_read_as_they_were_kept_and_nothing_is_lost():
    paths, listing = asked(FLAT, {**dict.fromkeys(FLAT, EARLIER), "/nb/": YESTERDAY}, ALL[:6])
    assert paths == ["/nb/"]
    assert len(listing.found) == 6
    assert listing.whole_at == EARLIER
    assert {found.at for found in listing.found} == {None, EARLIER}


def test_where_a_page_shows_only_what_is_new_the_next_one_is_asked_too():
    pages = {**FLAT, "/nb/": reports("c2025", "d2025") + following("/nb/2.html")}
    kept = {path: YESTERDAY for path in FLAT if path != "/nb/"}
    assert asked(pages, kept, ALL[:6])[0] == ["/nb/", "/nb/2.html"]


def test_a_list_that_begins_with_its_oldest_is_asked_where_the_newest_stood_by_turns():
    pages = {
        "/nb/": reports("a2022", "b2022") + following("/nb/2.html"),
        "/nb/2.html": reports("a2023", "b2023") + following("/nb/3.html"),
        "/nb/3.html": reports("a2024", "b2024"),
    }
    kept = dict.fromkeys(pages, YESTERDAY)
    assert asked(pages, kept, ALL[:6])[0] == ["/nb/"]
    assert asked(pages, {**kept, "/nb/3.html": EARLIER}, ALL[:6])[0] == ["/nb/3.html"]


def test_what_was_kept_long_has_its_turn_one_a_night_and_the_rest_is_told():
    kept = {**dict.fromkeys(FLAT, LONG_AGO), "/nb/": YESTERDAY}
    paths, listing = asked(FLAT, kept, ALL[:6])
    assert (paths, listing.waits) == (["/nb/2.html"], 2)
    kept = {**kept, "/nb/": EARLIER, "/nb/2.html": YESTERDAY}
    assert asked(FLAT, kept, ALL[:6])[0] == ["/nb/"]
    kept = {**kept, "/nb/": YESTERDAY}
    paths, listing = asked(FLAT, kept, ALL[:6])
    assert (paths, listing.waits) == (["/nb/3.html"], 1)


def test_what_comes_again_as_it_was_counts_as_seen_now():
    kept = {"/nb/": YESTERDAY, "/nb/2.html": LONG_AGO, "/nb/3.html": LONG_AGO - timedelta(days=1)}
    paths, listing = asked(FLAT, kept, [*ALL[:6], "a2025"])
    assert paths == ["/nb/3.html", "/nb/2.html"]
    assert {found.at for found in listing.found} == {None, YESTERDAY}
    assert listing.whole_at == YESTERDAY


def test_of_many_columns_that_may_have_something_new_half_has_its_turn_each_night():
    kinds = ("省政府", "省政府部门", "市县政府", "乡镇街道")
    pages = {"/nb/": "".join(f"<a href='./{number}/'>{kind}</a>" for number, kind in enumerate(kinds))}
    pages |= {f"/nb/{number}/": reports(f"a{number}2024", organ=f"青禾市第{number}局") for number in range(4)}
    kept, names = dict.fromkeys(pages, YESTERDAY), [f"a{number}2024" for number in range(4)]
    first, _ = asked(pages, kept, names)
    older = {path: EARLIER for path in pages if path not in first}
    second, _ = asked(pages, {**kept, **older}, names)
    assert (len(first), len(second)) == (3, 3)
    assert {*first, *second} == {*pages}


def test_of_columns_of_years_only_that_of_the_awaited_one_is_asked():
    paths, listing = asked(YEARS, dict.fromkeys(YEARS, YESTERDAY), ALL[2:])
    assert paths == ["/nb/2025/"]
    assert len(listing.found) == 6


def test_an_index_without_the_awaited_year_is_asked_and_names_it():
    kept = {path: YESTERDAY for path in YEARS if path != "/nb/2025/"}
    paths, listing = asked(YEARS, kept, ALL[2:6])
    assert paths == ["/nb/2025/"]  # the kept index names it already
    assert len(listing.found) == 6
    kept["/nb/2025/"] = YESTERDAY
    assert asked(YEARS, kept, ALL[2:6])[0] == ["/nb/"]
    assert asked(YEARS, {**kept, "/nb/": EARLIER}, ALL[2:6])[0] == ["/nb/"]


def test_where_looks_are_far_between_nothing_that_is_young_is_asked():
    assert asked(FLAT, dict.fromkeys(FLAT, YESTERDAY), ALL[:6], between=7)[0] == []
    week = dict.fromkeys(FLAT, NOW - timedelta(days=7))
    assert asked(FLAT, week, ALL[:6], between=7)[0] == ["/nb/"]


def test_the_column_of_an_organ_that_has_published_waits_and_that_of_several_does_not():
    one = {"/nb/": reports("a2025", "a2024")}
    several = {"/nb/": reports("a2025", "a2024") + reports("b2024", organ="青禾区财政局")}
    assert asked(one, {"/nb/": YESTERDAY}, ["a2025", "a2024"])[0] == []
    assert asked(several, {"/nb/": YESTERDAY}, ["a2025", "a2024", "b2024"])[0] == ["/nb/"]


def test_a_page_that_keeps_its_reports_in_a_script_is_no_index_and_does_not_wait():
    record = f"<record><![CDATA[{reports('a2025', 'b2024')}]]></record>"
    pages = {"/nb/": f"<script>page({{dataStore: '<totalrecord>1</totalrecord>{record}'}})</script>"}
    paths, listing = asked(pages, {"/nb/": YESTERDAY}, ["a2025", "b2024"], adapter="jcms")
    assert (paths, len(listing.found)) == (["/nb/"], 2)


def test_a_list_that_does_not_add_up_is_asked_whole_once_and_not_each_night():
    pages = {"/nb/": "<a href='./0/'>省政府部门</a><a href='./1/'>市县政府</a>", "/nb/1/": reports("a2024", "b2024")}
    kept = dict.fromkeys(pages, YESTERDAY)
    paths, listing = asked(pages, kept, ["a2024", "b2024"])
    assert {*paths} == {"/nb/", "/nb/0/", "/nb/1/"}
    paths, _ = asked(pages, kept, ["a2024", "b2024"], before="; ".join(listing.problems))
    assert {*paths} < {"/nb/", "/nb/0/", "/nb/1/"}
