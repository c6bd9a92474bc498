"""The command line: output, exit codes, help."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from typer.main import get_command
from typer.testing import CliRunner

from tests.flows import fakes
from tests.flows.conftest import Corpus
from xxgk.flows.commands import main as cli
from xxgk.flows.reading import extractor as door
from xxgk.schema.inert import UNSEEN

GOOD = "甲区教育局|2022|2023-01-10|5"
COMMANDS = get_command(cli.app).commands


@pytest.fixture
def run(corpus, monkeypatch):
    """Runs the command with the fake extractor in the corpus' folder, in this process."""
    monkeypatch.setattr(door, "EXTRACTOR", fakes.extract_publication)
    monkeypatch.setenv("XXGK_WAREHOUSE", str(corpus.warehouse))
    monkeypatch.chdir(corpus.folder)
    return lambda *arguments: CliRunner().invoke(cli.app, arguments)


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A corpus with a small warehouse."""
    corpus = Corpus(tmp_path_factory.mktemp("small")).write(
        a=GOOD, b="甲区教育局|2023|2024-01-10|8", c="乙区教育局|2023||6", d="甲区卫生局|2021||2", junk="nothing"
    )
    corpus.ingest()
    return corpus


@pytest.fixture
def loaded(corpus, run, small):
    """The same with a copy of the small corpus."""
    shutil.copytree(small.folder, corpus.folder, dirs_exist_ok=True)
    shutil.copyfile(small.warehouse, corpus.warehouse)
    return run


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_and_option_has_help(name):
    command = COMMANDS[name]
    assert command.help
    assert [parameter.name for parameter in command.params if not getattr(parameter, "help", None)] == []


def test_withdraw_takes_a_document_out_and_brings_it_back(run, corpus):
    corpus.write(a=GOOD, b="乙区教育局|2023||6")
    run("ingest", ".")
    assert run("withdraw", "b.txt").exit_code == 2
    done = run("withdraw", "b.txt", "--why", "a test file")
    assert (done.exit_code, "withdrawn: 乙区教育局 2023" in done.stdout) == (0, True)
    assert "a test file" in run("status").stdout
    assert run("withdraw", "b.txt", "--undo").exit_code == 0
    assert "a test file" not in run("status").stdout


def test_extract_prints_the_contract_one_line_per_document(corpus, run):
    corpus.write(a=GOOD, b="nothing")
    result = run("extract", "--json", "a.txt", "b.txt", "none.txt")
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(line["source"], line["outcome"]) for line in lines] == [
        ("a.txt", "loaded_with_findings"),
        ("b.txt", "quarantined"),
        ("none.txt", "quarantined"),
    ]
    assert result.exit_code == 0


def test_together_files_are_one_report(corpus, run):
    corpus.write(z=GOOD, a="granted|3")
    (line,) = map(json.loads, run("extract", "--together", "--json", "z.txt", "a.txt").stdout.splitlines())
    assert (line["source"], [part["source"] for part in line["parts"]]) == ("z.txt", ["a.txt"])
    assert run("ingest", "--together", "z.txt", "a.txt", "-n", "1").exit_code == 0
    assert corpus.query("SELECT count(*), count(DISTINCT sha256) FROM figure") == [(3, 2)]


def test_a_part_that_is_not_there_is_told(corpus, run):
    corpus.write(a=GOOD)
    result = run("extract", "--together", "a.txt", "none.txt")
    assert result.stdout.splitlines()[-1] == "none.txt: quarantined: no such file"
    assert result.exit_code == 0


def test_extract_without_json_tells_in_short(corpus, run):
    corpus.write(a=GOOD, b="nothing")
    lines = run("extract", ".").stdout.splitlines()
    assert lines[0] == "a.txt: loaded with findings: 甲区教育局 2022 (agency not in the registry)"
    assert lines[1] == "  2 figures (t3 form_2021), 1 sections"
    assert lines[-1] == "b.txt: quarantined: no report"


def test_extract_fails_only_where_all_failed(corpus, run):
    corpus.write(b="nothing")
    result = run("extract", "b.txt", "none.txt")
    assert (result.exit_code, result.stdout.splitlines()[1]) == (1, "none.txt: quarantined: no such file")


def test_version_and_help_are_told(run):
    assert re.fullmatch(r"xxgk \d+\.\d+\.\d+\+[0-9a-f]{12}\n", run("--version").stdout)
    assert run("-h").stdout == run("--help").stdout
    assert run("ingest", "-h").exit_code == 0


def test_extract_does_not_load_the_heavy_libraries(corpus, run, tmp_path):
    corpus.write(a=GOOD)
    code = (
        "import sys; from tests.flows import fakes; from xxgk.flows.commands import main\n"
        "from xxgk.flows.reading import extractor as door; door.EXTRACTOR = fakes.extract_publication\n"
        "try: main.app(['extract', 'a.txt'])\n"
        "finally: print({'duckdb', 'pyarrow', 'prefect', 'rich'} & set(sys.modules))"
    )
    root = Path(cli.__file__).parents[2]
    environment = {"PYTHONPATH": str(root)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert done.stdout.splitlines()[-1] == "set()", done.stderr


def test_ingest_twice(corpus, run):
    corpus.write(a=GOOD, b="nothing")
    first = run("ingest", ".", "--workers", "1")
    assert first.exit_code == 0, first.output
    assert "b.txt: no report" in first.stdout
    second = run("ingest", ".", "--workers", "1")
    assert "already loaded       1" in second.stdout
    assert "already quarantined  1" in second.stdout


def test_ingest_keeps_what_it_was_given_unless_told_not_to(corpus, run):
    corpus.write(a=GOOD)
    run("ingest", "a.txt", "-n", "1", "--no-archive")
    assert not Path("data/archive").exists()
    run("ingest", "a.txt", "-n", "1")
    assert [path.read_text() for path in Path("data/archive").glob("??/??/*")] == [GOOD]
    told = run("show", "甲区教育局", "2022", "--figure", "t3_requests.new_received.total").stdout
    assert "data/archive" in told


def test_ingest_tells_a_log_how_far_it_is(corpus, run, monkeypatch):
    monkeypatch.setattr("xxgk.flows.commands.progress.EVERY", 0)
    corpus.write(a=GOOD, b="nothing")
    told = run("ingest", ".", "-n", "1").stderr.splitlines()
    assert told[-1] == "2 of 2 files: 1 loaded with findings, 1 quarantined"


def test_ingest_fails_only_where_all_failed(corpus, run):
    corpus.write(b="nothing")
    assert [run("ingest", "b.txt", "-n", "1").exit_code for _ in range(2)] == [1, 1]


def test_sql_prints_aligned_text_json_and_csv(loaded):
    query = "SELECT '=1+1' AS formula, 1.0 AS number, '甲' AS name"
    assert loaded("sql", query).stdout == "formula  number  name\n=1+1          1  甲\n"
    assert json.loads(loaded("sql", query, "--json").stdout) == {"formula": "=1+1", "number": 1.0, "name": "甲"}
    assert loaded("sql", query, "--csv").stdout == "formula,number,name\n'=1+1,1.0,甲\n"


def test_a_query_comes_from_standard_input_as_an_editor_saved_it(loaded):
    query = "SELECT '甲' AS name"
    asked = lambda data: CliRunner().invoke(cli.app, ["sql", "-", "--csv"], input=data)  # noqa: E731
    assert asked(query.encode("utf-8-sig")).stdout == "name\n甲\n"
    assert "is no UTF-8" in asked(query.encode("gbk")).stderr


def test_a_query_may_begin_with_a_comment(loaded):
    assert loaded("sql", "-- one\nSELECT 1 AS one").stdout == "one\n  1\n"


def test_sql_cannot_write_and_says_what_is_wrong(loaded):
    result = loaded("sql", "DELETE FROM figure")
    assert (result.exit_code, "read-only" in result.stderr) == (1, True)
    assert loaded("sql", "FROM nowhere").stderr.startswith("xxgk: Catalog Error")


@pytest.mark.parametrize("query", ["", "-- nothing"])
def test_no_query_is_told(loaded, query):
    result = loaded("sql", query)
    assert (result.exit_code, result.stderr) == (1, "xxgk: there is no query\n")


@pytest.mark.parametrize("command", ["extract", "ingest"])
def test_an_empty_folder_is_told_and_nothing_published(corpus, run, command):
    (corpus.folder / "empty").mkdir()
    result = run(command, "empty")
    assert (result.exit_code, result.stderr) == (1, "xxgk: there is no file in what was named\n")
    assert not corpus.warehouse.exists()


def test_a_folder_is_no_warehouse(corpus, run):
    corpus.write(a=GOOD)
    result = run("ingest", "a.txt", "-w", ".")
    assert (result.exit_code, "is a folder" in result.stderr) == (1, True)


@pytest.mark.parametrize("to", ["a.txt", "a.txt/below"])
def test_what_cannot_be_written_is_told_in_one_line(corpus, loaded, to):
    result = loaded("export", "--to", to, "--format", "csv")
    assert (result.exit_code, result.stderr.count("\n"), to in result.stderr) == (1, 1, True)


def test_a_web_archive_that_cannot_be_written_is_told(loaded, monkeypatch):
    monkeypatch.setattr("xxgk.flows.crawl.kept.warc.write_warc", lambda *_: Path("nowhere/run.warc").write_bytes(b""))
    result = loaded("warc", "1", "nowhere/run.warc")
    assert (result.exit_code, "nowhere/run.warc" in result.stderr, result.stderr.count("\n")) == (1, True, 1)


def test_usage_errors_exit_with_2(loaded):
    assert loaded("sql", "FROM report", "--json", "--csv").exit_code == 2
    assert loaded("show", "甲区教育局").exit_code == 2


def test_without_a_warehouse_the_way_to_one_is_told(run):
    result = run("status")
    assert (result.exit_code, "`xxgk ingest` makes one" in result.stderr) == (1, True)


@pytest.mark.parametrize("name", ["110000-甲区教育局", "甲区教育局", "甲区教育"])
def test_show_finds_an_agency_by_id_name_and_part(loaded, name):
    assert loaded("show", name, "2022").stdout.startswith("甲区教育局2022\n")


def test_show_helps_where_the_name_is_not_unique_or_the_year_is_missing(loaded):
    ambiguous = loaded("show", "教育局", "2023")
    assert (ambiguous.exit_code, "110000-甲区教育局  甲区教育局" in ambiguous.stderr) == (1, True)
    assert loaded("show", "甲区", "2021").stdout.startswith("甲区卫生局2021")
    assert "甲区教育局: 2022, 2023" in loaded("show", "甲区教育局", "2019").stderr
    assert "no agency with a report is called '丙'" in loaded("show", "丙", "2022").stderr


def test_show_lays_out_the_report(loaded):
    lines = loaded("show", "甲区教育局", "2022").stdout.splitlines()
    row = next(line for line in lines if line.startswith("一、本年新收"))
    assert row.split() == ["一、本年新收政府信息公开申请数量", "5", "?", "?", "?", "?", "?", "5"]
    assert "本年收到5件" in lines
    assert lines[-1].split()[:2] == ["info", "ODD"]


def test_show_traces_a_figure(loaded):
    told = loaded("show", "甲区教育局", "2022", "--figure", "t3_requests.new_received.total").stdout
    facts = dict(line.split(maxsplit=1) for line in told.splitlines()[:11])
    assert (facts["value"], facts["locator"], Path(facts["document"]).name) == ("5", "text:L2", "a.txt")
    assert "ODD" in told


def test_show_tells_an_unread_figure_from_an_unknown_one(loaded):
    unread = loaded("show", "甲区教育局", "2022", "-f", "t3_requests.granted.total")
    unknown = loaded("show", "甲区教育局", "2022", "-f", "t3_requests.grantd.total")
    assert "was not read" in unread.stderr
    assert "perhaps t3_requests.granted.total" in unknown.stderr


def test_status_counts_outcomes_years_findings_and_refusals(loaded):
    lines = [line.split() for line in loaded("status").stdout.splitlines()]
    assert ["quarantined", "1"] in lines
    assert ["2023", "2", "2"] in lines
    assert ["ODD", "info", "1", "1"] in lines
    assert any(line[1:] == ["quarantined", "no", "report"] for line in lines)


def test_errors_and_reports_command_no_terminal(loaded, tmp_path):
    refused = loaded("sql", "SELECT \x1b]0;x\x07 \x9b31m \u202e")
    assert refused.exit_code != 0
    hostile = tmp_path / "\x1b[31m\u202e.txt"
    hostile.write_text("x")
    told = [refused.stderr, *(loaded("extract", str(hostile), *how).stdout for how in ([], ["--json"]))]
    assert [bool(UNSEEN.search(text)) for text in told] == [False] * 3


def test_unread_prose_lists_clauses_that_are_not_understood(loaded, corpus):
    with duckdb.connect(str(corpus.warehouse)) as warehouse:
        warehouse.execute("UPDATE section SET text = '收到网友建议及政府信息公开申请12件。主动公开政府信息8条。'")
    result = loaded("unread-prose", "--most", "1")
    assert result.exit_code == 0
    assert "clauses with a number or a denial are understood" in result.output
    assert "收到网友建议及政府信息公开申请N件" in result.output


def test_a_decision_beside_no_ledger_is_told_and_makes_none(run, tmp_path):
    place = tmp_path / "none"
    result = run("sources", "accept", "http://a.gov.cn/", "--why", "seen", "--warehouse", str(place / "w.duckdb"))
    assert result.exit_code == 1
    assert "nothing was searched for beside this warehouse" in result.output
    assert not place.exists()
