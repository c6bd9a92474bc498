"""Whether the walls around reading processes hold on this machine: a process puts them up and tries to get out.

What a system has and what it lets a process use are two things: containers and hardened kernels forbid the one or the
other. Run as a module, it is that process."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from xxgk.flows.reading.rooms import leave, rooms

SECONDS = 30


class Walls(NamedTuple):
    """Why reading processes reach the network here, and files that are none of theirs; empty where they do not."""

    network: str
    files: str

    def told(self) -> str:
        """In a line, for a person."""
        open_to = [f"{name} ({why})" for name, why in (("network", self.network), ("all files", self.files)) if why]
        if not open_to:
            return "closed: no network, no files but the documents and their own folder"
        return f"OPEN to {' and '.join(open_to)}: a document that takes a reader over has it too"


def tried() -> Walls:
    """Try it, in a process that is started for that."""
    own = rooms((), ())
    try:
        done = subprocess.run(  # noqa: S603  our own module, with paths of our own
            [sys.executable, "-m", __name__, json.dumps(own)],
            capture_output=True,
            check=True,
            timeout=SECONDS,
            cwd=own.own,
        )
        return Walls(*json.loads(done.stdout))
    except (OSError, subprocess.SubprocessError, ValueError) as error:
        why = f"it could not be tried: {type(error).__name__}"
        return Walls(why, why)
    finally:
        leave(own)


def _main(told: str) -> None:
    from xxgk.flows.reading import walls  # noqa: PLC0415  asks the system what it has
    from xxgk.flows.reading.rooms import Rooms  # noqa: PLC0415

    room = Rooms(*json.loads(told))
    outside = Path(tempfile.gettempdir()).resolve()
    standing = walls.put_up(room)
    print(json.dumps([standing.network or _network(), standing.files or _files(outside, Path.home())]))


def _network() -> str:
    try:
        with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)):
            return "a socket was made in spite of seccomp"
    except OSError:
        return ""


def _files(*others: Path) -> str:
    for folder in others:
        try:
            return f"{folder} was read in spite of Landlock, with {len(os.listdir(folder))} files"
        except OSError:
            pass
    return ""


if __name__ == "__main__":
    _main(sys.argv[1])
