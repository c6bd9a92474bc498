"""From a locator back to the printed text: the proof behind every figure."""

from __future__ import annotations

import re
from itertools import chain

from xxgk.extractors.document import read
from xxgk.extractors.readers.text.charset import decode
from xxgk.extractors.readers.text.lines import printed
from xxgk.schema.document import Content, Table
from xxgk.schema.locators import HOLDS

_TEXT = re.compile(r"text:L(\d+)(?:-(?P<last>\d+)|@(?P<start>\d+)-(?P<end>\d+))?")


class NotThere(LookupError):
    """A locator that the document does not have."""


def locate(data: bytes, locator: str) -> str:
    """What stands in the document `data` at `locator`: the text of the cell or paragraph, or the characters of the
    line.

    A cell that only its line places is told with the whole line. Raises NotThere, and Unreadable where the document
    itself cannot be read."""
    if match := _TEXT.fullmatch(locator):
        return _in_text(data, locator, match)
    content = read(data)
    place, held, inside = locator.partition(HOLDS)
    pictures = [picture for picture in content.pictures if held and picture.locator == place and picture.data]
    if pictures:
        return _in_blocks(read(pictures[0].data), inside)
    return _in_blocks(content, locator)


def _in_text(data: bytes, locator: str, match: re.Match[str]) -> str:
    lines = decode(data)[0].splitlines()
    first, last = int(match[1]), int(match["last"] or match[1])
    if last > len(lines):
        raise NotThere(locator)
    if match["start"]:
        return printed(lines[first - 1])[int(match["start"]) : int(match["end"])]
    return "\n".join(map(printed, lines[first - 1 : last])).strip()


def _in_blocks(content: Content, locator: str) -> str:
    for block in content.blocks:
        if not isinstance(block, Table):
            if block.locator == locator:
                return block.text
            continue
        for cell in chain.from_iterable(block.rows):
            if cell.locator == locator:
                return cell.text
    raise NotThere(locator)
