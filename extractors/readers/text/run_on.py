"""Text that runs on: a whole report in one line, its section titles fused with what stands before and after them.

The line is parted at the numbered titles of the form's sections, in the form's order, and at the numbered topics of
总体情况. A preamble may list the same titles, so of several chains the last one is taken. The free text of earlier
years is parted at its own titles where it has more of them; there a title may lack its number if a sentence ends
before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from xxgk.extractors.labels.headings import is_label, number_of
from xxgk.extractors.readers.text.lines import Line
from xxgk.schema.document import Block, Paragraph
from xxgk.schema.sections import Title, narrative
from xxgk.schema.text import NUMERAL, ORDINAL, normalise

SHORTEST = 200
FEWEST_TITLES = 3
SHORTEST_TOPIC = 5
SHORTEST_OF_SEVERAL = 30
"""Characters of a line that is one of several in which a report runs on."""


def part_at_titles(lines: Sequence[Line], titles: int = 0) -> Iterator[Line]:
    """The lines, those that run on parted at the titles they hold; `titles` is how many the whole text has."""
    is_first, is_report = True, titles >= FEWEST_TITLES
    for line in lines:
        borders = _borders(line.text, may_be_titled=is_first) if len(line.text) >= SHORTEST else []
        if not borders and is_report and len(line.text) >= SHORTEST_OF_SEVERAL:
            borders = _of_several(line.text)
        is_first = is_first and not line.text.strip()
        if not borders:
            yield line
            continue
        edges = sorted({0, *borders, len(line.text)})
        for start, end in pairwise(edges):
            if line.text[start:end].strip():
                yield line.piece(start, end)


def parted(blocks: Sequence[Block]) -> Iterator[Block]:
    """Blocks with the paragraphs parted in which a report runs on: those that hold a title behind a sentence, and none
    that a paragraph of its own has, as a preamble does that lists them."""
    paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
    held = [block for block in paragraphs if _INNER.search(block.text)]
    if not held:
        yield from blocks
        return
    titles = titles_in([_line(block) for block in paragraphs])
    alone = {code for block in paragraphs if (code := narrative().section_of.get(normalise(block.text[:SHORTEST])))}
    running = {block.locator for block in held if not alone & set(_codes(block.text))}
    for block in blocks:
        if isinstance(block, Paragraph) and block.locator in running:
            pieces = part_at_titles([_line(block)], titles)
            yield from (Paragraph(piece.text.strip(), piece.locator) for piece in pieces)
        else:
            yield block


def _codes(text: str) -> Iterator[str]:
    """The codes of the sections whose titles a text holds."""
    return (narrative().section_of.get(normalise(text[start:end]), "") for start, end in _section_chain(text))


def _line(paragraph: Paragraph) -> Line:
    return Line(paragraph.text, 0, place=paragraph.locator)


def titles_in(lines: Sequence[Line]) -> int:
    """How many titles of the form's sections the lines hold, those of a list of contents in one line among them."""
    return sum(len(_section_chain(line.text)) for line in lines if "、" in line.text)


def _of_several(text: str) -> list[int]:
    """Where the titles begin and end that a line holds of a report that runs on in several lines: behind a sentence or
    a blank, with nothing behind them that goes on."""
    titles = [
        (start, end)
        for start, end in _section_chain(text)
        if (start == 0 or text[start - 1] in _BEFORE_TITLE) and text[end : end + 1] not in _GOES_ON
    ]
    return _with_topics(text, titles) if any(start > 0 for start, _ in titles) else []


def _borders(text: str, *, may_be_titled: bool) -> list[int]:
    """Where the title of the report, those of the sections, and of the topics within the first, begin and end."""
    titles = _section_chain(text)
    free = _free_titles(text)
    heading = _TITLE.match(text) if may_be_titled else None
    borders = [heading.end()] if heading else []
    if len(free) > len(titles) and len(free) >= FEWEST_TITLES:
        return borders + _edges(text, _with_others(text, free))
    if len(titles) < FEWEST_TITLES:
        return []
    return borders + _with_topics(text, titles)


def _with_topics(text: str, titles: list[tuple[int, int]]) -> list[int]:
    """Where titles begin and end, those between them, and the topics behind the first."""
    begin, end = titles[0][1], titles[1][0] if len(titles) > 1 else len(text)
    overview = text[begin:end]
    topics = [(begin + match.start(), begin + match.end()) for match in _topic_pattern().finditer(overview)]
    items = (begin + match.start() for match in _ITEM.finditer(overview))
    return [*_edges(text, _with_others(text, titles)), *_edges(text, topics), *items]


def _edges(text: str, spans: Sequence[tuple[int, int]]) -> list[int]:
    """Where titles begin, and where they end, unless a stop that belongs to them does so."""
    return [edge for start, end in spans for edge in ((start,) if text[end : end + 1] in _STOPS else (start, end))]


def _section_chain(text: str) -> list[tuple[int, int]]:
    """The spans of the numbered section titles, in the form's order, each the last one before the next."""
    chain: list[tuple[int, int]] = []
    limit = len(text)
    for pattern in reversed(_section_patterns()):
        found = None
        for match in pattern.finditer(text, 0, limit):
            found = match.span()
        if found:
            chain.append(found)
            limit = found[0]
    return chain[::-1]


def _free_titles(text: str) -> list[tuple[int, int]]:
    """The spans of the titles of free text: numbered, or directly behind a sentence; the last one of each section."""
    spans: dict[str, tuple[int, int]] = {}
    for match in _free_pattern().finditer(text):
        code = str(match.lastgroup)
        spans[code] = match.span(code) if match["number"] is None else (match.start("number"), match.end(code))
    for match in _SPACED_TITLE.finditer(text):
        if code := narrative().free_section(match[2], numbered=True):
            spans[code] = match.span()
    ordered = sorted(spans.values())
    return [span for before, span in zip([(0, 0), *ordered], ordered, strict=False) if span[0] >= before[1]]


def _with_others(text: str, known: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans of known titles, and those of others that white space ends, or a word with which titles end, and whose
    numbers fit between and behind them: sections of the agency's own. An annex has numbers of its own."""
    spans = list(known)
    annex = _ANNEX.search(text, known[-1][1])
    end_of_text = annex.start() if annex else len(text)
    edges = [*known, (end_of_text, end_of_text)]
    for (start, end), (next_start, next_end) in pairwise(edges):
        last, high = number_of(text[start:end]).value, number_of(text[next_start:next_end]).value
        for match in _OTHER_TITLE.finditer(text, end, next_start) if last else ():
            value = number_of(match[0]).value
            if not is_label(match[0]) and (last < value < high if high else value == last + 1):
                spans.append(match.span())
                last = value
    return sorted(spans)


# The title of the report, up to the words with which its text begins.
_TITLE = re.compile(
    r"[^。,，；;]{0,50}(?:信息公开|政务公开)[^。,，；;]{0,20}?(?:报告|年报)(?:\s*[（(]20\d\d年?度?[）)])?"
    r"(?=\s|本(?:年度)?报告|本年报|根据|按照|依据|依照|为了|为(?:认真|全面|深入)|现将|现公布|由|一、)"
)

# A numbered title that white space ends: 三、依申请公开的情况 and then text.
_SPACED_TITLE = re.compile(rf"(?:(?<=[\s。])|^)({ORDINAL}\s*[、．.])\s*([^\s。，；：:]{{2,30}})(?=\s)")

_NOUN = "[^\\s。，；：、,;:\\d和及与（）()]{1,14}?"
_TITLE_WORD = f"(?:{_NOUN}(?:情况|事项|措施|举措|问题|不足|困难|打算|思路|计划|安排|经费|建议|亮点|方向)|附表)"
_STOPS = ("。", "：", ":")
_INNER = re.compile(rf"[。！；;\s]\s*{ORDINAL}\s*[、．.]\s*\w{{2}}")
_BEFORE_TITLE, _GOES_ON = "。！；;\u3000 \t", tuple("的中和及与、，,”’》」")
# A numbered title behind a sentence that white space ends, or its own last word: 六、需要说明的其他事项与附表.
_OTHER_TITLE = re.compile(
    rf"(?:(?<=[\s。！；])|^){ORDINAL}\s*[、．.]\s*"
    rf"(?:[^\s。，；：:]{{2,30}}(?=\s)|{_TITLE_WORD}(?:[、和及与]{_TITLE_WORD})*)"
)
_ANNEX = re.compile("附[件表录][:：一二三四五\\d\\s]|统计表|统计指标|指标名称")
_ITEM = re.compile(rf"(?<=[。！；\s])[（(][{NUMERAL}]{{1,2}}[)）]")


@lru_cache
def _free_pattern() -> re.Pattern[str]:
    titles = "|".join(f"(?P<{title.code}>{title.pattern.pattern})" for title in narrative().free)
    return re.compile(rf"(?:(?P<number>{ORDINAL}\s*[、．.])\s*|(?<=[。！])\s*)(?:{titles})(?![，、,。；的和及与])")


@lru_cache
def _section_patterns() -> tuple[re.Pattern[str], ...]:
    more = f"(?:[、和及与]{_TITLE_WORD})*"
    return tuple(
        re.compile(rf"[{NUMERAL}]\s*[、．.]\s*(?:{_alternatives(title)}){more}") for title in narrative().sections
    )


@lru_cache
def _topic_pattern() -> re.Pattern[str]:
    labels = "|".join(_alternatives(topic, SHORTEST_TOPIC) for topic in narrative().topics)
    return re.compile(rf"[（(][{NUMERAL}][)）]\s*(?:{labels})(?:工作)?(?:情况|方面)?")


def _alternatives(title: Title, shortest: int = 0) -> str:
    """The title and its aliases, longest first, without their own numbers, as a pattern that allows other
    punctuation."""
    labels = {re.sub(rf"^[（(]?[{NUMERAL}][)）]?、?", "", label) for label in (title.title, *title.aliases)}
    ordered = sorted((label for label in labels if len(label) >= shortest), key=len, reverse=True)
    return "|".join(r"[、,，和及]?".join(map(re.escape, re.sub(r"\W", "", label))) for label in ordered)
