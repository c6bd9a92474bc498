"""What is done with what a list counts: a member without a verb of its own shares that of the list.

「抽查网站信息300条、微信信息150条」 counts what was inspected; so does what stands behind 其中.
"""

from __future__ import annotations

import re

from xxgk.extractors.narrative.prose.numerals import COUNTED
from xxgk.extractors.narrative.prose.squeeze import Sentences
from xxgk.schema.quantities import Quantity

_OF_WHICH = "其中"


class SharedVerbs:
    """The numbers of a list so far: a sentence, or several that semicolons or 其中 join."""

    def __init__(self, plain: str, sentences: Sentences, handled: re.Pattern[str]) -> None:
        self._plain = plain
        self._sentences = sentences
        self._handled = handled
        self._is_known = True
        self._is_handled = False
        self._whole = (0, 0)  # the sentence before one that begins with 其中

    def begin(self, first: int, *, opens_paragraph: bool) -> None:
        """Begin the sentence that begins at `first`."""
        is_part = not opens_paragraph and self._plain.startswith(_OF_WHICH, first)
        self._whole = self._sentences.around(first - 1) if is_part else (first, first)
        if opens_paragraph or not (is_part or self._goes_on(first)):
            self._is_known = True

    def _goes_on(self, first: int) -> bool:
        """Whether a sentence goes on with a list of items handled otherwise than published."""
        before = self._sentences.around(first - 1)
        joined = self._plain[first - 1] == ";"
        self._is_handled = joined and (self._is_handled or self._handled.search(self._plain, *before) is not None)
        return self._is_handled

    def note(self, *, fits: bool) -> None:
        """Note whether the clause of a number is understood."""
        self._is_known &= fits

    def counts(self, quantity: Quantity, first: int, clause: int, span: tuple[int, int]) -> bool:
        """Whether what is told by the words of a `span` before a number, in a `clause` that begins there, was done
        what the quantity counts."""
        if quantity.verbs is None:
            return True
        begin, end = span
        has_verb = quantity.verbs.search(self._plain, begin, end) is not None
        handled = self._handled.search
        is_handled = any(
            handled(self._plain, *words)
            for words in (self._whole, (clause if has_verb else first, begin), self._of_which(first, begin))
        )
        counts = not is_handled and (has_verb or self._is_known)
        self._is_known &= counts
        return counts

    def _of_which(self, first: int, place: int) -> tuple[int, int]:
        """The clause of the whole of which a number is a part; empty where it is none."""
        plain = self._plain
        part = plain.rfind(_OF_WHICH, first, place)
        if part < 0:
            return first, first
        counted = max((number.start() for number in COUNTED.finditer(plain, first, part)), default=first)
        return max(first, plain.rfind(",", first, counted)), part
