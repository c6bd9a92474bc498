"""What other programs make of an export: pandas, pyarrow, polars, LibreOffice, and readers of data packages."""

import csv
import hashlib
import json
import shutil
import subprocess
import zipfile

import pyarrow.dataset
import pyarrow.parquet
import pytest

from xxgk.flows.release.export import Export, write
from xxgk.flows.release.labels import told
from xxgk.flows.warehouse.warehouse import Warehouse


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    from tests.flows.conftest import Corpus

    corpus = Corpus(tmp_path_factory.mktemp("corpus"))
    corpus.write(a="甲局|2022|2023-01-10|5", b="乙局|2023||8", c="丙局|2023||7").ingest()
    return corpus


@pytest.fixture(scope="module")
def exported(loaded, tmp_path_factory):
    """Writes an export and tells where."""

    def run(format_, *tables, **options):
        to = tmp_path_factory.mktemp("out")
        with Warehouse(loaded.warehouse, read_only=True) as warehouse:
            list(write(warehouse, Export(format_, to, tables, contacts=True, **options)))
        return to

    return run


@pytest.fixture(scope="module")
def parquet(exported):
    return exported("parquet")


FIGURES = "SELECT year, count(*), sum(value) FROM figure GROUP BY year ORDER BY year"
TOTALS = "SELECT agency, year, new_received FROM requests_total ORDER BY agency, year"


def test_pandas_reads_a_folder_of_years_and_a_view(loaded, parquet):
    pandas = pytest.importorskip("pandas")
    frame = pandas.read_parquet(parquet / "figure")
    found = [(int(year), len(part), part["value"].sum()) for year, part in frame.groupby("year", observed=True)]
    assert found == loaded.query(FIGURES)
    totals = pandas.read_parquet(parquet / "requests_total.parquet")[["agency", "year", "new_received"]]
    assert sorted(totals.itertuples(index=False, name=None)) == sorted(loaded.query(TOTALS))


def test_polars_reads_a_folder_of_years_and_a_view(loaded, parquet):
    polars = pytest.importorskip("polars")
    frame = polars.read_parquet(parquet / "figure")
    years = frame.group_by("year").agg(polars.len(), polars.col("value").sum()).sort("year")
    assert years.rows() == loaded.query(FIGURES)
    totals = polars.read_parquet(parquet / "requests_total.parquet").select("agency", "year", "new_received")
    assert sorted(totals.rows()) == sorted(loaded.query(TOTALS))


def test_pyarrow_reads_every_part_as_one_data_set(loaded, parquet):
    for folder in (path for path in parquet.iterdir() if path.is_dir()):
        table = pyarrow.dataset.dataset(folder, partitioning="hive").to_table()
        assert [(table.num_rows,)] == loaded.query(f"FROM (SELECT count(*) FROM {folder.name})")  # noqa: S608
        assert pyarrow.parquet.read_table(folder).num_rows == table.num_rows
    assert "year" not in pyarrow.parquet.read_schema(next(parquet.glob("figure/year=2022/*.parquet"))).names


@pytest.mark.skipif(shutil.which("java") is None, reason="needs Java")
def test_spark_reads_a_folder_of_years_and_a_view(loaded, parquet):
    sql = pytest.importorskip("pyspark.sql", reason="needs pyspark, half a gigabyte: install it to run this")
    options = {"spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1", "spark.ui.enabled": "false"}
    with sql.SparkSession.builder.master("local[1]").config(map=options).getOrCreate() as spark:
        years = spark.read.parquet(str(parquet / "figure")).groupBy("year").agg({"*": "count", "value": "sum"})
        found = [(row["year"], row["count(1)"], row["sum(value)"]) for row in years.orderBy("year").collect()]
        totals = spark.read.parquet(str(parquet / "requests_total.parquet")).select("agency", "year", "new_received")
        rows = [tuple(row) for row in totals.collect()]
    assert found == loaded.query(FIGURES)
    assert sorted(rows) == sorted(loaded.query(TOTALS))


def test_rows_are_in_the_same_order_whatever_the_order_of_loading(tmp_path, exported, loaded):
    from tests.flows.conftest import Corpus

    other = Corpus(tmp_path)
    for one in ({"c": "丙局|2023||7"}, {"b": "乙局|2023||8"}, {"a": "甲局|2022|2023-01-10|5"}):
        other.write(**one).ingest()
    with Warehouse(other.warehouse, read_only=True) as warehouse:
        list(write(warehouse, Export("csv", tmp_path / "out", ("figure", "requests_total"), contacts=True)))
    first = exported("csv", "figure", "requests_total")
    for name in ("figure.csv", "requests_total.csv"):
        assert (tmp_path / "out" / name).read_bytes() == (first / name).read_bytes()


def test_the_data_package_tells_each_file_its_checksum_and_its_columns(parquet):
    package = json.loads((parquet / "datapackage.json").read_text("utf-8"))
    resources = {one["name"]: one for one in package["resources"]}
    assert {path.name.partition(".")[0] for path in parquet.iterdir()} - {"datapackage"} == set(resources)
    for one in resources.values():
        for file in one["files"]:
            assert file["hash"] == "sha256:" + hashlib.sha256((parquet / file["path"]).read_bytes()).hexdigest()
    assert (package["licenses"][0]["name"], resources["figure"]["partitioned_by"]) == ("MIT", ["year"])
    fields = {field["name"]: field for field in resources["requests_total"]["schema"]["fields"]}
    received = fields["new_received"]
    assert (received["type"], received["title"], received["title_en"]) == (
        "number",
        "一、本年新收政府信息公开申请数量",
        "new received",
    )


def test_a_comment_tells_its_chinese_name_and_no_english_in_brackets():
    assert told("Rows (as printed) of it (（一）予以公开); more (其他).") == "（一）予以公开"
    assert told("Code of a thing (GB/T 2260 code).") == ""


@pytest.fixture(scope="module")
def book(exported):
    return exported("xlsx", language="zh") / "xxgk.xlsx"


def test_the_workbook_has_a_sheet_for_each_view_with_labels_widths_and_filters(loaded, book):
    with zipfile.ZipFile(book) as opened:
        names = opened.read("xl/workbook.xml").decode()
        sheet = opened.read("xl/worksheets/sheet2.xml").decode()
    assert all(f'name="{title}"' in names for title in ("报告概览", "比率", "收录情况", "about"))
    assert names.count("<sheet ") == loaded.query("SELECT count(*) FROM start_here")[0][0]
    assert all(mark in sheet for mark in ("<autoFilter", "<cols>", 'state="frozen"'))


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_libreoffice_opens_every_sheet_of_the_workbook(loaded, book, tmp_path):
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    filter_ = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    command = ["soffice", profile, "--headless", "--convert-to", filter_, "--outdir", str(tmp_path / "csv"), str(book)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    sheets = {path.stem.partition("-")[2]: path.read_text("utf-8") for path in (tmp_path / "csv").iterdir()}
    assert len(sheets) == loaded.query("SELECT count(*) FROM start_here")[0][0]
    head, *rows = csv.reader(next(text for title, text in sheets.items() if "总计" in title).splitlines())
    place = head.index("一、本年新收政府信息公开申请数量")
    told_by_it = sorted((row[head.index("机关名称")], float(row[place])) for row in rows)
    assert told_by_it == sorted((agency, value) for agency, _, value in loaded.query(TOTALS))
