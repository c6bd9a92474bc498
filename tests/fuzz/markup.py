"""HTML as a soup of tags and texts: edits need no tree, so that what they leave may be anything."""

from __future__ import annotations

import re
from random import Random

from tests.fuzz.edits import CHARACTERS, LARGEST, NUMBERS, Structure, slip, times

_TOKEN = re.compile(r"<!--.*?-->|<[^<>]*>|[^<]+|<", re.DOTALL)
_OPENS = re.compile(r"<([A-Za-z][\w:.-]*)")
_ATTRIBUTE = re.compile(r"""([\w:.-]+)\s*=\s*("[^"]*"|'[^']*'|[^\s>"']+)""")
_CHARSET = re.compile(r"""charset\s*=\s*["']?[\w-]+""", re.IGNORECASE)
_BETWEEN = re.compile(r"</?(?:html|head|body|table|tr|tbody)\b", re.IGNORECASE)

TAGS = (
    "table", "tr", "td", "th", "tbody", "thead", "tfoot", "caption", "colgroup", "col", "p", "div", "span", "br", "hr",
    "h1", "h2", "h6", "ul", "ol", "li", "dl", "dd", "script", "style", "noscript", "template", "iframe", "object",
    "svg", "math", "select", "option", "textarea", "input", "button", "img", "a", "b", "s", "del", "ins", "sup", "sub",
    "font", "center", "form", "frameset", "frame", "pre", "plaintext", "xmp", "title", "meta", "base", "head", "body",
    "html", "o:p", "ucapcontent", "marquee", "ruby", "rt", "details", "!doctype html", "?xml version='1.0'?",
)  # fmt: skip
NAMES = ("rowspan", "colspan", "style", "class", "hidden", "width", "height", "align", "id", "href", "src", "alt",
         "type", "name", "content", "charset", "http-equiv", "value", "span", "bgcolor", "data-x", "nowrap")  # fmt: skip
STYLES = (
    "display:none", "visibility:hidden", "font-size:0", "text-decoration:line-through", "color:#fff", "opacity:0",
    "position:absolute;left:-9999px", "width:0;overflow:hidden", "display:table-cell", "display:", ";;;:", "x:url(",
    "mso-hide:all", "display:none!important", "white-space:pre", "vertical-align:super", "text-indent:-999em",
)  # fmt: skip
PIECES = (
    "<style>td{display:none}</style>", "<style>.x,td:nth-child(2){visibility:hidden}</style>", "<script>document.write('<td>9</td>')</script>",
    "<table><tr><td>1</td></tr></table>", "<td>", "</td>", "</table>", "<tr><td rowspan=0>", "<td colspan=1000>", "<!--", "-->",
    "<![CDATA[", "]]>", "<?", "</", "<a", "<img src=x.png>", "<img src='data:image/png;base64,iVBORw0KGgo='>", "<input value=7>",
    "<select><option selected>1<option>2</select>", "<textarea>", "<plaintext>", "<svg><foreignObject><table>", "&#0;", "&#xD800;",
    "&#x110000;", "&#49;", "&nbsp;", "&", "&amp;#49;", "&#;", "&#99999999999999999999;", "&lt;td&gt;", "<sup>1</sup>", "<s>5</s>",
    "<meta charset=gb2312>", "<meta charset=utf-16>", "<meta http-equiv=content-type content='text/html;charset=big5'>", "<base href=//[>",
    "<p hidden>", "<div style='display:none'>", "<frameset>", "<math><mi><table>", "<caption>", "<form><table>", "<br>" * 30,
)  # fmt: skip

Tokens = list[str]


def opened(data: bytes) -> Tokens:
    return _TOKEN.findall(data.decode("utf-8", "surrogateescape"))


def closed(tokens: Tokens) -> bytes:
    return "".join(tokens).encode(
        "utf-8", "surrogatepass" if any("\ud800" in token for token in tokens) else "surrogateescape"
    )


def element(tokens: Tokens, rng: Random) -> tuple[int, int]:
    """The tokens of an element; of one alone where its end is not found."""
    for _ in range(20):
        start = rng.randrange(len(tokens))
        if found := _OPENS.match(tokens[start]):
            name, depth = found[1], 0
            for at in range(start, min(len(tokens), start + 4000)):
                if tokens[at].startswith(f"</{name}"):
                    depth -= 1
                    if not depth:
                        return start, at + 1
                elif (same := _OPENS.match(tokens[at])) and same[1] == name:
                    depth += 1
            return start, start + 1
    return 0, 1


def _cut_out(tokens: Tokens, rng: Random) -> Tokens:
    start, end = element(tokens, rng)
    piece = tokens[start:end]
    del tokens[start:end]
    if not tokens:
        tokens.append("")
    return piece


def _put(tokens: Tokens, rng: Random, piece: Tokens) -> None:
    at = rng.randrange(len(tokens) + 1)
    tokens[at:at] = piece


def drop(tokens: Tokens, rng: Random) -> None:
    _cut_out(tokens, rng)


def move(tokens: Tokens, rng: Random) -> None:
    _put(tokens, rng, _cut_out(tokens, rng))


def double(tokens: Tokens, rng: Random) -> None:
    start, end = element(tokens, rng)
    piece = tokens[start:end]
    many = min(times(rng), max(1, LARGEST // max(1, sum(map(len, piece)))))
    tokens[end:end] = piece * many


def nest(tokens: Tokens, rng: Random) -> None:
    """An element within another of some name, or within hundreds of them."""
    start, end = element(tokens, rng)
    tag = rng.choice(TAGS)
    many = times(rng)
    tokens[end:end] = [f"</{tag}>"] * rng.choice((many, many, 0))
    tokens[start:start] = [f"<{tag}>"] * many


def unwrap(tokens: Tokens, rng: Random) -> None:
    start, end = element(tokens, rng)
    del tokens[end - 1 : end]
    del tokens[start : start + 1]
    if not tokens:
        tokens.append("")


def lose_a_tag(tokens: Tokens, rng: Random) -> None:
    for _ in range(20):
        at = rng.randrange(len(tokens))
        if tokens[at].startswith("<"):
            tokens[at] = ""
            return


def insert_a_tag(tokens: Tokens, rng: Random) -> None:
    tag = rng.choice(TAGS)
    attribute = f" {rng.choice(NAMES)}={_value(rng)!r}" if rng.random() < 0.4 else ""
    _put(tokens, rng, [rng.choice((f"<{tag}{attribute}>", f"</{tag}>", f"<{tag}{attribute}/>", f"<{tag}"))])


def insert_a_piece(tokens: Tokens, rng: Random) -> None:
    _put(tokens, rng, [rng.choice(PIECES)])


def _value(rng: Random) -> str:
    return rng.choice(
        (rng.choice(NUMBERS), rng.choice(NUMBERS), rng.choice(STYLES), rng.choice(CHARACTERS), "x" * times(rng))
    )


def attribute(tokens: Tokens, rng: Random) -> None:
    """An attribute with another value, or a new one."""
    for _ in range(20):
        at = rng.randrange(len(tokens))
        if opens := _OPENS.match(tokens[at]):
            found = list(_ATTRIBUTE.finditer(tokens[at]))
            if found and rng.random() < 0.5:
                one = rng.choice(found)
                tokens[at] = f'{tokens[at][: one.start(2)]}"{_value(rng)}"{tokens[at][one.end(2) :]}'
            else:
                name = rng.choice((*NAMES[:3], *NAMES))
                tokens[at] = f'{opens[0]} {name}="{_value(rng)}"{tokens[at][opens.end() :]}'
            return


def text(tokens: Tokens, rng: Random) -> None:
    for _ in range(20):
        at = rng.randrange(len(tokens))
        if not tokens[at].startswith("<") and tokens[at].strip():
            tokens[at] = slip(tokens[at], rng)
            return


def exchange(tokens: Tokens, rng: Random) -> None:
    one, other = rng.randrange(len(tokens)), rng.randrange(len(tokens))
    tokens[one], tokens[other] = tokens[other], tokens[one]


def cut(tokens: Tokens, rng: Random) -> None:
    del tokens[rng.randrange(len(tokens)) + 1 :]
    tokens[-1] = tokens[-1][: rng.randrange(len(tokens[-1]) + 1)]


def comment(tokens: Tokens, rng: Random) -> None:
    _put(
        tokens,
        rng,
        [
            rng.choice(
                (
                    "<!-- x -->",
                    "<!-->",
                    "<!--->",
                    "<!-- <td>7</td> -->",
                    "<!--[if gte mso 9]>",
                    "<![endif]-->",
                    "<!-- -- >",
                )
            )
        ],
    )


def charset(tokens: Tokens, rng: Random) -> None:
    """Another character set than the page declares."""
    name = rng.choice(
        ("utf-8", "gb2312", "gb18030", "big5", "utf-16", "latin-1", "x-user-defined", "none", "utf-7", "\x00")
    )
    tokens[:] = [
        _CHARSET.sub(lambda _: f"charset={name}", token) if token.startswith("<meta") else token for token in tokens
    ]


def dress_attributes(tokens: Tokens, rng: Random) -> None:
    """Attributes in another order, in other quotes, with one more that means nothing."""
    for at in range(len(tokens)):
        if (opens := _OPENS.match(tokens[at])) and rng.random() < 0.3:
            found = [f"{one[1]}={one[2]}" for one in _ATTRIBUTE.finditer(tokens[at])] + [
                f'data-n="{rng.randrange(99)}"'
            ]
            if _ATTRIBUTE.sub("", tokens[at])[opens.end() :].strip() in (">", "/>"):
                rng.shuffle(found)
                tokens[at] = f"{opens[0]} {' '.join(found)}>"


def dress_between(tokens: Tokens, rng: Random) -> None:
    """White space and comments between the tags of tables and pages."""
    for at in range(len(tokens)):
        if _BETWEEN.match(tokens[at]) and rng.random() < 0.3:
            tokens[at] = rng.choice(("\n", "\t ", "<!-- 7 -->", "\r\n<!-- <td>7</td> -->")) + tokens[at]


def dress_cells(tokens: Tokens, rng: Random) -> None:
    """What cells hold, in wrappers that show it as it is."""
    for at in range(1, len(tokens) - 1):
        wrapped = (
            tokens[at - 1].startswith("<td") and tokens[at + 1].startswith("</td") and not tokens[at].startswith("<")
        )
        if wrapped and rng.random() < 0.3:
            tag = rng.choice(("span", "p", "div", "font", "b", "a", "o:p"))
            tokens[at] = f"<{tag}>{tokens[at]}</{tag}>"


def dress_entities(tokens: Tokens, rng: Random) -> None:
    """Characters as references to them."""
    for at in range(len(tokens)):
        if not tokens[at].startswith("<") and "&" not in tokens[at] and rng.random() < 0.2:
            tokens[at] = re.sub(
                r"[0-9一-三]",
                lambda found: rng.choice((found[0], f"&#{ord(found[0])};", f"&#x{ord(found[0]):x};")),
                tokens[at],
            )


def dress_table_in_front(tokens: Tokens, rng: Random) -> None:
    """A table that has nothing to do with the report, before all others."""
    table = "<table><tr><td>首页</td><td>政务公开</td></tr><tr><td>索引号</td><td>1</td></tr></table>"
    at = next((at for at, token in enumerate(tokens) if token.startswith("<body")), -1)
    if at >= 0:
        tokens.insert(at + 1, table)


def dress_wrapped(tokens: Tokens, rng: Random) -> None:
    """All of a page within some elements more."""
    first = next((at for at, token in enumerate(tokens) if token.startswith("<body")), -1)
    last = next((at for at, token in enumerate(tokens) if token.startswith("</body")), -1)
    if 0 <= first < last:
        many, tag = rng.choice((1, 2, 10, 60)), rng.choice(("div", "section", "center", "article"))
        tokens.insert(last, f"</{tag}>" * many)
        tokens.insert(first + 1, f"<{tag}>" * many)


SOUP = Structure(
    opened,
    closed,
    (drop, move, double, nest, unwrap, lose_a_tag, insert_a_tag, insert_a_piece, attribute, attribute, attribute, text, text,
     exchange, cut, comment, charset),
    (dress_attributes, dress_between, dress_cells, dress_entities, dress_table_in_front, dress_wrapped),
)  # fmt: skip
