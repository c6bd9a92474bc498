"""What was read of one sheet of a form, and the refusal of one of its rows."""

from __future__ import annotations

from dataclasses import dataclass, field

from xxgk.extractors.recognition.place import Values
from xxgk.schema.document import Table, Where
from xxgk.schema.findings import finding
from xxgk.schema.forms import Form, Sheet
from xxgk.schema.report import Finding


@dataclass(frozen=True, slots=True)
class Placed:
    """The values of one form row. `fused`: fewer cells than values, digits to be parted."""

    values: Values
    table: Table
    fused: bool

    @property
    def texts(self) -> tuple[str, ...]:
        """The values as printed."""
        return tuple(cell.text for cell in self.values)


@dataclass(slots=True)
class SheetReading:
    """What one table, or one block of tables, says of one sheet: rows `placed` and `refused`, by their number.

    `claimed` is where the printed rows stand that name a row of the sheet; `entry_of` the form row, and the score of
    its label, by where a printed row of the alignment stands; `headed` tells whether heads of the sheet stand over the
    columns; `quarantined` is the reason why nothing of it may be loaded; `contested` are the rows that one table prints
    more than once, with different figures; `units` are those that heads print over columns of money, by figure
    code."""

    sheet: Sheet
    form: Form
    placed: dict[int, Placed] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    refused: set[int] = field(default_factory=set)
    quarantined: str = ""
    claimed: set[Where] = field(default_factory=set)
    entry_of: dict[Where, tuple[int, float]] = field(default_factory=dict)
    headed: bool = False
    contested: set[int] = field(default_factory=set)
    units: dict[str, str] = field(default_factory=dict)

    @property
    def entries(self) -> set[int]:
        """The form rows that were found, read or refused."""
        return self.placed.keys() | self.refused


def refuse(entry: int, message: str, reading: SheetReading, rule: str = "ROW_REFUSED") -> None:
    """Take a row out of the reading, for good, and say why."""
    table, row = reading.sheet.entries[entry]
    reading.placed.pop(entry, None)
    reading.refused.add(entry)
    reading.findings.append(finding(rule, f"{table.id}.{row.code}", message))
