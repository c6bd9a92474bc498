"""Rulings to grids: spans, missing rules, slivers, stray rules."""

from xxgk.extractors.readers.paper.ruling_grid import Ruling, grids_of

XS, YS = (0, 50, 100, 150), (0, 20, 40, 60)


def across(ys=YS, start=0, end=150):
    return [Ruling(y, start, end) for y in ys]


def down(xs=XS, start=0, end=60):
    return [Ruling(x, start, end) for x in xs]


def places(grid):
    return [(cell.row, cell.column, cell.rowspan, cell.colspan) for cell in grid.cells]


def test_a_full_grid_has_all_its_cells():
    (grid,) = grids_of(across(), down())
    assert (grid.xs, grid.ys) == (XS, YS)
    assert places(grid) == [(row, column, 1, 1) for row in range(3) for column in range(3)]
    assert grid.cell_at(120, 50) == 8


def test_a_missing_inner_rule_merges_cells_both_ways():
    rules = [*down((0, 100, 150)), Ruling(50, 20, 60)]
    lines = [*across((0, 40, 60)), Ruling(20, 0, 100)]
    (grid,) = grids_of(lines, rules)
    assert places(grid) == [
        (0, 0, 1, 2),
        (0, 2, 2, 1),
        (1, 0, 1, 1),
        (1, 1, 1, 1),
        (2, 0, 1, 1),
        (2, 1, 1, 1),
        (2, 2, 1, 1),
    ]


def test_a_missing_bottom_rule_is_closed_with_the_ends_of_the_verticals():
    (grid,) = grids_of(across(YS[:-1]), down())
    assert grid.ys == YS
    assert grid.open_bottom == (True,) * 3
    assert grid.open_top == (False,) * 3


def test_one_vertical_that_runs_on_adds_no_row():
    (grid,) = grids_of(across(), [*down(XS[1:]), Ruling(0, 0, 200)])
    assert grid.ys == YS


def test_rules_drawn_cell_by_cell_or_double_are_one():
    pieces = [Ruling(y + shift, x + 1, x + 49) for y in YS for x in XS[:-1] for shift in (0, 1.2)]
    (grid,) = grids_of(pieces, down())
    assert len(grid.cells) == 9


def test_a_sliver_column_is_dropped():
    (grid,) = grids_of(across(), [*down(), Ruling(52, 0, 60)])
    assert len(grid.xs) == 4


def test_a_short_stray_rule_parts_no_cell():
    (grid,) = grids_of(across(), [*down(), Ruling(25, 0, 8)])
    assert [cell.colspan for cell in grid.cells[:3]] == [2, 1, 1]
    assert len([cell for cell in grid.cells if cell.row == 0]) == 3


def test_the_side_of_a_cell_as_high_as_the_page_belongs_to_the_table():
    (grid,) = grids_of([Ruling(y, 50, 150) for y in YS[1:-1]], down())
    assert grid.xs == XS
    assert places(grid)[0] == (0, 0, 3, 1)


def test_a_row_without_its_outer_rule_ends_early():
    (grid,) = grids_of(across(), [*down(XS[:-1]), Ruling(150, 0, 20), Ruling(150, 40, 60)])
    assert [(cell.row, cell.column) for cell in grid.cells if not cell.is_closed] == [(1, 2)]


def test_two_tables_apart_are_two_and_a_frame_is_none():
    low = [Ruling(y + 200, 0, 150) for y in YS], [Ruling(x, 200, 260) for x in XS]
    frame = [Ruling(-50, -50, 300), Ruling(400, -50, 300)], [Ruling(-50, -50, 400), Ruling(300, -50, 400)]
    found = grids_of(across() + low[0] + frame[0], down() + low[1] + frame[1])
    assert [grid.ys[0] for grid in found] == [0, 200]


def test_a_drawing_of_very_many_lines_is_no_table():
    lines = [Ruling(4 * n, 0, 8000) for n in range(1500)]
    assert grids_of(lines, lines) == []
