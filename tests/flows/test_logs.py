"""Events are told a line each, to a file or on standard error; a file is put aside when it has grown."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from typer.testing import CliRunner

from xxgk.flows import logs
from xxgk.flows.commands import main as cli
from xxgk.flows.crawl.kept.ledger import Ledger
from xxgk.flows.telling import noted


@pytest.fixture(autouse=True)
def _nobody_listens():
    yield
    logs.listen()


def lines(path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_nothing_is_told_where_nobody_asked(capsys):
    logs.event("request", address="http://a.test/")
    assert capsys.readouterr().err == ""
    assert not logs.has_the_screen()


def test_an_event_is_an_object_in_a_line(tmp_path):
    logs.listen(file=str(tmp_path / "log"))
    logs.event("request", address="http://a.test/\u202e\n", status=200, parts=["a", "b"])
    noted("机关 moved")
    first, second = lines(tmp_path / "log")
    assert (first.pop("at")[-1], first) == (
        "Z",
        {"event": "request", "address": "http://a.test/\u202e\n", "status": 200, "parts": ["a", "b"]},
    )
    assert (second["event"], second["line"]) == ("noted", "机关 moved")
    assert "\u202e" not in (tmp_path / "log").read_text("utf-8")


def test_on_standard_error_nothing_else_is_written(capsys):
    logs.listen(logs.JSON)
    noted("something")
    (line,) = capsys.readouterr().err.splitlines()
    assert json.loads(line)["line"] == "something"
    logs.listen(logs.TEXT)
    noted("something\x1b[2J")
    (line,) = capsys.readouterr().err.splitlines()
    assert line.endswith(r"noted line='something\x1b[2J'")


def test_a_file_that_has_grown_is_put_aside_and_no_line_is_lost(tmp_path, monkeypatch):
    monkeypatch.setattr(logs, "LARGEST", 2000)
    monkeypatch.setattr(logs, "KEPT", 50)
    path = tmp_path / "log"
    handlers = [logs.LogFile(path) for _ in range(4)]
    for handler in handlers:
        handler.setFormatter(logs.LogJsonLine())

    def write(number):
        record = logs.logging.LogRecord("x", 20, "", 0, "request", (), None)
        record.fields = {"number": number}
        handlers[number % 4].emit(record)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(200)))
    files = sorted(tmp_path.iterdir())
    assert len(files) > 3
    assert all(file.stat().st_size <= 2000 for file in files)
    assert sorted(line["number"] for file in files for line in lines(file)) == list(range(200))
    monkeypatch.setattr(logs, "KEPT", 2)
    for number in range(60):
        write(number)
    assert lines(path)[-1]["number"] == 59


def test_a_file_that_cannot_be_written_ends_nothing_and_is_told_once(tmp_path, capsys):
    logs.listen(file=str(tmp_path / "no" / "log"))
    logs.event("request")
    logs.event("request")
    assert capsys.readouterr().err.count("nothing more is logged there") == 1


def test_the_command_line_asks_and_what_it_starts_is_told(tmp_path):
    file = tmp_path / "log"
    done = CliRunner().invoke(cli.app, [f"--log-file={file}", "status", f"-w{tmp_path}/none.duckdb"])
    assert (done.exit_code, [line["event"] for line in lines(file)]) == (1, ["failed"])
    assert "no warehouse at" in done.stderr
    assert logs.environment() == {logs.FORMAT: "", logs.FILE: str(file)}
    assert CliRunner().invoke(cli.app, ["--log-format=xml", "status"]).exit_code == 2


def test_a_run_is_told_from_its_beginning_to_its_end(tmp_path):
    logs.listen(file=str(tmp_path / "log"))
    from datetime import datetime

    with Ledger(tmp_path / "l.sqlite") as ledger:
        run = ledger.begin("nightly", "{}", datetime(2026, 1, 1))
        assert ledger.begin("nightly", "{}", datetime(2026, 1, 1)) == run
        ledger.finish(run, datetime(2026, 1, 1))
    told = [(line["event"], line["run"]) for line in lines(tmp_path / "log")]
    assert told == [("run_began", 1), ("run_taken_up", 1), ("run_ended", 1)]


def test_the_run_of_a_task_says_host_and_count():
    from xxgk.flows.scheduled.crawl import named

    assert named("look", [("a.test", [1, 2]), ("b.test", [3])], "listing") == "look a.test and 1 more: 3 listings"
    assert named("fetch", [("a.test", [1])], "report") == "fetch a.test: 1 report"
