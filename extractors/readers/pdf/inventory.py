"""The objects of a PDF as they stand in its bytes, whatever its tables say of them: also those of earlier states of the
file, those packed into streams, and those that the empty password opens.

Nothing of it is trusted: tables are not read at all, so an object may be found several times, and all that were found
count. What pdfium sees is among them."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, TypeVar

from cryptography.hazmat.decrepit.ciphers.algorithms import ARC4
from cryptography.hazmat.primitives.ciphers import Cipher
from pdfminer.pdfdocument import PDFDocument, PDFStandardSecurityHandler
from pdfminer.pdfexceptions import PDFException
from pdfminer.psparser import LIT

from xxgk.extractors.readers.pdf.filters import Bomb, inflated
from xxgk.extractors.readers.pdf.syntax import Ref, TokenBudget, TooMuch, Value, value_at

MOST_OBJECTS, MOST_STREAMS = 300_000, 50_000
MOST_PACKED = 64 << 20
"""Bytes of the streams that hold objects."""
MOST_INFLATED = 256 << 20
"""Bytes of all streams of a file, pictures apart."""
MOST_OVERLAP = 3
"""Times that the bytes of a file may be inflated: streams lie one behind the other."""
MOST_VERSIONS = 8
"""Of one object that are looked at, the last ones: an edited file keeps its earlier states."""

_HEAD = 64 << 10

T = TypeVar("T")
Dict = dict[str, Any]
Decipher = Callable[[int, int, bytes], bytes]

_HEADER = re.compile(rb"(\d{1,10})[\0\t\n\f\r ]{1,20}(\d{1,10})[\0\t\n\f\r ]{0,20}\Z")
_STREAM = re.compile(rb"(?:[\0\t\n\f\r ]++|%[^\r\n]*+)*+stream(?:\r\n|\n|\r)?")
_UNFOLDING = {"FlateDecode", "Fl", "LZWDecode", "LZW", "RunLengthDecode", "RL"}
_NO_PICTURE = re.compile(
    rb"/(?:Contents|ToUnicode|FontFile[23]?|Encoding|CIDToGIDMap|Length|Metadata|JBIG2Globals|N|First)"
    rb"[\0\t\n\f\r ]{0,9}\[?[\0\t\n\f\r ]{0,9}(\d{1,10})[\0\t\n\f\r ]{1,9}\d{1,5}[\0\t\n\f\r ]{1,9}R"
)


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream: its number and generation, its dictionary, where its bytes stand in the file, and its filters."""

    number: int
    generation: int
    head: Dict
    begin: int
    end: int
    filters: tuple[str, ...]

    @property
    def is_picture(self) -> bool:
        """Whether it says to be a picture."""
        return self.head.get("Subtype") == "Image" or self.head.get("S") == "Image"


class _Packed(NamedTuple):
    """An object within a stream of objects: that stream's text, where it begins there, and its value once it is
    asked for."""

    text: bytes
    at: int
    value: list[Value]


class Inventory:
    """The objects of a file. Raises Bomb where they are too many, or inflate to too much."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._starts, self._numbers, self._generations = _headers(data)
        self._ends = [
            found.start() for found in _counted(re.finditer(rb"endstream", data), 2 * MOST_STREAMS, "streams")
        ]
        self._budget = TokenBudget()
        self._by_number: dict[int, list[int]] = {}
        for index, number in enumerate(self._numbers):
            self._by_number.setdefault(number, []).append(index)
        self._packed: dict[int, list[_Packed]] = {}
        self._parsed: dict[int, Value] = {}
        self._seen: set[int] = set()
        self._unfolded = self._taken = 0
        self.trailers = list(self._trailers())
        self._heads = dict(self._stream_heads())
        self.trailers += [head for head, _ in self._heads.values() if "Root" in head or "Encrypt" in head]
        self.is_hidden, self._decipher = self._handler()
        self._unpack()

    # -------------------------------------------------------------------------------------------------------- objects

    def all_of(self, value: Value) -> list[Value]:
        """The value itself, or the objects that a reference may mean; a stream as a Stream."""
        for _ in range(4):
            if not isinstance(value, Ref):
                return [value]
            indices = self._by_number.get(value.number, [])[-MOST_VERSIONS:]
            packed = self._packed.get(value.number, [])[-MOST_VERSIONS:]
            found = [*map(self._object, indices), *map(self._unpacked, packed)]
            if len(found) == 1 and isinstance(found[0], Ref):
                value = found[0]
                continue
            return found
        return []

    def one_of(self, value: Value) -> Value:
        """The same where the last of them is enough."""
        found = self.all_of(value)
        return found[-1] if found else None

    def heads_of(self, value: Value) -> Iterator[Dict]:
        """The dictionaries that a value may be, those of streams too."""
        for one in self.all_of(value):
            if isinstance(one, Stream):
                yield one.head
            elif isinstance(one, dict):
                yield one

    def streams(self) -> Iterator[Stream]:
        """All streams."""
        for index in self._heads:
            yield self._object(index)

    def dictionaries_with(self, word: bytes) -> Iterator[Dict]:
        """All dictionaries outside of streams in which a word stands."""
        at = self._data.find(word)
        while at >= 0:
            index = bisect_right(self._starts, at) - 1
            if index >= 0 and isinstance(found := self._object(index), dict):
                yield found
            at = self._data.find(word, self._starts[index + 1] if index + 1 < len(self._starts) else len(self._data))
        packed = (self._unpacked(one) for many in self._packed.values() for one in many)
        yield from (one for one in packed if isinstance(one, dict))

    def content(self, stream: Stream, *, picture: bool = False) -> bytes:
        """What a stream holds, inflated; of a `picture` only as far as it unfolds more than once."""
        if picture and sum(name in _UNFOLDING for name in stream.filters) < 2:
            return b""
        raw = self._raw(stream)
        out = inflated(raw, stream.filters)
        if self._decipher and not out:
            out = inflated(self._data[stream.begin : stream.end], stream.filters)
        if stream.begin not in self._seen:
            self._seen.add(stream.begin)
            self._taken += len(raw)
            self._unfolded += len(out) if stream.filters else 0
            if self._taken > MOST_OVERLAP * len(self._data) + (1 << 20):
                raise Bomb("streams that lie over each other")
            if self._unfolded > MOST_INFLATED:
                raise Bomb(f"streams that inflate to more than {MOST_INFLATED >> 20} MB")
        return out

    def beginning(self, stream: Stream) -> bytes:
        """The first bytes of a picture in a coding of its own, where they stand behind no other filter."""
        return (
            self._raw(replace(stream, end=min(stream.end, stream.begin + _HEAD))) if len(stream.filters) == 1 else b""
        )

    def _raw(self, stream: Stream) -> bytes:
        raw = self._data[stream.begin : stream.end]
        if self._decipher and stream.head.get("Type") != "XRef":
            return self._decipher(stream.number, stream.generation, raw)
        return raw

    def measure(self) -> None:
        """Inflate all that may be inflated when the file is read, pictures apart."""
        data, used = self._data, set()
        for text in (data, *(self.content(stream) for stream in self.streams() if stream.head.get("Type") == "ObjStm")):
            used |= {int(found[1]) for found in _NO_PICTURE.finditer(text)}
        for stream in self.streams():
            self.content(stream, picture=stream.is_picture and stream.number not in used)

    # -------------------------------------------------------------------------------------------------------- parsing

    def _object(self, index: int) -> Value:
        if index not in self._parsed:
            head = self._heads.get(index)
            if head is not None:
                self._parsed[index] = None  # a stream whose length or filters lead back to itself has none
                self._parsed[index] = self._stream(index, *head)
            else:
                self._parsed[index] = self._value(self._starts[index])[0]
        return self._parsed[index]

    def _value(self, at: int) -> tuple[Value, int]:
        return _parsed(self._data, at, self._budget)

    def _unpacked(self, packed: _Packed) -> Value:
        if not packed.value:
            packed.value.append(_parsed(packed.text, packed.at, self._budget)[0])
        return packed.value[0]

    def _trailers(self) -> Iterator[Dict]:
        for found in list(re.finditer(rb"trailer", self._data))[-MOST_VERSIONS:]:
            value = self._value(found.end())[0]
            if isinstance(value, dict):
                yield value

    def _stream_heads(self) -> Iterator[tuple[int, tuple[Dict, int]]]:
        """The dictionary of each stream, and where its bytes begin, by the index of its object."""
        for index in _counted(self._with_streams(), MOST_STREAMS, "streams"):
            head, end = self._value(self._starts[index])
            begin = _STREAM.match(self._data, end)
            if isinstance(head, dict) and begin:
                yield index, (head, begin.end())

    def _with_streams(self) -> Iterator[int]:
        """The objects behind whose header, and before the next one, the word stands."""
        at = self._data.find(b"stream", self._starts[0]) if self._starts else -1
        while at >= 0:
            behind = bisect_right(self._starts, at)
            yield behind - 1
            at = self._data.find(b"stream", self._starts[behind]) if behind < len(self._starts) else -1

    def _stream(self, index: int, head: Dict, begin: int) -> Stream:
        place = bisect_left(self._ends, begin)
        end = self._ends[place] if place < len(self._ends) else len(self._data)
        length = self.one_of(head.get("Length"))
        if isinstance(length, int) and end < begin + length <= len(self._data):
            end = begin + length
        return Stream(self._numbers[index], self._generations[index], head, begin, end, self._filters(head))

    def _filters(self, head: Dict) -> tuple[str, ...]:
        given = self.one_of(head.get("Filter", head.get("F")))
        named = [self.one_of(one) for one in given] if isinstance(given, list) else [given]
        return tuple(name for name in named if isinstance(name, str))

    def _unpack(self) -> None:
        """The objects within streams of objects."""
        size = 0
        for stream in list(self.streams()):
            if stream.head.get("Type") != "ObjStm":
                continue
            count, first = (self.one_of(stream.head.get(key)) for key in ("N", "First"))
            if not isinstance(count, int) or not isinstance(first, int) or first < 0:
                continue
            text = self.content(stream)
            size += len(text)
            if size > MOST_PACKED:
                raise Bomb(f"objects packed in more than {MOST_PACKED >> 20} MB")
            words = text[: min(first, 24 * MOST_OBJECTS)].split()
            for number, place in zip(words[: 2 * count : 2], words[1 : 2 * count : 2], strict=False):
                if number.isdigit() and place.isdigit() and len(number) < 11 and len(place) < 11:
                    self._packed.setdefault(int(number), []).append(_Packed(text, first + int(place), []))

    # ------------------------------------------------------------------------------------------------------ encryption

    def _handler(self) -> tuple[bool, Decipher | None]:
        """Whether the file is enciphered and the empty password does not open it, and what deciphers its streams where
        it does."""
        for trailer in reversed(self.trailers):
            encrypt = next(iter(self.heads_of(trailer.get("Encrypt"))), None)
            if encrypt is not None:
                ids = self.one_of(trailer.get("ID"))
                found = _decipher(_as_pdfminer(encrypt), ids if isinstance(ids, list) and ids else [b"", b""])
                return found is None, found
        return False, None


def _headers(data: bytes) -> tuple[list[int], list[int], list[int]]:
    """Where the objects begin behind their headers, in order, with numbers and generations."""
    starts, numbers, generations = [], [], []
    for word in _counted(re.finditer(rb"obj", data), 3 * MOST_OBJECTS, "objects"):
        found = _HEADER.search(data[max(word.start() - 64, 0) : word.start()])
        if found:
            starts.append(word.end())
            numbers.append(int(found[1]))
            generations.append(int(found[2]))
    if len(starts) > MOST_OBJECTS:
        raise Bomb(f"more than {MOST_OBJECTS:,} objects")
    return starts, numbers, generations


def _counted(things: Iterator[T], most: int, what: str) -> Iterator[T]:
    for count, thing in enumerate(things):
        if count == most:
            raise Bomb(f"more than {most:,} {what}")
        yield thing


def _parsed(text: bytes, at: int, budget: TokenBudget) -> tuple[Value, int]:
    try:
        return value_at(text, at, budget)
    except TooMuch as error:
        raise Bomb("objects of more parts than any file has") from error


def _as_pdfminer(value: Value) -> Value:
    """A value as pdfminer has it."""
    if isinstance(value, str):
        return LIT(value)
    if isinstance(value, dict):
        return {key: _as_pdfminer(one) for key, one in value.items()}
    return value


def _decipher(encrypt: Dict, ids: list[bytes]) -> Decipher | None:
    kind = PDFDocument.security_handler_registry.get(encrypt.get("V", 0))
    if kind is None:
        return None
    try:
        handler: PDFStandardSecurityHandler = kind(ids, encrypt, "")
    except (PDFException, KeyError, TypeError, ValueError, AttributeError):
        return None
    method = encrypt.get("CF", {}).get(getattr(encrypt.get("StmF"), "name", ""), {}).get("CFM")
    key = handler.key or b""
    if type(handler) is PDFStandardSecurityHandler or getattr(method, "name", "") == "V2":
        return lambda number, generation, raw: _rc4(key, number, generation, raw)

    def deciphered(number: int, generation: int, raw: bytes) -> bytes:
        try:
            return handler.decrypt(number, generation, raw[: len(raw) // 16 * 16])
        except (ValueError, IndexError):
            return raw

    return deciphered


def _rc4(key: bytes, number: int, generation: int, raw: bytes) -> bytes:
    salted = key + number.to_bytes(8, "little")[:3] + generation.to_bytes(8, "little")[:2]
    own = hashlib.md5(salted, usedforsecurity=False).digest()[: min(len(key) + 5, 16)]
    return Cipher(ARC4(own), mode=None).decryptor().update(raw)
