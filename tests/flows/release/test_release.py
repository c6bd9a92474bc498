"""Publishing: one rename, the last releases kept, a bad build put away, the change report exact."""

import json
import os
import shutil
import subprocess

import pytest

from tests.flows.conftest import Corpus
from xxgk.flows.places import Places, wal
from xxgk.flows.release.building import HISTORY
from xxgk.flows.release.publish import KEEP, STEPS, AuditFailed, prepare, publish
from xxgk.flows.warehouse.blocks import look_through
from xxgk.flows.warehouse.warehouse import Warehouse, WarehouseError
from xxgk.schema.corrections import Correction

CHANGES = "SELECT release, year, change, figures FROM release_change ORDER BY ALL"
FIGURES = (
    "SELECT release, year, code, change, old_value, new_value, old_raw, new_raw FROM release_figure_change ORDER BY ALL"
)
TOTAL, PERSON = "t3_requests.new_received.total", "t3_requests.new_received.natural_person"


class Desk:
    """A corpus, the places of its warehouse, and a night's work."""

    def __init__(self, folder):
        self.corpus, self.places = Corpus(folder), Places(folder / "xxgk.duckdb")

    def night(self, *, keep=KEEP, **documents):
        self.corpus.write(**documents).ingest(warehouse=prepare(self.places))
        return publish(self.places, keep=keep)

    def query(self, sql, path=None):
        return self.corpus.query(sql, path or self.places.published)


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


@pytest.fixture(scope="module")
def one_night(tmp_path_factory):
    """The folder of a desk after its first night."""
    folder = tmp_path_factory.mktemp("one_night")
    Desk(folder).night(a="甲局|2022||5")
    return folder


@pytest.fixture
def begun(tmp_path, one_night):
    """A desk after its first night, which all of these share: a copy, with the links that it holds."""
    subprocess.run(["cp", "-a", f"{one_night}/.", tmp_path], check=True)
    return Desk(tmp_path)


def test_the_first_release_is_complete_and_stands_alone(desk):
    release = desk.night(a="甲局|2022||5", junk="nothing")
    assert (release.number, release.documents, release.first, release.blocking) == (1, 2, True, [])
    assert desk.query("SELECT release, documents, audited FROM release") == [(1, 2, "all")]
    assert desk.query("SELECT row_count FROM release_count WHERE table_name = 'figure'") == [(2,)]
    assert desk.query("SELECT count(*) > 10, bool_and(passed) FROM release_audit") == [(True, True)]
    assert not wal(desk.places.published).exists()
    assert os.path.samefile(desk.places.published, desk.places.kept(1))


def test_a_scripted_season_names_exactly_the_changed_figures(desk):
    desk.night(a="甲局|2022|2023-01-10|5", b="乙局|2022|2023-01-20|4")
    desk.night(c="丙局|2022|2023-02-01|2")  # added
    desk.night(a2="甲局|2022|2023-02-10|7")  # revised: both figures
    desk.night(b2="乙局|2022|2023-02-10|4")  # revised: the same figures
    desk.night(old="甲局|2022|2022-12-01|1")  # an older print: the current one stays
    desk.night()
    assert desk.query(CHANGES) == [(2, 2022, "added", 2), (3, 2022, "revised", 2), (4, 2022, "revised", 0)]
    assert desk.query(FIGURES) == [
        (3, 2022, PERSON, "changed", 5, 7, "5", "7"),
        (3, 2022, TOTAL, "changed", 5, 7, "5", "7"),
    ]


def test_a_document_that_is_read_otherwise_is_told_apart_from_a_revision(desk):
    desk.night(a="甲局|2022||5", b="乙局|2022||4")
    with Warehouse(desk.places.work) as work:  # as a better reader would have it, the batch marked as loaded again
        work.query("UPDATE figure SET value = 6, raw = '6' WHERE agency_id LIKE '%甲局' AND code = ?", [TOTAL])
        work.query("DELETE FROM figure WHERE agency_id LIKE '%甲局' AND code = ?", [PERSON])
        work.query("INSERT INTO release_pending SELECT agency_id, year FROM report")
        work.query("INSERT INTO stale_report SELECT agency_id, year FROM report")
    publish(desk.places)
    assert desk.query(CHANGES) == [(2, 2022, "reread", 2)]
    assert [row[2:6] for row in desk.query(FIGURES)] == [(PERSON, "vanished", 5, None), (TOTAL, "changed", 5, 6)]


def test_a_report_that_is_gone_is_withdrawn_even_from_a_warehouse_made_anew(desk, tmp_path):
    desk.night(a="甲局|2022||5", b="乙局|2022||4")
    desk.places.work.unlink()
    desk.corpus.folder.joinpath("a.txt").unlink()
    desk.corpus.ingest(warehouse=desk.places.work)
    with Warehouse(desk.places.work) as work:
        work.attach(desk.places.published, "old")
        work.run([HISTORY])
    assert publish(desk.places).changes == {"withdrawn": 1}
    assert desk.query("SELECT release FROM release ORDER BY ALL") == [(1,), (2,)]


def test_the_manifest_says_the_same_as_the_file(begun):
    begun.night(a2="甲局|2022|2023-02-10|7")
    told = json.loads(begun.places.kept(2).with_suffix(".json").read_text("utf-8"))
    assert told["inputs"]["new"] == [row[0] for row in begun.query("SELECT sha256 FROM report WHERE is_current")]
    assert (told["inputs"]["documents"], told["rows"]["figure"], told["audited"]) == (2, 4, "changed")
    assert [change["change"] for change in told["changes"]["reports"]] == ["revised"]
    assert [(f["code"], f["old_value"], f["new_value"]) for f in told["changes"]["figures"]] == [
        (PERSON, 5, 7),
        (TOTAL, 5, 7),
    ]
    assert told["code_version"] == begun.query("SELECT any_value(code_version) FROM release")[0][0]
    assert all(audit["passed"] for audit in told["audits"])


def test_a_failed_audit_leaves_the_old_release_and_keeps_the_build_with_its_reasons(begun):
    with Warehouse(begun.places.work) as work:
        work.query("UPDATE figure SET locator = ''")
        work.query("INSERT INTO release_pending SELECT agency_id, year FROM report")
    with pytest.raises(AuditFailed, match="070_figure_is_traceable"):
        publish(begun.places)
    assert begun.query("SELECT DISTINCT locator <> '' FROM figure") == [(True,)]
    kept = begun.places.failed / "2.duckdb"
    failed = [
        audit for audit in json.loads(kept.with_suffix(".json").read_text("utf-8"))["audits"] if not audit["passed"]
    ]
    assert [(audit["audit"], audit["failing"], len(audit["first_rows"])) for audit in failed] == [
        ("070_figure_is_traceable", 2, 2)
    ]
    assert begun.query("SELECT count(*) FROM release", kept) == [(2,)]


def test_the_last_releases_are_kept(begun):
    begun.night(b="乙局|2022||5", keep=2)
    assert begun.places.numbers() == [1, 2]
    begun.night(c="丙局|2022||5", keep=2)
    assert begun.places.numbers() == [2, 3]
    assert sorted(path.name for path in begun.places.releases.glob("*.json")) == ["2.json", "3.json"]
    assert begun.query("SELECT count(*) FROM release") == [(3,)]


def test_exports_stand_beside_the_release_for_as_long_as_it_is_kept(begun):
    publish(begun.places, exports=("parquet", "csv"))
    figures = begun.places.exported(2) / "parquet" / "figure" / "*" / "*.parquet"
    assert begun.query(f"SELECT count(*) FROM read_parquet('{figures}')") == [(2,)]  # noqa: S608
    assert (begun.places.exported(2) / "csv" / "figure.csv").is_file()
    begun.night(b="乙局|2022||5", keep=2)
    assert begun.places.exported(2).exists()
    begun.night(c="丙局|2022||5", keep=2)
    assert not begun.places.exported(2).exists()


@pytest.mark.skipif("XXGK_DUCKDB_1_5" not in os.environ, reason="XXGK_DUCKDB_1_5 names a Python with DuckDB 1.5")
def test_duckdb_1_5_reads_a_release_with_all_its_views(begun):
    program = (
        "import duckdb, sys; c = duckdb.connect(sys.argv[1], read_only=True); "
        "names = c.execute('SELECT view_name FROM duckdb_views() WHERE NOT internal').fetchall(); "
        "print(duckdb.__version__[:4], len([c.execute(f'FROM {name}').fetchall() for (name,) in names]) > 10)"
    )
    command = [os.environ["XXGK_DUCKDB_1_5"], "-c", program, str(begun.places.published)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["1.5.", "True"], done.stderr


def test_another_program_is_audited_whole(begun, monkeypatch):
    begun.night(b="乙局|2022||5")
    monkeypatch.setattr("xxgk.flows.release.building.code_version", lambda: "another")
    begun.night()
    assert begun.query("SELECT audited FROM release ORDER BY release") == [("all",), ("changed",), ("all",)]


def test_the_working_warehouse_begins_with_what_was_published(begun):
    begun.places.work.unlink()
    assert begun.night(b="乙局|2022||4").changes == {"added": 1}
    assert begun.query("SELECT count(*) FROM report") == [(2,)]


def test_a_file_of_somebody_else_is_not_replaced(desk):
    Warehouse(desk.places.published).query("DROP TABLE report")
    with pytest.raises(WarehouseError, match="not a warehouse of xxgk"):
        prepare(desk.places)


def test_nothing_to_publish_is_told(desk):
    with pytest.raises(WarehouseError, match="nothing to publish"):
        publish(desk.places)


def test_no_two_publish_at_once_and_none_while_documents_are_loaded(begun):
    told = []

    def second(_):
        with pytest.raises(WarehouseError, match="another process is publishing"):
            publish(begun.places)
        told.append(1)

    begun.corpus.write(b="乙局|2022||4").ingest(warehouse=prepare(begun.places))
    publish(begun.places, step=second)
    assert len(told) == len(STEPS)


def test_a_quiet_night_makes_no_release_and_pushes_none_out(begun):
    begun.night(b="乙局|2022||4")
    before = begun.query("FROM release ORDER BY ALL")
    for _ in range(3):
        assert (quiet := begun.night()).says_nothing_new
        assert quiet.told() == "release 2 stays: nothing has changed since"
    assert (begun.places.numbers(), begun.query("FROM release ORDER BY ALL")) == ([1, 2], before)
    assert begun.night(c="丙局|2022||4").number == 3


def test_a_document_that_is_refused_is_news(begun):
    assert begun.night(junk="nothing").number == 2


def test_a_warehouse_without_a_document_is_not_published(desk):
    Warehouse(prepare(desk.places)).close()
    with pytest.raises(WarehouseError, match="has no document"):
        publish(desk.places)


def cut(path):
    path.chmod(0o644)
    os.truncate(path, 5000)


def test_a_published_file_that_is_damaged_gives_its_place_to_the_newest_whole_release(begun):
    begun.night(b="乙局|2022||4")
    cut(begun.places.kept(2))
    told = []
    prepare(begun.places, told.append)
    assert ["release 1, the newest that is whole, has taken its place" in line for line in told] == [True]
    assert begun.query("SELECT count(*) FROM report") == [(1,)]
    assert publish(begun.places).number == 3
    assert begun.query("SELECT count(*) FROM report") == [(2,)]


def flip(path):
    """One byte in the middle, where no opening of the file looks."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.chmod(0o644)
    path.write_bytes(data)


def test_a_published_file_with_one_flipped_byte_is_passed_over_on_a_quiet_night(begun, capsys):
    begun.night(b="乙局|2022||4")
    flip(begun.places.kept(2))
    assert begun.night().number == 3
    assert "release 1, the newest that is whole, has taken its place" in capsys.readouterr().err
    assert begun.query("SELECT count(*) FROM report") == [(2,)]


def test_a_working_warehouse_is_not_made_of_a_release_with_one_flipped_byte(begun, capsys):
    begun.night(b="乙局|2022||4")
    flip(begun.places.kept(2))
    begun.places.work.unlink()
    begun.night(c="丙局|2022||4")
    assert "made anew from" in (told := capsys.readouterr().err)
    assert "1.duckdb" in told
    assert begun.query("SELECT count(*) FROM report") == [(3,)]


@pytest.mark.parametrize("lost", ["link", "target"])
def test_a_removed_link_or_release_gives_no_number_twice(begun, lost):
    begun.night(b="乙局|2022||4")
    (begun.places.published if lost == "link" else begun.places.kept(2)).unlink()
    told = []
    prepare(begun.places, told.append)
    assert len(told) == 1
    assert begun.night(c="丙局|2022||4").number == 3
    assert begun.query("SELECT count(*) FROM report") == [(3,)]


def test_no_release_is_made_of_a_working_warehouse_with_one_flipped_byte(begun):
    begun.corpus.write(**{f"d{number}": f"{number}局|2022||4" for number in range(200)})
    begun.corpus.ingest(warehouse=prepare(begun.places))
    data = bytearray(begun.places.work.read_bytes())
    place = data.rindex("199局".encode())
    data[place] ^= 1
    begun.places.work.write_bytes(data)
    with pytest.raises(WarehouseError, match="was damaged"):
        publish(begun.places)
    assert begun.query("SELECT count(*) FROM report") == [(1,)]
    told = []
    prepare(begun.places, told.append)
    assert len(told) == 1


def test_a_build_of_which_a_byte_changes_on_the_disk_is_not_published(begun, monkeypatch):
    begun.corpus.write(b="乙局|2022||4").ingest(warehouse=prepare(begun.places))

    def flipped(path):
        data = bytearray(path.read_bytes())
        data[data.rindex("乙局".encode())] ^= 1
        path.write_bytes(data)
        return look_through(path)

    monkeypatch.setattr("xxgk.flows.release.publish.look_through", flipped)
    with pytest.raises(WarehouseError, match="was damaged"):
        publish(begun.places)
    assert begun.query("SELECT count(*) FROM report") == [(1,)]


def test_a_working_warehouse_put_back_from_before_the_last_release_loses_no_report(begun, tmp_path):
    shutil.copy(begun.places.work, tmp_path / "backup")
    begun.night(b="乙局|2022||4")
    shutil.copy(tmp_path / "backup", begun.places.work)
    told = []
    prepare(begun.places, told.append)
    assert "is older than what was published" in told[0]
    assert begun.night(c="丙局|2022||4").changes == {"added": 1}
    assert begun.query("SELECT count(*) FROM report") == [(3,)]


def test_a_correction_stands_beside_the_print(desk, monkeypatch):
    known = Correction("110000-甲局", 2022, TOTAL, "5", "the columns add up to 6", "https://example.gov.cn/1.html", 6.0)
    monkeypatch.setattr("xxgk.flows.warehouse.by_people.with_own", lambda *_: (known,))
    desk.night(a="甲局|2022|2023-01-10|5", b="乙局|2022||4")
    assert desk.query("SELECT raw, value, meant, reason FROM corrected_figure") == [
        ("5", 5, 6, "the columns add up to 6")
    ]
