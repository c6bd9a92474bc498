"""Word files that LibreOffice prints as PDF, two table styles, pages that cut the big table anywhere: every cell exact.

Only with XXGK_OFFICE (the number of random forms) and where LibreOffice is installed: ``make office``.
"""

import os
import shutil
import subprocess
from random import Random

import pytest

from tests.generate.document import compose
from tests.generate.noise import QUIET
from tests.generate.render_office import docx_fixed
from tests.generate.renderers import RENDERERS
from tests.generate.truth import Options, random_truth
from tests.test_property import violations
from xxgk.extractors.document import extract
from xxgk.schema.report import QUARANTINED

FORMS = int(os.environ.get("XXGK_OFFICE", "0"))
BATCH, SECONDS = 25, 300
STYLES = {"auto": RENDERERS["docx"].write, "fixed": docx_fixed}
pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not FORMS, reason="XXGK_OFFICE is not set"),
    pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed"),
]


def printed(files, folder):
    """The PDF files of Word files, converted by batches in a fresh profile."""
    for start in range(0, len(files), BATCH):
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
        batch = map(str, files[start : start + BATCH])
        subprocess.run([*command, *batch], check=True, capture_output=True, timeout=SECONDS)
    return [file.with_suffix(".pdf").read_bytes() for file in files]


@pytest.mark.parametrize("style", STYLES)
def test_every_cell_of_a_printed_word_file_is_exact(style, tmp_path):
    truths = [random_truth(Random(seed), Options(scale="mixed")) for seed in range(FORMS)]
    files = [tmp_path / f"{seed:04}.docx" for seed in range(FORMS)]
    for seed, (truth, file) in enumerate(zip(truths, files, strict=True)):
        file.write_bytes(STYLES[style](compose(truth, QUIET, Random(seed)), QUIET, Random(seed)))
    for truth, data in zip(truths, printed(files, tmp_path), strict=True):
        report = extract(data, "report.pdf")
        assert report.outcome != QUARANTINED
        assert violations(report, truth.expectations) == []
        assert len(report.figures) == 200
