"""A Word document's XML brought to what is printed, in place, mostly by passes of lxml that run in C.

After `choose_alternatives` and `reduce_to_print` a body holds paragraphs, tables, rows and cells directly (content
controls and other wrappers are gone), tracked changes are accepted, text that is stored twice is there once, the
instructions of fields are gone, and text boxes stand as ``w:txbxContent`` after the paragraph that anchors them.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from lxml import etree

from xxgk.extractors.readers.word.look import FURTHEST, LEAST_FITTED, LEAST_HEIGHT, WIDEST

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

P, TBL, TR, TC, R, T = (W + name for name in ("p", "tbl", "tr", "tc", "r", "t"))
PPR, RPR, TRPR, TCPR = (W + name for name in ("pPr", "rPr", "trPr", "tcPr"))
VAL = W + "val"
TEXT_BOX, ALT_CHUNK = W + "txbxContent", W + "altChunk"
UNREAD_FIELD = "unread-field"
"""Stands in the tree where Word draws something from a field's instruction alone (such as a figure in a circle)."""

MAX_NUMBER = 10_000
MAX_OPEN_FIELDS = 50

SPOILED, ROOM = "spoiled", "room"
"""Attributes that are put on cells, with why a figure in them is not read, and on rows of exact height (twips)."""
CROSSED, PUSHED, BACKWARDS, FITTED, LAID_OVER, NOT_EVERYWHERE = (
    "a line from corner to corner of its cell",
    "print that is pushed out of its cell",
    "print that runs backwards",
    "print that is fitted into too little room",
    "print over which something may lie that is placed by itself",
    "print that not every program shows",
)

_TURNED = W + "bdo"
_ODD = (
    _TURNED,
    *(W + name for name in ("pgNum", "dayShort", "dayLong", "monthShort", "monthLong", "yearShort", "yearLong")),
)
_ALTERNATIVES, _HIDDEN_ROW, _HEIGHT = MC + "AlternateContent", W + "hidden", W + "trHeight"
_GUIDE, _TAKEN_OUT = W + "rt", "taken-out"
_KNOWN_TO_WORD = ("http://schemas.microsoft.com/", "http://schemas.openxmlformats.org/", "urn:schemas-microsoft-com:")
_DIAGONALS = (W + "tl2br", W + "tr2bl")
_FIT = W + "fitText"
_CELL_MARGINS, _OF_TABLES = W + "tcMar", (W + "tblInd", W + "tblCellMar")
_ACROSS = tuple(W + side for side in ("left", "start", "right", "end"))
_DELETED = (W + "del", W + "moveFrom")
_NOISE = tuple(
    W + name
    for name in (
        *("rPrChange", "pPrChange", "tblPrChange", "tblPrExChange", "tblGridChange", "trPrChange", "tcPrChange"),
        *("sectPrChange", "numberingChange"),  # former properties
        *("sdtPr", "sdtEndPr", "customXmlPr", "smartTagPr", "fldData"),
        *("tcBorders", "vAlign", "tcMar", "noWrap"),
        "tabs",  # holds w:tab, as the character is called too
    )
)
_NO_LINE = ("", "nil", "none")
_WRAPPERS = (
    *(W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo")),
    _ALTERNATIVES,
    MC + "Choice",
)
_INLINE = tuple(W + name for name in ("t", "tab", "br", "cr", "sym", "noBreakHyphen", "drawing", "pict", "object"))
_FIELD_CHAR, _INSTRUCTION = W + "fldChar", W + "instrText"
DRAWN_FIELDS = ("EQ", "SYMBOL", "=", "ADVANCE", "BARCODE", "DISPLAYBARCODE", "FORMDROPDOWN", "FORMCHECKBOX")
"""Fields without a stored result that Word draws all the same."""
_STRICT = (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode())


def transitional(data: bytes) -> bytes:
    """The XML with the namespace of strict Office Open XML replaced by the usual one; element names are the same."""
    return data.replace(*_STRICT) if _STRICT[0] in data[:4096] else data


def value(element: etree._Element | None) -> str:
    """The ``w:val`` of a property, ``""`` where it or the property is absent."""
    return "" if element is None else element.get(VAL, "")


def is_on(element: etree._Element) -> bool:
    """Whether a toggle property such as ``w:vanish`` is set."""
    return element.get(VAL, "1") not in ("0", "false", "off", "none")


def number(element: etree._Element, attribute: str = "val") -> int:
    """A non-negative whole number from an attribute, clamped to `MAX_NUMBER`; 0 where it is absent or none."""
    text = element.get(W + attribute, "")
    return min(int(text), MAX_NUMBER) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def signed(element: etree._Element) -> int:
    """A whole number of twips of a width, which may be negative; 0 where it is absent or none."""
    text = element.get(W + "w", "")
    plain = text.removeprefix("-")
    return int(text) if plain.isascii() and plain.isdigit() and len(plain) < 10 else 0


def reduce_to_print(root: etree._Element) -> None:
    """Bring a tree of chosen alternatives to what is printed (see the head of this module). Most documents need few of
    these passes."""
    for line in root.iter(*_DIAGONALS):
        if value(line) not in _NO_LINE and (cell := next(line.iterancestors(TC), None)) is not None:
            cell.set(SPOILED, CROSSED)
    for margins in root.iter(_CELL_MARGINS, *_OF_TABLES):
        _heed_margins(margins)
    if next(root.iter(_FIT), None) is not None:
        _heed_fitting(root)
    etree.strip_elements(root, *_NOISE)
    for guide in list(root.iter(_GUIDE)):
        _take_out_guide(guide)
    for height in root.iter(_HEIGHT):
        if height.get(W + "hRule") == "exact" and (room := number(height)):
            _heed_height(height, room)
    present = {element.tag for element in root.iter(*_DELETED, _HIDDEN_ROW, _FIELD_CHAR, TEXT_BOX, *_WRAPPERS, *_ODD)}
    _heed_odd(root, present)
    if not present.isdisjoint((*_DELETED, _HIDDEN_ROW)):
        joined = _accept_deletions(root)
        etree.strip_elements(root, *_DELETED)
        for properties in reversed(joined):  # from the last to the first each is moved once only
            _join_with_next(properties)
    if _FIELD_CHAR in present:
        _finish_fields(root)
    if TEXT_BOX in present:
        _place_text_boxes(root)
    if not present.isdisjoint(_WRAPPERS):
        etree.strip_tags(root, *_WRAPPERS)


def _heed_odd(root: etree._Element, present: Set[str]) -> None:
    """Note what Word prints in another order than it is written, and the numbers that it puts in of itself, where any
    are `present`."""
    for element in list(root.iter(*_ODD)) if not present.isdisjoint(_ODD) else ():
        if element.tag != _TURNED:
            element.tag = UNREAD_FIELD
        elif value(element) == "rtl" and (cell := next(element.iterancestors(TC), None)) is not None:
            cell.set(SPOILED, cell.get(SPOILED) or NOT_EVERYWHERE)


def _heed_margins(told: etree._Element) -> None:
    """Note that the margins of a cell push its print out of it, or those of all cells, or its own place, a table."""
    sides = [told] if told.tag == _OF_TABLES[0] else told.iterchildren(*_ACROSS)
    far = [signed(side) for side in sides if side.get(W + "type", "dxa") == "dxa"]
    if told.tag == _CELL_MARGINS:
        cell = next(told.iterancestors(TC), None)
        width = None if cell is None else cell.find(f"{TCPR}/{W}tcW")
        room = number(width, "w") if width is not None and width.get(W + "type", "dxa") == "dxa" else 0
        spoiled = [] if cell is None or max(far, default=0) < (room or WIDEST) else [cell]
    else:
        table = next(told.iterancestors(TBL), None)
        is_out = min(far, default=0) <= -FURTHEST or max(far, default=0) >= WIDEST
        spoiled = list(table.iter(TC)) if table is not None and is_out else []
    for one in spoiled:
        one.set(SPOILED, one.get(SPOILED) or PUSHED)


def _heed_fitting(root: etree._Element) -> None:
    """Note that print of a cell is fitted into a room (twips) in which nobody reads it."""
    fitted: dict[tuple[etree._Element | None, str], int] = {}
    fits = list(root.iter(_FIT))
    keys = [(next(fit.iterancestors(P), None), fit.get(W + "id", "")) for fit in fits]
    for fit, key in zip(fits, keys, strict=True):
        run = next(fit.iterancestors(R), None)
        long = 0 if run is None else sum(len(text.text or "") for text in run.iter(T))
        fitted[key] = fitted.get(key, 0) + long
    for fit, key in zip(fits, keys, strict=True):
        cell = next(fit.iterancestors(TC), None)
        if cell is not None and number(fit) < LEAST_FITTED * fitted[key]:
            cell.set(SPOILED, cell.get(SPOILED) or FITTED)


def _take_out_guide(guide: etree._Element) -> None:
    """Take out a phonetic guide; one of digits is what stands over a figure, and is told."""
    printed = "".join(text.text or "" for text in guide.iter(T))
    del guide[:]
    guide.tag = UNREAD_FIELD if any(map(str.isnumeric, printed)) else _TAKEN_OUT


def _heed_height(height: etree._Element, room: int) -> None:
    """Note that a row has exactly some height, or that nothing shows in it."""
    if room < LEAST_HEIGHT:
        height.tag = _HIDDEN_ROW
    elif (row := next(height.iterancestors(TR), None)) is not None:
        row.set(ROOM, str(room))


def choose_alternatives(root: etree._Element) -> None:
    """Of the alternatives for newer and older programs the first that Word knows stays, else the fallback becomes the
    choice."""
    for alternatives in list(root.iter(_ALTERNATIVES)):
        choices = list(alternatives.iterchildren(MC + "Choice"))
        known = next(filter(_is_known, choices), None)
        for extra in choices:
            if extra is not known:
                alternatives.remove(extra)
        if known is None:
            for fallback in alternatives.iterchildren(MC + "Fallback"):
                fallback.tag = MC + "Choice"
    etree.strip_elements(root, MC + "Fallback")


def _is_known(choice: etree._Element) -> bool:
    """Whether a choice asks for nothing but what Word knows."""
    asked = (choice.nsmap.get(prefix, "") for prefix in choice.get("Requires", "").split())
    return all(space.startswith(_KNOWN_TO_WORD) for space in asked)


def _accept_deletions(root: etree._Element) -> list[etree._Element]:
    """Empty the rows that are deleted or hidden (they still count as rows); return the properties of paragraphs whose
    mark is deleted, so that they run on into the next."""
    run_on = []
    for mark in list(root.iter(*_DELETED, _HIDDEN_ROW)):
        owner = mark.getparent()
        holder = None if owner is None else owner.getparent()
        if owner is None or holder is None:
            continue
        if owner.tag == TRPR:
            for cell in list(holder):
                holder.remove(cell)
        elif owner.tag == RPR and holder.tag == PPR and mark.tag in _DELETED:
            run_on.append(holder)
    return run_on


def _join_with_next(properties: etree._Element) -> None:
    paragraph = properties.getparent()
    following = None if paragraph is None else paragraph.getnext()
    if paragraph is None or following is None or paragraph.tag != P or following.tag != P:
        return
    at = 1 if len(following) and following[0].tag == PPR else 0
    following[at:at] = [child for child in paragraph if child.tag != PPR]
    outer = paragraph.getparent()
    if outer is not None:
        outer.remove(paragraph)


@dataclass(slots=True)
class _Field:
    """A field that has begun: what stands in its code, and whether its result has begun."""

    code: list[etree._Element]
    instruction: str = ""
    in_result: bool = False

    @property
    def is_drawn(self) -> bool:
        return self.instruction.strip().upper().startswith(DRAWN_FIELDS)


def _finish_fields(root: etree._Element) -> None:
    """Remove what stands between the beginning of a field and its result. A field that is never finished removes
    nothing, and none reaches from one cell into another."""
    fields: list[_Field] = []
    for element in list(root.iter(_FIELD_CHAR, _INSTRUCTION, TC, *_INLINE)):
        tag = element.tag
        if tag == TC:
            fields = []
        elif tag == _FIELD_CHAR:
            _turn(fields, element)
        elif tag == _INSTRUCTION and fields:
            fields[-1].instruction += element.text or ""
        elif outermost := next((field for field in fields if not field.in_result), None):
            outermost.code.append(element)


def _turn(fields: list[_Field], mark: etree._Element) -> None:
    kind = mark.get(W + "fldCharType")
    if kind == "begin":
        if len(fields) == MAX_OPEN_FIELDS:
            fields.clear()
        fields.append(_Field([]))
    elif fields and kind == "separate":
        _remove(fields[-1].code)
        fields[-1].in_result = True
    elif fields and kind == "end":
        field = fields.pop()
        if not field.in_result:
            _remove(field.code)
            if field.is_drawn and all(outer.in_result for outer in fields):
                mark.tag = UNREAD_FIELD


def _remove(elements: list[etree._Element]) -> None:
    for element in elements:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)


def _place_text_boxes(root: etree._Element) -> None:
    for box in reversed(list(root.iter(TEXT_BOX))):
        anchor = next(box.iterancestors(P), None)
        if anchor is not None:
            anchor.addnext(box)
