"""Make `host_regions.csv` from the sources and the register: which region a host tells.

    python data/build_hosts.py

A host tells the smallest region in which all registered agencies lie that publish there.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

from xxgk.flows.crawl.finding.sources import NOT_CRAWLED
from xxgk.schema.agencies import host_of, name_key, registry

HERE = Path(__file__).parent


def main() -> None:
    """Read the sources, write the file beside this one."""
    known = registry()
    codes: dict[str, set[str]] = defaultdict(set)
    with (HERE / "sources.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            entry = known.by_name.get(name_key(row["agency"]))
            if row["kind"] not in NOT_CRAWLED and entry and entry.region_code in known.gazetteer.by_code:
                codes[host_of(row["url"])].add(entry.region_code)
    with (HERE / "host_regions.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(("host", "region_code"))
        for host, held in sorted(codes.items()):
            first, *others = [[region.code for region in known.gazetteer.lineage(code)] for code in sorted(held)]
            common = next((code for code in first if all(code in line for line in others)), "")
            if common:
                writer.writerow((host, common))


if __name__ == "__main__":
    main()
