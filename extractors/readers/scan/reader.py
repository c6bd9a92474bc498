"""The reader of scans and pictures: every page is set straight, its rules and words made a `Page` like that of a PDF.

From there on a scan goes the way of every PDF: grids, tables over page breaks, paragraphs. What is added here is doubt.
Words go to the cell that holds their characters; a word that reaches over a rule is not believed, and a cell that shows
ink but got no word is read again by itself. Every cell that may hold a figure is read twice, once with the page and
once alone, and where the two differ a third reading decides but leaves the cell doubtful. Ink that nobody can read
becomes `UNKNOWN`, so that it can never pass for a blank.

Positions are in points on the page set straight; a picture file counts as a page `PICTURE_WIDTH` points wide.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import cv2
import numpy as np
import pypdfium2 as pdfium
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from xxgk.extractors.readers.paper.blocks import content_of
from xxgk.extractors.readers.paper.cell_words import CellWords, agreed, characters_of, cleared
from xxgk.extractors.readers.paper.lines import Glyph
from xxgk.extractors.readers.paper.page import Page
from xxgk.extractors.readers.paper.ruling_grid import Box, Grid, Ruling, grids_of
from xxgk.extractors.readers.paper.scans import MOST_PAGES, MOST_PIXELS
from xxgk.extractors.readers.pdf import reader as pdf
from xxgk.extractors.readers.scan.ocr import lines_alone, words_of
from xxgk.extractors.readers.scan.rules import SHORT_SIDE, Drawing, Pixels, drawing_of, lines_in, sized, straightened
from xxgk.extractors.readers.seen import UNKNOWN
from xxgk.schema.containers import IMAGE, PDF, containers
from xxgk.schema.document import OCR_READER, Block, Content, Paragraph, Unreadable

PICTURE_WIDTH = 595.0
LONGEST = 12  # times the short side
SMALLEST = 300  # pixels of the short side
NARROWEST_TABLE = 80.0  # points; what has no two rules as long is strokes of characters, or a seal
MEDIA_TYPES = {kind.name.upper(): kind.media_type for kind in containers().values() if kind.reader == IMAGE}
_WAYS = ((0.25, 1.0), (0.5, 2.0))  # (margin in heights of the line, magnification) of the readings of a cell alone


def read(data: bytes) -> Content:
    """The blocks of a picture file, each frame a page. Raises Unreadable: damaged, too large, without print."""
    media_type, frames = _frames(data)
    pages = [page_of(frame, number, PICTURE_WIDTH) for number, frame in enumerate(frames, 1)]
    content = content_of(pages, OCR_READER, media_type)
    return replace(content, blocks=tuple(map(_of_image, content.blocks)))


def pages_of_pdf(data: bytes, numbers: Iterable[int]) -> dict[int, Page]:
    """Some pages (from 1) of a PDF, read as pictures. Raises Unreadable where they are too many."""
    wanted = sorted(numbers)
    if len(wanted) > MOST_PAGES:
        raise Unreadable(f"a scan of {len(wanted)} pages; the limit is {MOST_PAGES}")
    return {number: page_of(picture, number, width) for number, picture, width in _rendered(data, wanted)}


def page_images(data: bytes) -> Iterator[bytes]:
    """Every page of a scanned PDF or picture file as a PNG, for a person to look at. Raises Unreadable."""
    pictures: Iterable[Pixels]
    if containers()[PDF].begun_by(data):
        document = pdf.open_document(data)
        count = min(len(document), MOST_PAGES)
        document.close()
        pictures = (picture for _, picture, _ in _rendered(data, range(1, count + 1)))
    else:
        pictures = _frames(data)[1]
    for picture in pictures:
        done, encoded = cv2.imencode(".png", picture)
        if done:
            yield encoded.tobytes()


def _rendered(data: bytes, numbers: Iterable[int]) -> Iterator[tuple[int, Pixels, float]]:
    """``(number, picture, width in points)`` of pages of a PDF."""
    document = pdf.open_document(data)
    try:
        for number in numbers:
            page = document[number - 1]
            try:
                width, height = page.get_size()
                if max(width, height) > LONGEST * min(width, height):
                    raise Unreadable(f"page {number} is a strip of {width:.0f} by {height:.0f} points")
                bitmap = page.render(scale=SHORT_SIDE / min(width, height), grayscale=True)
                yield number, bitmap.to_numpy().copy(), width
                bitmap.close()
            finally:
                page.close()
    except pdfium.PdfiumError as error:
        raise Unreadable("a page of the PDF is damaged") from error
    finally:
        document.close()


def _frames(data: bytes) -> tuple[str, list[Pixels]]:
    """The media type of a picture file and its frames, in grey, as they are meant to be looked at."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data), formats=tuple(MEDIA_TYPES))
            count: int = getattr(image, "n_frames", 1)
            if count > MOST_PAGES:
                raise Unreadable(f"a picture of {count} frames; the limit is {MOST_PAGES}")
            frames = [_frame(frame) for frame in ImageSequence.Iterator(image)]
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Unreadable("the picture has too many pixels") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise Unreadable("the picture is damaged") from error
    return MEDIA_TYPES.get(image.format or "", MEDIA_TYPES["JPEG"]), frames  # MPO: several JPEG


def _frame(frame: Image.Image) -> Pixels:
    width, height = frame.size
    short, long = sorted((width, height))
    if width * height > MOST_PIXELS or long > LONGEST * short:
        raise Unreadable(f"the picture measures {width:,} by {height:,} pixels")
    if short < SMALLEST:
        raise Unreadable(f"the picture measures only {width} by {height} pixels")
    upright: Image.Image = ImageOps.exif_transpose(frame)
    if upright.has_transparency_data:
        page = Image.new("RGBA", upright.size, "white")
        page.alpha_composite(upright.convert("RGBA"))
        upright = page
    return np.asarray(upright.convert("L"))


def _of_image(block: Block) -> Block:
    def renamed(locator: str) -> str:
        return locator.replace("pdf:", "image:", 1)

    if isinstance(block, Paragraph):
        return replace(block, locator=renamed(block.locator))
    rows = tuple(tuple(cell._replace(locator=renamed(cell.locator)) for cell in row) for row in block.rows)
    return replace(block, rows=rows, locator=renamed(block.locator))


# ------------------------------------------------------------------------------------------------------------- one page


def page_of(picture: Pixels, number: int, width: float) -> Page:
    """A picture of a page as a page of print and rules; `width` is the page's in points."""
    straight, _ = straightened(sized(picture))
    drawing = drawing_of(straight)
    unit = width / straight.shape[1]
    page = Page(number, width, straight.shape[0] * unit, scanned=True)
    if not drawing.ink.any():
        return page
    grids = _grids(drawing, unit, page)
    readings, outside = cleared(grids, [characters_of(word, unit) for word in words_of(straight)])
    _read_alone(straight, drawing, unit, grids, readings)
    page.glyphs = [*outside, *_printed(grids, readings)]
    page.shown = len(page.glyphs)
    return page


def _grids(drawing: Drawing, unit: float, page: Page) -> list[Grid]:
    """The tables of the page, whose rules are noted on it."""

    def points(rulings: Sequence[Ruling]) -> list[Ruling]:
        return [Ruling(*(side * unit for side in ruling)) for ruling in rulings]

    across, down = points(drawing.horizontals), points(drawing.verticals)
    long = [rule for rule in across if rule.end - rule.start >= NARROWEST_TABLE]
    grids = [
        grid for grid in grids_of(across, down) if len(grid.xs) > 2 and sum(_lies_in(grid, rule) for rule in long) > 1
    ]
    for grid in grids:
        x0, top, x1, bottom = grid.box
        page.horizontals += [rule for rule in across if _lies_in(grid, rule)]
        page.verticals += [r for r in down if x0 - 3 <= r.at <= x1 + 3 and top - 3 <= r.start <= r.end <= bottom + 3]
    return grids


def _lies_in(grid: Grid, rule: Ruling) -> bool:
    """Whether a horizontal rule belongs to a table."""
    x0, top, x1, bottom = grid.box
    return top - 3 <= rule.at <= bottom + 3 and x0 - 3 <= rule.start <= rule.end <= x1 + 3


def _read_alone(
    picture: Pixels, drawing: Drawing, unit: float, grids: Sequence[Grid], readings: list[list[CellWords]]
) -> None:
    """Read cells by themselves where the page's words are missing or doubtful, or may be a figure."""
    jobs = []
    for grid, inside in zip(grids, readings, strict=True):
        for place, (cell, reading) in enumerate(zip(grid.cells, inside, strict=True)):
            box = Box(*(side / unit for side in cell.box))
            if not reading.needs_another:
                continue
            lines = lines_in(drawing.ink, box)
            if lines or reading.glyphs:
                jobs.append((inside, place, lines))
    first = _alone(picture, [lines for *_, lines in jobs], _WAYS[0])
    doubtful = []
    for (inside, place, lines), (text, confidence) in zip(jobs, first, strict=True):
        inside[place] = agreed(inside[place], (text, confidence))
        if inside[place].needs_another:
            doubtful.append((inside, place, lines))
    second = _alone(picture, [lines for *_, lines in doubtful], _WAYS[1])
    for (inside, place, _), (text, confidence) in zip(doubtful, second, strict=True):
        inside[place] = agreed(inside[place], (text, confidence))


def _alone(picture: Pixels, cells: Sequence[Sequence[Box]], way: tuple[float, float]) -> list[tuple[str, float]]:
    """Text and confidence of cells, each given as the lines that its ink forms."""
    white = int(np.median(picture[::16, ::16])) if cells else 255
    cut = [_cut(picture, line, white, way) for lines in cells for line in lines]
    told = iter(lines_alone(cut))
    result = []
    for lines in cells:
        parts = [next(told) for _ in lines]
        texts = [text for text, _ in parts]
        result.append(("\n".join(texts) if all(texts) else "", min((sure for _, sure in parts), default=0.0)))
    return result


def _cut(picture: Pixels, line: Box, white: int, way: tuple[float, float]) -> Pixels:
    """A line of print with some white around it."""
    margin, scale = way
    x0, top, x1, bottom = (round(side) for side in line)
    pad = max(3, round(margin * min(bottom - top, 40)))
    inside = picture[top:bottom, x0:x1]
    framed = cv2.copyMakeBorder(inside, pad, pad, pad, pad, cv2.BORDER_CONSTANT, value=white)
    if scale == 1.0:
        return framed
    return cv2.resize(framed, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)


def _printed(grids: Sequence[Grid], readings: Sequence[Sequence[CellWords]]) -> Iterator[Glyph]:
    """What was read of each cell, as print inside it."""
    for grid, inside in zip(grids, readings, strict=True):
        for cell, reading in zip(grid.cells, inside, strict=True):
            if reading.settled is None:
                yield from reading.glyphs
                continue
            x0, top, x1, bottom = cell.box
            lines = reading.settled.split("\n") if reading.settled else [UNKNOWN]
            height = (bottom - top) / len(lines)
            for number, line in enumerate(lines):
                y = top + number * height
                yield Glyph(line, x0 + 1, y + 0.2 * height, x1 - 1, y + 0.8 * height, reading.confidence)
