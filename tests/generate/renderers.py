"""The registry of renderers: every container and layout in which the same report can be printed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from tests.generate import render_docx, render_html, render_ofd, render_pdf, render_sheet, render_text
from tests.generate.document import Document, compose
from tests.generate.noise import Noise
from tests.generate.truth import Truth


@dataclass(frozen=True)
class Renderer:
    """One way to print a report.

    `reader` and `layout` are what it exercises; `suffix` is the usual file name ending; `lossy_blanks` says that a
    blank cell leaves no trace of its own; `fused` that the cells of a row run together: some rows cannot be split;
    `shipped` that there is a sample of it in ``data/samples``.
    """

    write: Callable[[Document, Noise, Random], bytes]
    reader: str
    layout: str
    suffix: str
    lossy_blanks: bool = False
    fused: bool = False
    shipped: bool = True

    def __call__(self, truth: Truth, noise: Noise, rng: Random) -> bytes:
        """The rendered bytes; the same arguments (and the same state of `rng`) give the same bytes."""
        return self.write(compose(truth, noise, rng), noise, rng)


RENDERERS: dict[str, Renderer] = {
    "html": Renderer(render_html.html, "html", "html_table", ".html"),
    "html_gb18030": Renderer(render_html.html_gb18030, "html", "html_table", ".html"),
    "html_flat": Renderer(render_html.html_flat, "html", "html_table", ".html"),
    "docx": Renderer(render_docx.docx_typed, "docx", "docx_table", ".docx"),
    "docx_numbered": Renderer(render_docx.docx_numbered, "docx", "docx_table", ".docx"),
    "xlsx": Renderer(render_sheet.xlsx, "xlsx", "sheet_table", ".xlsx"),
    "excel_2003": Renderer(render_sheet.excel_2003, "xls", "sheet_table", ".xls", shipped=False),
    "zip_docx": Renderer(render_sheet.zip_docx, "docx", "docx_table", ".zip"),
    "mhtml": Renderer(render_sheet.mhtml, "html", "html_table", ".mht"),
    "pdf": Renderer(render_pdf.pdf, "pdf", "ruled_table", ".pdf"),
    "pdf_cut": Renderer(render_pdf.pdf_cut, "pdf", "ruled_table", ".pdf"),
    "pdf_split": Renderer(render_pdf.pdf_split, "pdf", "ruled_table", ".pdf", shipped=False),
    "pdf_bare": Renderer(render_pdf.pdf_bare, "pdf", "aligned_table", ".pdf", lossy_blanks=True, shipped=False),
    "ofd": Renderer(render_ofd.ofd, "ofd", "ruled_table", ".ofd"),
    "ofd_cut": Renderer(render_ofd.ofd_cut, "ofd", "ruled_table", ".ofd"),
    "text_tabbed": Renderer(render_text.text_tabbed, "text", "cell_lines", ".txt"),
    "text_cells": Renderer(render_text.text_cells, "text", "cell_lines", ".txt", lossy_blanks=True),
    "text_pipes": Renderer(render_text.text_pipes, "text", "pipe_rows", ".txt"),
    "markdown": Renderer(render_text.markdown, "text", "markdown_table", ".md"),
    "text_rows_tabs": Renderer(render_text.text_rows_tabs, "text", "row_lines", ".txt"),
    "text_rows_spaces": Renderer(render_text.text_rows_spaces, "text", "row_lines", ".txt", lossy_blanks=True),
    "text_run_on": Renderer(render_text.text_run_on, "text", "run_on", ".txt", lossy_blanks=True, fused=True),
}
