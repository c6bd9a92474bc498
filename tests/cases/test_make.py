"""A case made of a report is read as the report is, and nothing of its names, figures and prose is left."""

import io
import re
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from tests.cases.make import made, structure
from tests.cases.swap import Swap, invented
from xxgk.extractors.document import extract

SAMPLES = Path(__file__).parents[2] / "data" / "samples"
NAMES = (
    "songguo-transport-2023.txt",
    "qinghe-justice-2009.txt",
    "bailu-resources-2023.md",
    "qinghe-justice-2019.html",
    "qinghe-justice-2016.docx",
    "qinghe-justice-2023.docx",
)

MADE_OF_FORM_WORDS = 11
"""So long may a clause be that is nothing but words of the forms (没有需要说明的情况); longer ones are none."""


@pytest.fixture(scope="module", params=NAMES)
def pair(request):
    """A report and its case: bytes and what is read."""
    data, suffix = (SAMPLES / request.param).read_bytes(), Path(request.param).suffix
    case = made(data, suffix)
    return data, case, extract(data, f"a{suffix}"), extract(case, f"a{suffix}")


def test_the_same_cells_are_read_and_every_figure_is_so_many_times_what_it_was(pair):
    _, _, report, case = pair
    assert structure(case) == structure(report)
    assert len(case.figures) > 30
    factors = {new.value / old.value for old, new in zip(report.figures, case.figures, strict=True) if old.value}
    assert len({round(factor, 6) for factor in factors}) == 1
    assert min(factors) >= 2
    zeros = [new.value for old, new in zip(report.figures, case.figures, strict=True) if old.value == 0]
    assert set(zeros) <= {0}


def test_no_sentence_is_left(pair):
    _, _, report, case = pair
    clauses = {clause for section in report.sections for clause in re.split("[，。；、：（）\n]", section.text)}
    left = "\n".join(section.text for section in case.sections)
    assert [clause for clause in clauses if len(clause) > MADE_OF_FORM_WORDS and clause in left] == []


def test_the_same_report_gives_the_same_case(pair):
    data, case, report, _ = pair
    assert made(data, ".docx" if report.reader == "docx" else ".html" if report.reader == "html" else ".txt") == case


def spans(document):
    """How the cells of a document are merged and nested."""
    if document[:2] == b"PK":
        document = zipfile.ZipFile(io.BytesIO(document)).read("word/document.xml")
        return Counter(re.findall(rb"<w:(?:tbl|tr|tc|gridSpan|vMerge)\b[^>]*>", document))
    return re.findall(rb"</?t[dr]\b|(?:col|row)span=\S*\d", document)


def test_cells_are_merged_as_they_were(pair):
    data, case, *_ = pair
    assert spans(data) == spans(case)


PAGE = """<html><head><title>某省某市审计局年报</title><script>var who = '张三'</script>
<meta name="author" content="张三"><style>.x { display: none; background: url(http://a.gov.cn/z.png) }</style></head>
<body><!-- 张三 --><p>联系人：张三，电话 0571-12345678，<a href="http://a.gov.cn/zs">zhangsan@a.gov.cn</a></p>
<td class="x" colspan=3>本年制发件数<b>1</b>2件</td><img src="zs.jpg" alt="张三"></body></html>"""


def test_names_addresses_scripts_and_comments_are_gone_and_markup_stays():
    case = made(PAGE.encode(), ".html").decode()
    assert not re.search("张|三|zhangsan|gov|zs|12345678|who", case)
    assert '<td class="x" colspan=3>本年制发件数<b>' in case
    assert ".x { display: none; background: url() }" in case


@pytest.mark.parametrize(
    ("agency", "new"),
    [
        ("甲省乙市丙县水利局", "示例市白鹭县水利局"),
        ("甲市公安局乙丙分局", "示例市公安局青禾分局"),
        ("甲市乙区丙丁镇人民政府", "示例市青禾区石榴镇人民政府"),
        ("甲乙集团", "示例市财政局"),
    ],
)
def test_an_agency_keeps_its_kind_and_loses_its_place(agency, new):
    assert invented(agency) == new


@pytest.mark.parametrize(
    ("printed", "new"),
    [
        ("1,200.50万元", "3,601.50万元"),
        ("0", "0"),
        ("", ""),
        ("/", "/"),
        ("12 7", "36 21"),
        ("2023年1月5日", "2023年1月5日"),
        ("1.属于国家秘密", "1.属于国家秘密"),
        ("总 计", "总 计"),
    ],
)
def test_figures_are_multiplied_and_labels_units_dates_and_blanks_stay(printed, new):
    assert Swap((), 3)([printed]) == [new]


def test_a_container_that_cannot_be_made_over_is_told():
    with pytest.raises(ValueError, match=r"\.pdf: a case is made of \.html"):
        made(b"%PDF", ".pdf")
