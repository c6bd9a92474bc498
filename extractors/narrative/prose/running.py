"""How much of a running total is the report's year's: 网站累计发布信息5.2万条，今年新增8216条."""

from __future__ import annotations

import re

from xxgk.extractors.narrative.prose.numerals import Numeral
from xxgk.schema.quantities import Quantity


class RunningTotal:
    """The last number of a sentence so far that would tell a quantity if it were not of longer than the year."""

    def __init__(self, plain: str, of_the_year: re.Pattern[str], year: int | None) -> None:
        self._plain = plain
        self._of_the_year = of_the_year
        self._year = year
        self._total: tuple[Quantity, Numeral] | None = None

    def begin(self) -> None:
        """Begin a sentence."""
        self._total = None

    def note(self, quantity: Quantity, number: Numeral) -> None:
        """Note a number that would tell a quantity but for its time."""
        self._total = quantity, number

    def of_the_year(self, number: Numeral) -> Quantity | None:
        """The quantity of which a number, the next one, says how much is the year's; the total is no more asked for."""
        total, self._total = self._total, None
        if total is None:
            return None
        quantity, whole = total
        between = self._of_the_year.fullmatch(self._plain, whole.end, number.start - number.nearly)
        if between is None or number.unit != whole.unit:
            return None
        year = between["year"][:4]
        return quantity if not year.isdecimal() or year == f"{self._year}" else None
