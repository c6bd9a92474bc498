"""What an OFD page shows against what its objects say."""

import pytest

from tests.extractors.readers.test_ofd import ofd, only, path, text
from tests.generate.font_file import font_file
from tests.generate.render_sheet import zipped
from xxgk.extractors.readers.ofd import painted, painter, reader, resources
from xxgk.extractors.readers.ofd.page import read_pages
from xxgk.schema.document import Table, Unreadable

WHITE = '<ofd:FillColor Value="255 255 255"/>'
GREY = '<ofd:FillColor Value="240 240 240"/>'
BOX = "M 0 -9 L 90 -9 L 90 9 L 0 9 C"
FILLED = 'Fill="true" Stroke="false"'


def inked(paint, printed="7"):
    """A digit with some paint among its elements."""
    return text(printed).replace("><ofd:TextCode", f">{paint}<ofd:TextCode")


def clip(data):
    area = f'<ofd:Path Boundary="0 0 99 99"><ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:Path>'
    return f"<ofd:Clips><ofd:Clip><ofd:Area>{area}</ofd:Area></ofd:Clip></ofd:Clips>"


def by_glyph(printed, glyphs, font="1"):
    """Characters that are drawn by named glyphs of a font."""
    counts = f'CodePosition="0" CodeCount="{len(printed)}" GlyphCount="{len(glyphs.split())}"'
    told = f"<ofd:CGTransform {counts}><ofd:Glyphs>{glyphs}</ofd:Glyphs></ofd:CGTransform>"
    return text(printed, f'Font="{font}"').replace("><ofd:TextCode", f">{told}<ofd:TextCode")


def filled(paint, how=FILLED):
    return path(BOX, how).replace("><ofd:Abb", f">{paint}<ofd:Abb")


@pytest.mark.parametrize(
    ("objects", "shown"),
    [
        (text("7"), "7"),
        (inked(WHITE), ""),
        (inked(GREY), "\ufffd"),
        (inked(GREY, "甲"), "甲"),
        (inked('<ofd:FillColor Value="0 0 0" Alpha="0"/>'), ""),
        (inked('<ofd:FillColor Value="#AA 0 0"/>'), "7"),
        (inked('<ofd:FillColor Value="0 0 0 0"/>'), ""),
        (inked('<ofd:FillColor Index="3"/>'), "\ufffd"),
        (text("7", 'Alpha="2"'), ""),
        (text("7", 'Fill="false"'), ""),
        (text("7", 'Fill="false" Stroke="true"'), "7"),
        (text("7") + filled(WHITE), ""),
        (text("7") + filled(""), "\ufffd"),
        (text("7") + filled('<ofd:FillColor Value="128" Alpha="20"/>'), "7"),
        (filled('<ofd:FillColor Value="0 0 120"/>') + inked(WHITE), "7"),
        (filled(WHITE) + text("7"), "7"),
        (text("7") + '<ofd:ImageObject Boundary="0 0 90 90"/>', "\ufffd"),
        ('<ofd:ImageObject Boundary="0 0 90 90"/>' + text("7"), "7"),
        (text("7") + path("M 0 0 L 90 0", 'LineWidth="20"'), "\ufffd"),
        (inked(clip("M 0 0 L 9 0 L 9 9 L 0 9 C")), "7"),
        (inked(clip("M 50 50 L 60 50 L 60 60 C")), ""),
        (inked("<ofd:Clips><ofd:Clip><ofd:Area/></ofd:Clip></ofd:Clips>"), "\ufffd"),
        (text("7", 'CTM="-1 0 0 1 3 0"'), "\ufffd"),
        (text("7", boundary="10 20 5 1"), "7"),
        (text("7", 'CTM="1 0 0 1 40 0"', boundary="10 20 5 5"), "\ufffd"),
        (text("甲", 'CTM="1 0 0 1 40 0"', boundary="10 20 5 5"), "甲"),
        (by_glyph("17", "3 5") + by_glyph("8", "9"), "178"),
        (by_glyph("17", "3 3"), "\ufffd\ufffd"),
        (by_glyph("1", "3") + by_glyph("一", "3"), "\ufffd一"),
        (by_glyph("1", "3") + by_glyph("1", "4"), "\ufffd\ufffd"),
        (by_glyph("1", "3") + by_glyph("7", "3", font="2"), "17"),
        (by_glyph("1", "3 4"), "\ufffd"),
        (text("7", 'CTM="0.01 0 0 0.01 0 0"'), "\ufffd"),
    ],
)
def test_characters_are_what_is_seen_or_without_a_code(objects, shown):
    assert "".join(glyph.text for glyph in only(objects).glyphs) == shown


def figure(*objects):
    """The text of a cell of a ruled table in which objects stand, and why it is not read."""
    rules = "".join(f"M 0 {y} L 100 {y} " for y in (0, 10, 20)) + "".join(f"M {x} 0 L {x} 20 " for x in (0, 50, 100))
    names = text("许可", boundary="12 22 9 9") + text("处罚", boundary="12 32 9 9") + text("5", boundary="70 32 9 9")
    page = path(rules) + names + "".join(objects)
    (table,) = (block for block in reader.read(_data(page)).blocks if isinstance(block, Table))
    assert table.rows[1][1].text == "5"
    return table.rows[0][1].text, table.rows[0][1].unreadable


def _data(page):
    package = ofd(page)
    return zipped({name: package.part(name).decode() for name in package.names()})


SEVEN = text("7", boundary="70 22 9 9")


@pytest.mark.parametrize(
    ("objects", "cell"),
    [
        ((SEVEN,), ("7", "")),
        ((SEVEN, path("M 55 3 B 60 1 61 5 56 8")), ("7", "unread print")),
        ((path("M 60 2 L 60 7"),), ("", "unread print")),
        ((path("M 60 2 L 64 2 L 64 7 L 60 7 C", FILLED),), ("", "unread print")),
        ((SEVEN, path("M 58 4 L 66 4")), ("\ufffd", "characters without a known code")),
        ((SEVEN, path("M 58 1 L 66 8")), ("\ufffd", "characters without a known code")),
        ((SEVEN, path("M 58 7 L 66 7")), ("7", "")),
        ((SEVEN, text("8", boundary="71 22 9 9")), ("78", "print over print")),
        ((path("M 51 1 L 99 1 L 99 9 L 51 9 C", FILLED).replace("><ofd:Abb", f">{GREY}<ofd:Abb"), SEVEN), ("7", "")),
    ],
)
def test_a_cell_is_what_is_drawn_in_it(objects, cell):
    assert figure(*objects) == cell


def test_units_and_notes_are_painted():
    note = f'<ofd:Annot><ofd:Appearance Boundary="0 0 9 9">{text("9")}</ofd:Appearance></ofd:Annot>'
    package = ofd('<ofd:CompositeObject Boundary="0 0 9 9" ResourceID="5"/>' + text("1", 'DrawParam="6"'))
    parts = {name: package.part(name).decode() for name in package.names()}
    main = parts["Doc_0/Document.xml"].replace("</ofd:CommonData>", "<ofd:PublicRes>R</ofd:PublicRes></ofd:CommonData>")
    parts["Doc_0/Document.xml"] = main.replace("</ofd:Document>", "<ofd:Annotations>N</ofd:Annotations></ofd:Document>")
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    unit = f'<ofd:CompositeGraphicUnit ID="5"><ofd:Content>{text("8")}</ofd:Content></ofd:CompositeGraphicUnit>'
    loop = '<ofd:DrawParam ID="6" Relative="7"/><ofd:DrawParam ID="7" Relative="6"/>'
    parts["Doc_0/R"] = f"<ofd:Res {space}>{unit}{loop}</ofd:Res>"
    parts["Doc_0/N"] = f'<ofd:Notes {space}><ofd:Page PageID="0"><ofd:FileLoc>P</ofd:FileLoc></ofd:Page></ofd:Notes>'
    unseen = note.replace("<ofd:Annot>", '<ofd:Annot Visible="false">')
    parts["Doc_0/P"] = f"<ofd:PageAnnot {space}>{note}{unseen}</ofd:PageAnnot>"
    ((page,), _) = read_pages(type(package)(zipped(parts)))
    assert [glyph.text for glyph in page.glyphs] == ["8", "1", "9"]


@pytest.mark.parametrize(
    ("drawn", "shown"), [({}, "17"), ({"1": "7", "7": "1"}, "\ufffd\ufffd"), ({"7": "2"}, "1\ufffd")]
)
def test_a_font_of_the_document_draws_what_it_tells(drawn, shown):
    assert with_font(drawn) == shown + "甲"


@pytest.mark.parametrize("limit", ["LARGEST", "MOST_FONTS"])
def test_fonts_beyond_the_limits_tell_nothing(monkeypatch, limit):
    monkeypatch.setattr(resources, limit, 0)
    assert with_font({"1": "7"}) == "17甲"


def with_font(drawn):
    """The characters of a page in a font that the document brings along."""
    package = ofd(text("17", 'Font="3"') + text("甲", 'Font="3"', boundary="60 20 9 9"))
    parts = {name: package.part(name).decode() for name in package.names()}
    main = parts["Doc_0/Document.xml"].replace("</ofd:CommonData>", "<ofd:PublicRes>R</ofd:PublicRes></ofd:CommonData>")
    font = '<ofd:Font ID="3" FontName="a"><ofd:FontFile>a.ttf</ofd:FontFile></ofd:Font>'
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    parts |= {"Doc_0/Document.xml": main, "Doc_0/R": f'<ofd:Res {space} BaseLoc="Res">{font}</ofd:Res>'}
    ((page,), _) = read_pages(type(package)(zipped(parts | {"Doc_0/Res/a.ttf": font_file(drawn)})))
    return "".join(glyph.text for glyph in page.glyphs)


def test_seals_lie_over_what_they_meet():
    package = ofd(text("1") + text("2", boundary="100 20 50 5"))
    parts = {name: package.part(name).decode() for name in package.names()}
    named = "<ofd:Signatures>/S/Signatures.xml</ofd:Signatures></ofd:DocBody>"
    parts["OFD.xml"] = parts["OFD.xml"].replace("</ofd:DocBody>", named)
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    parts["S/Signatures.xml"] = f'<ofd:Signatures {space}><ofd:Signature ID="1" BaseLoc="1.xml"/></ofd:Signatures>'
    stamp = '<ofd:SignedInfo><ofd:StampAnnot ID="1" PageRef="0" Boundary="5 15 40 40"/></ofd:SignedInfo>'
    parts["S/1.xml"] = f"<ofd:Signature {space}>{stamp}</ofd:Signature>"
    ((page,), _) = read_pages(type(package)(zipped(parts)))
    assert [glyph.text for glyph in page.glyphs] == ["\ufffd", "2"]
    assert len(page.images) == 1


def test_what_is_painted_is_bounded(monkeypatch):
    monkeypatch.setattr(painter, "MOST_OBJECTS", 2)
    with pytest.raises(Unreadable, match="objects"):
        only(text("1") * 3)
    monkeypatch.setattr(painted, "MOST_AREAS", 1)
    with pytest.raises(Unreadable, match="painted areas"):
        only(filled(GREY) * 2)
