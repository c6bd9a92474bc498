"""The head of an answer as browsers and curl take it: one odd line of it does not make an address unreachable.

The HTTP library is strict, and old servers print a warning among their headers, set blanks before a colon, repeat the
length. Here such a head is written anew: what a browser understands is kept in the strict spelling, what it passes over
is left out. Where browsers refuse, so does the library behind this: two lengths that differ, no status line.

A connection whose head had to be mended is not used again: if it was understood wrongly, the next answer must not begin
with the rest of this one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

LARGEST = 100 << 10
"""Bytes of a head that are looked at; the library's own limit."""

_END = re.compile(rb"\n\r?\n")
_STATUS = re.compile(rb"HTTP(?:/(\d)(?:\.(\d))?)?[ \t]+(\d{3})(?!\d)", re.IGNORECASE)
_STRICT = re.compile(rb"HTTP/1\.[01] \d{3}(?: [ \t\x21-\x7e\x80-\xff]*)?")
_NAME = re.compile(rb"[-!#$%&'*+.^_`|~0-9A-Za-z]+")
_PLAIN = re.compile(rb"[-!#$%&'*+.^_`|~0-9A-Za-z]+:[^\0\r\x0b\x0c]*")
_LENGTH = re.compile(rb"\d{1,20}")
_UNSENT = bytes.maketrans(b"\0\n\r\x0b\x0c", b"     ")
LENGTH, CODING = b"content-length", b"transfer-encoding"

Header = tuple[bytes, bytes]


def end_of_head(data: bytes | bytearray, start: int = 0) -> int:
    """Where the head ends and the body begins; 0 where the end has not come yet. `start` is where to look from."""
    found = _END.search(data, start)
    return found.end() if found else 0


def status_of(head: bytes) -> int:
    """The status in the first line; 0 where it is none."""
    found = _STATUS.match(head.lstrip(b"\r\n"))
    return int(found[3]) if found else 0


def mended(head: bytes) -> bytes:
    """A head in the strict spelling; the same bytes where nothing is odd, and where it is none at all."""
    first, *lines = (line.removesuffix(b"\r") for line in head.lstrip(b"\r\n").split(b"\n"))
    status = _STATUS.match(first)
    if status is None:
        return head
    given = list(_headers(lines))
    kept = list(_framed(given))
    plain = all(_PLAIN.fullmatch(line) for line in lines if line) and _lowered(kept) == _lowered(given)
    if plain and _STRICT.fullmatch(first) and head.startswith(first):
        return head
    version = b"1.0" if status[1] == b"1" and status[2] == b"0" else b"1.1"
    written = [b"HTTP/%s %s" % (version, status[3]), *(b"%s: %s" % header for header in kept)]
    return b"\r\n".join([*written, b"Connection: close", b"", b""])


def _headers(lines: Sequence[bytes]) -> Iterator[Header]:
    """Names and values: folded lines joined, what has no colon or no name passed over, no control bytes."""
    unfolded: list[list[bytes]] = []
    for line in lines:
        if line.startswith((b" ", b"\t")) and unfolded:
            unfolded[-1].append(line.strip())
        elif line.strip():
            unfolded.append([line])
    for pieces in unfolded:
        name, colon, value = b" ".join(pieces).partition(b":")
        if colon and _NAME.fullmatch(name.strip()):
            yield name.strip(), value.translate(_UNSENT).strip()


def _framed(headers: Sequence[Header]) -> Iterator[Header]:
    """The headers with what tells the body's length once and in one way, chunks before a length. Lengths that are no
    numbers are none; two that differ stay, for the library to refuse."""
    codings = _told(headers, CODING)
    chunked = b"chunked" in codings
    lengths = [] if chunked else [length for length in _told(headers, LENGTH) if _LENGTH.fullmatch(length)]
    if chunked:
        yield b"Transfer-Encoding", b"chunked"
    yield from ((b"Content-Length", length) for length in dict.fromkeys(lengths))
    yield from (header for header in headers if header[0].lower() not in (LENGTH, CODING))


def _told(headers: Sequence[Header], name: bytes) -> list[bytes]:
    values = (value for key, value in headers if key.lower() == name)
    return [one.strip().lower() for value in values for one in value.split(b",")]


def _lowered(headers: Sequence[Header]) -> list[Header]:
    return sorted((name.lower(), value.lower()) for name, value in headers)
