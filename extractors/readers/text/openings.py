"""Where the table of another section begins in text that runs on: at the labels that open it, behind figures.

What stands between is the heading of that section, whatever its words: it parts the two tables, and is no head over a
column of either. Left of the labels that open a table with labels of rows there is no column; of one without any (those
of 四) only what reads as a title is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from xxgk.extractors.labels.vocabulary import FormLabels
from xxgk.extractors.readers.text.cut_out import LONGEST_GAP, ON_TABLE, SHORTEST
from xxgk.extractors.readers.text.tokens import AMOUNT
from xxgk.schema.forms import Sheet, forms
from xxgk.schema.sections import narrative
from xxgk.schema.text import NUMBERING, narrow, normalise

SHORTEST_TITLE = 5
"""Characters of a heading; a shorter text (序号) may be a head."""
_CAPTION = normalise("单位")
_HEADS = 3  # side by side, from the one that opens a table
_FIGURE = re.compile(r"\d")
_TITLE = re.compile(r"(?:情况|数据|统计|报表|表|:)$")
_NO_HEADING = re.compile(rf"[{AMOUNT}年月日季号]|[^\u4e00-\u9fff]")
_BETWEEN = re.compile(r"[\s\"'“”‘’)]*")
_BESIDE = re.compile(rf"(?:{ON_TABLE})+")
_NOTE = re.compile(r"(?<=.)\([^()]*\)$")


@dataclass(frozen=True)
class _Opening:
    """A pattern of the labels that open the table of a sheet, and whether its rows have labels."""

    pattern: re.Pattern[str]
    labelled: bool


def borders(text: str, words: FormLabels) -> Iterator[tuple[int, int]]:
    """The spans of the headings that part tables in a text, in order; an empty one where a table directly follows."""
    if len(text) < SHORTEST:
        return
    plain = narrow(text)
    found = sorted(
        (match.start(), opening.labelled) for opening in _openings() for match in opening.pattern.finditer(plain)
    )
    reached = 0
    for start, labelled in found:
        heads = _heads_from(plain, start, words)
        if start < reached or not heads:
            continue
        reached = heads
        opens = start - 1 if plain[start - 1 : start] == "(" else start
        begins = _end_of_rows(plain, opens, words)
        if begins is not None and _parts(plain[begins:opens].strip(), labelled=labelled):
            yield begins, opens


def _heads_from(plain: str, start: int, words: FormLabels) -> int:
    """The end of the labels that stand side by side from `start`; 0 where they are too few, or not all heads."""
    end = start
    for _ in range(_HEADS):
        label = words.pattern.match(plain, _BETWEEN.match(plain, end).end())  # type: ignore[union-attr]
        if label is None or normalise(label[0]) not in words.heads:
            return 0
        end = label.end()
    return end


def _end_of_rows(plain: str, opens: int, words: FormLabels) -> int | None:
    """The end of the last figure, or label of a row, before a place; None where none is near."""
    first = max(opens - LONGEST_GAP, 0)
    digit = next((at for at in range(opens - 1, first - 1, -1) if _FIGURE.match(plain, at)), None)
    if digit is None:
        return None
    end = digit + 1
    if plain[end : end + 1] in (".", "、"):
        end = digit
    rows = (label.end() for label in words.pattern.finditer(plain, end, opens) if normalise(label[0]) in words.rows)
    return max(rows, default=end)


def _parts(heading: str, *, labelled: bool) -> bool:
    """Whether a text between two tables is a heading, or nothing."""
    heading = _NOTE.sub("", _BESIDE.sub("", heading).strip())
    if not heading or NUMBERING.match(heading):
        return True
    key = normalise(heading)
    if _NO_HEADING.match(heading) or len(key) < SHORTEST_TITLE:
        return False
    return labelled or bool(_TITLE.search(heading)) or key in narrative().section_of


@lru_cache
def _openings() -> tuple[_Opening, ...]:
    sheets = [sheet for form in forms() for sheet in form.sheets if not sheet.listed]
    return tuple({opening.pattern: opening for opening in map(_opening, sheets) if opening}.values())


def _opening(sheet: Sheet) -> _Opening | None:
    first = sheet.tables[0]
    labels = [normalise(first.label)]
    if labels[0] in narrative().section_of:
        labels = [head for head in sheet.heads if not head.startswith(_CAPTION)][:2]
    if not labels:
        return None
    pattern = "|".join(r"[\W_]*?".join(map(re.escape, label)) for label in labels)
    return _Opening(re.compile(pattern), all(row.label for row in first.rows))
