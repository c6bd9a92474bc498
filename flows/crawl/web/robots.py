"""robots.txt: what a host allows, in the states that real answers come in (RFC 9309)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from protego import Protego

from xxgk.flows.crawl.settings import PRODUCT

LARGEST = 512 << 10
LONGEST = 1e6
"""Seconds; a longer pause is none."""

NAME = PRODUCT.partition("/")[0]

_AGENT = re.compile(r"\s*user[- ]?agent[\s:]+(.*)", re.IGNORECASE)

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
    head = body if len(body) <= LARGEST else body[:LARGEST].rpartition(b"\n")[0]
    rules = Protego.parse(_of_others_one(head.decode("utf-8", "replace").removeprefix("\ufeff")))
    delay = min(rules.crawl_delay(NAME) or 0.0, LONGEST)
    if rate := rules.request_rate(NAME):
        delay = max(delay, min(rate.seconds, LONGEST) / rate.requests)
    return Robots(RULES if rules.can_fetch(root, NAME) else CLOSED, delay, rules)


def _of_others_one(text: str) -> str:
    """The rules with all programs that are not ours under one name: of a file that says much about very many of them,
    all of it would be kept once for each."""
    return "\n".join(line if _may_be_ours(line) else "User-agent: another" for line in text.splitlines())


def _may_be_ours(line: str) -> bool:
    found = _AGENT.match(line)
    agent = found[1].partition("#")[0].strip().strip("*").lower() if found else ""
    return agent in NAME.lower()
