"""China's annual reports on government information disclosure, read cell by cell.

    import xxgk

    report = xxgk.extract("report.html")  # a path, or the bytes themselves
    report.outcome, report.year, report.figures[0].value

    with xxgk.open_warehouse("xxgk.duckdb") as warehouse:
        warehouse.query("SELECT agency, year, requests FROM ...").dicts()

What is read is never guessed: a document that cannot be read comes back ``quarantined`` with its reason, a figure that
cannot be read is absent and named in a finding. Errors that a person can mend are of `XxgkError` (the tree of them:
`xxgk.schema.errors`). Everything else stands in `xxgk.schema`, `xxgk.extractors` and `xxgk.flows`, and may change.
"""

from __future__ import annotations

from collections.abc import Iterable
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING

from xxgk.schema.errors import XxgkError
from xxgk.schema.report import Report

if TYPE_CHECKING:
    from xxgk.flows.warehouse.warehouse import Warehouse

__all__ = ["Report", "XxgkError", "extract", "extract_publication", "open_warehouse"]

Document = bytes | str | PathLike[str]
"""The bytes of a document, or the path of its file."""


def extract(document: Document, source: str | None = None) -> Report:
    """The report that one document holds; `source` is how it is called in the report, by default its path.

    Raises OSError where the file cannot be opened, and nothing for what a document holds. In this very process: for
    documents of strangers, which may take long or much, see the command ``xxgk extract``, which reads in a process
    apart."""
    from xxgk.extractors import document as one  # noqa: PLC0415  importing this package is to be quick

    data, name = _opened(document)
    return one.extract(data, name if source is None else source)


def extract_publication(documents: Iterable[Document]) -> tuple[Report, ...]:
    """The reports that several documents hold which were published together: a main document and its parts as one
    report, a list of sixteen reports as sixteen. Raises as `extract` does."""
    from xxgk.extractors.publication import publication  # noqa: PLC0415

    return publication.extract_publication([_opened(document) for document in documents])


def open_warehouse(path: str | PathLike[str]) -> Warehouse:
    """A warehouse, opened to be asked: `Warehouse.query`, closed at the end of a ``with``. Raises WarehouseError: there
    is none, it is damaged, or made by another version."""
    from xxgk.flows.warehouse.warehouse import Warehouse  # noqa: PLC0415

    return Warehouse(Path(path), read_only=True)


def _opened(document: Document) -> tuple[bytes, str]:
    return (document, "") if isinstance(document, bytes) else (Path(document).read_bytes(), fspath(document))
