from collections import Counter
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.portal import serve
from xxgk.flows.commands.main import app
from xxgk.flows.crawl.finding.portals import load_portals
from xxgk.flows.crawl.finding.sources import COLUMNS, load
from xxgk.flows.crawl.web.hosts import load_hosts
from xxgk.schema.regions import RegistryError

ROOT = Path(__file__).parents[4]
ROW = "http://www.qinghe.gov.cn/nb/,listing,青禾区人民政府,county,示例,trs,2019-2024,,"


def registry(folder, *rows, hosts="delay = 5.0\n[host]\n"):
    (folder / "sources.csv").write_text("\n".join((",".join(COLUMNS), *rows)) + "\n", "utf-8")
    (folder / "hosts.toml").write_text(hosts, "utf-8")
    return load(folder / "sources.csv", folder / "hosts.toml")


def test_the_registry_of_the_project():
    loaded = load()
    kinds = Counter(source.kind for source in loaded.sources)
    assert kinds == {"listing": 60, "report": 369, "unverified": 83, "hub": 54}
    assert {source.kind for source in loaded.crawled} == {"listing", "report"}
    assert all(loaded.hosts.refusal(source.url) == "" for source in loaded.sources)
    assert all(host.reason for host in loaded.hosts.entries.values())


def test_the_readmes_tell_what_comes_with_the_project():
    kinds = Counter(source.kind for source in load().sources)
    portals = f"{len(load_portals(load_hosts())):,}"
    english, chinese = (" ".join(Path(ROOT, name).read_text("utf-8").split()) for name in ("README.md", "README.zh.md"))
    assert (
        f"is {kinds['listing']} columns of annual reports and {kinds['report']} addresses of single reports" in english
    )
    assert f"{kinds['unverified']} columns that somebody named" in english
    assert f"pages of disclosure of {kinds['hub']} bureaus" in english
    assert f"portals of {portals} provinces, cities and counties" in english
    assert f"{kinds['listing']} 个年报栏目和 {kinds['report']} 个单篇年报" in chinese
    assert f"{kinds['unverified']} 个尚未核实的栏目" in chinese
    assert f"{kinds['hub']} 个北京市机关" in chinese
    assert f"{portals} 个省、市、县政府门户" in chinese


def test_a_row(tmp_path):
    (source,) = registry(tmp_path, ROW).sources
    assert (source.host, source.years, source.adapter) == ("www.qinghe.gov.cn", (2019, 2024), "trs")


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (ROW.replace(".gov.cn", ".example.com"), "not under .gov.cn"),
        (ROW.replace(".gov.cn", ".gov.cn.example.com"), "not under .gov.cn"),
        (ROW.replace(".gov.cn", ".gov.cn:8080"), "port 8080"),
        (ROW.replace("http://", "ftp://"), "not a complete web address"),
        (ROW.replace("http://", "http://me:secret@"), "password"),
        (ROW.replace("trs", "tsr"), "adapter 'tsr'"),
        (ROW.replace("listing", "list"), "kind 'list'"),
        (ROW.replace("2019-2024", "2024-2019"), "years"),
        (ROW.replace("2019-2024", "always"), "years"),
        (ROW.replace("青禾区人民政府", "").replace("示例", ""), "neither agency nor region"),
    ],
)
def test_a_row_that_is_refused(tmp_path, row, told):
    with pytest.raises(RegistryError, match=f"line 2: .*{told}"):
        registry(tmp_path, row)


def test_the_same_page_twice(tmp_path):
    with pytest.raises(RegistryError, match="the same page as in line 2"):
        registry(tmp_path, ROW, ROW.replace("http://www.", "https://"))


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ("outside = true", "without a reason"),
        ('tls = "none"\nreason = "x"', "out of range"),
        ("delay = -1.0", "out of range"),
        ("speed = 3", "speed unknown"),
        ("ports = [8080]", "without a reason"),
    ],
)
def test_an_exception_that_is_refused(tmp_path, entry, told):
    with pytest.raises(RegistryError, match=told):
        registry(tmp_path, ROW, hosts=f'delay = 5.0\n[host."www.qinghe.gov.cn"]\n{entry}\n')


def test_exceptions_hold_for_their_host_and_below_a_star(tmp_path):
    hosts = 'delay = 5.0\n[host."*.qinghe.test"]\noutside = true\nreason = "a test"\n[host."a.gov.cn"]\ndelay = 9.0\n'
    loaded = registry(tmp_path, ROW.replace("www.qinghe.gov.cn", "www.qinghe.test"), hosts=hosts)
    assert loaded.hosts.refusal("http://x.y.qinghe.test/") == ""
    assert "not under" in loaded.hosts.refusal("http://qinghe.test/")
    assert loaded.hosts.of("x.y.qinghe.test").name == "x.y.qinghe.test"  # the name that is looked up
    assert (loaded.hosts.of("A.gov.cn").delay, loaded.hosts.of("b.gov.cn").delay) == (9.0, 5.0)


def test_the_registry_that_a_portal_writes(tmp_path):
    with serve() as portal:
        loaded = load(*portal.write_registry(tmp_path))
        assert {source.host for source in loaded.sources} == set(portal.hosts)
    assert all(loaded.hosts.of(source.host).private for source in loaded.sources)


def test_check_tells_what_a_crawl_would_touch():
    result = CliRunner().invoke(app, ["sources", "check"])
    assert result.exit_code == 0
    assert "429 sources on" in result.output
    assert "83 further columns are unverified, 54 addresses are hubs" in result.output
    assert "3209 portals: 3056 answered" in result.output
    assert "黑龙江省/大兴安岭地区/加格达奇区" in result.output
    assert "www.xixianxinqu.gov.cn" in result.output


def test_check_names_the_line_that_is_wrong(tmp_path):
    (tmp_path / "s.csv").write_text(",".join(COLUMNS) + "\n" + ROW.replace(".gov.cn", ".com") + "\n", "utf-8")
    result = CliRunner().invoke(app, ["sources", "check", "--sources", str(tmp_path / "s.csv")])
    assert result.exit_code == 1
    assert "line 2" in result.output


def test_discover_asks_by_another_file_of_hosts_alone(tmp_path, monkeypatch):
    monkeypatch.delenv("XXGK_CONTACT", raising=False)
    hosts = tmp_path / "hosts.toml"
    hosts.write_text('delay = 0.0\n[host."www.a.test"]\noutside = true\nreason = "one"\n')
    result = CliRunner().invoke(app, ["sources", "discover", "http://www.a.test/", "--hosts", str(hosts)])
    assert (result.exit_code, "XXGK_CONTACT" in result.stderr) == (1, True)


def test_discover_refuses_hosts_that_are_not_the_governments():
    result = CliRunner().invoke(app, ["sources", "discover", "http://www.example.com/"])
    assert result.exit_code == 1
    assert "not under .gov.cn" in result.output
