"""All readings of fused digits, and none that the sums rule out."""

import pytest

from xxgk.extractors.recognition.fused import (
    Effort,
    TooManyReadings,
    by_noughts,
    is_certain,
    numbers_with_blanks,
    readings,
    readings_within,
)

SUM = [(2, (0, 1))]
ANY = (0, 99)


def cuts(runs, cells, sums=()):
    return list(readings(runs, cells, sums, Effort(10_000)))


def within(runs, ranges):
    return set(readings_within(runs, ranges, Effort(10_000)))


def test_as_many_digits_as_cells_have_one_reading():
    assert cuts(["1203"], 4) == [(1, 2, 0, 3)]


def test_no_number_begins_with_zero():
    assert cuts(["1003"], 3) == [(10, 0, 3)]


def test_borders_between_runs_are_kept():
    assert set(cuts(["12", "34"], 3)) == {(1, 2, 34), (12, 3, 4)}
    assert within(["12", "34"], [ANY, ANY]) == {(12, 34)}


def test_a_sum_decides():
    assert cuts(["9110"], 3, SUM) == [(9, 1, 10)]
    assert cuts(["999"], 3, SUM) == []


@pytest.mark.parametrize("digits", ["1112223", "10100110", "99198", "999998", "0123123", "12090129"])
def test_every_reading_that_satisfies_the_sum_is_found(digits):
    every = {r for r in cuts([digits], 3) if r[2] == r[0] + r[1]}
    assert set(cuts([digits], 3, SUM)) == every


def test_too_many_are_given_up():
    with pytest.raises(TooManyReadings):
        list(readings(["1" * 60], 15, (), Effort(50)))


def test_one_cell_may_be_blank_or_out_of_its_range():
    assert within(["12"], [ANY, ANY]) == {(1, 2), (12, None), (None, 12)}
    assert within(["1250"], [(12, 12), (5, 5), (0, 0)]) == {(12, 5, 0)}
    assert within(["1270"], [(12, 12), (5, 5), (0, 0)]) == {(12, 7, 0)}
    assert within(["1370"], [(12, 12), (5, 5), (0, 0)]) == set()


@pytest.mark.parametrize(
    ("runs", "certain"), [(["0000000"], True), (["0000005"], True), (["0000050"], False), (["000"], False)]
)
def test_only_zeros_prove_themselves(runs, certain):
    assert is_certain(runs, 7) is certain


def test_digits_behind_a_nought_are_a_cell_of_their_own():
    assert by_noughts(["0", "1", "0", "2", "0", "03"], 7) == (0, 1, 0, 2, 0, 0, 3)
    assert by_noughts(["0", "1", "0", "2", "0", "3"], 7) is None
    assert by_noughts(["0", "1", "0", "20", "00"], 7) is None


def test_what_a_row_with_a_blank_may_add_to_its_columns():
    assert numbers_with_blanks(["0", "0", "0"], 4, [(3, (0, 1, 2))], Effort(50), 9) == [(0, 0, 0, 0)]
    told = numbers_with_blanks(["5", "0", "5"], 4, [(3, (0, 1, 2))], Effort(50), 9)
    assert set(told) == {(5, 0, 0, 5), (0, 5, 0, 5), (5, 0, 5, 0)}, "a blank total proves nothing"
    assert numbers_with_blanks(["5", "0", "5"], 4, [(3, (0, 1, 2))], Effort(50), 1) == []
