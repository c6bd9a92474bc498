import io
import zipfile
from random import Random

import pytest

from tests.generate.noise import QUIET
from tests.generate.render_sheet import zipped
from tests.generate.renderers import RENDERERS
from tests.generate.samples import contradicted
from tests.generate.truth import random_truth
from xxgk.extractors.document import extract, read
from xxgk.extractors.readers import archives
from xxgk.extractors.readers.pdf import plumber as pdf_plumber
from xxgk.schema.document import Unreadable

REPORT = "某局2023年政府信息公开工作年度报告\n一、总体情况\n正文。\n二、主动公开政府信息情况\n略。\n".encode()
HTML = (
    "<html><p>一、总体情况</p><table><tr><td>其他处理</td><td>申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请</td>"
    "<td>1</td></tr><tr><td>申请人逾期未按收费通知要求缴纳费用、行政机关不再处理</td><td>2</td></tr></table></html>"
).encode()


def remarks(content, rule):
    return [message for name, message in content.remarks if name == rule]


def test_the_report_is_found_by_content_and_the_others_are_listed():
    content = read(zipped({"年度报告说明.txt": "请查收。".encode(), "b.txt": REPORT, "c.bin": b"GIF89a"}))
    assert content.blocks[1].locator.startswith("zip:b.txt!text:")
    assert remarks(content, "ARCHIVE_MEMBERS") == [
        "the report is b.txt; not read: 年度报告说明.txt, c.bin (the file is a GIF picture)"
    ]


def test_tables_count_more_than_titles():
    content = read(zipped({"年度报告.txt": REPORT, "x.html": HTML}))
    assert content.blocks[0].locator.startswith("zip:x.html!html:")
    assert not remarks(content, "ARCHIVE_SEVERAL_REPORTS")


@pytest.mark.parametrize(("first", "other"), [("b.et", "a.pdf"), ("b.shtml", "a.xlsx"), ("b.wps", "a.htm")])
def test_of_equals_the_kind_decides_whatever_it_is_called(first, other):
    assert read(zipped({other: HTML, first: HTML})).blocks[0].locator.startswith(f"zip:{first}!")


def test_several_reports_are_told():
    content = read(zipped({"a.html": HTML, "年度报告.html": HTML}))
    assert content.blocks[0].locator.startswith("zip:年度报告.html!")
    assert remarks(content, "ARCHIVE_SEVERAL_REPORTS") == ["statutory tables stand in a.html too"]


def test_names_in_gb18030():
    data = zipped({"ABCDEFGH.txt": REPORT}).replace(b"ABCDEFGH", "年度报告".encode("gb18030"))
    assert read(data).blocks[0].locator.startswith("zip:年度报告.txt!")


def unreadable(data):
    with pytest.raises(Unreadable) as raised:
        read(data)
    (line,) = str(raised.value).splitlines()
    return line


def test_archives_within_archives_are_not_opened():
    assert "a.zip (an archive within the archive)" in unreadable(zipped({"a.zip": zipped({"年度报告.txt": REPORT})}))
    assert "RAR archive" in unreadable(zipped({"a.rar": b"Rar!\x1a\x07"}))


def test_an_archive_without_a_report_names_what_it_has():
    assert unreadable(zipped({"a.txt": b"hello", "__MACOSX/b": b"x"})) == "no report in the archive: a.txt"
    assert "empty" in unreadable(b"PK\x05\x06" + bytes(18))


def test_paths_that_leave_the_archive_are_only_names():
    assert read(zipped({"../../etc/passwd": REPORT})).blocks[0].locator.startswith("zip:../../etc/passwd!")


def test_bombs_and_crowds_are_refused():
    assert "bomb" in unreadable(zipped({"年度报告.txt": bytes(8 << 20)}))
    assert "documents" in unreadable(zipped({f"{n}.txt": REPORT for n in range(51)}))


def test_an_encrypted_member_is_told():
    data = bytearray(zipped({"年度报告.txt": REPORT}))
    data[6] |= 1
    data[data.find(b"PK\x01\x02") + 8] |= 1
    assert "password" in unreadable(bytes(data))


def test_truncated_archives_are_unreadable():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("年度报告.txt", REPORT * 20)
    data = buffer.getvalue()
    for cut in range(1, 10):
        assert "zip" in unreadable(data[: len(data) * cut // 10])


def test_a_pdf_in_an_archive_has_the_second_reader_too(monkeypatch):
    asked = []

    def second(data, pages):
        asked.append((data[:5], sorted(pages)))
        raise Unreadable("nothing")

    monkeypatch.setattr(pdf_plumber, "read_with_pdfplumber", second)
    truth = contradicted(random_truth(Random(1)), "t3_requests.granted.total")
    report = extract(zipped({"说明.txt": b"x", "年报.pdf": RENDERERS["pdf"](truth, QUIET, Random(1))}), "a.zip")
    places = {figure.locator for figure in report.figures if figure.code.startswith("t3_requests.")}
    assert all(place.startswith("zip:年报.pdf!pdf:p") for place in places)
    assert asked == [(b"%PDF-", sorted({int(place.split("pdf:p")[1].split("/")[0]) for place in places}))]


def test_the_second_reading_of_a_member_bears_its_name():
    data = zipped({"年报.pdf": RENDERERS["pdf"](random_truth(Random(1)), QUIET, Random(1))})
    again = archives.read_again(data, read(data), [], lambda member, _: pdf_plumber.read_with_pdfplumber(member))
    assert {block.locator.split("!")[0] for block in again.blocks} == {"zip:年报.pdf"}
    assert [len(block.rows) for block in again.blocks] == [14, 28, 4]
