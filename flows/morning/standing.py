"""How things stand, in a few lines that every face of a morning begins with."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from xxgk.flows.morning.facts import LightReason, MorningFacts
from xxgk.flows.morning.words import BothWords, word

_UNITS = ((1440, "day"), (60, "hour"), (1, "minute"))
_SIZES = ((1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB"))


def standing(facts: MorningFacts) -> Iterator[tuple[str, str]]:
    """Lines, each with its key among the labels of ``words.toml``: last run, last release, and since when and why the
    next one is kept back; how the archive grew; what people are asked. Moments are UTC."""
    if (run := facts.run) is not None:
        ended = (
            f"ended {ago(run.finished, facts.at)}" if run.finished else f"began {ago(run.started, facts.at)}, not ended"
        )
        yield (
            "run",
            f"{run.kind} {run.run}, {ended}; {run.requests} requests, {run.new} new reports, {run.changed} changed",
        )
    if (release := facts.release) is not None:
        yield "release", f"{release.release}, built {ago(release.built, facts.at)}"
    if (kept := facts.kept_back) is not None:
        yield "kept_back", f"release {kept.release}, since {ago(kept.since, facts.at)}: {'; '.join(kept.reasons)}"
    if (archive := facts.archive) is not None:
        grown = f"{archive.new_files} files, {size(archive.new_size)} in the last run"
        yield "archive", f"{archive.files} files, {size(archive.size)} from the crawl; {grown}"
    if facts.questions:
        counts = ", ".join(f"{count} {asks}" for asks, count in facts.questions.items())
        yield "questions", f"{sum(facts.questions.values())} open: {counts} (xxgk review)"


def headline(facts: MorningFacts) -> BothWords:
    """The light and the run, as the head of a page and the subject of a message."""
    light = word("light", facts.light)
    run = f" {facts.run.run}" if facts.run else ""
    title = word("label", "title")
    return BothWords(f"{title.zh}{run}：{light.zh}", f"{title.en}{run}: {light.en}")


def why(reason: LightReason) -> str:
    """A reason in one line, in both languages: what it is, of how many, the first few of them."""
    says = word("reason", reason.key)
    more = f"; {more_of(reason.count - len(reason.things))}" if reason.count > len(reason.things) > 0 else ""
    things = "; ".join(reason.things)
    count = f" ({reason.count})" if reason.count > 1 else ""
    return f"{says.zh} {says.en}{count}{': ' if things else ''}{things}{more}"


def more_of(count: int) -> str:
    """That there are so many more."""
    says = word("label", "more")
    return f"{says.zh} {says.en}".replace("{0}", str(count))


def ago(moment: datetime, at: datetime) -> str:
    """A moment and how long before another that was."""
    minutes = max(int((at - moment).total_seconds() // 60), 0)
    length, unit = next((length, unit) for length, unit in _UNITS if minutes >= 2 * length or length == 1)
    count = minutes // length
    return f"{moment:%Y-%m-%d %H:%M} UTC ({count} {unit}{'' if count == 1 else 's'} ago)"


def size(count: int) -> str:
    """Bytes for a person."""
    return next((f"{count / unit:.1f} {name}" for unit, name in _SIZES if count >= unit), f"{count} bytes")
