"""PDF pages whose tables are ruled in unusual ways, or decorated: what a person reads is the same in all of them.

The `KINDS` are no renderers of `tests.generate.renderers`: what they print may be told instead of read, and the bar is
that none of it is read differently.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from tests.generate.document import Document, Grid
from tests.generate.pdf_file import HEIGHT, Page
from tests.generate.render_pdf import LEFT, RIGHT, SMALL, Printer, Rule, Style, Text, set_table

DASH, GAP, APART = 3.0, 2.0, 1.6
HALF = 0.47
"""The share of the width that each of two tables side by side takes."""
PALE = "0.9 g {x:.2f} {y:.2f} {width:.2f} {height:.2f} re f 0 g"

Rules = Sequence[Rule]


def _level(rules: Rules) -> Rules:
    return [rule for rule in rules if rule.y0 == rule.y1]


def _upright(rules: Rules) -> Rules:
    return [rule for rule in rules if rule.x0 == rule.x1]


def _dashed(rules: Rules) -> Rules:
    return [piece for rule in rules for piece in _dashes(rule)]


def _dashes(rule: Rule) -> Iterable[Rule]:
    length = max(rule.x1 - rule.x0, rule.y1 - rule.y0)
    along = (rule.x1 > rule.x0, rule.y1 > rule.y0)
    for number in range(int(length / (DASH + GAP)) + 1):
        start, end = number * (DASH + GAP), min(number * (DASH + GAP) + DASH, length)
        yield Rule(*(edge + at * way for at in (start, end) for edge, way in zip(rule[:2], along, strict=True)))


def _double(rules: Rules) -> Rules:
    moved = [Rule(x0 + APART * (x0 == x1), y0 + APART * (y0 == y1), x1 + APART * (x0 == x1), y1 + APART * (y0 == y1))
             for x0, y0, x1, y1 in rules]  # fmt: skip
    return [*rules, *moved]


def _without_frame(rules: Rules) -> Rules:
    bottom = max(rule.y1 for rule in rules)
    return [
        rule
        for rule in rules
        if not (rule.x0 == rule.x1 and (rule.x0 < LEFT + 1 or rule.x0 > RIGHT - 1))
        and not (rule.y0 == rule.y1 and (rule.y0 < 1 or rule.y0 > bottom - 1))
    ]


def _frame_alone(rules: Rules) -> Rules:
    kept = set(_without_frame(rules))
    return [rule for rule in rules if rule not in kept]


def _all(rules: Rules) -> Rules:
    return rules


def _none(rules: Rules) -> Rules:
    return []


class _Odd(Printer):
    """Pages whose tables have other rules, shaded bands, or group labels that are turned."""

    def __init__(
        self, document: Document, style: Style, ruled: Callable[[Rules], Rules], *, bands: bool, turned: bool
    ) -> None:
        super().__init__(document, style)
        self._ruled, self._bands, self._turned = ruled, bands, turned

    def _piece(self, texts: Sequence[Text], rules: Sequence[Rule], start: float, end: float) -> None:
        if self._bands:
            self._shade(rules, start, end)
        own = [text for text in texts if not (self._turned and text.x < LEFT + SMALL * 2 and len(text.text) == 1)]
        shift, page = self._y - start, self._pages[-1]
        for _, group in groupby((text for text in texts if text not in own), key=lambda text: round(text.x)):
            letters = [text for text in group if start <= text.y < end]
            if letters:
                whole = "".join(text.text for text in letters)
                middle = (letters[0].y + letters[-1].y) / 2 + shift
                _turn(page, letters[0].x + SMALL, middle + SMALL * len(whole) / 2, SMALL, whole)
        super()._piece(own, list(self._ruled(rules)) if rules else [], start, end)

    def _shade(self, rules: Rules, start: float, end: float) -> None:
        edges = sorted({min(max(rule.y0, start), end) for rule in _level(rules)} | {start, end})
        for top, bottom in list(pairwise(edges))[::2]:
            place = {"x": LEFT, "y": HEIGHT - (bottom + self._y - start), "width": RIGHT - LEFT, "height": bottom - top}
            self._pages[-1].operators.append(PALE.format(**place))


def _turn(page: Page, x: float, baseline: float, size: float, text: str) -> None:
    """A line that reads from the bottom to the top."""
    code = text.encode("utf-16-be").hex()
    page.operators.append(f"BT /F1 {size:g} Tf 0 1 -1 0 {x:.2f} {HEIGHT - baseline:.2f} Tm <{code}> Tj ET")


class _SideBySide(Printer):
    """Pages on which the last two tables stand side by side, behind the words over both of them."""

    def print(self) -> bytes:
        blocks = self._document.blocks
        grids = [at for at, block in enumerate(blocks) if isinstance(block, Grid)]
        if len(grids) > 1:
            left, right = grids[-2:]
            words = [block for block in blocks[left:right] if not isinstance(block, Grid)]
            first, second = blocks[left], blocks[right]
            self._beside = {id(first): second}
            self._document = replace(self._document, blocks=(*blocks[:left], *words, first, *blocks[right + 1 :]))
        else:
            self._beside = {}
        return super().print()

    def _table(self, grid: Grid) -> None:
        other = self._beside.get(id(grid))
        if other is None:
            super()._table(grid)
            return
        both = [set_table(one, self._style) for one in (grid, other)]
        self._open()
        top = self._y
        for (edges, texts, rules), move in zip(both, (0.0, (RIGHT - LEFT) * (1 - HALF)), strict=True):
            self._y = top

            def across(x: float, move: float = move) -> float:
                return LEFT + move + (x - LEFT) * HALF

            narrow = [Text(across(text.x), text.y, text.size * HALF, text.text) for text in texts]
            lines = [Rule(across(rule.x0), rule.y0, across(rule.x1), rule.y1) for rule in rules]
            self._piece(narrow, lines, 0.0, edges[-1])
        self._y = top + max(edges[-1] for edges, _, _ in both)


def _odd(
    ruled: Callable[[Rules], Rules] = _all, *, bands: bool = False, turned: bool = False, **style: bool
) -> Callable[[Document], bytes]:
    return lambda document: _Odd(document, Style(**style), ruled, bands=bands, turned=turned).print()


KINDS: Mapping[str, Callable[[Document], bytes]] = {
    "horizontals alone": _odd(_level),
    "verticals alone": _odd(_upright),
    "dashes": _odd(_dashed),
    "shaded bands": _odd(bands=True),
    "shaded bands, no rules": _odd(_none, bands=True),
    "double rules": _odd(_double),
    "no outer frame": _odd(_without_frame),
    "outer frame alone": _odd(_frame_alone),
    "cells over many lines": _odd(split=True),
    "labels turned": _odd(turned=True, upright_groups=True),
    "two tables side by side": lambda document: _SideBySide(document, Style()).print(),
    "rows over page breaks": _odd(cut=True),
    "rows over page breaks, horizontals alone": _odd(_level, cut=True),
    "dashes, bars, bands": _odd(_dashed, bands=True, bars=True),
}
"""By name: how a report is printed."""
