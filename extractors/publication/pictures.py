"""The pictures of a publication read as one document: tables that a page shows as pictures, or its pages photographed.

A table may be cut over several pictures, so they are understood together; every locator then tells its picture. What is
no picture of print (a photograph, an ornament) says nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple, TypeVar

from xxgk.extractors.document import Understood, understand
from xxgk.extractors.readers.paper import scans as ocr_extra
from xxgk.extractors.readers.within import named
from xxgk.schema.document import OCR_READER, Block, Content, Unreadable
from xxgk.schema.forms import Form
from xxgk.schema.refusal import OCR, Refusal, Why
from xxgk.schema.report import Figure, Indicator

MOST_PICTURES = ocr_extra.MOST_PAGES
T = TypeVar("T", Figure, Indicator)


class Shown(NamedTuple):
    """A picture: its bytes; the `document` in which its figures stand, the hash of a part or empty for the main one;
    and the place in that document (``html:img[3]``), empty where the picture is the document."""

    data: bytes
    document: str
    place: str = ""


def look_at(pictures: Sequence[Shown], of: Sequence[Form]) -> tuple[Understood | None, Refusal | None]:
    """What some pictures say together, and why one of them could not be looked at (None where all could)."""
    blocks: list[Block] = []
    documents: dict[str, str] = {}
    unseen = None
    for number, picture in enumerate(pictures[:MOST_PICTURES]):
        try:
            content = ocr_extra.scan().read(picture.data)
        except Unreadable as reason:
            if OCR in reason.needs:
                return None, Refusal(Why.UNREADABLE, ocr_extra.NEEDED, reason.needs)
            continue
        prefix = f"{number}>" + (f"{picture.place}!" if picture.place else "")
        documents[f"{number}>"] = picture.document
        blocks += named(content, prefix).blocks
    if len(pictures) > MOST_PICTURES:
        unseen = Refusal(Why.UNREADABLE, f"{len(pictures)} pictures; the limit is {MOST_PICTURES}")
    if not blocks:
        return None, unseen
    said = understand(Content(OCR_READER, "", tuple(blocks)), "", "", of)
    said.recognition.figures = [_at_home(figure, documents) for figure in said.recognition.figures]
    said.recognition.indicators = [_at_home(told, documents) for told in said.recognition.indicators]
    first = next(iter(documents.values()))
    said.prose.sections = [replace(section, document=first) for section in said.prose.sections]
    return said, unseen


def _at_home(told: T, documents: dict[str, str]) -> T:
    number, mark, locator = told.locator.partition(">")
    return told._replace(locator=locator, document=documents[number + mark])
