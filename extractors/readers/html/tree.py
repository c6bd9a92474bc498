"""A page as a tree: parsed fast, and a second time leniently where the fast parser nests its tables wrongly.

lxml takes a twentieth of the time of BeautifulSoup, but repairs nothing: cells without a row, forms between rows, text
between cells stay where they were written, and figures would be lost or shift. Such trees betray themselves (a cell
whose parent is no row …); only then does BeautifulSoup read the page, with the rules by which browsers nest it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

from lxml import etree

from xxgk.extractors.readers.html.attributes import MOST_ATTRIBUTES, Tags, each_once, has_crowded_tag
from xxgk.extractors.readers.html.ending import Ending, ending_of
from xxgk.extractors.readers.html.lenient import nested
from xxgk.extractors.readers.html.nesting import is_nested_otherwise
from xxgk.extractors.readers.text.charset import Remarks, as_utf8, declared_in
from xxgk.schema.document import Unreadable

Element = Any  # an lxml element; its stubs know neither tag filters nor slices as they are used here
ByTag = Mapping[str, Sequence[Element]]

CELLS = ("td", "th")
SECTIONS = ("thead", "tbody", "tfoot")
_ROW_PARENTS = frozenset((*SECTIONS, "table"))
_QUIET = frozenset(("script", "style", "template", "input", "form"))  # print nothing themselves between cells and rows
_IN_ROW = _QUIET | frozenset(CELLS)
_IN_SECTION = _QUIET | {"tr"}
_IN_TABLE = _IN_SECTION | frozenset((*SECTIONS, "caption", "colgroup", "col"))
_PARSERS = [  # pages that never close their fonts meet the limit of 256 levels: then the one of 2,048
    etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=deep, collect_ids=False
    )
    for deep in (False, True)
]
_ASKED_FOR = ("table", *SECTIONS, "img", "meta", "title", "link")
_END = re.compile(rb"</html")  # in a page of bytes a pattern finds a word sooner than `find`
_CLOSED = re.compile(rb"</(?:body|html)\s*>", re.IGNORECASE)
_PROLOG = re.compile(r"<\?xml[^>]{0,200}>")


class PageTree(NamedTuple):
    """A parsed page: its root, all its rows and cells in order, other elements that somebody asks for by tag (tables
    and their sections, pictures, what the head tells), its source in lower case, remarks on its character set, and how
    its source ends.

    lxml makes the object of an element anew each time it is met, unless somebody holds it: `cells` does.
    """

    root: Element
    cells: list[Element]
    by_tag: ByTag
    lower: bytes
    once: Tags
    remarks: Remarks
    ending: Ending


def parse(data: bytes) -> PageTree:
    """A page as the tree whose tables, rows and cells locators count, without comments and processing instructions.

    Raises `Unreadable` where nothing can be parsed, or not to its end.
    """
    source, remarks = as_utf8(data, declared_in(data))
    lower = source.lower()
    once = each_once(lower)
    end = _END.search(once.source)  # the last tag stays the last
    if end and once.source.find(b"<", end.end()) >= 0:  # lxml would stop there, browsers read on
        source = _CLOSED.sub(b"", source)
    root, errors = _parse_fast(source, once)
    cells, by_tag = _elements(root)
    if misnested(cells, by_tag) or is_nested_otherwise(root, errors, lower, once):
        root, _ = _parse_fast(nested(_PROLOG.sub("", source.decode("utf-8"), count=1)))
        cells, by_tag = _elements(root)
    return PageTree(root, cells, by_tag, lower, once, remarks, ending_of(lower))


def _elements(root: Element) -> tuple[list[Element], ByTag]:
    """All rows and cells, and the other elements that are asked for: each walk through a tree costs as much as all that
    is done with what it finds."""
    by_tag: dict[str, list[Element]] = {tag: [] for tag in _ASKED_FOR}
    for element in root.iter(*_ASKED_FOR):
        by_tag[element.tag].append(element)
    return [*root.iter("tr", *CELLS)], by_tag


def _parse_fast(source: bytes, once: Tags | None = None) -> tuple[Element, Any]:
    """The root of a page, and the log of what is wrong in it; `once`: its tags once each."""
    if has_crowded_tag(source, once):
        raise Unreadable(f"a tag of the page has more than {MOST_ATTRIBUTES:,} attributes, or tags within them")
    for parser in _PARSERS:
        try:
            root = etree.fromstring(source, parser)
        except (etree.ParserError, etree.XMLSyntaxError) as error:
            raise Unreadable("the page holds no markup") from error
        if root is None:
            raise Unreadable("the page holds no markup")
        errors = parser.error_log
        last = errors.last_error
        if last is None or last.type_name != "ERR_RESOURCE_LIMIT":
            return root, errors
    raise Unreadable(f"the page cannot be parsed to its end: {last.message}")


def misnested(cells: list[Element], by_tag: ByTag) -> bool:
    """Whether a table of a tree holds anything where browsers would not leave it; `cells`: all rows and cells."""
    rows = [cell for cell in cells if cell.tag == "tr"]
    in_rows = 0
    for row in rows:
        if row.getparent().tag not in _ROW_PARENTS or ((before := row.text) and not before.isspace()):
            return True
        tags = [child.tag for child in row]
        in_row = tags.count("td") + tags.count("th")
        if in_row < len(tags) and any(child.tag not in _IN_ROW or _is_filled_form(child) for child in row):
            return True
        if _has_text("".join([child.tail or "" for child in row])):
            return True
        in_rows += in_row
    if in_rows + len(rows) != len(cells):
        return True
    sections = chain.from_iterable(by_tag[tag] for tag in SECTIONS)
    return any(_holds(table, _IN_TABLE) for table in by_tag["table"]) or any(
        section.getparent().tag != "table" or _holds(section, _IN_SECTION) for section in sections
    )


def _holds(parent: Element, allowed: frozenset[str]) -> bool:
    """Whether `parent` holds text of its own, or children that are not allowed in it."""
    return _has_text(parent.text) or any(
        child.tag not in allowed or _has_text(child.tail) or _is_filled_form(child) for child in parent
    )


def _is_filled_form(element: Element) -> bool:
    return element.tag == "form" and len(element) > 0


def _has_text(text: str | None) -> bool:
    return text is not None and text != "" and not text.isspace()
