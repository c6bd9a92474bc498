"""What a reader hands on: a document as blocks in reading order.

A reader knows one container (HTML, Word, text …) and turns its bytes into `Content`: paragraphs and tables of cells,
each with a *locator* that tells where in the document it stands. Nothing here knows what a report is.

Locators (1-based, taken apart by `schema.locators` and the reader that made them, resolved by `extractors.locate`):

=============================  ==============================================================================
``html:table[3]/tr[14]/td[5]``  third table of the page, its 14th row, the fifth cell that this row itself opens
``html:p[12]``                   12th printed paragraph of the page
``docx:t2/r14/c5``              second table of the document, its 14th row, fifth ``w:tc`` of that row
``docx:p12``                    12th block-level paragraph
``docx:a1!html:p[12]``           the same in the first document that is embedded in the text
``doc:t2/r14/c5``               the same of a Word binary file: its fifth cell mark of that row
``xlsx:s1/C14``                 cell C14 of the first sheet (``xls:`` in the older format)
``zip:a.doc!doc:t2/r14/c5``     the same in the member ``a.doc`` of an archive
``text:L105``                   line 105 of the text
``text:L105/c3``                third cell of a delimited line
``text:L105@12-13``             characters 12 up to 13 (0-based, half-open) of that line
``pdf:p3/t2/r14/c5[…]``         page 3, second table on it, its 14th row there, the fifth cell that this row opens
``pdf:p1[74,184,521,365]``      print on page 1, in the box ``[left,top,right,bottom]``: points from the top left of the
                                page, turned so that its text is upright; of a paragraph that goes on behind a page
                                break, its beginning
``image:p2/t1/r14/c5[…]``        the same in a picture file, by frames, as if each were a page 595 points wide
``html:img[3]!image:p1/…``       the same in the third picture of a page that holds its pictures in itself
``document``                    anywhere in it: of a figure that a person read where nothing of its row was found
=============================  ==============================================================================
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from xxgk.schema.errors import XxgkError
from xxgk.schema.layouts import LAYOUTS, Keeps
from xxgk.schema.records import record
from xxgk.schema.refusal import LIBREOFFICE, Refusal, Why

LARGEST = 64 << 20
"""Bytes of a document; a report is rarely a tenth of it, and what is larger is not read."""


class Cell(NamedTuple):
    """One cell that its row opens (cells hanging into a row from above by a row span are not repeated in it).

    `text` is what is printed: inner line breaks kept as ``\\n``, outer white space and invisible artefacts removed,
    nothing else changed. `unreadable` names what the cell shows beside or in place of text that we do not read
    (``image``, ``struck out``, ``unread print``); such a cell is never taken for a blank or a number. `column` is the
    0-based grid column at which the cell begins, after the row and column spans of its neighbours were laid out;
    layouts without a grid count cells.

    `confidence` tells how far the text is to be believed where it was recognised in a picture (0: its readings differ).

    A named tuple, not a dataclass: a document has some 400 of them and they are made on the hot path.
    """

    text: str
    locator: str
    column: int = 0
    colspan: int = 1
    rowspan: int = 1
    unreadable: str = ""
    confidence: float = 1.0


Row = tuple[Cell, ...]
CellRows = list[list[Cell]]
"""Rows while a table is put together of them."""


class Where(NamedTuple):
    """The place of a row in its document: the number of its table among the blocks, and its own in the table, both
    0-based."""

    table: int
    row: int


def shown_in(rows: Sequence[Sequence[Cell]], row: int, width: int) -> dict[int, tuple[int, int]]:
    """By column, the place (row, number in it) of every cell that a row shows: those that hang into it from above
    included. They are looked for upwards until all of `width` columns are there (0: not known), since the rows above
    may be those of many pages."""
    shown: dict[int, tuple[int, int]] = {}
    covered = 0
    for above in range(row, -1, -1):
        for number, cell in enumerate(rows[above]):
            if above + cell.rowspan > row and cell.column not in shown:
                shown[cell.column] = (above, number)
                covered += cell.colspan
        if width and covered >= width:
            break
    return shown


@record(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text, or a heading. `heading` is true where the container itself says so (h1…h6, a
    style)."""

    text: str
    locator: str
    heading: bool = False


@record(frozen=True, slots=True)
class Table:
    """A table as rows of cells.

    `layout` names how the table survived in its container (``html_table``, ``docx_table``, ``pipe_rows`` …: one of
    `xxgk.schema.layouts.LAYOUTS`, else KeyError) and `keeps` what such a table keeps. `width` is the number of grid
    columns, 0 where the layout has no grid (spans unknown). `breaks` are the numbers of the rows before which a page
    ends: the break may have cut the row above it. `on_page` tells that the table stands on pages. `cut` holds the
    locators of two cells each, above and below a break, whose figures would be one that a narrow cell had to wrap over
    lines, if their rows are one. `sheet` is the name of the sheet of a workbook that it stands on, where others are
    named otherwise.
    """

    rows: tuple[Row, ...]
    locator: str
    layout: str
    width: int = 0
    breaks: tuple[int, ...] = ()
    on_page: bool = False
    cut: frozenset[tuple[str, str]] = frozenset()
    sheet: str = ""
    keeps: Keeps = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "keeps", LAYOUTS[self.layout])


Block = Paragraph | Table


class Picture(NamedTuple):
    """A picture that a page shows: its address as the page writes it, or its bytes where the page itself holds them."""

    source: str
    locator: str
    data: bytes = b""


@dataclass(frozen=True, slots=True)
class Content:
    """A document in reading order.

    `metadata` holds what the container says of itself, under the keys ``title`` (page title), ``heading`` (the headline
    of the page), ``publisher``, ``published_on`` (ISO date), ``dates`` (of publication, where several stand there),
    ``no_date`` (what is printed for one and is none), ``site_id`` (SiteIDCode), ``url``, ``site_name``, ``sheets``
    (names of those that a workbook shows, parted by ``; ``); only those found. `remarks` are findings of the reader as
    ``(rule, message)``, for example an uncertain character set.
    `pictures` are what a page shows that may be print.
    """

    reader: str
    media_type: str
    blocks: tuple[Block, ...]
    metadata: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[tuple[str, str], ...] = ()
    pictures: tuple[Picture, ...] = ()


OCR_READER = "ocr"
"""The `reader` of what was recognised in pictures, whatever file they stand in."""


class Unreadable(XxgkError):
    """A document that cannot be read at all; the message is the reason, one line, fit to be shown to a person. `needs`
    as of a `Refusal`: what is not installed here and could read it."""

    def __init__(self, words: str, needs: tuple[str, ...] = ()) -> None:
        super().__init__(words)
        self.needs = needs

    @property
    def needs_inside(self) -> tuple[str, ...]:
        """What is needed where the document stands in another: LibreOffice is handed whole files alone."""
        return tuple(need for need in self.needs if need != LIBREOFFICE)

    @property
    def refusal(self) -> Refusal:
        """The same as data."""
        return Refusal(Why.UNREADABLE, str(self), self.needs)


def needs_libreoffice(words: str) -> Unreadable:
    """What is raised of a file that LibreOffice, which nobody must have installed, can convert."""
    return Unreadable(f"needs LibreOffice: {words}", (LIBREOFFICE,))
