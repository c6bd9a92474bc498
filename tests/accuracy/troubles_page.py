"""The section of ``docs/accuracy.md`` on the troubles of crawled texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from tests.accuracy.counted import EXACT, REFUSED, WRONG, Count

TITLE = "## The troubles of crawled texts"
SECTION = re.compile(rf"{re.escape(TITLE)}\n.*?(?=\n## |\Z)", re.DOTALL)
_HEAD = """\
{title}

Documents whose figures are printed in full, with what crawling, copying and converting leave of them: one such trouble,
or several at once, in every text layout and on web pages. Counted are the cells that the print determines: exact /
refused / wrong. Free reports, which have no table, count as one cell, exact where they are loaded.

Made by `make troubles TROUBLED={documents} SEED={seed}`.
"""


def section_of(page: Path) -> str:
    """The section as a page has it; empty where there is none."""
    found = SECTION.search(page.read_text("utf-8")) if page.exists() else None
    return found[0].rstrip() + "\n" if found else ""


def with_section(text: str, section: str) -> str:
    """A page with the section in place of its own, or behind all others."""
    if not section:
        return text
    return SECTION.sub(lambda _: section, text) if SECTION.search(text) else f"{text.rstrip()}\n\n{section}"


def put_into(page: Path, counts: Mapping[tuple[str, str], Count], documents: int, seed: int) -> None:
    """Write the section of the page anew."""
    section = "\n".join(table(counts, documents, seed)) + "\n"
    page.write_text(with_section(page.read_text("utf-8"), section), "utf-8")


def table(counts: Mapping[tuple[str, str], Count], documents: int, seed: int) -> Iterator[str]:
    """The lines of the section: troubles down, layouts across, and their sums."""
    yield _HEAD.format(title=TITLE, documents=documents, seed=seed)
    layouts = sorted({layout for _, layout in counts})
    names = sorted({name for name, _ in counts})
    yield "| | " + " | ".join((*layouts, "all", "refused %")).replace("_", " ") + " |"
    yield "|---" + "|---:" * (len(layouts) + 2) + "|"
    for name in names:
        yield _row(name, [[counts.get((name, layout), Count())] for layout in layouts])
    yield _row("all", [[counts.get((name, layout), Count()) for name in names] for layout in layouts])


def _row(name: str, cells: list[list[Count]]) -> str:
    whole = _sum(one for several in cells for one in several)
    told = [_told(_sum(several)) for several in cells]
    share = f"{whole.share(REFUSED, determined=True):.2%}".rstrip("%")
    return "| " + " | ".join((name.replace("_", " "), *told, _told(whole), share)) + " |"


def _told(one: Count) -> str:
    if not one.documents:
        return "–"
    return " / ".join(f"{number:,}" for number in (one.determined[EXACT], one.determined[REFUSED], one.cells[WRONG]))


def _sum(counts: Iterable[Count]) -> Count:
    whole = Count()
    for one in counts:
        whole.add(one)
    return whole
