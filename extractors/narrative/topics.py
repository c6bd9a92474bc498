"""The topics of 总体情况: 主动公开, 依申请公开, 政府信息管理, 平台建设, 监督保障, each with its text.

A topic is known by its title as the form has it, or among headings of the same level by the words in its title; another
heading of that level ends the topic before it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from extractors.narrative.headings import LONGEST_HEADING, LONGEST_INLINE, Number, number_of
from extractors.narrative.openings import INLINE
from schema.report import Section
from schema.sections import Narrative
from schema.text import narrow, normalise

_STOP = re.compile(r"[。:：]\s*")
_NAMES_A_TOPIC = re.compile("(?:方面|情况|工作)$")


class _Heading(NamedTuple):
    """A line parted into its title and the rest, with the title's number, and the code that the title has in itself."""

    line: int
    number: Number
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
    if len(plain) <= LONGEST_HEADING and "。" not in plain[:-1]:
        known = terms.topic_of.get(normalise(plain), "")
        return _Heading(line, number, text, "", known) if known or number.style else None
    stop = _STOP.search(plain, number.end)
    whole = plain[: stop.start()] if stop else ""
    match = INLINE.match(plain)
    known = terms.topic_of.get(normalise(match[1]), "") if match else ""
    if match and known and (number.style or plain[match.end(1)] in "。:"):
        return _Heading(line, number, text[: match.end(1)].strip(), text[match.end() :].strip(), known)
    if not number.style:
        return None
    comma = plain.find(",", number.end)
    lead = plain[:comma] if comma > 0 else ""
    if (known := terms.topic_of.get(normalise(lead), "")) and _NAMES_A_TOPIC.search(lead):
        return _Heading(line, number, text[:comma].strip(), text[comma + 1 :].strip(), known)
    if stop and len(whole) - number.end <= LONGEST_INLINE and not re.search(r"\d{2}", whole[number.end :]):
        return _Heading(line, number, text[: stop.start()].strip(), text[stop.end() :].strip(), "")
    return None
