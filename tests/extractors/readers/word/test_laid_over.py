"""What a Word file places by itself may lie over the figures of a table that it reaches."""

import pytest

from tests.extractors.readers.word.test_docx import blocks, p, tbl, tc, tr
from tests.work import is_linear
from xxgk.schema.document import Table

NAMESPACES = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" xmlns:v="urn:schemas-microsoft-com:vml"'
)
WHITE, NONE = '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>', "<a:noFill/>"
OVER = "print over which something may lie that is placed by itself"


def anchored(top, high, *, drawn=WHITE, text="", by="paragraph", behind=0, wrap="wrapNone", left=0, wide=40):
    """A run with a shape, points from where its paragraph begins."""
    if drawn == "picture":
        shape = "<pic:pic/>"
    else:
        box = f"<wps:txbx><w:txbxContent>{p(text)}</w:txbxContent></wps:txbx>" if text else ""
        shape = f'<wps:wsp><wps:spPr><a:prstGeom prst="rect"/>{drawn}</wps:spPr>{box}</wps:wsp>'
    return (
        f'<w:r><w:drawing {NAMESPACES}><wp:anchor behindDoc="{behind}"><wp:positionH relativeFrom="column">'
        f'<wp:posOffset>{12700 * left}</wp:posOffset></wp:positionH><wp:positionV relativeFrom="{by}"><wp:posOffset>'
        f'{12700 * top}</wp:posOffset></wp:positionV><wp:extent cx="{12700 * wide}" cy="{12700 * high}"/><wp:{wrap}/>'
        f"{shape}</wp:anchor></w:drawing></w:r>"
    )


def old(style, told="", inner=""):
    return f'<w:r><w:pict {NAMESPACES}><v:rect style="position:absolute;{style}" {told}>{inner}</v:rect></w:pict></w:r>'


OF_THREE = tbl(tr("项目", "件数"), tr("甲", "12"), tr("乙", ""))
PAGE_BREAK = '<w:r><w:br w:type="page"/></w:r>'
FRAME = '<w:p><w:pPr><w:framePr w:x="400" w:y="{}" w:vAnchor="text"/></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>'


def spoiled(body):
    (table,) = (block for block in blocks(body) if isinstance(block, Table))
    return [cell.text for row in table.rows for cell in row if cell.unreadable == OVER]


@pytest.mark.parametrize(
    ("body", "is_over"),
    [
        (p("单位：件", anchored(0, 40)) + OF_THREE, True),
        (p("单位：件", anchored(0, 20)) + OF_THREE, False),
        (p("单位：件", anchored(0, 40, drawn=NONE)) + OF_THREE, False),
        (p("单位：件", anchored(0, 40, drawn=NONE, text="9")) + OF_THREE, True),
        (p("单位：件", anchored(0, 40, drawn=NONE, text="单位：件")) + OF_THREE, False),
        (p("单位：件", anchored(0, 40, drawn="picture")) + OF_THREE, True),
        (p("单位：件", anchored(0, 40, behind=1)) + OF_THREE, False),
        (p("单位：件", anchored(0, 40, wrap="wrapSquare")) + OF_THREE, False),
        (p("甲", anchored(0, 40)) + p("乙") + p("丙" * 120) + OF_THREE, False),
        (OF_THREE + p("注", anchored(-30, 20)), True),
        (OF_THREE + p("注", anchored(2, 60)), False),
        (OF_THREE + p("甲") + p("乙") + p("注", anchored(-20, 20)), False),
        (p("甲", anchored(300, 20, by="page")) + OF_THREE, True),
        (p("甲", anchored(20, 40, by="page")) + OF_THREE, False),
        (p("甲", anchored(780, 20, by="page", text="1")) + OF_THREE, False),
        (p("甲", anchored(300, 90, by="page", drawn="picture")) + OF_THREE, False),
        (p("甲", anchored(300, 120, wide=120, by="page", drawn="picture", behind=1)) + OF_THREE, False),
        (p("甲", anchored(300, 14, by="page", drawn="picture")) + OF_THREE, True),
        (p("甲", anchored(300, 3, by="page", drawn="picture")) + OF_THREE, False),
        (p("甲", anchored(300, 14, by="page", drawn="picture") + PAGE_BREAK) + OF_THREE, False),
        (p("甲", anchored(100, 400, wide=400, by="page", drawn="picture")) + OF_THREE, True),
        (p("甲", anchored(100, 400, wide=400, by="page", drawn="picture", behind=1)) + OF_THREE, False),
        (p("甲", anchored(300, 20, by="page")) + 70 * p("乙") + OF_THREE, False),
        (p("甲", old("margin-top:0;width:40pt;height:1.5cm")) + OF_THREE, True),
        (p("甲", old("margin-top:0;width:40pt;height:40pt;z-index:-1")) + OF_THREE, False),
        (p("甲", old("margin-top:0;width:40pt;height:40pt", 'filled="f"')) + OF_THREE, False),
        (p("甲", old("height:40pt", inner='<v:fill on="false"/>')) + OF_THREE, False),
        (p("甲", old("height:40pt", 'type="#_x0000_t32"')) + OF_THREE, False),
        (p("甲") + FRAME.format(600, "9") + OF_THREE, True),
        (p("甲") + FRAME.format(600, "图") + OF_THREE, False),
        (FRAME.format(0, "9") + p("甲") + OF_THREE, False),
    ],
)
def test_what_floats_over_a_table_is_in_doubt(body, is_over):
    assert spoiled(body) == (["12", ""] if is_over else [])


@pytest.mark.parametrize(
    ("shape", "is_over"),
    [
        (anchored(0, 12), False),
        (anchored(20, 30), True),
        (anchored(0, 12, left=30), True),
        (anchored(0, 12, left=-60), True),
        (anchored(300, 20, by="page"), True),
    ],
)
def test_what_is_anchored_in_a_cell_may_lie_over_others(shape, is_over):
    table = tbl(tr("项目", "件数"), tr(tc(p("甲", shape), '<w:tcW w:w="900" w:type="dxa"/>'), "12"))
    assert spoiled(table) == (["12"] if is_over else [])


def test_what_floats_is_held_against_tables_in_one_pass():
    assert is_linear(lambda count: blocks(count * (p("甲", anchored(0, 40)) + OF_THREE)), 20)
