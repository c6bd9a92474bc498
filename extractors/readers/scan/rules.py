"""The rules of a page that is a picture, and where ink stands between them.

A page is first set straight. The angle is the one at which rows of pixels differ most from each other: rules and lines
of print both make them differ, so that pages with and without tables are treated alike. Rules are what remains of the
ink when only long straight runs are kept (a morphological opening); what they leave is print.

All measures are pixels of a page whose short side is `SHORT_SIDE`, about 200 dots per inch of A4.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import cv2
import numpy as np

from xxgk.extractors.readers.paper.ruling_grid import Box, Ruling

Pixels = Any  # a NumPy array: height by width, 8-bit grey
SHORT_SIDE = 1654
STEEPEST = 6.0  # degrees that a page is turned back at most
_STEPS = ((6.0, 0.5), (0.5, 0.1), (0.1, 0.02))  # (degrees either side, step), coarse to fine
_SMALL = 3  # the angle is measured on a picture reduced so many times …
_LEAST_TURN = 0.02
_BLOCK, _DARKER = 41, 18  # ink is so much darker than its surroundings
_LONG_ACROSS, _LONG_DOWN = 40, 28  # shorter runs are strokes of characters
_SHORTEST_ACROSS, _SHORTEST_DOWN = 50, 36
_THICKEST = 12
_GAP = 9  # a break in a rule that is bridged
_SPECK = 8  # fewer dark pixels together are dirt


class Drawing(NamedTuple):
    """What a page shows: its rules, and the `ink` of its print (255 where it is dark, rules left out)."""

    horizontals: list[Ruling]
    verticals: list[Ruling]
    ink: Pixels


def sized(picture: Pixels) -> Pixels:
    """The picture with its short side brought to `SHORT_SIDE`."""
    scale = SHORT_SIDE / min(picture.shape)
    if abs(scale - 1) < 0.01:
        return picture
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return cv2.resize(picture, None, fx=scale, fy=scale, interpolation=way)


def straightened(picture: Pixels) -> tuple[Pixels, float]:
    """The page set straight, and the degrees by which it was turned (anticlockwise)."""
    angle = skew_of(picture)
    return (_turned(picture, angle, 255), angle) if abs(angle) >= _LEAST_TURN else (picture, 0.0)


def skew_of(picture: Pixels) -> float:
    """The degrees by which a page must be turned anticlockwise to stand straight, within `STEEPEST`."""
    ink = _ink(picture)
    height, width = ink.shape
    small = cv2.resize(ink, (width // _SMALL, height // _SMALL), interpolation=cv2.INTER_AREA)
    if not small.any():
        return 0.0
    best = 0.0
    for reach, step in _STEPS:
        count = round(reach / step)
        angles = [best + number * step for number in range(-count, count + 1)]
        best = max(angles, key=lambda angle: (_contrast(small, angle), -abs(angle)))
    return max(-STEEPEST, min(STEEPEST, best))


def _contrast(ink: Pixels, angle: float) -> float:
    """How much neighbouring rows differ when the page is turned."""
    rows = cv2.reduce(_turned(ink, angle, 0), 1, cv2.REDUCE_SUM, dtype=cv2.CV_64F)[:, 0]
    return float(np.square(np.diff(rows)).sum())


def _turned(picture: Pixels, angle: float, background: int) -> Pixels:
    height, width = picture.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return cv2.warpAffine(picture, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=background)


def _ink(picture: Pixels) -> Pixels:
    """255 where the picture is plainly darker than around, else 0."""
    smooth = cv2.GaussianBlur(picture, (3, 3), 0)
    return cv2.adaptiveThreshold(smooth, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, _BLOCK, _DARKER)


def drawing_of(picture: Pixels) -> Drawing:
    """The rules and the print of a page that stands straight."""
    ink = _ink(picture)
    across, down = _runs(ink, _LONG_ACROSS, 1), _runs(ink, 1, _LONG_DOWN)
    horizontals, across = _rulings(across, _SHORTEST_ACROSS, lies=True)
    verticals, down = _rulings(down, _SHORTEST_DOWN, lies=False)
    rules = cv2.dilate(cv2.bitwise_or(across, down), np.ones((5, 5), np.uint8))
    return Drawing(horizontals, verticals, _without_specks(cv2.subtract(ink, rules)))


def _runs(ink: Pixels, width: int, height: int) -> Pixels:
    """The straight runs of ink that are at least so wide and high, small breaks bridged."""
    bridge = np.ones((1, _GAP) if width > height else (_GAP, 1), np.uint8)
    return cv2.morphologyEx(
        cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((height, width), np.uint8)), cv2.MORPH_CLOSE, bridge
    )


def _rulings(runs: Pixels, shortest: int, *, lies: bool) -> tuple[list[Ruling], Pixels]:
    """The runs that are long and thin, as rules, and a picture of them alone."""
    _, labels, stats, centres = cv2.connectedComponentsWithStats(runs, connectivity=8)
    found, kept = [], np.zeros(len(stats), np.uint8)
    for number in range(1, len(stats)):
        left, top, width, height, area = stats[number]
        length, thickness = (width, area / width) if lies else (height, area / height)
        if length < shortest or thickness > _THICKEST:
            continue
        kept[number] = 255
        start = left if lies else top
        at = centres[number][1 if lies else 0] + 0.5
        found.append(Ruling(float(at), float(start), float(start + length)))
    return found, kept[labels]


def _without_specks(ink: Pixels) -> Pixels:
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    kept = np.where(stats[:, cv2.CC_STAT_AREA] >= _SPECK, 255, 0).astype(np.uint8)
    kept[0] = 0
    return kept[labels]


def lines_in(ink: Pixels, box: Box) -> list[Box]:
    """The lines of print inside a box: tight boxes around the ink of each, from top to bottom."""
    x0, top, x1, bottom = (max(0, round(side)) for side in box)
    inside = ink[top:bottom, x0:x1]
    rows = inside.any(axis=1)
    if not rows.any():
        return []
    edges = np.flatnonzero(np.diff(np.concatenate(([0], rows.astype(np.int8), [0]))))
    bands = _merged([(int(start), int(end)) for start, end in zip(edges[::2], edges[1::2], strict=True)])
    lines = []
    for start, end in bands:
        columns = np.flatnonzero(inside[start:end].any(axis=0))
        lines.append(Box(x0 + int(columns[0]), top + start, x0 + int(columns[-1]) + 1, top + end))
    return lines


def _merged(bands: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Bands of ink made lines: one that is thin beside the tallest belongs to its nearest neighbour (一, the dots of a
    character)."""
    tallest = max(end - start for start, end in bands)
    merged: list[tuple[int, int]] = []
    for start, end in bands:
        thin = merged and (min(end - start, merged[-1][1] - merged[-1][0]) < 0.6 * tallest)
        if merged and thin and end - merged[-1][0] <= 1.4 * tallest:
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged
