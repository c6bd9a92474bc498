"""Tables whose cells a text keeps side by side: the lines of a label, of its group and of its figures are woven.

So programs print a page as text (``pdftotext -layout``): a cell that takes several lines stands beside those of others,
a row of figures beside one line of its label, a line of a group of rows before it::

    （三）不予公  1.属于国家秘    0   0   0   0   0   0   0
        开        密

Nothing but words tells what belongs together, since columns of characters are not those of the page. A row is the
lines, one of them with figures, whose words make exactly one label of the form, when words before them that are pieces
of groups are left out; rows stand side by side and share no line. Where the lines can be shared out in several ways,
and where a line stands beside that is in no row, they stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from xxgk.extractors.labels.values import is_valuelike
from xxgk.extractors.labels.vocabulary import form_labels
from xxgk.extractors.readers.text.cell_lines import is_figure, with_cell_lines
from xxgk.extractors.readers.text.cell_notes import (
    BrokenNote,
    NotesOfLine,
    beside_broken,
    notes_of,
    with_figures_on_one_line,
)
from xxgk.extractors.readers.text.lines import Line, LineCell, blanked
from xxgk.extractors.readers.text.places import PUSHED, FiguresOfRow, Place, columns_of, parts_of, places_of
from xxgk.extractors.readers.text.stacks import with_stacks
from xxgk.extractors.readers.woven.heads import HeadPieces, heads_of, is_of_head
from xxgk.extractors.readers.woven.rows import (
    MOST_LINES,
    MOST_STEPS,
    StepsLeft,
    WovenRow,
    ends_and_begins_labels,
    free_lines,
    is_prose,
    lines_of_label,
    of_group_and_label,
    shared_out,
)
from xxgk.schema.text import NUMBERING, narrow, normalise

FEWEST_HEAD_LINES = 2
MOST_LINES_OF_HEADS = 24  # as many as the characters of one over others, and of one of these
MOST_HEAD_LINES = 40  # notes beside the heads, which a narrow column breaks, included
FEWEST_SUMMED, FEWEST_TOTALS = 6, 3  # figures of a line, and lines, that tell that the last of them are totals
FEWEST_PIECES = 4  # of heads on a line: fewer may be those of a note, or stand beside a label
LONGEST_NUMBER = 12
LONGEST_WORD = 24  # in which a group and a label may have run together
SLACK = 2  # characters by which a figure may stand left of those above it
CAPTION = "单位"  # 单位：件, 金额单位：元
UNSURE = "figures beside which others stand that may be theirs"
NO_NOTES = NotesOfLine()
_WORD = re.compile(r"[^\s)]*件\)(?=\d)|\S+")
_GLUED = re.compile(r"(?:(?<=[^\d\s.,])|(?<=[^\d\s.,],))\d[\d,.]*$")


@dataclass(frozen=True, slots=True)
class WovenLine:
    """A line as the words before its figures, where they stand, and where its figures do; `notes` are those of them
    that go on above or below, `closed` those whose note ends below, as one of their cell's lines."""

    line: Line
    words: Sequence[str]
    texts: Sequence[tuple[int, int]]
    figures: Sequence[tuple[int, int]]
    notes: Mapping[tuple[int, int], BrokenNote]
    closed: Collection[tuple[int, int]] = ()

    @property
    def has_figures(self) -> bool:
        """Whether it prints figures."""
        return bool(self.figures)


class WovenHeads(NamedTuple):
    """Heads over columns on the lines from `first` up to `end`, each of them whole, and where it stands, if that is
    told."""

    first: int
    end: int
    text: str
    spans: Sequence[tuple[int, int]] = ()


def unwoven(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines; of a row that takes several, and of one behind a piece of a group, its label as one line, and its
    figures as another, behind the pieces of its group. Linear in the text."""
    position, steps = 0, StepsLeft(MOST_STEPS)
    while position < len(lines):
        end = position
        while end < len(lines) and not is_prose(lines[end].text):
            end += 1
        yield from _region(lines[position:end], steps)
        yield from lines[end : end + 1]
        position = end + 1


def _region(lines: Sequence[Line], steps: StepsLeft) -> Iterator[Line]:
    plain, parted = lines, _parted(lines)
    if joined := with_stacks(lines, parted):
        lines, parted = joined, _parted(joined)
    if joined := with_figures_on_one_line(lines, parted):
        lines, parted = joined, _parted(joined)
    notes = notes_of(lines, parted)
    words = (
        _words(line, spans, notes.get(at, NO_NOTES)) for at, (line, spans) in enumerate(zip(lines, parted, strict=True))
    )
    printed = _with_cell_lines([half for one in words if one.texts or one.figures for half in _halves(one)])
    if steps.left < 0 or not any(one.figures for one in printed):
        return iter(_unsure_beside_notes(plain, printed))
    rows = shared_out(printed, lambda first, other: _goes_on(printed[other], printed[first]), steps, below=True)
    rows, printed = _with_own_figures(rows, printed)
    heads = list(_heads(printed, rows, steps))
    rows += _unlabelled(printed, heads, {place for row in rows for place in range(row.first, row.end)})
    if not heads and not any(_is_woven(row, printed) for row in rows):
        return iter(_unsure_beside_notes(plain, printed))
    return _written(printed, rows, heads)


def _halves(one: WovenLine) -> Iterator[WovenLine]:
    """A line without figures on which one label ends and the next one begins, as two."""
    for at, (word, (start, _)) in enumerate(zip(one.words, one.texts, strict=True) if not one.figures else ()):
        if cut := ends_and_begins_labels(word):
            edge = start + cut
            yield WovenLine(
                one.line.piece(0, edge), [*one.words[:at], word[:cut]], [*one.texts[:at], (start, edge)], (), {}
            )
            spans = [(max(left, edge) - edge, right - edge) for left, right in one.texts[at:]]
            rest = one.line.piece(edge, len(one.line.text))
            yield WovenLine(rest, [rest.text[slice(*span)] for span in spans], spans, (), {})
            return
    yield one


def _with_own_figures(rows: Sequence[WovenRow], printed: Sequence[WovenLine]) -> tuple[list[WovenRow], list[WovenLine]]:
    """The rows, figures side by side on two lines of one on the first of them, and the lines so."""
    kept, lines = [], list(printed)
    for row in rows:
        first, *others = row.figures
        if not any(_is_beside_all(printed[at], printed[first]) for at in others):
            kept.append(row)
        elif len(others) == 1 and (joined := _side_by_side(printed[first], printed[others[0]])):
            lines[first], lines[others[0]] = joined, replace(printed[others[0]], figures=(), notes={})
            kept.append(row._replace(figures=(first,)))
    return kept, lines


def _side_by_side(one: WovenLine, other: WovenLine) -> WovenLine | None:
    """A line with the figures of another one that stand left or right of all of its own; None where its label stands
    in their place."""
    start, end = other.figures[0][0], other.figures[-1][1]
    text = one.line.text.ljust(end)
    if text[start:end].strip():
        return None
    text = text[:start] + other.line.text[start:end] + text[end:]
    line = one.line._replace(text=text, until=max(other.line.number, other.line.until))
    return replace(one, line=line, figures=sorted((*one.figures, *other.figures)), notes={**one.notes, **other.notes})


def _parted(lines: Sequence[Line]) -> list[list[tuple[int, int]]]:
    """Where the words of lines stand."""
    return [[word.span() for word in _WORD.finditer(narrow(line.text))] for line in lines]


def _unsure_beside_notes(lines: Sequence[Line], printed: Sequence[WovenLine]) -> Sequence[Line]:
    numbers = {printed[place].line.number for place in _beside_broken_notes(printed)}
    return [line._replace(unsure=UNSURE) if line.number in numbers else line for line in lines]


def _beside_broken_notes(printed: Sequence[WovenLine]) -> Collection[int]:
    """The lines beside a note that is not whole: what stands there may be of it, or of no column."""
    begun = [
        [span for span in (*one.texts, *one.figures) if span not in one.notes and span not in one.closed]
        for one in printed
    ]
    return beside_broken([narrow(one.line.text) for one in printed], begun)


def _is_woven(row: WovenRow, printed: Sequence[WovenLine]) -> bool:
    """Whether figures stand on a line of a label that takes several, or behind a piece of a group."""
    own = printed[row.figures[0]]
    left_out = row.left_out[row.figures[0] - row.first]
    is_behind = left_out > 0 and normalise("".join(own.words[:left_out])) not in form_labels().groups
    return bool(own.texts) and (row.end - row.first > 1 or is_behind)


def _unlabelled(
    printed: Sequence[WovenLine], heads: Sequence[WovenHeads], taken: Collection[int]
) -> Iterator[WovenRow]:
    """The figures without a label directly below heads, that go on on further lines, have notes on these, or leave a
    blank."""
    for one in heads:
        place = one.end
        end = place
        while end < len(printed) and end not in taken and printed[end].figures and not printed[end].texts:
            if end > place and not _goes_on(printed[end], printed[place]):
                break
            end += 1
        if end - place > 1 or (end > place and (printed[place].notes or _under_heads(printed[place], one))):
            yield WovenRow(place, end, "", (0,) * (end - place), tuple(range(place, end)))


def _under_heads(line: WovenLine, heads: WovenHeads) -> Sequence[Place]:
    """The columns of figures, one fewer than there are heads, that have one gap, behind which they go on under the head
    after the next one."""
    gaps = [at for at, (one, other) in enumerate(pairwise(line.figures), 1) if other[0] - one[1] > PUSHED]
    texts = [line.line.text[slice(*span)] for span in line.figures]
    are_single = all(len(list(parts_of(*one))) == 1 for one in zip(texts, line.figures, strict=True))
    if len(gaps) != 1 or len(line.figures) != len(heads.spans) - 1 or not are_single:
        return ()
    at = gaps[0]
    start, end = heads.spans[at + 1]
    if not start <= line.figures[at][0] < end:
        return ()
    return [Place(number + 1 + (number >= at), 1) for number in range(len(line.figures))]


def _heads(printed: Sequence[WovenLine], rows: Sequence[WovenRow], steps: StepsLeft) -> Iterator[WovenHeads]:
    """The heads over the columns that lines before figures make."""
    taken = {place for row in rows for place in range(row.first, row.end)}
    total_is_last = _end_in_totals(printed)
    for place, line in enumerate(printed):
        first = place
        while first and place - first < MOST_HEAD_LINES and _may_print_heads(first - 1, printed, taken):
            first -= 1
        if not (line.figures or place in taken) or place - first < FEWEST_HEAD_LINES:
            continue
        lines = printed[first:place]
        words: Sequence[HeadPieces] = [
            list(zip(one.words, (start for start, _ in one.texts), strict=True)) for one in lines
        ]
        if len(words) > MOST_LINES:
            words = _without_notes(words, line.figures[0][0] if line.figures else 0)
        starts = (start for start in range(len(lines) - FEWEST_HEAD_LINES + 1) if not _are_whole(lines[start:]))
        for start in starts:
            if len(of_heads := [pieces for pieces in words[start:] if pieces]) > MOST_LINES_OF_HEADS:
                continue
            if heads := heads_of(of_heads, steps, total_is_last=total_is_last):
                yield WovenHeads(first + start, place, " ".join(heads.texts), heads.spans)
                break


def _may_print_heads(place: int, printed: Sequence[WovenLine], taken: Collection[int]) -> bool:
    """Whether a line is neither of a row, nor one of figures, nor the caption of a table: within heads its unit would
    be told to nobody."""
    line = printed[place]
    is_caption = line.words and all(CAPTION in word for word in line.words)
    return not (place in taken or line.figures or is_caption)


def _end_in_totals(printed: Sequence[WovenLine]) -> bool:
    """Whether the last of the figures on a line is the sum of the others on several lines, and no nought."""
    rows = ([line.line.text[slice(*span)] for span in line.figures] for line in printed)
    whole = (row for row in rows if len(row) >= FEWEST_SUMMED and all(map(str.isdecimal, row)))
    numbers = (list(map(int, row)) for row in whole if max(map(len, row)) <= LONGEST_NUMBER)
    return sum(0 < row[-1] == sum(row[:-1]) for row in numbers) >= FEWEST_TOTALS


def _without_notes(lines: Sequence[HeadPieces], left: int) -> Sequence[HeadPieces]:
    """Lines of heads, what a form prints beside these left out of those that print nothing else, left of all figures:
    a narrow column breaks it over many lines."""
    return [
        [] if all(is_of_head(word) and start + len(word) <= left for word, start in words) else words for words in lines
    ]


def _are_whole(lines: Sequence[WovenLine]) -> bool:
    """Whether every word of some lines is a label by itself."""
    return all(normalise(word) in form_labels().all for line in lines for word in line.words)


def _words(line: Line, spans: Sequence[tuple[int, int]], known: NotesOfLine) -> WovenLine:
    """A line parted; digits that end a word are figures behind it, since no label ends in one."""
    plain, notes = narrow(line.text), known.notes
    if known is not NO_NOTES:
        spans = sorted({span for span in spans if span not in known.pieces} | notes.keys())
    first = len(spans)
    while first and (spans[first - 1] in notes or is_figure(plain[slice(*spans[first - 1])])):
        first -= 1
    texts, figures = list(spans[:first]), list(spans[first:])
    if texts and (glued := _GLUED.search(plain, *texts[-1])):
        texts[-1], figures = (texts[-1][0], glued.start()), [glued.span(), *figures]
    texts = [part for span in texts for part in _of_group_and_label(plain, span)]
    return WovenLine(line, [line.text[slice(*span)] for span in texts], texts, figures, notes)


def _of_group_and_label(plain: str, span: tuple[int, int]) -> Iterator[tuple[int, int]]:
    start, end = span
    cut = of_group_and_label(plain[start:end]) if end - start <= LONGEST_WORD else 0
    yield from ((start, start + cut), (start + cut, end)) if cut else (span,)


def _with_cell_lines(printed: Sequence[WovenLine]) -> list[WovenLine]:
    """The lines, words below figures as more of these."""
    parts = with_cell_lines([(_without_notes_of_cells(one), one.texts, one.figures) for one in printed])
    return [
        replace(one, closed=closed)
        if texts is one.texts
        else WovenLine(one.line, [one.line.text[slice(*span)] for span in texts], texts, figures, one.notes, closed)
        for one, (texts, figures, closed) in zip(printed, parts, strict=True)
    ]


def _without_notes_of_cells(line: WovenLine) -> str:
    """The text of a line, with a mark in the place of notes that go on: nothing else goes on with them."""
    text = line.line.text
    for start, end in line.notes:
        text = text[:start] + "-" * (end - start) + text[end:]
    return text


def _unsure(rows: Sequence[WovenRow], heads: Sequence[WovenHeads], printed: Sequence[WovenLine]) -> set[int]:
    """The lines of figures near which something stands below or above figures that is in no row: more of them, or a
    note. Behind a nought no figure goes on. And those under heads that were not made out."""
    parts: list[WovenRow | WovenHeads] = [*rows, *heads]
    owner = {place: one for one in parts for place in range(one.first, one.end)}
    found = {*_under_strange_heads(owner, printed), *_beside_broken_notes(printed), *_torn_by_pages(rows, printed)}
    found |= {place for place, line in enumerate(printed) if line.notes and not isinstance(owner.get(place), WovenRow)}
    for place, line in enumerate(printed):
        if line.figures:
            own = owner.get(place)
            behind = range(own.end if own else place + 1, len(printed))
            before = range((own.first if own else place) - 1, -1, -1)
            near = [at for way in (before, behind) for at in free_lines(way, owner)]
            is_whole = isinstance(own, WovenRow) and len(line.figures) >= (columns_of(own.label) or MOST_LINES)
            beside = [at for at in near if not is_whole and _is_beside(line, printed[at])]
            beside += [at for at in near if _may_go_on(line, printed[at])]
            found |= {place, *(at for at in beside if not _has_label(printed[at]))} if beside else set()
    return found


def _torn_by_pages(rows: Sequence[WovenRow], printed: Sequence[WovenLine]) -> Iterator[int]:
    """The lines of figures of a row that begin above its label on another page than the row before, and of that one:
    they may be more of its own."""
    for before, row in pairwise(sorted(rows)):
        is_torn = printed[before.figures[-1]].line.page != printed[row.figures[0]].line.page
        if is_torn and row.figures[0] < next(iter(lines_of_label(row, printed)), 0):
            yield from (*before.figures, *row.figures)


def _under_strange_heads(owner: Mapping[int, WovenRow | WovenHeads], printed: Sequence[WovenLine]) -> Iterator[int]:
    """The lines of figures below one that prints pieces of heads and is in no heads that were made out."""
    strange = False
    for place, line in enumerate(printed):
        if isinstance(owner.get(place), WovenHeads):
            strange = False
        elif place not in owner and not line.figures:
            pieces = [word for word in line.words if normalise(word) not in form_labels().all]
            strange = strange or (len(pieces) >= FEWEST_PIECES and sum(map(is_of_head, pieces)) >= FEWEST_PIECES)
        elif line.figures and strange:
            yield place


def _has_label(line: WovenLine) -> bool:
    """Whether a word of a line is a label by itself."""
    return any(normalise(word) in form_labels().all for word in line.words)


def _is_beside(line: WovenLine, other: WovenLine) -> bool:
    """Whether a line without a label prints figures right of the first of another line, and below none of them."""
    left = line.figures[0][0]
    return not other.texts and any(span[0] >= left and not _over(span, line) for span in other.figures)


def _may_go_on(line: WovenLine, other: WovenLine) -> bool:
    if other.texts and len(other.figures) >= len(line.figures):
        return False
    left = line.figures[0][0] - SLACK
    beside = [word for word, (start, _) in zip(other.words, other.texts, strict=True) if start >= left]
    is_title = len(beside) == len(other.words) > 0 and NUMBERING.match(narrow(beside[0]))
    if not (is_title or form_labels().all.issuperset(map(normalise, beside))):
        return True
    is_nought = all(line.line.text[slice(*span)] == "0" for span in line.figures)
    return not is_nought and any(start >= left for start, _ in other.figures)


def _written(printed: Sequence[WovenLine], rows: Sequence[WovenRow], heads: Sequence[WovenHeads]) -> Iterator[Line]:
    """The lines in their order, those of each row as its label and its figures, behind the pieces of groups."""
    parts: list[WovenRow | WovenHeads] = [*rows, *heads]
    starting = {one.first: one for one in parts}
    unsure = _unsure(rows, heads, printed)
    lines = [
        replace(words, line=words.line._replace(woven=True, unsure=UNSURE if place in unsure else ""))
        for place, words in enumerate(printed)
    ]
    in_order = sorted(rows)
    places = dict(zip(in_order, places_of([_figures(row, lines) for row in in_order]), strict=True))
    above = {one.end: one for one in heads}
    places |= {row: _under_heads(lines[row.first], above[row.first]) for row in rows if not row.label}
    told = _pieces_of_notes(rows, printed)
    place = 0
    while place < len(printed):
        one = starting.get(place)
        if one is None:
            yield _without(lines[place].line, told.get(lines[place].line.number, ()))
        elif isinstance(one, WovenHeads):
            yield lines[place].line._replace(text=one.text)
        else:
            yield from _row(one, lines, places[one])
        place = one.end if one else place + 1


def _pieces_of_notes(rows: Sequence[WovenRow], printed: Sequence[WovenLine]) -> Mapping[int, Sequence[tuple[int, int]]]:
    """Where on lines, by number, pieces of notes stand that are told in a row."""
    found: dict[int, list[tuple[int, int]]] = {}
    for note in (note for row in rows for note in printed[row.figures[0]].notes.values()):
        for number, span in note.pieces:
            found.setdefault(number, []).append(span)
    return found


def _without(line: Line, spans: Sequence[tuple[int, int]]) -> Line:
    """A line without some of its characters."""
    text = line.text
    for start, end in spans:
        text = blanked(text, start, end)
    return line._replace(text=text) if spans else line


def _figures(row: WovenRow, lines: Sequence[WovenLine]) -> FiguresOfRow | None:
    """The figures of a row, as they begin on its first line with figures."""
    if not (expected := columns_of(row.label)):
        return None
    own = lines[row.figures[0]]
    if own.notes:
        return None
    texts = [own.line.text[slice(*span)] for span in own.figures]
    return FiguresOfRow(texts, own.figures, own.texts[-1][1] if own.texts else -1, expected, own.line.page)


def _row(row: WovenRow, lines: Sequence[WovenLine], places: Sequence[Place]) -> Iterator[Line]:
    for words, left_out in zip(lines[row.first : row.end], row.left_out, strict=True):
        if left_out:
            yield words.line.piece(words.texts[0][0], words.texts[left_out - 1][1])
    if row.label:
        yield lines[row.first].line._replace(text=row.label, offset=-1)
    first, *others = (lines[place] for place in row.figures)
    below: dict[int, list[str]] = {}
    for line in others:
        for span in line.figures:
            below.setdefault(_over(span, first)[0], []).append(line.line.text[slice(*span)])
    left, right = first.figures[0][0], first.figures[-1][1]
    told = places or [Place(0, 1)] * len(first.figures)
    cells = [
        LineCell(start - left, end - left, one.column, one.many, tuple(below.get(at, ())), note.text if note else "")
        for at, ((start, end), one) in enumerate(zip(first.figures, told, strict=True))
        for note in (first.notes.get((start, end)),)
    ]
    whole = first.line.piece(left, right)._replace(cells=tuple(cells))
    texts = (
        first.notes[span].text if span in first.notes else "".join((first.line.text[slice(*span)], *below.get(at, ())))
        for at, span in enumerate(first.figures)
    )
    broken = "" if all(map(is_valuelike, texts)) else UNSURE
    whole = whole._replace(unsure=whole.unsure or broken)
    upper = min((first.line, *(note.first for note in first.notes.values())), key=lambda line: line.number)
    lower = max(
        (first.line, *(note.last for note in first.notes.values()), *(one.line for one in others)),
        key=lambda line: line.number,
    )
    last = max(lower.number, first.line.until)
    if upper.number < last:
        whole = whole._replace(number=upper.number, place=upper.place, until=last)
    if others:
        unsure = next((words.line.unsure for words in (first, *others) if words.line.unsure), "")
        whole = whole._replace(unsure=unsure or broken)
    yield whole


def _over(span: tuple[int, int], line: WovenLine) -> list[int]:
    """Which figures of a line stand over some characters of a line below."""
    return [at for at, (start, end) in enumerate(line.figures) if start < span[1] and span[0] < end]


def _goes_on(line: WovenLine, first: WovenLine) -> bool:
    """Whether each figure of a line stands below one of the first line of a row, and each below another; or all of
    them, beside words, left or right of those of that line, of which they may be more. Below noughts and all other
    figures of a line stand those of another row."""
    if line.line.page != first.line.page:
        return False
    if line.texts and first.texts and _is_beside_all(line, first):
        return True
    over = [_over(span, first) for span in line.figures]
    if len(over) == len(first.figures) and any(first.line.text[slice(*span)] == "0" for span in first.figures):
        return False
    return all(len(one) == 1 for one in over) and len({one[0] for one in over}) == len(over) <= len(first.figures)


def _is_beside_all(line: WovenLine, first: WovenLine) -> bool:
    """Whether all figures of a line stand left of those of another one, or right of them."""
    return line.figures[-1][1] < first.figures[0][0] or first.figures[-1][1] < line.figures[0][0]
