"""Zip packages (.docx, .xlsx, .ofd, .zip) opened as hostile until read: everything is bounded before it is inflated.

Part names are resolved by python-docx's package level (`docx.opc`). Its package reader is not used: it inflates every
part whatever its size, trusts the sizes that an archive declares, and gives up a whole document for one dangling
relationship (such as ``word/NULL``), which real files have. Archives within archives are never opened.

What an archive declares is checked first, so that nothing is inflated in vain, and then not believed: no two members
may take the same bytes, and how often a member unfolds is counted from the bytes that it really took.
"""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial

from docx.opc.packuri import PackURI
from lxml import etree

from xxgk.schema.containers import containers
from xxgk.schema.document import Unreadable
from xxgk.schema.limits import BYTES, Limit, LimitTable

MAX_ENTRIES = 2000
MAX_PART_BYTES = 64 << 20
MAX_TOTAL_BYTES = 128 << 20
MAX_XML_BYTES = 12 << 20  # a part that is parsed: the tree needs some thirty times its bytes
MAX_RATIO = 200  # inflated to deflated size …
RATIO_FROM_BYTES = 1 << 20  # … of parts larger than this; small ones may well be a run of blanks
LIMITS: LimitTable = {
    "Packages (.docx, .xlsx, .ofd, .zip)": (
        Limit(MAX_ENTRIES, "members"),
        Limit(MAX_PART_BYTES, "a member, inflated", BYTES),
        Limit(MAX_TOTAL_BYTES, "all members, inflated; all that is parsed", BYTES),
        Limit(MAX_XML_BYTES, "a member that is parsed", BYTES),
        Limit(MAX_RATIO, "times that a member of more than 1 MB may inflate, by the bytes it really took"),
    ),
}

ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
HEADER_BYTES = 30
CENTRAL_ENTRY = b"PK\x01\x02"
ENCRYPTED_FLAG, UTF8_FLAG = 0x1, 0x800

_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    NotImplementedError,  # a compression method that zipfile does not know
    RuntimeError,  # a password is asked for
    OSError,
    ValueError,
)

# libxml2 itself refuses more than 256 nested elements while `huge_tree` is off.
_parser = partial(
    etree.XMLParser,
    resolve_entities=False,
    no_network=True,
    load_dtd=False,
    dtd_validation=False,
    huge_tree=False,
    remove_comments=True,
    remove_pis=True,
)
_PARSER, _LENIENT = _parser(), _parser(recover=True)


@contextmanager
def _plain_errors() -> Iterator[None]:
    try:
        yield
    except _BROKEN as error:
        raise Unreadable(f"broken or cut-off zip archive ({str(error) or type(error).__name__})") from error


def _key(name: str) -> str:
    """Part names are equal without regard to case; some writers use backslashes."""
    return name.replace("\\", "/").lstrip("/").lower()


class Package:
    """A checked zip archive. `Unreadable` where it is encrypted, broken or unreasonably large."""

    def __init__(self, data: bytes) -> None:
        _refuse_ole(data)
        if data.count(CENTRAL_ENTRY) > MAX_ENTRIES:
            raise Unreadable(f"archive with more than {MAX_ENTRIES} entries")
        with _plain_errors():
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        self._data, self._parsed = data, 0
        infos = self._zip.infolist()
        _refuse_bombs(infos)
        self._refuse_overlaps(infos)
        self._entries = {_key(info.filename): info for info in infos}
        names = [_key(info.filename) for info in infos]
        self._twice = {name for name in names if names.count(name) > 1} if len(self._entries) < len(names) else set()

    def names(self) -> tuple[str, ...]:
        """The names of all entries as the archive gives them, in its order."""
        return tuple(info.filename for info in self._zip.infolist())

    def members(self) -> tuple[tuple[str, str], ...]:
        """Name and printed name of all entries: what is not UTF-8 is the GB18030 of Chinese Windows."""
        return tuple((info.filename, _printed(info)) for info in self._zip.infolist())

    def part(self, name: str) -> bytes | None:
        """The bytes of one part, never more than it declares; None where it is absent."""
        key = _key(name)
        info = self._entries.get(key)
        if info is None:
            return None
        if key in self._twice:
            raise Unreadable(f"archive with two entries named {info.filename}")
        if info.flag_bits & ENCRYPTED_FLAG:
            raise Unreadable("encrypted zip archive: a password is needed")
        with _plain_errors(), self._zip.open(info) as stream:  # which looks at the member's own header, too
            if info.compress_type == zipfile.ZIP_DEFLATED:
                return _inflated(info, self._data[self._begin(info) :][: info.compress_size])
            return stream.read(info.file_size + 1)  # read() without a size inflates before it looks at the declared one

    def _begin(self, info: zipfile.ZipInfo) -> int:
        """Where the bytes of a member begin, behind its own header."""
        name, extra = struct.unpack_from("<HH", self._data, info.header_offset + 26)
        return info.header_offset + HEADER_BYTES + int(name) + int(extra)

    def _refuse_overlaps(self, infos: list[zipfile.ZipInfo]) -> None:
        ordered = sorted(infos, key=lambda info: info.header_offset)
        ends = (*(info.header_offset for info in ordered[1:]), self._zip.start_dir)
        for info, end in zip(ordered, ends, strict=False):
            with _plain_errors():
                if self._begin(info) + info.compress_size > end:
                    raise Unreadable(f"zip bomb: {info.filename[:80]} takes bytes that are not its own")

    def with_parts(self, changed: Mapping[str, bytes]) -> bytes:
        """The archive again, with these parts in place of those of the same name, and without parts of no name."""
        parts = {_key(name): content for name, content in changed.items()}
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            for info in filter(lambda info: info.filename, self._zip.infolist()):
                new = parts.get(_key(info.filename))
                archive.writestr(info.filename, (self.part(info.filename) or b"") if new is None else new)
        return buffer.getvalue()

    def xml(self, name: str, *, lenient: bool = False) -> etree._Element | None:
        """The root of an XML part, None where it is absent. `Unreadable` for DTDs, entities and malformed XML; what is
        `lenient` is read as far as it goes, as the VML that programs write is not always well-formed."""
        data = self.part(name)
        if data is None:
            return None
        self._parsed += len(data)
        if self._parsed > MAX_TOTAL_BYTES:
            raise Unreadable(
                f"the parts of the archive name each other: more than {MAX_TOTAL_BYTES >> 20} MB are parsed"
            )
        return parse_xml(data, name, _LENIENT if lenient else _PARSER)

    def related(self, source: str) -> dict[str, str]:
        """Parts that the part `source` (``/`` for the package) points to: last word of the relationship type -> name.

        The type's last word (``officeDocument``, ``styles``) is the same in the transitional and the strict vocabulary.
        Of several of one type the first counts, as in Word; external targets are left out.
        """
        found: dict[str, str] = {}
        for kind, _, target in self._relations(source):
            found.setdefault(kind, target)
        return found

    def targets(self, source: str) -> dict[str, str]:
        """Parts that the part `source` points to, by the names that its relationships have in it."""
        return {name: target for _, name, target in self._relations(source)}

    def _relations(self, source: str) -> Iterator[tuple[str, str, str]]:
        """Last word of the type, name and target of each relationship within the package."""
        folder, _, leaf = source.rpartition("/")
        rels = self.xml(f"{folder}/_rels/{leaf}.rels")
        for relation in () if rels is None else rels:
            kind, target = relation.get("Type", "").rpartition("/")[2], relation.get("Target", "")
            if kind and target and relation.get("TargetMode") != "External":
                yield kind, relation.get("Id", ""), str(PackURI.from_rel_ref(folder or "/", target))


def _printed(info: zipfile.ZipInfo) -> str:
    if info.flag_bits & UTF8_FLAG or info.filename.isascii():
        return info.filename
    raw = info.filename.encode("cp437", "replace")  # what zipfile takes all other names for
    for charset in ("utf-8", "gb18030"):
        try:
            return raw.decode(charset)
        except UnicodeDecodeError:
            continue
    return info.filename


def parse_xml(data: bytes, name: str, parser: etree.XMLParser = _PARSER) -> etree._Element:
    """Parse hostile XML: no DTD, no entities, no network, bounded size and depth. `name` is for the message only."""
    if len(data) > MAX_XML_BYTES:
        raise Unreadable(f"{name} is larger than {MAX_XML_BYTES >> 20} MB")
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(f"{name} is not well-formed XML ({str(error).splitlines()[0]})") from error
    if root.getroottree().docinfo.internalDTD is not None:  # declared, but neither loaded nor expanded
        raise Unreadable(f"{name} declares a DTD or entities, which a report never needs")
    return root


def _refuse_ole(data: bytes) -> None:
    if containers()["compound"].begun_by(data):
        if ENCRYPTED_STREAM in data:
            raise Unreadable("encrypted Office document: a password is needed")
        raise Unreadable("binary Office document of the older kind, not a zip package")


def _inflated(info: zipfile.ZipInfo, raw: bytes) -> bytes:
    """A deflated member, never more than it declares. Raises Unreadable."""
    engine = zlib.decompressobj(-zlib.MAX_WBITS)
    out = engine.decompress(raw, info.file_size + 1)
    taken = len(raw) - len(engine.unconsumed_tail) - len(engine.unused_data)
    _refuse_ratio(info.filename, len(out), taken)
    if len(out) > info.file_size:
        raise Unreadable(f"zip bomb: {info.filename[:80]} inflates to more than the archive tells")
    if len(out) < info.file_size or zlib.crc32(out) != info.CRC:
        raise zipfile.BadZipFile(f"Bad CRC-32 for file {info.filename[:80]!r}")
    return out


def _refuse_ratio(name: str, size: int, taken: int) -> None:
    if size > RATIO_FROM_BYTES and size > MAX_RATIO * taken:
        raise Unreadable(f"zip bomb: {name[:80]} inflates more than {MAX_RATIO} times")


def _refuse_bombs(infos: list[zipfile.ZipInfo]) -> None:
    if len(infos) > MAX_ENTRIES:
        raise Unreadable(f"archive with more than {MAX_ENTRIES} entries")
    total = 0
    for info in infos:
        size = info.file_size
        total += size
        if size > MAX_PART_BYTES:
            raise Unreadable(f"{info.filename[:80]} inflates to more than {MAX_PART_BYTES >> 20} MB")
        if total > MAX_TOTAL_BYTES:
            raise Unreadable(f"archive inflates to more than {MAX_TOTAL_BYTES >> 20} MB")
        _refuse_ratio(info.filename, size, info.compress_size)
