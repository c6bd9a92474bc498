"""A fetched page as discovery looks at it: its links with their texts and dates, its meta tags, its frames.

Everything is bounded: bytes, links, the length of a text. Addresses are absolute; the page's own is that after
redirects, corrected by a ``base`` element.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from lxml import etree, html

from xxgk.extractors.labels.dates import iso_date
from xxgk.extractors.readers.html.attributes import has_crowded_tag
from xxgk.extractors.readers.html.tree import Element
from xxgk.flows.crawl.request import CUT_OFF, JS_STUB, READABLE, Fetched
from xxgk.flows.crawl.urls import absolute, without_session

LARGEST = 4 << 20
MOST_LINKS = 5000
LONGEST_TEXT = 300
LONGEST_ITEM = 400
_ITEMS = frozenset({"li", "tr", "dd", "dl", "td", "p", "div"})
_CUT = re.compile(r"(?:…|(?<!\.)\.{2,}+)$")
_GAPS = re.compile(r"\s+")


class Link(NamedTuple):
    """A link: its address, its text, the date printed beside it (ISO, empty without), and files that a list names with
    it."""

    url: str
    text: str = ""
    published: str = ""
    files: tuple[str, ...] = ()


class WebPage:
    """The page of an answer. `url` is the base of its links."""

    def __init__(self, fetched: Fetched) -> None:
        self.fetched = fetched
        self.text, self.charset = fetched.text[:LARGEST], fetched.charset
        base = self._first("base", "href")
        self.url = (self.address(base, fetched.final_url) if base else "") or fetched.final_url

    @cached_property
    def root(self) -> Element:
        """The tree; an empty one where there is no markup."""
        return tree(self.text)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """The links in the order of the page, those that only scripts follow left out."""
        return tuple(links_of(self.root, self.url, self.charset))

    @cached_property
    def metas(self) -> Mapping[str, str]:
        """Meta tags by lower-case name; the first that is filled counts."""
        found: dict[str, str] = {}
        for meta in self.root.iter("meta"):
            name = (meta.get("name") or "").strip().lower()
            found[name] = found.get(name) or _GAPS.sub(" ", meta.get("content") or "").strip()[:LONGEST_TEXT]
        return found

    @cached_property
    def title(self) -> str:
        """The headline: that of the page standard, else the page's title."""
        title = self.root.find(".//title")
        text = title.text_content() if title is not None else ""
        return self.metas.get("articletitle") or _GAPS.sub(" ", text).strip()[:LONGEST_TEXT]

    def frames(self) -> Iterator[str]:
        """Addresses of what is shown inside the page: frames, embedded objects."""
        for element in self.root.iter("iframe", "frame", "embed", "object"):
            given = (*(element.get(name) or "" for name in ("src", "data", "data-src")), _parameter(element))
            if url := next(filter(None, map(self.address, given)), ""):
                yield url

    def address(self, link: str, base: str = "") -> str:
        """The address that a link of the page names; empty where it names none."""
        return absolute(base or self.url, link, self.charset)

    def _first(self, tag: str, attribute: str) -> str:
        found = self.root.find(f".//{tag}")
        return (found.get(attribute) or "") if found is not None else ""


def _parameter(element: Element) -> str:
    """What an embedded object is told to show by a parameter."""
    given = {(one.get("name") or "").lower(): one.get("value") or "" for one in element.iter("param")}
    return next((given[name] for name in ("src", "filename", "movie", "url") if given.get(name)), "")


def usable(fetched: Fetched) -> bool:
    """Whether there is something to read: a shell that only scripts fill is, for its scripts tell where the list is,
    and so is the beginning of a page that came cut off."""
    return bool(fetched.body) and (fetched.kind in READABLE or fetched.kind in (JS_STUB, CUT_OFF))


def cut_off(fetched: Fetched) -> str:
    """Why not all of a page's links are seen; empty where they are. A page that opens its document and nowhere closes
    it came in part, though no length was given that would show it."""
    text = fetched.text
    if len(text) > LARGEST:
        return f"only the first {LARGEST:,} characters are read"
    lower = text.lower()
    if lower.count("<a ") > MOST_LINKS:
        return f"only the first {MOST_LINKS:,} links are read"
    return "the page is cut off" if "<body" in lower and "</body" not in lower and "</html" not in lower else ""


def tree(markup: str) -> Element:
    """The tree of some markup; an empty one where there is none, or a tag of more attributes than any page has."""
    if has_crowded_tag(markup.encode("utf-8", "replace")):
        markup = ""
    try:
        return html.document_fromstring(_DECLARATION.sub("", markup.replace("\0", ""), count=1) or "<html></html>")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return html.document_fromstring("<html></html>")


_DECLARATION = re.compile(r"^\s*<\?xml[^>]*>")


def links_of(root: Element, base: str, charset: str = "utf-8") -> Iterator[Link]:
    """The links of a tree on a page in this character set, at most `MOST_LINKS`."""
    for count, anchor in enumerate(root.iter("a")):
        if count >= MOST_LINKS:
            return
        url = without_session(absolute(base, anchor.get("href") or "", charset))
        if url:
            text = text_of(anchor)
            yield Link(url, text, iso_date(text) or _date_beside(anchor))


def text_of(anchor: Element) -> str:
    """The text of a link, whole: where it is cut short or missing, its ``title`` says it."""
    text = _GAPS.sub(" ", anchor.text_content()).strip()[:LONGEST_TEXT]
    title = _GAPS.sub(" ", anchor.get("title") or "").strip()[:LONGEST_TEXT]
    return title if title and (not text or _CUT.search(text)) else text


def _date_beside(anchor: Element) -> str:
    """The date printed in the item of a list that holds a link and no other."""
    for above in anchor.iterancestors(*_ITEMS):
        if next(islice(above.iter("a"), 1, None), None) is not None:
            return ""
        text = above.text_content()
        if len(text) > LONGEST_ITEM:
            return ""
        found = iso_date(text.replace(anchor.text_content(), " "))
        if found:
            return found
    return ""
