"""What the lenient HTML parser is asked to do is bounded by elements and depth, not by bytes."""

import pytest

from tests.extractors.readers.html.test_html import content, lines
from xxgk.extractors.readers.html.attributes import MOST_ATTRIBUTES
from xxgk.extractors.readers.html.lenient import MOST_TAGS
from xxgk.extractors.readers.html.print import MANY_TAGS
from xxgk.schema.document import Unreadable

WRONGLY = "<table><tr><td>甲<td>1</tr><div>x</div></table>"
FONTS = "<p><font size={}>" * 100


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        (WRONGLY + "<i></i>" * (MOST_TAGS + 1), "200,000 tags"),
        (WRONGLY + FONTS.format(*range(100)) + "<p>x" * (MOST_TAGS // 90), "100,000 elements"),
        (WRONGLY + "<div>" * 600, "512 deep"),
        (WRONGLY + "".join(f"<p><font size={i}>x</p>" for i in range(200)), "128 fonts"),
    ],
)
def test_a_page_that_would_be_nested_anew_for_too_long_is_refused(markup, reason):
    with pytest.raises(Unreadable, match=reason):
        content(markup)


def test_a_large_page_of_long_texts_is_nested_anew_all_the_same():
    assert lines(WRONGLY + f"<p>{'正文' * 1_000_000}</p>")[-1].startswith("正文")


def test_fonts_that_nothing_closes_are_read():
    assert lines(WRONGLY + "<p><b>x" * 300)[-1] == "x"


@pytest.mark.parametrize(
    "attribute", ["a{}=1 ", "a{} ", "a{}='x>'", "a{}/", "a{}='<' ", "a{}='<b>' ", "a{}=<b ", "<a{} ", "a{}=\"''<\" "]
)
def test_a_tag_with_more_attributes_than_any_page_has_is_refused(attribute):
    tag = "".join(map(attribute.format, range(MOST_ATTRIBUTES + 1)))
    with pytest.raises(Unreadable, match="1,000 attributes"):
        content(f"<html><body><p {tag}>x</p>")


def test_tags_in_the_attributes_of_tags_take_no_more_than_their_share():
    tag = "".join(f"a{number}=<b " for number in range(MOST_ATTRIBUTES - 1))
    with pytest.raises(Unreadable, match="tags within them"):
        content(f"<html><body>{f'<p {tag}>x</p>' * 400}")


def test_scripts_with_tags_in_their_texts_are_no_attributes():
    script = "<script>for (i=0;i<n;i++) { s += \"<td title='\" + i + \"'>\" + a[i] + '</td>'; }</script>"
    assert lines(f"<p>甲</p>{script * 500}<a onclick=\"f('<b>')\">乙</a>") == ["甲", "乙"]


def test_long_texts_and_long_values_are_no_attributes():
    assert lines(f"<p title='{'a=1 ' * 2000}'>{'word ' * 2000}</p>") == [("word " * 2000).strip()]


def test_a_paragraph_of_many_pieces_prints_what_a_small_one_prints():
    many = MANY_TAGS // 2
    markup = f"<div>甲<script>x</script>{'<b>乙</b><br>' * many}<i>丙<b>丁</b></i>戊<p>己</p>庚</div>"
    assert lines(markup) == ["甲乙", *["乙"] * (many - 1), "丙丁戊", "己", "庚"]
