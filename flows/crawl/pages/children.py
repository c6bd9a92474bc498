"""What belongs to a report's page: files attached to it, pictures in its text, what frames show, its further parts.

They are one report together with the page. What is part of the document and what of the site around it is told by the
places where systems put a document's text, and by the words of links; the lists are data (``children.toml``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote

from xxgk.extractors.readers.html.imports import imports_of
from xxgk.extractors.readers.html.tree import Element
from xxgk.flows.crawl.pages.link_text import Kind, kind_of
from xxgk.flows.crawl.pages.page import WebPage, text_of
from xxgk.flows.crawl.pages.scripts import PAGES
from xxgk.flows.crawl.pages.viewers import shown_by_address, shown_by_scripts
from xxgk.flows.crawl.urls import host_of, parse, url_key
from xxgk.schema import containers
from xxgk.schema.datafile import read_toml

ATTACHMENT, IMAGE, FRAME, PART = containers.ATTACHMENT, containers.PICTURE, "frame", "part"

_RULE = read_toml(Path(__file__).with_name("children.toml")).data
_FILE = re.compile(rf"\.(?:{'|'.join(containers.endings(ATTACHMENT))})$", re.IGNORECASE)
_PICTURE = re.compile(rf"\.(?:{'|'.join(containers.endings(IMAGE))})$", re.IGNORECASE)
_WORDS = re.compile("|".join(_RULE["attachment"]["words"]))
_FURNITURE_PICTURE = re.compile("|".join(map(re.escape, _RULE["image"]["furniture"])), re.IGNORECASE)
_BODY = frozenset(_RULE["body"]["names"])
_STARTS = tuple(_RULE["body"]["starts"])
_FURNITURE = frozenset(_RULE["furniture"]["names"])
_TAGS = frozenset(_RULE["furniture"]["tags"])
_FURNITURE_FRAME = re.compile(rf"/[^/]*(?:{'|'.join(_RULE['frame']['furniture'])})[^/]*$", re.IGNORECASE)
_PIXELS = re.compile(r"^\s*(\d{1,6})\d*(?:px)?\s*$")
_MOST_ITEMS = 5000
LARGEST_SHEET: int = _RULE["style"]["largest"]
"""Bytes of a style sheet that is kept."""
MOST_SHEETS: int = _RULE["style"]["most"]
"""Style sheets of a page that are asked for."""


class Child(NamedTuple):
    """A part of a report: its address, what it is (attachment, image, frame, part), and the text that names it."""

    url: str
    kind: str
    name: str = ""


def children(page: WebPage) -> tuple[Child, ...]:
    """What belongs to a report's page, in the order of the page, each address once; further parts come first."""
    found = {url_key(page.fetched.final_url): None, url_key(page.fetched.url): None}
    result = []
    for child in (*parts(page), *shown_files(page), *_attachments(page), *_images(page)):
        key = url_key(child.url)
        if key not in found:
            found[key] = None
            result.append(child)
    return tuple(result)


def shown_files(page: WebPage) -> Iterator[Child]:
    """What a page shows within itself: in its frames, and by its scripts."""
    yield from _frames(page)
    yield from (Child(url, ATTACHMENT) for url in shown_by_scripts(page))


def parts(page: WebPage) -> Iterator[Child]:
    """The further pages of a document that is cut: the same stem and consecutive numbers, as links or by a script."""
    stem, dot, ending = page.fetched.final_url.partition("?")[0].rpartition(".")
    if not dot or "/" in ending:
        return
    call = PAGES.search(page.text)
    if call and call[2] == stem.rpartition("/")[2]:
        for number in range(1, min(int(call[1]), _RULE["part"]["most"])):
            yield Child(f"{stem}_{number}.{ending}", PART, str(number + 1))
        return
    pattern = re.compile(rf"{re.escape(parse(stem).path)}_(\d{{1,2}})\.{re.escape(ending)}$")
    numbered = {int(hit[1]): link.url for link in page.links if (hit := pattern.search(parse(link.url).path))}
    number = min(numbered, default=0)
    while number in numbered and min(numbered) <= 2:
        yield Child(numbered[number], PART, str(number))
        number += 1


def style_sheets(page: WebPage) -> tuple[str, ...]:
    """The addresses of the style sheets of a page on its own site, in its order, each once; those for paper alone are
    left out."""
    named = (address for element in page.root.iter("style", "link") for address in _sheets_named(element))
    return _on_site(page, (page.address(address) for address in named))


def sheets_within(page: WebPage, url: str, text: str) -> tuple[str, ...]:
    """The same of the sheets that one of a page's sheets names, by the address of that one."""
    return _on_site(page, (page.address(named.address, url) for named in imports_of(text) if named.media != "print"))


def _sheets_named(element: Element) -> Iterator[str]:
    if element.tag == "link":
        yield from [element.get("href") or ""] if _is_sheet(element) else ()
    elif (element.get("media") or "").lower() != "print":
        yield from (named.address for named in imports_of("".join(element.itertext())) if named.media != "print")


def _on_site(page: WebPage, urls: Iterable[str]) -> tuple[str, ...]:
    own = (url for url in urls if url and containers.is_style_sheet(url) and host_of(url) == host_of(page.url))
    return tuple(dict.fromkeys(own))[:MOST_SHEETS]


def _is_sheet(link: Element) -> bool:
    return "stylesheet" in (link.get("rel") or "").lower().split() and (link.get("media") or "").lower() != "print"


def has_ending(name: str) -> bool:
    """Whether a file's name ends like that of a document."""
    return bool(_FILE.search(name))


def is_file(url: str) -> bool:
    """Whether an address is that of a file, by its ending or by the program that hands it out."""
    address = parse(url)
    named = (address.path, *(value for _, value in parse_qsl(address.query)))
    return any(map(has_ending, named)) or any(p in address.path for p in _RULE["attachment"]["programs"])


def _attachments(page: WebPage) -> Iterator[Child]:
    """Files that the document's text links to, and those beside it whose name speaks of the report."""
    links = ((anchor, page.address(anchor.get("href") or "")) for anchor in _some(page.root.iter("a")))
    candidates = ((anchor, url) for anchor, url in links if url and is_file(url))
    kept = (Child(shown_by_address(url) or url, ATTACHMENT, text_of(a)) for a, url in candidates if _belongs(a, url))
    yield from _first(kept, _RULE["attachment"]["most"])


def _belongs(anchor: Element, url: str) -> bool:
    if _in_body(anchor):
        return True
    named = f"{text_of(anchor)} {unquote(parse(url).path.rpartition('/')[2])}"
    return not _in_furniture(anchor) and (bool(_WORDS.search(named)) or kind_of(named) is Kind.REPORT)


def _images(page: WebPage) -> Iterator[Child]:
    """Pictures in the document's text that may hold a page or a table of it."""
    kept = (
        Child(url, IMAGE, (picture.get("alt") or picture.get("title") or "").strip()[:200])
        for picture in _some(page.root.iter("img"))
        if (url := page.address(picture.get("src") or picture.get("data-src") or ""))
        and _PICTURE.search(parse(url).path)
        and not _FURNITURE_PICTURE.search(url)
        and not _small(picture)
        and _in_body(picture)
    )
    yield from _first(kept, _RULE["image"]["most"])


def _frames(page: WebPage) -> Iterator[Child]:
    """What frames show: a file itself, the file that a viewer is asked to show, or a page of the same site."""
    for url in page.frames():
        shown = shown_by_address(url)
        if shown and is_file(shown):
            yield Child(shown, ATTACHMENT)
        elif is_file(url):
            yield Child(url, ATTACHMENT)
        elif host_of(url) == host_of(page.url) and not _FURNITURE_FRAME.search(parse(url).path):
            yield Child(url, FRAME)


def _small(picture: Element) -> bool:
    sizes = (_PIXELS.match(picture.get(side) or "") for side in ("width", "height"))
    return any(found and int(found[1]) < _RULE["image"]["smallest"] for found in sizes)


def _in_body(element: Element) -> bool:
    return any(name in _BODY or name.startswith(_STARTS) for above in element.iterancestors() for name in _names(above))


def _in_furniture(element: Element) -> bool:
    return any(above.tag in _TAGS or not _FURNITURE.isdisjoint(_names(above)) for above in element.iterancestors())


def _names(element: Element) -> list[str]:
    return f"{element.get('id') or ''} {element.get('class') or ''}".split()


def _some(elements: Iterable[Element]) -> Iterator[Element]:
    yield from _first(elements, _MOST_ITEMS)


def _first(items: Iterable[Element], most: int) -> Iterator[Element]:
    for count, item in enumerate(items):
        if count >= most:
            return
        yield item
