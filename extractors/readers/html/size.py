"""How large a page may be: its markup, without the pictures that it holds as text."""

from __future__ import annotations

import re

from xxgk.schema.document import Unreadable

MOST_MARKUP = 8 << 20
"""Bytes; a report as Word writes it has some 2 MB."""
MOST_TAGS = 500_000
"""Of which every second one opens an element; an element takes some 600 bytes."""

_EMBEDDED = re.compile(rb"data:[a-z]+/[^\"'<>\s]{64,}+", re.IGNORECASE)


def refuse_large(page: bytes) -> None:
    """Raises Unreadable where a page is too large to be parsed."""
    if len(page) > MOST_MARKUP:
        markup = len(page) - sum(found.end() - found.start() for found in _EMBEDDED.finditer(page))
        if markup > MOST_MARKUP:
            raise Unreadable(f"the page has {markup:,} bytes of markup; the limit is {MOST_MARKUP:,}")
    tags = page.count(b"<") if len(page) > MOST_TAGS else 0
    if tags > MOST_TAGS:
        raise Unreadable(f"the page has {tags:,} tags; the limit is {MOST_TAGS:,}")
