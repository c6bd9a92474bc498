"""What is asked of the web and what comes back: the interface between those who read pages and those who fetch them.

Discovery and its adapters know nothing of connections, delays, robots or retries: they are given a `Get` and ask it.
Whoever stands behind it refuses, waits and classifies; a test answers from a dictionary.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from xxgk.extractors.readers.text.charset import Decoded, declared_in, reading

PAGE, DOCUMENT = "page", "document"
"""Classes of an answer that can be read: markup or other text, and everything else (Word, PDF, archives, pictures)."""

NOT_MODIFIED, NOT_FOUND, SOFT404_HOME, EMPTY = "not-modified", "not-found", "soft404-home", "empty"
JS_STUB, BLOCKED, ATTACHMENT_IS_HTML = "js-stub", "blocked", "attachment-is-html"
LAYOUT_CHANGED, NOT_A_REPORT, GARBAGE, CUT_OFF = "layout-changed", "not-a-report", "garbage", "cut-off"
UNFILLED = "unfilled"
SERVER_ERROR, HTTP_ERROR, TOO_MANY_REDIRECTS, TOO_LARGE = (
    "server-error",
    "http-error",
    "too-many-redirects",
    "too-large",
)
ROBOTS, ROBOTS_UNAVAILABLE, REFUSED, SET_ASIDE = "robots", "robots-unavailable", "refused", "set-aside"
TIMEOUT, UNREACHABLE, RAISED = "timeout", "unreachable", "raised"
LEFT_OVER = "left-over"
"""Classes of an answer that holds no report, and of requests without an answer (status 0). What holds for each is told
in ``response_classes.toml``."""

READABLE = frozenset({PAGE, DOCUMENT})

NOW = datetime(1970, 1, 1, tzinfo=UTC)
"""The time of an answer that nobody dated."""


class Request(NamedTuple):
    """One request: a GET, or a POST where there is something to send: fields of a `form`, or `content` with its
    `content_type`. `referer` is the page that names it; `file` says that a file is expected, so that a web page in its
    place is a failure. `etag` and `last_modified` are the validators of the answer that the ledger knows, and
    `known_at` the address that gave them, after redirects: a page that only leads there knows nothing of them. What is
    `optional` is asked once, and its failure tells nothing of its host. `since`: a page that came then or later and is
    kept will do, and that there was none."""

    url: str
    form: tuple[tuple[str, str], ...] | None = None
    referer: str = ""
    file: bool = False
    content: bytes | None = None
    content_type: str = ""
    etag: str = ""
    last_modified: str = ""
    known_at: str = ""
    optional: bool = False
    since: datetime | None = None

    @property
    def method(self) -> str:
        """GET or POST."""
        return "GET" if self.form is None and self.content is None else "POST"


@dataclass(frozen=True)
class Fetched:
    """One answer. `url` as asked for, `final_url` after redirects; `kind` is one of the classes above; `status` 0 where
    nothing answered; header names are in lower case; `body` has no content encoding any more and `sha256` is its hash,
    empty without one; `detail` tells in a line what shows the class; `name` is the name of the file; `hops` are the
    addresses that the request was sent on to; `retry_after` in seconds; `is_kept`: nobody was asked, it came `at`
    another time and was kept."""

    url: str
    final_url: str
    status: int
    kind: str
    headers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    body: bytes = b""
    detail: str = ""
    at: datetime = NOW
    sha256: str = ""
    name: str = ""
    hops: tuple[str, ...] = ()
    retry_after: float = 0.0
    is_kept: bool = False

    @property
    def readable(self) -> bool:
        """Whether the answer is what was asked for."""
        return self.kind in READABLE

    @cached_property
    def _reading(self) -> Decoded:
        _, _, declared = self.headers.get("content-type", "").lower().partition("charset=")
        return reading(self.body, declared_in(self.body) or declared.strip(" \"';") or None)

    @property
    def text(self) -> str:
        """The body as text: the bytes testify, then the page's own declaration, then the server's header."""
        return self._reading.text

    @property
    def charset(self) -> str:
        """The character set of that text, in which its links ask."""
        return self._reading.charset


Get = Callable[[Request], Awaitable[Fetched]]
"""Fetches politely. Never raises for what a site does: a failure is an answer of its class."""
