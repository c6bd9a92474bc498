"""Every character of a document's paragraphs belongs to one section or to what is named, and none is lost."""

import json
from pathlib import Path
from random import Random

import pytest

from tests.extractors.pages_by_hand import page
from tests.generate.noise import Noise
from tests.generate.renderers import RENDERERS
from tests.generate.truth import Options, random_truth
from xxgk.extractors.document import extract, read
from xxgk.extractors.narrative.pieces import TEXT
from xxgk.extractors.narrative.read import read_prose
from xxgk.schema.document import Paragraph, Unreadable
from xxgk.schema.report import to_json

ROOT = Path(__file__).parents[3]
SHARED = ROOT.parent / "shared" / "samples"
FOLDERS = (ROOT / "data" / "samples", SHARED / "real", SHARED / "seeds", SHARED / "misread")
FILES = sorted(path for folder in FOLDERS if folder.exists() for path in folder.iterdir() if path.is_file())
NOISE = Noise(furniture=1, sign_off=1, broken_title=1)


def squeezed(texts):
    return "".join("".join(text.split()) for text in texts)


def account_holds(data):
    """Whether the pieces of a document are its paragraphs, and the sections its pieces of text."""
    blocks = read(data).blocks
    prose = read_prose(blocks)
    assert squeezed(piece.text for piece in prose.pieces) == squeezed(
        b.text for b in blocks if isinstance(b, Paragraph)
    )
    topics = {section.code for section in prose.sections if section.code.startswith("overview_")}
    sections = [section.text for section in prose.sections if section.code not in topics]
    assert squeezed(piece.text for piece in prose.pieces if piece.kind == TEXT) == squeezed(sections)


def test_what_is_no_narrative_is_told_with_the_report():
    told = json.loads(to_json(extract(page(signoff="沭阳县财政局\n2024年1月18日\n附件下载"), "page.html")))
    assert [aside["kind"] for aside in told["aside"]][-3:] == ["sign-off", "sign-off", "furniture"]
    printed = [aside["text"] for aside in told["aside"]] + [section["text"] for section in told["sections"]]
    assert {"附件下载", "一、总体情况", "人手不足。"} <= set(printed)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_of_samples(path):
    try:
        account_holds(path.read_bytes())
    except Unreadable:
        pytest.skip("a container that cannot be read")


@pytest.mark.parametrize("name", ["html", "html_flat", "docx", "text_tabbed", "text_pipes", "markdown", "pdf"])
@pytest.mark.parametrize("seed", range(2))
def test_of_generated_documents(name, seed):
    rng = Random(seed)
    account_holds(RENDERERS[name](random_truth(rng, Options()), NOISE, rng))
