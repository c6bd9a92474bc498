"""What nobody foresaw: an answer, a header, an address or a list at which this program itself fails.

It costs the request that brought it, or the listing or report that was being read, and nothing else: their class is
`RAISED`, told with the error and where it was raised, and everything goes on. This is the one place that catches such
errors; it stands around each request (`flows.crawl.run.asking`) and around each thing in the task of a host
(`flows.crawl.run.crawl`).

What the crawl's own files raise is let through: a night without ledger, archive or disk is none."""

from __future__ import annotations

import traceback
from collections.abc import Awaitable, Callable
from typing import TypeVar

from xxgk.schema.errors import XxgkError

LONGEST = 200
"""Characters of a message that are told."""

T = TypeVar("T")


async def guarded(doing: Awaitable[T], otherwise: Callable[[str], T]) -> T:
    """What comes of `doing`; where it raises, what `otherwise` makes of the error, told in one line."""
    try:
        return await doing
    except Exception as error:  # whatever it is: that is the point
        if _is_of_our_files(error):
            raise
        return otherwise(told(error))


def told(error: Exception) -> str:
    """Type and first line of an error, and where it was raised."""
    said = next(iter(str(error).strip().splitlines()), "")[:LONGEST]
    at = traceback.extract_tb(error.__traceback__)[-1:]
    where = "".join(f" ({frame.filename.rpartition('/')[2]}:{frame.lineno})" for frame in at)
    line = f"{type(error).__name__}: {said}{where}" if said else f"{type(error).__name__}{where}"
    return line.encode("utf-8", "replace").decode("utf-8")


def _is_of_our_files(error: Exception) -> bool:
    """Whether an error is one of ledger, archive or warehouse: those of files name their file, as none of the network
    does."""
    return isinstance(error, XxgkError) or (isinstance(error, OSError) and error.filename is not None)
