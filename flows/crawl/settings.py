"""Settings of the crawl: ``data/crawl.toml``, overridden key by key by the file that ``XXGK_SETTINGS`` names.

The contact, which every request carries, has no default: who crawls must say who they are."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

DEFAULTS = Path(__file__).resolve().parents[2] / "data" / "crawl.toml"
PRODUCT = "xxgk/0.1"


class SettingsError(Exception):
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


def load_settings(path: Path | None = None, **overrides: str | float) -> Settings:
    """The settings in force. Raises SettingsError naming the key that is wrong."""
    chosen = path or (Path(os.environ["XXGK_SETTINGS"]) if os.environ.get("XXGK_SETTINGS") else None)
    values = {**_read(DEFAULTS), **(_read(chosen) if chosen else {})}
    if os.environ.get("XXGK_CONTACT"):
        values["contact"] = os.environ["XXGK_CONTACT"]
    return _checked({**values, **overrides})


def _read(path: Path) -> Mapping[str, Any]:
    try:
        fetch = tomllib.loads(path.read_text("utf-8")).get("fetch", {})
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path}: {error}") from error
    if not isinstance(fetch, dict):
        raise SettingsError(f"{path}: [fetch] is no table")
    return fetch


def _checked(values: Mapping[str, Any]) -> Settings:
    kinds = {field.name: field.type for field in fields(Settings)}
    if unknown := sorted(set(values) - set(kinds)):
        raise SettingsError(f"unknown setting: {', '.join(unknown)}")
    for name, kind in kinds.items():
        value = values.get(name)
        good = isinstance(value, str) if kind == "str" else isinstance(value, (int, float)) and value >= 0
        if not good or isinstance(value, bool):
            raise SettingsError(f"setting {name}: {value!r} is not what it should be; see data/crawl.toml")
    if not values["contact"].strip() or not values["contact"].isascii() or not values["contact"].isprintable():
        raise SettingsError("set XXGK_CONTACT to an address or a mail address under which site owners can reach you")
    return Settings(**values)
