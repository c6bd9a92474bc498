"""The text of a Word binary file as a tree: paragraphs, tables of rows of cells, text boxes behind their anchors.

A table has no beginning of its own in the file: paragraphs say how many tables they stand in, marks end cells, and a
paragraph that ends a row carries the row's definition.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from xxgk.extractors.readers.doc.fields import CELL_MARK
from xxgk.extractors.readers.doc.properties import ParagraphRule, RowRule

ANCHOR = "\x08"
_END = re.compile("[\r\x07\x0c]")


class Para(NamedTuple):
    """A paragraph: CPs of its first character and of its mark."""

    start: int
    end: int
    rule: ParagraphRule


@dataclass(slots=True)
class TextBox:
    """A text box."""

    content: list[Node]


class TableRow(NamedTuple):
    """A row: its cells' content, and its definition; None where it has none or one that does not fit its cells. A
    `deleted` one (a tracked change, or one without height) counts and does not show."""

    cells: list[list[Node]]
    rule: RowRule | None
    deleted: bool = False


@dataclass(slots=True)
class TableNode:
    """A table; `ordinal` counts them in the order in which they begin."""

    ordinal: int
    rows: list[TableRow] = field(default_factory=list)


Node = Para | TableNode | TextBox


@dataclass(slots=True)
class _Open:
    """A table that is being read: the cells of its open row, and the content of its open cell."""

    table: TableNode
    cells: list[list[Node]] = field(default_factory=list)
    content: list[Node] = field(default_factory=list)


class Deleted:
    """The stretches that tracked changes have deleted, in order and apart from each other."""

    def __init__(self, stretches: Sequence[tuple[int, int]]) -> None:
        self._starts = [first for first, _ in stretches]
        self._ends = [end for _, end in stretches]

    def __contains__(self, cp: int) -> bool:
        index = bisect_right(self._starts, cp) - 1
        return index >= 0 and cp < self._ends[index]


class Story:
    """Reads stretches of the text into nodes, counting tables and collecting paragraphs as it goes."""

    def __init__(
        self,
        text: str,
        rule_at: Callable[[int], ParagraphRule],
        deleted: Deleted,
        boxes: Mapping[int, tuple[int, int]],
    ) -> None:
        self.paragraphs: list[Para] = []
        self._text, self._rule_at, self._deleted, self._boxes = text, rule_at, deleted, dict(boxes)
        self._tables = 0

    def read(self, start: int, end: int) -> list[Node]:
        """The nodes of the text from one CP up to another."""
        body: list[Node] = []
        tables: list[_Open] = []
        begin = start
        for match in _END.finditer(self._text, start, end):
            at, mark = match.start(), match[0]
            rule = self._rule_at(at)
            if mark != CELL_MARK and rule.depth == 0 and at in self._deleted and self._joins(at, end):
                continue
            self._to_depth(rule.depth, body, tables)
            self._put(Para(begin, at, rule), mark, body, tables)
            begin = at + 1
        if begin < end:
            self._to_depth(0, body, tables)
            self._put(Para(begin, end, ParagraphRule()), "", body, tables)
        self._to_depth(0, body, tables)
        return body

    @property
    def lost_boxes(self) -> int:
        """How many text boxes have not been met: their anchors stand where nothing was read."""
        return len(self._boxes)

    def _joins(self, at: int, end: int) -> bool:
        """Whether the paragraph behind this mark stands outside of tables too."""
        following = _END.search(self._text, at + 1, end)
        return following is not None and self._rule_at(following.start()).depth == 0

    def _to_depth(self, depth: int, body: list[Node], tables: list[_Open]) -> None:
        while len(tables) > depth:
            closed = tables.pop()
            if closed.content:
                closed.cells.append(closed.content)
            if closed.cells:
                closed.table.rows.append(TableRow(closed.cells, None))
        while len(tables) < depth:
            self._tables += 1
            table = TableNode(self._tables)
            (tables[-1].content if tables else body).append(table)
            tables.append(_Open(table))

    def _put(self, paragraph: Para, mark: str, body: list[Node], tables: list[_Open]) -> None:
        if not tables:
            self._add(paragraph, body)
            return
        inner = tables[-1]
        rule = paragraph.rule
        if rule.row_end:
            fits = rule.row is not None and len(rule.row.cells) == len(inner.cells)
            is_gone = paragraph.end in self._deleted or (rule.row is not None and rule.row.is_flat)
            inner.table.rows.append(TableRow(inner.cells, rule.row if fits else None, is_gone))
            inner.cells, inner.content = [], []
            return
        self._add(paragraph, inner.content)
        if rule.cell_end if len(tables) > 1 else mark == CELL_MARK:
            inner.cells.append(inner.content)
            inner.content = []

    def _add(self, paragraph: Para, content: list[Node]) -> None:
        self.paragraphs.append(paragraph)
        content.append(paragraph)
        if not self._boxes:
            return
        at = self._text.find(ANCHOR, paragraph.start, paragraph.end)
        while at >= 0:
            if (box := self._boxes.pop(at, None)) is not None:
                content.append(TextBox(self.read(*box)))
            at = self._text.find(ANCHOR, at + 1, paragraph.end)
