"""What stands in a cell besides its characters: lines and grounds of elements without print, scripts, and elements that
show nothing but where a style displays them. A stroke beside a figure is a one, a white box over it hides it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice, takewhile

from xxgk.extractors.readers.html.cascade import PageIndex, PageSheets, Sheets
from xxgk.extractors.readers.html.declared import DRAWN, Style, draws, effects_of
from xxgk.extractors.readers.html.scripts import handlers, is_run, rewritten
from xxgk.extractors.readers.html.text import MOST_PIECES, prints
from xxgk.extractors.readers.html.tree import CELLS, Element

SHORT = 12
"""Characters of a cell that may be a figure."""
# fmt: off
_BLOCKS = (
    "p", "div", "ul", "ol", "dl", "table", "address", "article", "aside", "details", "figure", "footer", "header",
    "main", "nav", "section", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "center", "pre", "form", "fieldset",
)
"""Blocks before which browsers end a paragraph, and all that is said of it and within it."""
INLINE = (
    "a", "abbr", "b", "bdi", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd", "label", "mark", "q",
    "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "var",
)
# fmt: on
_WITHIN = (*INLINE, "p", "div", "center", "li", "ul", "section")
_MAY_HOLD = frozenset((*INLINE, "p"))
_SILENT = ("script", "style", "template", "title", "datalist", "rp")
_SIDES = tuple(f"border-{side}" for side in ("left", "right", "inline-start", "inline-end", "start", "end", "inline"))


def cell_of(element: Element) -> Element:
    """The cell in which an element stands; the element itself where it stands in none."""
    return element if element.tag in CELLS else next(element.iterancestors(*CELLS), element)


def beginning(element: Element) -> list[str]:
    """The pieces of text with which an element begins: all of them in any cell that is a figure."""
    return [text.strip() for text in islice(element.itertext(), MOST_PIECES) if not text.isspace()]


def may_be_figure(element: Element) -> bool:
    """Whether an element is, or stands in, a cell that prints nothing, or so little that it may be a figure."""
    cell = cell_of(element)
    text = "".join(beginning(cell))
    return cell.tag in CELLS and (not text or (len(text) <= SHORT and any(map(str.isnumeric, text))))


def _may_be_figure_beside(cell: Element) -> bool:
    """The same of a cell in which elements stand whose text is no print."""
    seen = [cell.text or ""]
    for inner in islice(cell.iterdescendants(), MOST_PIECES):
        seen += ("" if inner.tag in _SILENT else inner.text or "", inner.tail or "")
    return sum(len(text.strip()) for text in seen) <= SHORT


def may_display(element: Element, sheets: PageSheets) -> bool:
    """Whether a style displays an element that shows nothing by itself."""
    own = effects_of((element.get("style") or "").lower()).style
    displaying = (rule for sheet in sheets.sheets for rule in sheet.rules if rule.name == "display")
    rules = islice(displaying, MOST_PIECES)
    return ("display" in own and not own["display"].kind) or any(
        not rule.declared.kind and rule.selector.fits(element) for rule in rules
    )


def drawn_beside(
    index: PageIndex, styles: Iterable[Style], said: Sheets, sheets: PageSheets, *, changed: bool
) -> Iterator[Element]:
    """The elements in cells that may be figures which draw or print there what is none of their characters, or before
    which a browser ends what changes them here; `styles`: those of all elements, `said` what the `sheets` say.
    `changed`: whether sheets, styles or attributes may change any print."""
    root = index.root
    may_end = changed or next(root.iter(*_CHANGED), None) is not None
    for element in root.iter(*_BLOCKS) if may_end else ():
        parent = element.getparent()
        if parent is not None and parent.tag in _MAY_HOLD and _is_ended(element, said) and may_be_figure(element):
            yield element
    scripts = []
    for element in root.iter(*_SILENT):
        cell = cell_of(element)
        if cell is element:
            if element.tag == "script" and element.text and is_run(element):
                scripts.append(element)
            continue
        if element.get("shadowrootmode"):
            yield cell
        elif _may_be_figure_beside(cell) and (element.tag == "script" or may_display(element, sheets)):
            yield element
    handled = handlers(index)
    if scripts or handled:
        yield from filter(may_be_figure, rewritten(index, scripts, handled))
    if any(map(draws, styles)):
        yield from _styled(root)


def _is_ended(block: Element, said: Sheets) -> bool:
    """Whether a browser ends a paragraph before a block in it, and something is said of that or of what is between."""
    around = [*takewhile(lambda one: one.tag not in CELLS, block.iterancestors())]
    paragraph = next((number for number, one in enumerate(around) if one.tag == "p"), -1)
    return any(
        one.get("hidden") is not None
        or one in said
        or one.tag in _CHANGED
        or effects_of((one.get("style") or "").lower()).together
        for one in around[: paragraph + 1]
    )


_CHANGED = ("del", "s", "strike", "sup", "sub", "small")
"""Elements that change print by themselves."""


def _styled(root: Element) -> Iterator[Element]:
    """Elements whose own style draws beside a figure: around print a line at one side of it, else anything."""
    drawing: dict[str, bool] = {}
    for element in root.iter(*_WITHIN):
        style = element.get("style")
        if style is None:
            continue
        if style not in drawing:
            drawing[style] = draws(effects_of(style.lower()).style)
        if drawing[style] and (_is_lined(style) or not prints(element)) and may_be_figure(element):
            yield element


def _is_lined(style: str) -> bool:
    declared = effects_of(style.lower()).style
    return any(one.kind == DRAWN and name.startswith(_SIDES) for name, one in declared.items())
