"""The warehouse explains itself, proves itself, and answers its examples."""

from pathlib import Path

import pytest

from tests.flows.conftest import Corpus
from xxgk.flows.version import code_version
from xxgk.flows.warehouse.warehouse import SQL, Warehouse, sql_files
from xxgk.schema.agencies import registry

FOLDERS = (
    *("tables", "views", "refresh", "load", "derive", "cross", "ledger", "crawl", "expected"),
    *("audit", "release", "reread", "examples", "export", "migrations", "site", "morning", "standing"),
)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    corpus = Corpus(tmp_path_factory.mktemp("corpus"))
    corpus.write(
        a="甲局|2022|2023-01-10|5", a2="甲局|2022|2023-02-10|6", b="乙局|2023||8", copy="乙局|2023||8", junk="nothing"
    ).ingest()
    return corpus


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


def test_opening_a_warehouse_makes_its_views_anew_only_where_another_program_made_them(tmp_path, monkeypatch):
    path = tmp_path / "w.duckdb"

    def opened():
        with Warehouse(path) as one:
            made = "requests" in [view for (view,) in one.query("SELECT view_name FROM duckdb_views()").rows]
            one.query("DROP VIEW IF EXISTS requests")
            versions = one.query("SELECT code_version FROM schema_version").rows
        return made, versions

    assert opened() == (True, ((code_version(),),))
    assert opened() == (False, ((code_version(),),))
    monkeypatch.setattr("xxgk.flows.warehouse.warehouse.code_version", lambda: "another")
    assert opened() == (True, (("another",),))
    assert opened() == (False, (("another",),))


def test_definitions_are_taken_over_and_reports_compared_only_where_something_is_new(corpus, monkeypatch):
    ran, run = [], Warehouse._run
    monkeypatch.setattr(Warehouse, "_run", lambda self, *folders: (ran.extend(folders), run(self, *folders)))

    def night(*entries):
        ran.clear()
        with Warehouse(corpus.warehouse) as opened:
            opened.refresh(entries or registry().by_name.values())
            opened.derive()
        return ran

    assert night() == []
    assert night(next(iter(registry().by_name.values()))) == ["refresh", "cross"]
    assert night() == ["refresh", "cross"]
    monkeypatch.setattr("xxgk.flows.warehouse.definitions.code_version", lambda: "another")
    assert night() == ["refresh", "cross"]
    assert night() == []


def test_reports_are_compared_by_the_next_call_where_the_one_before_was_broken_off(tmp_path):
    corpus = Corpus(tmp_path).write(a="甲局|2022|2023-01-10|5")
    corpus.ingest()
    with Warehouse(corpus.warehouse) as opened:
        opened.refresh(())
    assert corpus.query("SELECT is_compared FROM derived_with") == [(False,)]
    corpus.ingest()
    assert corpus.query("SELECT is_compared FROM derived_with") == [(True,)]


def test_the_older_storage_is_written_for_older_readers(corpus):
    assert corpus.query("SELECT tags['storage_version'] LIKE 'v1.5.0%' FROM duckdb_databases() WHERE NOT internal") == [
        (True,)
    ]


def test_definitions_cover_all_codes_of_the_forms(corpus):
    from xxgk.schema.forms import forms

    codes = {c for form in forms() for table in form.tables.values() for row in table.rows for c in table.codes(row)}
    assert {code for (code,) in corpus.query("SELECT code FROM figure_definition")} == codes
    assert corpus.query("SELECT count(*) > 10 FROM rule_definition WHERE form <> ''") == [(True,)]


def test_requests_has_a_column_for_every_row_of_the_current_form(corpus):
    rows = "SELECT DISTINCT row_code FROM figure_definition WHERE form = 'form_2021' AND table_code = 't3_requests'"
    columns = "SELECT column_name FROM duckdb_columns() WHERE table_name = 'requests'"
    assert corpus.query(f"{rows} EXCEPT {columns}") == []
    assert corpus.query("SELECT agency, new_received FROM requests_total ORDER BY ALL") == [
        ("乙局", 8),
        ("甲局", 6),
    ]


def test_registry_and_printed_names_meet_in_one_table(corpus):
    assert corpus.query("SELECT name, is_resolved, region_code FROM agency WHERE agency_id = '110000-甲局'") == [
        ("甲局", False, "110000")
    ]
    assert corpus.query("SELECT count(*) > 100 FROM agency WHERE is_resolved AND level IS NOT NULL") == [(True,)]


def test_only_one_module_knows_duckdb():
    importers = [path.name for path in Path(SQL.parent, "flows").rglob("*.py") if "import duckdb" in path.read_text()]
    assert importers == ["warehouse.py"]


def test_the_dictionary_tells_the_equations_concepts_and_cautions_of_a_figure(corpus):
    told = "SELECT rules, concepts, caution FROM figure_definition WHERE form = 'form_2021' AND code = 't3_requests.{}'"
    ((rules, concepts, caution),) = corpus.query(told.format("carried_over_in.total"))
    assert {"F21_T3_ROW_SUM", "F21_T3_IDENTITY", "F21_N_CARRY_IN", "F21_X_CARRY"} <= set(rules)
    assert "F21_T3_COL_SUM" not in rules
    assert (concepts, "blank" in caution) == (["carried_over_in"], True)
