"""Words of an agency's own field, which say nothing where it tells of its own disclosure: 海关政府信息公开申请 are to a
customs house requests as any other; to a city's government they are another body's."""

from __future__ import annotations

import re
from collections.abc import Mapping

from xxgk.extractors.narrative.prose.squeeze import Span, Squeezed, put_together
from xxgk.schema.remembered import remembered

_BEFORE = "政府信息|政务信息|政务公开|信息公开(?!网|平台|专栏|栏目)|(?:行政)?规范性文件"


def without_field(squeezed: Squeezed, agency: str, fields: Mapping[str, re.Pattern[str]]) -> Squeezed:
    """The text without the words of the `agency`'s own field before what is disclosed. `fields`: each word, and what
    the agency's name must have for that."""
    own = "|".join(word for word, name in fields.items() if name.search(agency))
    if not own:
        return squeezed
    kept: list[Span] = []
    last = 0
    for word in _words(own).finditer(squeezed.plain):
        kept.append((last, word.start()))
        last = word.end()
    return put_together(squeezed, [*kept, (last, len(squeezed.plain))]) if kept else squeezed


@remembered(entries=32, longest=200)
def _words(words: str) -> re.Pattern[str]:
    return re.compile(f"(?:{words})(?={_BEFORE})|(?:(?<=依申请公开)|(?<=政府)|(?<=政务))(?:{words})(?=信息)")
