"""Whether print of a Word binary file is seen, by the modifiers of its run."""

import struct

import pytest

from tests.generate.doc_file import DocCell, DocFile, DocRun
from xxgk.extractors.document import read
from xxgk.extractors.readers.doc import sprm
from xxgk.extractors.readers.doc.properties import paragraph_rule, run_rule
from xxgk.extractors.readers.doc.styles import DocStyles
from xxgk.extractors.readers.word.look import ON_GROUND, PLAIN, TINY, WHITE
from xxgk.extractors.readers.word.tree import BACKWARDS, PUSHED

BLACK, PAPER, DARK, AUTO = b"\0\0\0\0", b"\xff\xff\xff\0", b"\x1f\x38\x64\0", b"\0\0\0\xff"


def told(code, operand):
    length = bytes((len(operand),)) if code == sprm.C_SHADE else b""
    return struct.pack("<H", code) + length + operand


def shade(back, fore=AUTO, pattern=0):
    return told(sprm.C_SHADE, fore + back + struct.pack("<H", pattern))


def ink(value):
    return told(sprm.C_COLOUR, value)


@pytest.mark.parametrize(
    ("modifiers", "unseen"),
    [
        (b"", ""),
        (ink(BLACK), ""),
        (ink(PAPER), WHITE),
        (ink(b"\xfd\xfd\xfe\0"), WHITE),
        (ink(AUTO), ""),
        (told(sprm.C_COLOUR_INDEX, b"\x08"), WHITE),
        (told(sprm.C_COLOUR_INDEX, b"\x06"), ""),
        (told(sprm.C_COLOUR_INDEX, b"\xff"), ""),
        (ink(PAPER) + shade(DARK), ""),
        (ink(DARK) + shade(DARK), ON_GROUND),
        (ink(PAPER) + shade(PAPER), WHITE),
        (shade(AUTO, fore=BLACK, pattern=1), ON_GROUND),
        (shade(DARK, pattern=5), ""),
        (ink(PAPER) + shade(AUTO), WHITE),
        (told(sprm.C_MARKER, b"\x01"), ON_GROUND),
        (told(sprm.C_MARKER, b"\x07"), ""),
        (told(sprm.C_SHADE_OLD, struct.pack("<H", 1 << 5)), ON_GROUND),
        (told(sprm.C_SHADE_OLD, struct.pack("<H", 1 << 10 | 1)), ON_GROUND),
        (told(sprm.C_SCALE, struct.pack("<H", 1)), TINY),
        (told(sprm.C_SCALE, struct.pack("<H", 90)), ""),
        (told(sprm.C_SIZE, struct.pack("<H", 2)), TINY),
    ],
)
def test_print_is_seen_or_not(modifiers, unseen):
    assert DocStyles(b"").run_look(run_rule(modifiers), PLAIN).unseen() == unseen


@pytest.mark.parametrize(("size", "small"), [(10, 10), (21, None)])
def test_the_size_of_small_print_is_known(size, small):
    assert run_rule(told(sprm.C_SIZE, struct.pack("<H", size))).size == small


def word(code, operand):
    return struct.pack("<H", code) + (bytes((len(operand),)) if code >> 13 == 6 else b"") + operand


def cells_of(*cells):
    """What a row of a file with these cells is read as; each a run and what is said of it at its place."""
    file = DocFile()
    file.row([DocCell((run,), 900) for run, _ in cells], " ".join(around for _, around in cells))
    (table,) = read(file.written()).blocks
    return [(cell.text, cell.unreadable) for cell in table.rows[0]]


@pytest.mark.parametrize(
    ("ink", "shade", "why"),
    [
        ("1F386400", "1F386400", ON_GROUND),
        ("00000000", "00000000", ON_GROUND),
        ("FFFFFF00", "1F386400", ""),
        ("000000FF", "1F386400", ""),
        ("FFFFFF00", "F7F7F700", ON_GROUND),
        ("FFFFFF00", "FFFFFF00", WHITE),
    ],
)
def test_dark_print_in_a_dark_cell_is_not_read(ink, shade, why):
    around = f"D62D:0102000000FF{shade}0000"
    assert cells_of((DocRun("件数"), ""), (DocRun("12", f"6870:{ink}"), around)) == [("件数", ""), ("12", why)]


def test_print_that_runs_backwards_is_not_read():
    assert cells_of((DocRun("甲"), ""), (DocRun("\u202e21\u202c"), ""))[1][1] == BACKWARDS


DARK_SHADE, NO_SHADE = AUTO + DARK + b"\0\0", AUTO + AUTO + b"\0\0"
OF_NAVY = struct.pack("<H", 9 << 5)


@pytest.mark.parametrize(
    ("modifiers", "dark"),
    [
        (word(0xD612, NO_SHADE + DARK_SHADE), [1]),
        (word(0xD670, DARK_SHADE + NO_SHADE), [0]),
        (word(0xD616, DARK_SHADE), []),
        (word(sprm.T_SHADES_OLD, b"\0\0" + OF_NAVY), [1]),
        (word(sprm.T_SHADE[0], b"\1\3" + DARK_SHADE), [1, 2]),
        (word(sprm.T_SHADE[1], b"\0\3" + DARK_SHADE), [0, 2]),
        (word(sprm.T_SHADE_OLD[0], b"\1\2" + OF_NAVY), [1]),
        (word(sprm.T_SHADE_ALL, DARK_SHADE), [0, 1, 2]),
        (word(0xD612, 3 * DARK_SHADE) + word(sprm.T_SHADE[0], b"\1\2" + NO_SHADE), [0, 2]),
    ],
)
def test_the_cells_of_a_row_have_grounds(modifiers, dark):
    body = bytes((3,)) + struct.pack("<4h", 0, 100, 200, 300) + bytes(60)
    defined = struct.pack("<HH", sprm.T_DEFINE, len(body) + 1) + body
    row = paragraph_rule(0, defined + modifiers, lambda _: b"").row
    assert [place for place, cell in enumerate(row.cells) if cell.ground is not None] == dark


@pytest.mark.parametrize("modifiers", [word(sprm.P_SHADE, DARK_SHADE), word(sprm.P_SHADE_OLD, OF_NAVY)])
def test_a_paragraph_has_a_ground(modifiers):
    assert paragraph_rule(0, modifiers, lambda _: b"").ground is not None
    assert paragraph_rule(0, word(sprm.P_SHADE, NO_SHADE), lambda _: b"").ground is None


@pytest.mark.parametrize(
    ("around", "why"),
    [
        ("D62F:0102100000000004010000", "a line from corner to corner of its cell"),
        ("D620:01022004010000", "a line from corner to corner of its cell"),
        ("D62F:0102100000000000000000", ""),
        ("D62F:01020F0000000004010000", ""),
        ("D62F:0001100000000004010000", ""),
    ],
)
def test_a_figure_that_a_line_crosses_is_not_read_and_a_head_is(around, why):
    assert cells_of((DocRun("件数"), ""), (DocRun("12"), around)) == [("件数", ""), ("12", why)]


@pytest.mark.parametrize(
    ("told", "text", "why"),
    [
        ("840F:D8DC", "12", PUSHED),
        ("845E:1027", "12", PUSHED),
        ("845D:E803", "12", PUSHED),
        ("8460:E8FC", "12", PUSHED),
        ("845E:2003 8460:E0FC", "12", ""),
        ("840F:97FF 8411:D200", "12", ""),
        ("845E:1027", "件数", ""),
        ("2441:01", "12", ""),
        ("2441:01", "-12", BACKWARDS),
        ("2441:00", "-12", ""),
    ],
)
def test_print_out_of_its_cell_or_from_right_to_left_is_not_read(told, text, why):
    for usual, own in (("", told), (told, "")):
        file = DocFile(usual=usual)
        file.row([DocCell((DocRun("件数"),), 900), DocCell((DocRun(text),), 900, 0, own)])
        (table,) = read(file.written()).blocks
        assert (table.rows[0][1].text, table.rows[0][1].unreadable) == (text, why)


@pytest.mark.parametrize(("font", "why"), [("0200", "print of a font of pictures"), ("0100", ""), ("0900", "")])
def test_digits_that_a_font_of_pictures_draws_are_not_read(font, why):
    assert cells_of((DocRun("件数"), ""), (DocRun("12", f"4A4F:{font}"), ""))[1] == ("12", why)


@pytest.mark.parametrize(("line", "why"), [(-140, "print that has no room"), (-160, ""), (140, "")])
def test_print_needs_room_in_a_line_of_exact_height(line, why):
    file = DocFile()
    file.row([DocCell((DocRun("12"),), 900), DocCell((DocRun("件数"),), 900)])
    told = struct.pack("<HhH", sprm.P_LINE, line, 0)
    data = file.written()
    assert data.count(b"\x16\x24\x01") == 3
    rule = paragraph_rule(0, told, lambda _: b"")
    assert PLAIN._replace(line=DocStyles(b"").line(rule)).unseen() == why


@pytest.mark.parametrize(("height", "why"), [(-260, "print that has no room"), (-600, ""), (260, "")])
def test_a_digit_below_a_row_of_exact_height_is_not_read(height, why):
    around = f"9407:{height.to_bytes(2, 'little', signed=True).hex()}"
    assert cells_of((DocRun("件数"), ""), (DocRun("1\u000b7"), around))[1] == ("1\n7", why)


def test_a_paragraph_that_nobody_sees_is_none():
    file = DocFile()
    file.paragraph([DocRun("二、甲", "6870:FFFFFF00")])
    file.paragraph([DocRun("乙")])
    assert [block.text for block in read(file.written()).blocks] == ["乙"]


@pytest.mark.parametrize(("height", "shown"), [(-20, []), (-400, ["件数"]), (20, ["件数"]), (0, ["件数"])])
def test_a_row_of_no_height_does_not_show(height, shown):
    file = DocFile()
    file.row([DocCell((DocRun("件数"),), 900)], f"9407:{height.to_bytes(2, 'little', signed=True).hex()}")
    file.row([DocCell((DocRun("合计"),), 900)])
    (table,) = read(file.written()).blocks
    assert [cell.text for row in table.rows for cell in row] == [*shown, "合计"]
