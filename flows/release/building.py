"""Making a copy of the working warehouse a release: history, changes since the release before, verdicts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from xxgk.flows.release import setting_aside
from xxgk.flows.release.audits import WARN, Verdict, run_audits
from xxgk.flows.release.setting_aside import SetAside
from xxgk.flows.release.withdrawn import Withdrawal
from xxgk.flows.version import code_version
from xxgk.flows.warehouse.warehouse import Warehouse, now, read_sql

LISTED = 20
"""Publications set aside that are named with a release; the table has them all."""

HISTORY = "release/010_history.sql"
NOTHING_TOUCHED, TOUCHED, CHANGE = "release/020_none_touched.sql", "release/021_touched.sql", "release/030_change.sql"
ENTRY = "release/040_entry.sql"
NEWS = "release/060_news.sql"

_NO_LONGER = """
SELECT DISTINCT agency || ' ' || year FROM person_reading_status WHERE status = 'superseded' ORDER BY 1
"""


@dataclass(frozen=True, slots=True)
class Release:
    """A build and what is to be told of it. `changes` counts reports by kind of change; `first`: there was no release
    before to compare with; `aside` is what it goes on without; `says_nothing_new`: the release before, number
    `before`, holds the same, so that there is no need for this one. `no_longer`: reports of which people read a print
    that is not the current one any more. `of_people`: what of their files was set aside, in lines."""

    number: int
    documents: int
    first: bool
    changes: dict[str, int]
    figures: int
    verdicts: tuple[Verdict, ...]
    aside: tuple[SetAside, ...] = ()
    says_nothing_new: bool = False
    before: int = 0
    no_longer: tuple[str, ...] = ()
    of_people: tuple[str, ...] = ()

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
        if self.says_nothing_new:
            return f"release {self.number} stays: nothing has changed since"
        if self.first:
            aside = f", {len(self.aside)} of them set aside" if self.aside else ""
            return f"release {self.number}: {_count(self.documents, 'document')}{aside}"
        changes = ", ".join(f"{count} {change}" for change, count in self.changes.items()) or "no report changed"
        return f"release {self.number}: {changes}; {_count(self.figures, 'figure')} changed"

    def details(self) -> Iterator[str]:
        """A line for each publication that it goes on without, as many as a person reads, and for each warning."""
        yield from (f"  {one.told()}" for one in self.aside[:LISTED])
        if len(self.aside) > LISTED:
            yield f"  ... and {len(self.aside) - LISTED} more; `xxgk status` lists them"
        told = (f"  what people read applies no longer, the document is another: {report}" for report in self.no_longer)
        yield from islice(told, LISTED)
        yield from (f"  set aside: {line}" for line in self.of_people[:LISTED])
        yield from (f"  warning: {verdict.told()}" for verdict in self.warnings)


def enter(
    build: Warehouse,
    before: Path | None,
    *,
    number: int,
    whole: bool,
    compared: Callable[[], object],
    withdrawn: Iterable[Withdrawal] = (),
) -> Release:
    """Compare an open copy with the release before, audit it, set aside what that finds wrong, and write all that into
    it, under this `number` or a higher one, where a higher one was given before.

    The audits look at every figure where there is no release before, where the program is another, or where `whole`
    asks for it; else at the reports that changed: the others passed the same audits in the release before. What an
    audit holds is taken out, and the rest compared and audited anew, until nothing fails any more or the release has to
    be kept back."""
    narrow, at = False, now()
    number = max(number, int(build.query("SELECT coalesce(max(release), 0) + 1 FROM release").rows[0][0]))
    steps, last = [ENTRY], 0
    if before is not None:
        build.attach(before, "old")
        steps = [CHANGE, ENTRY]
        if "release" in build.tables("old"):
            build.run([HISTORY])
            last, version = build.query("SELECT max(release), max_by(code_version, release) FROM old.release").rows[0]
            number, narrow = max((last or 0) + 1, number), version == code_version() and not whole
    setting_aside.begin(build, has_before=before is not None)
    build.run([NOTHING_TOUCHED if before is None else TOUCHED])
    setting_aside.withdraw(build, withdrawn)
    audited = "changed" if narrow else "all"
    build.run(steps, release=number, built_at=at, code_version=code_version(), audited=audited)
    compared()
    verdicts = tuple(run_audits(build, "touched" if narrow else ""))
    while setting_aside.hold(build, verdicts, at):
        build.run(steps)
        verdicts = tuple(run_audits(build, "touched" if narrow else ""))
    _write(build, number, verdicts)
    changes = build.query(
        "SELECT change, count(*) FROM release_change WHERE release = ? GROUP BY change ORDER BY change", [number]
    )
    figures = build.query("SELECT count(*) FROM release_figure_change WHERE release = ?", [number]).rows[0][0]
    documents = build.query("SELECT count(*) FROM document").rows[0][0]
    aside = setting_aside.told(build)
    stays = before is not None and "release" in build.tables("old") and not build.query(read_sql(NEWS)).rows[0][0]
    no_longer = tuple(report for (report,) in build.query(_NO_LONGER).rows)
    counts = (number, documents, before is None, dict(changes.rows), figures)
    return Release(*counts, verdicts, aside, stays, last or 0, no_longer)


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"


def _write(build: Warehouse, number: int, verdicts: tuple[Verdict, ...]) -> None:
    """The verdicts and the row counts, into the build."""
    with build.transaction():
        held = dict(build.query("SELECT audit, count(*) FROM set_aside WHERE audit IS NOT NULL GROUP BY audit").rows)
        for v in verdicts:
            build.query(
                "INSERT INTO release_audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [number, *v.row(held.get(v.audit.name, 0))],
            )
        counted = [table for table in build.tables() if not table.startswith("release")]
        counts = " UNION ALL ".join(f"SELECT ?, '{table}', count(*) FROM \"{table}\"" for table in counted)  # noqa: S608
        build.query(f"INSERT INTO release_count {counts}", [number] * len(counted))
