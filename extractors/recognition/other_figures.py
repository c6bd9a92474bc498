"""Labels and heads that say themselves that their figures are not the form's: of another year, of all years, of a part
of one, a share or a change, of a whole place, or a measure of something else. 上年处理决定数量 is a character from
本年处理决定数量, and no misprint of it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from rapidfuzz import fuzz

from xxgk.extractors.labels.qualifiers import OTHER, qualifier, without_qualifier
from xxgk.extractors.labels.sheet_labels import SheetLabels
from xxgk.extractors.recognition.claims import Claim, Doubt, SheetClaims, refused
from xxgk.extractors.recognition.tables import PrintedRow
from xxgk.schema.document import Where
from xxgk.schema.forms import Column, FormTable, Sheet
from xxgk.schema.notices import notice_words
from xxgk.schema.remembered import remembered
from xxgk.schema.text import normalise

ALIKE = 75
"""Likeness (0 to 100) of a head, without what it says of its figures, to that of a column."""
LONGEST = 40
_OWN = re.compile(r"本年度?")
_COUNT = re.compile("(?:数量|件数|总数|数|情况)$")


def says_other(rows: Sequence[PrintedRow], sheet: Sheet, year: int | None) -> bool:
    """Whether any label or head of some rows may be such a one; few are."""
    texts = "\n".join([text for row in rows for _, text in row.run])
    measured = any(_first(_measures(table), texts) for table in sheet.tables)
    return bool(OTHER.search(texts) or measured or qualifier(texts, year))


def under_other_labels(found: SheetClaims, year: int | None) -> Iterator[tuple[int, Doubt]]:
    """Rows of the form that are known by a label, be it by a note of it, which says what theirs does not. In a stream
    the heads above stand before it. `year` is that of the report."""
    for entry, claim in found.standing():
        table, form_row = found.sheet.entries[entry]
        run = claim.row.run if claim.table.keeps.cells else claim.row.run[-1:]
        label = "".join([text for _, text in run])
        told = _said(label, year) or (_measured(normalise(run[-1][1]), table) if run else "")
        if told and not any(told in own for own in form_row.keys):
            yield entry, refused(f"its label says {told}: {claim.row.shown}")


def under_other_heads(
    rows: Sequence[PrintedRow], found: SheetClaims, labels: SheetLabels, year: int | None
) -> Iterator[tuple[int, int, str]]:
    """Cells (row of the form, column, the head) below a head that is like that of their column, or over all of them,
    and says what that does not; of several above each other the last one counts, but where columns share theirs."""
    claims: Mapping[Where, Claim] = {claim.row.where: claim for _, claim in found.standing()}
    measures = tuple(dict.fromkeys(word for table in found.sheet.tables for word in _measures(table)))
    heads: dict[str, _Head] = {}
    over = ""
    is_said = False  # by any of the heads so far
    told: dict[str, Sequence[tuple[int, str]]] = {}  # by table what the heads so far say of its columns
    for row in rows:
        for _, text in row.run[:-1] if row.filled else row.run:
            key = normalise(text)
            if not key or len(text) > LONGEST:
                continue
            says = bool(_said(text, year) or _first(measures, key))
            if says or key in labels.heads:
                heads.pop(text, None)
                heads[text] = _Head(key, "" if labels.is_label(key) else _without_said(text, year))
                over = text if says and _is_over(text, labels, year) else over
                is_said |= says
                told = {}
        if is_said and (claim := claims.get(row.where)):
            table = found.table_of(claim.entry)
            if table.id not in told:
                told[table.id] = list(_told(table, heads, over, year))
            for number, head in told[table.id]:
                yield claim.entry, number, head


class _Head(NamedTuple):
    """A head normalised, and so without what it says of its figures: empty where that leaves a label of the form,
    nothing, or all of it."""

    key: str
    bare: str


def _told(table: FormTable, heads: dict[str, _Head], over: str, year: int | None) -> Iterator[tuple[int, str]]:
    """The columns of a table of which the last of their `heads` (by its print), or that `over` all of them, says what
    the form does not."""
    shared = _shared(table)
    for number, column in enumerate(table.columns):
        own = (text for text in reversed(heads) if _is_of(heads[text], column))
        of_column = own if number in shared else islice(own, 1)
        if told := next((text for text in of_column if _says_else(text, column, table, year)), over):
            yield number, told


def _says_else(text: str, column: Column, table: FormTable, year: int | None) -> bool:
    """Whether a head says of its figures what that of the column of the form does not."""
    said = _said(text, year) or _measured(normalise(text), table)
    return bool(said) and not any(said in label for label in column.keys)


@lru_cache(maxsize=256)
def _shared(table: FormTable) -> frozenset[int]:
    """The columns of a table of the form that have a head in common with others, which stand in other groups: which of
    them the last one of such heads is that of nobody can tell."""
    often = Counter(key for column in table.columns for key in column.keys)
    return frozenset(at for at, column in enumerate(table.columns) if any(often[key] > 1 for key in column.keys))


@remembered(entries=64, longest=LONGEST)
def _is_over(text: str, labels: SheetLabels, year: int | None) -> bool:
    """Whether a head stands over several columns of the form, and says something of its figures besides."""
    bare = _bare(text, year)
    names = {bare, _COUNT.sub("", bare)}
    return any(
        labels.is_head(name) and not any(name in order.places for order in labels.orders.values()) for name in names
    )


@remembered(entries=512, longest=LONGEST)
def _said(text: str, year: int | None) -> str:
    """What a label or head says of its figures, empty where it says nothing."""
    found = OTHER.search(normalise(text))
    return found[0] if found else qualifier(text, year)


@remembered(entries=512, longest=LONGEST)
def _measured(key: str, table: FormTable) -> str:
    """The first word of a normalised label or head for what is counted that its table prints nowhere."""
    return _first(_measures(table), key)


def _first(words: Sequence[str], text: str) -> str:
    return next((word for word in words if word in text), "")


@lru_cache(maxsize=256)
def _measures(table: FormTable) -> tuple[str, ...]:
    """Of the words for what is counted those that a table of a form prints nowhere."""
    own = [key for one in (*table.rows, *table.columns) for key in one.keys]
    return tuple(word for word in notice_words().measures if not any(word in key for key in own))


def _is_of(head: _Head, column: Column) -> bool:
    """Whether a head is that of a column, be it but for what it says of its figures."""
    if head.key in column.keys:
        return True
    return bool(head.bare) and any(fuzz.ratio(head.bare, _OWN.sub("", label)) >= ALIKE for label in column.keys)


def _without_said(text: str, year: int | None) -> str:
    """A head, normalised, without what it says of its figures; empty where it says nothing, or nothing else."""
    bare = _bare(text, year)
    return "" if bare == normalise(text) else bare


def _bare(text: str, year: int | None) -> str:
    """A head, normalised, without all that may be said of figures."""
    bare = _OWN.sub("", OTHER.sub("", normalise(without_qualifier(text, year))))
    for word in notice_words().measures:
        bare = bare.replace(word, "")
    return bare
