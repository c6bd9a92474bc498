"""Figures told in prose, as data: what each is called, the grammar of the clauses that tell it and what disqualifies a
sentence, from ``schema/quantities.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from operator import itemgetter
from pathlib import Path
from typing import Any

from xxgk.schema.datafile import read_toml, understood
from xxgk.schema.sections import narrative

QUANTITIES_FILE = Path(__file__).with_name("quantities.toml")
NUMBER = "NU"
_YEAR = r"(?:19|20)\d\d"
_NAME = re.compile(r"\{([a-z_]+)\}")
_NAMED = re.compile(r"\(\?P<\w+>")
PLAIN, BARE, ELLIPTIC, UNDER, LISTED, ZERO, PART = "patterns", "bare", "elliptic", "under", "listed", "zero", "parts"
KINDS = (PLAIN, BARE, ELLIPTIC, UNDER, LISTED, ZERO, PART)
CONDITIONS = (
    "topic",
    "whole",
    "never",
    "never_before",
    "never_ahead",
    "never_after",
    "never_around",
    "only_after",
    "never_listed",
    "sole",
    "named",
    "verbs",
    "opens",
    "never_all",
    "listed_by",
    "never_summed",
)


@dataclass(frozen=True)
class Clause:
    """A clause that tells a number: `before` matches all of it up to the number, `behind` what follows that belongs to
    the number. `kind` is the name of its list in the data file, which says when it counts.

    Patterns are compiled when they are first tried: all of them take a process as long as a hundred reports, and most
    reports are of few quantities."""

    kind: str
    words_before: str
    words_behind: str

    @cached_property
    def before(self) -> re.Pattern[str] | None:
        """None where it begins with the number."""
        return re.compile(self.words_before) if self.words_before else None

    @cached_property
    def behind(self) -> re.Pattern[str] | None:
        """None where it ends with the number."""
        return re.compile(self.words_behind) if self.words_behind else None


@dataclass(frozen=True)
class Denial:
    """A clause that says that there was none; with `is_elliptic` it counts under its subject alone."""

    pattern: str
    is_elliptic: bool

    @cached_property
    def words(self) -> re.Pattern[str]:
        """All of it."""
        return re.compile(self.pattern)


@dataclass(frozen=True, slots=True)
class Along:
    """A `clause` that is of a subject that nothing names, in a paragraph that has told other matters of disclosure
    (`told`) before it and has no words of `others`: 主动公开政府信息32条，收到申请3件."""

    clause: re.Pattern[str]
    told: re.Pattern[str]
    others: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Subject:
    """What clauses are of that do not say so themselves: its `words` (`none` where they say that there was none), and
    the codes of the `sections` about nothing else; whether it `may_end` before the paragraph does; and
    words that name it `behind` the clause, in its sentence, or `listed` together in it (of figures of one side).
    What is told `along` with other matters of disclosure is of it in a paragraph without words of other businesses."""

    words: re.Pattern[str]
    none: re.Pattern[str]
    sections: frozenset[str]
    may_end: bool
    behind: re.Pattern[str] | None
    listed: re.Pattern[str] | None
    along: Along | None

    def named(self, *, none: bool) -> re.Pattern[str]:
        """The words that name it to what tells a number, or that there was `none`."""
        return self.none if none else self.words


@dataclass(frozen=True)
class Quantity:
    """One fact that prose may tell; the fields are explained in the data file. A quantity without a label is no figure:
    a sum of others (`sum_of`) that only the rules of the forms ask for, or a whole whose parts are figures."""

    code: str
    label: str
    unit: str
    units: frozenset[str]
    needs: tuple[str, ...]
    clauses: tuple[Clause, ...]
    parts: tuple[Clause, ...]
    leading: str
    denials: tuple[Denial, ...]
    all_of: tuple[re.Pattern[str], ...]
    one_is: tuple[re.Pattern[str], ...]
    follows: str
    follows_listed: bool
    topic: re.Pattern[str] | None
    subject: Subject | None
    whole: re.Pattern[str] | None
    never: re.Pattern[str] | None
    never_before: re.Pattern[str] | None
    never_ahead: re.Pattern[str] | None
    never_after: re.Pattern[str] | None
    never_around: re.Pattern[str] | None
    only_after: re.Pattern[str] | None
    never_listed: re.Pattern[str] | None
    sole: re.Pattern[str] | None
    named: re.Pattern[str] | None
    verbs: re.Pattern[str] | None
    opens: re.Pattern[str] | None
    never_all: re.Pattern[str] | None
    listed_by: re.Pattern[str] | None
    never_summed: re.Pattern[str] | None
    is_close: bool
    is_total: bool
    is_stock: bool
    is_flow: bool
    is_of_account: bool
    by_office: bool
    is_apart: bool
    none_quantity: str
    part_of: frozenset[str]
    side: str
    sum_of: tuple[str, ...]
    adds_up: frozenset[str]

    @cached_property
    def led(self) -> re.Pattern[str]:
        """Matches what stands before the number in any of its clauses: what it does not match need not be tried on
        each."""
        return re.compile(self.leading)

    def topic_named(self, *, none: bool) -> re.Pattern[str] | None:
        """The words of its topic, or else of its subject."""
        return self.topic if self.topic or not self.subject else self.subject.named(none=none)


@dataclass(frozen=True, slots=True)
class ScopeWords:
    """The words that tell which year and whose figures a sentence is about.

    A match of `words` is of the kind that its last group is named for (``this``, ``other``, ``year``, ``range`` …). It
    begins with one of `initials`: a search for these alone is several times faster. `not_values` disqualifies a number
    in whose clause it stands; `whole_of` is the end of an agency's name by which it reports for a whole division;
    `same_year` are words for the year spoken of before. `said_behind` is what says behind a number what it is, and
    `taken_back` that it is not what was said; `introduces` matches a sentence that says what the next one is about."""

    words: re.Pattern[str]
    initials: re.Pattern[str]
    not_values: re.Pattern[str]
    whole_of: re.Pattern[str]
    same_year: re.Pattern[str]
    said_behind: re.Pattern[str]
    taken_back: re.Pattern[str]
    introduces: re.Pattern[str]
    until: Until


@dataclass(frozen=True, slots=True)
class Until:
    """What makes a total up to the last day of the year (`end`) the year's own; explained in the data file."""

    end: re.Pattern[str]
    now: re.Pattern[str]
    accounts: re.Pattern[str]
    longer: re.Pattern[str]
    period: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Threads:
    """What goes on from sentence to sentence, and what ends it; explained in the data file."""

    lead: re.Pattern[str]
    subject: re.Pattern[str]
    ours: re.Pattern[str]
    whole: re.Pattern[str]
    parts: re.Pattern[str]
    office: re.Pattern[str]
    formal: re.Pattern[str]
    opens: re.Pattern[str]
    since: re.Pattern[str]
    up_to: re.Pattern[str]
    within: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class AllOf:
    """What may stand `between` a number and what is said of all that it counts, and with what a sentence behind it
    begins that says that `again`."""

    again: re.Pattern[str]
    between: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Partitions:
    """What parts add up to a whole, by its code: how each kind of parts is called, and by what words a part of no known
    kind is in doubt; `summed` are the wholes that a list of one kind tells, by that kind, each with the
    parts of which such a list is known. Explained in the data file."""

    wholes: Mapping[str, Mapping[str, re.Pattern[str]]]
    doubts: Mapping[str, re.Pattern[str]]
    summed: Mapping[str, tuple[str, frozenset[str], re.Pattern[str]]]


@dataclass(frozen=True, slots=True)
class Divided:
    """Where the results of carried-over requests are told `alone`, and what tells results of all of them (`altogether`)
    beside; explained in the data file."""

    alone: re.Pattern[str]
    altogether: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Retractions:
    """How words behind figures change or take back what was told; explained in the data file."""

    of_all: re.Pattern[str]
    anaphor: re.Pattern[str]
    corrects: re.Pattern[str]
    note: re.Pattern[str]
    says: re.Pattern[str]
    plainly: re.Pattern[str]
    conclusion: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Accounts:
    """How accounts and sites are named, and what proves that one is an agency's; explained in the data file."""

    printed: re.Pattern[str]
    called_own: re.Pattern[str]
    brand: re.Pattern[str]
    nicknames: re.Pattern[str]
    governments: re.Pattern[str]
    organs: re.Pattern[str]
    places: re.Pattern[str]
    government: re.Pattern[str]
    organ_site: re.Pattern[str]
    government_site: re.Pattern[str]
    unquoted: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Grammar:
    """The words around what tells a figure: `neutral` ones before it; `of_the_year` between a total of longer than the
    year and how much of it is the year's; `leads` of which the clauses before it may consist besides; `general`
    clauses that limit nothing, `topics` that do not where what is told was `issued`, and `acts`, clauses of what
    was done that limit nothing behind which a clause `stands` on its own year; `asides`, clauses of numbers of
    other things that leave no doubt, and `on_topic` words of the matter itself, which leave none either, where they
    are not `off_topic` (NU for the number); `restated`, words of a whole said again; `reached`, those before a
    number of readers, `channels`, those behind a number of media, and `again`, those
    behind one that names requests again; `totals` of the list before them; `wholes`,
    clauses of numbers that are no figures but may have parts that are, and what stands before the number in any of
    them (`wholes_led`); `tail` words behind it; `bracketed` what may stand in brackets there; `described`, from
    where on a clause describes it; `denied_on`, the beginning of a clause that a denial goes on with; and
    `towards`, a `body` to which something comes."""

    neutral: re.Pattern[str]
    of_the_year: re.Pattern[str]
    leads: re.Pattern[str]
    general: tuple[re.Pattern[str], ...]
    topics: re.Pattern[str]
    issued: re.Pattern[str]
    acts: re.Pattern[str]
    stands: re.Pattern[str]
    asides: re.Pattern[str]
    on_topic: re.Pattern[str]
    off_topic: re.Pattern[str]
    business: re.Pattern[str]
    restated: re.Pattern[str]
    reached: re.Pattern[str]
    channels: re.Pattern[str]
    again: re.Pattern[str]
    totals: re.Pattern[str]
    wholes: tuple[Clause, ...]
    wholes_led: re.Pattern[str]
    tail: re.Pattern[str]
    bracketed: re.Pattern[str]
    described: re.Pattern[str]
    denied_on: re.Pattern[str]
    towards: re.Pattern[str]


class Needed:
    """Quantities by the words of which their sentences need one, and these by the characters with which they begin: of
    some hundred words a sentence is asked for a few."""

    def __init__(self, quantities_: Sequence[Quantity]) -> None:
        words = dict.fromkeys(word for quantity in quantities_ for word in quantity.needs)
        self._by_first: dict[str, list[tuple[int, str, list[Quantity]]]] = {}
        for number, word in enumerate(words):
            of_word = [quantity for quantity in quantities_ if word in quantity.needs]
            self._by_first.setdefault(word[0], []).append((number, word, of_word))
        self._firsts = frozenset(self._by_first)

    def within(self, text: str) -> list[Quantity]:
        """Those that a text may tell, in the order of their words."""
        firsts = self._firsts.intersection(text)
        found = sorted([word for first in firsts for word in self._by_first[first] if word[1] in text], key=_NUMBER)
        told = {id(quantity): quantity for _, _, of_word in found for quantity in of_word}
        return list(told.values())


_NUMBER = itemgetter(0)


@dataclass(frozen=True)
class Quantities:
    """All quantities, the scope words, the words around, and the sections in which figures are not results."""

    all: tuple[Quantity, ...]
    scope: ScopeWords
    own_field: Mapping[str, re.Pattern[str]]
    grammar: Grammar
    accounts: Accounts
    threads: Threads
    retractions: Retractions
    divided: Divided
    partitions: Partitions
    all_of: AllOf
    handled: re.Pattern[str]
    published: re.Pattern[str]
    within: re.Pattern[str]
    sections_unread: frozenset[str]
    titles_unread: re.Pattern[str]
    goes_on: re.Pattern[str]

    @cached_property
    def passed_over(self) -> frozenset[str]:
        """Codes of what is not read: `sections_unread`, and topics, which repeat a part of their section."""
        return self.sections_unread | {topic.code for topic in narrative().topics}

    @cached_property
    def subjects(self) -> Mapping[str, Subject | None]:
        """By the code of a quantity the subject that it needs."""
        return {quantity.code: quantity.subject for quantity in self.all}

    @cached_property
    def by_code(self) -> Mapping[str, Quantity]:
        """Each quantity by its code."""
        return {quantity.code: quantity for quantity in self.all}

    @cached_property
    def told(self) -> tuple[Quantity, ...]:
        """The quantities that are figures of their own."""
        return tuple(quantity for quantity in self.all if quantity.label)

    @cached_property
    def needed(self) -> Needed:
        """Quantities that clauses of numbers may tell."""
        return Needed([quantity for quantity in self.all if quantity.clauses])

    @cached_property
    def deniable(self) -> Needed:
        """Those of which a text may say that there was none."""
        return Needed([quantity for quantity in self.told if quantity.denials])

    @cached_property
    def of_all(self) -> tuple[Quantity, ...]:
        """Those of which a clause behind a whole that they are a part of may say that all of it is such."""
        return tuple(quantity for quantity in self.told if quantity.all_of)

    @cached_property
    def totals(self) -> tuple[Quantity, ...]:
        """The quantities of which a list may tell all parts."""
        return tuple(quantity for quantity in self.all if quantity.adds_up or quantity.listed_by)

    @cached_property
    def sums(self) -> tuple[Quantity, ...]:
        """The quantities that add up others."""
        return tuple(quantity for quantity in self.all if quantity.sum_of)


@lru_cache
def quantities(path: Path = QUANTITIES_FILE) -> Quantities:
    """The quantities of a file, read once."""
    with understood(path):
        data = read_toml(path).data
        units = {name: frozenset(printed) for name, printed in data["units"].items()}
        scope, grammar = data["scope"], data["grammar"]
        kinds = "|".join(f"(?P<{kind}>{pattern.replace('{Y}', _YEAR)})" for kind, pattern in scope.items())
        subjects = {
            name: Subject(
                re.compile(entry["words"]),
                re.compile(entry.get("none", entry["words"])),
                frozenset(entry["sections"]),
                entry.get("may_end", False),
                re.compile(entry["behind"]) if "behind" in entry else None,
                re.compile(entry["listed"]) if "listed" in entry else None,
                Along(*(re.compile(entry[name]) for name in ("along", "behind_told", "no_others")))
                if "along" in entry
                else None,
            )
            for name, entry in data["subjects"].items()
        }
        read = _Reader(data["words"], data["led"], grammar["denied"], units, subjects)
        return Quantities(
            tuple(read.quantity(entry) for entry in data["quantity"]),
            ScopeWords(
                re.compile(kinds),
                re.compile(data["initials"]),
                re.compile(data["not_values"]),
                re.compile(data["whole_of"]),
                re.compile(data["same_year"]),
                re.compile(data["said_behind"]),
                re.compile("|".join(data["taken_back"])),
                re.compile(data["introduces"]),
                Until(**{name: re.compile(pattern.replace("{Y}", _YEAR)) for name, pattern in data["until"].items()}),
            ),
            {word: re.compile(name) for word, name in data["own_field"].items()},
            Grammar(
                _longest_first(grammar["neutral"], grammar["phrases"]),
                re.compile(grammar["of_the_year"].replace("{Y}", _YEAR)),
                _longest_first(grammar["leads"], *map(read.whole, grammar["leading"])),
                tuple(re.compile(read.whole(pattern)) for pattern in grammar["general"]),
                re.compile(grammar["topics"]),
                re.compile(grammar["issued"]),
                re.compile(read.whole(grammar["acts"])),
                re.compile(grammar["stands"].replace("{Y}", _YEAR)),
                re.compile(f"(?:{'|'.join(map(read.whole, grammar['asides']))}){read.whole(data['led'])}"),
                re.compile(
                    f"(?:{_longest_first(grammar['on_topic']).pattern}|{_longest_first(grammar['neutral']).pattern}|[“”、（）])*+"
                ),
                re.compile(grammar["off_topic"]),
                re.compile(grammar["business"]),
                re.compile(grammar["restated"]),
                re.compile(f"{read.whole(grammar['reached'])}$"),
                re.compile(grammar["channels"]),
                re.compile(grammar["again"]),
                re.compile(grammar["totals"]),
                tuple(read.clause(PLAIN, pattern) for pattern in grammar["wholes"]),
                re.compile(read.led(grammar["wholes"])),
                _longest_first(grammar["tail"]),
                re.compile(grammar["bracketed"]),
                re.compile(grammar["described"]),
                re.compile(read.whole(grammar["denied_on"])),
                re.compile(grammar["towards"]),
            ),
            Accounts(**{name: re.compile(pattern) for name, pattern in data["accounts"].items()}),
            Threads(**{name: re.compile(read.whole(pattern)) for name, pattern in data["threads"].items()}),
            Retractions(**{name: re.compile(pattern) for name, pattern in data["retractions"].items()}),
            Divided(**{name: re.compile(read.whole(pattern)) for name, pattern in data["divided"].items()}),
            _partitions(data["partitions"]),
            AllOf(**{name: re.compile(read.whole(pattern)) for name, pattern in data["all_of"].items()}),
            re.compile(data["handled"]),
            re.compile(data["published"]),
            re.compile(data["within"]),
            frozenset(data["sections_unread"]),
            re.compile(data["titles_unread"]),
            re.compile(data["goes_on"]),
        )


def _partitions(data: Mapping[str, Any]) -> Partitions:
    sides = {side: re.compile(words) for side, words in data["sides"].items()}
    wholes = {code: {side: sides[side] for side in names} for code, names in data["wholes"].items()}
    summed = {side: (whole, frozenset(known), sides[side]) for side, (whole, *known) in data["summed"].items()}
    return Partitions(wholes, {code: re.compile(words) for code, words in data["doubts"].items()}, summed)


def _longest_first(words: Iterable[str], *patterns: str) -> re.Pattern[str]:
    return re.compile("|".join((*patterns, *sorted(map(re.escape, words), key=len, reverse=True))))


class _Reader:
    """Makes quantities of the entries of a file, with its words in their patterns."""

    def __init__(
        self,
        words: Mapping[str, str],
        led: str,
        denied: str,
        units: Mapping[str, frozenset[str]],
        subjects: Mapping[str, Subject],
    ) -> None:
        self._led = led
        self._denied = denied
        self._units = units
        self._subjects = subjects
        self._words: dict[str, str] = {}
        for name, pattern in words.items():
            self._words[name] = self.whole(pattern)

    def quantity(self, entry: Mapping[str, Any]) -> Quantity:
        """The quantity of an entry."""
        found = {key: re.compile(self.whole(entry[key])) for key in CONDITIONS if key in entry}
        subject = self._subjects[entry["subject"]] if "subject" in entry else None
        return Quantity(
            code=entry["code"],
            label=entry.get("label", ""),
            unit=entry.get("unit", ""),
            units=self._units.get(entry.get("units", ""), frozenset()),
            needs=tuple(entry["needs"]),
            clauses=tuple(self.clause(kind, pattern) for kind in KINDS for pattern in entry.get(kind, ())),
            parts=tuple(self.clause(PART, pattern) for pattern in entry.get(PART, ())),
            leading=self.led(pattern for kind in KINDS for pattern in entry.get(kind, ())),
            denials=tuple(
                Denial(self._denial(words), is_elliptic)
                for kind, is_elliptic in (("none", False), ("none_elliptic", True))
                for words in entry.get(kind, ())
            ),
            all_of=tuple(re.compile(self.whole(pattern)) for pattern in entry.get("all", ())),
            one_is=tuple(re.compile(self.whole(pattern)) for pattern in entry.get("one", ())),
            follows=entry.get("follows", ""),
            follows_listed=entry.get("follows_listed", False),
            topic=found.get("topic"),
            subject=subject,
            whole=found.get("whole"),
            never=found.get("never"),
            never_before=found.get("never_before"),
            never_ahead=found.get("never_ahead"),
            never_after=found.get("never_after"),
            never_around=found.get("never_around"),
            only_after=found.get("only_after"),
            never_listed=found.get("never_listed"),
            sole=found.get("sole"),
            named=found.get("named"),
            verbs=found.get("verbs"),
            opens=found.get("opens"),
            never_all=found.get("never_all"),
            listed_by=found.get("listed_by"),
            never_summed=found.get("never_summed"),
            is_close=entry.get("close", False),
            is_total=entry.get("total", False),
            is_stock=entry.get("stock", False),
            is_flow=entry.get("flow", False),
            is_of_account=entry.get("account", False),
            by_office=entry.get("by_office", False),
            is_apart=entry.get("apart", False),
            none_quantity=entry.get("none_quantity", ""),
            part_of=frozenset(entry.get("part_of", ())),
            side=entry.get("side", ""),
            sum_of=tuple(entry.get("sum_of", ())),
            adds_up=frozenset(entry.get("adds_up", ())),
        )

    def whole(self, pattern: str) -> str:
        """A pattern with the words that it names in it."""
        return _NAME.sub(lambda name: self._words[name[1]], pattern)

    def clause(self, kind: str, pattern: str) -> Clause:
        """The clause of a pattern."""
        before, _, behind = self.whole(pattern).partition(NUMBER)
        return Clause(kind, f"(?:{before}){self._led}" if before else "", behind)

    def led(self, patterns: Iterable[str]) -> str:
        """What stands before the number in any of these patterns."""
        befores = [self.whole(pattern).partition(NUMBER)[0] for pattern in patterns]
        words = "|".join(_NAMED.sub("(?:", before) for before in befores if before)
        return f"(?:(?:{words}){self._led}){'?' if '' in befores else ''}" if words else ""

    def _denial(self, words: str) -> str:
        return self.whole(words) + self._denied
