"""The heads of text that runs on, from left to right: each in its place, whatever has grown together.

Nothing parts the heads there but the labels themselves, so that a misprinted one grows together with its neighbours,
and another order of columns hides in it. The known heads within are found again, and what is left between two of them
must be like the heads that the form prints there, or a misprint of one of both.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from xxgk.extractors.labels.sheet_labels import SheetLabels
from xxgk.extractors.recognition.heads import LONGEST_RUN, Run
from xxgk.schema.forms import FormTable
from xxgk.schema.remembered import remembered
from xxgk.schema.text import narrow, normalise

LIKE = 50
"""Likeness (0 to 100) of a misprint to the heads whose place it takes; the heads around it tell the place."""
SHORTEST = 2
"""Characters of a label too short to be known by all of them but one."""
_NOTE = re.compile(r"\([^()]*+\)")

HeadInOrder = tuple[tuple[str, ...], bool]
"""The labels of a head, that of the form first, and whether it stands over others."""


def out_of_sequence(run: Run, labels: SheetLabels) -> str:
    """Why the heads in a run of labels (cell number, text) stand in another order than the form's; else empty."""
    texts = tuple(text for _, text in run)
    return _told("".join(texts), texts, labels) if len(run) <= LONGEST_RUN else _of_run(texts, labels)


@remembered(entries=1024, longest=400, each=8 << 10)
def _told(_printed: str, texts: tuple[str, ...], labels: SheetLabels) -> str:
    """`out_of_sequence`, remembered: most reports print the same heads. `_printed`: all of them."""
    return _of_run(texts, labels)


def _of_run(texts: Sequence[str], labels: SheetLabels) -> str:
    for table in labels.sheet.tables:
        orders = _sequences(table)
        heads = _joined(_heads(texts, table, labels), _known(table))
        known = [head for head, is_known in heads if is_known]
        if len(known) > 1 and not any(_follows(heads, order) for order in orders):
            return f"its column heads, run together, are not those of the form in its order: {' | '.join(known)}"
    return ""


def is_part(before: str, text: str, behind: str, labels: SheetLabels) -> bool:
    """Whether a text is part of a misprinted label that was cut at a label within it: with one of its neighbours it
    differs from a label of the sheet by a character."""
    known = {*labels.heads, *labels.rows, *labels.groups}
    return any(_misprinted(normalise(joined), known) for joined in (before + text, text + behind))


def _follows(heads: Sequence[tuple[str, bool]], order: Sequence[HeadInOrder]) -> bool:
    """Whether heads stand in an order, no column left out between two that are known but where a misprint stands."""
    at, odd = -1, ""
    for text, is_known in heads:
        if not is_known:
            odd += text
            continue
        place = next((place for place in range(at + 1, len(order)) if text in order[place][0]), None)
        if place is None:
            return False
        if at >= 0 and not _fits(odd, order[at + 1 : place]):
            return False
        at, odd = place, ""
    return True


def _fits(odd: str, between: Sequence[HeadInOrder]) -> bool:
    """Whether a text between two known heads takes the place of those `between` them in the order."""
    if not odd:
        return all(is_over for _, is_over in between)
    meant = between[0][0] if len(between) == 1 else ("".join(labels[0] for labels, _ in between),)
    return bool(between) and any(fuzz.ratio(odd, label) >= LIKE for label in meant)


def _misprinted(text: str, labels: Collection[str]) -> str:
    """The label that a text is but for a character; else empty."""
    long = (label for label in labels if len(label) > SHORTEST)
    return next((label for label in long if Levenshtein.distance(text, label, score_cutoff=1) <= 1), "")


def _joined(heads: Iterable[tuple[str, bool]], known: Collection[str]) -> list[tuple[str, bool]]:
    """The heads, those that were cut at a label within them as one."""
    joined: list[tuple[str, bool]] = []
    for head in heads:
        joined.append(head)
        for count in (3, 2):
            cut = joined[-count:]
            if len({is_known for _, is_known in cut}) > 1 and (
                label := _misprinted("".join(text for text, _ in cut), known)
            ):
                joined[-count:] = [(label, True)]
                break
    return joined


def _heads(texts: Sequence[str], table: FormTable, labels: SheetLabels) -> Iterator[tuple[str, bool]]:
    """The heads of a run up to the first row, each with whether it is known; what was grown together apart. Labels over
    the table are left out."""
    known, pattern = _known(table), _pattern(table)
    for text in texts:
        key = normalise(_without_note(text))
        if key in known:
            yield key, True
        elif key in labels.rows or key in labels.groups:
            return
        elif key and key not in labels.heads and (meant := labels.meant(key)) not in labels.rows:
            pieces = [(key, False)] if meant else _apart(key, pattern)
            yield from (piece for piece in pieces if meant in known or meant == "")


def _apart(key: str, pattern: re.Pattern[str]) -> list[tuple[str, bool]]:
    pieces = pattern.split(key)
    return [(piece, number % 2 == 1) for number, piece in enumerate(pieces) if piece]


def _without_note(text: str) -> str:
    plain = narrow(text)
    return _NOTE.sub("", plain) or plain


@lru_cache
def _known(table: FormTable) -> frozenset[str]:
    return frozenset(label for order in _sequences(table) for labels, _ in order for label in labels)


@lru_cache
def _pattern(table: FormTable) -> re.Pattern[str]:
    return re.compile(f"({'|'.join(map(re.escape, sorted(_known(table), key=len, reverse=True)))})")


@lru_cache
def _sequences(table: FormTable) -> tuple[tuple[HeadInOrder, ...], ...]:
    """The heads of a table as they may be printed: a head over columns before them, and level by level. Where there are
    several such heads, that of the columns alone."""
    over = dict.fromkeys(normalise(column.head) for column in table.columns if column.head)
    columns = [(normalise(column.head), (column.keys, False)) for column in table.columns]
    if len(over) != 1:
        return (tuple(place for _, place in columns),)
    head = (tuple(over), True)
    first = next(number for number, (above, _) in enumerate(columns) if above)
    below = [place for above, place in columns if above]
    flat = [place for _, place in columns]
    levels = [place for above, place in columns if not above]
    return (*flat[:first], head, *flat[first:]), (*levels[:first], head, *levels[first:], *below)
