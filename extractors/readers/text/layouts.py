"""Lines of text to blocks: which layout understands which lines.

Layouts with explicit cell borders (drawn, pipes, Markdown, tabs) are tried first; in the plain lines left between them
the lines on which one label was wrapped are joined. They are searched for indicator lists, which their heads tell; what
remains is parted at section titles where a text runs on without line breaks, and searched for tables whose cells only
the form's labels part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from xxgk.extractors.labels.vocabulary import form_labels
from xxgk.extractors.readers.text import drawn, listing, pipes, run_on, stream, tabbed
from xxgk.extractors.readers.text.lines import Line
from xxgk.extractors.readers.text.woven import unwoven
from xxgk.extractors.readers.text.wrapped import whole_labels
from xxgk.schema.document import Block

EXPLICIT = (drawn, pipes, tabbed)
_BORDER = re.compile("|".join(re.escape(mark) for layout in EXPLICIT for mark in layout.BORDERS))
"""No line without one begins a table with explicit borders."""


def blocks_of(lines: Sequence[Line]) -> Iterator[Block]:
    """Paragraphs and tables in reading order. Linear in the text."""
    plain: list[Line] = []
    position = 0
    titles = run_on.titles_in(lines)
    while position < len(lines):
        for layout in EXPLICIT if _BORDER.search(lines[position].text) else ():
            end = layout.table_end(lines, position)
            if end > position:
                yield from _plain_blocks(plain, titles)
                plain = []
                yield layout.table(lines[position:end])
                position = end
                break
        else:
            plain.append(lines[position])
            position += 1
    yield from _plain_blocks(plain, titles)


def _plain_blocks(lines: Sequence[Line], titles: int) -> Iterator[Block]:
    waiting: list[Line] = []
    for found in listing.tables_among(list(whole_labels(list(unwoven(lines)), form_labels()))):
        if isinstance(found, Line):
            waiting.append(found)
            continue
        yield from stream.blocks_of(run_on.part_at_titles(waiting, titles))
        waiting = []
        yield found
    yield from stream.blocks_of(run_on.part_at_titles(waiting, titles))
