"""From the tree of a page to what it prints.

`prepare` works on the tree itself, at the speed of libxml2: what is not printed is emptied, what is printed in another
way than by characters (a strike, a picture, a form field) is noted for its cell, and the inline tags that cut numbers
and labels into pieces are dissolved. After it, the text of a leaf is the text of its element.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from lxml import etree

from xxgk.extractors.readers.html.cascade import by_sheets, is_doubtful, is_on_ground
from xxgk.extractors.readers.html.text import BLOCKS, LINE
from xxgk.extractors.readers.html.tree import CELLS, SECTIONS, Element

Sheets = Mapping[Element, tuple[str, str]]
Marks = dict[Element, str]  # every row and cell -> what it shows beside or in place of its text
IMAGE, FIELD, HIDDEN, STRUCK, GONE = "image", "form field", "hidden", "struck out", "not displayed"
UNSEEN, GENERATED = "print that nobody may see", "print of a style sheet"
CUT = "cut off"

# fmt: off
_INLINE = (
    "b", "i", "u", "s", "em", "strong", "span", "font", "o:p", "br", "sup", "sub", "small", "big", "tt", "del", "ins",
    "strike", "mark", "q", "cite", "code", "dfn", "kbd", "samp", "var", "abbr", "acronym", "bdi", "bdo", "wbr", "nobr",
    "basefont", "blink", "label", "time", "publishtime",
)
# fmt: on
MANY_TAGS, _MANY_CHILDREN = 20_000, 1000
"""Tags of a page, and children of one element, from which the texts between them are put together first."""
SHORTEST_TAG = len("<b>")
_IMAGES = ("img", "svg", "canvas", "object", "embed", "iframe", "video")
_FIELDS = ("input", "select", "textarea", "button")
_RAISED = ("sup", "sub")
_STRUCK = ("s", "strike", "del")
_WHITES = ("white", "#fff", "#ffffff")
_PREFORMATTED = ("pre", "xmp")
_NEVER = ("script", "style", "noscript", "template", "title", "datalist", "rp", "noframes")
_WITH_CONTENT = ("svg", "canvas", "object", "iframe", "video", "audio", "select", "textarea", "button")
_SPECIAL = frozenset((*_IMAGES, *_FIELDS, *_WITH_CONTENT, *_RAISED, *_STRUCK, *_PREFORMATTED, "br"))
_SIGNS = (  # each begins with a word of its own: so it is found several times faster than all in one pattern
    re.compile(rb"display\s*:\s*none"),
    re.compile(rb"ity\s*+:\s*+(?:hidden|collapse|0?(?:\.[01]\d*)?\s*[;}!\"'])"),  # of visibility and opacity
    re.compile(rb"hidden(?<!:hidden)(?<!:\shidden)(?<![\w\"']hidden)"),  # not in overflow, type="hidden"
    re.compile(rb"line-through"),
    re.compile(rb"vertical-align\s*:\s*(?:su|-?[\d.]*[1-9])"),
    re.compile(rb"font-size\s*:\s*(?:0|[1-3](?:px|pt))"),
    re.compile(rb"text-indent\s*:\s*-\d\d"),
    re.compile(rb"color\s*[:=]\s*[\"']?(?:#fff(?:fff)?\b|white\b|transparent)"),
    re.compile(rb"content\s*:\s*[^;}]{0,80}[\d(]"),
)
_STYLES = re.compile(
    r"(?P<gone>display\s*:\s*none|visibility\s*:\s*collapse)|visibility\s*:\s*(?P<unseen>hidden)"
    r"|text-decoration[^;:]{0,40}:[^;]{0,200}(?P<struck>line-through)"
    r"|vertical-align\s*:\s*(?P<raised>super|sub|-?[\d.]{0,6}[1-9])",
    re.IGNORECASE,
)


def prepare(root: Element, cells: list[Element], styled: bool = True, many: bool = False) -> Marks:
    """Reduce a tree, in place, to what it prints, and mark the cells that print more than text.

    Rows and cells stay in their places, emptied where hidden, so that they can still be counted; those that take no
    place either are marked `GONE`. `cells` are all rows and cells; `styled` false spares the search for
    styles that hide or strike. `many`: there may be so many elements that text has to be put together first.
    """
    marks: Marks = dict.fromkeys(cells, "")
    if many:
        _melt(root, frozenset(_NEVER), printed=False)
    sheets = by_sheets(root) if styled else {}
    etree.strip_elements(root, *_NEVER, with_tail=False)
    special = [*root.iter(*_SPECIAL)]
    for element in special:
        tag = element.tag
        if tag in _IMAGES:
            _mark(marks, element, IMAGE)
        elif tag in _FIELDS and element.get("type", "").lower() != "hidden":
            _mark(marks, element, FIELD)
        if tag in _WITH_CONTENT:
            _empty(element)
    raised = [element for element in special if element.tag in _RAISED]
    if styled:
        raised += _apply_styles(root, marks, sheets)
    _bracket(raised)
    for element in special:
        tag = element.tag
        if tag == "br":
            element.text = LINE
        elif tag in _STRUCK:
            _strike(marks, element)
        elif tag in _PREFORMATTED:
            _keep_lines(element)
    if many:
        _melt(root, frozenset(_INLINE), printed=True)
    etree.strip_tags(root, *_INLINE)
    return marks


def _melt(root: Element, stripped: frozenset[str], *, printed: bool) -> None:
    """Put what is to be stripped into the text before it, in elements that hold much of it.

    Stripping leaves a text node for each, and lxml joins the nodes of a text anew with every node of it."""
    for parent in [element for element in root.iter() if len(element) >= _MANY_CHILDREN]:
        first = texts = [parent.text or ""]
        kept: list[tuple[Element, list[str]]] = []
        for child in parent:
            if child.tag not in stripped or (len(child) and not _is_all(child, stripped)):
                texts = []
                kept.append((child, texts))
            elif printed:
                texts.append("".join(child.itertext()) if len(child) else child.text or "")
            texts.append(child.tail or "")
        if len(kept) == len(parent):
            continue
        del parent[:]
        parent.text = "".join(first)
        for child, texts in kept:
            child.tail = "".join(texts)
            parent.append(child)


def _is_all(element: Element, tags: frozenset[str]) -> bool:
    return all(inner.tag in tags for inner in element.iterdescendants())


def may_be_styled(lower: bytes) -> bool:
    """Whether a page, in lower case, names any property for which `prepare` has to look at every element."""
    return any(sign.search(lower) for sign in _SIGNS)


def _apply_styles(root: Element, marks: Marks, sheets: Sheets) -> list[Element]:
    """Hide and strike as attributes, styles and the page's `sheets` tell; the elements that they raise or lower are
    returned."""
    kinds: dict[str | None, str] = {None: ""}
    raised = []
    for element in [*root.iter("*")]:
        style = element.get("style")
        if style not in kinds:
            found = _STYLES.search(style or "")
            kinds[style] = (found.lastgroup or "") if found else "doubtful" if is_doubtful(style or "") else ""
        kind = _kind(element, kinds[style], sheets.get(element))
        if kind == "raised":
            raised.append(element)
        elif kind:
            _hide(element, kind, marks)
    return raised


def _kind(element: Element, by_style: str, by_sheet: tuple[str, str] | None) -> str:
    """What attributes, the style or a sheet do to an element's print."""
    if element.get("hidden") is not None:
        return "gone"
    if by_sheet is not None and by_sheet[0] not in (element.get("style") or ""):
        return by_sheet[1]
    if element.tag == "font" and (element.get("color") or "").lower() in _WHITES:
        by_style = "doubtful"
    if by_style == "doubtful" and any(is_on_ground(around) for around in (element, *element.iterancestors())):
        return ""
    if by_style == "raised" and element.tag in CELLS:
        return ""
    return by_style or ("silent" if element.get("aria-hidden", "").lower() == "true" else "")


def _hide(element: Element, kind: str, marks: Marks) -> None:
    match kind:
        case "gone":
            _remove(element, marks)
        case "unseen" | "silent":
            for inner in _cells(element):
                if kind != "unseen" and _prints(inner):
                    _mark(marks, inner, HIDDEN)
                _empty(inner)
        case "struck":
            _strike(marks, element)
        case "generated":
            _mark(marks, element, GENERATED)
        case "doubtful" if _has_digit(element):
            _mark(marks, element, UNSEEN)


def _has_digit(element: Element) -> bool:
    return any(character.isdigit() for text in element.itertext() for character in text)


def _cells(element: Element) -> list[Element]:
    """The element itself, or the cells within where it is a part of a table that must keep its rows."""
    return [*element.iter(*CELLS)] if element.tag in ("table", "tr", *SECTIONS) else [element]


def _mark(marks: Marks, element: Element, reason: str) -> None:
    cell = element if element.tag in CELLS else next(element.iterancestors(*CELLS), None)
    if cell is not None:
        marks[cell] = reason


def _strike(marks: Marks, element: Element) -> None:
    for inner in _cells(element):
        if _prints(inner):
            _mark(marks, inner, STRUCK)


def _prints(element: Element) -> bool:
    return any(not text.isspace() for text in element.itertext())


def _empty(element: Element) -> None:
    del element[:]
    element.text = None


def _remove(element: Element, marks: Marks) -> None:
    """Take an element out of print; parts of a table stay, emptied and marked: their neighbours keep their numbers."""
    if element.tag in SECTIONS:
        for row in element:
            _remove(row, marks)
        return
    _empty(element)
    if element.tag in ("tr", *CELLS):
        marks[element] = GONE


def _bracket(raised: Iterable[Element]) -> None:
    """Put ``〔…〕`` around what is raised or lowered beside other text: a footnote mark is not a digit of a figure."""
    lengths: dict[Element, int] = {}
    for element in raised:
        length = _length(element)
        block = next((above for above in element.iterancestors() if above.tag in BLOCKS), element)
        if block not in lengths:
            lengths[block] = _length(block)
        if not length or length == lengths[block]:
            continue
        element.text = "〔" + (element.text or "")
        if len(element):
            element[-1].tail = (element[-1].tail or "") + "〕"
        else:
            element.text += "〕"


def _length(element: Element) -> int:
    return sum(len(text.strip()) for text in element.itertext())


def _keep_lines(element: Element) -> None:
    for inner in element.iter():
        if inner.text:
            inner.text = inner.text.replace("\n", LINE)
        if inner.tail and inner is not element:
            inner.tail = inner.tail.replace("\n", LINE)
