"""The account of a report's text: every character of every paragraph belongs to exactly one piece, and each piece to a
section or to what is printed beside the sections, by name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from xxgk.extractors.labels.dates import is_date
from xxgk.extractors.labels.headings import LONGEST_TITLE, is_label
from xxgk.extractors.narrative.openings import is_annex
from xxgk.extractors.readers.cards import is_card_line
from xxgk.schema.document import Block, Paragraph, Table
from xxgk.schema.sections import Narrative
from xxgk.schema.text import narrow

TEXT, TITLE, HEADING, SIGNOFF = "text", "title", "heading", "sign-off"
FURNITURE, INSTRUCTION, CAPTION, ANNEX, CONTENTS = "furniture", "instruction", "caption", "annex", "contents"

_ANSWER = re.compile(
    r"^\W*(?:本?年度?|全年|20\d\d年度?|[我本](?:局|委|办|镇|乡|街道|机关|单位))*"
    r"(?:暂?无|没有|未(?:收到|发生|产生|受理|收取))(?:.{0,20}(?:申请|情况|内容|事项|诉讼|复议|费用|收费))?\W*$"
)
_LONGEST_FURNITURE = 200


class Piece(NamedTuple):
    """Some text as printed and what it is: ``text`` of a section, ``title``, ``heading``, ``contents``, ``sign-off``,
    ``caption``, ``instruction``, ``furniture`` or ``annex``."""

    kind: str
    text: str


def body_pieces(blocks: Sequence[Block], rest: str, terms: Narrative, *, is_last: bool) -> list[Piece]:
    """The paragraphs of a section behind its title, of which `rest` stands in the title's own. In the last section
    nothing that stands behind the title of an annex is narrative."""
    over = next((n for n, block in enumerate(blocks) if is_last and is_annex(block, terms)), len(blocks))
    last_table = max((number for number in range(over) if isinstance(blocks[number], Table)), default=-1)
    dates = {n + back for n, block in enumerate(blocks) if is_last and _is_day(block) for back in (0, -1)}
    pieces = [Piece(kind_of(rest, terms), rest)] if rest else []
    for number, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            kind = kind_of(block.text, terms)
            if kind == TEXT and number >= over:
                kind = ANNEX
            elif kind == TEXT and number < last_table and number not in dates and not _is_told(block.text):
                kind = CAPTION
            pieces.append(Piece(kind, block.text))
    return pieces


def _is_day(block: Block) -> bool:
    """Whether a line is the date under a signature, which is no caption of a table behind it."""
    return isinstance(block, Paragraph) and is_date(block.text)


def kind_of(text: str, terms: Narrative) -> str:
    """What a paragraph is by its words alone."""
    if len(text) > _LONGEST_FURNITURE:
        return TEXT
    plain = "".join(narrow(text).split())
    if terms.instructions.match(plain):
        return INSTRUCTION
    if "。" in plain:
        return TEXT
    if terms.title_again.match(plain):
        return TITLE
    return FURNITURE if terms.furniture.match(plain) else TEXT


def _is_told(text: str) -> bool:
    """Whether a line among tables tells something: a sentence, or an answer such as 无申请."""
    return "。" in text or len(text) > LONGEST_TITLE or (bool(_ANSWER.match(narrow(text))) and not is_label(text))


def is_dated_furniture(text: str, terms: Narrative) -> bool:
    """Whether a line around a title is a date, furniture, or a line of the card beside the document."""
    return is_date(text) or kind_of(text, terms) == FURNITURE or ("。" not in text and is_card_line(text))


def texts(pieces: Iterable[Piece], kind: str = TEXT) -> Iterator[str]:
    """The texts of the pieces of a kind."""
    return (piece.text for piece in pieces if piece.kind == kind)
