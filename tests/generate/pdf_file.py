"""A small writer of PDF files: text in the standard Chinese font, rules, and nothing else.

The font is named and not embedded (a viewer brings it), so the bytes are the same on every machine. Positions are
points from the top left of an upright A4 page; what a page shows may be turned as a whole (``/Rotate``).
"""

from __future__ import annotations

from dataclasses import dataclass, field

WIDTH, HEIGHT = 595, 842


def advance(text: str) -> float:
    """The width of a text in ems: Latin half an em, all else a whole one."""
    return sum(0.5 if char.isascii() else 1.0 for char in text)


@dataclass
class Page:
    """The operators of one page."""

    operators: list[str] = field(default_factory=list)

    def text(self, x: float, baseline: float, size: float, text: str, *, twice: bool = False) -> None:
        """A line of text; `twice` fakes a bold face by printing it again beside itself."""
        code = text.encode("utf-16-be").hex()
        for shift in (0.0, 0.35) if twice else (0.0,):
            self.operators.append(f"BT /F1 {size:g} Tf {x + shift:.2f} {HEIGHT - baseline:.2f} Td <{code}> Tj ET")

    def stroke(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A thin stroked line."""
        self.operators.append(f"0.5 w {x0:.2f} {HEIGHT - y0:.2f} m {x1:.2f} {HEIGHT - y1:.2f} l S")

    def bar(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """The same line as a thin filled rectangle."""
        left, top = min(x0, x1) - 0.25, min(y0, y1) - 0.25
        width, height = abs(x1 - x0) + 0.5, abs(y1 - y0) + 0.5
        self.operators.append(f"{left:.2f} {HEIGHT - top - height:.2f} {width:.2f} {height:.2f} re f")


_FONT = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
    "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /W [1 95 500]"
    " /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /FontDescriptor 5 0 R >>",
    "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0"
    " /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
)


def write(pages: list[Page], *, rotate: int = 0) -> bytes:
    """The file; with `rotate` every page asks to be shown turned clockwise by so many degrees."""
    kids = " ".join(f"{6 + 2 * number} 0 R" for number in range(len(pages)))
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>", *_FONT]
    for number, page in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Rotate {rotate}"
            f" /Resources << /Font << /F1 3 0 R >> >> /Contents {7 + 2 * number} 0 R >>"
        )
        content = "\n".join(page.operators)
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("ascii")
    start = len(out)
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode("ascii")
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode("ascii")
    return bytes(out)
