"""Notes that a narrow column breaks over lines above and below the other figures of their row::

    7.属于                 6（其中
    行政执    6 7    0 5 2 新增21   20
    法案卷                 件）

The pieces stand one below another, from the number with its open bracket to what closes this: each over the one before
it, or, since figures push what stands behind them, as the only word right of where figures begin. All of it is one cell
of the line, of those that it takes, on which several figures stand, in the place of what it prints there. Where more
than one word may go on with a note, or several lines have figures, it stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from xxgk.extractors.labels.values import is_valuelike
from xxgk.extractors.readers.text.cell_lines import lacks_number
from xxgk.extractors.readers.text.lines import Line, blanked
from xxgk.extractors.readers.text.places import CharacterSpan
from xxgk.extractors.readers.woven.rows import closes_in_label, is_of_form
from xxgk.schema.text import NUMBERING, narrow

MOST_LINES = 12
MOST_SKIPPED = 1  # lines between two pieces of a note, which stand beside it
FEWEST_FIGURES = 2
MANY_FIGURES = 4
LONGEST_PIECE = 16
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_OPENS = re.compile(r"(?:\d[\d,]*(?:\.\d+)?)?\([^()]*")
_BEGINS = re.compile(r"(?:\d|(?<!\S))\([^()]*$")
_CLOSES = re.compile(r"[^()]*\)")
_GOES_ON = re.compile(r"[^()]*\)?")


class BrokenNote(NamedTuple):
    """What a cell reads whole, piece by piece, the first and the last line of it, and where the pieces stand: the
    number of a line, and the characters."""

    text: str
    first: Line
    last: Line
    pieces: Sequence[PieceOfNote]


@dataclass(slots=True)
class NotesOfLine:
    """Where on a line `pieces` of notes stand that are no cells of it, and the `notes` that are."""

    pieces: set[CharacterSpan] = field(default_factory=set)
    notes: dict[CharacterSpan, BrokenNote] = field(default_factory=dict)


WordSpans = Sequence[CharacterSpan]
PieceOfNote = tuple[int, CharacterSpan]
ParsedLines = Sequence[tuple[str, WordSpans]]


def notes_of(lines: Sequence[Line], words: Sequence[WordSpans]) -> Mapping[int, NotesOfLine]:
    """What is known of some of the lines, by their place among them. `words`: where those of each line stand."""
    found: dict[int, NotesOfLine] = {}
    plain = _plain(lines, words)
    for _, whole in _notes_in(plain):
        if place := _place(plain, whole):
            _note(lines, whole, place, found)
    return found


def beside_broken(lines: Sequence[str], words: Sequence[WordSpans]) -> Collection[int]:
    """The lines, by their place among some, beside notes that begin in some of their `words` and do not end on the same
    line: down to that on which a bracket is closed."""
    found: set[int] = set()
    for at, (text, span) in ((at, (lines[at], span)) for at, of_line in enumerate(words) for span in of_line):
        opening = _BEGINS.search(text, *span)
        if opening and not _CLOSES.match(text, span[1]) and (opening[0] == "(" or not is_of_form(opening[0])):
            below = range(at + 1, min(len(lines), at + MOST_LINES))
            end = next((other for other in below if _closes(lines[other])), at + 1)
            found.update(range(at - (opening[0][0] == "("), end + 1))
    return found


def _closes(text: str) -> bool:
    """Whether a word of a line closes a bracket that it does not open, and is no piece of a label."""
    return any(word.count(")") > word.count("(") and not closes_in_label(word) for word in text.split())


def with_figures_on_one_line(lines: Sequence[Line], words: Sequence[WordSpans]) -> Sequence[Line]:
    """The lines; the figures of a row that stand on two lines beside a note, on the one of them that has most, or else
    the other: all that stand beside the pieces of a note are of its row. Only where those of one line stand left of all
    on the other, of which nothing has pushed the first. Nothing where there are no such figures."""
    texts: dict[int, str] = {}
    taken: set[int] = set()
    plain = _plain(lines, words)
    for at, whole in _notes_in(plain):
        own = dict(whole)
        rows = [row for row in range(at, max(own) + 1) if _figures(plain[row], own.get(row))]
        if len(rows) == 2 and taken.isdisjoint(rows):
            taken.update(rows)
            main, other = sorted(rows, key=lambda row: -len(_figures(plain[row], own.get(row))))
            texts |= _joined(plain, main, other, own) or _joined(plain, other, main, own)
    return [line._replace(text=texts.get(at, line.text)) for at, line in enumerate(lines)] if texts else []


def _plain(lines: Sequence[Line], words: Sequence[WordSpans]) -> ParsedLines:
    return [(narrow(line.text), of_line) for line, of_line in zip(lines, words, strict=True)]


def _notes_in(lines: ParsedLines) -> Iterator[tuple[int, Sequence[PieceOfNote]]]:
    """The notes that begin on some lines and are closed: on which line, and their pieces."""
    for at, (text, of_line) in enumerate(lines):
        for span in of_line if "(" in text else ():
            if (pieces := _opening(lines, at, span)) and (whole := _whole(lines, pieces)):
                yield at, whole


def _joined(lines: ParsedLines, main: int, other: int, own: Mapping[int, CharacterSpan]) -> Mapping[int, str]:
    """What two lines print when the figures of the `other` one stand on the main one; nothing where their order is not
    certain."""
    if main not in own:
        return {}
    kept, moved = sorted([*_figures(lines[main], own[main]), own[main]]), _figures(lines[other], own.get(other))
    if other in own and moved[0] < own[other] < moved[-1]:
        return {}
    (text, _), (rest, _) = lines[main], lines[other]
    start, end = moved[0][0], moved[-1][1]
    piece, rest = rest[start:end], blanked(rest, start, end)
    if end < kept[0][0] and text[: kept[0][0]].endswith("  "):
        text = f"{text[: kept[0][0]]}{piece}  {text[kept[0][0] :]}"
    elif start > kept[-1][1] and lines[other][0][:start].endswith("  "):
        text = f"{text.rstrip()}  {piece}"
    else:
        return {}
    return {main: text, other: rest}


def _note(
    lines: Sequence[Line], pieces: Sequence[PieceOfNote], place: PieceOfNote, found: dict[int, NotesOfLine]
) -> None:
    for at, span in pieces:
        found.setdefault(at, NotesOfLine()).pieces.add(span)
    text = "\n".join(lines[at].text[slice(*span)] for at, span in pieces)
    where = [(lines[at].number, span) for at, span in pieces]
    note = BrokenNote(text, lines[pieces[0][0]], lines[pieces[-1][0]], where)
    found.setdefault(place[0], NotesOfLine()).notes[place[1]] = note


def _opening(lines: ParsedLines, at: int, span: CharacterSpan) -> Sequence[PieceOfNote]:
    """The pieces with which a note begins: a number with an open bracket, or a bracket and the number over it."""
    word = lines[at][0][slice(*span)]
    if not _OPENS.fullmatch(word) or len(word) > LONGEST_PIECE:
        return ()
    if word[0] != "(":
        return ((at, span),)
    over = _overlapping(lines[at - 1], span) if at else ()
    is_number = len(over) == 1 and _NUMBER.fullmatch(lines[at - 1][0][slice(*over[0])])
    return ((at - 1, over[0]), (at, span)) if is_number and not _figures(lines[at - 1], over[0]) else ()


def _whole(lines: ParsedLines, pieces: Sequence[PieceOfNote]) -> Sequence[PieceOfNote]:
    """All pieces of a note from its first ones on; none where it does not end."""
    found = list(pieces)
    left, right = min(span[0] for _, span in found), max(span[1] for _, span in found)
    end = min(len(lines), found[0][0] + MOST_LINES)
    edge = _edge(lines[max(0, found[0][0] - MOST_LINES) : end])
    for at in range(found[-1][0] + 1, end):
        over = _going_on(lines[at], (left, right), edge)
        if not over and at - found[-1][0] <= MOST_SKIPPED:
            continue
        piece = lines[at][0][slice(*over[0])] if len(over) == 1 else ""
        if not piece or len(piece) > LONGEST_PIECE or not _GOES_ON.fullmatch(piece) or NUMBERING.match(piece):
            return ()
        found.append((at, over[0]))
        if left < over[0][1] and over[0][0] < right:
            left, right = min(left, over[0][0]), max(right, over[0][1])
        if piece[-1] == ")":
            text = "".join(lines[at][0][slice(*span)] for at, span in found)
            return found if is_valuelike(text) and not lacks_number(text) else ()
    return ()


def _edge(lines: ParsedLines) -> float:
    """Where the figures of some lines begin that have many."""
    rows = (_figures(line, None) for line in lines)
    return min((row[0][0] for row in rows if len(row) >= MANY_FIGURES), default=float("inf"))


def _going_on(line: tuple[str, WordSpans], note: CharacterSpan, edge: float) -> WordSpans:
    """What may go on with a note on a line: words right of where figures begin, those below it if there are any; else
    figures below it."""
    below = _overlapping(line, note)
    words = [span for span in line[1] if span[0] >= edge and not _NUMBER.fullmatch(line[0][slice(*span)])]
    return [span for span in words if span in below] or words or below


def _place(lines: ParsedLines, pieces: Sequence[PieceOfNote]) -> PieceOfNote | None:
    """Where among the figures of its row a note stands: on the one line beside it that has figures, and several."""
    own = dict(pieces)
    rows = [at for at in range(pieces[0][0], pieces[-1][0] + 1) if _figures(lines[at], own.get(at))]
    if len(rows) != 1 or len(_figures(lines[rows[0]], own.get(rows[0]))) < FEWEST_FIGURES:
        return None
    if rows[0] in own:
        return rows[0], own[rows[0]]
    left, right = min(span[0] for _, span in pieces), max(span[1] for _, span in pieces)
    middle = (left + right) // 2
    return None if _overlapping(lines[rows[0]], (left, right)) else (rows[0], (middle, middle + 1))


def _figures(line: tuple[str, WordSpans], but: CharacterSpan | None) -> WordSpans:
    return [span for span in line[1] if span != but and _NUMBER.fullmatch(line[0][slice(*span)])]


def _overlapping(line: tuple[str, WordSpans], span: CharacterSpan) -> WordSpans:
    return [(start, end) for start, end in line[1] if start < span[1] and span[0] < end]
