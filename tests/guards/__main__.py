"""``python -m tests.guards [PART OF A NAME…]``: switch each guard off and see that a test beside it fails.

Prints two lines for each guard; ends with 1 where one of them is not pinned, or its line is no longer in the source,
with 2 where no guard has such a name.
"""

from __future__ import annotations

import multiprocessing
import sys
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from itertools import repeat
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeVar

from tests.guards.switches import Guard, again, copy, guards, run, verdict

FORKED = multiprocessing.get_context("fork")
T = TypeVar("T")

# Imported once, for all the processes that are forked from this one.
LIBRARIES = (
    "bs4",
    "docx",
    "duckdb",
    "hypothesis",
    "html5lib",
    "lxml.html",
    "pdfplumber",
    "pypdfium2",
    "rapidfuzz.fuzz",
)


def main(parts: list[str]) -> int:
    chosen = [guard for guard in guards() if not parts or any(part in guard.name for part in parts)]
    if parts and not chosen:
        print(f"no guard's name has {' or '.join(parts)} in it", file=sys.stderr)
        return 2
    for library in LIBRARIES:
        import_module(library)
    with tempfile.TemporaryDirectory(prefix="guards-") as name, ProcessPoolExecutor(mp_context=FORKED) as at_once:
        whole = Path(name, "on")
        copy(whole)
        for test, told in apart(run, whole, sorted({test for guard in chosen for test in guard.tests})).items():
            print(f"fails with all guards on, so that it tells nothing: {test}: {told}", file=sys.stderr)
            return 1
        folders = (Path(name, str(number)) for number in range(len(chosen)))
        verdicts = at_once.map(apart, repeat(_off), chosen, repeat(whole), folders)
        free = sum(_tell(guard, wrong) for guard, wrong in zip(chosen, verdicts, strict=True))
    print(f"\n{len(chosen)} guards, {len(chosen) - free} pinned, {free} not")
    return 1 if free else 0


def apart(function: Callable[..., T], *arguments: object) -> T:
    """What a function gives in a process of its own, which is no daemon: what it tries may start processes, too."""
    ours, theirs = FORKED.Pipe(duplex=False)
    process = FORKED.Process(target=_hand_over, args=(theirs, function, arguments))
    process.start()
    theirs.close()
    given: T = ours.recv()
    process.join()
    return given


def _hand_over(pipe: Connection, function: Callable[..., object], arguments: Sequence[object]) -> None:
    pipe.send(function(*arguments))


def _off(guard: Guard, whole: Path, folder: Path) -> str:
    """Why a guard is not pinned; empty where it is. A copy of the copy with all guards on is made for it."""
    if not guard.tests:
        return "no test is named beside it"
    again(whole, folder)
    source = folder / guard.file
    try:
        source.write_text(guard.switched_off(source.read_text("utf-8")), "utf-8")
    except ValueError as problem:
        return str(problem)
    return verdict(guard, run(folder, guard.tests))


def _tell(guard: Guard, wrong: str) -> bool:
    print(f"{'FREE  ' if wrong else 'pinned'}  {guard.file}  {guard.name}", flush=True)
    print(f"        {wrong or ', '.join(guard.tests)}", flush=True)
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
