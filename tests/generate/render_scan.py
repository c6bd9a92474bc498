"""A scan of a printed report: pages drawn by hand, then turned a little, dirtied and saved as JPEG within a PDF.

Needs Pillow, NumPy and a font with Chinese characters (`FONTS`); `available` tells what is missing. The pages are drawn
from the laid-out form, without any other program, so that a scan costs a tenth of a second and no LibreOffice.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from random import Random
from typing import Any

from tests.generate.document import Document, Grid, Heading, laid_out

FONTS = (
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
)
DPI = 200
WIDTH, HEIGHT, MARGIN = 1654, 2339, 180  # A4 at 200 dpi
TEXT, CELL, TITLE = 40, 25, 56  # sizes of print in pixels
LEADING = 1.6
LABELS = {4: (0.4, 0.2, 0.2, 0.2), 10: (0.06, 0.08, 0.23, *(0.09,) * 7), 15: (1 / 15,) * 15}


@dataclass(frozen=True)
class Wear:
    """How bad a scan is: degrees of turn at most, standard deviation of grey noise, blur, JPEG quality, rule width."""

    turn: float = 1.0
    noise: float = 8.0
    blur: float = 0.6
    quality: int = 60
    rule: int = 2


def missing() -> str:
    """What a machine lacks to make scans; empty where nothing."""
    for module in ("PIL", "numpy"):
        if find_spec(module) is None:
            return f"{module} is not installed"
    return "" if _font_path() else "no Chinese font (Debian: fonts-wqy-microhei)"


def _font_path() -> str:
    return next((path for path in FONTS if Path(path).exists()), "")


def scan_pdf(document: Document, rng: Random, wear: Wear = Wear()) -> bytes:
    """A PDF whose pages are pictures."""
    first, *rest = [_worn(page, rng, wear) for page in pages(document, wear)]
    out = io.BytesIO()
    first.save(out, "PDF", save_all=True, append_images=rest, resolution=DPI, quality=wear.quality)
    return out.getvalue()


def scan_images(document: Document, rng: Random, wear: Wear = Wear(), kind: str = "TIFF") -> bytes:
    """A picture file: every page as a frame of a TIFF, or the page with most ink as PNG or JPEG."""
    frames = [_worn(page, rng, wear) for page in pages(document, wear)]
    out = io.BytesIO()
    if kind == "TIFF":
        frames[0].save(out, "TIFF", save_all=True, append_images=frames[1:], compression="tiff_lzw", dpi=(DPI, DPI))
    else:
        frames[0].save(out, kind, quality=wear.quality, dpi=(DPI, DPI))
    return out.getvalue()


def _worn(page: Any, rng: Random, wear: Wear) -> Any:
    import numpy as np
    from PIL import Image, ImageFilter

    turned = page.rotate(rng.uniform(-wear.turn, wear.turn), resample=Image.Resampling.BICUBIC, fillcolor=255)
    grey = np.asarray(turned.filter(ImageFilter.GaussianBlur(wear.blur)), dtype=np.float32)
    noise = np.random.default_rng(rng.getrandbits(32)).normal(0, wear.noise, grey.shape)
    dirty = Image.fromarray(np.clip(grey * 0.92 + 10 + noise, 0, 255).astype(np.uint8))
    out = io.BytesIO()
    dirty.save(out, "JPEG", quality=wear.quality)
    return Image.open(io.BytesIO(out.getvalue()))


# -------------------------------------------------------------------------------------------------------------- drawing


class _Printer:
    """Pages that fill up from top to bottom."""

    def __init__(self, rule: int) -> None:
        from PIL import Image, ImageDraw, ImageFont

        self.image, self.draw_on, self.font_of = Image, ImageDraw, ImageFont
        self.fonts: dict[int, Any] = {}
        self.rule = rule
        self.pages: list[Any] = []
        self.turn_page()

    def turn_page(self) -> None:
        self.pages.append(self.image.new("L", (WIDTH, HEIGHT), 255))
        self.pen = self.draw_on.Draw(self.pages[-1])
        self.y = MARGIN

    def font(self, size: int) -> Any:
        if size not in self.fonts:
            self.fonts[size] = self.font_of.truetype(_font_path(), size)
        return self.fonts[size]

    def wrapped(self, text: str, size: int, width: float, indent: float = 0) -> list[str]:
        """The lines in which a text stands in a column."""
        lines = [""]
        room = width - indent
        for character in text:
            if character == "\n" or self.font(size).getlength(lines[-1] + character) > room:
                lines.append("")
                room = width
            lines[-1] += character.strip("\n")
        return lines

    def paragraph(self, text: str, size: int, indent: float = 0, centred: bool = False) -> None:
        for number, line in enumerate(self.wrapped(text, size, WIDTH - 2 * MARGIN, indent)):
            if self.y + size * LEADING > HEIGHT - MARGIN:
                self.turn_page()
            length = self.font(size).getlength(line)
            x = (WIDTH - length) / 2 if centred else MARGIN + (0 if number else indent)
            self.pen.text((x, self.y), line, font=self.font(size), fill=0)
            self.y += int(size * LEADING)

    def grid(self, grid: Grid) -> None:
        """A ruled table; a page break falls between rows, and cells that hang over it are cut."""
        shares = LABELS.get(grid.width, (1 / grid.width,) * grid.width)
        edges = [MARGIN + round((WIDTH - 2 * MARGIN) * sum(shares[:n]) / sum(shares)) for n in range(grid.width + 1)]
        lines = laid_out(grid)
        heights = [self._height(line, edges) for line in lines]
        start = 0
        while start < len(lines):
            end, y = start, self.y
            while end < len(lines) and y + heights[end] <= HEIGHT - MARGIN:
                y += heights[end]
                end += 1
            if end > start:
                self._part(lines, heights, edges, start, end)
                start = end
            if start < len(lines):
                self.turn_page()
        self.y += TEXT

    def _height(self, line: Any, edges: list[int]) -> int:
        tallest, column = 1, 0
        for cell, _ in line:
            if cell.rowspan == 1:
                width = edges[column + cell.colspan] - edges[column] - 12
                tallest = max(tallest, len(self.wrapped(cell.printed, CELL, width)))
            column += cell.colspan
        return int(tallest * CELL * 1.25) + 22

    def _part(self, lines: Any, heights: list[int], edges: list[int], start: int, end: int) -> None:
        tops = [self.y]
        for height in heights[start:end]:
            tops.append(tops[-1] + height)
        done: set[tuple[int, int]] = set()
        opened: dict[int, int] = {}
        for row in range(len(lines[:end])):
            column = 0
            for cell, here in lines[row]:
                opened[column] = row if here else opened[column]
                key = (opened[column], column)
                if row >= start and key not in done:
                    done.add(key)
                    last = min(key[0] + cell.rowspan, end)
                    box = (edges[column], tops[row - start], edges[column + cell.colspan], tops[last - start])
                    self._cell(box, cell.printed if key[0] == row else "", cell.kind)
                column += cell.colspan
        self.y = tops[-1]

    def _cell(self, box: tuple[int, int, int, int], text: str, kind: str) -> None:
        x0, top, x1, bottom = box
        self.pen.rectangle(box, outline=0, width=self.rule)
        size = CELL if kind != "value" else self._fitting(text, x1 - x0 - 12)
        lines = self.wrapped(text, size, x1 - x0 - 12)
        y = (top + bottom) / 2 - len(lines) * CELL * 1.25 / 2
        for line in lines:
            length = self.font(size).getlength(line)
            x = (x0 + x1 - length) / 2 if kind != "label" else x0 + 6
            self.pen.text((x, y), line, font=self.font(size), fill=0)
            y += CELL * 1.25

    def _fitting(self, text: str, width: float) -> int:
        """The size at which a value fits into its cell, so that no number is broken over lines."""
        return next((size for size in range(CELL, 15, -1) if self.font(size).getlength(text) <= width), CELL)


def pages(document: Document, wear: Wear = Wear()) -> Iterator[Any]:
    """The clean pages, as grey Pillow images."""
    printer = _Printer(wear.rule)
    for line in document.title:
        printer.paragraph(line, TITLE, centred=True)
    for block in document.blocks:
        if isinstance(block, Grid):
            printer.grid(block)
        elif isinstance(block, Heading):
            printer.paragraph(block.number + block.text, TEXT, 2 * TEXT)
        else:
            printer.paragraph(block.text, TEXT, 2 * TEXT)
    yield from printer.pages
