"""What a run did, in lines."""

from __future__ import annotations

from collections.abc import Iterator

from xxgk.flows.jobs.nightly import Morning


def told(morning: Morning) -> Iterator[str]:
    """What a run did, in a few lines; in the first that it failed, where it did."""
    if morning.reach.trouble:
        yield morning.reach.trouble
    yield (
        f"run {morning.run}: {_count(morning.asked, 'request')}, {_count(morning.versions, 'new or changed report')}, "
        f"{morning.seconds:.1f} s"
    )
    yield from morning.recovered
    yield from morning.lost
    yield from morning.left
    if morning.versions == 0:
        yield "nothing new"
    if morning.read is not None:
        counts = sorted(morning.read.counts.items())
        yield "read: " + ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in counts)
        yield from morning.read.notes
    if morning.releases > 1:
        yield f"{morning.releases} releases were made in the night; the last:"
    if morning.release is not None:
        yield morning.release.told()
        yield from morning.release.details()
    if morning.kept_back is not None:
        yield str(morning.kept_back)


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"
