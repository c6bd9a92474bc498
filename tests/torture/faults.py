"""What is done to a file of a store."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from random import Random

from tests.torture.pairs import ARCHIVE, EXPORT, REMOVE, YESTERDAY, Pair
from tests.torture.world import World
from xxgk.flows.places import wal


def damage(pair: Pair, world: World, before: World) -> str:
    """Do what the pair says to one of the files of its store; what was done, empty where the store has none now.
    `before` is the world of yesterday."""
    rng = Random(f"{pair.name} file")
    files = [path for path in files_of(pair.store, world) if os.path.lexists(path)]
    if pair.fault == YESTERDAY and pair.store in (ARCHIVE, EXPORT):
        return _put_back(world.archive if pair.store == ARCHIVE else world.export, world, before)
    if not files:
        return ""
    path = rng.choice(files)
    match pair.fault:
        case _ if path.is_symlink():
            _bend(path, pair.fault, before.folder / path.relative_to(world.folder))
        case "one flipped byte":
            _edit(path, rng, flip=True)
        case "a cut file":
            _edit(path, rng, flip=False)
        case "a removed file":
            path.unlink()
        case _:
            older = before.folder / path.relative_to(world.folder)
            if not older.exists():
                return ""
            _replace(path, older)
    return f"{pair.fault}: {path.relative_to(world.folder)}"


def files_of(store: str, world: World) -> list[Path]:
    """The files of a store, in an order that is always the same."""
    match store:
        case "archive":
            return sorted(path for path in world.archive.rglob("*") if path.is_file() and path.parent.name != "new")
        case "ledger":
            return [world.ledger]
        case "working file":
            return [world.places.work]
        case "its .wal":
            return [wal(world.places.work)]
        case "release":
            return [world.places.kept(number) for number in world.places.numbers()[-2:]]
        case "link":
            return [world.warehouse]
        case _:
            latest = world.export / "parquet/latest"
            return [latest, *sorted(path for path in latest.resolve().rglob("*") if path.is_file())]


def _edit(path: Path, rng: Random, *, flip: bool) -> None:
    """One byte becomes another, or the end is cut off, in the file itself."""
    size = path.stat().st_size
    mode = path.stat().st_mode
    path.chmod(0o644)
    with path.open("r+b") as file:
        if flip and size:
            at = rng.randrange(size)
            file.seek(at)
            byte = file.read(1)[0]
            file.seek(at)
            file.write(bytes([byte ^ (1 << rng.randrange(8))]))
        else:
            file.truncate(rng.choice((0, rng.randrange(size + 1))))
    path.chmod(mode)


def _bend(link: Path, fault: str, older: Path) -> None:
    """What can happen to a link: it is gone, leads nowhere, or to what it led to yesterday."""
    target = os.readlink(older) if os.path.lexists(older) and fault == YESTERDAY else f"{os.readlink(link)}x"
    link.unlink()
    if fault != REMOVE:
        link.symlink_to(target)


def _replace(path: Path, older: Path) -> None:
    part = path.with_name(f"{path.name}.back")
    shutil.copyfile(older, part)
    os.replace(part, path)


def _put_back(folder: Path, world: World, before: World) -> str:
    """A whole folder becomes what it was yesterday."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(before.folder / folder.relative_to(world.folder), folder, symlinks=True)
    return f"{YESTERDAY}: {folder.name}"
