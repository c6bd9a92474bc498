"""OFD renderers: the pages of the PDF renderers, written as OFD."""

from __future__ import annotations

import re
from random import Random
from xml.sax.saxutils import escape

from tests.generate.document import Document
from tests.generate.noise import Noise
from tests.generate.pdf_file import HEIGHT, WIDTH
from tests.generate.render_pdf import Printer, Style
from tests.generate.render_sheet import zipped
from tests.generate.renderer import Renderer

SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
MM = 25.4 / 72
_TEXT = re.compile(r"BT /F1 (\S+) Tf (\S+) (\S+) Td <(\w*)> Tj ET")
_STROKE = re.compile(r"\S+ w (\S+) (\S+) m (\S+) (\S+) l S")
_BAR = re.compile(r"(\S+) (\S+) (\S+) (\S+) re f")


def ofd(document: Document, noise: Noise, rng: Random) -> bytes:
    """Stroked rules, whole rows."""
    return _written(document, Style())


def ofd_cut(document: Document, noise: Noise, rng: Random) -> bytes:
    """Thin bars, rows cut by the page."""
    return _written(document, Style(bars=True, cut=True))


def _written(document: Document, style: Style) -> bytes:
    printer = Printer(document, style)
    printer.print()
    contents = ["".join(map(_object, page.operators)) for page in printer._pages]
    pages = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(contents)))
    box = f"0 0 {WIDTH * MM:.3f} {HEIGHT * MM:.3f}"
    return zipped(
        {
            "OFD.xml": f"<ofd:OFD {SPACE}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>"
            "</ofd:OFD>",
            "Doc_0/Document.xml": f"<ofd:Document {SPACE}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>{box}"
            f"</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages>{pages}</ofd:Pages></ofd:Document>",
            **{
                f"Doc_0/Pages/Page_{n}/Content.xml": f"<ofd:Page {SPACE}><ofd:Content><ofd:Layer>{inner}</ofd:Layer>"
                "</ofd:Content></ofd:Page>"
                for n, inner in enumerate(contents)
            },
        }
    )


def _object(operator: str) -> str:
    if found := _TEXT.fullmatch(operator):
        size, x, y = (float(word) for word in found.groups()[:3])
        text = bytes.fromhex(found[4]).decode("utf-16-be")
        steps = " ".join(f"{size * MM * (0.5 if char.isascii() else 1):.3f}" for char in text[:-1])
        code = f'<ofd:TextCode X="0" Y="{size * MM:.3f}" DeltaX="{steps}">{escape(text)}</ofd:TextCode>'
        at = f"{x * MM:.3f} {(HEIGHT - y - size) * MM:.3f} {len(text) * size * MM:.3f} {1.2 * size * MM:.3f}"
        return f'<ofd:TextObject Boundary="{at}" Size="{size * MM:.3f}">{code}</ofd:TextObject>'
    if found := _STROKE.fullmatch(operator):
        x0, y0, x1, y1 = _millimetres(*map(float, found.groups()))
        return _path(f"M {x0:.3f} {y0:.3f} L {x1:.3f} {y1:.3f}", 'Stroke="true"')
    found = _BAR.fullmatch(operator)
    left, bottom, width, height = map(float, found.groups())
    x0, y0, x1, y1 = _millimetres(left, bottom + height, left + width, bottom)
    corners = f"M {x0:.3f} {y0:.3f} L {x1:.3f} {y0:.3f} L {x1:.3f} {y1:.3f} L {x0:.3f} {y1:.3f} C"
    return _path(corners, 'Fill="true" Stroke="false"')


def _millimetres(x0: float, y0: float, x1: float, y1: float) -> tuple[float, ...]:
    return x0 * MM, (HEIGHT - y0) * MM, x1 * MM, (HEIGHT - y1) * MM


def _path(data: str, how: str) -> str:
    box = f"0 0 {WIDTH * MM:.3f} {HEIGHT * MM:.3f}"
    return f'<ofd:PathObject Boundary="{box}" {how}><ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>'


RENDERERS = {
    "ofd": Renderer(ofd, "ofd", "ruled_table", ".ofd"),
    "ofd_cut": Renderer(ofd_cut, "ofd", "ruled_table", ".ofd"),
}
