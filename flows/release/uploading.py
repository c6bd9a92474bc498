"""A release brought to where others read it, a bucket or a folder of a web server: its files under its number, then one
``latest.json`` that names them.

Nothing that is there is written over but that one file, which changes in one step: whoever reads it finds what it names
whole, the release before or the new one. A release that was read by it stays for a while, for who is just about to."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from xxgk.flows.places import Places
from xxgk.flows.release.manifest import noted_hash
from xxgk.flows.storage import Store, store_at
from xxgk.flows.warehouse.warehouse import WarehouseError

LATEST = "latest.json"
KEEP = 3
"""Releases that stay there, the new one included."""


class Upload(NamedTuple):
    """What was brought where; `files` is 0 where it was there already."""

    release: int
    place: str
    files: int

    def told(self) -> str:
        """In a line."""
        if not self.files:
            return f"{self.place}: has release {self.release} already"
        return f"{self.place}: release {self.release}, {self.files} files"


def upload(places: Places, place: str, keep: int = KEEP) -> Upload:
    """Bring the published release there. Raises WarehouseError where none is published, OSError where the place does
    not answer; what it has then is as it was, and the next call goes on from there."""
    if not places.published.is_symlink() or not places.published.is_file():
        raise WarehouseError(f"no release is published at {places.published}")
    number, store = int(places.published.resolve().stem), store_at(place)
    said = latest(store)
    wanted = _said_of(places, number)
    if said == wanted:
        return Upload(number, place, 0)
    if said is not None and said["release"] > number:
        raise WarehouseError(f"{place} has release {said['release']}, which is newer than {number}")
    found = dict(_files(places, number))
    for name, path in found.items():
        store.put_file(name, path)
    store.put(LATEST, json.dumps(wanted, indent=1).encode() + b"\n")
    _forget(store, number, keep)
    return Upload(number, place, len(found))


def latest(store: Store) -> dict[str, Any] | None:
    """What ``latest.json`` says; None where there is none yet, or it is not to be understood."""
    with suppress(FileNotFoundError, ValueError, TypeError):
        said = json.loads(store.get(LATEST))
        return {**said, "release": int(said["release"])} if "release" in said else None
    return None


def _said_of(places: Places, number: int) -> dict[str, Any]:
    kept = places.kept(number)
    names = sorted(name for name, _ in _files(places, number))
    file = {"file": kept.name, "sha256": noted_hash(kept), "bytes": kept.stat().st_size}
    return {"release": number, **file, "manifest": kept.with_suffix(".json").name, "files": names}


def _files(places: Places, number: int) -> Iterator[tuple[str, Path]]:
    """The files of a release by their name in the folder of releases: the warehouse, its manifest, its exports."""
    for path in (places.kept(number), places.kept(number).with_suffix(".json"), places.exported(number)):
        found = sorted(path.rglob("*")) if path.is_dir() else [path]
        yield from ((str(one.relative_to(places.releases)), one) for one in found if one.is_file())


def _forget(store: Store, newest: int, keep: int) -> None:
    """Remove all but the last releases."""
    names = list(store.names())
    numbers = sorted({int(head) for name in names if (head := name.partition(".")[0]).isdecimal()})
    old = set(numbers[: -max(keep, 2)]) - {newest}
    for name in names:
        if (head := name.partition(".")[0]).isdecimal() and int(head) in old:
            store.remove(name)
