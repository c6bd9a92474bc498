"""LibreOffice as a reader behind the readers: files that they do not know, turned into .docx, where it is installed.

Nobody must have it. What it makes is derived: it is read and thrown away, never kept in place of the original. It is
trusted no more than the file that it opens: a profile of its own, made for it and deleted; no macros, no links; behind
the walls of the reading process that starts it (`flows.reading.walls`), else without a network where the system can
take that away; bounded in time, memory and output.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from xxgk.flows.reading.pool import limit_memory

NAMES = ("soffice", "libreoffice")
BATCH = 16
"""Files that one process converts: starting it takes ten times as long as a file."""

_FILTER = "docx:MS Word 2007 XML"
_SETTINGS = (  # path of a setting, its name, its value
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("/org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
)
_NO_PROXY = "http://127.0.0.1:9"  # the discard port: nothing listens


@dataclass(frozen=True, slots=True)
class OfficeBounds:
    """What one process may take: seconds by the clock, bytes of memory, bytes of each file that it writes."""

    seconds: float = 40
    memory: int = 2 << 30
    output: int = 64 << 20


@lru_cache
def program() -> str | None:
    """The path of LibreOffice, None where it is not installed."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def convert(
    documents: Sequence[bytes], at: Callable[[int], None], bounds: OfficeBounds | None = None
) -> list[bytes | None]:
    """At most `BATCH` documents as .docx, in their order; None for each that could not be converted within the bounds.

    A file on which the process dies takes no other with it: what is missing after the batch is tried once more, alone.
    `at` is told the index of a document when a process begins that it may be blamed for."""
    bounds = bounds or OfficeBounds()
    at(0)
    results = _convert(documents, bounds)
    for index, document in enumerate(documents):
        if results[index] is None and len(documents) > 1 and program():
            at(index)
            results[index] = _convert([document], bounds)[0]
    return results


def _convert(documents: Sequence[bytes], bounds: OfficeBounds) -> list[bytes | None]:
    office = program()
    if office is None:
        return [None] * len(documents)
    with tempfile.TemporaryDirectory(prefix="xxgk-office-", dir=os.environ.get("TMPDIR")) as name:
        folder = Path(name)
        _write_profile(folder / "profile")
        (folder / "out").mkdir()
        paths = []
        for number, document in enumerate(documents):
            paths.append(folder / f"{number}.doc")  # it looks inside to know what a file is
            paths[-1].write_bytes(document)
        _run(_command(office, folder, paths, bounds), folder, bounds)
        return [_result(folder / "out" / f"{path.stem}.docx", bounds) for path in paths]


def _result(path: Path, bounds: OfficeBounds) -> bytes | None:
    if not path.is_file() or path.is_symlink() or not 0 < path.stat().st_size < bounds.output:
        return None
    return path.read_bytes()


def _command(office: str, folder: Path, paths: Sequence[Path], bounds: OfficeBounds) -> list[str]:
    guard = []
    if timeout := shutil.which("timeout"):  # it holds even where this process is killed meanwhile
        guard = [timeout, "-k", "2", f"{bounds.seconds:g}"]
    switches = ["--headless", "--norestore", "--nodefault", "--nolockcheck", "--nofirststartwizard", "--nologo"]
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    conversion = ["--convert-to", _FILTER, "--outdir", str(folder / "out"), *map(str, paths)]
    return [*_without_network(), *guard, office, profile, *switches, *conversion]


@lru_cache
def _without_network() -> tuple[str, ...]:
    """The command that takes the network away from another, ``()`` where this process has none to give, or the system
    does not allow it."""
    from xxgk.flows.reading import walls  # noqa: PLC0415  asks the system what it has, which is for reading processes

    if not walls.standing().network:
        return ()
    unshare = shutil.which("unshare")
    if unshare is None:
        return ()
    command = (unshare, "--map-root-user", "--net")
    try:
        tried = subprocess.run([*command, "true"], capture_output=True, check=False, timeout=10)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return command if tried.returncode == 0 else ()


def _run(command: Sequence[str], folder: Path, bounds: OfficeBounds) -> None:
    """Run to the end or the limit; whether it did its work shows in what it wrote."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL", "SYSTEMROOT") if name in os.environ}
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy", "all_proxy"), _NO_PROXY)
    try:
        process = subprocess.Popen(  # noqa: S603  fixed words and paths of our own
            list(command),
            cwd=folder,
            env={**kept, **proxies, "HOME": str(folder), "TMPDIR": str(folder), "SAL_USE_VCLPLUGIN": "svp"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=lambda: _limit(bounds),  # noqa: PLW1509  sets limits, touches no lock
        )
    except OSError:
        return
    try:
        process.wait(bounds.seconds + 5)
    except subprocess.TimeoutExpired:
        pass
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process and what it started."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (OSError, AttributeError):
        process.kill()
    process.wait()


def _limit(bounds: OfficeBounds) -> None:
    """Bounds of memory, of output and of processor time, where the system has them; in the child, before it begins."""
    limit_memory(bounds.memory)
    try:
        import resource  # noqa: PLC0415  not on every system
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_FSIZE, (bounds.output, bounds.output))
    seconds = int(bounds.seconds) * 2 + 1
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


def _write_profile(folder: Path) -> None:
    """A fresh profile in which macros and links are off."""
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    (folder / "user").mkdir(parents=True)
    (folder / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{items}</oor:items>",
        "utf-8",
    )
