"""A trick is data: how a figure is printed so that bytes and picture differ, and what a person sees of it.

Cells of a composed document are *planted*: their text becomes one character that stands nowhere else, the document is
printed by a usual renderer, and in its bytes that character is exchanged for the trick.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from tests.generate.document import Cell, Document, Grid, compose
from tests.generate.noise import QUIET
from tests.generate.truth import Options, Truth, random_truth

SEEN, NOTE, REFUSED = "seen", "note", "refused"
"""What a person sees: the figure alone; the figure with the mark of a note; what no program should read."""
_FIRST = 0xE800  # of the private characters that stand for planted cells
BUSY = Options(scale="modest")


@dataclass(frozen=True)
class Trick:
    """One way to print a figure.

    `print` stands in place of it, `around` changes the cell itself, `sheet` is said elsewhere in the document; what
    these mean is the container's. In all of them ``{seen}`` is what a person sees, ``{first}`` and ``{rest}`` its
    parts, ``{turned}`` the same backwards, ``{decoy}`` digits that nobody sees, ``{mark}`` a word for this cell alone.
    With `solid` the figure is never blank; `in_line`: all that is seen of it stands side by side;
    `of_word`: other programs than Word do not show it so; `alone`: it changes what other cells show, too.
    """

    name: str
    print: str = "{seen}"
    sheet: str = ""
    around: str = ""
    shows: str = SEEN
    solid: bool = False
    in_line: bool = True
    of_word: bool = False
    alone: bool = False


class File(NamedTuple):
    """The tricks and decorations of a container, and what else its file tells."""

    tricks: tuple[Trick, ...]
    decoration: tuple[Trick, ...]
    told: Mapping[str, Any]


def of_file(name: str) -> File:
    """What the file of that name beside this module holds."""
    told = tomllib.loads((Path(__file__).parent / f"{name}.toml").read_text("utf-8"))
    tricks, decoration = (tuple(Trick(**one) for one in told.pop(kind)) for kind in ("trick", "decoration"))
    return File(tricks, decoration, told)


@dataclass(frozen=True)
class Planted:
    """A cell with a trick: its figure code, the character that stands for it, and what it shows and hides."""

    code: str
    token: str
    trick: Trick
    seen: str
    decoy: str

    @property
    def words(self) -> dict[str, str]:
        """What the templates of the trick name."""
        return {
            "seen": self.seen, "first": self.seen[:1], "rest": self.seen[1:], "turned": self.seen[::-1],
            "decoy": self.decoy, "mark": f"m{ord(self.token):x}",
        }  # fmt: skip

    def _filled(self, template: str) -> str:
        for name, word in self.words.items():
            template = template.replace("{" + name + "}", word)
        return template

    @property
    def print(self) -> str:
        """What stands in place of the figure."""
        return self._filled(self.trick.print)

    @property
    def sheet(self) -> str:
        """What is said of it elsewhere."""
        return self._filled(self.trick.sheet)

    @property
    def around(self) -> str:
        """What changes the cell itself."""
        return self._filled(self.trick.around)

    @property
    def expected(self) -> tuple[int | None, str] | None:
        """Value and state as a person sees them; None where it must be refused."""
        if self.trick.shows == REFUSED:
            return None
        state = "annotated" if self.trick.shows == NOTE else "number"
        return (int(self.seen), state) if self.seen else (None, "blank")


@dataclass(frozen=True)
class Planting:
    """A document with planted cells, and the truth of all others."""

    truth: Truth
    document: Document
    cells: tuple[Planted, ...]

    @property
    def expected(self) -> dict[str, tuple[int | float | None, str] | None]:
        """By figure code what a person sees; None for what must be refused."""
        return {**self.truth.expectations, **{cell.code: cell.expected for cell in self.cells}}


def planted(tricks: Sequence[Trick], seed: int, most: int = 4, *, true: bool = False) -> Planting:
    """A random report in which up to `most` figures are printed with tricks; other figures than the true ones, or none,
    are shown here and there unless it is to be `true`."""
    rng = Random(seed)
    truth = random_truth(rng, BUSY)
    codes = [code for code, text in truth.cells.items() if text.isdigit() and "amount" not in code]
    cells: list[Planted] = []
    for number, code in enumerate(rng.sample(codes, rng.randint(1, most))):
        trick = rng.choice([one for one in tricks if not (cells and one.alone)])
        blank = not true and not trick.solid and trick.shows == SEEN and rng.random() < 0.15
        is_true = true or rng.random() < 0.6
        seen = "" if blank else truth.cells[code] if is_true else str(rng.randint(10, 999))
        decoy = str(rng.randint(1, 9) if rng.random() < 0.6 else rng.randint(10, 99))
        cells.append(Planted(code, chr(_FIRST + number), trick, seen, decoy))
        if trick.alone:
            break
    tokens = {cell.code: cell.token for cell in cells}
    document = compose(truth, QUIET, rng)
    return Planting(truth, _with(document, tokens), tuple(cells))


def _with(document: Document, tokens: Mapping[str, str]) -> Document:
    def exchanged(cell: Cell) -> Cell:
        return cell._replace(text=tokens[cell.code]) if cell.code in tokens else cell

    blocks = tuple(
        Grid(block.width, tuple(row._replace(cells=tuple(map(exchanged, row.cells))) for row in block.rows))
        if isinstance(block, Grid)
        else block
        for block in document.blocks
    )
    return replace(document, blocks=blocks)
