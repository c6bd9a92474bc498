"""Where the sections of a report open: at titles that the form knows, and at others of their level.

Titles are known by their words, with or without numbers; where the same titles stand twice, as in a preamble's list of
contents, the last chain in the form's order is taken. Between and behind these, headings of the same level whose
numbers fit are sections too: of what their words mean, where that is due there, else without a code.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from xxgk.extractors.labels.headings import (
    BLANK,
    ENDS_SENTENCE,
    LONGEST_HEADING,
    LONGEST_TITLE,
    STOP,
    Heading,
    number_of,
    numbered,
    title_before_a_sentence,
)
from xxgk.extractors.narrative.glued import title_end
from xxgk.extractors.narrative.opening import Opening
from xxgk.extractors.narrative.second_report import second_report
from xxgk.schema.document import Block, Paragraph, Table
from xxgk.schema.sections import Narrative
from xxgk.schema.text import NUMERAL, ORDINAL, narrow, normalise

_BRACKETED = re.compile(rf"^\s*\(\s*[{NUMERAL}\d]+\s*\)")
_NUMBERED = re.compile(rf"^\s*(?:{ORDINAL}\s*[、.,:]|\(\s*{ORDINAL}\s*\)|\d{{1,2}}\s*[、.])")
_INLINE_END = re.compile(r"[。:]\s*|\s+(?=\S)|[,;!?]")
_FIRST_ORDER = ("、", "第")


class Openings(NamedTuple):
    """The openings of a report in printed order, whether they are those of the free text of the years before the form,
    and the number of the block at which a second report begins, or of all blocks."""

    openings: list[Opening]
    is_free: bool
    end: int


def openings_of(blocks: Sequence[Block], terms: Narrative) -> Openings:
    """The openings of the report that a document is, or that stands first in it."""
    titles = _without_contents(list(_exact(blocks, terms)), blocks)
    end = second_report(blocks, titles)
    exact = _chain([opening for opening in titles if opening.block < end], terms)
    fixed = _with_others(exact, blocks[:end], terms, ordered=True)
    if len(exact) < len(terms.sections):
        titles = _without_contents(list(_free(blocks, terms)), blocks)
        of_free = second_report(blocks, titles, by_title=True)
        run = _last_run([opening for opening in titles if opening.block < of_free], terms)
        free = _with_others(run, blocks[:of_free], terms, ordered=False)
        only_free = {title.code for title in terms.free} - terms.order.keys()
        if _known(run) > len(exact) and (_known(free) > _known(fixed) or only_free & {o.code for o in fixed}):
            return Openings(free, True, of_free)
    return Openings(_with_implied(fixed, blocks[:end], terms), False, end)


def _known(openings: Sequence[Opening]) -> int:
    return sum(bool(opening.code) for opening in openings)


# ------------------------------------------------------------------------------------------------ titles of the form


def _exact(blocks: Sequence[Block], terms: Narrative) -> Iterator[Opening]:
    for number, block in enumerate(blocks):
        if not isinstance(block, Paragraph):
            continue
        text = narrow(block.text)
        if len(text) <= LONGEST_TITLE:
            key = normalise(text)
            if code := terms.section_of.get(key) or terms.section_of.get(key.lstrip(NUMERAL)):
                if not (_BRACKETED.match(text) and key in terms.topic_of):
                    yield Opening(number, code, block.text, "")
                continue
        if not _NUMBERED.match(text) or _BRACKETED.match(text):
            continue
        if code := terms.section_of.get(normalise(broken := _with_next(blocks, number))):
            yield Opening(number, code, broken, "", lines=2)
            continue
        begin = number_of(text).end + 1
        for cut in (STOP.search(text, begin, LONGEST_TITLE), BLANK.search(text, begin, LONGEST_TITLE)):
            if cut and (code := terms.section_of.get(normalise(text[: cut.start()]))):
                yield Opening(number, code, block.text[: cut.start()].strip(), block.text[cut.end() :].strip())
                break
        else:
            if end := title_end(text, begin - 1, terms.section_of):
                code = terms.section_of[normalise(text[begin - 1 : end])]
                yield Opening(number, code, block.text[:end].strip(), block.text[end:].strip())


def _with_next(blocks: Sequence[Block], number: int) -> str:
    """A short line with the one behind it, with which a title may go on; empty where neither can be."""
    pair = [block.text for block in blocks[number : number + 2] if isinstance(block, Paragraph)]
    if len(pair) < 2 or sum(map(len, pair)) > LONGEST_TITLE or "。" in pair[0] or number_of(pair[1]).style:
        return ""
    return "".join(pair)


def _without_contents(openings: list[Opening], blocks: Sequence[Block]) -> list[Opening]:
    """The openings without those of a list of contents: titles that follow each other with nothing but other titles
    between, some of which open again behind them. The text may word the others otherwise than its list does."""
    for start, first in enumerate(openings):
        listed = [first]
        for opening in map(openings.__getitem__, range(start + 1, len(openings))):
            is_again = any(opening.code == other.code for other in listed)
            if is_again or not all(_is_title(block) for block in blocks[listed[-1].block + 1 : opening.block]):
                break
            listed.append(opening)
        if len(listed) > 2:
            behind = {opening.code for opening in openings[start + len(listed) :]}
            if sum(opening.code in behind for opening in listed) > 1:
                return [*openings[:start], *openings[start + len(listed) :]]
    return openings


def _is_title(block: Block) -> bool:
    """Whether a block is a short line with a number, as the titles of a list of contents are."""
    if not isinstance(block, Paragraph) or len(block.text) > LONGEST_TITLE:
        return False
    return bool(number_of(block.text).style) and not ENDS_SENTENCE.search(narrow(block.text))


def _chain(openings: Sequence[Opening], terms: Narrative) -> list[Opening]:
    """The openings in the form's order, each the last one before the next; and those that are printed out of order
    (六 before 五), behind the first of these and with a number."""
    chain: list[Opening] = []
    limit = None
    for title in reversed(terms.sections):
        fitting = [o for o in openings if o.code == title.code and (limit is None or o.block < limit)]
        if fitting:
            chain.append(fitting[-1])
            limit = fitting[-1].block
    first, in_order = chain[-1:], {opening.code for opening in chain}
    astray = {o.code: o for o in openings if o.code not in in_order and number_of(o.title).style}
    return sorted((*chain, *(o for o in astray.values() if first and first[0].block < o.block)))


def _with_implied(openings: list[Opening], blocks: Sequence[Block], terms: Narrative) -> list[Opening]:
    """The openings, and those of sections whose own title was lost but that a heading behind the tables implies."""
    present = {opening.code for opening in openings}
    tables = [number for number, block in enumerate(blocks) if isinstance(block, Table)]
    if not tables or not openings:
        return openings
    for number in range(tables[-1] + 1, len(blocks)):
        block = blocks[number]
        if not isinstance(block, Paragraph) or len(block.text) > LONGEST_HEADING:
            continue
        code = terms.implied.get(normalise(block.text))
        if code and code not in present:
            before = [o for o in openings if o.block < number]
            after = openings[len(before) :]
            if _is_due(code, before, after, terms):
                return [*before, Opening(number, code, "", block.text), *after]
    return openings


def _is_due(code: str, before: Sequence[Opening], after: Sequence[Opening], terms: Narrative) -> bool:
    """Whether the form has a section at this place; what the form does not have may stand anywhere."""
    order = terms.order
    if code not in order:
        return True
    return all(order[o.code] < order[code] for o in before if o.code in order) and all(
        order[o.code] > order[code] for o in after if o.code in order
    )


# -------------------------------------------------------------------------------------------- titles of the free text


def _free(blocks: Sequence[Block], terms: Narrative) -> Iterator[Opening]:
    """Titles of the free text: alone in their paragraph, or numbered and with the text behind a stop or a space."""
    for number, block in enumerate(blocks):
        if not isinstance(block, Paragraph):
            continue
        text = narrow(block.text).strip()
        of_first_order = number_of(text).style in _FIRST_ORDER
        if len(text) <= LONGEST_HEADING and not ENDS_SENTENCE.search(text):
            bracketed = bool(_BRACKETED.match(text)) or (bool(_NUMBERED.match(text)) and not of_first_order)
            if not bracketed and (code := terms.free_section(text, numbered=of_first_order)):
                yield Opening(number, code, block.text, "")
            continue
        if of_first_order and (inline := _inline(block.text.strip(), terms)):
            yield inline._replace(block=number)


def _inline(text: str, terms: Narrative) -> Opening | None:
    """The title of the free text with which a numbered paragraph begins, and the text behind it: up to the first stop
    or blank before which a title stands whole, else the first before which its words do."""
    plain, begin = narrow(text), number_of(text).end
    at = title_before_a_sentence(plain, begin)
    if at and (code := terms.free_section(plain[:at], numbered=True)):
        return Opening(0, code, text[:at].strip(), text[at:].strip())
    found: list[tuple[bool, Opening]] = []
    for end in _INLINE_END.finditer(plain, begin + 1, begin + LONGEST_TITLE):
        title = plain[: end.start()]
        if end[0] in ",;!?" or len(title) > LONGEST_HEADING:
            break
        if code := terms.free_section(title, numbered=True):
            opening = Opening(0, code, text[: end.start()].strip(), text[end.end() :].strip())
            found.append((not terms.free_section(title), opening))
    return min(found, key=lambda each: each[0])[1] if found else None


def _last_run(openings: Sequence[Opening], terms: Narrative) -> list[Opening]:
    """The openings after which no section opens a second time: a list of contents comes before the text. Where the
    last run is shorter than one before it, that one. A title that goes on counting (五、存在问题, 六、下一步打算) opens
    a section beside the one of the same code, none of its own; so does one behind others that is no title of the
    overview but has a word of it (三、政务微博工作情况)."""
    first = terms.sections[0].code
    runs: list[list[Opening]] = [[]]
    last = 0
    for opening in openings:
        value = number_of(opening.title).value
        if any(opening.code == other.code for other in runs[-1]):
            if value > last > 0:
                continue
            runs.append([])
        if opening.code == first and value > last > 0 and terms.free_section(opening.title) != first:
            continue
        last = value
        runs[-1].append(opening)
    return max(reversed(runs), key=len)


# ------------------------------------------------------------------------------------------- other titles of the level


def _with_others(openings: list[Opening], blocks: Sequence[Block], terms: Narrative, *, ordered: bool) -> list[Opening]:
    """The openings, and between and behind them the other headings of their level whose numbers fit. `ordered`: a
    section of the form opens only at its place."""
    styles = Counter(style for opening in openings if (style := number_of(opening.title).style))
    if not styles:
        return openings
    level = styles.most_common(1)[0][0]
    end = next((n for n in range(openings[-1].block, len(blocks)) if is_annex(blocks[n], terms)), len(blocks))
    found = list(openings)
    edges: list[Opening | None] = [None, *openings, None]
    for before, after in pairwise(edges):
        low, high = (number_of(edge.title).value if edge else 0 for edge in (before, after))
        if (before and not low) or (after and high - low < 2):
            continue
        inside = _headings(blocks, before.block + 1 if before else 0, after.block if after else end, level)
        if before is None:
            inside = _counting_up_to(inside, high)
        _insert(found, inside, low, high, terms, ordered=ordered)
    return _with_astray(found, _headings(blocks, found[0].block, end, level), terms)


def _with_astray(found: list[Opening], headings: Sequence[Heading], terms: Narrative) -> list[Opening]:
    """The openings, and those of headings of their level that are printed out of order, behind a higher number (六
    before 五): whose number no other has and whose words mean what no other does, or nothing. A list within a section,
    in which the number before stands too, gives none."""
    values = {number_of(opening.title).value for opening in found}
    added = list(found)
    for before, heading in pairwise([None, *headings]):
        if heading is None or heading.number.value in values or heading.block in {opening.block for opening in found}:
            continue
        above = max((o for o in added if o.block < heading.block), default=None)
        counts_on = before and above and before.block > above.block and before.number.value == heading.number.value - 1
        if above and number_of(above.title).value > heading.number.value > 1 and not counts_on:
            code = _meaning(heading, added, terms, ordered=False)
            added = sorted((*added, Opening(heading.block, code, heading.title, heading.rest)))
            values.add(heading.number.value)
    return added


def _headings(blocks: Sequence[Block], start: int, end: int, level: str) -> list[Heading]:
    """The headings with numbers of one style among some blocks."""
    texts = (
        (number, block.text) for number, block in enumerate(blocks[start:end], start) if isinstance(block, Paragraph)
    )
    found = (numbered(number, text) for number, text in texts)
    return [heading for heading in found if heading and heading.number.style == level]


def _insert(
    found: list[Opening], headings: Sequence[Heading], low: int, high: int, terms: Narrative, *, ordered: bool
) -> None:
    """Open a section at each heading whose number lies between those of its neighbours (`high` is 0 behind the last,
    where numbers go on without a gap). A list within a section, which begins to count anew, gives none, unless its
    words mean what is due there."""
    last, nested = low, 0
    for heading in headings:
        value = heading.number.value
        if value <= low:
            nested = value
            continue
        code = _meaning(heading, found, terms, ordered=ordered)
        if nested and value == nested + 1 and not code:
            nested = value
        elif last < value < high if high else value == last + 1:
            found.append(Opening(heading.block, code, heading.title, heading.rest))
            found.sort()
            last, nested = value, 0


def _meaning(heading: Heading, found: Sequence[Opening], terms: Narrative, *, ordered: bool) -> str:
    """The code of the section that the words of a heading mean and that has not opened yet, else empty."""
    taken = {opening.code for opening in found}
    before = [opening for opening in found if opening.block < heading.block]
    after = found[len(before) :]
    for code in terms.meant(heading.key):
        is_first = code != terms.sections[0].code or not any(opening.code for opening in before)
        if code not in taken and is_first and (not ordered or _is_due(code, before, after, terms)):
            return code
    return ""


def _counting_up_to(headings: Sequence[Heading], high: int) -> list[Heading]:
    """The last headings that count up to the number before `high`: titles before the first that is known."""
    found: list[Heading] = []
    for heading in reversed(headings):
        if heading.number.value == high - 1 - len(found):
            found.append(heading)
    return found[::-1]


def is_annex(block: Block, terms: Narrative) -> bool:
    """Whether what stands behind a block is no narrative: it is the title of an annex or of a list."""
    if not isinstance(block, Paragraph) or len(block.text) > 2 * LONGEST_TITLE or "。" in block.text:
        return False
    return bool(terms.annex.match("".join(narrow(block.text).split())))
