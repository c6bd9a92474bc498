"""The units of counts, beside those of money (`schema.money`)."""

from __future__ import annotations

from xxgk.schema.money import MONEY

COUNTED = ("件", "条", "次", "个", "项", "宗", "份", "起", "篇", "部", "户", "人次", "人")
"""In which the figures of the forms are counted: in a cell any of them may be printed for another."""

_OF_LISTS = ("件次", "场", "期", "批", "家")
UNITS = tuple(sorted((*COUNTED, *_OF_LISTS, *MONEY), key=len, reverse=True))
"""What lists print as a unit, the longest first: 人次 is not 人."""
