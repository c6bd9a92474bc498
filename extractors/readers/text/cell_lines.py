"""The lines of cells of figures: digits and notes that a narrow column breaks, each piece below another one::

    4.保   0   0   1   0   88    885
    护第                   4（其
    三方                   中新
    权益                   增8件）

A piece stands below the beginning of its figure, or reaches over it; digits go on below digits, and words below a
bracket that is open. A line on which anything else stands below figures is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from xxgk.extractors.labels.values import is_valuelike
from xxgk.extractors.readers.text.places import CharacterSpan
from xxgk.schema.text import narrow

FEWEST_FIGURES = 4  # on a line by whose columns others are looked at
MOST_LINES = 16
_RUN = re.compile(r"\d[\d,]*\d")
_LACKING = re.compile(r"[^\d]件\)$")
_OPEN = re.compile(r"[+−-]?\d[\d,]*(?:\.\d+)?\([^()]*")


class LineOfCells(NamedTuple):
    """Where on a line words stand that are none of figures, figures, and those of them whose note ends below."""

    words: Sequence[CharacterSpan]
    figures: Sequence[CharacterSpan]
    closed: set[CharacterSpan]


def is_figure(word: str) -> bool:
    """Whether a word is a figure, several that have run together, or the beginning of one whose note goes on below."""
    return is_valuelike(word) or bool(_OPEN.fullmatch(narrow(word)) or _RUN.fullmatch(word))


def lacks_number(text: str) -> bool:
    """Whether a note ends without the number that stands before its unit: that is printed somewhere else."""
    return bool(_LACKING.search(text))


def with_cell_lines(
    lines: Iterable[tuple[str, Sequence[CharacterSpan], Sequence[CharacterSpan]]],
) -> list[LineOfCells]:
    """Lines (text, words, figures), what stands below figures of another line and goes on with them as figures."""
    found: list[LineOfCells] = []
    texts: list[str] = []
    starts: Sequence[CharacterSpan] = ()
    opening: dict[int, tuple[set[CharacterSpan], CharacterSpan]] = {}
    left = 0
    for text, words, figures in lines:
        plain, closed = narrow(text), set[CharacterSpan]()
        if len(figures) >= FEWEST_FIGURES:
            starts, texts, left = figures, [plain[slice(*span)] for span in figures], MOST_LINES
            opening = {at: (closed, span) for at, span in enumerate(figures) if "(" in texts[at]}
        below = _below(plain, [*words, *figures], starts, texts) if 0 < left < MOST_LINES else None
        own, pieces = below or (words, [])
        found.append(LineOfCells(own if pieces else words, [span for _, span in pieces] or figures, closed))
        for at, span in pieces:
            piece = plain[slice(*span)]
            texts[at] += piece
            if "(" in piece:
                opening[at] = closed, span
            if piece[-1] == ")" and at in opening and not lacks_number(texts[at]):
                of_line, begun = opening[at]
                of_line.add(begun)
        left = max(0, left - 1)
    return found


def _below(
    plain: str, words: Sequence[CharacterSpan], starts: Sequence[CharacterSpan], texts: Sequence[str]
) -> tuple[list[CharacterSpan], list[tuple[int, CharacterSpan]]] | None:
    """The words of a line that stand left of all figures above, and the others by the figure with which they go on;
    None where one does not."""
    own = [span for span in words if span[0] < starts[0][0] and span[1] <= starts[0][0]]
    pieces: dict[int, CharacterSpan] = {}
    for span in words[len(own) :]:
        at = _figure_over(span, starts)
        if at is None or (at in pieces and span[0] - pieces[at][1] > 1):
            return None
        pieces[at] = (pieces[at][0], span[1]) if at in pieces else span
    for at, span in pieces.items():
        if plain[span[0]] == "(" and not _is_apart(at, starts):
            return None
        if not _goes_on(texts[at], plain[slice(*span)]):
            return None
    return own, sorted(pieces.items())


def _figure_over(span: CharacterSpan, starts: Sequence[CharacterSpan]) -> int | None:
    """The figure below whose beginning a word stands, or over which it reaches, if that is one."""
    reached = [at for at, (start, end) in enumerate(starts) if start < span[1] and span[0] < end]
    if reached:
        return reached[0] if len(reached) == 1 else None
    behind = (at for at, (one, other) in enumerate(pairwise([*starts, (span[1] + 1, 0)])) if one[0] <= span[0])
    at = max(behind, default=None)
    return at if at is not None and (at + 1 == len(starts) or span[1] < starts[at + 1][0]) else None


def _is_apart(at: int, figures: Sequence[CharacterSpan]) -> bool:
    """Whether more than a blank parts a figure from those beside it: where they have moved together, what begins below
    one may be the note of another."""
    near = pairwise(figures[max(0, at - 1) : at + 2])
    return all(other[0] - one[1] > 1 for one, other in near)


def _goes_on(text: str, piece: str) -> bool:
    """Whether a piece goes on with a figure: digits with digits, but not behind a nought, or with its note."""
    if text == "0" and piece[:1].isdigit():
        return False
    if text.count("(") > text.count(")"):
        return piece.count("(") == 0
    return text[-1:].isdigit() and is_figure(text + piece)
