"""Settings of the crawl: ``data/crawl.toml``, overridden key by key by the file that ``XXGK_SETTINGS`` names.

The contact, which every request carries, has no default: who crawls must say who they are."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from xxgk.flows.version import number
from xxgk.schema.datafile import Toml, read_toml
from xxgk.schema.errors import DataError

DEFAULTS = Path(__file__).resolve().parents[2] / "data" / "crawl.toml"
PRODUCT = f"xxgk/{number()}"
_CONTACT = re.compile(r"https?://[!-~]+|(mailto:)?[!-?A-~]++@[!-~]+")


class SettingsError(DataError):
    """A setting is missing or not of its kind; the message is fit to be shown to a person."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How to crawl; each key is explained in ``data/crawl.toml``. Seconds and bytes."""

    contact: str
    longest_delay: float
    connect_seconds: float
    read_seconds: float
    total_seconds: float
    largest: int
    attempts: int
    backoff: float
    longest_wait: float
    redirects: int
    failures: int
    connections: int

    @property
    def user_agent(self) -> str:
        """Who asks, and how to reach them."""
        return f"{PRODUCT} (+{self.contact})"


@dataclass(frozen=True, slots=True)
class Policy:
    """When to look again; each key is explained in ``data/crawl.toml``. Days."""

    season: tuple[int, ...]
    publishers_first: tuple[int, ...]
    season_days: float
    listing_days: float
    settled_days: float
    young_days: float
    growth: float
    longest_days: float
    blocked_days: float
    failed_days: float
    shrunken: float
    failed_share: float
    part_tries: int
    requests_days: float


@dataclass(frozen=True, slots=True)
class Caps:
    """What a night may cost; each key is explained in ``data/crawl.toml``."""

    window: tuple[int, ...]
    hours: float
    requests: int
    bytes: int
    host_requests: int
    host_bytes: int
    host_reports: int
    listing_reports: int
    load_every: float


@dataclass(frozen=True, slots=True)
class Growth:
    """How columns are searched for; each key is explained in ``data/crawl.toml``. Days."""

    regions: tuple[str, ...]
    requests: int
    host_requests: int
    again_days: float
    stale_days: float


def load_growth(path: Path | None = None) -> Growth:
    """How columns are searched for, as it is in force. Raises SettingsError naming file, line and key of what is
    wrong."""
    values = _checked(Growth, "growth", path, {})
    return Growth(**{**values, "regions": tuple(values["regions"])})


def load_caps(path: Path | None = None, **overrides: float) -> Caps:
    """What a night may cost, as it is in force. Raises SettingsError naming file, line and key of what is wrong."""
    values = _checked(Caps, "night", path, overrides)
    window = tuple(values["window"])
    if len(window) != 2 or not all(isinstance(hour, int) and hour < 24 for hour in window) or window[0] == window[1]:
        raise SettingsError("window, in [night]: give the first and the last hour of the night in China, [20, 8]")
    return Caps(**{**values, "window": window})


def load_settings(path: Path | None = None, **overrides: str | float) -> Settings:
    """The settings in force. Raises SettingsError naming file, line and key of what is wrong."""
    given = {"contact": os.environ["XXGK_CONTACT"]} if os.environ.get("XXGK_CONTACT") else {}
    values = _checked(Settings, "fetch", path, {**given, **overrides})
    if not _CONTACT.fullmatch(values["contact"]):
        raise SettingsError("set XXGK_CONTACT to a web address or a mail address under which site owners can reach you")
    return Settings(**values)


def load_policy(path: Path | None = None) -> Policy:
    """When to look again, as it is in force. Raises SettingsError naming file, line and key of what is wrong."""
    values = _checked(Policy, "policy", path, {})
    return Policy(**{**values, **{name: tuple(values[name]) for name in ("season", "publishers_first")}})


def _checked(record: type, section: str, path: Path | None, overrides: dict[str, Any]) -> dict[str, Any]:
    """The values of a section of the shipped file, under those of the operator's own, under the overrides; each of its
    kind and none too many."""
    kinds = {field.name: str(field.type) for field in fields(record)}
    values: dict[str, Any] = {}
    for file in _files(path):
        given = file.data.get(section, {})
        if not isinstance(given, dict):
            raise SettingsError(f"{file.at(section)}: [{section}] is no table")
        for name in sorted(given, key=kinds.__contains__):  # what is unknown first
            _check(file.at(rf"{name}\s*="), name, given[name], kinds)
        values |= given
    for name, value in overrides.items():
        _check("as it was given", name, value, kinds)
    values |= overrides
    if lacking := kinds.keys() - values:
        raise SettingsError(f"{DEFAULTS}: {sorted(lacking)[0]} is missing")
    return values


_SECTIONS = frozenset({"fetch", "policy", "night", "growth"})


def _files(path: Path | None) -> Iterator[Toml]:
    chosen = path or (Path(os.environ["XXGK_SETTINGS"]) if os.environ.get("XXGK_SETTINGS") else None)
    for file in filter(None, (DEFAULTS, chosen)):
        read = read_toml(file, SettingsError)
        if unknown := sorted(read.data.keys() - _SECTIONS):
            raise SettingsError(
                f"{read.at(rf'.?{unknown[0]}')}: {unknown[0]} is unknown; there are "
                "[fetch], [policy], [night] and [growth]"
            )
        yield read


def _check(where: str, name: str, value: object, kinds: Mapping[str, str]) -> None:
    if name not in kinds:
        raise SettingsError(f"{where}: unknown setting: {name}")
    if not _KINDS[kinds[name]](value):
        raise SettingsError(f"{where}: setting {name}: {value!r} is not what it should be; see data/crawl.toml")


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and value >= 0


_KINDS: dict[str, Callable[[object], bool]] = {
    "str": lambda value: isinstance(value, str),
    "int": lambda value: _is_number(value) and isinstance(value, int),
    "float": _is_number,
    "tuple[str, ...]": lambda value: isinstance(value, list) and all(isinstance(one, str) for one in value),
    "tuple[int, ...]": lambda value: isinstance(value, list) and all(map(_is_number, value)),
}
