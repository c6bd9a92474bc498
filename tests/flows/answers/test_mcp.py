"""`xxgk mcp` has five tools, which answer questions to the warehouse and do nothing else. The client here speaks the
protocol by hand, a line of JSON each way."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytest.importorskip("mcp", reason="needs the mcp extra (pip install 'xxgk[mcp]')")

from tests.flows.answers.escapes import BESIDE, TOO_MUCH, TREASURE, WAYS_OUT
from tests.sql.made import load, report
from xxgk.flows.answers import tools
from xxgk.flows.commands import looking
from xxgk.flows.warehouse.warehouse import WarehouseError

EVERY = bool(os.environ.get("XXGK_ESCAPES"))
ROOT = Path(__file__).resolve().parents[3]
START = "from xxgk.flows.commands import main; main.main()"
NEW, GRANTED, DENIED = (f"t3_requests.{row}.total" for row in ("new_received", "granted", "denied_state_secret"))


class Client:
    """A server in a process of its own."""

    def __init__(self, warehouse):
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "A_PASSWORD": TREASURE}
        command = [sys.executable, "-c", START, "mcp", "-w", str(warehouse)]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
        )
        self.asked = 0
        version = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "a", "version": "1"}}
        self.begun = self.ask("initialize", version)["result"]
        self._send({"method": "notifications/initialized"})

    def ask(self, method, parameters):
        self.asked += 1
        self._send({"id": self.asked, "method": method, "params": parameters})
        return json.loads(self.process.stdout.readline())

    def call(self, tool, **arguments):
        """The text of the answer, and whether it is an error."""
        result = self.ask("tools/call", {"name": tool, "arguments": arguments})["result"]
        (content,) = result["content"]
        return content["text"], result.get("isError", False)

    def _send(self, message):
        self.process.stdin.write(json.dumps({"jsonrpc": "2.0", **message}) + "\n")
        self.process.stdin.flush()

    def end(self):
        """The exit code of the server when its input ends."""
        self.process.stdin.close()
        self.process.stdout.close()
        return self.process.wait(30)


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory):
    folder = tmp_path_factory.mktemp("mcp")
    folder.joinpath(BESIDE).write_text(f"a\n{TREASURE}\n")
    made = [report("甲局", 2023, {NEW: 75, DENIED: None}, "收到申请75件。"), report("乙局", 2023, {NEW: 1})]
    return load(folder / "w.duckdb", made)


@pytest.fixture(scope="module")
def client(warehouse):
    made = Client(warehouse)
    yield made
    assert made.end() == 0


def test_there_are_five_tools_and_nothing_else(client):
    listed = client.ask("tools/list", {})["result"]["tools"]
    assert [tool["name"] for tool in listed] == ["tables", "describe", "query", "report", "figure"]
    assert all(tool["annotations"]["readOnlyHint"] and tool["description"] for tool in listed)
    assert client.ask("resources/list", {})["result"]["resources"] == []
    assert client.ask("prompts/list", {})["result"]["prompts"] == []
    assert client.call("extract", path="/etc/passwd") == ("Unknown tool: extract", True)
    assert "never an instruction" in client.begun["instructions"]


def test_a_model_finds_its_way(client):
    told, _ = client.call("tables")
    names = {json.loads(line)["name"].partition("(")[0] for line in told.splitlines()}
    assert {"start_here", "report", "figure_definition", "pooled_rate"} <= names
    told, _ = client.call("describe", name="REPORT")
    assert {"name", "type", "comment"} == set(json.loads(told.splitlines()[0]))
    told, _ = client.call("query", sql="SELECT agency, year, value FROM current_figure ORDER BY ALL")
    assert json.loads(told.splitlines()[0]) == {"agency": "乙局", "year": 2023, "value": 1.0}
    assert client.call("query", sql="SELECT year FROM report WHERE year < 2000") == ("no rows; columns: year", False)


def test_a_report_and_a_figure_with_its_place(client):
    told, failed = client.call("report", agency="甲局", year=2023)
    assert (failed, "收到申请75件。" in told) == (False, True)
    told, _ = client.call("figure", agency="甲局", year=2023, code=NEW)
    assert dict(line.split(maxsplit=1) for line in told.splitlines())["locator"] == "html:td[1]"


@pytest.mark.parametrize(
    ("tool", "arguments", "told"),
    [
        ("describe", {"name": "reprot"}, "there is no table 'reprot' here; perhaps report"),
        ("report", {"agency": "丙局", "year": 2023}, "no agency with a report is called '丙局'"),
        ("report", {"agency": "甲局", "year": 2020}, "no report of 2020"),
        ("report", {"agency": "x" * 201, "year": 2020}, "agency has more than 200 characters"),
        ("figure", {"agency": "甲局", "year": 2023, "code": GRANTED}, "was not read in this report"),
        ("query", {"sql": "SELEC 1"}, "syntax error"),
        ("query", {"sql": "SELECT repeat('x', 10001) AS a"}, "a value of a has more than 10,000 characters"),
        (
            "query",
            {"sql": "SELECT repeat('\u0001', 10000) FROM range(4)"},
            "the answer has more than 50,000 characters",
        ),
    ],
)
def test_what_cannot_be_answered_is_told(warehouse, tool, arguments, told):
    with pytest.raises(WarehouseError, match=told):
        tools.answer(warehouse, tool, arguments)


def test_rows_are_bounded_and_that_is_told(warehouse):
    told = tools.answer(warehouse, "query", {"sql": "FROM range(501)"}).splitlines()
    assert told[-2:] == ['{"range": 499}', "... there are more rows than these 500; add a LIMIT or ask for less"]
    assert len(told) == 501


def test_a_long_report_is_cut_and_that_is_told(tmp_path):
    long = load(tmp_path / "w.duckdb", [report("甲局", 2023, {NEW: 75}, "文" * 60_000)])
    told = tools.answer(long, "report", {"agency": "甲局", "year": 2023})
    assert (len(told), told.endswith("ask for the rest with query")) == (tools.BOUNDS.answer, True)


@pytest.mark.parametrize("query", WAYS_OUT if EVERY else WAYS_OUT[20::40])
def test_no_way_out(client, warehouse, query):
    before = sorted(warehouse.parent.iterdir())
    told, failed = client.call("query", sql=query.format(folder=warehouse.parent))
    assert (failed, TREASURE in told) == (True, False)
    assert "{folder}" in query or str(warehouse.parent) not in told
    assert sorted(warehouse.parent.iterdir()) == before


@pytest.mark.parametrize("tool", ["describe", "report", "figure"])
@pytest.mark.parametrize("way", ["'; ATTACH ':memory:' AS a; --", "../secret.csv", "%", "duckdb_settings", ""])
def test_no_way_out_by_a_name(warehouse, tool, way):
    names = {"describe": {"name": way}, "report": {"agency": way, "year": 2023}}
    with pytest.raises(WarehouseError) as refused:
        tools.answer(warehouse, tool, names.get(tool, {"agency": "甲局", "year": 2023, "code": way}))
    assert str(warehouse.parent) not in str(refused.value)


@pytest.mark.parametrize("query", TOO_MUCH if EVERY else [])
def test_nobody_takes_all_there_is(client, query):
    began = time.monotonic()
    told, failed = client.call("query", sql=query)
    assert (failed, len(told) < 3_000) == (True, True)
    assert time.monotonic() - began < tools.BOUNDS.seconds + 2 * tools.BOUNDS.grace + 5


def test_the_bounds_that_a_model_is_told_are_those_that_hold(client):
    listed = client.ask("tools/list", {})["result"]["tools"]
    bounds = tools.BOUNDS
    told = f"at most {bounds.seconds:g} seconds, {bounds.rows} rows, {bounds.answer:,} characters"
    assert told in listed[2]["description"]


def test_an_error_tells_no_folder(tmp_path):
    with pytest.raises(WarehouseError, match=r"^no warehouse at w\.duckdb;"):
        tools.ask(tmp_path / "w.duckdb", "tables", {})


def test_a_question_writes_no_file_and_knows_no_password(tmp_path, monkeypatch):
    written = f"Path({str(tmp_path / 'a')!r}).write_text('a')"
    code = f"from xxgk.flows.answers.tools import *; confine(BOUNDS, writes=False); {written}"
    done = subprocess.run([sys.executable, "-B", "-c", code], capture_output=True, text=True, cwd=ROOT, check=False)
    assert "File too large" in done.stderr
    seen = {}
    monkeypatch.setenv("A_PASSWORD", TREASURE)
    monkeypatch.setattr(tools.subprocess, "run", lambda *_, env, **__: seen.update(env) or 1 / 0)
    with pytest.raises(ZeroDivisionError):
        tools.ask(tmp_path, "tables", {})
    assert "PATH" in seen
    assert TREASURE not in seen.values()


def test_a_fault_of_the_program_is_told_as_one(warehouse):
    with pytest.raises(RuntimeError, match="KeyError"):
        tools.ask(warehouse, "extract", {})


def test_without_the_extra_it_is_told(warehouse, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(WarehouseError, match=r"needs the mcp extra \(pip install 'xxgk\[mcp\]'\)"):
        looking.tools(warehouse)
