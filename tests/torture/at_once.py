"""Two commands that are started at the same moment: what a command says it has done stays done."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from random import Random

from tests.torture.judging import SAME, TODAY, TOLD, WRONG, Torture, Verdict, differences
from tests.torture.running import Told, do, round_
from tests.torture.world import FILE, NIGHT, SAMPLES, State, World

AT_ONCE = "at-once:"
OTHER = SAMPLES / "shiliu-town-2024.html"
"""What is handed in by the second of two that hand something in."""

COMMANDS = {
    "ingest": ("ingest", str(OTHER), "-n1"),
    "rebuild": ("rebuild", "-n1"),
    "reextract": ("reextract", "--where", "true", "-n1"),
    "check": ("archive", "check"),
}
MEETINGS = (
    ("ingest", "ingest"),
    ("nightly", "ingest"),
    ("rebuild", "ingest"),
    ("reextract", "nightly"),
    ("backup", "ingest"),
    ("release", "export"),
    ("check", "nightly"),
    ("nightly", "nightly"),
    ("rebuild", "nightly"),
    ("release", "ingest"),
)
THERE = "SELECT DISTINCT source FROM document"


@dataclass(frozen=True)
class Meeting:
    """Two commands, the second started `later` by some seconds, and whether the working warehouse is missing then."""

    name: str
    commands: tuple[str, str]
    later: float
    missing: bool

    @property
    def what(self) -> str:
        """What meets what."""
        return " and ".join(self.commands)

    def __str__(self) -> str:
        return f"{self.name}: {self.what}, {self.later:.2f} s later{', no working file' if self.missing else ''}"


def meetings(seed: int, count: int) -> Iterator[Meeting]:
    """So many of them."""
    return (meeting(f"{AT_ONCE}{seed}:{number}") for number in range(count))


def meeting(name: str) -> Meeting:
    """The meeting of a name."""
    rng, number = Random(name), int(name.rpartition(":")[2])
    return Meeting(name, MEETINGS[number % len(MEETINGS)], rng.choice((0.0, rng.random())), rng.random() < 0.5)


class AtOnce:
    """Meetings in one folder, one after another."""

    def __init__(self, torture: Torture, *, is_short: bool = False) -> None:
        """`is_short`: it is only looked whether what a command has done is there."""
        self.torture, self.is_short = torture, is_short
        self._whole: State | None = None

    def judged(self, chosen: Iterable[Meeting], until: float) -> Iterator[Verdict]:
        """The verdicts; none is begun after the moment `until`."""
        for one in chosen:
            if time.monotonic() > until:
                return
            if self._whole is None and not self.is_short:
                self._whole = self._one_after_another()
            yield self._judge(one, self._whole)

    def _commands(self, world: World, which: str, second: bool) -> list[str]:
        if which == "ingest" and not second:
            return next(iter(world.commands(FILE, TODAY)))
        if which in ("nightly", "export"):
            return list(world.commands(NIGHT, TODAY))[which == "export"]
        if which == "backup":
            return world.command("backup", str(world.folder / "backup"))
        return world.command(*COMMANDS.get(which, (which,)))

    def _last(self, world: World) -> list[list[str]]:
        """What is done after every meeting: both files are handed in, the night comes, tables are exported."""
        files = [self._commands(world, "ingest", second) for second in (False, True)]
        return [*files, *world.commands(NIGHT, TODAY)]

    def _one_after_another(self) -> State:
        world = self.torture.begin.copied(self.torture.folder / "0")
        round_(self._last(world), world.folder)
        return world.state()

    def _judge(self, one: Meeting, whole: State | None) -> Verdict:
        world = self.torture.begin.copied(self.torture.folder / "0")
        if one.missing:
            world.places.work.unlink()
        commands = [self._commands(world, which, second == 1) for second, which in enumerate(one.commands)]
        with ThreadPoolExecutor(2) as two:
            both = list(two.map(_started, commands, (0.0, one.later), [world] * 2))
        wrong = [f"a traceback, or it hung: {told}" for told in both if "Traceback" in told.text or "hung" in told.text]
        wrong += [f"not done, without a word: {told}" for told in both if told.code and not told.text.strip()]
        there = {source for (source,) in world.rows(THERE)}
        handed_in = [told.command[1] for told in both if told.command[0] == "ingest" and told.code == 0]
        wrong += [f"lost, with exit code 0: {file}" for file in handed_in if file not in there]
        after = [] if whole is None else round_(self._last(world), world.folder)
        wrong += [f"afterwards: {told}" for told in after if told.code]
        wrong += [] if whole is None else differences(whole, world)
        is_told = any("xxgk: " in told.text for told in both)
        verdict = WRONG if wrong else TOLD if is_told else SAME
        return Verdict(one, verdict, tuple(map(str, (*both, *after))), tuple(wrong))


def _started(command: list[str], later: float, world: World) -> Told:
    time.sleep(later)
    return do(command, world.folder)
