"""What declarations of a style do to print: hide it, strike it, raise it, or something of which nobody can be sure.

Of each property that may change what is seen the values are known under which print is plain; every other value of it
is a doubt. Properties that are not named here change only how print looks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from typing import NamedTuple

import tinycss2
from tinycss2.color4 import Color, parse_color

from xxgk.extractors.readers.seen import BLACK, WHITE, Colour, is_seen
from xxgk.extractors.readers.word.look import PICTURE_FONTS
from xxgk.schema.remembered import remembered

GONE, UNSEEN, STRUCK, RAISED, DOUBTFUL, GENERATED = "gone", "unseen", "struck", "raised", "doubtful", "generated"
PALE = "pale"
"""Print as light as a white ground."""
STRANGE, SMALL, SHUFFLED, PULLED = "strange", "small", "shuffled", "pulled"
"""In a cell alone: print that may stand elsewhere or nowhere; print smaller than that beside it; print that may stand
in another order than its text; print that is pulled over that beside it, where it stands in its line."""
BROUGHT = "brought"
"""Print in a font that a page brings along itself."""
SHOWN = "shown"
"""Print in something that is hidden."""
BESIDE = "beside"
"""In a cell that may be a figure alone: something that is drawn over its print or beside it."""
DRAWN = "drawn"
"""A line, a ground or a shadow: of an element without print, or of one that a sheet adds, it is drawn beside print."""
BOXED = "boxed"
"""An element without print that a sheet adds."""
PLACED, OFFSET, CLIPPED, NARROW, GROUND = "placed", "offset", "clipped", "narrow", "ground"
"""Of properties that hide only together with others."""
_TOGETHER = (frozenset((PLACED, OFFSET)), frozenset((CLIPPED, NARROW)))
_WORST = (GONE, UNSEEN, STRUCK, DOUBTFUL, PALE, GENERATED, STRANGE, RAISED, SHUFFLED, PULLED, SMALL, BESIDE)
GROUNDS = ("background", "background-color")
PICTURED = ("background", "background-image")
"""Properties that lay a picture under print."""
_INKS = ("color", "text-fill-color")
LONGEST = 4000
"""Characters of a style that are looked at; a longer one is a doubt."""
LEAST_OPACITY, _LEAST_IN_CELL = 0.3, 0.6
"""Of print; below the second, of print in a cell, where several together may be too much."""

_KEPT = frozenset(("inherit", "initial", "unset", "revert", "revert-layer", "auto", "none", "normal", ""))
_LENGTH = re.compile(r"(?P<sign>[+-]?)(?P<number>\d{1,6}(?:\.\d{0,9})?|\.\d{1,9})(?P<unit>[a-z]{1,4}|%)?")
_PIXELS = {"px": 1.0, "pt": 4 / 3, "em": 16.0, "rem": 16.0, "ex": 8.0, "ch": 8.0, "mm": 3.78, "cm": 37.8, "in": 96.0,
           "pc": 16.0, "%": 0.16, "vw": 12.8, "vh": 8.0, "q": 0.945, None: 1.0}  # fmt: skip
TINY, _SMALL, _NARROW, _FAR, _CLOSE = 4.0, 10.5, 60.0, 30.0, 3.0  # pixels
_SMALL_SHARE = 0.8
_SMALLER = ("smaller", "x-small", "xx-small")
_PREFIX = re.compile(r"-(?:webkit|moz|ms|o|khtml)-")
_ODD = re.compile(r"[\\\"'(]|/\*")
"""Signs in a style for which it is not enough to part it at its semicolons."""
_DIGIT = re.compile(r"\d|counter|attr|var|url|\\|gradient|image|[-+−－–%‰十百千万亿]")
_NO_PRINT = frozenset(
    ("none", "normal", "initial", "inherit", "unset", "revert", "revert-layer", "no-open-quote", "no-close-quote")
)
_EMPTY = re.compile(r"""[\s"'\u200b\ufeff\ue000-\uf8ff]*""")  # signs of fonts of icons are no figures
_NUMBER = re.compile(r"[-+.]?\d")
_SCRIPTS = re.compile(r"super|sub|sups|subs|frac|ordn|numr|dnom|sinf")


class Declared(NamedTuple):
    """A declaration: what it does to print (``""``: shows it), its value in lower case, and whether it counts on every
    screen."""

    kind: str
    value: str
    important: bool = False
    is_sure: bool = True


Style = Mapping[str, Declared]
"""Declarations that matter by property."""


def pixels(value: str) -> float | None:
    """A length in pixels of a page of common size; None for anything else."""
    found = _LENGTH.fullmatch(value)
    if found is None or found["unit"] not in _PIXELS:
        return None
    return float(found["sign"] + found["number"]) * _PIXELS[found["unit"]]


def colour(value: str) -> Color | None:
    """A colour that a value is; None for anything else, for that of what is around, and for one in a space of colours
    that is not known here."""
    found = parse_color(_SYSTEM.get(value, value))
    return found if isinstance(found, Color) and found.space in _SPACES else None


_SPACES = ("srgb", "hsl", "hwb")
_SYSTEM = {
    **dict.fromkeys(("accentcolortext", "activecaption", "appworkspace", "background", "canvas", "field",
                     "highlighttext", "inactivecaption", "infobackground", "menu", "scrollbar", "selecteditemtext",
                     "threedhighlight", "threedlightshadow", "window"), "#fff"),
    **dict.fromkeys(("buttonface", "buttonhighlight", "buttonshadow", "threedface"), "#efefef"),
    **dict.fromkeys(("activeborder", "buttonborder", "buttontext", "canvastext", "captiontext", "fieldtext",
                     "inactiveborder", "infotext", "marktext", "menutext", "threeddarkshadow", "threedshadow",
                     "windowframe", "windowtext"), "#000"),
    **dict.fromkeys(("accentcolor", "highlight", "selecteditem"), "#1967d2"),
}  # fmt: skip
"""The colours of the system by their names, as browsers have them."""


def _rgb(found: Color) -> tuple[float, float, float]:
    """The parts of a colour, each 0 to 1, on white."""
    red, green, blue = (min(1.0, max(0.0, float(part or 0))) for part in found.to("srgb").coordinates)
    alpha = float(found.alpha)
    return red * alpha + 1 - alpha, green * alpha + 1 - alpha, blue * alpha + 1 - alpha


# ------------------------------------------------------------------------------------------------- kinds of properties


def _all_but(*plain: str, kind: str = STRANGE) -> Callable[[str], str]:
    known = _KEPT.union(plain)
    return lambda value: "" if value in known else kind


def _with(words: str, kind: str) -> Callable[[str], str]:
    sign = re.compile(words)
    return lambda value: kind if sign.search(value) else DOUBTFUL if "var(" in value else ""


def _display(value: str) -> str:
    if value == "none":
        return GONE
    if "flex" in value or "grid" in value or "box" in value:
        return SHUFFLED
    return DOUBTFUL if "(" in value or value.startswith("ruby") else ""


def _visibility(value: str) -> str:
    return {"hidden": UNSEEN, "collapse": GONE, "visible": SHOWN}.get(value, DOUBTFUL if "(" in value else "")


def _vertical(value: str) -> str:
    length = pixels(value)
    return RAISED if value in ("super", "sub") or length else DOUBTFUL if "(" in value else ""


def _opacity(value: str) -> str:
    if value in _KEPT:
        return ""
    number = pixels(value.removesuffix("%"))
    if number is None:
        return DOUBTFUL
    share = number / (100 if value.endswith("%") else 1)
    return DOUBTFUL if share < LEAST_OPACITY else STRANGE if share < _LEAST_IN_CELL else ""


def _size(value: str) -> str:
    found = _LENGTH.fullmatch(value)
    if found is None:
        return SMALL if value in _SMALLER else DOUBTFUL if "(" in value or _NUMBER.match(value) else ""
    length = pixels(value) or 0.0
    if length < TINY:
        return DOUBTFUL if found["unit"] or not float(found["number"]) else ""
    share = {"em": float(found["number"]), "%": float(found["number"]) / 100}.get(found["unit"] or "", 1.0)
    return SMALL if share < _SMALL_SHARE or (share == 1 and length < _SMALL) else ""


def draws_pictures(fonts: str) -> bool:
    """Whether the first of some fonts draws pictures in place of digits."""
    return fonts.lstrip(" \"'").startswith(PICTURE_FONTS)


def _font(value: str) -> str:
    if "var(" in value or "calc(" in value:
        return DOUBTFUL
    for word in value.split():
        found = _LENGTH.fullmatch(word.partition("/")[0])
        if found and (found["unit"] or not float(found["number"])):
            return _size(found[0])
    return ""


def _ink(value: str) -> str:
    if value in _KEPT or value == "currentcolor":
        return ""
    found = colour(value)
    if found is None:
        return DOUBTFUL if "(" in value else ""
    if found.alpha < LEAST_OPACITY:
        return DOUBTFUL
    return PALE if not is_seen(_rgb(found)) else ""


def is_unseen(value: str) -> bool:
    """Whether print of a colour is surely not seen on white."""
    found = colour(value)
    return found is not None and (found.alpha < LEAST_OPACITY or not is_seen(_rgb(found)))


def is_tiny(value: str) -> bool:
    """Whether print of a size is surely not seen."""
    length = pixels(value)
    return length is not None and length < TINY and (value == "0" or not value.isdigit())


def _back(value: str) -> str:
    """What a ground is: ``""`` for none or a white one."""
    found = ground_of(value)
    return "" if found is None else GROUND


def ground_of(value: str) -> tuple[float, float, float] | None:
    """The colour of a ground; None for none, white, or what is not known."""
    for word in (value, *value.split()):
        found = colour(word)
        if found is not None and found.alpha and _rgb(found) != WHITE:
            return _rgb(found)
    return (0.5, 0.5, 0.5) if "url(" in value or "gradient" in value else None


def ink_of(value: str) -> tuple[float, float, float] | None:
    """The colour of print; None for what is not known, and for that of what is around."""
    found = colour(value)
    return None if found is None or not found.alpha else _rgb(found)


def _indent(value: str) -> str:
    length = pixels(value.partition(" ")[0])
    is_far = length is not None and (length <= -10 or length >= _MOVED_AWAY or _is_whole(value))
    return DOUBTFUL if is_far or "(" in value else ""


def _is_whole(value: str) -> bool:
    """Whether a length is all the width of what is around, or more."""
    share = _LENGTH.fullmatch(value)
    return share is not None and share["unit"] == "%" and float(share["number"]) >= 100


def _shift(value: str) -> str:
    return "" if value in _KEPT or not pixels(value) else OFFSET


def _narrow(value: str) -> str:
    length = pixels(value)
    return NARROW if length is not None and length < _NARROW and not value.endswith("%") else ""


def _line(value: str) -> str:
    return _narrow(f"{value}em" if value.replace(".", "", 1).isdigit() else value)


def _beyond(least: float, pulled: str = "") -> Callable[[str], str]:
    """Of lengths by which print is moved: a doubt where it may lie on other print, or beyond what is shown; `pulled`
    where it is drawn nearer than its neighbours by less."""

    def moved(value: str) -> str:
        lengths = [pixels(one) or 0.0 for one in value.split()]
        if "(" in value or any(map(_is_whole, value.split())):
            return STRANGE
        if any(one <= -least or one >= _MOVED_AWAY for one in lengths):
            return STRANGE
        return pulled if any(one <= -_CLOSE for one in lengths) else ""

    return moved


def _share_of(value: str) -> str:
    number = pixels(value.removesuffix("%"))
    return (
        ""
        if value in _KEPT
        or (number is not None and _LEAST_IN_CELL <= number / (100 if value.endswith("%") else 1) <= 3)
        else STRANGE
    )


def _shadow(value: str) -> str:
    """A shadow that lies close behind its print changes nothing; others show it again."""
    return "" if value in _KEPT or _lies_close(value) else BESIDE


def _lies_close(value: str) -> bool:
    lengths = [pixels(one) for one in re.split(r"[\s,]+", _IN_BRACKETS.sub("", value))]
    return "(" not in value.replace("rgb", "") and all(one is None or abs(one) <= _CLOSE for one in lengths)


def _thick(value: str) -> str:
    """Lines around print or its characters, which may lie over it where they are thick."""
    lengths = [pixels(one) for one in value.split()]
    thick = value.split()[:1] == ["thick"] or "(" in _IN_BRACKETS.sub("", value)
    return BESIDE if thick or any(one is not None and abs(one) > _THICK for one in lengths) else ""


def _numbered(value: str) -> str:
    """Marks of lists: those that are no numbers."""
    return "" if all(word in _LIST_MARKS or word in _KEPT for word in value.split()) else BESIDE


def _lined(value: str) -> str:
    """A line: drawn where it has a width."""
    is_none = value in _KEPT or value.startswith("0") or "none" in value.split() or "hidden" in value.split()
    return "" if is_none else DRAWN


def draws_ground(value: str) -> bool:
    """Whether a ground is painted at all, a white one too."""
    return value not in _KEPT and value not in ("0 0", "transparent", "0") and not value.startswith("rgba(0, 0, 0, 0)")


def _filter(value: str) -> str:
    return "" if value in _KEPT or "alpha(" in value or "progid" in value else STRANGE


_IN_BRACKETS = re.compile(r"rgba?\([^()]*\)")
_MOVED_AWAY, _THICK = 300.0, 2.0  # pixels
_LIST_MARKS = frozenset(("disc", "circle", "square", "inside", "outside", "none"))
_SIDES = ("top", "left", "right", "bottom", "inset", "inset-inline-start", "inset-inline-end", "inset-block-start",
          "inset-block-end")  # fmt: skip
_SIZES = ("width", "height", "max-width", "max-height", "inline-size", "block-size", "max-inline-size",
          "max-block-size")  # fmt: skip
_MARGINS = tuple(
    f"{name}{side}"
    for name in ("margin", "padding")
    for side in ("", "-left", "-right", "-top", "-bottom", "-inline", "-inline-start", "-inline-end", "-block",
                 "-block-start", "-block-end", "-start", "-end", "-before", "-after")
)  # fmt: skip
_LINES = tuple(
    f"border{side}{part}"
    for side in ("", "-left", "-right", "-top", "-bottom", "-inline", "-inline-start", "-inline-end", "-block",
                 "-block-start", "-block-end", "-start", "-end", "-before", "-after")
    for part in ("", "-style", "-width")
)  # fmt: skip
_WHOLLY = ("all", "animation", "animation-name", "box-reflect", "clip", "clip-path", "contain", "font-size-adjust",
           "mask", "mask-border", "mask-border-source", "mask-box-image", "mask-box-image-source", "mask-image",
           "mask-size", "offset", "offset-path", "perspective", "rotate", "scale", "shape-outside", "text-security",
           "transform", "translate")  # fmt: skip
KINDS: Mapping[str, Callable[[str], str]] = {
    "display": _display,
    "visibility": _visibility,
    "text-decoration": _with("line-through", STRUCK),
    "text-decoration-line": _with("line-through", STRUCK),
    "vertical-align": _vertical,
    "opacity": _opacity,
    "font-size": _size,
    "font": _font,
    "text-indent": _indent,
    "text-shadow": _shadow,
    **dict.fromkeys(("text-stroke", "text-stroke-width", "outline", "outline-width", "outline-offset"), _thick),
    **dict.fromkeys(("text-emphasis", "text-emphasis-style", "backdrop-filter"), _all_but(kind=BESIDE)),
    **dict.fromkeys(("list-style", "list-style-type", "list-style-image"), _numbered),
    "writing-mode": _all_but("horizontal-tb", "lr-tb", "lr"),
    "filter": _filter,
    "zoom": _share_of,
    "content": _all_but(),
    "position": lambda value: STRANGE if value in ("absolute", "fixed") else PLACED if value == "relative" else "",
    "overflow": _all_but("visible", kind=CLIPPED),
    **dict.fromkeys(
        ("overflow-x", "overflow-y", "overflow-inline", "overflow-block"), _all_but("visible", kind=CLIPPED)
    ),
    "aspect-ratio": _all_but(kind=NARROW),
    "quotes": lambda value: BESIDE if generated(value) == GENERATED else "",
    "float": _all_but(kind=SHUFFLED),
    "order": _all_but("0", kind=SHUFFLED),
    "flex": _with(r"^0(?:\s++[\d.]++)?(?:\s++0(?:px|%)?)?$", STRANGE),
    "flex-basis": _with(r"^0(?:px|%)?$", STRANGE),
    **dict.fromkeys(
        ("grid", "grid-template", "grid-template-rows", "grid-template-columns", "grid-auto-rows", "grid-auto-columns"),
        _with(r"(?<![\w.#-])0(?:\.0++)?(?:fr|px|%)?(?![\w.])", STRANGE),
    ),
    "flex-direction": _with("reverse", SHUFFLED),
    "direction": _all_but("ltr"),
    "unicode-bidi": _all_but("embed", "isolate", "plaintext"),
    "content-visibility": _all_but("visible"),
    "mix-blend-mode": _all_but(),
    "background-clip": _with("text", STRANGE),
    "letter-spacing": _beyond(_CLOSE),
    "font-family": lambda value: DOUBTFUL if draws_pictures(value) else "",
    "word-spacing": _beyond(_FAR),
    "font-variant": _with(_SCRIPTS.pattern, STRANGE),
    "font-variant-position": _all_but(),
    "font-feature-settings": _with(_SCRIPTS.pattern, STRANGE),
    **dict.fromkeys(_INKS, _ink),
    **dict.fromkeys(GROUNDS, _back),
    "background-image": lambda value: GROUND if "url(" in value else "",
    **dict.fromkeys(_SIDES, _shift),
    **dict.fromkeys(_SIZES, _narrow),
    "line-height": _line,
    **dict.fromkeys(_MARGINS, _beyond(_FAR, PULLED)),
    **dict.fromkeys((*_LINES, "box-shadow", "border-image", "border-image-source"), _lined),
    **dict.fromkeys(_WHOLLY, _all_but("auto", "0s")),
}
"""By property what a value of it does to print."""


@remembered(2048, 128, 200)
def effect(declaration: str) -> str | None:
    """What ``name:value`` in lower case does to print; None where the property does not matter."""
    name, _, value = declaration.partition(":")
    kind = KINDS.get(name)
    return None if kind is None else kind(value)


def generated(value: str) -> str:
    """What print that a sheet adds does: it may be a figure, may stand beside one, or is none (`BOXED`: an element
    without print); ``""`` where none is added."""
    if value in _NO_PRINT:
        return ""
    if _DIGIT.search(value) or any(map(str.isnumeric, value)):
        return GENERATED
    return BOXED if _EMPTY.fullmatch(value) else BESIDE


def plain_name(name: str) -> str:
    """A property without the prefix of a browser."""
    return _PREFIX.sub("", name, count=1) if name.startswith("-") else name


_NOTHING = frozenset(("", DRAWN))


def combined(style: Iterable[tuple[str, Declared]]) -> str:
    """What declarations do to print together."""
    found = dict(style)
    kinds = {one.kind for one in found.values()}
    if kinds <= _NOTHING:
        return ""
    if any(pair <= kinds for pair in _TOGETHER):
        kinds.add(STRANGE)
    if GROUND in kinds and any(name in found and ground_of(found[name].value) for name in GROUNDS):
        kinds -= {PALE}
        kinds |= _on_ground(found)
    return next((kind for kind in _WORST if kind in kinds), "")


_MOVED = frozenset(("clip-path", "content", "content-visibility", "direction", "filter", "letter-spacing", "mask",
                    "mask-image", "mask-size", "scale", "text-security", "transform", "translate", "writing-mode",
                    "zoom"))  # fmt: skip
_AWAY = -100.0
"""Pixels by which something stands where nobody sees it."""


def hides_cell(style: Style) -> bool:
    """Whether nobody can be sure to see the print of a cell with such declarations. A cell is as wide and high as what
    it holds, and has no margins."""
    if any(style[name].kind == STRANGE for name in _MOVED & style.keys()):
        return True
    if any(one.kind == CLIPPED for one in style.values()) and any(map(_is_cut, style.items())):
        return True
    placed = "position" in style and style["position"].kind in (STRANGE, PLACED)
    return placed and any((pixels(style[side].value) or 0.0) <= _AWAY for side in _SIDES if side in style)


def _is_cut(declared: tuple[str, Declared]) -> bool:
    """Whether a declaration leaves a cell too little room for a figure: it is as wide as what it holds, but not wider
    than it may be."""
    name, one = declared
    return name in ("max-width", "max-inline-size") and one.kind == NARROW


def may_hide(kinds: Set[str], beside: Set[str]) -> bool:
    """Whether any print can be hidden by declarations of such kinds, `beside` others."""
    alone = kinds - {"", DRAWN, *_TOGETHER[0], *_TOGETHER[1]}
    return bool(alone) or any(pair & kinds and pair <= kinds | beside for pair in _TOGETHER)


def draws(style: Style) -> bool:
    """Whether an element without print is seen under such a style."""
    is_sized = any(name.startswith(_SIZED) for name in style)
    return any(one.kind == DRAWN or (is_sized and is_drawn(name, one)) for name, one in style.items())


def is_drawn(name: str, one: Declared) -> bool:
    """Whether a declaration paints a line or a ground."""
    return one.kind == DRAWN or (name in (*GROUNDS, *PICTURED) and draws_ground(one.value))


_SIZED = ("width", "height", "padding", "position", "inset", "inline-size", "block-size")


def _on_ground(style: Style) -> set[str]:
    """What a ground that is not white does to the print on it."""
    ground = next(found for name in GROUNDS if name in style and (found := ground_of(style[name].value)))
    inks = [found for name in _INKS if name in style and (found := colour(style[name].value)) is not None]
    return set() if all(is_seen(ink, ground) for ink in ([_rgb(ink) for ink in inks] or [BLACK])) else {STRANGE}


# ------------------------------------------------------------------------------------------------------------- reading


def declared(style: str) -> dict[str, Declared]:
    """The declarations of a style attribute that matter."""
    if len(style) > LONGEST:
        return {"display": Declared(DOUBTFUL, "")}
    if _ODD.search(style):
        parsed = tinycss2.parse_blocks_contents(style, skip_comments=True, skip_whitespace=True)
        return of_nodes(parsed)
    found: dict[str, Declared] = {}
    for one in style.split(";"):
        name, colon, value = one.partition(":")
        if colon:
            _put(found, name.strip().lower(), value.strip().lower())
    return found


def of_nodes(nodes: Iterable[tinycss2.ast.Node]) -> dict[str, Declared]:
    """The declarations that matter of a parsed block."""
    found: dict[str, Declared] = {}
    for one in nodes:
        if one.type == "declaration":
            value = tinycss2.serialize([part for part in one.value if part.type != "comment"]).strip().lower()
            _put(found, one.lower_name, value + ("!important" if one.important else ""))
    return found


def _put(found: dict[str, Declared], name: str, value: str) -> None:
    name = plain_name(name)
    important = value.endswith("important")
    if important:
        value = value.rpartition("!")[0].strip()
    kind = effect(f"{name}:{value}")
    if kind is None or (name in found and found[name].important and not important):
        return
    if kind or name not in _VALID or is_valid(name, value):
        found[name] = Declared(kind, value, important)


def is_valid(name: str, value: str) -> bool:
    """Whether a browser surely knows a value of a property: it passes over one that it does not know."""
    if value in _ANYWHERE:
        return True
    if name in _INKS:
        return value == "currentcolor" or colour(value) is not None
    if name == "font-size" and (length := _LENGTH.fullmatch(value)):
        return length["unit"] is not None or not float(length["number"])
    return all(word in _VALID[name] or pixels(word) is not None or colour(word) is not None for word in value.split())


_ANYWHERE = frozenset(("inherit", "initial", "unset", "revert", "revert-layer"))
_VALID: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(_INKS, frozenset()),
    "display": frozenset((
        "block", "inline", "inline-block", "contents", "flow-root", "list-item", "table", "inline-table", "table-row",
        "table-cell", "table-row-group", "table-header-group", "table-footer-group", "table-column",
        "table-column-group", "table-caption", "run-in", "ruby",
    )),
    "visibility": frozenset(("visible",)),
    "opacity": frozenset(),
    "font-size": frozenset(("small", "medium", "large", "x-large", "xx-large", "xxx-large", "larger", "math")),
    "text-decoration": frozenset(("none", "underline", "overline", "blink", "solid", "double", "dotted", "dashed",
                                  "wavy", "auto", "from-font", "currentcolor")),
    "text-decoration-line": frozenset(("none", "underline", "overline", "blink")),
    "vertical-align": frozenset(("baseline", "middle", "top", "bottom", "text-top", "text-bottom")),
    "position": frozenset(("static", "sticky")),
    "clip-path": frozenset(("none",)),
    "transform": frozenset(("none",)),
    "filter": frozenset(("none",)),
    "content": frozenset(("none", "normal")),
    "text-indent": frozenset(("each-line", "hanging")),
}  # fmt: skip
"""By property that hides, the words of it under which print is shown."""


class Effects(NamedTuple):
    """What a style attribute does to print: its declarations that matter, what they do together, the kinds of what each
    does by itself (DOUBTFUL among them where they do anything together), and the colours of print and of its ground,
    None for none, white grounds, or what is not known."""

    style: Style
    together: str
    kinds: frozenset[str]
    ink: Colour | None
    ground: Colour | None


@remembered(384, 512, 6000)
def effects_of(style: str) -> Effects:
    """What a style attribute, in lower case, does to print: pages of a site, and cells of a page, have few of them."""
    found = declared(style)
    together = combined(found.items())
    kinds = {one.kind for one in found.values()} - {""} | ({DOUBTFUL} if together else set())
    ink = ink_of(found["color"].value) if "color" in found else None
    grounds = (ground_of(found[name].value) for name in GROUNDS if name in found)
    return Effects(found, together, frozenset(kinds), ink, next((one for one in grounds if one is not None), None))


def pairs(text: str) -> Iterator[tuple[str, str]]:
    """What may be declarations in the text of a sheet, quickly and too many."""
    for found in _PAIR.finditer(text):
        yield found[1], found[2].strip()


_PAIR = re.compile(r"(?<![\w-])([a-z-]{3,40})\s*+:\s*+([^;{}!]{0,200})")
