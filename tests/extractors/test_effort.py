"""What may have to be recognised, told without reading."""

import pytest

from tests.generate.pdf_file import Page, write
from xxgk.extractors import effort


@pytest.mark.parametrize(
    ("data", "pictures"),
    [
        (b"\x89PNG\r\n\x1a\n", 1),
        (b"II*\x00....", effort.MOST_PAGES),
        (write([Page(), Page(), Page()]), 3),
        (b"%PDF-1.7 broken", 0),
        (b"PK\x03\x04", effort.PAGES_OF_ARCHIVE),
        (b"<html><img src='data:image/png;base64,AA'>" * 2, 2),
        (b"<img src='data:image/png;base64,AA'>" * 999, effort.MOST_PAGES),
        (b"<html><p>text", 0),
        (b"\x89PNG and no more of its sign: no reader takes it for a picture", 0),
        (b" " * 1024 + write([Page()]), 0),  # nor this for a PDF
        (b" \xff\xd8\xff", 1),
    ],
)
def test_pictures_are_counted_with_a_bound(monkeypatch, data, pictures):
    monkeypatch.setattr(effort, "recognises", lambda: True)
    assert effort.pictures_in(data) == pictures


def test_without_the_extra_nothing_is_recognised(monkeypatch):
    monkeypatch.setattr(effort, "recognises", lambda: False)
    assert effort.pictures_in(b"\x89PNG\r\n\x1a\n") == 0
