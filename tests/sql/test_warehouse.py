"""The warehouse explains itself, proves itself, and answers its examples."""

from pathlib import Path

import pytest

from flows.warehouse import SQL, Warehouse, sql_files
from tests.flows.conftest import Corpus

FOLDERS = ("tables", "views", "refresh", "load", "derive", "cross", "audit", "examples", "ledger")


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


def test_every_table_view_and_column_has_a_comment(corpus):
    silent = """
        SELECT table_name FROM duckdb_tables() WHERE coalesce(comment, '') = ''
        UNION ALL SELECT view_name FROM duckdb_views() WHERE NOT internal AND coalesce(comment, '') = ''
        UNION ALL SELECT table_name || '.' || column_name FROM duckdb_columns()
        WHERE NOT internal AND coalesce(comment, '') = ''
    """
    assert corpus.query(silent) == []
    assert corpus.query("SELECT count(*) > 150 FROM duckdb_columns() WHERE comment IS NOT NULL") == [(True,)]


@pytest.mark.parametrize("name", [name for folder in FOLDERS for name in sql_files(folder)])
def test_every_file_says_what_it_is_for(name):
    assert (SQL / name).read_text("utf-8").startswith("-- Purpose: ")


def test_no_file_stands_outside_the_known_folders():
    assert {path.parent.name for path in SQL.rglob("*.sql")} == set(FOLDERS)


def test_all_audits_pass(corpus):
    with Warehouse(corpus.warehouse, read_only=True) as warehouse:
        audits = warehouse.audit()
    assert {name: result.rows for name, result in audits.items() if result.rows} == {}
    assert len(audits) == len(sql_files("audit"))


@pytest.mark.parametrize(
    ("damage", "audit"),
    [
        ("INSERT INTO document FROM document", "010_one_document_per_hash"),
        ("UPDATE document SET outcome = 'quarantined'", "015_document_of_a_publication"),
        ("UPDATE publication_part SET position = 1", "015_document_of_a_publication"),
        ("DELETE FROM report WHERE revision = 2", "020_one_report_per_publication"),
        ("UPDATE report SET is_current = NOT is_current", "030_revisions_in_sequence"),
        ("INSERT INTO figure FROM figure LIMIT 1", "040_one_figure_per_code"),
        ("UPDATE figure SET year = year + 1", "050_rows_belong_to_their_report"),
        ("UPDATE figure SET sha256 = 'x'", "050_rows_belong_to_their_report"),
        ("UPDATE finding SET revision = 7", "055_findings_belong_to_their_publication"),
        ("UPDATE finding SET sha256 = 'x'", "055_findings_belong_to_their_publication"),
        ("UPDATE figure SET value = NULL", "060_value_fits_state"),
        ("UPDATE figure SET locator = ''", "070_figure_is_traceable"),
        ("UPDATE figure SET unit = '万元'", "080_code_is_defined"),
        ('UPDATE text_figure SET "offset" = 1', "085_text_figure_is_evident"),
        ("UPDATE text_figure SET unit = '元'", "085_text_figure_is_evident"),
        ("INSERT INTO text_figure FROM text_figure LIMIT 1", "085_text_figure_is_evident"),
        ("DELETE FROM agency", "090_agency_is_known"),
        ("DELETE FROM ingest_outcome WHERE outcome = 'duplicate'", "100_outcomes_add_up"),
    ],
)
def test_each_audit_finds_the_damage_it_is_for(changed, damage, audit):
    changed.query(damage)
    assert changed.audit()[audit].rows


@pytest.mark.parametrize("name", sql_files("examples"))
def test_examples_run(corpus, name):
    with Warehouse(corpus.warehouse, read_only=True) as warehouse:
        assert warehouse.query((SQL / name).read_text("utf-8")).columns


def test_the_older_storage_is_written_for_older_readers(corpus):
    assert corpus.query("SELECT tags['storage_version'] LIKE 'v1.5.0%' FROM duckdb_databases() WHERE NOT internal") == [
        (True,)
    ]


def test_definitions_cover_all_codes_of_the_forms(corpus):
    from schema.forms import forms

    codes = {c for form in forms() for table in form.tables.values() for row in table.rows for c in table.codes(row)}
    assert {code for (code,) in corpus.query("SELECT code FROM figure_definition")} == codes
    assert corpus.query("SELECT count(*) > 10 FROM rule_definition WHERE form <> ''") == [(True,)]


def test_requests_has_a_column_for_every_row_of_the_current_form(corpus):
    rows = "SELECT DISTINCT row_code FROM figure_definition WHERE form = 'form_2021' AND table_code = 't3_requests'"
    columns = "SELECT column_name FROM duckdb_columns() WHERE table_name = 'requests'"
    assert corpus.query(f"{rows} EXCEPT {columns}") == []
    assert corpus.query("SELECT agency, new_received FROM requests WHERE applicant = 'total' ORDER BY ALL") == [
        ("乙局", 8),
        ("甲局", 6),
    ]


def test_registry_and_printed_names_meet_in_one_table(corpus):
    assert corpus.query("SELECT name, is_resolved, region_code FROM agency WHERE agency_id = '110000-甲局'") == [
        ("甲局", False, "110000")
    ]
    assert corpus.query("SELECT count(*) > 100 FROM agency WHERE is_resolved AND level IS NOT NULL") == [(True,)]


def test_only_one_module_knows_duckdb():
    importers = [path.name for path in Path(SQL.parent, "flows").glob("*.py") if "import duckdb" in path.read_text()]
    assert importers == ["warehouse.py"]
