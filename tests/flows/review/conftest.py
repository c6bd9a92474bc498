"""A release with questions in it, and a person to answer them."""

from __future__ import annotations

import shutil
from contextlib import chdir
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.by_people import SAMPLE, refused
from xxgk.flows.crawl.kept.archive import Archive
from xxgk.flows.jobs.heeding import heed
from xxgk.flows.jobs.ingest import Options, ingest
from xxgk.flows.places import Places
from xxgk.flows.release.publish import publish
from xxgk.flows.review.answering import Review
from xxgk.flows.warehouse.warehouse import Warehouse

EVIL = "<script>window.lives=1</script>"


def documents() -> dict[str, bytes]:
    """One row refused on which a rate hangs, one on which none does, and a report whose year is nowhere told."""
    without_year = SAMPLE.read_text("utf-8").replace("2024", "").replace("2025", "")
    other = refused("本年新收").decode().replace("石榴镇", "石竹镇")
    other = other.replace("本年新收政府信息公开申请数量", f"本年新收政府信息公开申请数量{EVIL.replace('<', '&lt;')}", 1)
    return {"row.html": refused(), "other.html": other.encode(), "year.html": without_year.encode()}


SECTION, TITLE = "section.problems", "五、回望与前行"


def odd_title() -> bytes:
    """A report with a title that the form does not know."""
    whole = SAMPLE.read_text("utf-8").replace("石榴镇", "石莲镇")
    return whole.replace("五、存在的主要问题及改进情况", TITLE).encode()


@dataclass
class Bureau:
    """The files, and who answers."""

    folder: Path
    told: list[str] = field(default_factory=list)

    @property
    def places(self) -> Places:
        return Places(self.folder / "xxgk.duckdb")

    @property
    def archive(self) -> Archive:
        return Archive(self.folder / "archive")

    def review(self, who: str = "甲", *, second: bool = False) -> Review:
        return Review(self.places, self.archive, who, second)

    def ingest(self, **documents: bytes) -> None:
        """Hand in documents by the names that they have in this folder, so that it may be copied."""
        (self.folder / "in").mkdir(exist_ok=True)
        for name, data in documents.items():
            (self.folder / "in" / name).write_bytes(data)
        with chdir(self.folder):
            ingest(["in"], self.places.work, Options(workers=0, archive=self.archive.folder))

    def release(self):
        heed(self.places, self.archive, Options(workers=0), self.told.append)
        return publish(self.places)

    def query(self, sql: str) -> list[tuple]:
        with Warehouse(self.places.published, read_only=True) as opened:
            return list(opened.query(sql).rows)


@pytest.fixture(scope="session")
def asked_once(tmp_path_factory):
    """Made once; copied for each test that answers."""
    bureau = Bureau(tmp_path_factory.mktemp("asked"))
    bureau.ingest(**documents())
    publish(bureau.places)
    return bureau


@pytest.fixture
def bureau(asked_once, tmp_path):
    shutil.copytree(asked_once.folder, tmp_path / "bureau", symlinks=True)
    return Bureau(tmp_path / "bureau")
