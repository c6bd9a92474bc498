"""Exports give back what the tables hold; contacts are starred out; a workbook keeps types, and text stays text."""

import csv
import json
import shutil
import subprocess
import zipfile

import pytest

from xxgk.flows.places import Places
from xxgk.flows.release import workbook
from xxgk.flows.release.exchange import exchange
from xxgk.flows.release.export import Export, write
from xxgk.flows.release.publish import prepare, publish
from xxgk.flows.warehouse.warehouse import Warehouse, WarehouseError

TRAPS = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "\t=1", "-", "a\n\"b\",'c'", "", "第一,第二"]


@pytest.fixture
def loaded(corpus):
    """A small warehouse with text that means to be something else."""
    corpus.write(a="甲局|2022|2023-01-10|5", b="乙局|2023||8", c="丙局|2023||7", junk="nothing").ingest()
    with Warehouse(corpus.warehouse) as warehouse:
        for place, trap in enumerate(TRAPS, 10):
            warehouse.query(
                "INSERT INTO section SELECT * REPLACE (?::SMALLINT AS position, ? AS title, ? AS text) "
                "FROM section WHERE year = 2022 AND position = 1",
                [place, trap, trap],
            )
    return corpus


@pytest.fixture
def export(loaded, tmp_path):
    def run(format_, *tables, **options):
        with Warehouse(loaded.warehouse, read_only=True) as warehouse:
            list(write(warehouse, Export(format_, tmp_path / "out", tables, **options)))
        return tmp_path / "out"

    return run


def test_parquet_reads_back_equal(loaded, export):
    out = export("parquet", contacts=True)
    assert {path.name for path in (out / "figure").iterdir()} == {"year=2022", "year=2023"}
    for name in ("figure", "section", "document", "agency", "finding", "report"):
        files = f"{out}/{name}/*/*.parquet" if (out / name).is_dir() else f"{out}/{name}.parquet"
        columns = ", ".join(f'"{column}"' for column, *_ in loaded.query(f"DESCRIBE {name}"))
        back = f"SELECT {columns} FROM read_parquet('{files}', hive_types_autocast = true)"  # noqa: S608
        assert loaded.query(f"(FROM {name} EXCEPT ALL ({back})) UNION ALL (({back}) EXCEPT ALL FROM {name})") == []
        assert loaded.query(f"SELECT count(*) FROM ({back})") == loaded.query(f"SELECT count(*) FROM {name}")  # noqa: S608


def test_csv_reads_back_equal(loaded, export):
    out = export("csv", contacts=True)
    for name, lists in (
        ("figure", ""),
        ("section", ""),
        ("finding", ""),
        ("agency", "aliases"),
        ("document", "layouts"),
    ):
        types = {name: type_ for name, type_, *_ in loaded.query(f"DESCRIBE {name}")}
        if lists:
            types[lists] = "JSON"
        replace = f"SELECT * REPLACE (from_json({lists}, '[\"VARCHAR\"]') AS {lists})" if lists else ""
        back = f"{replace} FROM read_csv('{out}/{name}.csv', columns = {types}, allow_quoted_nulls = false)"
        assert loaded.query(f"(FROM {name} EXCEPT ALL ({back})) UNION ALL (({back}) EXCEPT ALL FROM {name})") == []


def test_csv_for_excel_has_a_mark_and_inert_text(export):
    path = export("csv", "section", excel=True) / "section.csv"
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        titles = {row["title"] for row in csv.DictReader(file)}
    assert titles >= {"'=1+1", "'-2+3", "'@SUM(1)", "'\t=1", "-", "第一,第二"}
    assert not any(title.lstrip().startswith(("=", "@")) for title in titles)


def test_contacts_are_starred_out_and_nothing_else(loaded, export):
    contact = "联系电话：0573-88012345，010 66012345转801；邮箱 xxgk_1@jia.gov.cn。受理12件"
    text = f"本年收到13912345678件。\n{contact}\n电话 8801234"
    with Warehouse(loaded.warehouse) as warehouse:
        warehouse.query("UPDATE section SET text = ? WHERE year = 2023", [text])
    told = (export("csv", "section") / "section.csv").read_text("utf-8")
    assert "本年收到13912345678件" in told
    assert "受理12件" in told
    assert not any(secret in told for secret in ("88012345", "66012345", "xxgk_1", "8801234", "0573"))
    assert "联系电话：" + "*" * 13 + "，" in told
    assert "xxgk_1@jia.gov.cn" in (export("csv", "section", contacts=True) / "section.csv").read_text("utf-8")


def test_an_unknown_table_is_told_with_those_that_there_are(export):
    with pytest.raises(WarehouseError, match=r"there is no figures; there are .*figure"):
        export("csv", "figures")


def test_a_second_export_replaces_the_first(export):
    assert export("parquet", "figure") == export("parquet", "figure")


@pytest.fixture
def exchanged(corpus):
    """A release, and how it is exported, once more after each change."""
    places = Places(corpus.warehouse)

    def run(format_="parquet", *tables, **documents):
        if documents:
            corpus.write(**documents).ingest(warehouse=prepare(places))
            publish(places)
        with Warehouse(places.published, read_only=True) as warehouse:
            list(exchange(warehouse, Export(format_, corpus.folder.parent / "out", tables)))
        return corpus.folder.parent / "out" / format_

    return run


def test_an_export_is_exchanged_whole_and_tells_its_release(corpus, exchanged):
    out = exchanged(a="甲局|2022||5")
    before = (out / "latest").resolve()
    assert json.loads((out / "latest" / "manifest.json").read_text())["release"] == 1
    listed = sorted(out.glob("latest/figure/*/*.parquet"))
    exchanged(b="乙局|2022||4")
    assert [path.exists() for path in listed] == [False]
    count = "SELECT count(*) FROM read_parquet('{}/figure/*/*.parquet')"
    places = Places(corpus.warehouse)
    told = [corpus.query(count.format(folder), places.published) for folder in (before, out / "latest")]
    assert told == [[(2,)], [(4,)]]
    assert (out / "latest").readlink().name == "2"


def test_an_export_that_fails_leaves_the_one_before(exchanged, monkeypatch):
    out = exchanged(a="甲局|2022||5")
    with pytest.raises(WarehouseError, match="there is no nothing"):
        exchanged("parquet", "figure", "nothing", b="乙局|2022||4")
    assert (out / "latest").readlink().name == "1"


def test_the_same_release_is_exported_again_and_old_exports_go(exchanged):
    out = exchanged(a="甲局|2022||5")
    (out / "7").mkdir()
    for _ in range(3):
        exchanged()
    assert sorted(path.name for path in out.iterdir()) == ["1-3", "1-4", "7", "latest"]


@pytest.mark.soak
def test_an_export_of_a_rebuilt_warehouse_whose_releases_count_anew_stays(exchanged):
    out = exchanged(a="甲局|2022||5")
    shutil.copytree(out / "1", out / "6")
    (out / "1").rename(out / "7")
    (out / "latest").unlink()
    (out / "latest").symlink_to("7")
    exchanged()
    assert (out / "latest").readlink().name == "1"
    assert sorted(path.name for path in out.iterdir()) == ["1", "7", "latest"]


def test_a_table_that_fits_no_workbook_is_refused_before_anything_is_written(export, monkeypatch):
    monkeypatch.setattr(workbook, "ROWS", 0)
    with pytest.raises(WarehouseError, match="name other tables"):
        export("xlsx", "figure")


def sheet(*pieces):
    """A sheet of one column."""
    return workbook.WorkbookSheet("t", "t", [("n", "n", "number")], lambda: pieces)


def test_rows_beyond_the_limit_go_on_in_a_further_sheet(tmp_path, monkeypatch):
    monkeypatch.setattr(workbook, "ROWS", 3)
    workbook.write(tmp_path / "t.xlsx", [sheet([(n,) for n in range(7)])])
    names = zipfile.ZipFile(tmp_path / "t.xlsx").read("xl/workbook.xml").decode()
    assert [name in names for name in ('"t"', '"t 2"', '"t 3"', '"t 4"', '"about"')] == [True, True, True, False, True]


def test_a_text_that_is_too_long_for_a_cell_says_so(tmp_path):
    workbook.write(tmp_path / "t.xlsx", [sheet([("字" * 40_000,)])])
    assert (
        "[cut: 40000 characters in all]"
        in zipfile.ZipFile(tmp_path / "t.xlsx").read("xl/worksheets/sheet1.xml").decode()
    )


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_libreoffice_reads_the_workbook_as_it_was_meant(loaded, export, tmp_path):
    out = export("xlsx", "section", "figure", "report", contacts=True)
    for name in ("section", "figure", "report"):
        assert "<f>" not in zipfile.ZipFile(out / f"{name}.xlsx").read("xl/worksheets/sheet1.xml").decode()
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    filter_ = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,1"
    command = ["soffice", profile, "--headless", "--convert-to", filter_, "--outdir", str(tmp_path / "csv")]
    files = [str(out / f"{name}.xlsx") for name in ("section", "figure", "report")]
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=120)
    for name in ("section", "figure", "report"):
        (path,) = (tmp_path / "csv").glob(f"{name}*.csv")
        with path.open(encoding="utf-8", newline="") as file:
            rows = [tuple(row) for row in csv.reader(file)][1:]
        expected = [tuple(map(_shown, row)) for row in loaded.query(f"FROM {name}")]
        assert sorted(rows) == sorted(expected)


def _shown(value):
    """A value as LibreOffice writes it into CSV."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return str(int(value)) if value == int(value) else str(value)
    return "" if value is None else json.dumps(value) if isinstance(value, list) else str(value)
