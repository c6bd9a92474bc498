"""Archives that a site attaches: their documents are parts of the report, each kept by its own bytes.

One archive may hold the reports of sixteen offices. Unpacked, each of them is read and traced like any other part.
"""

from __future__ import annotations

from xxgk.extractors.containers import container
from xxgk.extractors.readers.package import Package
from xxgk.flows.crawl.pages.children import has_ending
from xxgk.schema.containers import ZIP
from xxgk.schema.document import Unreadable

LARGEST = 128 << 20
"""Bytes of all members that are taken out of one archive."""

_LITTER = ("__macosx/", "/.", "thumbs.db")


def members(data: bytes, most: int) -> tuple[tuple[str, bytes], ...]:
    """Name and bytes of the documents in a zip archive that is none itself, in its order; nothing for other bytes, for
    what cannot be opened, and for an archive of one document, which is read as it is. Never raises."""
    try:
        if container(data).name != ZIP:
            return ()
        package = Package(data)
        names = [(name, shown) for name, shown in package.members() if _is_document(shown)][:most]
        found, total = [], 0
        for name, shown in names if len(names) > 1 else ():
            content = package.part(name) or b""
            total += len(content)
            if total > LARGEST:
                break
            found.append((shown, content))
    except Unreadable:
        return ()
    return tuple(found)


def _is_document(name: str) -> bool:
    return not any(litter in f"/{name.lower()}" for litter in _LITTER) and has_ending(name)
