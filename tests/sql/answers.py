"""The answers to ``sql/examples`` over the sample reports, each beside its query.

``python -m tests.sql.answers`` writes them anew: look at what changed before it is committed."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

from xxgk.flows.jobs.ingest import Options, ingest
from xxgk.flows.warehouse.warehouse import SQL, Warehouse, WarehouseError, sql_files

SAMPLES = SQL.parent / "data" / "samples"


def sample_warehouse(folder: Path) -> Path:
    """The sample reports, loaded."""
    path = folder / "samples.duckdb"
    ingest([SAMPLES], path, Options(workers=0))
    return path


def answer(warehouse: Warehouse, name: str) -> str:
    """The answer to one example as comma-separated values; where the warehouse refuses it, the reason."""
    try:
        result = warehouse.query((SQL / name).read_text("utf-8"))
    except WarehouseError as refusal:
        return f"refused: {refusal}\n"
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([result.columns, *result.rows])
    return text.getvalue()


def stored(name: str) -> Path:
    """Where the answer to an example stands."""
    return (SQL / name).with_suffix(".csv")


def main() -> None:
    """Write all answers."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Warehouse(sample_warehouse(Path(folder)), read_only=True) as warehouse,
    ):
        for name in sql_files("examples"):
            stored(name).write_text(answer(warehouse, name), "utf-8")


if __name__ == "__main__":
    main()
