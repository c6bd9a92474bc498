"""Rules, skew and ink of drawn pages. Needs the ocr extra (OpenCV), but recognises nothing."""

from itertools import pairwise

import pytest

cv2 = pytest.importorskip("cv2", reason="needs the ocr extra")
import numpy as np  # noqa: E402

from xxgk.extractors.readers.paper.ruling_grid import Box, Ruling, grids_of  # noqa: E402
from xxgk.extractors.readers.scan.rules import SHORT_SIDE, drawing_of, lines_in, sized, skew_of, straightened  # noqa: E402

UNIT = 0.36  # points to a pixel
XS, YS = (200, 500, 700, 900, 1400), (300, 360, 420, 480, 900)


def page(turn=0.0, noise=0.0):
    """A table of 4 by 4 cells with a mark in its second cell, on a page of 1654 by 2339 pixels."""
    picture = np.full((2339, SHORT_SIDE), 255, np.uint8)
    for x in XS:
        cv2.line(picture, (x, YS[0]), (x, YS[-1]), 0, 3)
    for y in YS:
        cv2.line(picture, (XS[0], y), (XS[-1], y), 0, 3)
    cv2.putText(picture, "73", (570, 345), cv2.FONT_HERSHEY_SIMPLEX, 1.0, 0, 3)
    matrix = cv2.getRotationMatrix2D((SHORT_SIDE / 2, 1170), turn, 1)
    picture = cv2.warpAffine(picture, matrix, (SHORT_SIDE, 2339), borderValue=255)
    grain = np.random.default_rng(1).normal(0, noise, picture.shape)
    return np.clip(picture * 0.9 + grain, 0, 255).astype(np.uint8)


@pytest.mark.parametrize("turn", [-5.0, -1.0, 0.0, 0.33, 4.0])
def test_the_skew_of_a_page_is_found(turn):
    assert skew_of(page(turn)) == pytest.approx(-turn, abs=0.06)


def test_a_blank_page_stands_straight_and_has_no_rules():
    blank = np.full((2339, SHORT_SIDE), 240, np.uint8)
    assert straightened(blank)[1] == 0.0
    assert drawing_of(blank)[:2] == ([], [])


@pytest.mark.parametrize(("turn", "noise"), [(0.0, 0.0), (0.9, 12.0), (-3.0, 8.0)])
def test_rules_become_a_grid(turn, noise):
    drawing = drawing_of(straightened(page(turn, noise))[0])
    (grid,) = grids_of(*([Ruling(*(side * UNIT for side in rule)) for rule in rules] for rules in drawing[:2]))
    assert (len(grid.ys) - 1, len(grid.xs) - 1, len(grid.cells)) == (4, 4, 16)
    assert all(abs(x - edge * UNIT) < 2 for x, edge in zip(grid.xs, XS, strict=True))


def test_ink_is_seen_in_the_cell_that_has_it_and_in_no_other():
    ink = drawing_of(page(noise=8.0)).ink
    boxes = [Box(x0, top, x1, bottom) for top, bottom in pairwise(YS) for x0, x1 in pairwise(XS)]
    assert [len(lines_in(ink, box)) for box in boxes] == [0, 1, *[0] * 14]
    (line,) = lines_in(ink, boxes[1])
    assert 560 < line.x0 < line.x1 < 620


def test_characters_of_two_parts_are_one_line_and_lines_are_parted():
    ink = np.zeros((100, 100), np.uint8)
    ink[10:14, 20:40] = ink[20:34, 20:40] = ink[50:74, 30:90] = 255
    assert lines_in(ink, Box(0, 0, 100, 100)) == [Box(20, 10, 40, 34), Box(30, 50, 90, 74)]


def test_pictures_are_brought_to_one_size():
    assert min(sized(np.zeros((800, 600), np.uint8)).shape) == SHORT_SIDE
