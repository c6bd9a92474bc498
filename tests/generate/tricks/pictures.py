"""Pictures of print that other programs draw, held against each other: the same digits in the same order, wherever they
stand."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from PIL import Image

INK = 96
"""Brightness (of 255) below which a pixel is ink."""
SCALE = 3
"""Pixels of a picture of a page for one of its own."""
ALIKE = 0.25
"""The share of a digit's ink that may differ: it stands between pixels elsewhere."""


class Sign(NamedTuple):
    """A piece of ink between two empty columns: its upper edge and its pixels."""

    top: int
    picture: Image.Image

    def is_like(self, other: Sign) -> bool:
        """Whether two pieces are the same sign at the same size."""
        (wide, high), (other_wide, other_high) = self.picture.size, other.picture.size
        if abs(wide - other_wide) > 2 or abs(high - other_high) > 2:
            return False
        one, two = (sign.picture.resize((wide, high)) for sign in (self, other))
        differing = sum(abs(a - b) > 128 for a, b in zip(one.tobytes(), two.tobytes(), strict=True))
        return differing <= ALIKE * sum(pixel < 128 for pixel in one.tobytes()) + 2


def signs(picture: Image.Image) -> list[Sign]:
    """The pieces of ink of a picture from left to right."""
    ink = picture.convert("L").point(lambda brightness: 0 if brightness < INK else 255)
    wide, high = ink.size
    columns = [min(ink.crop((x, 0, x + 1, high)).tobytes()) == 0 for x in range(wide)]
    found, start = [], None
    for x, has_ink in enumerate([*columns, False]):
        if has_ink and start is None:
            start = x
        elif not has_ink and start is not None:
            column = ink.crop((start, 0, x, high))
            _, top, _, bottom = Image.eval(column, lambda brightness: 255 - brightness).getbbox()
            found.append(Sign(top, column.crop((0, top, x - start, bottom))))
            start = None
    return found


def are_alike(one: Sequence[Sign], other: Sequence[Sign]) -> bool:
    """Whether two pictures show the same signs."""
    return len(one) == len(other) and all(a.is_like(b) for a, b in zip(one, other, strict=True))


def have_note(one: Sequence[Sign], plain: Sequence[Sign]) -> bool:
    """Whether a picture shows the signs of a plain one and smaller or raised ones behind them."""
    own, rest = one[: len(plain)], one[len(plain) :]
    lines = [sign.top + sign.picture.size[1] for sign in plain]
    highs = [sign.picture.size[1] for sign in plain]
    return (
        bool(rest)
        and are_alike(own, plain)
        and all(s.picture.size[1] < 0.85 * max(highs) or abs(s.top + s.picture.size[1] - max(lines)) > 2 for s in rest)
    )


def ink_of(found: Sequence[Sign]) -> int:
    """How many pixels of ink there are."""
    return sum(sign.picture.tobytes().count(0) for sign in found)


def of_page(html: str, width: int, height: int) -> Image.Image:
    """What Chromium shows of a page."""
    with tempfile.TemporaryDirectory() as folder:
        page, shot = Path(folder) / "page.html", Path(folder) / "shot.png"
        page.write_text(html, "utf-8")
        subprocess.run(
            [CHROMIUM or "", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
             f"--force-device-scale-factor={SCALE}", "--disable-lcd-text", f"--window-size={width},{height}",
             f"--screenshot={shot}", f"--user-data-dir={folder}/profile", page.as_uri()],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        with Image.open(shot) as picture:
            return picture.convert("L")


def of_pdf(data: bytes) -> list[Image.Image]:
    """What poppler shows of the pages of a PDF."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "file.pdf"
        file.write_bytes(data)
        subprocess.run(
            [POPPLER or "", "-r", str(72 * SCALE), "-gray", "-png", file, Path(folder) / "page"],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        pictures = []
        for path in sorted(Path(folder).glob("page-*.png")):
            with Image.open(path) as picture:
                pictures.append(picture.convert("L"))
        return pictures


def of_word(data: bytes) -> list[Image.Image]:
    """What LibreOffice prints of a Word package."""
    return of_pdf(printed_by_office(data, "file.docx"))


def words_of_pdf(data: bytes) -> list[list[str]]:
    """The words of a PDF, line by line, as poppler tells them."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "file.pdf"
        file.write_bytes(data)
        told = subprocess.run(
            [POPPLER_TEXT or "", "-layout", file, "-"], check=True, capture_output=True, timeout=120
        ).stdout
        return [line.split() for line in told.decode().splitlines() if line.strip()]


def printed_by_office(data: bytes, name: str) -> bytes:
    """The PDF that LibreOffice makes of a file."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / name
        file.write_bytes(data)
        subprocess.run(
            [OFFICE or "", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "pdf",
             "--outdir", folder, file],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip
        return file.with_suffix(".pdf").read_bytes()


OFFICE = shutil.which("soffice")
POPPLER = shutil.which("pdftoppm")
POPPLER_TEXT = shutil.which("pdftotext")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
