"""A look at a PDF before any reader opens it: what it would unfold to is counted, so that a file of a few kilobytes
cannot take minutes and gigabytes.

Readers expand a form each time that it is drawn, also those that forms draw, while they load a page: so draws are
followed as they would be, with a budget. Streams are inflated with a bound. Pictures are not inflated, their sizes are
taken from where they tell them. See `inventory` for what is looked at."""

from __future__ import annotations

import re
import struct
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from typing import NamedTuple

from xxgk.extractors.readers.paper.scans import MOST_PIXELS
from xxgk.extractors.readers.pdf.filters import Bomb
from xxgk.extractors.readers.pdf.inventory import Dict, Inventory, Stream
from xxgk.extractors.readers.pdf.syntax import TokenBudget, Value, name_of, value_at
from xxgk.schema.document import Unreadable

MOST_DRAWN = 16 << 20
"""Bytes of operators of one page, each form counted as often as it is drawn."""
MOST_DRAWN_OF_ALL = 48 << 20
"""The same of all pages: looking at it takes some 40 ms for each million."""
MOST_OBJECTS = 200_000
"""Operators that draw something, of one page."""
MOST_OBJECTS_OF_ALL = 1_000_000
"""The same of all pages."""
MOST_CHARACTERS = 1_000_000
"""Bytes of the strings that one page shows."""
MOST_VISITS = 20_000
"""Different ways that lead from the pages to a form, and parts of the tree of pages."""
DEEPEST_MARKS = 1_000
"""Marked contents within each other: each keeps a list of those around it."""
DEEPEST_TREE = 64

_GAP = rb"(?:[\0\t\n\f\r ]|%[^\r\n]*+[\r\n])++"
_NAME = rb"/([^\0\t\n\f\r ()<>\[\]{}/%]*+)"
_END = rb"(?![^\0\t\n\f\r ()<>\[\]{}/%])"
_DRAW = re.compile(_NAME + _GAP + rb"(?:Do|scn|SCN)" + _END)
_FONT = re.compile(_NAME + _GAP + rb"[-+.\d]++" + _GAP + rb"Tf" + _END)
_PAINT = re.compile(rb"(?<![^\0\t\n\f\r )>\]])(?:[fFBbsSq]\*?|T[jJ]|['\"]|sh|BMC|BDC|BI|Do)(?![^\0\t\n\f\r /(<\[%])")
_MARKED = re.compile(rb"(?<![^\0\t\n\f\r )>\]])(?:(BMC|BDC)|EMC)(?![^\0\t\n\f\r /(<\[%])")
_PARENTHESES = re.compile(rb"\\.|[()]", re.DOTALL)
_HEX = re.compile(rb"<[0-9A-Fa-f\0\t\n\f\r ]++>")
_INLINE = re.compile(rb"(?<![^\0\t\n\f\r )>\]])BI(?=[\0\t\n\f\r /])")
_SHORT = 64 << 10
_JPEG_SIZE = re.compile(rb"\xff[\xc0-\xc3\xc5-\xc7\xc9-\xcb\xcd-\xcf]..\x08(....)[\x01\x03\x04]", re.DOTALL)
_JPX_SIZE = re.compile(rb"\xff\x4f\xff\x51....(........)", re.DOTALL)


_LAST: dict[str, str] = {}
"""The hash of the last file that was looked at, and why it was refused."""


class Cost(NamedTuple):
    """What reading some content takes: bytes of operators, objects drawn, bytes of strings shown."""

    drawn: int
    objects: int
    characters: int

    def plus(self, other: Cost, times: int = 1) -> Cost:
        """Together with another, so many times."""
        return Cost(*(mine + times * theirs for mine, theirs in zip(self, other, strict=True)))


@dataclass(frozen=True, slots=True)
class Operators:
    """A stream of operators: what it costs by itself, the names of what it draws with how often, its fonts."""

    own: Cost
    draws: Mapping[str, int]
    fonts: frozenset[str]


def refuse_bombs(data: bytes) -> None:
    """Raises Unreadable where a PDF unfolds to more than any report is."""
    digest = sha256(data).hexdigest()
    if _LAST.get("digest") != digest:  # a file is opened more than once
        _LAST.update(digest=digest, reason=_reason(data))
    if reason := _LAST["reason"]:
        raise Unreadable(reason)


def _reason(data: bytes) -> str:
    """Why it is refused, ``""`` if it is not."""
    try:
        look = _Look(data)
        if look.is_hidden:
            return "the PDF is encrypted"
        look.whole()
    except Bomb as bomb:
        return f"a PDF bomb: {bomb}"
    return ""


class _Look:
    def __init__(self, data: bytes) -> None:
        self._file = Inventory(data)
        self.is_hidden = self._file.is_hidden
        self._contents: dict[tuple[int, ...], Operators] = {}
        self._visits = 0

    def whole(self) -> None:
        """Look at everything. Raises Bomb."""
        self._file.measure()
        for stream in self._file.streams():
            if stream.is_picture or "Width" in stream.head or "DecodeParms" in stream.head:
                self._measure_picture(stream)
        total = Cost(0, 0, 0)
        for page in self._pages():
            total = total.plus(self._measure_page(page))
            if total.objects > MOST_OBJECTS_OF_ALL:
                raise Bomb(f"pages that draw more than {MOST_OBJECTS_OF_ALL:,} objects")
            if total.drawn > MOST_DRAWN_OF_ALL:
                raise Bomb(f"pages that draw more than {MOST_DRAWN_OF_ALL >> 20} MB of operators")

    # --------------------------------------------------------------------------------------------------------- pictures

    def _measure_picture(self, stream: Stream) -> None:
        head = stream.head
        parms = self._file.one_of(head.get("DecodeParms", head.get("DP")))
        listed = parms if isinstance(parms, list) else [parms]
        sizes = [(head.get("Width", head.get("W")), head.get("Height", head.get("H")))]
        sizes += [(one.get("Columns"), one.get("Rows")) for given in listed for one in self._file.heads_of(given)]
        _refuse_pixels(*(tuple(map(self._file.one_of, size)) for size in sizes))
        if stream.filters and stream.filters[-1] in ("DCTDecode", "DCT", "JPXDecode"):
            _refuse_pixels(*_told_within(self._file.beginning(stream)))

    # ------------------------------------------------------------------------------------------------------------ pages

    def _pages(self) -> Iterator[tuple[Dict, Value]]:
        """Each page with its resources, its own or those of the tree above it."""
        roots = [trailer["Root"] for trailer in self._file.trailers if "Root" in trailer]
        catalogues = [head for root in roots for head in self._file.heads_of(root)]
        trees = [tree.get("Pages") for tree in catalogues or self._file.dictionaries_with(b"Catalog")]
        seen: set[int] = set()
        for tree in trees:
            yield from self._leaves(tree, None, (), seen)

    def _leaves(
        self, node: Value, resources: Value, above: tuple[int, ...], seen: set[int]
    ) -> Iterator[tuple[Dict, Value]]:
        self._visit("a tree of pages")
        if len(above) > DEEPEST_TREE:
            raise Bomb(f"a tree of pages more than {DEEPEST_TREE} deep")
        for head in self._file.heads_of(node):
            if id(head) in above:
                continue
            own = head.get("Resources", resources)
            kids = self._file.one_of(head.get("Kids"))
            if isinstance(kids, list):
                for kid in kids:
                    yield from self._leaves(kid, own, (*above, id(head)), seen)
            elif id(head) not in seen:
                seen.add(id(head))
                yield head, own

    def _measure_page(self, page: tuple[Dict, Value]) -> Cost:
        head, resources = page
        total = self._cost(tuple(self._streams_of(head.get("Contents"))), resources, ())
        for note in self._listed(head.get("Annots")):
            for one in self._file.heads_of(note):
                for shown in self._file.heads_of(one.get("AP")):
                    for stream in self._appearances(shown.get("N")):
                        total = total.plus(self._form(stream, None, ()))
                        _refuse_cost(total)
        return total

    def _appearances(self, value: Value) -> Iterator[Stream]:
        for one in self._file.all_of(value):
            if isinstance(one, Stream):
                yield one
            elif isinstance(one, dict):
                for state in one.values():
                    yield from (shown for shown in self._file.all_of(state) if isinstance(shown, Stream))

    def _streams_of(self, value: Value) -> Iterator[Stream]:
        for one in self._file.all_of(value):
            if isinstance(one, list):
                for part in one:
                    yield from (found for found in self._file.all_of(part) if isinstance(found, Stream))
            elif isinstance(one, Stream):
                yield one

    def _listed(self, value: Value) -> list[Value]:
        found = self._file.one_of(value)
        return found if isinstance(found, list) else []

    # ------------------------------------------------------------------------------------------------------------ draws

    def _form(self, stream: Stream, resources: Value, above: tuple[int, ...]) -> Cost:
        """The cost of a form where it is drawn. Raises Bomb where it draws itself: pdfium does not end at that."""
        if stream.is_picture:
            return Cost(0, 0, 0)
        _refuse_circle(stream, above)
        return self._cost((stream,), stream.head.get("Resources", resources), (*above, stream.begin))

    def _cost(self, streams: tuple[Stream, ...], resources: Value, above: tuple[int, ...]) -> Cost:
        self._visit("forms that draw forms")
        content = self._content(streams)
        total = content.own
        _refuse_cost(total)
        if not content.draws and not content.fonts:
            return total
        for held in self._file.heads_of(resources):
            for name, times in content.draws.items():
                for kind in ("XObject", "Pattern"):
                    for part in self._named(held, kind, name):
                        total = total.plus(self._form(part, resources, above), times)
                        _refuse_cost(total)
            for name in content.fonts:
                total = total.plus(self._glyphs(held, name, resources, above))
                _refuse_cost(total)
        return total

    def _named(self, resources: Dict, kind: str, name: str) -> Iterator[Stream]:
        for names in self._file.heads_of(resources.get(kind)):
            if name in names:
                yield from (found for found in self._file.all_of(names[name]) if isinstance(found, Stream))

    def _glyphs(self, resources: Dict, name: str, inherited: Value, above: tuple[int, ...]) -> Cost:
        """The cost of all glyphs of a font that draws them with operators."""
        total = Cost(0, 0, 0)
        for fonts in self._file.heads_of(resources.get("Font")):
            for font in self._file.heads_of(fonts.get(name)):
                for drawn in self._file.heads_of(font.get("CharProcs")) if font.get("Subtype") == "Type3" else ():
                    for glyph in drawn.values():
                        for stream in self._streams_of(glyph):
                            held = stream.head.get("Resources", font.get("Resources", inherited))
                            if stream.begin not in above:  # a glyph that names its own font: pdfium ends at that
                                total = total.plus(self._cost((stream,), held, (*above, stream.begin)))
                                _refuse_cost(total)
        return total

    def _content(self, streams: tuple[Stream, ...]) -> Operators:
        key = tuple(stream.begin for stream in streams)
        if key not in self._contents:
            parts, size = [], 0
            for stream in streams:
                parts.append(self._file.content(stream))
                size += len(parts[-1])
                _refuse_cost(Cost(size, 0, 0))
            self._contents[key] = _content_of(b"\n".join(parts))
        return self._contents[key]

    def _visit(self, what: str) -> None:
        self._visits += 1
        if self._visits > MOST_VISITS:
            raise Bomb(f"{what} in more than {MOST_VISITS:,} ways")


def _content_of(text: bytes) -> Operators:
    """A content looked at; where it is too much for a page, nothing behind that is. Raises Bomb."""
    painted = sum(1 for _ in islice(_PAINT.finditer(text), MOST_OBJECTS + 1))
    own = Cost(len(text) + 100, painted, len(text) if len(text) < _SHORT else _characters(text))
    _refuse_cost(own)
    _refuse_marks(text)
    for found in _INLINE.finditer(text):
        _refuse_inline(text, found.end())
    draws = Counter(name_of(found[1]) for found in islice(_DRAW.finditer(text), MOST_OBJECTS + 1))
    _refuse_cost(Cost(0, draws.total(), 0))
    fonts = frozenset(name_of(found[1]) for found in islice(_FONT.finditer(text), MOST_OBJECTS))
    return Operators(own, draws, fonts)


def _characters(text: bytes) -> int:
    """Bytes within the strings of some content, at least one of each."""
    if (strings := text.count(b"(")) > MOST_CHARACTERS:
        return strings
    total = sum(len(found[0]) // 2 for found in _HEX.finditer(text))
    depth = begun = 0
    for found in _PARENTHESES.finditer(text):
        if found[0] == b"(":
            begun = found.end() if not depth else begun
            depth += 1
        elif found[0] == b")" and depth:
            depth -= 1
            total += 0 if depth else found.start() - begun
    return total + (len(text) - begun if depth else 0)


def _refuse_marks(text: bytes) -> None:
    if text.count(b"BMC") + text.count(b"BDC") <= DEEPEST_MARKS:
        return
    depth = 0
    for found in _MARKED.finditer(text):
        depth = depth + 1 if found[1] else max(depth - 1, 0)
        if depth > DEEPEST_MARKS:
            raise Bomb(f"marked contents more than {DEEPEST_MARKS:,} deep")


def _refuse_inline(text: bytes, at: int) -> None:
    """A picture among the operators: its keys stand between BI and ID."""
    keys, _ = value_at(b"<<" + text[at : at + 1000].partition(b"ID")[0] + b">>", 0, TokenBudget(1000))
    if isinstance(keys, dict):
        _refuse_pixels((keys.get("W", keys.get("Width")), keys.get("H", keys.get("Height"))))


def _told_within(raw: bytes) -> Iterator[tuple[int, int]]:
    """The sizes that the beginning of a JPEG or JPEG 2000 tells."""
    for found in _JPEG_SIZE.finditer(raw):
        height, width = struct.unpack(">HH", found[1])
        yield width, height
    for found in _JPX_SIZE.finditer(raw):
        yield struct.unpack(">II", found[1])


def _refuse_pixels(*sizes: tuple[Value, ...]) -> None:
    for width, height in sizes:
        if isinstance(width, int) and isinstance(height, int) and width * height > MOST_PIXELS:
            raise Bomb(f"a picture of {width:,} by {height:,} points")


def _refuse_circle(stream: Stream, above: tuple[int, ...]) -> None:
    if stream.begin in above:
        raise Bomb("a drawing that draws itself")


def _refuse_cost(cost: Cost) -> None:
    if cost.drawn > MOST_DRAWN:
        raise Bomb(f"a page that draws more than {MOST_DRAWN >> 20} MB of operators")
    if cost.objects > MOST_OBJECTS:
        raise Bomb(f"a page that draws more than {MOST_OBJECTS:,} objects")
    if cost.characters > MOST_CHARACTERS:
        raise Bomb(f"a page that shows more than {MOST_CHARACTERS:,} characters")
