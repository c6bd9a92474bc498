"""The flows of Prefect take what the commands take, and `xxgk serve` hands them its own options."""

import inspect

import pytest
import typer

from xxgk.flows.commands import crawl as commands
from xxgk.flows.jobs.workplace import Workplace, workplace_of
from xxgk.flows.scheduled import crawl as flows

OF_THE_SCREEN = {"brief", "prefect"}
PASSWORDS = {"tell", "tell_when", "heartbeat"}
"""What may hold passwords, and what belongs to it: the environment says it, not parameters, which Prefect shows."""


@pytest.fixture
def served(monkeypatch):
    """What is registered, by name."""
    found = {}
    monkeypatch.setattr(flows, "serve", lambda *made: found.update({one.name: one for one in made}))
    return found


@pytest.mark.parametrize("name", ["nightly", "backfill", "reextract"])
def test_a_flow_takes_what_its_command_takes(name):
    command, flow = inspect.signature(getattr(commands, name)), inspect.signature(getattr(flows, name).fn)
    assert set(flow.parameters) == set(command.parameters) - OF_THE_SCREEN - PASSWORDS


def test_the_flows_work_where_they_are_told(served, tmp_path):
    commands.serve(
        cron="30 3 * * 1", warehouse=tmp_path / "w.duckdb", archive=tmp_path / "a", hosts=tmp_path / "h", workers=3
    )
    told = {"warehouse": str(tmp_path / "w.duckdb"), "archive": str(tmp_path / "a"), "workers": 3}
    assert served["nightly"].parameters == served["backfill"].parameters == {**told, "hosts": str(tmp_path / "h")}
    assert served["reextract"].parameters == told
    (schedule,) = served["nightly"].schedules
    assert (schedule.schedule.cron, schedule.schedule.timezone) == ("30 3 * * 1", "Asia/Shanghai")
    assert served["backfill"].schedules == []


def test_what_people_read_goes_to_every_flow(served, tmp_path):
    commands.serve(readings_file=tmp_path / "r.toml", corrections_file=tmp_path / "c.toml")
    for made in served.values():
        assert made.parameters["readings_file"] == str(tmp_path / "r.toml")
        assert made.parameters["corrections_file"] == str(tmp_path / "c.toml")


@pytest.mark.usefixtures("served")
def test_hours_that_are_none_are_told():
    with pytest.raises(typer.BadParameter, match="--cron"):
        commands.serve(cron="at two")


def test_a_file_that_is_not_named_is_none():
    assert workplace_of({"sources": "", "hosts": None, "workers": 2}) == Workplace(workers=2)
