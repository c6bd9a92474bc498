"""Scripts as they are looked at, none is ever run: their strings put aside, their comments and blanks dropped.

What is left, a line of code a line, can be searched for calls and assignments without falling for what a string or a
comment says; a string stands there as its ``number§``."""

from __future__ import annotations

import re
from typing import NamedTuple

from xxgk.extractors.readers.html.tree import Element

PAGES = re.compile(r"""createPageHTML\s*\(\s*(\d{1,6})\d*\s*,\s*\d+\s*,\s*["']([\w-]+)["']\s*,\s*["'](\w+)["']""")
"""How TRS declares what is parted over several addresses: their number, and stem and ending of the first."""

_TOKEN = re.compile(
    r"""//[^\n]*|/\*(?:[^*]|\*(?!/))*(?:\*/)?|<!--[^\n]*|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?|`[^`]*`?""",
    re.DOTALL,
)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


class Script(NamedTuple):
    """Code without strings, comments and blanks; and its strings by number."""

    code: str
    strings: list[str]


def inline(root: Element) -> str:
    """The code that stands on a page itself."""
    return "\n".join(script.text or "" for script in root.iter("script") if not script.get("src"))


def looked_at(code: str, strings: list[str] | None = None) -> Script:
    """A script, its strings added to `strings`. A template that puts something in has no number."""
    found = [] if strings is None else strings

    def put_aside(token: re.Match[str]) -> str:
        quote = token[0][0]
        if quote in "/<":
            return "\n"
        if quote == "`" and "${" in token[0]:
            return "§"
        found.append(_ESCAPED.sub(r"\1", token[0][1:].removesuffix(quote)))
        return f"{len(found) - 1}§"

    lines = ("".join(line.split()) for line in _TOKEN.sub(put_aside, code).split("\n"))
    return Script("\n".join(filter(None, lines)), found)
