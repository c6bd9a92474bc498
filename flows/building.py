"""Making a copy of the working warehouse a release: history, changes since the release before, verdicts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from flows.audits import WARN, Verdict, run_audits
from flows.version import code_version
from flows.warehouse import Warehouse, now

HISTORY = "release/010_history.sql"
COMPARE = ("release/020_touched.sql", "release/030_change.sql")
ENTRY = "release/040_entry.sql"


@dataclass(frozen=True, slots=True)
class Release:
    """A build and what is to be told of it. `changes` counts reports by kind of change; `first`: there was no release
    before to compare with."""

    number: int
    documents: int
    first: bool
    changes: dict[str, int]
    figures: int
    verdicts: tuple[Verdict, ...]

    @property
    def blocking(self) -> list[Verdict]:
        """The verdicts for which it may not be published."""
        return [verdict for verdict in self.verdicts if verdict.blocks]

    @property
    def warnings(self) -> list[Verdict]:
        """The verdicts that an operator should read."""
        return [verdict for verdict in self.verdicts if not verdict.passed and verdict.audit.severity == WARN]

    def told(self) -> str:
        """One line for a person."""
        if self.first:
            return f"release {self.number}: {_count(self.documents, 'document')}"
        changes = ", ".join(f"{count} {change}" for change, count in self.changes.items()) or "no report changed"
        return f"release {self.number}: {changes}; {_count(self.figures, 'figure')} changed"


def enter(build: Warehouse, before: Path | None, *, whole: bool, compared: Callable[[], object]) -> Release:
    """Compare an open copy with the release before, audit it, and write all that into it.

    The audits look at every figure where there is no release before, where the program is another, or where `whole`
    asks for it; else at the reports that changed: the others passed the same audits in the release before."""
    number, narrow = 1, False
    files = [ENTRY]
    if before is not None:
        build.attach(before, "old")
        files = [*COMPARE, ENTRY]
        if "release" in build.tables("old"):
            files.insert(0, HISTORY)
            last, version = build.query("SELECT max(release), max_by(code_version, release) FROM old.release").rows[0]
            number, narrow = (last or 0) + 1, version == code_version() and not whole
    audited = "changed" if narrow else "all"
    build.run(files, release=number, built_at=now(), code_version=code_version(), audited=audited)
    compared()
    verdicts = tuple(run_audits(build, "touched" if narrow else ""))
    _write(build, number, verdicts)
    changes = build.query(
        "SELECT change, count(*) FROM release_change WHERE release = ? GROUP BY change ORDER BY change", [number]
    )
    figures = build.query("SELECT count(*) FROM release_figure_change WHERE release = ?", [number]).rows[0][0]
    documents = build.query("SELECT count(*) FROM document").rows[0][0]
    return Release(number, documents, before is None, dict(changes.rows), figures, verdicts)


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"


def _write(build: Warehouse, number: int, verdicts: tuple[Verdict, ...]) -> None:
    """The verdicts and the row counts, into the build."""
    with build.transaction():
        for v in verdicts:
            build.query(
                "INSERT INTO release_audit VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                [number, *v.row()],
            )
        for table in build.tables():
            if not table.startswith("release"):
                build.query(f'INSERT INTO release_count SELECT ?, ?, count(*) FROM "{table}"', [number, table])  # noqa: S608
