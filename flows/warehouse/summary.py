"""What became of the files of a run: outcomes counted while it goes on, and the summary that is told at its end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from xxgk.schema.report import LOADED, LOADED_WITH_FINDINGS, QUARANTINED

if TYPE_CHECKING:  # `extract` tells outcomes without loading Arrow
    from xxgk.flows.warehouse.staging import Staged

DUPLICATE, UNREACHABLE = "duplicate", "unreachable"
ALREADY_LOADED, ALREADY_QUARANTINED = "already_loaded", "already_quarantined"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file in one run; a row of ``ingest_outcome``. `publication` is the one as part of which it was
    handed in."""

    source: str
    sha256: str | None
    outcome: str
    reason: str | None = None
    publication: str | None = None


_LINE = ("source", "sha256", "outcome", "reason", "publication")
"""Columns of ``staged_document`` that make the ledger's line of a file."""


def outcomes_of(rows: Staged) -> list[Outcome]:
    """What became of the documents of some staged rows."""
    columns = (rows["staged_document"].column(name).to_pylist() for name in _LINE)
    return [Outcome(*line) for line in zip(*columns, strict=True)]


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did. `counts` adds up to `files`: the outcomes, where ``duplicate`` is bytes met twice in this run,
    and ``already_loaded`` and ``already_quarantined`` are bytes that an earlier run dealt with (the ledger calls all
    three duplicate).

    `refused` lists source and reason of what was not loaded, those quarantined earlier included; `notes` tells of a run
    before that was broken off, line by line."""

    run: int
    files: int
    seconds: float
    counts: Mapping[str, int]
    refused: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def left_out(self) -> bool:
        """Whether something could not be opened, or was gone when it was to be read."""
        return bool(self.counts.get(UNREACHABLE))

    @property
    def all_failed(self) -> bool:
        """Whether there were files and none of them is in the warehouse as a report."""
        good = (LOADED, LOADED_WITH_FINDINGS, ALREADY_LOADED)
        return self.files > 0 and not any(self.counts.get(name) for name in good)

    def then(self, later: Summary) -> Summary:
        """What this load and a later one did, told as one, under the number of the later."""
        counts = Counter(self.counts) + Counter(later.counts)
        refused, notes = tuple(sorted({*self.refused, *later.refused})), self.notes + later.notes
        return Summary(later.run, self.files + later.files, self.seconds + later.seconds, dict(counts), refused, notes)


@dataclass
class Tally:
    """Counts under way; each method makes the outcome of a file and counts it."""

    counts: Counter[str] = field(default_factory=Counter)
    refused: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def met(self, outcome: Outcome) -> Outcome:
        """A file dealt with now."""
        self.counts[outcome.outcome] += 1
        if outcome.outcome in (QUARANTINED, UNREACHABLE):
            self.refused.append((outcome.source, outcome.reason or ""))
        return outcome

    def known(self, source: str, sha256: str, publication: str, outcome: str, reason: str | None) -> Outcome:
        """A file that an earlier run dealt with as part of the same publication, and how that ended."""
        if outcome == QUARANTINED:
            told = f"already quarantined: {reason}"
            self.counts[ALREADY_QUARANTINED] += 1
            self.refused.append((source, told))
            return Outcome(source, sha256, DUPLICATE, told, publication)
        self.counts[ALREADY_LOADED] += 1
        return Outcome(source, sha256, DUPLICATE, "already loaded", publication)

    def summary(self, run: int, files: int, seconds: float) -> Summary:
        """What was counted so far."""
        return Summary(run, files, seconds, dict(self.counts), tuple(sorted(self.refused)), tuple(self.notes))
