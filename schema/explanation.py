"""Why the tables of a document were read as they were, as data: what each printed row was taken for, and why it was not
believed."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class CellTold:
    """A printed cell; `code` is the figure or indicator that was read from it, if any, and `refused` tells that it
    could be a figure of a row that was claimed, and is not believed."""

    text: str
    locator: str
    column: int
    colspan: int
    rowspan: int
    code: str
    refused: bool


@dataclass(frozen=True, slots=True)
class ClaimTold:
    """What a printed row was taken for: a row (``table.row``) of a sheet of a form, how like its `label` is to the one
    printed (1: the same), whether it was `read`, `why` it or some of its cells were not, and what the equations say of
    its figures."""

    sheet: str
    form: str
    code: str
    label: str
    likeness: float
    read: bool
    why: tuple[str, ...]
    equations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RowTold:
    """A printed row, by its number in the table (1-based): its cells, what it was taken for, and what else its label is
    like (``table.row`` and the likeness); `unknown` tells that it has figures and names no row of the form."""

    row: int
    cells: tuple[CellTold, ...]
    claims: tuple[ClaimTold, ...]
    candidates: tuple[tuple[str, float], ...]
    unknown: bool


@dataclass(frozen=True, slots=True)
class TableTold:
    """A printed table, by its number among the tables of the document (1-based), and the sheets that it was taken for,
    each with the reason why nothing of it may be loaded, if there is one."""

    number: int
    locator: str
    layout: str
    sheets: tuple[tuple[str, str, str], ...]
    rows: tuple[RowTold, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A document: its fate, its tables, and what is told of it besides (rule, where, message)."""

    source: str
    outcome: str
    reason: str
    tables: tuple[TableTold, ...]
    findings: tuple[tuple[str, str, str], ...]

    def to_json(self) -> dict[str, Any]:
        """The same as plain data."""
        return asdict(self)
