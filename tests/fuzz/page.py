"""The section of ``docs/limits.md`` that tells what the fuzzer counted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tests.fuzz.running import Tally
from xxgk.flows.answers.limits import COUNTED
from xxgk.schema.report import LOADED, LOADED_WITH_FINDINGS, QUARANTINED

_SECTION = re.compile(rf"{re.escape(COUNTED)}\n.*?(?=\n## |\Z)", re.DOTALL)
_HEAD = "# Limits\n"


def put_into(path: Path, tally: Tally, inputs: int, seed: int) -> None:
    """Write the section of the page anew, or behind all others where there is none."""
    page = path.read_text("utf-8") if path.exists() else _HEAD
    section = "\n".join(_lines(tally, inputs, seed)) + "\n"
    page = _SECTION.sub(lambda _: section, page) if _SECTION.search(page) else f"{page.rstrip()}\n\n{section}"
    path.write_text(page, "utf-8")


def _lines(tally: Tally, inputs: int, seed: int) -> Iterator[str]:
    yield f"{COUNTED}\n"
    yield f"`make fuzz INPUTS={inputs} SEED={seed}`: small documents of every container, edited in their structure and in their bytes (`tests/fuzz`)."
    yield "Pictures are not among them: recognising one takes seconds.\n"
    yield "| document | inputs | loaded | with findings | quarantined | raised or lost |"
    yield "|---|---:|---:|---:|---:|---:|"
    for base, outcomes in tally.outcomes.items():
        fates = [outcomes[fate] for fate in (LOADED, LOADED_WITH_FINDINGS, QUARANTINED)]
        rest = outcomes.total() - sum(fates)
        yield (
            f"| {base.replace('_', ' ')} | "
            + " | ".join(f"{number:,}" for number in (outcomes.total(), *fates, rest))
            + " |"
        )
    yield ""
    yield f"- inputs with an exception, an unsound report, a figure read wrongly, over 10 s or over 1 GB: {len(tally.wrong):,}"
    yield f"- the dearest: {tally.slowest[0]:.1f} s of the processor (`{tally.slowest[1]}`), {tally.largest[0] >> 20} MB (`{tally.largest[1]}`)"
    yield f"- a process grew by {max(0, tally.growth) >> 20} MB at most"
