"""Where many machines read. Plain data: a command that reads nothing imports no more for it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from xxgk.flows.places import Places, staging
from xxgk.flows.storage import StorePlace, absolute


@dataclass(frozen=True, slots=True)
class Spread:
    """Where and how many machines read: the `address` of the scheduler, the place of `staging`, the place where
    workers find the bytes of the `archive` (its folder, which all of them mount at that path, or a bucket: what that
    lacks is put there first), and the folder of the `certificates`, if any."""

    address: str
    staging: str
    archive: str
    certificates: Path | None = None


def spread_of(
    address: str, staging_at: str, places: Places, archive: StorePlace, certificates: Path | None = None
) -> Spread | None:
    """The machines at an address, None where there is none; what they read is staged beside the working warehouse where
    no other place is named."""
    if not address:
        return None
    return Spread(address, absolute(staging_at or staging(places.work)), absolute(archive), certificates)
