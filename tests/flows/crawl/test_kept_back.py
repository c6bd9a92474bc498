"""A release that its audits keep back hides nothing of the night."""

import re

import pytest
from typer.testing import CliRunner

from tests.flows.crawl.test_nightly import Job
from tests.portal import serve
from tests.portal.season import NIGHTS, SITES
from xxgk.flows.commands import main as cli
from xxgk.flows.jobs.ledger_copy import as_the_ledger_tells
from xxgk.flows.morning.sections import morning_blocks
from xxgk.flows.morning.told import told
from xxgk.flows.release.audits import BLOCK, Audit, run_audits
from xxgk.flows.screen import Headline, ScreenTable

BROKEN = Audit("999_broken", "the machine is broken", BLOCK, "SELECT 1")


def headings(where):
    with as_the_ledger_tells(where) as opened:
        return {block.text for block in morning_blocks(opened) if isinstance(block, Headline)}


def status(job):
    done = CliRunner().invoke(cli.app, ["status", "--warehouse", str(job.where.warehouse)])
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.fixture
def broken(monkeypatch):
    """An audit that fails of no document, until it is undone."""
    monkeypatch.setattr("xxgk.flows.release.building.run_audits", lambda *asked: run_audits(*asked, chosen=[BROKEN]))
    return monkeypatch


def test_the_morning_is_told_though_no_release_came(tmp_path, broken):
    with serve(NIGHTS[0], SITES[1:2], ()) as portal:
        job = Job(portal, tmp_path)
        night = job.run()
        assert (night.release, night.versions > 0) == (None, True)
        (line,) = [line for line in told(night) if "kept back" in line]
        assert "there is none before it" in line
        assert "999_broken" in line
        assert "New reports of the last run" in headings(job.where)
        shown = status(job)
        head = dict(re.split(" {2,}", line, maxsplit=1) for line in shown.splitlines()[:8] if "  " in line)
        assert head["light"] == "red"
        assert head["last run"].startswith("nightly 1, ended 2026-")
        assert head["last reading"].startswith("run 1, ended ")
        assert head["last release"] == "none yet: what follows was loaded, and is not published"
        assert head["kept back"].startswith("release 1, since ")
        assert "New reports of the last run" in shown
        job.run()
        broken.undo()
        assert job.run().release.number == 1
    assert "kept back" not in status(job)
    assert re.search("last release +1, built ", status(job))


def test_what_was_crawled_and_not_read_yet_is_told_from_the_ledger(tmp_path):
    with serve(NIGHTS[0], SITES[1:2], ()) as portal:
        job = Job(portal, tmp_path, fetch_only=True)
        job.run()
        assert not job.where.warehouse.exists()
        with as_the_ledger_tells(job.where) as opened:
            grids = [block for block in morning_blocks(opened) if isinstance(block, ScreenTable)]
        assert any("new" in grid.columns and grid.rows[0][grid.columns.index("new")] > 0 for grid in grids)
        assert re.search("last run +nightly 1", status(job))


def test_a_ledger_that_cannot_be_read_hides_nothing_of_the_warehouse(tmp_path):
    with serve(NIGHTS[0], SITES[1:2], ()) as portal:
        job = Job(portal, tmp_path)
        job.run()
    job.where.ledger.write_bytes(b"no ledger")
    assert "New reports of the last run" in status(job)
