import struct
from contextlib import suppress

import pytest

from tests.generate.doc_fixtures import FOLDER, report_truth
from tests.test_property import violations
from xxgk.extractors.document import extract, read
from xxgk.extractors.readers.doc import sprm
from xxgk.extractors.readers.doc.fib import read_fib
from xxgk.extractors.readers.doc.fields import GONE, UNREAD, overwritten, without_instructions
from xxgk.extractors.readers.doc.grid import lay_out
from xxgk.extractors.readers.doc.lists import read_lists
from xxgk.extractors.readers.doc.pieces import read_pieces, whole
from xxgk.extractors.readers.doc.properties import CellRule, ParagraphRule, RowRule, paragraph_rule, run_rule
from xxgk.extractors.readers.doc.runs import paragraph_runs
from xxgk.extractors.readers.doc.sprm import modifiers
from xxgk.extractors.readers.doc.story import Deleted, Para, Story, TableNode, TableRow
from xxgk.extractors.readers.ole import _title
from xxgk.extractors.readers.word.numbering import Numbered
from xxgk.extractors.readers.word.tree import LAID_OVER
from xxgk.schema.document import Paragraph, Table, Unreadable

REPORT, FEATURES = ((FOLDER / name).read_bytes() for name in ("report.doc", "features.doc"))


@pytest.fixture(scope="module")
def features():
    return read(FEATURES).blocks


def test_a_generated_report_is_read_cell_by_cell():
    truth = report_truth()
    report = extract(REPORT, "report.doc")
    assert violations(report, truth.expectations) == []
    assert (len(report.figures), report.year, report.reader, report.layouts) == (200, truth.year, "doc", ("doc_table",))
    told = {section.code: section.text.replace("\n", "") for section in report.sections}
    assert all(told[code].startswith("".join(texts)) for code, texts in truth.sections.items())


def test_one_grid_for_rows_of_different_cells():
    table = next(block for block in read(REPORT).blocks if isinstance(block, Table) and block.width == 10)
    assert [cell[2:5] for cell in table.rows[0]] == [(0, 3, 3), (3, 7, 1)]
    assert [cell[2:5] for cell in table.rows[5]][:3] == [(0, 1, 22), (1, 2, 1), (3, 1, 1)]
    assert table.rows[5][2].locator == "doc:t2/r6/c3"


def test_the_name_never_matters(tmp_path):
    assert extract(REPORT, "a.pdf").reader == "doc"


def test_what_shows_in_paragraphs(features):
    texts = [block.text for block in features if isinstance(block, Paragraph)]
    assert texts[:4] == ["标题", "前后", "甲插乙", "前半后半"]
    assert texts[4:6] == ["见网址。", "行一\n行二\t栏-x"]
    assert texts[-1] == "𠮷"
    assert features[0].heading
    assert not features[1].heading


def test_a_text_box_follows_its_anchor(features):
    texts = [getattr(block, "text", "") for block in features]
    assert texts[texts.index("锚后") + 1] == "框内"


def test_cells_with_more_than_text(features):
    merged, odd, nested = (block for block in features if isinstance(block, Table))
    assert [[cell[2:5] for cell in row] for row in merged.rows] == [
        [(0, 2, 1), (2, 1, 2)],
        [(0, 1, 1), (1, 1, 1)],
        [(0, 1, 1), (1, 1, 1), (2, 1, 1)],
    ]
    assert merged.rows[2][1].text == "2\n第二段"
    shown = [[(cell.text, cell.unreadable) for cell in row[1:]] for row in odd.rows]
    assert shown[0] == [("22〔1〕", LAID_OVER), ("56", "struck out")]  # a box floats over the page
    assert shown[1] == [("", "nested table"), ("4", LAID_OVER)]
    assert shown[2] == [("1", LAID_OVER), ("", "symbol")]
    assert [cell.text for cell in nested.rows[0]] == ["x", "2"]


def prl(code, operand):
    return code.to_bytes(2, "little") + operand


def test_unknown_modifiers_are_stepped_over():
    grpprl = prl(0x2416, b"\1") + prl(0xC63E, b"\3abc") + prl(0x7623, b"\0\1\2\3") + prl(0x2417, b"\1")
    assert [code for code, _ in modifiers(grpprl)] == [0x2416, 0xC63E, 0x7623, 0x2417]
    for cut in range(len(grpprl)):
        list(modifiers(grpprl[:cut]))


def definition(edges, flags):
    cells = b"".join(struct.pack("<H18x", flag) for flag in flags)
    body = bytes([len(flags)]) + struct.pack(f"<{len(edges)}h", *edges) + cells
    return prl(sprm.T_DEFINE, struct.pack("<H", len(body) + 1) + body)


def rule(grpprl):
    return paragraph_rule(0, grpprl, lambda _: b"").row


def test_row_definitions_with_what_changes_them():
    grpprl = definition([-100, 900, 1900, 2900], [0x60, 0, 0x20])
    assert rule(grpprl) == RowRule((-100, 900, 1900, 2900), (CellRule(0, False, True), CellRule(), CellRule(0, True)))
    assert [cell.joined for cell in rule(grpprl + prl(sprm.T_MERGE, b"\0\2")).cells] == [2, 1, 0]
    assert rule(grpprl + prl(sprm.T_VERTICAL, b"\2\1\1")).cells[1].restart is False
    assert rule(grpprl + prl(sprm.T_WIDTHS, struct.pack("<BBH", 0, 1, 500))).edges == (-100, 400, 1400, 2400)
    assert rule(grpprl + prl(sprm.T_DELETE, b"\0\1")) is None


def test_properties_too_large_for_their_page_stand_elsewhere():
    huge = {7: definition([0, 100], [0])}
    found = paragraph_rule(0, prl(sprm.P_HUGE, struct.pack("<I", 7)), huge.__getitem__)
    assert found.row == RowRule((0, 100), (CellRule(),))


def test_toggles_that_follow_the_style_say_nothing():
    assert run_rule(prl(sprm.C_HIDDEN, b"\x80")).hidden is None
    assert run_rule(prl(sprm.C_HIDDEN, b"\1")).hidden
    assert run_rule(prl(sprm.C_HIDDEN, b"\0")).hidden is False


def grid(*rows):
    """Rows of (edges, flags, texts): flags as `CellRule` arguments."""
    node = TableNode(1)
    for edges, rules, texts in rows:
        cells = [[text] for text in texts]
        node.rows.append(TableRow(cells, RowRule(tuple(edges), tuple(CellRule(*r) for r in rules)) if edges else None))
    return lay_out(node, "doc:t1", lambda content, *_: (content[0], ""))


def spans(found):
    return [[cell[0:1] + cell[2:6] for cell in row] for row in found.rows]


@pytest.mark.parametrize(("first", "other"), [(1, 2), (2, 1), (3, 1)])
def test_cells_merged_sideways_in_either_convention(first, other):
    found = grid(
        ([0, 100, 200, 300], [(first,), (other,), (0,)], ["甲", "", "1"]), ([0, 100, 200, 300], [()] * 3, "abc")
    )
    assert spans(found)[0] == [("甲", 0, 2, 1, ""), ("1", 2, 1, 1, "")]


def test_text_behind_a_merge_is_not_lost_silently():
    found = grid(([0, 100, 200], [(1,), (2,)], ["甲", "5"]))
    assert spans(found) == [[("甲", 0, 2, 1, "broken merge")]]


def test_slivers_are_no_columns():
    found = grid(([0, 1000, 1001, 2000], [()] * 3, ["甲", "", "1"]), ([0, 998, 2003], [()] * 2, ["乙", "2"]))
    assert spans(found) == [[("甲", 0, 1, 1, ""), ("1", 1, 1, 1, "")], [("乙", 0, 1, 1, ""), ("2", 1, 1, 1, "")]]
    assert found.width == 2


def test_downward_merges():
    restart, below = (0, False, True), (0, True, False)
    edges = [0, 1000, 2000]
    found = grid((edges, [restart, ()], "甲1"), (edges, [below, ()], ["", "2"]), (edges, [below, ()], ["", "3"]))
    assert spans(found) == [[("甲", 0, 1, 3, ""), ("1", 1, 1, 1, "")], [("2", 1, 1, 1, "")], [("3", 1, 1, 1, "")]]
    alone = grid((edges, [below, ()], ["5", "1"]))
    assert alone.rows[0][0].unreadable == "broken merge"


def test_rows_without_a_definition_have_no_grid():
    found = grid(([0, 900, 2000], [()] * 2, "甲1"), (None, [], "乙23"))
    assert found.width == 0
    assert [cell.column for cell in found.rows[1]] == [0, 1, 2]


def test_fields_leave_their_result():
    shown = without_instructions("a\x13 IF \x13 X \x141\x15 \x142\x15b")
    assert len(shown) == len("a\x13 IF \x13 X \x141\x15 \x142\x15b")
    assert shown.replace(GONE, "").replace("\x15", "") == "a2b"
    assert without_instructions("\x13 EQ \\o(1) \x15") == GONE * 11 + UNREAD
    assert without_instructions("\x13 未完\x07\x15") == "\x13 未完\x07\x15"


def test_overwriting_keeps_marks_and_length():
    assert overwritten("ab\rcd\x07e", [(1, 6, GONE), (2, 4, GONE)]) == f"a{GONE}\r{GONE}{GONE}\x07e"


def test_hostile_fields_stay_linear():
    assert len(without_instructions("\x13" * 200_000 + "\x15" * 200_000)) == 400_000


def clx(*pieces, lists=()):
    """Pieces as (characters, fc, prm)."""
    ends = [0]
    for count, _, _ in pieces:
        ends.append(ends[-1] + count)
    plc = struct.pack(f"<{len(ends)}I", *ends) + b"".join(struct.pack("<HIH", 0, fc, prm) for _, fc, prm in pieces)
    properties = b"".join(b"\1" + struct.pack("<H", len(one)) + one for one in lists)
    return properties + b"\2" + struct.pack("<I", len(plc)) + plc


def test_pieces_of_one_and_two_bytes():
    word = b"....ab\x93" + "中文".encode("utf-16-le")
    found = read_pieces(clx((3, 4 * 2 | 1 << 30, 0), (2, 7, 1), lists=[prl(sprm.P_IN_TABLE, b"\1")]), word)
    assert found.text == "ab“中文"
    assert [found.at(cp)[0] for cp in range(5)] == [4, 5, 6, 7, 9]
    assert found.at(4)[1] == prl(sprm.P_IN_TABLE, b"\1")
    assert read_pieces(clx((3, 4 * 2 | 1 << 30, 0x18 << 1 | 1 << 8)), word).at(0)[1] == prl(sprm.P_IN_TABLE, b"\1")


@pytest.mark.parametrize("table", [b"", b"\2", clx(), clx((9, 0, 0)), clx((9_000_000, 0, 0)), clx((1, 3, 0))[:-3]])
def test_broken_piece_tables(table):
    with pytest.raises(Unreadable):
        read_pieces(table, b"ab")


def test_characters_beyond_the_plane_keep_positions():
    text = "a𠮷b".encode("utf-16-le")
    found = read_pieces(clx((4, 0, 0)), text)
    assert len(found.text) == 4
    assert whole(found.text) == "a𠮷b"


def test_pages_of_runs_that_lie_are_no_crash():
    page = bytearray(512)
    page[511] = 255
    assert paragraph_runs(struct.pack("<3I", 0, 100, 0), bytes(page)).lists == []
    page[511] = 1
    page[8] = 255
    assert paragraph_runs(struct.pack("<3I", 0, 100, 0), bytes(page)).at(0) is not None


def story(text, rules, deleted=()):
    """Rules by the position of their mark."""
    return Story(text, lambda at: rules.get(at, ParagraphRule()), Deleted(deleted), {})


def test_a_table_that_never_ends_its_row_is_kept_without_a_grid():
    inside = ParagraphRule(depth=1)
    (table,) = story("a\x07b\x07", {1: inside, 3: inside}).read(0, 4)
    assert [len(row.cells) for row in table.rows] == [2]
    assert table.rows[0].rule is None


def test_rows_that_are_deleted_do_not_show():
    inside, end = ParagraphRule(depth=1), ParagraphRule(depth=1, row_end=True)
    (table,) = story("a\x07\x07b\x07\x07", {1: inside, 2: end, 4: inside, 5: end}, [(0, 3)]).read(0, 6)
    assert [row.deleted for row in table.rows] == [True, False]
    assert [cell.locator for row in lay_out(table, "t", lambda *_: ("", "")).rows for cell in row] == ["t/r2/c1"]


def test_depth_is_bounded_and_may_jump():
    deep = ParagraphRule(depth=9)
    nodes = story("a\rb\r", {1: deep}).read(0, 4)
    assert isinstance(nodes[0], TableNode)
    assert isinstance(nodes[1], Para)


def level(form, text, places, start=1):
    head = struct.pack("<iBB9sBiIBBBB", start, form, 0, bytes(places).ljust(9, b"\0"), 2, 0, 0, 0, 0, 0, 0)
    return head + struct.pack("<H", len(text)) + text.encode("utf-16-le")


def test_generated_numbers():
    definitions = struct.pack("<H", 1) + struct.pack("<iI18sBB", 77, 0, b"", 1, 0)
    overrides = struct.pack("<I", 1) + struct.pack("<iIIBBBB", 77, 0, 0, 1, 0, 0, 0)
    overrides += struct.pack("<I", 0xFFFFFFFF) + struct.pack("<iI", 3, 0x10)
    lists = read_lists(definitions, level(39, "（\0）", [2]), overrides)
    assert lists.labels([Numbered("1", 0)] * 2) == (["（三）", "（四）"], set())
    assert lists.labels([Numbered("2", 0)]) == ([""], set())
    assert read_lists(definitions, level(200, "\0", [1]), overrides).labels([Numbered("1", 0)]) == (
        [""],
        {"number 200"},
    )
    read_lists(definitions, level(39, "x" * 300, [2]), overrides)
    for cut in range(len(overrides)):
        read_lists(definitions, level(39, "（\0）", [2]), overrides[:cut])


def fib(magic=0xA5EC, nfib=0xC1, flags=0):
    return struct.pack("<HH6xH", magic, nfib, flags).ljust(2000, b"\0")


@pytest.mark.parametrize(
    ("head", "reason"),
    [
        (fib(flags=0x100), "encrypted"),
        (fib(magic=0xA5DC, nfib=104), "needs LibreOffice"),
        (fib(nfib=0x65), "needs LibreOffice"),
        (fib(magic=0x1234), "broken"),
        (fib()[:20], "cut-off"),
        (b"", "cut-off"),
    ],
)
def test_files_that_are_not_read(head, reason):
    with pytest.raises(Unreadable, match=reason):
        read_fib(head)


def compound_without(data, name):
    """The file with a stream renamed, so that it is missing."""
    return data.replace(name.encode("utf-16-le"), name[::-1].encode("utf-16-le"))


def test_compound_files_of_other_kinds():
    with pytest.raises(Unreadable, match="without a Word document"):
        read(compound_without(REPORT, "WordDocument"))
    encrypted = bytearray(REPORT)
    place = REPORT.index("WordDocument".encode("utf-16-le"))
    encrypted[place : place + 32] = "EncryptedPackage".encode("utf-16-le")
    encrypted[place + 64] = 34  # bytes of the name with its end
    with pytest.raises(Unreadable, match="encrypted"):
        read(bytes(encrypted))


def test_truncated_at_every_tenth():
    for cut in range(10):
        with pytest.raises(Unreadable):
            read(REPORT[: len(REPORT) * cut // 10])


def summary(title, code_page, count=2):
    value = struct.pack("<II", 30, len(title)) + title
    section = struct.pack("<IIIIII", 0, count, 1, 24, 2, 32) + struct.pack("<Ihxx", 2, code_page) + value
    return bytes(44) + struct.pack("<I", 48) + section


def test_the_title_of_the_properties():
    assert _title(summary("某局年报".encode("gbk"), 936)) == "某局年报"
    assert _title(summary("某局年报".encode(), -535)) == "某局年报"
    for broken in (b"", summary(b"a", 936, count=2**32 - 1)):
        with pytest.raises(struct.error):
            _title(broken)


def test_damaged_files_are_read_or_unreadable_and_nothing_worse():
    for place in range(0, len(FEATURES), 60):
        damaged = bytearray(FEATURES)
        damaged[place] ^= 0x5A
        with suppress(Unreadable):
            read(bytes(damaged))
