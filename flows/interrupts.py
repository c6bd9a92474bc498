"""A signal that asks the process to end reaches a query that runs: DuckDB looks at nothing while it computes, and
Python handles a signal only between two steps of its own.

The system's part of a signal is heard at once, by a thread that waits for it; it interrupts what DuckDB is at, and the
handler then runs as ever."""

from __future__ import annotations

import signal
import socket
from collections.abc import Collection
from contextlib import suppress
from threading import Thread
from typing import Protocol
from weakref import WeakSet


class Interruptible(Protocol):
    """A connection of DuckDB."""

    def interrupt(self) -> None:
        """End what it is at."""


_open: WeakSet[Interruptible] = WeakSet()


def may_be_interrupted(connection: Interruptible) -> None:
    """Have a connection interrupted when the process is asked to end."""
    _open.add(connection)


def listen(numbers: Collection[int]) -> None:
    """Hear these signals from now on. To be called once, by the main thread."""
    heard, told = socket.socketpair()
    told.setblocking(False)
    signal.set_wakeup_fd(told.fileno(), warn_on_full_buffer=False)
    Thread(target=_wait, args=(heard, told, frozenset(numbers)), daemon=True, name="signals").start()


def _wait(heard: socket.socket, told: socket.socket, numbers: frozenset[int]) -> None:
    """For ever; `told` is held so that it stays open."""
    while told.fileno() >= 0 and (signals := heard.recv(64)):
        if numbers & set(signals):
            _interrupt()


def _interrupt() -> None:
    for connection in list(_open):
        with suppress(Exception):  # closed by now
            connection.interrupt()
