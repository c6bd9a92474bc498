"""What a locator is made of, whatever the container; the kinds of them stand at the head of `schema.document`.

``zip:a.doc!text:L5@12-13``: what holds the document, up to the last mark ``!``; the line, paragraph or cell; and, where
several cells stand in one line, the characters that are meant."""

from __future__ import annotations

HOLDS, CHARACTERS = "!", "@"
SOMEWHERE = "document"
"""The locator of a figure that a person read in a document, where its row was not found: anywhere in it."""


def holder_of(locator: str) -> str:
    """What holds the document in which a locator leads, with its mark: ``zip:a.doc!``; empty where nothing does."""
    return locator[: locator.rindex(HOLDS) + 1] if HOLDS in locator else ""


def line_of(locator: str) -> str:
    """The line of a locator, without the characters in it; of one that has none, itself."""
    return locator.partition(CHARACTERS)[0]


def start_of(locator: str) -> int | None:
    """The first of the characters that a locator means; None where it means a whole line or cell."""
    _, mark, span = locator.rpartition(CHARACTERS)
    return int(span.split("-")[0]) if mark else None


def characters(line: str, start: int, end: int) -> str:
    """The locator of some characters of a line."""
    return f"{line}{CHARACTERS}{start}-{end}"
