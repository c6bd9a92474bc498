"""Pages of refused scans are kept for a person to look at, once, and only theirs."""

from dataclasses import replace

import pytest

from tests.flows import fakes
from xxgk.flows.reading.page_images import keep_pages
from xxgk.schema.report import INFO, QUARANTINED, Finding, Part

SCAN = replace(fakes.extract("甲局|2022||5".encode(), "a.pdf"), reader="ocr")


@pytest.fixture
def drawn(monkeypatch):
    """Counts what is drawn in place of the reader of scans."""
    drawn = []

    def page_images(data):
        drawn.append(data)
        yield data + b"1"
        if data == b"broken":
            raise OSError("disk full")
        yield data + b"2"

    monkeypatch.setattr("xxgk.flows.reading.page_images.page_images", page_images)
    return drawn


def test_the_pages_of_a_refused_scan_are_kept_once(tmp_path, drawn):
    refused = replace(SCAN, outcome=QUARANTINED)
    for _ in range(2):
        keep_pages(tmp_path, refused, {SCAN.sha256: b"x"})
    assert {path.name: path.read_bytes() for path in (tmp_path / SCAN.sha256).iterdir()} == {
        "1.png": b"x1",
        "2.png": b"x2",
    }
    assert drawn == [b"x"]
    assert [path.name for path in tmp_path.iterdir()] == [SCAN.sha256]


def test_a_refused_table_is_reason_enough_and_of_parts_too(tmp_path, drawn):
    part = Part("b.png", "b" * 64, "image/png", "ocr", (), "loaded")
    found = (Finding("TABLE_QUARANTINED", INFO, "t3", "not confirmed"),)
    keep_pages(
        tmp_path, replace(SCAN, reader="html", parts=(part,), findings=found), {SCAN.sha256: b"x", "b" * 64: b"y"}
    )
    assert [path.name for path in tmp_path.iterdir()] == ["b" * 64]


def test_what_was_loaded_or_is_no_scan_is_not_kept(tmp_path, drawn):
    keep_pages(tmp_path, SCAN, {SCAN.sha256: b"x"})
    keep_pages(tmp_path, replace(SCAN, reader="pdf", outcome=QUARANTINED), {SCAN.sha256: b"x"})
    assert drawn == []


def test_pages_that_cannot_be_kept_leave_nothing_half_done(tmp_path, drawn):
    keep_pages(tmp_path, replace(SCAN, outcome=QUARANTINED), {SCAN.sha256: b"broken"})
    assert list(tmp_path.iterdir()) == []
