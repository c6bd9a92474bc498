"""The list of guards fits the source: each switch finds its line and each test is there. `make guards` runs them."""

import ast
from functools import lru_cache
from pathlib import Path

import pytest

from tests.guards import switches
from tests.guards.__main__ import main
from tests.guards.switches import ROOT, Guard, again, copy, guards, verdict

PINNED = guards()


@lru_cache
def source(file):
    return Path(ROOT, file).read_text("utf-8")


def meant(file, text):
    """What a text says without its comments."""
    if file.endswith(".py"):
        return ast.dump(ast.parse(text))
    return [line.partition("--")[0].strip() for line in text.splitlines()]


@pytest.mark.parametrize("guard", PINNED, ids=lambda guard: guard.name)
def test_the_switch_of_a_guard_finds_its_line_and_its_tests(guard):
    whole = source(guard.file)
    assert meant(guard.file, guard.switched_off(whole)) != meant(guard.file, whole)
    assert guard.tests
    for test in guard.tests:
        file, _, function = test.partition("::")
        assert f"def {function}(" in source(file)


def test_what_is_changed_in_a_copy_of_a_copy_is_what_it_imports(tmp_path, monkeypatch):
    monkeypatch.setattr(switches, "PARTS", ("schema",))
    monkeypatch.setattr(switches, "COPIED", ("schema", "xxgk"))
    copy(tmp_path / "on")
    again(tmp_path / "on", tmp_path / "off")
    (tmp_path / "off" / "schema" / "layouts.py").write_text("changed", "utf-8")
    imported = [tmp_path / name / "xxgk" / "schema" / "layouts.py" for name in ("on", "off")]
    assert [path.read_text("utf-8") == "changed" for path in imported] == [False, True]


def test_no_two_guards_have_one_name():
    assert len({guard.name for guard in PINNED}) == len(PINNED)


def test_a_line_that_is_gone_or_stands_twice_is_told():
    guard = Guard("g", "a.py", "if x:", "if False:", ("t",))
    assert guard.switched_off("if x:\n    y") == "if False:\n    y"
    for text in ("if z:\n    y", "if x:\n    if x:\n        y"):
        with pytest.raises(ValueError, match=r"a\.py has its line"):
            guard.switched_off(text)


def test_a_name_that_no_guard_has_is_told(capsys):
    assert main(["no such guard"]) == 2
    assert capsys.readouterr().err == "no guard's name has no such guard in it\n"


@pytest.mark.parametrize(
    ("failed", "told"),
    [
        ({}, "no test"),
        ({"t": "NameError: name 'x' is not defined"}, "breaks the code"),
        ({"t": "AssertionError: assert 1 == 2"}, ""),
        ({"t": "NameError: x", "u": "Failed: DID NOT RAISE <class 'ValueError'>"}, ""),
    ],
)
def test_a_guard_is_pinned_by_what_a_test_asserts_and_not_by_code_that_breaks(failed, told):
    said = verdict(Guard("g", "a.py", "on", "off", ("t",)), failed)
    assert bool(said) is bool(told)
    assert told in said
