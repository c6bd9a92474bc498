"""Lists that a service gives, page after page; and families that another package brings."""

import asyncio
import json
import os
import re
import subprocess
import sys
from importlib.metadata import EntryPoint
from urllib.parse import parse_qsl, urlsplit

import pytest

from xxgk.flows.crawl.finding.adapters import OURS, AdapterError, Family, families
from xxgk.flows.crawl.finding.adapters.following import read
from xxgk.flows.crawl.finding.discovery import discover
from xxgk.flows.crawl.finding.sources import Source
from xxgk.flows.crawl.request import NOT_FOUND, PAGE, Fetched

HOST = "http://www.qinghe.gov.cn"
EPOINT = f"{HOST}/dynamic/zwgk/govInfoPub.html?categorynum=003&deptcode=7"
CHANNEL = f"{HOST}/c1/index.html?tab=gknb"
SEARCH = f"{HOST}/col/col77/index.html"
WAS = f"{HOST}/was5/web/search?channelid=278090"
COLUMN = f"{HOST}/column.jsp?id=1414231541890"
HUNAN = f"{HOST}/xxgk/gknb/list_tyxx.html"
SHANGHAI = f"{HOST}/zwgk/gknb/index.html"
SITE = "var siteInfo = {'projectName': '/EWB-FRONT', 'siteGuid': '7eb5'};"
SHELLS = {
    EPOINT: "<script src='/js/webBuilderCommon.js'></script><p>EWB-FRONT</p>",
    CHANNEL: "<script>var channelId = '29a88b67';var codeId='c1';$.post('/getFileListByCodeId')</script>",
    SEARCH: "<script>var u='/module/xxgk/tree.jsp?area=113';var jdid='2';</script>",
    HUNAN: "<script>var channelId = '85118';var u='//www.qinghe.gov.cn/search/common/search/'+channelId</script>",
    SHANGHAI: "<a href='{{ item.url }}'>x</a><script>post('/front/api/data/affair',{channelList:['3']})</script>",
}
LAST = 47
"""Reports of the list."""


def listed(number, size=20):
    return [(f"/r/{n}.html", f"第{n}局2024年政府信息公开年度报告") for n in range((number - 1) * size, number * size)][
        : max(0, LAST - (number - 1) * size)
    ]


def reader(url, lost=()):
    """A site whose service has LAST reports; the pages of `lost` are empty."""

    async def get(request):
        path, form = urlsplit(request.url).path, dict(request.form or ())
        if path in ("/was5/web/search", "/column.jsp"):
            asked = dict(parse_qsl(urlsplit(request.url).query))
            number = int(asked.get("page", asked.get("current", "1")))
            items = [] if number in lost else listed(number)
            body = "".join(f"<a href='{u}'>{t}</a>" for u, t in items) + "<p>共3页</p>"
        elif request.url == url:
            body = SHELLS[url]
        elif path == "/search/common/search/85118":
            items = [] if int(form["page"]) in lost else listed(int(form["page"]))
            body = json.dumps({"data": {"total": LAST, "results": [{"url": u, "title": t} for u, t in items]}})
        elif path == "/front/api/data/affair":
            sent = json.loads(request.content)
            assert sent["channelList"] == ["3"]
            items = [] if sent["pageNum"] in lost else listed(sent["pageNum"])
            body = json.dumps({"data": {"totalPage": 3, "list": [{"url": u, "title": t} for u, t in items]}})
        elif path == "/js/webBuilderCommon.js":
            body = SITE
        elif path == "/EWB-FRONT/rest/lightfrontaction/getgovinfolist":
            sent = json.loads(request.content)
            assert (sent["categorynum"], sent["deptcode"], sent["siteGuid"]) == ("003", "7", "7eb5")
            items = [] if sent["pageIndex"] in lost else listed(sent["pageIndex"])
            body = json.dumps({"custom": {"total": LAST, "data": [{"infourl": u, "realtitle": t} for u, t in items]}})
        elif path == "/getFileListByCodeId":
            assert (form["channelId"], form["codeId"]) == ("29a88b67", "c1")
            items = [] if int(form["page"]) in lost else listed(int(form["page"]))
            data = {"total": LAST, "results": [{"url": u, "title": t} for u, t in items]}
            body = json.dumps({"results": {"data": data}})
        elif path == "/module/xxgk/search.jsp":
            assert (form["area"], form["jdid"]) == ("113", "2")
            items = [] if int(form["currpage"]) in lost else listed(int(form["currpage"]))
            links = "".join(
                f"<a href='/art/art_77_{u[3:]}'>{t}</a><a href='/art/art_9_{u[3:]}'>{t}</a>" for u, t in items
            )
            body = f"{links}<div>共3页</div>"
        else:
            return Fetched(request.url, request.url, 404, NOT_FOUND)
        return Fetched(request.url, request.url, 200, PAGE, {}, body.encode())

    return get


def listing(url, lost=()):
    source = Source(url, "listing", "", "", "示例市", "auto", None, "", "")
    return asyncio.run(discover(source, reader(url, lost), lambda _: ""))


@pytest.mark.parametrize(
    ("url", "adapter"),
    [
        *((EPOINT, "epoint"), (CHANNEL, "channel"), (SEARCH, "jcms_search")),
        *((WAS, "was"), (COLUMN, "column"), (HUNAN, "hunan"), (SHANGHAI, "shanghai")),
    ],
)
def test_a_service_is_asked_to_its_end(url, adapter):
    found = listing(url)
    assert (found.adapter, len(found.found), found.problems) == (adapter, LAST, ())


@pytest.mark.parametrize("url", [*SHELLS, WAS, COLUMN])
def test_a_service_that_gives_less_than_it_counts_is_told(url):
    found = listing(url, lost=(3,))
    assert len(found.found) == 40
    assert len(found.problems) == 1


@pytest.mark.parametrize("url", SHELLS)
def test_a_shell_without_what_its_service_needs_is_told(url, monkeypatch):
    bare = {EPOINT: "EWB-FRONT", CHANNEL: "getFileListByCodeId", SEARCH: "/module/xxgk/search.jsp"}
    bare |= {HUNAN: "/search/common/search/", SHANGHAI: "{{ item.title }}"}
    monkeypatch.setitem(SHELLS, url, f"<p>{bare[url]}</p>")
    monkeypatch.setattr(f"{__name__}.SITE", "none")
    found = listing(url)
    assert (found.found, len(found.problems)) == ((), 1)


def entry(value, name="mycms"):
    return EntryPoint(name, value, "xxgk.adapters")


FAMILY = Family(read, re.compile("mycms"))


def test_another_package_brings_a_family_and_is_asked_first():
    found = families([entry(f"{__name__}:FAMILY")])
    assert next(iter(found)) == "mycms"
    assert found.keys() - {"mycms"} == OURS.keys()


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (entry("no.such.module:FAMILY"), "cannot be loaded"),
        (entry(f"{__name__}:LAST"), "is no Family"),
        (entry(f"{__name__}:FAMILY", "trs"), "the name of one that comes with"),
    ],
)
def test_a_family_that_cannot_be_used_is_named(given, told):
    with pytest.raises(AdapterError, match=told):
        families([given])


def test_a_family_of_a_package_that_is_installed_is_found(tmp_path):
    told = tmp_path / "mycms-1.0.dist-info"
    told.mkdir()
    told.joinpath("METADATA").write_text("Metadata-Version: 2.1\nName: mycms\nVersion: 1.0\n", "utf-8")
    told.joinpath("entry_points.txt").write_text("[xxgk.adapters]\nmycms = my_lists:FAMILY\n", "utf-8")
    tmp_path.joinpath("my_lists.py").write_text(
        "import re\n"
        "from xxgk.flows.crawl.finding.adapters import OURS, Family\n"
        'FAMILY = Family(OURS["links"].read, re.compile("mycms"))\n',
        "utf-8",
    )
    code = "from xxgk.flows.crawl.finding.adapters import ADAPTERS; print(ADAPTERS[0])"
    path = os.pathsep.join((str(tmp_path), *filter(None, [os.environ.get("PYTHONPATH")])))
    shown = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (shown.stdout, shown.stderr) == ("mycms\n", "")


def test_every_adapter_tells_where_its_family_was_seen_and_when():
    modules = {sys.modules[family.read.__module__] for family in OURS.values()}
    assert len(modules) >= 11
    untold = [one.__name__ for one in modules if not re.search(r"(?s)[Ss]een\s.*?20\d\d", one.__doc__ or "")]
    assert untold == []
