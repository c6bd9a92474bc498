"""What comes out of documents and sites, made inert where it leaves the program: it commands no terminal, turns the
order of no line, and is no formula in a spreadsheet."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

UNSEEN = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ud800-\udfff]")
"""Characters that command a terminal (control characters but tab and line end, those of C1 too), turn the order of
writing, or are none (halves of a pair)."""

FORMULA = "^(?:[\t\r]|[\\s\x0b\x1c-\x1f\u0085\u00a0\u200b\u3000\ufeff]*[=+\\-@＝＋－＠]).".replace(".", "(?s:.)")
"""A regular expression for text that a spreadsheet may run: blanks of any kind before the sign do not stop it. A sign
alone is none. The same for Python and DuckDB."""

_FORMULA = re.compile(FORMULA)


def escaped(text: str) -> str:
    """Text with its unseen characters written as Python and JSON write them (``\\x1b``, ``\\u202e``)."""
    return UNSEEN.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)


def inert(text: str) -> str:
    """Text that a spreadsheet takes for text, an apostrophe before it where it would run."""
    return f"'{text}" if _FORMULA.match(text) else text


def printable(text: str) -> str:
    """Text that every encoding can carry: bytes of a file name or a page that are no characters show as U+FFFD."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace") if not text.isascii() else text


def json_line(value: object, default: Callable[[object], object] | None = None) -> str:
    """One line of JSON that is readable in every script and has no unseen character; it says the same as before."""
    return UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False, default=default))
