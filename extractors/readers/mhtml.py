"""Pages saved whole (MHTML, ``MIME-Version:`` at the head, often under the name .doc): their HTML part is read."""

from __future__ import annotations

import codecs
import email
from collections.abc import Callable
from dataclasses import replace
from email.message import Message
from functools import partial
from urllib.parse import urljoin

from xxgk.extractors.readers.html import reader as html
from xxgk.extractors.readers.text.charset import declared_in
from xxgk.schema.containers import media_type
from xxgk.schema.document import Content, Picture, Unreadable

MEDIA_TYPE = media_type("mhtml")
MOST_PARTS = 20_000
_BROKEN = (ValueError, LookupError, TypeError, AttributeError, RecursionError)


def read(data: bytes, is_anchor: Callable[[str], bool], *, whole: bool = False) -> Content:
    """The page as `html.read` gives it. `Unreadable` for a message without an HTML part."""
    if data.count(b"\n--") > MOST_PARTS:
        raise Unreadable(f"an MHTML file of more than {MOST_PARTS:,} parts")
    try:
        message = email.message_from_bytes(data.lstrip())
        part = _page(message)
        payload = None if part is None else part.get_payload(decode=True)
        charset = None if part is None else part.get_content_charset()
    except _BROKEN as error:
        raise Unreadable("broken MHTML file") from error
    if not isinstance(payload, bytes) or not payload.strip():
        raise Unreadable("an MHTML file or a message without a page in it")
    base = part.get("Content-Location", "") if part is not None else ""
    content = html.read(_as_declared(payload, charset), is_anchor, whole=whole, sheet_of=partial(_sheet, message, base))
    pictures = tuple(picture._replace(data=_held(message, base, picture)) for picture in content.pictures)
    return replace(content, media_type=MEDIA_TYPE, pictures=pictures)


def _held(message: Message, base: str, picture: Picture) -> bytes:
    """The bytes of a picture that the file holds as a part of its own, by address or number."""
    return _named(message, base, picture.source, "image") or picture.data


def _sheet(message: Message, base: str, address: str) -> str | None:
    """A style sheet that the file holds."""
    found = _named(message, base, address, "text")
    return None if found is None else found.decode("utf-8", "replace")


def _named(message: Message, base: str, address: str, kind: str) -> bytes | None:
    """The bytes of the part that a page names by an address; None where the file has none of that kind."""
    try:
        wanted = {address, urljoin(base, address)}
    except ValueError:
        wanted = {address}
    for part in message.walk() if address else ():
        names = (part.get("Content-Location", ""), "cid:" + part.get("Content-ID", "").strip(" <>"))
        if part.get_content_maintype() == kind and wanted.intersection(names):
            payload = part.get_payload(decode=True)
            return payload if isinstance(payload, bytes) else None
    return None


def _page(message: Message) -> Message | None:
    """The first part that is HTML: the page itself stands before its frames."""
    return next((part for part in message.walk() if part.get_content_type() == "text/html"), None)


def _as_declared(payload: bytes, charset: str | None) -> bytes:
    """The page in UTF-8 where only the part's head names its character set."""
    if charset is None or declared_in(payload) is not None:
        return payload
    try:
        return codecs.BOM_UTF8 + payload.decode(charset).encode()
    except (LookupError, UnicodeError):
        return payload
