"""The best chain in which printed rows and rows of the form both go forward."""

from xxgk.extractors.recognition.align import align


def test_rows_in_order_are_all_taken():
    assert align([((0, 1.0),), ((2, 0.9),), ((5, 1.0),)]) == {0: 0, 1: 2, 2: 5}


def test_of_two_alike_the_first_is_taken_and_nothing_is_shifted():
    assert align([((0, 1.0),), ((1, 1.0),), ((1, 1.0),), ((2, 1.0),)]) == {0: 0, 1: 1, 3: 2}


def test_a_row_out_of_order_is_left_out():
    assert align([((0, 1.0),), ((9, 1.0),), ((1, 1.0),), ((2, 1.0),)]) == {0: 0, 2: 1, 3: 2}


def test_of_several_candidates_the_one_that_fits_is_taken():
    assert align([((3, 1.0),), ((1, 1.0), (4, 1.0)), ((5, 1.0),)]) == {0: 3, 1: 4, 2: 5}


def test_a_better_score_outweighs_a_worse_one():
    assert align([((4, 0.8),), ((2, 1.0),)]) == {1: 2}


def test_nothing_gives_nothing():
    assert align([]) == {}
    assert align([(), ()]) == {}
