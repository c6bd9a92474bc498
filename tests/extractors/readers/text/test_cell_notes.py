"""Notes that a narrow column breaks above and below the line of their row: whole in their place, or left as is."""

import pytest

from tests.extractors.readers.text.test_places import spans
from tests.extractors.readers.text.test_woven import GROUPS, read
from xxgk.extractors.document import extract
from xxgk.extractors.readers.text.cell_notes import notes_of
from xxgk.extractors.readers.text.lines import Line
from xxgk.extractors.readers.text.woven import unwoven

ABOVE = "                  6（其中"
ROW = "7.属于行政执法  6 7     新增21   0 5"
BELOW = "案卷                件）"


def notes(*texts):
    """What is told of lines: the notes by their line and place, and the words of them that are cells of none."""
    lines = [Line(text, number) for number, text in enumerate(texts)]
    told = notes_of(lines, [spans(text) for text in texts])
    cells = {(at, span): note.text for at, one in told.items() for span, note in one.notes.items()}
    return cells, {texts[at][slice(*span)] for at, one in told.items() for span in one.pieces}


def test_a_note_around_the_line_of_its_row_is_one_cell_of_it():
    cells, pieces = notes(ABOVE, ROW, BELOW)
    start = ROW.index("新增21")
    assert cells == {(1, (start, start + 4)): "6（其中\n新增21\n件）"}
    assert pieces == {"6（其中", "新增21", "件）"}


def test_a_note_of_which_nothing_stands_on_the_line_of_its_row_stands_between_the_figures():
    cells, _ = notes("                6（其中", "7.属于行政执法  6 7           0 5", "案卷                新增21件）")
    assert list(cells.values()) == ["6（其中\n新增21件）"]
    ((line, (start, _)),) = cells
    assert (line, 19 < start < 30) == (1, True)


def test_a_number_over_the_line_on_which_its_note_begins():
    cells, _ = notes("                  84", "六、性信息     0 1   （其中  225 3", "                修订25件）")
    assert list(cells.values()) == ["84\n（其中\n修订25件）"]
    assert notes("六、性信息   0  84  0  225", "              （其中", "              修订25件）") == ({}, set())


@pytest.mark.parametrize(
    "lines",
    [
        (ABOVE, ROW),
        (ABOVE, ROW, BELOW.replace("件）", "件")),
        (ABOVE, ROW.replace("新增21 ", "新 增21"), BELOW),
        (ABOVE, ROW.replace("新增21", "1.本机"), BELOW),
        (ABOVE, "7.属于行政执法          新增21", BELOW),
        (ABOVE, ROW, "案卷           3 5  件）"),
        (ABOVE.replace("6（", "约（"), ROW, BELOW),
        (f"{ABOVE} 5", ROW, BELOW),
        (ABOVE, ROW.replace("新增21", "新增"), BELOW),
    ],
)
def test_what_does_not_end_or_may_be_of_others_is_left(lines):
    assert notes(*lines) == ({}, set())


def note_of(*cells):
    """The row of state secrets with these cells, the note of the sixth over three lines."""
    figures = "  ".join(cells)
    place = len("    （三）不 1.属于国家秘密            0  0  0  0  0  ")
    return (
        f"{'':{place}}0（其中\n",
        f"    （三）不 1.属于国家秘密            {figures}\n",
        f"{'':{place}}理6件）\n",
    )


def test_rows_beside_a_note_that_is_not_whole_are_not_read():
    """The number of the note has become a figure by itself."""
    note = ("    （三）不 1.属于国家秘密            0  0  18  8  5  31（其中线上办理 12\n", f"    予公开{'':40}件）\n")
    figures, told = read(*GROUPS[:3], *note, *GROUPS[4:])
    assert not any(figures.get("denied_state_secret", []))
    assert any(one.startswith("t3_requests.denied_state_secret") for one in told)
    assert figures["partially_granted"] == [0] * 7


def test_plain_rows_beside_a_note_that_is_not_whole_are_not_read():
    rows = "示例市财政局2023年政府信息公开工作年度报告\n\n二、主动公开政府信息情况\n第二十条第（五）项\n"
    rows += "信息内容 上一年项目数量 本年增/减 处理决定数量\n行政许可 8 5 2\n"
    rows += "其他对外管理服务 -93（其中修订 30 0\n事项 件）\n"
    found = extract(rows.encode(), "report.txt")
    told = {figure.code.rpartition(".")[0]: figure.value for figure in found.figures if figure.value is not None}
    assert told == {"t2_art20_5_licensing.admin_license": 2}


def test_a_row_with_such_a_note_is_read():
    figures, _ = read(*GROUPS[:3], *note_of("0", "0", "0", "0", "0", "线上办", "0"), *GROUPS[4:])
    assert figures["denied_state_secret"] == [0] * 7


def test_such_a_note_in_a_row_with_a_blank_tells_no_columns():
    figures, told = read(*GROUPS[:3], *note_of("0", "0", " ", "0", "0", "线上办", "0"), *GROUPS[4:])
    assert "denied_state_secret" not in figures
    assert any(where.startswith("t3_requests.denied_state_secret") for where in told)


def test_a_row_with_such_a_note_tells_no_columns_though_its_figures_stand_as_others_do():
    """The note may have been pushed, and push what stands behind it."""
    whole, edge = "     ".join("0" * 7), len("    （三）不 1.属于国家秘密            ")
    rows = (
        *(f"{label:{edge}}{whole}" for label in ("1.属于国家秘密", "4.保护第三方合法权益", "5.属于三类内部事务信息")),
        f"{'':{edge + 30}}0（其中",
        f"{'6.属于四类过程':{edge}}0     0           0     0     线上办   0",
        f"{'性信息':{edge + 30}}理6件）",
    )
    told = [line.cells for line in unwoven([Line(text, at) for at, text in enumerate(rows, 1)])]
    (own,) = [cells for cells in told if any(cell.whole for cell in cells)]
    assert [cell.column for cell in own] == [0] * 6


def test_the_only_word_right_of_where_figures_begin_goes_on_with_a_note_that_figures_have_pushed():
    row = "三、 （一）予以公开 0 22 5    0 0    0（其 27"
    cells, pieces = notes(row, "本年              中新", "度办         增10", "理结         件）")
    assert list(cells.values()) == ["0（其\n中新\n增10\n件）"]
    assert pieces == {"0（其", "中新", "增10", "件）"}
    assert notes(row, "本年              中新", "度办            其  增10", "理结         件）") == ({}, set())


def test_pieces_of_a_note_beside_those_of_a_group_are_no_labels():
    granted = (
        "三、本年度  （一）予以公开              0  2  5   0  0    0（其中  7\n",
        "办理结果                             新增3件）\n",
    )
    figures, _ = read(*granted, *GROUPS[3:])
    assert figures["granted"] == [0, 2, 5, 0, 0, 0, 7]
    assert figures["carried_over_in"] == figures["denied_state_secret"] == [0] * 7


def torn(first, second, third="                                  理9件）\n"):
    """The row of state secrets, its figures on two lines beside a note over three."""
    return (*GROUPS[:3], f"    （三）不 1.属于国家秘{first}\n", f"    予公开  密{second}\n", third, *GROUPS[4:])


def test_figures_on_two_lines_beside_a_note_are_of_one_row():
    figures, _ = read(*torn(" 2 0              0（其中", "                 1 0 线上办 0 3"))
    assert figures["denied_state_secret"] == [2, 0, 1, 0, 0, 0, 3]
    figures, _ = read(*torn("              0（其中 0 3", " 2 0 1       0 线上办"))
    assert figures["denied_state_secret"] == [2, 0, 1, 0, 0, 0, 3]
    figures, _ = read(*torn("              0（其中       0 3", " 2 0 1  0 线上办"))
    assert figures["denied_state_secret"] == [2, 0, 1, 0, 0, 0, 3]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (" 2 0              0（其中", " 1 0                线上办 0 3"),
        (" 2              0（其中 0", "                 1 0 线上办 0 3"),
    ],
)
def test_figures_on_two_lines_beside_a_note_stay_where_their_order_is_not_certain(first, second):
    figures, told = read(*torn(first, second))
    assert "denied_state_secret" not in figures
    assert any(where.startswith("t3_requests") for where in told)


def test_a_note_is_no_digit_below_a_figure_of_a_row_that_has_run_together():
    figures, _ = read(*GROUPS[:3], *note_of("5", "2", "0", "0", "0", "线上办", "07"[1:]), *GROUPS[4:])
    assert figures["denied_state_secret"] == [5, 2, 0, 0, 0, 0, 7]
    glued = [
        line.replace("0  0  0  0  0  线", "00  0  0  0  线") for line in note_of("0", "0", "0", "0", "0", "线上办", "0")
    ]
    figures, _ = read(*GROUPS[:3], *glued, *GROUPS[4:])
    assert figures["denied_state_secret"] == [0] * 7
