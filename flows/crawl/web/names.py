"""The name of a file as its sender gives it, in any of the ways that Chinese sites do it."""

from __future__ import annotations

import re
from urllib.parse import unquote_to_bytes

from xxgk.flows.crawl.urls import parse

LONGEST = 200

_CHARSETS = {"big5": ("big5hkscs",), "iso-8859-1": ("latin-1",)}
"""Character sets that a name is believed to be in, beside those that it is tried in; what else a header names may be no
set of characters at all."""

_EXTENDED = re.compile(rb"filename\*\s*=\s*([\w-]*)'[^']*'([^;\s]+)", re.IGNORECASE)
_QUOTED = re.compile(rb'filename\s*=\s*"((?:[^"\\]|\\.)*)"', re.IGNORECASE)
_BARE = re.compile(rb"filename\s*=\s*([^;]+)", re.IGNORECASE)


def file_name(disposition: bytes, url: str) -> str:
    """The name in a raw Content-Disposition, ``filename*`` before ``filename``, else the last part of the address;
    empty where there is none. Never a path. Raw bytes are UTF-8 or, as most sites send them, GB18030."""
    if found := _EXTENDED.search(disposition):
        name = _decoded(unquote_to_bytes(found[2]), found[1].decode("ascii", "replace"))
    elif found := _QUOTED.search(disposition) or _BARE.search(disposition):
        raw = re.sub(rb"\\(.)", rb"\1", found[1].strip())
        name = _decoded(unquote_to_bytes(raw) if re.search(rb"%[0-9A-Fa-f]{2}", raw) else raw)
    else:
        name = _decoded(unquote_to_bytes(parse(url).path.rpartition("/")[2]))
    last = re.split(r"[/\\]", name)[-1]
    return "".join(character for character in last if character.isprintable()).strip(". ")[-LONGEST:]


def _decoded(raw: bytes, charset: str = "") -> str:
    for candidate in (*_CHARSETS.get(charset.lower(), ()), "utf-8", "gb18030"):
        try:
            return raw.decode(candidate)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "replace")
