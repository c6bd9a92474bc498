"""A release that its audits keep back: since when, and why. A small file beside the releases, until one comes."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from xxgk.flows.places import Places


@dataclass(frozen=True, slots=True)
class KeptBack:
    """Times are UTC: of the first attempt since the last release, and of the last one. `release` is the number that it
    would have, `reasons` a line for each audit."""

    since: datetime
    last: datetime
    release: int
    reasons: tuple[str, ...]


def kept_back(places: Places) -> KeptBack | None:
    """What keeps the next release back; None where the last attempt was published."""
    try:
        told = json.loads(places.kept_back.read_text("utf-8"))
        since, last = (datetime.fromisoformat(told[name]) for name in ("since", "last"))
        return KeptBack(since, last, int(told["release"]), tuple(map(str, told["reasons"])))
    except (OSError, ValueError, KeyError, TypeError):  # it is a note, made anew by the next attempt
        return None


def note(places: Places, release: int, reasons: Sequence[str], at: datetime) -> None:
    """Write down that a release was kept back."""
    before = kept_back(places)
    told = KeptBack(before.since if before else at, at, release, tuple(reasons))
    part = places.kept_back.with_suffix(".part")
    part.write_text(json.dumps(asdict(told), ensure_ascii=False, indent=1, default=str) + "\n", "utf-8")
    os.replace(part, places.kept_back)


def forget(places: Places) -> None:
    """A release came."""
    places.kept_back.unlink(missing_ok=True)
