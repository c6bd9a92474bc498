"""Guards and their switches: data of `guards.toml`, applied to a copy of the packages, never to these themselves.

A guard is a line of code that refuses something or keeps it apart. Its switch is the text of that line (`on`, which
stands in its `file` exactly once) and what replaces it (`off`); a guard is pinned where a test beside it fails with the
switch off. A list, and no tool that mutates every line: such a tool makes thousands of mutants of which most are of no
interest, takes hours, and does not say what a line is for.
"""

from __future__ import annotations

import os
import shutil
import sys
import tomllib
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LIST = Path(__file__).with_name("guards.toml")
PARTS = ("schema", "extractors", "flows", "sql", "data")
COPIED = (*PARTS, "xxgk", "tests", "pyproject.toml")
NOT_COPIED = shutil.ignore_patterns("*.duckdb", ".*")
KEPT_DATA = shutil.ignore_patterns("archive", "warehouse", "demo", "*.duckdb", ".*")
"""What is not copied, and what of `data/`: there, and there alone, stand stores of these names."""

OPTIONS = ("-p", "no:cacheprovider", "-W", "ignore::pytest.PytestAssertRewriteWarning")
# What a test says that fails by what it asserts. Anything else (a NameError) is a switch that breaks the code.
ASSERTED = ("AssertionError", "assert ", "Failed: DID NOT RAISE")


@dataclass(frozen=True, slots=True)
class Guard:
    """A guard by its name, its switch, and the tests (ids of pytest) of which at least one fails without it."""

    name: str
    file: str
    on: str
    off: str
    tests: tuple[str, ...]

    def switched_off(self, source: str) -> str:
        """The text of its file with the guard off. Raises ValueError where its line is not there, or not alone."""
        if source.count(self.on) != 1:
            raise ValueError(f"{self.file} has its line {source.count(self.on)} times: {self.on}")
        return source.replace(self.on, self.off)


def guards() -> tuple[Guard, ...]:
    """All guards of the list."""
    told = tomllib.loads(LIST.read_text("utf-8"))["guard"]
    return tuple(Guard(**{**one, "tests": tuple(one["tests"])}) for one in told)


def copy(folder: Path) -> None:
    """Copy into `folder` what the tests of guards need, times of change kept, so that compiled files stay good."""
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=KEPT_DATA if name == "data" else NOT_COPIED)
        else:
            shutil.copy2(ROOT / name, folder / name)
    for name in PARTS:  # as they are installed, so that the copies are imported
        folder.joinpath("xxgk", name).symlink_to(Path("..", name))


def again(whole: Path, folder: Path) -> None:
    """Copy a copy to `folder`, which imports its own files then, and none of the first copy."""
    shutil.copytree(whole, folder, symlinks=True)


class Failures:
    """A plugin of pytest that notes what each test says that fails."""

    def __init__(self) -> None:
        self.told: dict[str, str] = {}

    def pytest_exception_interact(self, node: pytest.Item, call: pytest.CallInfo[object]) -> None:
        """Called for what a test raises, and where tests cannot be collected."""
        if call.excinfo is not None:
            self.told[node.nodeid] = call.excinfo.exconly()


def run(folder: Path, tests: Sequence[str]) -> dict[str, str]:
    """What each of some tests says that fails in a copy. For a process of its own: it forgets the packages."""
    for name in [name for name in sys.modules if name.partition(".")[0] in COPIED]:
        del sys.modules[name]
    os.chdir(folder)
    sys.path.insert(0, str(folder))
    failures = Failures()
    with open(os.devnull, "w", encoding="utf-8") as nowhere, redirect_stdout(nowhere), redirect_stderr(nowhere):
        code = pytest.main([*OPTIONS, *tests], plugins=[failures])
    if code not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED) and not failures.told:
        return {"pytest": f"ended with {code!r}"}
    return failures.told


def verdict(guard: Guard, failed: dict[str, str]) -> str:
    """What is wrong with a guard whose tests `failed` so with the switch off; empty where one of them pins it."""
    if not failed:
        return "no test beside it fails without it"
    if not any(message.startswith(ASSERTED) for message in failed.values()):
        return f"its switch breaks the code instead: {next(iter(failed.values())).splitlines()[0]}"
    return ""
