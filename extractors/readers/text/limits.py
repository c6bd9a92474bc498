"""The limits of plain text."""

from __future__ import annotations

from xxgk.extractors.readers.text import reader as text
from xxgk.schema.limits import BYTES, Limit, LimitTable

LIMITS: LimitTable = {
    "Text and Markdown": (Limit(text.MOST_BYTES, "a text", BYTES),),
}
