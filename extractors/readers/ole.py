"""Compound files (OLE2: .doc, .wps, .xls, encrypted .docx), opened as hostile until read."""

from __future__ import annotations

import io
import struct

import olefile

from xxgk.schema.document import Unreadable

MAX_STREAM_BYTES = 64 << 20
_BROKEN = (OSError, struct.error, ValueError, IndexError, KeyError, TypeError, AttributeError, RecursionError)
_TITLE, _CODE_PAGE, _BYTES = 2, 1, 30
MAX_PROPERTIES = 100
_SUMMARY = "\x05SummaryInformation"
_CODE_PAGES = {936: "gb18030", 54936: "gb18030", 950: "big5", 65001: "utf-8", -535: "utf-8", 1252: "cp1252"}


class Compound:
    """The streams of a compound file. `Unreadable` where it is broken; nothing is read before it is asked for."""

    def __init__(self, data: bytes) -> None:
        try:
            self._ole = olefile.OleFileIO(io.BytesIO(data))
        except _BROKEN as error:
            raise Unreadable(f"broken or cut-off compound file ({_one_line(error)})") from error
        root = self._ole.root
        entries = () if root is None else root.kids
        self._names = {entry.name.lower(): entry.name for entry in entries}

    def names(self) -> tuple[str, ...]:
        """The names of the entries of the root storage."""
        return tuple(self._names.values())

    def stream(self, name: str) -> bytes:
        """The bytes of a stream of the root storage, ``b""`` where it is absent."""
        found = self._names.get(name.lower())
        if found is None:
            return b""
        try:
            if self._ole.get_size(found) > MAX_STREAM_BYTES:
                raise Unreadable(f"the stream {name} has more than {MAX_STREAM_BYTES >> 20} MB")
            data: bytes = self._ole.openstream(found).read()
        except _BROKEN as error:
            raise Unreadable(f"broken or cut-off compound file (stream {name}: {_one_line(error)})") from error
        return data

    def title(self) -> str:
        """The title of the document's properties, ``""`` where there is none or it cannot be decoded.

        Read by hand: olefile's reader of properties takes minutes over a damaged count."""
        try:
            return _title(self.stream(_SUMMARY))
        except (Unreadable, struct.error, UnicodeDecodeError):
            return ""


def _title(summary: bytes) -> str:
    """The title in a stream of properties ([MS-OLEPS])."""
    (section,) = struct.unpack_from("<I", summary, 44)
    (count,) = struct.unpack_from("<I", summary, section + 4)
    listed = summary[section + 8 : section + 8 + 8 * min(count, MAX_PROPERTIES)]
    pairs = struct.iter_unpack("<II", listed[: len(listed) // 8 * 8])
    places = {identifier: section + offset for identifier, offset in pairs}
    if _TITLE not in places:
        return ""
    code_page = struct.unpack_from("<h", summary, places[_CODE_PAGE] + 4)[0] if _CODE_PAGE in places else 936
    kind, length = struct.unpack_from("<II", summary, places[_TITLE])
    raw = summary[places[_TITLE] + 8 : places[_TITLE] + 8 + length]
    return raw.decode(_CODE_PAGES.get(code_page, "gb18030")).strip("\0 \t\r\n") if kind == _BYTES else ""


def _one_line(error: BaseException) -> str:
    return (str(error) or type(error).__name__).splitlines()[0][:100]
