"""Tricks of Word packages: runs in place of the one that prints a figure, and styles.

In the templates ``{SEEN}`` is a plain run of the figure, ``{D}`` the text element of the decoy and ``{S}`` that of the
figure; `around` stands among the properties of the cell.
"""

from __future__ import annotations

import io
import re
import zipfile
from random import Random

from tests.generate.noise import QUIET
from tests.generate.render_docx import _dated
from tests.generate.renderers import RENDERERS
from tests.generate.tricks.trick import Planted, Planting, of_file

_FILE = of_file("in_word")
TRICKS, DECORATION = _FILE.tricks, _FILE.decoration
RENDERED = ("docx", "docx_numbered")
_DOCUMENT, _STYLES = "word/document.xml", "word/styles.xml"
_TEXT = '<w:t xml:space="preserve">{}</w:t>'
_NAMESPACES = (
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)


def printed(planting: Planting, seed: int) -> tuple[bytes, str]:
    """The package with its tricks, and its name."""
    rng = Random(seed)
    data = RENDERERS[rng.choice(RENDERED)].write(planting.document, QUIET, rng)
    return tricked(data, planting.cells), "report.docx"


def tricked(data: bytes, cells: tuple[Planted, ...]) -> bytes:
    """A package with the tricks of planted cells."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == _DOCUMENT:
                content = _document(content.decode(), cells).encode()
            elif name == _STYLES:
                styles = "".join(cell.sheet for cell in cells)
                content = content.decode().replace("</w:styles>", f"{styles}</w:styles>").encode()
            new.writestr(name, content)
    return _dated(buffer.getvalue())


def _document(xml: str, cells: tuple[Planted, ...]) -> str:
    named = [one for one in _NAMESPACES.split(" ") if one and one.partition("=")[0] not in xml[:4000]]
    xml = re.sub(r"<w:document ", f"<w:document {' '.join(named)} ", xml, count=1)
    for cell in cells:
        run = f"<w:r>{_TEXT.format(cell.token)}</w:r>"
        assert run in xml
        if cell.around:
            start = xml.rindex("<w:tcPr", 0, xml.index(run))
            end = xml.index(">", start)
            xml = (
                f"{xml[: end - 1]}>{cell.around}</w:tcPr>{xml[end + 1 :]}"
                if xml[end - 1] == "/"
                else f"{xml[: end + 1]}{cell.around}{xml[end + 1 :]}"
            )
        xml = xml.replace(run, _print(cell))
    return xml


def _print(cell: Planted) -> str:
    text = cell.print
    words = {
        "SEEN": f"<w:r>{_TEXT.format(cell.seen)}</w:r>" if cell.seen else "",
        "S": _TEXT.format(cell.seen),
        "D": _TEXT.format(cell.decoy),
    }
    for name, word in words.items():
        text = text.replace("{" + name + "}", word)
    return text
