"""The section of ``docs/reliability.md`` that tells what the torture counted."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from tests.torture.child import MOMENTS
from tests.torture.judging import DONE, SAME, TOLD, Verdict
from tests.torture.pairs import FAULTS, QUIET, Pair

TITLE = "## What the torture counts"
_SECTION = re.compile(rf"{re.escape(TITLE)}\n.*?(?=\n## |\Z)", re.DOTALL)


class Tally:
    """Verdicts, counted: of pairs of moment and fault, and of pairs of commands."""

    def __init__(self) -> None:
        self.pairs: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        self.commands: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.wrong: list[str] = []

    def add(self, verdict: Verdict) -> None:
        """Count one."""
        if isinstance(pair := verdict.pair, Pair):
            self.pairs[pair.fault, pair.moment][verdict.verdict] += 1
        else:
            self.commands[pair.what][verdict.verdict] += 1
        self.wrong += [str(pair)] * bool(verdict.wrong)

    @property
    def count(self) -> int:
        """How many there are."""
        return self.all.total()

    @property
    def all(self) -> Counter[str]:
        """All of them by their verdicts."""
        return sum((*self.pairs.values(), *self.commands.values()), Counter())

    def __str__(self) -> str:
        return ", ".join(f"{count} {verdict}" for verdict, count in self.all.most_common())


def put_into(path: Path, tally: Tally, seed: int) -> None:
    """Write the section of the page anew."""
    section = "\n".join(_lines(tally, seed)) + "\n"
    page = path.read_text("utf-8")
    page = _SECTION.sub(lambda _: section, page) if _SECTION.search(page) else f"{page.rstrip()}\n\n{section}"
    path.write_text(page, "utf-8")


def _lines(tally: Tally, seed: int) -> Iterator[str]:
    counts: Counter[str] = sum(tally.pairs.values(), Counter())
    yield f"{TITLE}\n"
    yield f"`make torture SEED={seed}`: {counts.total()} random pairs of moment and fault, then the next run and"
    yield "one more (`tests/torture`). What a run finds is mended, with a test of its own, after it was counted here."
    yield "How many of each fault were tried at each moment:\n"
    moments = (*MOMENTS, QUIET)
    yield f"| fault | {' | '.join(moments)} |"
    yield "|---|" + "---:|" * len(moments)
    for fault in FAULTS:
        tried = (tally.pairs[fault, moment].total() for moment in moments)
        yield f"| {fault} | {' | '.join(str(count) for count in tried)} |"
    yield "\nAll tables, exports and archived bytes are then as without the fault:\n"
    yield f"- and nothing was to be told: {counts[SAME]}"
    yield f"- and a line told what had happened and what was done about it: {counts[TOLD]}"
    yield f"- once a person has done what a line told, with another exit code than 0: {counts[DONE]}"
    yield f"- or not: {counts.total() - counts[SAME] - counts[TOLD] - counts[DONE]}\n"
    yield "Commands that are started at the same moment, in half of the pairs while the working warehouse is missing:\n"
    yield "| commands | pairs | nothing lost |"
    yield "|---|---:|---:|"
    for what, verdicts in sorted(tally.commands.items()):
        yield f"| {what} | {verdicts.total()} | {verdicts[SAME] + verdicts[TOLD]} |"
