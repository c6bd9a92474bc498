"""Tricks of PDF pages: operators in place of those that print a figure, with the resources, notes and fields that they
name.

In the templates ``{seen}``, ``{decoy}``, … are strings of codes; beside them stand the place of the figure in points:
``{x}`` and ``{y}`` where its line begins, ``{s}`` its size, ``{end}`` where it ends, ``{left}`` where a decoy before it
begins; and whole operators: ``{SEEN}``, ``{AFTER}`` (the decoy behind the figure), ``{BEFORE}``, and boxes for ``re``:
``{box}`` of the figure, ``{over}`` of the decoy behind it. A line of `sheet` is ``category|dictionary`` of a resource
with the name of the mark, or ``category|dictionary|content`` of one that is a stream; of the categories ``Annots`` are
notes (whose content is their appearance, ``{rect}`` their box) and ``Layer`` is a layer that is off.
"""

from __future__ import annotations

import re
from collections import defaultdict
from random import Random

from tests.generate.noise import QUIET
from tests.generate.renderers import RENDERERS
from tests.generate.tricks.trick import Planted, Planting, of_file

_FILE = of_file("in_pdf")
TRICKS, DECORATION = _FILE.tricks, _FILE.decoration
RENDERED = ("pdf", "pdf_cut", "pdf_split", "pdf_bare")
_OBJECT = re.compile(rb"(\d+) 0 obj\n(.*?)\nendobj\n", re.DOTALL)
_DIGITS = re.compile(r"<((?:003[0-9])+)>")
_CODES = ("seen", "first", "rest", "turned", "decoy")


def printed(planting: Planting, seed: int, rendered: tuple[str, ...] = RENDERED) -> tuple[bytes, str]:
    """The file with its tricks, and its name."""
    rng = Random(seed)
    data = RENDERERS[rng.choice(rendered)].write(planting.document, QUIET, rng)
    return tricked(data, planting.cells), "report.pdf"


def tricked(data: bytes, cells: tuple[Planted, ...]) -> bytes:
    """A file of `pdf_file` with the tricks of planted cells."""
    file = _File(data)
    for cell in cells:
        file.put(cell)
    return file.written()


def in_times(data: bytes) -> bytes:
    """The same in a font that every program has, whose digits are as wide."""
    file = _File(data)
    file.exchange()
    return file.written()


class _File:
    """The objects of a file while tricks are put into it."""

    def __init__(self, data: bytes) -> None:
        self._objects = {int(number): body.decode("latin-1") for number, body in _OBJECT.findall(data)}
        self._resources: defaultdict[int, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self._layers: list[int] = []

    def put(self, cell: Planted) -> None:
        """Print a planted cell."""
        code = f"<{ord(cell.token):04x}>"
        (content,) = (number for number, body in self._objects.items() if code in body)
        page = content - 1
        operator = re.search(rf"BT /F1 (\S+) Tf (\S+) (\S+) Td {code} Tj ET", self._objects[content])
        assert operator is not None
        words = _words(cell, *map(float, operator.groups()))
        body = self._objects[content].replace(operator[0], _filled(cell.trick.print, words))
        stream = body[body.index("stream\n") + 7 : body.rindex("\nendstream")]
        self._objects[content] = f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream"
        for line in filter(None, _filled(cell.trick.sheet, words).split("\n")):
            self._put_resource(page, words["mark"], *line.replace("{last}", str(max(self._objects))).split("|"))

    def _put_resource(self, page: int, mark: str, category: str, value: str, content: str | None = None) -> None:
        if category == "Annots":
            if content is not None:
                box = value.partition("/Rect ")[2].partition("]")[0] + "]"
                form = f"/Type /XObject /Subtype /Form /BBox {box} /Resources << /Font << /F1 3 0 R >> >>"
                value = f"{value[:-2]} /AP << /N {self._add(f'<< {form} >>', content)} 0 R >> >>"
            self._resources[page][category].append(f"{self._add(value)} 0 R")
            return
        number = self._add(value, content)
        if category == "Layer":
            self._layers.append(number)
            category = "Properties"
        self._resources[page][category].append(f"/{mark} {number} 0 R")

    def _add(self, value: str, content: str | None = None) -> int:
        number = max(self._objects) + 1
        if content is not None:
            value = f"{value[:-2]} /Length {len(content)} >>\nstream\n{content}\nendstream"
        self._objects[number] = value
        return number

    def exchange(self) -> None:
        """Print all digits in Times."""
        for number, body in self._objects.items():
            head, begin, rest = body.partition("stream\n")
            if begin:
                content = _DIGITS.sub(
                    lambda found: "<" + found[1].replace("003", "3") + ">", rest.removesuffix("\nendstream")
                )
                head = re.sub(r"/Length \d+", f"/Length {len(content)}", head)
                self._objects[number] = f"{head}stream\n{content}\nendstream"
        self._objects[3] = "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>"

    def written(self) -> bytes:
        """The file."""
        for page, resources in self._resources.items():
            notes = " ".join(resources.pop("Annots", ()))
            named = " ".join(f"/{category} << {' '.join(ones)} >>" for category, ones in resources.items())
            body = self._objects[page].replace("/F1 3 0 R >>", f"/F1 3 0 R >> {named}")
            self._objects[page] = body[:-2] + f" /Annots [{notes}] >>" if notes else body
        if self._layers:
            off = " ".join(f"{number} 0 R" for number in self._layers)
            layers = f"/OCProperties << /OCGs [{off}] /D << /OFF [{off}] /Order [{off}] >> >>"
            self._objects[1] = f"{self._objects[1][:-2]} {layers} >>"
        out = bytearray(b"%PDF-1.7\n")
        places = []
        for number in range(1, max(self._objects) + 1):
            places.append(len(out))
            out += f"{number} 0 obj\n{self._objects[number]}\nendobj\n".encode("latin-1")
        start = len(out)
        table = "".join(f"{place:010d} 00000 n \n" for place in places)
        out += f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{table}".encode("ascii")
        out += f"trailer << /Size {len(places) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode("ascii")
        return bytes(out)


def _words(cell: Planted, size: float, x: float, y: float) -> dict[str, str]:
    """What the templates of a cell name; its token stands at `x`, `y` and is as wide as its size."""
    wide, other = size / 2 * len(cell.seen), size / 2 * len(cell.decoy)
    start = x + size / 2 - wide / 2
    codes = {name: f"<{cell.words[name].encode('utf-16-be').hex()}>" for name in _CODES}
    numbers = {
        "x": start, "y": y, "s": size, "end": start + wide, "left": start - other, "after": start + wide + other,
        "low": y - 0.15 * size, "middle": y + 0.35 * size, "high": y + 0.8 * size, "raised": y + size / 3,
        "w": wide, "dw": other, "aw": wide + 2 * other, "h": size, "third": size / 3, "half": size / 2,
        "note": 0.62 * size, "eight": 0.8 * size,
    }  # fmt: skip
    words = codes | {name: f"{value:.2f}" for name, value in numbers.items()} | {"mark": cell.words["mark"]}
    operators = {
        "SEEN": "BT /F1 {s} Tf {x} {y} Td {seen} Tj ET",
        "AFTER": "BT /F1 {s} Tf {end} {y} Td {decoy} Tj ET",
        "BEFORE": "BT /F1 {s} Tf {left} {y} Td {decoy} Tj ET",
        "NOTE": "q BT /F1 {note} Tf {end} {y} Td {third} Ts {decoy} Tj ET Q",
        "box": "{x} {low} {w} {h} re",
        "over": "{end} {low} {dw} {h} re",
        "under": "{left} {low} {dw} {h} re",
        "around_box": "{left} {low} {aw} {h} re",
        "rect": "[{end} {low} {after} {high}]",
        "around": "[{left} {low} {after} {high}]",
    }
    return {**words, **{name: _filled(text, words) for name, text in operators.items()}}


def _filled(template: str, words: dict[str, str]) -> str:
    for name, word in words.items():
        template = template.replace("{" + name + "}", word)
    return template
