"""Writes the Word binary files that the tests read: ``python -m tests.generate.doc_fixtures [FOLDER]``, by LibreOffice.

``report.doc`` is a random report of the generator (seed `SEED`), ``features.doc`` one of each thing that a reader can
get wrong. Both are kept, so that the tests need no LibreOffice.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
from pathlib import Path
from random import Random

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.generate.document import compose
from tests.generate.noise import QUIET
from tests.generate.render_office import docx_fixed
from tests.generate.truth import Options, Truth, random_truth

FOLDER = Path(__file__).parents[1] / "data"
SEED = 2023
OPTIONS = Options(scale="modest", blank=0.05, na=0.03, note=0.03)
BY_WHOM = 'w:id="1" w:author="a" w:date="2024-01-01T00:00:00Z"'
COLUMN = 1500  # twips


def report_truth() -> Truth:
    """What ``report.doc`` says."""
    return random_truth(Random(SEED), OPTIONS)


def report() -> bytes:
    """``report.doc`` before its conversion."""
    return docx_fixed(compose(report_truth(), QUIET, Random(SEED)), QUIET, Random(SEED))


def features() -> bytes:
    """``features.doc`` before its conversion."""
    package = docx.Document()
    end = package.element.body.sectPr
    for style in list(package.styles):
        if style.name not in ("Normal", "heading 1", "Heading 1", "Table Grid", "Default Paragraph Font"):
            style.delete()
    merged = tbl(
        tr(tc("合并两列", '<w:gridSpan w:val="2"/>', 2 * COLUMN), tc("竖", '<w:vMerge w:val="restart"/>')),
        tr("a", "1", tc("", "<w:vMerge/>")),
        tr("b", tc(p("2") + p("第二段")), "3"),
    )
    odd = tbl(
        tr("标签", tc(p("22", r("1", '<w:vertAlign w:val="superscript"/>'))), tc(p(r("5", "<w:strike/>"), "6"))),
        tr("嵌套", tc(tbl(tr("x", "2"), columns=2) + p()), "4"),
        tr("隐", tc(p(r("8", "<w:vanish/>"), "1")), tc(p('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'))),
    )
    body = (
        p("标题", properties='<w:pStyle w:val="Heading1"/>')
        + p("前", r("隐藏", "<w:vanish/>"), "后")
        + p(
            "甲",
            f"<w:del {BY_WHOM}><w:r><w:delText>删</w:delText></w:r></w:del><w:ins {BY_WHOM}>{r('插')}</w:ins>",
            "乙",
        )
        + p("前半", properties=f"<w:rPr><w:del {BY_WHOM}/></w:rPr>")
        + p("后半")
        + p("见", field(" HYPERLINK &quot;http://example.invalid/&quot; ", "网址"), "。")
        + p("行一", "<w:r><w:br/></w:r>", "行二", "<w:r><w:tab/></w:r>", "栏", "<w:r><w:noBreakHyphen/></w:r>", "x")
        + p("锚", text_box(p("框内")), "后")
        + merged
        + p("间隔")
        + odd
        + p("𠮷")
    )
    for element in parse_xml(f'<w:body {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml">{body}</w:body>'):
        end.addprevious(element)
    buffer = io.BytesIO()
    package.save(buffer)
    return buffer.getvalue()


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*runs: str, properties: str = "") -> str:
    inner = "".join(run if run.startswith("<") else r(run) for run in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def tc(content: str = "", properties: str = "", width: int = COLUMN) -> str:
    inner = content if content.startswith("<") else p(content)
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>{inner}</w:tc>'


def tr(*cells: str) -> str:
    return f"<w:tr>{''.join(cell if cell.startswith('<w:tc>') else tc(cell) for cell in cells)}</w:tr>"


def tbl(*rows: str, columns: int = 3) -> str:
    grid = f'<w:gridCol w:w="{COLUMN}"/>' * columns
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{columns * COLUMN}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def field(instruction: str, result: str) -> str:
    char = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    code = f'<w:r><w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>'
    return char.format("begin") + code + char.format("separate") + r(result) + char.format("end")


def text_box(content: str) -> str:
    style = "position:absolute;margin-left:10pt;margin-top:10pt;width:200pt;height:60pt"
    return (
        f'<w:r><w:pict><v:shape id="s1" type="#_x0000_t202" style="{style}"><v:textbox><w:txbxContent>{content}'
        "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )


def main(folder: Path = FOLDER) -> None:
    """Converts both into the folder."""
    with tempfile.TemporaryDirectory() as work:
        for name, content in (("report", report()), ("features", features())):
            Path(work, f"{name}.docx").write_bytes(content)
        profile = f"-env:UserInstallation={Path(work, 'profile').as_uri()}"
        paths = [str(path) for path in Path(work).glob("*.docx")]
        command = ["soffice", profile, "--headless", "--convert-to", "doc", "--outdir", str(folder), *paths]
        subprocess.run(command, check=True, timeout=120)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
