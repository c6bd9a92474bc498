"""robots.txt: what a host allows, in the states that real answers come in (RFC 9309)."""

from __future__ import annotations

from dataclasses import dataclass

from protego import Protego

from flows.crawl.settings import PRODUCT

LARGEST = 512 << 10
NAME = PRODUCT.partition("/")[0]

NO_FILE, HTML, RULES, CLOSED, UNAVAILABLE = "none", "html", "rules", "closed", "unavailable"


@dataclass(frozen=True)
class Robots:
    """What a host says. `state`: ``none`` (no file), ``html`` (a web page instead of one: the same as none), ``rules``,
    ``closed`` (nothing may be asked), ``unavailable`` (the server failed: not tonight). `delay`: its Crawl-delay in
    seconds."""

    state: str
    delay: float = 0.0
    rules: Protego | None = None

    def allows(self, url: str) -> bool:
        """Whether an address may be asked."""
        if self.state == UNAVAILABLE:
            return False
        return self.rules is None or self.rules.can_fetch(url, NAME)


def read_robots(status: int, body: bytes, root: str) -> Robots:
    """The meaning of an answer to ``/robots.txt``; `root` is the address of the host's home page. 429 is a server that
    wants peace, like 5xx."""
    if status == 429 or status >= 500:
        return Robots(UNAVAILABLE)
    if status >= 400:
        return Robots(NO_FILE)
    head = body[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!", b"<html", b"<head", b"<script", b"<meta", b"<?xml")) or b"<html" in head:
        return Robots(HTML)
    rules = Protego.parse(body[:LARGEST].decode("utf-8", "replace").removeprefix("\ufeff"))
    delay = rules.crawl_delay(NAME) or 0.0
    if (rate := rules.request_rate(NAME)) and rate.requests:
        delay = max(delay, rate.seconds / rate.requests)
    return Robots(RULES if rules.can_fetch(root, NAME) else CLOSED, delay, rules)
