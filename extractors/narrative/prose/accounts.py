"""Whose a named account or site is: “沙河交警”微信 is not the transport bureau's, though its report tells of it.

A name proves itself by the agency's own name: its region and a short form of its organ, in either order. What names a
government's region alone is the government's; what proves nothing counts only where the text calls it its own.
"""

from __future__ import annotations

import re

from xxgk.extractors.narrative.prose.names import ZONES, Names
from xxgk.schema.quantities import Accounts

_REGION = re.compile(r"((?:(?![局委厅办])[一-龥]){2,7}?)(自治区|自治州|自治县|[省市县区州盟旗])")
_TOWNSHIP = re.compile(r"((?:(?![局委厅办])[一-龥]){1,6}?)(街道|[镇乡])(?=人民政府|办事处|政府|$)")
_CENTRAL = re.compile("^国家[一-龥]{2,4}?总局(?=.)")
_BRANCH = re.compile(
    "(?P<organ>公安|生态环境|自然资源|税务|交警|市场监督管理|规划)局(?P<place>[一-龥]{2,6}?)(?P<size>[区县市旗]?)分局$"
)
_SIZES = {size: rank for rank, sizes in enumerate(("街道镇乡", "区县旗", "市州盟", "省")) for size in sizes}
"""Of two kinds of regions the one that may lie in the other is the lower."""


class OwnAccounts:
    """Answers of what names of accounts, sites and places stand in a clause whether they are one agency's."""

    def __init__(self, agency: str, names: Names, words: Accounts) -> None:
        self._names = names
        self._words = words
        self._agency = agency
        self._places, end = _places(agency)
        self._organ = agency[end:] or agency
        self._is_township = _TOWNSHIP.search(agency) is not None
        self._governs = words.governments.search(agency) is not None

    def end(self, plain: str, start: int, limit: int) -> int:
        """Where a name without quotation marks ends that begins at `start` and is proved the agency's own: 云溪水利
        before 微信公众号, 云溪 before 政务网; `start` where none does."""
        brand = self._words.unquoted.match(plain, start, limit) if plain[start] in self._agency else None
        if brand is None or not self._is_own(brand[1], is_site=brand["site"] is not None, is_called_own=False):
            return start
        return brand.end(1)

    def all_own(self, plain: str, start: int, end: int) -> bool:
        """Whether every account, site and place that ``start:end`` names as a publisher may be the agency's own."""
        for account in self._words.printed.finditer(plain, start, end):
            called = self._words.called_own.search(plain, start, account.start() + 1) or self._words.called_own.match(
                plain, account.end(), end
            )
            name = account["before"] or account["behind"] or account["within"]
            is_site = (account["site"] or account["within"]) is not None
            if not self._is_own(name, is_site=is_site, is_called_own=bool(called)):
                return False
        governments = self._words.government_site.finditer(plain, start, end)
        if self._agency and not all(self._is_under(site["level"]) for site in governments):
            return False
        organs = self._words.organ_site.finditer(plain, start, end)
        if self._agency and any(site["level"] not in self._agency for site in organs):
            return False
        return all(self._may_be_above(place[1], place[2]) for place in self._words.places.finditer(plain, start, end))

    def _is_own(self, name: str, *, is_site: bool, is_called_own: bool) -> bool:
        if self._names.end(name, 0, len(name)) == len(name):
            return True
        if is_site and (government := self._words.government.fullmatch(name)):
            return self._may_be_above(*government.groups())
        core = self._words.brand.sub("", name)
        if core and self._names.end(core, 0, len(core)) == len(core):
            return True
        rests = self._without_places(core)
        if rests and not all(rests):
            return self._governs or is_site or is_called_own
        if rests:
            return any(
                self._is_of_organ(rest) or (self._is_township and not self._words.organs.search(rest)) for rest in rests
            )
        if not is_called_own:
            return False
        return self._is_of_organ(core) or not self._words.organs.search(core)

    def _without_places(self, core: str) -> list[str]:
        """What a name is without one of the agency's places, or several of them (津城东河教育), at its ends."""
        rests = [
            core.removeprefix(place) if core.startswith(place) else core.removesuffix(place)
            for place in self._places
            if core.startswith(place) or core.endswith(place)
        ]
        return rests + [further for rest in rests if rest for further in self._without_places(rest)]

    def _is_of_organ(self, short: str) -> bool:
        """Whether a name is the organ's with characters left out, or what organs of its kind are called besides."""
        if self._words.nicknames.fullmatch(f"{self._organ}/{short}"):
            return True
        characters = iter(self._organ)
        return len(short) > 1 and all(character in characters for character in short)

    def _is_under(self, level: str) -> bool:
        """Whether the agency may be under the government of this level: its name has the level, or is a township's that
        does not say in what it lies."""
        is_alone = self._is_township and not any(_SIZES.get(place[-1]) for place in self._places)
        return level in self._agency or (is_alone and _SIZES.get(level) in (1, 2))

    def _may_be_above(self, name: str, size: str) -> bool:
        """Whether a place that has a site may be the agency's or one that it lies in."""
        if f"{name}{size}" in self._agency:
            return True
        own = [_SIZES[place[-1]] for place in self._places if place[-1] in _SIZES]
        return not own or _SIZES[size[-1]] > max(own)


def _places(agency: str) -> tuple[tuple[str, ...], int]:
    """The places that a name begins with, the last first, each with its kind and without (of a zone: 合江经开区 and
    合江经开); and where the regions end."""
    places: list[str] = []
    branch = _BRANCH.search(agency)
    central = _CENTRAL.match(agency)
    end = central.end() if central else 0
    while place := _REGION.match(agency, end) or _TOWNSHIP.match(agency, end):
        end = place.end()
        places = [place[0], place[1], *places]
    for kind, short in ZONES:
        zone, is_zone, _ = agency[end:].partition(kind)
        if zone and is_zone:
            places = [f"{zone}{short}", f"{zone}{short[:-1]}", zone, *places]
    if branch:
        places = [f"{branch['place']}{branch['size']}", branch["place"], *places]
    return tuple(places), end
