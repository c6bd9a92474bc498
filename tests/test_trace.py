"""Every figure of the warehouse leads back to its document, and the raw text stands at its locator.

The documents are opened here by other means than the readers': the page's tables by lxml alone, Word's by its bare XML,
text by its lines.
"""

import hashlib
import re
import zipfile
from email import message_from_bytes
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import pdfplumber
import pytest
from lxml import etree, html

from xxgk.extractors.locate import NotThere, locate
from xxgk.flows.jobs.ingest import ingest
from xxgk.flows.warehouse.warehouse import Warehouse
from xxgk.schema.text import BOOKMARK, INVISIBLE

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared" / "samples"
FOLDERS = [ROOT / "data" / "samples", SHARED / "seeds", SHARED / "real"]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def squeezed(text):
    return "".join(text.split())


def in_page(data, locator):
    table, row, tag, cell = re.fullmatch(r"html:table\[(\d+)\]/tr\[(\d+)\]/(t[dh])\[(\d+)\]", locator).groups()
    charset = "utf-8" if data.decode("utf-8", "ignore").encode() == data else "gb18030"
    page = html.document_fromstring(data.decode(charset).encode(), parser=html.HTMLParser(encoding="utf-8"))
    tables = page.xpath("//table")
    rows = [tr for tr in tables[int(table) - 1].iter("tr") if next(tr.iterancestors("table")) is tables[int(table) - 1]]
    cells = [child for child in rows[int(row) - 1] if child.tag in ("td", "th")]
    assert cells[int(cell) - 1].tag == tag
    return "".join(cells[int(cell) - 1].itertext())


def in_word(data, locator):
    table, row, cell = map(int, re.fullmatch(r"docx:t(\d+)/r(\d+)/c(\d+)", locator).groups())
    root = etree.fromstring(zipfile.ZipFile(BytesIO(data)).read("word/document.xml"))
    row = list(list(root.iter(W + "tbl"))[table - 1].iter(W + "tr"))[row - 1]
    return "".join(t.text or "" for t in list(row.iter(W + "tc"))[cell - 1].iter(W + "t"))


def in_text(data, locator):
    line, start, end, cell = re.fullmatch(r"text:L(\d+)(?:@(\d+)-(\d+)|/c(\d+))?", locator).groups()
    text = data.decode("utf-8-sig").splitlines()[int(line) - 1]
    text = INVISIBLE.sub("", BOOKMARK.sub("", text))
    if start:
        return text[int(start) : int(end)]
    return text if not cell else text.split("\t" if "\t" in text else "|")[int(cell) - (not text.startswith("|"))]


def in_pdf(data, locator):
    page, *box = re.fullmatch(r"pdf:p(\d+)[^[]*\[([\d.]+),([\d.]+),([\d.]+),([\d.]+)\](?:@.*)?", locator).groups()
    left, top, right, bottom = map(float, box)
    chars = opened(data).pages[int(page) - 1].chars
    inside = [
        char
        for char in chars
        if left <= (char["x0"] + char["x1"]) / 2 <= right and top <= (char["top"] + char["bottom"]) / 2 <= bottom
    ]
    lines = sorted(inside, key=lambda char: (round(char["top"] / 4), char["x0"]))
    return "".join(char["text"] for char in lines)


@lru_cache
def opened(data):
    return pdfplumber.open(BytesIO(data))


def in_sheet(data, locator):
    address = re.fullmatch(r"xlsx:s1/([A-Z]+\d+)", locator)[1]
    sheet = etree.fromstring(zipfile.ZipFile(BytesIO(data)).read("xl/worksheets/sheet1.xml"))
    (cell,) = sheet.xpath("//*[local-name()='c'][@r=$address]", address=address)
    return "".join(cell.itertext())


def in_archive(data, locator):
    member, _, inner = locator.removeprefix("zip:").partition("!")
    return found_in(zipfile.ZipFile(BytesIO(data)).read(member), inner)


def found_in(data, locator):
    kind = locator.partition(":")[0]
    if kind == "html" and data.lstrip().startswith(b"MIME-Version"):
        parts = message_from_bytes(data).walk()
        data = next(part.get_payload(decode=True) for part in parts if part.get_content_type() == "text/html")
    return OTHER_MEANS[kind](data, locator)


OTHER_MEANS = {
    "html": in_page,
    "docx": in_word,
    "text": in_text,
    "pdf": in_pdf,
    "xlsx": in_sheet,
    "zip": in_archive,
    "ofd": locate,  # there is no other program to ask
}


@pytest.fixture(scope="module")
def figures(tmp_path_factory):
    file = tmp_path_factory.mktemp("trace") / "xxgk.duckdb"
    ingest([str(folder) for folder in FOLDERS if folder.exists()], file)
    with Warehouse(file, read_only=True) as warehouse:
        return warehouse.query(
            "SELECT d.source, f.sha256, f.code, f.raw, f.locator FROM figure f JOIN document d USING (sha256)"
        ).rows


def test_every_figure_leads_back_to_its_print(figures):
    documents = {source: Path(source).read_bytes() for source, *_ in figures}
    assert len(documents) >= 20
    for number, (source, sha256, code, raw, locator) in enumerate(figures):
        if locator.startswith("ofd") and number % 20:
            continue  # each look-up opens the document anew
        data = documents[source]
        assert hashlib.sha256(data).hexdigest() == sha256, source
        found = found_in(data, locator)
        assert squeezed(found) == squeezed(raw), (source, code, locator, found, raw)


def test_a_locator_is_resolved_by_the_program_itself(figures):
    """One figure in sixty, since each look-up opens the document anew."""
    for source, _, code, raw, locator in figures[::60]:
        assert squeezed(locate(Path(source).read_bytes(), locator)) == squeezed(raw), (source, code, locator)


def test_a_cell_of_a_line_is_told_as_its_layout_reads_it():
    assert locate("| 项目 | **新收** |\n|---|---|\n| 自然人 | 3\\|4 |".encode(), "text:L1/c2") == "新收"


@pytest.mark.parametrize("locator", ["text:L99", "text:L1/c9", "html:table[1]/tr[1]/td[1]"])
def test_a_locator_that_is_not_there_is_told(locator):
    with pytest.raises(NotThere):
        locate(b"one line <p>two" if locator.startswith("html") else b"one line", locator)
