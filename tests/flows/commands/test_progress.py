"""How far a run is, where nobody looks at a terminal."""

import pytest

from tests.flows import fakes
from xxgk.flows.commands import progress
from xxgk.flows.commands.progress import Lines, line
from xxgk.flows.jobs.ingest import Options, ingest_files
from xxgk.flows.reading.files import find_files


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ({}, "0 of 1,000 files"),
        ({"quarantined": 2, "loaded_with_findings": 38}, "40 of 1,000 files: 38 loaded with findings, 2 quarantined"),
    ],
)
def test_a_line_has_the_counts_by_outcome(counts, told):
    assert line(counts, 1000) == told


def test_lines_come_every_few_seconds(monkeypatch, capsys):
    now = 0.0
    monkeypatch.setattr(progress.time, "monotonic", lambda: now)
    lines = Lines(9)
    for now in (1.0, 4.9, 5.0, 6.0, 10.0):
        lines({"loaded": round(now)})
    assert capsys.readouterr().err == "5 of 9 files: 5 loaded\n10 of 9 files: 10 loaded\n"


@pytest.mark.parametrize("workers", [0, 2])
def test_a_run_tells_every_file_in_the_end(corpus, workers):
    corpus.write(**{f"x{n}": f"丙局|{2000 + n}||{n}" for n in range(20)}, junk="nothing")
    counts, told = [], Options(workers, extractor=fakes.extract_publication)
    ingest_files(find_files([corpus.folder]), corpus.warehouse, told, lambda met: counts.append(dict(met)))
    sums = [sum(met.values()) for met in counts]
    assert (sums[0] < 21, sums == sorted(sums)) == (True, True)
    assert counts[-1] == {"loaded": 10, "loaded_with_findings": 10, "quarantined": 1}
