"""The reports that the project ships, read by the real extractor: as `xxgk ingest data/samples` does it."""

from pathlib import Path

import pytest

from xxgk.flows.jobs.ingest import Options, ingest
from xxgk.flows.release.audits import run_audits
from xxgk.flows.warehouse.warehouse import Warehouse

SAMPLES = Path(__file__).parents[3] / "data" / "samples"


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    path = tmp_path_factory.mktemp("samples") / "w.duckdb"
    return path, ingest([SAMPLES], path, Options(workers=2))


def test_every_file_met_one_outcome_and_none_was_refused(loaded):
    _, summary = loaded
    assert (sum(summary.counts.values()), summary.refused) == (summary.files, ())


def test_all_audits_pass(loaded):
    with Warehouse(loaded[0], read_only=True) as warehouse:
        assert [verdict.told() for verdict in run_audits(warehouse) if not verdict.passed] == []


def test_the_second_time_and_another_order_change_nothing(corpus, loaded, tmp_path):
    path, summary = loaded
    before = corpus.tables(path)
    again = ingest(sorted(SAMPLES.iterdir(), reverse=True), path, Options(workers=1))
    assert (again.counts, corpus.tables(path)) == ({"already_loaded": summary.files}, before)
    other = tmp_path / "other.duckdb"
    ingest(sorted(SAMPLES.iterdir(), reverse=True), other, Options(workers=1, batch=3))
    assert corpus.tables(other) == before
