"""Who is told of a morning: mail, a webhook, WeCom, DingTalk, Feishu, Slack and a hundred more, by apprise; and the
address of a heartbeat, asked after each night that ended well, so that one that never ran is noticed elsewhere.

Nothing here ends a night: what goes wrong comes back in lines, in which the addresses' passwords are starred out."""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import httpx2

from xxgk.flows.crawl.urls import parse
from xxgk.flows.morning.facts import GREEN, RED, YELLOW, MorningFacts
from xxgk.flows.morning.letter import letter, subject

WHEN_RED, ALWAYS, NEVER = "red", "always", "never"
WHEN = (WHEN_RED, ALWAYS, NEVER)

TELL, TELL_WHEN, HEARTBEAT = "XXGK_TELL", "XXGK_TELL_WHEN", "XXGK_HEARTBEAT"
"""Where the options come from if not from the command line: addresses parted by blanks."""

PATIENCE = 20.0
"""Seconds for the answer to a heartbeat."""

EXTRA = "needs the extra `tell` (pip install 'xxgk[tell]')"


@dataclass(frozen=True, slots=True)
class Telling:
    """Addresses of those who are told, as apprise writes them (``mailto://…``, ``json://…``, ``wecombot://…``), when,
    and the address of the heartbeat."""

    to: tuple[str, ...] = ()
    when: str = WHEN_RED
    heartbeat: str = ""

    @property
    def environment(self) -> Mapping[str, str]:
        """As `told_by_environment` reads it."""
        return {TELL: " ".join(self.to), TELL_WHEN: self.when, HEARTBEAT: self.heartbeat}

    def is_due(self, light: str) -> bool:
        """Whether somebody is told of a morning with this light."""
        return bool(self.to) and (self.when == ALWAYS or (self.when == WHEN_RED and light == RED))


def told_by_environment(environment: Mapping[str, str] | None = None) -> Telling:
    """What the environment says. A word for when that is none counts as `WHEN_RED`."""
    known = os.environ if environment is None else environment
    when = known.get(TELL_WHEN, WHEN_RED)
    return Telling(tuple(known.get(TELL, "").split()), when if when in WHEN else WHEN_RED, known.get(HEARTBEAT, ""))


@contextmanager
def in_environment(options: Mapping[str, str]) -> Iterator[None]:
    """While it lasts, this process and what it starts read these options from the environment: they may hold passwords,
    and Prefect shows the parameters of its flows to everybody."""
    before = {name: os.environ.get(name) for name in options}
    os.environ.update(options)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def tell(facts: MorningFacts, to: Sequence[str]) -> tuple[str, ...]:
    """Tell a morning to everybody named; a line for each who could not be told, and why."""
    if not to:
        return ()
    try:
        import apprise  # noqa: PLC0415  an extra, and half a second
    except ImportError:
        return (f"nobody was told: --tell {EXTRA}",)
    kinds = {GREEN: apprise.NotifyType.SUCCESS, YELLOW: apprise.NotifyType.WARNING, RED: apprise.NotifyType.FAILURE}
    title, body, untold = subject(facts), letter(facts), []
    for number, address in enumerate(to, 1):
        with _heard() as said:
            try:
                one = apprise.Apprise.instantiate(address, suppress_exceptions=False)
                if one is None:
                    raise ValueError("no such kind of address")  # noqa: TRY301  as those that the library raises
                name = str(one.url(privacy=True)).partition("?")[0]  # type: ignore[no-untyped-call]
                wrapped = apprise.Apprise()
                wrapped.add(one)
                done = wrapped.notify(body, title, kinds[facts.light], body_format=apprise.NotifyFormat.TEXT)
            except Exception as error:  # noqa: BLE001  whatever a library of so many services raises
                name, done = f"address {number} ({address.partition(':')[0]})", False
                said.append(f"{type(error).__name__}: {error}")
        if not done:
            why = "; ".join(dict.fromkeys(said)).replace(address, name)
            untold.append(f"could not tell {name}{': ' if why else ''}{why}")
    return tuple(untold)


@contextmanager
def _heard() -> Iterator[list[str]]:
    """What the library says of its troubles, while it lasts."""
    said: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: said.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("apprise")
    logger.addHandler(handler)
    passed, logger.propagate = logger.propagate, False
    try:
        with warnings.catch_warnings():  # some of its services use modules that Python is about to drop
            warnings.simplefilter("ignore", DeprecationWarning)
            yield said
    finally:
        logger.propagate = passed
        logger.removeHandler(handler)


def beat(address: str) -> str:
    """Ask the address of the heartbeat; what went wrong, empty where nothing did. Its path may be a password: it is not
    told."""
    host = parse(address).host if address else ""
    try:
        answer = httpx2.get(address, timeout=PATIENCE, follow_redirects=True)
    except (httpx2.HTTPError, httpx2.InvalidURL, ValueError) as error:
        return f"heartbeat at {host or 'an address that is none'} failed: {type(error).__name__}"
    return "" if answer.is_success else f"heartbeat at {host} failed: it answers {answer.status_code}"
