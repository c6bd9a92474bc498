"""Word binary files (.doc) written by hand: paragraphs and cells with property modifiers, as Word 97 keeps them.

Only what a reader needs is there: the text as one piece, its runs and paragraphs with their modifiers, styles, one
section.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from tests.generate.compound_file import compound

PAGE, TEXT_AT = 512, 1024
CELL, END = "\x07", "\r"
IN_TABLE, ROW_END = "2416:01", "2416:01 2417:01"
FIRST_STYLE = 15
"""The number of the first style that is not one of Word's own."""
_PARTS, _STYLES, _SECTIONS, _RUNS, _PARAGRAPHS, _FONTS, _SETTINGS, _PIECES = 93, 1, 6, 12, 13, 15, 31, 33
_ANCHORS, _DRAWINGS, _FIRST_SHAPE = 40, 50, 1025
_VARIABLE, _ROW = 6, 0xD608


def modifiers(told: str) -> bytes:
    """A list of modifiers from ``CODE:OPERAND CODE:OPERAND`` in hexadecimal digits; lengths are put in."""
    made = b""
    for one in told.split():
        code, _, operand = one.partition(":")
        number, body = int(code, 16), bytes.fromhex(operand)
        length = b""
        if number >> 13 == _VARIABLE:
            length = struct.pack("<H", len(body) + 1) if number == _ROW else bytes((len(body),))
        made += struct.pack("<H", number) + length + body
    return made


class DocRun(NamedTuple):
    """A piece of text, and its modifiers."""

    text: str
    told: str = ""


class DocShape(NamedTuple):
    """What floats: its edges in points, the flags of its anchor (0x70: in front of the text, counted from the
    paragraph), its kind (1: a box), and the numbers and values of its properties."""

    left: float
    top: float
    right: float
    bottom: float
    flags: int = 0x70
    kind: int = 1
    properties: tuple[tuple[int, int], ...] = ()


class DocCell(NamedTuple):
    """A cell: its runs, its width in twips, the flags of its definition (0x20 continued from above, 0x60 begun), and
    the modifiers of its paragraph."""

    runs: tuple[DocRun, ...]
    width: int
    flags: int = 0
    told: str = ""


@dataclass
class DocFile:
    """A file while it is written. `styles` are the modifiers of character styles, by their numbers from FIRST_STYLE;
    `section` those of its pages, `usual` those of usual paragraphs."""

    styles: list[str] = field(default_factory=list)
    usual: str = ""
    section: str = ""
    _text: list[str] = field(default_factory=list)
    _shapes: list[tuple[int, DocShape]] = field(default_factory=list)
    _runs: list[tuple[int, bytes]] = field(default_factory=list)
    _paragraphs: list[tuple[int, bytes]] = field(default_factory=list)

    def paragraph(self, runs: Iterable[DocRun], told: str = "", mark: str = END) -> None:
        """A paragraph, or what a cell mark ends."""
        start = len(self._paragraphs)
        length = 0
        for text, looks in (*runs, DocRun(mark)):
            if text:
                self._text.append(text)
                self._runs.append((len(text.encode("utf-16-le")) // 2, modifiers(looks)))
                length += self._runs[-1][0]
        self._paragraphs.append((length, b"\0\0" + modifiers(told)))
        assert len(self._paragraphs) == start + 1

    def float(self, shape: DocShape) -> None:
        """A shape that the next paragraph anchors."""
        self._shapes.append((len("".join(self._text).encode("utf-16-le")) // 2, shape))

    def row(self, cells: Sequence[DocCell], told: str = "") -> None:
        """A row of a table; `told` is said of it behind its definition."""
        for cell in cells:
            self.paragraph(cell.runs, f"{IN_TABLE} {cell.told}", CELL)
        edges = [0]
        for cell in cells:
            edges.append(edges[-1] + cell.width)
        defined = bytes((len(cells),)) + struct.pack(f"<{len(edges)}h", *edges)
        defined += b"".join(struct.pack("<H18x", cell.flags) for cell in cells)
        self.paragraph((), f"{ROW_END} D608:{defined.hex()} {told}", CELL)

    def written(self) -> bytes:
        """The file."""
        text = "".join(self._text).encode("utf-16-le")
        characters = len(text) // 2
        word = bytearray(TEXT_AT) + text
        word += bytes(-len(word) % PAGE)
        table = bytearray()
        parts = [(0, 0)] * _PARTS

        def part(which: int, body: bytes) -> None:
            parts[which] = (len(table), len(body))
            table.extend(body)

        for which, told, entry in ((_RUNS, self._runs, 1), (_PARAGRAPHS, self._paragraphs, 13)):
            bounds, numbers = [TEXT_AT], []
            for page, end in _pages(told, entry):
                numbers.append(len(word) // PAGE)
                bounds.append(end)
                word += page
            part(which, struct.pack(f"<{len(bounds)}I{len(numbers)}I", *bounds, *numbers))
        pages_at = len(word)
        told_of_pages = modifiers(self.section)
        word += struct.pack("<H", len(told_of_pages)) + told_of_pages
        word += bytes(-len(word) % PAGE)
        part(_PIECES, struct.pack("<BIIIHIH", 2, 16, 0, characters, 0, TEXT_AT, 0))
        part(_STYLES, _sheet(self.styles, self.usual))
        part(_SECTIONS, struct.pack("<IIHIHI", 0, characters, 0, pages_at, 0, 0xFFFFFFFF))
        part(_FONTS, _fonts("Times New Roman", "宋体", "Wingdings"))
        part(_SETTINGS, bytes(84))
        if self._shapes:
            part(_ANCHORS, _anchors(self._shapes, characters))
            part(_DRAWINGS, _drawings([shape for _, shape in self._shapes]))
        head = struct.pack("<HHHHHHHI", 0xA5EC, 0xC1, 0, 0x804, 0, 0x1200, 0xBF, 0).ljust(24, b"\0")
        head += struct.pack("<II", TEXT_AT, TEXT_AT + len(text))
        longs = [len(word), 0, 0, characters, *[0] * 18]
        head += struct.pack("<H28xH22iH", 14, 22, *longs, _PARTS)
        head += b"".join(struct.pack("<II", *one) for one in parts) + b"\0\0"
        word[: len(head)] = head
        return compound({"WordDocument": bytes(word), "1Table": bytes(table)})


def _anchors(shapes: Sequence[tuple[int, DocShape]], end: int) -> bytes:
    made = struct.pack(f"<{len(shapes) + 1}I", *(place for place, _ in shapes), end)
    for number, (_, shape) in enumerate(shapes, _FIRST_SHAPE):
        sides = (round(20 * side) for side in (shape.left, shape.top, shape.right, shape.bottom))
        made += struct.pack("<I4iHi", number, *sides, shape.flags, 0)
    return made


def _drawings(shapes: Sequence[DocShape]) -> bytes:
    made = b""
    for number, shape in enumerate(shapes, _FIRST_SHAPE):
        told = b"".join(struct.pack("<HI", *one) for one in shape.properties)
        of_shape = _record(2 | shape.kind << 4, 0xF00A, struct.pack("<II", number, 0xA00))
        made += _record(15, 0xF004, of_shape + _record(3 | len(shape.properties) << 4, 0xF00B, told))
    return _record(15, 0xF000, b"") + b"\0" + _record(15, 0xF002, _record(15, 0xF003, made))


def _record(version: int, kind: int, body: bytes) -> bytes:
    return struct.pack("<HHI", version, kind, len(body)) + body


def _pages(told: Sequence[tuple[int, bytes]], entry: int) -> Iterable[tuple[bytes, int]]:
    """The pages of runs or paragraphs, each with where it ends: their lengths in characters, and modifiers."""
    at = TEXT_AT
    bounds, bodies = [at], []
    for length, grpprl in told:
        body = _counted(grpprl, entry)
        rooms = sum(len(one) + 1 & ~1 for one in (*bodies, body))
        taken = 4 * (len(bounds) + 1) + entry * (len(bodies) + 1) + rooms + 1
        if taken > PAGE - 2:
            yield _page(bounds, bodies, entry), at
            bounds, bodies = [at], []
        at += 2 * length
        bounds.append(at)
        bodies.append(body)
    yield _page(bounds, bodies, entry), at


def _counted(grpprl: bytes, entry: int) -> bytes:
    """Modifiers behind their length, which that of a paragraph tells in words."""
    if entry == 1:
        return bytes((len(grpprl),)) + grpprl if grpprl else b""
    if len(grpprl) % 2:
        return bytes(((len(grpprl) + 1) // 2,)) + grpprl
    return bytes((0, len(grpprl) // 2)) + grpprl


def _page(bounds: Sequence[int], bodies: Sequence[bytes], entry: int) -> bytes:
    page = bytearray(PAGE)
    struct.pack_into(f"<{len(bounds)}I", page, 0, *bounds)
    end = PAGE - 2
    for number, body in enumerate(bodies):
        if body:
            end = end - len(body) & ~1
            page[end : end + len(body)] = body
            page[4 * len(bounds) + entry * number] = end // 2
    page[-1] = len(bodies)
    return bytes(page)


def _sheet(styles: Sequence[str], usual: str) -> bytes:
    """The style sheet: the usual paragraph, and character styles."""
    count = FIRST_STYLE + len(styles)
    head = struct.pack("<9H", count, 10, 1, 91, FIRST_STYLE, 0, 0, 0, 0)
    normal = _style(0, 1, 0xFFF, "Normal", (b"\0\0" + modifiers(usual), b""))
    own = [_style(0xFFE, 2, 0xFFF, f"Own {number}", (modifiers(told),)) for number, told in enumerate(styles)]
    made = [normal, *[b""] * (FIRST_STYLE - 1), *own]
    return struct.pack("<H", len(head)) + head + b"".join(struct.pack("<H", len(one)) + one for one in made)


def _style(identifier: int, kind: int, base: int, name: str, said: Sequence[bytes]) -> bytes:
    head = struct.pack("<5H", identifier, kind | base << 4, len(said), 0, 0)
    body = head + struct.pack("<H", len(name)) + name.encode("utf-16-le") + b"\0\0"
    for one in said:
        body += bytes(len(body) % 2) + struct.pack("<H", len(one)) + one
    return body + bytes(len(body) % 2)


def _fonts(*names: str) -> bytes:
    made = struct.pack("<HH", len(names), 0)
    for name in names:
        body = struct.pack("<BHBB", 0x16, 400, 0, 0).ljust(39, b"\0") + name.encode("utf-16-le") + b"\0\0"
        made += bytes((len(body),)) + body
    return made
