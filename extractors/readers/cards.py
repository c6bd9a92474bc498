"""What the surroundings of a document say of it: the card of metadata beside it, lines such as 发布时间：2024-01-18.

The labels under which they say it are data: ``schema/page.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import zip_longest
from pathlib import Path

import xxgk.schema
from xxgk.extractors.labels.dates import iso_date, no_date
from xxgk.schema.datafile import read_toml
from xxgk.schema.document import Cell, Row, Table

NAMES = read_toml(Path(xxgk.schema.__file__).with_name("page.toml")).data
_CARD: dict[str, list[str]] = NAMES["card"]
LABELS = frozenset((*NAMES["furniture"]["labels"], *(label for labels in _CARD.values() for label in labels)))
_FIRST = frozenset(label[0] for label in LABELS)
_IN_LINES = {label for key in ("publisher", "published_on") for label in _CARD[key]}
_LABEL_NEXT = rf"(?!(?:{'|'.join(sorted(LABELS, key=len, reverse=True))})\s*[:：])"
_LINE = re.compile(
    rf"(?:^|[\s\[【（(|])({'|'.join(sorted(_IN_LINES, key=len, reverse=True))})"
    r"(?:[】\]）)]?\s*[:：]\s*|[】\]）)]?\s*(?=20\d\d[-年/.]))"
    rf"(20\d\d\s*[-年/.]\s*\d{{1,2}}\s*[-月/.]\s*\d{{1,2}}[^\s|】\]）)]*|{_LABEL_NEXT}[^\s|】\]）)]+)"
)
_OTHER_DATES = "|".join(sorted(NAMES["furniture"]["other_dates"], key=len, reverse=True))
_OTHER_DATE = re.compile(
    rf"(?:{_OTHER_DATES})[】\]）)]?\s*[:：]?\s*(?:(?:19|20)\d\d\s*[-年/.]\s*\d{{1,2}}\s*[-月/.]\s*\d{{1,2}}\s*日?)?"
)
_GAPS = re.compile(r"\s+")
_KEYS = ("title", "heading", "publisher", "published_on", "no_date", "site_id", "site_name", "url")
DATES, NO_DATE = "dates", "no_date"
"""Keys of all dates of publication that the surroundings tell, and of what they print for one and is none."""

LINE_LENGTH = 200
"""Characters up to which a line can be one of metadata."""
_CARD_CELLS = 120  # cells up to which a table can be a card


def card_pairs(table: Table) -> dict[str, str] | None:
    """Labels and values of a table of metadata; None where the table is none (most of its labels are unknown)."""
    if sum(map(len, table.rows)) > _CARD_CELLS:
        return None
    texts = [cell.text for row in table.rows for cell in row if cell.text]
    filled, most = len(texts), sum(text.lstrip()[:1] in _FIRST for text in texts)
    if 4 * most < filled:
        return None
    pairs: dict[str, str] = {}
    for row, below in zip_longest(table.rows, table.rows[1:], fillvalue=()):
        for label, value in _head_pairs(row, below) or _row_pairs(row):
            pairs.setdefault(label, value)
    return pairs if len(pairs) > 1 and 4 * len(pairs) >= filled else None


def _head_pairs(row: Row, below: Row) -> list[tuple[str, str]]:
    """The pairs of a row of nothing but labels with the values below them; none where the row is none."""
    is_head = len(row) > 1 and len(below) == len(row) and all(_label(cell) in LABELS for cell in row)
    if not is_head or any(_label(cell) in LABELS for cell in below):
        return []
    return [(_label(cell), under.text.strip()) for cell, under in zip(row, below, strict=True)]


def _label(cell: Cell) -> str:
    return "".join(cell.text.split()).rstrip(":：")


def _row_pairs(row: Row) -> Iterator[tuple[str, str]]:
    for index, cell in enumerate(row):
        if cell.text.lstrip()[:1] not in _FIRST:  # as good as none is a label
            continue
        label, _, value = cell.text.replace("：", ":").partition(":")
        label = "".join(label.split())
        if label in LABELS:
            after = row[index + 1].text if not value.strip() and index + 1 < len(row) else value
            yield label, "" if _GAPS.sub("", after).rstrip(":：") in LABELS else after.strip()


def line_pairs(line: str) -> list[tuple[str, str]]:
    """Labels and values that a short line prints (来源：… 时间：…); none where it is too long to be one of metadata."""
    return _LINE.findall(line) if len(line) <= LINE_LENGTH else []


def without_other_dates(line: str) -> str:
    """A line without the dates that it prints under labels of other dates than publication (有效期至：2028-12-31)."""
    return _OTHER_DATE.sub("", line)


def is_card_line(line: str) -> bool:
    """Whether a short line is a label of a card and its value (名 称：…)."""
    label, colon, _ = line.replace("：", ":").partition(":")
    return bool(colon) and len(line) <= LINE_LENGTH and "".join(label.split()).strip("[【(（") in LABELS


def lines_pairs(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The pairs of short lines that follow each other: in one line, or the label in one and its value in the next."""
    waiting = ""
    for line in lines:
        if waiting and line:
            yield waiting, line
        label = "".join(line.split()) if len(line) <= LINE_LENGTH else ""
        waiting = label.rstrip(":：") if label.rstrip(":：") in _IN_LINES else ""
        yield from line_pairs(line)


def joined_pairs(cards: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """The pairs of several cards: of a label the first value that is not empty."""
    pairs: dict[str, str] = {}
    for card in cards:
        pairs = {**card, **{label: value for label, value in pairs.items() if value}}
    return pairs


def facts(pairs: Mapping[str, str]) -> dict[str, str]:
    """What the pairs tell, by key of `schema.document.Content.metadata`; empty where they are silent."""
    found = {key: next((pairs[label] for label in labels if pairs.get(label)), "") for key, labels in _CARD.items()}
    told = [pairs[label] for label in _CARD["published_on"] if pairs.get(label)]
    found[DATES] = " ".join(dict.fromkeys(filter(None, map(iso_date, told))))
    found[NO_DATE] = next(filter(None, map(no_date, told)), "")
    found["published_on"] = found[DATES].partition(" ")[0]
    return found


def merged(*sources: Mapping[str, str]) -> dict[str, str]:
    """The first value that is not empty, key by key; of the dates of publication all that any source tells."""
    days = " ".join(filter(None, (given.get(DATES) or given.get("published_on") for given in sources))).split()
    firsts = {key: value for key in _KEYS if (value := next((given[key] for given in sources if given.get(key)), ""))}
    every = dict.fromkeys(days)
    return {**firsts, DATES: " ".join(every)} if len(every) > 1 else firsts
