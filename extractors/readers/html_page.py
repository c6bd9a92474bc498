"""What a page says of itself: meta tags, the card of metadata beside the document, lines such as 发布时间：2024-01-18.

The names under which pages say it are data: ``schema/page.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from datetime import date
from importlib.resources import files
from urllib.parse import urlsplit

from extractors.readers.html_text import text_of
from extractors.readers.html_tree import Element
from extractors.readers.html_walk import Printed
from schema.document import Paragraph, Row, Table

_NAMES = tomllib.loads((files("schema") / "page.toml").read_text("utf-8"))
_CARD: dict[str, list[str]] = _NAMES["card"]
_LABELS = frozenset((*_NAMES["furniture"]["labels"], *(label for labels in _CARD.values() for label in labels)))
_IN_LINES = {label for key in ("publisher", "published_on") for label in _CARD[key]}
_LINE = re.compile(
    rf"(?:^|[\s\[【（(|])({'|'.join(sorted(_IN_LINES, key=len, reverse=True))})\s*[:：]\s*([^\s|】\]）)]+)"
)
_SOURCE_LINK = re.compile(rf"(?:{'|'.join(_NAMES['furniture']['source_links'])})\s*[:：]\s*(https?://\S+)")
_SAVED_FROM = re.compile(rb"<!--\s*saved from url=\(\d+\)(https?://[^\s>]+)", re.IGNORECASE)
_DATE = re.compile(r"(\d{4})\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})(?!\d)")
_GAPS = re.compile(r"\s+")
_LINE_LENGTH = 200  # characters up to which a paragraph can be a line of metadata
_CARD_CELLS = 120  # cells up to which a table can be a card
_KEYS = ("title", "heading", "publisher", "published_on", "site_id", "site_name", "url")


def head_metadata(root: Element, source: bytes) -> dict[str, str]:
    """What the meta tags, the page title and the links of the head tell. For a tree that is not yet prepared."""
    given: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = (meta.get("name") or meta.get("property") or "").strip().lower()
        given[name] = given.get(name) or _GAPS.sub(" ", meta.get("content") or "").strip()
    found = {
        key: next((given[name.lower()] for name in names if given.get(name.lower())), "")
        for key, names in _NAMES["meta"].items()
    }
    titles = (_GAPS.sub(" ", "".join(title.itertext())).strip() for title in root.iter("title"))
    canonical = (link.get("href") or "" for link in root.iter("link") if (link.get("rel") or "").lower() == "canonical")
    saved = _SAVED_FROM.search(source, 0, 4096)
    found["title"] = next((title for title in titles if title), found["title"])
    found["url"] = _first_url((*canonical, found["url"], saved.group(1).decode("ascii", "replace") if saved else ""))
    found["published_on"] = iso_date(found["published_on"])
    return found


def card_pairs(table: Table) -> dict[str, str] | None:
    """Labels and values of a table of metadata; None where the table is none (most of its labels are unknown)."""
    if sum(map(len, table.rows)) > _CARD_CELLS:
        return None
    filled = sum(1 for row in table.rows for cell in row if cell.text)
    pairs: dict[str, str] = {}
    for row in table.rows:
        for label, value in _row_pairs(row):
            pairs.setdefault(label, value)
    return pairs if len(pairs) > 1 and 4 * len(pairs) >= filled else None


def _row_pairs(row: Row) -> Iterator[tuple[str, str]]:
    for index, cell in enumerate(row):
        label, _, value = cell.text.replace("：", ":").partition(":")
        label = _GAPS.sub("", label)
        if label in _LABELS:
            after = row[index + 1].text if not value.strip() and index + 1 < len(row) else value
            yield label, "" if _GAPS.sub("", after).rstrip(":：") in _LABELS else after.strip()


def body_metadata(cards: Iterable[dict[str, str]], outside: Iterable[Printed]) -> dict[str, str]:
    """What the cards tell, and where they are silent the short lines outside the main content."""
    pairs: dict[str, str] = {}
    for card in cards:
        pairs = {**card, **{label: value for label, value in pairs.items() if value}}
    urls = []
    for item in outside:
        if isinstance(item.block, Paragraph) and len(item.block.text) <= _LINE_LENGTH:
            text = item.block.text
            for label, value in _LINE.findall(text):
                pairs[label] = pairs.get(label) or value
            urls += [link for link in _SOURCE_LINK.findall(text) if item.linked >= len(link)]
    found = {key: next((pairs[label] for label in labels if pairs.get(label)), "") for key, labels in _CARD.items()}
    found["published_on"] = next(filter(None, (iso_date(pairs.get(label, "")) for label in _CARD["published_on"])), "")
    return {**found, "url": _first_url(urls)}


def headline(root: Element, title: str, outside: Iterable[Printed]) -> str:
    """The headline as printed: its own tag, else an h1, else a line that the page title begins with or repeats."""
    own = [text_of(element) for element in root.iter("ucaptitle")]
    tops = [text_of(element) for element in root.iter("h1")]
    named = sorted((text for text in tops if text and text in title), key=len, reverse=True)
    lines = [item.text for item in outside if 8 <= len(item.text) <= _LINE_LENGTH and item.text in title]
    return next((text for text in (*own, *named, *lines, *tops[::-1]) if text), "").replace("\n", "")


def merged(*sources: dict[str, str]) -> dict[str, str]:
    """The first value that is not empty, key by key."""
    return {key: value for key in _KEYS if (value := next((given[key] for given in sources if given.get(key)), ""))}


def iso_date(text: str) -> str:
    """The first date in `text` as YYYY-MM-DD, empty where there is none or it does not exist."""
    found = _DATE.search(text)
    try:
        return date(*map(int, found.groups())).isoformat() if found else ""
    except ValueError:
        return ""


def _first_url(candidates: Iterable[str]) -> str:
    for url in candidates:
        try:
            if urlsplit(url).scheme in ("http", "https") and urlsplit(url).hostname:
                return url
        except ValueError:
            continue
    return ""
