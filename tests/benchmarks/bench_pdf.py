"""PDF: seconds per document beside pdfplumber's own text and tables of the same file, in the same run.

Times are processor time, the median of interleaved rounds. Bars: reading at most 0.25 times pdfplumber on the sample
of a real report (on a generated one where that is absent), and at least 10 times faster on pages of text alone. What
recognition and checks add, and what a second reading costs where an equation fails, stands beside it.
"""

from __future__ import annotations

import io
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

import pdfplumber

from tests.generate.document import Document, Para, compose
from tests.generate.noise import QUIET
from tests.generate.render_pdf import Printer, Style
from tests.generate.renderers import RENDERERS
from tests.generate.truth import random_truth
from xxgk.extractors.document import extract, interpret
from xxgk.extractors.readers.pdf import reader as pdf
from xxgk.schema.forms import forms

ROUNDS = 7
BAR, TEXT_BAR = 0.25, 0.1
SAMPLE = Path(__file__).parents[3] / "shared" / "samples" / "real" / "hzq-2023.pdf"


def plumber(data: bytes) -> None:
    """What pdfplumber takes for the text and the tables of every page."""
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            page.extract_text()
            page.extract_tables()


def recognised(data: bytes) -> None:
    """Reading, recognition and checks, with one reader."""
    interpret(pdf.read(data), "", "", forms())


def whole(data: bytes) -> None:
    """Everything, with a second opinion where equations fail."""
    extract(data, "benchmark")


def medians(works: Sequence[Callable[[bytes], object]], data: bytes) -> list[float]:
    """Seconds per document of each kind of work, in turn, so that all meet the same machine."""
    seconds: list[list[float]] = [[] for _ in works]
    for number in range(ROUNDS + 1):
        for work, taken in zip(works, seconds, strict=True):
            start = time.process_time()
            work(data)
            if number:  # the first round warms up
                taken.append(time.process_time() - start)
    return [statistics.median(taken) for taken in seconds]


def text_alone() -> bytes:
    """Five pages of running text."""
    document = compose(random_truth(Random(1)), QUIET, Random(1))
    paragraphs = [block for block in document.blocks if isinstance(block, Para)]
    blocks = tuple(paragraphs * 8)
    return Printer(Document(document.title, document.agency, document.year, "", blocks), Style()).print()


def main() -> int:
    """Print a line for each file; exit code 1 where a bar is missed."""
    files = {
        "generated, strokes": (RENDERERS["pdf"](random_truth(Random(1)), QUIET, Random(1)), BAR),
        "generated, bars": (RENDERERS["pdf_cut"](random_truth(Random(1)), QUIET, Random(1)), BAR),
        "text alone": (text_alone(), TEXT_BAR),
    }
    if SAMPLE.exists():
        files = {"real report": (SAMPLE.read_bytes(), BAR), **files}
    missed = 0
    heads = ("file", "pdfplumber", "read", "ratio", "bar", "checked", "ratio", "whole", "ratio")
    print("{:20} {:>11} {:>8} {:>6} {:>5} {:>8} {:>6} {:>8} {:>6}".format(*heads))
    for name, (data, bar) in files.items():
        slow, read, checked, everything = medians((plumber, pdf.read, recognised, whole), data)
        missed += read > bar * slow
        print(
            f"{name:20} {1000 * slow:8.1f} ms {1000 * read:5.1f} ms {read / slow:6.3f} {bar:5.2f} "
            f"{1000 * checked:5.1f} ms {checked / slow:6.3f} {1000 * everything:5.1f} ms {everything / slow:6.3f}"
        )
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
