"""What a page of a PDF shows against what its text says: each trick drawn into one cell of a small table."""

from io import BytesIO

import pypdfium2 as pdfium
import pytest

from tests.generate.pdf_file import HEIGHT, Page, write
from tests.generate.tricks import in_pdf
from tests.test_visible import outcomes
from xxgk.extractors.readers.paper import scans as ocr_extra
from xxgk.extractors.readers.pdf.reader import read
from xxgk.schema.document import Table, Unreadable


def raising(error):
    def fail():
        raise error

    return fail


X, Y = 204, 114  # where the figure of the second cell begins, from the top left


def digits(text, x=X, y=Y, size=9):
    return f"BT /F1 {size} Tf {x} {HEIGHT - y} Td <{text.encode('utf-16-be').hex()}> Tj ET"


def box(x, y, width, height, paint="f"):
    return f"{x} {HEIGHT - y - height} {width} {height} re {paint}"


def cell(*operators, before=()):
    """The text of the cell that these operators print into, and why it is not read."""
    page = Page(list(before))
    for y in (100, 120, 140):
        page.stroke(100, y, 300, y)
    for x in (100, 200, 300):
        page.stroke(x, 100, x, 140)
    page.text(104, 114, 9, "行政许可")
    page.text(104, 134, 9, "行政处罚")
    page.text(204, 134, 9, "5")
    page.operators += operators
    (table,) = (block for block in read(write([page])).blocks if isinstance(block, Table))
    assert table.rows[1][1].text == "5"
    return table.rows[0][1].text, table.rows[0][1].unreadable


NO_CODE, UNREAD = "characters without a known code", "unread print"


def across(above):
    """A line so far above the base line of a figure."""
    return f"0.5 w {X - 1} {HEIGHT - Y + above} m {X + 11} {HEIGHT - Y + above} l S"


TRICKS = {
    "nothing": ((digits("37"),), "37", ""),
    "a white digit": ((digits("37"), f"1 g {digits('8', X + 9)}"), "37", ""),
    "a digit of the colour of its ground": (
        (f"0.8 g {box(201, 101, 98, 18)}", digits("8"), f"0 g {digits('37', X + 9)}"),
        "37",
        "",
    ),
    "a pale digit": ((digits("3"), f"0.92 g {digits('7', X + 4.5)}"), "37", "pale print"),
    "a grey digit": ((digits("3"), f"0.5 g {digits('7', X + 4.5)}"), "37", ""),
    "a white digit on a dark ground": ((f"0.2 g {box(201, 101, 98, 18)}", f"1 g {digits('37')}"), "37", ""),
    "an old digit under a white box": ((digits("30"), f"1 g {box(X - 1, 104, 12, 13)}", f"0 g {digits('7')}"), "7", ""),
    "a digit outside of its clip": ((digits("37"), f"q {box(10, 10, 5, 5, 'W n')} {digits('8', X + 9)} Q"), "37", ""),
    "a pale stroke over all of it": (
        (
            digits("37"),
            f"q 0.9 G 18 w 198 {HEIGHT - 110} m 230 {HEIGHT - 109} 270 {HEIGHT - 111} 302 {HEIGHT - 110} c S Q",
        ),
        "",
        "unread print",
    ),
    "all but a corner of it covered": (
        (
            digits("37"),
            f"q 1 G 12 w {X + 4.6} {HEIGHT - 111} m",
            f"{X + 6} {HEIGHT - 110} {X + 7} {HEIGHT - 112} {X + 10} {HEIGHT - 111} c S Q",
        ),
        "37",
        "print that something covers",
    ),
    "a digit as narrow as a hair": ((digits("3"), digits("1", X + 5.1).replace("Td", "Td 10 Tz")), "31", "tiny print"),
    "much that is clipped to nothing": (
        (digits("37"), f"q {box(10, 10, 5, 5, 'W n')} 1 g {box(0, 0, 600, 840)} Q"),
        "37",
        "",
    ),
    "a white digit beside something pale": (
        (
            f"{digits('3')} 1 g {digits('7', X + 4.5)} q 0.9 G 4 w",
            f"{X + 30} {HEIGHT - 112} m {X + 40} {HEIGHT - 108} {X + 50} {HEIGHT - 114} {X + 60} {HEIGHT - 110} c S Q",
        ),
        "3",
        "unread print",
    ),
    "a shaded box below the print": ((f"0.9 g {box(201, 101, 98, 18)}", f"0 g {digits('37')}"), "37", ""),
    "a raised mark of a note": ((digits("37"), digits("1", X + 9, Y - 3, 6)), "37〔1〕", ""),
    "a lowered mark of a note": ((digits("37"), digits("12", X + 9, Y + 2, 6)), "37〔12〕", ""),
    "a dark stroke over it": (
        (
            digits("37"),
            f"9 w {X - 2} {HEIGHT - 111} m {X} {HEIGHT - 110} {X + 9} {HEIGHT - 112} {X + 11} {HEIGHT - 111} c S",
        ),
        "37",
        "print that something covers",
    ),
    "its upper half cut off": ((f"q {box(X, Y - 2, 9, 4, 'W n')} {digits('37')} Q",), "\ufffd\ufffd", NO_CODE),
    "its lower half cut off": ((f"q {box(X, Y - 9, 9, 6, 'W n')} {digits('37')} Q",), "\ufffd\ufffd", NO_CODE),
    "its upper half covered": ((digits("37"), f"1 g {box(X, Y - 9, 9, 4)}"), "\ufffd\ufffd", NO_CODE),
    "its upper third covered by a stroke": (
        (digits("37"), f"q 1 G 3 w {X - 1} {HEIGHT - Y + 5.2} m {X + 11} {HEIGHT - Y + 5.2} l S Q"),
        "\ufffd\ufffd",
        NO_CODE,
    ),
    "its upper third covered by a thin bar": ((digits("37"), f"1 g {box(X, Y - 7, 9, 2.6)}"), "\ufffd\ufffd", NO_CODE),
    "a stroke seen through": (
        (digits("37"), f"q 1 1 0.5 RG 3 w {X - 1} {HEIGHT - Y - 3} m {X + 11} {HEIGHT - Y - 3} l S Q"),
        "37",
        "",
    ),
    "a point drawn in it": ((digits("37"), box(X + 4, Y - 1, 1, 1)), "3\ufffd7", NO_CODE),
    "a point drawn behind it": (
        (digits("37"), f"1 w {X + 10} {HEIGHT - Y + 0.5} m {X + 11} {HEIGHT - Y + 0.5} l S"),
        "37\ufffd",
        NO_CODE,
    ),
    "a white point": ((digits("37"), f"1 g {box(X + 4, Y - 1, 1, 1)} 0 g"), "37", ""),
    "a point elsewhere in its cell": ((digits("37"), box(X + 60, Y - 1, 1, 1)), "37", UNREAD),
    "a dotted line under it": (
        (digits("37"), *(box(X + 2 * n, Y + 1.3, 0.7, 0.7) for n in range(6))),
        "37",
        "",
    ),
    "its edge covered": ((digits("37"), f"1 g {box(X, Y - 9, 9, 2)}"), "37", ""),
    "a stroke before it": (
        (digits("37", X + 20), f"0.8 w {X + 14} {HEIGHT - Y + 3} m {X + 20.5} {HEIGHT - Y + 3} l S"),
        "37",
        UNREAD,
    ),
    "a thin stroke before it": (
        (digits("37", X + 20), f"0.3 w {X + 14} {HEIGHT - Y + 3} m {X + 20.5} {HEIGHT - Y + 3} l S"),
        "37",
        UNREAD,
    ),
    "a smaller digit before it": ((digits("1", X - 4, Y, 7), digits("37")), "\ufffd37", NO_CODE),
    "a smaller digit behind it": ((digits("37"), digits("1", X + 9, Y, 7)), "37\ufffd", NO_CODE),
    "a drawn digit": (
        (digits("3"), f"1 w {X + 8} {HEIGHT - Y} m {X + 8} {HEIGHT - Y + 7} l S"),
        "3",
        "unread print",
    ),
    "nothing but a drawn digit": ((f"{box(X, 106, 1, 7)} {box(X, 112, 4, 1)}",), "", "unread print"),
    "a struck figure": ((digits("37"), across(3)), "37", "struck out"),
    "an underlined figure": ((digits("37"), across(-2)), "37", ""),
    "a rule that is drawn again, a little below": (
        (digits("37"), f"2 w 200 {HEIGHT - 103} m 300 {HEIGHT - 103} l S"),
        "37",
        "",
    ),
    "a figure drawn twice": ((digits("37"), digits("37", X + 0.3)), "37", ""),
}


@pytest.mark.parametrize("name", TRICKS)
def test_a_cell_is_what_is_seen_or_not_read(name):
    operators, text, why = TRICKS[name]
    assert cell(*operators) == (text, why)


@pytest.mark.parametrize(
    ("state", "colour", "shown"),
    [
        ("/ca 1", "0 g", "共1\ufffd件"),
        ("/ca 0.9", "0 g", "共1\ufffd件"),
        ("/BM /Multiply", "0 g", "共1\ufffd件"),
        ("/BM /Multiply", "1 1 0.4 rg", "共12件"),
        ("/ca 0.3", "0.5 g", "共12件"),
    ],
)
def test_digits_that_are_shaded_are_not_known(state, colour, shown):
    page = Page([digits("共12件", size=10), f"q /s gs {colour} {box(X + 15.2, Y - 9, 4.8, 12)} Q"])
    file = write([page]).replace(b"/F1 3 0 R >>", b"/F1 3 0 R >> /ExtGState << /s << %s >> >>" % state.encode())
    assert [block.text for block in read(file).blocks] == [shown]


def test_a_pale_watermark_over_a_table_costs_nothing():
    mark = f"q 0.94 g 0.7 0.7 -0.7 0.7 {X - 40} {HEIGHT - Y - 60} cm BT /F1 60 Tf 0 0 Td <83494e2d> Tj ET Q 0 g"
    assert cell(digits("37"), before=(mark,)) == ("37", "")


def test_a_text_under_a_picture_of_the_page_is_that_of_a_scan(monkeypatch):
    monkeypatch.setattr(ocr_extra, "scan", raising(Unreadable("a scan")))
    page = pdfium.PdfDocument(write([Page([digits("正文在图片下面" * 5, 50, 50)])]))
    picture = pdfium.PdfImage.new(page)
    picture.set_bitmap(pdfium.PdfBitmap.new_native(8, 8, pdfium.raw.FPDFBitmap_BGR))
    picture.set_matrix(pdfium.PdfMatrix().scale(595, 842))
    shown = page[0]
    shown.insert_obj(picture)
    shown.gen_content()
    made = BytesIO()
    page.save(made)
    with pytest.raises(Unreadable, match="a scan"):
        read(made.getvalue())


@pytest.mark.parametrize("name", ["black rect then black text", "square annot no AP", "line annot no AP", "tz 10"])
def test_what_a_dark_area_or_an_undrawn_note_swallows_is_not_read(name):
    (trick,) = (one for one in in_pdf.TRICKS if one.name == name)
    found = [one for seed in range(2) for one in outcomes(in_pdf, [trick], seed)]
    assert not [one for one in found if one[0] in ("wrong", "lost")]


@pytest.mark.parametrize(
    "name", ["field without appearance", "stamp without appearance", "highlighted", "empty field over it"]
)
def test_what_programs_draw_in_their_own_way_is_not_read(name):
    (one,) = (one for one in (*in_pdf.TRICKS, *in_pdf.DECORATION) if one.name == name)
    is_harmless = one in in_pdf.DECORATION
    found = {how for how, _, trick, _ in outcomes(in_pdf, [one], 3, true=is_harmless) if trick}
    assert found == {"exact" if is_harmless else "refused"}
