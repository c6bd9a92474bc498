"""Systems that write static lists: TRS with ``index_N``, VSB counting backwards, and ``shtml`` lists."""

from __future__ import annotations

from datetime import date

from tests.portal.http import Answer
from tests.portal.reports import Report
from tests.portal.site import Pages, Site, chunks, column_metas, detail, file, items, page

STUB = Answer(b"<html><head><script>var a=1;</script></head><body>" + b"<!-- -->" * 35 + b"</body></html>")
"""What a missing page of a list is on some of these: a few hundred bytes, status 200."""


def trs(site: Site, today: date) -> Pages:
    """``index.html``, ``index_1.html`` …; the number of pages in a script; files beside their page.

    Option `stub`: this page of the list is a stub. Option `years`: one column per year under the entry, called 2024年
    or with the text that the option is after the year. Option `beside`: further entries of every list."""
    pages: dict[str, Answer] = {}
    folder = site.entry.rpartition("/")[0]
    for report in site.shown(today):
        _trs_detail(pages, folder, report, today)
    years = sorted({report.year for report in site.shown(today)}, reverse=True)
    if site.options.get("years"):
        called = site.options["years"] if isinstance(site.options["years"], str) else "年"
        columns = [(f"./{year}n/", f"{year}{called}", "") for year in years]
        pages[f"{folder}/"] = pages[f"{folder}/index.html"] = page("年报", items(columns), column_metas())
        for year in years:
            reports = [report for report in site.shown(today) if report.year == year]
            _trs_list(pages, site, f"{folder}/{year}n", reports, "..")
    else:
        _trs_list(pages, site, folder, site.shown(today), ".")
    return pages


def _trs_detail(pages: dict[str, Answer], folder: str, report: Report, today: date) -> None:
    path = _trs_path(report)
    name = f"P{report.published:%Y%m%d}{report.number}{report.suffix}"
    answer = detail(report, today, {f"./{name}": f"{report.title}{report.suffix}"})
    pages[f"{folder}/{path}"] = pages[f"{folder}/{path.replace('.html', '_wap.html')}"] = answer
    if not report.is_page:
        pages[f"{folder}/{report.published:%Y%m}/{name}"] = file(report, today)


def _trs_path(report: Report) -> str:
    return f"{report.published:%Y%m}/t{report.published:%Y%m%d}_{report.number}.html"


def _trs_list(pages: dict[str, Answer], site: Site, folder: str, reports: list[Report], up: str) -> None:
    parts = chunks(reports, int(str(site.options.get("size", 4))))
    for index, part in enumerate(parts):
        entries = [(f"{up}/{_trs_path(report)}", report.title, f"{report.published}") for report in part]
        entries += list(site.options.get("beside", ()))  # type: ignore[call-overload]
        script = f"<script>createPageHTML({len(parts)}, {index}, 'index', 'html');</script>"
        answer = page("政府信息公开年报", items(entries) + script, column_metas())
        name = f"index_{index}.html" if index else "index.html"
        pages[f"{folder}/{name}"] = STUB if index == site.options.get("stub") else answer
    pages[f"{folder}/"] = pages[f"{folder}/index.html"]


def vsb(site: Site, today: date) -> Pages:
    """``nb.htm`` is the newest page and ``nb/1.htm`` the oldest; files by ``download.jsp`` under names in GBK; every
    report at two addresses."""
    stem = site.entry.removesuffix(".htm")
    tree = "1154"
    parts = chunks(site.shown(today), 3)
    pages: dict[str, Answer] = {}
    for index, part in enumerate(parts):
        entries = [(f"/info/{tree}/{report.number}.htm", report.title, f"{report.published}") for report in part]
        if not index and part:
            also = f"/content.jsp?urltype=news.NewsContentUrl&wbtreeid={tree}&wbnewsid={part[0].number}"
            entries.append((also, part[0].title, f"{part[0].published}"))
        older = len(parts) - index - 1
        links = f"<a href='{stem}/{older}.htm'>下页</a><a href='{stem}/1.htm'>尾页</a>" if older else ""
        name = f"{stem}/{len(parts) - index}.htm" if index else site.entry
        pages[name] = page("信息公开年报", items(entries) + f"<div class='pb_sys_common'>{links}</div>")
    for report in site.shown(today):
        download = f"/system/_content/download.jsp?owner=17&urltype=news.DownloadAttachUrl&wbfileid={report.number}"
        answer = detail(report, today, {download: f"附件【{report.title}{report.suffix}】"})
        pages[f"/info/{tree}/{report.number}.htm"] = answer
        pages[f"/content.jsp?urltype=news.NewsContentUrl&wbnewsid={report.number}&wbtreeid={tree}"] = answer
        if not report.is_page:
            name = f"{report.title}{report.suffix}".encode("gb18030")
            pages[download] = file(report, today, (("Content-Disposition", b'attachment; filename="' + name + b'"'),))
    return pages


def shtml(site: Site, today: date) -> Pages:
    """``list.shtml``, ``list_2.shtml`` …; GBK pages under a header of UTF-8; past its end it shows another column."""
    folder, _, name = site.entry.rpartition("/")
    stem = name.removesuffix(".shtml")
    parts = chunks(site.shown(today), 4)
    other = [(f"/fzzf/202301/{n:032x}.shtml", f"示例市青禾区{2020 + n}年法治政府建设年度报告", "") for n in range(3)]
    other += [(f"/gqgk/202301/{n:032x}.shtml", f"示例市供水管理处{2020 + n}年信息公开年度报告", "") for n in range(3)]
    pages: dict[str, Answer] = {}
    for index, part in enumerate((*parts, None, None), start=1):
        entries = other if part is None else [(_shtml_path(folder, r), r.title, f"{r.published}") for r in part]
        following = f"<a href='{folder}/{stem}_{index + 1}.shtml'>下一页</a>"
        answer = page("年报", items(entries) + following, column_metas(), charset="gbk")
        pages[f"{folder}/{stem}_{index}.shtml" if index > 1 else site.entry] = answer._replace(
            type="text/html; charset=utf-8"
        )
    for report in site.shown(today):
        path = _shtml_path(folder, report)
        base = path.removesuffix(".shtml")
        attached = f"{base}/files/{report.number}{report.suffix}"
        pages[path] = detail(report, today, {attached: f"{report.title}{report.suffix}"})
        if not report.is_page:
            pages[attached] = file(report, today)
    return pages


def _shtml_path(folder: str, report: Report) -> str:
    return f"{folder}/{report.published:%Y%m}/{report.number:032x}.shtml"


def ucap(site: Site, today: date) -> Pages:
    """``index.html``, then ``index_2.html`` … which only a script names; every report on a mobile page as well; files
    under a folder of attachments."""
    folder = site.entry.rpartition("/")[0]
    pages: dict[str, Answer] = {}
    for index, part in enumerate(chunks(site.shown(today), 4), start=1):
        entries = [(f"{folder}/content/post_{r.number}.html", r.title, f"{r.published}") for r in part]
        if part:
            entries.append((f"{folder}/content/mpost_{part[0].number}.html", part[0].title, ""))
        script = "<script>var NFCMS_SITE_ID = 755001;</script><a href='javascript:goto(2)'>下一页</a>"
        name = f"{folder}/index_{index}.html" if index > 1 else f"{folder}/index.html"
        pages[name] = page("年报", items(entries) + script, column_metas())
    for report in site.shown(today):
        name = f"/attachment/0/{report.number // 1000}/{report.number}/{report.number}{report.suffix}"
        answer = detail(report, today, {name: f"{report.title}{report.suffix}"})
        pages[f"{folder}/content/post_{report.number}.html"] = answer
        pages[f"{folder}/content/mpost_{report.number}.html"] = answer
        if not report.is_page:
            pages[name] = file(report, today)
    return {**pages, f"{folder}/": pages[f"{folder}/index.html"]}
