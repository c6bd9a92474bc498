"""The traffic light of a morning, a pure function of its facts.

Red: somebody must act, today: a night that failed or did not run, a release that is kept back, an error of this
program, a source or a document with which something is newly wrong. Yellow: something is wrong and known to be, or
mends itself. Late and missing reports and questions to people are told, and change no light: there are always some."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from types import MappingProxyType

from xxgk.flows.morning.facts import RED, YELLOW, LightReason, MorningFacts, reason

NEW = "new"
ALARMS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "silent": (RED, YELLOW),
        "shrunken": (RED, YELLOW),
        "blocked": (RED, YELLOW),
        "error": (RED, YELLOW),
        "moved": (YELLOW, YELLOW),
        "partial": (YELLOW, YELLOW),
        "unreachable": (YELLOW, YELLOW),
    }
)
"""What the alarm of a source makes of the light: in the night that finds it, and from then on."""


def reasons_of(
    facts: MorningFacts, trouble: str, aside: tuple[str, ...], within: timedelta | None
) -> Iterator[LightReason]:
    """Why the light is not green, worst first. `trouble`: how the night failed, empty where it did not; `aside`: what
    else went wrong at it, in lines; `within`: how long ago the last run may have ended, None where it does not
    matter."""
    found = [*_of_the_night(facts, trouble, aside, within), *_of_sources(facts), *_of_documents(facts)]
    yield from sorted(found, key=lambda one: one.light != RED)


def _of_the_night(
    facts: MorningFacts, trouble: str, aside: tuple[str, ...], within: timedelta | None
) -> Iterator[LightReason]:
    if trouble:
        yield reason(RED, "failed", [trouble.partition("\n")[0]])
    if facts.kept_back is not None:
        yield reason(RED, "kept_back", facts.kept_back.reasons, 1)
    if facts.run is None:
        yield reason(RED, "no_run", count=0)
    elif within is not None and (facts.run.finished or facts.run.started) < facts.at - within:
        yield reason(RED, "no_night", [f"{facts.run.finished or facts.run.started:%Y-%m-%d %H:%M} UTC"])
    if errors := facts.table("errors"):
        yield reason(RED, "errors", [f"{row['address']}: {row['error']}" for row in errors])
    if aside:
        yield reason(YELLOW, "aside", aside)


def _of_sources(facts: MorningFacts) -> Iterator[LightReason]:
    by: dict[tuple[str, bool], list[str]] = {}
    for row in facts.table("sources"):
        by.setdefault((row["alarm"], row["news"] == NEW), []).append(row["source"])
    for (alarm, is_new), sources in by.items():
        then, later = ALARMS.get(alarm, (RED, YELLOW))
        yield reason(then if is_new else later, f"{alarm}_new" if is_new else alarm, sources)


def _of_documents(facts: MorningFacts) -> Iterator[LightReason]:
    for is_new, light, key in ((True, RED, "held_new"), (False, YELLOW, "held")):
        held = [row["address"] for row in facts.table("held") if (row["news"] == NEW) is is_new]
        if held:
            yield reason(light, key, held)
