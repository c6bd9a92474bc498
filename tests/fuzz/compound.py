"""Compound files: the streams of a Word document (.doc) and of a workbook (.xls), edited in place."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from random import Random

import olefile

from tests.fuzz.edits import CHARACTERS, INTEGERS, Structure

SPRMS = (0xD608, 0xD609, 0xD605, 0x2416, 0x2417, 0x244B, 0x244C, 0x6649, 0x5624, 0x5625, 0x7621, 0x5622, 0x7623, 0xD62B, 0xD620, 0x3629,
         0x0835, 0x0837, 0x083A, 0x083B, 0x083C, 0x0800, 0x0801, 0x0803, 0x0806, 0x2A48, 0x4600, 0x4A30, 0x260A, 0x460B, 0x6A03, 0x6A09,
         0xC60D, 0xCA47, 0xC615, 0x303C, 0x0854, 0x4845, 0x4A43, 0x6870, 0x6815, 0x6646)  # fmt: skip
_SPRMS = frozenset(SPRMS)
FIB = 0x400  # bytes of the header of a Word document
RECORDS = (0x0006, 0x000A, 0x0809, 0x0085, 0x00FC, 0x003C, 0x00FD, 0x0203, 0x027E, 0x00BD, 0x0204, 0x0205, 0x0201, 0x00BE, 0x00E5, 0x0200,
           0x0208, 0x007D, 0x041E, 0x00E0, 0x002F, 0x0042, 0x0022, 0x0207, 0x0221)  # fmt: skip
DOUBLES = (
    0.0,
    -0.0,
    1.0,
    23.0,
    1e15,
    1e300,
    5e-324,
    float("inf"),
    float("-inf"),
    float("nan"),
    -1.0,
    0.1,
    2958466.0,
    1e10,
)

Streams = dict[str, bytearray]


class Compound:
    """A compound file and its streams."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            self.streams = {"/".join(path): bytearray(ole.openstream(path).read()) for path in ole.listdir()}

    def written(self) -> bytes:
        """The file with its streams as they are now, each cut or filled up to the size that it had."""
        buffer = io.BytesIO(self._data)
        with olefile.OleFileIO(buffer, write_mode=True) as ole:
            for name, content in self.streams.items():
                size = ole.get_size(name)
                ole.write_stream(name, bytes(content[:size]).ljust(size, b"\0"))
            return buffer.getvalue()

    def named(self, *names: str) -> bytearray:
        """The first stream of these names; a new one, which is lost, where there is none."""
        return next((self.streams[name] for name in names if name in self.streams), bytearray())


def _put(stream: bytearray, at: int, rng: Random) -> None:
    """A number at the edge of its kind, or one like those around."""
    size = rng.choice((1, 2, 2, 4, 4))
    if at + size <= len(stream):
        number = rng.choice((*INTEGERS, len(stream), at, rng.randrange(256), rng.randrange(65536)))
        stream[at : at + size] = (number & (256**size - 1)).to_bytes(size, "little")


def header(file: Compound, rng: Random) -> None:
    """A field of the header of a Word document: mostly where one of its tables lies, and how long it is."""
    _put(
        file.named("WordDocument"),
        rng.choice((rng.randrange(0x22), 0x4C, 0x9A + 4 * rng.randrange(190), 2 * rng.randrange(FIB // 2))),
        rng,
    )


def tables(file: Compound, rng: Random) -> None:
    stream = file.named("1Table", "0Table")
    if len(stream) > 8:
        _put(stream, 2 * rng.randrange(len(stream) // 2), rng)


def move_in_tables(file: Compound, rng: Random) -> None:
    """A piece of the tables where another stands."""
    stream = file.named("1Table", "0Table")
    if len(stream) > 64:
        size, one, other = 4 * rng.randrange(1, 8), rng.randrange(len(stream) - 32), rng.randrange(len(stream) - 32)
        stream[one : one + size] = stream[other : other + size]


def property_(file: Compound, rng: Random) -> None:
    """A property of characters, paragraphs or tables: another one, or another operand."""
    stream = file.named(rng.choice(("WordDocument", "1Table", "0Table")))
    places = [at for at in range(0, len(stream) - 6) if int.from_bytes(stream[at : at + 2], "little") in _SPRMS]
    if places:
        at = rng.choice(places)
        if rng.random() < 0.4:
            stream[at : at + 2] = rng.choice(SPRMS).to_bytes(2, "little")
        else:
            _put(stream, at + 2 + rng.choice((0, 0, 1, 2, 4, 7)), rng)


def text(file: Compound, rng: Random) -> None:
    """A character of the text: marks of cells, rows, fields and objects, or any."""
    stream = file.named("WordDocument")
    if len(stream) > FIB + 2:
        at = FIB + 2 * rng.randrange((len(stream) - FIB) // 2)
        sign = rng.choice(
            ("\x07", "\r", "\x01", "\x08", "\x0b", "\x0c", "\x13", "\x14", "\x15", "\x1e", "1", *CHARACTERS)
        )
        stream[at : at + 2] = sign[0].encode("utf-16-le", "surrogatepass")


def anything(file: Compound, rng: Random) -> None:
    stream = rng.choice(list(file.streams.values()))
    if stream:
        _put(stream, rng.randrange(len(stream)), rng)


WORD_BINARY = Structure(
    Compound,
    Compound.written,
    (header, header, tables, tables, tables, move_in_tables, property_, property_, property_, text, anything),
)


Record = tuple[int, bytearray]


def _of_records(change: Callable[[list[Record], Random], None]) -> Callable[[Compound, Random], None]:
    """An edit of the records of a workbook as an edit of its file."""

    def edit(file: Compound, rng: Random) -> None:
        stream = file.named("Workbook", "Book")
        records = _records(stream)
        if records:
            change(records, rng)
            stream[:] = b"".join(struct.pack("<HH", code, len(body) & 0xFFFF) + bytes(body) for code, body in records)

    edit.__name__ = change.__name__
    return edit


def _records(stream: bytearray) -> list[Record]:
    found, at = [], 0
    while at + 4 <= len(stream):
        code, length = struct.unpack_from("<HH", stream, at)
        found.append((code, stream[at + 4 : at + 4 + length]))
        at += 4 + length
    return found


def lose(records: list[Record], rng: Random) -> None:
    del records[rng.randrange(len(records))]


def double(records: list[Record], rng: Random) -> None:
    at = rng.randrange(len(records))
    records[at:at] = [records[at]] * rng.choice((1, 1, 2, 20))


def exchange(records: list[Record], rng: Random) -> None:
    one, other = rng.randrange(len(records)), rng.randrange(len(records))
    records[one], records[other] = records[other], records[one]


def rename(records: list[Record], rng: Random) -> None:
    at = rng.randrange(len(records))
    records[at] = (rng.choice(RECORDS), records[at][1])


def number(records: list[Record], rng: Random) -> None:
    """A number within a record; a place, a count, an index."""
    cells = [body for code, body in records if body and code in RECORDS]
    if cells:
        body = rng.choice(cells)
        _put(body, rng.choice((0, 2, 4, 6, 8, 12, rng.randrange(len(body)))), rng)


def real(records: list[Record], rng: Random) -> None:
    """The value of a cell or formula."""
    cells = [body for code, body in records if code in (0x0203, 0x0006) and len(body) >= 14]
    if cells:
        struct.pack_into("<d", rng.choice(cells), 6, rng.choice(DOUBLES))


def shorten(records: list[Record], rng: Random) -> None:
    body = rng.choice(records)[1]
    del body[rng.randrange(len(body) + 1) :]


def merge(records: list[Record], rng: Random) -> None:
    """Merged cells, anywhere."""
    at = next((at for at, (code, _) in enumerate(records) if code == 0x0200), 0)
    ranges = [rng.choice((0, 1, 5, 255, 65535, rng.randrange(40))) for _ in range(4)]
    records.insert(
        rng.randrange(at, len(records)), (0x00E5, bytearray(struct.pack("<5H", rng.choice((1, 1, 9, 0xFFFF)), *ranges)))
    )


WORKBOOK_BINARY = Structure(
    Compound,
    Compound.written,
    (*map(_of_records, (lose, double, exchange, rename, number, number, number, real, real, shorten, merge)), anything),
)
