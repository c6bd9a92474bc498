"""The opening of a section of the narrative."""

from __future__ import annotations

from typing import NamedTuple


class Opening(NamedTuple):
    """Where a section opens: block number, code (empty where the title is not known), title as printed, what the same
    paragraph holds after the title, and over how many paragraphs a title is broken."""

    block: int
    code: str
    title: str
    rest: str
    lines: int = 1
