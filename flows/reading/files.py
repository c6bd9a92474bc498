"""Files to be ingested: found, measured and hashed without being held in memory.

A page that a browser saved whole stands beside a folder of its name (``report.html``, ``report_files``): pictures and
documents in there are parts of the page, as are its style sheets; its scripts are nobody's."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TypeVar

from xxgk.flows.crawl.kept.packed import is_packed, read, size_of
from xxgk.schema.containers import ATTACHMENT, HTML, PICTURE, containers, endings, is_style_sheet
from xxgk.schema.document import LARGEST
from xxgk.schema.inert import printable

_BESIDE = ("_files", ".files")
_SMALLEST_PICTURE = 8 << 10
"""Bytes; a picture of a table is never smaller, the ornaments of a page mostly are."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True, order=True)
class File:
    """A file as found. `source` is its path or address as it was given, fit to be printed and stored (`path` may hold
    bytes that are not).

    With `parts` it is the main document of a publication: what was published beside it as the same report, in order.
    `first_seen_at` is when a crawl first met that publication there (UTC, without zone); it orders its revisions.
    `site_of` is the agency whose own site the host is, empty where it is that of several, None where that is not
    known. `within` is the folder, its links followed, that the file must lie in: a link may lead anywhere, and what was
    handed in is that folder. Empty for a file that was itself named."""

    source: str
    path: str
    parts: tuple[File, ...] = ()
    first_seen_at: datetime | None = field(default=None, compare=False)
    within: str = field(default="", compare=False)
    site_of: str | None = field(default=None, compare=False)

    @property
    def documents(self) -> tuple[File, ...]:
        """The main document and its parts."""
        return (self, *self.parts)


@dataclass(frozen=True, slots=True)
class Examined:
    """What is known of a file before it is read: hash and size, or the `problem` why it is not read."""

    sha256: str | None
    size: int
    problem: str | None = None


def find_files(paths: Iterable[str | Path], but: Iterable[Path] = ()) -> list[File]:
    """The files named, and all files in the folders named, in alphabetical order, each path once.

    In folders names that begin with a dot are left out, links to folders are not followed, and what `but` names is
    passed by: the program's own files, where they stand below a folder that was named. A path that does not exist is
    returned like a file: that it cannot be opened is its outcome. So is a link that leads out of the folder that was
    named, or out of that of a page with what was saved beside it, and a folder that cannot be opened."""
    apart = {os.path.join(os.path.realpath(path.parent), path.name) for path in but}
    found: set[File] = set()
    for given in map(str, paths):
        within = os.path.realpath(given) if Path(given).is_dir() else ""
        for path in _walk(given, apart):
            beside = within or os.path.realpath(Path(path).parent)
            found.add(_file(path, _saved_with(path, beside), within=within, beside=beside))
    return sorted(found)


def one_publication(paths: Iterable[str | Path]) -> File:
    """The files named as one publication: the first is the main document, the others are its parts, in this order."""
    main, *parts = map(str, paths)
    return _file(main, parts)


def examine(file: File, most: int = LARGEST) -> Examined:
    """Hash and size of a file, read in pieces; of one that the archive packed, those of what is in it. A pipe or a
    device is a problem, not something to wait for; of a file of more than `most` bytes nothing is read."""
    try:
        if file.within and not _lies_in(file.path, file.within):
            return Examined(None, 0, "a link that leads out of its folder")
        if Path(file.path).is_dir():
            os.scandir(file.path).close()  # one that cannot be opened says why
        if not Path(file.path).is_file():
            return Examined(None, 0, "no regular file" if Path(file.path).exists() else "no such file")
        packed = is_packed(Path(file.path))
        if (size := size_of(Path(file.path)) if packed else Path(file.path).stat().st_size) > most:
            return Examined(None, size, f"larger than {most / (1 << 20):g} MiB ({size:,} bytes)")
        if packed:
            body = read(Path(file.path))
            return Examined(hashlib.sha256(body).hexdigest(), len(body))
        with Path(file.path).open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
            return Examined(digest, stream.tell())
    except OSError as error:
        return Examined(None, 0, f"cannot be opened: {error.strerror or error}")


def batched(things: Iterable[T], size: int) -> Iterator[Sequence[T]]:
    """Pieces of at most `size`."""
    iterator = iter(things)
    while batch := tuple(islice(iterator, size)):
        yield batch


def _walk(path: str, apart: Container[str]) -> Iterator[str]:
    if not Path(path).is_dir():
        yield path
        return
    closed: list[OSError] = []
    for folder, folders, names in os.walk(path, onerror=closed.append):
        own = {page.rpartition(".")[0] + ending for page in names if _is_page(page) for ending in _BESIDE}
        here = os.path.realpath(folder)
        passed = {name for name in (*folders, *names) if name.startswith(".") or os.path.join(here, name) in apart}
        folders[:] = [name for name in folders if name not in own | passed]
        links = (name for name in folders if os.path.islink(os.path.join(folder, name)))
        out = [name for name in links if not _lies_in(os.path.join(folder, name), os.path.realpath(path))]
        yield from (str(Path(folder, name)) for name in (*names, *out) if name not in passed)
    yield from (str(error.filename) for error in closed)


def _lies_in(path: str, folder: str) -> bool:
    """Whether a path lies in a folder (given without links) when its links are followed."""
    return os.path.commonpath((os.path.realpath(path), folder)) == folder


def _file(path: str, parts: Iterable[str], *, within: str = "", beside: str = "") -> File:
    found = tuple(File(printable(part), part, within=beside) for part in parts)
    return File(printable(path), path, found, within=within)


def _is_page(name: str) -> bool:
    return _ending(name) in containers()[HTML].endings


def _saved_with(path: str, within: str) -> list[str]:
    """What a browser saved beside a page as part of it, in alphabetical order, style sheets last; of a folder
    elsewhere, or one that cannot be opened, only its name."""
    if not _is_page(path):
        return []
    found = (name for ending in _BESIDE for name in _in_folder(Path(path.rpartition(".")[0] + ending), within))
    return sorted(found, key=lambda name: (is_style_sheet(name), name))


def _in_folder(folder: Path, within: str) -> list[str]:
    try:
        if not folder.is_dir():
            return []
        if not _lies_in(str(folder), within):
            return [str(folder)]
        return [str(file) for file in folder.iterdir() if file.is_file() and _may_tell(file)]
    except OSError as error:
        return [] if error.errno == errno.ENAMETOOLONG else [str(folder)]


def _may_tell(file: Path) -> bool:
    if _is_page(file.name) or is_style_sheet(file.name) or _ending(file.name) in endings(ATTACHMENT, read=True):
        return True
    return _ending(file.name) in endings(PICTURE, read=True) and file.stat().st_size >= _SMALLEST_PICTURE


def _ending(name: str) -> str:
    """What follows the last dot of a file's name, in small letters; empty where there is none."""
    return name.lower().rpartition(".")[2] if "." in name else ""
