"""What a reading process may open, as paths: what the interpreter and its packages need, what LibreOffice needs, the
documents that are to be read, and a folder of its own. Everything else, a home directory above all, is closed to it
where the system can close it (`flows.reading.walls`)."""

from __future__ import annotations

import os
import shutil
import sys
import sysconfig
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from xxgk.flows.reading.files import File
from xxgk.schema.regions import folders

_SYSTEM = (
    *("/usr", "/lib", "/lib32", "/lib64", "/bin", "/sbin", "/opt/libreoffice", "/nix/store"),
    *("/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/alternatives"),
    *("/etc/localtime", "/etc/timezone", "/etc/locale.alias", "/etc/passwd", "/etc/nsswitch.conf", "/etc/mime.types"),
    *("/etc/fonts", "/var/cache/fontconfig", "/etc/libreoffice", "/var/lib/libreoffice", "/var/spool/libreoffice"),
    *("/proc/cpuinfo", "/proc/meminfo", "/proc/sys/vm/overcommit_memory", "/sys/devices/system/cpu"),
)
"""Of the system: libraries and programs, fonts, the time zone, what the processor can do. Those that a system lacks are
passed over."""

_OURS = ("xxgk.schema", "xxgk.extractors", "xxgk.flows")


class Rooms(NamedTuple):
    """Paths of files and folders that a process may read, and of folders in which it may write; `own` is the folder for
    all that it makes meanwhile."""

    own: str
    reads: tuple[str, ...]
    writes: tuple[str, ...]


def rooms(reads: Iterable[str | Path], writes: Iterable[str | Path]) -> Rooms:
    """The rooms of one more process, whose own folder is made for it."""
    own = tempfile.mkdtemp(prefix="xxgk-reading-")
    return Rooms(own, (*_needed(tuple(sys.path)), *map(str, reads)), tuple(map(str, writes)))


def leave(rooms: Rooms) -> None:
    """Remove the folder of a process that has ended."""
    shutil.rmtree(rooms.own, ignore_errors=True)


def documents(files: Iterable[File]) -> tuple[str, ...]:
    """The folders that were handed in, and the files of none, each once."""
    return tuple(dict.fromkeys(path for file in files for path in _of_file(file)))


def _of_file(file: File) -> Iterator[str]:
    if file.within:
        yield file.within
    else:
        yield from (one.path for one in file.documents)


@cache
def _needed(path: Sequence[str]) -> tuple[str, ...]:
    """What every reading process needs; `path`: where modules are looked for."""
    libraries = [str(Path(prefix, "lib")) for prefix in (sys.prefix, sys.base_prefix, sys.exec_prefix)]
    specs = filter(None, map(find_spec, _OURS))
    packages = [place for spec in specs for place in spec.submodule_search_locations or ()]
    paths = sysconfig.get_paths()
    python = [paths[name] for name in ("stdlib", "platstdlib", "purelib", "platlib")]
    named = [entry for entry in path if entry and not _holds_home(entry)]
    linked = [place for folder in (*python[2:], *named) for place in _linked(folder)]
    return tuple(dict.fromkeys([*_SYSTEM, *libraries, *python, *named, *packages, *linked, *map(str, folders())]))


def _linked(folder: str) -> list[str]:
    """Packages of a folder that are links into another: some installers keep one copy for many environments."""
    try:
        with os.scandir(folder) as found:
            return [os.path.realpath(one.path) for one in found if one.is_symlink()]
    except OSError:
        return []


def _holds_home(folder: str) -> bool:
    """Whether a folder is somebody's home, or has it inside."""
    return Path.home().resolve().is_relative_to(Path(folder).resolve())
