"""Streams of a PDF inflated with a bound, filter after filter, never whole before they are measured."""

from __future__ import annotations

import binascii
import re
import zlib
from collections.abc import Callable, Sequence

MOST_PER_STREAM = 64 << 20
"""Bytes of one stream inflated: a Chinese font whole has some 20 MB."""
MOST_RATIO, RATIO_FROM = 200, 1 << 20
"""Times that a stream of more than so many bytes may inflate: page content and fonts inflate some 3 to 15 times."""
MOST_FILTERS = 8
MOST_SLOW = 4 << 20
"""Bytes of a stream in one of the old codings (LZW, run lengths, ASCII85), pictures apart: files of the last century
have them."""
PIECE = 1 << 20

_NAMES = {"Fl": "FlateDecode", "LZW": "LZWDecode", "A85": "ASCII85Decode", "AHx": "ASCIIHexDecode"}
_NAMES["RL"] = "RunLengthDecode"
_WHITE = bytes(range(33))
_NO_HEX = bytes(set(range(256)) - set(b"0123456789abcdefABCDEF"))
_NO_85 = bytes(set(range(256)) - set(range(0x21, 0x76)) - {0x7A})
_END_85 = re.compile(rb"~")


class Bomb(Exception):
    """A file that unfolds to more than any report is; the message tells what of it."""


def inflated(raw: bytes, filters: Sequence[str]) -> bytes:
    """What the filters make of a stream, as far as it is whole; filters of pictures, and unknown ones, end it there.
    Raises Bomb where it is too large after any of the filters."""
    if len(filters) > MOST_FILTERS:
        raise Bomb(f"a stream of {len(filters)} filters")
    data = raw
    for name in filters:
        decode = _DECODERS.get(_NAMES.get(name, name))
        if decode is None:
            break
        data = decode(data, min(MOST_PER_STREAM, max(RATIO_FROM, MOST_RATIO * len(raw))))
    return data


def _beyond(size: int) -> Bomb:
    return Bomb(f"a stream that inflates to more than {size:,} bytes")


def _flate(data: bytes, most: int) -> bytes:
    out, engine, got = [], zlib.decompressobj(), 0
    try:
        while data and not engine.eof:
            piece = engine.decompress(data, PIECE)
            got += len(piece)
            if got > most:
                raise _beyond(most)
            out.append(piece)
            data = engine.unconsumed_tail
            if not piece and not data:
                break
    except zlib.error:
        pass  # what was whole counts; pdfium takes it so, too
    return b"".join(out)


def _lzw(data: bytes, most: int) -> bytes:
    """Codes of 9 to 12 bits. They grow one code early or not, as a parameter tells: what comes out longer counts."""
    if len(data) > MOST_SLOW:
        raise Bomb(f"{len(data):,} bytes of LZW")
    return max((_codes(data, most, early) for early in (1, 0)), key=len)


def _codes(data: bytes, most: int, early: int) -> bytes:
    out, size = [], 0
    table: list[bytes] = [bytes([code]) for code in range(256)] + [b"", b""]
    bits = held = 0
    width, last = 9, b""
    for byte in data:
        held, bits = (held << 8 | byte) & 0xFFFFFF, bits + 8
        if bits < width:
            continue
        bits -= width
        code = held >> bits & (1 << width) - 1
        if code == 256:
            del table[258:]
            width, last = 9, b""
            continue
        if code == 257:
            break
        entry = table[code] if code < len(table) else last + last[:1]
        if last and len(table) < 4096:
            table.append(last + entry[:1])
        out.append(entry)
        size += len(entry)
        if size > most:
            raise _beyond(most)
        last = entry
        reached = len(table) + early
        width = 9 + (reached > 511) + (reached > 1023) + (reached > 2047)
    return b"".join(out)


def _run_length(data: bytes, most: int) -> bytes:
    if len(data) > MOST_SLOW:
        raise Bomb(f"{len(data):,} bytes of run lengths")
    out, at, size = [], 0, 0
    while at < len(data) and (length := data[at]) != 128:
        part = data[at + 1 : at + 2 + length] if length < 128 else data[at + 1 : at + 2] * (257 - length)
        at += 2 + (length if length < 128 else 0)
        out.append(part)
        size += len(part)
        if size > most:
            raise _beyond(most)
    return b"".join(out)


def _hex(data: bytes, most: int) -> bytes:
    digits = data.partition(b">")[0].translate(None, _NO_HEX)
    return binascii.unhexlify(digits + b"0" if len(digits) % 2 else digits)[: most + 1]


def _ascii85(data: bytes, most: int) -> bytes:
    """Five digits are four bytes, and a z is four zeros."""
    if len(data) > MOST_SLOW:
        raise Bomb(f"{len(data):,} bytes of ASCII85")
    end = _END_85.search(data)
    digits = (data[: end.start()] if end else data).translate(None, _NO_85)
    if digits.count(b"z") * 4 > most:
        raise _beyond(most)
    out = []
    for part in digits.split(b"z"):
        out += [_groups(part), b"\0\0\0\0"]
    return b"".join(out[:-1])


def _groups(digits: bytes) -> bytes:
    padding = -len(digits) % 5
    digits += b"u" * padding
    out = bytearray()
    for at in range(0, len(digits), 5):
        a, b, c, d, e = digits[at : at + 5]
        number = ((((a - 33) * 85 + b - 33) * 85 + c - 33) * 85 + d - 33) * 85 + e - 33
        out += (number & 0xFFFFFFFF).to_bytes(4, "big")
    return bytes(out[: len(out) - padding] if padding else out)


_DECODERS: dict[str, Callable[[bytes, int], bytes]] = {
    "FlateDecode": _flate,
    "LZWDecode": _lzw,
    "ASCII85Decode": _ascii85,
    "ASCIIHexDecode": _hex,
    "RunLengthDecode": _run_length,
}
