"""Print recognised in pictures: the words of a page, and the text of single lines cut out of it.

RapidOCR with the models of its own wheel: nothing is downloaded, the same picture gives the same words. One engine a
process, made at the first scan (a second and some 500 MB), with one thread, since documents are what runs side by side.
Lines that stand on their head are not turned: upside down they would come in the wrong order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import cv2
import numpy as np
from rapidocr import RapidOCR

from xxgk.extractors.readers.paper.lines import MOST_SURE
from xxgk.extractors.readers.paper.ruling_grid import Box
from xxgk.extractors.readers.scan.rules import Pixels

LOWEST = 0.5  # words read with less confidence are not told
TALLEST = 2600  # pixels that are looked over at once; taller pictures in bands
BAND, OVERLAP = 2000, 200
LAID_DOWN = 1.4  # times as high as wide: RapidOCR lays such a crop on its side, and reads a lone 1 as 一 or a dash
_SETTINGS = {
    "Global.use_cls": False,
    "Global.text_score": LOWEST,
    "Global.log_level": "critical",
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    "Rec.rec_img_shape": [3, 48, 160],  # the narrowest line; the default of 320 spends twice as long on a digit
}


class SeenWord(NamedTuple):
    """A stretch of print in one line: its text, box in pixels, and how sure the reading is (0 to 1)."""

    text: str
    box: Box
    confidence: float


@lru_cache(maxsize=1)
def _engine() -> RapidOCR:
    cv2.setNumThreads(1)
    return RapidOCR(params=_SETTINGS)


def words_of(picture: Pixels) -> list[SeenWord]:
    """The words of a page that stands straight, in no particular order."""
    height = picture.shape[0]
    if height <= TALLEST:
        return list(_words(picture, 0))
    words = []
    for start in range(0, height, BAND):
        low, high = max(start - OVERLAP, 0), min(start + BAND + OVERLAP, height)
        for word in _words(picture[low:high], low):
            if start <= (word.box.top + word.box.bottom) / 2 < start + BAND:
                words.append(word)  # noqa: PERF401  reads better
    return words


def _words(picture: Pixels, down: int) -> Iterator[SeenWord]:
    result = _engine()(cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR))
    if result.txts is None:
        return
    for corners, text, score in zip(result.boxes, result.txts, result.scores, strict=True):
        (x0, top), (x1, bottom) = np.min(corners, axis=0), np.max(corners, axis=0)
        if bottom - top >= LAID_DOWN * (x1 - x0):
            continue
        yield SeenWord(
            text, Box(float(x0), float(top) + down, float(x1), float(bottom) + down), min(float(score), MOST_SURE)
        )


def lines_alone(pictures: Sequence[Pixels]) -> list[tuple[str, float]]:
    """``(text, confidence)`` of pictures that show one line of print each."""
    if not pictures:
        return []
    result = _engine().recognize_txt([cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR) for picture in pictures])
    return [(text, min(float(score), MOST_SURE)) for text, score in zip(result.txts, result.scores, strict=True)]
