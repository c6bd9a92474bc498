"""Tricks of OFD pages: objects in place of the one that prints a figure, with the resources and notes that they name.

In the templates ``{SEEN}`` is the text object of the figure, ``{AFTER}`` that of the decoy behind it; ``{A}`` begins
the decoy's and ``{a}`` ends it, so that between them stand attributes, a ``>`` and what the object holds; ``{S}`` and
``{s}`` are those of the figure, ``{N}`` and ``{n}`` those of a small decoy, ``{B}`` of one before the figure, ``{O}``
of one over it. ``{P}`` begins a path over a page, and
``{D}…{d}`` is its data, in millimetres: ``{x}`` where the figure begins, ``{end}`` where it ends, ``{after}`` where
the decoy ends, ``{top}``, ``{middle}`` and ``{low}`` of its line; ``{over}`` is the box of the decoy, ``{box}`` that of
the figure. A line of `sheet` is ``kind|…``: a ``drawing`` or ``unit`` of the resources, a ``note`` of the page, or a
``font`` with the digits that it draws in place of others, ``12 21`` for a one by a two and a two by a one.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import defaultdict
from random import Random

from tests.generate.font_file import font_file
from tests.generate.pdf_file import HEIGHT, WIDTH
from tests.generate.render_ofd import MM, SPACE, _written
from tests.generate.render_pdf import Style
from tests.generate.render_sheet import zipped
from tests.generate.tricks.trick import Planted, Planting, of_file

_FILE = of_file("in_ofd")
TRICKS, DECORATION = _FILE.tricks, _FILE.decoration
STYLES = (Style(), Style(bars=True, cut=True), Style(bare=True))
_MAIN, _RESOURCES, _NOTES = "Doc_0/Document.xml", "Doc_0/DocumentRes.xml", "Doc_0/Annotations.xml"
_TEXT = (
    r'<ofd:TextObject Boundary="(\S+) (\S+) \S+ \S+" Size="(\S+)">'
    r"<ofd:TextCode [^>]*>{}</ofd:TextCode></ofd:TextObject>"
)


def printed(planting: Planting, seed: int) -> tuple[bytes, str]:
    """The document with its tricks, and its name."""
    return tricked(_written(planting.document, Random(seed).choice(STYLES)), planting.cells), "report.ofd"


def tricked(data: bytes, cells: tuple[Planted, ...]) -> bytes:
    """A document with the tricks of planted cells."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts: dict[str, str | bytes] = {name: package.read(name).decode() for name in package.namelist()}
    said: defaultdict[str, list[str]] = defaultdict(list)
    notes: defaultdict[str, list[str]] = defaultdict(list)
    for cell in cells:
        page = next(name for name, text in parts.items() if cell.token in text)
        found = re.search(_TEXT.format(cell.token), parts[page])
        assert found is not None
        words = _words(cell, *map(float, found.groups()))
        parts[page] = parts[page].replace(found[0], _filled(cell.trick.print, words))
        for line in filter(None, _filled(cell.trick.sheet, words).split("\n")):
            kind, _, text = line.partition("|")
            (notes[page] if kind == "note" else said[kind]).append(text)
    resources = (
        f"<ofd:Res {SPACE}><ofd:DrawParams>{''.join(said['drawing'])}</ofd:DrawParams>"
        f"<ofd:CompositeGraphicUnits>{''.join(said['unit'])}</ofd:CompositeGraphicUnits></ofd:Res>"
    )
    fonts = ""
    for told in said["font"]:
        name, *drawn = told.split()
        parts[f"Doc_0/Res/{name}.ttf"] = font_file(dict(map(tuple, drawn)))
        fonts += f'<ofd:Font ID="{name}" FontName="{name}"><ofd:FontFile>{name}.ttf</ofd:FontFile></ofd:Font>'
    resources = resources.replace(" xmlns", ' BaseLoc="Res" xmlns', 1).replace(
        "</ofd:Res>", f"<ofd:Fonts>{fonts}</ofd:Fonts></ofd:Res>"
    )
    named = "<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes></ofd:CommonData>"
    parts[_MAIN] = parts[_MAIN].replace("</ofd:CommonData>", named)
    parts[_RESOURCES] = resources
    if notes:
        listed = ""
        for number, (page, texts) in enumerate(notes.items()):
            index = re.findall(r"\d+", page)[-1]
            parts[f"Doc_0/Notes_{number}.xml"] = f"<ofd:PageAnnot {SPACE}>{''.join(texts)}</ofd:PageAnnot>"
            listed += f'<ofd:Page PageID="{index}"><ofd:FileLoc>Notes_{number}.xml</ofd:FileLoc></ofd:Page>'
        parts[_NOTES] = f"<ofd:Annotations {SPACE}>{listed}</ofd:Annotations>"
        place = "<ofd:Annotations>Annotations.xml</ofd:Annotations></ofd:Document>"
        parts[_MAIN] = parts[_MAIN].replace("</ofd:Document>", place)
    return zipped(parts)


def _words(cell: Planted, left: float, top: float, size: float) -> dict[str, str]:
    """What the templates of a cell name; its token stands at `left`, `top` and is as wide as its size."""
    wide, other = size / 2 * len(cell.seen), size / 2 * len(cell.decoy)
    x = left + size / 2 - wide / 2
    numbers = {
        "x": x, "end": x + wide, "after": x + wide + other, "top": top + 0.2 * size, "middle": top + 0.65 * size,
        "low": top + 1.15 * size, "size": size, "half": size / 2, "wide": wide,
    }  # fmt: skip
    words = {name: f"{value:.3f}" for name, value in numbers.items()} | {"mark": cell.words["mark"]}
    for begin, end, text, at, high in (
        ("S", "s", cell.seen, x, size),
        ("A", "a", cell.decoy, x + wide, size),
        ("B", "b", cell.decoy, x - other, size),
        ("N", "n", cell.decoy, x + wide, 0.62 * size),
        ("O", "o", cell.decoy, x, size),
    ):
        steps = " ".join([f"{high / 2:.3f}"] * (len(text) - 1))
        room = f"{at:.3f} {top:.3f} {max(len(text), 1) * high:.3f} {1.2 * size:.3f}"
        words[begin] = f'<ofd:TextObject Boundary="{room}" Size="{high:.3f}"'
        words[end] = f'<ofd:TextCode X="0" Y="{high:.3f}" DeltaX="{steps}">{text}</ofd:TextCode></ofd:TextObject>'
    page = f"0 0 {WIDTH * MM:.3f} {HEIGHT * MM:.3f}"
    operators = {
        "SEEN": "{S}>{s}" if cell.seen else "", "AFTER": "{A}>{a}",
        "PAGE": page, "P": f'<ofd:PathObject Boundary="{page}"',
        "D": "<ofd:AbbreviatedData>", "d": "</ofd:AbbreviatedData></ofd:PathObject>",
        "over": "M {end} {top} L {after} {top} L {after} {low} L {end} {low} C",
        "box": "M {x} {top} L {end} {top} L {end} {low} L {x} {low} C",
        "around": "M {x} {top} L {after} {top} L {after} {low} L {x} {low} C",
    }  # fmt: skip
    return {**words, **{name: _filled(text, words) for name, text in operators.items()}}


def _filled(template: str, words: dict[str, str]) -> str:
    for name, word in words.items():
        template = template.replace("{" + name + "}", word)
    return template
