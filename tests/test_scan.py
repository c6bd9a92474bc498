"""Scans of random forms: every figure exact or refused, never wrong. Needs the ocr extra, Pillow and a Chinese font.

Each document costs some twenty seconds, so two are read by default; XXGK_SCANS=50 reads so many, with blanks, notes and
worse wear among them.
"""

import os
from random import Random

import pytest

from tests.generate.document import compose
from tests.generate.noise import QUIET
from tests.generate.render_scan import Wear, missing, scan_images, scan_pdf
from tests.generate.truth import Options, random_truth
from tests.test_property import violations
from xxgk.extractors.document import extract
from xxgk.extractors.locate import locate

pytest.importorskip("cv2", reason="needs the ocr extra (pip install 'xxgk[ocr]')")
pytest.importorskip("rapidocr", reason="needs the ocr extra (pip install 'xxgk[ocr]')")
pytestmark = [pytest.mark.ocr, pytest.mark.skipif(bool(missing()), reason=missing() or "complete")]

SCANS = int(os.environ.get("XXGK_SCANS", "2"))
DIRTY = Options(blank=0.01, blank_row=0.02, na=0.01, unit=0.02, note=0.02, thousands=0.05, full_width=0.02)


def scanned(seed):
    """Truth and bytes of one scan; every third prints more than plain figures, every fifth is badly worn."""
    truth = random_truth(Random(seed), DIRTY if seed % 3 == 2 else Options())
    wear = Wear(noise=14, blur=1.0, quality=45) if seed % 5 == 4 else Wear()
    return truth, scan_pdf(compose(truth, QUIET, Random(seed)), Random(seed), wear)


@pytest.mark.parametrize("seed", range(SCANS))
def test_figures_of_a_scan_are_exact_or_refused(seed):
    truth, data = scanned(seed)
    report = extract(data, "scan.pdf")
    assert report.reader == "ocr"
    assert violations(report, truth.expectations) == []
    if seed % 3 != 2 and seed % 5 != 4:
        assert report.year == truth.year
        assert truth.agency in (report.agency.name, report.agency.printed)
        assert report.figures
    assert all(figure.confidence < 1 for figure in report.figures)
    if seed == 0:
        figure = report.figures[0]
        assert locate(data, figure.locator) == figure.raw


def test_a_picture_file_is_read_by_its_frames():
    truth = random_truth(Random(7))
    data = scan_images(compose(truth, QUIET, Random(7)), Random(7))
    report = extract(data, "scan.tiff")
    assert (report.reader, report.media_type) == ("ocr", "image/tiff")
    assert violations(report, truth.expectations) == []
    assert all(figure.locator.startswith("image:p") for figure in report.figures)
