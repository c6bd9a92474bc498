"""The regions in which columns are searched for, as a person chooses them: by name or by code."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from xxgk.flows.crawl.finding.portals import Portal
from xxgk.schema.errors import XxgkError
from xxgk.schema.regions import PROVINCE, Gazetteer

EVERYWHERE = "*"


class RegionError(XxgkError):
    """A region that was chosen and that nobody knows; the message is fit to be shown to a person."""


@dataclass(frozen=True)
class Chosen:
    """`codes` are the beginnings of the codes of what lies in the regions; `provinces` are those that were chosen
    whole, by the short names that the registry of sources uses; `names` as they were given."""

    codes: tuple[str, ...] = ()
    provinces: frozenset[str] = frozenset()
    names: tuple[str, ...] = ()
    everywhere: bool = False

    def has(self, region_code: str, region: str = "") -> bool:
        """Whether a place of this code, or where none is known of this province, is meant."""
        return self.everywhere or (region_code.startswith(self.codes) if region_code else region in self.provinces)

    def has_portal(self, portal: Portal) -> bool:
        """Whether a portal is meant."""
        if portal.region_code or self.everywhere:
            return self.has(portal.region_code)
        return any(portal.lies_in(name) for name in self.names)


def chosen(names: Iterable[str], known: Gazetteer) -> Chosen:
    """The regions of these names (江苏省, 江苏, 南京市) or codes (32, 320100). Raises RegionError."""
    codes: list[str] = []
    given = tuple(names)
    if EVERYWHERE in given:
        return Chosen(names=given, everywhere=True)
    for name in given:
        places = {place.code for place in known.by_name.get(name, ())} | {
            code for code in known.by_code if code == name
        }
        found = {_beginning(code) for code in places}
        if name.isdecimal() and len(name) in (2, 4) and any(code.startswith(name) for code in known.by_code):
            found = {name}
        if not found:
            raise RegionError(f"no region is called {name}: give a name (江苏省) or the beginning of a code (32, 3201)")
        codes += sorted(found)
    whole = (place for place in known.by_code.values() if place.level == PROVINCE and _beginning(place.code) in codes)
    return Chosen(tuple(codes), frozenset(place.short for place in whole), given)


def _beginning(code: str) -> str:
    """What the codes of all places in a region begin with."""
    return code[:2] if code.endswith("0000") else code[:4] if code.endswith("00") else code
