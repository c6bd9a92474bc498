"""Which link texts name an annual report, which name its column, and of what year.

The words are data (``link_text.toml``), each bound to its place: a bag of forbidden words would refuse agencies, for
监督 and 更新 are parts of their names. What is accepted here is fetched; whether it is a report is for the document
to say.
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from pathlib import Path

from xxgk.schema.datafile import read_toml
from xxgk.schema.text import clean, run_at_end

_RULE = read_toml(Path(__file__).with_name("link_text.toml")).data
FIRST_YEAR, LAST_YEAR = 2008, 2100
_LONGEST = 200
_BRACKETS = "《》〈〉“”\"'「」『』【】[]()<>"


def _any(words: list[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


_REPORT = _RULE["report"]
_PHRASE = re.compile(
    rf"(?:{_any(_REPORT['subjects'])})公开(?P<between>.{{0,{_REPORT['between']}}}?)"
    rf"(?:{_any(_REPORT['nouns'])}|(?:{_any(_REPORT['last'])})(?=$|[》)]))"
)
_BARE = re.compile(rf"(?:20\d\d年?度?|年度)*+{_PHRASE.pattern}")
_FIRST = re.compile(rf"[{re.escape(_BRACKETS)}]*(?:\d{{4}}年?度?)?(?:{_any(_RULE['refused']['first'])})")
_BEFORE = re.compile(_any(_RULE["refused"]["before"]))
_WHOSE = tuple(_RULE["refused"]["whose"])
_WITHIN = re.compile(_any(_RULE["refused"]["within"]))
_AFTER = re.compile(rf"[{re.escape(_BRACKETS)}:\-—_·、，,]*(?:{_any(_RULE['refused']['after'])})")
_COUNT = re.compile(r"[(\[]\d+[条篇份件]?[)\]]$|" + run_at_end(">»›"))
_DATE = re.compile(r"[\[(]?20\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?[\])]?(?:\d\d:\d\d(?::\d\d)?)?")
_COLUMNS = frozenset(_RULE["column"]["texts"])
_YEAR_COLUMN = re.compile(_RULE["column"]["year"])
_SIMPLE = str.maketrans(_RULE["traditional"]["from"], _RULE["traditional"]["to"])
_DIGITS = str.maketrans(_RULE["year"]["digits"])
_DIGIT = "".join(_RULE["year"]["digits"])
_WORDED = re.compile(rf"(?<![{_DIGIT}\d])[二2][{_DIGIT}\d]{{3}}(?=年)")
_BESIDE = re.compile(r"^关于|20\d\d年?度?|年度|[,、:_\-《》]|[\[(][^\[\]()]{0,20}[\])]")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?=年|_|政府|政务|信息|年?度)|[(_](20\d\d)(?=[)年]|$)")


class Kind(Enum):
    """What a link text names: one report, a column of reports, or neither."""

    REPORT, COLUMN, OTHER = "report", "column", "other"


def normal(text: str) -> str:
    """`text` as link texts are compared: NFKC, no white space or invisible characters, no date of publication before
    or behind, simple characters."""
    plain = "".join(clean(unicodedata.normalize("NFKC", text[:_LONGEST])).split()).translate(_SIMPLE)
    for word, simple in _RULE["traditional"]["words"].items():
        plain = plain.replace(word, simple)
    dated = _DATE.match(plain)
    plain = plain[dated.end() :] if dated else plain
    for dated in _DATE.finditer(plain):
        if dated.end() == len(plain):
            plain = plain[: dated.start()]
    return plain.lstrip("·•.-—>»")


def kind_of(text: str) -> Kind:
    """What a link text names.

    >>> kind_of("青禾区市场监督管理局2023年政府信息公开工作年度报告").value
    'report'
    """
    plain = normal(text)
    bare = _COUNT.sub("", plain).strip(_BRACKETS)
    if bare in _COLUMNS or _YEAR_COLUMN.fullmatch(bare):
        return Kind.COLUMN
    found = _PHRASE.search(plain)
    if not found or _FIRST.match(plain) or _BEFORE.search(plain, 0, found.start()):
        return Kind.OTHER
    if _WITHIN.search(found["between"]) or _AFTER.match(plain, found.end()):
        return Kind.OTHER
    if _BESIDE.sub("", plain[: found.start()]).endswith(_WHOSE):
        return Kind.OTHER
    return Kind.REPORT


def is_bare(text: str) -> bool:
    """Whether a text that names a report names no agency: it may as well be the column of a year.

    >>> is_bare("2023年政府信息公开工作年度报告"), is_bare("青禾区2023年政府信息公开工作年度报告")
    (True, False)
    """
    plain = _COUNT.sub("", normal(text)).strip(_BRACKETS)
    return bool(_BARE.fullmatch(plain))


def is_of_a_year(text: str) -> bool:
    """Whether a text names nothing but a year: 2024年, 2024年度年报.

    >>> is_of_a_year("2024年"), is_of_a_year("政府信息公开年报")
    (True, False)
    """
    return bool(_YEAR_COLUMN.fullmatch(_COUNT.sub("", normal(text)).strip(_BRACKETS)))


def organ_of(text: str) -> str:
    """The agency that a text which names a report begins with; empty where it names none.

    >>> organ_of("关于青禾区司法局2023年度政府信息公开工作年度报告")
    '青禾区司法局'
    """
    plain = normal(text).strip(_BRACKETS)
    found = _PHRASE.search(plain)
    return _BESIDE.sub("", plain[: found.start()]) if found else ""


def year_of(text: str) -> int | None:
    """The year that a link text names; None where it names none, or more than one."""
    plain = _WORDED.sub(lambda found: found[0].translate(_DIGITS), normal(text))
    years = {int(first or second) for first, second in _YEAR.findall(plain)}
    return years.pop() if len(years) == 1 and FIRST_YEAR <= min(years) <= LAST_YEAR else None
