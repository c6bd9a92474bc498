"""Plain text: head lines of a crawler become metadata, everything else blocks."""

import pytest

from xxgk.extractors.readers.text.reader import read
from xxgk.schema.document import Unreadable

HEAD = "标题：某局2023年年报\n发布时间：2024年1月8日\n链接：http://example.org/a.html\n======\n一、总体情况\n平稳。\n"


def test_head_lines_are_metadata_and_no_text():
    content = read(HEAD.encode())
    assert content.metadata == {
        "title": "某局2023年年报", "published_on": "2024-01-08", "url": "http://example.org/a.html",
    }  # fmt: skip
    assert [block.text for block in content.blocks] == ["一、总体情况", "平稳。"]


def test_without_a_rule_the_lines_stay_text():
    content = read("标题：某局2023年年报\n平稳。\n".encode())
    assert [block.text for block in content.blocks] == ["标题：某局2023年年报", "平稳。"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_any_usual_encoding_reads_the_same(encoding):
    assert [block.text for block in read("总体情况平稳，无复议。\n".encode(encoding)).blocks] == [
        "总体情况平稳，无复议。"
    ]


@pytest.mark.parametrize("data", [b"\x00" * 500 + b"abc", b"\x00\x01\x02" * 300])
def test_binary_is_refused(data):
    with pytest.raises(Unreadable):
        read(data)


def test_lines_are_counted_as_in_the_file():
    content = read("\n\n平稳。\r\n有序。\n".encode())
    assert [block.locator for block in content.blocks] == ["text:L3", "text:L4"]


def test_a_card_of_metadata_is_no_table_of_the_report():
    card = "索 引 号 | 0144/2024-04736 | 分 类 | 年报 |\n发布机构 | 青禾区司法局 | 发文日期 | 2025年1月8日 |\n"
    content = read((card + "一、总体情况\n本局依法公开。\n").encode())
    assert content.metadata == {"publisher": "青禾区司法局", "published_on": "2025-01-08"}
    assert [block.text for block in content.blocks] == ["一、总体情况", "本局依法公开。"]


def test_a_label_without_a_value_does_not_take_the_next_label_for_one():
    found = read("索引号: 主题分类:\n发布机构: 生成日期: 2024-01-18\n文件编号: 有效性:\n正文。\n".encode()).metadata
    assert found == {"published_on": "2024-01-18"}


def test_a_line_of_source_and_time_at_the_head_is_metadata():
    content = read("某报告\n来源：青禾区人民政府办公室 发布时间：2017-01-12 10:01\n正文。\n".encode())
    assert content.metadata == {"publisher": "青禾区人民政府办公室", "published_on": "2017-01-12"}
