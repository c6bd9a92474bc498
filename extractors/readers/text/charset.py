"""Bytes to text, whatever character set they claim.

The claim is the weakest evidence: pages of one site mix UTF-8 and GBK, servers send a header for all of them, and files
lose theirs. The bytes themselves testify better, so the order is: byte order mark, NUL bytes (UTF-16), UTF-8 (its
multi-byte pattern is nearly never anything else) though a short piece be in another set, the declared set, GB18030, a
guess, and last the least bad reading.

Every reading that is not strict carries a remark, ``CHARSET_UNCERTAIN``, which says what was lost; a text that
ends within a character is ``CUT_OFF``.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from contextlib import suppress
from itertools import chain, zip_longest
from typing import NamedTuple

from charset_normalizer import from_bytes

Remarks = tuple[tuple[str, str], ...]

_BOMS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}  # what is sent under the older name
_MULTIBYTE = frozenset(
    (
        *(
            "gb18030",
            "big5hkscs",
            "hz",
            "utf-8",
            "utf-16",
            "utf-16-le",
            "utf-16-be",
            "utf-32",
            "utf-32-le",
            "utf-32-be",
        ),
        *("iso2022_jp", "euc_jp", "shift_jis", "cp932", "euc_kr", "cp949", "iso2022_kr"),
    )
)  # sets in which wrong bytes fail; a single-byte set accepts anything and so proves nothing
_GUESS_HEAD = 16_384  # bytes shown to the guesser, which costs milliseconds a kilobyte
_COUNT_HEAD = 1_000_000  # bytes on which the candidates of last resort are compared
_DAMAGED = 0.01  # replacement characters per other non-ASCII character up to which a text counts as merely damaged
_META = re.compile(rb"""(?:charset|encoding)\s*+=\s*+(?:["']\s*+)?([A-Za-z0-9_:.\-]{2,40})""", re.IGNORECASE)
_HAN = re.compile("[\u2e80-\ud7ff\uf900-\ufaff\uff00-\uffef]")
_ENOUGH = 8  # such characters that show a text to be UTF-8 in spite of a piece that is not
_UTF8_PIECE = re.compile(rb"(?:[\xe2-\xef][\x80-\xbf]{2}){4,}")
_FOREIGN_BYTES = re.compile(rb"(?:(?![\xe2-\xef][\x80-\xbf]{2})[^\x00-\x3f]){1,60}")
_SAMPLE = 12
_FOREIGN = re.compile("[^\x00-\x7f]")
_PLAIN = re.compile("[\t\n\r -~、-〗\u4e00-\u9fa5，．：；！？（）０-９]")  # what a report in Chinese is made of


def declared_in(markup: bytes) -> str | None:
    """The character set that a page or XML prolog declares in its first 4,096 bytes, as written; None if silent."""
    found = _META.search(markup, 0, 4096)
    return found.group(1).decode("ascii") if found else None


class Decoded(NamedTuple):
    """A text, the set that it was read in, and remarks ``(rule, message)`` on how sure that is."""

    text: str
    charset: str
    remarks: Remarks = ()


def decode(data: bytes, declared: str | None = None) -> tuple[str, Remarks]:
    """The text of `data`, without byte order mark, and remarks on how sure the reading is: see `reading`."""
    read = reading(data, declared)
    return read.text, read.remarks


def reading(data: bytes, declared: str | None = None) -> Decoded:
    """`data` as text, without byte order mark.

    `declared` is the set that the container or the server names; it is believed only where UTF-8 does not fit, and
    never for single-byte sets (nothing is invalid in them). A short piece in another set does not choose the set of the
    whole: it is replaced, and told. Raises nothing: what cannot be read is replaced."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _lenient(data[len(mark) :], name)
    wide = _wide(data)
    if wide:
        return _lenient(data, wide)
    claim = _canonical(declared)
    if data.isascii():
        return Decoded(data.decode("ascii"), claim if claim in _MULTIBYTE else "utf-8")
    if read := _strict(data, "utf-8"):
        return read
    pieces = _pieces_of_utf8(data)
    if pieces and (read := _mostly_utf8(data)):
        return read
    names = list(dict.fromkeys((claim if claim in _MULTIBYTE else "utf-8", "gb18030", "utf-8")))
    rest = _UTF8_PIECE.sub(b" ", data) if pieces else data  # a long piece would look like damage
    for name in names:
        read = _strict(rest, name) or _damaged(rest, name)
        if read:
            return _without_utf8(data, read, pieces)
    guess = _guess(data)
    read = _strict(data, guess) if guess else None
    return read or _lenient(data, min(names, key=lambda name: _lost(data[:_COUNT_HEAD].decode(name, "replace"))))


def as_utf8(data: bytes, declared: str | None = None) -> tuple[bytes, Remarks]:
    """The text of `data` in UTF-8, without byte order mark and NUL, and remarks as `decode` gives them.

    For parsers, which take bytes: what is UTF-8 already, as most pages are, is checked and handed on as it is.
    """
    if b"\0" not in data and not data.startswith(codecs.BOM_UTF8):
        with suppress(UnicodeDecodeError):
            data.decode("utf-8")
            return data, ()
    text, remarks = decode(data, declared)
    return text.replace("\0", "").encode("utf-8", "replace"), remarks


def _canonical(declared: str | None) -> str:
    """Python's name of a declared set, its superset where readers agree on one; empty for an unknown name."""
    try:
        name = codecs.lookup((declared or "").strip().lower().removeprefix("x-")).name
    except (LookupError, ValueError):
        return ""
    return _SUPERSETS.get(name, name)


def _strict(data: bytes, name: str) -> Decoded | None:
    """`data` read without any error, or with one alone: a character cut by the end, after others that were whole."""
    try:
        return Decoded(data.decode(name), name)
    except UnicodeDecodeError as error:
        start = error.start
        if len(data) - start > 3 or not start or error.reason not in _CUT:
            return None
    except UnicodeError:
        return None
    text = data[:start].decode(name, "replace")
    if not _FOREIGN.search(text):
        return None
    return Decoded(text, name, (("CUT_OFF", f"the text is cut off inside a character ({name})"),))


_CUT = ("unexpected end of data", "incomplete multibyte sequence", "truncated data")


def _damaged(data: bytes, name: str) -> Decoded | None:
    """`data` read with so few errors that the set is right and some bytes were harmed on the way."""
    head = data[:_COUNT_HEAD].decode(name, "replace")
    lost = _lost(head)
    return _lenient(data, name) if 0 < lost <= _DAMAGED * (len(_FOREIGN.findall(head)) - lost) else None


def _mostly_utf8(data: bytes) -> Decoded | None:
    """`data` in UTF-8 with a piece in another set: more of it are characters of three bytes, which no other set makes
    by chance, than bytes that fit none."""
    text = data.decode("utf-8", "replace")
    whole = len(_HAN.findall(text))
    return _lenient(data, "utf-8") if whole >= _ENOUGH and whole > _lost(text) else None


def _pieces_of_utf8(data: bytes) -> Sequence[re.Match[bytes]]:
    """Pieces that can only be UTF-8. The kinds of the bytes tell first whether there is one: most text in another set
    has none, and the search proper meets false beginnings everywhere in it."""
    return list(_UTF8_PIECE.finditer(data)) if b"LTT" * 4 in data.translate(_KINDS) else ()


_KINDS = bytes(ord("L") if 0xE2 <= byte <= 0xEF else ord("T") if 0x80 <= byte <= 0xBF else 0 for byte in range(256))


def _without_utf8(data: bytes, read: Decoded, pieces: Sequence[re.Match[bytes]]) -> Decoded:
    """A reading in another set without its pieces of UTF-8, which that set would read as other characters: replaced,
    and told."""
    if not pieces or read.charset == "utf-8":
        return read
    starts, ends = [0, *(piece.end() for piece in pieces)], [*(piece.start() for piece in pieces), len(data)]
    between = [data[start:end].decode(read.charset, "replace") for start, end in zip(starts, ends, strict=True)]
    lost = ["\ufffd" * (len(piece[0]) // 3) for piece in pieces]
    text = "".join(chain(*zip_longest(between, lost, fillvalue="")))
    said = pieces[0][0].decode("utf-8", "replace")
    return Decoded(text, read.charset, (_told(text, read.charset, said, "utf-8"),))


def _lenient(data: bytes, name: str) -> Decoded:
    """`data` under this set, unreadable bytes replaced and counted in a remark."""
    strict = _strict(data, name)
    if strict:
        return strict
    text = data.decode(name, "replace")
    other = "gb18030" if name == "utf-8" else "utf-8"
    piece = _FOREIGN_BYTES.search(data, _first_error(data, name))
    said = piece[0].decode(other, "ignore") if piece else ""
    return Decoded(text, name, (_told(text, name, said, other),))


def _first_error(data: bytes, name: str) -> int:
    try:
        data.decode(name)
    except UnicodeDecodeError as error:
        return error.start
    return 0


def _told(text: str, name: str, said: str, other: str) -> tuple[str, str]:
    """The remark on what could not be read, with what the first piece may say."""
    words = "".join(_HAN.findall(said))[:_SAMPLE]
    perhaps = f"; in {other} the first piece would be {words}" if len(words) > 1 else ""
    return "CHARSET_UNCERTAIN", f"{_lost(text)} characters could not be read as {name}{perhaps}"


def _lost(text: str) -> int:
    return text.count("\ufffd")


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: it has NUL bytes, and read in one of the two byte orders it is sane text."""
    head = data[: min(len(data), 4096) & ~1]
    if head.count(0) * 100 < len(head) or not head.count(0):
        return None
    texts = {name: head.decode(name, "replace") for name in ("utf-16-le", "utf-16-be")}
    name = max(texts, key=lambda name: len(_PLAIN.findall(texts[name])))
    return name if len(_PLAIN.findall(texts[name])) * 10 >= len(texts[name]) * 9 else None


def _guess(data: bytes) -> str | None:
    """The multi-byte set that charset-normalizer finds likeliest for the head of `data`."""
    best = from_bytes(data[:_GUESS_HEAD]).best()
    name = _canonical(best.encoding) if best else ""
    return name if name in _MULTIBYTE else None
