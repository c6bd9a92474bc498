"""Bytes, whatever they are of."""

from __future__ import annotations

from random import Random

from tests.fuzz.edits import INTEGERS, LARGEST, Structure, times


def flip(data: bytearray, rng: Random) -> None:
    if data:
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)


def put(data: bytearray, rng: Random) -> None:
    """A number that lies at an edge, in two or four bytes."""
    size = rng.choice((1, 2, 4))
    at = rng.randrange(len(data) + 1)
    data[at : at + size] = (rng.choice(INTEGERS) & (256**size - 1)).to_bytes(size, rng.choice(("little", "big")))


def cut(data: bytearray, rng: Random) -> None:
    del data[rng.randrange(len(data) + 1) :]


def drop(data: bytearray, rng: Random) -> None:
    start = rng.randrange(len(data) + 1)
    del data[start : start + rng.choice((1, 2, 16, 512, 4096))]


def move(data: bytearray, rng: Random) -> None:
    start, size = rng.randrange(len(data) + 1), rng.choice((1, 4, 64, 512))
    piece = data[start : start + size]
    del data[start : start + size]
    at = rng.randrange(len(data) + 1)
    data[at:at] = piece


def double(data: bytearray, rng: Random) -> None:
    start, size = rng.randrange(len(data) + 1), rng.choice((1, 4, 64, 512))
    if len(data) < LARGEST:
        data[start:start] = data[start : start + size] * times(rng)


def noise(data: bytearray, rng: Random) -> None:
    at = rng.randrange(len(data) + 1)
    data[at : at + rng.choice((1, 8, 64))] = rng.randbytes(rng.choice((1, 8, 64)))


def head(data: bytearray, rng: Random) -> None:
    """Something before the document."""
    data[:0] = rng.choice(
        (b"\xef\xbb\xbf", b"\xff\xfe", b"\x00", b"\r\n", b"PK", b"%PDF-1.4\n", b"<html>", b"MIME-Version: 1.0\n\n")
    )


RAW = Structure(bytearray, bytes, (flip, put, put, cut, drop, move, double, noise, head))
