"""Every word of a clause is accounted for: one that is put into it leaves its figure untold.

Of each labelled sentence that is told as labelled, words of other matters, bodies, times and plans are put before the
clause of a number, between its words and the number, and behind the number; `XXGK_EXAMPLES` says how many are tried.
"""

import os
import re
from functools import cache
from random import Random

import pytest

from tests.extractors.narrative.prose.test_prose_sentences import FILES, read, sentences

EXAMPLES = int(os.environ.get("XXGK_EXAMPLES", "0")) * 10 or 300
COUNTED = re.compile(r"(?<![\d.])(\d[\d,]*)(?:件次|人次|场次|[件条份宗次个项起例篇期场人名则部元])")
CLAUSE = re.compile("[^，；。：\\n]+")
TELLS = re.compile(
    "共|累计|新?收到|受理|接到|办结|答复|主动|公开|发布|推送|通过|予以|部分公开|不予|无法|举办|召开|组织|制定|制发|印发|因政府|行政|网|信函|当面|微"
)
BEFORE = (
    "企业",
    "下属单位",
    "各乡镇",
    "某学校",
    "计划",
    "预计",
    "拟",
    "力争",
    "去年",
    "2007年",
    "督促企业",
    "协助外单位",
    "应急演练中",
    "抽查发现",
)
INSIDE = (
    "企业",
    "重复",
    "疑似",
    "投诉",
    "许可",
    "热线",
    "信访",
    "工单",
    "上级",
    "涉密",
    "部分",
    "一半",
    "每月",
    "平均",
    "同比",
)
BEHIND = (
    "重复",
    "企业",
    "疑似",
    "许可",
    "投诉",
    "信访",
    "工单",
    "转办",
    "撤回",
    "以内",
    "的一半",
    "不足",
    "拟",
    "作废",
    "外单位",
)
# Those who come to what the report tells may come from anywhere: 培训2次,各乡镇共78人次参加.
OF_ALL, CAME = "各乡镇", re.compile("参加|参训|参会")


@cache
def told():
    """The sentences that are told as labelled, and the span of each clause with one number that is a figure."""
    found = []
    for name in FILES:
        if name == "prose_years":
            continue  # the words drawn for each sentence would be others: two of those are known to stray
        for sentence in sentences(name):
            if sentence.figures and len(sentence.text) < 150 and read(sentence) == sentence.figures:
                found += [(sentence, *place) for place in _places(sentence)]
    return found


def _places(sentence):
    values = [value.strip("~") for value in sentence.figures.values()]
    for clause in CLAUSE.finditer(sentence.text):
        numbers = list(COUNTED.finditer(clause[0]))
        if len(numbers) != 1 or not TELLS.match(clause[0]):
            continue
        value = numbers[0][1].replace(",", "")
        if (
            value != "0"
            and values.count(value) == 1
            and len(re.findall(rf"(?<!\d){value}(?!\d)", sentence.text.replace(",", ""))) == 1
        ):
            start = clause.start()
            yield value, start, start + numbers[0].start(), start + numbers[0].end()


@pytest.mark.parametrize(
    ("where", "words"), [(0, BEFORE), (1, INSIDE), (2, BEHIND)], ids=("before", "inside", "behind")
)
def test_a_word_put_into_a_clause_leaves_its_figure_untold(where, words, tell):
    random = Random(where)
    strays = []
    for sentence, value, *places in random.sample(told(), min(EXAMPLES, len(told()))):
        word, place = random.choice(words), places[where]
        text = f"{sentence.text[:place]}{word}{sentence.text[place:]}"
        if word == OF_ALL and CAME.search(CLAUSE.match(text, place)[0]):
            continue
        codes = [code for code, figure in sentence.figures.items() if figure.strip("~") == value]
        strays += [text for code in codes if read(sentence, text).get(code, "").strip("~") == value]
    tell(f"{EXAMPLES} words put {('before', 'into', 'behind')[where]} clauses: {len(strays)} told all the same")
    assert not strays, "\n".join(strays)
