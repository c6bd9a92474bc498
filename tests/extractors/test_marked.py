"""A document that somebody is asked about runs nothing, asks for nothing, and is marked where it is asked about."""

import pytest

from tests.by_people import ROW, SAMPLE, refused
from tests.harmful import harmful
from xxgk.extractors.marked import MARK, marked


def test_nothing_of_a_hostile_page_runs_or_asks_for_anything():
    page = marked(harmful(), ROW)
    for word in ("<script", "onload", "onclick", "onerror", "href", "evil.test", "<form", "<iframe", "<svg", "src="):
        assert word not in page, word
    assert "default-src 'none'" in page
    assert page.count("http-equiv") == 1
    assert page.count(f'id="{MARK}"') == 1


def test_the_refused_row_is_marked_and_no_other():
    page = marked(refused(), ROW)
    assert page.count(f'id="{MARK}"') == 1
    assert page.index(MARK, page.index("</head>")) < page.index("予以公开") < page.index("部分公开（")
    assert page.count(f'class="{MARK}"') == 8
    assert f'class="{MARK}"' not in marked(refused())


@pytest.mark.parametrize(
    "name",
    [
        *("shiliu-town-2024.html", "shiliu-town-2025.pdf", "qinghe-justice-2023.docx", "songguo-transport-2025.xlsx"),
        *("songguo-transport-2024.txt", "bailu-resources-2022.txt", "qinghe-justice-2024.zip", "shili-police-2025.ofd"),
    ],
)
def test_every_container_is_shown_with_its_mark(name):
    data = (SAMPLE.parent / name).read_bytes()
    assert marked(data, ROW).count(f'id="{MARK}"') == 1
    assert len(marked(data)) > 1000


def test_a_picture_is_shown_as_it_is():
    assert 'src="data:image/png;base64,iVBORw0KGgo' in marked(b"\x89PNG\r\n\x1a\n" + b"\0" * 40)
