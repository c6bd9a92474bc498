"""Reports as staged tables: nothing is lost, and one that cannot be stored costs nobody else."""

from dataclasses import replace

from tests.flows import fakes
from xxgk.flows.reading.job import JobResult
from xxgk.flows.reading.rows import pack
from xxgk.flows.warehouse.staging import join
from xxgk.flows.warehouse.warehouse import Warehouse
from xxgk.schema.report import QUARANTINED

GOOD = fakes.extract("甲局|2022|2023-01-10|5".encode(), "a.txt")


def staged(*reports):
    return pack([JobResult(report, (1,)) for report in reports])


def outcomes(rows):
    return rows["staged_document"].column("reason").to_pylist()


def test_documents_are_numbered_on_when_batches_are_joined():
    rows = join([staged(GOOD), staged(GOOD, GOOD)])
    assert rows["staged_figure"].column("doc").to_pylist() == [0, 0, 1, 1, 2, 2]
    assert rows["staged_document"].column("doc").to_pylist() == [0, 1, 2]


def test_each_batch_brings_the_words_of_its_own(tmp_path):
    units = [f"{number}件" for number in range(50)]
    reports = [
        replace(GOOD, sha256=f"{n:064}", year=1970 + n, figures=tuple(f._replace(unit=unit) for f in GOOD.figures))
        for n, unit in enumerate(units)
    ]
    with Warehouse(tmp_path / "w.duckdb") as warehouse:
        warehouse.load(join([staged(report) for report in reports]), 1, ())
        rows = warehouse.query("SELECT year, unit, count(*) FROM figure GROUP BY ALL ORDER BY ALL").rows
    assert rows == tuple((1970 + n, unit, len(GOOD.figures)) for n, unit in enumerate(units))


def test_a_report_without_agency_or_year_is_quarantined():
    assert outcomes(staged(replace(GOOD, agency=None), replace(GOOD, year=None))) == [
        "no agency found",
        "no report year found",
    ]


def test_what_was_found_in_a_refused_report_is_kept():
    assert staged(replace(GOOD, agency=None))["staged_finding"].column("rule").to_pylist() == ["ODD"]


def test_a_figure_read_twice_is_not_loaded():
    assert outcomes(staged(replace(GOOD, figures=GOOD.figures * 2))) == ["a figure was read twice"]


def test_text_that_is_no_text_is_quarantined_alone():
    rows = staged(GOOD, replace(GOOD, title="\ud800"))
    assert rows["staged_document"].column("outcome").to_pylist()[1] == QUARANTINED
    assert rows["staged_report"].num_rows == 1


def test_a_number_beyond_exact_doubles_is_not_rounded():
    huge = [figure._replace(value=2**53 + 1) for figure in GOOD.figures]
    assert outcomes(staged(replace(GOOD, figures=tuple(huge))))[0].startswith("cannot be stored")


def test_a_date_that_is_none_is_a_finding():
    rows = staged(replace(GOOD, published_on="2023-02-30"))
    assert rows["staged_report"].column("published_on").to_pylist() == [None]
    assert rows["staged_finding"].column("rule").to_pylist() == ["ODD", "PUBLISHED_ON_UNREADABLE"]
