"""The morning as a page of Markdown, for Prefect."""

from __future__ import annotations

from collections.abc import Iterator

from xxgk.flows.jobs.nightly import Morning
from xxgk.flows.morning.told import told
from xxgk.flows.screen import Headline, ScreenBlock, ScreenTable


def markdown(morning: Morning, blocks: Iterator[ScreenBlock]) -> str:
    """The morning as a page of Markdown, for Prefect."""
    lines = [f"# Run {morning.run}", "", *(_escaped(line) + "  " for line in told(morning))]
    for block in blocks:
        if isinstance(block, Headline):
            lines += ["", f"## {_escaped(block.text)}", ""]
        elif isinstance(block, ScreenTable):
            lines += [_row(block.columns), "|" + "---|" * len(block.columns), *map(_row, block.rows)]
        elif block:
            lines += ["", _escaped(block)]
    return "\n".join(lines)


def _row(cells: object) -> str:
    return "| " + " | ".join("" if cell is None else _escaped(str(cell)) for cell in cells) + " |"  # type: ignore[attr-defined]


def _escaped(text: str) -> str:
    """Text that stays text within Markdown."""
    return "".join(f"\\{sign}" if sign in r"\`*_{}[]<>()#+-.!|~" else sign for sign in " ".join(text.split()))
