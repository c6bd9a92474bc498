"""Titles in the wordings of many sites and years: which section each opens, and which lines open none."""

from pathlib import Path

import pytest

from xxgk.extractors.narrative.pieces import TEXT
from xxgk.extractors.narrative.read import read_prose
from xxgk.schema.document import Paragraph

FILE = Path(__file__).with_name("headings.txt")
FILLER = "本节所述内容均已按照要求办理完毕。"
TITLE, PREAMBLE = "某县某局政府信息公开工作年度报告", "本报告按照有关规定编写，现予以公布。"


def documents():
    for block in FILE.read_text("utf-8").split("\n\n"):
        lines = [line.split("\t") for line in block.splitlines() if line.strip() and not line.startswith("#")]
        if lines:
            yield pytest.param(lines, id=block.splitlines()[0].lstrip("# ")[:60])


def read(lines):
    blocks = [Paragraph(TITLE, "p"), Paragraph(PREAMBLE, "p")]
    for _, heading in lines:
        blocks += [Paragraph(heading, "p"), Paragraph(FILLER, "p")]
    return read_prose(blocks)


def test_there_are_many():
    assert len(list(documents())) >= 40


@pytest.mark.parametrize("lines", list(documents()))
def test_each_heading_opens_the_section_that_it_means(lines):
    prose = read(lines)
    opened = [(section.code or "-", section.title.rstrip("。")) for section in prose.sections if section.title]
    assert opened == [(code, title.rstrip("。")) for code, title in lines if code not in "=."]
    assert [section.text.splitlines()[0] for section in prose.sections if section.title] == [FILLER] * len(opened)


@pytest.mark.parametrize("lines", list(documents()))
def test_other_lines_are_text_or_named(lines):
    kinds = {piece.text: piece.kind for piece in read(lines).pieces}
    told = {title: kinds[title] == TEXT for code, title in lines if code in "=."}
    assert told == {title: code == "=" for code, title in lines if code in "=."}
