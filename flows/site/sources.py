"""The documents beside their figures: each made harmless once, in a process that may be ended, and kept by its hash."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from xxgk.flows.crawl.kept.archive import Archive
from xxgk.flows.reading.apart import ask
from xxgk.flows.reading.extractor import shown_document
from xxgk.flows.site.folder import SiteFolder
from xxgk.flows.version import extractor_version
from xxgk.flows.warehouse.warehouse import Warehouse, read_sql

LACKING = "lacking"
"""The kind of a document that cannot be shown, with the reason."""

AT_ONCE = 200
"""Documents that one process shows before another takes over."""

PlacesIn = Mapping[str, Sequence[str]]
"""By the hash of a document the kinds and pages of its places."""


def write_sources(warehouse: Warehouse, archive: Archive, folder: SiteFolder) -> None:
    """Write ``data/d/SHA256.js`` for each document of a current figure, and the pictures of its pages. One that stands
    already and was made by the same reader for the same places stays."""
    wanted: dict[str, Sequence[str]] = {}
    for sha256, places in warehouse.query(read_sql("site/100_document.sql")).rows:
        if not folder.stands(name_of(sha256), f"{extractor_version()} {' '.join(places)}"):
            wanted[sha256] = places
        else:
            folder.keep_beside(name_of(sha256))
    hashes = list(wanted)
    for first in range(0, len(hashes), AT_ONCE):
        _write(archive, folder, {sha256: wanted[sha256] for sha256 in hashes[first : first + AT_ONCE]})


def name_of(sha256: str) -> str:
    """The name of the script that holds a document."""
    return f"d/{sha256[:2]}/{sha256}"


def _write(archive: Archive, folder: SiteFolder, wanted: PlacesIn) -> None:
    archive.fetch(str(archive.path(sha256)) for sha256 in wanted)
    kept = {sha256: path for sha256 in wanted if (path := archive.path(sha256)).is_file()}
    for sha256 in wanted.keys() - kept.keys():
        folder.data(name_of(sha256), {"kind": LACKING, "reason": ""})
    answers = ask(partial(told_of, places=wanted), list(map(str, kept.values())))
    for (sha256, path), answer in zip(kept.items(), answers, strict=True):
        if not answer.is_read:
            folder.data(name_of(sha256), {"kind": LACKING, "reason": answer.text.partition(f"{path.name}: ")[2]})
            continue
        told: dict[str, Any] = json.loads(answer.text)
        for page in told["pages"]:
            page["picture"] = f"{name_of(sha256)}-p{page['number']}.png"
            folder.picture(page["picture"], b64decode(page.pop("png")))
        folder.data(name_of(sha256), told)


def told_of(document: bytes, path: str, places: PlacesIn) -> str:
    """A document as it is shown, as JSON; what the reading process does. Raises Unreadable."""
    one = shown_document(document, places[Path(path).stem])
    pages = [
        {"number": page.number, "width": page.width, "height": page.height, "png": b64encode(page.png).decode()}
        for page in one.pages
    ]
    return json.dumps({"kind": one.kind, "markup": one.markup, "lines": one.lines, "pages": pages}, ensure_ascii=False)
