"""Zip archives of attachments: the member that is the report is read, the others are listed.

Which member it is, its content decides; names only say which is looked at first. Archives within archives are not
opened. Nothing is written anywhere, so a member's name is only text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from xxgk.extractors.readers.package import Package
from xxgk.extractors.readers.within import named
from xxgk.schema.containers import containers
from xxgk.schema.document import Block, Content, Paragraph, Table, Unreadable
from xxgk.schema.limits import Limit, LimitTable
from xxgk.schema.locators import holder_of

MAX_MEMBERS = 50
MAX_PRINTED = 2_000_000
"""Characters that all its documents print, of a cell ten more; a report prints some 20 thousand."""
LIMITS: LimitTable = {
    "Archives (.zip)": (
        Limit(MAX_MEMBERS, "documents; none of them an archive"),
        Limit(MAX_PRINTED, "characters that all of them print"),
    ),
}
MAX_LISTED = 10
_TOLD = 80  # characters of a member's name or reason in a message
_NAMES = ("年度报告", "年报", "信息公开", "报告")
_LIKELY = ("docx", "doc", "html", "mhtml", "xlsx", "xls", "pdf", "ofd", "text")  # containers
_SUFFIXES = tuple(f".{ending}" for name in _LIKELY for ending in containers()[name].endings)
_LITTER = ("__macosx/", ".ds_store", "thumbs.db", "desktop.ini")

ReadMember = Callable[[bytes], Content]
"""Reads one member; raises Unreadable, for archives too."""
ReadAgain = Callable[[bytes, Sequence[str]], Content]
"""Reads one member again, of which some places are doubtful, named by locators as its reader gives them."""


class _Opened(NamedTuple):
    """A member that could be read. `rank` tells how much of a report it shows: its tables, its titles only, or none."""

    name: str
    content: Content
    rank: int


def read(data: bytes, read_member: ReadMember, is_anchor: Callable[[str], bool]) -> Content:
    """The report in an archive, with locators that name its member (``zip:a.doc!doc:t1``).

    `is_anchor` tells of a paragraph's text, or of a table's cells joined by spaces, whether only a report would print
    it. Raises Unreadable where no member is a report, with what is the matter with each.
    """
    package = Package(data)
    printed = 0
    opened: list[_Opened] = []
    refused: list[str] = []
    needs: dict[str, None] = {}
    for name, shown in _in_order(package.members()):
        try:
            content = read_member(package.part(name) or b"")
        except Unreadable as reason:
            refused.append(f"{_cut(shown)} ({_cut(str(reason))})")
            needs |= dict.fromkeys(reason.needs_inside)
        else:
            opened.append(_Opened(shown, content, _rank(content.blocks, is_anchor)))
            printed += sum(map(_printed, content.blocks))
        if printed > MAX_PRINTED:
            raise Unreadable(f"the documents of the archive print more than {MAX_PRINTED:,} characters")
    chosen = max(opened, key=lambda member: member.rank, default=None)
    if chosen is None or chosen.rank == 0:
        others = [*refused, *(_cut(member.name) for member in opened)]
        raise Unreadable(f"no report in the archive: {_listed(others) or 'it is empty'}", tuple(needs))
    others = [*(_cut(member.name) for member in opened if member is not chosen), *refused]
    remarks = [("ARCHIVE_MEMBERS", f"the report is {_cut(chosen.name)}; not read: {_listed(others) or 'nothing'}")]
    twins = [_cut(member.name) for member in opened if member is not chosen and member.rank == chosen.rank > 1]
    if twins:
        remarks.append(("ARCHIVE_SEVERAL_REPORTS", f"statutory tables stand in {_listed(twins)} too"))
    content = named(chosen.content, f"zip:{chosen.name}!")
    return replace(content, remarks=(*content.remarks, *remarks))


def read_again(data: bytes, first: Content, locators: Sequence[str], read_member: ReadAgain) -> Content:
    """The member that was the report when the archive was read `first`, by another reader. Raises Unreadable."""
    prefix = next((holder_of(block.locator) for block in first.blocks), "")
    package = Package(data)
    for name, shown in package.members():
        if prefix == f"zip:{shown}!":
            places = [locator.removeprefix(prefix) for locator in locators]
            return named(read_member(package.part(name) or b"", places), prefix)
    raise Unreadable("the member of the archive was not found again")


def _in_order(members: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The members that may be documents, the likeliest first. Raises Unreadable where there are too many."""
    documents = [
        (name, shown)
        for name, shown in members
        if not shown.endswith("/") and not any(litter in shown.lower() for litter in _LITTER)
    ]
    if len(documents) > MAX_MEMBERS:
        raise Unreadable(f"an archive of more than {MAX_MEMBERS} documents")
    return sorted(documents, key=lambda member: _likelihood(member[1]))


def _printed(block: Block) -> int:
    """Characters of a block."""
    if isinstance(block, Paragraph):
        return len(block.text)
    return sum(len(cell.text) + 10 for row in block.rows for cell in row)


def _likelihood(shown: str) -> tuple[int, int]:
    name = shown.rpartition("/")[2].lower()
    by_words = next((place for place, word in enumerate(_NAMES) if word in name), len(_NAMES))
    return by_words, next((place for place, end in enumerate(_SUFFIXES) if name.endswith(end)), len(_SUFFIXES))


def _rank(blocks: Sequence[Block], is_anchor: Callable[[str], bool]) -> int:
    """2 for statutory tables, 1 for titles of a report's sections, 0 for neither."""
    if any(isinstance(block, Table) and is_anchor(_words(block)) for block in blocks):
        return 2
    return int(any(isinstance(block, Paragraph) and is_anchor(block.text) for block in blocks))


def _words(table: Table) -> str:
    return " ".join(cell.text for row in table.rows for cell in row if cell.text)


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _TOLD else f"{line[:_TOLD]}…"


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - MAX_LISTED} more" if len(names) > MAX_LISTED else ""
    return ", ".join(names[:MAX_LISTED]) + more
