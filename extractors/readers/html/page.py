"""What a page says of itself: meta tags, the card of metadata beside the document, lines outside the main content.

The names under which pages say it are data: ``schema/page.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from xxgk.extractors.labels.dates import is_date, iso_date, no_date
from xxgk.extractors.readers.cards import LINE_LENGTH, NAMES, facts, joined_pairs, lines_pairs, without_other_dates
from xxgk.extractors.readers.html.text import text_of
from xxgk.extractors.readers.html.tree import ByTag, Element
from xxgk.extractors.readers.html.walk import Printed
from xxgk.schema.document import Paragraph

_SOURCE_LINK = re.compile(rf"(?:{'|'.join(NAMES['furniture']['source_links'])})\s*[:：]\s*(https?://\S+)")
_SAVED_FROM = re.compile(rb"<!--\s*(?i:saved from url=\(\d+\)(https?://[^\s>]+))")
_BESIDE_DATE = re.compile(rf"(?:{'|'.join(NAMES['furniture']['beside_dates'])})\s*(?:[:：]|\d)")
_LINKED = re.compile(rb"<script[^<>]{0,200}ld\+json[^<>]{0,200}>([^<]{0,10000})")
_DATE_LINKED = re.compile(
    rb'"(?:' + "|".join(NAMES["linked"]["published_on"]).encode() + rb')"\s*:\s*"([\d\sTZ:./+-]{8,40})"'
)
UNDER_HEADLINE = 8
"""Lines below a headline in which a date without a label is that of the page."""
_GAPS = re.compile(r"\s+")


def head_metadata(by_tag: ByTag, source: bytes) -> dict[str, str]:
    """What the meta tags, the page title and the links of the head tell. For a tree that is not yet prepared."""
    given: dict[str, str] = {}
    for element in by_tag["meta"]:
        name = (element.get("name") or element.get("property") or "").strip().lower()
        given[name] = given.get(name) or _GAPS.sub(" ", element.get("content") or "").strip()
    titles = [_GAPS.sub(" ", "".join(element.itertext())).strip() for element in by_tag["title"]]
    canonical = [link.get("href") or "" for link in by_tag["link"] if (link.get("rel") or "").lower() == "canonical"]
    found = {
        key: next((given[name.lower()] for name in names if given.get(name.lower())), "")
        for key, names in NAMES["meta"].items()
    }
    saved = _SAVED_FROM.search(source, 0, 4096)
    found["title"] = next((title for title in titles if title), found["title"])
    found["url"] = _first_url((*canonical, found["url"], saved.group(1).decode("ascii", "replace") if saved else ""))
    found["published_on"] = iso_date(found["published_on"] or _linked_date(source))
    return found


def _linked_date(source: bytes) -> str:
    """The date of publication in the data for search engines, as printed; empty where there is none."""
    linked = _LINKED.search(source, max(source.find(b"ld+json") - 200, 0)) if b"ld+json" in source else None
    told = _DATE_LINKED.search(linked[1]) if linked else None
    return told[1].decode("ascii") if told else ""


def body_metadata(cards: Iterable[dict[str, str]], outside: Iterable[Printed]) -> dict[str, str]:
    """What the cards tell, and where they are silent the short lines outside the main content."""
    pairs = joined_pairs(cards)
    short = [item for item in outside if isinstance(item.block, Paragraph) and len(item.block.text) <= LINE_LENGTH]
    for label, value in lines_pairs(item.text for item in short):
        pairs[label] = pairs.get(label) or value
    urls = [link for item in short for link in _SOURCE_LINK.findall(item.text) if item.linked >= len(link)]
    return {**facts(pairs), "url": _first_url(urls)}


def date_under(heading: str, above: Sequence[Printed]) -> dict[str, str]:
    """What tells the date of the page (`published_on`, or `no_date` where it is none): the line between the headline
    and the main content, `above` which all this is, that holds it alone; else the one that tells the source, the
    readers or the size of the print besides (来源：财政局 2024-01-18 浏览 25)."""
    start = max((number for number, item in enumerate(above) if heading and item.text == heading), default=len(above))
    lines = [item.text for item in above[start + 1 : start + 1 + UNDER_HEADLINE] if len(item.text) <= LINE_LENGTH]
    alone = [line for line in lines if is_date(line)]
    told = map(without_other_dates, (*alone, *filter(_BESIDE_DATE.search, lines)))
    return {
        "published_on": next(filter(None, map(iso_date, told)), ""),
        "no_date": next(filter(None, map(no_date, alone)), ""),
    }


def headline(root: Element, title: str, outside: Iterable[Printed]) -> str:
    """The headline as printed: its own tag, else an h1, else a line that the page title begins with or repeats."""
    printed = [(element.tag, text_of(element)) for element in root.iter("ucaptitle", "h1")]
    own = [text for tag, text in printed if tag == "ucaptitle"]
    tops = [text for tag, text in printed if tag == "h1"]
    named = sorted((text for text in tops if text and text in title), key=len, reverse=True)
    lines = [item.text for item in outside if 8 <= len(item.text) <= LINE_LENGTH and item.text in title]
    return next((text for text in (*own, *named, *lines, *tops[::-1]) if text), "").replace("\n", "")


def _first_url(candidates: Iterable[str]) -> str:
    for url in candidates:
        try:
            if urlsplit(url).scheme in ("http", "https") and urlsplit(url).hostname:
                return url
        except ValueError:
            continue
    return ""
