"""A report that stands behind another one in the same document: of the year before, of another agency. What follows its
title, or the sentence in which it says whose it is, are its tables, whatever parts them from it.

Titles before the first section are those of the document itself, and of the pages that it links to: who reports is
asked elsewhere. So is whether a title is that of the report: here it is only told what stands over a table.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence

from xxgk.extractors.identity.organ_words import lacks_place
from xxgk.extractors.identity.report_titles import LONGEST_TITLE, report_title_at
from xxgk.extractors.identity.report_year import year_of_period
from xxgk.extractors.identity.self_names import compact, compilers, names_in_preamble
from xxgk.extractors.recognition.notices import BODY, LONGEST_LINE, YEAR, Fact, Noticed
from xxgk.schema.document import Block, Table
from xxgk.schema.sections import narrative
from xxgk.schema.text import normalise

LONGEST_SENTENCES = 2000
"""Characters of a paragraph in which a report says whose it is."""
_OPENING = re.compile(r"现将[^。;]{0,40}?(?P<year>20\d\d)年[^。;]{0,40}报告如下")


def tables_of_other_reports(blocks: Sequence[Block], claimed: Container[int]) -> Iterator[Noticed]:
    """The tables behind a title or an opening sentence of a report, once a first one has begun, with what that says;
    `claimed` are the numbers of the tables in which rows of a form or of a list stand."""
    facts: tuple[Fact, ...] = ()
    passed = 0  # sections and tables: a preamble may stand in the first section
    for number, block in enumerate(blocks):
        if isinstance(block, Table):
            passed += 2 * (number in claimed)
            if facts:
                yield Noticed(number, block, facts)
            continue
        if passed:
            facts = _opened(blocks, number) or (_said(block.text, facts) if facts or passed > 1 else ())
        if passed < 2:  # beyond that it is not asked how many
            passed += normalise(block.text[:LONGEST_TITLE]) in narrative().section_of


def _opened(blocks: Sequence[Block], number: int) -> tuple[Fact, ...]:
    """What the title of a report says that stands there; nothing where none does."""
    title = report_title_at(blocks, number)
    if title is None:
        return ()
    body = (Fact(BODY, (title.name,), title.line),) if title.name else ()
    return (Fact(YEAR, title.years, title.line), *body)


def _said(text: str, facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """What holds behind a paragraph: what a report says of itself in it, in place of what was said before."""
    if len(text) > LONGEST_SENTENCES or not any(word in text for word in ("本报告", "统计期", "报告如下")):
        return facts
    plain, shown = compact(text), " ".join(text.split())[:LONGEST_LINE]
    opening = _OPENING.search(plain)
    year = year_of_period(plain) or (opening and opening["year"])
    told = [Fact(YEAR, (str(year),), shown)] if year else []
    names = names_in_preamble(opening[0]) if opening else compilers(plain)
    told += [Fact(BODY, (name,), shown) for name in names[:1] if not lacks_place(name)]  # 本机关办公室 is its own
    kinds = {fact.kind for fact in told}
    return (*told, *(fact for fact in facts if fact.kind not in kinds))
