"""What style sheets, styles and attributes of a page do to the print of a cell."""

import pytest

from xxgk.extractors.readers.html.reader import read
from xxgk.schema.document import Table

DOUBT, SHEET = "print that nobody may see", "print of a style sheet"


def cell(inner, sheet="", around="", attributes=""):
    page = (
        f"<html><head><style>{sheet}</style></head><body><table {around}>"
        f"<tr><td>甲</td><td class='v' {attributes}>{inner}</td></tr>"
        "<tr><td>乙</td><td class='v'>5</td></tr></table></body></html>"
    )
    (table,) = (block for block in read(page.encode(), lambda _: True).blocks if isinstance(block, Table))
    return table.rows[0][1].text, table.rows[0][1].unreadable


TRICKS = {
    "a class that hides": ("<b class='m'>8</b>37", ".m{display:none}", "37", ""),
    "a class that hides below another": ("<b class='m'>8</b>37", "table td > .m, .x{display:none}", "37", ""),
    "another one that shows again": ("<b class='m'>8</b>37", ".m{display:none} td b.m{display:inline}", "837", ""),
    "a weaker one that does not": ("<b class='m'>8</b>37", "td b.m{display:none} .m{display:inline}", "37", ""),
    "an important one": ("<b class='m'>8</b>37", ".m{display:none!important} td b.m{display:inline}", "37", ""),
    "its own style shows it": ("<b class='m' style='display:inline'>8</b>37", ".m{display:none}", "837", ""),
    "only on paper": ("<b class='m'>8</b>37", "@media print{.m{display:none}}", "837", ""),
    "on screens": ("<b class='m'>8</b>37", "@media screen{.m{display:none}}", "37", ""),
    "not below that": ("<b class='m'>8</b>37", "div > .m{display:none}", "837", ""),
    "where the mouse is": ("<b class='m'>8</b>37", ".m:hover{display:none}", "837", ""),
    "invisible": ("<b class='m'>8</b>37", "#x, .m{visibility:hidden}", "37", ""),
    "struck": ("<b class='m'>8</b>37", ".m{text-decoration:line-through}", "837", "struck out"),
    "raised": ("37<b class='m'>8</b>", ".m{vertical-align:super;font-size:60%}", "37〔8〕", ""),
    "raised by a length": ("37<b class='m'>8</b>", ".m{vertical-align:4px}", "37〔8〕", ""),
    "white": ("<b class='m'>8</b>37", ".m{color:#FFF}", "837", DOUBT),
    "white on a ground": ("<b class='m'>8</b>37", ".m{color:white} .v{background:#369}", "837", ""),
    "white words": ("<b class='m'>件</b>37", ".m{color:#fff}", "件37", ""),
    "tiny": ("<b class='m'>8</b>37", ".m{font-size:0}", "837", DOUBT),
    "faint": ("<b class='m'>8</b>37", ".m{opacity:0}", "837", DOUBT),
    "moved away": ("<b class='m'>8</b>37", ".m{text-indent:-9999px}", "837", DOUBT),
    "printed by the sheet": ("<b class='m'></b>", ".m::before{content:'12'}", "", SHEET),
    "a sign of a picture font": ("<b class='m'>37</b>", ".m:before{content:'\\e601'}", "37", ""),
    "a broken sheet": ("<b class='m'>8</b>37", ".m{{display:none} } @media (", "837", ""),
    "its own white style": ("<b style='color:#ffffff'>8</b>37", "", "837", DOUBT),
    "a white font": ("<font color='#FFFFFF'>8</font>37", "", "837", DOUBT),
    "a font of pictures": ("<b class='m'>8</b>37", ".m{font-family:'Wingdings 2',serif}", "837", DOUBT),
    "a font of pictures as an attribute": ("<font face='Webdings'>8</font>37", "", "837", DOUBT),
    "a font of digits": ("<font face='Times New Roman, Wingdings'>8</font>37", "", "837", ""),
    "a stroke before it": ("<b class='m'>37</b>", ".m::before{content:'';border-left:2px solid}", "37", DOUBT),
    "a picture before it": ("<b class='m'>37</b>", ".m::before{content:'';background:url(1.png)}", "37", DOUBT),
    "a sign before it": ("<b class='m'>37</b>", ".m::before{content:'l'}", "37", DOUBT),
    "nothing behind a figure before it": ("<b class='m'></b>", ".m:before{content:'7'}.m:after{content:''}", "", SHEET),
    "a box of no ink before it": ("<b class='m'>37</b>", ".m::before{content:'';border:0;background:none}", "37", ""),
    "an empty element with a stroke": ("<i class='m'></i>37", ".m{border-left:2px solid}", "37", DOUBT),
    "an empty element with a stroke of its own": ("<i style='border-left:2px solid'></i>37", "", "37", DOUBT),
    "a box over it": ("37<i style='position:absolute;width:9px;background:#fff'></i>", "", "37", DOUBT),
    "a ground without room": ("37<i style='background:#fff'></i>", "", "37", ""),
    "a shadow far away": ("<b style='text-shadow:40px 0 #000'>37</b>", "", "37", DOUBT),
    "a shadow close to it": ("<b style='text-shadow:0 1px 0 #ccc'>37</b>", "", "37", ""),
    "a colour in a space of its own": ("<b style='color:oklch(1 0 0)'>8</b>37", "", "837", DOUBT),
    "the colour of the window": ("<b style='color:Canvas'>8</b>37", "", "837", DOUBT),
    "a value that is none behind one that hides": ("<b style='display:none;display:nix'>8</b>37", "", "37", ""),
    "important in a layer": (
        "<b class='m'>8</b>37",
        "@layer a{.m{color:#fff!important}} .m{color:#000!important}",
        "837",
        DOUBT,
    ),
    "a script": ("37<script>document.write(8)</script>", "", "37", DOUBT),
    "a script that is displayed": ("37<style style='display:inline'>8</style>", "", "37", DOUBT),
    "a shadow tree": ("<div><template shadowrootmode='open'>8</template>37</div>", "", "37", DOUBT),
    "in a smaller font": ("37<small>8</small>", "", "378", DOUBT),
    "all in a smaller font": ("<small>37</small>", "", "37", ""),
    "struck over a paragraph": ("<s><p>37</p></s>", "", "37", "struck out"),
    "a paragraph that another one ends": ("<p><span style='display:none'><p>37</p></span></p>", "", "", DOUBT),
    "backwards by an attribute": ("<span dir='rtl'>-37</span>", "", "-37", DOUBT),
    "its own size": ("<b style='font-size:0px'>8</b>37", "", "837", DOUBT),
}


@pytest.mark.parametrize("name", TRICKS)
def test_a_cell_is_what_is_seen_or_not_read(name):
    inner, sheet, text, why = TRICKS[name]
    assert cell(inner, sheet) == (text, why)


def test_white_print_on_a_ground_around_it_is_seen():
    assert cell("<b style='color:#fff'>37</b>", around="bgcolor='#336699'") == ("37", "")
    assert cell("<b style='color:#fff'>37</b>", attributes="style='background-color: navy'") == ("37", "")


@pytest.mark.parametrize(
    ("inner", "attributes", "why"),
    [
        ("<b style='color:#333'>8</b>37", "style='background:#333'", DOUBT),
        ("<font color='#1F3864'>37</font>", "bgcolor='#1F3864'", DOUBT),
        ("<font color='#1F3864'>甲</font>37", "bgcolor='#1F3864'", ""),
        ("<font color='#FFFFFF'>37</font>", "bgcolor='#1F3864'", ""),
        ("<font color='#1F3864'>37</font>", "bgcolor='#EEF3FA'", ""),
        ("<font color='#FFFFFF'>37</font>", "bgcolor='#F7F7F7'", DOUBT),
        ("<b style='color:#fff'>37</b>", "style='background:#f7f7f7'", DOUBT),
        ("37<b style='color:#fff'>件</b>", "style='background:#f7f7f7'", ""),
        ("<b style='color:#333'><i style='background:#fffbe6'>37</i></b>", "style='background:#333'", ""),
        ("<b style='color:#333'>件</b>37", "style='background:#333'", ""),
    ],
)
def test_dark_print_in_a_dark_ground_is_not_read(inner, attributes, why):
    assert cell(inner, attributes=attributes)[1] == why


AWAY = (
    *("position:absolute;top:-999px", "position:relative;left:-9999px", "transform:translateX(-9999px)", "zoom:0"),
    *("translate:-9999px", "filter:blur(9px)", "content-visibility:hidden", "-webkit-text-security:disc"),
    *("mask-image:linear-gradient(transparent,transparent)", "letter-spacing:-1em"),
)


@pytest.mark.parametrize("style", AWAY)
@pytest.mark.parametrize("said", ["style", "class"])
def test_a_cell_that_is_itself_moved_away_or_veiled_is_not_read(style, said):
    attributes, sheet = (f"style='{style}'", "") if said == "style" else ("id='m'", f"#m{{{style}}}")
    assert cell("37", sheet, attributes=attributes) == ("37", DOUBT)


@pytest.mark.parametrize(
    "style",
    ["width:0;overflow:hidden", "max-height:0;overflow:hidden", "margin-left:-9999px", "position:relative;top:-2px"],
)
def test_a_cell_is_as_wide_as_what_it_holds_and_has_no_margins(style):
    assert cell("37", attributes=f"style='{style}'") == ("37", "")


@pytest.mark.parametrize("margin", ["margin-left:-20px", "margin:0 0 0 -.5em", "margin-inline-start:-6pt"])
def test_digits_that_a_margin_pulls_over_others_are_not_read(margin):
    assert cell(f"1<b style='{margin}'>7</b>") == cell("1<b class='m'>7</b>", f".m{{{margin}}}") == ("17", DOUBT)
    assert cell(f"<b style='{margin}'>17</b>") == cell(f"<p style='{margin}'><b>1</b>7</p>") == ("17", "")


SMALL = "<font size='2' style='font-size:11pt'>"


@pytest.mark.parametrize(
    ("inner", "is_read"),
    [
        (f"{SMALL}37</font><font face='宋体'>{SMALL}（其中新增</font></font>{SMALL}5</font>{SMALL}件）</font>", True),
        (f"{SMALL}3</font>{SMALL}7</font>", True),
        (f"{SMALL}3</font>7", False),
        (f"{SMALL}3</font><font size='1'>7</font>", False),
        (f"{SMALL}3</font><font size='2' style='font-size:30pt'>7</font>", False),
        (f"{SMALL}3</font><font size='2' style='font-size:11pt' class='m'>7</font>", False),
        (f"<small>{SMALL}3</font></small>{SMALL}7</font>", False),
    ],
)
def test_print_is_small_only_beside_other_print(inner, is_read):
    assert (cell(inner, ".m{color:red}")[1] == "") is is_read


PICTURES = {
    "a picture for a cell": ("", "", "style='background:url(7.png)'", "image"),
    "one by id": ("&nbsp;", "#m{background-image:url(7.png)}", "id='m'", "image"),
    "one by attribute": ("", "", "background='7.png'", "image"),
    "a piece of one": ("<i class='m'></i>", ".m{background:url(n.png) -20px 0}", "", "image"),
    "a piece of one beside a digit": ("3<i class='m'></i>", ".m{background:url(n.png) -20px 0}", "", "image"),
    "one below print": ("37", "", "style='background:url(g.png)'", ""),
    "the same below all cells": ("", "td{background:url(g.png)}", "", ""),
    "a shade": ("", "", "style='background:linear-gradient(#fff,#eee)'", ""),
    "none": ("", "", "style='background:none'", ""),
}


@pytest.mark.parametrize("kind", PICTURES)
def test_a_picture_where_no_print_is_may_be_a_digit(kind):
    inner, sheet, attributes, shows = PICTURES[kind]
    assert cell(inner, sheet, attributes=attributes)[1] == shows


@pytest.mark.parametrize("sign", ["-", "−", "万", "百", "%"])
def test_a_sign_that_a_sheet_prints_beside_a_figure_is_print(sign):
    assert cell("<b class='m'>7</b>", f".m::before{{content:'{sign}'}}") == ("7", SHEET)


def test_a_quote_of_an_attribute_before_it_hides_no_style():
    shown = '<i title="style=\'"></i><b style="display:none">8</b>37<i title="it\'s"></i>'
    assert cell(shown) == ("37", "")
