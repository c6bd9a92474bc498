"""What a limit is, for those who keep one and for the page that tells them to people (docs/limits.md)."""

from __future__ import annotations

from typing import NamedTuple

BYTES, NUMBER = "bytes", ""


class Limit(NamedTuple):
    """A limit: how much, of what, in which unit."""

    value: float
    what: str
    unit: str = NUMBER

    @property
    def figure(self) -> str:
        """Its value as a person reads it."""
        if self.unit == BYTES:
            power, name = (30, "GB") if self.value >= 1 << 30 else (20, "MB")
            return f"{self.value / (1 << power):g} {name}"
        return f"{self.value:,}".removesuffix(".0") + (f" {self.unit}" if self.unit else "")


LimitTable = dict[str, tuple[Limit, ...]]
"""Limits by the title under which a person finds them. A reader that has some says so in a `LIMITS` of its room, where
`flows.answers.limits` finds them."""
