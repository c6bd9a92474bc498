"""The nightly job from the web to the published warehouse."""

import asyncio
import hashlib
from dataclasses import replace
from datetime import date, timedelta

import pytest
from warcio.archiveiterator import ArchiveIterator

from tests.flows.crawl.nights import PortalClock, quick
from tests.portal import serve
from tests.portal.morning import key, morning
from tests.portal.season import NIGHTS, SITES, THIRD, TROUBLES
from xxgk.flows.crawl.finding.sources import load
from xxgk.flows.crawl.kept.archive import Archive
from xxgk.flows.crawl.kept.ledger import Ledger
from xxgk.flows.crawl.kept.rows import FetchRow
from xxgk.flows.crawl.kept.warc import write_warc
from xxgk.flows.crawl.run.scope import Scope
from xxgk.flows.crawl.settings import load_policy
from xxgk.flows.jobs.ingest import Options
from xxgk.flows.jobs.nightly import Setup, run
from xxgk.flows.jobs.reextract import reextract
from xxgk.flows.jobs.workplace import Workplace
from xxgk.flows.morning.gathering import gather
from xxgk.flows.morning.sections import morning_blocks
from xxgk.flows.morning.told import told
from xxgk.flows.places import Places
from xxgk.flows.screen import Headline, ScreenTable
from xxgk.flows.warehouse.warehouse import Warehouse, WarehouseError

FIGURES = "SELECT agency_name, year, revision, code, value FROM figure JOIN report USING (agency_id, year, revision)"
UNSEEN = ("示例市梧桐湾区城市更新局", 2025)
"""Published on a host that refuses us by then."""


class Job:
    """The nightly job over a portal, in a folder."""

    def __init__(self, portal, folder, **options):
        self.portal = portal
        self.at(folder, **options)
        self.registry = load(*portal.write_registry(folder / "registry"))

    def at(self, folder, **options):
        """Work in a folder from now on."""
        self.folder, self.where = folder, Workplace(folder / "xxgk.duckdb", folder / "archive", **options)
        self.named = [f"--warehouse={self.where.warehouse}", f"--archive={self.where.archive}"]

    def run(self, scope=None, options=None, **where):
        clock, options = PortalClock(self.portal), options or Options(workers=0)
        setup = Setup(replace(self.where, **where), self.registry, quick(), load_policy(), options, clock=clock)
        return asyncio.run(run(scope or Scope(), setup))

    def query(self, sql):
        with Warehouse(self.where.warehouse, read_only=True) as opened:
            return [tuple(row) for row in opened.query(sql).rows]

    def work(self, sql):
        """Asked of the working warehouse, which a night without news brings up to date too."""
        with Warehouse(Places(self.where.warehouse).work, read_only=True) as opened:
            return [tuple(row) for row in opened.query(sql).rows]

    def blocks(self):
        with Warehouse(self.where.warehouse, read_only=True) as opened:
            return list(morning_blocks(opened))


def test_a_night_a_quiet_night_and_one_silent_correction(tmp_path):
    with serve(NIGHTS[0], SITES[:2], ()) as portal:
        job = Job(portal, tmp_path)
        first = job.run()
        assert first.read.counts.get("loaded", 0) > 0
        second = job.run(Scope(all=True))
        assert (second.versions, second.read, second.release.changes) == (0, None, {})
        assert "nothing new" in list(told(second))
        portal.today += timedelta(days=11)
        third = job.run()
    assert third.release.changes["revised"] == 1
    corrected = morning(1).changed
    revised = job.query("SELECT agency_name, year FROM report WHERE revision = 2")
    assert revised == list(corrected)
    changed = job.query(
        "SELECT code FROM figure f WHERE revision = 2 AND value IS DISTINCT FROM (SELECT value FROM figure o WHERE "
        "o.agency_id = f.agency_id AND o.year = f.year AND o.revision = 1 AND o.code = f.code)"
    )
    assert [{code for (code,) in changed}] == [set(codes) for codes in corrected.values()]
    facts = gather(job.where, PortalClock(portal).now().replace(tzinfo=None), third)
    assert [(one["agency"], one["year"], one["figure"]) for one in facts.table("figures")] == [
        (*report, code) for report, codes in corrected.items() for code in codes
    ]


@pytest.fixture(scope="module")
def once(tmp_path_factory):
    """One night over one site, crawled and read."""
    with serve(NIGHTS[0], SITES[1:2], ()) as portal:
        job = Job(portal, tmp_path_factory.mktemp("once"))
        job.run()
        yield job


def test_what_another_extractor_read_is_read_again_without_the_network(once, monkeypatch):
    before = once.query("SELECT * FROM figure ORDER BY ALL")
    once.portal.log.clear()
    assert reextract(once.where).chosen == 0
    monkeypatch.setattr("xxgk.flows.jobs.reextract.extractor_version", lambda: "another")
    monkeypatch.setattr("xxgk.flows.warehouse.warehouse.extractor_version", lambda: "another")
    done = reextract(once.where)
    count = once.query("SELECT count(*) FROM reading")[0][0]
    assert (done.chosen, done.absent, done.read.counts.get("already_loaded", 0)) == (count, (), 0)
    assert once.query("SELECT DISTINCT extractor FROM reading") == [("another",)]
    assert once.query("SELECT * FROM figure ORDER BY ALL") == before
    assert reextract(once.where).chosen == 0
    assert reextract(once.where, "reader = 'html' AND agency LIKE '%自然资源局' AND year = 2024").chosen == 1
    assert once.portal.log.requests == []


def test_a_condition_that_is_no_sql_is_told(once):
    with pytest.raises(WarehouseError):
        reextract(once.where, "reader = ")


def test_a_run_as_a_web_archive(once, tmp_path):
    once.run(Scope(all=True))
    with Ledger(once.where.ledger) as ledger:
        archive = Archive(once.where.archive)
        written = [write_warc(ledger, archive, n, tmp_path / f"{n}.warc.gz") for n in (1, 2, 9)]
        pages = {row.final_url: row.sha256 for row in ledger.read(FetchRow, "WHERE run = 1")}
    assert written[0] == written[1] == len(pages) > 0
    assert (written[2], (tmp_path / "9.warc.gz").exists()) == (0, False)
    kinds = []
    for night in (1, 2):
        with (tmp_path / f"{night}.warc.gz").open("rb") as file:
            for record in ArchiveIterator(file):
                kinds.append((night, record.rec_type))
                if record.rec_type == "response":
                    body = record.content_stream().read()
                    url = record.rec_headers.get_header("WARC-Target-URI")
                    assert night == 2 or hashlib.sha256(body).hexdigest() == pages[url]
    assert (1, "response") in kinds
    assert (2, "revisit") in kinds


@pytest.fixture(scope="module")
def season(known_agencies, tmp_path_factory):
    """What `xxgk status` shows after each of the three nights, and the figures after the last one."""
    with serve(NIGHTS[0]) as portal:
        job = Job(portal, tmp_path_factory.mktemp("season"))
        shown = []
        for night in NIGHTS:
            portal.today = night
            job.run()
            shown.append(_tables(job.blocks()))
        yield shown, job.query(FIGURES)


def _tables(blocks):
    """The rows of each table by its heading, as dictionaries."""
    heading, tables = "", {}
    for block in blocks:
        if isinstance(block, Headline):
            heading = block.text
        elif isinstance(block, ScreenTable):
            tables[heading] = [dict(zip(block.columns, row, strict=True)) for row in block.rows]
    return tables


def _keys(rows):
    return {(row["agency"], row["year"]) for row in rows}


@pytest.mark.parametrize("index", range(3))
def test_the_morning_tells_the_truth(season, index):
    tables, truth = season[0][index], morning(index)
    sources = tables.get("Sources that need a look", [])
    by_alarm = {kind: {r["source"] for r in sources if r["alarm"] == kind} for kind in ("silent", "blocked")}
    assert by_alarm["silent"] == truth.silent
    hosts = tables.get("Hosts left alone", [])
    assert {row["host"] for row in hosts if row["class"] == "blocked"} == truth.blocked
    assert {row["host"] for row in hosts if row["class"] == "unreachable"} == truth.unreachable
    assert _keys(tables["New reports of the last run"]) == truth.new
    assert _keys(tables.get("Changed without notice", [])) == set(truth.changed)
    gone = tables.get("Gone", [])
    assert _keys(row for row in gone if row["change"] == "not listed") <= truth.vanished
    states = {}
    for row in tables.get("Late, missing or out of reach", []):
        states.setdefault(row["state"], set()).add((row["agency"], row["year"]))
    assert states.get("late", set()) == truth.late
    assert states.get("missing", set()) == truth.missing
    assert states.get("silent", set()) == truth.unknown


def test_every_figure_of_the_season_is_what_was_published(season):
    published = {key(report): report for site in SITES for report in site.reports}
    read = {(agency, year) for agency, year, *_ in season[1]}
    assert read == set(published) - morning(2).missing - morning(2).unknown - {UNSEEN}
    assert {row[:2] for row in season[1] if row[2] > 1} == set(morning(1).changed)
    for agency, year, revision, code, value in season[1]:
        day = NIGHTS[2] if revision > 1 else date.min
        assert value == published[agency, year].truth(day).expected(code)[0], (agency, year, revision, code)


def test_troubles_are_those_of_the_script():
    assert {trouble.kind for trouble in TROUBLES} >= {"blocked", "empty", "down"}
    assert NIGHTS[2] == THIRD
