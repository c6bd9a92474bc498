"""Words of an agency's own field, which say nothing where it tells of its own disclosure: 海关政府信息公开申请 are to a
customs house requests as any other; to a city's government they are another body's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from xxgk.extractors.narrative.prose.squeeze import Span, Squeezed, put_together
from xxgk.schema.remembered import remembered

_BEFORE = "政府信息|政务信息|政务公开|信息公开(?!网|平台|专栏|栏目)|(?:行政)?规范性文件"

_FIELD = "(?P<{}>(?!政府|政务|人民)[一-龥]{{2,6}}?)(?:工作|方面)?(?:相关|有关)?(?:的)?"
_DISCLOSED = re.compile(
    f"(?<=公开){_FIELD.format('field')}(?=政府信息|政务信息)|(?<=申请公开){_FIELD.format('asked')}(?=信息[^公\\d]{{0,4}}\\d)"
)
_PLACE = re.compile("[省市区县州旗盟镇乡]")


def without_field(squeezed: Squeezed, agency: str, fields: Mapping[str, re.Pattern[str]]) -> Squeezed:
    """The text without the words of the `agency`'s own field before what is disclosed. `fields`: each word, and what
    the agency's name must have for that."""
    own = "|".join(word for word, name in fields.items() if name.search(agency))
    found = [*(_words(own).finditer(squeezed.plain) if own else ()), *_named(squeezed.plain, agency)]
    kept: list[Span] = []
    last = 0
    for word in sorted(found, key=re.Match.start):
        if word.start() >= last:
            kept.append((last, word.start()))
            last = word.end()
    return put_together(squeezed, [*kept, (last, len(squeezed.plain))]) if kept else squeezed


def _named(plain: str, agency: str) -> Iterator[re.Match[str]]:
    """The words of its name, without its place, by which an agency calls what it discloses or is asked for:
    公开乡村振兴有关政府信息."""
    if not agency:
        return
    for word in _DISCLOSED.finditer(plain):
        field = word[word.lastgroup or 0]
        found = agency.find(field)
        if found > 0 and _PLACE.search(agency, 0, found) and not _PLACE.search(field):
            yield word


@remembered(entries=32, longest=200)
def _words(words: str) -> re.Pattern[str]:
    return re.compile(f"(?:{words})(?={_BEFORE})|(?:(?<=依申请公开)|(?<=政府)|(?<=政务))(?:{words})(?=信息)")
