"""What floats in front of the text of a Word file: a filled box or a picture may lie over the figures of a table, and a
number in a box of its own in a blank cell. Only a program that lays out the page knows where it comes to lie; where it
may reach a table, the figures of that are not read. Most documents have nothing of it.

What is placed by the paragraph that anchors it is held against the lines between that and the table; what is placed by
the page may lie over any table within a page of lines, but for what stands at the edges of the page, and for seals.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from typing import NamedTuple, TypeVar

from lxml import etree

from xxgk.extractors.readers.word.floating import Float, floats
from xxgk.extractors.readers.word.tree import LAID_OVER, SPOILED, TBL, TC, TCPR, TEXT_BOX, TR, TRPR, P, T, W, number

LEAST_LINE, LONGEST_LINE, PAGE, EDGE = 12.0, 50, 60, 90.0
"""Points of a line of print, and characters in it; lines of a page, and points of its upper and lower edge."""
SEAL, THIN = (36.0, 220.0), 6.0
"""Points across a seal: at the least, at the most; and across a rule."""
_BREAK, _LAID_OUT, _SECTION = W + "br", W + "lastRenderedPageBreak", W + "sectPr"
_SLACK = 6.0  # points
_HEIGHT, _USUAL_HEIGHT, _USUAL_WIDTH = 842.0, 14.0, 60.0  # points of a page, of a line in a cell, and of a cell
HEADS = 1  # the first row of a table, of which no cell is a figure


_Table = TypeVar("_Table")


class LineSpan(NamedTuple):
    """Some lines, as counted from the beginning: from the first to before the last."""

    first: float
    end: float


def heed_floats(root: etree._Element) -> None:
    """Note on the cells of tables that something may lie over them."""
    found = [one for one in floats(root) if one.is_figure or one.is_ground]
    if not found:
        return
    lines, tables = _in_lines(root)
    placed: list[tuple[Float, int]] = []
    spoiled: set[etree._Element] = set()
    for one in found:
        around = [] if one.element is None else [*one.element.iterancestors(TC, P)]
        own = next((up for up in around if up.tag == TC), None)
        if own is not None and one.is_by_paragraph:
            if not _is_within(one, own):
                spoiled.add(next(own.iterancestors(TBL), own))
            continue
        placed.append((one, next((lines[up] for up in around if up in lines), 0)))
    for table in spoiled.union(reached(placed, tables)):
        for cell in table.iter(TC):
            cell.set(SPOILED, cell.get(SPOILED) or LAID_OVER)


def reached(placed: Iterable[tuple[Float, int]], tables: Mapping[_Table, LineSpan]) -> list[_Table]:
    """Those of some tables, each on its lines, over which something may lie that is placed by itself, anchored on a
    line."""
    covered = _merged([reach for one, at in placed if (reach := _reach(one, at)) is not None])
    found = []
    for table, where in tables.items():
        at = bisect_left(covered, where.end, key=lambda some: some.first)
        if at and covered[at - 1].end > where.first + HEADS:
            found.append(table)
    return found


def _merged(some: list[LineSpan]) -> list[LineSpan]:
    """The same lines, none twice, in order."""
    merged: list[LineSpan] = []
    for one in sorted(some):
        if merged and one.first <= merged[-1].end:
            merged[-1] = LineSpan(merged[-1].first, max(one.end, merged[-1].end))
        else:
            merged.append(one)
    return merged


def _in_lines(root: etree._Element) -> tuple[dict[etree._Element, int], dict[etree._Element, LineSpan]]:
    """The lines before each paragraph, at the least, and those of each table; a page that ends has all of its."""
    lines: dict[etree._Element, int] = {}
    starts: dict[etree._Element, int] = {}
    ends: dict[etree._Element, int] = {}
    count = 0
    boxes = 0
    for event, element in etree.iterwalk(root, events=("start", "end"), tag=(P, TBL, TR, TEXT_BOX)):
        tag = element.tag
        if tag == TEXT_BOX:
            boxes += 1 if event == "start" else -1
        elif boxes:
            continue
        elif tag == TBL:
            (starts if event == "start" else ends)[element] = count
        elif event == "start" and tag == P:
            lines[element] = count
        elif event == "end" and (tag == TR or not _is_in_cell(element)):
            count += 1 if tag == TR else max(1, sum(len(text.text or "") for text in element.iter(T)) // LONGEST_LINE)
        if event == "end" and tag == P and _ends_page(element):
            count += PAGE + 1
    return lines, {table: LineSpan(start, ends[table]) for table, start in starts.items()}


def _ends_page(paragraph: etree._Element) -> bool:
    """Whether a page ends in a paragraph, as it says itself, or as Word last laid it out."""
    if next(paragraph.iter(_LAID_OUT, _SECTION), None) is not None:
        return True
    return any(one.get(W + "type") == "page" for one in paragraph.iter(_BREAK))


def _is_in_cell(paragraph: etree._Element) -> bool:
    return next(paragraph.iterancestors(TC), None) is not None


def _reach(one: Float, at: int) -> LineSpan | None:
    """The lines that something may lie over which is anchored on one of them."""
    if one.is_by_paragraph:
        return LineSpan(at + min(one.top, 0) / LEAST_LINE, at + one.bottom / LEAST_LINE)
    is_at_edge = one.bottom <= EDGE or one.top >= _HEIGHT - EDGE
    return None if is_at_edge or _may_be_seal(one) else LineSpan(at - PAGE, at + PAGE)


def _may_be_seal(one: Float) -> bool:
    """Whether it is a picture as large as a seal, a sign or a code, which stands beside print, or lets it through; or
    one as thin as a rule."""
    sides = (one.right - one.left, one.bottom - one.top)
    return one.is_picture and (min(sides) < THIN or (min(sides) >= SEAL[0] and max(sides) <= SEAL[1]))


def _is_within(one: Float, cell: etree._Element) -> bool:
    """Whether something that is anchored in a cell stays in it."""
    row = next(cell.iterancestors(TR), None)
    height = None if row is None else row.find(f"{TRPR}/{W}trHeight")
    room = max(0 if height is None else number(height) / 20, _USUAL_HEIGHT * sum(1 for _ in cell.iterchildren(P)))
    told = cell.find(f"{TCPR}/{W}tcW")
    width = _USUAL_WIDTH if told is None or told.get(W + "type", "dxa") != "dxa" else number(told, "w") / 20
    is_high = one.top >= -_SLACK and one.bottom <= room + _SLACK
    return is_high and one.left >= -_SLACK and one.right <= width + _SLACK
