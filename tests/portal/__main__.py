"""``python -m tests.portal [DAY]``: serves the portal as on a day (YYYY-MM-DD) until it is interrupted."""

from __future__ import annotations

import sys
import time
from datetime import date

from tests.portal.season import FIRST, serve


def main() -> None:
    """Prints where each virtual host answers."""
    today = date.fromisoformat(sys.argv[1]) if len(sys.argv) > 1 else FIRST
    with serve(today) as portal:
        print(f"{today} on {portal.address[0]}:{portal.port}; ask with the Host header of one of", flush=True)
        for site in portal.sites.values():
            print(f"  {site.url}", flush=True)
        try:
            while True:
                time.sleep(3600)
        except KeyboardInterrupt:
            pass


if __name__ == "__main__":
    main()
