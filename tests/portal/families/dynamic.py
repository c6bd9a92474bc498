"""Systems whose lists come by a second request: JCMS, JPAAS, gkmlpt; and LonSun, whose column is the report."""

from __future__ import annotations

import json
from datetime import date
from urllib.parse import urlencode

from tests.portal.http import Answer, page_of
from tests.portal.reports import Report
from tests.portal.site import Pages, Site, chunks, column_metas, detail, file, items, page

JSON, XML = "application/json; charset=utf-8", "text/xml; charset=utf-8"
EMPTY_SET = b"<datastore><totalrecord>0</totalrecord></datastore>\n\n\n"


def jcms(site: Site, today: date) -> Pages:
    """Records hidden in a script of type ``text/xml``, further ones by ``dataproxy.jsp``.

    Option `empty`: the proxy answers with an empty set, though the page promises more."""
    column = site.entry.split("/col/col")[1].partition("/")[0]
    size = 3
    parts = chunks(site.shown(today), size)
    proxy = (
        f"/module/web/jpage/dataproxy.jsp?page=%d&webid=9&path=/&columnid={column}&unitid=77&webname=x&permissiontype=0"
    )
    pages: dict[str, Answer] = {}
    for index, part in enumerate(parts, start=1):
        records = "".join(
            f"<record><![CDATA[{items([(_jcms_path(column, r), r.title, str(r.published))])}]]></record>" for r in part
        )
        follows = (
            f'<nextgroup><![CDATA[<a href="{proxy % (index + 1)}"></a>]]></nextgroup>' if index < len(parts) else ""
        )
        total = f"<totalrecord>{len(site.shown(today))}</totalrecord><totalpage>{len(parts)}</totalpage>"
        store = f"<datastore>{follows}{total}<recordset>{records}</recordset></datastore>"
        if index == 1:
            body = f'<div id="77"><script type="text/xml">{store}</script></div>'
            pages[site.entry] = page("政府信息公开年报", body, column_metas())
        else:
            answer = (
                EMPTY_SET if site.options.get("empty") else f"<?xml version='1.0' encoding='UTF-8'?>{store}".encode()
            )
            pages[page_of(proxy % index)] = Answer(answer, XML)
    for report in site.shown(today):
        name = f"/module/download/downfile.jsp?classid=0&filename={report.number:032x}{report.suffix}"
        pages[_jcms_path(column, report)] = detail(report, today, {name: f"{report.title}{report.suffix}"})
        if not report.is_page:
            pages[page_of(name)] = file(report, today)
    return pages


def _jcms_path(column: str, report: Report) -> str:
    day = report.published
    return f"/art/{day.year}/{day.month}/{day.day}/art_{column}_{report.number}.html"


def jpage(site: Site, today: date) -> Pages:
    """JCMS without an address of the next group: a script asks for records by number, with a form.

    Option `deaf`: the number is ignored, and the first records come again."""
    column = site.entry.split("/col/col")[1].partition("/")[0]
    shown, size = site.shown(today), 3
    records = [
        f"<record><![CDATA[{items([(_jcms_path(column, r), r.title, str(r.published))])}]]></record>" for r in shown
    ]
    form = {"col": "1", "webid": "9", "path": "/", "columnid": column, "unitid": "77", "webname": "示例市"}
    fields = ",".join(f"'{name}':'{value}'" for name, value in form.items())
    proxy = f"proxyurl:'/module/web/jpage/dataproxy.jsp',ajaxParam:{{{fields}}}"
    script = f"<script>$('#77').jpage({{totalRecord:{len(shown)},{proxy}}})</script>"
    first = f"<datastore><recordset>{''.join(records[:size])}</recordset></datastore>"
    body = f'<div id="77"><script type="text/xml">{first}</script></div>{script}'
    pages: dict[str, Answer] = {site.entry: page("政府信息公开年报", body, column_metas())}
    for start in range(size, len(shown) + size, size):
        part = records[:size] if site.options.get("deaf") else records[start : start + size]
        asked = {"startrecord": start + 1, "endrecord": start + size, "perpage": size, **form}
        answer = f"<datastore><recordset>{''.join(part)}</recordset></datastore>"
        pages[page_of(f"/module/web/jpage/dataproxy.jsp?{urlencode(asked)}")] = Answer(answer.encode(), XML)
    return pages | {_jcms_path(column, report): detail(report, today, {}) for report in shown}


def jcms_annual(site: Site, today: date) -> Pages:
    """One page per agency and year by parameters, whose order varies; without a year it is the newest."""
    area = site.entry.split("area=")[1].partition("&")[0]
    path = "/module/xxgk/xxgkAnnualReport.jsp"
    pages: dict[str, Answer] = {}
    for report in reversed(site.shown(today)):
        name = f"/attach/0/{report.number:032x}{report.suffix}"
        answer = detail(report, today, {name: f"{report.title}{report.suffix}"})
        pages[f"{path}?area={area}&fbtime={report.year}"] = pages[f"{path}?area={area}"] = answer
        if not report.is_page:
            pages[name] = file(report, today)
    none = page("政府信息公开年报", "<div class='xxgk_nb'><p>暂无内容</p></div>")
    return {**{f"{path}?area={area}&fbtime={year}": none for year in range(2008, 2101)}, **pages}


def jpaas(site: Site, today: date) -> Pages:
    """A page with an empty box; its list is markup inside JSON, asked for with the parameters of the box."""
    folder = site.entry.rpartition("/")[0]
    query = {
        "parseType": "bulidstatic", "webId": "62", "tplSetId": "tpl9", "pageType": "column", "tagId": "信息列表",
        "editType": "null", "pageId": "4039",
    }  # fmt: skip
    unit = "/api-gateway/jpaas-publish-server/front/page/build/unit"
    parts = chunks(site.shown(today), 3)
    shown = json.dumps(query, ensure_ascii=False).replace('"', "'")
    box = (
        f'<div id="list"><script parseType="bulidstatic" url="{unit}" queryData="{shown}" '
        'src="/jpaas/AuthorizedRead/unitbuild.js"></script></div>'
    )
    pages: dict[str, Answer] = {site.entry: page("政府信息公开年报", box, column_metas())}
    pages[f"{folder}/"] = pages[site.entry]
    for index in range(1, len(parts) + 3):
        part = parts[index - 1] if index <= len(parts) else []
        entries = items([(_jpaas_path(folder, r), r.title, f"{r.published}") for r in part])
        markup = f"{entries}<div class='pagination' rows='3' count='{len(site.shown(today))}'></div>"
        body = json.dumps({"success": True, "data": {"html": markup}}).encode()
        for size in (3, 15):
            asked = {**query, "paramJson": json.dumps({"pageNo": index, "pageSize": size}, separators=(",", ":"))}
            pages[page_of(f"{unit}?{urlencode(asked)}")] = Answer(body, JSON)
        if index == 1:
            pages[page_of(f"{unit}?{urlencode(query)}")] = Answer(body, JSON)
    for report in site.shown(today):
        name = f"/cms_files/{report.number:032x}{report.suffix}"
        pages[_jpaas_path(folder, report)] = detail(report, today, {name: f"{report.title}{report.suffix}"})
        if not report.is_page:
            pages[name] = file(report, today)
    return pages


def _jpaas_path(folder: str, report: Report) -> str:
    return f"{folder}/art/{report.published.year}/art_{report.number:032x}.html"


def gkmlpt(site: Site, today: date) -> Pages:
    """A shell with its configuration in a script; articles by JSON. It may count more than it shows (`beyond`): the
    page on which they would be is not found."""
    base, _, column = site.entry.partition("/gkmlpt/annualreport#")
    config = {"SID": "758019", "TREE": [{"id": int(column), "name": "政府信息公开年报"}], "APP_URL": base}
    shell = f"<div id='app'></div><script>window._CONFIG = {json.dumps(config, ensure_ascii=False)};</script>"
    pages: dict[str, Answer] = {f"{base}/gkmlpt/annualreport": page("政府信息公开年报", shell)}
    shown = site.shown(today)
    articles = []
    for report in shown:
        address = f"{base}/gkmlpt/content/3/{report.number // 1000}/post_{report.number}.html"
        name = f"/attachment/0/{report.number // 1000}/{report.number}/{report.number}{report.suffix}"
        pages[address] = detail(report, today, {name: f"{report.title}{report.suffix}"})
        attached = [{"name": f"{report.title}{report.suffix}", "url": f"http://{site.host}{name}"}]
        articles.append(
            {
                "id": report.number,
                "title": report.title,
                "url": f"http://{site.host}{address}",
                "post_url": f"http://{site.host}{address}",
                "publisher": report.agency,
                "identifier": "",
                "date": 1_700_000_000,
                "created_at": f"{report.published}",
                "attachment": [] if report.is_page else attached,
            }
        )
        if not report.is_page:
            pages[name] = file(report, today)
    body = {
        "classify": {"id": int(column), "post_count": len(shown) + int(str(site.options.get("beyond", 0)))},
        "articles": articles,
    }
    answer = Answer(json.dumps(body).encode(), JSON)
    for index in (0, 1):
        pages[f"{base}/gkmlpt/api/all/{column}?page={index}&sid=758019"] = answer
    return pages


def lonsun(site: Site, today: date) -> Pages:
    """The column page is the newest report itself; each year has a parameter, and a select box names the years."""
    path, _, _ = site.entry.partition("?")
    pages: dict[str, Answer] = {}
    shown = site.shown(today)
    years = "".join(f"<option value='{report.year}'>{report.year}年</option>" for report in shown)
    for report in reversed(shown):
        name = f"/group1/M00/{report.number:032x}{report.suffix}"
        answer = detail(report, today, {name: f"{report.title}{report.suffix}"}, counter=False)
        select = f"<select name='reportYear' id='reportYear'>{years}</select></body>".encode()
        answer = answer._replace(body=answer.body.replace(b"</body>", select))
        pages[f"{path}?action=detail&reportYear={report.year}&type=3"] = pages[f"{path}?action=detail&type=3"] = answer
        if not report.is_page:
            pages[name] = file(report, today)
    return pages
