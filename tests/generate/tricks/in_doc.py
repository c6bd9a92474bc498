"""Tricks of Word binary files: runs in place of the one that prints a figure, and styles.

In `print` what stands in ``<…>`` are the modifiers of the text behind it, ``CODE:OPERAND`` in hexadecimal digits, up to
the next one; ``{style}`` is the number of a character style that `sheet` tells. `around` is said of the row: ``{at}``
is the place of the cell, ``{next}`` that behind it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tests.generate.doc_file import FIRST_STYLE, DocFile, DocRun
from tests.generate.document import Document
from tests.generate.render_doc import doc_file
from tests.generate.tricks.trick import Planted, Planting, of_file

_FILE = of_file("in_doc")
TRICKS, DECORATION = _FILE.tricks, _FILE.decoration
_MODIFIED = re.compile(r"<([^<>]*)>")


def printed(planting: Planting, seed: int) -> tuple[bytes, str]:
    """The document with its tricks, and its name."""
    return tricked(planting.document, planting.cells).written(), "report.doc"


def tricked(document: Document, cells: Sequence[Planted]) -> DocFile:
    """A document with the tricks of planted cells."""
    planted = {cell.token: (FIRST_STYLE + number, cell) for number, cell in enumerate(cells)}

    def shown(text: str, place: int) -> tuple[tuple[DocRun, ...], str]:
        if text not in planted:
            return (DocRun(text),), ""
        style, cell = planted[text]
        return runs_of(cell, style), cell.around.replace("{at}", f"{place:02x}").replace("{next}", f"{place + 1:02x}")

    file = doc_file(document, shown)
    file.styles += [cell.sheet for cell in cells]
    return file


def runs_of(cell: Planted, style: int) -> tuple[DocRun, ...]:
    """The runs of a planted cell."""
    number = style.to_bytes(2, "little").hex()
    first, *others = _MODIFIED.split(cell.print.replace("{style}", number))
    return (DocRun(first), *(DocRun(text, told) for told, text in zip(others[::2], others[1::2], strict=True)))
