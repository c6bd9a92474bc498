"""Trouble in telling ends no night and is told, without passwords."""

from datetime import datetime

import pytest

from tests.flows.morning.receivers import web
from xxgk.flows.jobs.workplace import Workplace
from xxgk.flows.morning import after
from xxgk.flows.morning.facts import MorningFacts, reason
from xxgk.flows.morning.telling import (
    ALWAYS,
    NEVER,
    WHEN_RED,
    Telling,
    beat,
    in_environment,
    tell,
    told_by_environment,
)
from xxgk.flows.warehouse.warehouse import WarehouseError

FACTS = MorningFacts(datetime(2026, 2, 1), reasons=(reason("red", "failed", ["nothing could be reached"]),))
CLOSED = "json://user:secret@127.0.0.1:9/hook"


@pytest.mark.parametrize(
    ("when", "light", "due"),
    [(WHEN_RED, "red", True), (WHEN_RED, "yellow", False), (ALWAYS, "green", True), (NEVER, "red", False)],
)
def test_when_they_are_told(when, light, due):
    assert Telling((CLOSED,), when).is_due(light) is due
    assert not Telling((), when).is_due(light)


def test_who_cannot_be_told_is_named_without_the_password_and_the_others_are_told():
    with web() as (host, asked):
        untold = tell(FACTS, (CLOSED, "nonsense", f"json://{host}/hook", "nosuch://user:secret@a.test"))
    assert [path for path, _ in asked] == ["/hook"]
    assert len(untold) == 3
    assert all(line.startswith("could not tell ") for line in untold)
    assert "secret" not in "".join(untold)
    assert "127.0.0.1:9" in untold[0]


def test_a_service_that_refuses_is_named():
    with web(status=500) as (host, _):
        (line,) = tell(FACTS, (f"json://{host}/hook",))
    assert host in line


def test_a_heartbeat_that_fails_is_told_by_its_host_alone():
    with web() as (host, asked):
        assert beat(f"http://{host}/secret") == ""
    assert asked == [("/secret", None)]
    with web(status=404) as (host, _):
        assert beat(f"http://{host}/secret") == "heartbeat at 127.0.0.1 failed: it answers 404"
    assert beat("http://127.0.0.1:9/secret") == "heartbeat at 127.0.0.1 failed: ConnectError"
    assert "secret" not in beat("no address/secret")


def test_the_environment_says_the_same_as_the_options():
    telling = Telling((CLOSED, "mailto://b"), NEVER, "http://a.test/beat")
    with in_environment(telling.environment):
        assert told_by_environment() == telling
    assert told_by_environment() == Telling()
    assert told_by_environment({"XXGK_TELL_WHEN": "nonsense"}).when == WHEN_RED


def test_a_night_that_cannot_run_is_told_and_fails_as_it_would_have(tmp_path, capsys):
    where = Workplace(tmp_path / "xxgk.duckdb")

    def night(telling):
        with after.told_where_it_fails(where, telling):
            raise WarehouseError("no room")

    with web() as (host, asked), pytest.raises(WarehouseError, match="no room"):
        night(Telling((f"json://{host}/hook",)))
    assert "no room" in asked[0][1]["message"]
    assert "no room" in where.places.morning.read_text("utf-8")
    with pytest.raises(WarehouseError, match="no room"):
        night(Telling((CLOSED,)))
    assert "could not tell json://" in capsys.readouterr().err


def test_a_page_that_cannot_be_written_is_told(tmp_path, capsys):
    where = Workplace(tmp_path / "file" / "xxgk.duckdb")
    (tmp_path / "file").write_text("in the way")
    after.keep(where.places, FACTS)
    assert "the page of the morning was not written" in capsys.readouterr().err
