"""The ways on which documents come from one program to another, as data, each with the share of cells to be exact."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from random import Random
from typing import NamedTuple

from tests.generate.document import Document
from tests.generate.noise import Noise
from tests.generate.render_docx import docx_typed
from tests.generate.render_html import html
from tests.generate.render_office import docx_fixed, without_rules
from tests.rerender.programs import Step, chromium, office, poppler, w3m

TEXT = "txt:Text (encoded):UTF8"


class Way(NamedTuple):
    """How a document is written by the project's own generator, by which programs it then goes, and the bar."""

    write: Callable[[Document, Noise, Random], bytes]
    suffix: str
    steps: tuple[Step, ...]
    bar: float
    lossy_blanks: bool = False


def _of_word(document: Document, noise: Noise, rng: Random) -> bytes:
    return rng.choice((docx_typed, docx_fixed))(document, noise, rng)


RULES = re.compile(rb"border: 1px solid #000| border='1'")


def _with_rules(css: bytes) -> Callable[[Document, Noise, Random], bytes]:
    """A page whose tables have other rules than those around every cell."""

    def write(document: Document, noise: Noise, rng: Random) -> bytes:
        return RULES.sub(lambda found: css if found[0].startswith(b"border:") else b"", html(document, noise, rng))

    return write


BARE = _with_rules(b"padding: 2px 6px")
HALF = _with_rules(b"padding: 2px 6px; border-bottom: 1px solid #000")
UPRIGHT = _with_rules(b"padding: 2px 6px; border-left: 1px solid #000; border-right: 1px solid #000")


def _word_without_rules(document: Document, noise: Noise, rng: Random) -> bytes:
    return without_rules(docx_fixed(document, noise, rng))


PDF = office("pdf", ".pdf")
WAYS: Mapping[str, Way] = {
    "page, PDF": Way(html, ".html", (chromium,), 0.98),
    "page, PDF, -layout": Way(html, ".html", (chromium, poppler("-layout")), 0.90),
    "page without rules, PDF": Way(BARE, ".html", (chromium,), 0.90),
    "page with horizontals, PDF": Way(HALF, ".html", (chromium,), 0.90),
    "page with verticals, PDF": Way(UPRIGHT, ".html", (chromium,), 0.90),
    "Word without rules, PDF": Way(_word_without_rules, ".docx", (PDF,), 0.90),
    "page, PDF, text": Way(html, ".html", (chromium, poppler()), 0.0, lossy_blanks=True),
    "page, w3m": Way(html, ".html", (w3m,), 0.90),
    "Word, PDF": Way(_of_word, ".docx", (PDF,), 0.99),
    "Word, PDF, -layout": Way(_of_word, ".docx", (PDF, poppler("-layout")), 0.90),
    "Word, PDF, text": Way(_of_word, ".docx", (PDF, poppler()), 0.0, lossy_blanks=True),
    "Word, HTML": Way(_of_word, ".docx", (office("html:HTML:EmbedImages", ".html"),), 0.99),
    "Word, .doc": Way(_of_word, ".docx", (office("doc:MS Word 97", ".doc"),), 0.995),
    "Word, text": Way(_of_word, ".docx", (office(TEXT, ".txt"),), 0.97, lossy_blanks=True),
}
