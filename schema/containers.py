"""The kinds of files as data: how a file is known, what its name ends in, who reads it (``schema/containers.toml``).

All that asks for signs, endings or media types of files asks here; what a file is in the end, `extractors.containers`
tells, which opens packages too.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from xxgk.schema.datafile import read_toml, understood
from xxgk.schema.refusal import LIBREOFFICE, OCR

FILE = Path(__file__).with_name("containers.toml")
HEAD = 4096
ZIP, PDF, HTML, DOC, IMAGE = "zip", "pdf", "html", "doc", "image"
"""What code asks for by name: of containers, and the reader of pictures."""
ATTACHMENT, PICTURE = "attachment", "image"
_CHOICES = {"needs": ("", OCR, LIBREOFFICE), "linked_as": ("", ATTACHMENT, PICTURE)}


@dataclass(frozen=True, slots=True)
class Container:
    """A kind of files.

    A file is of it that begins with one of `begins` (white space before it passed by, unless these must stand `first`),
    or holds one within the first `within` bytes; or that is of the kind `inside`, with an entry of each group of
    `holds` (in small letters; a folder ends in ``/``); or in whose first `HEAD` bytes the pattern `looks` is found: in
    UTF-16 too where it is `wide`, and up to the byte `to`.

    `endings` are those of file names, the usual one first, and `linked_as` what a link to such a name in a report's
    page leads to (an ``attachment``, an ``image``; empty: nothing is told by it). `reader` names an entry of
    `extractors.readers.dispatch`; where there is none, `refused` is what a person is told, if the file can be known
    at all. `layout` is what its tables are called where it draws them itself and keeps all of them. `needs` is what
    must be installed to read it, ``ocr`` or ``libreoffice``. A file of `frames` may hold several pictures."""

    name: str
    begins: tuple[bytes, ...] = ()
    first: bool = False
    within: int = 0
    inside: str = ""
    holds: tuple[tuple[str, ...], ...] = ()
    looks: re.Pattern[bytes] | None = None
    wide: bool = False
    to: int = HEAD
    endings: tuple[str, ...] = ()
    linked_as: str = ""
    media_type: str = ""
    reader: str = ""
    layout: str = ""
    refused: str = ""
    needs: str = ""
    frames: bool = False

    def begun_by(self, data: bytes) -> bool:
        """Whether bytes begin like a file of this kind."""
        if self.within:
            return any(sign in data[: self.within] for sign in self.begins)
        return (data if self.first else data[:HEAD].lstrip()).startswith(self.begins)

    def met_by(self, names: Collection[str]) -> bool:
        """Whether a package with entries of these names, in small letters, is of this kind."""
        return all(any(_is_among(entry, names) for entry in group) for group in self.holds)

    def seen_in(self, data: bytes) -> bool:
        """Whether bytes that are text look like this kind."""
        if self.looks is None:
            return False
        head = data[:HEAD]
        return bool(
            self.looks.search(head.replace(b"\x00", b"") if self.wide else head)
            or (self.to > HEAD and self.looks.search(data[HEAD : self.to]))
        )


def _is_among(entry: str, names: Collection[str]) -> bool:
    return any(name.startswith(entry) for name in names) if entry.endswith("/") else entry in names


@cache
def containers() -> Mapping[str, Container]:
    """The kinds of files by name, in the order in which they are asked for. Raises DataError."""
    return {name: _container(name, dict(entry)) for name, entry in read_toml(FILE).data.items()}


def _container(name: str, entry: dict[str, Any]) -> Container:
    with understood(f"{FILE}: [{name}]"):
        for key, choices in _CHOICES.items():
            if entry.get(key, "") not in choices:
                raise ValueError(f"{key} is one of {', '.join(choices[1:])}")
        begins = tuple(sign.encode("latin-1") for sign in entry.pop("begins", ()))
        holds = tuple(map(tuple, entry.pop("holds", ())))
        looks = re.compile(entry.pop("looks").encode("latin-1")) if "looks" in entry else None
        endings = tuple(entry.pop("endings", ()))
        return Container(name, begins, holds=holds, looks=looks, endings=endings, **entry)


def begun(data: bytes) -> Container | None:
    """The kind of file that bytes begin as: that of the package where several kinds come in one, None for text."""
    return next((kind for kind in _with_signs() if kind.begun_by(data)), None)


@cache
def _with_signs() -> tuple[Container, ...]:
    return tuple(kind for kind in containers().values() if kind.begins)


def inside(package: str) -> Iterator[Container]:
    """The kinds that come in a package."""
    return (kind for kind in containers().values() if kind.inside == package)


def endings(linked_as: str, *, read: bool = False) -> tuple[str, ...]:
    """What the names of attachments, or of images, end in; with `read` only of kinds that can be read, be it by what
    must be installed beside."""
    kinds = (kind for kind in containers().values() if kind.linked_as == linked_as)
    return tuple(ending for kind in kinds if kind.reader or kind.needs or not read for ending in kind.endings)


def media_type(name: str) -> str:
    """The media type of a container."""
    return containers()[name].media_type


def is_style_sheet(source: str) -> bool:
    """Whether an address or path is that of a style sheet: no file of its own, but what decides how a page is seen.
    Nothing in its bytes says so."""
    return source.partition("#")[0].partition("?")[0].lower().endswith(".css")
