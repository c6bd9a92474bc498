"""The title of a report among the lines of a document: of its own, or of another one that stands in it, too."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from xxgk.extractors.identity.organ_words import ORGAN_END
from xxgk.extractors.identity.self_names import compact, name_in_title
from xxgk.schema.document import Block, Paragraph, Table

LONGEST_TITLE = 80
_ENDS = re.compile(r"(?:信息|政务)公开.{0,8}(?:报告|年报)(?:（[^（）]*）)?$|年报$")
_OF_ENDS = ("报告", "年报")
"""Words of which each such end has one."""
_IN_ENDS = "报"
"""What is in all of them."""
_YEARS = re.compile(r"(?<!\d)20\d\d(?=年|政府|政务|信息|度)")
_NO_TITLE = re.compile("[,。;:!?]|《[^》]*$|目录|附件")
_NAMELESS = re.compile(
    r"(?:关于)?20\d\d年?度?(?:的|政府|政务|信息|公开|主动|工作|情况|年度|报告|年报)+(?:（[^（）]*）)?"
)


class ReportTitle(NamedTuple):
    """The years that the title of a report names, the agency (empty where it names none), and its line, compact."""

    years: tuple[str, ...]
    name: str
    line: str


def report_title_at(blocks: Sequence[Block], number: int) -> ReportTitle | None:
    """The title of a report that a line is, or begins, or that it ends behind a name; None where it is none."""
    if not any(_IN_ENDS in block.text for block in blocks[number : number + 2] if isinstance(block, Paragraph)):
        return None
    line = _line(blocks, number)
    if not line:
        return None
    before = _line(blocks, number - 1) if _NAMELESS.fullmatch(line) else ""
    if title := report_title(f"{before}{line}" if ORGAN_END.search(before) else line):
        return title
    behind = _line(blocks, number + 1)
    return report_title(f"{line}{behind}") if behind else None


def _line(blocks: Sequence[Block], number: int) -> str:
    """A paragraph that may be a title or a part of one, compact; empty where it is none."""
    block = blocks[number] if 0 <= number < len(blocks) else None
    if block is None or isinstance(block, Table) or len(block.text) > LONGEST_TITLE:
        return ""
    return compact(block.text)


def report_title(line: str) -> ReportTitle | None:
    """A compact line as the title of a report, None where it is none: words around its year must be a name."""
    if len(line) > LONGEST_TITLE or not any(word in line for word in _OF_ENDS):
        return None
    if not _ENDS.search(line) or _NO_TITLE.search(line):
        return None
    years = tuple(_YEARS.findall(line))
    name = name_in_title(line)
    if not years or not (_NAMELESS.fullmatch(line) or (name and ORGAN_END.search(name))):
        return None
    return ReportTitle(years, name or "", line)
