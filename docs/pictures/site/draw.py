"""Pictures of the explorer and a morning, as Chromium shows the demo's: ``python docs/pictures/site/draw.py DEMO``."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[3]))

from tests.chromium import CHROMIUM, browser
from xxgk.flows.crawl.kept.archive import Archive
from xxgk.flows.site.making import SiteAsked, make
from xxgk.flows.warehouse.warehouse import Warehouse

HERE = Path(__file__).parent
FIGURE = "t3_requests.partially_granted.total"
AGENCY = "示例市青禾区公安局"
WIDE, PHONE = (1280, 820), (390, 780)


def main(demo: Path) -> int:
    """Exit code."""
    if CHROMIUM is None:
        print("no Chromium here: the pictures of the explorer are left as they are", file=sys.stderr)
        return 0
    with TemporaryDirectory() as folder, Warehouse(demo / "xxgk.duckdb", read_only=True) as warehouse:
        make(warehouse, Path(folder, "site"), SiteAsked(Archive(demo / "archive")))
        asked = "SELECT agency_id FROM agency WHERE name = ?"
        agency = warehouse.query(asked, [AGENCY]).rows[0][0]
        views = {
            "figure": (f"#/report/{agency}/2025/{FIGURE}", WIDE),
            "compare": (f"#/compare/{agency}/2024/{agency}/2025", WIDE),
            "build": ("#/build?region=990000&kind=&as=lines&concepts=requests_received,granted,reviews", WIDE),
            "phone": (f"#/agency/{agency}", PHONE),
        }
        with browser(Path(folder, "profile")) as seen:
            seen.open(Path(folder, "site", "index.html").as_uri())
            for name, (view, size) in views.items():
                seen.resize(*size, mobile=size == PHONE)
                seen.go(view)
                if name == "figure":
                    seen.wait("document.querySelector('.source iframe')?.dataset.shown")
                    seen.run("document.querySelector('.beside').scrollTo(0, 9999), 1")
                seen.picture(HERE / f"{name}.png")
            seen.resize(*WIDE)
            seen.open((demo / "xxgk.morning.html").resolve().as_uri(), "!!document.querySelector('main')")
            seen.picture(HERE / "morning.png")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
