import io
import struct
import zipfile
from contextlib import suppress

import docx
import pytest

from xxgk.extractors.readers.docx.reader import read
from xxgk.schema.document import Paragraph, Table, Unreadable

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)


def zipped(parts, compression=zipfile.ZIP_DEFLATED):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def rels(**targets):
    entries = "".join(f'<Relationship Id="{k}" Type="{RELATION}/{k}" Target="{v}"/>' for k, v in targets.items())
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{entries}</Relationships>'
    )


def parts(body, **others):
    """A Word package with this body; `others` are the contents of further parts (`numbering`, `styles`)."""
    extra = {f"word/{name}.xml": f"<w:{name} {NAMESPACES}>{xml}</w:{name}>" for name, xml in others.items()}
    return {
        "_rels/.rels": rels(officeDocument="word/document.xml"),
        "word/_rels/document.xml.rels": rels(**{name: f"{name}.xml" for name in others}),
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        **extra,
    }


def blocks(body, **others):
    return read(zipped(parts(body, **others))).blocks


def p(*runs, style="", pr=""):
    pr = (f'<w:pStyle w:val="{style}"/>' if style else "") + pr
    inner = "".join(run if run.startswith("<") else r(run) for run in runs)
    return f"<w:p>{f'<w:pPr>{pr}</w:pPr>' if pr else ''}{inner}</w:p>"


def r(text, pr=""):
    return f"<w:r>{f'<w:rPr>{pr}</w:rPr>' if pr else ''}<w:t>{text}</w:t></w:r>"


def tc(content="", pr=""):
    content = content if content.startswith("<") else p(content)
    return f"<w:tc>{f'<w:tcPr>{pr}</w:tcPr>' if pr else ''}{content}</w:tc>"


def tr(*cells, pr=""):
    cells = "".join(cell if cell.startswith("<") else tc(cell) for cell in cells)
    return f"<w:tr>{f'<w:trPr>{pr}</w:trPr>' if pr else ''}{cells}</w:tr>"


def tbl(*rows):
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def first_cell(content, pr="", **others):
    (table,) = [b for b in blocks(tbl(tr(tc(content, pr), "标签")), **others) if isinstance(b, Table)]
    return table.rows[0][0]


def shape(table):
    return [[(cell.text, cell.column, cell.colspan, cell.rowspan) for cell in row] for row in table.rows]


def texts(body, **others):
    return [block.text for block in blocks(body, **others) if isinstance(block, Paragraph)]


def test_a_document_of_python_docx_is_read_in_order_with_locators():
    document = docx.Document()
    document.core_properties.title = "年报"
    document.add_heading("一、总体情况", 1)
    document.add_paragraph("")
    document.add_paragraph("正文")
    document.add_table(2, 3).cell(1, 2).text = " 7\u3000"
    buffer = io.BytesIO()
    document.save(buffer)
    content = read(buffer.getvalue())
    heading, paragraph, table = content.blocks
    assert (content.reader, content.metadata, content.remarks) == ("docx", {"title": "年报"}, ())
    assert (heading.text, heading.locator, heading.heading) == ("一、总体情况", "docx:p1", True)
    assert (paragraph.text, paragraph.locator, paragraph.heading) == ("正文", "docx:p3", False)
    assert (table.locator, table.layout, table.width) == ("docx:t1", "docx_table", 3)
    assert table.rows[1][2] == ("7", "docx:t1/r2/c3", 2, 1, 1, "", 1.0)


def test_merged_cells_of_python_docx_keep_their_spans():
    document = docx.Document()
    table = document.add_table(3, 4)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "甲"
    table.cell(0, 1).merge(table.cell(0, 3)).text = "乙"
    table.cell(1, 3).text = "1"
    buffer = io.BytesIO()
    document.save(buffer)
    (table,) = read(buffer.getvalue()).blocks
    assert shape(table)[0] == [("甲", 0, 1, 2), ("乙", 1, 3, 1)]
    assert [cell.locator for cell in table.rows[1]] == ["docx:t1/r2/c2", "docx:t1/r2/c3", "docx:t1/r2/c4"]
    assert table.rows[1][2].column == 3


def test_text_in_continuing_cells_is_dropped_as_word_does():
    (table,) = blocks(
        tbl(
            tr(tc("甲", '<w:vMerge w:val="restart"/>'), "1"),
            tr(tc("看不见", "<w:vMerge/>"), "2"),
            tr(tc("9", '<w:vMerge w:val="continue"/>'), "3"),
            tr("乙", "4"),
        )
    )
    assert shape(table) == [
        [("甲", 0, 1, 3), ("1", 1, 1, 1)],
        [("2", 1, 1, 1)],
        [("3", 1, 1, 1)],
        [("乙", 0, 1, 1), ("4", 1, 1, 1)],
    ]


def test_a_continuing_cell_without_beginning_is_a_cell_that_is_not_read():
    (table,) = blocks(tbl(tr("甲", "1"), tr(tc("5", "<w:vMerge/>"), "2")))
    assert table.rows[1][0] == ("5", "docx:t1/r2/c1", 0, 1, 1, "broken merge", 1.0)


def test_older_horizontal_merge():
    start, more = '<w:hMerge w:val="restart"/>', "<w:hMerge/>"
    (table,) = blocks(tbl(tr(tc("甲", start), tc("", more), "1"), tr(tc("甲", start), tc("3", more), "2")))
    assert shape(table)[0] == [("甲", 0, 2, 1), ("1", 2, 1, 1)]
    assert table.rows[0][1].locator == "docx:t1/r1/c3"
    assert [cell.unreadable for cell in table.rows[1]] == ["broken merge", ""]


def test_columns_left_out_before_and_after():
    (table,) = blocks(tbl(tr("a", "b", "c", "d"), tr("1", "2", pr='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>')))
    assert (shape(table)[1], table.width) == ([("1", 1, 1, 1), ("2", 2, 1, 1)], 4)


def test_monstrous_spans_are_clamped():
    (table,) = blocks(tbl(tr(tc("a", '<w:gridSpan w:val="999999999"/>'), tc("b", '<w:gridSpan w:val="x"/>'))))
    assert [cell.colspan for cell in table.rows[0]] == [200, 1]


def test_content_controls_around_rows_cells_and_text_are_no_obstacle():
    def sdt(inner):
        return f"<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"

    table = tbl(tr("a", "b"), sdt(tr(sdt(tc(sdt(p("1")))), tc(f"<w:p>{sdt(r('2'))}</w:p>"))))
    (found,) = blocks(sdt(table))
    assert [cell[:2] for cell in found.rows[1]] == [("1", "docx:t1/r2/c1"), ("2", "docx:t1/r2/c2")]


def test_inline_wrappers_and_fields_keep_the_result_only():
    def mark(kind):
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = f"{mark('begin')}<w:r><w:instrText>PAGE</w:instrText></w:r>{r('code')}{mark('separate')}"
    wrapped = f"<w:hyperlink><w:smartTag>{r('链')}</w:smartTag></w:hyperlink><w:fldSimple>{r('域')}</w:fldSimple>"
    assert texts(p(code, "7", mark("end"), wrapped)) == ["7链域"]
    assert texts(p(mark("begin"), "没有结束")) == ["没有结束"]


def test_a_field_that_draws_a_figure_makes_the_cell_unreadable():
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    cell = first_cell(p(begin, r"<w:r><w:instrText>EQ \o\ac(○,1)</w:instrText></w:r>", end))
    assert (cell.text, cell.unreadable) == ("", "field")


def test_characters_with_elements_of_their_own():
    run = "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:softHyphen/><w:t>d</w:t></w:r>"
    assert texts(p(run)) == ["a\tb\nc-d"]
    assert first_cell(p(run)).text == "a b\nc-d"


def test_symbols_that_are_ordinary_characters():
    assert first_cell(p('<w:r><w:sym w:font="宋体" w:char="2460"/></w:r>')).text == "①"
    assert first_cell(p('<w:r><w:sym w:font="Symbol" w:char="F037"/></w:r>')).text == "7"
    assert first_cell(p('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>')).unreadable == "symbol"


def test_tab_stops_are_no_tabs():
    assert texts(p("a", pr='<w:tabs><w:tab w:val="left" w:pos="1"/></w:tabs>')) == ["a"]


def test_tracked_changes_are_accepted():
    deleted = f"<w:del><w:r><w:delText>3</w:delText></w:r></w:del><w:moveFrom>{r('4')}</w:moveFrom>"
    assert first_cell(p(deleted, f"<w:ins>{r('1')}</w:ins>", f"<w:moveTo>{r('2')}</w:moveTo>")).text == "12"
    (table,) = blocks(tbl(tr("a", "1"), tr("b", "2", pr="<w:del/>"), tr("c", "3")))
    assert [row[1][:2] for row in table.rows] == [("1", "docx:t1/r1/c2"), ("3", "docx:t1/r3/c2")]


def test_paragraphs_are_joined_where_the_mark_between_them_is_deleted():
    assert texts(p("前半", pr="<w:rPr><w:del/></w:rPr>") + p("后半")) == ["前半后半"]


def test_former_properties_do_not_count():
    former = "<w:rPrChange><w:rPr><w:vanish/><w:strike/></w:rPr></w:rPrChange>"
    assert first_cell(p(r("5", former)))[:2] == ("5", "docx:t1/r1/c1")
    assert first_cell(p(r("5", former))).unreadable == ""


STYLES = (
    '<w:style w:type="character" w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="H2"><w:basedOn w:val="H"/></w:style>'
    '<w:style w:type="character" w:styleId="N"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Z"><w:name w:val="z-Top"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/>'
    '<w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="L"><w:basedOn w:val="1"/>'
    '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
)


def test_hidden_text_is_dropped():
    hidden = r("3", "<w:vanish/>") + r("4", '<w:rStyle w:val="H2"/>') + r("1", '<w:vanish w:val="0"/>')
    assert first_cell(p(hidden, "2"), styles=STYLES).text == "12"
    assert texts(p("看不见", style="Z") + p("看见"), styles=STYLES) == ["看见"]


@pytest.mark.parametrize("toggle", ["<w:strike/>", "<w:dstrike/>"])
def test_struck_text_stays_but_is_not_read(toggle):
    cell = first_cell(p(r("5", toggle), "6"))
    assert (cell.text, cell.unreadable) == ("56", "struck out")
    assert first_cell(p(r("5", toggle.replace("/>", ' w:val="false"/>')))).unreadable == ""


def test_a_superscript_after_text_never_glues_to_the_figure():
    raised = '<w:vertAlign w:val="superscript"/>'
    assert first_cell(p("22", r("1", raised))).text == "22〔1〕"
    assert first_cell(p("22", r("[", raised), r("1]", raised)), styles=STYLES).text == "22〔[1]〕"
    assert first_cell(p("22", r("3", '<w:rStyle w:val="N"/>')), styles=STYLES).text == "22〔3〕"
    assert first_cell(p(r("22", raised))).text == "22"
    assert first_cell(p("22", "<w:r><w:footnoteReference/></w:r>")).text == "22〔注〕"


def test_pictures_in_place_of_text():
    assert first_cell(p("<w:r><w:drawing/></w:r>")).unreadable == "image"
    assert first_cell(p("<w:r><w:object/></w:r>", "件")).unreadable == ""
    assert first_cell(p("<w:r><w:object/></w:r>", "3")).unreadable == "image"  # which may be a part of the figure


def test_what_word_draws_over_or_beside_a_figure_is_not_read():
    beside = {
        "<w:r><w:ruby><w:rt><w:r><w:t>8</w:t></w:r></w:rt><w:rubyBase/></w:ruby></w:r>": "field",
        "<w:r><w:ruby><w:rt><w:r><w:t>jian</w:t></w:r></w:rt><w:rubyBase/></w:ruby></w:r>": "",
        "<w:r><w:rPr><w:eastAsianLayout w:combine='1'/></w:rPr><w:t>8</w:t></w:r>": "tiny print",
        "<w:r><w:fldChar w:fldCharType='begin'/><w:instrText>FORMDROPDOWN</w:instrText>"
        "<w:fldChar w:fldCharType='end'/></w:r>": "field",
    }
    assert {one: first_cell(p(one, "3")).unreadable for one in beside} == beside


def test_of_alternatives_that_word_does_not_know_the_fallback_shows():
    choice = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:z="urn:z">'
        '<mc:Choice Requires="z"><w:r><w:t>8</w:t></w:r></mc:Choice>'
        "<mc:Fallback><w:r><w:t>3</w:t></w:r></mc:Fallback></mc:AlternateContent>"
    )
    assert first_cell(p(choice)).text == "3"
    assert first_cell(p("<m:oMath><m:r><m:t>3</m:t></m:r></m:oMath>")).unreadable == "formula"


def test_text_boxes_are_read_once_after_their_anchor():
    box = f"<w:txbxContent>{p('框内')}{tbl(tr('a', '1'))}</w:txbxContent>"
    both = (
        f"<mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict>"
    )
    found = blocks(p("锚", f"<w:r>{both}</mc:Fallback></mc:AlternateContent></w:r>") + p("后"))
    assert [getattr(block, "text", block.locator) for block in found] == ["锚", "框内", "docx:t1", "后"]


def test_a_lone_fallback_is_read():
    assert texts(p(f"<mc:AlternateContent><mc:Fallback>{r('旧')}</mc:Fallback></mc:AlternateContent>")) == ["旧"]


def test_a_text_box_in_a_cell_is_no_blank_cell():
    box = f"<w:r><w:pict><w:txbxContent>{p('5')}</w:txbxContent></w:pict></w:r>"
    table, inside = blocks(tbl(tr(tc(p(box)), "标签", "2")))
    assert (table.rows[0][0].unreadable, inside.text) == ("image", "5")


def test_a_figure_beside_a_text_box_is_not_read():
    box = f"<w:r><w:pict><w:txbxContent>{p('5')}</w:txbxContent></w:pict></w:r>"
    assert (first_cell(p("37", box)).unreadable, first_cell(p("行政许可", box)).unreadable) == ("image", "")


def test_a_table_in_a_data_cell_follows_the_table_that_holds_it():
    outer, inner, after = blocks(tbl(tr("甲", "1"), tr("乙", tc(tbl(tr("x", "2")) + p()))) + tbl(tr("丙", "3")))
    assert (outer.locator, inner.locator, after.locator) == ("docx:t1", "docx:t2", "docx:t3")
    assert outer.rows[1][1][::5] == ("", "nested table")
    assert inner.rows[0][1].locator == "docx:t2/r1/c2"


def test_a_table_that_only_arranges_the_page_is_walked():
    inner = tbl(tr("甲", "1"))
    found = blocks(tbl(tr(tc(p("题目"))), tr(tc(p("说明"))), tr(tc(inner + p("表后")))) + p("末"))
    assert [getattr(block, "text", block.locator) for block in found] == ["题目", "说明", "docx:t2", "表后", "末"]
    prose = tbl(tr("一、总体情况", tc(p("长" * 200) + p("文" * 200))))
    assert [type(block) for block in blocks(prose)] == [Paragraph] * 3


def test_generated_numbers_in_layout_tables_are_counted_once():
    found = texts(tbl(tr(tc(item("长" * 200) + item("文" * 200)))) + item("后"), numbering=numbering("%1、"))
    assert [text[:2] for text in found] == ["1、", "2、", "3、"]


def numbering(*patterns, form="decimal", extra="", instances=""):
    levels = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>{extra}</w:lvl>'
        for i, text in enumerate(patterns)
    )
    return (
        f'<w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>{instances}'
    )


def item(text, level=0, num=1):
    pr = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>'
    return p(text, pr=pr)


@pytest.mark.parametrize(
    ("form", "pattern", "third"),
    [
        ("chineseCounting", "%1、", "三、标题"),
        ("chineseCountingThousand", "（%1）", "（三）标题"),
        ("japaneseCounting", "第%1章", "第三章 标题"),
        ("ideographDigital", "%1.", "三.标题"),
        ("decimal", "%1.", "3.标题"),
        ("decimalFullWidth", "%1．", "３．标题"),
        ("decimalEnclosedCircle", "%1", "③ 标题"),
        ("upperRoman", "%1.", "III.标题"),
        ("lowerLetter", "%1)", "c)标题"),
        ("upperLetter", "%1)", "C)标题"),
        ("none", "附：", "附：标题"),
        ("bullet", "l", "标题"),
    ],
)
def test_numbers_that_word_generates(form, pattern, third):
    assert texts(item("标题") * 3, numbering=numbering(pattern, form=form))[2] == third


def test_a_number_without_space_behind_it_still_never_touches_a_figure():
    lists = numbering("第%1章", extra='<w:suff w:val="nothing"/>')
    assert texts(item("总则") + item("") + item("2023年"), numbering=lists) == ["第1章总则", "第3章 2023年"]
    assert texts(item("2023年"), numbering=lists.replace("第%1章", "%1.")) == ["1. 2023年"]


def test_an_unknown_number_format_is_left_out_and_remarked():
    content = read(zipped(parts(item("标题"), numbering=numbering("%1、", form="thaiNumbers"))))
    assert content.blocks[0].text == "标题"
    assert content.remarks[0][0] == "DOCX_NUMBER_FORMAT"


def test_deeper_levels_restart_and_show_the_higher_ones():
    body = item("甲") + item("子", 1) + item("丑", 1) + item("乙") + item("寅", 1)
    assert texts(body, numbering=numbering("%1.", "%1.%2")) == ["1.甲", "1.1 子", "1.2 丑", "2.乙", "2.1 寅"]
    never = numbering("%1.", "%2)", extra='<w:lvlRestart w:val="0"/>')
    assert texts(body, numbering=never)[-1] == "3)寅"


def test_a_second_instance_restarts_only_where_it_says_so():
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    more = '<w:num w:numId="{}"><w:abstractNumId w:val="7"/>{}</w:num>'
    lists = numbering("%1、", instances=more.format(2, override) + more.format(3, ""))
    assert texts(item("a") + item("b", num=3) + item("c", num=2) + item("d", num=2), numbering=lists) == [
        "1、a",
        "2、b",
        "5、c",
        "6、d",
    ]


def test_legal_levels_show_western_figures():
    lists = numbering("%1、", form="chineseCounting").replace(
        "</w:abstractNum>",
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2"/></w:lvl>'
        "</w:abstractNum>",
    )
    assert texts(item("甲") + item("乙", 1), numbering=lists) == ["一、甲", "1.1 乙"]


def test_a_style_brings_its_number_and_can_be_overruled():
    off = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    found = blocks(
        p("甲", style="L") + p("乙", style="L", pr=off),
        styles=STYLES,
        numbering=numbering("%1、", form="chineseCounting"),
    )
    assert [(block.text, block.heading) for block in found] == [("一、甲", True), ("乙", True)]


def test_labels_in_cells_carry_their_generated_number():
    lists = numbering("（%1）", form="chineseCounting")
    (table,) = blocks(tbl(tr(tc(item("予以公开")), "1"), tr(tc(item("部分公开")), "2")), numbering=lists)
    assert [row[0].text for row in table.rows] == ["（一）予以公开", "（二）部分公开"]


@pytest.mark.parametrize("printed", ["12", "-", "1.5", "12件", "件", "篇", "户", "万元"])
def test_a_generated_number_is_never_glued_to_a_figure(printed):
    cell = first_cell(item(printed), numbering=numbering("%1."))
    assert (cell.text, cell.unreadable) == (printed, "generated number")


def test_a_generated_number_alone_is_no_figure():
    cell = first_cell(item(""), numbering=numbering("%1"))
    assert (cell.text, cell.unreadable) == ("", "generated number")


def test_numbered_paragraphs_without_numbering_part():
    assert texts(item("标题")) == ["标题"]


def test_invisible_characters_and_outer_space_are_removed():
    assert first_cell(p("\ufeff\u3000 1\u200b2 \xa0")).text == "12"


def test_strict_documents_and_template_parts():
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    package = {name: xml.replace(W, strict) for name, xml in parts(p("正文")).items()}
    assert [block.text for block in read(zipped(package)).blocks] == ["正文"]


def test_a_dangling_relationship_does_no_harm():
    package = parts(p("正文"))
    package["word/_rels/document.xml.rels"] = rels(image="NULL", styles="../nowhere.xml", numbering="numbering.xml")
    assert [block.text for block in read(zipped(package)).blocks] == ["正文"]


def test_an_embedded_document_is_remarked():
    assert read(zipped(parts(p("a") + "<w:altChunk/>"))).remarks[0][0] == "DOCX_EMBEDDED_DOCUMENT"


def test_an_embedded_worksheet_is_remarked():
    ole = '<o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" ProgID="Excel.Sheet.12"/>'
    content = read(zipped(parts(p("a", f"<w:r><w:object>{ole}</w:object></w:r>"))))
    assert [rule for rule, _ in content.remarks] == ["DOCX_EMBEDDED_DOCUMENT"]


def test_hostile_repetition_stays_linear():
    begin = '<w:r><w:fldChar w:fldCharType="begin"/><w:fldChar w:fldCharType="separate"/><w:t>x</w:t></w:r>'
    assert len(texts(p(begin * 5000))[0]) == 5000
    run_on = p("x", pr="<w:rPr><w:del/></w:rPr>")
    assert texts(run_on * 5000 + p("x")) == ["x" * 5001]


def unreadable(data):
    with pytest.raises(Unreadable) as raised:
        read(data)
    (line,) = str(raised.value).splitlines()
    return line


def test_files_that_are_no_word_package():
    assert "zip" in unreadable(b"")
    assert "zip" in unreadable(b"<html></html>")
    assert "not a Word package" in unreadable(zipped({"a.txt": "a"}))
    workbook = parts("") | {"word/document.xml": "<workbook/>"}
    assert "not a Word package" in unreadable(zipped(workbook))
    assert "well-formed" in unreadable(zipped(parts("<w:p>")))


def test_encrypted_files():
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    assert "encrypted" in unreadable(ole + "EncryptedPackage".encode("utf-16-le"))
    assert "older" in unreadable(ole + bytes(600))


def test_external_entities_and_dtds_are_refused(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("geheim")
    package = parts(p("&x;"))
    dtd = f'<!DOCTYPE d [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    package["word/document.xml"] = dtd + package["word/document.xml"]
    assert "DTD" in unreadable(zipped(package))
    assert "DTD" in unreadable(zipped(parts(p("a")) | {"_rels/.rels": "<!DOCTYPE d>" + rels(officeDocument="x")}))


def test_a_part_that_inflates_out_of_proportion_is_refused():
    assert "bomb" in unreadable(zipped(parts(p("a")) | {"word/x.xml": bytes(4 << 20)}))


def test_too_many_entries_are_refused():
    assert "entries" in unreadable(zipped({str(n): "" for n in range(2001)}, zipfile.ZIP_STORED))


def test_a_declared_size_is_never_exceeded():
    data = bytearray(zipped(parts(p("a" * 100_000))))
    for signature, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        place = -1
        while (place := data.find(signature, place + 1)) >= 0:
            data[place + offset : place + offset + 4] = struct.pack("<I", 300)
    assert "zip" in unreadable(bytes(data))


def test_truncated_files_are_unreadable_and_nothing_worse():
    data = zipped(parts(tbl(tr("甲", "1")) * 50, numbering=numbering("%1、"), styles=STYLES))
    for cut in range(20):
        assert "zip" in unreadable(data[: len(data) * cut // 20])


def test_damaged_files_are_read_or_unreadable_and_nothing_worse():
    data = zipped(parts(tbl(tr("甲", "1")) * 50, numbering=numbering("%1、"), styles=STYLES))
    for place in range(0, len(data), max(1, len(data) // 200)):
        damaged = bytearray(data)
        damaged[place] ^= 0x5A
        with suppress(Unreadable):
            read(bytes(damaged))


def piece(text, properties=""):
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


CROSSED = "a line from corner to corner of its cell"
RAISED = '<w:position w:val="8"/>'
WHITE = '<w:color w:val="FFFFFF"/>'
SEEN = [
    ((piece("37"), piece("1", RAISED)), "37〔1〕", ""),
    ((piece("37"), piece("1", '<w:position w:val="-6"/>')), "37〔1〕", ""),
    ((piece("37"), piece("1", '<w:position w:val="1"/>')), "371", ""),
    ((piece("37"), piece("1", '<w:vertAlign w:val="subscript"/>')), "37〔1〕", ""),
    ((piece("3", RAISED), piece("7", RAISED)), "37", ""),
    ((piece("3"), piece("7", WHITE)), "37", "white print"),
    ((piece("3"), piece("7", '<w:color w:themeColor="background1"/>')), "37", "white print"),
    ((piece("3"), piece("7", '<w:color w:val="000000" w:themeColor="text1" w:themeTint="05"/>')), "37", "white print"),
    ((piece("3"), piece("7", '<w:color w:val="7F7F7F" w:themeColor="text1" w:themeTint="80"/>')), "37", ""),
    ((piece("3"), piece("7", '<w:color w:val="7F7F7F" w:themeColor="background1" w:themeShade="80"/>')), "37", ""),
    ((piece("3"), piece("7", WHITE + '<w:highlight w:val="blue"/>')), "37", ""),
    ((piece("件数", WHITE),), "件数", ""),
    ((piece("3"), piece("7", '<w:sz w:val="2"/>')), "37", "tiny print"),
]


PUSHED, BACKWARDS = "print that is pushed out of its cell", "print that runs backwards"
MOVED = [
    ('<w:ind w:left="-9000"/>', "37", PUSHED),
    ('<w:ind w:right="9000"/>', "37", PUSHED),
    ('<w:ind w:firstLineChars="5000" w:firstLine="210"/>', "37", PUSHED),
    ('<w:ind w:hanging="700"/>', "37", PUSHED),
    ('<w:ind w:left="700" w:hanging="700"/>', "37", ""),
    ('<w:ind w:left="-105" w:firstLineChars="200" w:firstLine="420"/>', "37", ""),
    ('<w:ind w:left="x"/>', "37", ""),
    ('<w:ind w:left="9000"/>', "件数", ""),
    ("<w:bidi/>", "37", ""),
    ('<w:bidi w:val="0"/>', "-37", ""),
    ("<w:bidi/>", "-37", BACKWARDS),
    ("<w:bidi/>", "件数", ""),
]
TURNED = [
    ("<w:rtl/>", "37%", BACKWARDS),
    ("<w:rtl/>", "37", ""),
    ("<w:webHidden/>", "37", "print that not every program shows"),
    ("<w:webHidden/>", "件数", ""),
    ('<w:webHidden w:val="0"/>', "37", ""),
    ('<w:fitText w:val="70"/>', "37", "print that is fitted into too little room"),
    ('<w:fitText w:val="300"/>', "37", ""),
]


def paragraph_style(properties, name="a", more=""):
    return f'<w:style w:type="paragraph" {more} w:styleId="{name}">{properties}</w:style>'


@pytest.mark.parametrize(("told", "text", "why"), MOVED)
def test_print_out_of_its_cell_or_from_right_to_left_is_not_read(told, text, why):
    """Whoever says it: the paragraph, its style, one below that, the usual one, that of the table, the document."""
    said = f"<w:pPr>{told}</w:pPr>"
    cells = [
        first_cell(f"<w:p>{said}{piece(text)}</w:p>"),
        first_cell(p(text, style="a"), styles=paragraph_style(said)),
        first_cell(p(text, style="b"), styles=paragraph_style(said) + paragraph_style('<w:basedOn w:val="a"/>', "b")),
        first_cell(p(text), styles=paragraph_style(said, more='w:default="1"')),
        first_cell(p(text), styles=f"<w:docDefaults><w:pPrDefault>{said}</w:pPrDefault></w:docDefaults>"),
        in_table_style(text, said),
    ]
    assert {(cell.text, cell.unreadable) for cell in cells} == {(text, why)}


def in_table_style(text, told):
    table = tbl(tr(tc(p(text)), "标签")).replace("<w:tbl>", '<w:tbl><w:tblPr><w:tblStyle w:val="t"/></w:tblPr>')
    (found,) = blocks(table, styles=f'<w:style w:type="table" w:styleId="t">{told}</w:style>')
    return found.rows[0][0]


@pytest.mark.parametrize(
    ("of_table", "of_cell", "why"),
    [
        ("", '<w:tcMar><w:left w:w="9000" w:type="dxa"/></w:tcMar>', PUSHED),
        ("", '<w:tcW w:w="2000" w:type="dxa"/><w:tcMar><w:start w:w="2100" w:type="dxa"/></w:tcMar>', PUSHED),
        ("", '<w:tcMar><w:left w:w="108" w:type="dxa"/><w:top w:w="9000" w:type="dxa"/></w:tcMar>', ""),
        ('<w:tblInd w:w="-9000" w:type="dxa"/>', "", PUSHED),
        ('<w:tblInd w:w="-700" w:type="dxa"/>', "", ""),
        ('<w:tblCellMar><w:left w:w="9000" w:type="dxa"/></w:tblCellMar>', "", PUSHED),
        ('<w:tblCellMar><w:left w:w="108" w:type="dxa"/></w:tblCellMar>', "", ""),
    ],
)
def test_print_that_margins_push_out_of_sight_is_not_read(of_table, of_cell, why):
    told = tbl(tr(tc(p("37"), of_cell), "标签")).replace("<w:tbl>", f"<w:tbl><w:tblPr>{of_table}</w:tblPr>")
    (table,) = blocks(told)
    assert table.rows[0][0].unreadable == why


def test_space_before_a_figure_moves_it_out_of_a_row_of_exact_height():
    row = "<w:trHeight w:val='300' w:hRule='exact'/>"
    for before, why in (("6000", "print that has no room"), ("40", "")):
        own = f'<w:spacing w:before="{before}"/>'
        for cell in (tc(p("37", pr=own)), tc(p("37", style="a"))):
            (table,) = blocks(
                tbl(tr("甲", cell, pr=row), tr("乙", "5")), styles=paragraph_style(f"<w:pPr>{own}</w:pPr>")
            )
            assert table.rows[0][1].unreadable == why


def test_what_a_paragraph_says_of_its_place_counts_before_its_style():
    style = paragraph_style('<w:pPr><w:bidi/><w:ind w:left="9000" w:hanging="3000"/></w:pPr>')
    own = '<w:bidi w:val="0"/><w:ind w:left="0" w:firstLine="0"/>'
    assert first_cell(p("-37", style="a", pr=own), styles=style).unreadable == ""
    assert first_cell(p("-37", style="a", pr='<w:ind w:left="0"/>'), styles=style).unreadable == PUSHED


@pytest.mark.parametrize(("told", "text", "why"), TURNED)
def test_runs_from_right_to_left_or_not_shown_everywhere_are_not_read(told, text, why):
    said = f"<w:rPr>{told}</w:rPr>"
    cells = [first_cell(p(r(text, told)))]
    if "fitText" not in told:
        cells += [
            first_cell(p(text, style="a"), styles=paragraph_style(said)),
            first_cell(
                p(r(text, '<w:rStyle w:val="a"/>')),
                styles=paragraph_style(said).replace('"paragraph"', '"character"'),
            ),
            first_cell(p(text), styles=f"<w:docDefaults><w:rPrDefault>{said}</w:rPrDefault></w:docDefaults>"),
            in_table_style(text, said),
        ]
    assert {(cell.text, cell.unreadable) for cell in cells} == {(text, why)}


@pytest.mark.parametrize(("pieces", "text", "why"), SEEN)
def test_a_piece_off_its_line_is_a_note_and_one_that_nobody_sees_makes_the_cell_unreadable(pieces, text, why):
    cell = first_cell(f"<w:p>{''.join(pieces)}</w:p>")
    assert (cell.text, cell.unreadable) == (text, why)


def test_white_print_on_a_dark_ground_is_seen():
    cell = first_cell(f"<w:p>{piece('7', WHITE)}</w:p>", '<w:shd w:fill="336699"/>')
    assert (cell.text, cell.unreadable) == ("7", "")
    none = '<o:textFill xmlns:o="http://schemas.microsoft.com/office/word/2010/wordml"><o:noFill/></o:textFill>'
    cell = first_cell(f"<w:p>{piece('7', none)}</w:p>", '<w:shd w:fill="336699"/>')
    assert (cell.text, cell.unreadable) == ("7", "white print")


@pytest.mark.parametrize(
    ("height", "shown"),
    [("w:val='1' w:hRule='exact'", ["乙"]), ("w:val='400' w:hRule='exact'", ["甲", "乙"]), ("w:val='1'", ["甲", "乙"])],
)
def test_a_row_of_no_height_does_not_show(height, shown):
    (table,) = blocks(tbl(tr("甲", "1", pr=f"<w:trHeight {height}/>"), tr("乙", "2"), tr("丙", "3")))
    assert [row[0].text for row in table.rows][:-1] == shown


@pytest.mark.parametrize(
    ("looks", "why"),
    [
        ('<w:spacing w:val="-200"/>', "tiny print"),
        ('<w:spacing w:val="-10"/>', ""),
        ('<w:rFonts w:ascii="Wingdings 2"/>', "print of a font of pictures"),
        ('<w:rFonts w:ascii="Wide Latin"/>', ""),
    ],
)
def test_digits_that_nobody_reads_are_not_read(looks, why):
    (table,) = blocks(tbl(tr("甲", tc(p(r("37", looks)))), tr("乙", "2")))
    assert table.rows[0][1].unreadable == why


@pytest.mark.parametrize(
    ("borders", "text", "why"),
    [
        ('<w:tl2br w:val="single"/>', "37", CROSSED),
        ('<w:tr2bl w:val="double"/>', "37〔1〕", CROSSED),
        ('<w:tr2bl w:val="single"/>', "项目", ""),
        ('<w:tr2bl w:val="nil"/><w:top w:val="single"/>', "37", ""),
    ],
)
def test_a_figure_that_a_line_crosses_is_not_read_and_a_head_is(borders, text, why):
    (table,) = blocks(tbl(tr("甲", tc(p(text), f"<w:tcBorders>{borders}</w:tcBorders>")), tr("乙", "2")))
    assert (table.rows[0][1].text, table.rows[0][1].unreadable) == (text, why)


@pytest.mark.parametrize(
    ("line", "size", "why"),
    [
        ("w:line='140' w:lineRule='exact'", 20, "print that has no room"),
        ("w:line='160' w:lineRule='exact'", 20, ""),
        ("w:line='160' w:lineRule='exact'", 32, "print that has no room"),
        ("w:line='140' w:lineRule='atLeast'", 20, ""),
        ("w:before='140'", 20, ""),
    ],
)
def test_print_needs_room_in_a_line_of_exact_height(line, size, why):
    pr, sized = f"<w:spacing {line}/>", f'<w:sz w:val="{size}"/>'
    style = f'<w:style w:type="paragraph" w:styleId="a"><w:pPr>{pr}</w:pPr><w:rPr>{sized}</w:rPr></w:style>'
    for cell in (p(r("37", sized), pr=pr), p("37", style="a"), p(r("37", sized), style="a")):
        (table,) = blocks(tbl(tr("甲", tc(cell)), tr("乙", "2")), styles=style)
        assert table.rows[0][1].unreadable == why
    own = p(r("37", sized), style="a", pr="<w:spacing w:line='600' w:lineRule='exact'/>")
    (table,) = blocks(tbl(tr("甲", tc(own)), tr("乙", "2")), styles=style)
    assert table.rows[0][1].unreadable == ""


@pytest.mark.parametrize(
    ("height", "why"),
    [
        ("w:val='260' w:hRule='exact'", "print that has no room"),
        ("w:val='400' w:hRule='exact'", ""),
        ("w:val='260'", ""),
    ],
)
def test_a_digit_below_a_row_of_exact_height_is_not_read(height, why):
    (table,) = blocks(tbl(tr("甲", tc(p("1") + p("7")), pr=f"<w:trHeight {height}/>"), tr("乙", "2")))
    assert table.rows[0][1].unreadable == why
    (table,) = blocks(tbl(tr("甲", tc(p("17") + p("") + p("")), pr=f"<w:trHeight {height}/>"), tr("乙", "2")))
    assert table.rows[0][1].unreadable == ""


TABLE_STYLE = """<w:style w:type="table" w:styleId="b"><w:tcPr><w:shd w:fill="1F3864"/></w:tcPr></w:style>
<w:style w:type="table" w:styleId="a"><w:basedOn w:val="b"/><w:tblPr><w:tblStyleRowBandSize w:val="2"/></w:tblPr>
<w:tblStylePr w:type="firstRow"><w:rPr><w:color w:val="1F3864"/></w:rPr></w:tblStylePr>
<w:tblStylePr w:type="band2Horz"><w:tcPr><w:shd w:fill="FFFFFF"/></w:tcPr></w:tblStylePr>
<w:tblStylePr w:type="lastCol"><w:rPr><w:vanish/></w:rPr></w:tblStylePr>
<w:tblStylePr w:type="seCell"><w:tcPr><w:shd w:fill="00FF00"/></w:tcPr></w:tblStylePr></w:style>"""


@pytest.mark.parametrize(
    ("look", "unread", "last"),
    [
        ('w:val="0600" w:firstRow="1"', ["1", "3", "5", "7", "9"], "8"),
        ('w:val="0000"', ["3", "9"], "8"),
        ('w:val="0020"', ["1", "3", "5"], "8"),
        ('w:val="0540"', ["3", "9"], ""),
        ('w:firstRow="0" w:noHBand="1"', ["3", "5", "7", "9"], "8"),
    ],
)
def test_the_style_of_a_table_counts(look, unread, last):
    dark = '<w:color w:val="1F3864"/>'
    first = tr(tc(p("1")), tc(p(r("2", '<w:color w:val="FFFFFF"/>'))))
    rows = (tr(tc(p(r(str(n), dark))), tc(p(str(n + 1)))) for n in (3, 5, 7))
    told = tbl(first, *rows, tr(tc(p(r("9", dark))), tc(p("8")))).replace(
        "<w:tbl>", f'<w:tbl><w:tblPr><w:tblStyle w:val="a"/><w:tblLook {look}/></w:tblPr>'
    )
    (table,) = blocks(told, styles=TABLE_STYLE)
    cells = [cell for row in table.rows for cell in row]
    assert [cell.text for cell in cells if cell.unreadable] == unread
    assert cells[-1].text == last


def test_what_a_cell_says_of_its_ground_counts_before_the_style_of_its_table():
    told = tbl(tr(tc(p(r("1", '<w:color w:val="000000"/>')), '<w:shd w:fill="auto"/>'), "2"), tr("3", "4"))
    style = '<w:style w:type="table" w:styleId="a"><w:tcPr><w:shd w:fill="000000"/></w:tcPr></w:style>'
    (table,) = blocks(told.replace("<w:tbl>", '<w:tbl><w:tblPr><w:tblStyle w:val="a"/></w:tblPr>'), styles=style)
    assert not any(cell.unreadable for row in table.rows for cell in row)


@pytest.mark.parametrize(
    ("before", "shown"),
    [
        ("", ["乙"]),
        ("<w:p><w:r><w:pict/></w:r></w:p>", ["二、甲", "乙"]),
        ("<w:background w:color='003366'/>", ["二、甲", "乙"]),
    ],
)
def test_a_heading_that_nobody_sees_is_none(before, shown):
    found = blocks(before + p(r("二、甲", WHITE)) + p("乙"))
    assert [block.text for block in found] == shown


def test_a_heading_in_a_cell_or_in_a_line_without_room_stays():
    nested = tbl(tr(tc(p(r("二、甲", WHITE)) + tbl(tr("1", "2"), tr("3", "4")))))
    assert blocks(nested)[0].text == "二、甲"
    low = p(r("共12件"), pr="<w:spacing w:line='40' w:lineRule='exact'/>")
    assert blocks(low)[0].text == "共\ufffd\ufffd件"


def test_what_a_document_says_of_all_print_counts():
    white = '<w:docDefaults><w:rPrDefault><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:rPrDefault></w:docDefaults>'
    tiny = '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:rPr><w:sz w:val="2"/></w:rPr></w:style>'
    for styles, why in ((white, "white print"), (tiny, "tiny print"), (white.replace("FFFFFF", "333333"), "")):
        (table,) = blocks(tbl(tr("甲", "1"), tr("乙", "2")), styles=styles)
        assert table.rows[0][1].unreadable == why


@pytest.mark.parametrize(
    ("printed", "is_read"),
    [
        ('<w:bdo w:val="rtl"><w:r><w:t>37</w:t></w:r></w:bdo>', False),
        ('<w:bdo w:val="ltr"><w:r><w:t>37</w:t></w:r></w:bdo>', True),
        ("<w:r><w:t>37</w:t><w:pgNum/></w:r>", False),
        ("<w:r><w:t>37</w:t><w:dayShort/></w:r>", False),
    ],
)
def test_numbers_that_word_puts_in_or_turns_are_not_read(printed, is_read):
    (table,) = blocks(tbl(tr("甲", tc(f"<w:p>{printed}</w:p>")), tr("乙", "2")))
    assert (table.rows[0][1].text, not table.rows[0][1].unreadable) == ("37", is_read)
