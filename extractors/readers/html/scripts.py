"""What the scripts of a page may write over its figures. A script is not run: the cells that it names and may change
are not read. What scripts do beside them (counters, sizes of print, menus, printing) is none of theirs.

Elements of cells are named by their id or class; cells by their tag, or as the rows and cells of a table; and what
holds tables by its id or class, where a script goes on to write it anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import cast

from lxml import etree

from xxgk.extractors.readers.html.cascade import PageIndex
from xxgk.extractors.readers.html.tree import CELLS, Element

_WRITTEN = (
    r"(?:inner|outer|textContent|nodeValue|display|visibility|opacity|text\(|html\(|hide\(|empty\(|remove\(|toggle\(|fade|"
    r"slide|append|prepend|after\(|before\(|replaceWith)"
)
_NAMED = {
    "id": re.compile(r"getElementById\(\s*+[\"'`]([\w-]{1,60}+)|#([\w-]{1,60}+)"),
    "class": re.compile(
        r"(?:getElementsByClassName\(\s*+[\"'`]|[\"'`](?:td|th|p|b|span|font|strong)?\.|(?<=[\s,>])\.)([\w-]{1,60}+)"
        rf"(?=[^;}}]{{0,99}}{_WRITTEN})"
    ),
}
"""By attribute, how a script names an element by it; by one that elements share, only where it goes on to write or
hide."""
_OF_ELEMENT = re.compile(r"(?<![\w$.])([A-Za-z_][\w]{0,60}+)\s*+\.(?:inner|outer|textContent|nodeValue)")
"""An element that a script names by its id alone, as browsers let it."""
_MOST_NAMES = 100
_TAG = r"(?<![\w.#-])(?:td|th|tr|tbody|table)(?![\w-])"
_BY_TAG = (
    rf"getElementsByTagName\(\s*+[\"'`](?:td|th|tr|tbody|table)[\"'`]\s*+\)"
    rf"|(?:querySelector(?:All)?|\$|jQuery|\.find|\.children)\(\s*+[\"'`][^\"'`]{{0,80}}{_TAG}[^\"'`]{{0,40}}+[\"'`]\s*+\)"
    r"|\.(?:cells|rows|tBodies)\b"
)
_BY_NAME = (
    r"(?:getElementById\(\s*+[\"'`]|(?:querySelector|\$|jQuery)\(\s*+[\"'`]#)(?P<id>[\w-]{1,60}+)[\"'`]\s*+\)"
    r"|(?:getElementsByClassName\(\s*+[\"'`]|(?:querySelector(?:All)?|\$|jQuery)\(\s*+[\"'`]\.)(?P<class>[\w-]{1,60}+)"
    r"[\"'`]\s*+\)|(?P<body>\bdocument\.body\b)"
)
_CHAIN = (
    r"(?:\s*+\[[^\[\]]{0,60}+\]|\s*+\.(?:eq|get|item|first|last|find|children|parent|filter|closest|next|prev|not)"
    r"\([^()]{0,80}+\)|\s*+\.(?:cells|rows|tBodies|\w{4,5}+Child|childNodes|children|parentNode)\b){0,8}+\s*+"
)
_CONTENT = (
    r"\.(?:(?:inner|outer)(?:HTML|Text)|textContent|nodeValue)\s*+[+]?=(?!=)|\.(?:html|text|replaceWith|load)\(\s*+[^)\s]"
    r"|\.empty\("
)
_SHOWING = (
    r"\.(?:append|prepend)\(|\.(?:remove|hide|toggle|fadeOut|slideUp|deleteRow|deleteCell|insertRow|insertCell|"
    r"removeChild|replaceChild)\(|\.style\.(?:display|visibility|opacity)\s*+=(?!=)"
    r"|\.css\(\s*+\{?\s*+[\"']?(?:display|visibility|opacity)"
)
_EACH = (
    r"\.(?:each|forEach|map)\(\s*+(?:function\s*+\w{0,40}+\s*+\((?P<params>[^()]{0,60}+)\)"
    r"|\(?(?P<arrow>[\w$,\s]{0,60}+)\)?\s*+=>)"
)
_SELECTED = re.compile(rf"(?P<tag>{_BY_TAG})|{_BY_NAME}", re.IGNORECASE)
_MAY_SELECT = re.compile(
    r"[gGqQjJdD$.](?i:(?<=g)etElement|(?<=q)uerySelector|(?<=j)Query|(?<=d)ocument\.body|(?<=\$)\(|"
    r"(?<=\.)(?:find|children|cells|rows|tBodies))"
)
"""How all that selects begins: the search skips to the next of a few characters, as it cannot where case is ignored."""
_BEHIND = re.compile(rf"[\])]?{_CHAIN}(?:(?P<content>{_CONTENT})|(?P<showing>{_SHOWING})|{_EACH}|(?P<end>[;,)\n]|\Z))")
_VARIABLE = re.compile(r"([A-Za-z_$][\w$]{0,60}+)(?:\s*+=|\s++of)\s*+(?:\[\.\.\.|Array\.from\()?(?:[\w$]{1,40}+\.?)?\Z")
_WORD = re.compile(r"(?<![\w$.])[A-Za-z_$][\w$]{0,60}+(?:\s*+\)(?=\s*+\.))?")
"""A variable, alone or as jQuery takes it up: ``$(name).``."""
LIBRARY = 20_000
"""Characters, comments apart, from which a script is one that was written for other pages, too: it is as a file of its
own."""
_COMMENT = re.compile(r"/\*[^*]*+(?:\*(?!/)[^*]*+)*+\*/|^[ \t]*+//[^\n]*+", re.MULTILINE)
_UNASKED = (
    "load|error|pageshow|readystatechange|animation[a-z]{3,9}|transition[a-z]{3,6}|focus(?:in)?|toggle|scroll|resize|"
    "canplay(?:through)?|loaded[a-z]{4,8}|loadstart|begin|visibilitychange|(?:mouse|pointer)(?:over|enter|move)"
)
"""Events on which a page acts though nobody clicks or types."""
_MAY_HANDLE = re.compile(rf"on(?:{_UNASKED})\s*+=".encode())
_HANDLER = re.compile(f"on(?:{_UNASKED})")
_HANDLERS = etree.XPath("descendant-or-self::*/@*[starts-with(name(), 'on')]")
_BEFORE, _BODY, _MOST_SELECTED = 120, 400, 400
"""Characters before what is selected in which a variable is set to it, and of the body of a function that is called for
each of some elements; how often something is selected that is looked at."""
_EXECUTED = ("", "javascript", "module", "ecmascript")
"""How the types of scripts that are run end."""
_HARMLESS = re.compile(
    r"jquery|bootstrap|swiper|slide|carousel|share|tongji|cnzz|analytics|^hm\.|layer|laydate|respond|shiv|modernizr"
    r"|font|zoom|print|touch|qrcode|nav|menu|search|header|footer|count|visit|wza|tran|speech|pinyin"
)
"""Names of files of scripts that write into no table: libraries, menus, counters, sizes of print."""
_OF_WORD = re.compile(r"_(?:Toc|Hlk|Ref|GoBack)|OLE_LINK", re.IGNORECASE)
"""Bookmarks of a Word file that a page was made of."""
_TABLE_PARTS = ("table", "tbody", "thead", "tfoot", "tr")

Scripted = tuple[str, str]
"""What a script names: elements by ``id`` or ``class``, with its name, cells by their ``tag``, or the ``body``."""


def is_run(script: Element) -> bool:
    """Whether a browser runs what stands in a ``script``."""
    kind = (script.get("type") or "").strip().lower().partition(";")[0]
    return kind.rpartition("/")[2] in _EXECUTED


def of_files(index: PageIndex, scripts: Iterable[Element]) -> list[Element]:
    """The elements in cells by whose name a script in a file of its own may write them; none where those files are but
    libraries, counters and the like. For a tree that is not yet prepared."""
    files = (source.rpartition("/")[2] for script in scripts if (source := script.get("src")) and is_run(script))
    if all(_HARMLESS.search(name.lower()) for name in files):
        return []
    return [one for one in index.with_id if _is_in_cell(one) and not _OF_WORD.match(one.get("id", ""))]


def handlers(index: PageIndex) -> list[str]:
    """What elements say themselves that is to be done on an event that nobody causes: ``onload="…"``."""
    if not _MAY_HANDLE.search(index.source):
        return []
    found = cast(list[etree._ElementUnicodeResult], _HANDLERS(index.root))
    return [str(one) for one in found if _HANDLER.fullmatch(str(one.attrname))]


def rewritten(index: PageIndex, scripts: Sequence[Element], handled: Sequence[str] = ()) -> Iterator[Element]:
    """The elements in cells that scripts outside of cells, and what is `handled`, may write or hide, whatever they
    print."""
    for script in scripts:
        parent = script.getparent()
        if parent is not None and parent.tag in _TABLE_PARTS and "write" in (script.text or ""):
            yield from next(iter((parent, *parent.iterancestors("table")))).iter(*CELLS)
    text = "\n".join([*(script.text or "" for script in scripts), *handled])
    if not text:
        return
    yield from _named(index, text)
    own = [script.text for script in scripts if script.text and not _is_library(script.text)]
    targets = set(_targets("\n".join([*own, *handled])))
    if ("body", "") in targets and "print(" in text:
        targets.remove(("body", ""))  # as it is written anew to be printed, and after that as it was
    if targets & {("tag", ""), ("body", "")}:
        yield from index.root.iter(*CELLS)
        return
    for way, holders in (("id", index.with_id), ("class", index.with_class)):
        names = {name for kind, name in targets if kind == way}
        for holder in holders if names else ():
            if not names.isdisjoint((holder.get(way) or "").split()):
                yield from holder.iter(*CELLS)


def _is_library(script: str) -> bool:
    return len(script) >= LIBRARY and len(_COMMENT.sub("", script)) >= LIBRARY


def _named(index: PageIndex, script: str) -> Iterator[Element]:
    """The elements in cells that a script names."""
    for name, pattern in _NAMED.items():
        having = index.with_id if name == "id" else index.with_class
        held = [one for one in having if _is_in_cell(one)]
        words = {word for one in held for word in one.get(name).split()}
        if len(words) <= _MOST_NAMES and not any(word in script for word in words):
            continue
        patterns = (pattern, _OF_ELEMENT) if name == "id" else (pattern,)
        found = (one for way in patterns for one in way.finditer(script))
        named = words.intersection(next(filter(None, one.groups())) for one in found)
        if named:
            yield from (one for one in held if named.intersection(one.get(name).split()))


def _is_in_cell(element: Element) -> bool:
    return element.tag in CELLS or next(element.iterancestors(*CELLS), None) is not None


def _targets(script: str) -> Iterator[Scripted]:
    """What a script selects and goes on to write: in the same statement, or by a variable."""
    variables: dict[str, Scripted] = {}
    for found in islice(_selected(script), _MOST_SELECTED):
        kind = found.lastgroup or "tag"
        target = (kind, found[kind] if kind in _NAMED else "")
        if (behind := _BEHIND.match(script, found.end())) is None:
            continue
        yield from _written(script, behind, target)
        if behind["end"] is not None and (variable := _VARIABLE.search(script, _from(found.start()), found.start())):
            variables[variable[1]] = target
    for word in _WORD.finditer(script) if variables else ():
        target_of = variables.get(word[0].rstrip(" \t\r\n)"))
        if target_of is not None and (behind := _BEHIND.match(script, word.end())) is not None:
            yield from _written(script, behind, target_of)
            if behind["end"] is not None and (other := _VARIABLE.search(script, _from(word.start()), word.start())):
                variables.setdefault(other[1], target_of)


def _selected(script: str) -> Iterator[re.Match[str]]:
    """What a script selects, in its order."""
    end = 0
    for sign in _MAY_SELECT.finditer(script):
        if sign.start() >= end and (found := _SELECTED.match(script, sign.start())) is not None:
            yield found
            end = found.end()


def _from(place: int) -> int:
    return max(0, place - _BEFORE)


def _written(script: str, behind: re.Match[str], target: Scripted) -> Iterator[Scripted]:
    """The target, where what stands behind it writes it, or hides cells; or does so with each of some cells."""
    is_tag = target[0] == "tag"
    if behind["content"] is not None or (is_tag and behind["showing"] is not None):
        yield target
    told = behind["params"] if behind["params"] is not None else behind["arrow"]
    if is_tag and told is not None:
        names = {"this", *(name.strip() for name in told.split(","))}
        end = script.find("})", behind.end(), behind.end() + _BODY)
        for word in _WORD.finditer(script, behind.end(), end if end >= 0 else behind.end() + _BODY):
            inner = _BEHIND.match(script, word.end()) if word[0].rstrip(" \t\r\n)") in names else None
            if inner is not None and (inner["content"] is not None or inner["showing"] is not None):
                yield target
