"""Units of money, from ``schema/money.toml``: the unit of an amount is a fact of its print, not of the form."""

from __future__ import annotations

import re
from pathlib import Path

from xxgk.schema.datafile import read_toml

MONEY_FILE = Path(__file__).with_name("money.toml")

YUAN: dict[str, int] = read_toml(MONEY_FILE).data["yuan"]
"""How many 元 each unit is."""

MONEY = tuple(sorted(YUAN, key=len, reverse=True))
"""The units, the longest first: 百万元 is not 万元."""

_UNIT = re.compile(r"(?<![十百千万亿])[十百千万亿]*+[美欧日港韩澳加新]?元")


def units_in(text: str) -> list[str]:
    """All units of money that a text prints, in their order; those that we do not know (万美元) included.

    >>> units_in("单位百万元")
    ['百万元']
    """
    return _UNIT.findall(text)
