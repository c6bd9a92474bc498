"""The explorer of the shipped samples, with hostile company, and a browser that looks at it."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.chromium import CHROMIUM, browser
from tests.harmful import SAMPLES, harmful
from tests.sql.made import load, report
from xxgk.flows.crawl.kept.archive import Archive
from xxgk.flows.jobs.ingest import Options, ingest
from xxgk.flows.places import Places
from xxgk.flows.release.publish import publish
from xxgk.flows.site.making import SiteAsked, SiteMade, make
from xxgk.flows.warehouse.warehouse import Warehouse

EVIL = "<script>window.lives='name'</script><img src=x onerror=\"window.lives='picture'\">局"
EVIL_ID = "990000-<b>evil</b>"
GIVEN = "t3_requests.granted.total"


@dataclass(frozen=True)
class Explored:
    """A published warehouse, its archive, and the site that was made of it."""

    warehouse: Path
    archive: Path
    to: Path
    made: SiteMade

    def ask(self, sql: str, *parameters: object) -> list[tuple]:
        with Warehouse(self.warehouse, read_only=True) as opened:
            return list(opened.query(sql, parameters).rows)


@pytest.fixture(scope="session")
def explored(tmp_path_factory):
    folder = tmp_path_factory.mktemp("explored")
    places, archive = Places(folder / "xxgk.duckdb"), Archive(folder / "archive")
    archive.open()
    ingest([SAMPLES], places.work, Options(workers=0, archive=archive.folder))
    (folder / "harmful.html").write_bytes(harmful())
    ingest([folder / "harmful.html"], places.work, Options(workers=0, archive=archive.folder))
    evil = report(EVIL_ID, 2023, {GIVEN: 4}, f"{EVIL}</script><svg onload=window.lives='text'>", name=EVIL)
    load(places.work, [evil])
    publish(places)
    to = folder / "site"
    with Warehouse(places.published, read_only=True) as opened:
        made = make(opened, to, SiteAsked(archive))
    return Explored(places.published, archive.folder, to, made)


@pytest.fixture(scope="session")
def seen(tmp_path_factory):
    """A browser; each test opens what it looks at."""
    if not CHROMIUM:
        pytest.skip("no Chromium")
    with browser(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


@pytest.fixture
def page(seen, explored):
    """The landing page, opened as a file by a double click."""
    seen.resize(1280, 900)
    seen.asked.clear()
    seen.said.clear()
    seen.open((explored.to / "index.html").as_uri())
    return seen
