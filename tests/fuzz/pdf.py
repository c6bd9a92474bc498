"""PDF files: their objects, the operators of their pages, and the table of places."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from random import Random

from tests.fuzz.edits import LARGEST, Structure, slip, times

_OBJECT = re.compile(rb"(\d+) 0 obj\n(.*?)\nendobj\n", re.DOTALL)
_STREAM = re.compile(rb"(.*?)\nstream\n(.*)\nendstream", re.DOTALL)
_NUMBER = re.compile(r"(?<![\w.])-?\d+(?:\.\d+)?(?![\w.])")
_REFERENCE = re.compile(r"\b\d+ 0 R\b")
_HEX = re.compile(r"<([0-9a-f]*)>")
NUMBERS = ("0", "-1", "1", "0.0001", "1e5", "90", "45", "270", "-90", "360", "32768", "99999", "2147483648", "-2147483648",
           "1000000000000", "3.4e38", "nan", "-", ".", "--5", "0.00000000001", "/F1", "[", "(", "<<")  # fmt: skip
ENTRIES = (
    "/Rotate 90", "/Rotate 45", "/Rotate -270", "/MediaBox [0 0 0 0]", "/MediaBox [0 0 1e9 1e9]", "/MediaBox [595 842 0 0]",
    "/MediaBox [0 0 14400 14400]", "/CropBox [100 100 300 300]", "/CropBox [9 9 1 1]", "/UserUnit 75000", "/UserUnit 0", "/Contents []",
    "/Contents [7 0 R 7 0 R 7 0 R]", "/Contents 1 0 R", "/Resources 1 0 R", "/Resources << >>", "/Kids [2 0 R]", "/Kids []", "/Count -1",
    "/Count 1000000000", "/Parent 6 0 R", "/Type /Catalog", "/Type /Page", "/Filter /FlateDecode", "/Filter /ASCIIHexDecode",
    "/Filter [/ASCII85Decode /LZWDecode]", "/Filter /DCTDecode", "/Filter /JBIG2Decode", "/DecodeParms << /Predictor 12 /Columns 99999 >>",
    "/Length 0", "/Length 99999999", "/Length 7 0 R", "/Encoding /Identity-H", "/Encoding /GBK-EUC-H", "/Encoding /WinAnsiEncoding",
    "/ToUnicode 7 0 R", "/DW 0", "/DW -1000", "/W [0 65535 0]", "/W [1 [1 2 3] 4]", "/Subtype /Type3", "/Subtype /Type1", "/DescendantFonts []",
    "/Annots [7 0 R]", "/Outlines 2 0 R", "/OCProperties << >>", "/Encrypt 5 0 R", "/AcroForm << /XFA 7 0 R >>", "/Group << /S /Transparency >>",
)  # fmt: skip
OPERATORS = (
    "q", "Q", "BT", "ET", "0 0 1 1 re f", "0 0 m 595 842 l S", "10 10 m 500 10 l S", "10 10 m 10 800 l S", "1 0 0 1 50 50 cm",
    "0 1 -1 0 595 0 cm", "0 0 0 0 0 0 cm", "1e9 0 0 1e9 0 0 cm", "-1 0 0 -1 595 842 cm", "1 0 0 -1 0 842 cm", "3 Tr", "7 Tr", "0 Tz",
    "200 Tz", "50 Tc", "-50 Tc", "100 Tw", "99999 TL", "T*", "5 Ts", "BT /F1 12 Tf 100 700 Td <0031> Tj ET", "BT /F1 0 Tf 1 1 Td <0031> Tj ET",
    "BT /F1 -12 Tf 300 300 Td <00310032> Tj ET", "BT /F9 12 Tf 1 1 Td (1) Tj ET", "BT /F1 9 Tf 1 0 0.5 1 100 100 Tm [<0031> -9999 <0032>] TJ ET",
    "/X1 Do", "/Fm0 Do", "0 0 595 842 re W n", "0 0 0 0 re W* n", "1 1 1 rg", "1 g", "0.5 w", "0 w", "1000 w", "[1 1] 0 d",
    "BI /W 9 /H 9 /BPC 8 /CS /G ID xxxxxxxxx EI", "/Artifact BMC", "/OC /MC0 BDC", "EMC", "/GS0 gs", "sh", "/P << /MCID 0 >> BDC", "\x00",
    "(unfinished", "<31", "]", ">>", "1 2 3 4 5 6 7 8 9", "0 0 595 842 re 1 1 1 rg f",
)  # fmt: skip


@dataclass
class Held:
    """An object: its number, its dictionary, and its stream as lines of operators, if it has one."""

    number: int
    words: str
    lines: list[str] | None = None


@dataclass
class Pdf:
    """The objects of a file, and how it is written down."""

    objects: list[Held]
    shift: int = 0
    table: bool = True
    trailer: str = "/Root 1 0 R"
    deflated: bool = False
    doubled: bool = False

    @property
    def pages(self) -> list[Held]:
        """The objects with streams."""
        return [one for one in self.objects if one.lines]

    def written(self) -> bytes:
        out = bytearray(b"%PDF-1.4\n")
        places = {}
        for one in self.objects:
            places[one.number] = len(out)
            out += self._body(one)
        start = len(out)
        last = max(places, default=0)
        if self.table:
            rows = "".join(f"{max(0, places.get(n, 0) + self.shift):010d} 00000 n \n" for n in range(1, last + 1))
            out += f"xref\n0 {last + 1}\n0000000000 65535 f \n{rows}".encode()
        out += f"trailer << /Size {last + 1} {self.trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
        return bytes(out) * (2 if self.doubled else 1)

    def _body(self, one: Held) -> bytes:
        words = one.words.encode("utf-8", "replace")
        head, foot = f"{one.number} 0 obj\n".encode(), b"\nendobj\n"
        if one.lines is None:
            return head + words + foot
        content = "\n".join(one.lines).encode("utf-8", "replace")
        if self.deflated:
            content = zlib.compress(content)
            words = re.sub(rb"/Length \d+", b"/Filter /FlateDecode /Length %d" % len(content), words, count=1)
        else:
            words = re.sub(rb"/Length \d+", b"/Length %d" % len(content), words, count=1)
        return head + words + b"\nstream\n" + content + b"\nendstream" + foot


def opened(data: bytes) -> Pdf:
    objects = []
    for found in _OBJECT.finditer(data):
        stream = _STREAM.fullmatch(found[2])
        words = (stream[1] if stream else found[2]).decode("utf-8", "replace")
        objects.append(Held(int(found[1]), words, stream[2].decode("utf-8", "replace").split("\n") if stream else None))
    return Pdf(objects)


def _page(pdf: Pdf, rng: Random) -> list[str]:
    """The operators of a page; those of none, which are lost, where there is none."""
    pages = pdf.pages
    return (rng.choice(pages).lines or [""]) if pages else [""]


def lose_operators(pdf: Pdf, rng: Random) -> None:
    lines = _page(pdf, rng)
    start = rng.randrange(len(lines))
    del lines[start : start + rng.choice((1, 1, 5, 50))]


def double_an_operator(pdf: Pdf, rng: Random) -> None:
    lines = _page(pdf, rng)
    if lines and sum(map(len, lines)) < LARGEST:
        at = rng.randrange(len(lines))
        lines[at:at] = [lines[at]] * times(rng)


def move_operators(pdf: Pdf, rng: Random) -> None:
    lines = _page(pdf, rng)
    if lines:
        start = rng.randrange(len(lines))
        piece = lines[start : start + rng.choice((1, 5, 50))]
        del lines[start : start + len(piece)]
        at = rng.randrange(len(lines) + 1)
        lines[at:at] = piece


def insert_operators(pdf: Pdf, rng: Random) -> None:
    lines = _page(pdf, rng)
    at = rng.randrange(len(lines) + 1)
    lines[at:at] = [rng.choice(OPERATORS)] * (times(rng) if rng.random() < 0.2 else 1)


def change_an_operator(pdf: Pdf, rng: Random) -> None:
    lines = _page(pdf, rng)
    if lines:
        at = rng.randrange(len(lines))
        found = list(_NUMBER.finditer(lines[at]))
        one = rng.choice(found) if found else None
        lines[at] = (
            slip(lines[at], rng)
            if one is None
            else lines[at][: one.start()] + rng.choice(NUMBERS) + lines[at][one.end() :]
        )


def change_a_text(pdf: Pdf, rng: Random) -> None:
    lines = _page(pdf, rng)
    if lines:
        at = rng.randrange(len(lines))
        codes = ("0031", "ffff", "0000", "d800", "3000", "0031" * 40, "", "4e00", "003", "f0fc", "00ad", "202e")
        lines[at] = _HEX.sub(
            lambda found: f"<{found[1][: 4 * rng.randrange(4)]}{rng.choice(codes)}>", lines[at], count=1
        )


def change_a_number(pdf: Pdf, rng: Random) -> None:
    one = rng.choice(pdf.objects) if pdf.objects else Held(1, "")
    if found := list(_NUMBER.finditer(one.words)):
        at = rng.choice(found)
        one.words = one.words[: at.start()] + rng.choice(NUMBERS) + one.words[at.end() :]


def change_a_reference(pdf: Pdf, rng: Random) -> None:
    """An object that points to another one, itself perhaps, or to none."""
    pointing = [one for one in pdf.objects if _REFERENCE.search(one.words)]
    if pointing:
        one = rng.choice(pointing)
        at = rng.choice(list(_REFERENCE.finditer(one.words)))
        target = rng.choice([*(other.number for other in pdf.objects), 0, 9999])
        one.words = f"{one.words[: at.start()]}{target} 0 R{one.words[at.end() :]}"


def insert_an_entry(pdf: Pdf, rng: Random) -> None:
    """An entry before the others of its dictionary or behind them: which counts, each reader decides."""
    if pdf.objects:
        one = rng.choice(pdf.objects)
        entry = rng.choice(ENTRIES)
        one.words = one.words.replace("<<", f"<< {entry} ", 1) if rng.random() < 0.5 else f"{one.words[:-2]} {entry} >>"


def lose_an_entry(pdf: Pdf, rng: Random) -> None:
    if pdf.objects:
        one = rng.choice(pdf.objects)
        names = re.findall(r"/[A-Za-z]+", one.words)
        if names:
            one.words = one.words.replace(rng.choice(names), "/Xx", 1)


def lose_an_object(pdf: Pdf, rng: Random) -> None:
    if len(pdf.objects) > 1:
        del pdf.objects[rng.randrange(len(pdf.objects))]


def double_an_object(pdf: Pdf, rng: Random) -> None:
    if pdf.objects:
        one = rng.choice(pdf.objects)
        lines = None if one.lines is None else list(one.lines)
        pdf.objects.append(Held(rng.choice((one.number, len(pdf.objects) + 1)), one.words, lines))


def double_a_page(pdf: Pdf, rng: Random) -> None:
    """The same pages again and again."""
    for one in pdf.objects:
        if "/Kids" in one.words:
            one.words = re.sub(
                r"/Kids \[([^\]]*)\]", lambda found: f"/Kids [{f'{found[1]} ' * min(times(rng), 40)}]", one.words
            )


def insert_a_form(pdf: Pdf, rng: Random) -> None:
    """A form that pages draw, which draws itself, or a page."""
    number = max((one.number for one in pdf.objects), default=0) + 1
    inner = rng.choice(
        (
            ["/X1 Do"],
            list(_page(pdf, rng)),
            ["q 0.5 0 0 0.5 0 0 cm", "/X1 Do", "Q"],
            ["BT /F1 9 Tf 90 90 Td <0037> Tj ET"],
        )
    )
    resources = f"/Resources << /Font << /F1 3 0 R >> /XObject << /X1 {number} 0 R >> >>"
    box = rng.choice(("0 0 595 842", "0 0 0 0", "-1e9 -1e9 1e9 1e9"))
    pdf.objects.append(Held(number, f"<< /Type /XObject /Subtype /Form /BBox [{box}] {resources} /Length 0 >>", inner))
    for one in pdf.objects:
        if "/Type /Page " in one.words:
            one.words = one.words.replace("/Resources << ", f"/Resources << /XObject << /X1 {number} 0 R >> ", 1)
    lines = _page(pdf, rng)
    lines.insert(rng.randrange(len(lines) + 1), "/X1 Do")


def damage_the_table(pdf: Pdf, rng: Random) -> None:
    pdf.shift = rng.choice((1, -1, 10, 100_000, 0))
    pdf.table = rng.random() < 0.5
    pdf.trailer = rng.choice(
        ("/Root 1 0 R", "/Root 2 0 R", "/Root 99 0 R", "", "/Root 1 0 R /Prev 0", "/Root 1 0 R /Encrypt 5 0 R")
    )
    pdf.doubled = rng.random() < 0.2


def dress_order(pdf: Pdf, rng: Random) -> None:
    """The objects in another order."""
    rng.shuffle(pdf.objects)


def dress_deflated(pdf: Pdf, rng: Random) -> None:
    pdf.deflated = True


def dress_table(pdf: Pdf, rng: Random) -> None:
    """Places that are not right, or none: readers look for the objects themselves."""
    pdf.table = False


def dress_operators(pdf: Pdf, rng: Random) -> None:
    """Operators that draw nothing."""
    for one in pdf.pages:
        for _ in range(5):
            at = rng.randrange(len(one.lines or []) + 1)
            (one.lines or []).insert(
                at, rng.choice(("q Q", "0 0 m n", "% 7", "/Artifact BMC EMC", "q 1 0 0 1 9 9 cm Q"))
            )


PDF = Structure(
    opened,
    Pdf.written,
    (
        lose_operators, double_an_operator, move_operators, insert_operators, insert_operators, change_an_operator, change_an_operator,
        change_a_text, change_a_text, change_a_number, change_a_reference, insert_an_entry, insert_an_entry, lose_an_entry, lose_an_object,
        double_an_object, double_a_page, insert_a_form, damage_the_table,
    ),
    (dress_order, dress_deflated, dress_table, dress_operators),
)  # fmt: skip
