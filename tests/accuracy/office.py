"""Word files in the format of before 2007, which the project cannot write itself: LibreOffice makes them of .docx."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from random import Random

from tests.generate import render_docx
from tests.generate.document import Document
from tests.generate.noise import Noise
from tests.generate.render_office import docx_fixed
from tests.generate.renderer import Renderer
from xxgk.flows.reading.libreoffice import program

DOC = "doc"
STYLES = (render_docx.docx_typed, render_docx.docx_numbered, docx_fixed)
SECONDS = 600


def _draft(document: Document, noise: Noise, rng: Random) -> bytes:
    return rng.choice(STYLES)(document, noise, rng)


CONVERTED = Renderer(_draft, "doc", "docx_table", ".doc", shipped=False)
"""What is drafted; only `converted` makes it the file that is counted."""


def is_there() -> bool:
    """Whether LibreOffice is installed."""
    return program() is not None


def converted(drafts: Sequence[bytes]) -> list[bytes]:
    """Word packages as .doc, in their order. Fewer than 200 at a time: of more, LibreOffice leaves out some without a
    word. Raises FileNotFoundError where one is missing all the same."""
    office = program()
    assert office is not None, "LibreOffice is not installed"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = [folder / f"{number}.docx" for number in range(len(drafts))]
        for file, draft in zip(files, drafts, strict=True):
            file.write_bytes(draft)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [office, profile, "--headless", "--convert-to", "doc:MS Word 97", "--outdir", name, *map(str, files)]
        subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
        return [file.with_suffix(".doc").read_bytes() for file in files]
