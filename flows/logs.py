"""What the program does, an event a line, for machines: ``xxgk --log-format json``, ``--log-file``.

Nobody is told anything where neither was asked for. A file is only added to, also by several processes at once, and put
aside as ``NAME.1``, ``NAME.2`` … when it has grown; one that cannot be written ends nothing."""

from __future__ import annotations

import fcntl
import logging
import os
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from xxgk.schema.inert import escaped, json_line

JSON, TEXT = "json", "text"
FORMATS = (JSON, TEXT)
FORMAT, FILE = "XXGK_LOG_FORMAT", "XXGK_LOG_FILE"
"""Where the options come from if not from the command line."""

LARGEST, KEPT = 10_000_000, 5
"""Bytes of a file from which on it is put aside; how many such are kept."""

_LOG = logging.getLogger("xxgk.events")
_LOG.propagate = False
_LOG.addHandler(logging.NullHandler())
_asked: dict[str, str] = {}


def event(name: str, **fields: object) -> None:
    """Tell that something happened, with what belongs to it: text, numbers, lists of them."""
    if _LOG.isEnabledFor(logging.INFO):
        _LOG.info(name, extra={"fields": fields})


def listen(form: str = "", file: str = "") -> None:
    """From now on tell events in this form, JSON where none is named: to a file, or to standard error where there is
    none; to nobody where neither is named. What was asked for before is forgotten."""
    for handler in _LOG.handlers[1:]:
        _LOG.removeHandler(handler)
    _asked.clear()
    _LOG.setLevel(logging.INFO if form or file else logging.CRITICAL)
    if not (form or file):
        return
    _asked.update({FORMAT: form, FILE: str(Path(file).resolve()) if file else ""})
    handler = LogFile(Path(file)) if file else logging.StreamHandler(sys.stderr)
    handler.setFormatter(LogTextLine() if form == TEXT else LogJsonLine())
    _LOG.addHandler(handler)


def listen_as_told() -> None:
    """As the environment says: in a process that another one started."""
    listen(os.environ.get(FORMAT, ""), os.environ.get(FILE, ""))


def environment() -> Mapping[str, str]:
    """What was asked for, as `listen_as_told` reads it."""
    return dict(_asked)


def has_the_screen() -> bool:
    """Whether events are told on standard error, so that nothing else is written there."""
    return bool(_asked) and not _asked[FILE]


class LogJsonLine(logging.Formatter):
    """An object a line: ``at`` (UTC), ``event``, and what belongs to it."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        return json_line({"at": _moment(record), "event": record.getMessage(), **record.__dict__["fields"]}, str)


class LogTextLine(logging.Formatter):
    """Moment, event, ``name=value`` …"""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        fields = " ".join(f"{name}={value!r}" for name, value in record.__dict__["fields"].items())
        return escaped(f"{_moment(record)} {record.getMessage()} {fields}".rstrip())


class LogFile(logging.Handler):
    """A file to which lines are added."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path, self._failed = path, False

    def emit(self, record: logging.LogRecord) -> None:
        """Add a line. Where that cannot be done it is told once, on standard error."""
        try:
            self._add(f"{self.format(record)}\n".encode("utf-8", "replace"))
        except OSError as error:
            if not self._failed:
                print(f"xxgk: {self._path}: {error.strerror}; nothing more is logged there", file=sys.stderr)
            self._failed = True

    def _add(self, line: bytes) -> None:
        while True:
            with self._path.open("ab") as file:
                fcntl.flock(file, fcntl.LOCK_EX)
                if not self._is_here(file.fileno()):  # another process has put it aside meanwhile
                    continue
                size = os.fstat(file.fileno()).st_size  # others may have written since it was opened
                if size and size + len(line) > LARGEST:
                    self._put_aside()
                    continue
                file.write(line)
                return

    def _is_here(self, handle: int) -> bool:
        try:
            return os.path.samestat(os.fstat(handle), self._path.stat())
        except FileNotFoundError:
            return False

    def _put_aside(self) -> None:
        aside = [self._path.with_name(f"{self._path.name}.{number}") for number in range(1, KEPT + 1)]
        for older, newer in zip(reversed(aside), reversed([self._path, *aside[:-1]]), strict=True):
            if newer.exists():
                os.replace(newer, older)


def _moment(record: logging.LogRecord) -> str:
    return f"{datetime.fromtimestamp(record.created, UTC).replace(tzinfo=None).isoformat(timespec='milliseconds')}Z"
