"""A night in which the sources, or most of them, could not be had is a failure; what came is published."""

import asyncio

import pytest
from typer.testing import CliRunner

from tests.flows.crawl.test_nightly import Job
from tests.portal import serve
from tests.portal.season import NIGHTS, SITES, Trouble
from xxgk.flows.commands import main as cli
from xxgk.flows.crawl.run.reach import Reach
from xxgk.flows.crawl.run.scope import Scope
from xxgk.flows.morning.told import told


def test_a_night_without_network_fails_and_says_so_first_in_brief_too(tmp_path, monkeypatch):
    with serve(NIGHTS[0], SITES[1:2], ()) as portal:
        job = Job(portal, tmp_path)
        assert job.run().trouble == ""
        registry = portal.write_registry(tmp_path / "registry")
    monkeypatch.setenv("XXGK_CONTACT", "mailto:nobody@localhost")
    own = tmp_path / "own.toml"
    own.write_text("[fetch]\nattempts = 1\nconnect_seconds = 0.3\n")
    monkeypatch.setenv("XXGK_SETTINGS", str(own))
    where = [f"--{name}={path}" for name, path in zip(("sources", "hosts"), registry, strict=True)]
    where += [f"--warehouse={job.where.warehouse}", f"--archive={job.where.archive}", "-n", "1"]
    done = CliRunner().invoke(cli.app, ["nightly", "--all", "--brief", *where])
    assert done.stdout.splitlines()[0] == "FAILED: none of 1 source could be reached"
    assert done.exit_code == 1
    assert job.query("SELECT max(run), count(*) FROM crawl_run") == [(2, 2)]


def test_a_night_that_most_sources_failed_publishes_what_came(tmp_path):
    troubles = tuple(Trouble(site.host, "down", NIGHTS[0]) for site in SITES[1:3])
    with serve(NIGHTS[0], SITES[:3], troubles) as portal:
        morning = Job(portal, tmp_path).run()
    assert next(told(morning)) == "FAILED: 2 of 3 sources could not be read, more than 50 % (failed_share)"
    assert morning.release.documents > 0


@pytest.mark.parametrize(
    ("asked", "failed", "share", "fails"),
    [(0, 0, 0.5, False), (4, 2, 0.5, False), (4, 3, 0.5, True), (4, 3, 1.0, False), (4, 4, 1.0, True), (4, 1, 0, True)],
)
def test_the_share_is_a_setting(asked, failed, share, fails):
    assert bool(Reach(asked, failed, share).trouble) == fails


def test_such_a_night_is_a_failed_flow(tmp_path, monkeypatch):
    from xxgk.flows.jobs.nightly import Morning
    from xxgk.flows.morning.after import NightError
    from xxgk.flows.scheduled import crawl as crawl_flows

    morning = Morning(1, 3, 0, None, None, 0.1, reach=Reach(3, 3, 0.5))

    async def artifact(*_, **__):
        pass

    async def run(*_):
        return morning

    monkeypatch.setattr(crawl_flows, "create_markdown_artifact", artifact)
    monkeypatch.setattr(crawl_flows, "run", run)
    monkeypatch.setattr(crawl_flows, "prepared", lambda _: None)
    with pytest.raises(NightError, match="none of 3 sources"):
        asyncio.run(crawl_flows.crawl.fn({"kind": Scope().kind}, {"warehouse": str(tmp_path / "w.duckdb")}))
