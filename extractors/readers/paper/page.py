"""A page as the paged containers give it: its print and its rules, in points from the top left, turned upright."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from xxgk.extractors.readers.paper.lines import Glyph, TextLine
from xxgk.extractors.readers.paper.ruling_grid import Box, Grid, Ruling, grids_of
from xxgk.extractors.readers.paper.tables import sorted_into

MOST_PAGES, MOST_GLYPHS = 300, 500_000
"""Of a document, whatever file it is laid out in."""


class Ruled(NamedTuple):
    """A ruled table of a page: its grid, the characters in each cell, and by cell why it is not read."""

    grid: Grid
    cells: list[list[Glyph]]
    unread: Mapping[int, str]


def ruled(
    horizontals: Iterable[Ruling], verticals: Iterable[Ruling], glyphs: Iterable[Glyph]
) -> tuple[list[Ruled], list[Glyph]]:
    """The ruled tables that the lines of a page make, with the characters in them, and those that stand in none."""
    grids = [grid for grid in grids_of(horizontals, verticals) if len(grid.xs) > 2]
    inside, outside = sorted_into(grids, glyphs)
    return [Ruled(grid, cells, {}) for grid, cells in zip(grids, inside, strict=True)], outside


@dataclass(slots=True)
class Page:
    """What a page shows: characters; or its `lines`, on a page of plain text these alone.

    `shown` counts its characters, `unknown` those without a known code, `hidden` those that are in the file and not on
    the page; `scanned` says that the page is a picture whose print was recognised. `tables` are its ruled tables,
    and `lines` those of the print that stands in none, where they were held against its ink. `turn`: by so
    many quarters, clockwise, it was turned from how it lies in its file."""

    number: int
    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    horizontals: list[Ruling] = field(default_factory=list)
    verticals: list[Ruling] = field(default_factory=list)
    images: list[Box] = field(default_factory=list)
    hidden: int = 0
    shown: int = 0
    unknown: int = 0
    lines: list[TextLine] | None = None
    scanned: bool = False
    tables: list[Ruled] | None = None
    turn: int = 0
