"""Errors as the command line tells them."""

import errno
import signal
import subprocess
import sys

import pytest
from httpx import ConnectError
from typer.testing import CliRunner

from xxgk.flows.commands import main as cli
from xxgk.flows.mishaps import ROOM
from xxgk.flows.scheduled.server import PrefectError, reached
from xxgk.flows.telling import SAFE, line_of
from xxgk.schema.errors import XxgkError


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "a.csv"), f"a.csv: No space left on device; {ROOM}"),
        (OSError("what a library says"), "what a library says"),
        (XxgkError("told"), "told"),
    ],
)
def test_an_error_is_one_line(error, line):
    assert line_of(error) == line


def test_an_error_of_any_command_is_a_line_and_an_exit_code(monkeypatch, tmp_path):
    class Odd(XxgkError):
        exit_code = 3

    def fail(*_):
        raise Odd("no")

    monkeypatch.setattr("xxgk.flows.crawl.finding.sources.load", fail)
    done = CliRunner().invoke(cli.app, ["sources", "check"])
    assert (done.exit_code, done.stderr) == (3, "xxgk: no\n")


RUN = CliRunner().invoke


@pytest.mark.parametrize(
    "error", [ConnectError("All connection attempts failed"), RuntimeError("Failed to reach API at x")]
)
def test_a_prefect_server_that_is_away_is_told_with_the_way_out(error):
    with pytest.raises(PrefectError, match="leave out --prefect"), reached():
        raise error


@pytest.mark.parametrize("command", [["ingest", "a.txt", "--prefect"], ["nightly", "--prefect"], ["serve"]])
def test_without_prefect_what_asks_for_it_says_so_in_a_line_and_makes_nothing(tmp_path, command):
    tmp_path.joinpath("a.txt").write_text("a", "utf-8")
    without = "import sys; sys.modules['prefect'] = None; from xxgk.flows.commands.main import main; main()"
    command = [sys.executable, "-c", without, *command]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.count("\n"), "pip install 'xxgk[prefect]'" in done.stderr) == (1, 1, True)
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_another_fault_of_a_flow_shows_itself():
    with pytest.raises(RuntimeError, match="a bug"), reached():
        raise RuntimeError("a bug")


def test_a_path_that_is_not_there_makes_no_warehouse_and_no_release(tmp_path):
    done = RUN(cli.app, ["ingest", str(tmp_path / "none"), "-w", str(tmp_path / "w.duckdb")])
    assert (done.exit_code, done.stderr) == (1, f"xxgk: {tmp_path / 'none'}: no such file or folder\n")
    assert list(tmp_path.iterdir()) == []


def test_settings_and_sources_that_are_broken_are_told_with_their_line(tmp_path, monkeypatch):
    own, sources = tmp_path / "own.toml", tmp_path / "sources.csv"
    own.write_text("[fetch]\ncontact = 'mailto:a@example.org'\n\n[policy]\ngrowht = 2\n")
    sources.write_bytes(
        "url,kind,agency,level,region,adapter,years,family,title\nhttps://a.gov.cn/,listing,甲局".encode("gbk")
    )
    monkeypatch.setenv("XXGK_SETTINGS", str(own))
    night = ["nightly", "-w", str(tmp_path / "w.duckdb"), "--archive", str(tmp_path / "archive")]
    assert RUN(cli.app, night).stderr == f"xxgk: {own}, line 5: unknown setting: growht\n"
    done = RUN(cli.app, [*night, "--sources", str(sources)])
    assert (done.exit_code, done.stderr.startswith(f"xxgk: {sources}, line 2: this is no UTF-8")) == (1, True)
    assert sorted(tmp_path.iterdir()) == [own, sources, tmp_path / "w.morning.html", tmp_path / "w.morning.json"]


INGEST = """
import os, signal, sys
from pathlib import Path
from xxgk.flows.commands import main as cli
from xxgk.flows.jobs import ingest as pipeline
signal.signal(signal.SIGINT, signal.default_int_handler)  # one in the background, or under nohup, ignores them
signal.signal(signal.SIGHUP, signal.SIG_DFL)
pipeline.Ingest.load = lambda run, files: os.kill(os.getpid(), int(sys.argv.pop()))
cli.main()
"""


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_process_that_is_asked_to_end_says_so_in_a_line(corpus, name):
    corpus.write(a="甲局|2022||5")
    number = getattr(signal, name)
    asked = ["ingest", str(corpus.folder), "-n", "1", "-w", str(corpus.warehouse), "--no-archive", str(int(number))]
    done = subprocess.run([sys.executable, "-c", INGEST, *asked], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (128 + number, f"xxgk: ended by {name}; {SAFE}\n")
