"""Where a paragraph tells the results of carried-over requests by themselves: 上年结转的4件申请中，予以公开2件.

Such results are parts, and so are those of the new requests beside them: neither is the year's figure.
"""

from __future__ import annotations

from xxgk.schema.quantities import Divided, Quantity

_ANSWERED = "answered"
_RECEIVED, _CLOSED, _CARRIED_IN = "requests_received", "requests_closed", "carried_over_in"


class CarriedAlone:
    """Answers for one text whether a number is a result of a part of the requests."""

    def __init__(self, plain: str, terms: Divided) -> None:
        self._plain = plain
        self._terms = terms
        self._paragraph = -1, -1
        self._places: tuple[int, ...] = ()

    def has(self, quantity: Quantity, first: int, place: int) -> bool:
        """Whether a number at `place` of the sentence that begins at `first` would tell such a part."""
        is_result = quantity.side == _ANSWERED
        if not is_result and _RECEIVED not in quantity.part_of and quantity.code != _CLOSED:
            return False
        places = self._told_alone(first)
        if not places or quantity.code == _CARRIED_IN:
            return False
        if any(first <= told < place for told in places):
            return True
        return is_result and not self._terms.altogether.search(self._plain, first, place)

    def _told_alone(self, first: int) -> tuple[int, ...]:
        """Where in the paragraph of a sentence the results of carried-over requests are told by themselves."""
        start, end = self._paragraph
        if not start <= first < end:
            start = self._plain.rfind("\n", 0, first) + 1
            stop = self._plain.find("\n", first)
            end = stop if stop >= 0 else len(self._plain)
            self._paragraph = start, end
            self._places = tuple(told.start() for told in self._terms.alone.finditer(self._plain, start, end))
        return self._places
