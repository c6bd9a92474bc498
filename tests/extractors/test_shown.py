"""A document made harmless, with the places of its cells."""

import re
from html import unescape
from itertools import chain

import pytest

from tests.harmful import SAMPLES, harmful
from xxgk.extractors.document import extract
from xxgk.extractors.locate import locate
from xxgk.extractors.readers.html.sanitised import sanitised
from xxgk.extractors.shown import LINES, PAGE, PAPER, shown

CELL = re.compile(r'<t[dh] data-at="([^"]+)"[^>]*>((?:(?!</?t[dh]).)*)</t[dh]>', re.DOTALL)


@pytest.mark.parametrize("path", sorted(SAMPLES.iterdir()), ids=lambda path: path.name)
def test_every_figure_is_found_at_its_place(path):
    """In what is shown of each sample every figure stands where the reader says, as it is printed."""
    data = path.read_bytes()
    figures = extract(data, path.name).figures
    told = shown(data, [figure.locator for figure in figures])
    if told.kind == PAPER:
        assert all(page.png.startswith(b"\x89PNG") for page in told.pages)
        assert {f"pdf:p{page.number}" for page in told.pages} == {figure.locator.split("/")[0] for figure in figures}
    elif told.kind == LINES:
        assert told.lines
    else:
        cells = {unescape(at): _plain(text) for at, text in CELL.findall(told.markup)}
        assert {figure.locator: figure.raw.split() for figure in figures} == {
            figure.locator: cells[figure.locator].split() for figure in figures
        }


def _plain(markup):
    return unescape(re.sub("<br>", "\n", re.sub("</?p>", "", markup)))


def test_nothing_that_acts_is_left_of_a_hostile_page():
    markup = sanitised(harmful())
    tags = {tag.lower() for tag in re.findall(r"<\s*/?([a-zA-Z0-9]+)", markup)}
    assert tags <= {
        "p",
        "div",
        "h1",
        "h2",
        "h3",
        "table",
        "tbody",
        "thead",
        "tr",
        "td",
        "th",
        "br",
        "ul",
        "li",
        "caption",
    }
    attributes = {
        name for tag in re.findall(r"<[a-z0-9]+((?: [^<>]*)?)>", markup) for name in re.findall(r"([\w-]+)=", tag)
    }
    assert attributes <= {"data-at", "colspan", "rowspan"}


def test_spans_that_are_none_are_left_out():
    page = (
        b"<table><tr><td colspan='2\" onclick=\"x'>a</td><td rowspan=99999999>b</td><td colspan=2>c</td></tr></table>"
    )
    assert re.findall(r'(?:col|row)span="(\d+)"', sanitised(page)) == ["1000", "2"]


def test_of_a_very_long_page_the_tables_are_shown(monkeypatch):
    monkeypatch.setattr("xxgk.extractors.shown.MOST_SHOWN", 400)
    rows = "".join(f"<tr><td>第{n}行</td><td>{n}</td></tr>" for n in range(9))
    page = f"<p>{'很长的正文。' * 200}</p><table>{rows}</table>".encode()
    told = shown(page, ["html:table[1]/tr[1]/td[2]"])
    assert told.kind == PAGE
    assert "很长" not in told.markup
    assert len(told.markup) <= 400


def test_the_place_of_a_cell_is_the_one_that_is_opened_again():
    data = (SAMPLES / "shili-police-2024.html").read_bytes()
    cells = dict(chain(CELL.findall(shown(data, ["html:"]).markup)))
    at = "html:table[2]/tr[4]/td[9]"
    assert cells.get(at) is None or _plain(cells[at]).split() == locate(data, at).split()
