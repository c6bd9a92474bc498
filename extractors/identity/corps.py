"""The organs of 新疆生产建设兵团: of the corps, and of its divisions, each with its city (第八师石河子市)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xxgk.extractors.identity.candidate import Candidate, candidate
from xxgk.extractors.identity.organ_words import canonical_organ
from xxgk.schema.agencies import Registry
from xxgk.schema.regions import COUNTY
from xxgk.schema.text import ORDINAL

CORPS, XINJIANG = "新疆生产建设兵团", "650000"
_DIVISION = re.compile(f"(?:{CORPS}|兵团)?第?(?P<division>{ORDINAL}师)(?P<rest>.*)")


def of_corps(name: str, registry: Registry) -> Iterator[Candidate]:
    """The agency of the corps or of one of its divisions that a name means; none where its organ is none."""
    division = _DIVISION.fullmatch(name)
    region = registry.gazetteer.divisions.get("第" + division["division"]) if division else None
    if division and region:
        city = region.name if region.level == COUNTY else ""
        lead, organ = "第" + division["division"] + city, division["rest"].removeprefix(city)
    elif name.startswith(CORPS):
        lead, organ, region = CORPS, name.removeprefix(CORPS), registry.gazetteer.by_code[XINJIANG]
    else:
        return
    full = canonical_organ(organ, registry.organs)
    if full == "人民政府" or registry.named.word(full.removeprefix("人民政府")):
        own = lead if lead == CORPS and full == "人民政府" else lead + full
        yield candidate(own, region.code, region.code, registry)
