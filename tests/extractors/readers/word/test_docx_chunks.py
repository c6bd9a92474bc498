"""Word files that hold other documents as they are (altChunk)."""

from random import Random

import pytest

from tests.extractors.readers.word.test_docx import NAMESPACES, RELATION, p, parts, rels, tbl, tc, tr, zipped
from tests.generate.document import compose
from tests.generate.noise import QUIET
from tests.generate.renderers import RENDERERS
from tests.generate.truth import random_truth
from xxgk.extractors.document import extract, read
from xxgk.extractors.locate import locate
from xxgk.schema.document import Unreadable

TRUTH = random_truth(Random(5))


def chunk(number=1):
    return f'<w:altChunk xmlns:r="{RELATION}" r:id="c{number}"/>'


def wrapped(*chunks, body=""):
    """A Word file whose text is these documents; `body` is what stands in it instead."""
    package = parts(body or "".join(chunk(number) for number in range(1, len(chunks) + 1)))
    names = {f"c{number}": f"afchunk{number}.bin" for number in range(1, len(chunks) + 1)}
    package["word/_rels/document.xml.rels"] = rels(**names)
    return zipped(package | {f"word/{name}": data for name, data in zip(names.values(), chunks, strict=True)})


def rendered(name):
    return RENDERERS[name].write(compose(TRUTH, QUIET, Random(5)), QUIET, Random(5))


def texts(content):
    return [getattr(block, "text", None) or [[c.text for c in row] for row in block.rows] for block in content.blocks]


@pytest.mark.parametrize("name", ["html", "html_gb18030", "mhtml", "docx"])
def test_a_word_file_that_wraps_a_report_is_read_whole(name):
    data = wrapped(rendered(name))
    report = extract(data, "report.docx")
    assert (report.reader, len(report.figures)) == ("docx", len(TRUTH.cells))
    assert all((figure.value, figure.state) == TRUTH.expected(figure.code)[:2] for figure in report.figures)
    some = report.figures[7]
    assert some.locator.startswith("docx:a1!")
    assert locate(data, some.locator) == some.raw


def test_documents_in_the_text_stand_in_their_place():
    body = p("前") + chunk(1) + p("中") + chunk(2)
    data = wrapped(b"<p>one</p><table><tr><td>1</td><td>2</td></tr></table>", "<div>二</div>".encode(), body=body)
    assert texts(read(data)) == ["前", "one", [["1", "2"]], "中", "二"]
    assert read(data).remarks == ()


@pytest.mark.parametrize(
    ("held", "kind"),
    [
        (b"{\\rtf1 x}", "RTF"),
        (zipped({"a.txt": b"x"}), "archive"),
        (wrapped(b"<p>x</p>"), "embedded in an embedded one"),
        (f"<w:document {NAMESPACES}/>".encode(), "XML of Word 2003"),
    ],
)
def test_a_document_in_the_text_that_is_not_read_is_told_by_its_kind(held, kind):
    (remark,) = read(wrapped(held, body=p("前") + chunk())).remarks
    assert (remark[0], kind in remark[1]) == ("DOCX_EMBEDDED_DOCUMENT", True)
    with pytest.raises(Unreadable, match=kind):
        read(wrapped(held))


def test_a_document_that_is_not_in_the_file_is_told():
    (remark,) = read(wrapped(body=p("前") + chunk(9))).remarks
    assert "it is not in the file" in remark[1]


def test_a_cell_that_holds_a_document_is_no_blank():
    rows = tr(tc(p("甲")), tc(chunk() + p(""))), tr(tc(p("乙")), tc(p("8")))
    content = read(wrapped(b"<p>7</p>", body=tbl(*rows)))
    assert content.blocks[0].rows[0][1].unreadable == "embedded document"
    assert [rule for rule, _ in content.remarks] == ["DOCX_EMBEDDED_DOCUMENT"]


def test_fifty_documents_are_read_and_the_rest_told():
    content = read(wrapped(*[b"<p>x</p>"] * 52))
    assert (len(content.blocks), len(content.remarks)) == (50, 2)
