"""A folder of tiny documents, and a warehouse to load them into."""

from pathlib import Path

import pytest

from tests.flows import fakes
from xxgk.flows.jobs.ingest import Options, ingest
from xxgk.flows.warehouse.summary import Summary

DATA_TABLES = {
    "document": "sha256",
    "agency": "agency_id",
    "report": "agency_id, year, revision",
    "publication_part": "publication, position",
    "report_form": "agency_id, year, revision, sheet",
    "report_agency": "agency_id, year, revision, position",
    "figure": "agency_id, year, revision, code",
    "section": "agency_id, year, revision, position",
    "finding": "publication, position",
}


class Corpus:
    """Documents in a folder and the warehouse beside it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.warehouse = folder / "in", folder / "w.duckdb"
        self.folder.mkdir(exist_ok=True)

    def write(self, **documents: str) -> "Corpus":
        for name, text in documents.items():
            (self.folder / f"{name}.txt").write_text(text)
        return self

    def ingest(self, *paths: Path, warehouse: Path | None = None, **options: object) -> Summary:
        chosen = Options(**{"workers": 0, "extractor": fakes.extract_publication, **options})
        return ingest(paths or [self.folder], warehouse or self.warehouse, chosen)

    def query(self, sql: str, warehouse: Path | None = None) -> list[tuple]:
        from xxgk.flows.warehouse.warehouse import Warehouse

        with Warehouse(warehouse or self.warehouse, read_only=True) as open_one:
            return list(open_one.query(sql).rows)

    def tables(self, warehouse: Path | None = None) -> dict[str, list[tuple]]:
        from xxgk.flows.warehouse.warehouse import Warehouse

        with Warehouse(warehouse or self.warehouse, read_only=True) as opened:
            return {name: list(opened.query(f"FROM {name} ORDER BY {key}").rows) for name, key in DATA_TABLES.items()}


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    return Corpus(tmp_path)
