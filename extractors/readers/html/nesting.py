"""Where the fast parser nests what decides how print looks otherwise than browsers do.

libxml2 ends a strike before the paragraph within it, and at the end of what is around it, where browsers carry it on.
It matters only where such an element changes what is seen.
"""

from __future__ import annotations

import re
from typing import Any, cast

from lxml import etree

from xxgk.extractors.readers.html.attributes import Tags

Root = Any  # an lxml element
Errors = Any  # the log of lxml's parser
_STRIKING = frozenset(("s", "strike", "small", "big"))
"""Elements carried on that change what is seen by themselves."""
_CARRIED = frozenset(("a", "b", "code", "em", "font", "i", "nobr", "strong", "tt", "u"))
"""Those that do where something is said of them."""
_SAID = re.compile(
    rb"<(?:a|b|code|em|font|i|nobr|strong|tt|u)\s[^>]{0,2000}?"
    rb"\b(?:hidden|color|size|face|(?:style|class|id)\s*+=\s*+[\"']?[\w .#])"
)
_STRIKES = re.compile(rb"<(/?)(?:s|strike|small|big)[\s>]")
_NAME = re.compile(r"[a-z0-9]++")
_AGAIN = re.compile(rb"<(?:html|body)\s[^>]{0,2000}?(?:style|class|id|hidden|text|bgcolor|dir)\b")
_LEFT = etree.XPath(
    "boolean(descendant::svg/descendant::*[self::p or self::div or self::span or self::table or self::b])"
)


def is_nested_otherwise(root: Root, errors: Errors, lower: bytes, once: Tags) -> bool:
    """Whether a browser nests elements of a page otherwise, by which other print may be seen. `errors` is what the
    parser noted, `lower` the source, `once` its tags once each."""
    names = _misplaced(errors)
    if names & _STRIKING or (names & _CARRIED and _SAID.search(lower)):
        return True
    strikes = _STRIKES.findall(lower) if next(root.iter(*_STRIKING), None) is not None else []
    if 2 * strikes.count(b"/") != len(strikes):
        return True
    if (once.holds_signs or _AGAIN.search(once.source)) and any(
        _AGAIN.search(lower, lower.find(tag) + len(tag)) for tag in (b"<body", b"<html") if lower.count(tag) > 1
    ):
        return True
    return next(root.iter("svg"), None) is not None and cast(bool, _LEFT(root))


def _misplaced(errors: Errors) -> frozenset[str]:
    """The names of elements whose tags do not meet."""
    mismatches = errors.filter_types(etree.ErrorTypes.ERR_TAG_NAME_MISMATCH)
    return frozenset(name for error in mismatches for name in _NAME.findall(error.message))
