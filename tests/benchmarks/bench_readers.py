"""Documents per second and core for each reader and layout, beside the bare parse of the same bytes in the same run.

Times are processor time, the median of interleaved rounds. Bars: HTML at most 6 times the bare `lxml.html` parse, Word
at most 3 times unzipping plus the bare parse of its parts, text at least 150 documents a second; all with recognition
and checks. Where figures run together they are those of a busy county office, up to three digits, as in the real ones:
parting seven digits in every cell is a search that costs up to 0.2 s a document, whatever the rest takes.

Real pages are measured beside them where XXGK_REAL_PAGES names a folder of them (``make bench REAL_PAGES=…``).
"""

from __future__ import annotations

import os
import statistics
import sys
import time
import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from random import Random

import lxml.html
from bs4 import BeautifulSoup
from lxml import etree

from tests.generate.document import compose
from tests.generate.noise import Noise
from tests.generate.renderers import RENDERERS
from tests.generate.truth import Options, random_truth
from xxgk.extractors.document import extract
from xxgk.flows.reading.pool import collect_seldom

DOCUMENTS = 8
ROUNDS = 15
FURNITURE = Noise(furniture=1)
HTML_BAR, WORD_BAR, TEXT_BAR = 6.0, 3.0, 150.0


def bare_html(data: bytes) -> None:
    """What lxml alone takes."""
    lxml.html.fromstring(data)


def bare_word(data: bytes) -> None:
    """Unzipping all parts and parsing those of XML."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        for name in package.namelist():
            part = package.read(name)
            if name.endswith((".xml", ".rels")):
                etree.fromstring(part)


def soup(data: bytes) -> None:
    """What BeautifulSoup's tree alone takes."""
    BeautifulSoup(data, "lxml")


def medians(works: Sequence[Callable[[bytes], object]], documents: Sequence[bytes]) -> list[float]:
    """Seconds per document of each kind of work, in turn, so that all meet the same machine."""
    seconds: list[list[float]] = [[] for _ in works]
    for _ in range(ROUNDS):
        for work, taken in zip(works, seconds, strict=True):
            start = time.process_time()
            for data in documents:
                work(data)
            taken.append((time.process_time() - start) / len(documents))
    return [statistics.median(taken) for taken in seconds]


def whole(data: bytes) -> object:
    """All that a document takes: reading, recognition, checks."""
    return extract(data, "benchmark")


def main() -> int:
    """Print a line for each renderer, and for real pages; exit code 1 where a bar is missed."""
    missed = 0
    collect_seldom()  # as the processes that read do
    print(f"{'printed as':18} {'KB':>4} {'ms':>7} {'docs/s':>7}  beside")
    real = os.environ.get("XXGK_REAL_PAGES")
    if real:
        missed += not measured("real pages", ".html", "html", [page.read_bytes() for page in _pages(Path(real))])
    for name, renderer in RENDERERS.items():
        printed = Options(scale="modest") if renderer.fused else Options()
        truths = [random_truth(Random(seed), printed) for seed in range(DOCUMENTS)]
        documents = [
            renderer.write(compose(truth, FURNITURE, Random(seed)), FURNITURE, Random(seed))
            for seed, truth in enumerate(truths)
        ]
        missed += not measured(name, renderer.suffix, renderer.reader, documents)
    return 1 if missed else 0


def _pages(folder: Path) -> list[Path]:
    pages = sorted(folder.rglob("*.html"))
    if not pages:
        raise SystemExit(f"{folder}: no pages (*.html)")
    return pages


def measured(name: str, suffix: str, reader: str, documents: Sequence[bytes]) -> bool:
    """Print the line of some documents; whether their bar is kept."""
    for data in documents:
        whole(data)
    good = True
    if suffix == ".html":
        mine, floor, lenient = medians((whole, bare_html, soup), documents)
        good = mine <= HTML_BAR * floor
        beside = f"{mine / floor:.1f} x bare lxml.html (bar {HTML_BAR:g}), a bare soup takes {lenient / mine:.1f} x"
    elif suffix == ".docx":
        mine, floor = medians((whole, bare_word), documents)
        good = mine <= WORD_BAR * floor
        beside = f"{mine / floor:.1f} x unzip and bare parse (bar {WORD_BAR:g})"
    else:
        (mine,) = medians((whole,), documents)
        beside = ""
        if reader == "text":
            good = 1 / mine >= TEXT_BAR
            beside = f"bar {TEXT_BAR:g} documents a second"
    size = sum(map(len, documents)) // len(documents) // 1024
    print(f"{name:18} {size:4} {1000 * mine:7.2f} {1 / mine:7.0f}  {beside}{'' if good else '  MISSED'}")
    return good


if __name__ == "__main__":
    sys.exit(main())
