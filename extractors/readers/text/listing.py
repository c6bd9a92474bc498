"""Indicator lists in plain lines: a row a line, a cell a line, or one line in which all runs on.

A list begins at its heads (指标名称 单位 2016年度 历年累计), whatever parts them. Behind them rows follow each other: a
label of any wording, its unit, its figures. Where words run together a figure is told by the unit before it, and the
number of the next label (``20712232.政府公报``: 2071223, then 2.) by the numbers of the labels so far. The list ends
with the last figure before prose; every row is kept, whether its label is known or not. Where nothing proves how many
columns the heads are (`extractors.readers.text.list_heads`), its figures are not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from xxgk.extractors.labels.values import is_valuelike
from xxgk.extractors.readers.text.lines import Line
from xxgk.extractors.readers.text.list_heads import (
    LONGEST_HEAD,
    NOT_UNDERSTOOD,
    columns_of,
    heads_in,
    is_known,
    may_begin,
)
from xxgk.extractors.readers.text.tokens import Token, is_figure
from xxgk.schema.document import Cell, Table
from xxgk.schema.indicators import UNIT, unit_of, vocabulary
from xxgk.schema.layouts import CELL_PER_LINE, ROW_PER_LINE, RUN_ON
from xxgk.schema.sections import narrative
from xxgk.schema.text import NUMBERING, NUMERAL, narrow, normalise
from xxgk.schema.units import UNITS

FEWEST_ROWS = 4
LONGEST_GAP = 12  # lines without a figure, within a list
LONGEST_LABEL = 90
_WORD = re.compile(r"\S+")
_RUN = r"\d[\d,]*(?:\.\d+)?"
_BEHIND_UNIT = re.compile(rf"({'|'.join(UNITS)}|(?=——)|(?<=\d)(?=—)|(?<=—)(?=\d))({_RUN}(?![\d年月日号:])|[-—/]+)")
_BEHIND_LABEL = re.compile(rf"(?<=[\u4e00-\u9fff)”—])()({_RUN}(?![\d年月日号%:条件次”数])|—+)")
_REST = re.compile(r"[^\s\u4e00-\u9fff().、,;:|·。\"'“”‘’《》—]+")
_AFTER_UNIT = "|".join(f"(?<={unit})" for unit in UNITS)
_PARTS = re.compile(rf"{_AFTER_UNIT}|(?=其中:)|(?=(?<![{NUMERAL}(])[{NUMERAL}]+、)|(?=\([{NUMERAL}]+\))")
_LAST_UNIT = re.compile(rf"(?:{'|'.join(UNITS)})$")
_NUMBERED_ROWS = re.compile(r"(?:序\s*号|编\s*号|代\s*码|行\s*次)\s*$")
_CAPTION = re.compile(r"(?<!\S)附\s*[件表]")
_ENDS = re.compile(r"[。；]|(?:19|20)\d\d年\d{1,2}月\d{1,2}日")


def tables_among(lines: Sequence[Line]) -> Iterator[Line | Table]:
    """The lines, and in the place of those that make a list its table."""
    position = 0
    lines = list(lines)
    while position < len(lines):
        found = _list_at(lines, position) if may_begin(lines[position].text) else None
        if found is None:
            yield lines[position]
            position += 1
            continue
        before, table, rest, position = found
        yield from before
        yield table
        lines[position:position] = rest


FoundList = tuple[list[Line], Table, list[Line], int]


def _list_at(lines: Sequence[Line], position: int) -> FoundList | None:
    """The list whose heads begin on a line: what stands before it there, its table, what its last line prints behind
    it, and the number of the line that follows."""
    text = lines[position].text
    window = lines[position : position + LONGEST_HEAD]
    heads = heads_in(window)
    if not heads:
        return None
    has_unit = any(vocabulary().head(token.text).role == UNIT for token in heads)  # type: ignore[union-attr]
    last = heads[-1]
    number = window.index(last.line)
    tokens = list(_tokens(lines, position + number, last.end, has_unit))
    rows = list(_rows(tokens, has_unit))
    while rows and not any(token.is_value for token in rows[-1]):
        rows.pop()
    if len([row for row in rows if any(token.is_value for token in row)]) < FEWEST_ROWS:
        return None
    end = rows[-1][-1]
    after = lines.index(end.line, position)
    rest = [end.line.piece(end.end, len(end.line.text))] if end.line.text[end.end :].strip() else []
    caption = _CAPTION.search(text, text.rfind("。", 0, heads[0].start) + 1, heads[0].start)
    edges = (0, caption.start() if caption else heads[0].start, heads[0].start)
    before = [lines[position].piece(*edge) for edge in pairwise(edges) if text[slice(*edge)].strip()]
    columns = columns_of(heads, rows)
    above = next((line.text for line in reversed(lines[max(position - 3, 0) : position]) if line.text.strip()), "")
    layout = _layout(rows)
    is_numbered = layout != ROW_PER_LINE and _NUMBERED_ROWS.search(above + text[: heads[0].start])
    first = tuple(_cell(token, "" if columns else NOT_UNDERSTOOD) for token in columns or heads)
    body = (
        tuple(_cell(token, "numbers of rows" if is_numbered and token.is_value else "") for token in row)
        for row in rows
    )
    table = Table((first, *body), heads[0].cell().locator, layout)
    return before, table, rest, after + 1


def _cell(token: Token, doubt: str) -> Cell:
    """A token as a cell, not to be read where there is a `doubt`: a figure may be the number of the next row, heads may
    be more columns than was understood."""
    return token.cell()._replace(unreadable=doubt)


# ------------------------------------------------------------------------------------------------------------ tokens


def _tokens(lines: Sequence[Line], first: int, start: int, has_unit: bool) -> Iterator[Token]:
    """Labels, units and figures from a place on, up to prose or to too many lines without a figure."""
    gap = 0
    counter = _Numbers()
    for number in range(first, len(lines)):
        line = lines[number]
        plain = narrow(line.text)
        begin = start if number == first else 0
        if number > first and _is_end(plain):
            return
        found = False
        for word in _words(plain, begin):
            for token in _in_word(line, plain, word, has_unit, counter):
                found |= token.is_value
                yield token
        gap = 0 if found else gap + bool(plain.strip())
        if gap > LONGEST_GAP:
            return


def _words(plain: str, begin: int) -> Sequence[re.Match[str]]:
    """The words of a line, without a number of the row before its label."""
    words = list(_WORD.finditer(plain, begin))
    numbered = len(words) > 2 and words[0][0].isdecimal() and not is_valuelike(words[1][0]) and not unit_of(words[1][0])
    return words[1:] if numbered else words


def _is_end(plain: str) -> bool:
    return (bool(_ENDS.search(plain)) and len(plain) < 400) or normalise(
        plain[:LONGEST_LABEL]
    ) in narrative().section_of


class _Numbers:
    """The numbers of the labels so far, which tell the number of the next one."""

    def __init__(self) -> None:
        self.last = 0

    def heed(self, label: str) -> None:
        """Take the number of a label; one of a higher order (一、 （一）) begins a new count, a label without leaves
        it."""
        plain = narrow(label).strip()
        if found := re.match(r"(?:其中:?)?\s*(\d{1,2})\s*[.、]", plain):
            self.last = int(found[1])
        elif NUMBERING.match(plain):
            self.last = 0

    def cut(self, run: str) -> str:
        """A run of digits that a stop follows, without the number of the next label, which goes on or begins anew;
        empty where neither fits, or both do."""
        numbers = {str(self.last + 1), "1"}
        fitting = [number for number in numbers if run.endswith(number) and len(run) > len(number)]
        return run[: -len(fitting[0])] if len(fitting) == 1 else ""


def _in_word(line: Line, plain: str, word: re.Match[str], has_unit: bool, numbers: _Numbers) -> Iterator[Token]:
    start, end = word.span()
    if is_valuelike(word[0]) or is_figure(word[0]):
        yield _token(line, start, end, value=True)
        return
    if unit_of(word[0]):
        yield _token(line, start, end)
        return
    position = start
    pattern = _BEHIND_UNIT if has_unit else _BEHIND_LABEL
    while match := pattern.search(plain, position, end):
        left, right = match.span(2)
        if plain[right : right + 1] in (".", "、") and match[2][-1:].isdigit():
            numbers.heed(plain[position : match.start()])
            cut = numbers.cut(match[2])
            right = left + len(cut) if cut else right + 1
        elif match[2][-1:].isdigit() and (rest := _REST.match(plain, right, end)):
            right = rest.end()  # what stands in its cell, too: it is no number
        if match.start() > position:
            numbers.heed(plain[position : match.start()])
            yield _token(line, position, match.start())
        if match[1]:
            yield _token(line, *match.span(1))
        yield _token(line, left, right, value=True)
        position = right
    if position < end:
        if plain[end - 1] not in "。" and has_unit and (unit := _LAST_UNIT.search(plain[position:end])):
            at = position + unit.start()
            if at > position and plain[at - 1] in "数量)费用额况":
                yield _token(line, position, at)
                yield _token(line, at, end)
                return
        numbers.heed(plain[position:end])
        yield _token(line, position, end)


def _token(line: Line, start: int, end: int, *, value: bool = False) -> Token:
    return Token(line.text[start:end], line, start, end, value)


# -------------------------------------------------------------------------------------------------------------- rows


def _rows(tokens: Sequence[Token], has_unit: bool) -> Iterator[list[Token]]:
    """Each row as its label, its unit if it prints one, and its figures; headings as labels alone."""
    labels: list[Token] = []
    behind: list[Token] = []
    for token in tokens:
        is_unit = not token.is_value and bool(unit_of(token.text))
        if token.is_value or (is_unit and labels):
            behind.append(token)
            continue
        if behind:
            if labels:
                yield from _row(labels, behind)
            if labels and has_unit and not any(unit_of(one.text) or not one.text[:1].isdigit() for one in behind):
                return  # a figure without a unit: the list has ended
            labels, behind = [], []
        labels.append(token)
    if labels and behind:
        yield from _row(labels, behind)


def _row(labels: Sequence[Token], behind: Sequence[Token]) -> Iterator[list[Token]]:
    """The row of a label that may stand on several lines, or behind headings without figures; those come first."""
    lines = [list(group) for _, group in groupby(labels, key=lambda token: token.line.number)]
    pieces = [_joined(group) for group in lines]
    for count in range(1, len(pieces) + 1):
        texts = "".join(piece.text for piece in pieces[-count:])
        if is_known(texts) or count == len(pieces):
            break
    else:
        count = 1
    if not is_known("".join(piece.text for piece in pieces[-count:])):
        count = 1
    for heading in pieces[:-count]:
        yield [heading]
    label = pieces[-1] if count == 1 else pieces[-1]._replace(text="".join(piece.text for piece in pieces[-count:]))
    for heading in (parted := _parted(label))[:-1]:
        yield [heading]
    yield [parted[-1], *behind]


def _joined(tokens: Sequence[Token]) -> Token:
    """Tokens of one line as one."""
    first, last = tokens[0], tokens[-1]
    return Token(first.line.text[first.start : last.end], first.line, first.start, last.end, False)


def _parted(label: Token) -> list[Token]:
    """A label that headings run into, parted from them where what remains is known."""
    plain = narrow(label.text)
    if is_known(plain) or len(plain) != label.end - label.start:
        return [label]
    cuts = [match.start() for match in _PARTS.finditer(plain) if match.start()]
    for cut in reversed(cuts):
        if is_known(plain[cut:]):
            edges = [0, *(other for other in cuts if other <= cut), len(plain)]
            return [
                Token(label.text[left:right], label.line, label.start + left, label.start + right, False)
                for left, right in pairwise(edges)
            ]
    return [label]


def _layout(rows: Sequence[Sequence[Token]]) -> str:
    """Named by the line breaks, as in `extractors.readers.text.stream`."""
    figures = [row for row in rows if row[-1].is_value]
    lines = [row[0].line.number for row in figures]
    if len(set(lines)) < len(lines):
        return RUN_ON
    spread = sum(row[0].line.number != row[-1].line.number for row in figures)
    return CELL_PER_LINE if 2 * spread > len(figures) else ROW_PER_LINE
