"""All renderers: every container and layout in which the same report can be printed.

Each stands in the `RENDERERS` of its own module, ``render_*.py``: to add one is to add a module.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from tests.generate.renderer import Renderer

FIRST = ("html", "docx", "sheet", "pdf", "ofd", "text")
"""The order in which they are told; all others stand behind these."""


def _modules() -> list[str]:
    found = [path.stem.removeprefix("render_") for path in Path(__file__).parent.glob("render_*.py")]
    return sorted(found, key=lambda name: (FIRST.index(name) if name in FIRST else len(FIRST), name))


RENDERERS: dict[str, Renderer] = {
    name: renderer
    for module in _modules()
    for name, renderer in getattr(import_module(f"tests.generate.render_{module}"), "RENDERERS", {}).items()
}
