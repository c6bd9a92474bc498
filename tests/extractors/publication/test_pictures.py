"""Tables that a page shows as pictures: read where the ocr extra is installed, else refused with that reason."""

import base64
import io

import pytest

from tests.extractors.publication.test_publication import NARRATIVE, TABLES, cells, one, page, word
from xxgk.extractors.document import read
from xxgk.extractors.locate import locate
from xxgk.extractors.publication.publication import extract_publication
from xxgk.extractors.readers.paper import scans as ocr_extra
from xxgk.schema.document import Unreadable
from xxgk.schema.refusal import OCR
from xxgk.schema.report import LOADED, QUARANTINED

PNG = b"\x89PNG\r\n\x1a\n" + b"x" * 9000


def embedded(*pictures):
    """The narrative page with pictures held in itself."""
    data, source = page(NARRATIVE)
    shown = b"".join(b"<img src='data:image/png;base64,%s'>" % base64.b64encode(picture) for picture in pictures)
    return data.replace(b"</body>", shown + b"</body>"), source


@pytest.fixture
def without_ocr(monkeypatch):
    def scan():
        raise Unreadable(f"a scan: {ocr_extra.NEEDED}", (OCR,))

    monkeypatch.setattr(ocr_extra, "scan", scan)


def test_a_page_tells_its_pictures_and_leaves_ornaments_out():
    images = (
        "<img src='icon.gif' width=16><img data-src='a.png' src='load.gif'><img src='data:image/png;base64,AAAA'>"
        f"<img src='data:image/png;base64,{base64.b64encode(PNG).decode()}'><img>"
    )
    pictures = read(f"<html><p>text</p>{images}</html>".encode()).pictures
    assert [(picture.source, picture.locator, len(picture.data)) for picture in pictures] == [
        ("a.png", "html:img[2]", 0),
        ("", "html:img[4]", len(PNG)),
    ]


def test_a_saved_page_holds_its_pictures():
    saved = (
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n"
        b"--B\r\nContent-Type: text/html\r\nContent-Location: http://a.gov.cn/x/p.html\r\n\r\n"
        b"<html><p>text</p><img src='i.png'><img src='cid:7'></html>\r\n"
        b"--B\r\nContent-Type: image/png\r\nContent-Location: http://a.gov.cn/x/i.png\r\n\r\none\r\n"
        b"--B\r\nContent-Type: image/png\r\nContent-ID: <7>\r\n\r\ntwo\r\n--B--\r\n"
    )
    assert [picture.data.strip() for picture in read(saved).pictures] == [b"one", b"two"]


@pytest.mark.usefixtures("without_ocr")
@pytest.mark.parametrize("documents", [(embedded(PNG),), (page(NARRATIVE), (PNG, "t.png"))])
def test_without_the_extra_tables_in_pictures_are_refused_with_that_reason(documents):
    report = one(*documents)
    assert report.outcome == QUARANTINED
    assert report.reason.endswith(f"its tables may be pictures: {ocr_extra.NEEDED}")
    assert report.needs == (OCR,)


@pytest.mark.usefixtures("without_ocr")
def test_pictures_are_not_looked_at_where_no_table_is_missing():
    report = one(page(NARRATIVE), word(TABLES), (PNG, "photo.png"))
    assert (report.outcome, [part.outcome for part in report.parts]) == (LOADED, [LOADED, LOADED])


def test_a_page_alone_tells_that_its_pictures_are_missing():
    data, source = page(NARRATIVE)
    report = one((data.replace(b"</body>", b"<img src='/a/t.png'></body>"), source))
    assert report.reason.endswith("its page shows pictures, which were not handed in")


@pytest.mark.ocr
def test_tables_in_pictures_within_the_page_and_beside_it_are_read():
    pytest.importorskip("cv2", reason="needs the ocr extra (pip install 'xxgk[ocr]')")
    scan = pytest.importorskip("tests.generate.render_scan")
    if scan.missing():
        pytest.skip(scan.missing())
    pictures = []
    for drawn in scan.pages(TABLES):
        kept = io.BytesIO()
        drawn.save(kept, "PNG")
        pictures.append(kept.getvalue())
    (report,) = extract_publication([embedded(pictures[0]), *((data, "p.png") for data in pictures[1:])])
    expected = cells(one(word(TABLES)))
    assert {code: raw for code, raw in cells(report).items() if expected[code] != raw} == {}
    assert {figure.document for figure in report.figures} == {"", *(part.sha256 for part in report.parts)}
    inside = next(figure for figure in report.figures if not figure.document)
    assert inside.locator.startswith("html:img[")
    assert locate(embedded(pictures[0])[0], inside.locator) == inside.raw
