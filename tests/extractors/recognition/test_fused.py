"""All readings of fused digits, and none that the sums rule out."""

import pytest

from extractors.recognition.fused import TooManyReadings, is_certain, readings, readings_with_blanks

SUM = [(2, (0, 1))]


def test_as_many_digits_as_cells_have_one_reading():
    assert list(readings(["1203"], 4)) == [("1", "2", "0", "3")]


def test_no_number_begins_with_zero():
    assert set(readings(["1003"], 3)) == {("10", "0", "3")}


def test_borders_between_runs_are_kept():
    assert set(readings(["12", "34"], 3)) == {("1", "2", "34"), ("12", "3", "4")}


def test_a_sum_decides():
    assert list(readings(["9110"], 3, SUM)) == [("9", "1", "10")]
    assert list(readings(["999"], 3, SUM)) == []


def test_every_reading_that_satisfies_the_sum_is_found():
    digits, cells = "1112223", 3
    every = {r for r in readings([digits], cells) if int(r[2]) == int(r[0]) + int(r[1])}
    assert set(readings([digits], cells, SUM)) == every


def test_too_many_are_given_up():
    with pytest.raises(TooManyReadings):
        list(readings(["1" * 60], 15, most_steps=50))


def test_blanks_add_readings():
    assert set(readings_with_blanks(["12"], 2)) == {("12", ""), ("", "12")}


@pytest.mark.parametrize(
    ("runs", "certain"), [(["0000000"], True), (["0000005"], True), (["0000050"], False), (["000"], False)]
)
def test_only_zeros_prove_themselves(runs, certain):
    assert is_certain(runs, 7) is certain
