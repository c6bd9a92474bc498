"""The topics of 总体情况: 主动公开, 依申请公开, 政府信息管理, 平台建设, 监督保障, each with its text.

A topic is known by its title as the form has it, or among headings of the same level by the words in its title; another
heading of that level ends the topic before it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from xxgk.extractors.labels.headings import BLANK, LONGEST_HEADING, LONGEST_INLINE, STOP, HeadingNumber, number_of
from xxgk.extractors.narrative.glued import title_end
from xxgk.schema.report import Section
from xxgk.schema.sections import Narrative
from xxgk.schema.text import narrow, normalise

_COMMA = re.compile(",")
_ENDS = (STOP, BLANK, _COMMA)
_COUNTS = re.compile(r"\d{2}")
_NAMES_A_TOPIC = re.compile("(?:方面|情况|工作)$")


class _Heading(NamedTuple):
    """A line parted into its title and the rest, with the title's number, and the code that the title has in itself."""

    line: int
    number: HeadingNumber
    title: str
    rest: str
    code: str


def topics_of(body: Sequence[str], terms: Narrative) -> list[Section]:
    """The topics in a section's lines, in printed order; those without any text are left out."""
    headings = [one for number, line in enumerate(body) if (one := _heading(number, line, terms))]
    styles = Counter(heading.number.style for heading in headings if heading.code)
    level = next((style for style, _ in styles.most_common() if style), "")
    if not level:
        level = next((h.number.style for h in headings if h.number.style and terms.topic(normalise(h.title))), "")
    found: list[tuple[str, str, list[str]]] = []
    at = {heading.line: heading for heading in headings}
    seen: set[str] = set()
    is_open = False
    for number, line in enumerate(body):
        heading = at.get(number)
        code = _code(heading, level, terms) if heading else ""
        if heading and code and code not in seen:
            seen.add(code)
            found.append((code, heading.title, [heading.rest] if heading.rest else []))
            is_open = True
        elif heading and heading.number.style == level != "":
            is_open = False
        elif is_open:
            found[-1][2].append(line)
    return [Section(code, title, "\n".join(texts)) for code, title, texts in found if texts]


def _code(heading: _Heading, level: str, terms: Narrative) -> str:
    """The topic that a heading opens, else empty: one without a number, or of the level."""
    if not heading.number.style or not level:
        return heading.code
    if heading.number.style != level:
        return ""
    return heading.code or terms.topic(normalise(heading.title))


def _heading(line: int, text: str, terms: Narrative) -> _Heading | None:
    """The heading that a line is or begins with. The title of a topic ends at the first stop, or, where its words are
    the form's own, at a comma or a blank."""
    plain = narrow(text)
    number = number_of(text)
    is_short = len(plain) <= LONGEST_HEADING and "。" not in plain[:-1]
    if is_short and (known := terms.topic_of.get(normalise(plain), "")):
        return _Heading(line, number, text, "", known)
    goes_on = not is_short or plain.endswith("。")
    for end in (_ENDS if number.style else (STOP,)) if goes_on else ():
        cut = end.search(plain, number.end)
        if cut and (known := _form_title(plain[: cut.start()], end, terms)):
            return _Heading(line, number, text[: cut.start()].strip(), text[cut.end() :].strip(), known)
    if not number.style:
        return None
    if at := title_end(text, number.end, terms.topic_of):
        return _Heading(line, number, text[:at].strip(), text[at:].strip(), terms.topic_of[normalise(text[:at])])
    if is_short:
        return _Heading(line, number, text, "", "")
    stop = STOP.search(plain, number.end)
    if stop and stop.start() - number.end <= LONGEST_INLINE and not _COUNTS.search(plain, number.end, stop.start()):
        return _Heading(line, number, text[: stop.start()].strip(), text[stop.end() :].strip(), "")
    return None


def _form_title(title: str, end: re.Pattern[str], terms: Narrative) -> str:
    """The topic whose title in the form a text is, else empty; before a comma only one that says what it is of."""
    if end is _COMMA and not _NAMES_A_TOPIC.search(title):
        return ""
    return terms.topic_of.get(normalise(title), "") if len(title) <= LONGEST_HEADING else ""
