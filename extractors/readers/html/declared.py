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
STRANGE, SMALL, SHUFFLED = "strange", "small", "shuffled"
"""In a cell alone: print that may stand elsewhere or nowhere; print smaller than that beside it; print that may stand
in another order than its text."""
BROUGHT = "brought"
"""Print in a font that a page brings along itself."""
SHOWN = "shown"
"""Print in something that is hidden."""
PLACED, OFFSET, CLIPPED, NARROW, GROUND = "placed", "offset", "clipped", "narrow", "ground"
"""Of properties that hide only together with others."""
_TOGETHER = (frozenset((PLACED, OFFSET)), frozenset((CLIPPED, NARROW)))
_WORST = (GONE, UNSEEN, STRUCK, DOUBTFUL, PALE, GENERATED, STRANGE, RAISED, SHUFFLED, SMALL)
GROUNDS = ("background", "background-color")
PICTURED = ("background", "background-image")
"""Properties that lay a picture under print."""
_INKS = ("color", "text-fill-color")
LONGEST = 4000
"""Characters of a style that are looked at; a longer one is a doubt."""
LEAST_OPACITY = 0.3

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
    """A colour that a value is; None for anything else, and for that of what is around."""
    found = parse_color(value)
    return found if isinstance(found, Color) else None


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
    return DOUBTFUL if number / (100 if value.endswith("%") else 1) < LEAST_OPACITY else ""


def _size(value: str) -> str:
    found = _LENGTH.fullmatch(value)
    if found is None:
        return SMALL if value in _SMALLER else DOUBTFUL if "(" in value else ""
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
    length = pixels(value)
    return DOUBTFUL if (length is not None and length <= -10) or "(" in value else ""


def _shift(value: str) -> str:
    return "" if value in _KEPT or not pixels(value) else OFFSET


def _narrow(value: str) -> str:
    length = pixels(value)
    return NARROW if length is not None and length < _NARROW and not value.endswith("%") else ""


def _line(value: str) -> str:
    return _narrow(f"{value}em" if value.replace(".", "", 1).isdigit() else value)


def _beyond(least: float) -> Callable[[str], str]:
    return lambda value: STRANGE if any((pixels(one) or 0) <= -least for one in value.split()) else ""


def _none_of(value: str) -> str:
    number = pixels(value)
    return "" if value in _KEPT or value.endswith("%") or (number is not None and number >= LEAST_OPACITY) else STRANGE


def _filter(value: str) -> str:
    return "" if value in _KEPT or "alpha(" in value or "progid" in value else STRANGE


_SIDES = ("top", "left", "right", "bottom", "inset", "inset-inline-start", "inset-inline-end", "inset-block-start",
          "inset-block-end")  # fmt: skip
_SIZES = ("width", "height", "max-width", "max-height", "inline-size", "block-size", "max-inline-size",
          "max-block-size")  # fmt: skip
_MARGINS = ("margin", "margin-left", "margin-right", "margin-top", "margin-bottom", "margin-inline-start",
            "margin-inline-end", "margin-block-start", "margin-block-end")  # fmt: skip
_WHOLLY = ("transform", "scale", "translate", "rotate", "perspective", "offset-path", "clip", "clip-path", "mask",
           "mask-image", "mask-size", "animation", "animation-name", "shape-outside", "text-security")  # fmt: skip
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
    "filter": _filter,
    "zoom": _none_of,
    "content": _all_but(),
    "position": lambda value: STRANGE if value in ("absolute", "fixed") else PLACED if value == "relative" else "",
    "overflow": _all_but("visible", kind=CLIPPED),
    "overflow-x": _all_but("visible", kind=CLIPPED),
    "float": _all_but(kind=SHUFFLED),
    "order": _all_but("0", kind=SHUFFLED),
    "flex-direction": _with("reverse", SHUFFLED),
    "direction": _all_but("ltr", kind=SHUFFLED),
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
    **dict.fromkeys(_MARGINS, _beyond(_FAR)),
    **dict.fromkeys(_WHOLLY, _all_but("auto", "0s")),
}
"""By property what a value of it does to print."""


@remembered(2048, 128, 200)
def effect(declaration: str) -> str | None:
    """What ``name:value`` in lower case does to print; None where the property does not matter."""
    name, _, value = declaration.partition(":")
    kind = KINDS.get(name)
    return None if kind is None else kind(value)


def generates(value: str) -> bool:
    """Whether print that a sheet adds may be a figure."""
    return _DIGIT.search(value) is not None


def plain_name(name: str) -> str:
    """A property without the prefix of a browser."""
    return _PREFIX.sub("", name, count=1) if name.startswith("-") else name


def combined(style: Iterable[tuple[str, Declared]]) -> str:
    """What declarations do to print together."""
    found = dict(style)
    kinds = {one.kind for one in found.values()}
    if kinds <= {""}:
        return ""
    if any(pair <= kinds for pair in _TOGETHER):
        kinds.add(STRANGE)
    if GROUND in kinds and any(name in found and ground_of(found[name].value) for name in GROUNDS):
        kinds -= {PALE}
        kinds |= _on_ground(found)
    return next((kind for kind in _WORST if kind in kinds), "")


_MOVED = frozenset(("transform", "scale", "translate", "clip-path", "mask", "mask-image", "mask-size", "zoom", "filter",
                    "text-security", "content-visibility", "letter-spacing"))  # fmt: skip
_AWAY = -100.0
"""Pixels by which something stands where nobody sees it."""


def hides_cell(style: Style) -> bool:
    """Whether nobody can be sure to see the print of a cell with such declarations. A cell is as wide and high as what
    it holds, and has no margins."""
    if any(style[name].kind == STRANGE for name in _MOVED & style.keys()):
        return True
    placed = "position" in style and style["position"].kind in (STRANGE, PLACED)
    return placed and any((pixels(style[side].value) or 0.0) <= _AWAY for side in _SIDES if side in style)


def may_hide(kinds: Set[str], beside: Set[str]) -> bool:
    """Whether any print can be hidden by declarations of such kinds, `beside` others."""
    alone = kinds - {"", *_TOGETHER[0], *_TOGETHER[1]}
    return bool(alone) or any(pair & kinds and pair <= kinds | beside for pair in _TOGETHER)


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
    if kind is not None and not (name in found and found[name].important and not important):
        found[name] = Declared(kind, value, important)


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
