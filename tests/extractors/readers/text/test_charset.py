"""Character sets: the bytes testify before the label does."""

import random

import pytest

from xxgk.extractors.labels.values import read_value
from xxgk.extractors.readers.html import reader as html
from xxgk.extractors.readers.text.charset import as_utf8, declared_in, decode
from xxgk.schema.document import Table

TEXT = "二〇二三年政府信息公开年报，镕㙍共 1,234 件。\n"


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-32", "utf-8", "gb18030"])
def test_reads_each_set_without_a_declaration(codec):
    assert decode(TEXT.encode(codec)) == (TEXT, ())


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_recognises_wide_text_without_mark(codec):
    assert decode(TEXT.encode(codec)) == (TEXT, ())


def test_odd_byte_at_the_end_of_wide_text_is_a_cut():
    text, remarks = decode(TEXT.encode("utf-16-le") + b"1")
    assert text == TEXT
    assert remarks[0][0] == "CUT_OFF"


@pytest.mark.parametrize("declared", ["gb2312", "iso-8859-1", "big5", "no-such-set", "", None])
def test_utf8_wins_over_any_declaration(declared):
    assert decode(TEXT.encode(), declared) == (TEXT, ())


@pytest.mark.parametrize("declared", ["gb2312", "GBK", "x-gbk", "utf-8", "iso-8859-1", "windows-1252", None])
def test_gb_bytes_are_read_as_gb18030_under_any_name(declared):
    assert decode(TEXT.encode("gb18030"), declared) == (TEXT, ())


def test_declared_set_is_believed_where_utf8_fails():
    text = "政府資訊公開年度報告書"
    assert decode(text.encode("big5"), "big5") == (text, ())


@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_text_cut_within_its_last_character(codec):
    text, remarks = decode((TEXT.strip() * 9 + "镕").encode(codec)[:-1])
    assert text == TEXT.strip() * 9
    assert [rule for rule, _ in remarks] == ["CUT_OFF"]


@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_damaged_text_keeps_its_set_and_says_how_much_is_lost(codec):
    data = (TEXT * 20).encode(codec) + b"\xff" + (TEXT * 20).encode(codec)
    text, remarks = decode(data, "utf-8")
    assert text.count(TEXT) >= 39
    assert remarks[0][0] == "CHARSET_UNCERTAIN"
    assert remarks[0][1].startswith(f"{text.count(chr(0xFFFD))} ")


def test_junk_is_read_somehow_with_a_remark():
    junk = random.Random(7).randbytes(5000)
    text, remarks = decode(junk)
    assert text
    assert remarks[0][0] == "CHARSET_UNCERTAIN"


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "utf-16-le"])
def test_as_utf8_is_the_same_text(codec):
    assert as_utf8(TEXT.encode(codec)) == (TEXT.encode(), ())


@pytest.mark.parametrize("data", [b"", b"\0", b"\xff\xfe", b"\xe4", b"abc", b"\x80"])
def test_tiny_input_never_fails(data):
    assert isinstance(decode(data)[0], str)


@pytest.mark.parametrize(
    ("markup", "declared"),
    [
        (b'<meta charset="GBK">', "GBK"),
        (b"<meta http-equiv=Content-Type content='text/html; charset=gb2312'>", "gb2312"),
        (b'<?xml version="1.0" encoding="utf-8"?>', "utf-8"),
        (b"<p>none</p>", None),
    ],
)
def test_finds_the_declaration_of_a_page(markup, declared):
    assert declared_in(markup) == declared


PIECE = "版权所有：示例市人民政府办公室 电话 0571"


@pytest.mark.parametrize(("base", "piece"), [("utf-8", "gb18030"), ("gb18030", "utf-8")])
@pytest.mark.parametrize("declared", ["utf-8", "gbk", None])
def test_a_short_piece_in_another_set_is_told_and_does_not_choose_the_set(base, piece, declared):
    data = (TEXT * 9).encode(base) + b"<p>" + PIECE.encode(piece) + b"</p>" + TEXT.encode(base)
    text, remarks = decode(data, declared)
    assert (text.startswith(TEXT * 9 + "<p>"), text.endswith("</p>" + TEXT)) == (True, True)
    assert "\ufffd" in text
    assert f"in {piece} the first piece would be 版权所有" in remarks[0][1]


@pytest.mark.parametrize(("base", "piece"), [("utf-8", "gb18030"), ("gb18030", "utf-8")])
def test_a_long_footer_in_another_set_does_not_choose_it_either(base, piece):
    data = (TEXT * 60).encode(base) + (PIECE * 20).encode(piece)
    text, remarks = decode(data)
    assert text.startswith(TEXT * 60)
    assert not set(text[len(TEXT) * 60 :]) & set("版权所有示例市人民政府办公室")
    assert f"in {piece} the first piece would be 版权所有" in remarks[0][1]


@pytest.mark.parametrize(("base", "piece"), [("utf-8", "gb18030"), ("gb18030", "utf-8")])
def test_a_cell_that_holds_a_piece_in_another_set_is_no_number(base, piece):
    cells = b"<td>9</td><td>" + "共计三十".encode(piece) + b"37</td>"
    row = ("一二三四五六七八" * 9).encode(base) + b"<table><tr>" + cells + b"</tr>"
    content = html.read(b"<html><body>" + row + b"</table></body></html>", lambda _: True)
    (table,) = (block for block in content.blocks if isinstance(block, Table))
    assert [read_value(cell.text) for cell in table.rows[0]] == [(9, "number"), (None, "text")]
