"""The one place where an error becomes a line on standard error and an exit code. What is no `XxgkError` and no error
of the operating system is a fault of the program, and shows itself with its traceback."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import typer
from typer.core import TyperGroup

from xxgk.flows.interrupts import listen
from xxgk.flows.logs import event, has_the_screen
from xxgk.flows.mishaps import FULL, ROOM
from xxgk.flows.screen import visible
from xxgk.schema.errors import XxgkError

SAFE = "what was loaded and published is as it was, and the next run goes on from there"
"""What a process that was ended leaves behind: every load is one transaction, every release one rename."""


class Commands(TyperGroup):
    """The commands of the program; an error of any of them is told in one line."""

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401  a context of click, and whatever a command returns
        """Run the command that the command line names."""
        with told():
            return super().invoke(ctx)


class Ended(KeyboardInterrupt):
    """The process was asked to end, by the signal `number`."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


_received: list[int] = []
"""Signals by which the process was asked to end; a library may drop the `Ended` that such a one raised."""

_SIGNALS = {name: getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)}


def heed_signals() -> None:
    """Let the signals by which a system ends a process end it as ^C does: with a word. One that is ignored (nohup)
    stays so."""
    heard = [signal.SIGINT, *_SIGNALS.values()]
    listen([number for number in heard if signal.getsignal(number) != signal.SIG_IGN])
    for number in heard:
        if signal.getsignal(number) in (signal.SIG_DFL, signal.default_int_handler):
            signal.signal(number, _end)


def _end(number: int, _frame: object) -> None:
    _received.append(number)
    raise Ended(number)


@contextmanager
def told() -> Iterator[None]:
    """What a person can mend ends in a line and an exit code."""
    try:
        yield
    except BrokenPipeError:  # whoever reads the output has enough; nothing to mend
        raise
    except KeyboardInterrupt as error:
        number = error.number if isinstance(error, Ended) else (*_received, signal.SIGINT)[0]
        typer.echo(f"xxgk: ended by {signal.Signals(number).name}; {SAFE}", err=True)
        raise typer.Exit(128 + number) from error
    except (XxgkError, OSError) as error:
        event("failed", error=type(error).__name__, line=line_of(error))
        if not has_the_screen():
            typer.echo(f"xxgk: {visible(line_of(error), one_line=False)}", err=True)
        raise typer.Exit(getattr(error, "exit_code", 1)) from error


def noted(line: str) -> None:
    """Something that happened and that nobody need mend, on standard error."""
    event("noted", line=line)
    if not has_the_screen():
        typer.echo(f"xxgk: {visible(line)}", err=True)


def line_of(error: Exception) -> str:
    """What is told of an error; of one of the operating system the file and what is wrong with it."""
    if isinstance(error, OSError) and error.strerror and not isinstance(error, XxgkError):
        files = " and ".join(str(name) for name in (error.filename, error.filename2) if name)
        told = f"{files}: {error.strerror}" if files else error.strerror
        return f"{told}; {ROOM}" if error.errno in FULL else told
    return str(error)
