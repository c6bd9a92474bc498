import io
import zipfile

import pytest

from tests.flows.crawl.nights import Nights
from tests.portal import serve
from tests.portal.families.static import trs
from tests.portal.reports import Report
from tests.portal.season import FIRST
from tests.portal.site import Site
from xxgk.extractors.publication.publication import extract_publication
from xxgk.flows.crawl.pages.unpack import members

OFFICES = ("示例市青禾区司法局", "示例市青禾区公安局", "示例市青禾区教育局")
ARCHIVE = Report("示例市青禾区", 2024, "zip", titled="青禾区各部门2024年政府信息公开工作年度报告", others=OFFICES)


def packed(**files):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


def test_the_documents_of_an_archive():
    assert [name for name, _ in members(ARCHIVE.content(FIRST), 9)] == [
        f"{office}2024年政府信息公开工作年度报告.docx" for office in OFFICES
    ]
    assert len(members(ARCHIVE.content(FIRST), 2)) == 2


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04 broken",
        b"<html></html>",
        packed(**{"a.docx": b"one alone"}),
        packed(**{"a.exe": b"x", "b.txt": b"y", "__MACOSX/a.pdf": b"z", "c.pdf": b"one alone"}),
        Report(OFFICES[0], 2024, "docx").content(FIRST),
    ],
)
def test_what_is_not_unpacked(data):
    assert members(data, 9) == ()


def test_every_report_of_an_archive_is_kept_and_read(tmp_path):
    site = Site("www.qinghe.test", trs, "/nb/index.html", "trs", (ARCHIVE,))
    with serve(FIRST, (site,), ()) as portal:
        nights = Nights(portal, tmp_path)
        nights.run()
    parts = nights.rows("SELECT sha256, name FROM page_part ORDER BY position")
    assert len(parts) == 4
    documents = [(nights.archive.get(sha256), name) for sha256, name in parts]
    main = nights.archive.get(nights.rows("SELECT sha256 FROM page_version")[0][0])
    reports = extract_publication([(main, "page.html"), *documents])
    loaded = {report.agency.name for report in reports if report.outcome.startswith("loaded")}
    assert loaded == set(OFFICES)
