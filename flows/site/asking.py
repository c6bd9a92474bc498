"""A page with SQL in the browser: DuckDB as WebAssembly, and the views to begin with as a file that it can open."""

from __future__ import annotations

from pathlib import Path

from xxgk.flows.site.folder import SiteError, SiteFolder
from xxgk.flows.warehouse.warehouse import Warehouse

ENGINE = {
    "arrow.js": "apache-arrow/Arrow.es2015.min.js",
    "duckdb.js": "@duckdb/duckdb-wasm/dist/duckdb-browser.cjs",
    "worker.js": "@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js",
    "duckdb.wasm": "@duckdb/duckdb-wasm/dist/duckdb-eh.wasm",
}
"""What the page needs of a folder ``node_modules``, by the name that it has in the site."""

STORAGE = "v1.2.0"
"""Storage version of the file: engines for browsers are some versions behind ours."""

STATIC = Path(__file__).with_name("asking_static")

FILE = "engine/xxgk.duckdb"
TOO_LONG = ("current_figure",)
"""Views that are too long for a browser."""


def write_engine(warehouse: Warehouse, folder: SiteFolder, engine: Path, release: int, before: int) -> None:
    """Put the engine and the views into the site; the file of the views only where it is of another release than
    `before`. Raises SiteError where the engine is not there."""
    found = next((place for place in (engine, engine / "node_modules") if (place / "@duckdb").is_dir()), None)
    missing = [name for name in ENGINE.values() if found is None or not (found / name).is_file()]
    if found is None or missing:
        raise SiteError(
            f"{engine} has no {missing[0]}: name the folder in which `npm install @duckdb/duckdb-wasm` was run"
        )
    for name, source in ENGINE.items():
        folder.file(f"engine/{name}", (found / source).read_bytes())
    for path in sorted(STATIC.iterdir()):
        folder.file(path.name, path.read_bytes())
    rows = warehouse.query("SELECT name, about_zh, about, query FROM start_here ORDER BY position").rows
    shown = [row for row in rows if row[0] not in TOO_LONG]
    folder.data("views", shown)
    path = folder.to / FILE
    if release != before or not path.is_file():
        warehouse.copy_tables([row[0] for row in shown], path, STORAGE)
        folder.written.append(FILE)
