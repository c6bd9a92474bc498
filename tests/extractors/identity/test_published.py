"""When a report was published: by its page, else by its sign-off, and never on a day that cannot be."""

from datetime import date

import pytest

from tests.extractors.pages_by_hand import TITLE, page
from xxgk.extractors.document import extract
from xxgk.extractors.identity.published import dated_by
from xxgk.extractors.publication.publication import extract_publication

HEADLINE = f"<h1>{TITLE}</h1>"
FRONTS = {
    "a line of its own": f"{HEADLINE}<div>时间：2024.01.18 来源：财政局</div>",
    "in brackets": f"{HEADLINE}<div><span>[2024-01-18]</span></div>",
    "bare": f"{HEADLINE}<p>2024-01-18 10:22</p>",
    "packed": f"{HEADLINE}<p>发布日期：20240118</p>",
    "with spaces": f"{HEADLINE}<p>发布时间： 2024 - 01 - 18</p>",
    "the label in brackets": f"{HEADLINE}<p>【发布日期】2024-01-18</p>",
    "when it was provided": f"{HEADLINE}<p>信息提供日期 : 2024-01-18 17:52 来源 : 财政局</p>",
    "when it was put in": f"{HEADLINE}<p>上传时间：2024-01-18 点击：1</p>",
    "published on": f"{HEADLINE}<p>发布于2024-01-18</p>",
    "on it published": f"{HEADLINE}<p>2024年1月18日 发布</p>",
    "before the source": f"{HEADLINE}<p>2024-01-18 | 来源：财政局 | 字号：大 中 小</p>",
    "behind the source": f"{HEADLINE}<p>来源：财政局 2024-01-18 10:00 浏览 25</p>",
    "beside its end of validity": "<table><tr><td>有效期至</td><td>2030-12-31</td></tr>"
    f"<tr><td>发布日期</td><td>2024-01-18</td></tr></table>{HEADLINE}",
    "beside its last change": f"{HEADLINE}<p>更新时间：2024-03-01 发布时间：2024-01-18</p>",
    "label and value without a colon": f"<ul><li><label>生成日期</label><span>2024年1月18日</span></li></ul>{HEADLINE}",
    "label and value in two lines": f"<dl><dt>生成日期：</dt><dd>2024-01-18</dd></dl>{HEADLINE}",
    "index table": "<table><tr><td>索引号</td><td>01</td></tr><tr><td>生 成 日 期</td><td>20240118</td></tr></table>",
    "index table with its values below": "<table><tr><td>索引号</td><td>分类</td><td>生成日期</td></tr>"
    "<tr><td>0123</td><td>年报</td><td>2024-01-18</td></tr></table>",
}


OTHERS = {
    "an end of validity before it": "有效期至：2028-12-31 发布日期：2024-01-18",
    "an end of validity above it": "失效日期：2028-12-31</p><p>发布日期：2024-01-18",
    "a day of effect before it": "生效日期：2024-02-01 发布日期：2024-01-18",
    "an end of validity before a bare date": "有效期至：2028-12-31 2024-01-18 来源：财政局 浏览次数：5",
    "labels in brackets": "[有效期至] 2028-12-31 [发布日期] 2024-01-18",
}


def report(*front, **more):
    return extract(page(*front, **more), "page.html")


def told(read):
    return [found.message for found in read.findings if found.rule == "PUBLISHED_ON_IMPOSSIBLE"]


@pytest.mark.parametrize("front", FRONTS.values(), ids=FRONTS)
def test_the_date_that_a_page_prints(front):
    read = report(front)
    assert (read.published_on, read.published_by, read.signed_on) == ("2024-01-18", "page", None)


def test_a_moment_in_utc_is_the_day_in_china():
    assert report(head='<meta name="PubDate" content="2024-01-17T16:00:00Z">').published_on == "2024-01-18"


@pytest.mark.parametrize("line", ["2024-03-01 我局召开会议", "会议时间定于2024-03-01", "收藏 2024-03-01 分享"])
def test_a_date_in_a_line_about_other_things_is_not_its_own(line):
    assert report(f"{HEADLINE}<p>{line}</p>").published_on is None


def test_dates_of_other_news_beside_the_report_are_not_its_own():
    assert report(f"<p>2024-03-01</p>{HEADLINE}").published_on is None


@pytest.mark.parametrize("zero", ["〇", "零", "○", "\u039f", "O", "\u041e"])
def test_the_sign_off_dates_a_report_whose_page_does_not_and_says_so(zero):
    read = report(signoff=f"沭阳县财政局\n二{zero}二四年一月十八日")
    assert (read.published_on, read.published_by, read.signed_on) == ("2024-01-18", "sign-off", "2024-01-18")


def test_the_sign_off_is_a_fact_beside_the_date_of_the_page():
    read = report(f"{HEADLINE}<p>发布日期：2024-02-01</p>", signoff="沭阳县财政局\n2024年1月18日")
    assert (read.published_on, read.published_by, read.signed_on) == ("2024-02-01", "page", "2024-01-18")


def test_a_date_before_the_end_of_the_year_is_a_finding_and_no_date():
    read = report(f"{HEADLINE}<p>发布日期：2023-05-18</p>")
    assert (read.published_on, read.published_by) == (None, None)
    assert told(read) == ["the page says 2023-05-18, before the end of 2023; no date is used"]


def test_the_last_day_of_the_year_is_a_date():
    assert report(f"{HEADLINE}<p>发布日期：2023-12-31</p>").published_on == "2023-12-31"


def test_a_date_after_the_day_of_the_fetch_is_a_finding_and_no_date():
    read = dated_by(report(f"{HEADLINE}<p>发布日期：2042-01-18</p>"), date(2024, 2, 1))
    assert (read.published_on, read.published_by) == (None, None)
    assert told(read) == ["a date of 2042-01-18, after 2024-02-01, when it was fetched; no date is used"]


SECONDS = {
    "below the label": "<p>发布日期：{}</p><p>[2024-01-18]</p>",
    "of another label": "<table><tr><td>索引号</td><td>01</td></tr><tr><td>发布日期</td><td>{}</td></tr>"
    "<tr><td>生成日期</td><td>20240118</td></tr></table>",
}


@pytest.mark.parametrize("front", SECONDS.values(), ids=SECONDS)
def test_another_date_of_the_page_is_taken_where_the_first_is_before_the_end_of_the_year(front):
    read = report(HEADLINE + front.format("2023-05-18"))
    assert (read.published_on, read.published_by) == ("2024-01-18", "page-other")
    assert told(read) == ["the page says 2023-05-18, before the end of 2023; 2024-01-18, which it prints too, is used"]


@pytest.mark.parametrize("front", SECONDS.values(), ids=SECONDS)
def test_another_date_of_the_page_is_taken_where_the_first_is_after_the_fetch(front):
    read = dated_by(report(HEADLINE + front.format("2042-01-18")), date(2024, 2, 1))
    assert (read.published_on, read.published_by) == ("2024-01-18", "page-other")
    assert len(told(read)) == 1


def test_a_second_date_that_cannot_be_is_not_asked_where_the_first_can():
    read = report(HEADLINE + SECONDS["below the label"].format("2024-01-19").replace("2024-01-18", "2023-05-18"))
    assert (read.published_on, read.published_by, told(read)) == ("2024-01-19", "page", [])


def test_a_page_dates_the_report_that_is_attached_to_it():
    cover = f"<html><body><h1>{TITLE}</h1><p>2024-01-19</p><p>详见附件。</p></body></html>".encode()
    attached = page(signoff="沭阳县财政局\n2024年1月18日")
    (read,) = extract_publication(((cover, "page.html"), (attached, "report.html")))
    assert (read.published_on, read.published_by, read.signed_on) == ("2024-01-19", "page", "2024-01-18")


@pytest.mark.parametrize("line", OTHERS.values(), ids=OTHERS)
def test_dates_under_other_labels_are_none_of_publication(line):
    read = report(f"{HEADLINE}<p>{line}</p>")
    assert (read.published_on, read.also_dated) == ("2024-01-18", ())


@pytest.mark.parametrize("label", ["失效日期", "有效期至", "废止日期"])
def test_another_date_alone_is_none_of_publication(label):
    assert report(f"{HEADLINE}<p>{label}：2028-12-31</p>").published_on is None


@pytest.mark.parametrize(
    "line", ["发布日期：2024-13-18", "发布日期：2024年02月30日", "2024-13-18", "发布时间：20241318"]
)
def test_a_date_that_does_not_exist_is_told_and_is_none(line):
    read = report(f"{HEADLINE}<p>{line}</p>")
    assert (read.published_on, [f.rule for f in read.findings if "PUBLISHED" in f.rule]) == (
        None,
        ["PUBLISHED_ON_UNREADABLE"],
    )


def test_a_signature_on_a_day_that_does_not_exist_is_told():
    read = report(HEADLINE, signoff="沭阳县财政局\n2024年1月38日")
    assert (read.signed_on, "PUBLISHED_ON_UNREADABLE" in {f.rule for f in read.findings}) == (None, True)
