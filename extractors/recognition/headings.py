"""What stands over a whole table, and heads no column of it."""

from __future__ import annotations

import re

from xxgk.extractors.readers.text.cut_out import ON_TABLE
from xxgk.schema.text import ORDINAL, narrow

_SECTION = re.compile(rf"{ORDINAL}、")
_TITLE = re.compile(r"(?:情况|数据|统计)\(?$")
_ON_TABLE = re.compile(rf"{ON_TABLE}|续[^()]{{0,3}}表")


def is_over_table(text: str, *, opens: bool) -> bool:
    """Whether a text is a heading of a section, whatever its words, or what parts two halves of a table; where it
    `opens` the table, also one without a number."""
    plain = narrow(text).strip()
    if opens and _TITLE.search(plain):
        return True
    return bool(_SECTION.match(plain) or _ON_TABLE.fullmatch(plain))
