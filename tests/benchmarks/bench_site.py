"""The explorer of 50,000 made-up reports: how long it takes to make, what its pages weigh over the wire and how soon
they are drawn, and that a night of changes writes only the shards that it touches.

    python -m tests.benchmarks.bench_site [--reports 50000] [--changed 200] [--folder build/site]

Bars: the landing page 100 KB, the page of a report 250 KB, each compressed by a plain web server, drawn within 1 s."""

from __future__ import annotations

import argparse
import gzip
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from tests.benchmarks.bench_warehouse import change, make, seconds
from tests.chromium import Browser, browser
from xxgk.flows.places import Places
from xxgk.flows.release.publish import publish
from xxgk.flows.site import making
from xxgk.flows.warehouse.warehouse import Warehouse

LANDING, REPORT, DRAWN = 100_000, 250_000, 1.0
NEIGHBOURS = 3
"""A changed report touches itself, that of the year after, and perhaps one whose text is like its own."""

ONE = "110000-000003e8"


class _Compressed(SimpleHTTPRequestHandler):
    """A plain web server that compresses what it sends, as they all do."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        body = gzip.compress(path.read_bytes(), 6)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The folder on loopback, for a while; its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Compressed, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def weigh(seen: Browser, address: str) -> tuple[int, float]:
    """Bytes over the wire of a page, opened with nothing kept from before, and the seconds until it is drawn."""
    seen.forget()
    seen.loaded = 0
    took = seconds(lambda: seen.open(address))
    seen.run("1")
    return seen.loaded, took


def main() -> int:
    """Print the figures; 1 where a bar is not met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=50_000)
    parser.add_argument("--changed", type=int, default=200)
    parser.add_argument("--folder", type=Path, default=Path("build/site"))
    parser.add_argument("--keep", action="store_true", help="use what an earlier run made, and leave it")
    given = parser.parse_args()
    places, to = Places(given.folder / "xxgk.duckdb"), given.folder / "explorer"
    missed: list[str] = []

    def tell(what: str, value: float, bar: float | None = None) -> None:
        over = bar is not None and value > bar
        missed.extend([what] if over else [])
        told = f"{value:12,.0f}" if value >= 1000 else f"{value:12.2f}"
        print(f"{what:44} {told}" + (f"   bar {bar:,g}{' MISSED' if over else ''}" if bar else ""), flush=True)

    if not (given.keep and places.published.exists()):
        shutil.rmtree(given.folder, ignore_errors=True)
        given.folder.mkdir(parents=True)
        tell("seconds: make the reports", seconds(lambda: make(places.work, given.reports)))
        tell("seconds: first release", seconds(lambda: publish(places)))
    shutil.rmtree(to, ignore_errors=True)
    made = _made(places, to, tell, "seconds: make the site")
    tell("files", made.files)
    tell("megabytes", sum(path.stat().st_size for path in to.rglob("*") if path.is_file()) / 1e6)
    with tempfile.TemporaryDirectory() as profile, served(to) as address, browser(Path(profile)) as seen:
        for what, part, most in (
            ("landing page", "", LANDING),
            ("page of a report", f"#/report/{ONE}/2021", REPORT),
            ("page of an agency", f"#/agency/{ONE}", None),
            ("page of a province", "#/region/110000", None),
        ):
            size, took = weigh(seen, f"{address}{part}")
            tell(f"bytes: {what}", size, most)
            tell(f"seconds: {what}", took, DRAWN if most else None)
    tell("files written where nothing changed", len(_made(places, to, tell, "seconds: make it again").written), 0.5)
    change(places.work, given.reports, given.changed)
    publish(places)
    again = _made(places, to, tell, f"seconds: after a night of {given.changed} changes")
    written = [name for name in again.written if name.startswith("data/r/")]
    tell("shards of reports written", len(written), NEIGHBOURS * given.changed)
    tell("other files written", len(again.written) - len(written))
    if not given.keep:
        shutil.rmtree(given.folder)
    print("missed: " + ", ".join(missed) if missed else "all bars met")
    return 1 if missed else 0


def _made(places: Places, to: Path, tell: Any, what: str) -> making.SiteMade:
    started = time.perf_counter()
    with Warehouse(places.published, read_only=True) as opened:
        made = making.make(opened, to)
    tell(what, time.perf_counter() - started)
    return made


if __name__ == "__main__":
    sys.exit(main())
