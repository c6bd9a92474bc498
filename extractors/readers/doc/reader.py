"""Word binary files (.doc, .dot, .wps of Word 97 and later; [MS-DOC]): the printed text as paragraphs and tables.

The way of a file: `ole` (streams) → `fib` (where its parts stand) → `pieces` (the text) → `runs`,
`properties`, `styles`, `lists`, `looks` (what modifies it) → `story` (a tree of tables and
paragraphs) → here, walked as a .docx is. Headers, footnotes and comments are left out.

Locators: ``doc:t2/r14/c5`` is the fifth cell mark of the 14th row of the second table in document order (nested and
layout tables are counted), ``doc:p12`` the 12th paragraph outside of data tables, empty ones counted.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Mapping, Sequence, Set

from xxgk.extractors.labels.values import is_valuelike
from xxgk.extractors.readers.doc import fib as doc_fib
from xxgk.extractors.readers.doc.boxes import anchored_boxes
from xxgk.extractors.readers.doc.fib import Fib, read_fib
from xxgk.extractors.readers.doc.fields import GONE, overwritten, without_instructions
from xxgk.extractors.readers.doc.floating import floats
from xxgk.extractors.readers.doc.fonts import fonts_of
from xxgk.extractors.readers.doc.grid import lay_out, nested_in
from xxgk.extractors.readers.doc.lists import read_lists
from xxgk.extractors.readers.doc.looks import deletions, stretches, varied
from xxgk.extractors.readers.doc.pieces import Pieces, read_pieces
from xxgk.extractors.readers.doc.properties import ParagraphRule, paragraph_rule
from xxgk.extractors.readers.doc.runs import character_runs, paragraph_runs
from xxgk.extractors.readers.doc.story import Deleted, Node, Para, Story, TableNode, TextBox
from xxgk.extractors.readers.doc.styles import DocStyles
from xxgk.extractors.readers.doc.text import DocTexts
from xxgk.extractors.readers.doc.under import under_floats
from xxgk.extractors.readers.ole import Compound
from xxgk.extractors.readers.word.floating import Float
from xxgk.schema.containers import containers, media_type
from xxgk.schema.document import Block, Content, Paragraph, Table, Unreadable

READER, MEDIA_TYPE, LAYOUT = "doc", media_type("doc"), containers()["doc"].layout
MAIN_STREAM = "WordDocument"
_EMBEDDED = re.compile(r"\x13[^\x13\x14]{0,20}EMBED\s+(?:Excel|Word|ET|WPS)\.")


def read(compound: Compound) -> Content:
    """A Word binary file as blocks in reading order. `Unreadable` for anything that is not one, or not safe to open."""
    word = compound.stream(MAIN_STREAM)
    fib = read_fib(word)
    table = compound.stream(fib.table_stream)
    try:
        blocks, remarks = _read(word, table, fib, compound)
    except (struct.error, IndexError) as error:
        raise Unreadable(f"broken or cut-off Word file ({error})") from error
    title = compound.title()
    return Content(READER, MEDIA_TYPE, tuple(blocks), {"title": title} if title else {}, remarks)


def _read(word: bytes, table: bytes, fib: Fib, compound: Compound) -> tuple[list[Block], tuple[tuple[str, str], ...]]:
    pieces = read_pieces(fib.part(doc_fib.PIECES, table), word)
    fonts = fonts_of(fib.part(doc_fib.FONTS, table))
    styles = DocStyles(fib.part(doc_fib.STYLES, table), fonts.pictures)
    found = stretches(character_runs(fib.part(doc_fib.CHARACTER_RUNS, table), word), pieces, styles)
    gone = deletions(found)
    text = overwritten(without_instructions(pieces.text), [(first, end, GONE) for first, end in gone])
    rule_at = _rules(fib, word, table, pieces, compound, styles)
    boxes = anchored_boxes(fib.part(doc_fib.BOXES, table), fib.part(doc_fib.ANCHORS, table), fib.boxes_at)
    deleted = Deleted(gone)
    story = Story(text, rule_at, deleted, boxes)
    nodes = story.read(0, min(fib.stories[0], len(text)))

    lists = read_lists(
        fib.part(doc_fib.LISTS, table), fib.behind(doc_fib.LISTS, table), fib.part(doc_fib.LIST_OVERRIDES, table)
    )
    listed = {
        paragraph.start: numbered
        for paragraph in story.paragraphs
        if paragraph.end not in deleted and (numbered := styles.numbered(paragraph.rule))
    }
    labels, unknown = lists.labels(listed.values())
    texts = DocTexts(
        text,
        varied(found, styles),
        styles,
        {start: label for start, label in zip(listed, labels, strict=True) if label},
        fonts.symbol,
        is_drawn=bool(fib.part(doc_fib.DRAWINGS, table)),
    )
    placed = _placed(text, boxes, fib.part(doc_fib.ANCHORS, table), fib.part(doc_fib.DRAWINGS, table))
    walk = _Walk(texts, styles, under_floats(nodes, text, placed))
    walk.nodes(nodes)
    remarks = [
        ("DOCX_NUMBER_FORMAT", f"generated numbers of the unknown format {form} are left out")
        for form in sorted(unknown)
    ]
    if _EMBEDDED.search(pieces.text):
        remarks.append(
            ("DOCX_EMBEDDED_DOCUMENT", "a worksheet or document is embedded as an object, which is not read")
        )
    if story.lost_boxes:
        remarks.append(("DOC_TEXT_BOX", f"{story.lost_boxes} text boxes have no place in the text and were not read"))
    if walk.undefined:
        remarks.append(("DOC_ROW_UNDEFINED", f"{walk.undefined} rows do not say where their cells begin"))
    return walk.blocks, tuple(remarks)


def _placed(
    text: str, boxes: Mapping[int, tuple[int, int]], anchors: bytes, drawings: bytes
) -> list[tuple[int, Float]]:
    """What is placed by itself and may hide a figure, or be one, with the CP of its anchor."""
    figures = {at for at, (first, end) in boxes.items() if is_valuelike(text[first:end].strip("\r\x07 "))}
    return [one for one in floats(anchors, drawings, figures) if one[1].is_figure or one[1].is_ground]


def _rules(
    fib: Fib, word: bytes, table: bytes, pieces: Pieces, compound: Compound, styles: DocStyles
) -> Callable[[int], ParagraphRule]:
    """Gives the rule of the paragraph whose mark stands at a CP. Equal modifiers are read once."""
    runs = paragraph_runs(fib.part(doc_fib.PARAGRAPH_RUNS, table), word)
    data: list[bytes] = []
    known: dict[tuple[bytes, bytes], ParagraphRule] = {}

    def huge(offset: int) -> bytes:
        if not data:
            data.append(compound.stream("Data"))
        length = int.from_bytes(data[0][offset : offset + 2], "little")
        return data[0][offset + 2 : offset + 2 + length]

    def rule_at(cp: int) -> ParagraphRule:
        fc, extra = pieces.at(cp)
        raw = runs.at(fc)
        rule = known.get((raw, extra))
        if rule is None:
            rule = paragraph_rule(int.from_bytes(raw[:2], "little"), raw[2:] + extra, huge)
            rule = known[raw, extra] = styles.placed(rule)
        return rule

    return rule_at


class _Walk:
    """Walks the nodes of a document once; `blocks` is the result, `undefined` counts rows without a definition.
    `under`: the numbers of the tables over which something may lie."""

    def __init__(self, texts: DocTexts, styles: DocStyles, under: Set[int]) -> None:
        self.blocks: list[Block] = []
        self.undefined = 0
        self._texts, self._styles, self._under = texts, styles, under
        self._paragraphs = 0

    def nodes(self, nodes: Sequence[Node]) -> None:
        """Read what stands outside of data tables."""
        for node in nodes:
            if isinstance(node, Para):
                self._paragraphs += 1
                if text := self._texts.paragraph(node):
                    heading = self._styles.is_heading(node.rule)
                    self.blocks.append(Paragraph(text, f"doc:p{self._paragraphs}", heading))
            elif isinstance(node, TableNode):
                self._table(node)
            else:
                self.nodes(node.content)

    def _table(self, table: TableNode) -> None:
        locator = f"doc:t{table.ordinal}"
        grid = lay_out(table, locator, self._texts.cell, is_over=table.ordinal in self._under)
        if grid.is_layout:
            for content in grid.shown:
                self.nodes(content)
            return
        self.undefined += sum(row.rule is None for row in table.rows)
        if any(grid.rows):
            self.blocks.append(Table(tuple(map(tuple, grid.rows)), locator, LAYOUT, grid.width))
        for nested in nested_in(grid.shown):
            if isinstance(nested, TextBox):
                self.nodes(nested.content)
            elif isinstance(nested, TableNode):
                self._table(nested)
