"""Pages saved whole (MHTML, ``MIME-Version:`` at the head, often under the name .doc): their HTML part is read."""

from __future__ import annotations

import codecs
import email
from collections.abc import Callable
from email.message import Message

from extractors.charset import declared_in
from extractors.readers import html
from schema.document import Content, Unreadable

MEDIA_TYPE = "multipart/related"
_BROKEN = (ValueError, LookupError, TypeError, AttributeError, RecursionError)


def read(data: bytes, is_anchor: Callable[[str], bool]) -> Content:
    """The page as `html.read` gives it. `Unreadable` for a message without an HTML part."""
    try:
        part = _page(email.message_from_bytes(data.lstrip()))
        payload = None if part is None else part.get_payload(decode=True)
        charset = None if part is None else part.get_content_charset()
    except _BROKEN as error:
        raise Unreadable("broken MHTML file") from error
    if not isinstance(payload, bytes) or not payload.strip():
        raise Unreadable("an MHTML file or a message without a page in it")
    content = html.read(_as_declared(payload, charset), is_anchor)
    return Content(content.reader, MEDIA_TYPE, content.blocks, content.metadata, content.remarks)


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
