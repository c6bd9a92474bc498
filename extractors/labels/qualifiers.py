"""What a label, a head or a note says of a figure besides what is counted: that it is of another year, of a part of
one, of a whole place, or no figure yet. 行政处罚（2022年） and 行政处罚（全县） are rows that the form does not have.
"""

from __future__ import annotations

import re
from functools import cache

from xxgk.extractors.labels.periods import part_of_year
from xxgk.schema.notices import notice_words
from xxgk.schema.text import narrow

OTHER = re.compile(
    r"(?:上一?年|去年|前年)度?(?!结转)|历年|历史|累计|同期|同比|环比|增长率?|增幅|增减|占比|比重|比例|百分比|率|平均"
)
"""Words of a label or head for what is of another year, of all years, a share or a change."""
_YEAR = re.compile(r"(?<!\d)(20\d\d)年")
_MAY = re.compile(r"20\d\d *年|[月季半]|[（(]")


def qualifier(text: str, year: int | None) -> str:
    """The first words of a text that say so, without spaces and in one width; empty where none do. `year` is that of
    the report: where it is not known, no year is another one."""
    if not _MAY.search(text):
        return ""
    plain = narrow("".join(text.split()))
    other = next((found[0] for found in _YEAR.finditer(plain) if year and int(found[1]) != year), "")
    if other or (other := part_of_year(plain)):
        return other
    found = _noted().search(plain)
    return found[0] if found else ""


def without_qualifier(text: str, year: int | None) -> str:
    """The text in one width, without spaces and without those words."""
    return narrow("".join(text.split())).replace(qualifier(text, year), "")


@cache
def _noted() -> re.Pattern[str]:
    """Words in a bracket that say whose figures these are, or what they are not."""
    words = notice_words()
    wholes, elsewise = "|".join(words.wholes), "|".join((*words.elsewise, *words.wider))
    return re.compile(rf"\((?:{wholes})[^()]{{0,4}}\)|\([^()]*?(?:{elsewise}|累计)[^()]*\)")
