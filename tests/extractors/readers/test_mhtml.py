import base64

import pytest

from xxgk.extractors.document import read
from xxgk.schema.document import Unreadable

HEAD = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="B"\r\n\r\npreamble\r\n--B\r\n'
PAGE = "<html><body><p>一、总体情况</p><p>正文。</p></body></html>"


def texts(data):
    return [block.text for block in read(data).blocks]


def part(kind, body, encoding="8bit"):
    return f"Content-Type: {kind}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n".encode() + body + b"\r\n--B--\r\n"


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gbk"])
def test_the_page_in_its_declared_character_set(charset):
    assert texts(HEAD + part(f'text/html; charset="{charset}"', PAGE.encode(charset))) == ["一、总体情况", "正文。"]


def test_quoted_printable_and_base64():
    assert texts(HEAD + part("text/html", base64.encodebytes(PAGE.encode()), "base64"))[1] == "正文。"
    quoted = "".join(f"={byte:02X}" for byte in PAGE.encode()).encode()
    assert texts(HEAD + part("text/html", quoted, "quoted-printable"))[1] == "正文。"


def test_other_heads_may_stand_before():
    saved = b"From: <Saved by WPS>\r\nSubject: =?utf-8?B?5bm05oql?=\r\nDate: x\r\n y\r\n"
    content = read(saved + HEAD + part("text/html", PAGE.encode()))
    assert (content.reader, content.media_type) == ("html", "multipart/related")


@pytest.mark.parametrize(("name", "cell"), [("http://a/x/s.css", "37"), ("http://a/s.css", "837")])
def test_a_page_saved_whole_holds_its_style_sheets(name, cell):
    rows = "<tr><td>甲</td><td><b class=m>8</b>37</td></tr><tr><td>乙</td><td>5</td></tr>"
    page = f"<html><head><link rel=stylesheet href=s.css></head><body><table>{rows}</table></body></html>".encode()
    first = b"Content-Type: text/html\r\nContent-Location: http://a/x/1.html\r\n\r\n" + page
    sheet = f"Content-Type: text/css\r\nContent-Location: {name}\r\n\r\n.m{{display:none}}".encode()
    (table,) = read(HEAD + first + b"\r\n--B\r\n" + sheet + b"\r\n--B--\r\n").blocks
    assert table.rows[0][1].text == cell


def test_a_message_without_a_page_is_unreadable():
    with pytest.raises(Unreadable, match="without a page"):
        read(HEAD + part("image/png", b"x"))


def test_deep_nesting_and_truncation_are_no_crash():
    nested = b"".join(
        f'Content-Type: multipart/related; boundary="b{n}"\r\n\r\n--b{n}\r\n'.encode() for n in range(3000)
    )
    with pytest.raises(Unreadable):
        read(b"MIME-Version: 1.0\r\n" + nested)
    whole = HEAD + part("text/html", PAGE.encode())
    for cut in range(30, len(whole), 7):
        try:
            read(whole[:cut])
        except Unreadable:
            continue


def test_word_html_under_any_name_is_html():
    page = (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">'
        "<!--[if gte mso 9]><xml><w:WordDocument><w:View>Print</w:View></w:WordDocument></xml><![endif]-->"
        "<body><p class=MsoNormal>正文。<o:p></o:p></p><![if !supportEmptyParas]>&nbsp;<![endif]></body></html>"
    )
    assert texts(page.encode()) == ["正文。"]


def test_word_2003_xml_needs_libreoffice():
    xml = b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument xmlns:w="x"><w:body/>'
    with pytest.raises(Unreadable, match=r"^needs LibreOffice"):
        read(xml)
    with pytest.raises(Unreadable, match=r"^needs LibreOffice"):
        read(rb"{\rtf1\ansi x}")
