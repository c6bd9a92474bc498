"""The limits of web pages."""

from __future__ import annotations

from xxgk.extractors.readers import mhtml
from xxgk.extractors.readers.html import attributes, cascade, imports, lenient, pictures, size
from xxgk.schema.limits import BYTES, Limit, LimitTable

LIMITS: LimitTable = {
    "Web pages (.html, .mht)": (
        Limit(size.MOST_MARKUP, "markup of a page, pictures in it apart", BYTES),
        Limit(size.MOST_TAGS, "tags of a page"),
        Limit(attributes.MOST_ATTRIBUTES, "attributes of a tag"),
        Limit(lenient.MOST_TAGS, "elements of a page that has to be nested anew"),
        Limit(lenient.DEEPEST, "elements that are open at once in such a page"),
        Limit(lenient.MOST_FONTS, "fonts that are open at once in such a page"),
        Limit(cascade.MOST_TEXT, "characters of the style sheets in a page that are read"),
        Limit(cascade.MOST_SHARED, "characters of a style sheet beside a page that are read"),
        Limit(cascade.MOST_LINKED, "style sheets beside a page that are read"),
        Limit(imports.MOST, "style sheets named by one that are looked at"),
        Limit(mhtml.MOST_PARTS, "parts of a page saved whole"),
        Limit(pictures.MOST, "pictures of a page that are looked at"),
    ),
}
