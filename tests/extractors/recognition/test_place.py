"""Which cells of a row are its values, by the habit of the rows around it."""

import pytest

from xxgk.extractors.recognition.place import ShapeMismatch, shape_of, values_of
from xxgk.schema.document import Cell, Table


def row(*texts, start=0, number=1):
    return tuple(Cell(text, f"r{number}/c{place}", start + place) for place, text in enumerate(texts))


def read(rows, number, expected=3, label=0, layout="html_table"):
    """The texts of the values of one of the rows, all of the same table of the form."""
    table = Table(tuple(rows), "t", layout, 0)
    shape = shape_of(table, [("t", at, label, expected) for at in range(len(rows))])
    return [cell.text for cell in values_of(number, label, expected, "t", shape)]


PLAIN = row("甲", "1", "2", "3")


def test_a_full_row_is_plain():
    assert read([PLAIN], 0) == ["1", "2", "3"]


def test_blanks_after_the_values_are_padding():
    assert read([row("甲", "1", "2", "3", "", "")], 0) == ["1", "2", "3"]


@pytest.mark.parametrize("texts", [("", "", "3"), ("1", "", "3"), ("1", "2", ""), ("", "", "")])
def test_a_blank_keeps_its_place_in_a_row_as_wide_as_the_others(texts):
    assert read([PLAIN, PLAIN, row("乙", *texts)], 2) == list(texts)


def test_a_wide_label_flattened_to_blanks_is_known_by_the_columns():
    flat = [row("甲", "", "1", "2", "3"), row("组", "乙", "1", "2", "3"), row("丙", "", "", "2", "3")]
    table = Table(tuple(flat), "t", "html_table", 0)
    shape = shape_of(table, [("t", 0, 0, 3), ("t", 1, 1, 3), ("t", 2, 0, 3)])
    assert [cell.text for cell in values_of(2, 0, 3, "t", shape)] == ["", "2", "3"]


SPANS = row("乙", "1", "", "3", "")


def test_where_no_row_is_full_one_that_spans_its_cells_has_one_place_only():
    rows = [SPANS, SPANS, SPANS, row("丙", "", "2", "3", "")]
    assert read(rows, 0) == ["1", "", "3"]
    assert read(rows, 3) == ["", "2", "3"]


@pytest.mark.parametrize("others", [[], [row("丁", "1", "", "2", "3")]], ids=["few rows", "a row that spans more"])
def test_a_blank_between_may_be_left_of_a_wide_cell(others):
    with pytest.raises(ShapeMismatch):
        read([SPANS, SPANS, *others], 0)


def test_a_row_that_spans_its_cells_tells_nothing_where_it_ends_elsewhere():
    with pytest.raises(ShapeMismatch):
        read([row("甲", "", "2", "", ""), row("丙", "", "2", "", ""), row("乙", "1", "", "3")], 2)


def test_the_last_pipe_row_may_have_lost_the_empty_fields_behind_its_values():
    rows = [SPANS, SPANS, SPANS, row("丁", "", "", "3")]
    assert read(rows, 3, layout="pipe_rows") == ["", "", "3"]
    with pytest.raises(ShapeMismatch):
        read(rows, 3)


@pytest.mark.parametrize("texts", [("", "2", ""), ("1",)])
def test_the_last_pipe_row_without_its_last_value_is_refused(texts):
    with pytest.raises(ShapeMismatch):
        read([SPANS, SPANS, SPANS, row("丁", *texts)], 3, layout="pipe_rows")


REFUSED = {
    "a cell less": ("乙", "1", "2"),
    "a cell more": ("乙", "1", "2", "3", "4"),
    "a cell more and a blank": ("乙", "", "2", "3", "4"),
    "a blank and short": ("乙", "1", ""),
}


@pytest.mark.parametrize("texts", REFUSED.values(), ids=REFUSED)
def test_a_row_that_may_lack_or_gain_a_cell_is_refused(texts):
    with pytest.raises(ShapeMismatch):
        read([PLAIN, PLAIN, row(*texts)], 2)


def test_a_row_with_blanks_alone_under_a_blank_beside_its_label_is_refused():
    with pytest.raises(ShapeMismatch):
        read([row("甲", "", "1", "2", ""), row("乙", "", "1", "")], 0)


def test_tabbed_cells_must_be_as_many_as_in_other_rows():
    rows = [PLAIN, row("乙", "9", "", "2", "3")]
    with pytest.raises(ShapeMismatch):
        read([rows[0], row("乙", "9", "", "2", "")], 1, layout="tabbed_cells")
    assert read([rows[0], row("乙", "", "2", "3")], 1, layout="tabbed_cells") == ["", "2", "3"]


def test_an_unreadable_cell_is_no_blank():
    picture = (*row("乙", "1", "2"), Cell("", "r/c3", 3, unreadable="image"))
    assert read([PLAIN, picture], 1) == ["1", "2", ""]


def test_in_a_stream_fewer_cells_come_back_as_runs():
    assert read([row("甲", "0000001")], 0, layout="run_on") == ["0000001"]
    with pytest.raises(ShapeMismatch):
        read([row("甲", "1", "2", "3", "4")], 0, layout="cell_per_line")


def test_an_empty_line_parts_values_from_heads_and_is_a_blank_behind_a_label():
    lines = row("头", "", "1", "", "3")
    shape = shape_of(Table((lines,), "t", "cell_per_line", 0), [("t", 0, 0, 3)])
    apart = values_of(0, 0, 3, "t", shape, is_labelled=False)
    assert [cell.text for cell in apart] == ["1", "", "3"]
    assert [cell.text for cell in values_of(0, 0, 3, "t", shape)] == ["1", "3"]  # a blank first, and a line too many


def test_without_any_plain_row_the_columns_of_most_rows_decide():
    """Whole columns are blank; one label is wide and flattened to blanks."""
    rows = [row("甲", "", "1", "", "3"), row("组", "乙", "1", "", "3"), row("", "丙", "", "", "3")]
    shape = shape_of(Table(tuple(rows), "t", "html_table", 0), [("t", 0, 0, 3), ("t", 1, 1, 3), ("t", 2, 1, 3)])
    assert [cell.text for cell in values_of(0, 0, 3, "t", shape)] == ["1", "", "3"]
    assert [cell.text for cell in values_of(2, 1, 3, "t", shape)] == ["", "", "3"]


def test_two_habits_that_place_a_row_apart_leave_it_unread():
    """Behind labels over two columns the values follow directly, and stand in the same columns: which is the habit?"""
    wide = (Cell("甲", "w", 0, colspan=2), *row("1", "2", "3", start=2))
    with pytest.raises(ShapeMismatch):
        read([wide, wide, row("乙", "", "1", "", "3")], 2)


def test_a_figure_beside_the_columns_of_the_others_is_not_left_out():
    flat = [row("甲", "", "1", "2", "3"), row("组", "乙", "1", "2", "3"), row("丙", "9", "", "2", "3")]
    shape = shape_of(Table(tuple(flat), "t", "html_table", 0), [("t", 0, 0, 3), ("t", 1, 1, 3), ("t", 2, 0, 3)])
    with pytest.raises(ShapeMismatch):
        values_of(2, 0, 3, "t", shape)


def test_a_wide_cell_in_the_place_of_two_is_not_one_of_them():
    with pytest.raises(ShapeMismatch):
        read([PLAIN, PLAIN, (*row("乙", "1"), Cell("2", "w", 2, colspan=2))], 2)


def spread(*heads):
    """A row whose three values have a blank between them, under the given heads."""
    rows = [row("项目", *heads), row("甲", "1", "", "2", "3")]
    shape = shape_of(Table(tuple(rows), "t", "html_table", 0), [("t", 1, 0, 3)])
    return [cell.text for cell in values_of(1, 0, 3, "t", shape)]


def test_a_blank_between_values_is_what_is_left_of_a_wide_cell_where_the_heads_are_as_many():
    assert spread("制发", "", "废止", "有效") == ["1", "2", "3"]
    with pytest.raises(ShapeMismatch):
        spread("制发", "", "废止", "")
    with pytest.raises(ShapeMismatch):
        spread("制发", "新增", "废止", "有效")


@pytest.mark.parametrize("layout", ["pipe_rows", "markdown_table", "html_table"])
def test_a_row_that_lacks_a_cell_is_not_counted_off_where_a_wide_cell_leaves_a_blank_in_the_others(layout):
    head, whole = row("", "制发", "新增", "", "废止"), row("乙", "1", "2", "", "3", number=2)
    short = row("丙", "4", "", "5", number=3)
    table = Table((head, whole, head, short), "t", layout, 0)
    shape = shape_of(table, [("t", at, 0, 3) for at in (1, 3)])
    with pytest.raises(ShapeMismatch):
        values_of(3, 0, 3, "t", shape)


def test_in_a_stream_blank_lines_are_no_cells_where_they_are_too_many():
    assert read([row("甲", "1", "", "", "3")], 0, layout="cell_per_line") == ["1", "3"]


def test_a_pipe_row_before_the_last_has_not_lost_its_empty_fields():
    rows = [SPANS, SPANS, SPANS, row("丁", "", "", "3"), SPANS]
    with pytest.raises(ShapeMismatch):
        read(rows, 3, layout="pipe_rows")


def test_what_cannot_be_read_in_a_stream_is_no_blank_row():
    unknown = Cell("", "r1/c1", 1, unreadable="characters without a known code")
    rows = [row("甲", "1", "2", "3"), (Cell("乙", "r1/c0", 0), unknown)]
    with pytest.raises(ShapeMismatch, match="not all of which can be read"):
        read(rows, 1, layout="row_per_line")
