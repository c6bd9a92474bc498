"""Workbooks in the XML of Excel 2003."""

from random import Random

import pytest

from tests.generate.document import compose
from tests.generate.noise import QUIET
from tests.generate.render_sheet import excel_2003, workbook_2003
from tests.generate.truth import random_truth
from xxgk.extractors.containers import container
from xxgk.extractors.document import extract
from xxgk.extractors.readers.sheets.layout import NARROW
from xxgk.extractors.readers.sheets.spreadsheetml import read
from xxgk.schema.document import Table, Unreadable


def rows(*given):
    """Rows of cells, each as kind and text with what else it is told."""
    return "".join(f"<Row>{''.join(map(cell, row))}</Row>" for row in given)


def cell(given):
    kind, text, *told = given if isinstance(given, tuple) else ("String", given)
    return f"<Cell {' '.join(told)}><Data ss:Type='{kind}'>{text}</Data></Cell>"


def number(text, style=""):
    return ("Number", text, f"ss:StyleID='{style}'" if style else "")


def table(*given, **told):
    (found,) = (block for block in read(workbook_2003(rows(*given), **told)).blocks if isinstance(block, Table))
    return found


def shown(found):
    return [[(cell.column, cell.text) for cell in row] for row in found.rows]


def test_an_xls_that_is_the_xml_of_excel_2003_is_read_whole():
    truth = random_truth(Random(5))
    data = excel_2003(compose(truth, QUIET, Random(5)), QUIET, Random(5))
    assert container(data).name == "spreadsheetml"
    report = extract(data, "report.xls")
    assert (report.reader, len(report.figures)) == ("xls", len(truth.cells))
    assert all((figure.value, figure.state) == truth.expected(figure.code)[:2] for figure in report.figures)


def test_cells_stand_where_their_index_says_and_merged_ones_span():
    merged = ("String", "甲", "ss:MergeAcross='1' ss:MergeDown='1'")
    found = table([merged, ("Number", "1", "ss:Index='4'")], [("Number", "2", "ss:Index='4'")])
    assert shown(found) == [[(0, "甲"), (2, ""), (3, "1")], [(2, ""), (3, "2")]]
    assert (found.rows[0][0].colspan, found.rows[0][0].rowspan) == (2, 2)
    assert [row[-1].locator for row in found.rows] == ["xls:s1/D1", "xls:s1/D2"]


@pytest.mark.parametrize(
    ("columns", "figure", "why"),
    [
        ("<Column/><Column ss:Width='15' ss:AutoFitWidth='0'/>", number("1234"), NARROW),
        ("<Column/><Column ss:Width='15' ss:AutoFitWidth='0'/>", number("12"), ""),
        ("<Column/><Column ss:Width='15'/>", number("1234"), ""),
        ("<Column/><Column ss:Width='15' ss:AutoFitWidth='0'/>", ("String", "1234"), ""),
        ("<Column/><Column ss:Width='15' ss:AutoFitWidth='0'/>", number("1234", "a"), ""),
        ("<Column/><Column ss:Width='15' ss:AutoFitWidth='0'/>", ("Number", "1234", "ss:MergeAcross='2'"), ""),
        ("<Column ss:Width='15' ss:AutoFitWidth='0' ss:Span='3'/>", number("1234"), NARROW),
    ],
)
def test_a_number_wider_than_its_column_is_not_shown(columns, figure, why):
    styles = "<Styles><Style ss:ID='a'><Alignment ss:ShrinkToFit='1'/></Style></Styles>"
    data = workbook_2003(rows(["甲", figure], ["乙", number("5")]), columns=columns)
    data = data.replace(b"<Worksheet", styles.encode() + b"<Worksheet", 1)
    (found,) = (block for block in read(data).blocks if isinstance(block, Table))
    assert [row[1].unreadable for row in found.rows] == [why, ""]
    usual = data.replace(columns.encode(), b"").replace(b"<Table", b"<Table ss:DefaultColumnWidth='15'", 1)
    (found,) = (block for block in read(usual).blocks if isinstance(block, Table))
    assert found.rows[0][1].unreadable == (NARROW if figure == number("1234") else "")


def test_hidden_rows_columns_and_sheets_are_left_out_and_told():
    hidden = workbook_2003(
        rows(["甲", "3", number("1")], ["乙", "4", number("2")]) + "<Row ss:Hidden='1'><Cell/></Row>",
        columns="<Column/><Column ss:Hidden='1'/>",
    )
    content = read(hidden)
    assert shown(content.blocks[0]) == [[(0, "甲"), (1, "1")], [(0, "乙"), (1, "2")]]
    assert [rule for rule, _ in content.remarks] == ["SHEET_HIDDEN"]
    options = "<WorksheetOptions xmlns='urn:x'><Visible>SheetHidden</Visible></WorksheetOptions>"
    assert read(workbook_2003(rows(["甲", "3"]), options=options)).blocks == ()


@pytest.mark.parametrize(
    ("text", "number_format", "printed"),
    [
        ("12", "", "12"),
        ("12", "General", "12"),
        ("1234", "#,##0", "1234"),
        ("1.5", "Standard", "1.50"),
        ("7", "0_);[Red]\\(0\\)", "7"),
        ("-7", "0_);[Red]\\(0\\)", "-7"),
        ("0.46999999999999997", "0.00", "0.47"),
        ("12000", "0,", "12"),
        ("3", '0"万"', "3万"),
        ("0", '0;-0;"-"', "-"),
        ("-7", "0;0", None),
        ("2279", "0!.0000", "0.2279"),
        ("0.5", "0", "1"),
        ("0.5", "0%", "50%"),
        ("0.5", "Percent", "50.00%"),
        ("45000", "yyyy/m/d", None),
        ("INF", "", None),
        ("1e300", "", None),
        ("1_000", "", None),
        ("１２", "", None),
        ("abc", "", None),
    ],
)
def test_a_number_is_what_its_format_shows_or_is_not_read(text, number_format, printed):
    style = f"<Style ss:ID='s1'><NumberFormat ss:Format='{number_format.replace(chr(34), '&quot;')}'/></Style>"
    (_, found) = table(["甲", number(text, "s1")], styles=style).rows[0]
    assert (found.text, found.unreadable) == (printed, "") if printed else found.unreadable == "number format"


@pytest.mark.parametrize(
    ("inner", "text", "unreadable"),
    [
        ("<Cell><Data ss:Type='DateTime'>2024-01-01T00:00:00.000</Data></Cell>", "2024-01-01T00:00:00.000", "date"),
        ("<Cell><Data ss:Type='Error'>#REF!</Data></Cell>", "", "error"),
        ("<Cell ss:Formula='=A1'/>", "", "formula without a value"),
        ("<Cell><Data ss:Type='String'>12<Sup>1</Sup></Data></Cell>", "12〔1〕", ""),
        ("<Cell><Data ss:Type='String'>1<S>2</S></Data></Cell>", "12", "struck out"),
        ("<Cell><Data ss:Type='Number'>1</Data><Comment><Data>2</Data></Comment></Cell>", "1", ""),
    ],
)
def test_what_a_cell_prints_or_why_not(inner, text, unreadable):
    found = read(workbook_2003(f"<Row>{cell('甲')}{inner}{cell('乙')}</Row>")).blocks[0].rows[0][1]
    assert (found.text, found.unreadable) == (text, unreadable)


def test_a_workbook_in_gbk_under_its_name():
    data = workbook_2003(rows(["甲", "镕"])).replace(b'version="1.0"', b'version="1.0" encoding="GB2312"')
    assert shown(read(data.decode().encode("gbk")).blocks[0]) == [[(0, "甲"), (1, "镕")]]


@pytest.mark.parametrize(
    "inner",
    [
        "<Row ss:Index='99999'><Cell ss:Index='9'><Data ss:Type='Number'>1</Data></Cell></Row>",
        "<Row><Cell ss:MergeAcross='99999' ss:MergeDown='99999'><Data ss:Type='Number'>1</Data></Cell></Row>",
        "<Row ss:Index='2'/><Row ss:Index='1'/>",
        "<Row><Cell ss:MergeDown='1'/></Row><Row><Cell><Data ss:Type='Number'>1</Data></Cell></Row>",
        "<Row><Cell ss:MergeAcross='1'/></Row>" * 100_001,
        "<Row>",
    ],
)
def test_a_workbook_without_measure_or_order_is_refused(inner):
    with pytest.raises(Unreadable):
        read(workbook_2003(inner))


@pytest.mark.parametrize(
    "behind",
    [
        "<Row ss:Index='65536'><Cell ss:Index='200' ss:StyleID='x'/></Row>",
        "<Row ss:Index='60000'><Cell ss:MergeAcross='250' ss:MergeDown='5000'/></Row>",
        "<Row ss:Span='99999999' ss:Hidden='1'/>",
    ],
)
def test_what_prints_nothing_makes_a_sheet_no_larger(behind):
    plain = rows(["甲", 1], ["乙", 2])
    assert shown(read(workbook_2003(plain + behind)).blocks[0]) == shown(read(workbook_2003(plain)).blocks[0])


def test_a_row_of_blanks_is_one():
    blanks = "<Row><Cell><Data ss:Type='String'>合计</Data></Cell><Cell/></Row><Row><Cell/><Cell/></Row>"
    assert len(read(workbook_2003(rows(["甲", "乙"]) + blanks)).blocks[0].rows) == 3


@pytest.mark.parametrize(
    ("told", "hidden"),
    [
        ("<Value1>1</Value1>", [0, 5, 7]),
        ("<Qualifier>Equal</Qualifier><Value1>0</Value1>", [0]),
        ("<Qualifier>NotEqual</Qualifier><Value1>0</Value1>", [5, 7]),
        ("<Qualifier>Between</Qualifier><Value1>6</Value1><Value2>1</Value2>", [5]),
        ("<Qualifier>GreaterOrEqual</Qualifier><Value1>5</Value1>", [5, 7]),
        ("<Qualifier>Less</Qualifier><Value1>RC[1]</Value1>", [0, 5, 7]),
        ("<Qualifier>Equal</Qualifier>", [0, 5, 7]),
    ],
)
def test_a_condition_hides_the_cells_for_which_it_may_hold(told, hidden):
    space = 'xmlns="urn:schemas-microsoft-com:office:excel"'
    condition = f"<Condition>{told}<Format Style='color:white'/></Condition>"
    options = f"<ConditionalFormatting {space}><Range>R1C1:R9C9</Range>{condition}</ConditionalFormatting>"
    numbers = rows([number(one) for one in (0, 5, 7)]) + rows(["甲", "乙", "丙"])
    line = read(workbook_2003(numbers, options=options)).blocks[0].rows[0]
    assert [int(cell.text) for cell in line if cell.unreadable] == hidden


@pytest.mark.parametrize("head", [b"<w:wordDocument xmlns:w='x'>", b"<pkg:package xmlns:pkg='x'>"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-16"])
def test_the_xml_of_word_2003_is_refused_by_its_kind(head, codec):
    data = b'<?xml version="1.0"?><?mso-application progid="Word.Document"?>' + head
    assert "the XML of Word 2003" in extract(data.decode().encode(codec), "a.doc").reason


OFFICE = 'xmlns="urn:schemas-microsoft-com:office:excel"'
CROSSED = "a line from corner to corner of its cell"
PIECES = "xmlns:html='http://www.w3.org/TR/REC-html40'"


@pytest.mark.parametrize(
    ("style", "why"),
    [
        ("<Font ss:Color='#FFFFFF'/>", "white print"),
        ("<Font ss:Color='#FFFFFF'/><Interior ss:Color='#000080' ss:Pattern='Solid'/>", ""),
        ("<Font ss:Color='#000080'/><Interior ss:Color='#000080' ss:Pattern='Solid'/>", "print like its ground"),
        ("<Font ss:FontName='Wingdings'/>", "print of a font of pictures"),
        ("<Font ss:Color='#FFFFFF'/><Interior ss:Color='#000080' ss:Pattern='Gray50'/>", ""),
        ("<Font ss:StrikeThrough='1'/>", "struck out"),
        ("<Font ss:Size='1'/>", "tiny print"),
        ("<Font ss:Size='x'/>", ""),
        ("<Alignment ss:Horizontal='Fill'/>", "print that is repeated"),
        ("<Borders><Border ss:Position='DiagonalLeft' ss:LineStyle='Dot'/></Borders>", CROSSED),
        ("<Borders><Border ss:Position='DiagonalLeft' ss:LineStyle='None'/></Borders>", ""),
        ("<Borders><Border ss:Position='Left' ss:LineStyle='Dot'/></Borders>", ""),
    ],
)
def test_a_cell_is_seen_or_not(style, why):
    styles = f"<Style ss:ID='a'>{style}</Style><Style ss:ID='b' ss:Parent='a'/>"
    found = table([number("12", "a"), number("12", "b"), number("12")], ["甲", "乙", "丙"], styles=styles)
    assert [cell.unreadable for cell in found.rows[0]] == [why, why, ""]


@pytest.mark.parametrize(
    ("piece", "why"),
    [
        ("<html:Font html:Color='#FEFEFE'>1</html:Font>", "white print"),
        ("<html:Font html:Color='#FEFEFE'> </html:Font>", ""),
        ("<html:Font html:Color='#FF0000'>1</html:Font>", ""),
        ("<html:S>1</html:S>", "struck out"),
        ("<html:Font html:Face='Webdings'>1</html:Font>", "print of a font of pictures"),
        ("<html:Font html:Face='Webdings'>a</html:Font>", ""),
        ("\u202e21", "print that runs backwards"),
    ],
)
def test_a_text_is_not_read_for_a_piece_that_is_not(piece, why):
    found = table([("String", f"2<html:B {PIECES}>{piece}</html:B>"), "甲"], ["乙", "丙"])
    assert found.rows[0][0].unreadable == why


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (
            "<Range>R1C1:R1C2</Range><Condition><Format Style='color:white'/></Condition>",
            "print that a condition changes",
        ),
        ("<Range>R1C2</Range><Condition><Format Style='color:#FFFFFF'/></Condition>", ""),
        ("<Range>R1C1</Range><Condition><Format Style='color:red;background:yellow'/></Condition>", ""),
        (
            "<Range>R1C1</Range><Condition><Format Style='mso-number-format:0'/></Condition>",
            "print that a condition changes",
        ),
    ],
)
def test_a_condition_may_hide_print(options, why):
    options = f"<ConditionalFormatting {OFFICE}>{options}</ConditionalFormatting>"
    assert table([number("7"), "甲"], ["乙", "丙"], options=options).rows[0][0].unreadable == why


def test_a_zero_that_its_sheet_does_not_show_is_not_read():
    options = f"<WorksheetOptions {OFFICE}><DoNotDisplayZeros/></WorksheetOptions>"
    found = table([number("0"), number("7"), "甲"], ["乙", "丙", "丁"], options=options)
    assert [cell.unreadable for cell in found.rows[0]] == ["a zero that its sheet does not show", "", ""]
