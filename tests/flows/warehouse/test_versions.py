"""Files of every released version are opened, brought up to this one, and worked on."""

import lzma
import shutil
import sqlite3
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner

from xxgk.flows.commands import main as cli
from xxgk.flows.crawl.kept.ledger import TABLES, Ledger, LedgerError
from xxgk.flows.jobs.ingest import Options, ingest
from xxgk.flows.places import Places
from xxgk.flows.release.publish import prepare, publish
from xxgk.flows.warehouse.migrations import newest
from xxgk.flows.warehouse.warehouse import Warehouse, WarehouseError

KEPT = Path(__file__).with_name("versions")
VERSIONS = sorted(path.name.removesuffix(".duckdb.xz") for path in KEPT.glob("*.duckdb.xz"))
SAMPLES = Path(__file__).parents[3] / "data" / "samples"
FACTS = """
SELECT publication, code, value, state, raw, locator
FROM figure JOIN report USING (agency_id, year, revision) ORDER BY ALL
"""
INDICATOR = """
INSERT INTO indicator
VALUES ('a', 2009, 1, 1, 'stat_local.x.year', '收到申请', '本年度', 3, '件', 'number', '3', 'text:L1', '0')
"""


@pytest.fixture(scope="session", params=VERSIONS)
def unpacked(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp(request.param)
    for kind in ("duckdb", "ledger.sqlite"):
        with lzma.open(KEPT / f"{request.param}.{kind}.xz") as source, (folder / f"xxgk.{kind}").open("wb") as target:
            shutil.copyfileobj(source, target)
    return folder


@pytest.fixture
def old(unpacked, tmp_path):
    """The places of a release that another version published, and its ledger."""
    return Places(Path(shutil.copytree(unpacked, tmp_path / "old")) / "xxgk.duckdb")


def test_there_is_a_warehouse_of_every_version_before_this_one():
    assert len(VERSIONS) == newest() - 1


def test_a_warehouse_of_an_older_version_becomes_what_a_fresh_one_is(old, tmp_path):
    with duckdb.connect(str(old.published)) as opened:
        facts = opened.execute(FACTS).fetchall()
    with Warehouse(prepare(old)) as migrated, Warehouse(tmp_path / "fresh.duckdb") as fresh:
        assert migrated._shape() == fresh._shape()
        views = "SELECT view_name, sql FROM duckdb_views() WHERE NOT internal AND NOT temporary ORDER BY ALL"
        assert migrated.query(views) == fresh.query(views)
        assert list(migrated.query(FACTS).rows) == facts
        sheets = migrated.query("SELECT list(DISTINCT sheet ORDER BY sheet) FROM report_form").rows[0][0]
        assert {"t2", "t3", "t4"} <= set(sheets)


def test_what_columns_that_are_called_otherwise_held_is_kept(old):
    with duckdb.connect(str(Path(shutil.copy(old.published, old.work)))) as opened:
        places = opened.execute('SELECT code, sha256, "offset" FROM text_figure ORDER BY ALL').fetchall()
        opened.execute(INDICATOR)
    with Warehouse(old.work) as migrated:
        found = migrated.query("SELECT code, sha256, characters_before FROM text_figure ORDER BY ALL").rows
        assert (list(found), len(places) > 5) == (places, True)
        assert migrated.query("SELECT label, column_label FROM indicator").rows == (("收到申请", "本年度"),)


def test_an_older_warehouse_is_loaded_into_and_published(old):
    done = ingest(
        [SAMPLES / "qinghe-justice-2023.docx", SAMPLES / "qinghe-justice-2021.html"], prepare(old), Options(workers=0)
    )
    assert (done.counts.get("already_loaded"), done.all_failed) == (1, False)
    release = publish(old)
    assert (release.number, release.changes) == (3, {"added": 1})
    with Warehouse(old.published, read_only=True) as opened:
        assert opened.version == newest()
        assert opened.query("SELECT count(DISTINCT (agency_id, year, revision)) FROM request_outcome").rows[0][0] > 5


def test_an_older_warehouse_that_cannot_be_brought_up_is_left_as_it_was_and_the_way_out_told(old):
    shutil.copy(old.published, old.work)
    with duckdb.connect(str(old.work)) as opened:
        opened.execute("ALTER TABLE document DROP COLUMN reader")
    before = old.work.read_bytes()
    with pytest.raises(WarehouseError, match=r"cannot be brought up to version .*reader.*`xxgk rebuild` makes it anew"):
        Warehouse(old.work)
    assert old.work.read_bytes() == before


def test_a_release_of_an_older_version_is_read_or_the_way_out_is_told(old):
    def run(*command):
        return CliRunner().invoke(cli.app, [*command, "-w", str(old.published)])

    commands = (["status"], ["sql", "FROM report"], ["show", "青禾区司法局", "2021"], ["audit"])
    for command in commands:
        done = run(*command)
        assert done.exit_code == 0 or "`xxgk release` makes it one of this version" in done.stderr, done.output
    assert run("release").exit_code == 0
    for command in commands:
        assert run(*command).exit_code == 0


def test_a_warehouse_and_a_ledger_of_a_newer_version_are_left_alone(old):
    Warehouse(old.published).close()
    with duckdb.connect(str(old.published)) as opened:
        opened.execute("INSERT INTO schema_version VALUES (?, now()::TIMESTAMP, 'newer')", [newest() + 1])
    for reading in (True, False):
        with pytest.raises(WarehouseError, match="made by a newer xxgk"):
            Warehouse(old.published, read_only=reading)
    ledger = old.published.with_suffix(".ledger.sqlite")
    with sqlite3.connect(ledger) as opened:
        opened.execute(f"PRAGMA user_version = {newest() + 1}")
    with pytest.raises(LedgerError, match="made by a newer xxgk"):
        Ledger(ledger)


def test_a_ledger_of_an_older_version_becomes_what_a_fresh_one_is(old, tmp_path):
    with Ledger(old.published.with_suffix(".ledger.sqlite")) as ledger, Ledger(tmp_path / "fresh.sqlite") as fresh:
        for table in TABLES:
            assert sorted(ledger.table(table)[0].items()) == sorted(fresh.table(table)[0].items())
        assert ledger.one(int, "SELECT count(*) FROM page_version") == 4
