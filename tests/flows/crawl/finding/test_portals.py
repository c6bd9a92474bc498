import runpy
from pathlib import Path

import pytest

from xxgk.flows.crawl.finding.portals import COLUMNS, Portal, load_portals
from xxgk.flows.crawl.finding.sources import DATA
from xxgk.flows.crawl.web.hosts import load_hosts
from xxgk.schema.regions import RegistryError, gazetteer

ROW = "320100,江苏省/南京市,南京市人民政府,https://www.nanjing.gov.cn/,direct,,,2026-04-26"
HOSTS = load_hosts()


def portals(folder, *rows):
    path = folder / "portals.csv"
    path.write_text("\n".join((",".join(COLUMNS), *rows)) + "\n", "utf-8")
    return load_portals(HOSTS, path)


def test_every_portal_of_the_project_is_sound_and_lies_in_a_region_or_is_told():
    loaded = load_portals(HOSTS)
    nowhere = [portal.region for portal in loaded if not portal.region_code]
    assert (len(loaded), len(nowhere)) == (3209, 6)
    assert sum(portal.lies_in("江苏省") for portal in loaded) == sum(portal.lies_in("32") for portal in loaded) > 100
    names = gazetteer().by_code
    assert all(names[one.region_code].name == one.region.split("/")[-1] for one in loaded if one.region_code)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (ROW.replace(".gov.cn", ".example.com"), "not under .gov.cn"),
        (ROW.replace("https:", "ftp:"), "not a complete web address"),
        (ROW.replace("320100", "329999"), "no region has the code"),
        (ROW.replace("direct", "fast"), "access 'fast'"),
        (ROW.replace("江苏省/南京市", ""), "no region"),
        (ROW.replace(",,,", ",,http://a.gov.cn:81/,"), "port 81"),
    ],
)
def test_a_row_that_is_refused(tmp_path, row, told):
    with pytest.raises(RegistryError, match=f"line 2: .*{told}"):
        portals(tmp_path, row)


def test_the_same_portal_twice(tmp_path):
    with pytest.raises(RegistryError, match="the same portal as in line 2"):
        portals(tmp_path, ROW, ROW.replace("https://www.", "http://"))


def test_a_portal_is_asked_under_the_address_that_answered():
    portal = Portal("", "a", "b", "https://www.a.gov.cn/", "protocol-switch", "http://www.a.gov.cn/", "", "")
    assert (portal.entry, portal.host) == ("http://www.a.gov.cn/", "www.a.gov.cn")


@pytest.mark.parametrize(
    ("names", "code"),
    [
        ("江苏省/南京市", "320100"),
        ("上海市/宝山区", "310113"),
        ("黑龙江省/双鸭山市/宝山区", "230506"),
        ("新疆维吾尔自治区/新疆生产建设兵团/石河子市", "659001"),  # the corps is no region, its city is
        ("河南省/济源示范区", ""),
    ],
)
def test_the_code_of_a_chain_of_names(names, code):
    made = runpy.run_path(str(Path(DATA) / "build_portals.py"))
    assert made["region_code"](names, gazetteer()) == code


def test_a_column_joins_without_its_pages_of_single_years():
    made = runpy.run_path(str(Path(DATA) / "build_listings.py"))
    row = {"organ": "甲", "region": "江苏", "level": "city", "family": "trs-wcm", "remark": ""}
    year = {**row, "url": "https://a.gov.cn/nb/2024/", "remark": "year folder"}
    doubtful = {**row, "url": "https://b.gov.cn/{Y}n/nb/", "remark": "template"}
    whole = {**row, "url": "https://c.gov.cn/nb/"}
    also = {**row, "url": "https://c.gov.cn/nb/2020nb/", "remark": "year folder"}
    rows = list(made["columns"]([year, doubtful, whole, also]))
    assert [one["url"] for one in rows] == ["https://a.gov.cn/nb/", "https://c.gov.cn/nb/"]
    assert [made["source"](one, {"江苏": "320000"})[1] for one in rows] == ["unverified", "listing"]
