"""Labels and figures of plain lines, and what stands in a cell with a figure: all of it, or nothing, is its number.

``6O``, ``658/0``, ``3-5``, ``5%`` and ``12千`` are no numbers, and none is cut out of them: what neither begins a label
of the form nor parts two cells belongs to the figure before it, a sign to the figure behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, zip_longest
from typing import NamedTuple

from xxgk.extractors.labels.values import CHANGE, is_valuelike
from xxgk.extractors.labels.vocabulary import FormLabels
from xxgk.extractors.readers.text.lines import Line
from xxgk.schema.document import Cell
from xxgk.schema.remembered import remembered
from xxgk.schema.text import NUMBERING, clean, narrow, normalise, run_at_end

AMOUNT = "零〇一二三四五六七八九十百千万亿余多几来左右以上下无个件条次项份起宗篇部户人家期批场元角分整点成倍约近"
"""Words of amounts; nothing else in Chinese stands behind a figure in its cell."""
_REST = re.compile(rf"(?:[^\u4e00-\u9fff]|[{AMOUNT}])+")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_FIGURE = re.compile(rf"\d(?:[^\u4e00-\u9fff]|[{AMOUNT}])*")
_DATE = re.compile(r"[年月日季]|\d{4}[-./]\d")
_SIGNS = re.compile(run_at_end(r"-+−–—~<>≤≥≈*/\\(无"))
_BEGINNING = re.compile(r"[-+−–—~<>≤≥≈*/\\无]*\d")
# Marks for none, directly behind a label.
_NONE = re.compile(run_at_end("-−–—/无"))
# What may part two cells, or belong to the label behind it.
_MARKS = " \"'“”‘’《》,，;；:：|·。"
_STOPS = ".、"
_NOTE = re.compile(r"\([^()]*$")


class Token(NamedTuple):
    """A label or a figure; `text` empty: a line left empty among figures."""

    text: str
    line: Line
    start: int
    end: int
    is_value: bool

    def cell(self) -> Cell:
        """The token as a cell, with what stands below it on lines of their own; figures in fused text carry the
        characters they stand on."""
        text, line, start, end, _ = self
        is_whole = start == 0 and end == len(line.text) and line.offset < 0
        own = next((cell for cell in line.cells if cell.start == start), None)
        is_over_lines = any(cell.below or cell.whole for cell in line.cells)
        where = line.locator if is_whole or is_over_lines else line.span(start, end)
        unsure = line.unsure if self.is_value else ""
        if own is None:
            return Cell(clean(text), where, unreadable=unsure)
        return Cell(clean(own.whole or "\n".join((text, *own.below))), where, own.column, own.many, unreadable=unsure)

    def to(self, end: int) -> Token:
        """The token with what stands behind it on its line, up to a character."""
        return Token(self.line.text[self.start : end], self.line, self.start, end, self.is_value)

    def without(self, count: int) -> Token:
        """The token without its first characters."""
        return Token(self.text[count:], self.line, self.start + count, self.end, self.is_value)


def is_figure(word: str) -> bool:
    """Whether a word can only stand in a cell of figures, though it may be no number: it begins as one, and nothing in
    it is a label or a date."""
    plain = narrow(word)
    return bool(_FIGURE.fullmatch(plain)) and not NUMBERING.match(plain) and not _DATE.search(plain)


@remembered()
def begins_a_figure(text: str) -> bool:
    """Whether a text begins as a figure, and not with the number of a label."""
    plain = narrow(text)
    return bool(_BEGINNING.match(plain)) and not NUMBERING.match(plain.lstrip("无"))


def are_cells(tokens: Sequence[Token]) -> bool:
    """Whether the tokens of one line are its cells as they are: figures, at most one label before them, blanks between
    all of them, and no mark for none behind the label."""
    for before, behind in pairwise(tokens):
        if not behind.is_value or before.end == behind.start:
            return False
    return not tokens or tokens[0].is_value or not _NONE.search(narrow(tokens[0].text))


def whole_cells(tokens: Iterable[Token], words: FormLabels) -> list[Token]:
    """The tokens of one line, each figure with everything that stands in its cell."""
    tokens = list(_of_words(_marks_apart(list(tokens), words), words))
    if len(tokens) > 1 and tokens[0].is_value and not tokens[1].is_value and not any(_labels(tokens, words)):
        return [tokens[0].to(tokens[-1].end)]
    cells: list[Token] = []
    goes_on = False  # whether the cell before ends with what is no number
    for token, behind in zip_longest(tokens, tokens[1:]):
        before = cells[-1] if cells else None
        is_glued = before is not None and before.end == token.start
        if before is None or before.is_value == token.is_value == (not goes_on or not is_glued):
            cells.append(token)
            goes_on = False
        elif before.is_value and token.is_value:
            cells[-1] = before.to(token.end)
        elif before.is_value:
            rest = _rest(before, token, behind, words)
            goes_on = rest == len(token.text)
            if rest:
                cells[-1] = before.to(token.start + rest)
            if not rest:
                cells.append(token)
            elif not goes_on:
                is_apart = is_valuelike(cells[-1].text) or not _CHINESE.search(token.text[:rest].replace("无", ""))
                cells.append(token.without(rest) if is_apart else token)
        elif token.is_value and is_glued and CHANGE.fullmatch(before.text) and cells[:-1] and cells[-2].is_value:
            cells[-1] = before._replace(is_value=True).to(token.end)
            goes_on = False
        elif token.is_value and is_glued and (signs := _SIGNS.search(narrow(before.text))):
            start = before.start + signs.start()
            cells[-1:] = [before.to(start)] if start > before.start else []
            cells.append(Token(token.line.text[start : token.end], token.line, start, token.end, True))
            goes_on = True
        else:
            cells.append(token)
            goes_on = False
    return cells


def _marks_apart(tokens: Sequence[Token], words: FormLabels) -> Iterator[Token]:
    """The tokens, marks for none that run on behind a label of the form as values. Before a figure they may be its
    sign."""
    before = ""
    for token, behind in zip_longest(tokens, tokens[1:]):
        is_sign = token.is_value or (behind is not None and behind.is_value and behind.start == token.end)
        marks = None if is_sign else _NONE.search(narrow(token.text))
        if marks and normalise(token.text[: marks.start()] or before) in words.rows:
            at = token.start + marks.start()
            yield from [token.to(at)] if marks.start() else []
            yield Token(token.line.text[at : token.end], token.line, at, token.end, True)
        else:
            yield token
        before = "" if token.is_value else token.text


def _of_words(tokens: Iterable[Token], words: FormLabels) -> Iterator[Token]:
    """The tokens, those of a word that begins with a figure and holds no label as one."""
    word: list[Token] = []
    for token in (*tokens, None):
        if word and (token is None or token.start != word[-1].end):
            is_cell = word[0].is_value and not all(each.is_value for each in word) and not any(_labels(word, words))
            yield from [word[0].to(word[-1].end)] if is_cell else word
            word = []
        if token is not None:
            word.append(token)


def _rest(figure: Token, token: Token, behind: Token | None, words: FormLabels) -> int:
    """How many characters of a text behind a figure stand in its cell: those before a label, or all where none is in
    it. Where nothing but marks part two cells, none."""
    plain = narrow(token.text)
    is_glued, goes_on = figure.end == token.start, behind is not None and behind.start == token.end
    if NUMBERING.match(plain) or words.pattern.match(plain) or (plain[0] == "(" and normalise(plain) in words.all):
        return 0
    if _NOTE.match(plain):
        return len(plain)
    if not is_glued and not normalise(plain):
        return 0  # a sign (○, √) behind a blank is what the next cell holds
    if not plain.strip(_MARKS + _STOPS):
        is_between = goes_on and not plain.strip(_MARKS) and behind is not None and not behind.is_value
        return len(plain) if is_glued and not is_between else 0
    lead = _REST.match(plain)
    end = lead.end() if lead else 0
    for at in range(1, end + 1):
        if words.pattern.match(plain, at):
            return at if plain[:at].strip(_MARKS) else 0
    return end if end == len(plain) else 0


def _labels(tokens: Iterable[Token], words: FormLabels) -> Iterator[bool]:
    """Whether a text among some tokens is a label, or holds one."""
    for token in tokens:
        if not token.is_value:
            yield _is_label(token.text, words) or bool(words.pattern.search(narrow(token.text)))


def _is_label(text: str, words: FormLabels) -> bool:
    plain = narrow(text).strip()
    return bool(NUMBERING.match(plain)) or normalise(plain) in words.all
