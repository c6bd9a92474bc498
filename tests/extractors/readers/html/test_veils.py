"""Print that something around it takes out of sight, or gives its colour, size or font."""

import pytest

from xxgk.extractors.document import read
from xxgk.extractors.readers.html.scripts import LIBRARY
from xxgk.schema.document import Table

TABLE = "<table><tr><td>甲</td><td>37</td></tr><tr><td>乙</td><td>5</td></tr></table>"
FAR, FACE = "position:absolute;left:-9999px", "@font-face{font-family:X;src:url(x.woff)}"


def figure(body, sheet=""):
    """Why the first figure of a page's table is not read."""
    page = f"<!DOCTYPE html><html><head><style>{sheet}</style></head><body><p>题</p>{body}</body></html>"
    (table,) = (block for block in read(page.encode()).blocks if isinstance(block, Table))
    return table.rows[0][1].unreadable


UNSEEN = "print that nobody may see"
WHOLE = {
    "opacity:0": UNSEEN,
    "opacity:20%": UNSEEN,
    "opacity:0.9": "",
    "opacity:0;animation:in 1s forwards": "",
    FAR: UNSEEN,
    "position:absolute;left:-100px": "",
    "left:-9999px": "",
    "text-indent:-9999px": UNSEEN,
    "text-indent:-2em": "",
    "transform:scale(0)": UNSEEN,
    "transform:scale(0.9)": "",
    "filter:opacity(0)": UNSEEN,
    "clip-path:inset(50%)": UNSEEN,
    "height:0;overflow:hidden": UNSEEN,
    "width:0;overflow:hidden": "",
    "height:0": "",
    "text-decoration:line-through": "struck out",
    "color:#fff": UNSEEN,
    "color:transparent": UNSEEN,
    "color:var(--ink)": "",
    "color:#fff;background:#036": "",
    "font-size:0": UNSEEN,
    "font-size:var(--size)": "",
}


@pytest.mark.parametrize("style", WHOLE)
def test_what_is_said_around_a_table_counts(style):
    assert figure(f"<div style='{style}'><div>{TABLE}</div></div>") == WHOLE[style]
    assert figure(f"<div class=m><div>{TABLE}</div></div>", f".m{{{style}}}") == WHOLE[style]
    assert figure(f"<div class=m>{TABLE}</div>", f".m:hover{{{style}}} @supports (a:b){{.m{{{style}}}}}") == ""


@pytest.mark.parametrize(
    ("shares", "why"), [((0.3, 0.3), UNSEEN), ((0.5, "55%"), UNSEEN), ((0.59,), ""), ((0.9, 0.5), "")]
)
def test_what_is_seen_through_all_that_is_around_it_counts_together(shares, why):
    around = "".join(f"<div style='opacity:{share}'><div>" for share in shares)
    assert figure(around + TABLE) == why
    by_class = "".join(f".m{number}{{opacity:{share}}}" for number, share in enumerate(shares))
    assert figure("".join(f"<div class=m{number}>" for number in range(len(shares))) + TABLE, by_class) == why


@pytest.mark.parametrize("style", [FAR, "transform:scale(0)"])
def test_a_table_and_a_cell_may_be_out_of_sight(style):
    assert figure(TABLE.replace("<table>", f"<table style='{style}'>")) == UNSEEN
    assert figure(TABLE.replace("<td>37", f"<td style='{style}'>37")) == UNSEEN


def test_a_table_takes_its_room():
    assert figure(TABLE.replace("<table>", "<table style='height:1px;overflow:hidden'>")) == ""


@pytest.mark.parametrize(
    ("around", "said"),
    [
        ("color:#fff", "color:#333"),
        ("font-size:0", "font-size:14px"),
        ("font-size:0", "font:14px serif"),
        ("font-family:X", "font-family:宋体"),
        ("font-family:X", "font:14px 宋体,X"),
    ],
)
def test_what_print_says_itself_counts_before_what_is_around_it(around, said):
    sheet = f"{FACE} .m{{{around}}}"
    assert figure(f"<div class=m>{TABLE}</div>", sheet) != ""
    assert figure(f"<div class=m>{TABLE}</div>", f"{sheet} table{{{said}}}") == ""
    assert figure(f"<div class=m>{TABLE}</div>", f"{sheet} .m .n{{{said}}}") != ""
    assert figure(f"<div class=m>{TABLE.replace('<td>37', '<td class=n>37')}</div>", f"{sheet} .m .n{{{said}}}") == ""
    own = TABLE.replace("<td>37", f'<td style="{said}">37')
    assert figure(f"<div class=m>{own}</div>", sheet) == ""


def test_white_print_is_seen_on_a_ground_within():
    own = TABLE.replace("<td>37", "<td bgcolor='#003366'>37")
    assert figure(f"<div style='color:#fff'>{own}</div>") == ""
    assert figure(f"<div background='a.png' style='color:#fff'>{TABLE}</div>") == ""
    assert figure(f"<div style='color:#fff'><font color='black'>{TABLE}</font></div>") == ""


OTHER = "print of a font that the page brings along"


@pytest.mark.parametrize(
    ("sheet", "why"),
    [
        (FACE + ".m{font-family:X}", OTHER),
        (FACE + ".m{font-family:'x', 宋体}", OTHER),
        (FACE + ".m{font:bold 12px/1.5 X,宋体}", OTHER),
        (FACE + ".m{font-family:宋体,X}", ""),
        (FACE + ".n{font-family:X}", ""),
        (FACE.replace("X", "Roboto") + ".m{font-family:Roboto}", ""),
        (FACE.replace("url(x.woff)", "local(x)") + ".m{font-family:X}", ""),
        (FACE.replace("}", ";unicode-range:U+4E00-9FFF}") + ".m{font-family:X}", ""),
        (FACE.replace("}", ";unicode-range:U+4E00-9FFF,U+3?}") + ".m{font-family:X}", OTHER),
    ],
)
def test_digits_of_a_font_that_a_page_brings_along_are_not_read(sheet, why):
    assert figure(TABLE.replace("<td>37", "<td class=m>37"), sheet) == why
    assert figure(TABLE.replace("<td>37", "<td><b class=m>37</b>"), sheet) == why
    assert figure(f"<div class=m>{TABLE}</div>", sheet) == why


def texts(body, sheet=""):
    page = f"<!DOCTYPE html><html><head><style>{sheet}</style></head><body><p>甲</p>{body}<p>乙</p></body></html>"
    return [block.text for block in read(page.encode()).blocks][1:-1]


@pytest.mark.parametrize("style", ["opacity:0", "color:#fff", "font-size:0", FAR])
def test_a_heading_that_nobody_sees_is_none_and_numbers_are_not_known(style):
    assert texts(f"<h2 style='{style}'>二、丙</h2>") == []
    assert texts(f"<div style='{style}'><h3>二、丙</h3></div>") == []
    assert texts(f"<div style='{style}'>共12件</div>") == ["共\ufffd\ufffd件"]


def test_a_title_on_a_picture_and_a_heading_on_a_ground_stay():
    assert texts("<h1 style='color:#fff'>二、丙</h1>") == ["二、丙"]
    assert texts("<div style='background:url(a.png)'><h2 style='color:#fff'>二、丙</h2></div>") == ["二、丙"]
    assert texts("<h2 style='text-decoration:line-through'>二、丙</h2>") == ["\ufffd"]


def test_only_digits_of_running_text_are_unknown_in_a_font_of_the_page():
    assert texts("<div class=m>一、共12件</div>", FACE + ".m{font-family:X}") == ["一、共\ufffd\ufffd件"]


def test_where_a_sheet_is_missing_nobody_knows_the_ground_of_a_heading():
    body = "<p>甲</p><h2 style='color:#fff'>二、丙</h2><p>乙</p>"
    page = f"<!DOCTYPE html><html><head><link rel=stylesheet href=a.css></head><body>{body}</body></html>"
    assert [block.text for block in read(page.encode()).blocks] == ["甲", "二、丙", "乙"]


WRITES, HIDES = "document.getElementById('{}').innerText='7'", "$('.{}').hide()"


@pytest.mark.parametrize(
    ("script", "is_read"),
    [
        (WRITES.format("k"), False),
        ("$('#k').text(7)", False),
        (HIDES.format("m"), False),
        ("$('td.m').css('display', 'none')", False),
        ("for (const e of document.getElementsByClassName('m')) e.innerHTML = ''", False),
        (WRITES.format("zoom"), False),
        ("document.getElementById('zoom').style.fontSize = '16px'", True),
        ("$('#zoom').css('line-height', 2).show()", True),
        ("document.querySelectorAll('td')[1].innerHTML = '7'", False),
        ("var t = document.getElementsByTagName('td'); t[1].textContent = 7", False),
        ("const rows = document.querySelector('table').rows; rows[0].cells[1].innerText = '7'", False),
        ("for (const e of document.querySelectorAll('td')) e.textContent = 7", False),
        ("[...document.querySelectorAll('td')].forEach(e => { e.textContent = '7' })", False),
        ("$('table tr').each(function(i, row) { $(row).find('td').eq(1).text('7') })", False),
        ("let r = document.querySelectorAll('tr'), q; q = r[0]; q.style.display = 'none'", False),
        ("document.body.innerHTML = document.body.innerHTML.replace('3', '7')", False),
        ("old = document.body.innerHTML; document.body.innerHTML = part; window.print()", True),
        ("$('table tr:odd').addClass('odd'); $('td').css('padding', 0)", True),
        ("$('table').each(function() { $(this).wrap('<div>') }); $(this).hide()", True),
        ("var n = $('td').length, h = $('table').html(); $('#n').text(n)", True),
        ("k.innerText = '7'", False),
        (f"/*{'-' * LIBRARY}*/ document.querySelectorAll('td')[1].innerHTML = '7'", False),
        (f"{'a();' * LIBRARY} document.querySelectorAll('td')[1].innerHTML = '7'", True),
        ("$('.m').addClass('n')", True),
        ("var m = 1, k = a.m; k.hide()", True),
    ],
)
def test_a_script_that_names_a_cell_may_write_into_it(script, is_read):
    for own in ("<td id=k class='n m'>37", "<td><b id=k class=m>37</b>"):
        told = f"<div id=zoom class=m>{TABLE.replace('<td>37', own)}</div><script>{script}</script>"
        assert figure(told) == ("" if is_read else UNSEEN)


@pytest.mark.parametrize("event", ["onload", "onerror", "ONLOAD", "onmouseover", "onanimationend"])
def test_what_is_done_on_an_event_may_write_a_cell_too(event):
    told = TABLE.replace("<td>37", "<td id=k>37")
    assert figure(f"""<img src=a.gif width=1 {event}="{WRITES.format("k")}">{told}""") == UNSEEN
    assert figure(f"""<img src=a.gif width=1 {event}="this.src = ''">{told}""") == ""
    assert figure(f"""<a onclick="{WRITES.format("n")}">甲</a>{told}""") == ""


@pytest.mark.parametrize(
    ("style", "is_read"),
    [
        ("max-width:12px;overflow:hidden", False),
        ("width:50px;overflow:hidden", True),
        ("max-width:12px", True),
        ("max-width:200px;overflow:hidden;text-overflow:ellipsis", True),
    ],
)
def test_a_cell_may_have_too_little_room_for_its_figure(style, is_read):
    expected = "" if is_read else UNSEEN
    assert figure(TABLE.replace("<td>37", f"<td style='{style}'>37")) == expected
    assert figure(TABLE.replace("<td>37", "<td class=m>37"), f".m{{{style}}}") == expected


@pytest.mark.parametrize(
    ("cell", "sheet", "is_read"),
    [
        ("<span style='display:block'>3</span>7", "", False),
        ("<span class=m>3</span>7", ".m{display:block}", False),
        ("<b><i class=m>3</i></b><i>7</i>", "td .m{display:table}", False),
        ("<span class=m>3</span>7", ".m{display:block} span.m{display:inline}", True),
        ("<span class=m style='display:inline-block'>3</span>7", ".m{display:block}", True),
        ("<span class=m>37</span><b> </b>", ".m{display:block}", True),
        ("<span style='display:block'>37</span>件", "", True),
    ],
)
def test_pieces_of_a_figure_on_lines_of_their_own_are_no_figure(cell, sheet, is_read):
    assert figure(TABLE.replace("37", cell), sheet) == ("" if is_read else UNSEEN)


def test_a_script_between_cells_may_write_some():
    written = TABLE.replace("<tr>", "<tr><script>document.write('<td>7')</script>", 1)
    assert figure(written) == UNSEEN
    assert figure(TABLE.replace("<tr>", "<tr><script type='text/template'>document.write('')</script>", 1)) == ""
    assert figure(f"<script>document.write('<b>7</b>')</script>{TABLE}") == ""


@pytest.mark.parametrize(
    ("cell", "file", "told"),
    [
        ("<td id=n1>37", "js/data.js", ["SCRIPT_UNKNOWN"]),
        ("<td><b id=n1>37</b>", "js/data.js", ["SCRIPT_UNKNOWN"]),
        ("<td id=n1>37", "js/jquery.min.js", []),
        ("<td><a id=_Toc1></a>37", "js/data.js", []),
        ("<td>37", "js/data.js", []),
        ("<td id=n1>行政许可决定的公开情况", "js/data.js", []),
    ],
)
def test_a_script_that_was_not_had_is_told_where_it_may_write_figures(cell, file, told):
    page = f"<html><body><p>题</p>{TABLE.replace('<td>37', cell)}<script src={file}></script></body></html>"
    assert [rule for rule, _ in read(page.encode()).remarks] == told


@pytest.mark.parametrize(
    ("around", "within", "is_read"),
    [
        ("display:grid;grid-template-rows:0fr", "overflow:hidden", False),
        ("display:grid;grid-template-rows:1fr 20px", "overflow:hidden", True),
        ("display:flex", "flex:0 0 0;overflow:hidden", False),
        ("display:flex", "flex:1 1 0", True),
    ],
)
def test_a_figure_that_gets_no_room_of_a_grid_is_not_read(around, within, is_read):
    cell = f"<td><div style='{around}'><div style='{within}'>37</div></div>"
    assert figure(TABLE.replace("<td>37", cell)) == ("" if is_read else UNSEEN)


OVER = "position:absolute;top:90px;left:60px;width:40px;height:20px;"


@pytest.mark.parametrize(
    ("beside", "is_read"),
    [
        (f"<div style='{OVER}background:#fff'></div>", False),
        (f"<div style='{OVER}border:1px solid'> </div>", False),
        (f"<span style='{OVER}'>8</span>", False),
        ("<span class=m>8</span>", False),
        ("<div class='m n'></div>", False),
        (f"<div style='{OVER}display:none;background:#fff'></div>", True),
        (f"<div style='{OVER}background:url(a.png)'></div>", True),
        (f"<div style='{OVER}background:#fff'><img src=a.png></div>", True),
        (f"<div style='{OVER}'>回到顶部</div>", True),
        ("<div style='position:fixed;background:#fff'></div>", True),
        ("<div style='background:#fff'></div>", True),
        (f"<table><tr><td><div style='{OVER}background:#fff'></div></table>", True),
        ("<div style='position:fixed;top:9px;left:60px;width:40px;height:20px;background:#fff'></div>", False),
        ("<div style='position:fixed;right:0;bottom:9px;background:#fff'></div>", True),
        ("<div style='position:fixed;top:0;left:0;background:#fff;display:none'></div>", True),
        ("<b style='position:fixed;top:9px;left:9px'>8</b>", False),
        ("<div style='position:sticky;top:0;height:30px;background:#fff'></div>", False),
        ("<div style='position:sticky;top:0'>一、二</div>", True),
        ("<b style='position:relative;top:-40px'>8</b>", False),
        ("<b style='position:relative;top:2px'>8</b>", True),
        ("<div style='margin-top:-30px;height:30px;background:#fff'></div>", False),
        ("<div style='margin-top:30px;height:30px;background:#fff'></div>", True),
        ("<b style='transform:translateY(-2em)'>8</b>", False),
    ],
)
def test_what_is_placed_outside_of_a_table_may_lie_over_it(beside, is_read):
    sheet = f".m{{{OVER}}} .n{{background:#fff}}"
    assert figure(f"<div>{TABLE}{beside}</div>", sheet) == ("" if is_read else UNSEEN)
    assert figure(f"{TABLE}<div>{beside}</div>", sheet) == (UNSEEN if "fixed" in beside and not is_read else "")


def test_where_much_is_placed_no_figure_of_the_page_is_read():
    placed = "".join(f"<div><i>{number}</i><b style='{OVER}'>{number}</b></div>" for number in range(5))
    assert figure(f"<div>{TABLE}</div>{placed}") == UNSEEN
    assert figure(f"<div>{TABLE}</div>{placed[: len(placed) // 5 * 4]}") == ""
