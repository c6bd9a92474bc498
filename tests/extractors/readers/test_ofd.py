import pytest

from tests.generate.render_sheet import zipped
from xxgk.extractors.readers.ofd.geometry import POINT
from xxgk.extractors.readers.ofd.page import read_pages
from xxgk.extractors.readers.package import Package
from xxgk.schema.document import Unreadable

SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def ofd(*contents, template="", box="0 0 210 297"):
    pages = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(contents)))
    return Package(
        zipped(
            {
                "OFD.xml": f"<ofd:OFD {SPACE}><ofd:DocBody><ofd:DocInfo><ofd:Title>题</ofd:Title></ofd:DocInfo>"
                "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
                "Doc_0/Document.xml": f"<ofd:Document {SPACE}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>{box}"
                '</ofd:PhysicalBox></ofd:PageArea><ofd:TemplatePage ID="9" BaseLoc="Tpls/T/Content.xml"/>'
                f"</ofd:CommonData><ofd:Pages>{pages}</ofd:Pages></ofd:Document>",
                "Doc_0/Tpls/T/Content.xml": content(template),
                **{f"Doc_0/Pages/Page_{n}/Content.xml": content(inner) for n, inner in enumerate(contents)},
            }
        )
    )


def content(inner):
    head, _, body = inner.rpartition("|")
    return f"<ofd:Page {SPACE}>{head}<ofd:Content><ofd:Layer>{body}</ofd:Layer></ofd:Content></ofd:Page>"


def text(printed, more="", delta='DeltaX="g 9 5"', boundary="10 20 50 5"):
    code = f'<ofd:TextCode X="0" Y="4" {delta}>{printed}</ofd:TextCode>'
    return f'<ofd:TextObject Boundary="{boundary}" Size="5" {more}>{code}</ofd:TextObject>'


def path(data, more=""):
    inner = f"<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData>"
    return f'<ofd:PathObject Boundary="10 20 100 50" {more}>{inner}</ofd:PathObject>'


def only(inner, **more):
    ((page,), _) = read_pages(ofd(inner, **more))
    return page


def boxes(page):
    return [(glyph.text, *(round(side / POINT, 2) for side in glyph[1:5])) for glyph in page.glyphs]


def rules(page):
    return [tuple(round(side / POINT, 2) for side in rule) for rule in page.rules]


def test_characters_stand_by_their_advances():
    assert boxes(only(text("甲1", delta='DeltaX="6"'))) == [("甲", 10, 19.7, 15, 24.7), ("1", 16, 19.7, 18.5, 24.7)]
    assert [box[1] for box in boxes(only(text("一二三四", delta='DeltaX="g 2 5 7"')))] == [10, 15, 20, 27]
    assert [box[1] for box in boxes(only(text("一 二", delta="")))] == [10, 17.5]


def test_objects_go_through_their_matrix():
    assert boxes(only(text("甲", 'CTM="2 0 0 2 1 0"'))) == [("甲", 11, 19.4, 21, 29.4)]


def test_strokes_and_thin_boxes_are_rules():
    assert rules(only(path("M 0 0 L 50 0"))) == [(10, 20, 60, 20)]
    assert rules(only(path("M 0 0 L 50 0 L 50 9 L 0 9 C"))) == [
        (10, 20, 60, 20),
        (60, 20, 60, 29),
        (10, 29, 60, 29),
        (10, 20, 10, 29),
    ]
    assert rules(only(path("M 0 0 L 50 0 L 50 0.4 L 0 0.4 C", 'Fill="true" Stroke="false"'))) == [(10, 20.2, 60, 20.2)]
    assert rules(only(path("M 0 0 L 50 30") + path("M 0 0 B 1 1 2 2 3 3 L 9 3"))) == []


def test_what_is_not_visible_is_not_read():
    assert (
        only(text("甲", 'Visible="false"') + f'<ofd:PageBlock Visible="false">{text("乙")}</ofd:PageBlock>').glyphs
        == []
    )


def test_templates_stand_behind_the_page():
    page = only(f'<ofd:Template TemplateID="9"/>|{text("甲")}', template=text("底"))
    assert [glyph.text for glyph in page.glyphs] == ["底", "甲"]


def test_pages_in_order_with_their_size_and_title():
    pages, title = read_pages(ofd(text("甲"), "<ofd:Area><ofd:PhysicalBox>0 0 10 20</ofd:PhysicalBox></ofd:Area>|"))
    assert ([page.number for page in pages], title) == ([1, 2], "题")
    assert [round(page.width / POINT) for page in pages] == [210, 10]


def test_pictures_are_told():
    page = only('<ofd:ImageObject Boundary="0 0 210 297"/>')
    assert page.images == [(0, 0, 210 * POINT, 297 * POINT)]


@pytest.mark.parametrize("broken", [ofd(), ofd(text("甲"), box="x"), Package(zipped({"OFD.xml": "<a/>"}))])
def test_documents_that_are_none(broken):
    with pytest.raises(Unreadable):
        read_pages(broken)


def test_hostile_numbers_are_no_crash():
    page = only(text("甲乙", delta='DeltaX="g 999999999 5"') + text("丙", boundary="nan 0 1 1") + path("M 1e999 0 L"))
    assert [glyph.text for glyph in page.glyphs] == ["甲", "乙"]
