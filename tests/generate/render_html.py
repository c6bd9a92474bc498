"""HTML renderers: a page of a government CMS with a table pasted from Word, and a flattened one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from random import Random

from tests.generate.document import Cell, Document, Grid, Heading, Row, laid_out
from tests.generate.noise import Noise
from tests.generate.renderer import Renderer

FONT = "font-family: 仿宋_GB2312; font-size: 16pt; mso-spacerun: 'yes'"
PARAGRAPH = "text-indent: 32pt; line-height: 28pt; margin: 0pt"
NAV = ("首页", "机构概况", "政务动态", "政府信息公开", "政务服务", "互动交流", "专题专栏")

Content = Callable[[str, float, Random], str]


def html(document: Document, noise: Noise, rng: Random) -> bytes:
    """A page with spanned tables, in UTF-8 (with a byte order mark by option)."""
    encoding = noise.encoding if noise.encoding.startswith("utf") else "utf-8"
    return _page(document, noise, rng, _spanned, '<meta charset="utf-8">').encode(encoding)


def html_gb18030(document: Document, noise: Noise, rng: Random) -> bytes:
    """The same page in GB18030, declared as GB2312, as GBK, rightly, or not at all."""
    declared = rng.choice(("gb2312", "GBK", "gb18030", "gb2312", ""))
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    return _page(document, noise, rng, _spanned, meta).encode("gb18030")


def html_flat(document: Document, noise: Noise, rng: Random) -> bytes:
    """A page with tables without spans: group cells left out, emptied or repeated, wide cells with empty neighbours."""
    return _page(document, noise, rng, _flattened, '<meta charset="utf-8">').encode()


def _page(document: Document, noise: Noise, rng: Random, table: Callable[[Grid, Noise, Random], str], meta: str) -> str:
    title = "".join(document.title)
    head, foot = _furniture(document) if document.furniture else ("", "")
    body = "\n".join(_block(block, noise, rng, table) for block in document.blocks)
    headline = "".join(f"<h1 class='article-title'>{escape(line)}</h1>\n" for line in document.title)
    return (
        f"<!DOCTYPE html>\n<html lang='zh-CN'>\n<head>\n{meta}\n<title>{escape(title)}</title>\n"
        f"<meta name='PubDate' content='{document.published}'>\n"
        f"<meta name='ContentSource' content='{escape(document.agency)}'>\n"
        f"<style>table {{ border-collapse: collapse }} td {{ border: 1px solid #000 }}</style>\n"
        f"</head>\n<body>\n{head}<div class='article'>\n{headline}"
        f"<div class='article-content' id='zoom'>\n{body}\n</div>\n</div>\n{foot}</body>\n</html>\n"
    )


def _block(block, noise: Noise, rng: Random, table: Callable[[Grid, Noise, Random], str]) -> str:
    if isinstance(block, Grid):
        return table(block, noise, rng)
    text = block.number + block.text if isinstance(block, Heading) else block.text
    inner = _runs(text, noise.cut, rng)
    return f'<p style="{PARAGRAPH}">{f"<strong>{inner}</strong>" if isinstance(block, Heading) else inner}</p>'


def _spanned(grid: Grid, noise: Noise, rng: Random) -> str:
    rows = (f"<tr>\n{''.join(_td(cell, noise, rng) for cell in row.cells)}</tr>\n" for row in grid.rows)
    return _table("".join(rows))


def _flattened(grid: Grid, noise: Noise, rng: Random) -> str:
    way = rng.choice(("omit", "empty", "repeat"))
    rows = []
    for row, line in zip(grid.rows, laid_out(grid), strict=True):
        cells = [c for cell, opened in line for c in _single(cell, opened, way, row)]
        rows.append(f"<tr>{''.join(_td(cell, noise, rng) for cell in cells)}</tr>\n")
    return _table("".join(rows))


def _single(cell: Cell, opened: bool, way: str, row: Row) -> Iterator[Cell]:
    """The spanless cells that stand for one cell in one row."""
    plain = cell._replace(colspan=1, rowspan=1)
    empty = plain._replace(text="", number="", kind="void")
    if opened or (way == "repeat" and cell.kind in ("group", "note")):
        yield plain
    elif way == "empty" or (not row.code and way == "omit"):
        yield empty
    if cell.kind in ("value", "block", "head") or (opened and way != "omit"):
        yield from (empty for _ in range(cell.colspan - 1))


def _table(rows: str) -> str:
    start = "<div align='center'>\n<table border='1' cellspacing='0' cellpadding='0'>\n<tbody>\n"
    return f"{start}{rows}</tbody>\n</table>\n</div>"


def _td(cell: Cell, noise: Noise, rng: Random) -> str:
    spans = "".join(f' {name}="{n}"' for name, n in (("colspan", cell.colspan), ("rowspan", cell.rowspan)) if n > 1)
    inner = "<br>".join(_runs(part, noise.cut, rng) for part in cell.printed.split("\n"))
    return f'<td{spans} valign="center"><p style="margin: 0pt">{inner}<o:p></o:p></p></td>\n'


def _runs(text: str, cut: float, rng: Random) -> str:
    """The text in one styled run, or cut in two."""
    at = rng.randrange(1, len(text)) if len(text) > 1 and rng.random() < cut else 0
    parts = (text[:at], text[at:]) if at else (text,)
    return "".join(f'<span style="{FONT}">{escape(part).replace(chr(160), "&nbsp;")}</span>' for part in parts)


def _furniture(document: Document) -> tuple[str, str]:
    """What surrounds the article: navigation and the metadata card before it, links and footer after it."""
    links = "".join(f"<li><a href='/{i}/'>{name}</a></li>" for i, name in enumerate(NAV))
    card = (
        ("索引号", f"000000000/{document.year + 1}-00007"),
        ("主题分类", "政务公开"),
        ("发布机构", document.agency),
        ("发布日期", document.published),
    )
    rows = "".join(f"<tr><td>{escape(key)}</td><td>{escape(value)}</td></tr>" for key, value in card)
    head = (
        f"<div class='header'><ul>{links}</ul></div>\n"
        f"<div class='crumbs'>当前位置：首页 &gt; 政府信息公开 &gt; 年度报告</div>\n"
        f"<table class='card'><tbody>{rows}</tbody></table>\n"
    )
    others = "".join(
        f"<li><a href='/nb/{y}.html'>{document.agency}{y}年政府信息公开工作年度报告</a></li>"
        for y in range(document.year - 3, document.year)
    )
    foot = (
        f"<div class='tools'>【打印本页】【关闭窗口】 分享到：</div>\n<div class='side'><ul>{others}</ul></div>\n"
        "<div class='footer'><p>主办单位：示例市信息中心 网站标识码：0000000000</p>"
        "<p>备案号：示例备0000000号</p></div>\n"
    )
    return head, foot


RENDERERS = {
    "html": Renderer(html, "html", "html_table", ".html"),
    "html_gb18030": Renderer(html_gb18030, "html", "html_table", ".html"),
    "html_flat": Renderer(html_flat, "html", "html_table", ".html"),
}
