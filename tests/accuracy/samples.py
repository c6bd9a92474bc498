"""The shared samples whose truth was written down by hand, counted like the generated documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tests.accuracy.counted import EXACT, REFUSED, WRONG, Count
from tests.test_truth import FOLDER, FUJIAN, KINDS, annex_cells, cells, differences, sample


def samples() -> Iterator[tuple[str, Count]]:
    """File name and count of each; none where they are not at hand. A cell that is not read counts as refused: that
    findings name it is held by the tests."""
    for path in sorted(FOLDER.glob("truth/*.json")):
        truth, _ = sample(path.stem)
        yield truth["file"], Count(1, Counter(_annex(path.stem) if "indicators" in truth else _tables(path.stem)))


def _tables(name: str) -> Iterator[str]:
    truth, report = sample(name)
    differing = {code: WRONG if raw is not None else REFUSED for code, _, raw in differences(name)}
    yield from (differing.get(code, EXACT) for code, _ in cells(truth, report))


def _annex(name: str) -> Iterator[str]:
    truth, report = sample(name)
    read = dict(annex_cells(report))
    for label, row in truth["indicators"].items():
        for column, value in row.items():
            cell = FUJIAN.get(label, label), KINDS[column]
            yield REFUSED if cell not in read else EXACT if read[cell] == value else WRONG
