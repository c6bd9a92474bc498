"""``python -m tests.cases.make REPORT [NAME]``: a case out of a real report (HTML, plain text, .docx), with other
names, figures and prose.

The same report gives the same case, byte for byte. Labels, merged cells, units, blanks, zeros, dates and style sheets
stay; scripts, comments, pictures and addresses go. Where the case is read otherwise than the report, what differs is
told, for then it may not show any more what it was made for; exit code 1.
"""

from __future__ import annotations

import hashlib
import html
import io
import re
import sys
import zipfile
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from lxml import etree

from tests.cases.swap import Swap
from xxgk.extractors.document import extract
from xxgk.schema.report import Report

FOLDER = Path(__file__).parent
FACTORS = (2, 3, 4, 6, 7)

_MARKUP = re.compile(r"<!--.*?-->|<script\b.*?</script\s*>|<style\b.*?</style\s*>|<[^>]*>", re.DOTALL | re.IGNORECASE)
_BREAK = re.compile(
    r"</?(?:t[dhr]|table|p|div|h[1-6]|li|ul|ol|br|title|body|html|head|caption|d[tdl]|meta)\b", re.IGNORECASE
)
_ATTRIBUTE = re.compile(r"""(?<=\s)([\w:-]+)(\s*=\s*)("[^"]*"|'[^']*'|[^\s>"']+)""")
_STRUCTURE = frozenset(
    (
        *("colspan", "rowspan", "span", "border", "width", "height", "align", "valign", "hidden"),
        *("style", "class", "id", "rel", "name", "type", "lang", "charset", "http-equiv"),
    )
)
_PARTED = re.compile(r"([|\t]| {2,})")
_TEXT, _PARAGRAPH = ("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}" + tag for tag in ("t", "p"))
_WHO = re.compile(rb'(\b(?:w:author|w:initials)=")[^"]*')
_OUTSIDE = re.compile(rb'(Target=")[^"]*("[^>]*TargetMode="External")')
_PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c626001000000050001a5f645400000000049454e44ae426082"
)


def made(data: bytes, suffix: str) -> bytes:
    """The case of a report. Raises ValueError where its container is none that can be made over."""
    if suffix not in WAYS:
        raise ValueError(f"{suffix or 'a file without an ending'}: a case is made of {', '.join(WAYS)}")
    agency = extract(data, f"report{suffix}").agency
    factor = FACTORS[hashlib.sha256(data).digest()[0] % len(FACTORS)]
    return WAYS[suffix](data, Swap((agency.printed, agency.name), factor))


def _decoded(data: bytes) -> tuple[str, str]:
    for encoding in ("utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else "utf-8", "gb18030"):
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise ValueError("neither UTF-8 nor GB18030")


def _text(data: bytes, swap: Swap) -> bytes:
    text, encoding = _decoded(data)
    lines = ("".join(piece for cell in _PARTED.split(line) for piece in swap([cell])) for line in text.split("\n"))
    return "\n".join(lines).encode(encoding)


def _html(data: bytes, swap: Swap) -> bytes:
    """Tags stay in their order, well nested or not; a paragraph or cell is made over as a whole, however it is marked
    up."""
    text, encoding = _decoded(data)
    parts: list[str] = []
    block: list[int] = []  # the places in `parts` of the texts of one paragraph or cell

    def close() -> None:
        for place, new in zip(block, swap([html.unescape(parts[place]) for place in block]), strict=True):
            parts[place] = html.escape(new, quote=False)
        block.clear()

    at = 0
    for found in (*_MARKUP.finditer(text), None):
        block.append(len(parts))
        parts.append(text[at : found.start() if found else len(text)])
        if found is None or _BREAK.match(found[0]):
            close()
        if found:
            parts.append(_tag(found[0], swap))
            at = found.end()
    return "".join(parts).encode(encoding)


def _tag(tag: str, swap: Swap) -> str:
    lower = tag[:8].lower()
    if lower.startswith(("<!--", "<script")):
        return ""
    if lower.startswith("<style"):
        return re.sub(r"url\([^)]*\)", "url()", tag)

    def attribute(found: re.Match[str]) -> str:
        name, equals, value = found.groups()
        if name.lower() in _STRUCTURE:
            return re.sub(r"url\([^)]*\)", "url()", found[0])
        if name.lower() in ("content", "alt", "title", "value", "summary"):
            quote = value[0] if value[0] in "\"'" else ""
            return f"{name}{equals}{quote}{''.join(swap([value.strip(quote) if quote else value]))}{quote}"
        return f'{name}{equals}"#"'

    return _ATTRIBUTE.sub(attribute, tag)


def _docx(data: bytes, swap: Swap) -> bytes:
    """Parts of XML are made over paragraph by paragraph, pictures are one pixel, embedded files empty."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, _part(name, old.read(name), swap))
    return out.getvalue()


def _part(name: str, data: bytes, swap: Swap) -> bytes:
    if name.startswith(("word/media/", "docProps/thumbnail")):
        return _PIXEL
    if name.endswith(".rels"):
        return _OUTSIDE.sub(rb"\1http://example.invalid/\2", data)
    if not name.endswith(".xml"):
        return b""
    if name == "[Content_Types].xml":
        return data
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    for texts in _paragraphs(root, name):
        for element, text in zip(texts, swap([element.text or "" for element in texts]), strict=True):
            element.text = text
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return _WHO.sub(rb"\1x", written)


def _paragraphs(root: etree._Element, name: str) -> Iterator[list[etree._Element]]:
    """The elements with text, those of one paragraph together; outside Word's own parts and its deleted text each by
    itself."""
    together: dict[object, list[etree._Element]] = {}
    for element in root.iter():
        if isinstance(element.tag, str) and (element.text or "").strip():
            alone = not name.startswith("word/") or element.tag != _TEXT
            above = None if alone else next(element.iterancestors(_PARAGRAPH), None)
            together.setdefault(element if above is None else above, []).append(element)
    yield from together.values()


WAYS: dict[str, Callable[[bytes, Swap], bytes]] = {
    ".html": _html,
    ".htm": _html,
    ".txt": _text,
    ".md": _text,
    ".docx": _docx,
}
"""How a report is made over, by the ending of its name."""


def structure(report: Report) -> Counter[str]:
    """What must be the same of a report and its case: all but names, figures and prose."""
    told = [f"outcome {report.outcome}", f"year {report.year}", f"layouts {report.layouts}"]
    told += [f"form {sheet} {form}" for sheet, form in report.forms.items()]
    told += [f"figure {one.code} {one.state} {one.unit}" for one in report.figures]
    told += [f"indicator {one.column} {one.state}" for one in report.indicators]
    told += [f"section {one.code}" for one in report.sections]
    told += [f"finding {one.rule} {one.where}" for one in report.findings]
    return Counter(told)


def main() -> int:
    """Exit code."""
    parser = ArgumentParser(prog="python -m tests.cases.make", description=__doc__)
    parser.add_argument("report", type=Path)
    parser.add_argument("name", nargs="?", default="", help="the case's name; by default made of the report's hash")
    given = parser.parse_args()
    data, suffix = given.report.read_bytes(), given.report.suffix.lower()
    try:
        case = made(data, suffix)
    except ValueError as problem:
        print(problem, file=sys.stderr)
        return 2
    path = FOLDER / f"{given.name or 'case-' + hashlib.sha256(data).hexdigest()[:8]}{suffix}"
    path.write_bytes(case)
    before, after = (structure(extract(one, path.name)) for one in (data, case))
    print(f"{path}: now run pytest tests/cases, and review its JSON")
    for sign, differing in (("-", before - after), ("+", after - before)):
        for line in sorted(differing.elements()):
            print(f"{sign} {line}")
    return 1 if before != after else 0


if __name__ == "__main__":
    raise SystemExit(main())
