"""The start commands of scheduler and workers. A worker of Dask is this process itself, not a daemon under a nanny as
its own command starts: it has reading processes of its own, which isolate what is hostile, and keeps them when it lost
its scheduler and waits for the next."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable, Coroutine
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from xxgk.flows.spread.certificates import SpreadError, must_be_safe, security

AGAIN = 5.0
"""Seconds after which a worker looks for a scheduler again."""

SETTINGS: dict[str, Any] = {
    "distributed.admin.tick.limit": "60 s",
    "distributed.admin.tick.interval": "1 s",
    "distributed.admin.system-monitor.interval": "10 s",
    "distributed.worker.profile.enabled": False,
    "logging.distributed": "error",
}
"""Processes of Dask watch themselves, fifty times a second and more; nobody sees anything of that here."""

_QUIET: dict[str, Any] = {"dashboard": False, "dashboard_address": "127.0.0.1:0"}
"""Nobody is served pages about what runs: they would ask for no certificate."""


def schedule(
    host: str, port: int, certificates: Path | None, *, without_tls: bool, tell: Callable[[str], None]
) -> None:
    """Schedule at a port until the process is ended. Raises SpreadError where that would not be safe."""
    _set()
    from distributed import Scheduler  # noqa: PLC0415  after the settings

    protocol = "tls" if certificates else "tcp"
    address = f"{protocol}://{host}:{port}"
    must_be_safe(address, without_tls=without_tls)

    async def serving() -> None:
        async with Scheduler(
            host=host, port=port, protocol=protocol, security=security(address, certificates), **_QUIET
        ) as scheduler:
            tell(f"a scheduler at {scheduler.address}")
            await scheduler.finished()

    asyncio.run(_until_ended(serving()))


def work(
    address: str, processes: int, certificates: Path | None, *, without_tls: bool, tell: Callable[[str], None]
) -> None:
    """Read for a scheduler, in so many processes, until this one is ended. Raises SpreadError where that would not be
    safe."""
    _set()
    from distributed import Worker  # noqa: PLC0415  after the settings

    from xxgk.flows.spread.at_work import PROCESSES, stop_all  # noqa: PLC0415  a scheduler reads nothing

    must_be_safe(address, without_tls=without_tls)
    os.environ[PROCESSES] = str(processes)
    safe = security(address, certificates)

    async def serving() -> None:
        while True:
            try:
                worker = Worker(address, nthreads=1, memory_limit=0, security=safe, death_timeout=60, **_QUIET)
                async with worker:
                    tell(f"reads for {address} in {processes} processes")
                    await worker.finished()
            except (OSError, TimeoutError, RuntimeError) as error:
                tell(f"no scheduler answers at {address}: {error}")
            tell(f"waits for {address}")
            await asyncio.sleep(AGAIN)

    try:
        asyncio.run(_until_ended(serving()))
    finally:
        stop_all()


async def _until_ended(serving: Coroutine[Any, Any, None]) -> None:
    """Serve until the process is asked to end, then let go of what serves in order."""
    served = asyncio.ensure_future(serving)
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, served.cancel)
    with suppress(asyncio.CancelledError):
        await served


def _set() -> None:
    """Make the settings, which Dask reads when it is imported."""
    if find_spec("distributed") is None:
        raise SpreadError("needs the dask extra (pip install 'xxgk[dask]')")
    import dask  # noqa: PLC0415  only with the extra

    dask.config.set(SETTINGS)
