"""What a stretch of a sentence is about: the report's year or another, its own figures or somebody else's.

The last word before a number that speaks of a year, a part of it or a running total decides, and the last one that
names a body; comparisons and intentions hold in their own clause. A sentence that names no time goes on with that of
the sentences before it in its paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from xxgk.extractors.narrative.prose.headings import Headings
from xxgk.extractors.narrative.prose.names import Names
from xxgk.extractors.narrative.prose.squeeze import Sentences
from xxgk.extractors.narrative.prose.subjects import ANOTHERS, OFFICE, OURS, Subjects
from xxgk.extractors.narrative.prose.threads import OTHER, PART, PLAN, RUNNING, THIS, Thread
from xxgk.schema.quantities import Quantities, Quantity

_YEAR = re.compile(r"(?:19|20)\d\d")
_MONTH = re.compile(r"(\d{1,2})月")
_LAST_MONTH = "12"
"""Of a range that goes to the end of the year."""
_LISTED = re.compile(
    r"(?:[、,和及](?!其中)[^,、;。()\d]{1,12}\d{1,8}[件条份宗个项起次篇期场]){1,8}(?=,(?:均|都|全部|以上|上述)|\()"
)
"""The other items of a list of which the words behind it speak: 予以公开4件、不予公开1件，均为…"""
_ALL_ARE = re.compile(
    r"(?:\([^()]{0,80}\))?(?:,[^,;。()\d]{1,24}){0,3},(?:均|全部|都)(?:为|系|是|属于)(?P<what>[^,;。()]{1,24})"
)
"""A clause about all of what stands before it, of which nothing else was counted since."""
_DIVISIONS = frozenset(("省", "市", "区", "县", "州"))
_TOWNSHIPS = frozenset(("镇", "乡", "街道", "街"))
_ALL_OF_IT = re.compile("各(?:部门|单位|行政机关)|各级.*|各.*(?:部门|单位)[、和及].*|各.*[、和及].*(?:部门|单位)")
_OF_WHICH = "其中"
_BELOW = ("下属", "所属", "直属", "二级")
_CONVENED = ("召开", "举行", "举办", "组织", "开展")
_ATTENDED = re.compile("人员|干部|信息员|职工|联络员|骨干|负责人")
_CAME = re.compile(
    r"[\d,]{1,7}余?(?:人次|人|名|位)[^,。;\d]{0,10}(?:参加|参训|参会|受训)(?:了)?(?:培训|学习)?(?=[,。;)]|$)"
)
_TRAIN = re.compile(r"各[^,。;]{1,8}(?<!参加)(?<!参与)(?<!接受)培训(?!人|班|会)")
"""Of bodies that train somebody themselves: 各乡镇共培训干部96人次."""
_COMES = re.compile(r"(?:参加|参训|参会|受训)(?:人员|人数|的)*(?:达到?|共|计)?$")
_CALLED_UP = re.compile(r"[^,。;\d]{0,14}(?:信息员|干部|人员|负责人|骨干|职工|联络员|专干)[^,。;\d]{0,12}培训")
_FIRST_YEAR = 2008
"""The year in which the Regulation came into force."""
_AT = ("在", "到", "赴", "通过")
_DIRECTED = ("指导", "督促", "协助")
_WILL = ("将", "拟", "预计", "争取")


class About:
    """Answers for one text (without spaces, narrowed) whether a place in it is about the report's own year and body."""

    def __init__(
        self,
        plain: str,
        lines: tuple[Sentences, Headings],
        year: int | None,
        agency: tuple[str, Names],
        terms: Quantities,
        *,
        of_the_year: bool,
    ) -> None:
        self._plain = plain
        self._sentences, headings = lines
        self._year = year
        self._scope = scope = terms.scope
        name, names = agency
        self._of_the_year = of_the_year
        whole = scope.whole_of.search(name)
        self._whole = f"全{whole[1]}" if whole else ""
        self._name = _short(name)
        self._names = names
        self._wholes: dict[int, list[tuple[int, int]]] = {}
        self._of_its_region = names.of_its_region
        self._known: dict[int, list[tuple[str, int, str]]] = {}
        self._subjects = Subjects(plain, self._sentences, name, names, terms.threads)
        self._thread = Thread(
            plain, self._sentences, headings, self._subjects, (terms.threads, scope.same_year), self._words
        )

    def is_own(
        self,
        start: int,
        place: int,
        quantity: Quantity,
        *,
        none: bool = False,
        is_said: bool = False,
        follows: bool = False,
    ) -> bool:
        """Whether what stands at `place` of the sentence that begins at `start` is the report's own figure of a
        quantity, or says that there was `none`. Where the sentence has told it before (`is_said`), 累计 begins a
        running total: 新增公开信息297条,累计公开2985条; where it has told what the quantity `follows`, 累计 counts what
        that did, and so may others have done: 培训2次,累计培训90人,各乡镇56人参加."""
        plain = self._plain
        clause = _clause_start(plain, start, place)
        if self._scope.not_values.search(plain, clause, place):
            return False
        carried = self._thread.before(start)
        time, is_named = "", False
        for kind, where, word in self._words(start, place):
            if kind in ("difference", "intent", PLAN) and where >= clause:
                return False
            if kind == PLAN or (kind == "intent" and (word.startswith(_WILL) or plain[where + len(word)] == ":")):
                time = PLAN
            elif kind == "weak":
                is_of_year = follows or (
                    not is_said and (time == THIS or (not time and self._goes_on_this_year(start, quantity)))
                )
                time = time if none or is_of_year else RUNNING
            elif kind == RUNNING and self._tells_the_year(word, start, quantity, none=none):
                time = THIS
            elif kind == THIS and self._scope.same_year.fullmatch(word):
                time = time if time == OTHER else kind
            elif kind in (THIS, OTHER, RUNNING, PART):
                time = time if quantity.is_stock and kind == RUNNING and not _within_year(word) else kind
                is_named |= kind == THIS
        who = (
            self._last_body(start, clause if follows and self._attended(clause, place, is_said=is_said) else place)
            or carried.who
        )
        if who == ANOTHERS or (who == OFFICE and not quantity.by_office):
            return False
        if time == THIS and (is_named or carried.when in (RUNNING, PART)):
            return True
        if time not in ("", THIS) or self._is_introduced_as_another(start):
            return False
        return carried.when in ("", THIS) or (carried.when == RUNNING and quantity.is_stock)

    def _attended(self, clause: int, place: int, *, is_said: bool) -> bool:
        """Whether a number at `place`, in a clause that begins at `clause`, is of those who came, whoever they are:
        各部门120人参训, if none were told before."""
        came = not is_said and (_CAME.match(self._plain, place) or _COMES.search(self._plain, clause, place))
        train = _TRAIN.search(self._plain, clause, place)
        return bool(came or (_ATTENDED.search(self._plain, clause, place) and not train))

    def _goes_on_this_year(self, start: int, quantity: Quantity) -> bool:
        """Whether a sentence that names no time goes on with what its paragraph counts over the year, so that 累计 is
        no running total in it: of no paragraph that has spoken of a longer time."""
        line = self._plain.rfind("\n", 0, start) + 1
        return (
            quantity.is_flow
            and self._thread.before(start).when == THIS
            and self._scope.until.longer.search(self._plain, line, start) is None
        )

    def runs_longer(self, start: int, place: int) -> bool:
        """Whether what stands at `place` of the sentence that begins at `start` is the report's own, counted over more
        than its year."""
        carried = self._thread.before(start)
        if (self._last_body(start, place) or carried.who) in (OFFICE, ANOTHERS):
            return False
        kinds = (THIS, OTHER, RUNNING, PART, PLAN, "weak", "intent", "difference")
        times = [(kind, word) for kind, _, word in self._words(start, place) if kind in kinds]
        kind, word = times[-1] if times else (carried.when, "")
        if kind == OTHER:
            years = _YEAR.findall(word)
            return len(years) > 1 and years[-1] == f"{self._year}"
        return kind in (RUNNING, "weak")

    def goes_on_with_anothers(self, start: int, place: int) -> bool:
        """Whether a sentence that names no body before `place` follows one about another's figures."""
        if start == 0 or self._plain[start - 1] == "\n" or self._last_body(start, place):
            return False
        told = self._bodies_told(*self._sentences.around(start - 1))
        return (max(told)[1] if told else self._thread.before(start).who) in (OFFICE, ANOTHERS)

    def _last_body(self, first: int, end: int) -> str:
        """Whose figures the words of a sentence up to `end` say that it tells: the last that says so."""
        bodies = self._bodies_told(first, end) + [(where, whose) for whose, where in self._subjects.of(first, end)]
        return max(bodies, key=lambda body: (body[0], body[1] != OURS))[1] if bodies else ""

    def _bodies_told(self, first: int, end: int) -> list[tuple[int, str]]:
        """The words for a body in a sentence up to `end`, wherever in a clause."""
        return [
            (where, self._whose(kind, word, where))
            for kind, where, word in self._words(first, end)
            if kind in ("body", "self")
            and not self._convenes(word, where)
            and not (kind == "body" and not self._is_self(kind, word) and self._is_of_whole(first, where))
            and not (kind == "self" and self._is_place(first, where))
        ]

    def _is_of_whole(self, first: int, where: int) -> bool:
        """Whether a word for a body stands among all those for which a government reports: 县政府及所属部门、乡镇."""
        if first not in self._wholes:
            self._wholes[first] = list(self._names.whole(self._plain, *self._sentences.around(first)))
        return any(begin < where < end for begin, end in self._wholes[first])

    def _whose(self, kind: str, word: str, where: int) -> str:
        """Whose figures follow a word for a body; what others were directed to do is theirs: 指导各部门举办培训."""
        if self._is_self(kind, word) and not self._plain.endswith(_DIRECTED, 0, where):
            return OURS
        return OFFICE if self._subjects.is_own_office(word) else ANOTHERS

    def _is_place(self, first: int, where: int) -> bool:
        """Whether a word for ourselves says where another body did something: 省厅在我局召开发布会."""
        if not self._plain.endswith(_AT, first, where):
            return False
        clause = _clause_start(self._plain, first, where)
        bodies = [begin for kind, begin, _ in self._words(first, where) if kind == "body"]
        others = [begin for whose, begin in self._subjects.of(first, where) if whose == ANOTHERS]
        return any(begin >= clause for begin in (*bodies, *others))

    def _convenes(self, word: str, where: int) -> bool:
        """Whether a word for a division names those whom an agency of one of this kind convenes: 召开全县…会议."""
        if not self._plain.endswith(_CONVENED, 0, where):
            return False
        is_all = word[0] == "全" and (word[1:] in self._name or word == "全系统")
        return is_all or _CALLED_UP.match(self._plain, where) is not None

    def is_taken_back(self, start: int, end: int, quantity: Quantity) -> bool:
        """Whether the words right behind a number that ends at `end` of the sentence that begins at `start`, or behind
        the list that it opens, say that it is not this year's or not the report's own: (历年累计), 系上半年数据,
        含下属单位30条."""
        _, last = self._sentences.around(start)
        if self._are_all_anothers(end, last):
            return True
        listed = _LISTED.match(self._plain, end, last)
        return any(
            self._is_taken_back_at(place, (start, last), quantity)
            for place in (end, *((listed.end(),) if listed else ()))
        )

    def _are_all_anothers(self, end: int, last: int) -> bool:
        """Whether a later clause says of all that a number counts that they are another year's or somebody else's:
        收到申请3件,均已答复,均为2022年提出."""
        behind = _ALL_ARE.match(self._plain, end, last)
        return behind is not None and self.speaks_of_another(behind.start("what"), behind.end("what"))

    def _is_taken_back_at(self, place: int, sentence: tuple[int, int], quantity: Quantity) -> bool:
        plain, scope = self._plain, self._scope
        start, last = sentence
        taken_back = scope.taken_back.match(plain, place, last)
        if taken_back is not None:
            words = taken_back[0]
            return not (quantity.is_stock and _OF_WHICH in words) or any(word in words for word in _BELOW)
        said = scope.said_behind.match(plain, place, last)
        if said is None:
            return False
        first, behind = said.span(said.lastgroup or 0)
        return any(
            self._is_anothers(kind, word)
            or (kind in (RUNNING, "weak") and not quantity.is_stock and not scope.until.end.fullmatch(word))
            for kind, where, word in self._read_words(start)
            if first <= where < behind
        )

    def speaks_of_another(self, start: int, end: int) -> bool:
        """Whether a word in ``start:end`` of a sentence speaks of another year, a part of one or another body."""
        first, _ = self._sentences.around(start)
        return any(
            where >= start and (self._is_anothers(kind, word) or kind in (RUNNING, "weak"))
            for kind, where, word in self._words(first, end)
            if not self._scope.until.end.fullmatch(word)
        )

    def _tells_the_year(self, word: str, start: int, quantity: Quantity, *, none: bool) -> bool:
        """Whether a total up to the day that a `word` names is that of the report's year."""
        until = self._scope.until
        if self._year == _FIRST_YEAR and until.end.fullmatch(word):
            return True  # there was nothing to count before
        if none:
            return bool(until.end.fullmatch(word) or until.now.fullmatch(word))
        if not quantity.is_flow or not until.end.fullmatch(word):
            return False
        _, end = self._sentences.around(start)
        while start > 0 and self._plain[start - 1] == ";":
            start = self._sentences.around(start - 1)[0]
        accounts = self._of_the_year or until.accounts.search(self._plain, start, end)
        return bool(accounts) and not until.longer.search(self._plain, start, end)

    def _is_self(self, kind: str, word: str) -> bool:
        """Whether a word for a body means the reporting one, or all that it reports for: 我市 in a bureau's report
        is the city."""
        if kind == "self":
            division = word[1:]
            if division in _TOWNSHIPS:
                return not self._name or self._whole[1:] in _TOWNSHIPS
            return not self._name or division not in _DIVISIONS or self._whole == f"全{division}"
        if word == self._of_its_region:
            return True
        if self._whole and word in (self._whole, self._whole[1:]):
            return True
        return bool(self._whole and _is_all_of_it(word)) or self._name.endswith(_short(word))

    def names_year_after(self, start: int, part: int, place: int) -> bool:
        """Whether a word between `part` and `place`, in the sentence that begins at `start`, names the report's
        year."""
        return any(kind == THIS and where > part for kind, where, _ in self._words(start, place))

    def _words(self, start: int, end: int) -> Iterator[tuple[str, int, str]]:
        """The scope words that begin in ``start:end`` of a sentence: kind, place, text. Those in brackets closed before
        `end` speak for themselves."""
        if start not in self._known:
            self._known[start] = list(self._read_words(start))
        plain = self._plain
        for word in self._known[start]:
            where = word[1]
            if where >= end:
                return
            opening = plain.rfind("(", start, where)
            if opening < 0 or not where < plain.find(")", opening, end):
                yield word

    def _read_words(self, start: int) -> Iterator[tuple[str, int, str]]:
        plain = self._plain
        _, end = self._sentences.around(start)
        match, last = self._scope.words.match, start
        for initial in self._scope.initials.finditer(plain, start, end):
            if initial.start() >= last and (word := match(plain, initial.start(), end)):
                last = word.end()
                yield self._kind(word), word.start(), word[0]

    def _kind(self, word: re.Match[str]) -> str:
        kind = word.lastgroup or ""
        if kind not in ("year", "range", RUNNING):
            return kind
        years = [int(year) for year in _YEAR.findall(word[0])]
        if self._year and any(year != self._year for year in years):
            return OTHER
        if kind == "year":
            return THIS
        if kind == "range":
            first, last = (*_MONTH.findall(word[0]), _LAST_MONTH)[:2]
            # The Regulation came into force in May 2008: the first reports begin there.
            whole = int(last) == 12 and (int(first) == 1 or self._year == 2008)
            return THIS if whole else PART
        return THIS if years and word[0].endswith("以来") else RUNNING

    def _is_introduced_as_another(self, start: int) -> bool:
        """Whether the sentence before says of what follows that it is not the report's own: 以下为全县数据."""
        end = start - 1
        first = self._sentences.around(end)[0] if end >= 0 else 0
        if end <= first or not self._scope.introduces.fullmatch(self._plain, first, end):
            return False
        return any(self._is_anothers(kind, word) for kind, _, word in self._words(first, end))

    def _is_anothers(self, kind: str, word: str) -> bool:
        return kind in (OTHER, PART, PLAN, "intent") or (kind == "body" and not self._is_self(kind, word))


def _within_year(word: str) -> bool:
    """Whether a word names a month before the last: 截至6月底."""
    return any(month != _LAST_MONTH for month in _MONTH.findall(word))


def _is_all_of_it(word: str) -> bool:
    """Whether a word means all the organs of a government: 各级行政机关, 各部门、乡镇."""
    return _ALL_OF_IT.fullmatch(word) is not None


def _short(name: str) -> str:
    """A name of an organ as prose has it: 县政府 for 县人民政府."""
    return name.replace("人民政府", "政府")


def _clause_start(plain: str, start: int, place: int) -> int:
    """Where the clause before `place` begins, within a sentence that begins at `start`; in a bracket, where this
    opens."""
    opening = plain.rfind("(", start, place)
    is_open = opening >= 0 and plain.find(")", opening, place) < 0
    return max(start, *(plain.rfind(mark, start, place) + 1 for mark in ",:"), opening + 1 if is_open else 0)
