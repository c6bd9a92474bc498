"""PDF renderers: pages with ruled tables as office programs print them, in three styles.

``pdf`` strokes its rules, keeps rows whole and rules off the table where the page ends; ``pdf_cut`` fills thin bars,
lets the page cut rows and group cells anywhere without a rule, and prints headings twice for a bold face; ``pdf_split``
cuts rows as office programs do: cells begin at their top, both parts of a cut row are ruled off, long figures wrap in
narrow cells, and the head may be printed again on the next page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import NamedTuple

from tests.generate.document import Cell, Document, Grid, Heading, laid_out
from tests.generate.noise import Noise
from tests.generate.pdf_file import HEIGHT, WIDTH, Page, advance, write
from tests.generate.renderer import Renderer

LEFT, RIGHT, TOP, BOTTOM = 74.0, WIDTH - 74.0, 84.0, HEIGHT - 84.0
BODY, TITLE, SMALL, PITCH = 14.0, 18.0, 9.0, 24.0
LINE, PAD = 12.0, 4.0
COLUMNS = {4: (3, 2, 2, 2), 5: (3, 2, 1, 1, 2), 10: (1, 3, 5, *(1.2,) * 7), 15: (1,) * 15}
_WORD = re.compile(r"[0-9０-９.,．+-]+|[!-~]+|\s|.", re.DOTALL)
_NOT_FIRST = frozenset("，。、；：？！）》”’")


@dataclass(frozen=True)
class Style:
    """How pages are printed."""

    bars: bool = False
    cut: bool = False
    bold: bool = False
    upright_groups: bool = False
    rotate: int = 0
    split: bool = False
    repeat: bool = False
    bare: bool = False


class Text(NamedTuple):
    """A line of a table: `y` is its centre, measured from the top of the table."""

    x: float
    y: float
    size: float
    text: str


class Rule(NamedTuple):
    """A rule of a table, measured from its top."""

    x0: float
    y0: float
    x1: float
    y1: float


def pdf(document: Document, noise: Noise, rng: Random) -> bytes:
    """Stroked rules, whole rows."""
    del noise, rng
    return Printer(document, Style(upright_groups=True)).print()


def pdf_cut(document: Document, noise: Noise, rng: Random) -> bytes:
    """Thin bars, rows cut by the page."""
    del noise, rng
    return Printer(document, Style(bars=True, cut=True, bold=True, upright_groups=True)).print()


def pdf_split(document: Document, noise: Noise, rng: Random) -> bytes:
    """Rows cut by the page and ruled off there."""
    del noise
    return Printer(document, Style(cut=True, split=True, repeat=rng.random() < 0.5)).print()


def pdf_bare(document: Document, noise: Noise, rng: Random) -> bytes:
    """No rules at all, whole rows."""
    del noise, rng
    return Printer(document, Style(bare=True)).print()


class Printer:
    """Pages while they are filled from top to bottom."""

    def __init__(self, document: Document, style: Style) -> None:
        self._document, self._style = document, style
        self._pages: list[Page] = []
        self._y = BOTTOM

    def print(self) -> bytes:
        self._open()
        for line in self._document.title:
            self._line(LEFT + (RIGHT - LEFT - TITLE * advance(line)) / 2, TITLE, line, bold=True)
        self._y += PITCH / 2
        for block in self._document.blocks:
            if isinstance(block, Grid):
                self._table(block)
            elif isinstance(block, Heading):
                self._paragraph(block.number + block.text, bold=block.level == 1)
            else:
                self._paragraph(block.text)
        return write(self._pages, rotate=self._style.rotate)

    def _open(self) -> None:
        self._pages.append(Page())
        self._y = TOP
        number = f"- {len(self._pages)} -"
        self._pages[-1].text((WIDTH - 12 * advance(number)) / 2, HEIGHT - 46, 12, number)
        if self._document.furniture:
            head = f"{self._document.agency}信息公开"
            self._pages[-1].text(LEFT, 50, 10, head)

    def _line(self, x: float, size: float, text: str, *, bold: bool = False) -> None:
        if self._y + PITCH > BOTTOM:
            self._open()
        self._y += PITCH
        self._pages[-1].text(x, self._y - (PITCH - size) / 2, size, text, twice=bold and self._style.bold)

    def _paragraph(self, text: str, *, bold: bool = False) -> None:
        for number, line in enumerate(wrapped(text.strip(), BODY, RIGHT - LEFT, indent=2 * BODY)):
            self._line(LEFT + (0 if number else 2 * BODY), BODY, line, bold=bold)

    def _table(self, grid: Grid) -> None:
        edges, texts, rules = set_table(grid, self._style)
        heads = next(number for number, row in enumerate(grid.rows) if row.code or number == len(grid.rows) - 1)
        self._y += PAD
        start, height = 0.0, edges[-1]
        while start < height:
            room = BOTTOM - self._y
            end = height if height - start <= room else self._break(edges, texts, start, start + room)
            if end > start:
                self._piece(texts, rules, start, end)
            start = end
            if start < height:
                self._open()
                if self._style.repeat and start >= edges[heads]:
                    self._piece(texts, rules, 0.0, edges[heads])
        self._y += PAD

    def _break(self, edges: Sequence[float], texts: Sequence[Text], start: float, limit: float) -> float:
        """Where the page ends within a table: at the foot of a row, or of a line."""
        feet = [edge for edge in edges if start < edge <= limit]
        if self._style.cut:
            feet += [text.y + LINE / 2 for text in texts if start < text.y + LINE / 2 <= limit]
        return max(feet, default=start)

    def _piece(self, texts: Sequence[Text], rules: Sequence[Rule], start: float, end: float) -> None:
        page, shift = self._pages[-1], self._y - start
        draw = page.bar if self._style.bars else page.stroke
        if self._style.split:
            draw(LEFT, start + shift, RIGHT, start + shift)
            draw(LEFT, end + shift, RIGHT, end + shift)
        for rule in () if self._style.bare else rules:
            if rule.y0 == rule.y1 and start - 0.01 <= rule.y0 <= end + 0.01:
                draw(rule.x0, rule.y0 + shift, rule.x1, rule.y1 + shift)
            elif rule.y0 < end and rule.y1 > start:
                draw(rule.x0, max(rule.y0, start) + shift, rule.x1, min(rule.y1, end) + shift)
        for text in texts:
            if start <= text.y < end:
                page.text(text.x, text.y + shift + 0.38 * text.size, text.size, text.text)
        self._y += end - start


def wrapped(text: str, size: float, width: float, indent: float = 0.0) -> list[str]:
    """A text in lines that fit; figures and Latin words stay whole where they can."""
    lines, line, left = [], "", width - indent
    most = max(int(2 * width / size), 1)
    words = [word[at : at + most] for word in _WORD.findall(text) for at in range(0, len(word), most)]
    for number, word in enumerate(words):
        following = words[number + 1] if number + 1 < len(words) else ""
        needed = advance(word) + (advance(following) if following in _NOT_FIRST else 0)
        if word == "\n" or (line and size * (advance(line) + needed) > left + 0.01 and word not in _NOT_FIRST):
            lines.append(line)
            line, left = "", width
        line += "" if word == "\n" else word
    return [*lines, line] if line or not lines else lines


def _of_list(grid: Grid) -> tuple[float, ...]:
    """The widths of the columns of an indicator list: that of the labels is wide. Those of another table are alike."""
    if len(grid.rows[0].cells) < grid.width:
        return (1.0,) * grid.width
    return tuple(6.0 if cell.text == "统计指标" else 1.5 for cell in grid.rows[0].cells)


def set_table(grid: Grid, style: Style) -> tuple[list[float], list[Text], list[Rule]]:
    """The row edges, lines of text and rules of a table, measured from its top."""
    shares = COLUMNS.get(grid.width) or _of_list(grid)
    xs = [LEFT]
    for share in shares:
        xs.append(xs[-1] + (RIGHT - LEFT) * share / sum(shares))
    placed = list(_placed(grid))
    heights = [LINE + 2 * PAD] * len(grid.rows)
    for row, column, cell in sorted(placed, key=lambda place: place[2].rowspan):
        _, lines = _fitted(cell, xs[column + cell.colspan] - xs[column], style)
        rows = slice(row, row + cell.rowspan)
        lacking = LINE * len(lines) + 2 * PAD - sum(heights[rows])
        heights[min(row + cell.rowspan, len(heights)) - 1] += max(lacking, 0)
    edges = [0.0]
    for height in heights:
        edges.append(edges[-1] + height)
    texts, rules = [], []
    for row, column, cell in placed:
        x0, x1 = xs[column], xs[column + cell.colspan]
        y0, y1 = edges[row], edges[min(row + cell.rowspan, len(grid.rows))]
        rules += [Rule(x0, y0, x1, y0), Rule(x0, y1, x1, y1), Rule(x0, y0, x0, y1), Rule(x1, y0, x1, y1)]
        size, lines = _fitted(cell, x1 - x0, style)
        first = y0 + PAD + LINE / 2 if style.split else (y0 + y1) / 2 - LINE * (len(lines) - 1) / 2
        for number, line in enumerate(lines):
            if line.strip():
                texts.append(Text((x0 + x1 - size * advance(line)) / 2, first + LINE * number, size, line))
    return edges, texts, list(dict.fromkeys(rules))


def _placed(grid: Grid) -> Iterator[tuple[int, int, Cell]]:
    """Row, column and cell of every cell that a row opens."""
    for row, line in enumerate(laid_out(grid)):
        column = 0
        for cell, opened in line:
            if opened:
                yield row, column, cell
            column += cell.colspan


def _fitted(cell: Cell, width: float, style: Style) -> tuple[float, list[str]]:
    """The size of print and the lines of a cell: small enough for its longest figure; narrow groups upright."""
    room = width - 4
    text = cell.printed.strip()
    if style.upright_groups and cell.kind == "group" and width < 40:
        return SMALL, list("".join(text.split()))
    longest = max((advance(word) for word in _WORD.findall(text)), default=1)
    size = SMALL if style.split and text.isascii() and text.isdigit() else min(SMALL, room / longest)
    return size, wrapped(text, size, room)


RENDERERS = {
    "pdf": Renderer(pdf, "pdf", "ruled_table", ".pdf"),
    "pdf_cut": Renderer(pdf_cut, "pdf", "ruled_table", ".pdf"),
    "pdf_split": Renderer(pdf_split, "pdf", "ruled_table", ".pdf", shipped=False),
    "pdf_bare": Renderer(pdf_bare, "pdf", "aligned_table", ".pdf", lossy_blanks=True, shipped=False),
}
