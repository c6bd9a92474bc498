"""``datapackage.json`` of an export: a Frictionless data package that says what each file holds, column by column, with
sizes and checksums, so that other programs open the export without us."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from xxgk.flows.mishaps import naming
from xxgk.flows.release.labels import EN, ZH, label

PACKAGE = "datapackage.json"
LICENCE = {"name": "MIT", "title": "MIT License, for the compilation; what the agencies published is theirs"}
_TYPES = {
    "VARCHAR": "string",
    "BOOLEAN": "boolean",
    "DOUBLE": "number",
    "FLOAT": "number",
    "DATE": "date",
    "TIMESTAMP": "datetime",
    "JSON": "string",
}
_HIVE = "year"


def write_package(
    folder: Path, described: Mapping[str, tuple[str, Sequence[tuple[str, str, str]]]], release: int
) -> None:
    """Describe the files in `folder`. `described`: comment and columns (name, type, comment) by table; a file belongs
    to the table of its name, one in a folder to the table of that name."""
    files: dict[str, list[Path]] = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        files.setdefault(path.relative_to(folder).parts[0].partition(".")[0], []).append(path)
    told = {
        "profile": "data-package",
        "name": "xxgk",
        "title": "Annual reports on government information disclosure (政府信息公开工作年度报告)",
        "version": str(release),
        "licenses": [LICENCE],
        "resources": [
            _resource(folder, name, paths, *described.get(name, ("", ()))) for name, paths in sorted(files.items())
        ],
    }
    with naming(folder):
        (folder / PACKAGE).write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _resource(
    folder: Path, name: str, paths: Sequence[Path], comment: str, columns: Iterable[tuple[str, str, str]]
) -> dict[str, Any]:
    places = [path.relative_to(folder).as_posix() for path in paths]
    parted = f"/{_HIVE}=" in places[0]
    fields = [_field(*column) for column in columns]
    return {
        "name": name,
        "title": label(name, comment, ZH),
        "description": comment,
        "path": places if len(places) > 1 or parted else places[0],
        "format": paths[0].suffix.removeprefix("."),
        "bytes": sum(path.stat().st_size for path in paths),
        "files": [
            {"path": place, "hash": f"sha256:{_sha256(path)}"} for place, path in zip(places, paths, strict=True)
        ],
        **({"partitioned_by": [_HIVE]} if parted else {}),
        **({"schema": {"fields": fields}} if fields else {}),
    }


def _field(name: str, kind: str, comment: str) -> dict[str, str]:
    plain = _TYPES.get(kind.partition("(")[0], "integer" if "INT" in kind else "any")
    return {
        "name": name,
        "type": "array" if kind.endswith("]") else plain,
        "title": label(name, comment, ZH),
        "title_en": label(name, comment, EN),
        "description": comment,
    }


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
