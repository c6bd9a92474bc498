"""The limits under which documents are read and questions are answered, as a page for people: docs/limits.md.

Each limit is defined once, in the module that keeps it; here stands which of them a person should know, and the figures
of the page are taken from there. `python -m flows.answers.limits docs/limits.md` writes the page (`make generated`) and
keeps what the fuzzer wrote at its end (`make fuzz`)."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from xxgk.extractors.publication import publication
from xxgk.extractors.readers import archives, mhtml, ole, package
from xxgk.extractors.readers.doc import looks, pieces
from xxgk.extractors.readers.html import attributes, lenient, pictures, size
from xxgk.extractors.readers.ofd import page as ofd
from xxgk.extractors.readers.paper import breaks, scans
from xxgk.extractors.readers.paper import page as paper
from xxgk.extractors.readers.pdf import bombs, filters, inventory, plumber
from xxgk.extractors.readers.pdf import page as pdf_page
from xxgk.extractors.readers.sheets import guard as sheets
from xxgk.extractors.readers.text import reader as text
from xxgk.flows.reading import libreoffice, pool
from xxgk.flows.warehouse import warehouse
from xxgk.schema import document

BYTES, NUMBER = "bytes", ""
COUNTED = "## What the fuzzer counts"
"""The title of the last section of the page, which the fuzzer writes."""


class Limit(NamedTuple):
    """A limit: how much, of what, in which unit."""

    value: float
    what: str
    unit: str = NUMBER

    @property
    def figure(self) -> str:
        """Its value as a person reads it."""
        if self.unit == BYTES:
            power, name = (30, "GB") if self.value >= 1 << 30 else (20, "MB")
            return f"{self.value / (1 << power):g} {name}"
        return f"{self.value:,}".removesuffix(".0") + (f" {self.unit}" if self.unit else "")


_POOL, _OFFICE, _SQL = pool.Limits(), libreoffice.Bounds(), warehouse.Bounds()

LIMITS: dict[str, tuple[Limit, ...]] = {
    "Every document": (
        Limit(document.LARGEST, "a file", BYTES),
        Limit(_POOL.seconds, "time of a document, by the clock", "s"),
        Limit(_POOL.seconds_a_picture, "more for each picture of a page that may have to be recognised", "s"),
        Limit(_POOL.longest, "time of a document with all its pictures", "s"),
        Limit(_POOL.memory, "memory of the process that reads", BYTES),
        Limit(_POOL.growth, "what a process may have grown by before another takes its place", BYTES),
        Limit(publication.MOST_DOCUMENTS, "documents of one publication"),
        Limit(_OFFICE.seconds, "time of LibreOffice for one document", "s"),
        Limit(_OFFICE.memory, "memory of LibreOffice", BYTES),
    ),
    "Web pages (.html, .mht)": (
        Limit(size.MOST_MARKUP, "markup of a page, pictures in it apart", BYTES),
        Limit(size.MOST_TAGS, "tags of a page"),
        Limit(attributes.MOST_ATTRIBUTES, "attributes of a tag"),
        Limit(lenient.MOST_TAGS, "elements of a page that has to be nested anew"),
        Limit(lenient.DEEPEST, "elements that are open at once in such a page"),
        Limit(lenient.MOST_FONTS, "fonts that are open at once in such a page"),
        Limit(mhtml.MOST_PARTS, "parts of a page saved whole"),
        Limit(pictures.MOST, "pictures of a page that are looked at"),
    ),
    "Text and Markdown": (Limit(text.MOST_BYTES, "a text", BYTES),),
    "Packages (.docx, .xlsx, .ofd, .zip)": (
        Limit(package.MAX_ENTRIES, "members"),
        Limit(package.MAX_PART_BYTES, "a member, inflated", BYTES),
        Limit(package.MAX_TOTAL_BYTES, "all members, inflated; all that is parsed", BYTES),
        Limit(package.MAX_XML_BYTES, "a member that is parsed", BYTES),
        Limit(package.MAX_RATIO, "times that a member of more than 1 MB may inflate, by the bytes it really took"),
    ),
    "Archives (.zip)": (
        Limit(archives.MAX_MEMBERS, "documents; none of them an archive"),
        Limit(archives.MAX_PRINTED, "characters that all of them print"),
    ),
    "Word (.doc, .wps)": (
        Limit(ole.MAX_STREAM_BYTES, "a stream of the file", BYTES),
        Limit(pieces.MAX_CHARACTERS, "characters"),
        Limit(looks.MAX_STRETCHES, "stretches of one format"),
    ),
    "Workbooks (.xlsx, .xls)": (
        Limit(sheets.MAX_SHEETS, "sheets"),
        Limit(sheets.MAX_CELLS, "cells of a sheet, from its first to its last, empty ones too"),
        Limit(sheets.MAX_CELLS_OF_ALL, "cells of all sheets"),
    ),
    "PDF": (
        Limit(paper.MOST_PAGES, "pages"),
        Limit(paper.MOST_GLYPHS, "characters"),
        Limit(pdf_page.MOST_GLYPHS, "characters of a page"),
        Limit(breaks.MOST_ROWS, "rows of a table that goes on from page to page"),
        Limit(plumber.MOST_PAGES, "pages that the second reader looks at"),
        Limit(plumber.MOST_DRAWN, "operators of these pages", BYTES),
    ),
    "PDF, before it is opened": (
        Limit(filters.MOST_PER_STREAM, "a stream, inflated, after each of its filters", BYTES),
        Limit(filters.MOST_RATIO, "times that a stream of more than 1 MB may inflate"),
        Limit(filters.MOST_FILTERS, "filters of a stream"),
        Limit(filters.MOST_SLOW, "a stream in LZW, run lengths or ASCII85", BYTES),
        Limit(inventory.MOST_INFLATED, "all streams, inflated, pictures apart", BYTES),
        Limit(inventory.MOST_PACKED, "streams of objects, inflated", BYTES),
        Limit(inventory.MOST_OBJECTS, "objects"),
        Limit(inventory.MOST_STREAMS, "streams"),
        Limit(scans.MOST_PIXELS, "pixels of a picture"),
        Limit(bombs.MOST_DRAWN, "operators of a page, a form counted as often as it is drawn", BYTES),
        Limit(bombs.MOST_DRAWN_OF_ALL, "operators of all pages, counted so", BYTES),
        Limit(bombs.MOST_OBJECTS, "things that a page draws, counted so"),
        Limit(bombs.MOST_OBJECTS_OF_ALL, "things that all pages draw"),
        Limit(bombs.MOST_CHARACTERS, "bytes of text that a page shows"),
        Limit(bombs.MOST_VISITS, "ways that lead from pages to forms"),
    ),
    "OFD": (
        Limit(paper.MOST_PAGES, "pages"),
        Limit(paper.MOST_GLYPHS, "characters"),
        Limit(ofd.MAX_RULES, "rules"),
    ),
    "Scans and pictures": (
        Limit(scans.MOST_PAGES, "pages or frames"),
        Limit(scans.MOST_PIXELS, "pixels of a picture"),
    ),
    "`xxgk sql --safe`": (
        Limit(_SQL.seconds, "time", "s"),
        Limit(_SQL.address_space, "address space of the process", BYTES),
        Limit(_SQL.rows, "rows that are shown"),
        Limit(_SQL.query, "characters of the query"),
        Limit(_SQL.value, "characters of one value, all its parts counted"),
        Limit(_SQL.answer, "characters of the whole answer, a number counted as eight"),
    ),
}

_HEAD = """# Limits

Written by `make generated` from the modules that keep the limits; to change one, change it there.

Everything that was fetched is hostile or broken sooner or later. Whatever comes costs at most its share, in every way
in: `ingest`, `nightly`, `reextract`, `rebuild` and `extract` read each document in a process of its own kind, which is
ended when it takes longer or more memory than it may; the documents behind it are read. (`extract --in-process` reads
without these two, to debug.) A document beyond a limit is quarantined with a reason that tells the limit, before the
costly part of its reading begins. A document at a limit is read within the time: `make linear` reads one of every
container and tells what each takes.

A PDF is looked at before any reader opens it, for readers unfold what it holds while they open it: what is beyond is
refused as *a PDF bomb*. A package whose directory tells other sizes than its members have is refused as *a zip bomb*.
What is remembered from document to document is short texts alone, less than 100 MB in all.
"""


def page() -> Iterator[str]:
    """The page, line by line."""
    yield _HEAD
    for title, limits in LIMITS.items():
        yield f"## {title}\n"
        yield "| what | at most |\n|---|---|"
        yield from (f"| {limit.what} | {limit.figure} |" for limit in limits)
        yield ""
    yield "The caps of a crawl (hours, requests and bytes of a night, answers, redirects) stand in `data/crawl.toml`."


def rewritten(before: str) -> str:
    """The page as it is now, with the counts that stood in it before."""
    counted = before.find(COUNTED)
    return "\n".join(page()) + "\n" + (f"\n{before[counted:]}" if counted >= 0 else "")


if __name__ == "__main__":
    path = Path(sys.argv[1])
    path.write_text(rewritten(path.read_text("utf-8") if path.exists() else ""), "utf-8")
