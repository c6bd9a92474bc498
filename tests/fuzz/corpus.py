"""The documents that are edited: ``python -m tests.fuzz.corpus`` writes them anew, by the generators and LibreOffice.

They are kept, so that an input is the same bytes whatever becomes of the generators, and small, because a hundred
thousand of them are read: a *small* one has the narrative and table 四, a *whole* one all tables.
"""

from __future__ import annotations

import io
import json
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from random import Random

from tests.fuzz.compound import WORD_BINARY, WORKBOOK_BINARY
from tests.fuzz.edits import Structure
from tests.fuzz.lines import LINES
from tests.fuzz.markup import SOUP
from tests.fuzz.packages import PACKAGE, Parts
from tests.fuzz.pdf import PDF
from tests.fuzz.trees import EXCEL_2003
from tests.generate.document import Document, Grid, compose
from tests.generate.lists import random_list
from tests.generate.noise import QUIET
from tests.generate.renderers import RENDERERS
from tests.generate.truth import Options, Truth, Value, random_truth

FOLDER = Path(__file__).parent / "corpus"
SEED = 4
LISTED = "stat_2014"
_WITHOUT = (
    "docProps/",
    "word/theme",
    "word/media",
    "customXml",
    "word/webSettings",
    "word/fontTable",
    "word/stylesWithEffects",
)
"""Parts of a Word file that nothing needs."""


@dataclass(frozen=True)
class Base:
    """A document to be edited: its renderer, whether all tables are in it, the structure by which it is edited, and how
    often it is drawn beside the others."""

    renderer: str
    structure: Structure
    whole: bool = False
    share: int = 2
    suffix: str = ""

    @property
    def can_be_dressed(self) -> bool:
        """Whether there are edits that leave what it prints, and it is known what that is."""
        return bool(self.structure.dressed) and self.is_of_the_form and self.renderer != "mhtml"

    @property
    def is_of_the_form(self) -> bool:
        """Whether what it says is told by `expectations`."""
        return self.renderer in RENDERERS


BASES: Mapping[str, Base] = {
    "html": Base("html", SOUP, share=6),
    "html_whole": Base("html", SOUP, whole=True, share=3),
    "html_flat": Base("html_flat", SOUP),
    "html_list": Base("list", SOUP, share=3, suffix=".html"),
    "mhtml": Base("mhtml", LINES),
    "docx": Base("docx", PACKAGE, share=5),
    "docx_numbered": Base("docx_numbered", PACKAGE, share=3),
    "docx_whole": Base("docx", PACKAGE, whole=True),
    "doc": Base("word_binary", WORD_BINARY, share=5, suffix=".doc"),
    "doc_features": Base("word_binary", WORD_BINARY, share=3, suffix=".doc"),
    "xls": Base("workbook_binary", WORKBOOK_BINARY, share=4, suffix=".xls"),
    "xlsx": Base("xlsx", PACKAGE, share=4),
    "xlsx_office": Base("workbook", PACKAGE, share=3, suffix=".xlsx"),
    "xlsx_whole": Base("xlsx", PACKAGE, whole=True),
    "excel_2003": Base("excel_2003", EXCEL_2003, share=3),
    "ofd": Base("ofd", PACKAGE, share=4),
    "pdf": Base("pdf", PDF, share=5),
    "pdf_bare": Base("pdf_bare", PDF, share=3),
    "pdf_whole": Base("pdf_cut", PDF, whole=True, share=1),
    "zip": Base("zip_docx", PACKAGE),
    "json": Base("json", LINES, share=1, suffix=".json"),
    "text_tabbed": Base("text_tabbed", LINES),
    "text_cells": Base("text_cells", LINES),
    "text_pipes": Base("text_pipes", LINES),
    "markdown": Base("markdown", LINES),
    "text_rows_tabs": Base("text_rows_tabs", LINES),
    "text_rows_spaces": Base("text_rows_spaces", LINES),
    "text_run_on": Base("text_run_on", LINES),
    "text_cells_whole": Base("text_cells", LINES, whole=True),
    "text_pipes_whole": Base("text_pipes", LINES, whole=True),
    "text_run_on_whole": Base("text_run_on", LINES, whole=True, share=1),
    "text_list": Base("list", LINES, suffix=".txt"),
}


@lru_cache(maxsize=len(BASES))
def document(name: str) -> bytes:
    """The document of a base."""
    return path(name).read_bytes()


def path(name: str) -> Path:
    """Where it is kept."""
    base = BASES[name]
    return FOLDER / f"{name}{base.suffix or RENDERERS[base.renderer].suffix}"


def truth() -> Truth:
    """What the documents of the form say."""
    return random_truth(Random(SEED), Options(scale="modest"))


@lru_cache(maxsize=2)
def expectations(whole: bool) -> Mapping[str, tuple[Value, str]]:
    """Value and state of each figure that a document prints."""
    return {code: told for code, told in truth().expectations.items() if whole or code.startswith("t4")}


def _composed(whole: bool) -> Document:
    document = compose(truth(), QUIET, Random(SEED))
    kept = document.grids if whole else document.grids[-1:]
    return replace(
        document, blocks=tuple(block for block in document.blocks if not isinstance(block, Grid) or block in kept)
    )


def _made() -> Iterator[tuple[str, bytes]]:
    """Name and bytes of what the generators make."""
    listed = random_list(Random(SEED), LISTED).document
    for name, base in BASES.items():
        if base.is_of_the_form:
            made = RENDERERS[base.renderer].write(_composed(base.whole), QUIET, Random(SEED))
            yield name, _lean(made) if made.startswith(b"PK") else made
        elif base.renderer == "list":
            renderer = RENDERERS["html" if base.suffix == ".html" else "text_cells"]
            yield name, renderer.write(listed, QUIET, Random(SEED))
    page = RENDERERS["html"].write(_composed(whole=False), QUIET, Random(SEED)).decode()
    yield "json", json.dumps({"title": truth().title, "content": page}, ensure_ascii=False, indent=1).encode()


def _lean(package: bytes) -> bytes:
    """A package without the parts that a template brings along; packages within it likewise."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        parts = [(info.filename, archive.read(info)) for info in archive.infolist()]
    kept = [
        (name, _lean(content) if content.startswith(b"PK") else content)
        for name, content in parts
        if not name.startswith(_WITHOUT)
    ]
    return Parts(kept).written()


def _converted(work: Path) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of what LibreOffice makes of them."""
    for name, source, kind in (("doc", "docx", "doc"), ("xls", "xlsx", "xls"), ("xlsx_office", "xlsx", "xlsx")):
        given = work / f"{name}.{source}"
        given.write_bytes(document(source))
        profile = f"-env:UserInstallation={(work / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(work / "out"), str(given)]
        subprocess.run(command, check=True, timeout=120)
        yield name, (work / "out" / f"{name}.{kind}").read_bytes()
    yield "doc_features", (Path(__file__).parents[1] / "data" / "features.doc").read_bytes()


def main() -> None:
    """Writes all."""
    FOLDER.mkdir(exist_ok=True)
    for name, made in _made():
        path(name).write_bytes(made)
    with tempfile.TemporaryDirectory() as work:
        for name, made in _converted(Path(work)):
            path(name).write_bytes(made)


if __name__ == "__main__":
    main()
