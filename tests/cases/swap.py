"""Another text of the same shape: names, figures and prose are replaced, the words of the statutory forms stay.

What is not known to be a word of a form, a title, a unit or a date does not survive, so nothing need be recognised as
private. Figures are all multiplied by one number, so that what added up still does, zero is zero, and blank is blank.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import cycle, pairwise

from xxgk.schema.forms import forms
from xxgk.schema.indicators import vocabulary
from xxgk.schema.sections import narrative
from xxgk.schema.units import UNITS

WORDS = (
    "政府信息公开工作年度报告", "政府信息公开年度报告", "政府信息公开情况统计表", "年度", "本年度", "统计期限",
    "所列数据的统计期限", "单位", "计量单位", "序号", "备注", "说明", "合计", "小计", "无", "不适用", "没有", "附件",
    "附表", "附录", "信息内容", "指标名称", "统计指标", "统计数", "数量", "历年累计", "本年累计", "本期实际",
    "本月累计", "年末统计", "发布日期", "发布时间", "发布机构", "来源", "索引号", "信息来源", "浏览次数",
    "打印本页", "关闭窗口", "标题", "文号", "责任编辑", "打印", "关闭", "收藏", "微信", "微博", "首页",
    "bookmark", "_GoBack", "本列数据的勾稽关系为", "第一项加第二项之和", "等于第三项加第四项之和",
    "该部分以表格形式报告", "其中", "上年", "今年", "自", "至",
)  # fmt: skip
"""Words that say how a document is built and stand in no data file of the forms."""

FILLER = "春风吹过山坡孩童在河边放羊老人坐看云起远处传来歌声花开满园鱼儿游来燕子低飞雨后泥土清香炊烟升起灯火渐明"
LEAST, SHORT = 4, 40
"""Fewest characters of a part of a form's word that are kept within prose, and the most that are no prose."""

_SUFFIX = re.compile(f"(?:{'|'.join(UNITS)}|%|％)")
_DATE = re.compile(
    r"(?:19|20)\d\d年(?:\d{1,2}月(?:\d{1,2}日)?|度)?|(?:19|20)\d\d([-/.])\d{1,2}\1(?:\d\d|\d(?!\d))"
    r"|\d{1,2}月\d{1,2}日|\d\d(?::\d\d)+"
)
_ORDINAL = re.compile(
    r"\d{1,2}[.、)](?=\D)|[(](?:\d{1,2}|[一二三四五六七八九十]{1,3})[)]|[一二三四五六七八九十]{1,3}、"
)
_NUMBER = re.compile(r"\d+(?:(?:,\d{3})+(?!\d))?(?:\.\d+)?")
_PLACE = re.compile(r"(?:[^省市州盟旗县区局厅委院部处署]+(省|市|州|盟|旗|县|区)(?=.))+")
_BRANCH = re.compile(r"(?<=局).+(?=分局$)")
_TOWN = re.compile(r"[^省市州盟旗县区]+?(?=(?:镇|乡)人民政府|街道办事处)")
_PLACES = {"省": "示例省", "区": "示例市青禾区", "县": "示例市白鹭县", "旗": "示例市白鹭县"}


def invented(agency: str) -> str:
    """An agency of the same kind in a place that does not exist.

    >>> invented("某省某市某县水利局")
    '示例市白鹭县水利局'
    """
    found = _PLACE.match(agency)
    if not found:
        return "示例市财政局"
    organ = _BRANCH.sub("青禾", _TOWN.sub("石榴", agency[found.end() :]))
    return _PLACES.get(found[1], "示例市") + organ


class Swap:
    """Replaces texts. `names` are what the agency is called; `factor` is what every figure is multiplied by."""

    def __init__(self, names: Sequence[str], factor: int) -> None:
        known = sorted(filter(None, names), key=len, reverse=True)
        new = invented(known[0]) if known else ""
        self.names = {_narrow(name): name if new.endswith(name) else invented(name) for name in known}
        self.factor = factor
        self._filler = cycle(FILLER)

    def __call__(self, pieces: Sequence[str]) -> list[str]:
        """The pieces of one paragraph or cell, each in its new text; blanks and signs stay where they are."""
        owners = [(number, char) for number, piece in enumerate(pieces) for char in piece]
        places = [at for at, (_, char) in enumerate(owners) if not char.isspace()]
        text = "".join(_narrow(owners[at][1]) for at in places)
        told = [char for _, char in owners]
        parted = frozenset(number for number, (one, at) in enumerate(pairwise(places), 1) if at > one + 1)
        for begin, end, new in self._replaced(text, parted):
            for at in places[begin:end]:
                told[at] = ""
            told[places[begin]] = new
        result = [""] * len(pieces)
        for (number, _), new in zip(owners, told, strict=True):
            result[number] += new
        return result

    def _replaced(self, text: str, parted: frozenset[int]) -> Iterator[tuple[int, int, str]]:
        """(begin, end, new) of all that does not stay, in a text without blanks; `parted` are the places where one
        was, over which no number runs."""
        least = LEAST if len(text) > SHORT else 2
        at = 0
        while at < len(text):
            if name := next((name for name in self.names if text.startswith(name, at)), ""):
                yield at, at + len(name), self.names[name]
                at += len(name)
            elif kept := _kept(text, at, least):
                at += kept
            elif found := _NUMBER.match(
                text, at, next((end for end in range(at + 1, len(text)) if end in parted), len(text))
            ):
                yield at, found.end(), self.figure(found[0])
                unit = _SUFFIX.match(text, found.end())
                at = unit.end() if unit else found.end()
            else:
                if text[at].isalpha():
                    yield at, at + 1, "x" if text[at].isascii() else next(self._filler)
                at += 1

    def figure(self, printed: str) -> str:
        """A figure times the factor, with as many decimals and with marks of thousands where it has them.

        >>> Swap([], 3).figure("1,200.50")
        '3,601.50'
        """
        whole, _, decimals = printed.replace(",", "").partition(".")
        digits = str(int(whole + decimals) * self.factor).rjust(len(whole + decimals), "0")
        cut = len(digits) - len(decimals)
        marked = f"{int(digits[:cut]):,}" if "," in printed else digits[:cut]
        return f"{marked}.{digits[cut:]}" if decimals else marked


def _narrow(text: str) -> str:
    """Each character in its plain width; still one for each."""
    return "".join(one if len(one := unicodedata.normalize("NFKC", char)) == 1 else char for char in text)


def _kept(text: str, at: int, least: int) -> int:
    """How many characters from a place on stay: a date, a number of a heading or row, words of the forms."""
    if date := _DATE.match(text, at):
        return len(date[0])
    known, whole = _known()
    if text in whole or (text in known and text.isalpha()):
        return len(text)
    length, word = 0, 0
    while at + length < len(text) and text[at : at + length + 1] in known:
        length += 1
        if text[at : at + length] in whole:
            word = length
    length = length if length >= least else word
    while length and text[at + length - 1].isdigit() and text[at + length : at + length + 1].isdigit():
        length -= 1
    if length > 1 and any(char.isalpha() for char in text[at : at + length]):
        return length
    ordinal = _ORDINAL.match(text, at) if not at or not text[at - 1].isalnum() else None
    return len(ordinal[0]) if ordinal else 0


@cache
def _known() -> tuple[str, frozenset[str]]:
    """All words of the forms: one text of them, in which any part of one is found, and each by itself."""
    words = {*WORDS, *UNITS, *(label for labels in vocabulary().aliases.values() for label in labels)}
    for title in (*narrative().sections, *narrative().topics):
        words |= {title.title, *title.aliases}
    words |= {title.title for title in narrative().free}
    for sheet in (sheet for form in forms() for sheet in form.sheets):
        words |= {*sheet.detect, *sheet.heads}
        for table in sheet.tables:
            words |= {table.label, *(column.head for column in table.columns)}
            for one in (*table.columns, *table.groups, *table.rows):
                words |= {one.label, *one.aliases}
    plain = {"".join(_narrow(word).split()) for word in words} - {""}
    return "\n".join(sorted(plain)), frozenset(plain)
