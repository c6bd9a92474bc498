"""Bad input: one clear line, quickly, and never an exception."""

import io
import zipfile

import pytest

from xxgk.extractors.containers import container
from xxgk.extractors.document import extract
from xxgk.extractors.readers import dispatch
from xxgk.schema.document import LARGEST, Unreadable
from xxgk.schema.report import QUARANTINED

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def zipped(**members):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return data.getvalue()


PAGE = "<html><head><meta charset=utf-8><title>{0}</title></head><body><h1>{0}</h1>{1}</body></html>"
BUDGET = "<table><tr><td>项目</td><td>本年预算数</td></tr><tr><td>行政许可</td><td>12</td></tr></table>"
BAD = {
    "empty": (b"", "empty"),
    "white space": (b" \n\t ", "empty"),
    "broken legacy file": (OLE + bytes(600), "compound file"),
    "pdf": (b"%PDF-1.7\n", "PDF"),
    "picture named as text": (b"\x89PNG\r\n\x1a\n" + bytes(99), ""),
    "binary": (bytes(range(256)) * 40, ""),
    "truncated docx": (zipped(word__document_xml="<w/>")[:60], ""),
    "zip without a document": (zipped(a="b"), ""),
    "page without tables": (PAGE.format("某局简介", "<p>欢迎。</p>").encode(), "no annual report"),
    "another report": (PAGE.format("某局2023年部门预算公开", BUDGET).encode(), "no annual report"),
    "plain chatter": (("今天天气不错。\n" * 50).encode(), "no annual report"),
}


@pytest.mark.parametrize(("data", "reason"), BAD.values(), ids=BAD)
def test_bad_input_is_quarantined_with_one_line(data, reason):
    report = extract(data, "x.docx")
    assert (report.outcome, report.figures) == (QUARANTINED, ())
    assert reason in report.reason
    assert "\n" not in report.reason.strip()


@pytest.mark.parametrize("cell", ["", "--", "&nbsp;"])
def test_a_form_that_nobody_filled_is_told(cell):
    rows = "".join(f"<tr><td>{label}</td><td>{cell}</td></tr>" for label in ("行政许可", "行政处罚", "行政强制"))
    table = (
        f"<table><tr><td>第二十条第（五）项</td></tr><tr><td>信息内容</td><td>本年处理决定数量</td></tr>{rows}</table>"
    )
    page = PAGE.format("示例市青禾区司法局2023年政府信息公开工作年度报告", f"<p>二、主动公开政府信息情况</p>{table}")
    report = extract(page.encode(), "empty.html")
    assert report.figures
    assert ("FORM_EMPTY", "warning") in {(found.rule, found.severity) for found in report.findings}
    filled = extract(page.replace(f"<td>{cell}</td></tr></table>", "<td>3</td></tr></table>").encode(), "filled.html")
    assert "FORM_EMPTY" not in {found.rule for found in filled.findings}


def test_a_zip_bomb_is_refused_before_it_is_inflated(monkeypatch):
    data, opened = zipped(word__document_xml=b"<w>" + b" " * 80_000_000), []
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *args, **_: opened.append(args))
    assert extract(data, "bomb.docx").outcome == QUARANTINED
    assert opened == []


def test_a_hundred_megabytes_are_refused_before_they_are_read(monkeypatch):
    asked = []
    monkeypatch.setattr(dispatch, "container", asked.append)
    assert "limit" in extract(b"\x80" * (LARGEST + 1), "junk").reason
    assert asked == []


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"<!DOCTYPE html><p>x", "html"),
        (zipped(a="b"), "zip"),
        (b"%PDF-1.7", "pdf"),
        ("一、总体情况".encode("gb18030"), "text"),
        (b"\xef\xbb\xbf# title", "text"),
        ("<html>".encode("utf-16"), "html"),
        (b"a < b and c > d", "text"),
    ],
)
def test_a_file_is_known_by_its_bytes(data, kind):
    assert container(data).name == kind


@pytest.mark.parametrize("magic", [b"Rar!", b"7z\xbc\xaf", b"{\\rtf1", b"\x1f\x8b", b"GIF89a"])
def test_other_containers_are_named(magic):
    with pytest.raises(Unreadable, match="the file is"):
        container(magic + bytes(9))


REPORT = """某区司法局2023年政府信息公开工作年度报告
本报告所列数据的统计期限自2023年1月1日起至2023年12月31日止。
一、总体情况
平稳。
二、主动公开政府信息情况
信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数
规章 | 1 | 2 | 3
"""


def test_a_part_of_a_report_is_read_and_what_is_missing_is_told():
    report = extract(REPORT.encode(), "report.txt")
    assert [figure.value for figure in report.figures] == [1, 2, 3]
    assert report.outcome == "loaded_with_findings"
    assert {"t3_requests", "t4_review_litigation"} <= {found.where for found in report.findings}


@pytest.mark.parametrize(("lost", "reason"), [("2023", "year"), ("某区司法局", "agency")])
def test_a_report_of_nobody_or_no_year_is_quarantined(lost, reason):
    report = extract(REPORT.replace(lost, "").encode(), "report.txt")
    assert report.outcome == QUARANTINED
    assert reason in report.reason


def test_free_text_under_the_statutory_titles_is_a_report_whatever_its_title_says():
    titles = (
        "概述",
        "主动公开政府信息的情况",
        "依申请公开政府信息和不予公开政府信息的情况",
        "政府信息公开的收费及减免情况",
    )
    titles = (*titles, "因政府信息公开申请行政复议、提起行政诉讼的情况", "政府信息公开工作存在的主要问题及改进情况")
    text = "示例县畜牧局2011年度政府信息公开\n现公布示例县畜牧局2011年度工作情况，统计期限自2011年1月1日至12月31日。\n"
    text += "\n".join(
        f"{number}、{title}\n各股室按职责办理。" for number, title in zip("一二三四五六", titles, strict=True)
    )
    report = extract(text.encode(), "report.txt")
    assert (report.outcome == "quarantined", report.year) == (False, 2011)


LIST_OF_2014 = """示例市林业局2016年政府信息公开工作年度报告
一、主动公开情况
2016年，我局主动公开政府信息120条。
二、依申请公开情况
全年共收到政府信息公开申请9件。
附表：政府信息公开情况统计表
指标名称\t单位\t统计数
一、主动公开情况\t\t
（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条）\t条\t120
三、依申请公开情况\t\t
（一）收到申请数\t件\t8
1.当面申请数\t件\t2
2.传真申请数\t件\t0
3.网络申请数\t件\t6
4.信函申请数\t件\t0
四、行政复议数量\t件\t0
五、行政诉讼数量\t件\t0
"""


def test_prose_that_says_otherwise_than_the_list_of_2014_is_a_finding():
    report = extract(LIST_OF_2014.encode(), "report.txt")
    told = {found.rule: (found.left, found.right) for found in report.findings if "_N_" in found.rule}
    assert told == {"F14_N_RECEIVED": (9, 8)}


def test_a_text_that_begins_with_empty_lines_before_cells_behind_tabs_is_read():
    report = extract(("\t\n信息内容\n" + "\t1\n\t0\n\t3\n" * 9).encode(), "report.txt")
    assert report.outcome == "quarantined"
