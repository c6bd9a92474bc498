"""The files of docs/install agree with each other and with the program."""

import re
from pathlib import Path

import pytest

from xxgk.flows.jobs import workplace

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "install"


def text(name):
    return FOLDER.joinpath(name).read_text("utf-8")


def variables(name):
    return dict(re.findall(r"(?<![#\w])(XXGK_\w+)=(\S+)", text(name)))


def test_every_file_is_told_of():
    page = ROOT.joinpath("docs", "install.md").read_text("utf-8")
    assert [path.name for path in FOLDER.iterdir() if f"(install/{path.name})" not in page] == []


def test_a_night_begins_at_two_chinese_time_everywhere():
    assert "OnCalendar=*-*-* 02:00:00 Asia/Shanghai\nPersistent=true" in text("xxgk.timer")
    (hour,) = re.findall(r'cron: "0 (\d+) \* \* \*"', text("nightly.yml"))
    assert (int(hour) + 8) % 24 == 2


def test_containers_and_services_keep_all_in_one_folder():
    kept, env = "/srv/xxgk", variables("xxgk.env")
    assert f"ReadWritePaths={kept}\n" in text("xxgk.service")
    for name in ("XXGK_WAREHOUSE", "XXGK_ARCHIVE"):
        assert env[name] == variables("Dockerfile")[name]
        assert env[name].startswith(f"{kept}/")


def test_the_workflow_keeps_what_a_night_leaves_where_the_program_puts_it():
    places = (workplace.WAREHOUSE.parent, workplace.ARCHIVE)
    assert re.findall(r"^ {12}(\S+)$", text("nightly.yml"), re.MULTILINE) == [*map(str, places)] * 2


@pytest.mark.parametrize("name", ["Dockerfile", "compose.yaml", "xxgk.service", "nightly.yml"])
def test_what_is_started_is_a_command_of_the_program(name):
    commands = re.findall(r"(?:bin/xxgk|run: xxgk|command: \[|CMD \[\")\s*(\w+)", text(name))
    program = "".join(path.read_text("utf-8") for path in ROOT.joinpath("flows", "commands").glob("*.py"))
    assert commands
    assert [command for command in commands if f"def {command}(" not in program] == []
