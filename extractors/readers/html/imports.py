"""The style sheets that a style sheet names at its beginning (``@import``), and the fonts that it brings along."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

MOST = 12
"""Sheets named by one that are looked at."""
_HEAD = re.compile(
    r"\s*+(?:/\*(?:[^*]|\*(?!/))*+\*/|@charset[^;]{0,100};|@layer[^;{]{0,400};|@import(?P<told>[^;{}]{1,800});)"
)
_ADDRESS = re.compile(r"\s*(?:url\(\s*)?(?:\"([^\"]*)\"|'([^']*)'|([^\s\"')]+))\s*\)?")
_LAYERED = re.compile(r"\s*(?:layer\b|supports\s*\()", re.IGNORECASE)
_FACE = re.compile(r"@font-face\s*+\{([^{}]{0,4000})", re.IGNORECASE)
_FAMILY = re.compile(r"(?:^|[;\s])font-family\s*+:\s*+([^;]{1,200})", re.IGNORECASE)
_RANGE = re.compile(r"(?:^|[;\s])unicode-range\s*+:\s*+([^;]{1,4000})", re.IGNORECASE)
_CODES = re.compile(r"u\+([0-9a-f?]{1,6})(?:-([0-9a-f]{1,6}))?", re.IGNORECASE)
_QUOTED = re.compile(r"[\"']([^\"']*+)")
_FIRST_DIGIT, _LAST_DIGIT = ord("0"), ord("9")


class Import(NamedTuple):
    """A style sheet by its address, for which media, and whether it counts under all conditions."""

    address: str
    media: str = ""
    is_sure: bool = True


def imports_of(text: str) -> Iterator[Import]:
    """The sheets that a sheet names, in their order."""
    if "@import" not in text.lower():
        return
    at = found = 0
    while found < MOST and (head := _HEAD.match(text, at)) is not None:
        at = head.end()
        told = head["told"]
        named = None if told is None else _ADDRESS.match(told)
        if told is None or named is None:
            continue
        found += 1
        rest = told[named.end() :].strip()
        is_layered = _LAYERED.match(rest) is not None
        yield Import(named[1] or named[2] or named[3] or "", "" if is_layered else rest, not is_layered)


def fonts_of(text: str) -> Iterator[str]:
    """The names, in small letters, of the fonts that a sheet brings along from an address and that may draw digits."""
    for found in _FACE.finditer(text):
        face = found[1]
        family = _FAMILY.search(face)
        if family is not None and "url(" in face.lower() and _draws_digits(face):
            yield first_family(family[1])


def _draws_digits(face: str) -> bool:
    told = _RANGE.search(face)
    if told is None:
        return True
    for begin, end in _CODES.findall(told[1]):
        first, last = int(begin.replace("?", "0"), 16), int(end or begin.replace("?", "f"), 16)
        if first <= _LAST_DIGIT and last >= _FIRST_DIGIT:
            return True
    return False


def family_of(name: str, value: str) -> str:
    """The first family of fonts that ``font-family`` or ``font`` tells, in small letters; empty for others."""
    if name == "font-family":
        return first_family(value)
    if name != "font":
        return ""
    first = value.partition(",")[0]
    quoted = _QUOTED.search(first)
    return quoted[1].strip().lower() if quoted else first_family(first).rpartition(" ")[2]


def first_family(value: str) -> str:
    """The first of some families of fonts, in small letters."""
    return value.partition(",")[0].strip().strip("\"'").strip().lower()
