"""A document as one page of HTML, whole in itself, in which the place of a question to a person is marked. It runs
nothing and asks for nothing (see `extractors.shown`), and forbids itself whatever is not in it."""

from __future__ import annotations

import base64
import re
from collections.abc import Collection
from html import escape, unescape

from xxgk.extractors.containers import container
from xxgk.extractors.document import read
from xxgk.extractors.explanation import explain
from xxgk.extractors.narrative.read import titles_in_doubt
from xxgk.extractors.readers.pdf.drawn import MOST_DRAWN, DrawnPage, drawn
from xxgk.extractors.shown import LINES, PAPER, ShownDocument, in_blocks, shown
from xxgk.schema import containers
from xxgk.schema.document import Unreadable
from xxgk.schema.inert import escaped
from xxgk.schema.locators import line_of
from xxgk.schema.readings import SECTION

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'"
MARK = "xxgk-marked"
"""The class of what is marked, and the id of the first of it, to which a frame scrolls."""
STYLE = f"""
body{{font:15px/1.6 "Noto Sans CJK SC","Microsoft YaHei",serif;margin:.6rem 1rem}}
table{{border-collapse:collapse;margin:.6rem 0}}td,th{{border:1px solid #999;padding:.1rem .4rem}}
.{MARK}{{outline:3px solid #c2410c;background:#fff3d6}}#{MARK}{{scroll-margin-top:30vh}}
pre{{white-space:pre-wrap;margin:0}}pre b{{color:#888;font-weight:400;user-select:none}}
.page{{position:relative;margin:0 auto 1rem;max-width:64rem;box-shadow:0 0 4px #888}}
.page img{{width:100%;display:block}}.page i{{position:absolute;background:none}}
"""
_PICTURES = ("image/png", "image/jpeg", "image/gif", "image/bmp", "image/webp")
_AT = re.compile(r'(<\w+) data-at="([^"]*)"')
_BOX = re.compile(r"pdf:p(\d+)[^\[]*\[(-?[\d.]+),(-?[\d.]+),(-?[\d.]+),(-?[\d.]+)\]")


def marked(data: bytes, place: str = "") -> str:
    """The document, with the row marked that was taken for that of `place`: a figure code, a row, a table; nothing
    where it is empty. Raises Unreadable."""
    locators = _rows_of(data, place) if place else ()
    kind = container(data)
    if kind.media_type in _PICTURES:
        body = f'<div class="page">{_picture(data, kind.media_type)}</div>'
    else:
        told = _shown(data, kind.name, kind.reader, locators, cells=not place.startswith(SECTION))
        body = _PAGES.get(told.kind, _page)(told, locators)
    head = f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{POLICY}"><title></title>'
    whole = body.replace(f'class="{MARK}"', f'class="{MARK}" id="{MARK}"', 1)
    return f"<!doctype html><html><head>{head}<style>{STYLE}</style></head><body>{whole}</body></html>"


def _rows_of(data: bytes, place: str) -> frozenset[str]:
    """The places of the cells of the printed rows that were taken for a row of the form; of a section that is looked
    for, the titles that may be its own."""
    try:
        if place.startswith(SECTION):
            return frozenset(titles_in_doubt(read(data).blocks))
        tables = explain(data, "").tables
    except Unreadable:
        return frozenset()
    rows = (row for table in tables for row in table.rows if any(_is_of(claim.code, place) for claim in row.claims))
    return frozenset(cell.locator for row in rows for cell in row.cells)


def _is_of(row: str, place: str) -> bool:
    """Whether a row (``table.row``) is, or is in, or holds a place."""
    return row == place or row.startswith(f"{place}.") or place.startswith(f"{row}.")


def _shown(data: bytes, name: str, reader: str, locators: Collection[str], *, cells: bool) -> ShownDocument:
    """The document; where nothing in it is to be marked, in the way of its container. A page bears the places of its
    `cells` alone; with those of its paragraphs it is shown block by block."""
    if reader == "html" and locators and not cells:
        return in_blocks(data)
    if name == containers.PDF:
        return ShownDocument(PAPER, pages=tuple(drawn(data, range(1, MOST_DRAWN + 1))))
    way = {"html": ("html:p[1]",), "text": ("text:L1",)}.get(reader, ())
    return shown(data, locators or way)


def _page(told: ShownDocument, locators: Collection[str]) -> str:
    def at(found: re.Match[str]) -> str:
        return f'{found[1]} class="{MARK}"' if unescape(found[2]) in locators else found[1]

    return _AT.sub(at, told.markup)


def _lines(told: ShownDocument, locators: Collection[str]) -> str:
    named = {line_of(one).partition("/")[0] for one in locators}
    lines = (_line(number, text, f"text:L{number}" in named) for number, text in enumerate(told.lines, 1))
    return f"<pre>{''.join(lines)}</pre>"


def _line(number: int, text: str, is_marked: bool) -> str:
    words = f"<b>{number:>5}  </b>{escape(escaped(text))}"
    return f'<span class="{MARK}">{words}</span>\n' if is_marked else f"{words}\n"


def _paper(told: ShownDocument, locators: Collection[str]) -> str:
    boxes = [found for one in sorted(locators) if (found := _BOX.match(one))]
    return "".join(
        f'<div class="page">{_picture(page.png, "image/png")}'
        f"{''.join(_box(box, page) for box in boxes if int(box[1]) == page.number)}</div>"
        for page in told.pages
    )


def _box(box: re.Match[str], page: DrawnPage) -> str:
    left, top, right, bottom = map(float, box.groups()[1:])
    places = (("left", left, page.width), ("top", top, page.height))
    sizes = (("width", right - left, page.width), ("height", bottom - top, page.height))
    where = ";".join(f"{name}:{100 * points / whole:.2f}%" for name, points, whole in (*places, *sizes))
    return f'<i class="{MARK}" style="{where}"></i>'


def _picture(data: bytes, media_type: str) -> str:
    return f'<img alt="" src="data:{media_type};base64,{base64.b64encode(data).decode()}">'


_PAGES = {LINES: _lines, PAPER: _paper}
