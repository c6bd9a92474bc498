"""Sites without a system to speak of: lists in frames, files in viewers, reports cut into pages, pictures."""

from __future__ import annotations

from datetime import date

from tests.portal.http import Answer
from tests.portal.reports import Report
from tests.portal.site import Pages, Site, column_metas, detail, file, items, page

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8ffff3f0005fe02fe0def46b8"
    "0000000049454e44ae426082"
)


def framed(site: Site, today: date) -> Pages:
    """The entry is a shell around a frame that holds the list. Option `split`: web pages are cut in three; option
    `picture`: a picture stands in each."""
    folder = site.entry.rpartition("/")[0]
    entries = [(_path(folder, report), report.title, f"{report.published}") for report in site.shown(today)]
    pages: dict[str, Answer] = {
        site.entry: page("政府信息公开年报", "<iframe src='./frame.html' width='100%'></iframe>", column_metas()),
        f"{folder}/frame.html": page("list", items(entries)),
    }
    for report in site.shown(today):
        attached = f"/files/{report.number}{report.suffix}"
        if report.is_page:
            pages |= _parts(site, _path(folder, report), report, today)
        else:
            frame = f"<iframe src='/pdfjs/web/viewer.html?file={attached}'></iframe>"
            pages[_path(folder, report)] = page(report.title, f"<h1>{report.title}</h1>{frame}")
            pages[attached] = file(report, today)
    return pages


def _path(folder: str, report: Report) -> str:
    return f"{folder}/content_{report.number}.htm"


def _parts(site: Site, path: str, report: Report, today: date) -> Pages:
    whole = detail(report, today, {}, counter=False)
    if site.options.get("picture"):
        picture = f"/images/{report.number}.png"
        body = whole.body.replace(b"id='zoom'>", f"id='zoom'><img src='{picture}'>".encode())
        return {path: whole._replace(body=body), picture: Answer(PIXEL, "image/png")}
    if not site.options.get("split"):
        return {path: whole}
    head, _, rest = whole.body.decode().partition("id='zoom'>\n")
    inner, _, foot = rest.partition("\n</div>\n</div>")
    cuts = [inner.index(_heading(inner, mark)) for mark in ("三、", "五、")]
    texts = [inner[start:end] for start, end in zip((0, *cuts), (*cuts, len(inner)), strict=True)]
    stem = path.removesuffix(".htm")
    names = [path, *(f"{stem}_{number}.htm" for number in range(2, len(texts) + 1))]
    numbers = "".join(f"<a href='{name}'>{index}</a>" for index, name in enumerate(names, start=1))
    return {
        name: whole._replace(body=f"{head}id='zoom'>\n{text}\n</div>\n<p>{numbers}</p></div>{foot}".encode())
        for name, text in zip(names, texts, strict=True)
    }


def _heading(markup: str, mark: str) -> str:
    """The paragraph that prints the heading with this number."""
    return next(line for line in markup.split("\n") if "<strong>" in line and mark in line)


def crowd(site: Site, today: date) -> Pages:
    """A list with links to small pages that all say the same: only for measuring how fast is crawled."""
    count = int(str(site.options["count"]))
    titles = [f"示例市青禾区第{n}办事处2024年政府信息公开工作年度报告" for n in range(count)]
    text = "<h1>年度报告</h1>" + "<p>统计期限自2024年1月1日起至2024年12月31日止。</p>" * 20
    same = page("年度报告", text)
    pages = {f"/nb/t{n}.html": same for n in range(count)}
    return {site.entry: page("年报", items([(f"/nb/t{n}.html", title, "") for n, title in enumerate(titles)])), **pages}
