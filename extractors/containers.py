"""What a file is, by its first bytes and what is inside, never by its name: which of `schema.containers`."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from xxgk.extractors.readers.ole import Compound
from xxgk.extractors.readers.package import Package
from xxgk.schema.containers import ZIP, Container, begun, containers, inside
from xxgk.schema.document import Unreadable, needs_libreoffice
from xxgk.schema.refusal import LIBREOFFICE

PACKAGES: Mapping[str, Callable[[bytes], tuple[str, ...]]] = {
    ZIP: lambda data: Package(data).names(),
    "compound": lambda data: Compound(data).names(),
}
"""The names of the entries of a container that others come in."""


def container(data: bytes) -> Container:
    """The kind of a file. Raises Unreadable for what is none, or of a kind that no reader reads."""
    if not data.strip():
        raise Unreadable("the file is empty")
    kind = begun(data) or next(kind for kind in containers().values() if kind.seen_in(data))
    if kind.name in PACKAGES:
        names = frozenset(name.replace("\\", "/").lstrip("/").lower() for name in PACKAGES[kind.name](data))
        kind = next((inner for inner in inside(kind.name) if inner.met_by(names)), kind)
    if kind.refused:
        raise needs_libreoffice(kind.refused) if kind.needs == LIBREOFFICE else Unreadable(kind.refused)
    return kind
