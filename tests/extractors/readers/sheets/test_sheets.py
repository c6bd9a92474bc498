import io
import struct
import zipfile

import pytest
import xlsxwriter

from tests.generate.render_sheet import MAIN, OFFICE, PACKAGE, workbook, zipped
from xxgk.extractors.readers.package import Package
from xxgk.extractors.readers.sheets.guard import USUAL, Blind, _examine_records, _refuse_dimensions, _Sheet
from xxgk.extractors.readers.sheets.layout import address
from xxgk.extractors.readers.sheets.looks import Look
from xxgk.extractors.readers.sheets.looks_97 import looks_of
from xxgk.extractors.readers.sheets.reader import read
from xxgk.schema.document import Paragraph, Table, Unreadable


def sheet(*rows, merges=()):
    """A sheet of rows, each a list of inner XML (or None) of the cells from A on."""
    lines = []
    for number, row in enumerate(rows, 1):
        cells = "".join(
            f'<c r="{address(number - 1, column)}" {xml}</c>' for column, xml in enumerate(row) if xml is not None
        )
        lines.append(f'<row r="{number}">{cells}</row>')
    merged = "".join(f'<mergeCell ref="{ref}"/>' for ref in merges)
    return f"<sheetData>{''.join(lines)}</sheetData>" + (f"<mergeCells>{merged}</mergeCells>" if merges else "")


def n(value):
    return f"><v>{value}</v>"


def t(text):
    return f't="inlineStr"><is><t>{text}</t></is>'


def blocks(*rows, merges=()):
    return read(workbook({"a": sheet(*rows, merges=merges)}), "xlsx").blocks


def with_styles(data, styles):
    """A workbook with a style sheet."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name).decode() for name in package.namelist()}
    related = "xl/_rels/workbook.xml.rels"
    own = f'<Relationship Id="s" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>'
    return zipped(parts | {"xl/styles.xml": styles, related: parts[related].replace("</Relationships>", own)})


def test_sheets_that_are_named_after_different_things_give_their_tables_their_names():
    one = sheet([t("行政许可"), n(3)])
    assert [table.sheet for table in read(workbook({"样表": one, "a": one}), "xlsx").blocks] == ["样表", "a"]
    assert [table.sheet for table in read(workbook({"2022": one, "2023年": one}), "xlsx").blocks] == ["2022", "2023年"]
    assert [table.sheet for table in read(workbook({"2022表一": one, "2022表二": one}), "xlsx").blocks] == ["", ""]


def table(*rows, merges=()):
    (found,) = blocks(*rows, merges=merges)
    return found


def texts(found):
    return [[cell.text for cell in row] for row in found.rows]


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("23", "23"),
        ("23.0", "23"),
        ("1.47", "1.47"),
        ("1.4700000000000002", "1.47"),
        ("0.00001", "0.00001"),
        ("-1", "-1"),
    ],
)
def test_numbers_are_printed_without_artefacts(stored, shown):
    assert texts(table([t("甲"), n(stored)])) == [["甲", shown]]


def test_addresses_are_locators():
    found = blocks([None, None], [t("标题")], [None, t("甲"), n(1)], [None, t("乙"), n(2)])
    assert [block.locator for block in found] == ["xlsx:s1/A2", "xlsx:s1/B3:C4"]
    assert found[1].rows[1][1].locator == "xlsx:s1/C4"
    assert (found[1].width, found[1].rows[1][1].column) == (2, 1)


def test_merged_cells_are_spans_and_their_rest_is_no_cell():
    found = table([t("甲"), None, t("乙")], [t("丙"), n(1), None], [t("丁"), n(2), t("戊")], merges=["A1:B1", "C1:C2"])
    assert [cell[2:5] for cell in found.rows[0]] == [(0, 2, 1), (2, 1, 2)]
    assert texts(found) == [["甲", "乙"], ["丙", "1"], ["丁", "2", "戊"]]


def test_blank_cells_stay_and_blank_sides_go():
    found = table([None, t("甲"), None, n(0), None], [], [None, t("乙"), n(1), n(2), None], [None, t("丙")])
    assert texts(found) == [["甲", "", "0"], ["乙", "1", "2"], ["丙", "", ""]]


def test_titles_and_running_text_part_tables():
    head = [t("某局2023年年报")], [t("甲"), n(1)], [t("二、主动公开政府信息情况")]
    found = blocks(*head, [t("组")], [t("乙"), n(2)], [t("完")], merges=["A6:B6"])
    assert [type(block) for block in found] == [Paragraph, Table, Paragraph, Table, Paragraph]
    assert texts(found[3]) == [["组", ""], ["乙", "2"]]


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ('t="e"><v>#DIV/0!</v>', "error"),
        ("><f>A1+1</f>", "formula without a value"),
        ("><f>A1+1</f><v/>", "formula without a value"),
        ('t="e"><v>#OF ITS OWN</v>', "error"),
        ("><v>1e400</v>", "no number of 15 digits"),
        ("><v>NaN</v>", "no number of 15 digits"),
        ("><v>1e15</v>", "no number of 15 digits"),
        ("><v>1_000</v>", "no number of 15 digits"),
        ('t="s"><v>-1</v>', "a text that is not in the workbook"),
        ('t="s"><v>99999999999999999999</v>', "a text that is not in the workbook"),
        ('t="b"><v>7</v>', "a value of unknown kind"),
        ('t="of its own"><v>7</v>', "a value of unknown kind"),
        ('t="inlineStr"><v>7</v>', "a value of unknown kind"),
        ('t="str"><f>A1</f>', "formula without a value"),
    ],
)
def test_what_the_workbook_does_not_tell_is_no_blank(cell, why):
    row = table([t("甲"), cell, n(2)]).rows[0]
    assert [cell.unreadable for cell in row] == ["", why, ""]
    assert (row[0].text, row[2].text) == ("甲", "2")


def test_a_text_by_a_number_that_is_none_is_not_the_first_one():
    package = io.BytesIO(workbook({"a": sheet(['t="s"><v>0</v>', 't="s"><v>-1</v>', n(2)])}))
    with zipfile.ZipFile(package, "a") as parts:
        space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        parts.writestr("xl/sharedStrings.xml", f'<sst xmlns="{space}"><si><t>甲</t></si></sst>')
    row = read(package.getvalue(), "xlsx").blocks[0].rows[0]
    assert [(cell.text, cell.unreadable) for cell in row][0::2] == [("甲", ""), ("2", "")]
    assert row[1].unreadable == "a text that is not in the workbook"


def test_a_time_beyond_counting_costs_its_row_and_no_other():
    styles = '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="46"/></cellXfs>'
    rows = sheet([t("甲"), n(1)], [t("乙"), 's="1"><v>1e10</v>'], [t("丙"), n(3)])
    (found,) = read(workbook({"a": rows}, styles=styles), "xlsx").blocks
    assert texts(found) == [["甲", "1"], ["", ""], ["丙", "3"]]
    assert [cell.unreadable for cell in found.rows[1]] == ["date", "date"]


FORMULAS = [t("甲"), "><f>1+1</f><v>2</v>", n(3), 't="str"><f>B1</f><v>乙</v>']


def test_the_stored_value_of_a_formula_is_read():
    assert texts(table(FORMULAS)) == [["甲", "2", "3", "乙"]]


def test_a_formula_that_is_calculated_anew_is_no_figure():
    """As of templates that a program filled in: the values kept in it are of the template."""
    (found,) = read(workbook({"a": sheet(FORMULAS)}, settings='<calcPr fullCalcOnLoad="1"/>'), "xlsx").blocks
    why = "a formula that is calculated anew when the workbook is opened"
    assert [cell.unreadable for cell in found.rows[0]] == ["", why, "", ""]


def test_what_is_hidden_is_not_read_and_told():
    rows = sheet([t("甲"), n(1), n(5)], [t("乙"), n(2), n(6)], [t("丙"), n(3), n(7)])
    veiled = rows.replace('<row r="2"', '<row r="2" hidden="1"')
    veiled = veiled.replace("<sheetData>", '<cols><col min="2" max="2" hidden="1"/></cols><sheetData>')
    content = read(workbook({"a": rows, "b": veiled}, hidden=("a",)), "xlsx")
    (found,) = content.blocks
    assert texts(found) == [["甲", "5"], ["丙", "7"]]
    assert found.rows[1][1].locator == "xlsx:s2/C3"
    assert [rule for rule, _ in content.remarks] == ["SHEET_HIDDEN", "SHEET_HIDDEN"]


def unreadable(data, kind="xlsx"):
    with pytest.raises(Unreadable) as raised:
        read(data, kind)
    (line,) = str(raised.value).splitlines()
    return line


def test_two_cells_far_apart_do_not_take_all_memory():
    rows = f'<row r="1"><c r="A1" {n(1)}</c></row><row r="1048576"><c r="XFD1048576" {n(2)}</c></row>'
    assert "17,179,869,184 cells" in unreadable(workbook({"a": f"<sheetData>{rows}</sheetData>"}))


def test_a_cell_at_a_place_that_no_sheet_has_does_not_take_all_memory():
    rows = f'<row r="4"><c r="A4" {n(1)}</c><c r="AAAAAAAAA4" {n(2)}</c></row>'
    assert "AAAAAAAAA4" in unreadable(workbook({"a": f"<sheetData>{rows}</sheetData>"}))


def test_merges_beyond_the_sheet_are_cut():
    found = table([t("甲"), n(1)], [t("盖住"), n(2)], merges=["A1:A1048576", "B1:XFD1"])
    assert [cell[2:5] for cell in found.rows[0]] == [(0, 1, 2), (1, 1, 1)]
    assert texts(found) == [["甲", "1"], ["2"]]


def test_heaps_of_merges_end_at_once():
    rows = [[t("甲")] * 100] * 300
    assert "lie over each other" in unreadable(workbook({"a": sheet(*rows, merges=["B2:CV300", *["A1:CV300"] * 5000])}))


def test_truncated_and_damaged_workbooks_are_read_or_unreadable():
    data = workbook({"a": sheet(*[[t("甲"), n(1)]] * 30)})
    for cut in range(20):
        assert unreadable(data[: len(data) * cut // 20])
    for place in range(0, len(data), 40):
        damaged = bytearray(data)
        damaged[place] ^= 0x5A
        try:
            read(bytes(damaged), "xlsx")
        except Unreadable:
            continue


def test_a_record_stream_that_lies_is_no_crash():
    assert "compound" in unreadable(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + struct.pack("<500H", *range(500)), "xls")


def looks(*rows):
    """A workbook of another program's making: labels, and what is written beside each."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        page = book.add_worksheet()
        for row, (label, write) in enumerate(rows):
            page.write(row, 0, label)
            write(book, page, row)
    (found,) = read(made.getvalue(), "xlsx").blocks
    return [(row[1].text, row[1].unreadable) for row in found.rows]


def number_as(**look):
    return lambda book, page, row: page.write(row, 1, 5, book.add_format(look))


def pieces(**look):
    return lambda book, page, row: page.write_rich_string(row, 1, book.add_format(), "12", book.add_format(look), "1")


def test_what_cannot_be_seen_is_marked_and_a_raised_piece_is_a_note():
    told = [
        ("白头", number_as(font_color="white", bg_color="#336699")),
        ("白", number_as(font_color="white")),
        ("删", number_as(font_strikeout=True)),
        ("注", pieces(font_script=1)),
        ("删一字", pieces(font_strikeout=True)),
        ("白一字", pieces(font_color="white")),
        ("万", number_as(num_format='0"万"')),
        ("图", number_as(font_name="Wingdings")),
        ("图一字", pieces(font_name="Webdings")),
    ]
    assert looks(*told) == [
        ("5", ""),
        ("5", "white print"),
        ("5", "struck out"),
        ("12〔1〕", ""),
        ("121", "struck out"),
        ("121", "white print"),
        ("5万", ""),
        ("5", "print of a font of pictures"),
        ("121", "print of a font of pictures"),
    ]


def test_the_older_format_has_looks_too():
    font, struck, white = (
        struct.pack("<HHHH2x", 220, flags, colour, 400) for flags, colour in ((0, 8), (8, 8), (0, 9))
    )
    scaled = struct.pack("<HHB", 164, 2, 0) + b"0,"
    cells = [struct.pack("<HH16x", number, code) for number, code in ((0, 164), (1, 0), (2, 0))]
    records = [*((0x0031, one) for one in (font, struck, white)), (0x041E, scaled), *((0x00E0, one) for one in cells)]
    assert looks_of(records).looks == [Look("0,", ""), Look("", "struck out"), Look("", "white print")]


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (struct.pack("<4H2x", 25, 5, 0, 9), "ends before it begins"),
        (struct.pack("<2I2H2x", 0, 30, 9, 3), "ends before it begins"),
        (struct.pack("<2I2H2x", 0, 1_000_000, 0, 200), "200,000,000 cells"),
    ],
)
def test_what_an_older_sheet_says_of_its_size_takes_no_memory(body, why):
    with pytest.raises(Unreadable, match=why):
        _refuse_dimensions(body)


def test_an_older_sheet_of_nothing_is_none_that_ends_before_it_begins():
    _refuse_dimensions(struct.pack("<4H2x", 0, 0, 0, 0))


def test_a_zero_that_its_sheet_does_not_show_is_not_read():
    inner = '<sheetViews><sheetView showZeros="0"/></sheetViews>' + sheet(
        [n(0), n(7), t("0")], [t("甲"), t("乙"), t("丙")]
    )
    (found,) = read(workbook({"a": inner}), "xlsx").blocks
    assert [cell.unreadable for cell in found.rows[0]] == ["a zero that its sheet does not show", "", ""]


def drawn(ends, inside="", tag="twoCellAnchor"):
    """A sheet of figures with a drawing over it, and why its cells are not read."""
    cells = [[n(1), n(2), None, t("甲")], [n(3), n(4), n(5), t("乙")], [t("丙"), n(7), n(8), t("丁")]]
    book = Package(workbook({"a": sheet(*cells) + '<drawing r:id="d" xmlns:r="x"/>'}))
    parts = {name: book.part(name) for name in book.names()}
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = (
        f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="d" Type="{OFFICE}/drawing" Target="../drawings/d.xml"/></Relationships>'
    )
    parts["xl/drawings/d.xml"] = f'<d xmlns="y"><{tag}>{ends}{inside}</{tag}></d>'
    (found,) = read(zipped(parts), "xlsx").blocks
    return [[(cell.text, bool(cell.unreadable)) for cell in row] for row in found.rows]


FROM = "<from><col>1</col><row>0</row></from>"


def test_a_figure_under_a_drawing_is_not_read():
    to = "<to><col>3</col><colOff>9</colOff><row>1</row><rowOff>0</rowOff></to>"
    first, second, _ = drawn(FROM + to)
    assert [text for text, unread in first if unread] == ["2"]
    assert not any(unread for _, unread in second)
    first, _, _ = drawn(FROM + to, "<t>12</t>")
    assert [text for text, unread in first if unread] == ["2", ""]
    _, second, third = drawn(FROM + '<ext cx="10" cy="200000"/>', tag="oneCellAnchor")
    assert [text for text, unread in (*second, *third) if unread] == ["4"]
    first, _, _ = drawn(FROM + to, "<pic/>")
    assert [text for text, unread in first if unread] == ["2", ""]
    assert not any(unread for row in drawn(FROM + to, '<cNvPr hidden="1"/>') for _, unread in row)


VML = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel"'
AT = "<x:Anchor>1, 0, 0, 0, 3, 9, 1, 0</x:Anchor>"


def controlled(*shapes):
    """A sheet of figures with shapes of the older kind over it: the texts of its first row that are not read."""
    cells = [[n(1), n(2), None, t("甲")], [n(3), n(4), n(5), t("乙")], [t("丙"), n(7), n(8), t("丁")]]
    book = Package(workbook({"a": sheet(*cells) + '<legacyDrawing r:id="d" xmlns:r="x"/>'}))
    parts = {name: book.part(name) for name in book.names()}
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = (
        f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="d" Type="{OFFICE}/vmlDrawing" Target="../drawings/d.vml"/></Relationships>'
    )
    parts["xl/drawings/d.vml"] = f"<xml {VML}>{''.join(shapes)}</xml>"
    (found,) = read(zipped(parts), "xlsx").blocks
    assert not any(cell.unreadable for row in found.rows[1:] for cell in row) or "Anchor" not in "".join(shapes)
    return [cell.text for cell in found.rows[0] if cell.unreadable]


@pytest.mark.parametrize(
    ("shape", "unread"),
    [
        (f'<v:shape><x:ClientData ObjectType="Button">{AT}</x:ClientData></v:shape>', ["2"]),
        (f'<v:shape><x:ClientData ObjectType="Drop">{AT}</x:ClientData></v:shape>', ["2", ""]),
        (
            f'<v:rect><v:textbox>1<br></v:textbox><x:ClientData ObjectType="Rect">{AT}</x:ClientData></v:rect>',
            ["2", ""],
        ),
        (f'<v:shape><x:ClientData ObjectType="Note">{AT}<x:Visible/></x:ClientData></v:shape>', ["2"]),
        (f'<v:shape><x:ClientData ObjectType="Note">{AT}</x:ClientData></v:shape>', []),
        (f'<v:shape><x:ClientData ObjectType="GBox">{AT}</x:ClientData></v:shape>', []),
        (f'<v:shape style="visibility: hidden"><x:ClientData ObjectType="Button">{AT}</x:ClientData></v:shape>', []),
        ('<v:shape><x:ClientData ObjectType="Button"/></v:shape>', ["1", "2"]),
        ("<v:shape/>", []),
    ],
)
def test_controls_and_notes_lie_over_figures(shape, unread):
    assert controlled(shape) == unread


def test_a_figure_that_a_line_crosses_is_not_read_and_a_head_is():
    looks = (
        f'<styleSheet xmlns="{MAIN}"><borders><border/><border diagonalDown="1"><diagonal style="thin"/></border>'
        '<border diagonalDown="1"><diagonal/></border></borders>'
        '<cellXfs><xf/><xf borderId="1"/><xf borderId="2"/></cellXfs></styleSheet>'
    )
    cells = '<c r="A1" s="1" t="str"><v>项目</v></c><c r="B1" s="1"><v>2</v></c><c r="C1" s="2"><v>3</v></c>'
    rows = f'<sheetData><row r="1">{cells}</row><row r="2"><c r="A2"><v>4</v></c></row></sheetData>'
    book = Package(workbook({"a": rows}))
    parts = {name: book.part(name) for name in book.names()} | {"xl/styles.xml": looks}
    (found,) = read(zipped(parts), "xlsx").blocks
    crossed = "a line from corner to corner of its cell"
    assert [(cell.text, cell.unreadable) for cell in found.rows[0]] == [("项目", ""), ("2", crossed), ("3", "")]


def test_many_drawings_lie_over_all_of_a_sheet():
    anchor = FROM + "</twoCellAnchor><twoCellAnchor>"
    assert all(unread for row in drawn(anchor * 51 + FROM) for text, unread in row if text.isdigit())


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ('<x14:iconSet showValue="0"/>', "print that a condition changes"),
        ("<x14:iconSet/>", ""),
        ('<x14:dxf><font><color rgb="FFFFFFFF"/></font></x14:dxf>', "print that a condition changes"),
        ('<x14:dxf><numFmt numFmtId="3" formatCode="0"/></x14:dxf>', "print that a condition changes"),
        ('<x14:dxf><font><color rgb="FFC00000"/></font></x14:dxf>', ""),
    ],
)
def test_conditions_of_later_programs_may_hide_print(rule, why):
    cells = "".join(f'<c r="{letter}1"><v>{number}</v></c>' for number, letter in enumerate("AB"))
    condition = f"<x14:cfRule>{rule}</x14:cfRule><xm:sqref>B1:C2</xm:sqref>"
    later = (
        '<extLst xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" '
        'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
        f"<ext><x14:conditionalFormatting>{condition}</x14:conditionalFormatting></ext></extLst>"
    )
    (table,) = read(workbook({"a": f'<sheetData><row r="1">{cells}</row></sheetData>{later}'}), "xlsx").blocks
    assert [cell.unreadable for cell in table.rows[0]] == ["", why]


FLAT = "<cols><col min='2' max='2' width='{}' customWidth='1'/></cols>"


@pytest.mark.parametrize(
    ("before", "row", "shown"),
    [
        ("", "", "甲1乙2丙3"),
        ("", "ht='1' customHeight='1'", "乙2丙3"),
        ("", "ht='9.75' customHeight='1'", "甲1乙2丙3"),
        (FLAT.format("0.1"), "", "甲乙丙"),
        (FLAT.format("1"), "", "甲1乙2丙3"),
    ],
)
def test_what_has_no_room_does_not_show(before, row, shown):
    rows = sheet([t("甲"), n(1)], [t("乙"), n(2)], [t("丙"), n(3)])
    found = read(workbook({"a": before + rows.replace("<row ", f"<row {row} ", 1)}), "xlsx").blocks
    lines = [
        [cell.text for cell in line] if isinstance(block, Table) else [block.text]
        for block in found
        for line in (block.rows if isinstance(block, Table) else [()])
    ]
    assert "".join(text for line in lines for text in line) == shown


SHRINKS = '<xf><alignment shrinkToFit="1"/></xf>'
NARROW = "a number wider than its column"


@pytest.mark.parametrize(
    ("width", "value", "why"),
    [
        ("2.5", n(1234), NARROW),
        ("2.5", n(123), ""),
        ("2.5", n("1.4700"), NARROW),
        ("8.7", n(1234567), ""),
        ("2.5", t("1234"), ""),
        ("2.5", f's="1"{n(1234)}', ""),
        ("x", n(1234), ""),
    ],
)
def test_a_number_wider_than_its_column_is_not_shown(width, value, why):
    rows = sheet([t("甲"), value], [t("乙"), n(2)])
    styles = f'<styleSheet xmlns="{MAIN}"><cellXfs><xf/>{SHRINKS}</cellXfs></styleSheet>'
    data = with_styles(workbook({"a": FLAT.format(width) + rows}), styles)
    (found,) = read(data, "xlsx").blocks
    assert [row[1].unreadable for row in found.rows] == [why, ""]


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ("<sheetFormatPr defaultColWidth='2.5'/>", NARROW),
        ("<sheetFormatPr baseColWidth='2'/>", NARROW),
        ("<sheetFormatPr defaultColWidth='9'/>", ""),
        (f"<sheetFormatPr defaultColWidth='2.5'/>{FLAT.format('30')}", ""),
    ],
)
def test_columns_of_which_nothing_is_told_are_as_wide_as_usual(told, why):
    (found,) = read(workbook({"a": told + sheet([t("甲"), n(1234)], [t("乙"), n(2)])}), "xlsx").blocks
    assert [row[1].unreadable for row in found.rows] == [why, ""]


def test_a_merged_number_has_the_room_of_its_columns():
    rows = sheet([t("甲"), n(1234567), t("")], [t("乙"), n(2), n(3)], merges=["B1:C1"])
    for last, why in ((2, ""), (3, NARROW)):
        columns = FLAT.format("2.5").replace("max='2'", f"max='{last}'")
        (found,) = read(workbook({"a": columns + rows}), "xlsx").blocks
        assert found.rows[0][1].unreadable == why


def test_an_old_workbook_tells_how_wide_its_columns_are():
    blind = Blind()
    look = 0x00E0, struct.pack("<HHHBBB11x", 0, 0, 0, 0, 0, 0x10)
    cells = [(0x0203, struct.pack("<HHHd", 0, column, column, 12345.0)) for column in (0, 1)]
    records = [*cells, (0x007D, struct.pack("<HHHHH", 0, 1, 640, 0, 0))]
    _examine_records(records, _Sheet(0, looks_of([(0x00E0, bytes(20)), look])), blind)
    assert (blind.widths[0], blind.shrunk) == ({0: 2.5, 1: 2.5}, {(0, (0, 1))})
    for record, usual in ((0x0055, 2.7), (0x0099, 2 / 256)):
        blind = Blind()
        wide = (0x007D, struct.pack("<HHHHH", 0, 1, 256 * 30, 0, 0))
        _examine_records(
            [(record, struct.pack("<H", 2)), *cells, wide], _Sheet(0, looks_of([(0x00E0, bytes(20)), look])), blind
        )
        assert blind.widths[0] == {USUAL: usual, 0: 30.0, 1: 30.0}


def test_a_formula_that_is_shown_is_not_read_as_its_value():
    cells = "<c r='A1'><f>1+1</f><v>2</v></c><c r='B1'><v>3</v></c>"
    view = "<sheetViews><sheetView showFormulas='1'/></sheetViews>"
    (found,) = read(workbook({"a": f"{view}<sheetData><row r='1'>{cells}</row></sheetData>"}), "xlsx").blocks
    assert [bool(cell.unreadable) for cell in found.rows[0]] == [True, False]
    old = {"plain": [], "shown": [(0x023E, struct.pack("<H", 0x06B7))]}
    for name, window in old.items():
        blind = Blind()
        formula = 0x0006, struct.pack("<HHHd6x", 0, 0, 0, 2.0)
        _examine_records([formula, *window], _Sheet(0, looks_of([])), blind)
        assert bool(blind.cells) is (name == "shown")


@pytest.mark.parametrize(("height", "is_seen"), [(0, True), (20, False), (240, True), (0x80FF, True)])
def test_an_older_row_has_no_room(height, is_seen):
    blind = Blind()
    _examine_records([(0x0208, struct.pack("<4H8x", 3, 0, 9, height))], _Sheet(0, looks_of([])), blind)
    assert bool(blind.hidden_rows) is not is_seen
