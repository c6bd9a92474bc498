"""What a Word binary file places by itself may lie over the figures of a table that it reaches."""

import pytest

from tests.generate.doc_file import DocCell, DocFile, DocRun, DocShape
from xxgk.extractors.document import read
from xxgk.extractors.readers.doc.floating import floats
from xxgk.extractors.readers.word.tree import LAID_OVER
from xxgk.schema.document import Table

BY_PAGE, WRAPPED, BELOW = 0x68, 0x50, 0x4070
NO_FILL, PICTURE, OF_PARAGRAPH = (0x1BF, 0x00100000), (0x4104, 1), (0x392, 2)


def spoiled(*shapes, before=("甲",), behind=()):
    """The cells of a table of three rows over which something may lie; the shapes are anchored before or behind it."""
    file = DocFile()
    for number, text in enumerate(before):
        if not number and not behind:
            _put(file, shapes)
        file.paragraph([DocRun(text)])
    for label, figure in (("项目", "件数"), ("甲", "12"), ("乙", "")):
        file.row([DocCell((DocRun(label),), 2000), DocCell((DocRun(figure),), 2000)])
    for number, text in enumerate(behind or ("丙",)):
        if not number and behind:
            _put(file, shapes)
        file.paragraph([DocRun(text)])
    (table,) = (block for block in read(file.written()).blocks if isinstance(block, Table))
    return [cell.text for row in table.rows for cell in row if cell.unreadable == LAID_OVER]


def _put(file, shapes):
    for shape in shapes:
        file.float(shape)


@pytest.mark.parametrize(
    ("shape", "is_over"),
    [
        (DocShape(0, 0, 40, 40), True),
        (DocShape(0, 0, 40, 20), False),
        (DocShape(0, 0, 40, 40, flags=WRAPPED), False),
        (DocShape(0, 0, 40, 40, flags=BELOW), False),
        (DocShape(0, 0, 40, 40, kind=20), False),
        (DocShape(0, 0, 40, 40, properties=(NO_FILL,)), False),
        (DocShape(0, 0, 40, 40, kind=75, properties=(NO_FILL, PICTURE)), True),
        (DocShape(0, 300, 40, 320, flags=BY_PAGE), True),
        (DocShape(0, 20, 40, 40, flags=BY_PAGE), False),
        (DocShape(0, 300, 120, 420, flags=BY_PAGE, properties=(PICTURE,)), False),
        (DocShape(0, 60, 40, 80, flags=BY_PAGE, properties=(OF_PARAGRAPH,)), True),
    ],
)
def test_what_floats_over_a_table_is_in_doubt(shape, is_over):
    assert spoiled(shape) == (["12", ""] if is_over else [])


def test_what_is_anchored_behind_a_table_may_reach_back():
    assert spoiled(DocShape(0, -30, 40, -10), behind=("注", "丁")) == ["12", ""]
    assert spoiled(DocShape(0, 2, 40, 60), behind=("注", "丁")) == []


def test_a_page_that_ends_parts_what_floats_from_the_table():
    by_page = DocShape(0, 300, 40, 320, flags=BY_PAGE)
    assert spoiled(by_page, before=("甲", "乙")) == ["12", ""]
    assert spoiled(by_page, before=("甲\x0c", "乙")) == []


@pytest.mark.parametrize("cut", range(0, 40, 3))
def test_anchors_and_drawings_that_are_cut_off_end_there(cut):
    anchors = bytes(8) + bytes(26)
    assert len(list(floats(anchors[:cut], bytes(range(cut)), ()))) == (1 if cut >= len(anchors) else 0)
