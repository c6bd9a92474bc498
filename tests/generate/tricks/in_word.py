"""Tricks of Word packages: runs in place of the one that prints a figure, and styles.

In the templates ``{SEEN}`` is a plain run of the figure, ``{D}`` the text element of the decoy and ``{S}`` that of the
figure; `around` stands among the properties of the cell, but for what stands in ``<w:pPr>``, ``<w:trPr>`` and
``<w:tblPr>`` there: among those of its paragraph, row and table.
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
_ELSEWHERE = re.compile(r"<w:(pPr|trPr|tblPr)>(.*?)</w:\1>")
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
        around = cell.around
        for name, told in _ELSEWHERE.findall(around):
            around = around.replace(f"<w:{name}>{told}</w:{name}>", "")
            xml = _with_property(xml, name, told, xml.index(run))
        if around:
            xml = _with_property(xml, "tcPr", around, xml.index(run))
        xml = xml.replace(run, _print(cell))
    return xml


def _with_property(xml: str, name: str, told: str, at: int) -> str:
    """The document with something among the properties of that name of what is around a place."""
    start = xml.rindex(f"<w:{name[:-2]}>", 0, at) + len(name) + 2
    end = xml.index(">", start) + 1
    if not xml.startswith(f"<w:{name}", start):
        return f"{xml[:start]}<w:{name}>{told}</w:{name}>{xml[start:]}"
    if xml[end - 2] == "/":
        return f"{xml[: end - 2]}>{told}</w:{name}>{xml[end:]}"
    style = '<w:tblStyle w:val="TableGrid"/>'
    end += len(style) if xml.startswith(style, end) else 0
    return f"{xml[:end].removesuffix(style)}{told}{xml[end:]}"


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
