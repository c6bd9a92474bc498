"""Figures of rows that stand in stacks below them: of several rows one below another, the columns further right.

So ``pdftotext -layout`` prints rows whose first figures go on with their labels, and whose others do not::

    4.保护第三方合法权益   0 0 0 0
    5.属于三类内部事务信息  8 0 0 0
                                0
                                0
                                    00
                                    08

Each stack stands further right than the one before it, and all of them right of the figures that the rows print
themselves; each has as many lines as there are rows, which have so many figures then as a whole row of the table has,
or fewer where they have blanks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from xxgk.extractors.readers.text.lines import Line
from xxgk.extractors.readers.text.places import CharacterSpan, parts_of
from xxgk.schema.text import narrow

FEWEST_ROWS, MOST_ROWS = 2, 8
FEWEST_FIGURES = 6  # of a whole row
DIGITS = frozenset("0123456789,")


def with_stacks(lines: Sequence[Line], words: Sequence[Sequence[CharacterSpan]]) -> Sequence[Line]:
    """The lines, the figures of stacks on the lines of their rows; nothing where there are none. `words`: where those
    of each line stand."""
    bare = [bool(of_line) and all(_is_digits(lines[at], span) for span in of_line) for at, of_line in enumerate(words)]
    whole = max((_count(line, of_line) for line, of_line in zip(lines, words, strict=True)), default=0)
    joined = list(lines)
    found = False
    for first, end in _runs(bare) if whole >= FEWEST_FIGURES else ():
        stacks = [list(own) for _, own in groupby(range(first, end), lambda at: words[at][0][0])]
        rows = range(first - len(stacks[0]), first)
        if _are_of(rows, stacks, lines, words, whole):
            found = True
            for at in rows:
                below = [stack[at - rows.start] for stack in stacks]
                joined[at] = _joined(lines[at], [lines[other] for other in below])
                for other in below:
                    joined[other] = lines[other]._replace(text="")
    return joined if found else []


def _runs(bare: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Where several lines in succession print digits alone."""
    for is_bare, group in groupby(range(len(bare)), bare.__getitem__):
        places = list(group)
        if is_bare and len(places) >= FEWEST_ROWS:
            yield places[0], places[-1] + 1


def _are_of(
    rows: range,
    stacks: Sequence[Sequence[int]],
    lines: Sequence[Line],
    words: Sequence[Sequence[CharacterSpan]],
    whole: int,
) -> bool:
    """Whether some rows go on in stacks, so that one of them at least is whole."""
    if rows.start < 0 or not FEWEST_ROWS <= len(rows) <= MOST_ROWS or any(len(one) != len(rows) for one in stacks):
        return False
    own = [_count(lines[at], words[at]) for at in rows]
    ends = [max(words[at][-1][1] for at in each if words[at]) for each in (rows, *stacks)]
    starts = [words[stack[0]][0][0] for stack in stacks]
    if not all(own) or any(end >= start for end, start in zip(ends, starts, strict=False)):
        return False
    counts = [
        count + sum(_count(lines[stack[at]], words[stack[at]]) for stack in stacks) for at, count in enumerate(own)
    ]
    return max(counts) == whole and all(lines[at].page == lines[other].page for at, other in pairwise(rows))


def _count(line: Line, words: Sequence[CharacterSpan]) -> int:
    """How many figures a line ends in, at least."""
    count = 0
    for start, end in reversed(words):
        text = narrow(line.text[start:end])
        digits = len(text) - len(text.rstrip("0123456789,"))
        count += len(list(parts_of(text[len(text) - digits :], (end - digits, end)))) if digits else 0
        if digits < len(text):
            break
    return count


def _is_digits(line: Line, span: CharacterSpan) -> bool:
    return DIGITS.issuperset(line.text[slice(*span)])


def _joined(line: Line, below: Sequence[Line]) -> Line:
    text = line.text.rstrip()
    for other in below:
        start = len(other.text) - len(other.text.lstrip())
        text = text.ljust(start) + other.text.strip()
    return line._replace(text=text, until=below[-1].number)
