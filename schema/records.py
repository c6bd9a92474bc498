"""Records of which a document takes hundreds: its paragraphs, its rows, what they are claimed to be.

A frozen dataclass sets each of its fields by a call of its own, and takes up to ten times as long to make as one that
is not. That nobody changes a record is seen to by the type checker, which takes `record` for `dataclass`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as record
else:
    from dataclasses import dataclass
    from functools import partial

    def record(*, frozen: bool, **given: bool) -> Callable[[type], type]:
        """A dataclass that is compared and hashed as a `frozen` one, as all records are."""
        return partial(dataclass, unsafe_hash=frozen, **given)


__all__ = ["record"]
