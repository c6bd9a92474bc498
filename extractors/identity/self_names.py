"""Where a report says whose it is: the names in its title, and the phrases in which an agency names itself.

All texts are compared in compact form (no white space, one width of characters, Chinese years as digits): a title is
the same whether it is printed on one line or on two.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path

import xxgk.schema
from xxgk.extractors.identity.organ_words import ORGAN_END
from xxgk.schema.agencies import LONGEST_NAME, bracketed, name_key
from xxgk.schema.datafile import read_toml
from xxgk.schema.regions import gazetteer
from xxgk.schema.remembered import remembered
from xxgk.schema.text import NUMERAL, ZERO, clean, narrow
from xxgk.schema.townships import townships

_CHINESE_YEAR = re.compile(f"[二2](?!(?<=2)[0-9]{{3}})[{ZERO}0][{ZERO}0{NUMERAL[:9]}1-9]{{2}}(?=年)")
_CHINESE_DIGIT = str.maketrans(f"{NUMERAL[:9]}{ZERO}", f"123456789{'0' * len(ZERO)}")

YEAR = r"(?P<year>20(?<!\d20)\d\d)(?!\d)"  # what stands before is asked second: the search skips to the next 2
_YEAR_PART = re.compile(r"[（\[_]?(?<!\d)20\d\d(?!\d)(?:-20\d\d)?(?:年年度|年度|年)?[）\]]?")
_SUBJECT = re.compile("(?:政府|政务)?信息(?:主动)?公开|(?:政府|政务)公开(?=工作|年|情况)|年度报告|年报")
_QUOTED = re.compile("公开|年度报告|年报")
_JOINED = re.compile("(?<=[局厅委会办室府院处])(?:、|和|及|与|暨)(?=.{2,60}(?:局|厅|委员会|办公室|政府|办事处|处)$)")
_LAW = ("条例", "办法", "规定", "通知", "意见", "格式")
_SENTENCE = re.compile("本(?:年度)?报告|根据|按照|依据|现将|为")
"""How the first line of a preamble begins, which is no title though it may end in 年度报告."""
_HEADING = read_toml(Path(xxgk.schema.__file__).with_name("page.toml")).data["heading"]
_LEAD = re.compile(f"(?:{'|'.join(sorted(_HEADING['leads'], key=len, reverse=True))})[的:]?")
_SENDS = sorted({*_HEADING["sends"], *_HEADING["leads"]} - {"关于", "对"})
_NOTICE = re.compile(f"(?P<sender>[^《》]{{2,40}}?)关于(?P<about>(?:{'|'.join(_SENDS)}).+)")
"""The title of a notice that sends a report: …办公室关于印发…年度报告的通知."""
_REMARK = re.compile(f"[（【\\[〔](?:{'|'.join(_HEADING['remarks'])})[）】\\]〕]")
_BRACKETED = re.compile("（([^（）]{3,40})）")
_BEHIND_IT = re.compile("(?<=.)（[^（）]*）$")
"""What stands in brackets behind a name may be a list or a remark."""
_SITE = re.compile("[-_|—–]+")
_BEFORE_NAME, _BEHIND_NAME = "的、,:·_/|-[", "的、,:·_/|（(—-]"
_NOT_A_NAME = re.compile(
    "^[省市县区]委[省市县区]?政府|[,。;!?:、《》\\d]|题名|栏目|文字版|解读|图解|目录|指南|首页|网站"
)
_PHRASE = re.compile("我|本|该|各|其|此|根据|按照?|依据|结合|为|现将")
"""Words that no name begins with, but for places that do (本溪市, 各莫镇): those are looked up first."""
_READ_AS_GRAMMAR = "我本该各其此根据按依结合为现将的度年"
_TOWN = re.compile(".{1,12}?(?:街道|[镇乡]|苏木)")
_FURNITURE = re.compile(
    "(?:发布|发文|成文|生成|更新|公开|打印|录入)?(?:日期|时间)|发布(?:机构|单位|人)|信息来源|来源|稿源|浏览|阅读|点击|访问|索引号|文号|责任编辑|编辑"
    "|作者|字体|字号|打印|分享|当前位置|您(?:现在)?的?位置"
)
"""How the lines of a page around a report begin: none of them is a title."""

_CUT = "[,。;:（、《》“”\n]"
NAME = (
    "(?:[^,。;:、《》“”（）\\d我本该]"
    "|本(?!级|年|报|行政|[省市县区州盟旗镇乡局厅院委办部处科站所府校辖]|街道|机关|单位|部门|中心|信息|网站|条例|办法|人|次|着)){2,30}"
)
_SPEAKS = re.compile(
    f"由(?P<by>{NAME}?)(?:负责)?(?:组织)?(?:编(?:制|写)(?!的(?!(?:本|20\\d\\d年)))|撰写|根据|按照|依据|参照|结合|综合|汇总)"
    f"|(?:现将|公布|发布|编制了?|形成|制作了?)(?P<of>{NAME}?)20\\d\\d年"
    f"|(?:公布|发布)20\\d\\d年度?(?P<whose>{NAME}?)(?:政府|政务)信息公开"
    f"|(?:^|{_CUT})(?!由)(?P<who>{NAME}?)(?:特此|特|现|已|按要求)?(?:组织)?编制了?(?:本|《|20\\d\\d年)"
)
_TITLED = re.compile("(?:编制|公布|发布|公开|形成|制作)了?《([^《》]{4,60}(?:年度报告|年报|报告))》")
"""Where a text quotes the title of the report that it is."""
_BEGINS_TITLED = re.compile(
    "^([^《》。,]{2,30}20\\d\\d年度?[^《》。,]{0,20}(?:年度报告|年报))(?:（以下简称[^（）]*）)?是?(?:根据|依据|按照)"
)
_ACTS = re.compile(
    f"(?:^|{_CUT}|年度?)(?P<who>{NAME}?)(?:始终|继续)?"
    "(?:坚持|认真|深入|严格|全面|紧紧|高度重视|积极|扎实|以习近平|围绕)"
)
"""How a narrative begins to tell what its agency did (2023年，…县水利局认真贯彻…)."""
_COMPILER = re.compile("本(?:年度)?报告由([^,。;:、《》“”（）]{2,30}?)(?:负责)?(?:组织)?编制")
_CONTACT = re.compile(f"(?:联系|与|向|致电):?(?P<who>{NAME}?)(?:联系|咨询|（|,|:)")
_OFFICE = re.compile("(?:政府信息公开|政务公开|信息公开)?(?:工作)?(?:领导小组)?办公室$")
_UNIT = re.compile("(?:政府信息|政务|信息)公开(?:工作)?(?:领导小组)?(?:办公室|办|中心|处|科|股|室)$")
_COMPILED = re.compile("(?:综合|汇总|汇集)[^。]{0,30}各[^。]{0,60}编(?:制|写|辑)?[而汇]成")
_GOVERNMENT_OFFICE = re.compile("(?<=人民政府)办公[室厅]$")
_DATE = re.compile(rf"20\d\d年\d{{1,2}}月[\d{NUMERAL}]{{1,3}}日?|20\d\d[-./]\d{{1,2}}[-./]\d{{1,2}}|20\d\d年.{{0,9}}$")


@remembered(entries=128)
def compact(text: str) -> str:
    """`text` without white space, in one width, with years in Chinese numerals (二○○九年) written as digits. A line is
    asked by several steps."""
    return _with_digits(name_key(text))


def compact_lines(text: str) -> str:
    """`text` with each of its lines compact: worked out for all of them at once."""
    lines = clean("\n".join(text.splitlines())).split("\n")
    return _with_digits(bracketed(narrow("\n".join("".join(line.split()) for line in lines))))


def joined(lines: str) -> str:
    """The compact form of a text whose lines are compact: a year may be broken between two of them."""
    return _with_digits(lines.replace("\n", ""))


def _with_digits(key: str) -> str:
    if "年" not in key:  # a year stands before it, and most names and lines hold none
        return key
    return _CHINESE_YEAR.sub(lambda match: match[0].translate(_CHINESE_DIGIT), key)


def name_in_title(title: str) -> str | None:
    """The agency that a compact title names, None where it names none.

    The name is what remains before the subject (政府信息公开…) without the year; else it stands in brackets or behind
    the title, as in ``…年度报告（瑶海区司法局）``. In the title of a notice (…关于印发…局…的通知) it is the one that
    this is about; who sends it is another matter (`sender_in_title`)."""
    if _FURNITURE.match(title) or is_sentence(title):
        return None
    sent = _NOTICE.match(title)
    name = _named(_REMARK.sub("", _quoted(title) or (sent["about"] if sent else title)))
    return name if name and (not sent or _is_agency(name)) else None


def sender_in_title(title: str) -> str | None:
    """The agency that sends a notice with a report, by the notice's compact title; None where it is no notice."""
    sent = None if _FURNITURE.match(title) or is_sentence(title) else _NOTICE.match(title)
    sender = _clean(_without_leads(sent["sender"])) if sent else None
    return sender if sender and ORGAN_END.search(sender) else None


def _is_agency(name: str) -> bool:
    """Whether what a notice is about names an agency, an organ or a government's place, and no business (做好…)."""
    return bool(ORGAN_END.search(name) or gazetteer().places(name))


def _named(title: str) -> str | None:
    """The agency that the title of a report names."""
    text = _without_leads(title)
    subject = _SUBJECT.search(text)
    if subject is None:
        return _clean(_YEAR_PART.sub("", text)) if _YEAR_PART.search(text) else None
    head = text[: subject.start()]
    name = _around_year(head)
    if name and name.endswith("人民") and subject[0].startswith("政府"):
        return name + "政府"
    return name or _behind(text[subject.start() :])


def _without_leads(title: str) -> str:
    """A compact title without the words before its agency's name; a township may begin with one (对青山镇)."""
    while (lead := _LEAD.match(title)) and not ((town := _TOWN.match(title)) and town[0] in townships().by_name):
        title = title[lead.end() :]
    return title


def is_sentence(line: str) -> bool:
    """Whether a line is the beginning of a preamble (本报告依据…)."""
    return bool(_SENTENCE.match(line)) and _is_phrase(line)


def _quoted(title: str) -> str | None:
    """The title of a report that stands in brackets of its own."""
    opened = (piece.partition("《")[2] for piece in title.split("》")[:-1])
    return next((text for text in opened if _QUOTED.search(text) and not text.endswith(_LAW)), None)


def _around_year(head: str) -> str | None:
    year = _YEAR_PART.search(head)
    if year is None:
        return _clean(head, _BEFORE_NAME)
    return _clean(head[: year.start()], _BEFORE_NAME) or _clean(head[year.end() :])


def _behind(tail: str) -> str | None:
    names = [*_BRACKETED.findall(tail), *_SITE.split(tail)[1:]]
    return next((name for name in map(_clean, names) if name and ORGAN_END.search(name)), None)


def together(name: str, known: Callable[[str], str]) -> tuple[str, ...]:
    """The agencies that a title names together (…局、…局; …局和…局), the first first; one where it names one.

    What 和 and the like stand between must end in organs that are `known`: 住房和城乡建设局 is one, and so is its
    misprint."""
    parts = tuple(_JOINED.split(name))
    if len(parts) == 1:
        return _side_by_side(name, known)
    if "、" in name:
        return parts
    return parts if all(any(known(part[at:]) for at in range(len(part) - 1)) for part in parts) else (name,)


def _side_by_side(name: str, known: Callable[[str], str]) -> tuple[str, ...]:
    """The two agencies of one place that a title names one behind the other, in two lines or columns."""
    if name[:2] in name[4:]:
        for place in gazetteer().readings(name):
            at = name.find(name[: place.end], place.end + 2)
            if place.full and at > 0 and known(name[place.end : at]) and known(name[at + place.end :]):
                return name[:at], name[at:]
    return (name,)


def _clean(name: str, before: str = "度年" + _BEFORE_NAME) -> str | None:
    name = (name if _is_town(name) else name.lstrip(before)).rstrip(_BEHIND_NAME).removesuffix("关于")
    if name.endswith("）") and "（" not in name:
        name = name[:-1]
    alone = _JOINED.sub("", _BEHIND_IT.sub("", name))
    return name if len(name) > 1 and not _NOT_A_NAME.search(alone) and not _is_phrase(name) else None


def _is_phrase(name: str) -> bool:
    return bool(_PHRASE.match(name)) and not gazetteer().places(name) and not _is_town(name)


def _is_town(name: str) -> bool:
    """Whether a name begins with a township that has one of the words of grammar in its own (年古乡, 各莫镇)."""
    town = _TOWN.match(name) if name[:1] in _READ_AS_GRAMMAR else None
    return town is not None and town[0] in townships().by_name


def names_in_preamble(preamble: str) -> tuple[str, ...]:
    """The agencies that a compact preamble names as its author, in printed order."""
    return _names((next(filter(None, match.groups()), "") for match in _SPEAKS.finditer(preamble)), preamble)


def names_in_quoted_title(text: str) -> tuple[str, ...]:
    """The agencies in the titles under which a compact text says that the report is compiled or published
    (现发布《…街道办事处2023年政府信息公开工作年度报告》), or with which it begins (…县2009年…年度报告根据…)."""
    quoted = [*_BEGINS_TITLED.findall(text), *_TITLED.findall(text)]
    titles = (title for title in quoted if _SUBJECT.search(title) and _YEAR_PART.search(title))
    return tuple(dict.fromkeys(filter(None, map(name_in_title, titles))))


def names_of_who_acts(text: str) -> tuple[str, ...]:
    """The agencies of which a compact narrative says what they did, in printed order: its own, or one above it."""
    return _names(match["who"] for match in _ACTS.finditer(text))


def compilers(text: str) -> tuple[str, ...]:
    """The agencies by which a compact text says that it, the report, was compiled (本报告由…编制): several, where it
    holds several reports."""
    return tuple(dict.fromkeys(_COMPILER.findall(text)))


def names_to_contact(preamble: str) -> tuple[str, ...]:
    """The agencies that a compact preamble names for questions; often the author's own office, at times another's."""
    return _names((match["who"] for match in _CONTACT.finditer(preamble)), preamble)


def names_in_signoff(signoff: str) -> tuple[str, ...]:
    """The agencies that sign, line by line, dates removed."""
    lines = (_DATE.sub("", compact(line)) for line in signoff.splitlines())
    return _names(line.strip("。,.") for line in lines if len(line) <= LONGEST_NAME)


def without_office(name: str) -> str:
    """An agency's name without the office of its that deals with disclosure (平潭县公安局办公室)."""
    return _OFFICE.sub("", name)


def _whose(name: str, preamble: str) -> str:
    """The agency to which a named unit for disclosure belongs (…局政务公开科); where the report is compiled of those of
    all organs of a place, its government and not the government's office."""
    host = _UNIT.sub("", name)
    host += "政府" * host.endswith("人民")
    return _GOVERNMENT_OFFICE.sub("", host) if _COMPILED.search(preamble) else host


def _names(found: Iterable[str], preamble: str = "") -> tuple[str, ...]:
    names = []
    for raw in found:
        name = _clean(_whose(_clean(raw) or "", preamble))
        if name and (ORGAN_END.search(name) or ORGAN_END.search(without_office(name))):
            names.append(name)
    return tuple(dict.fromkeys(names))
