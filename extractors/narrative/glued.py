"""Titles with their text directly behind them, as pages print them that set a title in bold and no stop behind it.

    五、存在的主要问题及改进情况虽然取得了一定成效，但…        （一）主动公开情况2023年，我局公开信息300条。

Only titles in the form's own words are known so, the longest first, and only where no word goes on behind them that
belongs to the title (总体情况良好, 主动公开工作的做法).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from xxgk.extractors.labels.headings import LONGEST_HEADING, SENTENCE_BEGINS
from xxgk.schema.text import narrow, normalise

_GOES_ON = frozenset("的地及和与或并而以之等较比良好总概综方情内工")
"""Characters with which a title, or a sentence that begins like one, goes on."""
_IS_WHOLE = re.compile("(?:情况|方面|事项|措施|概述|概况)$")


def title_end(text: str, begin: int, titles: Mapping[str, str]) -> int:
    """Where the title ends with which a text begins behind its number, at `begin`, if it is one of `titles` (in normal
    form) and a sentence stands behind it; 0 where there is none."""
    plain = narrow(text)
    if "。" not in plain[begin:]:
        return 0
    for end in range(min(len(plain) - 1, begin + LONGEST_HEADING), begin + 1, -1):
        before, behind = plain[end - 1], plain[end]
        if before.isalpha() and behind.isalnum() and behind not in _GOES_ON and normalise(plain[begin:end]) in titles:
            return end if _IS_WHOLE.search(plain[:end]) or SENTENCE_BEGINS.match(plain, end) else 0
    return 0
