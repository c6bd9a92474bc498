"""What the program is: its version and a digest of everything that decides what a warehouse holds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from xxgk.schema.regions import folders

ROOT = Path(__file__).resolve().parents[1]
DECIDING = (
    ("schema", "*"),
    ("extractors", "*.py"),
    ("flows", "*.py"),
    ("flows", "*.toml"),
    ("sql", "*.sql"),
    ("data", "*.csv"),
    ("data", "*.toml"),
)


READING = (
    ("schema", "*"),
    ("extractors", "*.py"),
    *(("data", f"{name}.csv") for name in ("agencies", "central_organs", "organ_aliases", "organs", "vertical_organs")),
    *(("data", f"{name}.csv") for name in ("regions", "region_aliases", "townships", "zones")),
    *(("data", f"{name}.csv") for name in ("area_codes", "host_regions", "postcodes")),
)
"""What decides what a document says."""

FACTS = ("expected.csv", "population.csv")
"""Files of one's own that decide nothing of what a document says."""


@cache
def number() -> str:
    """The number of this version, ``0.2.0``; 0 where the package is not installed."""
    try:
        return version("xxgk")
    except PackageNotFoundError:
        return "0"


@cache
def code_version() -> str:
    """For example ``0.1.0+3f9c0a62d1b7``: the same string, the same code, forms, registries and SQL; from the files
    themselves, so that an installation without its repository knows it too."""
    return f"{number()}+{_digest(DECIDING)}"


@cache
def extractor_version() -> str:
    """The same string, the same readings of the same documents."""
    return _digest(READING)


def files_of(deciding: Iterable[tuple[str, str]]) -> list[Path]:
    """The files of this program that patterns name, in order."""
    files = {path for folder, pattern in deciding for path in (ROOT / folder).rglob(pattern) if path.is_file()}
    return sorted(path for path in files if not {"__pycache__", "samples"}.intersection(path.parts))


def _digest(deciding: Iterable[tuple[str, str]]) -> str:
    digest = hashlib.sha256()
    for path in files_of(deciding):
        digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    own = {path for folder in folders()[1:] for path in folder.glob("*.csv")}
    for path in sorted(path for path in own if deciding is not READING or path.name not in FACTS):
        digest.update(f"{path.name}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:12]
