"""The HTML reader, one feature a test."""

import random
from contextlib import suppress
from pathlib import Path

import pytest

from tests.work import calls
from xxgk.extractors.readers.html.reader import read
from xxgk.schema.document import Paragraph, Table, Unreadable

SAMPLE = Path(__file__).parents[5] / "shared" / "samples" / "real" / "shuyang-fgj-2023.html"
TITLES = ("一、总体情况", "二、主动公开政府信息情况", "五、存在的主要问题及改进情况")


def never(text):
    return False


def content(markup, is_anchor=never):
    return read(markup.encode() if isinstance(markup, str) else markup, is_anchor)


def lines(markup):
    return [block.text for block in content(markup).blocks if isinstance(block, Paragraph)]


def tables(markup):
    return [block for block in content(markup).blocks if isinstance(block, Table)]


def cells(markup):
    (table,) = tables(markup)
    return [[cell.text for cell in row] for row in table.rows]


def first(cell):
    """The first cell of a table whose first cell is `cell`."""
    return tables(f"<table><tr>{cell}<td>x</table>")[0].rows[0][0]


def is_title(text):
    return text in TITLES or "本年新收" in text


# paragraphs


def test_inline_tags_do_not_cut_numbers():
    assert lines("<p>共<span>1</span><font>2</font><b>3<o:p></o:p></b> 件</p>") == ["共123 件"]


def test_white_space_is_collapsed_as_in_a_browser():
    assert lines("<p>\n  甲 \t\n 乙\u3000丙\u00a0丁 \u3000\u00a0</p>") == ["甲 乙\u3000丙\u00a0丁"]


def test_breaks_and_blocks_part_paragraphs():
    assert lines("一<div>二<br>三<p>四</div>五<ul><li>六<li>七</ul>") == list("一二三四五六七")


def test_headings_are_marked():
    assert [block.heading for block in content("<h2>甲</h2><p>乙</p>").blocks] == [True, False]


def test_invisible_characters_are_dropped():
    assert lines("<p>1\u200b2&#8203;3\ufeff</p>") == ["123"]


def test_preformatted_text_keeps_its_lines():
    assert lines("<pre>甲\n乙\n</pre>") == ["甲", "乙"]


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>x</script>",
        "<style>x</style>",
        "<noscript>x</noscript>",
        "<template>x</template>",
        "<!-- x -->",
        "<?php x ?>",
        "<span style='color:red; DISPLAY : none'>x</span>",
        "<span style='visibility:hidden'>x</span>",
        "<span hidden>x</span>",
        "<span aria-hidden=true>x</span>",
    ],
)
def test_what_is_not_printed_is_not_read(hidden):
    assert lines(f"<p>1{hidden}2</p>") == ["12"]


# the grid


def test_cells_carry_locators_and_columns():
    table = tables("<table><tr><th>a<td>b</table><table><tbody><tr><td>c<td>d<tr><td>e<td>f</table>")[1]
    assert (table.locator, table.layout, table.width) == ("html:table[2]", "html_table", 2)
    assert [(cell.locator, cell.column) for cell in table.rows[1]] == [
        ("html:table[2]/tr[2]/td[1]", 0),
        ("html:table[2]/tr[2]/td[2]", 1),
    ]


def test_ordinals_count_all_cells_by_their_own_tag():
    (table,) = tables("<table><tr><th>a<td>b<th>c</table>")
    assert [cell.locator.rpartition("/")[2] for cell in table.rows[0]] == ["th[1]", "td[2]", "th[3]"]


def test_spans_shift_columns_and_hanging_cells_are_not_repeated():
    (table,) = tables("<table><tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td>d</table>")
    assert [[(cell.text, cell.column) for cell in row] for row in table.rows] == [
        [("a", 0), ("b", 1)],
        [("c", 1), ("d", 2)],
    ]
    assert table.width == 3


@pytest.mark.parametrize(
    ("given", "rowspan", "colspan"),
    [("2px", 2, 2), ("0", 3, 1), ("99999", 3, 2), ("x", 1, 1), ("-3", 1, 1), ("", 1, 1), (" +2;", 2, 2)],
)
def test_spans_are_read_leniently_and_clipped(given, rowspan, colspan):
    (table,) = tables(f"<table><tr><td rowspan='{given}'>a<td>b<td>c<tr><td>d<td>e<tr><td>f<td>g</table>")
    assert table.rows[0][0].rowspan == rowspan
    (table,) = tables(f"<table><tr><td colspan='{given}'>a<tr><td>b<td>c</table>")
    assert table.rows[0][0].colspan == colspan


def test_row_spans_end_with_their_section():
    (table,) = tables("<table><thead><tr><td rowspan=9>a<td>b<tbody><tr><td>c<td>d</table>")
    assert [cell.column for cell in table.rows[1]] == [0, 1]


def test_rows_come_in_printed_order_and_are_numbered_in_source_order():
    (table,) = tables("<table><tfoot><tr><td>f<td>g</tfoot><tbody><tr><td>b<td>c</table>")
    assert [row[0].locator for row in table.rows] == ["html:table[1]/tr[2]/td[1]", "html:table[1]/tr[1]/td[1]"]


def test_hidden_rows_and_cells_are_counted_but_not_read():
    (table,) = tables(
        "<table><tr style='display:none'><td>x<tr><td style='display:none'>y<td>a"
        "<td style='visibility:hidden'>z<td>b</table>"
    )
    assert [(cell.text, cell.locator, cell.column) for cell in table.rows[0]] == [
        ("a", "html:table[1]/tr[2]/td[2]", 0),
        ("", "html:table[1]/tr[2]/td[3]", 1),
        ("b", "html:table[1]/tr[2]/td[4]", 2),
    ]


def test_caption_is_a_paragraph_before_its_table():
    blocks = content("<table><caption>甲</caption><tr><td>1<td>2</table>").blocks
    assert [type(block) for block in blocks] == [Paragraph, Table]


def test_attribute_bombs_are_bounded():
    rows = "<tr>" + "<td rowspan=65534 colspan=65534>1" * 20
    (table,) = tables("<table>" + rows * 300 + "</table>")
    assert len(table.rows) == 300
    assert calls(lambda: tables("<table>" + rows * 300 + "</table>")) < 60 * 300 * 20


# cells


def test_breaks_and_paragraphs_within_a_cell_are_lines():
    assert first("<td><p>甲<p>乙<br>丙<div><p>丁</div>").text == "甲\n乙\n丙\n丁"


def test_number_cut_by_tags_within_paragraphs():
    assert first("<td>\n <p class=a><span>1</span><span><font>2</font>0</span></p>\n ").text == "120"


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<td>12<sup>1</sup>", "12〔1〕"),
        ("<td><p>12<sub>注<b>1</b></sub></p>", "12〔注1〕"),
        ("<td><sup>1</sup>12", "〔1〕12"),
        ("<td>12<span style='vertical-align: super'>1</span>", "12〔1〕"),
        ("<td><sup>12</sup>", "12"),
        ("<td>12<sup> </sup>", "12"),
    ],
)
def test_raised_marks_do_not_glue_to_figures(markup, text):
    assert first(markup).text == text


def test_hidden_digits_are_not_part_of_a_figure():
    assert first("<td>1<span style='display:none'>9</span>2").text == "12"


@pytest.mark.parametrize(
    ("markup", "text", "reason"),
    [
        ("<td><s>12</s>", "12", "struck out"),
        ("<td>1<span style='text-decoration: underline line-through'>2</span>", "12", "struck out"),
        ("<td style='text-decoration:line-through'>1", "1", "struck out"),
        ("<td>1<del> </del>", "1", ""),
        ("<td><img src=a>", "", "image"),
        ("<td><p><svg><text>5</text></svg></p>", "", "image"),
        ("<td>5<img src=a>", "5", "image"),
        ("<td>5<img src=a width=1 height=9>", "5", ""),
        ("<td>人民法院5<img src=a>纠正其他结果数量", "人民法院5纠正其他结果数量", ""),
        ("<td><input value=7>", "", "form field"),
        ("<td><select><option>7<option>8</select>", "", "form field"),
        ("<td>3<input type=hidden value=7>", "3", ""),
        ("<td>1<span aria-hidden=true>2</span>", "1", "hidden"),
        ("<td>", "", ""),
    ],
)
def test_cells_that_show_more_than_text_say_so(markup, text, reason):
    assert (first(markup).text, first(markup).unreadable) == (text, reason)


def test_struck_row_strikes_its_cells():
    (table,) = tables("<table><tr style='text-decoration:line-through'><td>1<td><tr><td>2<td>3</table>")
    assert [[cell.unreadable for cell in row] for row in table.rows] == [["struck out", ""], ["", ""]]


# malformed tables, read as browsers nest them


@pytest.mark.parametrize(
    ("markup", "rows"),
    [
        ("<table><tr><td>1<td>2<tr><td>3<td>4</table>", ["12", "34"]),
        ("<TABLE><TR><TD>1<TH>2</TABLE>", ["12"]),
        ("<table><td>1<td>2</table>", ["12"]),
        ("<table><tr><td>1</td><td>2</td></tr><td>3</td><td>4</td></table>", ["12", "34"]),
        ("<table><form><tr><td>1<td>2</tr></form><tr><td>3<td>4</table>", ["12", "34"]),
        ("<table><tr><form><td>1</td></form><td>2</td></tr></table>", ["12"]),
        ("<table><tbody><tr><td>1<td>2<tbody><tr><td>3<td>4</table>", ["12", "34"]),
        ("<p><table><tr><td>1<td>2</table></p>", ["12"]),
        ("<table><tr><td>1</td></td><td>2</td></tr></tr></table>", ["12"]),
        ("<table><tr><td><div>1</td><td>2</div></td></tr></table>", ["12"]),
        ("<table><tr><td><div>1<td>2</table>", ["12"]),
        ("<table><tr><td><span>1<td>2</span></table>", ["12"]),
        ("<table><tr><td><b>1</td><td>2</b></table>", ["12"]),
        ("<table><tr><td>1</td></body></html><td>2</td></tr></table>", ["12"]),
        ("<html><body>x</body></html><html><body><table><tr><td>1<td>2</table></body></html>", ["12"]),
    ],
)
def test_malformed_tables(markup, rows):
    assert ["".join(row) for row in cells(markup)] == rows


def test_unclosed_table_does_not_swallow_the_next():
    assert len(tables("<table><tr><td>1<td>2</tr><table><tr><td>3<td>4</table>")) == 2


def test_text_between_cells_is_printed_before_the_table():
    assert lines("<table><tr>甲<td>1</td>乙<td>2</td></tr></table>") == ["甲乙"]


def test_rows_outside_a_table_are_text():
    assert lines("<div><tr><td>1</td><td>2</td></tr></div>") == ["12"]


def test_fonts_that_never_close_do_not_cut_the_page():
    page = "<p><font>甲" * 400 + "<table><tr><td>1<td>2</table>"
    assert cells(page) == [["1", "2"]]


# frames


def test_table_around_tables_is_walked():
    page = "<table><tr><td>甲<td><table><tr><td>1<td>2</table><p>乙</table>"
    assert [block.locator for block in content(page).blocks] == ["html:p[1]", "html:table[2]", "html:p[2]"]


def test_table_around_prose_is_walked():
    prose = "<p>" + "正文，" * 50
    assert len(lines(f"<table><tr><td>栏目<td>{prose}{prose}</table>")) == 3


def test_table_of_one_column_is_walked():
    assert lines("<table><tr><td>甲<tr><td>乙</table>") == ["甲", "乙"]


def test_long_note_does_not_make_a_table_a_frame():
    rows = "".join(f"<tr><td>总计<td>{number}" for number in range(12))
    assert len(tables(f"<table>{rows}<tr><td colspan=2>{'说明' * 110}<br>二</table>")) == 1


def test_box_within_a_cell_is_text():
    assert cells("<table><tr><td>甲<td><table><tr><td>5</table></table>") == [["甲", "5"]]


# main content and furniture

REPORT = (
    f"<p>现公布年度报告，数据截止年底。</p><p>{TITLES[0]}</p><p>正文甲。</p><p>{TITLES[1]}</p>"
    f"<table><tr><td>本年新收<td>1</table><p>{TITLES[2]}</p><p>正文乙。</p>"
)
NAVIGATION = "<div><a href=/>首页</a><ul><li><a href=/a>年报</a><li><a href=/b>指南</a></ul></div>"


def texts(markup):
    return [block.text for block in content(markup, is_title).blocks if isinstance(block, Paragraph)]


def test_furniture_before_and_after_is_left_out():
    page = f"{NAVIGATION}<div><p>当前位置</p><div id=zoom>{REPORT}</div></div>{NAVIGATION}<p>版权所有</p>"
    assert texts(page) == texts(REPORT)
    assert len(texts(page)) == 6


def test_linked_contents_do_not_widen_the_main_content():
    links = "".join(f"<li><a href=#{number}>{title}</a>" for number, title in enumerate(TITLES))
    assert texts(f"<ul>{links}</ul><p>分享到</p><div>{REPORT}</div>") == texts(REPORT)


def test_repeated_titles_in_a_sidebar_do_not_widen_the_main_content():
    sidebar = "".join(f"<li>{title}" for title in TITLES)
    assert texts(f"<div>{REPORT}</div><ul>{sidebar}</ul>") == texts(REPORT)


def test_sections_in_boxes_of_their_own_stay_together():
    parts = REPORT.split(f"<p>{TITLES[2]}")
    page = f"{NAVIGATION}<div><div>{parts[0]}</div><div><p>{TITLES[2]}{parts[1]}</div></div>"
    assert texts(page) == texts(REPORT)


def test_preamble_and_signature_beside_the_body_are_kept():
    page = f"{NAVIGATION}<div><p>前言说明了一切情况。</p><div>{REPORT}</div><p>2024年1月9日</p></div>{NAVIGATION}"
    assert texts(page)[0] == "前言说明了一切情况。"
    assert texts(page)[-1] == "2024年1月9日"


def test_without_anchors_everything_is_kept():
    assert len(content(f"{NAVIGATION}<p>甲</p>").blocks) == 4


def test_locators_do_not_depend_on_the_main_content():
    page = f"{NAVIGATION}<div>{REPORT}</div>"
    whole = {block.locator: block for block in content(page).blocks}
    assert all(whole[block.locator] == block for block in content(page, is_title).blocks)


# metadata

CARD = (
    "<table><tr><td>索引号<td>014/2024-1<td>公开日期：<td>2024-01-17</tr>"
    "<tr><td>发布机构<td>某县某局<td>文号<td></table>"
)


def test_card_is_metadata_and_no_table():
    found = content(f"{CARD}<p>甲</p>")
    assert not any(isinstance(block, Table) for block in found.blocks)
    assert (found.metadata["publisher"], found.metadata["published_on"]) == ("某县某局", "2024-01-17")


def test_meta_tags_come_before_the_card():
    head = "<meta name=PubDate content='2024/1/18 10:00'><meta name=sitename content=某县>"
    more = "<meta name=SiteIDCode content=3213><meta name=ContentSource content=某局>"
    found = content(f"{head}{more}<title> 某局 年报 </title>{CARD}<p>甲").metadata
    assert (found["published_on"], found["publisher"], found["title"]) == ("2024-01-18", "某局", "某局 年报")
    assert (found["site_id"], found["site_name"]) == ("3213", "某县")


@pytest.mark.parametrize(("key", "day"), [("pubDate", "2024-01-18"), ("dateModified", None)])
def test_the_data_for_search_engines_tell_the_date(key, day):
    linked = f'<script type="application/ld+json">{{"@id":"a","{key}":"2024-01-17T16:30:00Z"}}</script>'
    assert content(f"{linked}<p>甲").metadata.get("published_on") == day


def test_line_of_metadata_is_read():
    found = content("<p>发布时间：2024-1-8 10:20 来源：某市某局 浏览次数：9</p><p>甲").metadata
    assert (found["publisher"], found["published_on"]) == ("某市某局", "2024-01-08")


def test_dates_that_do_not_exist_are_not_dates():
    assert "published_on" not in content("<meta name=PubDate content=2024-13-45><p>甲").metadata


@pytest.mark.parametrize(
    "markup",
    [
        "<link rel=canonical href='https://a.gov.cn/1'>",
        "<meta property=og:url content='https://a.gov.cn/1'>",
        "<!-- saved from url=(0018)https://a.gov.cn/1 -->",
        "<div>来源：<a href='https://a.gov.cn/1'>https://a.gov.cn/1</a></div>",
    ],
)
def test_address_of_the_page(markup):
    assert content(markup + "<p>甲").metadata["url"] == "https://a.gov.cn/1"


def test_other_schemes_are_no_address():
    assert "url" not in content("<link rel=canonical href='javascript:alert(1)'><p>甲").metadata


@pytest.mark.parametrize(
    "markup",
    ["<ucaptitle>某局年报</ucaptitle>", "<h1>某站</h1><h1>某局年报</h1>", "<meta name=ArticleTitle content=某局年报>"],
)
def test_headline(markup):
    assert content(f"<title>某局年报-某站</title>{markup}<p>甲").metadata["heading"] == "某局年报"


# character sets


@pytest.mark.parametrize("declared", ["", "<meta charset=gb2312>", "<meta charset=utf-8>", "<meta charset=iso-8859-1>"])
@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "utf-16"])
def test_wrong_missing_and_right_declarations(declared, codec):
    assert lines(f"{declared}<p>政府信息公开，镕</p>".encode(codec)) == ["政府信息公开，镕"]


def test_damaged_page_carries_a_remark():
    found = content("<p>政府信息公开</p>".encode() * 50 + b"\xff")
    assert [rule for rule, _ in found.remarks] == ["CHARSET_UNCERTAIN"]


def test_styles_are_seen_in_any_character_set():
    page = "<p>政府信息公开1<span style='display:none'>9</span>2</p>"
    assert lines(page.encode("utf-16-le")) == ["政府信息公开12"]


# hostile and broken input


@pytest.mark.parametrize(
    "page", [b"", b"   ", b"\0\0", b"<!-- -->", b"<html></html>", b"<script>x</script>", b"\xff\xfe"]
)
def test_page_without_text_is_unreadable(page):
    with pytest.raises(Unreadable):
        content(page)


@pytest.mark.parametrize("tag", ["div", "table><tr><td", "span", "b"])
def test_absurd_nesting_is_refused(tag):
    with pytest.raises(Unreadable, match="to its end"):
        content(f"<{tag}>" * 10_000 + "甲")


@pytest.mark.parametrize("tag", ["div", "table><tr><td", "span"])
def test_deep_nesting_is_read(tag):
    assert lines(f"<{tag}>" * 600 + "甲") == ["甲"]


def test_chaos_is_read_or_refused():
    tags = "td,/td,tr,table,/table,form,select,/select,svg,math,button,b,/b,p,caption,tbody,h2,/html"
    for seed in range(100):
        chance = random.Random(seed)
        with suppress(Unreadable):
            content("".join(f"<{chance.choice(tags.split(','))}>{chance.choice(('', '1'))}" for _ in range(40)))


# the sample


@pytest.fixture(scope="module")
def sample():
    if not SAMPLE.exists():
        pytest.skip("the folder of samples is not here")
    return SAMPLE.read_bytes()


def is_statutory(text):
    return text in TITLES or any(label in text for label in ("第二十条第（一）项", "本年新收", "未经复议直接起诉"))


def test_sample_has_the_three_statutory_tables_alone(sample):
    found = [block for block in content(sample, is_statutory).blocks if isinstance(block, Table)]
    assert [(len(table.rows), table.width) for table in found] == [(14, 4), (28, 10), (4, 15)]


def test_sample_metadata(sample):
    found = content(sample, is_statutory).metadata
    assert found["title"].startswith("沭阳县发展和改革局2023年")
    assert (found["publisher"], found["published_on"]) == ("沭阳县发展和改革局", "2024-01-17")
    assert (found["site_id"], found["site_name"]) == ("3213220037", "沭阳县人民政府")


def test_sample_cut_anywhere_is_read_or_refused(sample):
    for seed in range(30):
        cut = sample[: random.Random(seed).randrange(len(sample))]
        with suppress(Unreadable):
            content(cut, is_statutory)


RUNS_ON = "本报告由某局编制。 一、总体情况 全年工作平稳，各项工作都按计划完成。 （一）主动公开情况。公开三百条。"
LAST = "五、存在的主要问题及改进情况 人手仍然不足，将予以充实。 六、其他需要报告的事项 无。"


def test_paragraphs_in_which_a_report_runs_on_are_parted_at_its_titles():
    found = content(f"<p>{RUNS_ON}<p>三、收到和处理政府信息公开申请情况<p>{LAST}").blocks
    assert [block.text for block in found] == [
        *("本报告由某局编制。", "一、总体情况", "全年工作平稳，各项工作都按计划完成。"),
        *("（一）主动公开情况。公开三百条。", "三、收到和处理政府信息公开申请情况"),
        *("五、存在的主要问题及改进情况", "人手仍然不足，将予以充实。", "六、其他需要报告的事项", "无。"),
    ]
    assert len({block.locator for block in found}) == len(found)


def test_a_paragraph_that_lists_titles_which_stand_alone_below_it_is_not_parted():
    listed = "本报告分为几部分。 一、总体情况，二、主动公开政府信息情况。 五、存在的主要问题及改进情况。"
    found = content(f"<p>{listed}<p>一、总体情况<p>平稳。<p>五、存在的主要问题及改进情况<p>不足。").blocks
    assert found[0].text == listed
