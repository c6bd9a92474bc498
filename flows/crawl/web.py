"""What is asked of the web and what comes back: the interface between those who read pages and those who fetch them.

Discovery and its adapters know nothing of connections, delays, robots or retries: they are given a `Get` and ask it.
Whoever stands behind it refuses, waits and classifies; a test answers from a dictionary.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from extractors.charset import declared_in, decode

PAGE, DOCUMENT = "page", "document"
"""Classes of an answer that can be read: markup or other text, and everything else (Word, PDF, archives, pictures)."""

SOFT404_HOME, JS_STUB, BLOCKED, ATTACHMENT_IS_HTML = "soft404-home", "js-stub", "blocked", "attachment-is-html"
LAYOUT_CHANGED, NOT_A_REPORT = "layout-changed", "not-a-report"
NOT_MODIFIED, NOT_FOUND, SERVER_ERROR, UNREACHABLE = "not-modified", "not-found", "server-error", "unreachable"
REFUSED, ROBOTS, TOO_LARGE = "refused", "robots", "too-large"
"""Classes of an answer that holds no report, and of requests without an answer (status 0)."""

READABLE = frozenset({PAGE, DOCUMENT})


class Request(NamedTuple):
    """One request: a GET, or a POST of form fields where `form` is given. `referer` is the page that names it."""

    url: str
    form: tuple[tuple[str, str], ...] | None = None
    referer: str = ""


@dataclass(frozen=True)
class Fetched:
    """One answer. `url` as asked for, `final_url` after redirects; `kind` is one of the classes above; `status` 0 where
    nothing answered; header names are in lower case; `body` has no content encoding any more."""

    url: str
    final_url: str
    status: int
    kind: str
    headers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    body: bytes = b""
    detail: str = ""

    @property
    def readable(self) -> bool:
        """Whether the answer is what was asked for."""
        return self.kind in READABLE

    @cached_property
    def text(self) -> str:
        """The body as text: the bytes testify, then the page's own declaration, then the server's header."""
        _, _, declared = self.headers.get("content-type", "").lower().partition("charset=")
        return decode(self.body, declared_in(self.body) or declared.strip(" \"';") or None)[0]


Get = Callable[[Request], Awaitable[Fetched]]
"""Fetches politely. Never raises for what a site does: a failure is an answer of its class."""
