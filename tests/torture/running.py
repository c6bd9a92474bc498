"""Commands, one after another, in processes of their own."""

from __future__ import annotations

import multiprocessing
import os
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from multiprocessing.connection import wait
from pathlib import Path

from tests.torture import child
from tests.torture.child import KILL, NOTHING, Plan

LONGEST = 900.0
"""Seconds without a word after which a command counts as one that hangs, on a machine that does much else."""


@dataclass(frozen=True)
class Told:
    """A command that was done: its exit code (negative: the signal that ended it), what it printed, its steps."""

    command: tuple[str, ...]
    code: int
    text: str
    steps: Counter[str]

    def __str__(self) -> str:
        return f"$ xxgk {' '.join(self.command)}\n{self.text.rstrip()}\n-> {self.code}"


def do(command: Sequence[str], folder: Path, plan: Plan = NOTHING, call: Callable[[], object] = lambda: None) -> Told:
    """Do a command; `call` is what whoever started it does where the plan says so."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.torture.child"])
    (out, printed), (line, theirs) = context.Pipe(duplex=False), context.Pipe()
    process = context.Process(target=child.run, args=(list(command), str(folder), plan, printed, theirs))
    process.start()
    printed.close()
    theirs.close()
    text, steps, open_ = b"", Counter[str](), {out, line}
    while open_:
        ready = wait(open_, LONGEST)
        if not ready:
            process.kill()
            text += b"\nit hung and was killed"
        if out in ready:
            text += (piece := os.read(out.fileno(), 1 << 16))
            open_ -= set() if piece else {out}
        if line in ready:
            try:
                steps = Counter(line.recv())
                if plan.at and steps[plan.moment] == plan.at and plan.what == child.CALL:
                    call()
                    line.send(None)
            except (EOFError, ConnectionError):
                open_.discard(line)
    process.join()
    code = process.exitcode or 0
    process.close()
    return Told(tuple(command), code, text.decode("utf-8", "replace"), steps)


def round_(
    commands: Iterable[Sequence[str]], folder: Path, plan: Plan = NOTHING, call: Callable[[], object] = lambda: None
) -> list[Told]:
    """The commands of a day. Something befalls the one in which the step of the plan is; where it is killed, the day
    ends with it."""
    done: list[Told] = []
    for command in commands:
        done.append(do(command, folder, plan, call))
        if plan.what == KILL and done[-1].code < 0:
            break
        if plan.at:
            plan = replace(plan, at=max(plan.at - done[-1].steps[plan.moment], 0))
    return done
