"""Audits find the damage that they are for, allow the mess that is known, and look no further than they must."""

import pytest

from tests.flows.conftest import Corpus
from xxgk.flows.release.audits import BLOCK, Audit, audits, parse, run_audits
from xxgk.flows.warehouse.warehouse import Warehouse, sql_files


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    corpus = Corpus(tmp_path_factory.mktemp("corpus"))
    corpus.write(
        a="甲局|2022|2023-01-10|5", a2="甲局|2022|2023-02-10|6", b="乙局|2023||8", copy="乙局|2023||8", junk="nothing"
    ).ingest()
    return corpus


@pytest.fixture
def changed(corpus, tmp_path):
    """A copy of the warehouse, and a way to spoil it."""
    path = tmp_path / "changed.duckdb"
    path.write_bytes(corpus.warehouse.read_bytes())
    with Warehouse(path) as warehouse:
        yield warehouse


def found(warehouse, **given):
    return {verdict.audit.name: verdict.failing for verdict in run_audits(warehouse, **given)}


def test_all_audits_pass(corpus):
    with Warehouse(corpus.warehouse, read_only=True) as warehouse:
        verdicts = list(run_audits(warehouse))
    assert [verdict.told() for verdict in verdicts if not verdict.passed] == []
    assert len(verdicts) == len(sql_files("audit"))


@pytest.mark.parametrize(
    ("damage", "audit"),
    [
        ("INSERT INTO document FROM document", "010_one_document_per_hash"),
        ("UPDATE document SET outcome = 'quarantined'", "015_document_of_a_publication"),
        ("UPDATE publication_part SET position = 1", "015_document_of_a_publication"),
        ("DELETE FROM report WHERE revision = 2", "020_one_report_per_publication"),
        ("UPDATE report SET is_current = NOT is_current", "030_revisions_in_sequence"),
        ("DELETE FROM standing", "030_revisions_in_sequence"),
        ("INSERT INTO figure FROM figure LIMIT 1", "040_one_figure_per_code"),
        ("UPDATE figure SET year = year + 1", "050_rows_belong_to_their_report"),
        ("UPDATE figure SET sha256 = 'x'", "050_rows_belong_to_their_report"),
        ("UPDATE finding SET revision = 7", "055_findings_belong_to_their_publication"),
        ("UPDATE finding SET sha256 = 'x'", "055_findings_belong_to_their_publication"),
        ("UPDATE figure SET value = NULL", "060_value_fits_state"),
        ("UPDATE figure SET locator = ''", "070_figure_is_traceable"),
        ("UPDATE figure SET unit = '万元'", "080_code_is_defined"),
        ("UPDATE text_figure SET characters_before = 1", "085_text_figure_is_evident"),
        ("UPDATE text_figure SET unit = '元'", "085_text_figure_is_evident"),
        ("INSERT INTO text_figure FROM text_figure LIMIT 1", "085_text_figure_is_evident"),
        ("DELETE FROM agency", "090_agency_is_known"),
        ("DELETE FROM ingest_outcome WHERE outcome = 'duplicate'", "100_outcomes_add_up"),
        ("INSERT INTO stale_report SELECT agency_id, year FROM report", "170_derived_is_fresh"),
        ("UPDATE figure SET raw = concat(raw, ' ') WHERE value = 5", "175_digest_is_of_the_figures"),
        ("DELETE FROM report_count", "175_digest_is_of_the_figures"),
    ],
)
def test_each_audit_finds_the_damage_it_is_for(changed, damage, audit):
    changed.query(damage)
    assert found(changed)[audit]


def test_no_report_without_a_standing_passes(changed):
    changed.query("DELETE FROM standing")
    (reports,) = changed.query("SELECT count(DISTINCT (agency_id, year)) FROM report").rows[0]
    assert found(changed)["030_revisions_in_sequence"] == reports == 2


@pytest.mark.parametrize(("failing", "passed"), [(20, True), (21, False)])
def test_a_baseline_allows_the_mess_that_is_known(corpus, failing, passed):
    mess = Audit("mess", "mess", BLOCK, f"FROM range({failing})", 0.02, "SELECT 1000", 200, "known")
    with Warehouse(corpus.warehouse, read_only=True) as warehouse:
        (verdict,) = run_audits(warehouse, chosen=[mess])
    assert (verdict.allowed, verdict.passed, verdict.blocks) == (20, passed, not passed)


def test_of_a_small_population_a_share_says_nothing(corpus):
    mess = Audit("mess", "mess", BLOCK, "FROM range(3)", 0.02, "SELECT 199", 200, "known")
    with Warehouse(corpus.warehouse, read_only=True) as warehouse:
        assert [verdict.passed for verdict in run_audits(warehouse, chosen=[mess])] == [True]


def test_changed_reports_alone_are_looked_at_where_that_is_asked_for(changed):
    changed.query("CREATE TEMP TABLE touched AS SELECT '110000-乙局' AS agency_id, 2023::SMALLINT AS year")
    changed.query("UPDATE figure SET value = NULL WHERE agency_id = '110000-甲局'")
    assert found(changed, changed="touched")["060_value_fits_state"] == 0
    changed.query("UPDATE figure SET value = NULL WHERE agency_id = '110000-乙局'")
    assert found(changed, changed="touched")["060_value_fits_state"] == 2
    assert found(changed)["060_value_fits_state"] == 6


def test_every_baseline_has_its_reason():
    assert [audit.name for audit in audits() if audit.baseline and not (audit.reason and audit.population)] == []


@pytest.mark.parametrize(
    "head",
    [
        "-- Severity: grave",
        "-- Severity: warn\n-- Holds: publication",
        "-- Severity: block\n-- Holds: year",
        "-- Severity: block\n-- Basline: 1",
        "-- Severity: warn\n-- Baseline: 0.1\n-- Of: SELECT 1",
    ],
)
def test_a_head_that_is_not_understood_is_refused(head):
    with pytest.raises(ValueError, match="sql/audit/bad"):
        parse("bad", f"-- Purpose: bad.\n{head}\nSELECT 1;")
