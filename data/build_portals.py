"""Make `portals.csv` from a list of portals: a table with the columns region (names from the province on, parted by /),
name, url, access, effective_url, disclosure_url, checked.

    python data/build_portals.py LIST.csv

Only facts are taken. The region's code is that of the last name, in the regions that the names before it tell; a name
that is no region (a corps, a grouping) is passed over. What has none is printed and stands without a code.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

from xxgk.flows.crawl.finding.portals import COLUMNS
from xxgk.schema.regions import Gazetteer, gazetteer

HERE = Path(__file__).parent


def region_code(names: str, known: Gazetteer) -> str:
    """The code of the place that a chain of names ends in; empty where no one place of the gazetteer has it."""
    *above, last = names.split("/")
    for count in range(len(above), -1, -1):
        codes = {place.code for place in known.by_name.get(last, ()) if _lies(place.code, above[:count], known)}
        in_force = {code for code in codes if any(_is_now(code, last, known))}
        if found := in_force or codes:
            return found.pop() if len(found) == 1 else ""
        if not above:
            break
    return ""


def _lies(code: str, above: list[str], known: Gazetteer) -> bool:
    """Whether the names above a place are those of regions above it, in order."""
    names = [region.name for region in known.lineage(code)][1:]
    return all(name in names for name in above) if above else len(names) == 0


def _is_now(code: str, name: str, known: Gazetteer) -> Iterator[bool]:
    return (not place.until for place in known.by_name[name] if place.code == code)


def main(given: Path) -> None:
    """Write the file beside this one."""
    known = gazetteer()
    with given.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    with (HERE / "portals.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(COLUMNS)
        for row in rows:
            code = region_code(row["region"], known)
            if not code:
                print(f"no region: {row['region']} {row['url']}")
            writer.writerow((code, *(row[name] for name in COLUMNS[1:])))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
