"""What a machine reads with: where two differ in it, they may read the same document otherwise."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version

from xxgk.flows.reading.libreoffice import program
from xxgk.flows.version import code_version

LIBRARIES = (
    *("lxml", "beautifulsoup4", "html5lib", "tinycss2", "cssselect", "python-docx", "pypdfium2", "pdfplumber"),
    *("olefile", "python-calamine", "charset-normalizer", "rapidfuzz", "pyarrow"),
    *("rapidocr", "onnxruntime", "opencv-python-headless", "pillow", "numpy"),
)
"""The libraries that documents are read with; those of the extra ``ocr`` may be absent, on all machines alike."""


def reads_with() -> dict[str, str]:
    """Code, registries, Python, libraries, and whether LibreOffice is there."""
    return dict(_reads_with())


@cache
def _reads_with() -> Mapping[str, str]:
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    found = {name: _version(name) for name in LIBRARIES}
    return {"xxgk": code_version(), "python": python, **found, "LibreOffice": "there" if program() else "absent"}


def unlike(ours: Mapping[str, str], theirs: Mapping[str, str]) -> str:
    """In what another machine differs, in words; empty where in nothing."""
    names = sorted({*ours, *theirs}, key=lambda name: (name != "xxgk", name))
    found = [(name, ours.get(name, "absent"), theirs.get(name, "absent")) for name in names]
    return ", ".join(f"{name} {there} (here {here})" for name, here, there in found if here != there)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "absent"
