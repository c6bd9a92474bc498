"""The objects of PDF's own notation, as far as a look at a file needs them: names, numbers, strings, arrays,
dictionaries, references. Bounded in depth and in tokens; what is malformed is None, as every viewer has it."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

DEEPEST = 64
"""Arrays and dictionaries within each other; pdfium stops there too."""
MOST_TOKENS = 2_000_000
"""Of all objects of a file that are looked at."""

Value = Any
"""None, a number, a name (str), a string (bytes), a Ref, a list or a dict of these."""

_REGULAR = rb"[^\0\t\n\f\r ()<>\[\]{}/%]"
_TOKEN = re.compile(
    rb"(?:[\0\t\n\f\r ]++|%[^\r\n]*+)*+"
    rb"(?:(<<|>>|[\[\]()])|/(" + _REGULAR + rb"*+)|<([0-9A-Fa-f\0\t\n\f\r ]*+)>|(" + _REGULAR + rb"++)|.)",
    re.DOTALL,
)
_IN_STRING = re.compile(rb"[()\\]")
_ESCAPED_NAME = re.compile(rb"#([0-9A-Fa-f]{2})")
_NUMBER = re.compile(rb"[+-]?(?:\d{1,19}(?:\.\d{0,19})?|\.\d{1,19})")
_ESCAPES = {0x6E: b"\n", 0x72: b"\r", 0x74: b"\t", 0x62: b"\b", 0x66: b"\f"}
_OCTAL = re.compile(rb"[0-7]{1,3}")
_CLOSE, _NOTHING = object(), object()


class Ref(NamedTuple):
    """A reference to the object of a number and a generation."""

    number: int
    generation: int


class TooMuch(Exception):
    """Objects of more tokens than any file has."""


class TokenBudget:
    """Tokens that may still be read."""

    def __init__(self, left: int = MOST_TOKENS) -> None:
        self.left = left

    def spend(self) -> None:
        """One token. Raises TooMuch."""
        self.left -= 1
        if self.left < 0:
            raise TooMuch


def name_of(raw: bytes) -> str:
    """A name as written after its slash, with its escapes (``Fl#61te``) resolved."""
    if b"#" in raw:
        raw = _ESCAPED_NAME.sub(lambda found: bytes([int(found[1], 16)]), raw)
    return raw.decode("latin-1")


def value_at(data: bytes, at: int, budget: TokenBudget) -> tuple[Value, int]:
    """The value that begins at a place, and where it ends. Raises TooMuch."""
    reader = _Reader(data, at, budget)
    value = reader.value(0)
    return (None if value in (_CLOSE, _NOTHING) else value), reader.at


class _Reader:
    def __init__(self, data: bytes, at: int, budget: TokenBudget) -> None:
        self.data, self.at, self.budget = data, at, budget

    def value(self, depth: int) -> Value:
        self.budget.spend()
        found = _TOKEN.match(self.data, self.at)
        if found is None:
            return _NOTHING
        self.at = found.end()
        mark, name, text, word = found.groups()
        if name is not None:
            return name_of(name)
        if text is not None:
            digits = text.translate(None, b"\0\t\n\f\r ")
            return bytes.fromhex((digits + b"0" if len(digits) % 2 else digits).decode("ascii"))
        if word is not None:
            return _number(word)
        match mark:
            case b"(":
                return self._string()
            case b"[" if depth < DEEPEST:
                return self._items(depth)
            case b"<<" if depth < DEEPEST:
                items = self._items(depth)
                return {key: item for key, item in zip(items[::2], items[1::2], strict=False) if isinstance(key, str)}
            case b"]" | b">>":
                return _CLOSE
            case _:
                return None

    def _items(self, depth: int) -> list[Value]:
        """The values until the bracket closes; two numbers and an R become one."""
        items: list[Value] = []
        while (item := self.value(depth + 1)) is not _CLOSE and item is not _NOTHING:
            if isinstance(item, _Word):
                if item == b"R" and len(items) > 1 and isinstance(items[-1], int) and isinstance(items[-2], int):
                    items[-2:] = [Ref(items[-2], items[-1])]
                    continue
                item = None
            items.append(item)
        return items

    def _string(self) -> bytes:
        """A string in parentheses, which may hold such pairs; its opening one is passed."""
        parts, depth, begun = [], 1, self.at
        while depth and (found := _IN_STRING.search(self.data, self.at)):
            self.at = found.end()
            match found[0]:
                case b"(":
                    depth += 1
                case b")":
                    depth -= 1
                case _:
                    parts.append(self.data[begun : found.start()])
                    parts.append(self._escape())
                    begun = self.at
        if depth:
            self.at = len(self.data)
        return b"".join([*parts, self.data[begun : self.at - (not depth)]])

    def _escape(self) -> bytes:
        if octal := _OCTAL.match(self.data, self.at):
            self.at = octal.end()
            return bytes([int(octal[0], 8) & 0xFF])
        char = self.data[self.at : self.at + 1]
        self.at += 1
        if char == b"\r" and self.data[self.at : self.at + 1] == b"\n":
            self.at += 1
        return b"" if char in b"\r\n" else _ESCAPES.get(char[0], char)


class _Word(bytes):
    """What is neither of the notation's values: an operator, or junk."""


def _number(word: bytes) -> Value:
    if _NUMBER.fullmatch(word):
        return int(word) if word.lstrip(b"+-").isdigit() else float(word)
    return {b"true": True, b"false": False, b"null": None}.get(word, _Word(word))
