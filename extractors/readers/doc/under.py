"""Which tables of a Word binary file something may lie over that is placed by itself, counted in lines as those of a
.docx are (`extractors.readers.word.laid_over`)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence, Set

from xxgk.extractors.readers.doc.story import Node, Para, TableNode
from xxgk.extractors.readers.word.floating import Float
from xxgk.extractors.readers.word.laid_over import LONGEST_LINE, PAGE, LineSpan, reached

_NEW_PAGE = "\x0c"


class _Counted:
    """The lines of some text: where paragraphs begin, and on which lines tables stand."""

    def __init__(self) -> None:
        self.starts: list[int] = []
        self.lines: list[int] = []
        self.tables: dict[int, LineSpan] = {}
        self.within: list[int] = []
        self._count = 0

    def add(self, nodes: Sequence[Node], text: str, table: int = 0) -> None:
        """Count some nodes, those of a cell with the number of their outermost `table`: a row is one line."""
        for node in nodes:
            if isinstance(node, Para):
                self.starts.append(node.start)
                self.lines.append(self._count)
                self.within.append(table)
                if not table:
                    self._count += max(1, (node.end - node.start) // LONGEST_LINE)
                    self._count += (PAGE + 1) * (_NEW_PAGE in text[node.start : node.end + 1])
            elif isinstance(node, TableNode):
                first = self._count
                for row in node.rows:
                    for cell in row.cells:
                        self.add(cell, text, table or node.ordinal)
                    self._count += not table
                if not table:
                    self.tables[node.ordinal] = LineSpan(first, self._count)


def under_floats(nodes: Sequence[Node], text: str, placed: Sequence[tuple[int, Float]]) -> Set[int]:
    """The numbers of the tables over which something may lie of what is `placed`, with the CPs of its anchors. What is
    anchored in a table counts as print of its cell, or stands in the text elsewhere."""
    if not placed:
        return frozenset()
    counted = _Counted()
    counted.add(nodes, text)
    found: list[tuple[Float, int]] = []
    order = sorted(zip(counted.starts, counted.lines, counted.within, strict=True))
    starts = [start for start, _, _ in order]
    for place, one in placed:
        at = bisect_right(starts, place) - 1
        if at >= 0 and not order[at][2]:
            found.append((one, order[at][1]))
    return frozenset(reached(found, counted.tables))
