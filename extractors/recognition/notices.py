"""What is printed beside a table of its figures as a whole: of which year they are, whose, of all bodies of a place
together, a sample, corrected below.

Looked at are the lines between a table and the title of its section, the first rows of the table that are one text, the
name of its sheet in a workbook, and the notes directly under it. A line says something only in one of a few forms: the
title of a table (…表, …情况), words and a colon (填报单位：…), a word in brackets (（样表）), a note of the table
(注：下表为…). Prose says nothing here: a sentence about last year stands over many a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import zip_longest
from typing import NamedTuple

from xxgk.extractors.identity.organ_words import ORGAN_END, lacks_place
from xxgk.extractors.identity.self_names import compact
from xxgk.extractors.labels.captions import LONGEST_CAPTION, is_narrative
from xxgk.extractors.labels.periods import Period, part_of_year, periods_in
from xxgk.schema.document import Block, Row, Table
from xxgk.schema.notices import notice_words
from xxgk.schema.remembered import remembered
from xxgk.schema.text import NUMBERING, NUMERAL
from xxgk.schema.units import COUNTED

MOST_LINES, MOST_ROWS = 6, 4
"""Lines over or under a table, and rows at its head or foot, that are looked at."""
LONGEST_LINE = 300
YEAR, PERIOD, PART, BODY, WHOLE, WIDER = "year", "period", "part", "body", "whole", "wider"
SAMPLE, UNIT, MANY, CORRECTION = "sample", "unit", "many", "correction"
CARRIED = (YEAR, PERIOD, PART, BODY, WHOLE, WIDER, SAMPLE)
"""What holds for the tables behind one, too, up to narrative or the next word of any such kind."""
PAST = "past"
"""Said in place of a year that has no number."""

_YEARS = re.compile(r"(?<!\d)(20\d\d)(?=年|\D?$|[-—–至~～、和])")
_ANNEX = rf"(?:(?:附件?|附?表)[\d{NUMERAL}]*[:、]?)?"
_SPOKEN = r"(?P<year>(?<!\d)20\d\d)年度?(?!\d)"
_TITLE = re.compile(
    rf"{_ANNEX}[^,;。:]{{0,60}}(?:表|情况|汇总|统计|数据)(?:\([^()]*\))?(?:如下)?:?"
    rf"|{_ANNEX}\(?20\d\d年度?\)?:?|{_ANNEX}\(?20\d\d年度?(?:的|统计)?(?:数据|情况)(?:如下)?\)?:?"
    r"|(?:附件?|附?表)[:、]?20\d\d"
)
_BRIEF = re.compile(r"\([^()]*\)|(?:数据|统计)?截[^,;。]*|[^,;。]{0,12}数据|20\d\d年[^,;。]{2,16}")
"""A line that is a note of the table below it by its shape."""
_BARE_YEAR = re.compile(r"20\d\d")
_RANGE = r"(?P<years>20\d\d年?度?(?:[-—–~～至到]+20\d\d年?度?|以来))"
_COMPARES = re.compile("对比|比较|同比|[相与]比")
_COLON = re.compile("[:：]")
_SPAN = re.compile(r"[\d年月日./\-—–~～─－()至到起止当同截]+")
_VALUE_YEAR = re.compile(r"20\d\d(?:年度?|全年)?(?:[-—–~～至]20\d\d年?度?)?")
_VALUE_YEARS = re.compile(r"\(?20\d\d年?度?[-—–~～至]20\d\d年?度?\)?:?")
_OWNER = re.compile(
    r"(?P<name>[^,;。:()]{3,30}?)(?:20\d\d年?度?)?"
    r"(?:政府信息|信息公开|收到和处理|受理|依申请|主动公开|行政复议|因政府信息)[^,;。:]{0,40}(?:表|情况)(?:\([^()]*\))?"
)
_UNIT = re.compile(r"(?:单位(?:均|都|实际|应)?(?:为|是|系|:)?|(?:以|按))([十百千万亿]*元)(?!\d)")
_SAID_OF_UNIT = r"(?:(?<!数)(?:以|按)|单位(?:均|都|实际|应)?(?:为|是|系|:)?)"
_MANY = re.compile(rf"{_SAID_OF_UNIT}([十百千万亿]{{1,2}}(?:{'|'.join(COUNTED)})?)(?=为|计|填|统计|[,;。、)]|$)")
"""How a note says that counts are not counted one by one."""
_MANY_BESIDE = re.compile(
    rf"\(?(?:(?:[^,;。:、()]{{0,6}}单位)[:为]?|以)[十百千万亿]{{1,2}}(?:{'|'.join(COUNTED)})?(?:为单位|计)?\)?"
)
"""The same on a line of its own."""
_NAME = re.compile(r"[^\W\d]{5,30}")
_FOLLOWS = re.compile(r"\(?\d{1,2}[.、)]")


class Fact(NamedTuple):
    """Something said of a table: of which kind, what (years, a body, a word, a unit), the printed line; of a period,
    whether it is a whole year."""

    kind: str
    said: tuple[str, ...]
    line: str
    is_whole_year: bool = True


class Noticed(NamedTuple):
    """A table, its number among all blocks, and what is said of it."""

    number: int
    table: Table
    facts: tuple[Fact, ...]


class Notice(NamedTuple):
    """What is said of some tables of the forms, by their ids, and of local lists; of no table: of the report."""

    tables: frozenset[str]
    facts: tuple[Fact, ...]


def noticed_tables(blocks: Sequence[Block]) -> Iterator[Noticed]:
    """The tables of a document of which something is said beside them."""
    carried: tuple[Fact, ...] = ()
    sheet = ""
    for number, block in enumerate(blocks):
        if not isinstance(block, Table):
            if is_narrative(block.text, heading=block.heading):
                carried = ()
            continue
        over = [*_over(blocks, number), *_head(block.rows)]
        over += _of_sheet(block.sheet)
        carried = carried if block.sheet == sheet else ()
        sheet = block.sheet
        own = tuple(dict.fromkeys(fact for line in over for fact in facts_of(line)))
        spoken = tuple(fact for fact in own if fact.kind in CARRIED)
        carried = spoken or carried
        under = [*_foot(block.rows), *_under(blocks, number)]
        below = tuple(fact for line in under for fact in facts_of(line))
        facts = tuple(dict.fromkeys((*own, *carried, *below)))
        if facts:
            yield Noticed(number, block, facts)


def corrections(blocks: Sequence[Block]) -> Iterator[Fact]:
    """What notes say anywhere in a document, behind its sign-off too, of figures that are wrong: beside no table, they
    may be any."""
    for block in blocks:
        if not isinstance(block, Table):
            for line in block.text.splitlines():
                if _is_note(line):
                    yield from (fact for fact in facts_of(line) if fact.kind == CORRECTION)


def _over(blocks: Sequence[Block], number: int) -> Iterator[str]:
    """The lines between a table and what stands before it: the title of its section with them, other prose not. A note
    that stands under another table is said of that one, unless it speaks of the next."""
    taken: list[str] = []
    for at in range(number - 1, max(-1, number - 1 - MOST_LINES), -1):
        block = blocks[at]
        if isinstance(block, Table):
            yield from (line for line in taken if not _is_note(line) or "下表" in line)
            return
        lines = [_noted(line) for line in block.text.splitlines() if line.strip()]
        taken += [line for line in lines if "上表" not in line and (_is_note(line) or not _is_prose(line))]
        if any(_is_prose(line) and not _is_note(line) for line in lines) or block.heading:
            break
        if is_narrative(block.text) and not any(map(_is_note, lines)):
            break
    yield from taken


def _under(blocks: Sequence[Block], number: int) -> Iterator[str]:
    """The notes directly under a table; what may be the caption of the next is none."""
    noted = False
    behind = blocks[number + 1 : number + 1 + MOST_LINES]
    for block, following in zip_longest(behind, behind[1:]):
        if isinstance(block, Table):
            return
        for line in filter(str.strip, block.text.splitlines()):
            if isinstance(following, Table) and _MANY_BESIDE.fullmatch(_plain(line)):
                return
            if not _speaks_of_table(line) and not (noted and _FOLLOWS.match(_plain(line))):
                return
            noted = True
            if "下表" not in line:
                yield line if _is_note(line) else f"注：{line}"


def _head(rows: Sequence[Row]) -> Iterator[str]:
    """The texts of the first rows that are one text each, or words and colons."""
    for row in rows[:MOST_ROWS]:
        texts = list(dict.fromkeys(cell.text for cell in row if cell.text.strip()))
        if len(texts) == 1:
            yield f"单位名称：{texts[0]}" if _is_name(texts[0]) else texts[0]
        else:
            yield from filter(_says_whose, texts)


def _of_sheet(name: str) -> Iterator[str]:
    """What the name of a sheet says, as a title would: 2022, 下属单位, another body's name."""
    plain = name.strip()
    if _BARE_YEAR.fullmatch(plain):
        yield f"{plain}年"
    elif plain:
        yield from (f"单位名称：{plain}",) if _is_name(plain) else (plain, f"{plain}情况")


@remembered(entries=256)
def _says_whose(text: str) -> bool:
    """Whether one of several texts side by side says something of all the table: a word and a colon, or 全市…情况."""
    plain = _plain(text)
    return bool(_COLON.search(plain) and _keys().match(plain)) or bool(_patterns()["whole"].match(plain))


def _is_name(text: str) -> bool:
    """Whether a text is the name of a body and its place, and nothing else."""
    plain = _plain(text)
    return bool(_NAME.fullmatch(plain) and ORGAN_END.search(plain)) and not lacks_place(plain)


def _foot(rows: Sequence[Row]) -> Iterator[str]:
    """The notes in the last rows."""
    for row in rows[max(1, len(rows) - MOST_ROWS) :]:
        texts = list(dict.fromkeys(cell.text for cell in row if cell.text.strip()))
        if len(texts) == 1:
            yield from (line if _is_note(line) else f"注：{line}" for line in texts if _speaks_of_table(line))


@cache
def _any_of(words: Sequence[str]) -> str:
    """A pattern of some words, the longest first."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


@cache
def _keys() -> re.Pattern[str]:
    words = notice_words()
    groups = {"period": words.periods, "body": words.bodies, "other": words.others}
    named = "|".join(f"(?P<{name}>{_any_of(those)})" for name, those in groups.items())
    return re.compile(rf"(?:{named})(?:\([^()]{{1,6}}\))?:")


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    """The forms of a line that hold words of the data."""
    words = notice_words()
    past, sample = f"(?P<past>{_any_of(words.past)})", _any_of(words.samples)
    told = r"[^,;。结]{0,20}?(?:数据|数字|情况|统计|报表|数(?=$|[,;。)]))"
    of_year = f"(?:{_SPOKEN}|{past})(?:的)?"
    spoken = f"{of_year}{told}"
    return {
        "note": re.compile(rf"[(*※]?(?:{_any_of(words.notes)})(?:\(?\d{{1,2}}\)?)?[:.、]"),
        "spoken": re.compile(
            rf"[下上本此附]表[^,;。结较比与]{{0,10}}?(?:为|是|系|采用|沿用|反映|填报|填列)[^,;。\d结较比]{{0,8}}?{spoken}"
        ),
        "noted": re.compile(
            rf"(?:此处|以上|以下)?(?:均?为|是|系)?{of_year}(?:全年|统计)*(?:数据|数字|数)(?=$|[,;。)])"
        ),
        "of year": re.compile(rf"(?:为|是|系|采用|沿用){of_year}(?:全年|统计)*(?:数据|数字|情况|统计)"),
        "is of": re.compile(rf"(?:数据|数字|表|以[上下])[均都]?[为是系]{of_year}(?=$|[。)])"),
        "past": re.compile(
            rf"{_ANNEX}\(?(?:{_any_of(words.past)})度?(?:同期)?"
            r"(?:[^,;。:结]{0,40}?(?:表|数据|数字|情况|统计|汇总)(?:\([^()]*\))?(?:如下)?)?\)?:?"
            r"|\(?20\d\d年以来[^,;。:]{0,20}\)?:?"
        ),
        "years": re.compile(
            rf"(?:此处|以上|以下|[上下本此附]表)?(?:数据|数字|统计)*[均都]?(?:为|是|系)?{_RANGE}"
            r"[^,;。]{0,20}?(?:累计|合计|总数|总计|汇总)"
        ),
        "sample": re.compile(rf"^{_ANNEX}(?:{sample}):?$|^(?:{sample})[:(]|\((?:{sample})\)"),
        "is sample": re.compile(rf"(?:为|是|系)(?:填报|填写)?(?:{sample})"),
        "whole": re.compile(
            rf"(?:^|\(){_ANNEX}(?:20\d\d年?度?)?(?P<word>{_any_of(words.wholes)})"
            r"[^,;。:()]{0,30}(?:汇总|表|数据|情况)(?:\)|$|\([^()]*\)$)"
        ),
        "is whole": re.compile(
            rf"(?:为|是|系)(?P<word>{_any_of(words.wholes)})[^,;。:()]{{0,12}}(?:数据|数字|汇总|合计|总数|情况|统计)"
        ),
        "wider": re.compile(rf"(?:{_any_of(words.wider)})[^,;。:()]{{0,12}}"),
        "spoken of": re.compile(_any_of(words.spoken)),
        "spoken over": re.compile(_any_of(words.spoken_over)),
        "correction": re.compile(_any_of(words.corrections)),
    }


def _plain(line: str) -> str:
    """A line without spaces, in one width, brackets too."""
    return compact(line[:LONGEST_LINE]).replace("（", "(").replace("）", ")")


@cache
def _note_openings() -> frozenset[str]:
    return frozenset(word[0] for word in notice_words().notes)


def _is_note(line: str) -> bool:
    opening = line.lstrip()[:1]
    if opening.isalnum() and opening not in _note_openings():  # most lines are told by that
        return False
    return bool(_patterns()["note"].match(_plain(line)))


def _speaks_of_table(line: str) -> bool:
    """Whether a line behind a table is a note of it: as such, or since it begins with it."""
    plain = _plain(line).lstrip("(*※")
    return _is_note(line) or bool(_patterns()["spoken of"].match(plain) or _MANY_BESIDE.fullmatch(plain))


def _noted(line: str) -> str:
    """A line over a table, as a note where it begins with the table below it (下表数据为…)."""
    return f"注：{line}" if _patterns()["spoken over"].match(_plain(line)) else line


def _is_prose(line: str) -> bool:
    return len(line) > LONGEST_CAPTION or "。" in line


@remembered(entries=256)
def facts_of(line: str) -> tuple[Fact, ...]:
    """What one line beside a table says of it; remembered, since titles and captions are the same in most reports."""
    return tuple(_facts_of(line))


def _facts_of(line: str) -> Iterator[Fact]:
    plain, shown = _plain(line), " ".join(line.split())[:LONGEST_LINE]
    patterns = _patterns()
    if note := patterns["note"].match(plain):
        yield from _of_note(plain[note.end() :], plain, shown)
        return
    title = NUMBERING.sub("", plain)
    if patterns["sample"].search(title):
        yield Fact(SAMPLE, (), shown)
    if found := patterns["whole"].search(title):
        yield Fact(WHOLE, (found["word"],), shown)
    if _MANY_BESIDE.fullmatch(title) and (many := _MANY.search(title)):
        yield Fact(MANY, (many[1],), shown)
    if patterns["past"].fullmatch(title) and not _COMPARES.search(title):
        yield Fact(YEAR, (PAST,), shown)
    if (owner := _OWNER.fullmatch(title)) and ORGAN_END.search(owner["name"]) and not lacks_place(owner["name"]):
        yield Fact(BODY, (owner["name"],), shown)
    if found := patterns["spoken"].match(title):
        yield Fact(YEAR, (found["year"] or PAST,), shown)
    elif _SPAN.fullmatch(title) and (spans := tuple(periods_in(title))):
        yield _of_period(spans[0], shown)
    elif _VALUE_YEARS.fullmatch(title):
        yield Fact(PERIOD, tuple(re.findall(r"20\d\d", title)), shown, is_whole_year=False)
    elif _TITLE.fullmatch(title) and not _COMPARES.search(title) and (years := _YEARS.findall(title)):
        yield Fact(YEAR, tuple(years), shown)
    if _TITLE.fullmatch(title) or _BRIEF.fullmatch(title):
        yield from _of_scope(title, shown)
    yield from _of_keys(title, shown)


def _of_note(text: str, whole: str, shown: str) -> Iterator[Fact]:
    """What a note says, its mark taken off."""
    patterns = _patterns()
    said = patterns["spoken"].search(text) or patterns["noted"].match(text)
    if of_year := said or patterns["of year"].search(text) or patterns["is of"].search(text):
        yield Fact(YEAR, (of_year["year"] or PAST,), shown)
    if unit := _UNIT.search(text):
        yield Fact(UNIT, (unit[1],), shown)
    if many := _MANY.search(text):
        yield Fact(MANY, (many[1],), shown)
    if patterns["is sample"].search(text):
        yield Fact(SAMPLE, (), shown)
    yield from _of_scope(text, shown)
    if patterns["correction"].search(whole):
        yield Fact(CORRECTION, (), shown)


def _of_scope(text: str, shown: str) -> Iterator[Fact]:
    """What a line says of the time, and of the bodies, that figures are of, less or more than those of the report."""
    patterns = _patterns()
    if found := patterns["years"].match(text):
        yield Fact(YEAR, (found["years"],), shown)
    if part := part_of_year(text):
        yield Fact(PART, (part,), shown)
    if found := patterns["is whole"].search(text):
        yield Fact(WHOLE, (found["word"],), shown)
    elif found := patterns["wider"].search(text):
        yield Fact(WIDER, (found[0],), shown)


def _of_keys(text: str, shown: str) -> Iterator[Fact]:
    """What stands behind words and colons: several may stand in a line."""
    keys = list(_keys().finditer(text))
    ends = (*(key.start() for key in keys[1:]), len(text))
    for key, end in zip(keys, ends, strict=False):
        value = text[key.end() : end].strip("()_、,;")
        if key["period"]:
            if spans := tuple(periods_in(value)):
                yield _of_period(spans[0], shown)
            elif _VALUE_YEAR.fullmatch(value):
                yield Fact(PERIOD, tuple(re.findall(r"20\d\d", value)), shown)
        elif key["body"] or key["other"] == "单位":
            name = re.sub(r"\([^()]*\)?$", "", value)
            if len(name) > 2 and ORGAN_END.search(name):
                yield Fact(BODY, (name,), shown)


def _of_period(span: Period, shown: str) -> Fact:
    return Fact(PERIOD, (str(span.year), str(span.last_year)), shown, span.is_whole_year)
