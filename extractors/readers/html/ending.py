"""Whether the source of a page ends where the page does.

A page whose transfer broke off, or that a program cut at a length, ends wherever that was: inside a tag, a word, the
figure of a cell. Many whole pages lack their last tags, too, so that the absence of ``</html>`` proves nothing; what is
proof is an end inside something that only its own end would close.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Ending(NamedTuple):
    """How a source ends. `cut` says inside what it breaks off, empty where nothing shows that it does; `in_cell`: the
    last cell of a table is still open; `in_text`: so is the last line of its print; `lacks_end`: there is no
    ``</html>`` or ``</body>`` where one is to be expected."""

    cut: str = ""
    in_cell: bool = False
    in_text: bool = False
    lacks_end: bool = False


WHOLE = Ending()

_CLOSED = re.compile(rb"</(?:html|body)\b")
_OPENED = re.compile(rb"<(?:html|body)\b")
_CELLS = re.compile(rb"<(?:td|th|tr)\b")
_UNCLOSED = re.compile(rb"<(?:(!--)|(script|style|textarea)\b)")
_SILENCED = {b"!--": re.compile(rb"-->")} | {
    name: re.compile(rb"</%b\b[^<>]*+>" % name) for name in (b"script", b"style", b"textarea")
}
_PART = re.compile(rb"<(/?)(table|tr|td|th)\b")
_TAG_BEGUN = re.compile(rb"<(?:[a-z/!?][^<>]*)?\Z")
_ENTITY_BEGUN = re.compile(rb"&#?[a-z0-9]*\Z")
_LAST_TAG = re.compile(rb"<(/?)([a-z][a-z0-9:]*+)[^<>]*+>([^<>]*+)\Z")
_VOID = frozenset(
    (b"br", b"hr", b"img", b"input", b"meta", b"link", b"wbr", b"col", b"area", b"base", b"embed", b"param")
)


def ending_of(lower: bytes) -> Ending:
    """How the source of a page ends; `lower` is it in lower case, in any character set that keeps ASCII."""
    last = max((found.start() for found in _CLOSED.finditer(lower, max(len(lower) - _NEAR, 0))), default=-1)
    if last < 0:
        last = max(lower.rfind(b"</html"), lower.rfind(b"</body"))
    if last >= 0 and not _CELLS.search(lower, last):
        return WHOLE
    printed = _without_silent(lower).rstrip()
    if silent := _UNCLOSED.search(printed):
        inside = b"comment" if silent[1] else silent[2]
        _, in_cell = _open(printed[: silent.start()])
        return Ending(f"inside a {inside.decode()}", in_cell, lacks_end=True)
    in_table, in_cell = _open(printed)
    if _TAG_BEGUN.search(printed):
        return Ending("inside a tag", in_cell, lacks_end=True)
    if _ENTITY_BEGUN.search(printed):
        return Ending("inside a character reference", in_cell, lacks_end=True)
    if in_table:
        return Ending(f"inside a {'cell' if in_cell else 'table'}", in_cell, lacks_end=True)
    if _ends_in_text(printed):
        return Ending("inside its text", in_text=True, lacks_end=True)
    return Ending(lacks_end=_OPENED.search(printed) is not None)


def _without_silent(lower: bytes) -> bytes:
    """The source without notes and scripts; those that never end stay. What is not closed once is not looked for again:
    a page of nothing but openings would have each of them looked for to its end."""
    kept, position, open_for_ever, last = [], 0, set(), lower.rfind(b">") + 1
    for begun in _UNCLOSED.finditer(lower):
        name = begun[1] or begun[2]
        if begun.start() < position or name in open_for_ever:
            continue
        if closed := _SILENCED[name].search(lower, begun.end(), last):
            kept.append(lower[position : begun.start()])
            position = closed.end()
        else:
            open_for_ever.add(name)
    return b"".join((*kept, lower[position:]))


_NEAR = 4096
"""Bytes at the end within which a whole page mostly closes."""


def _open(printed: bytes) -> tuple[bool, bool]:
    """Whether a table is open at the end, and whether the last cell that began belongs to it and may go on."""
    depth, cell_at = 0, 0
    for slash, name in _PART.findall(printed):
        if name == b"table":
            depth = max(depth - 1, 0) if slash else depth + 1
            cell_at = 0
        else:
            cell_at = 0 if slash or name == b"tr" else depth
    return depth > 0, depth > 0 and cell_at == depth


def _ends_in_text(printed: bytes) -> bool:
    """Whether the print goes on to the very end of a page, or of an element that nothing closes."""
    found = _LAST_TAG.search(printed)
    if found is None or not found[3].strip():
        return False
    return _OPENED.search(printed) is not None or not (found[1] or found[2] in _VOID)
