"""Documents of the largest size that is permitted, of every container: reports with as much more in them as the limits
of docs/limits.md let pass."""

from __future__ import annotations

import io
import re
import struct
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from email import message_from_bytes
from itertools import accumulate
from pathlib import Path

import olefile

from tests.fuzz.running import memory, reset_peak
from tests.generate import pdf_file
from tests.generate.compound_file import compound
from tests.generate.document import Document, Grid, Para
from tests.generate.render_sheet import WIDTH, zipped
from tests.linear.shapes import SENTENCE, SHAPES, _with, rendered, report
from xxgk.extractors.document import extract
from xxgk.extractors.readers.archives import MAX_MEMBERS, MAX_PRINTED
from xxgk.extractors.readers.doc import fib
from xxgk.extractors.readers.doc.pieces import MAX_CHARACTERS, read_pieces
from xxgk.extractors.readers.html.size import MOST_MARKUP, MOST_TAGS
from xxgk.extractors.readers.ofd.page import MAX_RULES
from xxgk.extractors.readers.package import MAX_XML_BYTES
from xxgk.extractors.readers.paper.page import MOST_GLYPHS, MOST_PAGES
from xxgk.extractors.readers.pdf.page import MOST_GLYPHS as GLYPHS_OF_A_PAGE
from xxgk.extractors.readers.sheets.guard import MAX_CELLS, MAX_CELLS_OF_ALL
from xxgk.extractors.readers.text.reader import MOST_BYTES

LONGEST_TEXT = 9 << 20
"""Bytes of one text of XML: at ten million the parser refuses it."""
NEARLY = 0.97
"""How full the documents are: their sizes are only nearly in proportion to what they have much of."""


def one_paragraph(document: Document, n: int) -> Document:
    return _with(document, Para("".join(f"{number}日，{SENTENCE}" for number in range(n))))


OF_MUCH = {
    "paragraphs": SHAPES["other paragraphs"],
    "one paragraph": one_paragraph,
    "tables": SHAPES["tables"],
    "rows": SHAPES["other rows"],
    "labels and figures on lines": SHAPES["labels and figures on lines"],
}


def _of_members(data: bytes, prefix: str) -> dict[str, int]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {info.filename: info.file_size for info in package.infolist() if info.filename.startswith(prefix)}


def _of_docx(data: bytes) -> float:
    return max(_of_members(data, "word/document").values()) / MAX_XML_BYTES


def _of_zip(data: bytes) -> float:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        inner = package.read("附件2：年度报告.docx")
    with zipfile.ZipFile(io.BytesIO(inner)) as package:
        printed = re.sub(r"<[^>]*>", "", package.read("word/document.xml").decode())
    return max(_of_docx(inner), len(printed) / MAX_PRINTED)


def _of_html(data: bytes) -> float:
    return max(len(data) / MOST_MARKUP, data.count(b"<") / MOST_TAGS)


def _of_mhtml(data: bytes) -> float:
    part = next(part for part in message_from_bytes(data).walk() if part.get_content_type() == "text/html")
    body = part.get_payload(decode=True)
    assert isinstance(body, bytes)
    return _of_html(body)


def _of_xlsx(data: bytes) -> float:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheet = package.read("xl/worksheets/sheet1.xml")
    return max(len(sheet) / MAX_XML_BYTES, sheet.count(b"<row") * WIDTH / MAX_CELLS)


def _of_excel_2003(data: bytes) -> float:
    return max(len(data) / MAX_XML_BYTES, data.count(b"<Row") * WIDTH / MAX_CELLS)


def _of_pdf(data: bytes) -> float:
    return max(data.count(b"/Type /Page ") / MOST_PAGES, _shown(data) / MOST_GLYPHS)


def _shown(data: bytes) -> int:
    """Characters that a PDF of the generator shows: four digits each."""
    return sum(len(shown) // 4 for shown in re.findall(rb"<(\w+)> Tj", data))


def _of_ofd(data: bytes) -> float:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        pages = [package.read(name) for name in package.namelist() if "Content.xml" in name]
    text = b"".join(pages).decode()
    glyphs = text.count(" ") / 2  # roughly: a step each
    return max(len(pages) / MOST_PAGES, glyphs / MOST_GLYPHS, text.count("<ofd:PathObject") / MAX_RULES)


FULL: dict[str, Callable[[bytes], float]] = {
    "html": _of_html,
    "mhtml": _of_mhtml,
    "docx": _of_docx,
    "zip_docx": _of_zip,
    "xlsx": _of_xlsx,
    "excel_2003": _of_excel_2003,
    "pdf": _of_pdf,
    "pdf_split": _of_pdf,
    "pdf_bare": _of_pdf,
    "ofd": _of_ofd,
    **dict.fromkeys(
        ("text_tabbed", "text_cells", "text_pipes", "markdown", "text_rows_tabs", "text_rows_spaces", "text_run_on"),
        lambda data: len(data) / MOST_BYTES,
    ),
}
"""How full a document of a container is: 1 at the first of its limits."""


def full(container: str, name: str) -> bytes:
    """A report in a container with so much of one thing that one limit is nearly reached."""
    few, more = (FULL[container](_with_much(container, name, n)) for n in (50, 150))
    n = int(50 + 100 * (NEARLY - few) / max(more - few, 1e-9))
    if name == "one paragraph":
        n = min(n, LONGEST_TEXT // len(f"99999日，{SENTENCE}".encode()))
    while FULL[container](data := _with_much(container, name, n)) > 1:
        n = n * 19 // 20
    return data


def _with_much(container: str, name: str, n: int) -> bytes:
    return rendered(container, OF_MUCH[name](report(), n))


# --------------------------------------------------------------------------------------------- made by hand


def word() -> bytes:
    """A Word file whose pieces show the same stretch of a report again and again."""
    with olefile.OleFileIO(io.BytesIO(Path(__file__).parents[1].joinpath("data", "report.doc").read_bytes())) as ole:
        streams = {path[0]: ole.openstream(path).read() for path in ole.listdir() if len(path) == 1}
    head = fib.read_fib(streams["WordDocument"])
    table = streams[head.table_stream]
    pieces = read_pieces(head.part(fib.PIECES, table), streams["WordDocument"])
    length = pieces.starts[-1]
    runs = list(pieces.spans())
    times = int(NEARLY * MAX_CHARACTERS / length)
    lengths = [end - start for start, end, *_ in runs] * times
    places = [fc if width == 2 else 2 * fc | 1 << 30 for *_, fc, width, _ in runs] * times
    body = struct.pack(f"<{len(lengths) + 1}I", 0, *accumulate(lengths))
    body += b"".join(struct.pack("<HIH", 0, place, 0) for place in places)
    document = bytearray(streams["WordDocument"])
    (words,) = struct.unpack_from("<H", document, 0x20)
    longs_at = 0x22 + 2 * words
    (longs,) = struct.unpack_from("<H", document, longs_at)
    struct.pack_into("<7i", document, longs_at + 2 + 12, times * length, 0, 0, 0, 0, 0, 0)
    at = longs_at + 2 + 4 * longs + 2 + 8 * fib.PIECES
    struct.pack_into("<II", document, at, len(table), len(body) + 5)
    return compound(
        {
            **streams,
            "WordDocument": bytes(document),
            head.table_stream: table + struct.pack("<BI", 2, len(body)) + body,
        }
    )


def workbook_binary() -> bytes:
    """A workbook (.xls) of ten sheets, each of which repeats the rows of a table."""
    grid = next(block for block in report().blocks if isinstance(block, Grid) and block.width > 6)
    texts = [[cell.printed for cell in row.cells] for row in grid.rows]
    width = max(map(len, texts))
    rows = MAX_CELLS // width - 1
    sheet = b"".join(
        _label(row, column, text) for row in range(rows) for column, text in enumerate(texts[row % len(texts)])
    )
    one = _begin(0x10) + _record(0x0200, struct.pack("<IIHHH", 0, rows, 0, width, 0)) + sheet + _record(0x0A, b"")
    count = MAX_CELLS_OF_ALL // MAX_CELLS
    names = [f"S{number}".encode() for number in range(count)]
    at = len(_begin(5)) + sum(4 + 8 + len(name) for name in names) + 4
    bounds = b"".join(
        _record(0x85, struct.pack("<IBBBB", at + number * len(one), 0, 0, len(name), 0) + name)
        for number, name in enumerate(names)
    )
    return compound({"Workbook": _begin(5) + bounds + _record(0x0A, b"") + one * count})


def _begin(kind: int) -> bytes:
    return _record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0, 0x07CC, 0, 6))


def _label(row: int, column: int, text: str) -> bytes:
    if text.isdigit():
        return _record(0x0203, struct.pack("<HHHd", row, column, 0, float(text)))
    return _record(0x0204, struct.pack("<HHHHB", row, column, 0, len(text), 1) + text.encode("utf-16-le"))


def _record(code: int, body: bytes) -> bytes:
    return struct.pack("<HH", code, len(body)) + body


def sheets() -> bytes:
    """Ten full sheets, by the sheet of a full workbook."""
    with zipfile.ZipFile(io.BytesIO(full("xlsx", "rows"))) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    count = min(MAX_CELLS_OF_ALL // MAX_CELLS, (100 << 20) // len(sheet))
    for number in range(2, count + 1):
        parts[f"xl/worksheets/sheet{number}.xml"] = sheet
    entry = lambda path, old, new: parts.__setitem__(path, parts[path].replace(old, new))  # noqa: E731
    numbers = range(2, count + 1)
    listed = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="r{n}"/>' for n in numbers)
    entry("xl/workbook.xml", b"</sheets>", f"{listed}</sheets>".encode())
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    related = "".join(f'<Relationship Id="r{n}" Type="{kind}" Target="worksheets/sheet{n}.xml"/>' for n in numbers)
    entry("xl/_rels/workbook.xml.rels", b"</Relationships>", f"{related}</Relationships>".encode())
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        for n in numbers
    )
    entry("[Content_Types].xml", b"</Types>", f"{types}</Types>".encode())
    return zipped(dict(parts))


def word_rows() -> bytes:
    """A Word file of a table with as many rows as go in: the renderer takes the square of their number."""
    with zipfile.ZipFile(io.BytesIO(_with_much("docx", "rows", 1))) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    document = parts["word/document.xml"].decode()
    at = document.index("其他事项0")
    first, end = document.rindex("<w:tr>", 0, at), document.index("</w:tr>", at) + len("</w:tr>")
    row = document[first:end]
    n = int((NEARLY * 0.99 * MAX_XML_BYTES - len(document.encode())) / len(row.encode()))
    rows = "".join(row.replace("其他事项0", f"其他事项{number}") for number in range(100, 100 + n))
    parts["word/document.xml"] = (document[:first] + rows + document[end:]).encode()
    return zipped(dict(parts))


def archive() -> bytes:
    """As many texts as an archive may hold, which print as much as they may together, cells counted for more."""
    text = rendered("text_cells", report()).decode()
    each = int(0.3 * MAX_PRINTED / MAX_MEMBERS)
    long = (text * (each // len(text) + 1))[:each].encode()
    return zipped({f"{number}.txt": long for number in range(MAX_MEMBERS)})


def pdf_pages(across: int, size: float) -> bytes:
    """Pages full of small print, so many characters in a line."""
    pages = []
    lines = int(NEARLY * GLYPHS_OF_A_PAGE / across)
    words = SENTENCE * (across // len(SENTENCE) + 2)
    for number in range(MOST_GLYPHS // (lines * across)):
        page = pdf_file.Page()
        for line in range(lines):
            page.text(10, 800 - line * 780 / lines, size, words[(line + number) % len(SENTENCE) :][:across])
        pages.append(page)
    return pdf_file.write(pages)


BY_HAND: dict[str, Callable[[], bytes]] = {
    "doc": word,
    "xls": workbook_binary,
    "xlsx of ten sheets": sheets,
    "docx of rows": word_rows,
    "zip of texts": archive,
    "pdf of small print": lambda: pdf_pages(400, 1.4),
    "pdf of short lines": lambda: pdf_pages(40, 0.7),
}
LIKE_OTHERS = ("zip_docx", "mhtml", "pdf_split")
"""Containers that hold another, of which one document is enough."""
DOCUMENTS: dict[str, Callable[[], bytes]] = {
    **{
        f"{container} of {name}": lambda container=container, name=name: full(container, name)
        for container in FULL
        for name in OF_MUCH
        if container not in LIKE_OTHERS or name == "paragraphs"
    },
    **BY_HAND,
}


def work(chunk: Sequence[str], at: Callable[[int], None]) -> Iterator[tuple[int, tuple[str, float, int, str]]]:
    """What a reading process does with names of `DOCUMENTS`: outcome, seconds, peak of memory, reason."""
    for number, name in enumerate(chunk):
        at(number)
        data = DOCUMENTS[name]()
        reset_peak()
        begun = time.process_time()
        report = extract(data, name)
        yield 1, (report.outcome, time.process_time() - begun, memory()[0], report.reason or "")
