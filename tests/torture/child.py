"""A command of `xxgk` in a process forked from one that has everything imported, and what befalls it at a moment.

The moments of a command are its steps on files and its statements of SQL: they are counted while it crawls, loads,
builds, publishes or exports."""

from __future__ import annotations

import os
import resource
import signal
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import wraps
from multiprocessing.connection import Connection
from threading import RLock
from typing import Any

import xxgk.flows.commands.main
import xxgk.flows.crawl.kept.ledger
import xxgk.flows.jobs.ingest
import xxgk.flows.jobs.nightly
import xxgk.flows.jobs.rebuild
import xxgk.flows.jobs.reextract
import xxgk.flows.release.exchange
import xxgk.flows.release.publish
import xxgk.flows.warehouse.warehouse
from xxgk.schema.agencies import registry
from xxgk.schema.crosswalk import crosswalk
from xxgk.schema.forms import forms

CRAWLING, LOADING, BUILDING, PUBLISHING, EXPORTING = "crawling", "loading", "building", "publishing", "exporting"
MOMENTS = (CRAWLING, LOADING, BUILDING, PUBLISHING, EXPORTING)
KILL, NO_SPACE, CALL = "kill", "no space", "call"
"""What befalls it: it is killed, it can write nothing any more, or whoever started it is called to do something."""

FILES = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.symlink", "os.chmod", "shutil.rmtree"}

forms(), crosswalk(), registry()


@dataclass(frozen=True)
class Plan:
    """At the step `at` (from 1) of a moment something befalls the command; 0: nothing, steps are only counted."""

    moment: str = ""
    at: int = 0
    what: str = ""
    limit: int = 0


NOTHING = Plan()


class Moments:
    """Where a command is, and how many steps it has done there."""

    def __init__(self, plan: Plan, folder: str, line: Connection) -> None:
        self.plan, self.folder, self.line = plan, folder, line
        self.steps: Counter[str] = Counter()
        self.now = ""
        self._lock, self._busy = RLock(), False

    def step(self) -> None:
        with self._lock:
            if self._busy or not self.now:
                return
            self.steps[self.now] += 1
            if self.now == self.plan.moment and self.steps[self.now] == self.plan.at:
                self._busy = True
                self._befall()
                self._busy = False

    def _befall(self) -> None:
        if self.plan.what == KILL:
            os.kill(os.getpid(), signal.SIGKILL)
        elif self.plan.what == NO_SPACE:
            resource.setrlimit(resource.RLIMIT_FSIZE, (self.plan.limit, resource.RLIM_INFINITY))
        else:
            self.line.send(dict(self.steps))
            self.line.recv()

    def heard(self, event: str, given: tuple[Any, ...]) -> None:
        """A hook of audit: a step on a file of the folder."""
        if event in FILES and self.now and given and isinstance(given[0], (str, bytes, os.PathLike)):
            with suppress(ValueError):
                if os.fsdecode(given[0]).startswith(self.folder):
                    self.step()

    def during(self, moment: str, function: Callable[..., Any], after: str = "") -> Callable[..., Any]:
        """The function, during which it is that moment, and after it another."""

        @wraps(function)
        def wrapped(*given: Any, **named: Any) -> Any:
            self.now = moment
            done = function(*given, **named)
            self.now = after
            return done

        return wrapped

    def stepping(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function as a step."""

        @wraps(function)
        def wrapped(*given: Any, **named: Any) -> Any:
            self.step()
            return function(*given, **named)

        return wrapped


def run(command: list[str], folder: str, plan: Plan, out: Connection, line: Connection) -> None:
    """Do a command; what it prints goes into `out`; at its end its steps are told over the line."""
    for stream in (1, 2):
        os.dup2(out.fileno(), stream)
    out.close()
    sys.stdout, sys.stderr = (open(stream, "w", encoding="utf-8", closefd=False) for stream in (1, 2))  # noqa: SIM115
    os.environ.update(XXGK_CONTACT="mailto:nobody@localhost", COLUMNS="1000")
    moments = Moments(plan, folder, line)
    _mark(moments)
    sys.argv = ["xxgk", *command]
    if command[0] == "export":
        moments.now = EXPORTING
    code: Any = 0
    try:
        xxgk.flows.commands.main.main()
    except SystemExit as error:
        code = error.code
    finally:
        moments.now = ""
        with suppress(OSError):
            line.send(dict(moments.steps))
    sys.stdout.flush()
    os._exit(code if isinstance(code, int) else 1)


def _mark(moments: Moments) -> None:
    """Let the parts of the program tell where it is; documents are read in the process itself."""
    asked = xxgk.flows.jobs.nightly._asked

    async def crawling(*given: Any) -> None:
        moments.now = CRAWLING
        await asked(*given)
        moments.now = LOADING

    xxgk.flows.jobs.nightly._asked = crawling  # type: ignore[assignment]
    xxgk.flows.jobs.ingest.ingest_files = moments.during(LOADING, xxgk.flows.jobs.ingest.ingest_files)
    xxgk.flows.release.publish._build = moments.during(BUILDING, xxgk.flows.release.publish._build, PUBLISHING)
    publish = moments.during(BUILDING, xxgk.flows.release.publish.publish)
    for module in (
        xxgk.flows.release.publish,
        xxgk.flows.jobs.nightly,
        xxgk.flows.jobs.rebuild,
        xxgk.flows.jobs.reextract,
    ):
        module.publish = publish  # type: ignore[attr-defined]
    warehouse, ledger = xxgk.flows.warehouse.warehouse.Warehouse, xxgk.flows.crawl.kept.ledger.Ledger
    for of, name in ((warehouse, "_do"), (warehouse, "query"), (warehouse, "copy_out"), (ledger, "execute")):
        setattr(of, name, moments.stepping(getattr(of, name)))
    begin = xxgk.flows.jobs.ingest.Ingest.__init__

    def in_process(self: Any, files: Any, warehouse: Any, options: Any, *more: Any) -> None:
        begin(self, files, warehouse, replace(options, workers=0), *more)

    xxgk.flows.jobs.ingest.Ingest.__init__ = in_process  # type: ignore[method-assign]
    sys.addaudithook(moments.heard)
