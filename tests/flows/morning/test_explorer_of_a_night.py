"""A night brings the explorer up to its release, and leaves it alone where there is no news."""

import json
from datetime import timedelta

import pytest
from typer.testing import CliRunner

from tests.flows.crawl.nights import PortalClock, quick
from tests.flows.crawl.test_nightly import Job
from tests.portal import serve
from tests.portal.season import NIGHTS, SITES
from xxgk.flows.commands import main as cli
from xxgk.flows.crawl.settings import load_policy
from xxgk.flows.jobs.ingest import Options
from xxgk.flows.jobs.nightly import Setup


@pytest.fixture
def nights(tmp_path, monkeypatch):
    """The portal, the folder of the explorer, and `xxgk nightly --site`, whose exit code and words it gives."""
    with serve(NIGHTS[0], SITES[:1], ()) as portal:
        job, to = Job(portal, tmp_path), tmp_path / "site"

        def prepared(where):
            return Setup(where, job.registry, quick(), load_policy(), Options(workers=0), clock=PortalClock(portal))

        def night():
            done = CliRunner().invoke(cli.app, ["nightly", *job.named, "--brief", "--site", str(to)])
            return done.exit_code, done.output

        monkeypatch.setattr("xxgk.flows.jobs.nightly.prepared", prepared)
        yield portal, to, night


def shown(to):
    """The release that the explorer shows."""
    text = (to / "data" / "about.js").read_text("utf-8")
    return json.loads(text.partition(",")[2].removesuffix(")\n"))["release"]


def files(to):
    return {path: path.stat().st_mtime_ns for path in to.rglob("*") if path.is_file()}


def test_a_night_brings_the_explorer_up_to_its_release_and_a_quiet_one_leaves_it(nights):
    portal, to, night = nights
    assert night()[0] == 0
    assert (shown(to), (to / "index.html").is_file()) == (1, True)
    reports = {path.name for path in (to / "data" / "r").iterdir()}
    assert reports
    before = files(to)
    assert night()[0] == 0
    assert {path.name for path, at in files(to).items() if before.get(path) != at} <= {"site.json", ".lock"}
    portal.today += timedelta(days=11)
    assert night()[0] == 0
    assert shown(to) == 2
    changed = {path.name for path, at in files(to).items() if path.parent.name == "r" and before.get(path) != at}
    assert 0 < len(changed) < len(reports)


def test_a_folder_of_somebody_else_is_left_alone_and_told(nights):
    _, to, night = nights
    to.mkdir()
    (to / "thesis.txt").write_text("years of work")
    code, output = night()
    assert (code, [path.name for path in to.iterdir()]) == (0, ["thesis.txt"])
    assert "the explorer is not brought up to the release" in output
