"""No document stands in the way of another: what audits find wrong with one sets that one aside, and a person can."""

import csv

import pytest

from tests.flows.conftest import Corpus
from xxgk.flows.answers.show import find_report
from xxgk.flows.places import Places
from xxgk.flows.release import withdrawn
from xxgk.flows.release.audits import BLOCK, HOLDS, audits
from xxgk.flows.release.publish import AuditFailed, prepare, publish
from xxgk.flows.release.setting_aside import most
from xxgk.flows.warehouse.warehouse import Warehouse, WarehouseError
from xxgk.schema.corrections import Correction

TOTAL = "t3_requests.new_received.total"
CURRENT = "SELECT agency_name, year, revision, title FROM report WHERE is_current ORDER BY ALL"
VALUES = "SELECT agency_id[8:], value FROM current_figure WHERE code = 't3_requests.new_received.total' ORDER BY ALL"
ASIDE = "SELECT outcome, audit, agency, year FROM set_aside ORDER BY ALL"
CHANGES = "SELECT release, agency_id[8:], change, figures, reason FROM release_change ORDER BY ALL"
OUTCOMES = "SELECT outcome, count(*) FROM {} GROUP BY outcome ORDER BY outcome"
SPOIL = "UPDATE figure SET locator = {} WHERE agency_id LIKE '%{}'"


class Desk:
    def __init__(self, folder):
        self.corpus, self.places = Corpus(folder), Places(folder / "xxgk.duckdb")

    def load(self, **documents):
        self.corpus.write(**documents).ingest(warehouse=prepare(self.places))
        return self

    def night(self, **documents):
        self.load(**documents)
        return publish(self.places)

    def work(self, *queries):
        with Warehouse(self.places.work) as work:
            for query in queries:
                work.query(query)
            work.query("INSERT INTO release_pending SELECT agency_id, year FROM report")

    def query(self, sql):
        return self.corpus.query(sql, self.places.published)


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


def test_a_release_goes_on_without_the_one_document_that_an_audit_finds_wrong(desk):
    desk.load(a="甲局|2022||5", b="乙局|2022||4", c="丙局|2022||2", junk="nothing").work(SPOIL.format("''", "乙局"))
    release = publish(desk.places)
    assert (release.number, len(release.aside), release.blocking) == (1, 1, [])
    assert "held: 乙局 2022" in next(release.details())
    assert desk.query(VALUES) == [("丙局", 2), ("甲局", 5)]
    assert desk.query(ASIDE) == [("held", "070_figure_is_traceable", "乙局", 2022)]
    counts = [("held", 1), ("loaded", 1), ("loaded_with_findings", 1), ("quarantined", 1)]
    assert desk.query(OUTCOMES.format("document")) == desk.query(OUTCOMES.format("ingest_outcome")) == counts
    assert desk.query("SELECT state, outcome FROM coverage WHERE agency = '乙局'") == [("refused", "held")]
    assert desk.query("SELECT held, passed FROM release_audit WHERE audit = '070_figure_is_traceable'") == [(1, True)]
    held = "the report of 乙局 for 2022 is held: 070_figure_is_traceable"
    with Warehouse(desk.places.published, read_only=True) as opened, pytest.raises(WarehouseError, match=held):
        find_report(opened, "乙局", 2022)
    rows = "SELECT count(*) FROM {} WHERE agency_id LIKE '%乙局'"
    for table in ("figure", "section", "text_figure", "finding", "report", "report_form", "series_value"):
        assert desk.query(rows.format(table)) == [(0,)], table


def test_a_held_revision_leaves_the_earlier_one_current_and_comes_back_by_itself(desk):
    desk.night(a="甲局|2022|2023-01-10|4", b="乙局|2022||4")
    desk.load(a2="甲局|2022|2023-02-10|6").work(SPOIL.format("''", "甲局' AND revision = 2 AND '' = '"))
    publish(desk.places)
    assert desk.query(VALUES) == [("乙局", 4), ("甲局", 4)]
    publish(desk.places)
    assert desk.query(VALUES) == [("乙局", 4), ("甲局", 4)]
    desk.work(SPOIL.format("'text:L1'", "甲局"))
    publish(desk.places)
    assert desk.query(VALUES) == [("乙局", 4), ("甲局", 6)]
    why = desk.query(CHANGES)
    assert [row[:4] for row in why] == [(2, "甲局", "held", 0), (3, "甲局", "revised", 2)]
    assert "070_figure_is_traceable" in why[0][4]
    assert why[1][4] == "no longer held"


def test_a_document_held_in_the_last_release_is_looked_at_again_though_nothing_touched_it(desk):
    desk.load(a="甲局|2022|2023-01-10|4", a0="甲局|2022|2022-12-10|6", b="乙局|2022||4", c="丙局|2022||2")
    desk.work(SPOIL.format("''", "甲局' AND revision = 1 AND '' = '"))
    for _ in range(3):
        publish(desk.places)
        assert desk.query("SELECT revision, is_current FROM report WHERE agency_name = '甲局'") == [(1, True)]
        assert len(desk.query(ASIDE)) == 1
    assert desk.query("SELECT count(DISTINCT since) = 1 FROM set_aside") == [(True,)]


def test_too_many_wrong_documents_keep_a_release_back(desk):
    desk.load(a="甲局|2022||5", b="乙局|2022||4", c="丙局|2022||2").work(SPOIL.format("''", "局"))
    with pytest.raises(AuditFailed, match=r"070_figure_is_traceable.*\n?.*3 documents, too many"):
        publish(desk.places)
    assert not desk.places.published.exists()
    assert [most(reports) for reports in (1, 2, 3, 10, 50, 1000)] == [0, 1, 1, 5, 5, 100]


def test_a_failure_that_belongs_to_no_document_keeps_a_release_back(desk):
    desk.load(a="甲局|2022||5", b="乙局|2022||4").work("DELETE FROM ingest_outcome WHERE source LIKE '%a.txt'")
    with pytest.raises(AuditFailed, match=r"100_outcomes_add_up.*a matter of the whole"):
        publish(desk.places)


def test_a_print_that_a_correction_does_not_expect_is_held(desk, monkeypatch):
    known = Correction("110000-甲局", 2022, TOTAL, "5", "the columns add up to 6", "https://example.gov.cn/1.html", 6.0)
    monkeypatch.setattr("xxgk.flows.warehouse.by_people.with_own", lambda *_: (known,))
    desk.night(a="甲局|2022|2023-01-10|5", b="乙局|2022||4")
    desk.night(a2="甲局|2022|2023-02-10|6")
    assert desk.query(VALUES) == [("乙局", 4), ("甲局", 5)]
    assert desk.query(ASIDE) == [("held", "180_corrections_expect_the_print", "甲局", 2022)]
    assert desk.query("SELECT raw FROM corrected_figure") == [("5",)]


def test_every_audit_that_holds_names_the_document_in_its_rows(desk):
    desk.night(a="甲局|2022||5")
    with Warehouse(desk.places.published, read_only=True) as opened:
        for audit in audits():
            columns = opened.query(f"FROM ({audit.query}) LIMIT 0").columns
            assert not audit.holds or audit.holds in HOLDS
            assert set(audit.holds.split(", ") if audit.holds else ()) <= set(columns), audit.name
    whole = {audit.name[:3] for audit in audits() if audit.severity == BLOCK and not audit.holds}
    assert whole == {"100", "110", "150", "160", "170"}


def test_a_document_is_withdrawn_by_its_hash_its_file_or_its_source(desk):
    desk.night(draft="甲局|2022|2023-02-10|6")
    path = desk.corpus.folder / "draft.txt"
    ((sha256,),) = desk.query("SELECT sha256 FROM document")
    for asked in (sha256[:8], str(path), str(path)):
        assert withdrawn.withdraw(desk.places, asked, "a draft").sha256 == sha256
        assert withdrawn.undo(desk.places, asked, "it was none").sha256 == sha256
        if asked == str(path):
            path.unlink(missing_ok=True)


def test_a_withdrawn_document_leaves_and_the_earlier_print_is_current_again(desk):
    desk.night(a="甲局|2022|2023-01-10|4", draft="甲局|2022|2023-02-10|6", b="乙局|2022||4")
    asked = str(desk.corpus.folder / "draft.txt")
    withdrawn.withdraw(desk.places, asked, "a draft")
    assert publish(desk.places).told() == "release 2: 1 revised; 2 figures changed"
    assert desk.query(VALUES) == [("乙局", 4), ("甲局", 4)]
    assert desk.query(ASIDE) == [("withdrawn", None, "甲局", 2022)]
    withdrawn.undo(desk.places, asked, "it was none")
    publish(desk.places)
    assert desk.query(VALUES) == [("乙局", 4), ("甲局", 6)]
    with desk.places.withdrawn.open(encoding="utf-8") as file:
        assert [(row["action"], row["why"]) for row in csv.DictReader(file)] == [
            ("withdraw", "a draft"),
            ("undo", "it was none"),
        ]


def test_what_was_withdrawn_stays_out_of_a_warehouse_made_anew(desk):
    desk.night(a="甲局|2022||4", b="乙局|2022||4")
    withdrawn.withdraw(desk.places, str(desk.corpus.folder / "a.txt"), "a test")
    for path in (desk.places.published, desk.places.work, *desk.places.releases.glob("*.duckdb")):
        path.unlink()
    desk.night()
    assert desk.query(VALUES) == [("乙局", 4)]
    assert desk.query("SELECT source LIKE '%a.txt', reason FROM refused") == [(True, "a test")]


def test_a_working_warehouse_made_of_a_release_reads_what_was_set_aside_again(desk):
    desk.night(a="甲局|2022||4", b="乙局|2022||4")
    withdrawn.withdraw(desk.places, str(desk.corpus.folder / "a.txt"), "a test")
    publish(desk.places)
    desk.places.work.unlink()
    desk.night()
    assert desk.query(VALUES) == [("乙局", 4)]
    withdrawn.undo(desk.places, str(desk.corpus.folder / "a.txt"), "")
    publish(desk.places)
    assert desk.query(VALUES) == [("乙局", 4), ("甲局", 4)]


def test_a_document_that_is_not_there_or_not_alone_is_not_withdrawn(desk):
    desk.night(a="甲局|2022||4", b="乙局|2022||4")
    with pytest.raises(WarehouseError, match="no document is called 'abcdef0'"):
        withdrawn.withdraw(desk.places, "abcdef0", "why")
    with pytest.raises(WarehouseError, match="no document"):
        withdrawn.undo(desk.places, str(desk.corpus.folder / "a.txt"), "")
    desk.places.withdrawn.write_text("at,action,sha256,source,why\nyesterday,withdraw,x,y,z\n")
    with pytest.raises(withdrawn.WithdrawalError, match="line 2: 'yesterday' is no time"):
        publish(desk.places)
