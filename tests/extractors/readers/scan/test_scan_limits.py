"""Picture files that must not be read: each is refused with one clear reason. Needs the ocr extra, but recognises
nothing."""

import io
import struct
import zlib

import pytest

pytest.importorskip("rapidocr", reason="needs the ocr extra (pip install 'xxgk[ocr]')")
from PIL import Image

from xxgk.extractors.readers.scan import reader as scan
from xxgk.schema.document import Unreadable


def saved(width, height, kind="PNG", **options):
    out = io.BytesIO()
    Image.new("L", (width, height), 255).save(out, kind, **options)
    return out.getvalue()


def png_header(width, height):
    """A PNG that only claims its size."""
    chunk = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk)) + b"\0\0\0\x09IDAT"
    )


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "damaged"),
        (saved(900, 1200)[:-40], "damaged"),
        (saved(900, 1200, "JPEG")[:200], "damaged"),
        (png_header(60_000, 60_000), "too many pixels"),
        (png_header(9_500, 9_000), "measures 9,500 by 9,000"),
        (saved(200, 300), "measures only"),
        (saved(400, 6000), "measures"),
        (b"II*\x00" + b"\xff" * 60, "damaged"),
    ],
)
def test_a_hostile_picture_is_refused(data, reason):
    with pytest.raises(Unreadable, match=reason):
        scan.read(data)


def test_a_tiff_of_too_many_frames_is_refused():
    frames = [Image.new("1", (400, 400)) for _ in range(scan.MOST_PAGES + 1)]
    out = io.BytesIO()
    frames[0].save(out, "TIFF", save_all=True, append_images=frames[1:])
    with pytest.raises(Unreadable, match="41 frames"):
        scan.read(out.getvalue())


def test_page_images_show_every_frame_as_png():
    images = list(scan.page_images(saved(600, 800, "JPEG")))
    assert [Image.open(io.BytesIO(image)).size for image in images] == [(600, 800)]


def test_empty_paper_is_refused_without_looking_for_words(monkeypatch):
    monkeypatch.delattr(scan, "words_of")
    with pytest.raises(Unreadable, match="nothing is printed"):
        scan.read(saved(600, 800))


def test_transparent_ground_is_white_paper():
    out = io.BytesIO()
    Image.new("RGBA", (600, 800), (0, 0, 0, 0)).save(out, "PNG")
    assert scan._frames(out.getvalue())[1][0].min() == 255
