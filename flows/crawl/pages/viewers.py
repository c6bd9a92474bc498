"""Files that a page shows by a program: ``PDFObject.embed("…")``, ``getDocument("…")``, ``viewer.html?file=…``.

The names of such programs and of what they call the file are data (``children.toml``)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from urllib.parse import parse_qsl

from xxgk.flows.crawl.pages.page import WebPage
from xxgk.flows.crawl.pages.scripts import inline, looked_at
from xxgk.flows.crawl.urls import absolute, parse
from xxgk.schema.datafile import read_toml

LARGEST = 256 << 10
"""Characters of a page's scripts that are looked at."""

MOST = 20

_RULE = read_toml(Path(__file__).with_name("children.toml")).data["viewer"]
_NAMES = frozenset(_RULE["names"])
_CALL = re.compile(rf"(?:{'|'.join(map(re.escape, _RULE['calls']))})\(([^;]{{0,400}})")
_FIRST = re.compile(r"(?:(\d+)§|([A-Za-z_$][\w$]{0,60}))(?=[,)\n]|$)")
_SET = re.compile(r"(?:^|[;,{}(\n])(?:var|let|const)?([A-Za-z_$][\w$]{0,60})=(\d+)§(?=[;,\n]|$)")
_NAMED = re.compile(r"\b(?:(\d+)§|([A-Za-z_]\w{0,60})):(?:(\d+)§|([A-Za-z_$][\w$]{0,60}))(?=[,})\n]|$)")
_PAGE = re.compile(r"\.html?$|viewer", re.IGNORECASE)


def shown_by_address(url: str) -> str:
    """The file that the address of a viewer names, as seen from the viewer; empty where the address is none."""
    parts = parse(url)
    if not parts.query or not _PAGE.search(parts.path):
        return ""
    given = (value for name, value in parse_qsl(parts.query) if name.lower() in _NAMES)
    return next((found for value in given if (found := absolute(url, value))), "")


def shown_by_scripts(page: WebPage) -> Iterator[str]:
    """The addresses that the scripts of a page hand to a viewer, as plain strings or in a variable that holds one."""
    code, strings = looked_at(inline(page.root)[:LARGEST])
    calls = islice(_CALL.finditer(code), MOST)
    held = _held(code)
    links = [strings[number] for call in calls for number in _handed(call[1], held, strings)]
    links += [text for text in strings if "?" in text and shown_by_address(page.address(text))]
    for link in links[:MOST]:
        selects = link.startswith("#") or (link.startswith(".") and "/" not in link)  # the element to show it in
        url = "" if selects else page.address(link)
        if url:
            yield shown_by_address(url) or url


def _held(code: str) -> dict[str, int]:
    """Variables that are set to one string and never to another, each with the number of it."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for hit in _SET.finditer(code):
        found[hit[1]].add(int(hit[2]))
    return {name: next(iter(numbers)) for name, numbers in found.items() if len(numbers) == 1}


def _handed(arguments: str, held: Mapping[str, int], strings: Sequence[str]) -> Iterator[int]:
    """The numbers of the strings that a call is given as its file: its first argument, and what is named like one."""
    found = [first.groups()] if (first := _FIRST.match(arguments)) else []
    for quoted, name, number, variable in _NAMED.findall(arguments):
        if (strings[int(quoted)] if quoted else name).lower() in _NAMES:
            found.append((number, variable))
    for number, variable in found:
        if number or variable in held:
            yield int(number) if number else held[variable]
