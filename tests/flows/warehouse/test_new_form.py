"""A form with a sheet of its own is one data file: nothing else knows it, and it goes all the way."""

import json
import shutil
import subprocess
import sys

import pytest

from xxgk.flows.warehouse.warehouse import SQL

ROOT = SQL.parent
FORM = """
id = "form_2026"
valid_from = 2026
basis = "an invented notice"

[[sheet]]
id = "t5"
section = "training"
detect = ["解读材料数量"]

[[sheet.table]]
id = "interpretation"
label = "政策解读情况"
columns = [{ code = "made", label = "解读材料数量" }, { code = "answered", label = "回应关切数量" }]
rows = [{ code = "departments", label = "部门解读" }, { code = "experts", label = "专家解读" }]

[[rule]]
id = "F26_ANSWERED"
table = ["interpretation"]
for_each = "row"
severity = "warning"
check = "answered <= made"
about = "What is answered is interpreted first."
"""
REPORT = """<html><head><title>杭州市水利局2026年政府信息公开工作年度报告</title></head><body>
<h1>杭州市水利局2026年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>我局认真做好政策解读。</p>
<table><tr><td>项目</td><td>解读材料数量</td><td>回应关切数量</td></tr>
<tr><td>部门解读</td><td>12</td><td>5</td></tr><tr><td>专家解读</td><td>3</td><td>4</td></tr></table>
<p>杭州市水利局</p><p>2027年1月20日</p></body></html>"""


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """The program with one more form file, and a warehouse that it has published of a report of that form."""
    house = tmp_path_factory.mktemp("house")
    house.joinpath("xxgk").mkdir()
    shutil.copy(ROOT / "xxgk" / "__init__.py", house / "xxgk")
    for name in ("flows", "extractors", "sql", "data"):
        house.joinpath("xxgk", name).symlink_to(ROOT / name)
    shutil.copytree(ROOT / "schema", house / "xxgk" / "schema")
    house.joinpath("xxgk", "schema", "forms", "form_2026.toml").write_text(FORM, "utf-8")
    house.joinpath("report.html").write_text(REPORT, "utf-8")
    xxgk(house, "ingest", "report.html", "--workers", "1")
    return house


def xxgk(house, *arguments):
    command = [sys.executable, "-c", "from xxgk.flows.commands.main import main; main()", *arguments]
    if arguments[0] != "extract":
        command += ["--warehouse", "w.duckdb"]
    done = subprocess.run(command, cwd=house, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def ask(house, query):
    return [tuple(json.loads(line).values()) for line in xxgk(house, "sql", "--json", query).splitlines()]


def test_its_figures_are_released_with_its_form_and_labels(house):
    assert ask(
        house,
        "SELECT code, value, form, table_label, row_label FROM current_figure WHERE value > 4 ORDER BY value DESC",
    ) == [
        ("interpretation.departments.made", 12, "form_2026", "政策解读情况", "部门解读"),
        ("interpretation.departments.answered", 5, "form_2026", "政策解读情况", "部门解读"),
    ]
    assert ask(house, "SELECT sheet, form FROM report_form") == [("t5", "form_2026")]
    assert ask(house, "SELECT rule, place FROM report_finding WHERE rule = 'F26_ANSWERED'") == [
        ("F26_ANSWERED", "interpretation.experts")
    ]


def test_its_sheet_is_shown_and_exported(house):
    shown = xxgk(house, "show", "杭州市水利局", "2026")
    assert "t5 form_2026" in shown
    assert "专家解读" in shown
    xxgk(house, "export", "--format", "csv", "--to", "out", "--tables", "figure,report_form")
    out = house / "out" / "csv" / "latest"
    assert "interpretation.experts.answered,form_2026,4" in (out / "figure.csv").read_text("utf-8")
    assert (out / "report_form.csv").read_text("utf-8").endswith("t5,form_2026\n")


def test_reports_of_other_forms_do_not_miss_its_sheet(house):
    told = json.loads(xxgk(house, "extract", "--json", str(ROOT / "data/samples/qinghe-justice-2021.html")))
    assert not [found for found in told["findings"] if found["rule"] == "TABLE_MISSING"]
