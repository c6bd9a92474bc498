"""Tables in plain lines, where nothing but the form's labels parts the rows: one cell a line, one row a line, or run-on
text.

All three are the same stream of labels and figures; where the line breaks fall only names the layout. A row is the
labels since the last figure, then the figures up to the next label. Digits may be fused (``1000001``): they stay one
cell here, and recognition parts them by the form's equations.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, islice

from xxgk.extractors.labels.values import is_valuelike
from xxgk.extractors.labels.vocabulary import FormLabels, form_labels
from xxgk.extractors.readers.text.cut_out import NOTE, SENTENCE, SHORTEST, cut_out
from xxgk.extractors.readers.text.lines import Line
from xxgk.extractors.readers.text.openings import borders
from xxgk.extractors.readers.text.tokens import Token, are_cells, is_figure, whole_cells
from xxgk.schema.document import Block, Paragraph, Table
from xxgk.schema.layouts import CELL_PER_LINE, ROW_PER_LINE, RUN_ON, WOVEN_ROWS
from xxgk.schema.money import MONEY
from xxgk.schema.remembered import remembered
from xxgk.schema.sections import narrative
from xxgk.schema.text import NUMBERING, clean, narrow, normalise

LONGEST_FRAGMENT = 40
# A line that ends in so many figures is a row, whatever its label; one with more labels than these prints heads.
FEWEST_FIGURES = 3
MOST_LABELS = 2
MOST_BEFORE_HEADS = 8  # labels in what stands before heads that blanks broke
# A page's number between dashes, alone in its line: no cell of the row before it. It stands as a label does, since it
# may be three cells of a row, too; then its neighbours are in doubt.
_PAGE = re.compile(r"\s*+[-—–－]\s*+\d{1,4}\s*+[-—–－]\s*+")
_MARKS = "无/-—–－"  # for none: cells of the row before where they stand before the number of the next label
_QUOTES = " \"'“‘"
# Markdown's marks of a heading and of emphasis.
_HEADING = re.compile(r"#{1,6}\s+")
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_WORD = re.compile(r"\S+")
# Inside a word that fuses labels and figures: figures with their unit and note, but not the numbering of the next
# label.
_DIGIT = re.compile(r"\d")
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_UNIT = re.compile("|".join((*MONEY, "件")))
_NOTE = re.compile(NOTE)
_GLUED = re.compile(r"\d\d[.、]")
_YEAR_IN_LABEL = re.compile(r"\(20\d\d年?度?\)")


def blocks_of(lines: Iterator[Line] | Sequence[Line]) -> Iterator[Block]:
    """Paragraphs, and the tables found among them."""
    words = form_labels()
    pieces: list[tuple[Line, str]] = []
    for line in lines:
        kind = "values" if line.cells else _kind(line.text)
        if line.cells or len(line.text) < SHORTEST:
            pieces.append((line, kind))
        else:
            pieces += _pieces(line, kind, words)
    ends = _region_ends([kind for _, kind in pieces])
    lines = [line for line, _ in pieces]
    position = 0
    while position < len(lines):
        if (end := ends[position]) > position:
            yield _table(lines[position:end], words)
            position = end
            continue
        if text := clean(lines[position].text):
            mark = _HEADING.match(text)
            yield (
                Paragraph(text[mark.end() :].strip(" #*"), lines[position].locator, True)
                if mark
                else Paragraph(_EMPHASIS.sub(r"\2", text), lines[position].locator)
            )
        position += 1


def _pieces(line: Line, kind: str, words: FormLabels) -> Iterator[tuple[Line, str]]:
    """A long line with its kind; the tables cut out of it where it would be prose, or nothing but heads, as a whole,
    and parted at the headings between them, which are prose."""
    for piece in cut_out(line, words) if kind in ("prose", "label") else (line,):
        end = 0
        for start, opens in borders(piece.text, words):
            yield from _piece(piece, end, start, "opens" if end else "")
            yield from _piece(piece, start, opens, "prose")
            end = opens
        yield from _piece(piece, end, len(piece.text), "opens" if end else kind if piece is line else "")


def _piece(line: Line, start: int, end: int, kind: str) -> Iterator[tuple[Line, str]]:
    if line.text[start:end].strip() or (start, end) == (0, len(line.text)):
        piece = line if (start, end) == (0, len(line.text)) else line.piece(start, end)
        yield piece, kind or _kind(piece.text)


@remembered()
def _kind(text: str) -> str:
    """What a line can be to a table: values, label, mixed (labels and figures), fragment (of a label), empty, or
    prose. Behind another table, what `opens` one stands for itself."""
    words = form_labels()
    if not text.strip():
        return "empty"
    if SENTENCE.search(text):
        return "prose"
    if _PAGE.fullmatch(text):
        return "fragment"
    key = normalise(text) if len(text) < 200 else ""
    if key in narrative().section_of:
        return "prose"
    if key in words.all:
        return "label"
    plain = narrow(text)
    parts = plain.split()
    if sum(map(_is_sign, parts)) >= FEWEST_FIGURES:
        return "values" if all(_is_sign(word) or is_valuelike(word) for word in parts) else "mixed"
    if all(is_valuelike(word) or is_figure(word) for word in parts):
        return "values"
    has_digits = bool(re.search(r"\d(?![.、]\D)", plain))
    opens = any(map(words.pattern.match, {plain.lstrip(_QUOTES), plain.lstrip(_QUOTES + "(")}))
    if opens and (has_digits or _all_labels(plain, words)):
        return "mixed" if has_digits else "label"
    if sum(normalise(word) in words.all for word in parts) > MOST_LABELS:
        return "label"
    if len(parts) > FEWEST_FIGURES and all(map(is_valuelike, parts[-FEWEST_FIGURES:])):
        return "mixed"
    return "fragment" if len(text) <= LONGEST_FRAGMENT else "prose"


def _is_sign(word: str) -> bool:
    """Whether a word is a mere sign that may stand in a cell (○, √, ×), and no stop or dash."""
    return len(word) == 1 and not word.isalnum() and unicodedata.category(word) in ("So", "Sm")


def _all_labels(plain: str, words: FormLabels) -> bool:
    return all(normalise(plain[start:end]) in words.all for start, end in words.segments(plain))


def _region_ends(kinds: Sequence[str]) -> list[int]:
    """For each line the end of the table that begins with the label on it; its own place where no figure follows."""
    ends = list(range(len(kinds)))
    end, has_values = 0, False
    for position in range(len(kinds) - 1, -1, -1):
        kind = kinds[position]
        if kind == "prose":
            end, has_values = 0, False
        elif kind in ("values", "mixed", "label", "opens"):
            end = end or position + 1
            has_values |= kind != "label"
            if kind != "values" and has_values:
                ends[position] = end
            if kind == "opens":
                end, has_values = 0, False
    return ends


# -------------------------------------------------------------------------------------------------------------- tokens


def _table(lines: Sequence[Line], words: FormLabels) -> Table:
    rows = list(_rows(_tokens(lines, words), words))
    return Table(tuple(tuple(token.cell() for token in row) for row in rows), lines[0].locator, _layout(rows))


def _tokens(lines: Sequence[Line], words: FormLabels) -> Iterator[Token]:
    for line in lines:
        text = line.text
        if not text.strip():
            yield Token("", line, 0, 0, True)
        elif line.cells:
            yield from (Token(text[cell.start : cell.end], line, cell.start, cell.end, True) for cell in line.cells)
        elif is_valuelike(text) and _WORD.fullmatch(text):
            yield Token(text, line, 0, len(text), True)
        elif _PAGE.fullmatch(text):
            yield Token(text.strip(), line, 0, len(text), False)
        else:
            tokens = _tokens_of(line, words)
            yield from tokens if are_cells(tokens) else whole_cells(_whole_labels(tokens, words), words)


def _tokens_of(line: Line, words: FormLabels) -> Sequence[Token]:
    text, plain = line.text, narrow(line.text)
    if normalise(text) in words.all:  # whatever blanks it is printed with
        return (Token(text, line, 0, len(text), False),)
    tokens: list[Token] = []
    for word in _WORD.finditer(plain):
        start, end = word.span()
        if is_valuelike(word[0]):
            tokens.append(Token(text[start:end], line, start, end, True))
        elif normalise(word[0]) in words.all and not _DIGIT.search(word[0]):
            tokens.append(Token(text[start:end], line, start, end, False))
        else:
            tokens += _fused_tokens(line, plain, start, end, words)
    return tokens


def _whole_labels(tokens: Sequence[Token], words: FormLabels) -> Iterator[Token]:
    """The tokens; labels that stand side by side parted anew where blanks in them made pieces, and all of it is labels
    of the form, but for what stands before the first of them (a heading, a caption)."""
    for is_value, group in groupby(tokens, key=lambda token: token.is_value):
        run = list(group)
        yield from run if is_value or len(run) < 2 else _parted_anew(run, words)


def _parted_anew(run: Sequence[Token], words: FormLabels) -> Sequence[Token]:
    line, start, end = run[0].line, run[0].start, run[-1].end
    if all(normalise(token.text) in words.all for token in run):
        return run
    spans = _spans_of_labels(narrow(line.text[start:end]), words)
    first = start + spans[0][0] if spans else end
    before = [token.to(min(token.end, first)) for token in run if token.start < first]
    if not spans or (before and all(normalise(token.text) in words.all for token in run[len(before) :])):
        return run
    return [*before, *(Token(line.text[start + a : start + b], line, start + a, start + b, False) for a, b in spans)]


def _spans_of_labels(plain: str, words: FormLabels) -> list[tuple[int, int]]:
    """The spans of the labels that a text strings together, or that its end does; none where anything else is behind
    the first of them."""
    spans = words.segments(plain)
    if all(normalise(plain[left:right]) in words.all for left, right in spans):
        return spans
    for match in islice(words.pattern.finditer(plain), MOST_BEFORE_HEADS):
        start = match.start()
        spans = [(start + left, start + right) for left, right in words.segments(plain[start:])]
        if start and len(spans) > MOST_LABELS and all(normalise(plain[a:b]) in words.all for a, b in spans):
            return spans
    return []


def _fused_tokens(line: Line, plain: str, start: int, end: int, words: FormLabels) -> Iterator[Token]:
    """The labels and figures that one word strings together."""
    position = start
    for figure in _figures(plain, start, end, words) if _DIGIT.search(plain, start, end) else ():
        yield from _label_tokens(line, plain, position, figure[0], words)
        yield Token(line.text[figure[0] : figure[1]], line, *figure, True)
        position = figure[1]
    yield from _label_tokens(line, plain, position, end, words)


def _figures(plain: str, start: int, end: int, words: FormLabels) -> Iterator[tuple[int, int]]:
    """The spans of figures: runs of digits less the numbering of the label that follows (``0000000`` of
    ``00000002.其他``), where a word begins with them, too, since forms number labels with one digit."""
    skip = {match.span() for match in _YEAR_IN_LABEL.finditer(plain, start, end)}
    number = NUMBERING.match(plain[start:end])
    is_glued = number is not None and bool(_GLUED.fullmatch(number[0])) and words.numbers_label(plain, start + 2)
    position = start + number.end() if number and not is_glued else start
    while match := _DIGITS.search(plain, position, end):
        first, last = match.span()
        position = last
        if any(left <= first < right for left, right in skip):
            continue
        if last < end and plain[last] in ".、" and "." not in match[0]:
            last -= words.may_number(plain, last)
        elif last < end and (unit := _UNIT.match(plain, last, end)):
            last = unit.end()
        note = _NOTE.match(plain, last, end)
        if note and first < last and normalise(note[0]) not in words.all:
            last = note.end()
        position = max(position, last)
        if first < last:
            yield first, last


def _label_tokens(line: Line, plain: str, start: int, end: int, words: FormLabels) -> Iterator[Token]:
    text = plain[start:end]
    if not text.strip():
        return
    if normalise(text) in words.all:
        yield Token(line.text[start:end], line, start, end, False)
        return
    spans = words.segments(text)
    is_one = not any(NUMBERING.match(text[left:right].lstrip(_MARKS)) for left, right in spans[1:])
    if is_one and any(normalise(text[a:b]) not in words.all for a, b in spans) and words.is_like_one(text):
        spans = [(0, len(text))]
    for left, right in spans:
        yield Token(line.text[start + left : start + right], line, start + left, start + right, False)


def _rows(tokens: Iterator[Token], words: FormLabels) -> Iterator[list[Token]]:
    """Labels since the last figure, then figures; a row label that another label follows is a row of its own."""
    row: list[Token] = []
    empty: list[Token] = []  # behind a label, where figures may follow
    for token in tokens:
        if token.is_value and not token.text and row and not row[-1].is_value:
            empty.append(token)
            continue
        if token.is_value:
            row += (*empty, token) if row else ()
            empty = []
            continue
        empty = []
        ends = row and words.is_row_before(normalise(row[-1].text), normalise(token.text))
        if row and (ends or row[-1].is_value):
            yield row
            row = []
        row.append(token)
    if row:
        yield row


def _layout(rows: Sequence[Sequence[Token]]) -> str:
    """Named by the line breaks: several rows on one line, one row a line, or one cell a line."""
    if any(token.line.woven for row in rows for token in row):
        return WOVEN_ROWS
    filled = [
        [token for token in row if token.text] for row in rows if any(token.is_value and token.text for token in row)
    ]
    if not filled:
        return CELL_PER_LINE
    lines_of_rows = Counter(row[0].line.number for row in filled)
    if len(filled) > 1 and max(lines_of_rows.values()) > 1:
        return RUN_ON
    if len(filled) == 1 and filled[0][-1].line.number == filled[0][0].line.number and filled[0][0].line.offset >= 0:
        return RUN_ON
    spread = sum(1 for row in filled if row[-1].line.number != row[-1 - sum(t.is_value for t in row)].line.number)
    return CELL_PER_LINE if 2 * spread > len(filled) else ROW_PER_LINE
