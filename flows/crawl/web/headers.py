"""Headers as they really come."""

from __future__ import annotations

from datetime import datetime
from email.utils import parsedate_to_datetime


def retry_after(value: bytes, now: datetime) -> float:
    """Seconds to wait, from either form of the header."""
    said = text(value).strip()
    if said.isascii() and said.isdigit():
        return float(min(int(said[:10]), 10**9))
    try:
        return max(0.0, (parsedate_to_datetime(said) - now).total_seconds()) if said else 0.0
    except (TypeError, ValueError, OverflowError):
        return 0.0


def text(value: bytes) -> str:
    """A header's value: UTF-8 or, as many sites send it, GB18030."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("gb18030", "replace")
