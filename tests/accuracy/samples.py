"""The shared samples whose truth was written down by hand, counted like the generated documents."""

from __future__ import annotations

from collections.abc import Iterator

from tests.accuracy.counted import EXACT, REFUSED, WRONG, Count
from tests.test_truth import FOLDER, cells, differences, sample


def samples() -> Iterator[tuple[str, Count]]:
    """File name and count of each; none where they are not at hand. A cell of a sheet that was not read is refused."""
    for path in sorted(FOLDER.glob("truth/*.json")):
        truth, report = sample(path.stem)
        expected = dict(cells(truth, report))
        read = {figure.code for figure in report.figures}
        counted = Count(1)
        differing = {code for code, _, _ in differences(path.stem)}
        for code in expected:
            counted.cells[EXACT if code not in differing else WRONG if code in read else REFUSED] += 1
        yield truth["file"], counted
