"""The Prefect flow does what the plain pipeline does."""

import pytest

from tests.flows import fakes
from xxgk.flows.reading import extractor as door
from xxgk.flows.warehouse.summary import Summary


@pytest.mark.prefect
@pytest.mark.filterwarnings("default")
def test_the_flow_loads_what_the_pipeline_loads(corpus, tmp_path, monkeypatch):
    from prefect.testing.utilities import prefect_test_harness

    from xxgk.flows.scheduled.ingest import ingest

    monkeypatch.setattr(door, "EXTRACTOR", fakes.extract_publication)
    corpus.write(**{f"x{n}": f"丙局|{2000 + n}||{n}" for n in range(9)}, junk="nothing").ingest()
    other = tmp_path / "other.duckdb"
    with prefect_test_harness(server_startup_timeout=120):
        summary = ingest([str(corpus.folder)], str(other), batch=4)
    assert summary.counts == {"loaded": 5, "loaded_with_findings": 4, "quarantined": 1}
    assert corpus.tables(other) == corpus.tables()


def test_the_summary_names_what_was_refused_as_text():
    from xxgk.flows.scheduled.ingest import markdown

    page = markdown(Summary(3, 2, 1.25, {"loaded": 1, "quarantined": 1}, (("a|b.html", "no <table>"),)))
    assert "| loaded | 1 |" in page
    assert "| a\\|b\\.html | no \\<table\\> |" in page
