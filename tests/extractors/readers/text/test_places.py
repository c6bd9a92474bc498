"""Rows of a woven text with blanks: in which columns their figures stand, as the rows around them tell."""

from tests.extractors.readers.text.test_woven import FIRST, GROUPS, HEADS, LAST, TABLE, TITLE
from xxgk.extractors.document import extract
from xxgk.extractors.readers.text.places import FiguresOfRow, places_of

WIDE = "0    0    0    0    0    0    0"


def spans(line):
    """Where the words of a line stand."""
    found, start = [], 0
    for word in line.split():
        start = line.index(word, start)
        found.append((start, start + len(word)))
        start += len(word)
    return found


def row(line, label=""):
    """A row that prints some figures behind a label, which seven columns stand over."""
    own = spans(line)
    return FiguresOfRow(line.split(), own, len(label) if label else -1, 7)


def columns(line, *others):
    """The columns that other rows tell of the figures of a line."""
    told = list(places_of([*others[:1], row(line), *others[1:]]))[1]
    return [(place.column, place.many) for place in told]


FULL = row(WIDE)
GAP = "0    0         0    0    0    0"


def test_a_blank_leaves_a_gap_where_the_rows_around_have_a_figure():
    assert columns(GAP, FULL, FULL) == [(1, 1), (2, 1), (4, 1), (5, 1), (6, 1), (7, 1)]
    assert columns("0    0    0    0    0    0", FULL, FULL) == [(place, 1) for place in range(1, 7)]


def test_noughts_that_have_run_together_tell_columns_and_stand_in_several():
    fused = row("0    0    0    0    0    00")
    assert columns("0    0    0         0    00", fused, fused)[-1] == (6, 2)


def test_one_row_alone_or_rows_that_differ_tell_nothing():
    moved = row(f"   {WIDE}")
    assert columns(GAP, FULL) == []
    assert columns(GAP, FULL, moved) == []
    apart = row("  0    0    0    0    0    0    0")
    assert columns(GAP, apart, apart) == []


def test_rows_on_another_page_tell_no_columns():
    assert columns(GAP, FULL, FULL._replace(page=2)) == []


def test_a_figure_that_was_pushed_may_be_in_a_column_further_right():
    """Figures in line go on with a single blank, left of where their columns are."""
    far = row("99 0 5 0      35 3        142")
    assert columns("5     0 521 2            528", far, far) == []


def test_a_figure_that_may_have_been_pushed_is_in_no_column():
    near = row("0    0 0    0    0    0    0")
    assert columns("0    0      0    0    0    0", near, near) == [(1, 1), (2, 1), (4, 1), (5, 1), (6, 1), (7, 1)]
    far = row("0    0         0    0    0    0    0")
    assert columns("0    1234567890 0    0    0    0", far, far) == []


def test_a_figure_behind_a_single_blank_may_be_in_any_column():
    near = row("0    0 0 0    0    0    0")
    assert columns("0    5 0      0    0    0", near, near) == []
    assert columns("0    0 0      0    0    0", near, near) == [(1, 1), (2, 1), (3, 2), (5, 1), (6, 1), (7, 1)]
    assert columns("0    0 0 0    0         0", near, near) == [(1, 1), (2, 1), (3, 1), (4, 1), (5, 1), (7, 1)]


def test_a_blank_that_leaves_no_gap_is_not_told():
    near = row("0 0 0     0 0 0 0")
    assert columns("0 0 0 0 0 0", near, near) == []
    run_on = row("0    0    0    0 0 00")
    assert columns("0    0    0    0 00", run_on, run_on) == []


def test_a_row_further_right_shows_no_gap():
    """What it prints side by side may have been parted by what stands there, too, further left."""
    near = row("  0 0 0 0 0 0 0")
    own = row(" 0 0    0 5 0 0")._replace(before=0)
    assert list(places_of([near, near, own]))[2] == ()


def read(granted, *, whole=True):
    """The granted requests of a table that prints them so, value and state of each, and all that is read;
    not `whole`: it lacks the rows over which balances go."""
    wide = [line.replace("  ", "    ") for line in (FIRST, *GROUPS[:1], "".join(GROUPS[1:]), LAST)]
    rows = "".join(f"         {one.label}      {WIDE}\n" for one in TABLE.rows[6:-2])
    edge = 60

    def placed(text):
        """The figures of all lines in the same columns."""
        for line in text.splitlines():
            words = line.rsplit(maxsplit=7)
            is_row = len(words) == 8 and all(map(str.isdigit, words[1:]))
            yield f"{words[0]:{edge}}" + "".join(f"{word:<8}" for word in words[1:]) if is_row else line

    body = [*placed(wide[0]), *placed(wide[2]), *placed(rows), *(placed(wide[3]) if whole else ())]
    own = "三、本年度办 （一）予以公开".ljust(edge) + "".join(f"{word:<8}" for word in granted)
    text = "\n".join([*body[:2], own.rstrip(), *body[2:]])
    found = extract(f"示例市财政局2023年政府信息公开工作年度报告\n\n{TITLE}{HEADS}{text}\n".encode(), "report.txt")
    return [
        (figure.value, figure.state) for figure in found.figures if figure.code.startswith("t3_requests.granted")
    ], found


def test_a_row_with_a_blank_is_read_where_it_adds_up_in_its_columns():
    for whole in (True, False):
        figures, _ = read(["5", "2", "0", "", "0", "0", "7"], whole=whole)
        assert [value for value, _ in figures] == [5, 2, 0, None, 0, 0, 7]
        assert figures[3][1] == "blank"


def side_by_side(granted):
    """The granted requests of a table of noughts of which the second to the fourth stand side by side."""
    edge, places = 30, (0, 5, 7, 9, 14, 19, 24)
    labels = [row.label for row in TABLE.rows]
    rows = [f"{label:{edge}}{NEAR}" for label in labels]
    rows[2] = f"{labels[2]:{edge}}{granted}"
    rows[3] = f"{labels[3][:12]:{edge}}{NEAR}\n{labels[3][12:]}"
    assert [start for start, _ in spans(NEAR)] == list(places)
    text = "\n".join(rows)
    found = extract(f"示例市财政局2023年政府信息公开工作年度报告\n\n{TITLE}{HEADS}{text}\n".encode(), "report.txt")
    return [(figure.value, figure.state) for figure in found.figures if figure.code.startswith("t3_requests.granted.")]


NEAR = "0    0 0 0    0    0    0"


def test_of_noughts_those_cells_are_read_that_are_the_same_in_all_ways():
    """Which of the three side by side is blank is not told; the total is blank where all others stand in columns."""
    assert side_by_side(NEAR) == [(0, "number")] * 7
    assert side_by_side("0    0 0      0    0    0") == [(0, "number")] * 2 + [(0, "number")] * 3
    assert side_by_side("0    0 0 0    0    0") == [(0, "number")] * 6 + [(None, "blank")]
    assert side_by_side("0    0 0 0    0") == []


def test_a_row_with_blanks_that_does_not_add_up_is_refused():
    for cells in (
        ["5", "2", "0", "", "0", "0", "8"],
        ["5", "2", "0", "0", "0", "0", ""],
        ["5", "2", "", "", "0", "1", "7"],
    ):
        figures, found = read(cells, whole=False)
        assert not figures
        assert any(one.where == "t3_requests.granted" for one in found.findings)


def test_columns_that_the_rows_of_the_table_do_not_bear_out_are_not_believed():
    figures, found = read(["2", "5", "0", "", "0", "0", "7"])
    assert not figures
    assert any(one.where == "t3_requests.granted" for one in found.findings)
