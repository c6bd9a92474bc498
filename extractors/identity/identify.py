"""Who reports, and for which year.

The agency is the one that the title names; where the title names none (or only ``公安局``), the one that the
preamble, the sign-off or the publisher names; a title that is a short form of the name by which the document speaks of
itself never wins over it (苏州财政局, 苏州工业园区财政局), nor does one that preamble and sign-off contradict. A name
that several agencies share is resolved by evidence in the document only; where that does not separate them the document
is in doubt and is set aside. An agency that is in no registry and in no known region is provisional, with one
identifier for ever: that of its full name.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from xxgk.extractors.identity import self_names
from xxgk.extractors.identity.candidate import Candidate, unique
from xxgk.extractors.identity.described import described
from xxgk.extractors.identity.evidence import Signs, collect, decide, telephone
from xxgk.extractors.identity.organ_names import candidates, complete, of_site, plates_of
from xxgk.extractors.identity.organ_words import department, lacks_place, short_form
from xxgk.extractors.identity.plates import mentions_names, place_of, plain_name, spellings_in, told_names
from xxgk.extractors.identity.report_year import OPENING, reporting_year
from xxgk.extractors.identity.self_names import compact, without_office
from xxgk.extractors.identity.spoken import is_same, other_body
from xxgk.schema.agencies import Registry, name_key
from xxgk.schema.findings import finding
from xxgk.schema.report import JOINT, PLATE, Agency, Beside, Finding

_SPOKEN_OF = re.compile("[我本]([局委院厅镇乡])(?=[^内外级])")
"""How a body speaks of itself."""
_SPOKEN_OF_PLACE = re.compile("[我全][省市县区州盟旗]|[省市县区州盟旗](?:人民)?政府(?:信息公开|政务公开)")
_SERVES_GOVERNMENT = re.compile("(?:信息|服务|数据)中心$|电子政务|政务公开|信息公开")
"""Organs that answer questions for their government."""
_REPORT = re.compile(r"(?:特此|特|现|已|按要求)?(?:组织)?编制了?(?:本|《|20\d\d年)[^。]{0,30}(?:年度报告|年报)")
"""How a text goes on behind the name of who compiles it, where it says that this is the report."""
_OWN_OFFICES = ("政府办公室", "委员会办公室", "领导小组办公室")
_HOST = re.compile("https?://([^/?#]+)")

_HINTS = {
    "AGENCY_OF_SENDER": "the title of the notice that sends it",
    "AGENCY_OF_SITE": "the name of the site",
    "AGENCY_OF_CONTACT": "the one to be asked for it",
    "AGENCY_OF_TEXT": "the one of whose work its first sentences tell",
}
"""Rules that tell that only a hint says whose the report is, with what it is."""

COMPILED = "报告由"
"""Words that a text has more than once where it holds several reports."""

SHOWN = 5
"""Agencies that a doubt names; some short names have hundreds."""

LONGEST_TITLE, LONGEST_PREAMBLE = 400, 4000
"""Characters that are looked at; what is longer is no title and no preamble, and a trap for patterns."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a document tells of its origin, as printed.

    `titles` are candidates in the order of trust: the headline (its lines joined), then the page's own title.
    `metadata` has the keys of `schema.document.Content.metadata`. `text` is all narrative; place names and codes are
    looked for in it."""

    titles: tuple[str, ...] = ()
    preamble: str = ""
    signoff: str = ""
    metadata: Mapping[str, str] = field(default_factory=dict)
    text: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """Agency, year and title of a report, each None where the document does not tell it, and what is doubtful."""

    agency: Agency | None
    year: int | None
    title: str | None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class _Names:
    """Names in the order of trust: of the title, and those by which the document speaks of itself. `sender` is the one
    that sends the report by a notice, `site` the one that the page's title has behind the headline."""

    title: str | None
    sender: str | None
    site: str | None
    author: tuple[str, ...]
    contact: tuple[str, ...]
    signed: tuple[str, ...]
    publisher: tuple[str, ...]

    def of_itself(self) -> tuple[str, ...]:
        return (*self.author, *self.signed, *self.contact, *self.publisher)

    def hints(self) -> Iterator[tuple[str, str | None]]:
        """The names that stand in where the document names nobody as its author, each with the rule that tells it."""
        yield "AGENCY_OF_SENDER", self.sender
        yield "AGENCY_OF_SITE", self.site
        yield "AGENCY_OF_CONTACT", next(iter(self.contact), None)


def identify(evidence: Evidence, registry: Registry) -> Identity:
    """The identity of a document. Deterministic; raises nothing; costs about a tenth of a millisecond."""
    titles = tuple(compact(title[:LONGEST_TITLE]) for title in evidence.titles)
    preamble = compact(evidence.preamble[:LONGEST_PREAMBLE])
    year, findings = reporting_year(
        titles, evidence.preamble[:LONGEST_PREAMBLE], evidence.text[:OPENING], evidence.signoff, evidence.metadata
    )
    named = [self_names.name_in_title(title) for title in titles]
    of_site = [bool(name) and _is_of_site(name or "", title, titles) for title, name in zip(titles, named, strict=True)]
    names = _Names(
        next((name for name, is_site in zip(named, of_site, strict=True) if name and not is_site), None),
        next(filter(None, map(self_names.sender_in_title, titles)), None),
        next((name for name, is_site in zip(named, of_site, strict=True) if name and is_site), None),
        _author(preamble, evidence),
        self_names.names_to_contact(preamble or _beginning(evidence)),
        self_names.names_in_signoff(evidence.signoff),
        tuple(filter(None, [name_key(evidence.metadata.get("publisher", ""))])),
    )
    whole = (title for title, name in zip(evidence.titles, named, strict=True) if name)
    title = next(whole, None) or next((title for title in evidence.titles if title.strip()), None)
    agency, more = _agency(names, evidence, registry, year)
    more = (*more, *_several_reports(evidence))
    return Identity(agency, year, title and "".join(title.splitlines()).strip(), (*findings, *more))


def _author(preamble: str, evidence: Evidence) -> tuple[str, ...]:
    """The names by which the compact preamble names its author: who compiles it, else the title that it quotes. Of a
    report without a preamble its beginning may be one (一、总体情况 根据《条例》的要求，…街道特编制2023年…年度报告)."""
    if preamble:
        return self_names.names_in_preamble(preamble) or self_names.names_in_quoted_title(preamble)
    beginning = _beginning(evidence)
    quoted = self_names.names_in_quoted_title(beginning)
    return quoted or tuple(name for name in self_names.names_in_preamble(beginning) if _compiles(name, beginning))


def _beginning(evidence: Evidence) -> str:
    """What a compact text says before its first topic: a preamble that stands under the title of the first section."""
    return compact(evidence.text[:OPENING]).partition("（一）")[0]


def _hinted(names: _Names, evidence: Evidence, registry: Registry, year: int | None) -> tuple[str, str] | None:
    """What stands in where the document names nobody as its author, with the rule that tells it; None where nothing
    does."""
    if hint := next(((how, name) for how, name in names.hints() if name), None):
        return hint
    acts = _who_acts(_beginning(evidence), registry, year)
    return ("AGENCY_OF_TEXT", acts) if acts else None


def _who_acts(beginning: str, registry: Registry, year: int | None) -> str | None:
    """The one agency whose full name the beginning of a text has as who acts; None where there are several."""
    means: dict[str, str] = {}
    for name in self_names.names_of_who_acts(beginning):
        found = candidates(name, registry, year)
        if _settled(found) and not lacks_place(name):
            means.setdefault(found[0].agency_id, name)
    return next(iter(means.values())) if len(means) == 1 else None


def _compiles(name: str, text: str) -> bool:
    """Whether a compact text says that who has this name compiles an annual report."""
    places = (place for place in range(len(text)) if text.startswith(name, place))
    return any(_REPORT.match(text, place + len(name)) for place in places)


def _is_of_site(name: str, title: str, titles: Sequence[str]) -> bool:
    """Whether a name stands behind what another title prints without it: portals end the titles of all their pages with
    their own names."""
    return any(other and other != title and title.startswith(other) and name not in other for other in titles)


def _several_reports(evidence: Evidence) -> tuple[Finding, ...]:
    """A doubt where the text holds the reports of several agencies: the figures may be those of either."""
    preamble, text = evidence.preamble, evidence.text
    beyond = text.replace(preamble, "")  # the narrative holds the preamble, too
    if preamble.count(COMPILED) + beyond.count(COMPILED) < 2:
        return ()
    first, *others = self_names.compilers(compact(f"{preamble}\n{text}")) or ("",)
    other = next((name for name in others if not short_form(name, first)), "")
    message = f"the text holds several reports, of {first} and of {other}"
    return (finding("AGENCY_AMBIGUOUS", "", message),) if other else ()


def _agency(
    names: _Names, evidence: Evidence, registry: Registry, year: int | None
) -> tuple[Agency | None, tuple[Finding, ...]]:
    spoken = () if names.sender else (*names.signed, *names.publisher)  # they send the notice
    itself = names.title or next(iter((*names.author, *spoken)), None)
    hinted = _hinted(names, evidence, registry, year) if not itself else None
    printed = itself or (hinted and hinted[1])
    if printed is None:
        return None, (finding("AGENCY_UNKNOWN", "", "the document names no agency"),)
    first, *others = self_names.together(printed, registry.named.word)
    joint = finding("AGENCY_JOINT", "", f"{printed} report together: {', '.join((first, *others))}")
    agency, doubt = _resolve(_of_office(plain_name(first), registry, year), names, evidence, registry, year)
    agency = replace(agency, printed=printed)
    agency = replace(agency, beside=_beside(agency, first, others, evidence, registry, year))
    told = _disagreements(agency, names, registry, year)
    if hinted:
        told = (*told, _only_hinted(*hinted, compact(f"{evidence.preamble}\n{evidence.text[:OPENING]}")))
    if other := "" if others else other_body(agency, names.author, names.signed, registry, year):
        message = f"the report is headed {printed}, the document itself names {other}, which counts"
        told = (finding("AGENCY_DISAGREES", "", message),)
        agency, doubt = _resolve(other, names, evidence, registry, year)
        agency = replace(agency, printed=printed, beside=_beside(agency, other, (), evidence, registry, year))
    return agency, (*doubt, *([joint] if others else []), *told)


def _of_office(name: str, registry: Registry, year: int | None) -> str:
    """The agency whose office a name means that is no agency itself (住房和城乡建设局办公室), else the name. Offices of
    governments and of committees are agencies where they are known."""
    agency = without_office(name)
    if agency == name or (name.endswith(_OWN_OFFICES) and candidates(name, registry, year)):
        return name
    return agency if _settled(candidates(agency, registry, year)) else name


def _only_hinted(rule: str, name: str, text: str) -> Finding:
    """What is told where only a hint says whose the report is, the name of the site, of who sends it, or of whom to
    ask: it is in doubt where its compact `text` speaks of itself as of another kind of body."""
    message = f"only {_HINTS[rule]}, {name}, tells whose it is"
    own = _SPOKEN_OF.search(text)
    if own and own[1] not in name:
        return finding("AGENCY_AMBIGUOUS", "", f"{message}, and it speaks of itself as {own[0]}")
    place = _SPOKEN_OF_PLACE.search(text) if _SERVES_GOVERNMENT.search(name) else None
    if rule == "AGENCY_OF_CONTACT" and place:
        return finding(
            "AGENCY_AMBIGUOUS", "", f"{message}, which answers for its government, and the text has {place[0]}"
        )
    return finding(rule, "", message)


def _beside(
    agency: Agency, first: str, others: Iterable[str], evidence: Evidence, registry: Registry, year: int | None
) -> tuple[Beside, ...]:
    """The agencies that the report names beside its own: those it is made with, its other names."""
    opening = f"{evidence.preamble[:LONGEST_PREAMBLE]}\n{evidence.text[:OPENING]}"
    text = compact(opening) if mentions_names(opening) else ""
    told = [(JOINT, name) for name in others]
    told += [*told_names(first, {agency.name, plain_name(first)}, text)]
    region = registry.gazetteer.by_code.get(agency.region_code)
    place = place_of(agency.name, registry.gazetteer.full_name(region) if region else "") if told else ""
    found = [Beside(role, name, _only(spellings_in(name, place), registry, year)) for role, name in told]
    if agency.resolved:
        found += [Beside(PLATE, name, code) for name, code in plates_of(first, agency.agency_id, registry, year)]
    return tuple(each for each in dict.fromkeys(found) if each.agency_id != agency.agency_id)


def _only(spellings: Sequence[str], registry: Registry, year: int | None) -> str:
    """The agency that the first of the spellings to mean a single one means; where none does, the unregistered one of
    the fullest name."""
    means = (candidates(name, registry, year) for name in spellings)
    known = next((found[0].agency_id for found in means if _settled(found)), "")
    return known or next((_identifier(name) for name in spellings if not lacks_place(name)), "")


def _resolve(
    printed: str, names: _Names, evidence: Evidence, registry: Registry, year: int | None
) -> tuple[Agency, tuple[Finding, ...]]:
    choices = titled = candidates(printed, registry, year)
    if not _settled(choices):
        fuller = _fuller(printed, names, registry, year)
        choices = fuller if len(fuller) == 1 else unique((*choices, *fuller))
    if _settled(choices):
        longer = _longer(choices[0], printed, names, registry, year)
        if titled and not longer and choices[0].agency_id not in {each.agency_id for each in titled}:
            longer = choices
        if not longer:
            return _resolved(choices[0], printed, registry), ()
        if _settled(longer):
            message = f"the title names {printed}, the document itself {longer[0].name}, of which that is a short form"
            doubts = (finding("AGENCY_DISAGREES", "", message),)
            return _resolved(longer[0], printed, registry), doubts
        choices = unique((*choices, *longer))
        signs = _signs(evidence, registry)
        return Agency(printed, _provisional(printed, signs, evidence), False, printed), (_doubt(printed, choices),)
    signs = _signs(evidence, registry)
    named: set[str] = set()
    if department(printed):
        choices = unique((*choices, *of_site(printed, _site_regions(signs, registry), signs.text, registry)))
    else:
        completed = unique(complete(printed, signs.text, registry, year))
        named = {candidate.agency_id for candidate in completed}
        choices = unique((*choices, *completed))
    chosen = decide(choices, signs, registry.gazetteer, named)
    if chosen:
        return _resolved(chosen, printed, registry), ()
    return Agency(printed, _provisional(printed, signs, evidence), False, printed), (_doubt(printed, choices),)


def _longer(
    chosen: Candidate, printed: str, names: _Names, registry: Registry, year: int | None
) -> tuple[Candidate, ...]:
    """The agencies by whose longer names the document speaks of itself, where the title is a short form of these and
    another agency: none where they are offices of the agency that the title names."""
    found: list[Candidate] = []
    for name in (*names.author, *names.signed):
        own = without_office(name)
        if len(own) > len(printed) and short_form(printed, own) and not own.startswith((chosen.name, printed)):
            means = candidates(own, registry, year)
            found += () if any(one.agency_id == chosen.agency_id for one in means) else means
    return unique(found)


def _settled(choices: tuple[Candidate, ...]) -> bool:
    return len(choices) == 1 and choices[0].certain


def _fuller(printed: str, names: _Names, registry: Registry, year: int | None) -> tuple[Candidate, ...]:
    """The agencies by whose longer names the document speaks of itself (平潭县公安局 where the title has 公安局)."""
    found: list[Candidate] = []
    for name in names.of_itself():
        for form in dict.fromkeys((name, without_office(name))):
            if len(form) > len(printed) and short_form(printed, form):
                means = candidates(form, registry, year)
                found += means if len(means) == 1 else ()
    exact = [candidate for candidate in found if candidate.name.endswith(printed)]
    return unique(exact or found)


def _disagreements(agency: Agency, names: _Names, registry: Registry, year: int | None) -> tuple[Finding, ...]:
    """A finding if the document speaks of itself by the name of another agency, which a copied paragraph does.

    For questions a government often names one of its offices, and others an office without its place; that is no
    contradiction."""
    spoken = [("preamble", name) for name in names.author] + [("sign-off", name) for name in names.signed]
    if not agency.name.endswith("人民政府"):
        spoken += [("contact", name) for name in names.contact]
    for source, name in spoken:
        if source == "contact" and (_is_short(name, agency) or not candidates(name, registry, year)):
            continue
        if not is_same(name, agency, registry, year):
            message = f"the report is headed {agency.printed}, its {source} names {name}; the heading counts"
            return (finding("AGENCY_DISAGREES", "", message),)
    return ()


def _is_short(name: str, agency: Agency) -> bool:
    """Whether a name and an agency's are short forms of one another, but for an office."""
    own = without_office(name)
    return any(short_form(one, other) for one in (name, own) for other in (agency.name, agency.printed))


def _doubt(printed: str, choices: Iterable[Candidate]) -> Finding:
    names = sorted(choice.name for choice in choices)
    shared = ", ".join(names[:SHOWN]) + f" and {len(names) - SHOWN} more" * (len(names) > SHOWN)
    if shared or lacks_place(printed):
        message = f"{printed} can be {shared or 'an agency of any place'}, and the document does not tell which"
        return finding("AGENCY_AMBIGUOUS", "", message)
    message = f"{printed} is not registered and does not begin with a known region"
    return finding("AGENCY_UNKNOWN", "", message)


def _signs(evidence: Evidence, registry: Registry) -> Signs:
    texts = (*evidence.titles, evidence.preamble, evidence.signoff, evidence.text)
    return collect(map(compact, texts), evidence.metadata, registry.hosts)


def _site_regions(signs: Signs, registry: Registry) -> tuple[str, ...]:
    named = registry.gazetteer.places(name_key(signs.site_name))
    return (signs.site_code, *(place.region.code for place in named if place.full and len(named) == 1))


def _provisional(printed: str, signs: Signs, evidence: Evidence) -> str:
    """An identifier of the full name alone; of a name that lacks its place with the document's origin, and of the text
    itself where the origin is not told closely: two documents of two agencies must never get one."""
    number, host = telephone(signs), _HOST.match(evidence.metadata.get("url", ""))
    origin = [printed]
    if lacks_place(printed):
        origin += [signs.site_code, host[1].lower() if host else "", number, *signs.postcodes]
        if not number:
            origin.append(signs.text)
    return _identifier("\n".join(origin))


def _identifier(origin: str) -> str:
    return "provisional-" + hashlib.blake2b(origin.encode(), digest_size=8).hexdigest()


def _resolved(candidate: Candidate, printed: str, registry: Registry) -> Agency:
    what = described(candidate.name, candidate.agency_id, registry)
    return Agency(candidate.name, candidate.agency_id, True, printed, what.region_code, what.level, what.kind)
