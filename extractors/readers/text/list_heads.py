"""The heads of an indicator list in plain lines, and how many columns of figures they are.

Nothing but the words parts the heads (``指标名称单位2018年历年累计``), so that one may be taken for two (本年度累计),
or a part of one for the beginning of the first label. Where figures run together (``37``) the number of columns is all
that tells 37 from 3 and 7: it must be proven, by heads that end where a label of a row begins and are the columns of a
form in one way only, or by figures that stand apart.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise, product

from xxgk.extractors.readers.text.lines import Line
from xxgk.extractors.readers.text.tokens import Token
from xxgk.schema.forms import forms
from xxgk.schema.indicators import CUMULATIVE, NAME, OTHER, UNIT, keys, vocabulary
from xxgk.schema.text import NUMBERING, narrow
from xxgk.schema.units import UNITS

LONGEST_HEAD = 12  # lines on which the heads of a list may stand
LONGEST_CAPTION = 90
MOST_COLUMNS = 5
NOT_UNDERSTOOD = "heads that were not understood whole"
_WITHIN = re.compile(r"其\s*中")
# What may be a column of its own behind another one: 本年度 and 累计, or one head.
_TAIL = re.compile(r"(?:累计|合计|总计)(?:数|总数|数量)?")
_ANY_UNIT = re.compile("|".join(UNITS))
_NOTE = rf"(?:\((?:单位:?)?(?:{'|'.join(UNITS)})(?:[/、](?:{'|'.join(UNITS)}))*\)[ \t]*+)?"


def may_begin(text: str) -> bool:
    """Whether the heads of a list may begin in a text: it has the words of one of them."""
    return bool(_FIRST_WORD.search(text))


def begins_a_list(text: str) -> bool:
    """Whether a paragraph prints the heads of a list, and nothing else; numbers of rows and remarks may have one."""
    if len(text) > LONGEST_CAPTION or not may_begin(text):
        return False
    heads = narrow(text).split()
    while heads and _is_other(heads[0]):
        del heads[0]
    while heads and _is_other(heads[-1]):
        del heads[-1]
    return bool(_pattern().fullmatch(" ".join(heads)))


def _is_other(text: str) -> bool:
    head = vocabulary().head(text)
    return head is not None and head.role == OTHER


def heads_in(window: Sequence[Line]) -> tuple[Token, ...]:
    """The heads of the list that begins on the first of some lines; none where none begins there."""
    text = window[0].text
    match = _pattern().search(narrow("\n".join(line.text for line in window)))
    return tuple(_tokens(match, window)) if match and match.start() <= len(text) else ()


def columns_of(heads: Sequence[Token], rows: Sequence[Sequence[Token]]) -> Sequence[Token]:
    """The heads, parted as the columns that they stand over; empty where nothing proves how many these are. `rows` are
    the rows below them, each its label, then its unit and its figures."""
    options = list(_partings(heads))
    of_forms = [option for option in options if len(options) == 1 or _roles(option) in _columns_of_forms()]
    if len(of_forms) == 1 and _begins_a_row(rows[0][0].text):
        return of_forms[0]
    if _goes_on(heads[-1]):
        return ()
    printed = [row for row in rows if any(token.is_value and any(map(str.isdigit, token.text)) for token in row)]
    if any(_is_glued(before, token) for row in printed for before, token in pairwise(row)):
        return ()
    counts = Counter(sum(token.is_value for token in row) for row in printed)
    usual = max(counts, key=lambda count: counts[count])
    fitting = [option for option in options if len(_roles(option)) == usual == max(counts)]
    return fitting[0] if len(fitting) == 1 else ()


def is_known(label: str) -> bool:
    """Whether a label names a row of a list, or a heading over rows."""
    return not _known_keys().isdisjoint(keys(label))


# ----------------------------------------------------------------------------------------------------------- patterns

_FIRST_WORD = re.compile(r"指\s*+标|项\s*+目|内\s*+容|事\s*+项|名\s*+称")


@lru_cache
def _pattern() -> re.Pattern[str]:
    """Finds the heads of a list: each a group, spaces allowed between all characters; a unit may follow a figure's."""
    words = vocabulary()

    def spaced(pattern: str) -> str:
        """The pattern with spaces allowed behind each Chinese character, and behind a year."""
        return re.sub(r"([\u4e00-\u9fff]|\(\?:19\|20\)\\d\\d)", r"(?:\1[ \\t]*+)", pattern)

    name, unit, other = (spaced(words.heads[role].pattern) for role in (NAME, UNIT, OTHER))
    columns = "|".join(spaced(pattern.pattern) for pattern in words.columns.values())
    figure = rf"((?:{columns}|{spaced('累计')}){_NOTE})"
    gap = r"\s*+"
    more = rf"(?:{gap}{figure})?" * (MOST_COLUMNS - 1)
    return re.compile(
        rf"(?:^|(?<=[\s。:表据号]))({name}){gap}(?:({other}){gap})?(?:({unit}){gap}(?:({other}){gap})?)?"
        rf"{figure}{more}(?:{gap}({other}))?",
        re.MULTILINE,
    )


@lru_cache
def _known_keys() -> frozenset[str]:
    labels = [label for several in vocabulary().aliases.values() for label in several]
    for form in forms():
        for sheet in form.sheets:
            if sheet.listed:
                labels += [label for row in sheet.tables[0].rows for label in (row.label, *row.aliases)]
    return frozenset(key for label in labels for key in keys(label))


# -------------------------------------------------------------------------------------------------------------- heads


def _tokens(match: re.Match[str], window: Sequence[Line]) -> Iterator[Token]:
    """The heads as tokens of their lines."""
    starts = [0, *accumulate(len(line.text) + 1 for line in window)]
    for group in range(1, len(match.groups()) + 1):
        if match[group] is None:
            continue
        start, end = match.span(group)
        number = max(place for place, begin in enumerate(starts[:-1]) if begin <= start)
        line, left = window[number], start - starts[number]
        right = min(end - starts[number], len(line.text))
        yield Token(line.text[left:right].strip(), line, left, right, False)


def _role(head: Token) -> str:
    """What a head says; one that only says that it sums up may do so over the years."""
    told = None if _TAIL.fullmatch(narrow(head.text)) else vocabulary().head(head.text)
    return told.role if told else CUMULATIVE


def _roles(heads: Iterable[Token]) -> tuple[str, ...]:
    """What the heads over figures say."""
    return tuple(role for role in map(_role, heads) if role not in (NAME, UNIT, OTHER))


@lru_cache
def _columns_of_forms() -> frozenset[tuple[str, ...]]:
    """What the heads over figures say in the lists of the forms."""
    lists = (sheet.tables[0].columns for form in forms() for sheet in form.sheets if sheet.listed)
    return frozenset(roles for columns in lists for roles in product(*(one.takes or (one.code,) for one in columns)))


def _partings(heads: Sequence[Token]) -> Iterator[tuple[Token, ...]]:
    """All ways to part the heads, as printed first."""
    for chosen in product(*map(_ways, heads)):
        yield tuple(token for way in chosen for token in way)


def _ways(head: Token) -> Iterator[tuple[Token, ...]]:
    """A head as it is, and as two, if its end may be one of its own."""
    yield (head,)
    plain = narrow(head.text)
    tail = next((found for found in _TAIL.finditer(plain) if found.start()), None)
    told = vocabulary().head(plain[: tail.start()]) if tail else None
    if tail and told and told.role not in (NAME, UNIT, OTHER, CUMULATIVE):
        at = tail.start()
        first = head._replace(text=head.text[:at].strip(), end=head.start + at)
        yield first, head._replace(text=head.text[at:], start=head.start + at)


# -------------------------------------------------------------------------------------------------------------- proof


def _begins_a_row(label: str) -> bool:
    """Whether a text is the beginning of a row and nothing else: numbered, or a label that is known, by itself or up to
    a unit (behind which a blank row left nothing)."""
    plain = narrow(label).strip()
    if NUMBERING.match(plain) or _WITHIN.match(plain):
        return True
    ends = [len(plain), *(match.start() for match in _ANY_UNIT.finditer(plain))]
    return not plain.startswith("(") and any(is_known(plain[:end]) for end in ends)


def _goes_on(head: Token) -> bool:
    """Whether a text stands behind a head that nothing parts from it: 本年 of 本年增减."""
    around = head.line.text[head.end - 1 : head.end + 1]
    return len(around) == 2 and not any(map(str.isspace, around))


def _is_glued(before: Token, token: Token) -> bool:
    return token.is_value and before.line is token.line and before.end == token.start
