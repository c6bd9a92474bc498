"""Renderers of other containers: a workbook on one sheet, a page saved whole, an archive with the report in it."""

from __future__ import annotations

import io
import re
import zipfile
from email.message import EmailMessage
from random import Random
from xml.sax.saxutils import escape

from tests.generate.document import Document, Grid, Heading
from tests.generate.noise import Noise
from tests.generate.render_docx import EPOCH, docx_typed
from tests.generate.render_html import html
from tests.generate.renderer import Renderer

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
EXCEL_2003 = "urn:schemas-microsoft-com:office:spreadsheet"
WIDTH = 15  # columns that a title is merged over
PLAIN_NUMBER = re.compile(r"0|[1-9][0-9]{0,14}|(?:0|[1-9][0-9]{0,9})\.[0-9]{0,3}[1-9]")


def xlsx(document: Document, noise: Noise, rng: Random) -> bytes:
    """A workbook: everything on one sheet, figures as numbers where they are plain."""
    rows: list[str] = []
    merges: list[str] = []

    def single(text: str) -> None:
        merges.append(f"A{len(rows) + 1}:{letters(WIDTH - 1)}{len(rows) + 1}")
        rows.append(_row(len(rows), {0: text}))

    for line in document.title:
        single(line)
    for block in document.blocks:
        if isinstance(block, Grid):
            _grid(block, rows, merges)
        else:
            single(block.number + block.text if isinstance(block, Heading) else block.text)
    return workbook({"Sheet1": _sheet(rows, merges)})


def _grid(grid: Grid, rows: list[str], merges: list[str]) -> None:
    hanging: dict[int, int] = {}
    first = len(rows)
    for number, row in enumerate(grid.rows, first):
        texts: dict[int, str] = {}
        column = 0
        for cell in row.cells:
            while hanging.get(column, 0) > number:
                column += 1
            texts[column] = cell.printed
            right, bottom = column + cell.colspan - 1, number + cell.rowspan - 1
            if cell.colspan > 1 or cell.rowspan > 1:
                merges.append(f"{letters(column)}{number + 1}:{letters(right)}{bottom + 1}")
            hanging |= dict.fromkeys(range(column, right + 1), bottom + 1)
            column = right + 1
        rows.append(_row(number, texts))


def excel_2003(document: Document, noise: Noise, rng: Random) -> bytes:
    """The same in the XML of Excel 2003, where a cell names its place and its spans itself."""
    rows: list[str] = []

    def single(text: str) -> None:
        rows.append(_cell_2003(0, text, WIDTH, 1))

    for line in document.title:
        single(line)
    for block in document.blocks:
        if isinstance(block, Grid):
            rows += _grid_2003(block)
        else:
            single(block.number + block.text if isinstance(block, Heading) else block.text)
    return workbook_2003("".join(f"<Row>{row}</Row>" for row in rows))


def _grid_2003(grid: Grid) -> list[str]:
    hanging: dict[int, int] = {}
    rows = []
    for number, row in enumerate(grid.rows):
        cells, column = [], 0
        for cell in row.cells:
            while hanging.get(column, 0) > number:
                column += 1
            cells.append(_cell_2003(column, cell.printed, cell.colspan, cell.rowspan))
            hanging |= dict.fromkeys(range(column, column + cell.colspan), number + cell.rowspan)
            column += cell.colspan
        rows.append("".join(cells))
    return rows


def _cell_2003(column: int, text: str, colspan: int, rowspan: int) -> str:
    spans = f' ss:MergeAcross="{colspan - 1}" ss:MergeDown="{rowspan - 1}"'
    kind = "Number" if PLAIN_NUMBER.fullmatch(text) else "String"
    data = f'<Data ss:Type="{kind}">{escape(text)}</Data>' if text else ""
    return f'<Cell ss:Index="{column + 1}"{spans}>{data}</Cell>'


def workbook_2003(rows: str, styles: str = "", options: str = "", columns: str = "") -> bytes:
    """The smallest workbook of that kind, with one sheet; the arguments are inner XML."""
    return (
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
        f'<Workbook xmlns="{EXCEL_2003}" xmlns:ss="{EXCEL_2003}"><Styles>{styles}</Styles>'
        f'<Worksheet ss:Name="Sheet1"><Table>{columns}{rows}</Table>{options}</Worksheet></Workbook>'
    ).encode()


def _row(number: int, texts: dict[int, str]) -> str:
    cells = "".join(_cell(f"{letters(column)}{number + 1}", text) for column, text in texts.items())
    return f'<row r="{number + 1}">{cells}</row>'


def _cell(address: str, text: str) -> str:
    if PLAIN_NUMBER.fullmatch(text):
        return f'<c r="{address}"><v>{text}</v></c>'
    return f'<c r="{address}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>' if text else ""


def _sheet(rows: list[str], merges: list[str]) -> str:
    merged = "".join(f'<mergeCell ref="{merge}"/>' for merge in merges)
    return f"<sheetData>{''.join(rows)}</sheetData>" + (f"<mergeCells>{merged}</mergeCells>" if merges else "")


def letters(column: int) -> str:
    """The name of a column (0-based)."""
    return (letters(column // 26 - 1) if column >= 26 else "") + chr(65 + column % 26)


def workbook(sheets: dict[str, str], hidden: tuple[str, ...] = (), styles: str = "", settings: str = "") -> bytes:
    """The smallest package that is a workbook; `sheets` gives the inner XML of each by its name, `styles` that of the
    style sheet, if there is to be one, `settings` what the workbook says behind its sheets."""
    names = list(sheets)
    listed = "".join(
        f'<sheet name="{name}" sheetId="{n}" state="{"hidden" if name in hidden else "visible"}" r:id="r{n}"/>'
        for n, name in enumerate(names, 1)
    )
    related = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(names) + 1)
    )
    if styles:
        related += f'<Relationship Id="s" Type="{OFFICE}/styles" Target="styles.xml"/>'
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        for n in range(1, len(names) + 1)
    )
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Override PartName="/xl/workbook.xml" '
            'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
            f"{types}</Types>",
            "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
            f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">'
            f"<sheets>{listed}</sheets>{settings}</workbook>",
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{related}</Relationships>',
            **{
                f"xl/worksheets/sheet{n}.xml": f'<worksheet xmlns="{MAIN}">{inner}</worksheet>'
                for n, inner in enumerate(sheets.values(), 1)
            },
            **({"xl/styles.xml": f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>'} if styles else {}),
        }
    )


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """A zip archive with fixed dates."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return buffer.getvalue()


def zip_docx(document: Document, noise: Noise, rng: Random) -> bytes:
    """An archive: a cover letter, a picture, and the report as a Word file."""
    report = docx_typed(document, noise, rng)
    letter = "关于报送材料的函\n现将有关材料报上，请查收。\n".encode()
    return zipped({"附件1.txt": letter, "图.png": b"\x89PNG\r\n", "附件2：年度报告.docx": report})


def mhtml(document: Document, noise: Noise, rng: Random) -> bytes:
    """A page saved whole."""
    message = EmailMessage()
    message.set_content(html(document, noise, rng), "text", "html", cte="base64")
    message.make_related(boundary="----=_NextPart_1")
    return b"MIME-Version: 1.0\r\n" + message.as_bytes().replace(b"MIME-Version: 1.0\n", b"")


RENDERERS = {
    "xlsx": Renderer(xlsx, "xlsx", "sheet_table", ".xlsx"),
    "excel_2003": Renderer(excel_2003, "xls", "sheet_table", ".xls", shipped=False),
    "zip_docx": Renderer(zip_docx, "docx", "docx_table", ".zip"),
    "mhtml": Renderer(mhtml, "html", "html_table", ".mht"),
}
