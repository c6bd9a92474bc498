"""Files of releases: held, copied, kept, renamed, put away. Nothing here knows what is in them."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import BinaryIO

from xxgk.flows.mishaps import naming
from xxgk.flows.places import Places, sync, wal
from xxgk.flows.release.manifest import noted_hash
from xxgk.flows.warehouse.blocks import hash_of, look_through
from xxgk.flows.warehouse.warehouse import BusyError, DamagedError, Warehouse, WarehouseError

PIECE = 16 << 20
"""Bytes copied at a time."""


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """One process at a time may publish here. Raises WarehouseError where another does; a killed one holds nothing."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise BusyError(f"another process is publishing to {folder}") from error
        yield


@contextmanager
def held(path: Path) -> Iterator[tuple[Warehouse, BinaryIO]]:
    """The working warehouse, locked against loading, and its bytes to be copied after a checkpoint.

    The file is opened before DuckDB locks it and closed after: closing any handle of a file drops the locks that a
    process has on it."""
    with path.open("rb") as source, Warehouse(path) as work:
        yield work, source


def copy(source: BinaryIO, target: Path) -> None:
    """Copy an open file, from its beginning, and see that it is on the disk."""
    source.seek(0)
    with naming(target), target.open("xb") as written:
        shutil.copyfileobj(source, written, PIECE)
        written.flush()
        os.fsync(written.fileno())


def keep(places: Places, aside: Path, number: int) -> None:
    """Give a finished build its place among the releases, exports and manifest before it: not yet published."""
    _complete(aside)
    shutil.rmtree(places.exported(number), ignore_errors=True)
    if aside.with_suffix(".export").exists():
        os.replace(aside.with_suffix(".export"), places.exported(number))
    os.replace(aside.with_suffix(".json"), places.kept(number).with_suffix(".json"))
    os.replace(aside, places.kept(number))
    sync(places.releases)


def rename(places: Places, number: int) -> None:
    """Publish a kept release: the one rename, of a link that leads to it.

    A link, because DuckDB opens a file three times by its path (is it a database? its head; its rows): a reader that
    comes while one file takes the place of another may have the head of one and the rows of the other. A link it
    follows once, and then stays with the file that it found."""
    link = places.building / "link"
    link.symlink_to(places.kept(number).relative_to(places.published.parent))
    os.replace(link, places.published)
    sync(places.published.parent)


def put_away(places: Places, aside: Path, number: int) -> Path:
    """Keep a build that failed, with its manifest, in place of the one that failed before; where it is now."""
    _complete(aside)
    shutil.rmtree(places.failed, ignore_errors=True)
    places.failed.mkdir(parents=True)
    kept = places.failed / f"{number}.duckdb"
    os.replace(aside.with_suffix(".json"), kept.with_suffix(".json"))
    os.replace(aside, kept)
    return kept


def set_aside(path: Path, why: str = "damaged") -> Path:
    """Put a warehouse that is not used any more out of the way, with what DuckDB keeps beside it; where it is now."""
    aside = next(one for one in (path.with_name(f"{path.name}.{why}{n or ''}") for n in count()) if not one.exists())
    os.replace(path, aside)
    if wal(path).exists():
        os.replace(wal(path), wal(aside))
    return aside


def forget(places: Places, last: int) -> None:
    """Remove all but the last releases; never the one that is published."""
    published = places.published.resolve()
    for number in places.numbers()[: -max(last, 2)]:
        if places.kept(number).resolve() != published:
            remove(places, number)


def remove(places: Places, number: int) -> None:
    """Remove one release with its exports, manifest and morning."""
    places.kept(number).unlink()
    shutil.rmtree(places.exported(number), ignore_errors=True)
    for beside in (places.kept(number), places.morning_of(number)):
        beside.with_suffix(".json").unlink(missing_ok=True)
    places.morning_of(number).unlink(missing_ok=True)


def next_number(places: Places) -> int:
    """A number that no release here had, also where the newest are gone and only what is beside them tells."""
    folder = (path.stem for path in places.releases.glob("*.*"))
    return 1 + max((int(stem) for stem in folder if stem.isdecimal()), default=0)


def put_right(places: Places, *, to_the_last_byte: bool = False) -> str:
    """See that what is published is a whole release: where the link is gone, leads nowhere, or to a file that is
    damaged, the newest whole release takes its place. What is told of that; empty where nothing was to be done.

    Opening a file tells whether its head is whole; `to_the_last_byte`: all of it is read, too. What takes the place of
    another is always read. Raises DamagedError where no release is whole."""
    problem = _problem(places.published) or (problem_within(places.published) if to_the_last_byte else None)
    if problem is None or (not places.published.is_symlink() and not places.numbers()):
        return ""
    if places.published.is_file() and not places.published.is_symlink():
        set_aside(places.published)
    for number in reversed(places.numbers()):
        if (of_this := _problem(places.kept(number)) or problem_within(places.kept(number))) is None:
            places.building.mkdir(parents=True, exist_ok=True)
            rename(places, number)
            return f"what was published {problem}; release {number}, the newest that is whole, has taken its place"
        aside = set_aside(places.kept(number))
        problem = f"{of_this} and lies now in {aside.name}"
    places.published.unlink(missing_ok=True)
    raise DamagedError(places.published, f"no release in {places.releases} is whole")


def _problem(path: Path) -> str | None:
    """What is wrong with a release, as far as opening it tells; None where nothing is."""
    if not path.is_file():
        return "is not there"
    try:
        with Warehouse(path, read_only=True):
            return None
    except DamagedError as error:
        return f"was damaged ({error.problem})"


def problem_within(path: Path) -> str | None:
    """What is wrong with any byte of a release that can be opened; None where nothing is."""
    release = path.resolve()
    if (noted := noted_hash(release)) is not None:
        return None if hash_of(release) == noted else "was damaged (it is not what its manifest tells)"
    try:
        if not look_through(release).is_whole:
            with Warehouse(release, read_only=True) as opened:
                opened.read_all()
    except DamagedError as error:
        return f"was damaged ({error.problem})"
    return None


def _complete(path: Path) -> None:
    """See that a closed warehouse is one file, on the disk, whole, and not to be written to by mistake."""
    if wal(path).exists():
        raise WarehouseError(f"{path} was not closed properly: its write-ahead log remains")
    path.chmod(0o444)
    with path.open("rb") as file:
        os.fsync(file.fileno())
