"""What is told where Prefect is not installed, or its server is away. Import this only where Prefect is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec

from xxgk.schema.errors import XxgkError


class PrefectError(XxgkError):
    """Prefect is not installed, or the server that records the flows does not answer."""


def installed() -> None:
    """Raises PrefectError where Prefect is not installed."""
    if find_spec("prefect") is None:
        raise PrefectError("needs the prefect extra (pip install 'xxgk[prefect]'); nothing else of this program does")


@contextmanager
def reached() -> Iterator[None]:
    """Raises PrefectError where the server cannot be reached, before the flow or while it runs."""
    from httpx import TransportError  # noqa: PLC0415  Prefect's client
    from prefect.settings import PREFECT_API_URL  # noqa: PLC0415

    try:
        yield
    except (TransportError, RuntimeError) as error:
        if isinstance(error, RuntimeError) and not any(words in str(error) for words in _AWAY):
            raise
        where = PREFECT_API_URL.value() or "that it starts itself"
        raise PrefectError(
            f"the Prefect server {where} does not answer; start it (prefect server start), or leave out --prefect: "
            "what was done so far is kept, and the next run goes on from there"
        ) from error


_AWAY = ("Failed to reach API", "Timed out while attempting to connect", "Unable to connect")
"""In the messages of its client."""
