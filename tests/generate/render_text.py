"""Text renderers: the ways in which a table survives once its rules are gone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

from tests.generate.document import Document, Grid, Heading, Para, Row, laid_out
from tests.generate.noise import Noise
from tests.generate.renderer import Renderer

TableWriter = Callable[[Grid, Random], Iterator[str]]


def text_tabbed(document: Document, noise: Noise, rng: Random) -> bytes:
    """A tab before each cell, a blank line between rows; cells that hang in from above print as empty ones."""
    return encoded(lines_of(document, rng, lambda grid, rng: _cells(grid, "\t", noise, rng)), noise)


def text_cells(document: Document, noise: Noise, rng: Random) -> bytes:
    """The same without tabs: a blank cell is an empty line like the one between rows."""
    return encoded(lines_of(document, rng, lambda grid, rng: _cells(grid, "", noise, rng)), noise)


def _cells(grid: Grid, mark: str, noise: Noise, rng: Random) -> Iterator[str]:
    for line in laid_out(grid):
        for cell, opened in line:
            artefact = "[bookmark: _GoBack]" if opened and rng.random() < noise.bookmark / 20 else ""
            yield mark + artefact + (cell.printed if opened else "")
        yield ""


def text_pipes(document: Document, noise: Noise, rng: Random) -> bytes:
    """A web page flattened to pipes: rows hold only the cells they open and are padded to one width on the right."""
    return encoded(lines_of(document, rng, _pipes), noise)


def _pipes(grid: Grid, _: Random) -> Iterator[str]:
    for row in grid.rows:
        padding = "|" * (grid.width - len(row.cells) - bool(row.removed))
        yield " | ".join(_flat(cell.printed, " ") for cell in row.cells) + " |" + padding


def markdown(document: Document, noise: Noise, rng: Random) -> bytes:
    """Real Markdown tables: one cell a grid column, hanging and wide cells left empty or group labels repeated."""
    lines = []
    for line in lines_of(document, rng, _markdown, heading="#"):
        lines += [line, ""] if line and not line.startswith("|") else [line]
    return encoded(lines, noise)


def _markdown(grid: Grid, rng: Random) -> Iterator[str]:
    repeat = rng.random() < 0.5
    yield ""
    for index, line in enumerate(laid_out(grid)):
        texts: list[str] = []
        for cell, opened in line:
            shown = opened or (repeat and cell.kind in ("group", "note"))
            texts += [_flat(cell.printed, " ") if shown else ""] + [""] * (cell.colspan - 1)
        yield "| " + " | ".join(texts) + " |"
        if index == 0:
            yield "|" + "---|" * grid.width
    yield ""


def text_rows_tabs(document: Document, noise: Noise, rng: Random) -> bytes:
    """One row a line, tabs between cells; a row holds only the cells it opens."""
    return encoded(lines_of(document, rng, lambda grid, _: (_row(row, "\t") for row in grid.rows)), noise)


def text_rows_spaces(document: Document, noise: Noise, rng: Random) -> bytes:
    """One row a line, spaces between cells: blank cells vanish."""
    return encoded(lines_of(document, rng, lambda grid, _: (_row(row, "  ") for row in grid.rows)), noise)


def _row(row: Row, separator: str) -> str:
    texts = [_flat(cell.printed, "") for cell in row.cells]
    return separator.join(texts if separator == "\t" else (text.replace(" ", "") for text in texts if text.strip()))


def text_run_on(document: Document, noise: Noise, rng: Random) -> bytes:
    """Titles, labels, figures and prose fused into one line, without any separator."""
    fused = "".join(_fused(block) for block in document.blocks)
    head, foot = _furniture(document) if document.furniture else ([], [])
    return encoded([*head, *document.title, fused, *foot], noise)


def text_spaced(document: Document, noise: Noise, rng: Random) -> bytes:
    """Everything in one line, a space between titles, cells and sentences: blank cells vanish."""
    blocks = (
        [_flat(cell.printed, "") for row in block.rows for cell in row.cells]
        if isinstance(block, Grid)
        else [_fused(block)]
        for block in document.blocks
    )
    texts = (text.strip() for block in blocks for text in block)
    head, foot = _furniture(document) if document.furniture else ([], [])
    return encoded([*head, *document.title, " ".join(filter(None, texts)), *foot], noise)


def _fused(block: Heading | Para | Grid) -> str:
    if isinstance(block, Grid):
        return "".join(_flat(cell.printed, "").strip() for row in block.rows for cell in row.cells)
    return block.text if isinstance(block, Para) else block.number + block.text


def lines_of(document: Document, rng: Random, table: TableWriter, heading: str = "") -> list[str]:
    """The lines of a document whose tables are written by `table`."""
    lines = list(document.title)
    if heading:
        lines = [f"{heading} {''.join(lines)}"]
    for block in document.blocks:
        if isinstance(block, Grid):
            lines += table(block, rng)
        elif isinstance(block, Heading):
            mark = f"{heading * (block.level + 1)} " if heading else ""
            lines.append(mark + block.number + block.text)
        else:
            lines.append(block.text)
    head, foot = _furniture(document) if document.furniture else ([], [])
    return head + lines + foot


def _furniture(document: Document) -> tuple[list[str], list[str]]:
    """What a scraper leaves around the text."""
    head = ["首页 > 政府信息公开 > 年度报告", f"发布时间：{document.published}", f"发布机构：{document.agency}", ""]
    years = (document.year - 1, document.year - 2)
    return head, ["", *(f"{document.agency}{y}年政府信息公开工作年度报告" for y in years), "打印本页 关闭窗口 分享到："]


def _flat(text: str, joint: str) -> str:
    return text.replace("\n", joint)


def encoded(lines: list[str], noise: Noise) -> bytes:
    """Lines as the bytes of a text."""
    return ("\n".join(lines) + "\n").encode(noise.encoding)


RENDERERS = {
    "text_tabbed": Renderer(text_tabbed, "text", "cell_lines", ".txt"),
    "text_cells": Renderer(text_cells, "text", "cell_lines", ".txt", lossy_blanks=True),
    "text_pipes": Renderer(text_pipes, "text", "pipe_rows", ".txt"),
    "markdown": Renderer(markdown, "text", "markdown_table", ".md"),
    "text_rows_tabs": Renderer(text_rows_tabs, "text", "row_lines", ".txt"),
    "text_rows_spaces": Renderer(text_rows_spaces, "text", "row_lines", ".txt", lossy_blanks=True),
    "text_run_on": Renderer(text_run_on, "text", "run_on", ".txt", lossy_blanks=True, fused=True),
}
