"""What became of the cells of a document: exact, refused by name, or wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from tests.generate.truth import Value
from xxgk.schema.report import QUARANTINED, Figure, Report

EXACT, REFUSED, WRONG = "exact", "refused", "wrong"
OF_TABLES = ("TABLE_MISSING", "TABLE_UNREAD")
OF_LISTS = frozenset(("LIST_NOT_READ", "LIST_LOCAL"))
"""Findings that refuse a list."""


@dataclass
class Count:
    """Documents, and their cells by fate: all of them, and those that the print determines. `wrong` names some."""

    documents: int = 0
    cells: Counter[str] = field(default_factory=Counter)
    determined: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def add(self, other: Count) -> None:
        """Take another count in."""
        self.documents += other.documents
        self.cells += other.cells
        self.determined += other.determined
        self.wrong += other.wrong

    def share(self, fate: str, *, determined: bool = False) -> float:
        """The share of a fate among the cells, 1 being all."""
        counted = self.determined if determined else self.cells
        return counted[fate] / max(1, counted.total())


def count(
    report: Report, expected: Mapping[str, tuple[Value, str]], determined: Collection[str], told: str = ""
) -> Count:
    """The cells of one document; `told` says which it is, where one is wrong.

    A figure that is neither read nor named by a finding is wrong: it was lost in silence. So is one of no cell."""
    figures = {figure.code: figure for figure in report.figures}
    fates = {code: fate(report, figures.get(code), code, *expectation) for code, expectation in expected.items()}
    strays = [code for code in figures if code not in expected]
    wrong = [code for code, one in fates.items() if one == WRONG] + strays
    return Count(
        1,
        Counter(fates.values()) + Counter({WRONG: len(strays)}),
        Counter(one for code, one in fates.items() if code in determined),
        [f"{told} {code}" for code in wrong],
    )


def fate(report: Report, figure: Figure | None, code: str, value: Value, state: str) -> str:
    """What became of one cell, of which `figure` was read."""
    if figure is None:
        return REFUSED if is_named(report, code) else WRONG
    same = figure.state == state and (
        figure.value is None if value is None else figure.value is not None and abs(figure.value - value) < 1e-9
    )
    return EXACT if same else WRONG


def is_named(report: Report, code: str) -> bool:
    """Whether a finding names a cell, its row, its table or its sheet, or the document was refused with a reason. A
    list that was not read, or not as one of the form, is named as a whole."""
    row, sheet = code.rpartition(".")[0], code[:3]
    names = {code, row, row.partition(".")[0]}
    return (report.outcome == QUARANTINED and bool(report.reason)) or any(
        found.where in names or (found.rule in OF_TABLES and found.where[:3] == sheet) or found.rule in OF_LISTS
        for found in report.findings
    )
