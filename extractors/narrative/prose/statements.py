"""What prose states of the quantities: every number, and every clause that says that there was none, in which each
word is accounted for.

Numbers are found first, then the clause around each is read: one pass over the text, and the grammar only where there
is a number or a negation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from xxgk.extractors.narrative.prose.accounts import OwnAccounts
from xxgk.extractors.narrative.prose.alls import SaidOfAll
from xxgk.extractors.narrative.prose.carried import CarriedAlone
from xxgk.extractors.narrative.prose.clauses import Clauses
from xxgk.extractors.narrative.prose.conditions import Conditions
from xxgk.extractors.narrative.prose.each import one_by_one
from xxgk.extractors.narrative.prose.headings import Headings
from xxgk.extractors.narrative.prose.lists import SharedVerbs
from xxgk.extractors.narrative.prose.names import names_of
from xxgk.extractors.narrative.prose.numerals import COUNTED, Numeral, numbers
from xxgk.extractors.narrative.prose.own_field import without_field
from xxgk.extractors.narrative.prose.partitions import Proved
from xxgk.extractors.narrative.prose.parts import Parts
from xxgk.extractors.narrative.prose.printed import in_digits, plainly
from xxgk.extractors.narrative.prose.retractions import Retracted
from xxgk.extractors.narrative.prose.running import RunningTotal
from xxgk.extractors.narrative.prose.scope import About
from xxgk.extractors.narrative.prose.squeeze import LONGEST_SENTENCE, Sentences, Squeezed, squeeze
from xxgk.extractors.narrative.prose.told import Statement, is_one_print, plain_value, skeleton, statement
from xxgk.extractors.narrative.prose.totals import Totals
from xxgk.schema.quantities import BARE, LISTED, PART, PLAIN, ZERO, Clause, Grammar, Quantities, Quantity
from xxgk.schema.quantities import NUMBER as NUMBER_MARK
from xxgk.schema.report import NUMBER, STATED_NONE
from xxgk.schema.text import narrow

_NEGATION = re.compile("[未没无零不]")
_TIMES = ("工作日", "月", "自然日")
_DENIED = re.compile("(?:未|没有|无)(?:发生|收到|接到|出现|有|受理|产生|引发)?过?$")
_LONGEST_DENIAL = 6
_CASES = re.compile("复议|诉讼")
_ACCOUNTS = re.compile(r"(?:号|平台|微信|微博|网站)(?:\([0-9一二两三]个$|[1一]个$)")
_LONGEST_REACH = 16
_NOUN = re.compile(r"[^,;:。、()\d\n]{3,16}(?=[,;:。、(\n]|$)")
"""What may be counted by a number before it."""
_HANDLED = "requests_handled"
_FAR = frozenset(("人次", "班次", "场次", "批次", "元", "次", "个", "场", "期", "部", "幅", "人", "名", "位"))
"""Units of what is neither a case nor a paper."""
_FEW = frozenset("一二两三四五六七八九十几")


class _Reader:
    """Reads the statements of one section about the report's own year and agency."""

    def __init__(
        self,
        printed: tuple[Squeezed, Sequence[Numeral]],
        section: tuple[str, str],
        year: int | None,
        agency: str,
        terms: Quantities,
        *,
        of_the_year: bool,
    ) -> None:
        self._squeezed, self._numbers = squeezed, _ = printed
        self._plain = squeezed.plain
        self._year = year
        self._terms = terms
        self._sentences = Sentences(squeezed.plain)
        self._names = names_of(agency)
        headings = Headings(squeezed.plain)
        self._about = About(
            squeezed.plain, (self._sentences, headings), year, (agency, self._names), terms, of_the_year=of_the_year
        )
        self._conditions = Conditions(
            squeezed.plain,
            (section[0], narrow(section[1])),
            (self._sentences, headings),
            self._about,
            terms,
            self._in,
        )
        self._retractions = Retracted(squeezed.plain, self._sentences, headings, self._about, terms.retractions)
        self._accounts = OwnAccounts(agency, self._names, terms.accounts)
        self._clauses: Clauses | None = None
        self._said: set[str] = set()
        self._listed: set[str] = set()  # the same of the sentences before it that semicolons part from it
        self._itself: set[str] = set()  # what the last number tells that names it itself
        self._calm = True  # what is not understood in this sentence counts what no case is
        self._named: frozenset[str] = frozenset()  # and what those do behind which all is understood
        self._running = RunningTotal(squeezed.plain, terms.grammar.of_the_year, year)
        self._totals = Totals(squeezed.plain, terms.grammar.totals, terms.totals)
        self._reached = 0
        self._proved = Proved(squeezed.plain, self._numbers, year, terms.partitions)
        self._parts = Parts(squeezed.plain)
        self._lists = SharedVerbs(squeezed.plain, self._sentences, terms.handled)
        self._alls = SaidOfAll(squeezed.plain, self._sentences, terms.of_all, terms.all_of)
        self._carried = CarriedAlone(squeezed.plain, terms.divided)
        self._noted: list[tuple[Clauses, int, bool]] = []
        self._counted: list[int] = []  # where the numbers end
        self._fitting: dict[int, list[tuple[int, bool]]] = {}  # by sentence, whether each number in it is understood

    def numbers(self) -> Iterator[Statement]:
        """What numbers tell."""
        plain = self._plain
        first = last = before = -1
        candidates: Sequence[Quantity] = ()
        understood = settled = True  # so are the numbers of this sentence so far, and of the one before it
        doubtful: list[Statement] = []  # bare of their subject: told where all of their sentence is understood
        self._counted += [number.end for number in self._numbers if number.unit]
        for place, number in enumerate(self._numbers):
            if number.start >= last:
                if understood:
                    yield from doubtful
                doubtful.clear()
                first, last = self._sentences.around(number.start)
                settled = understood or self._opens_paragraph(first)
                before, understood = first, True
                self._begin(first, opens_paragraph=self._opens_paragraph(first))
                self._proved.look_back(place, last, self._terms.grammar.totals)
                needed = self._terms.needed
                candidates = needed.within(plain[first:last]) if last - first <= LONGEST_SENTENCE else ()
            if candidates:
                is_sure = understood and not self._parts.in_doubt(first, number)
                told, fits = self._proved_or_told(
                    number, (before, first, last), candidates, understood=is_sure, settled=settled
                )
                for code in self._wholes(number, told, first):
                    self._proved.note(place, code)
                for quantity, is_bare in told:
                    stated = self._stated(number, quantity, (first, last))
                    if is_bare and (doubtful or not self._said):
                        doubtful += stated
                    else:
                        yield from stated
                    self._said.add(quantity.code)
                explains = not fits and self._parts.explains(first, number)
                is_aside = explains or (not fits and self._is_of_other_things(number, max(before, first)))
                self._totals.note(number, {quantity.code for quantity, _ in told}, fits=fits)
                self._parts.note(first, number, [quantity for quantity, _ in told])
                self._lists.note(fits=fits or is_aside or self._is_published(number))
                understood &= fits or is_aside
                self._calm &= fits or is_aside or self._is_far(number, max(before, first))
                self._name_subjects(first, number, told, fits=fits or is_aside)
                if fits:
                    self._conditions.understand(first)
                    self._counted += [] if number.unit else [number.end]  # 申请数为0
                self._noted.append((self._in(first, last), number.start, fits))
                self._fitting.setdefault(first, []).append((number.start, fits))
                if not fits and plain[number.start] in _FEW:
                    continue  # 住建、教育两部门, 上述三项工作: no figure, but words of the clause
            elif number.unit and not plain.startswith(_TIMES, number.end):
                understood = False
                self._pass_over(number)
            before = max(number.end, self._reached)
        if understood:
            yield from doubtful

    def _wholes(self, number: Numeral, told: Sequence[tuple[Quantity, bool]], first: int) -> Iterator[str]:
        """The codes of the quantities of which a number may be the whole: those that it tells, or the requests that it
        names again (12件申请中), where it is requests for disclosure that its sentence or section is about."""
        yield from (quantity.code for quantity, _ in told)
        handled = self._terms.by_code[_HANDLED]
        is_again = not told and self._terms.grammar.again.match(self._plain, number.end) is not None
        if is_again and self._conditions.is_subject(handled, first, number.start, none=False):
            yield _HANDLED

    def _stated(self, number: Numeral, quantity: Quantity, sentence: tuple[int, int]) -> list[Statement]:
        """The statements that a number makes which tells a quantity, with those that are said of all that it counts."""
        value = plain_value(number)
        if value is None or not is_one_print(self._squeezed, number):
            return []
        others = self._alls.of(quantity, number, (number.end, max(number.end, self._reached)), sentence[1])
        return [
            statement(
                self._squeezed,
                one,
                (value, number.approximate, NUMBER),
                (number.start, number.digits_end, *sentence),
            )
            for one in (quantity, *others)
            if one.label
        ]

    def _begin(self, first: int, *, opens_paragraph: bool) -> None:
        """Begin the sentence that begins at `first`."""
        self._listed = self._listed | self._said if first > 0 and self._plain[first - 1] == ";" else set()
        self._said.clear()
        self._calm = True
        self._named = frozenset()
        self._running.begin()
        self._totals.begin(goes_on=first > 0 and self._plain[first - 1] == ";")
        self._parts.begin(opens_paragraph=opens_paragraph)
        self._lists.begin(first, opens_paragraph=opens_paragraph)

    def _pass_over(self, number: Numeral) -> None:
        """Note a number that is not understood in a sentence of which no quantity may be told."""
        self._named = frozenset()
        self._lists.note(fits=False)
        self._totals.note(number, (), fits=False)

    def _name_subjects(self, first: int, number: Numeral, told: Sequence[tuple[Quantity, bool]], *, fits: bool) -> None:
        """Note what a number that names itself what it counts tells: short forms behind it are of that, whatever stands
        before it, as long as all numbers between are understood."""
        if not fits:
            self._named = frozenset()
        if self._plain.rfind("(", first, number.start) <= self._plain.rfind(")", first, number.start):
            self._named |= {quantity.code for quantity, _ in told if quantity.code in self._itself}

    def _is_apart(self, quantity: Quantity, first: int, number: Numeral) -> bool:
        """Whether what is not understood before a number leaves a quantity."""
        if quantity.is_apart and self._calm and not self._parts.in_doubt(first, number):
            return True
        return self._goes_on_with(quantity, first, number)

    def _goes_on_with(self, quantity: Quantity, first: int, number: Numeral) -> bool:
        """Whether a quantity is of what a number before it in its sentence names, and all between is understood."""
        if self._parts.in_doubt(first, number):
            return False
        if quantity.follows:
            return quantity.follows in self._named
        subject = quantity.subject
        return subject is not None and any(self._terms.subjects[code] is subject for code in self._named)

    def _said_of(self, quantity: Quantity) -> set[str]:
        """What was told before that a quantity may go on with: some follow it in the next member of a
        list that semicolons part (培训4次，其中线上2次；参训300人次)."""
        return self._said | (self._listed & {quantity.follows}) if quantity.follows_listed else self._said

    def _is_of_other_things(self, number: Numeral, before: int) -> bool:
        """Whether a number counts things that leave no doubt about the figures beside them: 开设专栏3个."""
        clauses = self._in(*self._sentences.around(number.start))
        places = clauses.of_clause(before, number.start - number.nearly)
        asides = self._terms.grammar.asides
        if any(asides.fullmatch(self._plain, place, number.start - number.nearly) for place in places):
            return True
        return self._is_on_topic(number, before, clauses.ends(number.start))

    def _is_far(self, number: Numeral, before: int) -> bool:
        """Whether a number, behind the one that ends at `before`, counts neither cases nor papers, nor anything of a
        business that has applications of its own: 走访企业12家."""
        clauses = self._in(*self._sentences.around(number.start))
        begin = max(before, clauses.begins(number.start))
        grammar = self._terms.grammar
        return number.unit in _FAR and not grammar.business.search(self._plain, begin, clauses.ends(number.start))

    def _is_on_topic(self, number: Numeral, before: int, end: int) -> bool:
        """Whether all words around a number, from the number `before` it to the next one or the `end` of its clause,
        are of the matter itself, so that it counts no other business."""
        plain, words, off = self._plain, self._terms.grammar.on_topic, self._terms.grammar.off_topic
        following = COUNTED.search(plain, number.end, end)
        begin = max(before, self._in(*self._sentences.around(number.start)).begins(number.start))
        stop = following.start() if following else end
        before_it = plain[begin : number.start - number.nearly]
        if off.fullmatch(before_it) or off.fullmatch(f"{before_it}{NUMBER_MARK}{number.unit}"):
            return False
        return words.fullmatch(before_it) is not None and words.fullmatch(plain, number.end, stop) is not None

    def _is_published(self, number: Numeral) -> bool:
        """Whether a number is of other things that were published, so that what is listed behind it was, too."""
        clauses = self._in(*self._sentences.around(number.start))
        places = clauses.of_clause(clauses.begins(number.start), number.start)
        return any(self._terms.published.match(self._plain, place) for place in places)

    def _follows_numbers(self, first: int) -> bool:
        """Whether the sentence before the one that begins at `first`, in its paragraph, holds a number."""
        if self._opens_paragraph(first):
            return False
        begin, end = self._sentences.around(first - 1)
        return COUNTED.search(self._plain, begin, end) is not None

    def _opens_paragraph(self, first: int) -> bool:
        return first == 0 or self._plain[first - 1] == "\n"

    def denials(self) -> Iterator[Statement]:
        """What clauses deny."""
        plain, about = self._plain, self._about
        begun = -1
        for negation in _NEGATION.finditer(plain):
            first, last = self._sentences.around(negation.start())
            if last - first > LONGEST_SENTENCE:
                continue
            clauses = self._in(first, last)
            begin, end = clauses.begins(negation.start()), self._denies_to(clauses, negation.start())
            if begin == begun:
                continue
            begun = begin
            titled = clauses.begins(begin - 1) if begin > first and plain[begin - 1] == ":" else begin
            candidates = self._terms.deniable.within(plain[titled:end])
            if not candidates:
                continue
            counted = [number.end() for number in COUNTED.finditer(plain, first, begin)]
            after = max((*counted, *(end for end in self._counted if first < end <= begin)), default=first)
            places = clauses.places(after, end, counted=self._is_last_known(first, begin))
            understood = after == first and not self._follows_numbers(first)
            another = self._about.goes_on_with_anothers(first, begin)
            for quantity in candidates:
                denied = self._denied(quantity, places, (first, end), understood=understood, another=another)
                self._noted.append((clauses, begin, denied is not None))
                if (
                    denied
                    and about.is_own(first, denied.start(), quantity, none=True)
                    and not self._retractions.cover(denied.start())
                ):
                    place = (denied.start(), denied.end(), first, last)
                    yield statement(self._squeezed, quantity, (0, False, STATED_NONE), place)

    def _is_last_known(self, first: int, end: int) -> bool:
        """Whether the last number before `end` in the sentence that begins at `first` was understood."""
        return next((fits for place, fits in reversed(self._fitting.get(first, ())) if place < end), True)

    def _denies_to(self, clauses: Clauses, place: int) -> int:
        """Where a denial ends; it goes on where the next clause begins with other cases and counts none:
        未发生…行政复议,提起行政诉讼的情况."""
        end = clauses.ends(place)
        following = clauses.ends(end + 1) if end + 1 < clauses.last else end
        goes_on = self._terms.grammar.denied_on.match(self._plain, end + 1, following)
        is_of_cases = _CASES.search(self._plain, place, end)
        return following if goes_on and is_of_cases and not COUNTED.search(self._plain, end, following) else end

    def clauses(self) -> Iterator[tuple[str, bool]]:
        """The clauses read so far that hold a number or a denial of what the quantities are about, and whether each was
        understood."""
        known: dict[tuple[int, int], bool] = {}
        for clauses, place, understood in self._noted:
            clause = clauses.begins(place), clauses.ends(place)
            known[clause] = known.get(clause, False) or understood
        for (begin, end), understood in sorted(known.items()):
            yield self._plain[begin:end], understood

    def _in(self, first: int, last: int) -> Clauses:
        if self._clauses is None or self._clauses.first != first:
            terms = self._terms
            names = self._names, self._accounts
            self._clauses = Clauses(self._plain, first, last, (terms.grammar, terms.scope), names)
        return self._clauses

    def _proved_or_told(
        self,
        number: Numeral,
        spans: tuple[int, int, int],
        candidates: Sequence[Quantity],
        *,
        understood: bool,
        settled: bool,
    ) -> tuple[list[tuple[Quantity, bool]], bool]:
        """What a number tells by its clause, or else as one of the parts that add up to a whole; see `_told`."""
        told, fits = self._told(number, spans, candidates, understood=understood, settled=settled)
        code = self._proved.of(number)
        quantity = self._terms.by_code[code] if code and not told else None
        if quantity is None or not self._is_kept(quantity, PLAIN, number, spans[1:]):
            return told, fits or self._proved.lists(number)
        if self._proved.is_summed(number) and not self._is_own(quantity, PLAIN, number, spans[1:]):
            return told, True
        return [(quantity, False)], True

    def _told(
        self,
        number: Numeral,
        spans: tuple[int, int, int],
        candidates: Sequence[Quantity],
        *,
        understood: bool,
        settled: bool,
    ) -> tuple[list[tuple[Quantity, bool]], bool]:
        """The quantities that a number tells; seldom more than one (复议、诉讼均为0); of each, whether it is
        bare of its subject. And whether its clause is understood, told or not: it may be another year's."""
        before, first, last = spans
        conditions = self._conditions
        counted = [quantity for quantity in candidates if number.unit in quantity.units]
        clauses = self._in(first, last)
        places = clauses.places(before, number.start - number.nearly)
        self._itself.clear()
        if not places:
            return [], False
        stop = number.start - number.nearly
        told: list[tuple[Quantity, bool]] = []
        of_the_year = self._running.of_the_year(number)
        closes = clauses.closes(number.end)
        if of_the_year is not None and closes and self._is_kept(of_the_year, PLAIN, number, (first, last)):
            return [(of_the_year, False)], True
        total = self._totals.of(number, clauses.of_clause(before, stop), understood=understood)
        is_named = total is not None and (understood or conditions.is_subject(total, first, number.start, none=False))
        is_ours = total is not None and self._is_of_own_account(total, first, stop)
        if total is not None and closes and is_named and is_ours and self._is_own(total, PLAIN, number, (first, last)):
            return [(total, False)], True
        fits = False
        parts_end = self._parts.exhausted(first, number.start)
        end = clauses.ends(number.start)
        around = self._plain[min(places) : end]
        turned = self._turned(number, places)
        for quantity in counted:
            is_named = any(map(around.__contains__, quantity.needs))
            may_tell = quantity.clauses if is_named else quantity.parts  # a part's whole is named before
            if not may_tell:
                continue
            if not self._is_led(quantity.led, places, stop) and not any(map(quantity.led.fullmatch, turned)):
                continue
            for clause in may_tell:
                if clause.kind == LISTED and not self._is_listed(quantity, before, number, clauses):
                    continue
                begin = self._begins(clause, number, places, clauses)
                fits |= begin is not None and conditions.fits(clause, first, number)
                if (
                    begin is not None
                    and (clause.kind == PART or not self._terms.within.search(self._plain, first, begin))
                    and conditions.count(
                        quantity,
                        clause,
                        number,
                        (first, end),
                        self._said_of(quantity),
                        understood=understood or self._is_apart(quantity, first, number),
                        settled=settled,
                    )
                    and conditions.stand_before(quantity, clause, number, (begin, first), parts_end)
                    and (
                        (is_own := self._is_own(quantity, clause.kind, number, (first, last)))
                        or self._about.runs_longer(first, number.start - number.nearly)
                    )
                    and self._parts.counts(quantity, first, number)
                    and not self._carried.has(quantity, first, number.start)
                    and self._lists.counts(
                        quantity, first, clauses.begins(number.start), (begin, number.start - number.nearly)
                    )
                    and self._is_of_own_account(quantity, min(places), number.start)
                ):
                    if not is_own:
                        self._running.note(quantity, number)
                        break
                    of_clause = clauses.begins(number.start)
                    names_itself = clause.kind in (PLAIN, LISTED, PART)
                    is_bare = clause.kind == BARE or (
                        not names_itself and conditions.is_bare(quantity, first, of_clause, last)
                    )
                    told.append((quantity, is_bare))
                    if clause.kind == PLAIN:
                        self._itself.add(quantity.code)
                    break
        grammar = self._terms.grammar
        wholes = grammar.wholes if not fits and self._is_led(grammar.wholes_led, places, stop) else ()
        fits |= closes and self._is_led(grammar.restated, places, stop) and bool(self._parts.restated(number))
        return told, fits or any(self._begins(clause, number, places, clauses) is not None for clause in wholes)

    def _is_of_own_account(self, quantity: Quantity, start: int, end: int) -> bool:
        """Whether every account and site named between two places may be the agency's, where the quantity is of one."""
        return not quantity.is_of_account or self._accounts.all_own(self._plain, start, end)

    def _is_listed(self, quantity: Quantity, before: int, number: Numeral, clauses: Clauses) -> bool:
        """Whether a number behind another one of its clause stands in a list of what the quantity counts:
        收到留言18条、政府信息公开申请4件."""
        begin = clauses.begins(number.start)
        opens = quantity.opens
        return (
            before > begin
            and opens is not None
            and any(opens.match(self._plain, place) for place in clauses.of_clause(begin, number.start))
        )

    def _is_led(self, words: re.Pattern[str], places: Sequence[int], stop: int) -> bool:
        """Whether any of these words stand from one of the places up to a number."""
        plain, fits = self._plain, words.fullmatch
        return any(fits(plain, place, stop) for place in places)

    def _is_own(self, quantity: Quantity, kind: str, number: Numeral, spans: tuple[int, int]) -> bool:
        """Whether a number that a clause of this `kind` tells is the report's own figure of its year, and is not taken
        back. `spans`: where its sentence begins and ends."""
        place = number.start - number.nearly
        return self._is_kept(quantity, kind, number, spans) and self._about.is_own(
            spans[0],
            place,
            quantity,
            none=number.value == 0,
            is_said=quantity.code in self._said,
            follows=quantity.follows in self._said,
        )

    def _is_kept(self, quantity: Quantity, kind: str, number: Numeral, spans: tuple[int, int]) -> bool:
        return self._conditions.stand_behind(
            quantity, kind, number, spans, reach=max(number.end, self._reached)
        ) and not self._retractions.cover(number.start)

    def _begins(self, clause: Clause, number: Numeral, places: Sequence[int], clauses: Clauses) -> int | None:
        """Where a clause begins that tells a number, if all of it is understood."""
        plain, end = self._plain, number.end
        stop = number.start - number.nearly
        if clause.behind is not None:
            behind = clause.behind.match(plain, end, clauses.last)
            if behind is None or not self._is_of_year(behind):
                return None
            end = behind.end()
        elif (turned := self._turned_as(clause, number, places, clauses)) is not None:
            return turned
        for place in places:
            is_led = place == stop if clause.before is None else self._leads(clause.before, place, stop)
            if is_led and self._is_to_us(place, stop):
                closes = clauses.closes(end)
                self._reached = max(self._reached, end) if closes else self._reached
                return place if closes else None
        return None

    def _turned(self, number: Numeral, places: Sequence[int]) -> list[str]:
        """What stands from each of the places up to a number, with what it counts, which stands behind it, put before
        it: 召开3次专题会议 is 召开专题会议3次."""
        stop = number.start - number.nearly
        noun = _NOUN.match(self._plain, number.end)
        return [self._plain[place:stop] + noun[0] for place in places] if noun else []

    def _turned_as(self, clause: Clause, number: Numeral, places: Sequence[int], clauses: Clauses) -> int | None:
        """Where a clause begins that tells a number before what this counts, if all of it is understood."""
        if clause.before is None or clause.kind in (PART, ZERO):
            return None
        for place, words in zip(places, self._turned(number, places), strict=False):
            match = clause.before.fullmatch(words)
            end = number.end + len(words) - (number.start - number.nearly - place)
            if match is not None and self._is_of_year(match) and clauses.closes(end) and self._is_to_us(place, end):
                self._reached = max(self._reached, end)
                return place
        return None

    def _leads(self, before: re.Pattern[str], place: int, stop: int) -> bool:
        match = before.fullmatch(self._plain, place, stop)
        return match is not None and self._is_of_year(match)

    def _is_to_us(self, begin: int, end: int) -> bool:
        """Whether the agency is every body to which the words ``begin:end`` say that it came: 针对市政府的复议."""
        return all(
            self._names.end(self._plain, *body.span("body")) == body.end("body")
            for body in self._terms.grammar.towards.finditer(self._plain, begin, end)
        )

    def _is_of_year(self, match: re.Match[str]) -> bool:
        """Whether the years before and after that a pattern names are those of the report."""
        if self._year is None:
            return True
        years = match.groupdict()
        return years.get("last") in (None, f"{self._year - 1}") and years.get("next") in (None, f"{self._year + 1}")

    def _denied(
        self, quantity: Quantity, places: Sequence[int], span: tuple[int, int], *, understood: bool, another: bool
    ) -> re.Match[str] | None:
        """The words by which a clause denies a quantity, if nothing else is in it."""
        plain = self._plain
        first, end = span
        for denial in quantity.denials:
            for place in places:
                match = denial.words.fullmatch(plain, place, end)
                if (
                    match is None
                    or not self._is_of_year(match)
                    or not _names(quantity, match)
                    or not self._is_to_us(match.start(), match.end())
                    or _is_limited(plain, first, place)
                ):
                    continue
                if denial.is_elliptic and another:
                    continue
                if quantity.never_ahead and quantity.never_ahead.search(plain, first, place):
                    continue
                if not denial.is_elliptic or self._is_of_subject(quantity, first, end, understood=understood):
                    return match
        return None

    def _is_of_subject(self, quantity: Quantity, first: int, end: int, *, understood: bool) -> bool:
        """Whether the words before, or the section, say of what a clause is that ends at `end` and denies a quantity
        without naming it."""
        conditions, (_, last) = self._conditions, self._sentences.around(first)
        if not conditions.is_subject(quantity, first, end, none=True):
            return False
        begin = self._in(first, last).begins(end)
        if COUNTED.search(self._plain, end, last) and conditions.is_bare(quantity, begin, begin, last):
            return False
        return understood or conditions.is_topic(quantity, first, end, none=True)


def statements(
    text: str,
    year: int | None,
    agency: str,
    terms: Quantities,
    code: str = "",
    title: str = "",
    *,
    of_the_year: bool = False,
) -> list[Statement]:
    """The statements of one section (its text, code and title) about the report's own year and agency, in printed
    order. `of_the_year` tells that the report states the year as the period of its numbers."""
    printed = squeezed, counted = _printed(text, year, agency, terms)
    if not counted and not _NEGATION.search(squeezed.plain):  # as in most preambles
        return []
    reader = _Reader(printed, (code, title), year, agency, terms, of_the_year=of_the_year)
    return sorted((*reader.numbers(), *reader.denials()), key=lambda one: one.start)


def clauses_read(
    text: str, year: int | None, agency: str, terms: Quantities, code: str = "", title: str = ""
) -> list[tuple[str, bool]]:
    """The clauses of a section that hold a number or a denial of what the quantities are about, as skeletons (N for a
    number, Y for a year, “…” for a name in quotation marks), and whether each was understood."""
    printed = _printed(text, year, agency, terms)
    reader = _Reader(printed, (code, title), year, agency, terms, of_the_year=False)
    for _ in (*reader.numbers(), *reader.denials()):
        pass
    return [(skeleton(clause), known) for clause, known in reader.clauses()]


def _printed(text: str, year: int | None, agency: str, terms: Quantities) -> tuple[Squeezed, Sequence[Numeral]]:
    """A section in plain print, and the numbers that count something in it."""
    squeezed = without_field(one_by_one(plainly(in_digits(squeeze(text))), year), agency, terms.own_field)
    return squeezed, [*_counting(squeezed.plain, terms.grammar)]


def _counting(plain: str, grammar: Grammar) -> Iterator[Numeral]:
    """The numbers of a text but for those of denials, 没有发生一起, of how many channels of a kind there are,
    微信公众号（2个）, 两个平台, and of how far something reached, 粉丝3万人."""
    for number in numbers(plain):
        start = number.start - number.nearly
        if plain[number.end : number.end + 1] in ("", ")", ",") and _ACCOUNTS.search(
            plain, max(0, start - 4), number.end
        ):
            continue
        if plain[start] in _FEW and grammar.channels.match(plain, number.digits_end):
            continue
        if grammar.reached.search(plain, max(0, start - _LONGEST_REACH), start):
            continue
        if plain[number.start] != "一" or not _DENIED.search(
            plain, max(0, number.start - _LONGEST_DENIAL), number.start
        ):
            yield number


def _names(quantity: Quantity, match: re.Match[str]) -> bool:
    return quantity.named is None or quantity.named.search(match["cases"]) is not None


def _is_limited(plain: str, first: int, place: int) -> bool:
    """Whether the clause before says of what it is not true: 除网上申请外."""
    return plain.endswith(("外,", "之外,", "以外,"), first, place) and "除" in plain[first:place]
