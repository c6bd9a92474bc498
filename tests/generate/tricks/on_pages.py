"""Tricks of web pages: style sheets, markup that prints nothing or something else, and harmless decoration.

A way to hide is crossed with the ways to say it: in a style of its own, by a class, an id, an attribute, within a sheet
for screens, …
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from random import Random

from tests.generate.noise import QUIET
from tests.generate.renderers import RENDERERS
from tests.generate.tricks.trick import Planted, Planting, Trick, of_file

_OTHER = "display:inline;visibility:visible;opacity:1;color:#000"
_IN_ALL_WAYS = ("display", "white", "opacity")
_SIMPLY = ("style", "class")
RENDERED = ("html", "html_gb18030", "html_flat")


def _crossed(hiding: Mapping[str, str], said: Mapping[str, tuple[str, str]]) -> Iterator[Trick]:
    """Every way to hide in a style and by a class, and some in all other ways."""
    for way, declared in hiding.items():
        for how, texts in said.items():
            if how not in _SIMPLY and way not in _IN_ALL_WAYS:
                continue
            name, _, value = declared.rpartition(";")[2].partition(":")
            words = {
                "way": declared,
                "other": _OTHER,
                "important": declared.replace(";", "!important;") + "!important",
                "value": value,
                "by_variable": f"{name}:var(--{{mark}})",
            }
            markup, sheet = (_filled(text, words) for text in texts)
            yield Trick(f"{way} by {how}", "{seen}" + markup, sheet)
            if how == "class":
                yield Trick(f"{way} by {how}, before", markup + "{seen}", sheet)


def _filled(text: str, words: Mapping[str, str]) -> str:
    for key, word in words.items():
        text = text.replace("{" + key + "}", word)
    return text


_FILE = of_file("on_pages")
TRICKS = (*_crossed(_FILE.told["hiding"], _FILE.told["said"]), *_FILE.tricks)
DECORATION = _FILE.decoration


def printed(planting: Planting, seed: int) -> tuple[bytes, str]:
    """The page with its tricks, and its name."""
    rng = Random(seed)
    name = rng.choice(RENDERED)
    renderer = RENDERERS[name]
    encoding = "gb18030" if name == "html_gb18030" else "utf-8"
    text = renderer.write(planting.document, QUIET, rng).decode(encoding)
    for cell in planting.cells:
        text = _with_cell_before(text, cell).replace(cell.token, cell.print)
    sheet = "\n".join(cell.sheet for cell in planting.cells if cell.sheet)
    if sheet:
        text = text.replace("</head>", f"<style>{sheet}</style>\n</head>")
    return text.encode(encoding), f"report{renderer.suffix}"


def _with_cell_before(text: str, cell: Planted) -> str:
    """The page with what the trick says before the cell itself."""
    if not cell.around:
        return text
    start = text.rindex("<td", 0, text.index(cell.token))
    return text[:start] + cell.around + text[start:]
