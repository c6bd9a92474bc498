"""A scheduler and workers on loopback, each started as an operator does, in a session of its own: a machine."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).parents[2]


class Machine:
    """A process and all that it started."""

    def __init__(self, words, log, **environment):
        env = os.environ | {"PYTHONPATH": str(ROOT), **environment}
        with log.open("ab") as to:
            self.process = subprocess.Popen(
                [sys.executable, *words], cwd=ROOT, env=env, stdout=to, stderr=to, start_new_session=True
            )

    @property
    def session(self):
        return self.process.pid

    def kill(self):
        """All of it at once, as when the power fails."""
        for pid in of_session(self.session):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()

    def end(self):
        """In order, if it goes in time."""
        self.process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(20)
        self.kill()


class Machines:
    """A scheduler at a free port and so many workers of one process each; a context manager."""

    def __init__(self, folder, workers, *, certificates=None, **environment):
        self.folder, self.environment = folder, environment
        self.port = free_port()
        self.address = f"{'tls' if certificates else 'tcp'}://127.0.0.1:{self.port}"
        self._certified = [f"--certificates={certificates}"] if certificates else []
        self.sessions = {}
        self.scheduler = self._start_scheduler()
        self.workers = [self._start_worker() for _ in range(workers)]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for one in (*self.workers, self.scheduler):
            one.end()

    def lose_scheduler(self, seconds=1.0):
        self.scheduler.kill()
        time.sleep(seconds)
        self.scheduler = self._start_scheduler()

    def lose_worker(self):
        self.workers.pop(0).kill()

    def _start_scheduler(self):
        return self._machine("scheduler", f"--port={self.port}")

    def _start_worker(self):
        return self._machine("worker", self.address, "--workers=1")

    def _machine(self, name, *words):
        command = ("-m", "tests.spread.xxgk", name, *words, *self._certified)
        made = Machine(command, self.folder / f"{name}.log", **self.environment)
        self.sessions[made.session] = name
        return made


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def _stat(path):
    """Session, start and seconds of processor of a process."""
    fields = path.read_text().rpartition(")")[2].split()
    ticks = os.sysconf("SC_CLK_TCK")
    return int(fields[3]), int(fields[19]), (int(fields[11]) + int(fields[12])) / ticks


def processes():
    """Session, start and seconds of processor of all processes, by their number."""
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError, IndexError, ValueError):
            yield int(path.parent.name), _stat(path)


def of_session(session):
    return [pid for pid, (its, _, _) in processes() if its == session]
