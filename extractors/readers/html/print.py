"""From the tree of a page to what it prints.

`prepare` works on the tree itself, at the speed of libxml2: what is not printed is emptied, what is printed in another
way than by characters (a strike, a picture, a form field) is noted for its cell, and the inline tags that cut numbers
and labels into pieces are dissolved. After it, the text of a leaf is the text of its element.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, islice, takewhile
from typing import NamedTuple, cast

from lxml import etree

from xxgk.extractors.readers.html.attributes import Tags, each_once, tags_at
from xxgk.extractors.readers.html.cascade import PageIndex, PageSheets, Sheets, by_sheets, is_on_ground
from xxgk.extractors.readers.html.declared import (
    BESIDE,
    DOUBTFUL,
    DRAWN,
    PALE,
    PULLED,
    RAISED,
    SHUFFLED,
    SMALL,
    STRANGE,
    Declared,
    Style,
    combined,
    draws_pictures,
    effects_of,
    ground_of,
    hides_cell,
    ink_of,
)
from xxgk.extractors.readers.html.drawn import (
    SHORT,
    beginning,
    cell_of,
    drawn_beside,
    may_be_figure,
    may_display,
)
from xxgk.extractors.readers.html.grounds import drawn_cells
from xxgk.extractors.readers.html.laid_over import laid_over
from xxgk.extractors.readers.html.own_lines import on_own_lines
from xxgk.extractors.readers.html.text import BLOCKS, LINE, MOST_PIECES
from xxgk.extractors.readers.html.tree import CELLS, SECTIONS, Element
from xxgk.extractors.readers.html.veils import COLOUR, FADED, FONT, ROOM, faint, own_texts, share_seen, veil, veils
from xxgk.extractors.readers.html.veils import LINE as STRUCK_LINE
from xxgk.extractors.readers.seen import UNKNOWN, Colour, contrast, is_seen, left_of_struck, masked
from xxgk.extractors.readers.seen import WHITE as PAPER
from xxgk.schema.remembered import remembered

Marks = dict[Element, str]  # every row and cell -> what it shows beside or in place of its text
IMAGE, FIELD, HIDDEN, STRUCK_OUT, GONE = "image", "form field", "hidden", "struck out", "not displayed"
UNSEEN, GENERATED = "print that nobody may see", "print of a style sheet"
CUT, FORMULA = "cut off", "formula"
OTHER_FONT = "print of a font that the page brings along"
_VEILED = {FONT: OTHER_FONT, STRUCK_LINE: STRUCK_OUT}
_NOT_PRINT = (IMAGE, FIELD, GENERATED)
"""What stands in the text, or in it besides its characters."""

# fmt: off
_INLINE = (
    "b", "i", "u", "s", "em", "strong", "span", "font", "o:p", "br", "sup", "sub", "small", "big", "tt", "del", "ins",
    "strike", "mark", "q", "cite", "code", "dfn", "kbd", "samp", "var", "abbr", "acronym", "bdi", "bdo", "wbr", "nobr",
    "basefont", "blink", "label", "time", "publishtime",
)
# fmt: on
_PROSE = frozenset((*_INLINE, "a", "p")) - {"br"}
"""Elements of running text: what is written over a picture, as titles are, is none."""
MANY_TAGS, _MANY_CHILDREN = 20_000, 1000
"""Tags of a page, and children of one element, from which the texts between them are put together first."""
SHORTEST_TAG = len("<b>")
_IMAGES = ("img", "svg", "canvas", "object", "embed", "iframe", "video", "progress", "meter", "image")
_SPACERS = ("0", "1", "2", "0px", "1px", "2px")
_FIELDS = ("input", "select", "textarea", "button", "option", "optgroup")
_RAISED = ("sup", "sub", "rt")
_CLOSED = ("details", "dialog")
_ODD = ("bdo", "math", "ol", "hr", "small")
_PLAIN_MATH = frozenset(("math", "mn", "mi", "mo", "mrow", "mstyle", "mtext"))
_STRUCK = ("s", "strike", "del")
_PREFORMATTED = ("pre", "xmp")
_HEADS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_NEVER = ("script", "style", "noscript", "template", "title", "datalist", "rp", "noframes", "noembed")
_WITH_CONTENT = ("svg", "canvas", "object", "iframe", "video", "audio", "progress", "meter", "select", "textarea",
                 "button")  # fmt: skip
_SPECIAL = frozenset((*_IMAGES, *_FIELDS, *_WITH_CONTENT, *_RAISED, *_STRUCK, *_PREFORMATTED, *_CLOSED, *_ODD, "br"))
_ROW_PARTS = frozenset((*CELLS, "tr"))
_TABLE = frozenset((*CELLS, "tr", "table", *SECTIONS))
_WITHIN_CELLS = frozenset((STRANGE, SMALL, SHUFFLED, PULLED, BESIDE))
"""What styles do to print within a cell alone, not to the cell itself or to what is around it."""
_OTHER_SIGNS = (  # each begins with a word of its own: so it is found several times faster than all in one pattern
    re.compile(rb"hidden(?:(?<!:hidden)(?<![\s\w\"']hidden)|(?<=\shidden)[\s=>/])"),  # not overflow, type="hidden"
    re.compile(rb"face\s*+=\s*+[\"']?w(?:ing|eb)dings"),
    re.compile(rb"popover[\s=>/]"),
    re.compile(rb"dir\s*+=\s*+[\"']?(?:rtl|auto)"),
    re.compile(rb"size\s*+=\s*+[\"']?(?:-|[12][\"'\s>])"),
)
_TURNS = (re.compile(rb"\xe2\x80[\xad\xae]"), re.compile(rb"&#(?:x0{0,4}202[de]|0{0,4}823[78])\b"))
_STYLE_ATTRIBUTE = re.compile(rb"style\s*+=\s*+(?:(?=\"([^\"]*+)\")|(?='([^']*+)')|([^\s>\"']++))")
"""What stands in quotes is looked through again: the quote may have been one of a title or a script."""
_HIDDEN = b"hidden"
_TURNED = ("\u202e", "\u202d")
"""Characters behind which a line runs another way."""


_NO_TAGS = Tags(b"", holds_signs=False)


class PageSigns(NamedTuple):
    """What the source of a page shows of it: whether attributes and styles of elements may do anything to print, the
    kinds of what the styles do, whether characters turn the direction of a line, whether a ground may take up
    print, whether styles or attributes name pictures, the styles themselves, the tags of the source in lower case (each
    once, where that shows their styles), and those of its styles that do something to print by themselves, as they
    stand there (None: not known)."""

    is_styled: bool = True
    kinds: frozenset[str] = frozenset()
    is_turned: bool = True
    has_grounds: bool = True
    has_pictures: bool = True
    styles: tuple[Style, ...] = ()
    tags: Tags = _NO_TAGS
    telling: tuple[bytes, ...] | None = None


def prepare(
    index: PageIndex, cells: list[Element], signs: PageSigns, page_sheets: PageSheets, *, many: bool = False
) -> Marks:
    """Reduce a tree, in place, to what it prints, and mark the cells that print more than text.

    Rows and cells stay in their places, emptied where hidden, so that they can still be counted; those that take no
    place either are marked `GONE`. `cells` are all rows and cells; `signs` may spare the search for what
    hides or strikes; `page_sheets` are the page's style sheets. `many`: there may be so many elements that text has to
    be put together first.
    """
    root = index.root
    marks: Marks = dict.fromkeys(cells, "")
    if many:
        _melt(root, frozenset(_NEVER), printed=False)
    sheets = by_sheets(index, signs.kinds, page_sheets) if page_sheets.sheets else {}
    changed = bool(sheets) or signs.telling is None or bool(signs.telling) or _HIDDEN in signs.tags.source
    for element in drawn_beside(index, signs.styles, sheets, page_sheets, changed=changed):
        _mark(marks, element, UNSEEN)
    etree.strip_elements(root, *_NEVER, with_tail=False)
    marks.update(dict.fromkeys(laid_over(root, signs.styles, sheets), UNSEEN))
    marks.update(dict.fromkeys(on_own_lines(index, signs.styles, page_sheets), UNSEEN))
    special = [*root.iter(*_SPECIAL)]
    for element in special:
        _note(element, marks)
    raised = [element for element in special if element.tag in _RAISED]
    if signs.is_styled or signs.is_turned or sheets or page_sheets.fonts:
        raised += _apply_styles(root, marks, _Said(sheets, page_sheets), signs)
    _bracket(raised)
    if signs.has_pictures or sheets:
        for cell in drawn_cells(root, sheets):
            _mark(marks, cell, IMAGE)
    if signs.has_grounds:
        _lose_in_ground(root, marks)
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


def _note(element: Element, marks: Marks) -> None:
    """Note what an element prints in another way than by characters, and take out what it does not print."""
    tag = element.tag
    if tag in _IMAGES and not _is_spacer(element):
        _mark(marks, element, IMAGE)
    elif tag in _FIELDS and element.get("type", "").lower() != "hidden":
        _mark(marks, element, FIELD)
    if tag in _WITH_CONTENT:
        _empty(element)
    elif tag in _CLOSED and element.get("open") is None:
        _hide(element, DOUBTFUL if tag == "details" or cell_of(element) is not element else "gone", marks, {})
    elif tag == "small":
        _hide(element, SMALL, marks, {})
    elif tag in _ODD and _is_odd(element):
        _mark(
            marks,
            element,
            UNSEEN if tag == "bdo" else GENERATED if tag == "ol" else FORMULA if tag == "math" else IMAGE,
        )


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


def signs_of(lower: bytes, once: Tags | None = None) -> PageSigns:
    """What the source of a page, in lower case, shows of what `prepare` has to look for; its style sheets apart.
    `once`: its tags once each."""
    once = each_once(lower) if once is None else once
    told = once.source + _ENDS_QUOTES
    styles, given = _styles_in(told), _colours_in(told)
    if any(b"<" in value for value in (*styles, *(colour for _, colour in given))):  # the value was parted there
        told = lower
        styles, given = _styles_in(told), _colours_in(told)
    is_coded = any(b"&" in style for style in styles)
    texts = [style.decode("utf-8", "replace") for style in styles]
    effects = [effects_of(text) for text in texts]
    kinds = frozenset[str]().union(*(one.kinds for one in effects))
    is_styled = DOUBTFUL in kinds or is_coded or any(colour.startswith(_PALE) for _, colour in given)
    is_styled = is_styled or any(sign.search(told) for sign in _OTHER_SIGNS)
    colours = [(one.ink, one.ground) for one in effects]
    for of_ground, colour in given:
        of_attribute = _as_colour(colour.decode("latin-1"))
        colours.append((None, ground_of(of_attribute)) if of_ground else (ink_of(of_attribute), None))
    grounds = [ground for _, ground in colours if ground is not None]
    has_grounds = any(map(_is_dark, grounds)) or bool(grounds and (is_styled or PALE in kinds))
    if has_grounds and not is_coded and not any(b"&" in colour for _, colour in given):
        has_grounds = not _all_are_seen(colours)
    has_pictures = any(b"url(" in style for style in styles) or b" background=" in told
    is_turned = any(sign.search(told) for sign in _TURNS)
    written = (*(one.style for one in effects), *(_CODED,) * is_coded)
    telling = [style for style, text in zip(styles, texts, strict=True) if _own_of(text, _NO_FONTS).tells]
    tags = Tags(told, once.holds_signs)
    return PageSigns(
        is_styled, kinds, is_turned, has_grounds, has_pictures, written, tags, None if is_coded else tuple(telling)
    )


_NO_FONTS = frozenset[str]()
_ENDS_QUOTES = b"<\"'"
"""Behind a source of parted tags: so a value that holds a ``<`` ends somewhere, and is found."""


def _styles_in(source: bytes) -> set[bytes]:
    return {one or other or bare for one, other, bare in {*_STYLE_ATTRIBUTE.findall(source)}}


def _colours_in(source: bytes) -> set[tuple[bool, bytes]]:
    """The colours that attributes give, and whether to the ground."""
    return {(bool(of_ground), one or other or bare) for of_ground, one, other, bare in {*_COLOURED_BY.findall(source)}}


_CODED: Style = {"border": Declared(DRAWN, "")}
"""Of a style that the source writes in entities: it may say anything."""


def undecided(index: PageIndex) -> int:
    """How many cells print a figure in pieces, some of which only a style sheet tells how to show. For a tree that is
    not yet prepared."""
    cells = {cell for element in index.named for cell in element.iterancestors("td")}
    return sum(map(_is_undecided, cells))


def _is_undecided(cell: Element) -> bool:
    whole = "".join(beginning(cell))
    if len(whole) > SHORT or _counted(whole) < 2:
        return False
    named = (one for one in islice(cell.iterdescendants(), MOST_PIECES) if one.get("class") or one.get("id"))
    return any(_counted(whole) > _counted("".join(beginning(one))) > 0 for one in named)


def _counted(text: str) -> int:
    return sum(map(str.isdigit, text))


_COLOURED_BY = re.compile(rb"color(?:(?<=(bg)color))?\s*+=\s*+(?:\"([^\"]{0,60})|'([^']{0,60})|([^\s>\"']{1,60}))")
"""An attribute that gives a colour to print, or to the ground below it."""
_PALE = (b"#e", b"#f", b"w")
_DARK = 3.0
"""The contrast of a dark ground to white."""


def _is_dark(ground: Colour) -> bool:
    return contrast(ground, PAPER) > _DARK


Colours = tuple[Colour | None, Colour | None]
"""Those of print and of the ground below it, as far as they are told."""
_UNTOLD: Colours = (None, None)
_MOST_PAIRS = 256
_COLOURED = etree.XPath("descendant-or-self::*[@style or @bgcolor or self::font[@color]]")


def _lose_in_ground(root: Element, marks: Marks) -> None:
    """Mark the cells in which print has a colour of its own that is not seen on the ground that is told around it."""
    of_styles: dict[str | None, Colours] = {None: _UNTOLD}  # a page has few styles, and many elements
    own: dict[Element, Colours] = {}
    for element in cast(list[Element], _COLOURED(root)):
        style = element.get("style")
        if style not in of_styles:
            effects = effects_of((style or "").lower())
            of_styles[style] = effects.ink, effects.ground
        colours = _colours(element, *of_styles[style])
        if colours != _UNTOLD:
            own[element] = colours
    if _all_are_seen(own.values()):
        return
    told: dict[Element | None, Colours] = {None: _UNTOLD}
    for element in root.iter("*"):
        above = element.getparent()
        around = told.get(above, _UNTOLD)
        ink, ground = own.get(element, _UNTOLD)
        told[element] = ink, ground = ink or around[0], ground or around[1]
        if _is_lost(element.text, ink, ground):
            _mark(marks, element, UNSEEN)
        if above is not None and _is_lost(element.tail, *around):
            _mark(marks, above, UNSEEN)


def _all_are_seen(colours: Collection[Colours]) -> bool:
    """Whether all inks of a page are seen on all of its grounds; not asked where they are many."""
    inks = {ink for ink, _ in colours if ink is not None}
    grounds = {ground for _, ground in colours if ground is not None}
    few = len(inks) * len(grounds) <= _MOST_PAIRS
    return few and all(is_seen(ink, ground) for ink in inks for ground in grounds)


def _colours(element: Element, ink: Colour | None, ground: Colour | None) -> Colours:
    """The colours that an element tells: those of its style, else of its attributes."""
    if ground is None and (given := element.get("bgcolor")):
        ground = ground_of(_as_colour(given.lower()))
    if ink is None and element.tag == "font" and (given := element.get("color")):
        ink = ink_of(_as_colour(given.lower()))
    return ink, ground


def _is_lost(text: str | None, ink: Colour | None, ground: Colour | None) -> bool:
    if not text or ink is None or ground is None or is_seen(ink, ground):
        return False
    return any(map(str.isdigit, text))


_SMALL_SIZES = ("1", "2")
_SELF = "descendant-or-self::"
_WITH_ATTRIBUTES = etree.XPath(
    " | ".join(
        (
            f"{_SELF}font[@color or @face or @size]",
            *(f"{_SELF}*/@{name}/.." for name in ("hidden", "aria-hidden", "popover", "dir")),
        )
    )
)


def _is_other_way(given: str) -> bool:
    return given in ("rtl", "auto")


def _of_colour(given: str) -> str:
    """What a colour that an attribute gives does to print."""
    return effects_of(f"color:{_as_colour(given)}").together


def _is_small(given: str) -> bool:
    size = given.strip()
    return size in _SMALL_SIZES or size.startswith("-")


_BY_PRESENCE = tuple(
    re.compile(rb"%b(?<![:\w]%b)[\s=>/]" % (name, name)) for name in (b"hidden", b"popover")
)  # aria-hidden, too
"""What in a source shows that there may be an attribute that does something to print whatever its value is."""
_VALUE = rb"\s*+=\s*+(?:(?=\"([^\"]*+))|(?='([^']*+))|([^\s>\"']++))"
_BY_VALUE: Sequence[tuple[re.Pattern[bytes], Callable[[str], object]]] = (
    (re.compile(rb"dir" + _VALUE), _is_other_way),
    (re.compile(rb"color" + _VALUE), _of_colour),
    (re.compile(rb"face" + _VALUE), draws_pictures),
    (re.compile(rb"size" + _VALUE), _is_small),
)
"""The same of attributes of which some values do."""


def _told_tags(signs: PageSigns) -> Collection[str]:
    """The tags of the elements to whose print a style or an attribute of theirs may do something: all (``*``) where the
    source does not show them."""
    source = signs.tags.source
    if signs.telling is None:
        return ("*",)
    places = [place for style in signs.telling for place in _places_of(style, source)]
    places += [found.start() for sign in _BY_PRESENCE for found in sign.finditer(source)]
    for sign, does in _BY_VALUE:
        values = {value for value in {*sign.findall(source)} if _may_be(does, value)}
        places += [found.start() for found in sign.finditer(source) if found.groups(b"") in values] if values else ()
    return tags_at(signs.tags, places)


def _places_of(style: bytes, source: bytes) -> Iterator[int]:
    place = source.find(style)
    while place >= 0:
        yield place
        place = source.find(style, place + 1)


def _may_be(does: Callable[[str], object], value: tuple[bytes, ...]) -> bool:
    """Whether a value, one of three as it is quoted, does something, or is written in entities."""
    text = b"".join(value).decode("utf-8", "replace")
    return "&" in text or bool(does(text))


class _Said(NamedTuple):
    """What the sheets of a page say of its elements, and these sheets."""

    of: Sheets
    sheets: PageSheets


def _apply_styles(root: Element, marks: Marks, said: _Said, signs: PageSigns) -> list[Element]:
    """Hide and strike as attributes, styles and the page's sheets tell; the elements that they raise or lower are
    returned."""
    sheets, fonts = said.of, said.sheets.fonts
    is_turned = signs.is_turned
    tags = ("*",) if is_turned or fonts else {*_told_tags(signs), *(element.tag for element in sheets)}
    asked = {*cast(list[Element], _WITH_ATTRIBUTES(root))} if "*" in tags else None  # else few, all of whom are asked
    veiled: list[tuple[Element, frozenset[str]]] = []
    faded: dict[Element, float] = {}
    raised = []
    for element in [*root.iter(*tags)] if tags else ():
        style, kind, ways = _own_of(element.get("style") or "", fonts)
        by_sheet = sheets.get(element) if sheets else None
        together = style
        if by_sheet:
            together = dict(_together(by_sheet, style))
            kind, ways = combined(together.items()), veils(together, fonts)
        if FADED in ways:
            faded[element] = share_seen(together)
            ways -= {FADED}
        if ways:
            veiled.append((element, ways - {ROOM} if element.tag in _TABLE else ways))
        if kind or asked is None or element in asked:
            is_lost = kind == STRANGE and element.tag in _ROW_PARTS and hides_cell(together)
            kind = DOUBTFUL if is_lost else _kind(element, kind, said)
        if is_turned and (text := element.text) and text.find(_TURNED[0]) + text.find(_TURNED[1]) > -2:
            _mark(marks, element, UNSEEN)
        if kind == RAISED:
            raised.append(element)
        elif kind:
            _hide(element, kind, marks, sheets)
    veiled += faint(faded)
    if veiled:
        veil(veiled, sheets, said.sheets, partial(_lose, marks, is_known=not said.sheets.missing))
    return raised


class _Own(NamedTuple):
    """Of a style attribute its declarations, what they do together, and how they veil what is within."""

    style: Style
    kind: str
    ways: frozenset[str]

    @property
    def tells(self) -> bool:
        """Whether they do something to print by themselves."""
        return bool(self.kind or self.ways)


@remembered(entries=64, longest=200, each=2 << 10)
def _own_of(attribute: str, fonts: frozenset[str]) -> _Own:
    effects = effects_of(attribute.lower())
    return _Own(effects.style, effects.together, veils(effects.style, fonts) if effects.style else frozenset())


def _lose(marks: Marks, element: Element, way: str, *, is_known: bool) -> None:
    """Take the own text of an element for what it is: print that something around it veils. Where sheets are missing
    (`is_known`), nobody knows the ground of running text."""
    texts = [element, *element]
    has_number = any(map(str.isnumeric, "".join(own_texts(element))))
    if not has_number and element.tag not in _HEADS and way != STRUCK_LINE:
        return
    if element.tag in CELLS or next(element.iterancestors(*CELLS), None) is not None:
        if any(map(str.isdigit, "".join(own_texts(element)))):
            _mark(marks, element, _VEILED.get(way, UNSEEN))
        return
    if way == COLOUR and (not is_known or element.tag == "h1"):
        return  # as titles stand on pictures
    change = _CHANGES.get(way) or (_nothing if element.tag in _HEADS else masked)
    element.text = change(element.text or "")
    for child in texts[1:]:
        child.tail = change(child.tail or "")


def _without_digits(text: str) -> str:
    return "".join(UNKNOWN if character.isascii() and character.isdigit() else character for character in text)


def _nothing(_: str) -> str:
    return ""


def _struck(text: str) -> str:
    """What is left of struck words: nothing, or what nobody knows for the numbers in them, which others may touch."""
    return UNKNOWN if UNKNOWN in text or any(map(str.isnumeric, text)) else ""


_CHANGES = {FONT: _without_digits, STRUCK_LINE: _struck}
"""What becomes of running text that is veiled in a way; in others its numbers are not known."""


def _together(by_sheet: Style, own: Style) -> Iterable[tuple[str, Declared]]:
    """The declarations of sheets and of an element's own style, those that win."""
    won = {name: one for name, one in by_sheet.items() if one.important or name not in own}
    return {**own, **won}.items()


def _kind(element: Element, kind: str, said: _Said) -> str:
    """What attributes and `kind`, which its styles are together, do to an element's print."""
    sheets = said.of
    if (hidden := element.get("hidden")) is not None or element.get("popover") is not None:
        is_sure = (hidden or "").lower() != "until-found" and not may_display(element, said.sheets)
        return "gone" if is_sure else DOUBTFUL
    if not kind and _is_other_way((element.get("dir") or "").lower()):
        kind = DOUBTFUL if element.tag in CELLS else STRANGE
    if not kind and element.tag == "font" and (given := element.get("color")):
        kind = _of_colour(given.lower())
    if not kind and element.tag == "font" and draws_pictures((element.get("face") or "").lower()):
        kind = DOUBTFUL
    if not kind and element.tag == "font" and _is_small(element.get("size") or ""):
        kind = SMALL
    if kind == PALE:
        kind = "" if is_on_ground(element, sheets) else DOUBTFUL
    if kind in _WITHIN_CELLS and element.tag in _TABLE and not (kind == BESIDE and element.tag in CELLS):
        return ""
    return kind or ("silent" if element.get("aria-hidden", "").lower() == "true" else "")


def _as_colour(given: str) -> str:
    return f"#{given}" if re.fullmatch(r"[0-9a-f]{6}", given) else given


def _hide(element: Element, kind: str, marks: Marks, sheets: Sheets) -> None:
    match kind:
        case "gone":
            _remove(element, marks)
        case "unseen" | "silent":
            for inner in _cells(element):
                if _has_shown(inner, sheets) or (kind != "unseen" and _prints(inner)):
                    _mark(marks, inner, HIDDEN)
                _empty(inner)
        case "struck":
            _strike(marks, element)
        case "generated":
            _mark(marks, element, GENERATED)
        case "doubtful" | "strange" | "small" | "shuffled" | "pulled" | "beside":
            for inner in _cells(element):
                if _is_in_doubt(inner, kind):
                    _mark(marks, inner, UNSEEN)


def _is_in_doubt(element: Element, kind: str) -> bool:
    """Whether what a person reads of an element may be another figure than its text."""
    if kind == BESIDE:
        return may_be_figure(element)
    if not _has_digit(element):
        return kind == STRANGE and element.tag not in CELLS and not _prints(cell_of(element))
    if kind not in (SMALL, SHUFFLED, PULLED):
        return True
    if kind == PULLED and element.tag not in _INLINE:
        return False
    cell = beginning(cell_of(element))
    if kind == SMALL:
        is_beside = "".join(beginning(element)) != "".join(cell) and not _are_all_as_small(element)
        return is_beside or _is_within_small(element)
    return len(cell) > 1


def _are_all_as_small(font: Element) -> bool:
    """Whether all print of a cell stands in elements that make it as small as this one does, so that none is smaller
    than what stands beside it: programs write one for each run of a script."""
    size = _size_given(font)
    own = ((one, text) for one in cell_of(font).iter() for text in own_texts(one))
    pieces = list(islice(own, MOST_PIECES + 1))
    return len(pieces) <= MOST_PIECES and all(size == _size_around(one) for one, text in pieces if text.strip())


def _size_around(element: Element) -> tuple[str | None, ...] | None:
    """What the nearest element says of the size of its print that says anything, within a cell."""
    around = chain((element,), islice(element.iterancestors(), MOST_PIECES))
    within = takewhile(lambda one: one.tag not in CELLS, around)
    return next((_size_given(one) for one in within if one.get("size") is not None), None)


def _size_given(element: Element) -> tuple[str | None, ...]:
    return tuple([element.get(name) for name in ("size", "style", "class", "id")])


def _is_within_small(element: Element) -> bool:
    """Whether print that is made smaller stands in a cell in what is made smaller already."""
    around = takewhile(lambda one: one.tag not in CELLS, element.iterancestors())
    return any(one.tag == "small" or effects_of((one.get("style") or "").lower()).together == SMALL for one in around)


def _has_digit(element: Element) -> bool:
    """Whether there is a digit in an element, or more print than can be looked at."""
    pieces = enumerate(element.itertext())
    return any(number == MOST_PIECES or any(map(str.isdigit, text)) for number, text in pieces)


def _is_odd(element: Element) -> bool:
    """Whether a figure in such an element shows otherwise than its text: turned, in a formula, behind a number."""
    cell = cell_of(element)
    if cell is element:
        return False
    if element.tag == "bdo":
        return _has_digit(element)
    if element.tag == "math":
        return _has_digit(element) and (
            len(beginning(element)) > 1 or any(inner.tag not in _PLAIN_MATH for inner in element.iter())
        )
    if element.tag == "hr":
        return may_be_figure(element)
    text = "".join(beginning(cell))
    return not text or (len(text) <= SHORT and text[:1].isdigit())


def _has_shown(element: Element, sheets: Sheets) -> bool:
    """Whether something within print that is hidden may be shown again."""
    return any(
        "visibility" in (inner.get("style") or "").lower() or "visibility" in sheets.get(inner, {})
        for inner in islice(element.iterdescendants(), MOST_PIECES)
    )


def _cells(element: Element) -> list[Element]:
    """The element itself, or the cells within where it is a part of a table that must keep its rows."""
    return [*element.iter(*CELLS)] if element.tag in ("table", "tr", *SECTIONS) else [element]


def _mark(marks: Marks, element: Element, reason: str) -> None:
    cell = element if element.tag in CELLS else next(element.iterancestors(*CELLS), None)
    if cell is not None:
        marks[cell] = reason
    elif reason in _NOT_PRINT:
        if element.tag not in BLOCKS and _stands_by_number(element):
            element.tail = UNKNOWN + (element.tail or "")
    elif element.tag in _PROSE:
        _mask(element)


def _is_spacer(image: Element) -> bool:
    """Whether an image is too small to show anything: pages hold their cells open with such."""
    return any((image.get(side) or "").strip() in _SPACERS for side in ("width", "height"))


def _stands_by_number(element: Element) -> bool:
    """Whether the text right before or behind an element is a number."""
    return _text_before(element)[-1:].isnumeric() or (element.tail or "").lstrip()[:1].isnumeric()


def _text_before(element: Element) -> str:
    before, parent = element.getprevious(), element.getparent()
    text = before.tail if before is not None else None if parent is None else parent.text
    return (text or "").rstrip()


def _before(element: Element) -> str:
    """The character that is printed right before an element in its line, empty where there is none; a figure where
    that is more than can be looked at."""
    at: Element | None = element
    for _ in range(MOST_PIECES):
        if at is None or _is_apart(at):
            return ""
        if text := _text_before(at):
            return text[-1]
        previous = at.getprevious()
        if previous is not None and previous.tag in _INLINE and (text := "".join(previous.itertext()).rstrip()):
            return text[-1]
        at = previous if previous is not None else at.getparent()
    return "0"


def _behind(element: Element) -> str:
    """The same of the character behind it."""
    at: Element | None = element
    for _ in range(MOST_PIECES):
        if at is None or _is_apart(at):
            return ""
        if text := (at.tail or "").lstrip():
            return text[0]
        following = at.getnext()
        inner = following.itertext() if following is not None and following.tag in _INLINE else ()
        if text := next((piece.lstrip() for piece in inner if piece.strip()), ""):
            return text[0]
        at = following if following is not None else at.getparent()
    return "0"


def _is_apart(element: Element) -> bool:
    """Whether an element stands in lines of its own."""
    return element.tag not in _INLINE or element.tag == "br"


def _mask(element: Element) -> None:
    """Put what nobody knows in place of the numbers of a piece of running text."""
    for inner in element.iter():
        inner.text = masked(inner.text or "")
        if inner is not element:
            inner.tail = masked(inner.tail or "")


def _strike(marks: Marks, element: Element) -> None:
    for inner in _cells(element):
        if not _prints(inner):
            continue
        if inner.tag in _PROSE and _is_running(inner):
            _take_out(inner)
        else:
            _mark(marks, inner, STRUCK_OUT)


def _is_running(element: Element) -> bool:
    """Whether an element is running text: neither in a cell nor around one."""
    return next(element.iter(*CELLS), None) is None and next(element.iterancestors(*CELLS), None) is None


def _take_out(element: Element) -> None:
    """Take struck words out of running text; nobody knows the numbers that would touch."""
    left = left_of_struck("".join(element.itertext()), _before(element), _behind(element))
    _empty(element)
    element.text = left


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
