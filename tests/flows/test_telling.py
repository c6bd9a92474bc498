"""Errors as the command line tells them."""

import errno

import pytest
from typer.testing import CliRunner

from flows import cli
from flows.telling import line_of
from schema.errors import XxgkError


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "a.csv"), "a.csv: No space left on device"),
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

    monkeypatch.setattr("flows.crawl.sources.load", fail)
    done = CliRunner().invoke(cli.app, ["sources", "check"])
    assert (done.exit_code, done.stderr) == (3, "xxgk: no\n")
