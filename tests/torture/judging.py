"""A pair from its fault to its verdict."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.portal.season import Portal
from tests.torture.child import CALL, KILL, LOADING, MOMENTS, NOTHING, Plan
from tests.torture.faults import damage
from tests.torture.pairs import ARCHIVE, QUIET, WAL, Pair
from tests.torture.running import Told, round_
from tests.torture.world import DAYS, FILE, KINDS, NIGHT, State, World
from xxgk.flows.places import wal
from xxgk.flows.warehouse.warehouse import WarehouseError

SAME, TOLD, DONE, WRONG = "same", "told and same", "same after doing what was told", "wrong"
VERDICTS = (SAME, TOLD, DONE, WRONG)
TODAY = len(DAYS) - 1


@dataclass(frozen=True)
class Verdict:
    """What became of a pair, and how: what was told on the way, and what is wrong."""

    pair: object
    verdict: str
    log: tuple[str, ...]
    wrong: tuple[str, ...] = ()


@dataclass
class Torture:
    """Worlds to begin from, and what they come to without a fault, by the kind of their last day. Of fewer `kinds`, and
    with fewer days that are `past`, they are sooner there."""

    folder: Path
    portal: Portal
    kinds: Sequence[str] = KINDS
    past: int = TODAY
    begin: World = field(init=False)
    before: World = field(init=False)
    ended: dict[str, World] = field(default_factory=dict)
    whole: dict[str, State] = field(default_factory=dict)
    steps: dict[str, Counter[str]] = field(default_factory=dict)
    known: set[tuple] = field(default_factory=set)

    def __post_init__(self) -> None:
        world = World(self.folder / "0")
        world.folder.mkdir()
        for day in range(self.past):
            self.portal.today = DAYS[day]
            for kind in self.kinds:
                self._without_fault(world, kind, day)
            if day == 0:
                self.before = world.copied(self.folder / "yesterday")
        self.begin = world.copied(self.folder / "begin")
        self.portal.today = DAYS[TODAY]
        for kind in self.kinds:
            self.begin.copied(world.folder)
            self.steps[kind] = self._without_fault(world, kind, TODAY)
            self.ended[kind] = world.copied(self.folder / f"ended.{kind}")
            self.whole[kind] = world.state()

    def _without_fault(self, world: World, kind: str, day: int) -> Counter[str]:
        """The steps of a day on which nothing goes wrong."""
        done = round_(world.commands(kind, day), world.folder)
        for one in done:
            if one.code:
                raise AssertionError(f"without any fault: {one}")
        self.known |= world.figures()
        return sum((one.steps for one in done), Counter())

    def judge(self, pair: Pair, worker: int = 0, rounds: int = 2) -> Verdict:
        """Torture, the next run, and one more; in the folder of a worker."""
        return Trial(self, pair, World(self.folder / str(worker))).verdict(rounds)


@dataclass
class Trial:
    """One pair under way."""

    torture: Torture
    pair: Pair
    world: World
    log: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    failed: bool = False
    told: bool = False

    def verdict(self, rounds: int) -> Verdict:
        """What becomes of it after so many runs."""
        pair = self.pair
        if pair.moment == QUIET and pair.store != WAL:
            (self.torture.ended[pair.kind] if pair.after else self.torture.begin).copied(self.world.folder)
            self._damage() if pair.store else self._round(self._plan(MOMENTS[0], 1))
        else:
            self.torture.begin.copied(self.world.folder)
            moment = LOADING if pair.moment == QUIET else pair.moment
            steps = self.torture.steps[pair.kind][moment]
            self._round(self._plan(moment, 1 + int(pair.share * steps)))
            if pair.store and pair.dies:
                self._damage()
        self.failed = self.told = False
        for _ in range(rounds):
            self._round()
        if pair.store == ARCHIVE:
            self._keep(round_([self.world.command("archive", "check")], self.world.folder))
        differs = self._differs()
        if differs and self.failed:
            self._do_what_was_told()
            return self._ended(DONE, self._differs())
        if differs:
            self.wrong.append("nothing was told, or with exit code 0")
        return self._ended(TOLD if self.told else SAME, differs)

    def _ended(self, verdict: str, differs: list[str]) -> Verdict:
        self.wrong += differs
        return Verdict(self.pair, WRONG if self.wrong else verdict, tuple(self.log), tuple(self.wrong))

    def _plan(self, moment: str, at: int) -> Plan:
        if self.pair.store:
            return Plan(moment, at, KILL if self.pair.dies else CALL)
        return Plan(moment, at, self.pair.fault, int(self.pair.share * 7919) % 4 * 100_000)

    def _damage(self) -> None:
        self.log.append(f"# {damage(self.pair, self.world, self.torture.before) or 'nothing to damage'}")

    def _round(self, plan: Plan = NOTHING, kind: str = "") -> None:
        """A day's commands, each of which must tell what it cannot do, and never publishes what nobody printed."""
        commands = self.world.commands(kind or self.pair.kind, TODAY)
        self._keep(round_(commands, self.world.folder, plan, self._damage))

    def _keep(self, done: list[Told]) -> None:
        self.log += map(str, done)
        self.failed |= any(one.code for one in done)
        self.told |= any("xxgk: " in one.text for one in done)
        for one in done:
            if "Traceback" in one.text or "it hung" in one.text:
                self.wrong.append(f"a traceback, or it hung: {one.text.strip().splitlines()[-1]}")
            elif one.code > 0 and not one.text.strip():
                self.wrong.append(f"exit code {one.code} without a word: {one.command[0]}")
        try:
            if unknown := self.world.figures() - self.torture.known:
                self.wrong.append(f"{len(unknown)} figures that nobody printed, such as {next(iter(unknown))}")
        except WarehouseError as error:
            self.log.append(f"# cannot be opened: {error}")

    def _differs(self) -> list[str]:
        return differences(self.torture.whole[self.pair.kind], self.world)

    def _do_what_was_told(self) -> None:
        """Each thing once, and what is told while it is done as well: what no site has any more has to be put back."""
        done: set[tuple[str, str]] = set()
        while todo := [one for one in self._to_do() if one not in done]:
            for words, found in todo:
                done.add((words, found))
                self.log.append(f"# what was told is done: {words} {found}")
                WAYS[words](self, found)
            self._round(kind=self.pair.kind)

    def _to_do(self) -> list[tuple[str, str]]:
        text = "\n".join(self.log)
        return [(words, found) for words in WAYS for found in dict.fromkeys(re.findall(words, text))]

    def hand_in_again(self, _: str) -> None:
        days = range(TODAY + (self.pair.kind == FILE))
        files = [str(self.world.handed_in(day)) for day in days]
        self._keep(round_([self.world.command("ingest", *files, "-n1")], self.world.folder))

    def put_bytes_back(self, _: str) -> None:
        shutil.copytree(self.torture.ended[self.pair.kind].archive, self.world.archive, dirs_exist_ok=True)

    def move_away(self, path: str) -> None:
        for one in (Path(path), wal(Path(path))):
            if one.exists():
                shutil.move(one, f"{one}.away")

    def repair(self, _: str) -> None:
        self._keep(round_([self.world.command("archive", "check", "--repair")], self.world.folder))
        self._round(kind=NIGHT)

    def rebuild(self, _: str) -> None:
        self._keep(round_([self.world.command("rebuild", "-n1")], self.world.folder))


WAYS: Mapping[str, Callable[[Trial, str], None]] = {
    r"(\S+) is damaged [^\n]*move it away": Trial.move_away,
    r"(put its bytes back) into": Trial.put_bytes_back,
    r"(missing or damaged)": Trial.repair,
    r"(hand it in again)": Trial.hand_in_again,
}
"""What a person does who is told so."""


def differences(whole: State, world: World) -> list[str]:
    """In which tables, exports and archived files a world differs from what it should be."""
    try:
        state = world.state()
    except (WarehouseError, OSError) as error:
        return [f"cannot be read: {error}"]
    pairs = {name: (whole.get(name), state.get(name)) for name in sorted({*whole, *state})}
    return [f"differs: {name}{_how(*both)}" for name, both in pairs.items() if not _same(*both)]


def _same(whole: object, state: object) -> bool:
    if isinstance(whole, dict) and isinstance(state, dict):  # archived files: what is more does no harm
        return all(state.get(sha256) for sha256 in whole)
    return whole == state


def _how(whole: object, state: object) -> str:
    if isinstance(whole, list) and isinstance(state, list):
        lacks, more = Counter(whole) - Counter(state), Counter(state) - Counter(whole)
        rows = [*(f"- {row}" for row in lacks), *(f"+ {row}" for row in more)]
        shown = "".join(f"\n      {row[:300]}" for row in rows[:4])
        return f" ({lacks.total()} rows less, {more.total()} more){shown}"
    if isinstance(whole, dict) and isinstance(state, dict):
        return f" ({sum(name not in state for name in whole)} missing, {sum(not ok for ok in state.values())} damaged)"
    return ""
