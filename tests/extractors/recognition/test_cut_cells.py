"""A cell of which the end is missing is refused by name, not read as words."""

from random import Random

from tests.generate.noise import QUIET
from tests.generate.renderers import RENDERERS
from tests.generate.truth import Options, random_truth
from xxgk.extractors.document import extract

CODE = "t3_requests.new_received.natural_person"


def test_a_cell_that_ends_inside_its_note_is_not_read():
    truth = random_truth(Random(3), Options())
    page = RENDERERS["html"](truth, QUIET, Random(3)).decode()
    cell = f">{truth.cells[CODE]}<"
    row = page.index("本年新收")
    place = page.index(cell, row)
    report = extract(f"{page[:place]}>0（其中线<{page[place + len(cell) :]}".encode(), "report.html")
    assert CODE not in {figure.code for figure in report.figures}
    told = [found.rule for found in report.findings if found.where == CODE]
    assert "CELL_UNREADABLE" in told
