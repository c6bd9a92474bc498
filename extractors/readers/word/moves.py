"""Paragraphs of cells whose print is moved from its place: pushed out by an indent, or running from right to left, as
they say themselves, or their style, that of their table, or the document of all paragraphs. Few documents have any."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from lxml import etree

from xxgk.extractors.readers.word.look import FAR, WIDEST, is_pushed
from xxgk.extractors.readers.word.tree import BACKWARDS, PPR, PUSHED, SPOILED, TC, TCPR, P, W, is_on, number, value

_A_CHARACTER = 2.1  # twips of a hundredth of one
_STYLE, _INDENT, _TURNED = W + "pStyle", W + "ind", W + "bidi"
_SIDES = ("left", "start", "right", "end", "firstLine", "hanging")
_FIRST = ("firstLine", "hanging")
_LONG = 10


class Moves(NamedTuple):
    """What is said of a paragraph: the attributes of its indents, and whether it runs from right to left."""

    indents: Mapping[str, str] = {}
    turned: bool | None = None

    def over(self, other: Moves) -> Moves:
        """What this or the other one says; the other one's word counts."""
        turned = self.turned if other.turned is None else other.turned
        if not other.indents:
            return self._replace(turned=turned)
        own = self.indents
        if any(name.startswith(_FIRST) for name in other.indents):
            own = {name: told for name, told in own.items() if not name.startswith(_FIRST)}
        return Moves({**own, **other.indents}, turned)

    def why(self, width: float) -> str:
        """Why a figure of a cell so wide (twips) is not read; ``""`` if it is."""
        left, start, right, end, first, hanging = map(self._twips, _SIDES)
        if is_pushed(left + start, right + end, first - hanging, width):
            return PUSHED
        return BACKWARDS if self.turned else ""

    def _twips(self, name: str) -> float:
        """An indent; 0 where it is not told, or no number."""
        told, chars = self.indents.get(name, ""), self.indents.get(f"{name}Chars", "")
        given, each = (chars, _A_CHARACTER) if chars not in ("", "0") else (told, 1.0)
        plain = given.removeprefix("-")
        return float(given) * each if plain.isascii() and plain.isdigit() and len(plain) < _LONG else 0.0


STAYS = Moves()


def moves_of(properties: etree._Element | None) -> Moves:
    """What a ``w:pPr`` says."""
    if properties is None:
        return STAYS
    indent, turned = properties.find(_INDENT), properties.find(_TURNED)
    told = {} if indent is None else {str(name).removeprefix(W): str(text) for name, text in indent.attrib.items()}
    return Moves(told, None if turned is None else is_on(turned))


OfStyle = Callable[[str], Moves]
"""What a style of paragraphs says with all that it is based on; that of ``""`` counts where none is named."""
OfCells = Mapping[etree._Element, Moves]
"""What the styles of tables say of cells."""


def heed_moves(root: etree._Element, of_style: OfStyle, of_cells: OfCells) -> None:
    """Note on the cells of a document that their print is moved."""
    for paragraph in _which_may_move(root, of_style, of_cells):
        cell = next(paragraph.iterancestors(TC), None)
        if cell is None:
            continue
        properties = paragraph.find(PPR)
        style = None if properties is None else properties.find(_STYLE)
        said = of_cells.get(cell, STAYS).over(of_style(value(style))).over(moves_of(properties))
        told = cell.find(f"{TCPR}/{W}tcW")
        width = 0 if told is None or told.get(W + "type", "dxa") != "dxa" else number(told, "w")
        if why := said.why(width or WIDEST):
            cell.set(SPOILED, cell.get(SPOILED) or why)


def _which_may_move(root: etree._Element, of_style: OfStyle, of_cells: OfCells) -> Iterator[etree._Element]:
    """The paragraphs of which something is said that may move them."""
    if of_style("").why(FAR):
        yield from root.iter(P)
        return
    props = list(root.iter(_STYLE, _INDENT, _TURNED))
    moving = {name for name in {value(prop) for prop in props if prop.tag == _STYLE} if of_style(name).why(FAR)}
    for prop in props:
        if value(prop) in moving if prop.tag == _STYLE else prop.tag == _TURNED or moves_of(prop.getparent()).why(FAR):
            paragraph = next(prop.iterancestors(P), None)
            if paragraph is not None:
                yield paragraph
    for cell, said in of_cells.items():
        if said.why(FAR):
            yield from cell.iterchildren(P)
