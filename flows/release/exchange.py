"""Exports that are exchanged whole: each in a folder of its own, ``FORMAT/RELEASE``, with a manifest, and the link
``FORMAT/latest`` that leads to the newest, replaced by one rename.

Whoever follows the link once (the folder that it leads to stays for the next export) has the tables of one release.
Parquet files bear the number of the release in their names, so that a reader that comes by the link while it is
replaced finds no mixture: what it listed is not there any more, and it is told so."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path

from xxgk.flows.mishaps import naming
from xxgk.flows.places import sync
from xxgk.flows.release.datapackage import PACKAGE
from xxgk.flows.release.export import Export, write
from xxgk.flows.warehouse.warehouse import Warehouse, now

LATEST, MANIFEST = "latest", "manifest.json"

_OURS = re.compile(r"\d+(?:-\d+)?")
_RELEASE = "SELECT coalesce(max(release), 0), CAST(max(built_at) AS VARCHAR) FROM release"


def exchange(warehouse: Warehouse, asked: Export) -> Iterator[str]:
    """Write the tables that are asked for into a folder of their own and put it in the place of the export before; a
    line told for each. Raises WarehouseError where `flows.release.export.write` does; the export before then stays."""
    release, built_at = warehouse.query(_RELEASE).rows[0] if "release" in warehouse.tables() else (0, None)
    to = asked.to / asked.format
    asked.to.mkdir(parents=True, exist_ok=True)
    again = max((again for number, again in _numbers(to) if number == release), default=0) + 1
    name = str(release) if again == 1 else f"{release}-{again}"
    part = to / f".{name}.part"
    shutil.rmtree(part, ignore_errors=True)
    lines = list(write(warehouse, replace(asked, to=part, release=release)))
    tables = sorted(path.name for path in part.iterdir() if path.name != PACKAGE)
    about = {"release": release, "built_at": built_at, "exported_at": f"{now():%Y-%m-%d %H:%M:%S}", "files": tables}
    with naming(part):
        (part / MANIFEST).write_text(json.dumps(about, ensure_ascii=False, indent=1) + "\n", "utf-8")
    os.replace(part, to / name)
    before = (to / LATEST).resolve().name
    link = to / f".{name}.link"
    link.unlink(missing_ok=True)
    link.symlink_to(name)
    os.replace(link, to / LATEST)
    sync(to)
    _forget(to, {name, before})
    yield from (line.replace(str(part), str(to / name), 1) for line in lines)


def _forget(to: Path, kept: Collection[str]) -> None:
    """Remove all exports but the newest and the one before, which a reader may be in the middle of; by what the link
    led to, since a warehouse that was rebuilt counts its releases anew. Nothing that is not ours."""
    for path in _numbers(to).values():
        if path.name not in kept:
            shutil.rmtree(path)


def _numbers(to: Path) -> dict[tuple[int, int], Path]:
    """The exports in a folder by their release, and by how often that was exported."""
    found: dict[tuple[int, int], Path] = {}
    for path in to.glob("[0-9]*"):
        if _OURS.fullmatch(path.name) and (path / MANIFEST).is_file():
            release, _, again = path.name.partition("-")
            found[int(release), int(again or 1)] = path
    return found
